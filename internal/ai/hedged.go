package ai

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// How hedging learns and is bounded: the share of calls that may be extra, how
// many of them may come one after the other, how many first pieces it remembers
// and needs, and when a call counts as slow: half as long again as the 90th
// percentile. The 95th itself lies among the slow calls as soon as one in twenty
// is slow, which is what hedging is for.
const (
	hedgeShare  = 0.05
	hedgeSpare  = 10.0
	hedgeMemory = 256
	hedgeNeeds  = 20
	hedgeAfter  = 0.90
	hedgeMargin = 1.5
)

// hedged is a model whose slow calls are made twice.
type hedged struct {
	Model
	extra func()

	mu     sync.Mutex
	firsts []time.Duration // how long calls took to their first piece, the newest last
	sorted []time.Duration // the same by length
	left   float64         // of the budget
}

// Hedged returns the model with a second call beside each that has told nothing
// half as long again after the 90th percentile of the last 256 calls. The first to
// tell a piece is heard, the other is given up. Extra calls are never more than 5 %
// of all, and there are none until 20 calls are known. extra is called at each; it
// may be nil.
func Hedged(m Model, extra func()) Model { return &hedged{Model: m, extra: extra} }

// race is one question while one or two calls are made for it.
type race struct {
	h     *hedged
	q     Question
	told  Told
	began time.Time

	mu     sync.Mutex
	winner int // 0 = nobody has told anything
	cancel [3]context.CancelCauseFunc
	ends   chan end
}

type end struct {
	who int
	a   Answer
	err error
}

var errSlower = errors.New("another call was faster")

func (h *hedged) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	r := &race{h: h, q: q, told: told, began: time.Now(), ends: make(chan end, 2)}
	after, ok := h.slow()
	r.start(ctx, 1)
	running := 1
	var slow <-chan time.Time
	if ok {
		t := time.NewTimer(after)
		defer t.Stop()
		slow = t.C
	}
	for {
		select {
		case <-slow:
			slow = nil
			if r.silent() && h.spend() && r.start(ctx, 2) {
				tell(ctx, Step{Kind: StepHedged, Model: h.Name(), Purpose: q.Purpose})
				running++
			}
		case e := <-r.ends:
			running--
			if running > 0 && e.err != nil && r.loses(e.who) {
				continue // the other may still answer
			}
			r.stop(3-e.who, errSlower)
			for ; running > 0; running-- { // its place on the wire is given back before ours
				<-r.ends
			}
			return e.a, e.err
		}
	}
}

// start makes a call in the background. It makes none, and reports false, when
// another has told something meanwhile.
func (r *race) start(ctx context.Context, who int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.winner != 0 {
		return false
	}
	ctx, cancel := context.WithCancelCause(ctx)
	r.cancel[who] = cancel
	go func() {
		defer cancel(nil)
		a, err := r.h.Model.Ask(ctx, r.q, func(p Piece) { r.hear(who, p) })
		if err == nil {
			r.hear(who, Piece{}) // an answer without a piece wins too
		}
		if who == 1 && ReasonOf(err) != Limit { // a call that was never made tells nothing of time
			r.h.learn(r)
		}
		r.ends <- end{who, a, err}
	}()
	return true
}

// hear passes on what the first to speak says.
func (r *race) hear(who int, p Piece) {
	r.mu.Lock()
	if r.winner == 0 {
		r.winner = who
		if who == 1 {
			r.h.know(time.Since(r.began))
		}
		if stop := r.cancel[3-who]; stop != nil {
			stop(errSlower)
		}
	}
	mine := r.winner == who
	r.mu.Unlock()
	if mine && r.told != nil && (p.Text != "" || p.Again) {
		r.told(p)
	}
}

func (r *race) silent() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.winner == 0
}

// loses reports whether a call that failed leaves the race to the other.
func (r *race) loses(who int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.winner != who
}

func (r *race) stop(who int, why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.cancel[who]; c != nil {
		c(why)
	}
}

// learn takes in a first call that never spoke: it took at least so long.
func (h *hedged) learn(r *race) {
	r.mu.Lock()
	spoke := r.winner == 1
	r.mu.Unlock()
	if !spoke {
		h.know(time.Since(r.began))
	}
}

func (h *hedged) know(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.firsts) == hedgeMemory {
		i, _ := slices.BinarySearch(h.sorted, h.firsts[0])
		h.sorted = slices.Delete(h.sorted, i, i+1)
		h.firsts = append(h.firsts[:0], h.firsts[1:]...)
	}
	h.firsts = append(h.firsts, d)
	i, _ := slices.BinarySearch(h.sorted, d)
	h.sorted = slices.Insert(h.sorted, i, d)
}

// slow returns after how long a call counts as slow, and pays into the budget;
// false while too little is known.
func (h *hedged) slow() (time.Duration, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.left = min(hedgeSpare, h.left+hedgeShare)
	if len(h.firsts) < hedgeNeeds {
		return 0, false
	}
	usual := h.sorted[int(hedgeAfter*float64(len(h.sorted)-1))]
	return time.Duration(hedgeMargin * float64(usual)), true
}

// spend takes an extra call out of the budget.
func (h *hedged) spend() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.left < 1 {
		return false
	}
	h.left--
	if h.extra != nil {
		h.extra()
	}
	return true
}
