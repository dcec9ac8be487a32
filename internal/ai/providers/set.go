package providers

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/guard"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// Keeper keeps what is set while the program runs.
type Keeper interface {
	// Load returns the providers in the order in which they were added, and the
	// choices, which may be about providers that are not there any more.
	Load(ctx context.Context) ([]Kept, []Choice, error)
	// Put keeps a provider in place of the one with its id, with the choice about it.
	Put(ctx context.Context, k Kept, c Choice) error
	// Remove forgets a provider and the choice about it.
	Remove(ctx context.Context, id string) error
	// Choose keeps choices, each in place of the one about its provider.
	Choose(ctx context.Context, all []Choice) error
}

// Kept is a provider as it is kept: its Key is empty, Sealed holds it.
type Kept struct {
	Provider
	Sealed []byte // nil = there is no key
}

// Choice is what was chosen about a provider from anywhere.
type Choice struct {
	ID       string
	Enabled  bool
	Position int // in the chain, from 1; 0 = after those that have one
}

// Config says what a Set is made of. All functions may be nil.
type Config struct {
	Env, File []Provider
	Keeper    Keeper      // nil = what is set at run time lasts as long as the process
	Box       *secret.Box // seals the keys that are kept; needed with a Keeper
	// Local: nobody else reaches this machine's server, so that addresses which
	// come over its interface may lie in its network.
	Local bool
	Now   func() time.Time

	Wrap    func(ai.Model) ai.Model   // around each client, inside the gate: each call on the wire
	Around  func(ai.Model) ai.Model   // around the whole chain: each question
	Hedged  func(model string)        // at each call that is made a second time
	Changed func(model, state string) // at each change of a circuit breaker
}

// Set is the providers that are asked. It is safe for concurrent use.
type Set struct {
	c       Config
	clients map[guard.Rule]*http.Client
	live    atomic.Pointer[lineup]

	mu      sync.Mutex // one change at a time
	kept    []Kept
	choices map[string]Choice
	// A gate lives as long as anybody can still call through it: a chain that was
	// handed out before a change shares the bound with those after it.
	accounts map[account]weak.Pointer[ai.Gate]
}

// lineup is what is asked at one time. It does not change.
type lineup struct {
	entries []*entry // in the order of preference
	chain   ai.Model // nil = there is none
	asked   []ai.Model
}

// New returns a set with what is configured and kept. A kept provider whose key
// cannot be opened is out of use and says why. Nothing is asked yet. It panics for a
// Keeper without a Box.
func New(ctx context.Context, c Config) (*Set, error) {
	if c.Keeper != nil && c.Box == nil {
		panic("providers: keys are kept sealed only")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Set{c: c, choices: map[string]Choice{}, accounts: map[account]weak.Pointer[ai.Gate]{}, clients: map[guard.Rule]*http.Client{}}
	for _, r := range []guard.Rule{guard.Public, guard.Near, guard.Any} {
		s.clients[r] = guard.Client(r)
	}
	if c.Keeper != nil {
		kept, choices, err := c.Keeper.Load(ctx)
		if err != nil {
			return nil, err
		}
		for _, k := range kept {
			s.kept = append(s.kept, s.open(k))
		}
		for _, ch := range choices {
			s.choices[ch.ID] = ch
		}
	}
	s.live.Store(new(lineup))
	s.rebuild()
	return s, nil
}

// Close gives back the connections that are idle.
func (s *Set) Close() {
	for _, c := range s.clients {
		c.CloseIdleConnections()
	}
}

// Model returns the chain of all providers that are enabled and usable, in order;
// false if there is none. The chain that was returned goes on as it was when the
// set changes: ask anew for each question.
func (s *Set) Model() (ai.Model, bool) {
	l := s.live.Load()
	return l.chain, l.chain != nil
}

// Breakers goes through the circuit breakers of all who are asked: the names of
// their models, which may occur twice, and "closed", "half-open" or "open".
func (s *Set) Breakers() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, m := range s.live.Load().asked {
			if b, ok := m.(*ai.Breaker); ok && !yield(b.Name(), b.State()) {
				return
			}
		}
	}
}

// open returns a kept provider with its key.
func (s *Set) open(k Kept) Kept {
	fit, err := k.Provider.checked()
	if err != nil {
		k.Provider = k.spoilt(err)
		return k
	}
	k.Provider = fit
	if len(k.Sealed) == 0 {
		return k
	}
	if k.Key, err = s.c.Box.Open(row(k.ID), k.Sealed); err != nil {
		k.Provider = k.spoilt(fault.Wrap(err, fault.Unavailable, "The key of %s cannot be opened. %s", k.Name, fault.Message(err)))
	}
	return k
}

// row names what a key is sealed for.
func row(id string) string { return "provider/" + id }

// merged lists the providers in the order of preference. It needs the lock.
func (s *Set) merged() []Provider {
	var all []Provider
	at := map[string]int{}
	add := func(p Provider) {
		if i, twice := at[p.ID]; twice {
			all[i] = p
			return
		}
		at[p.ID] = len(all)
		all = append(all, p)
	}
	// Where no order was chosen: the file is a list that somebody wrote as a
	// whole, then the environment, then what was added since.
	file := map[string]bool{}
	for _, p := range s.c.File {
		file[p.ID] = true
		add(p)
	}
	for _, p := range s.c.Env {
		if !file[p.ID] {
			add(p)
		}
	}
	for _, k := range s.kept {
		add(k.Provider)
	}
	for i, p := range all {
		if c, ok := s.choices[p.ID]; ok {
			all[i].Enabled = c.Enabled
		}
	}
	last := len(s.choices) + len(all) + 1
	place := func(p Provider) int {
		if c := s.choices[p.ID]; c.Position > 0 {
			return c.Position
		}
		return last
	}
	slices.SortStableFunc(all, func(a, b Provider) int { return place(a) - place(b) })
	return all
}

// rebuild puts the providers as they are now in the place of the former ones. What
// did not change is taken over with all that it has learnt. It needs the lock.
func (s *Set) rebuild() {
	before := s.live.Load()
	next := new(lineup)
	limits := map[*ai.Gate]int{}
	for _, p := range s.merged() {
		gate := s.gate(p.account(), p.Limit)
		if p.Enabled && (limits[gate] == 0 || p.Limit < limits[gate]) {
			limits[gate] = p.Limit
		}
		e := s.entry(before, p, gate)
		next.entries = append(next.entries, e)
		if p.Enabled && e.model != nil {
			next.asked = append(next.asked, e.model)
		}
	}
	for gate, n := range limits {
		gate.SetLimit(n)
	}
	for acc, gate := range s.accounts {
		if gate.Value() == nil {
			delete(s.accounts, acc)
		}
	}
	switch {
	case len(next.asked) == 0:
	case slices.Equal(next.asked, before.asked): // the chain's budget of retries too
		next.chain = before.chain
	default:
		next.chain = ai.Fallback(next.asked...)
		if s.c.Around != nil {
			next.chain = s.c.Around(next.chain)
		}
	}
	s.live.Store(next)
}

// gate returns the gate of an account. It needs the lock.
func (s *Set) gate(acc account, limit int) *ai.Gate {
	if g := s.accounts[acc].Value(); g != nil {
		return g
	}
	g := ai.NewGate(limit)
	s.accounts[acc] = weak.Make(g)
	return g
}
