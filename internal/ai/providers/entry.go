package providers

import (
	"context"
	"errors"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
	"github.com/gumgenie/gumgenie/internal/guard"
)

// linger is how long a call that was given up keeps its place: about as long as
// the provider takes to see that the client went.
const linger = 200 * time.Millisecond

// account is who pays for a call, and whose calls at once are bounded.
type account struct {
	kind Kind
	base string
	key  [32]byte
}

func (p Provider) account() account { return account{p.Kind, p.BaseURL, p.Key.Sum()} }

// identity is what a provider has learnt depends on.
type identity struct {
	account
	id, model string
	rule      guard.Rule
}

// entry is a provider with what asks it.
type entry struct {
	Provider
	same   identity
	gate   *ai.Gate
	name   string      // of the model, as labels have it
	single ai.Model    // one call, through the gate; nil = it cannot be asked
	model  *ai.Breaker // as the chain asks it; nil = it cannot be asked
	seen   *seen
}

// entry returns the former entry of a provider if what it asks did not change, or
// else a new one.
func (s *Set) entry(before *lineup, p Provider, gate *ai.Gate) *entry {
	same := identity{p.account(), p.ID, p.Model, p.rule(s.c.Local)}
	for _, e := range before.entries {
		if e.same == same && e.Why == nil && p.Why == nil {
			again := *e
			again.Provider = p
			return &again
		}
	}
	e := &entry{Provider: p, same: same, gate: gate, name: string(p.Kind) + "/" + p.Model, seen: &seen{now: s.c.Now}}
	if e.Why == nil && p.needsKey() && !p.Key.Given() {
		e.Why = p.keyless()
	}
	if e.Why != nil {
		return e
	}
	client, err := s.client(p)
	if err != nil {
		e.Provider = e.spoilt(told(err))
		return e
	}
	s.assemble(e, client)
	return e
}

// assemble wraps a client: the gate innermost, so that what it counts is what is
// on the wire, then the hedge, then the breaker.
func (s *Set) assemble(e *entry, client ai.Model) {
	if s.c.Wrap != nil {
		client = s.c.Wrap(client)
	}
	e.name = client.Name()
	onWire := ai.Limited(client, e.gate, linger)
	extra, changed := func() {}, func(string) {}
	if s.c.Hedged != nil {
		extra = func() { s.c.Hedged(e.name) }
	}
	if s.c.Changed != nil {
		changed = func(state string) { s.c.Changed(e.name, state) }
	}
	e.single = watched{onWire, e.seen}
	e.model = ai.Breaking(watched{ai.Hedged(onWire, extra), e.seen}, changed)
}

// client returns what speaks a provider's protocol.
func (s *Set) client(p Provider) (ai.Model, error) {
	http := s.clients[p.rule(s.c.Local)]
	if p.Kind == Gemini {
		return gemini.New(context.Background(), gemini.Config{Key: p.Key.Reveal(), Model: p.Model, BaseURL: p.BaseURL, HTTP: http})
	}
	return openai.New(openai.Config{Key: p.Key.Reveal(), Model: p.Model, BaseURL: p.BaseURL, HTTP: http})
}

// told returns the error as people are told it.
func told(err error) error {
	var e *ai.Error
	if errors.As(err, &e) {
		return e.Fault()
	}
	return err
}
