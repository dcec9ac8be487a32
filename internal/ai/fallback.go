package ai

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Chain asks the first of several models that answers. It is safe for concurrent
// use.
type Chain struct {
	models []Model
	budget budget
}

// How a chain retries: rounds through all models, the waits between them, and the
// share of calls that may be retries.
const (
	rounds     = 3
	firstWait  = 400 * time.Millisecond
	longest    = 8 * time.Second
	retryShare = 0.2
	retrySpare = 10.0
)

// Fallback returns a chain of models in the order of preference. A model that is
// unhealthy (see Breaker) is asked only when no other is left. Only when all have
// failed by what may pass does the chain wait, exponentially and with jitter, at
// least as long as the providers ask and never beyond the deadline of the call,
// and asks again: twice at most, and retries are at most a fifth of all calls
// over time. It panics without a model.
func Fallback(models ...Model) *Chain {
	if len(models) == 0 {
		panic("ai: a chain needs a model")
	}
	return &Chain{models: models, budget: budget{left: retrySpare}}
}

// Name is that of the first model; an answer names the one that gave it.
func (c *Chain) Name() string { return c.models[0].Name() }

// Ask asks until a model answers. The error is that of the model asked last.
func (c *Chain) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	c.budget.call()
	var last error
	hopeless := make([]bool, len(c.models)) // asking again does not help
	told, anew := restarting(told)
	for round := range rounds {
		wait := backoff(round)
		open := false
		before := 0 // who ought to have answered
		for _, i := range c.order(hopeless) {
			c.tell(ctx, q, round, before, i)
			before = i
			anew()
			a, err := c.models[i].Ask(ctx, q, told)
			a.StandIn = a.StandIn || i > 0
			if err == nil || ctx.Err() != nil {
				return a, err
			}
			last = err
			var e *Error
			switch {
			case !errors.As(err, &e) || e.Reason == Truncated: // not the provider's fault
				return Answer{}, err
			case e.Passing():
				open = true
				wait = max(wait, e.After)
			default:
				hopeless[i] = true
			}
		}
		if !open || round == rounds-1 || !c.budget.retry() {
			break
		}
		if err := pause(ctx, wait); err != nil {
			if ctx.Err() != nil {
				return Answer{}, err
			}
			break // the wait would end after the deadline
		}
	}
	return Answer{}, last
}

// tell tells that a model is asked again in a later round, or in the place of
// another: in a first round, also of one that comes first and is unhealthy.
func (c *Chain) tell(ctx context.Context, q Question, round, before, i int) {
	switch {
	case round > 0:
		tell(ctx, Step{Kind: StepRetried, Model: c.models[i].Name(), Purpose: q.Purpose})
	case before != i:
		tell(ctx, Step{Kind: StepFellBack, Model: c.models[before].Name(), To: c.models[i].Name(), Purpose: q.Purpose})
	}
}

// order lists the models that may be asked: the healthy ones, then the others.
func (c *Chain) order(hopeless []bool) []int {
	var good, bad []int
	for i, m := range c.models {
		h, judged := m.(interface{ Healthy() bool })
		switch {
		case hopeless[i]:
		case judged && !h.Healthy():
			bad = append(bad, i)
		default:
			good = append(good, i)
		}
	}
	return append(good, bad...)
}

// restarting returns a listener that marks the first piece after each call of
// anew as a new beginning, if anything was told before.
func restarting(told Told) (heard Told, anew func()) {
	if told == nil {
		return nil, func() {}
	}
	spoke, again := false, false
	return func(p Piece) {
		p.Again = p.Again || again
		spoke, again = true, false
		told(p)
	}, func() { again = spoke }
}

// backoff is how long to wait after a round, doubled each time, with full jitter
// over its upper half.
func backoff(round int) time.Duration {
	d := min(firstWait<<round, longest)
	return d/2 + rand.N(d/2)
}

var errTooLate = errors.New("the wait ends after the deadline")

// pause waits. It does not begin to when the deadline comes first.
func pause(ctx context.Context, d time.Duration) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return errTooLate
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// budget bounds retries to a share of the calls, so that a provider in trouble is
// not asked ever more.
type budget struct {
	mu   sync.Mutex
	left float64
}

func (b *budget) call() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = min(retrySpare, b.left+retryShare)
}

func (b *budget) retry() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}
