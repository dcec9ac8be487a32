// Package conform holds every client of a language model to what ai.Model
// promises, against the provider of package aitest.
package conform

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// Model runs the suite. open returns a client for the server at base that shows
// the key and asks for the model "writer-1".
func Model(t *testing.T, open func(t *testing.T, base, key string) ai.Model) {
	t.Helper()
	s := suite{open}
	t.Run("answers", s.answers)
	t.Run("schema", s.schema)
	t.Run("long texts arrive whole", s.whole)
	t.Run("faults", s.faults)
	t.Run("noise", s.noise)
	t.Run("asked to wait", s.waits)
	t.Run("given up", s.givenUp)
	t.Run("deadline", s.deadline)
	t.Run("nobody there", s.nobody)
	t.Run("many at once", s.many)
}

type suite struct {
	open func(t *testing.T, base, key string) ai.Model
}

// serve starts a server with one temper and returns it with a client.
func (s suite) serve(t *testing.T, temper aitest.Temper) (*aitest.Server, ai.Model) {
	t.Helper()
	srv := &aitest.Server{Temper: func(aitest.Call) aitest.Temper { return temper }}
	base, stop := srv.Start()
	t.Cleanup(stop)
	return srv, s.open(t, base, canary)
}

func (s suite) answers(t *testing.T) {
	t.Parallel()
	const want = "Ten short sentences — with “quotes”, 日本 and\nnew lines — are enough."
	srv, m := s.serve(t, aitest.Temper{Text: want})
	var told strings.Builder
	got, err := m.Ask(t.Context(), ai.Question{Purpose: "section", System: "You write planners.", Prompt: "For nurses.", MaxTokens: 500}, func(p ai.Piece) { told.WriteString(p.Text) })
	if err != nil {
		t.Fatal(err)
	}
	if got.Text != want || told.String() != want {
		t.Errorf("got %q and was told %q, want %q", got.Text, told.String(), want)
	}
	if got.Usage.In == 0 || got.Usage.Out == 0 || got.Model != "writer-1" {
		t.Errorf("got %+v, want tokens and the model", got)
	}
	if !strings.HasSuffix(m.Name(), "/writer-1") {
		t.Errorf("its name is %q", m.Name())
	}
	calls := srv.Calls()
	if len(calls) != 1 {
		t.Fatalf("%d calls, want 1", len(calls))
	}
	if c := calls[0]; c.Key != canary || c.Model != "writer-1" || c.System != "You write planners." || c.Prompt != "For nurses." || c.Most != 500 || c.Schema != nil {
		t.Errorf("the server was asked %+v", c)
	}
	if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Again, to nobody."}, nil); err != nil {
		t.Errorf("nobody listens: %v", err)
	}
}

func (s suite) schema(t *testing.T) {
	t.Parallel()
	srv, m := s.serve(t, aitest.Temper{})
	schema := `{"type":"object","properties":{"title":{"type":"string"},"items":{"type":"array","minItems":3,"items":{"type":"string"}}},"required":["title","items"],"additionalProperties":false}`
	got, err := m.Ask(t.Context(), ai.Question{Purpose: "outline", Prompt: "Three.", Schema: json.RawMessage(schema)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Title string
		Items []string
	}
	if err := json.Unmarshal([]byte(got.Text), &out); err != nil || out.Title == "" || len(out.Items) != 3 {
		t.Errorf("got %q, %v", got.Text, err)
	}
	var asked, want any
	if json.Unmarshal(srv.Calls()[0].Schema, &asked) != nil || json.Unmarshal([]byte(schema), &want) != nil || !reflect.DeepEqual(asked, want) {
		t.Errorf("asked by the schema %s, want %s", srv.Calls()[0].Schema, schema)
	}
}

func (s suite) whole(t *testing.T) {
	t.Parallel()
	want := strings.Repeat("A sentence of some words, repeated. ", 8000)
	_, m := s.serve(t, aitest.Temper{Text: want})
	got, err := m.Ask(t.Context(), ai.Question{Prompt: strings.Repeat("much ", 50_000)}, nil)
	if err != nil || got.Text != want {
		t.Errorf("got %d bytes and %v, want %d", len(got.Text), err, len(want))
	}
}

func (s suite) faults(t *testing.T) {
	t.Parallel()
	for fault, want := range map[aitest.Fault]ai.Reason{
		aitest.Limited: ai.Throttled, aitest.SpentDay: ai.Spent, aitest.Internal: ai.Overloaded, aitest.Unavailable: ai.Overloaded, aitest.Gateway: ai.Overloaded, aitest.Key: ai.BadKey,
		aitest.NoModel: ai.UnknownModel, aitest.Malformed: ai.Refused, aitest.BlockedAsk: ai.Blocked, aitest.BlockedSay: ai.Blocked, aitest.Cut: ai.Broken, aitest.Short: ai.Broken,
		aitest.Reset: ai.Broken, aitest.Gone: ai.Broken, aitest.Late: ai.Overloaded, aitest.Long: ai.Truncated, aitest.Empty: ai.Garbled,
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			srv, m := s.serve(t, aitest.Temper{Fault: fault, Text: "The first half of the answer, and then the second half of it."})
			got, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
			if ai.ReasonOf(err) != want || got.Text != "" {
				t.Errorf("got %+v and %v, want the reason %s", got, err, want)
			}
			if n := len(srv.Calls()); n != 1 {
				t.Errorf("%d calls, want 1: the client must not try again by itself", n)
			}
			s.clean(t, m, err)
		})
	}
}

// noise is bytes of no protocol in the middle: whether a client reads past them or
// not, it is no answer.
func (s suite) noise(t *testing.T) {
	t.Parallel()
	_, m := s.serve(t, aitest.Temper{Fault: aitest.Noise, Text: "The first half of the answer, and then the second half of it."})
	_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
	if r := ai.ReasonOf(err); r != ai.Garbled && r != ai.Broken {
		t.Errorf("got %v, want %s or %s", err, ai.Garbled, ai.Broken)
	}
	s.clean(t, m, err)
}

// clean checks an error: named, with a sentence for people, without the key.
func (s suite) clean(t *testing.T, m ai.Model, err error) {
	t.Helper()
	var e *ai.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no *ai.Error", err)
	}
	if e.Model != m.Name() {
		t.Errorf("it names %q, want %q", e.Model, m.Name())
	}
	if text := e.Fault().Message; !strings.HasSuffix(text, ".") || !strings.Contains(text, m.Name()) {
		t.Errorf("people read %q", text)
	}
	if strings.Contains(err.Error()+e.Fault().Error(), canary) {
		t.Error("the error holds the key")
	}
}

func (s suite) waits(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]time.Duration{"34s": 34 * time.Second, "0.5s": 500 * time.Millisecond, "": 0, "soon": 0, "99999999s": time.Hour} {
		_, m := s.serve(t, aitest.Temper{Fault: aitest.Limited, After: after})
		_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
		var e *ai.Error
		if !errors.As(err, &e) || e.After != want || e.Status != 429 {
			t.Errorf("%q: got %+v, want to wait %v", after, err, want)
		}
	}
}

// givenUp stops in the middle: the call ends with the cause, and the server sees
// the client go.
func (s suite) givenUp(t *testing.T) {
	t.Parallel()
	for name, temper := range map[string]aitest.Temper{
		"before the head": {Fault: aitest.Deaf}, "after the head": {Fault: aitest.Silent}, "in the text": {Token: 20 * time.Millisecond, Text: strings.Repeat("word ", 4000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv, m := s.serve(t, temper)
			why := errors.New("the person pressed stop")
			ctx, cancel := context.WithCancelCause(t.Context())
			go func() {
				for len(srv.Calls()) == 0 {
					time.Sleep(time.Millisecond) // the wire is real, so is the clock
				}
				cancel(why)
			}()
			if _, err := m.Ask(ctx, ai.Question{Prompt: "Go."}, nil); !errors.Is(err, why) {
				t.Errorf("got %v, want the cause", err)
			}
			for until := time.Now().Add(10 * time.Second); !srv.Calls()[0].Ended; {
				if time.Now().After(until) {
					t.Fatal("the server never sees the client go")
				}
				time.Sleep(time.Millisecond)
			}
			if !srv.Calls()[0].HungUp {
				t.Error("the call ended by itself")
			}
		})
	}
}

func (s suite) deadline(t *testing.T) {
	t.Parallel()
	_, m := s.serve(t, aitest.Temper{Fault: aitest.Silent})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := m.Ask(ctx, ai.Question{Prompt: "Go."}, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline", err)
	}
}

func (s suite) nobody(t *testing.T) {
	t.Parallel()
	base, stop := new(aitest.Server).Start()
	stop()
	m := s.open(t, base, canary)
	_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
	if ai.ReasonOf(err) != ai.Broken {
		t.Errorf("got %v, want %s", err, ai.Broken)
	}
	s.clean(t, m, err)
}

func (s suite) many(t *testing.T) {
	t.Parallel()
	srv := &aitest.Server{Answer: func(c aitest.Call) string { return "You asked: " + c.Prompt }}
	base, stop := srv.Start()
	t.Cleanup(stop)
	m := s.open(t, base, canary)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			prompt := strings.Repeat("x", i+1)
			got, err := m.Ask(t.Context(), ai.Question{Prompt: prompt}, nil)
			if err != nil || got.Text != "You asked: "+prompt {
				t.Errorf("got %q, %v", got.Text, err)
			}
		})
	}
	wg.Wait()
	if n := len(srv.Calls()); n != 40 {
		t.Errorf("%d calls, want 40", n)
	}
}
