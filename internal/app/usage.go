package app

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/ai/memory"
	"github.com/gumgenie/gumgenie/internal/ai/price"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
	"github.com/gumgenie/gumgenie/internal/store"
)

// house is whose calls are those of nobody in particular: who reaches a server
// without accounts owns everything.
const house = "local"

// UsageConfig says what models may cost and how their prices are known.
type UsageConfig struct {
	SpendLimit    string // US dollars a day, "" = no limit
	UnknownPrices string // "refuse" or "allow" calls whose price is not known while there is a limit; "" = refuse
	Prices        string // file of prices before those embedded, "" = none
	Log           *slog.Logger
	Now           func() time.Time
}

// Usage keeps answers and account of calls to models. Wrap goes around each client
// and Around around the chain of all.
type Usage struct {
	// Model returns the model that would be asked, false if there is none; nil =
	// there is none.
	Model func() (ai.Model, bool)

	db     *store.DB
	pipe   *generate.Pipeline
	now    func() time.Time
	ledger *ledger.Ledger
	prices *price.Table
	memory *memory.Memory

	mu    sync.Mutex
	local map[string]bool // Names of models that run locally
}

var _ server.Usage = (*Usage)(nil)

// OpenUsage opens the account of the data folder. What is wrong with the settings
// is a fault of kind Invalid. Close ends it.
func OpenUsage(ctx context.Context, c UsageConfig, db *store.DB, pipe *generate.Pipeline) (*Usage, error) {
	limit, err := ledger.ParseLimit(c.SpendLimit)
	if err != nil {
		return nil, err
	}
	switch c.UnknownPrices {
	case "", "refuse":
	case "allow":
		limit.Unpriced = true
	default:
		return nil, fault.New(fault.Invalid, "Unknown prices are refused or allowed: write refuse or allow, not %.40q.", c.UnknownPrices)
	}
	prices := price.New()
	if c.Prices != "" {
		if prices, err = prices.With(c.Prices); err != nil {
			return nil, err
		}
	}
	kept, err := memory.New(0, 0)
	if err != nil {
		return nil, fmt.Errorf("open the memory of answers: %w", err)
	}
	l, err := ledger.Open(ctx, ledger.Config{Store: db, Prices: prices, Owner: house, Start: limit, Log: c.Log, Now: c.Now})
	if err != nil {
		kept.Close()
		return nil, err
	}
	return &Usage{db: db, pipe: pipe, now: c.Now, ledger: l, prices: prices, memory: kept, local: map[string]bool{}}, nil
}

// Wrap puts the calls of a client down in the account.
func (u *Usage) Wrap(m ai.Model) ai.Model {
	own, ok := m.(interface{ Local() bool })
	u.mu.Lock()
	defer u.mu.Unlock()
	u.local[m.Name()] = ok && own.Local()
	return ai.Accounted(m, u.ledger)
}

// Around puts the cache before a chain of models.
func (u *Usage) Around(m ai.Model) ai.Model { return ai.Cached(m, u.memory, u.ledger.Saved) }

// Close writes what was gathered.
func (u *Usage) Close(ctx context.Context) error {
	u.memory.Close()
	return u.ledger.Close(ctx)
}

// Used returns what an owner's calls took, up to this moment.
func (u *Usage) Used(ctx context.Context, owner string, from, to time.Time, by string) (ledger.Sum, []ledger.Group, error) {
	u.flush(ctx)
	return u.db.Used(ctx, owner, from, to, by)
}

// UsedBy returns what the calls for a product took, up to this moment.
func (u *Usage) UsedBy(ctx context.Context, owner, id string) (ledger.Sum, error) {
	u.flush(ctx)
	return u.db.UsedBy(ctx, owner, id)
}

// flush writes what is not written yet, so that readers see it. A full disk does not
// keep them from reading the rest: the ledger goes on trying, and says so.
func (u *Usage) flush(ctx context.Context) { _ = u.ledger.Flush(ctx) }

// Estimate says what a request would take if it were made now.
func (u *Usage) Estimate(ctx context.Context, owner string, req product.Request) (server.Estimate, error) {
	e := server.Estimate{AsOf: u.prices.AsOf}
	profile, _, err := u.db.Profile(ctx, owner)
	if err != nil {
		return e, err
	}
	req, err = u.pipe.Accept(req, profile, u.now())
	if err != nil {
		return e, err
	}
	m, ok := u.model()
	if !ok {
		e.Known = true
		e.Assumes = []string{"No model is set up: the local writer writes everything, and nothing is billed."}
		return e, nil
	}
	e.Forecast, e.Model = generate.ForecastOf(req), m.Name()
	u.mu.Lock()
	local := u.local[e.Model]
	u.mu.Unlock()
	var rate price.Rate
	if rate, e.Known = u.prices.Rate(e.Model, local, u.now()); e.Known {
		e.Cost = rate.Cost(ai.Usage{In: e.TokensIn, Out: e.TokensOut})
		e.Assumes = append(e.Assumes, fmt.Sprintf("Prices of %s, before taxes and discounts; %s answers, no other model of the chain.", e.AsOf.Format(time.DateOnly), e.Model))
	} else {
		e.Assumes = append(e.Assumes, fmt.Sprintf("The price of %s is not known; give it in a file with --prices.", e.Model))
	}
	return e, nil
}

func (u *Usage) model() (ai.Model, bool) {
	if u.Model == nil {
		return nil, false
	}
	return u.Model()
}

// Limit returns how the spend limit stands.
func (u *Usage) Limit(context.Context) (ledger.State, error) { return u.ledger.State(), nil }

// SetLimit sets the spend limit; nil goes back to that of the start.
func (u *Usage) SetLimit(ctx context.Context, l *ledger.Limit) error {
	return u.ledger.SetLimit(ctx, l)
}
