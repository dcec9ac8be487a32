package ai

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

var errDefect = errors.New("the model panicked")

// flight is one call that several may wait for.
type flight struct {
	key    Key
	cancel context.CancelCauseFunc
	places map[*place]bool // of those who wait; guarded by the cache's lock
	payer  *place          // whose the bill is, nil = of the first to come; likewise

	mu      sync.Mutex
	pieces  []Piece       // all that was told; only grows
	changed chan struct{} // closed at the next piece

	landed chan struct{} // closed when what follows is there
	answer Answer
	err    error
	defect any // what the model panicked with
}

// place is somebody who waits for a flight.
type place struct {
	deadline time.Time
	bounded  bool
	paid     bool // it took the answer with the bill
}

// shared is the context of a flight: it ends when the last who waits has left, and
// its deadline is that of the one who can wait longest. So the deadline may move
// while people come and go; whoever asks for it decides for that moment.
type shared struct {
	context.Context
	of *cached
	f  *flight
}

// Deadline returns the latest deadline of those who wait; none if one has none.
func (s shared) Deadline() (latest time.Time, ok bool) {
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	for w := range s.f.places {
		if !w.bounded {
			return time.Time{}, false
		}
		if w.deadline.After(latest) {
			latest, ok = w.deadline, true
		}
	}
	return latest, ok
}

// ask makes the call, and holds a panic of the model for those who wait: on this
// goroutine nobody could recover from it.
func (f *flight) ask(ctx context.Context, m Model, q Question) (a Answer, defect any, err error) {
	defer func() {
		if v := recover(); v != nil {
			defect, err = fmt.Sprintf("%v\n\n%s", v, debug.Stack()), errDefect
		}
	}()
	a, err = m.Ask(ctx, q, f.hear)
	return a, nil, err
}

func (f *flight) hear(p Piece) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pieces = append(f.pieces, p)
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *flight) land(a Answer, defect any, err error) {
	f.answer, f.err, f.defect = a, err, defect
	close(f.landed)
}

// heard returns the pieces from a number on, and what will be closed at the next.
func (f *flight) heard(from int) ([]Piece, <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.pieces[from:len(f.pieces):len(f.pieces)], f.changed
}

// follow tells the pieces of a flight from its beginning and returns its answer,
// or the cause of a context that ends before.
func (f *flight) follow(ctx context.Context, told Told) (Answer, error) {
	spoke := false
	for next := 0; ; {
		over := false
		select {
		case <-f.landed: // looked at before the pieces, so that none is missed
			over = true
		default:
		}
		pieces, changed := f.heard(next)
		next += len(pieces)
		for _, p := range current(pieces) {
			if told == nil {
				break
			}
			p.Again = p.Again && spoke
			spoke = true
			told(p)
		}
		if over {
			if f.defect != nil {
				panic(f.defect)
			}
			return f.answer, f.err
		}
		select {
		case <-changed:
		case <-f.landed:
		case <-ctx.Done():
			return Answer{}, context.Cause(ctx)
		}
	}
}

// current leaves out what is void already.
func current(pieces []Piece) []Piece {
	for i := len(pieces) - 1; i > 0; i-- {
		if pieces[i].Again {
			return pieces[i:]
		}
	}
	return pieces
}
