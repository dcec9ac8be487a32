package app

import (
	"context"
	"log/slog"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/gumroad"
	"github.com/gumgenie/gumgenie/internal/market"
)

// The environment of Gumroad: a token of the seller, and for trials another
// address of the API, under the names that its own tools use.
const (
	envGumroadToken = "GUMROAD_ACCESS_TOKEN"
	envGumroadBase  = "GUMROAD_API_BASE_URL"
)

// marketDesk gives market briefs, with Gumroad if a token is set. A token that
// cannot be one keeps nothing from starting: briefs say what is wrong. read is
// the pipeline's, whose index of names is large.
func (a *App) marketDesk(read func(string) (brief.Reading, error)) *market.Desk {
	c := market.Config{Read: read, Now: a.Now}
	if token := a.env(envGumroadToken); token != "" {
		client, err := gumroad.New(gumroad.Config{Token: token, BaseURL: a.env(envGumroadBase), Agent: "gumgenie/" + a.Version})
		c.Shop = gumroadShop{client, err, a.Log}
	}
	return market.NewDesk(c)
}

// env returns a variable of the environment, "" if there is no environment.
func (a *App) env(name string) string {
	if a.Getenv == nil {
		return ""
	}
	return a.Getenv(name)
}

// gumroadShop asks Gumroad what comparable products cost.
type gumroadShop struct {
	client *gumroad.Client
	wrong  error // with the configuration
	log    *slog.Logger
}

// Comps searches Gumroad; see market.Shop.
func (g gumroadShop) Comps(ctx context.Context, s market.Search) (market.Comps, error) {
	if g.wrong != nil {
		return market.Comps{}, g.wrong
	}
	found, err := g.client.Comps(ctx, gumroad.Search{Query: s.Query, Currency: s.Currency})
	if err != nil {
		g.log.WarnContext(ctx, "gumroad", "kind", fault.KindOf(err), "err", err)
		return market.Comps{}, err
	}
	out := market.Comps{Count: found.Count, P25: found.P25, P50: found.P50, P75: found.P75}
	for _, e := range found.Examples {
		out.Examples = append(out.Examples, market.Example{Title: e.Name, Price: e.Price, URL: e.URL})
	}
	return out, nil
}
