package ai_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// mood is a model that gives the error it has.
type mood struct {
	err   error
	calls int
}

func (m *mood) model() ai.Model {
	return scripted(func(context.Context, ai.Told) (ai.Answer, error) {
		m.calls++
		return ai.Answer{Text: "yes"}, m.err
	})
}

func reason(r ai.Reason) error { return &ai.Error{Reason: r, Model: "test/scripted"} }

func TestTheBreakerOpensAndCloses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := &mood{err: reason(ai.Overloaded)}
		var states []string
		b := ai.Breaking(m.model(), func(s string) { states = append(states, s) })
		ask := func() error {
			_, err := b.Ask(t.Context(), ai.Question{}, nil)
			return err
		}
		for range 8 {
			_ = ask()
		}
		if b.Healthy() {
			t.Error("it is healthy after eight failures")
		}
		err := ask()
		var e *ai.Error
		if !errors.As(err, &e) || e.Reason != ai.Overloaded || e.After <= 0 || e.After > 10*time.Second || m.calls != 8 {
			t.Errorf("open: got %v after %d calls, want overloaded without a ninth call", err, m.calls)
		}
		time.Sleep(10 * time.Second)
		if !b.Healthy() {
			t.Error("after 10 s no probe would be let through")
		}
		_ = ask() // fails: open again
		if m.calls != 9 || b.Healthy() {
			t.Errorf("%d calls, healthy %v; want one probe that opens it again", m.calls, b.Healthy())
		}
		time.Sleep(10 * time.Second)
		m.err = nil
		for n := range 3 {
			if err := ask(); err != nil {
				t.Errorf("probe %d: %v", n, err)
			}
		}
		if want := []string{"open", "half-open", "open", "half-open", "closed"}; !slices.Equal(states, want) {
			t.Errorf("it was %q, want %q", states, want)
		}
	})
}

// TestTheBreakerCountsTheProvidersFaultsOnly asks often enough to open for each
// reason and sees whether it does.
func TestTheBreakerCountsTheProvidersFaultsOnly(t *testing.T) {
	t.Parallel()
	for r, opens := range map[ai.Reason]bool{
		ai.Overloaded: true, ai.Broken: true, ai.Garbled: true,
		ai.BadKey: false, ai.UnknownModel: false, ai.Spent: false, ai.Throttled: false, ai.Blocked: false, ai.Truncated: false, ai.Refused: false,
	} {
		m := &mood{err: reason(r)}
		b := ai.Breaking(m.model(), nil)
		for range 20 {
			_, _ = b.Ask(t.Context(), ai.Question{}, nil)
		}
		if b.Healthy() == opens {
			t.Errorf("%s: healthy %v after twenty, want %v", r, b.Healthy(), !opens)
		}
	}
}

// TestCallsThatAreGivenUp count when they were late, not when somebody pressed
// stop; and a probe that is given up does not keep the others out for ever.
func TestCallsThatAreGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		slow := scripted(func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
			<-ctx.Done()
			return ai.Answer{}, context.Cause(ctx)
		})
		stopped, late := ai.Breaking(slow, nil), ai.Breaking(slow, nil)
		for range 20 {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Millisecond, func() { cancel(errors.New("stop")) })
			_, _ = stopped.Ask(ctx, ai.Question{}, nil)
			cancel(nil)
		}
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				ctx, end := context.WithTimeout(t.Context(), 6*time.Second)
				defer end()
				_, _ = late.Ask(ctx, ai.Question{}, nil)
			})
		}
		wg.Wait()
		if !stopped.Healthy() || late.Healthy() {
			t.Errorf("healthy %v after stops, %v after lateness; want true and false", stopped.Healthy(), late.Healthy())
		}
		for range 4 { // probes
			time.Sleep(11 * time.Second)
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Millisecond, func() { cancel(errors.New("stop")) })
			if _, err := late.Ask(ctx, ai.Question{}, nil); ai.ReasonOf(err) != "" {
				t.Errorf("no probe is let through: %v", err)
			}
			cancel(nil)
		}
	})
}

// TestTheBreakerKnowsSilenceFromACallThatBeganLate lets calls run into deadlines
// that have a cause of their own.
func TestTheBreakerKnowsSilenceFromACallThatBeganLate(t *testing.T) {
	t.Parallel()
	silent := func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
		<-ctx.Done()
		return ai.Answer{}, context.Cause(ctx)
	}
	speaks := func(ctx context.Context, told ai.Told) (ai.Answer, error) {
		told(ai.Piece{Text: "wait"})
		return silent(ctx, told)
	}
	for name, tt := range map[string]struct {
		do   func(context.Context, ai.Told) (ai.Answer, error)
		time time.Duration
		open bool
	}{
		"silent for long":        {silent, 6 * time.Second, true},
		"cut off soon":           {silent, 2 * time.Second, false},
		"slow, but it does talk": {speaks, 6 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := ai.Breaking(scripted(tt.do), nil)
				var wg sync.WaitGroup
				for range 10 {
					wg.Go(func() {
						ctx, cancel := context.WithTimeoutCause(t.Context(), tt.time, errors.New("the run is over"))
						defer cancel()
						_, _ = b.Ask(ctx, ai.Question{}, nil)
					})
				}
				wg.Wait()
				if b.Healthy() == tt.open {
					t.Errorf("it is %s", b.State())
				}
			})
		})
	}
}
