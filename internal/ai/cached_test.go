package ai_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/memory"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
)

func keeping(t *testing.T) *memory.Memory {
	t.Helper()
	m, err := memory.New(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// wire starts a provider and returns it with a client of each protocol.
func wire(t *testing.T, temper func(aitest.Call) aitest.Temper) (*aitest.Server, map[string]ai.Model) {
	t.Helper()
	srv := &aitest.Server{Temper: temper}
	base, stop := srv.Start()
	t.Cleanup(stop)
	g, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	o, err := openai.New(openai.Config{Key: "canary-key-for-tests-only", Model: "writer-1", BaseURL: base + "v1"})
	if err != nil {
		t.Fatal(err)
	}
	return srv, map[string]ai.Model{"gemini": g, "openai": o}
}

// heard gathers what is told, by the rules of pieces.
type heard struct {
	mu     sync.Mutex
	text   strings.Builder
	pieces int
}

func (h *heard) hear(p ai.Piece) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.Again {
		h.text.Reset()
	}
	h.text.WriteString(p.Text)
	h.pieces++
}

const long = "Write down what is there before you change it. Then look at it once more, by daylight, with somebody who was not there."

func TestTheSameQuestionTwiceIsOneCallOnTheWire(t *testing.T) {
	t.Parallel()
	for _, protocol := range []string{"gemini", "openai"} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			srv, models := wire(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Text: long} })
			var saved []ai.Answer
			m := ai.Cached(models[protocol], keeping(t), func(q ai.Question, a ai.Answer) {
				if q.Product != "p" {
					t.Errorf("it was saved for the product %q", q.Product)
				}
				saved = append(saved, a)
			})
			var first, second heard
			a, err := m.Ask(t.Context(), ai.Question{Prompt: "For nurses. ", Product: "p"}, first.hear)
			if err != nil {
				t.Fatal(err)
			}
			b, err := m.Ask(t.Context(), ai.Question{Prompt: "For nurses.\r\n", Product: "p"}, second.hear)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(srv.Calls()); n != 1 {
				t.Errorf("%d calls reached the provider, want 1", n)
			}
			if a.Text != long || b.Text != long || first.text.String() != long || second.text.String() != long {
				t.Errorf("got %q and %q, told %q and %q", a.Text, b.Text, first.text.String(), second.text.String())
			}
			if first.pieces < 2 || second.pieces != 1 {
				t.Errorf("told in %d and %d pieces, want several and one", first.pieces, second.pieces)
			}
			if a.Origin != ai.Asked || a.Usage.Out == 0 || b.Origin != ai.Kept || (b.Usage != ai.Usage{}) || b.Model != a.Model {
				t.Errorf("got %+v and %+v, want the bill with the first alone", a, b)
			}
			if len(saved) != 1 || saved[0].Usage != a.Usage || saved[0].Origin != ai.Kept || saved[0].By != m.Name() {
				t.Errorf("saved %+v, want one answer as it was billed", saved)
			}
		})
	}
}

func TestAHundredAtOnceAreOneCall(t *testing.T) {
	t.Parallel()
	srv, models := wire(t, func(aitest.Call) aitest.Temper {
		return aitest.Temper{Wait: 60 * time.Millisecond, Token: 3 * time.Millisecond, Text: long}
	})
	var free, billed atomic.Int32
	m := ai.Cached(models["gemini"], keeping(t), func(ai.Question, ai.Answer) { free.Add(1) })
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			var h heard
			a, err := m.Ask(t.Context(), ai.Question{Prompt: "For nurses."}, h.hear)
			if err != nil || a.Text != long || h.text.String() != long {
				t.Errorf("got %q, told %q, %v", a.Text, h.text.String(), err)
			}
			if (a.Usage != ai.Usage{}) {
				billed.Add(1)
			}
		})
	}
	wg.Wait()
	if n := len(srv.Calls()); n != 1 || free.Load() != 99 || billed.Load() != 1 {
		t.Errorf("%d calls, %d free and %d billed answers; want 1, 99 and 1", n, free.Load(), billed.Load())
	}
}

// TestManySchemasAreToldApart has more of them than are remembered, each laid out in
// two ways.
func TestManySchemasAreToldApart(t *testing.T) {
	t.Parallel()
	calls := 0
	m := ai.Cached(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
		calls++
		return ai.Answer{Text: "{}"}, nil
	}), keeping(t), nil)
	for range 2 {
		for n := range 200 {
			for _, layout := range []string{`{"type":"object","maxProperties":%d}`, "{\n \"maxProperties\": %d, \"type\": \"object\" }"} {
				if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x", Schema: json.RawMessage(fmt.Sprintf(layout, n))}, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if calls != 200 {
		t.Errorf("%d calls for 200 schemas, want 200", calls)
	}
}

func TestOwnersAndFreshQuestionsAskForThemselves(t *testing.T) {
	t.Parallel()
	var n atomic.Int32
	m := ai.Cached(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
		return ai.Answer{Text: fmt.Sprint("answer ", n.Add(1))}, nil
	}), keeping(t), nil)
	for i, step := range []struct {
		q    ai.Question
		want string
	}{
		{ai.Question{Prompt: "x", Owner: "ada"}, "answer 1"},
		{ai.Question{Prompt: "x", Owner: "bob"}, "answer 2"},
		{ai.Question{Prompt: "x"}, "answer 3"},
		{ai.Question{Prompt: "x", Owner: "ada"}, "answer 1"},
		{ai.Question{Prompt: "x", Owner: "ada", Fresh: true}, "answer 4"},
		{ai.Question{Prompt: "x", Owner: "ada"}, "answer 4"}, // the newer took its place
		{ai.Question{Prompt: "x", Owner: "bob"}, "answer 2"},
	} {
		if a, err := m.Ask(t.Context(), step.q, nil); err != nil || a.Text != step.want {
			t.Errorf("step %d: got %q, %v; want %q", i, a.Text, err, step.want)
		}
	}
}

// TestWhatIsNotKept asks twice and counts the calls.
func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	object := ai.Question{Prompt: "x", Schema: json.RawMessage(`{"type":"object"}`)}
	cases := map[string]struct {
		q     ai.Question
		a     ai.Answer
		err   error
		calls int32
	}{
		"an answer":               {ai.Question{Prompt: "x"}, ai.Answer{Text: "yes"}, nil, 1},
		"an object":               {object, ai.Answer{Text: `{"a":1}`}, nil, 1},
		"half an object":          {object, ai.Answer{Text: `{"a":`}, nil, 2},
		"no text":                 {ai.Question{Prompt: "x"}, ai.Answer{}, nil, 2},
		"truncated":               {ai.Question{Prompt: "x"}, ai.Answer{Text: "ye"}, reason(ai.Truncated), 2},
		"blocked":                 {ai.Question{Prompt: "x"}, ai.Answer{}, reason(ai.Blocked), 2},
		"overloaded":              {ai.Question{Prompt: "x"}, ai.Answer{}, reason(ai.Overloaded), 2},
		"kept by another already": {ai.Question{Prompt: "x"}, ai.Answer{Text: "yes", Origin: ai.Kept}, nil, 2},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			m := ai.Cached(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
				calls.Add(1)
				return c.a, c.err
			}), keeping(t), nil)
			for range 2 {
				if _, err := m.Ask(t.Context(), c.q, nil); !errors.Is(err, c.err) {
					t.Errorf("got %v, want %v", err, c.err)
				}
			}
			if calls.Load() != c.calls {
				t.Errorf("%d calls, want %d", calls.Load(), c.calls)
			}
		})
	}
}

// slowly is a model that says three words, one a second, and counts its calls and
// those that were ended.
type slowly struct {
	calls, ended atomic.Int32
	why          atomic.Value
}

func (s *slowly) model() ai.Model {
	return scripted(func(ctx context.Context, told ai.Told) (ai.Answer, error) {
		s.calls.Add(1)
		for _, w := range []string{"one ", "two ", "three"} {
			select {
			case <-time.After(time.Second):
				told(ai.Piece{Text: w})
			case <-ctx.Done():
				s.ended.Add(1)
				s.why.Store(context.Cause(ctx))
				return ai.Answer{}, context.Cause(ctx)
			}
		}
		return ai.Answer{Text: "one two three"}, nil
	})
}

// TestWhoLeavesEndsNothingForOthers lets some of three leave, at different moments.
func TestWhoLeavesEndsNothingForOthers(t *testing.T) {
	t.Parallel()
	why := errors.New("stop")
	for name, tt := range map[string]struct {
		leave []time.Duration // after how long each leaves, 0 = stays
		ended int32
		calls int32
	}{
		"nobody leaves":            {[]time.Duration{0, 0, 0}, 0, 1},
		"who began leaves":         {[]time.Duration{1500 * time.Millisecond, 0, 0}, 0, 1},
		"who joined leaves":        {[]time.Duration{0, 1500 * time.Millisecond, 1600 * time.Millisecond}, 0, 1},
		"all leave":                {[]time.Duration{1100 * time.Millisecond, 2100 * time.Millisecond, 1200 * time.Millisecond}, 1, 1},
		"all leave before a piece": {[]time.Duration{200 * time.Millisecond, 300 * time.Millisecond, 400 * time.Millisecond}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				kept := keepingInBubble(t)
				defer kept.Close()
				var s slowly
				var free atomic.Int32
				stay := int32(0)
				m := ai.Cached(s.model(), kept, func(ai.Question, ai.Answer) { free.Add(1) })
				var wg sync.WaitGroup
				for i, d := range tt.leave {
					if d == 0 {
						stay++
					}
					wg.Go(func() {
						time.Sleep(time.Duration(i) * 10 * time.Millisecond)
						ctx, cancel := context.WithCancelCause(t.Context())
						defer cancel(nil)
						if d > 0 {
							time.AfterFunc(d, func() { cancel(why) })
						}
						began := time.Now()
						var h heard
						a, err := m.Ask(ctx, ai.Question{Prompt: "x"}, h.hear)
						switch {
						case d > 0 && (!errors.Is(err, why) || time.Since(began) != d):
							t.Errorf("number %d left with %v after %v, want the cause after %v", i, err, time.Since(began), d)
						case d == 0 && (err != nil || a.Text != "one two three" || h.text.String() != a.Text):
							t.Errorf("number %d got %q, told %q, %v", i, a.Text, h.text.String(), err)
						}
					})
				}
				wg.Wait()
				if s.ended.Load() != tt.ended || s.calls.Load() != tt.calls {
					t.Errorf("%d of %d calls were ended, want %d of %d", s.ended.Load(), s.calls.Load(), tt.ended, tt.calls)
				}
				if want := max(0, stay-1); free.Load() != want {
					t.Errorf("%d answers were free, want %d: one has the bill", free.Load(), want)
				}
				if tt.ended > 0 && s.why.Load() != why {
					t.Errorf("it was ended by %v, want the cause of the last who left", s.why.Load())
				}
			})
		})
	}
}

func keepingInBubble(t *testing.T) *memory.Memory {
	t.Helper()
	m, err := memory.New(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWhoComesLateHearsTheBeginning joins in the middle.
func TestWhoComesLateHearsTheBeginning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := keepingInBubble(t)
		defer kept.Close()
		var s slowly
		m := ai.Cached(s.model(), kept, nil)
		var wg sync.WaitGroup
		wg.Go(func() { _, _ = m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil) })
		time.Sleep(2500 * time.Millisecond)
		var h heard
		began := time.Now()
		wg.Go(func() {
			a, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, h.hear)
			if err != nil || a.Origin != ai.Shared || time.Since(began) != 500*time.Millisecond {
				t.Errorf("got %+v, %v after %v; want the shared answer after 0.5 s", a, err, time.Since(began))
			}
		})
		synctest.Wait()
		h.mu.Lock()
		if got := h.text.String(); got != "one two " {
			t.Errorf("at first it heard %q, want what was said so far", got)
		}
		h.mu.Unlock()
		wg.Wait()
		if got := h.text.String(); got != "one two three" {
			t.Errorf("it heard %q", got)
		}
	})
}

// TestWhatBeginsAnewBeginsAnewForAll tells a first half that becomes void.
func TestWhatBeginsAnewBeginsAnewForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := keepingInBubble(t)
		defer kept.Close()
		m := ai.Cached(scripted(func(_ context.Context, told ai.Told) (ai.Answer, error) {
			told(ai.Piece{Text: "wrong "})
			time.Sleep(time.Second)
			told(ai.Piece{Text: "right ", Again: true})
			time.Sleep(time.Second)
			told(ai.Piece{Text: "end"})
			return ai.Answer{Text: "right end"}, nil
		}), kept, nil)
		var wg sync.WaitGroup
		for _, at := range []time.Duration{0, 500 * time.Millisecond, 1500 * time.Millisecond} {
			wg.Go(func() {
				time.Sleep(at)
				var h heard
				agains := 0
				if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, func(p ai.Piece) {
					if p.Again {
						agains++
					}
					h.hear(p)
				}); err != nil {
					t.Error(err)
				}
				want := 1
				if at > time.Second { // it never heard what is void
					want = 0
				}
				if h.text.String() != "right end" || agains != want {
					t.Errorf("who came after %v heard %q with %d beginnings anew, want %d", at, h.text.String(), agains, want)
				}
			})
		}
		wg.Wait()
	})
}

// TestTheDeadlineIsThatOfWhoWaitsLongest looks at it from inside the call.
func TestTheDeadlineIsThatOfWhoWaitsLongest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := keepingInBubble(t)
		defer kept.Close()
		began := time.Now()
		var seen []string
		m := ai.Cached(scripted(func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
			for range 3 {
				d, ok := ctx.Deadline()
				at := "none"
				if ok {
					at = d.Sub(began).String()
				}
				seen = append(seen, at)
				time.Sleep(2 * time.Second)
			}
			<-ctx.Done()
			return ai.Answer{}, context.Cause(ctx)
		}), kept, nil)
		var wg sync.WaitGroup
		for _, p := range []struct{ from, most time.Duration }{{0, 3 * time.Second}, {time.Second, 19 * time.Second}, {3 * time.Second, 0}} {
			wg.Go(func() {
				time.Sleep(p.from)
				ctx, cancel := t.Context(), func() {}
				if p.most > 0 {
					ctx, cancel = context.WithTimeout(ctx, p.most)
				} else {
					var stop context.CancelFunc
					ctx, stop = context.WithCancel(ctx)
					time.AfterFunc(40*time.Second, stop)
				}
				defer cancel()
				_, err := m.Ask(ctx, ai.Question{Prompt: "x"}, nil)
				if p.most > 0 && (!errors.Is(err, context.DeadlineExceeded) || time.Since(began) != p.from+p.most) {
					t.Errorf("who could wait %v got %v after %v", p.most, err, time.Since(began)-p.from)
				}
			})
		}
		wg.Wait()
		if got, want := fmt.Sprint(seen), "[3s 20s none]"; got != want {
			t.Errorf("the deadlines were %s, want %s", got, want)
		}
	})
}

func TestAnAnswerIsKeptForItsTime(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		standIn bool
		keeps   time.Duration
	}{"of the first model": {false, 24 * time.Hour}, "of a stand-in": {true, 10 * time.Minute}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				kept := keepingInBubble(t)
				defer kept.Close()
				calls := 0
				says := scripted(func(context.Context, ai.Told) (ai.Answer, error) {
					calls++
					return ai.Answer{Text: "yes"}, nil
				})
				chain := ai.Model(says)
				if tt.standIn {
					chain = ai.Fallback(scripted(func(context.Context, ai.Told) (ai.Answer, error) { return ai.Answer{}, reason(ai.BadKey) }), says)
				}
				m := ai.Cached(chain, kept, nil)
				for _, step := range []struct {
					wait  time.Duration
					calls int
				}{{0, 1}, {tt.keeps - time.Second, 1}, {2 * time.Second, 2}} {
					time.Sleep(step.wait)
					if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil); err != nil {
						t.Fatal(err)
					}
					if calls != step.calls {
						t.Errorf("after %v more: %d calls, want %d", step.wait, calls, step.calls)
					}
				}
			})
		})
	}
}

// TestAFailedCallIsOneCallForAll shares an error and keeps nothing of it.
func TestAFailedCallIsOneCallForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := keepingInBubble(t)
		defer kept.Close()
		calls, saved := 0, 0
		m := ai.Cached(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
			calls++
			time.Sleep(time.Second)
			return ai.Answer{}, reason(ai.Overloaded)
		}), kept, func(ai.Question, ai.Answer) { saved++ })
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil); ai.ReasonOf(err) != ai.Overloaded {
					t.Errorf("got %v", err)
				}
			})
		}
		wg.Wait()
		if calls != 1 || saved != 0 {
			t.Errorf("%d calls, %d savings; want 1 and 0", calls, saved)
		}
		_, _ = m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil)
		if calls != 2 {
			t.Errorf("%d calls after asking again, want 2", calls)
		}
	})
}

// TestAPanicReachesWhoAsked lets model and listener panic: whoever asked can
// recover, the others go on, and nobody waits for ever.
func TestAPanicReachesWhoAsked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := keepingInBubble(t)
		defer kept.Close()
		panics := func(ask func()) (got any) {
			defer func() { got = recover() }()
			ask()
			return nil
		}
		m := ai.Cached(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
			time.Sleep(time.Second)
			panic("a defect")
		}), kept, nil)
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if got := panics(func() { _, _ = m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil) }); !strings.Contains(fmt.Sprint(got), "a defect") {
					t.Errorf("recovered %v, want the defect", got)
				}
			})
		}
		wg.Wait()

		var s slowly
		m = ai.Cached(s.model(), kept, nil)
		wg.Go(func() {
			if got := panics(func() {
				_, _ = m.Ask(t.Context(), ai.Question{Prompt: "y"}, func(ai.Piece) { panic("a listener") })
			}); got != "a listener" {
				t.Errorf("recovered %v", got)
			}
		})
		wg.Go(func() {
			if a, err := m.Ask(t.Context(), ai.Question{Prompt: "y"}, nil); err != nil || a.Text != "one two three" {
				t.Errorf("beside a listener that panics: %q, %v", a.Text, err)
			}
		})
		wg.Wait()
		if s.calls.Load() != 1 || s.ended.Load() != 0 {
			t.Errorf("%d calls, %d ended; want 1 and 0", s.calls.Load(), s.ended.Load())
		}
	})
}

// TestTheWireIsLeftWithTheLast looks at what the provider sees when some leave.
func TestTheWireIsLeftWithTheLast(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		leave  int // of two
		hungUp bool
	}{"one of two leaves": {1, false}, "both leave": {2, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arrived, goOn := make(chan struct{}, 2), make(chan struct{})
			srv, models := wire(t, func(aitest.Call) aitest.Temper {
				arrived <- struct{}{}
				if tt.hungUp {
					return aitest.Temper{Fault: aitest.Silent} // until the client goes
				}
				<-goOn
				return aitest.Temper{Text: long}
			})
			m := ai.Cached(models["openai"], keeping(t), nil)
			var all, left sync.WaitGroup
			var leave []context.CancelFunc
			for n := range 2 {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				gone := n >= 2-tt.leave // who stays has begun it
				if gone {
					left.Add(1)
					leave = append(leave, cancel)
				}
				all.Go(func() {
					a, err := m.Ask(ctx, ai.Question{Prompt: "x"}, nil)
					if gone {
						left.Done()
					}
					if gone != errors.Is(err, context.Canceled) || !gone && a.Text != long {
						t.Errorf("number %d: got %q, %v", n, a.Text, err)
					}
				})
				if n == 0 {
					<-arrived
				}
			}
			for _, cancel := range leave {
				cancel()
			}
			left.Wait()
			close(goOn)
			all.Wait()
			var calls []aitest.Seen
			for range 500 { // the server notices a moment later
				if calls = srv.Calls(); len(calls) > 0 && calls[0].Ended {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if len(calls) != 1 || calls[0].HungUp != tt.hungUp {
				t.Errorf("the provider saw %+v, want the client gone: %v", calls, tt.hungUp)
			}
		})
	}
}
