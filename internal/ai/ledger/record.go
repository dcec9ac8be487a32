package ledger

import (
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// Sum is what calls took and cost, together.
type Sum struct {
	Calls    int // that were sent, hedges and retries too
	Failed   int // of those, the ones that a provider did not answer
	GaveUp   int // of those, the ones that were ended from here
	Unknown  int // of those, the ones whose usage nobody said; Estimate stands for them
	Unpriced int // of those, the ones whose model has no known price
	Batched  int // calls saved by asking for several things together
	Spared   int // tokens that asking for them one by one would have taken besides, about
	Kept     int // calls saved by answers that were kept
	Shared   int // calls saved by asking once for several who asked the same
	Used     ai.Usage
	Cost     int64 // of known usage at known prices, in millionths of a US dollar
	Estimate int64 // of unknown usage, likewise
	Saved    ai.Usage
	SavedFor int64 // what the saved usage would have cost, likewise
}

// Add adds another sum.
func (s *Sum) Add(o Sum) {
	s.Calls += o.Calls
	s.Failed += o.Failed
	s.GaveUp += o.GaveUp
	s.Unknown += o.Unknown
	s.Unpriced += o.Unpriced
	s.Batched += o.Batched
	s.Spared += o.Spared
	s.Kept += o.Kept
	s.Shared += o.Shared
	s.Used = plus(s.Used, o.Used)
	s.Cost += o.Cost
	s.Estimate += o.Estimate
	s.Saved = plus(s.Saved, o.Saved)
	s.SavedFor += o.SavedFor
}

func plus(a, b ai.Usage) ai.Usage {
	return ai.Usage{In: a.In + b.In, Cached: a.Cached + b.Cached, Out: a.Out + b.Out, Thought: a.Thought + b.Thought}
}

// Record is one line: a call, or an answer that needed none.
type Record struct {
	At      time.Time // when the call was sent
	Owner   string    // "" = the owner of the product
	Product string    // id, "" = none
	Purpose string
	Model   string // its Name
	Sum
}

// Group is the sum of what belongs together.
type Group struct {
	Key string // a day such as 2026-11-29, or the model, purpose or id of a product
	Sum
}

// Day is the beginning of the day that a time belongs to. Days are those of UTC:
// they are as long as each other, and the same for everybody.
func Day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
