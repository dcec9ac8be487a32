package ai_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// waits is a model that takes as long as a function says to its first piece.
func waits(calls, onWire *atomic.Int32, first func() time.Duration) ai.Model {
	var mu sync.Mutex
	return scripted(func(ctx context.Context, told ai.Told) (ai.Answer, error) {
		calls.Add(1)
		onWire.Add(1)
		defer onWire.Add(-1)
		mu.Lock()
		d := first()
		mu.Unlock()
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return ai.Answer{}, context.Cause(ctx)
		}
		for _, p := range []string{"one ", "two ", "three"} {
			told(ai.Piece{Text: p})
			time.Sleep(time.Millisecond)
		}
		return ai.Answer{Text: "one two three"}, nil
	})
}

// TestHedgingCutsTheTail asks 2000 times a provider of which one call in twenty
// takes ten times as long, with and without hedging.
func TestHedgingCutsTheTail(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		run := func(hedge bool) (p99 time.Duration, calls int32) {
			rng := rand.New(rand.NewPCG(7, 7))
			var n, wire atomic.Int32
			m := waits(&n, &wire, func() time.Duration {
				d := time.Duration(80+rng.IntN(40)) * time.Millisecond
				if rng.IntN(20) == 0 {
					d *= 10
				}
				return d
			})
			if hedge {
				m = ai.Hedged(m, nil)
			}
			var took []time.Duration
			for range 2000 {
				began := time.Now()
				var told strings.Builder
				a, err := m.Ask(t.Context(), ai.Question{}, func(p ai.Piece) { told.WriteString(p.Text) })
				if err != nil || told.String() != a.Text || a.Text != "one two three" {
					t.Fatalf("got %q, told %q, %v", a.Text, told.String(), err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			return took[len(took)*99/100], n.Load()
		}
		plain, calls := run(false)
		hedged, more := run(true)
		t.Logf("p99 %v, with hedging %v; %d calls, then %d (%.1f %% more)", plain, hedged, calls, more, 100*float64(more-calls)/float64(calls))
		if hedged > plain/2 {
			t.Errorf("p99 falls from %v to %v only, want by half", plain, hedged)
		}
		if float64(more) > 1.05*float64(calls) {
			t.Errorf("%d calls for %d questions, want at most 5 %% more", more, calls)
		}
	})
}

// TestTheLoserIsGone looks at the wire when an answer is there: nothing is on it.
func TestTheLoserIsGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls, wire atomic.Int32
		slow := false
		m := ai.Hedged(waits(&calls, &wire, func() time.Duration {
			if slow {
				slow = false // the next one is fast
				return time.Hour
			}
			return 10 * time.Millisecond
		}), nil)
		for range 40 {
			_, _ = m.Ask(t.Context(), ai.Question{}, nil)
		}
		slow = true
		began := time.Now()
		if _, err := m.Ask(t.Context(), ai.Question{}, nil); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 50*time.Millisecond || calls.Load() != 42 || wire.Load() != 0 {
			t.Errorf("it took %v and %d calls, and %d are on the wire; want about 25 ms, 42 and none", took, calls.Load(), wire.Load())
		}
	})
}

// TestHedgingKeepsErrorsAndStops fails, and is stopped, with one call and with two.
func TestHedgingKeepsErrorsAndStops(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var acts []func(context.Context) (ai.Answer, error)
		var mu sync.Mutex
		m := ai.Hedged(scripted(func(ctx context.Context, told ai.Told) (ai.Answer, error) {
			mu.Lock()
			act := acts[0]
			acts = acts[1:]
			mu.Unlock()
			return act(ctx)
		}), nil)
		answers := func(d time.Duration) func(context.Context) (ai.Answer, error) {
			return func(context.Context) (ai.Answer, error) {
				time.Sleep(d)
				return ai.Answer{Text: "yes"}, nil
			}
		}
		fails := func(d time.Duration, r ai.Reason) func(context.Context) (ai.Answer, error) {
			return func(context.Context) (ai.Answer, error) {
				time.Sleep(d)
				return ai.Answer{}, reason(r)
			}
		}
		hangs := func(ctx context.Context) (ai.Answer, error) {
			<-ctx.Done()
			return ai.Answer{}, context.Cause(ctx)
		}
		for range 60 {
			acts = append(acts, answers(10*time.Millisecond))
		}
		for range 60 {
			_, _ = m.Ask(t.Context(), ai.Question{}, nil)
		}
		why := errors.New("stop")
		for name, tt := range map[string]struct {
			acts []func(context.Context) (ai.Answer, error)
			want string
		}{
			"one fails at once":               {[]func(context.Context) (ai.Answer, error){fails(0, ai.BadKey)}, "bad-key"},
			"slow, then the second answers":   {[]func(context.Context) (ai.Answer, error){hangs, answers(0)}, "yes"},
			"slow and fails, second answers":  {[]func(context.Context) (ai.Answer, error){fails(30*time.Millisecond, ai.Broken), answers(50 * time.Millisecond)}, "yes"},
			"second fails, the first answers": {[]func(context.Context) (ai.Answer, error){answers(50 * time.Millisecond), fails(0, ai.Throttled)}, "yes"},
			"both fail":                       {[]func(context.Context) (ai.Answer, error){fails(30*time.Millisecond, ai.Broken), fails(50*time.Millisecond, ai.Overloaded)}, "overloaded"},
			"stopped":                         {[]func(context.Context) (ai.Answer, error){hangs, hangs}, "stop"},
		} {
			for range 30 { // the budget fills
				acts = append(acts, answers(10*time.Millisecond))
				_, _ = m.Ask(t.Context(), ai.Question{}, nil)
			}
			acts = tt.acts
			ctx, cancel := context.WithCancelCause(t.Context())
			timer := time.AfterFunc(time.Second, func() { cancel(why) })
			a, err := m.Ask(ctx, ai.Question{}, nil)
			timer.Stop()
			cancel(nil)
			got := a.Text
			switch {
			case errors.Is(err, why):
				got = "stop"
			case err != nil:
				got = string(ai.ReasonOf(err))
			}
			if got != tt.want {
				t.Errorf("%s: got %q (%v), want %q", name, got, err, tt.want)
			}
		}
	})
}
