package server

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Usage knows what calls to models took and cost, and holds the spend limit.
type Usage interface {
	Spending
	SpendLimit
}

// Spending knows what calls took and will take.
type Spending interface {
	// Used returns what an owner's calls took between two times, together and by
	// day, model, purpose or product.
	Used(ctx context.Context, owner string, from, to time.Time, by string) (ledger.Sum, []ledger.Group, error)
	// UsedBy returns the same for one product; a fault of kind NotFound if there
	// is none.
	UsedBy(ctx context.Context, owner, id string) (ledger.Sum, error)
	// Estimate says what a request would be, without making anything.
	Estimate(ctx context.Context, owner string, req product.Request) (Estimate, error)
}

// SpendLimit holds spending to a limit.
type SpendLimit interface {
	// Limit returns how the limit stands.
	Limit(ctx context.Context) (ledger.State, error)
	// SetLimit sets it; nil goes back to what the server was started with.
	SetLimit(ctx context.Context, l *ledger.Limit) error
}

// Estimate is what a request would take and cost.
type Estimate struct {
	generate.Forecast
	Model string // that would be asked, "" = none is there
	Cost  int64  // millionths of a US dollar
	Known bool   // its price is known
	AsOf  time.Time
}

// Used is what calls took and cost, as readers see it.
type Used struct {
	Calls    int     `json:"calls" doc:"Calls sent to providers, hedges and retries too."`
	Failed   int     `json:"failed" doc:"Of those, the ones that were not answered."`
	GaveUp   int     `json:"gaveUp" doc:"Of those, the ones that were ended from here: late, stopped, or slower than another."`
	Unknown  int     `json:"unknown" doc:"Of those, the ones whose usage the provider did not say; estimatedUSD stands for them."`
	Unpriced int     `json:"unpriced" doc:"Of those, the ones whose model has no known price; they are in no amount."`
	Tokens   tokens  `json:"tokens"`
	Cost     dollars `json:"costUSD" doc:"Known usage at known prices; null when no price is known."`
	Estimate dollars `json:"estimatedUSD" doc:"What calls of unknown usage may have cost besides."`
	Saved    saved   `json:"saved"`
}

type tokens struct {
	In      int `json:"in"`
	Cached  int `json:"cached" doc:"Of in, what the provider had kept."`
	Out     int `json:"out"`
	Thought int `json:"thought" doc:"Billed like out."`
}

type saved struct {
	Kept    int     `json:"callsByCache" doc:"Answers that were kept from before."`
	Shared  int     `json:"callsByJoining" doc:"Answers to a question that another was asking just then."`
	Batched int     `json:"callsByBatching" doc:"Calls that asking for several things together saved."`
	Spared  int     `json:"tokensByBatching" doc:"About how many tokens of questions asking for the same things one by one would have taken besides."`
	Tokens  tokens  `json:"tokens" doc:"What the answers that were kept or shared had taken."`
	Cost    dollars `json:"costUSD"`
}

// usedGroup is one line of an answer.
type usedGroup struct {
	Key string `json:"key" doc:"A day such as 2026-11-29, or the model, purpose or id of a product."`
	Used
}

// usageReport is what calls took in a while.
type usageReport struct {
	From   string      `json:"from"`
	To     string      `json:"to" doc:"The last day, included."`
	By     string      `json:"by"`
	Zone   string      `json:"zone" doc:"Days are those of UTC."`
	Total  Used        `json:"total"`
	Groups []usedGroup `json:"groups" doc:"Days in order; others by cost, at most 1000."`
}

func figures(s ledger.Sum) Used {
	figureless := s.Unpriced > 0 && s.Unpriced == s.Calls
	return Used{
		Calls: s.Calls, Failed: s.Failed, GaveUp: s.GaveUp, Unknown: s.Unknown, Unpriced: s.Unpriced,
		Tokens: tokens(s.Used), Cost: usd(s.Cost, figureless), Estimate: usd(s.Estimate, figureless),
		Saved: saved{Kept: s.Kept, Shared: s.Shared, Batched: s.Batched, Spared: s.Spared, Tokens: tokens(s.Saved), Cost: usd(s.SavedFor, false)},
	}
}

// usage returns what keeps account, or why nothing does.
func (s *server) usage() (Usage, error) {
	if s.Usage == nil {
		return nil, fault.New(fault.Unavailable, "This server keeps no account of calls to models.")
	}
	return s.Usage, nil
}

// Days of a report when none are named, and at most.
const (
	usageDays     = 30
	usageMostDays = 3660
)

func (s *server) getUsage(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	q := r.URL.Query()
	by := q.Get("by")
	if by == "" {
		by = "day"
	}
	if kinds := []string{"day", "model", "purpose", "product"}; !slices.Contains(kinds, by) {
		return fault.Field("by", "by is one of %s, not %q.", list(kinds), short(by))
	}
	to, err := day("to", q.Get("to"), ledger.Day(s.Now()))
	if err != nil {
		return err
	}
	from, err := day("from", q.Get("from"), to.AddDate(0, 0, 1-usageDays))
	if err != nil {
		return err
	}
	if from.After(to) || to.Sub(from) > usageMostDays*24*time.Hour {
		return fault.Field("from", "from is a day up to ten years before to, not after it.")
	}
	total, groups, err := u.Used(r.Context(), owner, from, to.AddDate(0, 0, 1), by)
	if err != nil {
		return err
	}
	out := usageReport{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly), By: by, Zone: "UTC", Total: figures(total), Groups: []usedGroup{}}
	for _, g := range groups {
		out.Groups = append(out.Groups, usedGroup{g.Key, figures(g.Sum)})
	}
	return reply(w, http.StatusOK, out)
}

// day reads a day from a parameter; absent is the default.
func day(field, text string, absent time.Time) (time.Time, error) {
	if text == "" {
		return absent, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fault.Field(field, "%s is a day such as 2026-11-29, not %q.", field, short(text))
	}
	return t, nil
}

// productUsage is what the calls for a product took.
type productUsage struct {
	ID string `json:"id"`
	Used
}

func (s *server) getProductUsage(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	sum, err := u.UsedBy(r.Context(), owner, id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, productUsage{id, figures(sum)})
}

// estimate is what a request would take, as readers see it.
type estimate struct {
	Estimate  bool     `json:"estimate" doc:"Always true: nothing was asked."`
	Model     string   `json:"model" doc:"The model that would be asked first; empty when none is set up and the local writer does everything, for nothing."`
	Calls     int      `json:"calls"`
	Entries   int      `json:"entries" doc:"Pieces of the product that a model would write."`
	Tokens    tokens   `json:"tokens"`
	Cost      dollars  `json:"costUSD" doc:"null when the price of the model is not known."`
	PriceDate string   `json:"pricesAsOf"`
	Assumes   []string `json:"assumes"`
}

// postEstimate says what a request would take and cost, and makes nothing.
func (s *server) postEstimate(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	if err := only(w, r, "Accept-Post", typeJSON); err != nil {
		return err
	}
	var req product.Request
	if err := decodeJSON(r, &req); err != nil {
		return err
	}
	e, err := u.Estimate(r.Context(), owner, req)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, estimate{
		Estimate: true, Model: e.Model, Calls: e.Calls, Entries: e.Entries, Tokens: tokens{In: e.TokensIn, Out: e.TokensOut},
		Cost: usd(e.Cost, !e.Known), PriceDate: e.AsOf.Format(time.DateOnly), Assumes: filled(e.Assumes),
	})
}
