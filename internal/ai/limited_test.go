package ai_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
)

// scripted is a model that does what a function says.
type scripted func(ctx context.Context, told ai.Told) (ai.Answer, error)

func (scripted) Name() string { return "test/scripted" }

func (s scripted) Ask(ctx context.Context, _ ai.Question, told ai.Told) (ai.Answer, error) {
	return s(ctx, told)
}

// TestTheGateHoldsOnTheWire sends 200 calls through a gate of five to a server
// that counts, a third of them given up at some moment: there is never a sixth.
func TestTheGateHoldsOnTheWire(t *testing.T) {
	t.Parallel()
	srv := &aitest.Server{Temper: func(c aitest.Call) aitest.Temper {
		return aitest.Temper{Wait: time.Duration(c.Number%7) * time.Millisecond, Token: time.Millisecond}
	}}
	base, stop := srv.Start()
	defer stop()
	model, err := gemini.New(t.Context(), gemini.Config{Key: "for-tests", Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	gate := ai.NewGate(5)
	m := ai.Limited(model, gate, 100*time.Millisecond)
	var wg sync.WaitGroup
	for n := range 200 {
		wg.Go(func() {
			ctx := t.Context()
			if n%3 == 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, time.Duration(rand.IntN(40))*time.Millisecond)
				defer cancel()
			}
			if _, err := m.Ask(ctx, ai.Question{Prompt: "Go."}, nil); err != nil && n%3 != 0 {
				t.Errorf("call %d: %v", n, err)
			}
		})
	}
	wg.Wait()
	if peak := srv.Peak(); peak > 5 || peak < 2 {
		t.Errorf("%d calls at once at the server, want at most 5", peak)
	}
	t.Logf("%d calls reached the server, at most %d at once", len(srv.Calls()), srv.Peak())
}

func TestTheGateLetsInInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := ai.NewGate(1)
		var order []int
		var mu sync.Mutex
		m := ai.Limited(scripted(func(context.Context, ai.Told) (ai.Answer, error) {
			time.Sleep(time.Second)
			return ai.Answer{}, nil
		}), gate, 0)
		var wg sync.WaitGroup
		for n := range 5 {
			wg.Go(func() {
				_, _ = m.Ask(t.Context(), ai.Question{}, nil)
				mu.Lock()
				defer mu.Unlock()
				order = append(order, n)
			})
			synctest.Wait()
		}
		if used, waiting := gate.Load(); used != 1 || waiting != 4 {
			t.Errorf("%d at work, %d wait; want 1 and 4", used, waiting)
		}
		wg.Wait()
		for i, n := range order {
			if i != n {
				t.Fatalf("served %v, want the order of coming", order)
			}
		}
	})
}

// TestAPlaceIsNeverLost gives up at every moment of waiting and of being let in.
func TestAPlaceIsNeverLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := ai.NewGate(2)
		m := ai.Limited(scripted(func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
			select {
			case <-time.After(10 * time.Millisecond):
				return ai.Answer{}, nil
			case <-ctx.Done():
				return ai.Answer{}, context.Cause(ctx)
			}
		}), gate, 5*time.Millisecond)
		why := errors.New("given up")
		var wg sync.WaitGroup
		for n := range 300 {
			wg.Go(func() {
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				if n%2 == 0 {
					time.AfterFunc(time.Duration(n)*time.Millisecond, func() { cancel(why) })
				}
				if _, err := m.Ask(ctx, ai.Question{}, nil); err != nil && !errors.Is(err, why) {
					t.Errorf("call %d: %v", n, err)
				}
			})
		}
		wg.Wait()
		time.Sleep(time.Second)
		if used, waiting := gate.Load(); used != 0 || waiting != 0 {
			t.Errorf("%d places are held and %d wait when all is over", used, waiting)
		}
	})
}

// TestAPlaceLingers holds the place of a call that was given up until the provider
// can have seen it.
func TestAPlaceLingers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := ai.NewGate(1)
		m := ai.Limited(scripted(func(ctx context.Context, _ ai.Told) (ai.Answer, error) {
			<-ctx.Done()
			return ai.Answer{}, context.Cause(ctx)
		}), gate, 100*time.Millisecond)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := m.Ask(ctx, ai.Question{}, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		time.Sleep(99 * time.Millisecond)
		if used, _ := gate.Load(); used != 1 {
			t.Error("the place is free before the provider can know")
		}
		time.Sleep(2 * time.Millisecond)
		if used, _ := gate.Load(); used != 0 {
			t.Error("the place is still held")
		}
	})
}

func TestTheLimitCanChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := ai.NewGate(0) // 1: a gate that lets nobody in is none
		var wg sync.WaitGroup
		defer wg.Wait()
		for range 4 {
			wg.Go(func() {
				if err := gate.Enter(t.Context()); err != nil {
					t.Error(err)
					return
				}
				defer gate.Leave()
				time.Sleep(time.Hour)
			})
		}
		for _, tt := range []struct{ limit, used, waiting int }{{1, 1, 3}, {3, 3, 1}, {2, 3, 1}, {9, 4, 0}} {
			gate.SetLimit(tt.limit)
			synctest.Wait()
			if used, waiting := gate.Load(); used != tt.used || waiting != tt.waiting {
				t.Errorf("limit %d: %d at work, %d wait; want %d and %d", tt.limit, used, waiting, tt.used, tt.waiting)
			}
		}
	})
}
