package providers

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// State says how a provider stands.
type State string

// The states.
const (
	OK       State = "ok"       // it answered when it was last asked
	Unproven State = "unproven" // it was not asked yet
	Failing  State = "failing"  // it did not answer when it was last asked, which may pass
	Open     State = "open"     // it failed so often that it is not asked for some seconds
	Refused  State = "refused"  // it does not answer until somebody changes something
	Off      State = "off"      // it is switched off
)

// Health is how a provider stands.
type Health struct {
	State State
	Says  string // what is wrong and what helps, "" = nothing is
	// When it last answered and last did not; zero = never.
	Answered, Failed time.Time
	// Calls of its account on the wire, and waiting to be.
	OnWire, Waiting int
}

// Listing is a provider with how it stands.
type Listing struct {
	Provider
	Asks   string // provider and model, as labels and texts name them
	Health Health
}

// List returns all providers in the order in which they are asked.
func (s *Set) List() []Listing {
	var all []Listing
	for _, e := range s.live.Load().entries {
		all = append(all, e.listing())
	}
	return all
}

func (e *entry) listing() Listing {
	l := Listing{Provider: e.Provider, Asks: e.name, Health: e.seen.health()}
	h := &l.Health
	h.OnWire, h.Waiting = e.gate.Load()
	switch {
	case e.Why != nil:
		h.State, h.Says = Refused, e.Why.Message
	case e.model != nil && !e.model.Healthy():
		h.State = Open
	}
	if !e.Enabled {
		h.State = Off
	}
	return l
}

// testTime is how long a test call may take, in which a model of one's own machine
// may have to be loaded first.
const testTime = 20 * time.Second

// Tested is a test call that was answered.
type Tested struct {
	Model string // as the provider names the one that answered
	Took  time.Duration
}

// Test asks one provider a tiny question, past chain and breaker but through its
// gate, for at most 20 s. Without an answer it fails with a fault that says what to
// do; NotFound if there is no such provider.
func (s *Set) Test(ctx context.Context, id string) (Tested, error) {
	e, err := s.find(id)
	if err != nil {
		return Tested{}, err
	}
	if e.single == nil {
		return Tested{}, e.Why
	}
	began := s.c.Now()
	inTime, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	a, err := e.single.Ask(inTime, ai.Question{Purpose: "test", Prompt: "Answer with the one word: ok", MaxTokens: 64}, nil)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return Tested{}, context.Cause(ctx)
	case ai.ReasonOf(err) == ai.Truncated: // it thought so long; it does answer
		a.Model = e.Model
	case errors.Is(err, context.DeadlineExceeded):
		return Tested{}, fault.Wrap(err, fault.Unavailable, "%s", late(e.name))
	default:
		return Tested{}, told(err)
	}
	return Tested{Model: a.Model, Took: s.c.Now().Sub(began)}, nil
}

func late(model string) string {
	return model + " did not answer in time. Try again in a little while, or choose a quicker model."
}

func (s *Set) find(id string) (*entry, error) {
	for _, e := range s.live.Load().entries {
		if e.ID == id {
			return e, nil
		}
	}
	return nil, fault.New(fault.NotFound, "There is no provider with this id.")
}

// seen is what came of the calls to a provider.
type seen struct {
	now func() time.Time

	mu   sync.Mutex
	last Health
}

func (s *seen) health() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last.State == "" {
		return Health{State: Unproven}
	}
	return s.last
}

// note takes in how a call ended. One that the caller gave up says nothing.
func (s *seen) note(model string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var e *ai.Error
	switch {
	case err == nil || ai.ReasonOf(err) == ai.Blocked || ai.ReasonOf(err) == ai.Truncated: // it answers
		s.last.State, s.last.Says, s.last.Answered = OK, "", s.now()
	case errors.As(err, &e):
		s.last.State, s.last.Says, s.last.Failed = Refused, fault.Message(e.Fault()), s.now()
		if e.Passing() || e.Reason == ai.Garbled {
			s.last.State = Failing
		}
	case errors.Is(err, context.DeadlineExceeded):
		s.last.State, s.last.Says, s.last.Failed = Failing, late(model), s.now()
	}
}

// watched is a model whose calls are noted.
type watched struct {
	ai.Model
	seen *seen
}

// Ask asks the model.
func (w watched) Ask(ctx context.Context, q ai.Question, told ai.Told) (ai.Answer, error) {
	a, err := w.Model.Ask(ctx, q, told)
	w.seen.note(w.Name(), err)
	return a, err
}
