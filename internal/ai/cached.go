package ai

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

// Entry is an answer that is kept, with what it has cost.
type Entry struct {
	Answer Answer
	At     time.Time     // when it was given
	For    time.Duration // keep it no longer than this, 0 = as long as others
}

// Cache keeps answers by the key of their question. It is safe for concurrent use.
type Cache interface {
	// Get returns what is kept under a key; false if nothing is, or no more.
	Get(Key) (Entry, bool)
	// Put keeps an entry in the place of an earlier one. It may keep nothing.
	Put(Key, Entry)
}

// standInFor is how long the answer of a stand-in is kept: when the first model of
// a chain is back, it is to be asked.
const standInFor = 10 * time.Minute

// cached is a model whose answers are kept.
type cached struct {
	Model
	cache Cache
	saved func(Question, Answer)
	forms forms

	mu      sync.Mutex
	flights map[Key]*flight
}

// Cached returns the model with a cache before it: a question that was answered
// before is answered from there, with its whole text in one piece, and one that
// is being asked already is not asked again. Whoever joins hears the answer from
// its beginning and keeps a context of their own: the call goes on while anybody
// waits for it, and ends with the last who leaves. Its deadline is the latest of
// theirs.
//
// Errors are not kept, nor what cannot be read as the JSON that was asked for;
// answers of stand-ins are kept for ten minutes only. A Fresh question is always
// asked, by itself, and its answer takes the place of the one kept. saved is told
// each question that cost no call, with the usage and cost of the call that its
// answer came from; it may be nil.
func Cached(m Model, c Cache, saved func(Question, Answer)) Model {
	if saved == nil {
		saved = func(Question, Answer) {}
	}
	return &cached{Model: m, cache: c, saved: saved, flights: map[Key]*flight{}}
}

// Ask answers from the cache, joins a call, or makes one.
func (c *cached) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	if ctx.Err() != nil {
		return Answer{}, context.Cause(ctx)
	}
	key := c.forms.key(c.Name(), q)
	if q.Fresh {
		a, err := c.Model.Ask(ctx, q, told)
		c.keep(key, q, a, err)
		return a, err
	}
	e, hit := c.cache.Get(key)
	if hit {
		return c.free(q, e.Answer, Kept, told), nil
	}
	f, w, e := c.board(ctx, key, q)
	if f == nil { // it was kept just now
		return c.free(q, e.Answer, Kept, told), nil
	}
	defer func() { c.leave(f, w, over(ctx)) }()
	a, err := f.follow(ctx, told)
	if err != nil || c.pays(f, w) {
		return a, err
	}
	return c.free(q, a, Shared, nil), nil // it has been told
}

// free returns an answer that cost nothing this time, and tells of it.
func (c *cached) free(q Question, a Answer, origin Origin, told Told) Answer {
	a.Origin = origin
	if a.By == "" {
		a.By = c.Name()
	}
	c.saved(q, a)
	if told != nil {
		told(Piece{Text: a.Text})
	}
	a.Usage, a.Cost = Usage{}, Cost{}
	return a
}

// keep keeps an answer that may be given again.
func (c *cached) keep(key Key, q Question, a Answer, err error) {
	if err != nil || a.Origin != Asked || a.Text == "" || len(q.Schema) > 0 && !json.Valid([]byte(a.Text)) {
		return
	}
	e := Entry{Answer: a, At: time.Now()}
	if a.StandIn {
		e.For = standInFor
	}
	c.cache.Put(key, e)
}

// board returns the flight of a question with a place on it, begun if need be; or
// no flight and the answer, if one has just landed.
func (c *cached) board(ctx context.Context, key Key, q Question) (*flight, *place, Entry) {
	w := new(place)
	w.deadline, w.bounded = ctx.Deadline()
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.flights[key]
	if f == nil {
		if e, ok := c.cache.Get(key); ok {
			return nil, nil, e
		}
		f = &flight{key: key, payer: w, places: map[*place]bool{}, changed: make(chan struct{}), landed: make(chan struct{})}
		c.flights[key] = f
		var base context.Context
		base, f.cancel = context.WithCancelCause(context.WithoutCancel(ctx))
		go c.fly(shared{base, c, f}, q, f)
	}
	f.places[w] = true
	return f, w, Entry{}
}

// fly makes the call of a flight.
func (c *cached) fly(ctx context.Context, q Question, f *flight) {
	defer f.cancel(nil)
	a, defect, err := f.ask(ctx, c.Model, q)
	c.keep(f.key, q, a, err) // before it leaves the list, so that nobody finds neither
	c.mu.Lock()
	c.forget(f)
	c.mu.Unlock()
	f.land(a, defect, err)
}

// forget takes a flight off the list, so that nobody boards it any more. It needs
// the lock.
func (c *cached) forget(f *flight) {
	if c.flights[f.key] == f {
		delete(c.flights, f.key)
	}
}

// pays reports whether the bill is that of a place: of who began the flight, or, if
// they have left, of the first who takes the answer. For the others it is free.
func (c *cached) pays(f *flight, w *place) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.payer == nil {
		f.payer = w
	}
	w.paid = f.payer == w
	return w.paid
}

// leave gives a place back. The last to leave ends the call and waits until it has
// ended: its place on the wire is given back before theirs.
func (c *cached) leave(f *flight, w *place, why error) {
	c.mu.Lock()
	delete(f.places, w)
	if f.payer == w && !w.paid {
		f.payer = nil
	}
	last := len(f.places) == 0
	if last {
		c.forget(f)
	}
	c.mu.Unlock()
	if last {
		f.cancel(why)
		<-f.landed
	}
}
