package market

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

//go:embed data
var files embed.FS

// category is what the data says of a kind of product.
type category struct {
	ID       product.Category `json:"id"`
	Noun     string           `json:"noun"`     // what buyers type behind a subject
	Search   string           `json:"search"`   // what they type for any of the kind
	Features []feature        `json:"features"` // what ours have
	Entry    *entry           `json:"entry"`
}

// feature is something that a product has, with the words that name it.
type feature struct {
	Name  string   `json:"name"`
	Words []string `json:"words"`
}

// entry is a free tier that the market speaks for.
type entry struct {
	Tier   product.Tier `json:"tier"`
	Why    string       `json:"why"`
	Source string       `json:"source"`
}

// known is the built-in data.
type known struct {
	categories []category
	sources    []Source
	bands      []measuredBand
	free       []measuredFree
}

type measuredBand struct {
	Category product.Category `json:"category"`
	Group    string           `json:"group"`
	N        int              `json:"n"`
	P25      *int             `json:"p25"` // in US cents
	P50      *int             `json:"p50"`
	P75      *int             `json:"p75"`
	Source   string           `json:"source"`
}

type measuredFree struct {
	Category product.Category `json:"category"`
	Group    string           `json:"group"`
	Count    *int             `json:"count"`
	Of       int              `json:"of"`
	Percent  float64          `json:"percent"` // where there is no count
	Source   string           `json:"source"`
}

// load reads the data, strictly: a misspelt field would silently say nothing.
func load() (*known, error) {
	k := &known{}
	for name, into := range map[string]any{"categories": &k.categories, "sources": &k.sources, "bands": &k.bands, "free": &k.free} {
		raw, err := files.ReadFile("data/" + name + ".json")
		if err != nil {
			return nil, fmt.Errorf("read the market data: %w", err)
		}
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			return nil, fmt.Errorf("market data %s: %w", name, err)
		}
	}
	for i := range k.sources {
		k.sources[i].Kind = BuiltIn
	}
	return k, nil
}

// of returns what is known of a category.
func (k *known) of(id product.Category) (category, error) {
	var ids []string
	for _, c := range k.categories {
		if c.ID == id {
			return c, nil
		}
		ids = append(ids, string(c.ID))
	}
	return category{}, fault.Field("category", "There is no category %.40q; there are: %s.", id, strings.Join(ids, ", "))
}

// tell adds what was measured before to a brief, with the sources that it needs.
func (k *known) tell(b *Brief, c category) {
	cite := map[string]bool{}
	for _, m := range k.bands {
		if m.Category == c.ID {
			cite[m.Source] = true
			b.Bands = append(b.Bands, Band{Group: m.Group, Currency: "USD", N: m.N, P25: m.P25, P50: m.P50, P75: m.P75, Method: Measured, Source: m.Source})
		}
	}
	for _, m := range k.free {
		if m.Category == c.ID {
			cite[m.Source] = true
			b.Free = append(b.Free, share(Free{Group: m.Group, Count: m.Count, Of: m.Of, Percent: m.Percent, Source: m.Source}))
		}
	}
	if c.Entry != nil {
		cite[c.Entry.Source] = true
	}
	for _, s := range k.sources {
		if cite[s.ID] && !slices.ContainsFunc(b.Sources, func(o Source) bool { return o.ID == s.ID }) {
			b.Sources = append(b.Sources, s)
		}
	}
}
