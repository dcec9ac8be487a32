// Package ledger writes down what calls to models took and cost, and holds them to
// a spend limit.
//
// Writing does not slow a call: lines are gathered in memory and written together
// once a second. When the process is killed, at most the last second is lost;
// Close writes all.
package ledger

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/price"
)

// Store keeps what is written.
type Store interface {
	Records
	Limits
}

// Records keeps lines.
type Records interface {
	// AddCalls keeps lines, all or none. A line without an owner is that of its
	// product's, else house's.
	AddCalls(ctx context.Context, house string, all []Record) error
	// FoldCalls adds up the lines from before a day, one for each day, owner,
	// product, purpose and model.
	FoldCalls(ctx context.Context, before time.Time) error
	// SpentSince returns what all calls since a time cost, known and estimated.
	SpentSince(ctx context.Context, t time.Time) (micro int64, err error)
}

// Limits keeps the spend limit.
type Limits interface {
	// SpendLimit returns the limit that was kept, nil if none was.
	SpendLimit(ctx context.Context, owner string) (*Limit, error)
	// SetSpendLimit keeps a limit; nil forgets it.
	SetSpendLimit(ctx context.Context, owner string, l *Limit) error
}

// Config is what a ledger works with.
type Config struct {
	Store  Store
	Prices *price.Table
	Owner  string       // whose calls are those of nobody in particular
	Start  Limit        // what the command line says
	Log    *slog.Logger // nil = nothing is logged
	Now    func() time.Time
}

// Ledger is an open ledger. It is safe for concurrent use.
type Ledger struct {
	Config

	mu      sync.Mutex // guards what follows
	limit   Limit
	from    string
	day     time.Time
	spent   int64
	pending int64
	lines   []Record // not written yet
	lost    int      // lines that found no room

	setting sync.Mutex // held while a limit is set, so that what is kept is what holds
	writing sync.Mutex // held while lines are written: whoever reads after it sees them
	folded  time.Time  // the day of the last folding; guarded by writing
	wake    chan struct{}
	quit    chan struct{}
	done    chan struct{}
	end     sync.Once
}

var _ ai.Ledger = (*Ledger)(nil)

// How lines are gathered: how long they wait, how many are written at once, how
// many are held while the store takes none, and for how many days each stands by
// itself.
const (
	lag      = time.Second
	batch    = 500
	mostHeld = 20_000
	foldDays = 90
)

// Open returns a ledger that goes on from what is kept. Close ends it.
func Open(ctx context.Context, c Config) (*Ledger, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	l := &Ledger{Config: c, wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	l.day = Day(c.Now())
	var err error
	if l.spent, err = c.Store.SpentSince(ctx, l.day); err != nil {
		return nil, err
	}
	l.limit, l.from = c.Start, fromStart
	if !c.Start.On {
		l.from = ""
	}
	stored, err := c.Store.SpendLimit(ctx, c.Owner)
	if err != nil {
		return nil, err
	}
	if stored != nil {
		l.limit, l.from = *stored, fromStore
	}
	go l.work(context.WithoutCancel(ctx))
	return l, nil
}

// Open lets a call through and sets aside what it may cost, or refuses it with an
// *ai.Error of the reason Limit.
func (l *Ledger) Open(c ai.Call) (func(ai.Outcome) ai.Cost, error) {
	now := l.Now()
	r, priced := l.Prices.Rate(c.Model, c.Local, now)
	h, err := l.reserve(c, r, priced, now)
	if err != nil {
		return nil, err
	}
	return func(o ai.Outcome) ai.Cost {
		line := l.line(c.Question, c.Model, now)
		line.Calls = 1
		switch {
		case o.GaveUp:
			line.GaveUp = 1
		case o.Err != nil:
			line.Failed = 1
		default:
			line.Batched, line.Spared = max(0, c.Question.Items-1), ai.Spared(c.Question)
		}
		if o.Known {
			line.Used, line.Cost = o.Usage, r.Cost(o.Usage)
		} else {
			line.Unknown, line.Estimate = 1, r.Cost(ai.Usage{In: ai.TokensOf(c.Question), Out: o.Heard})
		}
		if !priced && (!o.Known || o.Usage != ai.Usage{}) {
			line.Unpriced = 1
		}
		l.settle(h, line.Cost+line.Estimate)
		l.write(line)
		return ai.Cost{Micro: line.Cost, Known: priced && o.Known}
	}, nil
}

// Saved writes down a question that needed no call: its answer was kept or shared,
// with the usage and cost of the call that gave it.
func (l *Ledger) Saved(q ai.Question, a ai.Answer) {
	line := l.line(q, a.By, l.Now())
	if a.Origin == ai.Shared {
		line.Shared = 1
	} else {
		line.Kept = 1
	}
	line.Saved, line.SavedFor = a.Usage, a.Cost.Micro
	l.write(line)
}

func (l *Ledger) line(q ai.Question, model string, now time.Time) Record {
	return Record{At: now, Owner: q.Owner, Product: q.Product, Purpose: q.Purpose, Model: model}
}

// write gathers a line.
func (l *Ledger) write(r Record) {
	l.mu.Lock()
	if len(l.lines) < mostHeld {
		l.lines = append(l.lines, r)
	} else {
		l.lost++
	}
	l.mu.Unlock()
	l.stir()
}

// stir tells the writer that there is something to write.
func (l *Ledger) stir() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// work writes lines until the ledger is closed.
func (l *Ledger) work(ctx context.Context) {
	defer close(l.done)
	t := time.NewTimer(lag)
	defer t.Stop()
	for {
		select {
		case <-l.wake:
		case <-l.quit:
			return
		}
		t.Reset(lag)
		select {
		case <-t.C:
		case <-l.quit:
			return
		}
		if err := l.Flush(ctx); err != nil {
			l.Log.Warn("write what models cost; trying again", "err", err)
			l.stir()
		}
	}
}

// Flush writes what was gathered, so that whoever reads sees it.
func (l *Ledger) Flush(ctx context.Context) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	for {
		l.mu.Lock()
		n := min(len(l.lines), batch)
		some := slices.Clone(l.lines[:n])
		lost := l.lost
		l.lost = 0
		l.mu.Unlock()
		if lost > 0 {
			l.Log.Error("what some calls to models cost is lost: the store took nothing for too long", "calls", lost)
		}
		if n == 0 {
			return nil
		}
		if err := l.Store.AddCalls(ctx, l.Owner, some); err != nil {
			return err
		}
		l.mu.Lock()
		l.lines = slices.Delete(l.lines, 0, n)
		l.mu.Unlock()
		if today := Day(l.Now()); !l.folded.Equal(today) {
			if err := l.Store.FoldCalls(ctx, today.AddDate(0, 0, -foldDays)); err != nil {
				return err
			}
			l.folded = today
		}
	}
}

// Close writes what was gathered and ends the writing. It can be called more than
// once; calls that end later are written by the next Flush.
func (l *Ledger) Close(ctx context.Context) error {
	l.end.Do(func() { close(l.quit) })
	<-l.done
	return l.Flush(ctx)
}
