package ledger

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/price"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// Limit bounds what is spent in a day of UTC, by all who use the folder together:
// they share the keys of the providers.
type Limit struct {
	On    bool
	Micro int64 // millionths of a US dollar a day; 0 lets only models through that cost nothing
	// Unpriced lets calls through whose model has no known price. They are not
	// counted. Otherwise they are refused while a limit is on.
	Unpriced bool
}

// State is how a limit stands.
type State struct {
	Limit
	From    string // "stored", "start", or "" when none was ever set
	Spent   int64  // since the day began, with estimates where nothing better is known
	Pending int64  // set aside for calls that are under way
	Renewed time.Time
}

// State returns how the limit stands.
func (l *Ledger) State() State {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn(l.Now())
	return State{Limit: l.limit, From: l.from, Spent: l.spent, Pending: l.pending, Renewed: l.day.Add(24 * time.Hour)}
}

// SetLimit sets the limit from now on and keeps it, so that it holds after the
// next start too, whatever the command line says then; nil forgets what was kept
// and goes back to that.
func (l *Ledger) SetLimit(ctx context.Context, limit *Limit) error {
	l.setting.Lock()
	defer l.setting.Unlock()
	if err := l.Store.SetSpendLimit(ctx, l.Owner, limit); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit, l.from = l.Start, fromStart
	if !l.Start.On {
		l.from = ""
	}
	if limit != nil {
		l.limit, l.from = *limit, fromStore
	}
	return nil
}

const (
	fromStart = "start"
	fromStore = "stored"
)

// turn begins a new day when it has come. What is under way then belongs to the
// day in which it was sent. A clock that goes back begins none. It needs the lock.
func (l *Ledger) turn(now time.Time) {
	if d := Day(now); d.After(l.day) {
		l.day, l.spent, l.pending = d, 0, 0
	}
}

// hold is what is set aside for a call.
type hold struct {
	day   time.Time
	micro int64
}

// reserve sets aside what a call may cost. Reservations count as spent, so that
// calls which are made at once cannot all slip through.
func (l *Ledger) reserve(c ai.Call, r price.Rate, priced bool, now time.Time) (hold, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn(now)
	h := hold{day: l.day}
	if !l.limit.On || priced && r.Free() {
		return h, nil
	}
	if !priced {
		if l.limit.Unpriced {
			return h, nil
		}
		return h, l.refuse(c.Model, now, fault.New(fault.Limited, "The price of %s is not known, so the spend limit cannot hold it. Give its price in a file with --prices, or let unknown prices pass.", c.Model))
	}
	h.micro = r.Cost(price.Most(c.Question))
	if l.spent+l.pending+h.micro > l.limit.Micro {
		return h, l.refuse(c.Model, now, fault.New(fault.Limited, "The spend limit of %s a day does not allow this call: %s is spent or under way, and the call may cost %s. Raise the limit, or wait until midnight UTC.",
			Dollars(l.limit.Micro), Dollars(l.spent+l.pending), Dollars(h.micro)))
	}
	l.pending += h.micro
	return h, nil
}

func (l *Ledger) refuse(model string, now time.Time, why *fault.Fault) error {
	return &ai.Error{Reason: ai.Limit, Model: model, After: l.day.Add(24 * time.Hour).Sub(now), Cause: why}
}

// settle gives back what was set aside and counts what was spent.
func (l *Ledger) settle(h hold, micro int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn(l.Now())
	if h.day.Equal(l.day) {
		l.pending -= h.micro
		l.spent += micro
	}
}

// Dollars writes an amount for people: cents, and what is under a cent as far as
// it goes.
func Dollars(micro int64) string {
	if micro%10_000 == 0 || micro >= 1_000_000 {
		return fmt.Sprintf("$%.2f", float64(micro)/1e6)
	}
	return "$" + strconv.FormatFloat(float64(micro)/1e6, 'f', -1, 64)
}

// MostLimit bounds a limit, in US dollars: more is a slip of the finger.
const MostLimit = 1_000_000

// ParseLimit reads an amount of US dollars a day, such as "5" or "0.50"; "" is no
// limit. What is no such amount is a fault of kind Invalid.
func ParseLimit(s string) (Limit, error) {
	if s == "" {
		return Limit{}, nil
	}
	usd, err := strconv.ParseFloat(s, 64)
	if err != nil || !(usd >= 0 && usd <= MostLimit) || strings.ContainsAny(s, "xXpP_") {
		return Limit{}, fault.New(fault.Invalid, "The spend limit is an amount of US dollars a day such as 5 or 0.50, at most %d, not %.40q.", MostLimit, s)
	}
	return Limit{On: true, Micro: int64(usd*1e6 + 0.5)}, nil
}
