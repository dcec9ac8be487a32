package ai_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// notes writes down what an observer is told, and marks the context so that one
// can see it come back.
type notes struct {
	mu    sync.Mutex
	lines []string
}

type notesKey struct{}

func (h *notes) add(ctx context.Context, format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	line := fmt.Sprintf(format, args...)
	if ctx.Value(notesKey{}) != h {
		line += " (in another context)"
	}
	h.lines = append(h.lines, line)
}

func (h *notes) Asked(ctx context.Context, s ai.Subject) context.Context {
	ctx = context.WithValue(ctx, notesKey{}, h)
	h.add(ctx, "asked %s for %q", s.Model, s.Purpose)
	return ctx
}

func (h *notes) Spoke(ctx context.Context, _ ai.Subject, after time.Duration) {
	h.add(ctx, "spoke after %v", after)
}

func (h *notes) Ended(ctx context.Context, _ ai.Subject, e ai.Ending) {
	h.add(ctx, "ended %s after %v, %d+%d tokens", e.How, e.Took, e.Usage.In, e.Usage.Out)
	if e.Answer.Text != "" {
		h.add(ctx, "the answer is told: %q", e.Answer.Text)
	}
}

func (h *notes) Passed(ctx context.Context, s ai.Step) {
	line := fmt.Sprintf("%s at %s", s.Kind, s.Model)
	switch s.Kind {
	case ai.StepFellBack:
		line += ", to " + s.To
	case ai.StepWaited:
		line += fmt.Sprintf(" %v: %s", s.Took, s.How)
	}
	h.add(ctx, "%s", line)
}

func (h *notes) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.lines)
}

func TestMeteredTellsHowItEnded(t *testing.T) {
	t.Parallel()
	errOwn := errors.New("the time for writing is over")
	hangs := func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
		<-ctx.Done()
		return ai.Answer{}, context.Cause(ctx)
	}
	for name, tt := range map[string]struct {
		model scripted
		ctx   func(context.Context) (context.Context, context.CancelFunc)
		want  string
	}{
		"answered": {
			model: func(_ context.Context, told ai.Told) (ai.Answer, error) {
				time.Sleep(time.Second)
				told(ai.Piece{Text: "y"})
				time.Sleep(time.Second)
				told(ai.Piece{Text: "es"})
				return ai.Answer{Text: "yes", Usage: ai.Usage{In: 3, Out: 2}}, nil
			},
			want: "spoke after 1s|ended ok after 2s, 3+2 tokens",
		},
		"an error, billed all the same": {
			model: func(context.Context, ai.Told) (ai.Answer, error) {
				return ai.Answer{}, &ai.Error{Reason: ai.Truncated, Usage: ai.Usage{In: 5, Out: 9}}
			},
			want: "ended error after 0s, 5+9 tokens",
		},
		"an error of the model at the end of time": {
			model: func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
				<-ctx.Done()
				return ai.Answer{}, reason(ai.Broken)
			},
			ctx:  within(time.Second, nil),
			want: "ended error after 1s, 0+0 tokens",
		},
		"late":                          {model: hangs, ctx: within(time.Second, nil), want: "ended late after 1s, 0+0 tokens"},
		"late, with a cause of its own": {model: hangs, ctx: within(time.Second, errOwn), want: "ended late after 1s, 0+0 tokens"},
		"stopped": {
			model: hangs, want: "ended stopped after 1s, 0+0 tokens",
			ctx: func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancelCause(ctx)
				timer := time.AfterFunc(time.Second, func() { cancel(errOwn) })
				return ctx, func() { timer.Stop(); cancel(nil) }
			},
		},
		"a panic": {model: func(context.Context, ai.Told) (ai.Answer, error) { panic("broken") }, want: "ended error after 0s, 0+0 tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &notes{}
				ctx, cancel := t.Context(), context.CancelFunc(func() {})
				if tt.ctx != nil {
					ctx, cancel = tt.ctx(ctx)
				}
				defer cancel()
				func() {
					defer func() { _ = recover() }()
					_, _ = ai.Metered(tt.model, h).Ask(ctx, ai.Question{Purpose: "section"}, nil)
				}()
				want := `asked test/scripted for "section"|` + tt.want
				if got := strings.Join(h.all(), "|"); got != want {
					t.Errorf("heard\n%s, want\n%s", got, want)
				}
			})
		})
	}
}

func within(d time.Duration, cause error) func(context.Context) (context.Context, context.CancelFunc) {
	return func(ctx context.Context) (context.Context, context.CancelFunc) {
		return context.WithTimeoutCause(ctx, d, cause)
	}
}

// TestMeteredChangesNothing compares what is asked and answered with and without
// an observer, and what an observer is told of the question.
func TestMeteredChangesNothing(t *testing.T) {
	t.Parallel()
	warm, seed := 0.5, int64(7)
	q := ai.Question{Purpose: "outline", System: "s", Prompt: "p", Schema: json.RawMessage(`{}`), MaxTokens: 9, Temperature: &warm, Seed: &seed, Owner: "me", Product: "id"}
	inner := &exact{answer: ai.Answer{Text: "yes", Model: "m-1", Usage: ai.Usage{In: 1}}}
	o := &subject{}
	var told string
	a, err := ai.Metered(inner, o).Ask(t.Context(), q, func(p ai.Piece) { told += p.Text })
	if err != nil || a != inner.answer || told != "yes" {
		t.Errorf("got %+v, %v, told %q", a, err, told)
	}
	if inner.asked.Prompt != "p" || inner.asked.Temperature != &warm || inner.asked.Owner != "me" {
		t.Errorf("asked %+v", inner.asked)
	}
	want := ai.Subject{Model: "test/exact", Purpose: "outline", Product: "id", MaxTokens: 9, Temperature: &warm, Seed: &seed, JSON: true}
	if o.Subject != want {
		t.Errorf("told of %+v, want %+v", o.Subject, want)
	}
	if m := ai.Metered(inner, nil); m != ai.Model(inner) {
		t.Errorf("without an observer it is %T, want the model itself", m)
	}
}

// exact answers one thing.
type exact struct {
	answer ai.Answer
	asked  ai.Question
}

func (*exact) Name() string { return "test/exact" }

func (e *exact) Ask(_ context.Context, q ai.Question, told ai.Told) (ai.Answer, error) {
	e.asked = q
	told(ai.Piece{Text: e.answer.Text})
	return e.answer, nil
}

// subject keeps what it is told of a question.
type subject struct {
	notes
	ai.Subject
}

func (s *subject) Asked(ctx context.Context, about ai.Subject) context.Context {
	s.Subject = about
	return s.notes.Asked(ctx, about)
}

// TestStepsOfAChain lists what an observer around a chain hears.
func TestStepsOfAChain(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		a, b []string
		want string
	}{
		"the first answers":            {nil, nil, ""},
		"the second answers":           {[]string{"bad-key"}, nil, "fell back at a, to b"},
		"the first is unhealthy":       {[]string{"sick"}, nil, "fell back at a, to b"},
		"it is asked when b fails too": {[]string{"sick"}, []string{"blocked"}, "fell back at a, to b|fell back at b, to a"},
		"a second round":               {[]string{"overloaded", "bad-key"}, []string{"throttled"}, "fell back at a, to b|retried at a|retried at b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log []string
				h, outer := &notes{}, &notes{}
				c := ai.Fallback(&playing{name: "a", acts: tt.a, log: &log}, &playing{name: "b", acts: tt.b, log: &log})
				_, _ = ai.Metered(ai.Metered(c, h), outer).Ask(t.Context(), ai.Question{}, nil)
				for _, o := range []*notes{h, outer} {
					var steps []string
					for _, line := range o.all() {
						if strings.Contains(line, " at ") {
							steps = append(steps, line)
						}
					}
					if got := strings.Join(steps, "|"); got != tt.want {
						t.Errorf("heard %q, want %q", got, tt.want)
					}
				}
			})
		})
	}
}

// TestStepsAtTheGate waits there, and gives up there.
func TestStepsAtTheGate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &notes{}
		m := ai.Metered(ai.Limited(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
			time.Sleep(3 * time.Second)
			return ai.Answer{}, nil
		}), ai.NewGate(1), 0), h)
		var wg sync.WaitGroup
		for _, patience := range []time.Duration{time.Hour, time.Second, time.Hour} {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				_, _ = m.Ask(ctx, ai.Question{}, nil)
			})
			synctest.Wait()
		}
		wg.Wait()
		var got []string
		for _, line := range h.all() {
			if strings.HasPrefix(line, "waited") {
				got = append(got, line)
			}
		}
		want := []string{"waited at test/scripted 0s: ok", "waited at test/scripted 1s: late", "waited at test/scripted 3s: ok"}
		if !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	})
}

// TestStepsOfAHedge hears of the second call, and that the slower one is outrun.
func TestStepsOfAHedge(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, wire := &notes{}, &notes{}
		var slow atomic.Bool
		client := scripted(func(ctx context.Context, told ai.Told) (ai.Answer, error) {
			d := 10 * time.Millisecond
			if slow.Swap(false) {
				d = time.Hour // the next one is fast
			}
			select {
			case <-time.After(d):
			case <-ctx.Done():
				return ai.Answer{}, context.Cause(ctx)
			}
			told(ai.Piece{Text: "yes"})
			return ai.Answer{Text: "yes"}, nil
		})
		m := ai.Metered(ai.Hedged(ai.Metered(client, wire), nil), h)
		for range 40 {
			_, _ = m.Ask(t.Context(), ai.Question{}, nil)
		}
		before := len(h.all())
		slow.Store(true)
		if _, err := m.Ask(t.Context(), ai.Question{}, nil); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(h.all()[before:], "|")
		if want := `asked test/scripted for ""|hedged at test/scripted|spoke after 25ms|ended ok after 25ms, 0+0 tokens`; got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
		outrun := 0
		for _, line := range wire.all() {
			if strings.HasPrefix(line, "ended outrun after 25ms") {
				outrun++
			}
		}
		if outrun != 1 {
			t.Errorf("%d calls were outrun, want 1: %q", outrun, wire.all()[len(wire.all())-6:])
		}
	})
}

// forgetful is a cache that keeps nothing.
type forgetful struct{}

func (forgetful) Get(ai.Key) (ai.Entry, bool) { return ai.Entry{}, false }
func (forgetful) Put(ai.Key, ai.Entry)        {}

// TestLatenessIsSeenBehindTheCache asks through a call that may be shared: when the
// last who waits leaves it, the call knows whether that was for want of time.
func TestLatenessIsSeenBehindTheCache(t *testing.T) {
	t.Parallel()
	errOwn := errors.New("the time for writing is over")
	for name, tt := range map[string]struct {
		leave func(context.Context) (context.Context, context.CancelFunc)
		want  string
	}{
		"a deadline":                    {within(time.Second, nil), "ended late after 1s, 0+0 tokens"},
		"a deadline with a cause of it": {within(time.Second, errOwn), "ended late after 1s, 0+0 tokens"},
		"a stop": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(time.Second, func() { cancel(errOwn) })
			return ctx, func() { cancel(nil) }
		}, "ended stopped after 1s, 0+0 tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &notes{}
				client := ai.Metered(scripted(func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
					<-ctx.Done()
					return ai.Answer{}, context.Cause(ctx)
				}), h)
				ctx, cancel := tt.leave(t.Context())
				defer cancel()
				_, err := ai.Cached(ai.Hedged(client, nil), forgetful{}, nil).Ask(ctx, ai.Question{}, nil)
				if !errors.Is(err, context.Cause(ctx)) {
					t.Errorf("got %v, want the cause %v", err, context.Cause(ctx))
				}
				if got := h.all(); got[len(got)-1] != tt.want {
					t.Errorf("heard %q, want %q", got, tt.want)
				}
			})
		})
	}
}
