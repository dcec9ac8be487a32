package app

import (
	"context"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/secret"
	"github.com/gumgenie/gumgenie/internal/store"
)

// openModels joins the providers of language models: those of the environment, of
// the providers file, and those that were kept. One that is out of use is said to
// the log.
func (a *App) openModels(ctx context.Context, db *store.DB, usage *Usage) (*providers.Set, error) {
	c := providers.Config{
		Keeper: keeper{db}, Local: !a.TrustNetwork, Now: a.Now,
		Wrap:   func(m ai.Model) ai.Model { return a.observers.Wrap(usage.Wrap(m)) },
		Around: func(m ai.Model) ai.Model { return a.observers.Around(usage.Around(m)) },
	}
	getenv := a.Getenv
	if getenv == nil {
		getenv = func(string) string { return "" }
	}
	c.Env = providers.FromEnv(getenv)
	if a.Providers != "" {
		var err error
		if c.File, err = providers.FromFile(a.Providers, getenv); err != nil {
			return nil, err
		}
	}
	c.Box = secret.New(a.Data, getenv(secret.Variable))
	set, err := providers.New(ctx, c)
	if err != nil {
		return nil, err
	}
	a.later(func(context.Context) error { set.Close(); return nil })
	a.observers.Metrics.Breakers(set.Breakers)
	for _, l := range set.List() {
		if l.Enabled && l.Health.State == providers.Refused {
			a.Log.Warn("a provider is out of use", "provider", l.ID, "from", l.From, "why", l.Health.Says)
		}
	}
	return set, nil
}

// Models returns who is asked for text. Set.Model is what a writer takes.
func (a *App) Models() *providers.Set { return a.models }

// keeper keeps providers in the database.
type keeper struct{ db *store.DB }

var _ providers.Keeper = keeper{}

// Load returns what is kept.
func (k keeper) Load(ctx context.Context) ([]providers.Kept, []providers.Choice, error) {
	rows, chosen, err := k.db.Providers(ctx)
	if err != nil {
		return nil, nil, err
	}
	var kept []providers.Kept
	for _, r := range rows {
		kept = append(kept, providers.Kept{Sealed: r.Sealed, Provider: providers.Provider{
			ID: r.ID, Kind: providers.Kind(r.Kind), Name: r.Name, BaseURL: r.BaseURL, Model: r.Model, Limit: r.Limit, Enabled: true, From: providers.Stored,
		}})
	}
	var choices []providers.Choice
	for _, c := range chosen {
		choices = append(choices, providers.Choice(c))
	}
	return kept, choices, nil
}

// Put keeps a provider with the choice about it.
func (k keeper) Put(ctx context.Context, p providers.Kept, c providers.Choice) error {
	return k.db.PutProvider(ctx, store.Provider{
		ID: p.ID, Kind: string(p.Kind), Name: p.Name, BaseURL: p.BaseURL, Model: p.Model, Limit: p.Limit, Sealed: p.Sealed,
	}, store.ProviderChoice(c))
}

// Remove forgets a provider.
func (k keeper) Remove(ctx context.Context, id string) error { return k.db.RemoveProvider(ctx, id) }

// Choose keeps choices.
func (k keeper) Choose(ctx context.Context, all []providers.Choice) error {
	var rows []store.ProviderChoice
	for _, c := range all {
		rows = append(rows, store.ProviderChoice(c))
	}
	return k.db.ChooseProviders(ctx, rows)
}
