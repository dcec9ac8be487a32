package ai_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// playing is a model that goes through a list of outcomes: "" = an answer, "sick"
// = it is unhealthy and answers, else the reason of an error. "half:" before a
// reason tells a piece first.
type playing struct {
	name  string
	acts  []string
	after time.Duration
	log   *[]string
}

func (p *playing) Name() string { return p.name }

func (p *playing) Healthy() bool { return len(p.acts) == 0 || p.acts[0] != "sick" }

func (p *playing) Ask(_ context.Context, _ ai.Question, told ai.Told) (ai.Answer, error) {
	*p.log = append(*p.log, p.name)
	act := ""
	if len(p.acts) > 0 {
		act, p.acts = p.acts[0], p.acts[1:]
	}
	act, half := strings.CutPrefix(act, "half:")
	if half {
		told(ai.Piece{Text: p.name + " begins"})
	}
	if act != "" && act != "sick" {
		return ai.Answer{}, &ai.Error{Reason: ai.Reason(act), Model: p.name, After: p.after}
	}
	told(ai.Piece{Text: p.name + " answers"})
	return ai.Answer{Text: p.name + " answers", Model: p.name}, nil
}

func TestFallback(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		a, b   []string
		asked  string
		waited bool
		want   string // who answers, or the reason
		told   string // with | where the answer begins anew
	}{
		"the first answers":           {nil, nil, "a", false, "a", "a answers"},
		"a bad key goes on":           {[]string{"bad-key"}, nil, "a b", false, "b", "b answers"},
		"overload goes on, no wait":   {[]string{"overloaded"}, nil, "a b", false, "b", "b answers"},
		"a cut stream begins anew":    {[]string{"half:broken"}, nil, "a b", false, "b", "a begins|b answers"},
		"both passing: wait, again":   {[]string{"overloaded"}, []string{"throttled"}, "a b a", true, "a", "a answers"},
		"one hopeless, one passing":   {[]string{"bad-key"}, []string{"broken", "broken"}, "a b b b", true, "b", "b answers"},
		"all hopeless: no wait":       {[]string{"bad-key"}, []string{"unknown-model"}, "a b", false, "unknown-model", ""},
		"three rounds at most":        {[]string{"broken", "broken", "broken"}, []string{"broken", "broken", "broken"}, "a b a b a b", true, "broken", ""},
		"a day's quota is not waited": {[]string{"spent"}, []string{"spent"}, "a b", false, "spent", ""},
		"a long answer comes back":    {[]string{"truncated"}, nil, "a", false, "truncated", ""},
		"the sick one comes last":     {[]string{"sick"}, nil, "b", false, "b", "b answers"},
		"unless no other is left":     {[]string{"sick"}, []string{"blocked"}, "b a", false, "a", "a answers"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log []string
				c := ai.Fallback(&playing{name: "a", acts: tt.a, log: &log}, &playing{name: "b", acts: tt.b, log: &log})
				var told strings.Builder
				began := time.Now()
				a, err := c.Ask(t.Context(), ai.Question{}, func(p ai.Piece) {
					if p.Again {
						told.WriteByte('|')
					}
					told.WriteString(p.Text)
				})
				got := a.Model
				if err != nil {
					got = string(ai.ReasonOf(err))
				}
				if asked := strings.Join(log, " "); asked != tt.asked || got != tt.want || told.String() != tt.told {
					t.Errorf("asked %q, got %q, told %q; want %q, %q, %q", asked, got, told.String(), tt.asked, tt.want, tt.told)
				}
				if waited := time.Since(began) > 0; waited != tt.waited {
					t.Errorf("it waited %v", time.Since(began))
				}
			})
		})
	}
}

// TestTheWaitIsWhatIsAskedFor waits as long as the provider says, and not at all
// when that is after the deadline.
func TestTheWaitIsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log []string
		m := &playing{name: "a", acts: []string{"throttled"}, after: 3 * time.Second, log: &log}
		c := ai.Fallback(m)
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
		defer cancel()
		if _, err := c.Ask(ctx, ai.Question{}, func(ai.Piece) {}); err != nil || time.Since(began) != 3*time.Second {
			t.Errorf("got %v after %v, want an answer after 3 s", err, time.Since(began))
		}
		m.acts, m.after, began = []string{"throttled"}, 34*time.Second, time.Now()
		if _, err := c.Ask(ctx, ai.Question{}, func(ai.Piece) {}); ai.ReasonOf(err) != ai.Throttled || time.Since(began) != 0 {
			t.Errorf("got %v after %v, want the error at once", err, time.Since(began))
		}
	})
}

func TestAStopEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log []string
		c := ai.Fallback(&playing{name: "a", acts: []string{"throttled"}, after: time.Minute, log: &log})
		ctx, cancel := context.WithCancelCause(t.Context())
		why := errors.New("stop")
		time.AfterFunc(time.Second, func() { cancel(why) })
		began := time.Now()
		if _, err := c.Ask(ctx, ai.Question{}, func(ai.Piece) {}); !errors.Is(err, why) || time.Since(began) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
	})
}

// TestRetriesAreAShareOfTheCalls asks a provider that is down a thousand times.
func TestRetriesAreAShareOfTheCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log []string
		c := ai.Fallback(&playing{name: "a", acts: slices.Repeat([]string{"overloaded"}, 9000), log: &log})
		for range 1000 {
			_, _ = c.Ask(t.Context(), ai.Question{}, func(ai.Piece) {})
		}
		if n := len(log); n < 1100 || n > 1220 {
			t.Errorf("%d calls for 1000 questions, want about a fifth more", n)
		}
	})
}
