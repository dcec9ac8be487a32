package ai

import (
	"context"
	"sync"
	"time"
)

// Gate bounds how many calls are on the wire to a provider at once. Those who
// wait are let in in the order they came. It is safe for concurrent use.
type Gate struct {
	mu    sync.Mutex
	limit int
	used  int
	queue []chan struct{}
}

// NewGate returns a gate that lets in limit calls at once, at least 1.
func NewGate(limit int) *Gate { return &Gate{limit: max(1, limit)} }

// SetLimit changes how many calls are let in at once, at least 1. Calls that are
// on the wire stay there.
func (g *Gate) SetLimit(limit int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.limit = max(1, limit)
	g.admit()
}

// Load returns how many calls are on the wire and how many wait.
func (g *Gate) Load() (used, waiting int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.used, len(g.queue)
}

// Enter waits for a place. It fails with the cause of the context, and then holds
// none.
func (g *Gate) Enter(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	g.mu.Lock()
	if g.used < g.limit && len(g.queue) == 0 {
		g.used++
		g.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	g.queue = append(g.queue, mine)
	g.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, c := range g.queue {
		if c == mine {
			g.queue = append(g.queue[:i], g.queue[i+1:]...)
			return context.Cause(ctx)
		}
	}
	g.used-- // let in at the moment of giving up
	g.admit()
	return context.Cause(ctx)
}

// Leave gives a place back.
func (g *Gate) Leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.used--
	g.admit()
}

// admit lets in the first who wait, while there is room. It needs the lock.
func (g *Gate) admit() {
	for g.used < g.limit && len(g.queue) > 0 {
		g.used++
		close(g.queue[0])
		g.queue = g.queue[1:]
	}
}

// limited is a model behind a gate.
type limited struct {
	Model
	gate   *Gate
	linger time.Duration
}

// Limited returns the model behind a gate, which several models of one provider
// may share. A call that is given up keeps its place for linger longer: until
// then the provider may not have seen that the client went, and still counts it.
func Limited(m Model, g *Gate, linger time.Duration) Model { return &limited{m, g, linger} }

func (l *limited) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	began := time.Now()
	err := l.gate.Enter(ctx)
	tell(ctx, Step{Kind: StepWaited, Model: l.Name(), Purpose: q.Purpose, Took: time.Since(began), How: endOf(ctx, err)})
	if err != nil {
		return Answer{}, err
	}
	defer func() {
		if ctx.Err() != nil {
			time.AfterFunc(l.linger, l.gate.Leave)
			return
		}
		l.gate.Leave()
	}()
	return l.Model.Ask(ctx, q, told)
}
