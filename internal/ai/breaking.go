package ai

import (
	"context"
	"errors"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

// When a circuit breaker opens and closes: the share of failures among enough
// calls of a while, how long it stays open, and how many probes must succeed.
const (
	breakRate   = 0.5
	breakCalls  = 8
	breakWindow = 30 * time.Second
	breakOpen   = 10 * time.Second
	breakProbes = 2
	breakLate   = 5 * time.Second // a call that is cut off after so long without a word counts as a failure
)

// Breaker is a model that is not asked while it fails. It is safe for concurrent
// use.
type Breaker struct {
	Model
	circuit circuitbreaker.CircuitBreaker[Answer]
}

// Breaking returns the model with a circuit breaker: when half of at least 8
// calls within 30 s fail by the provider's fault, calls fail at once for 10 s;
// then two must succeed one after the other before all are let through again. A
// call that is over time counts as a failure when it had 5 s for its first word:
// one that began late has shown nothing.
// changed is told each new state, "closed", "open" or "half-open"; it may be nil.
func Breaking(m Model, changed func(state string)) *Breaker {
	b := circuitbreaker.NewBuilder[Answer]().
		WithFailureRateThreshold(breakRate, breakCalls, breakWindow).
		WithDelay(breakOpen).WithSuccessThreshold(breakProbes)
	if changed != nil {
		b = b.OnStateChanged(func(e circuitbreaker.StateChangedEvent) { changed(e.NewState.String()) })
	}
	return &Breaker{m, b.Build()}
}

// Healthy reports whether a call would be let through.
func (b *Breaker) Healthy() bool { return !b.circuit.IsOpen() || b.circuit.RemainingDelay() == 0 }

// State is "closed", "half-open" or "open".
func (b *Breaker) State() string { return b.circuit.State().String() }

// Ask lets a call through unless the circuit is open.
func (b *Breaker) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	if !b.circuit.TryAcquirePermit() {
		return Answer{}, &Error{Reason: Overloaded, Model: b.Name(), After: b.circuit.RemainingDelay(), Cause: circuitbreaker.ErrOpen}
	}
	spoke, began := false, time.Now()
	a, err := b.Model.Ask(ctx, q, func(p Piece) {
		spoke = true
		if told != nil {
			told(p)
		}
	})
	late := errors.Is(ctx.Err(), context.DeadlineExceeded) && !spoke
	switch {
	case failing(err), late && time.Since(began) >= breakLate:
		b.circuit.RecordFailure()
	case err == nil || spoke || ctx.Err() == nil && ReasonOf(err) != Limit:
		b.circuit.RecordSuccess() // it answers, be it to refuse
	case b.circuit.IsHalfOpen():
		b.circuit.RecordFailure() // a probe that was given up or held back has shown nothing
	}
	return a, err
}

// failing reports errors that are the provider's fault.
func failing(err error) bool {
	switch ReasonOf(err) {
	case Overloaded, Broken, Garbled:
		return true
	}
	return false
}
