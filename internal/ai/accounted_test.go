package ai_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
)

// notebook is a ledger that remembers, and holds back what it is told to.
type notebook struct {
	mu    sync.Mutex
	calls []ai.Call
	outs  []ai.Outcome
	hold  func(ai.Call) error
}

func (n *notebook) Open(c ai.Call) (func(ai.Outcome) ai.Cost, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hold != nil {
		if err := n.hold(c); err != nil {
			return nil, err
		}
	}
	n.calls = append(n.calls, c)
	return func(o ai.Outcome) ai.Cost {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.outs = append(n.outs, o)
		return ai.Cost{Micro: int64(o.Usage.Out), Known: o.Known}
	}, nil
}

// TestEveryCallOnTheWireIsPutDown answers and fails in every way, in both
// protocols, and holds what is put down against what the server saw.
func TestEveryCallOnTheWireIsPutDown(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		temper                aitest.Temper
		gemini, openai        bool // the usage is known
		geminiOut, openaiOut  bool // tokens of an answer were billed
		heard, failed, gaveUp bool
	}{
		"an answer":               {aitest.Temper{Text: long}, true, true, true, true, true, false, false},
		"refused":                 {aitest.Temper{Fault: aitest.Limited}, true, true, false, false, false, true, false},
		"overloaded":              {aitest.Temper{Fault: aitest.Unavailable}, true, true, false, false, false, true, false},
		"cut off in the middle":   {aitest.Temper{Text: long, Fault: aitest.Cut}, true, false, true, false, true, true, false},
		"an error in the middle":  {aitest.Temper{Text: long, Fault: aitest.Late}, true, false, true, false, true, true, false},
		"too long":                {aitest.Temper{Text: long, Fault: aitest.Long}, true, true, true, true, true, true, false},
		"silent until given up":   {aitest.Temper{Fault: aitest.Deaf}, false, false, false, false, false, true, true},
		"given up in the middle":  {aitest.Temper{Text: long, Token: time.Hour}, false, false, false, false, true, true, true},
		"the filter holds it all": {aitest.Temper{Fault: aitest.BlockedAsk}, true, true, false, false, false, true, false},
	} {
		srv, models := wire(t, func(aitest.Call) aitest.Temper { return tt.temper })
		for protocol, m := range models {
			t.Run(name+", "+protocol, func(t *testing.T) {
				t.Parallel()
				known, out := tt.gemini, tt.geminiOut
				if protocol == "openai" {
					known, out = tt.openai, tt.openaiOut
				}
				var book notebook
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tt.gaveUp {
					time.AfterFunc(150*time.Millisecond, cancel)
				}
				q := ai.Question{Purpose: "section", Prompt: "For nurses.", Product: "p", Owner: "me"}
				a, err := ai.Accounted(m, &book).Ask(ctx, q, nil)
				if len(book.calls) != 1 || len(book.outs) != 1 {
					t.Fatalf("%d calls opened, %d closed; want one each", len(book.calls), len(book.outs))
				}
				c, o := book.calls[0], book.outs[0]
				if c.Model != m.Name() || c.Question.Product != "p" || c.Question.Purpose != "section" || c.Question.Owner != "me" {
					t.Errorf("put down as %+v", c)
				}
				if o.Known != known || (o.Usage.Out > 0) != out || (o.Heard > 0) != tt.heard || (o.Err != nil) != tt.failed || o.GaveUp != tt.gaveUp || !errors.Is(o.Err, err) {
					t.Errorf("got %+v (%v); want known %v, an answer billed %v, heard %v, failed %v, given up %v", o, err, known, out, tt.heard, tt.failed, tt.gaveUp)
				}
				if err == nil && (a.By != m.Name() || a.Cost.Micro != int64(a.Usage.Out) || !a.Cost.Known) {
					t.Errorf("the answer says %+v", a)
				}
			})
		}
		t.Cleanup(func() {
			if n := len(srv.Calls()); n != 2 {
				t.Errorf("%s: the server saw %d calls, want one in each protocol", name, n)
			}
		})
	}
}

// TestWhatIsHeldBackIsNotSent refuses, and looks at the wire and at what lies
// around the client.
func TestWhatIsHeldBackIsNotSent(t *testing.T) {
	t.Parallel()
	srv, models := wire(t, nil)
	limit := &ai.Error{Reason: ai.Limit, Model: "m"}
	book := &notebook{hold: func(ai.Call) error { return limit }}
	m := ai.Accounted(models["gemini"], book)
	for range 30 {
		if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil); !errors.Is(err, limit) {
			t.Errorf("got %v, want the limit", err)
		}
	}
	ended, end := context.WithCancelCause(t.Context())
	end(errors.New("stop"))
	free := &notebook{}
	if _, err := ai.Accounted(models["gemini"], free).Ask(ended, ai.Question{Prompt: "x"}, nil); err == nil || len(free.calls) != 0 {
		t.Errorf("a question after the end: %v, %d calls put down", err, len(free.calls))
	}
	if n := len(srv.Calls()); n != 0 {
		t.Errorf("%d calls reached the provider", n)
	}
}

// TestALimitPassesOnToTheNextModel has a chain whose first model the ledger holds
// back and whose second is free.
func TestALimitPassesOnToTheNextModel(t *testing.T) {
	t.Parallel()
	book := &notebook{hold: func(c ai.Call) error {
		if !c.Local {
			return &ai.Error{Reason: ai.Limit, Model: c.Model}
		}
		return nil
	}}
	says := func(s string) ai.Model {
		return scripted(func(context.Context, ai.Told) (ai.Answer, error) { return ai.Answer{Text: s}, nil })
	}
	var states []string
	first := ai.Breaking(ai.Hedged(ai.Accounted(says("paid"), book), nil), func(s string) { states = append(states, s) })
	chain := ai.Fallback(first, ai.Accounted(ours{says("free")}, book))
	for range 20 {
		if a, err := chain.Ask(t.Context(), ai.Question{Prompt: "x"}, nil); err != nil || a.Text != "free" || !a.StandIn {
			t.Fatalf("got %+v, %v; want the free answer of a stand-in", a, err)
		}
	}
	if !first.Healthy() || len(states) > 0 {
		t.Errorf("the breaker went to %q for what was never sent", states)
	}
	if len(book.calls) != 20 {
		t.Errorf("%d calls are put down, want 20", len(book.calls))
	}
}

// ours is a model on the creator's own machine.
type ours struct{ ai.Model }

func (ours) Local() bool { return true }

// TestAProbeThatIsHeldBackClosesNothing has a breaker that is half-open.
func TestAProbeThatIsHeldBackClosesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := &mood{err: reason(ai.Overloaded)}
		var states []string
		b := ai.Breaking(m.model(), func(s string) { states = append(states, s) })
		for range 8 {
			_, _ = b.Ask(t.Context(), ai.Question{}, nil)
		}
		m.err = reason(ai.Limit)
		for range 3 {
			time.Sleep(10 * time.Second)
			_, _ = b.Ask(t.Context(), ai.Question{}, nil)
		}
		if b.Healthy() || slices.Contains(states, "closed") || m.calls != 11 {
			t.Errorf("healthy %v after %d calls and the states %q; want an open circuit and 11", b.Healthy(), m.calls, states)
		}
	})
}

// TestFiguresOfNoSenseAreBounded has an endpoint that counts below zero and beyond
// all measure.
func TestFiguresOfNoSenseAreBounded(t *testing.T) {
	t.Parallel()
	for said, want := range map[ai.Usage]ai.Usage{
		{In: -5, Out: 7, Thought: -1 << 60}:    {Out: 7},
		{In: 1 << 62, Cached: 1 << 62, Out: 3}: {In: 100_000_000, Cached: 100_000_000, Out: 3},
		{In: -1}:                               {},
	} {
		var book notebook
		m := ai.Accounted(scripted(func(context.Context, ai.Told) (ai.Answer, error) { return ai.Answer{Text: "x", Usage: said}, nil }), &book)
		if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil); err != nil {
			t.Fatal(err)
		}
		if o := book.outs[0]; o.Usage != want || o.Known != (want != ai.Usage{}) {
			t.Errorf("%+v: put down as %+v, want %+v", said, o, want)
		}
	}
}

// TestRefusalsTeachHedgingNothing refuses for as long as hedging remembers.
func TestRefusalsTeachHedgingNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		held := false
		book := &notebook{hold: func(ai.Call) error {
			if held {
				return &ai.Error{Reason: ai.Limit}
			}
			return nil
		}}
		extra := 0
		m := ai.Hedged(ai.Accounted(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
			time.Sleep(100 * time.Millisecond)
			return ai.Answer{Text: "yes"}, nil
		}), book), func() { extra++ })
		for _, step := range []struct {
			held bool
			n    int
		}{{false, 30}, {true, 300}, {false, 30}} {
			held = step.held
			for range step.n {
				_, _ = m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil)
			}
		}
		if extra != 0 || len(book.calls) != 60 {
			t.Errorf("%d hedges, %d calls; want none and 60: every call took as long as usual", extra, len(book.calls))
		}
	})
}

func TestAPanicClosesTheCall(t *testing.T) {
	t.Parallel()
	var book notebook
	m := ai.Accounted(scripted(func(context.Context, ai.Told) (ai.Answer, error) { panic("a defect") }), &book)
	func() {
		defer func() { _ = recover() }()
		_, _ = m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil)
	}()
	if len(book.outs) != 1 || book.outs[0].Err == nil || book.outs[0].Known {
		t.Errorf("put down %+v, want one call that failed with unknown usage", book.outs)
	}
}

func TestTokensByScript(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"":                                 0,
		"a":                                1,
		"abcdefgh":                         2,
		"Für Pflegekräfte":                 4,
		"夜勤の看護師":                           6,
		"こんにちは、世界。":                        9,
		"안녕하세요":                            5,
		"Привет":                           3,
		"مرحبا":                            3,
		"ABCD 夜勤":                          4,
		"emoji \U0001f600 and “quotes” — ": 7,
	} {
		if got := ai.Tokens(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestSparedIsWhatWouldBeSaidAgain(t *testing.T) {
	t.Parallel()
	q := ai.Question{System: strings.Repeat("a", 400), Prompt: strings.Repeat("b", 800), Own: 400, Items: 5}
	if got := ai.Spared(q); got != 4*(100+100) {
		t.Errorf("got %d tokens, want 800", got)
	}
	q.Items = 1
	if got := ai.Spared(q); got != 0 {
		t.Errorf("one thing alone: got %d", got)
	}
}
