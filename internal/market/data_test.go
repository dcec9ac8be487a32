package market_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/product"
)

func data[T any](t *testing.T, name string) []T {
	t.Helper()
	raw, err := os.ReadFile("data/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// TestTheBuiltInData holds the data to the rules that hold for computed figures:
// dated sources that say what they cannot say, enough prices, quartiles in order.
func TestTheBuiltInData(t *testing.T) {
	t.Parallel()
	rows := map[string]int{}
	for _, s := range data[market.Source](t, "sources") {
		_, day := time.Parse(time.DateOnly, s.At)
		_, month := time.Parse("2006-01", s.At)
		if day != nil && month != nil || s.Name == "" || s.Rows == 0 || s.Limits == "" || rows[s.ID] > 0 {
			t.Errorf("the source %+v has no date, name, size or limits, or comes twice", s)
		}
		rows[s.ID] = s.Rows
	}
	categories := map[product.Category]bool{}
	for _, c := range data[struct {
		ID       product.Category
		Noun     string
		Search   string
		Features []struct {
			Name  string
			Words []string
		}
		Entry *struct {
			Tier        product.Tier
			Why, Source string
		}
	}](t, "categories") {
		categories[c.ID] = true
		spec, made := catalog.SpecOf(c.ID)
		if c.Noun == "" || c.Search == "" || made == (len(c.Features) == 0) {
			t.Errorf("%s: it cannot be searched for, or its features are not those of what is made", c.ID)
		}
		for _, f := range c.Features {
			for _, w := range f.Words {
				if len(brief.Stems(w)) != 1 {
					t.Errorf("%s, %s: %q is not one word, and no title would ever name it", c.ID, f.Name, w)
				}
			}
		}
		if c.Entry != nil {
			if tier, ok := spec.Tier(c.Entry.Tier); !ok || tier.Price != 0 || rows[c.Entry.Source] == 0 || c.Entry.Why == "" {
				t.Errorf("%s: the entry %+v is no free tier with a source", c.ID, c.Entry)
			}
		}
	}
	for _, s := range catalog.Specs() {
		if !categories[s.ID] {
			t.Errorf("the category %s can be made and has no market data", s.ID)
		}
	}
	whole := map[product.Category]bool{}
	for _, b := range data[struct {
		Category      product.Category
		Group         string
		N             int
		P25, P50, P75 *int
		Source        string
	}](t, "bands") {
		if !categories[b.Category] || b.Group == "" || b.N < market.Least || b.N > rows[b.Source] || b.P50 == nil || *b.P50 <= 0 {
			t.Errorf("got the band %+v", b)
		}
		if (b.P25 == nil) != (b.P75 == nil) || b.P25 != nil && (*b.P25 > *b.P50 || *b.P50 > *b.P75) {
			t.Errorf("the quartiles of %+v are not in order", b)
		}
		whole[b.Category] = whole[b.Category] || b.P25 != nil
	}
	for c := range categories {
		if !whole[c] {
			t.Errorf("%s has no band with all quartiles", c)
		}
	}
	for _, f := range data[struct {
		Category product.Category
		Group    string
		Count    *int
		Of       int
		Percent  float64
		Source   string
	}](t, "free") {
		if !categories[f.Category] || f.Group == "" || f.Of < market.Least || f.Of > rows[f.Source] || (f.Count != nil) == (f.Percent > 0) || f.Percent > 100 || f.Count != nil && *f.Count > f.Of {
			t.Errorf("got the share %+v", f)
		}
	}
}

// TestTheCatalogAsksWhatTheMarketPays: what is suggested without any other source
// is near what products are priced at.
func TestTheCatalogAsksWhatTheMarketPays(t *testing.T) {
	t.Parallel()
	for _, spec := range catalog.Specs() {
		b := ask(t, desk(nil), market.Request{Query: "for gardeners", Category: spec.ID})
		for _, tier := range spec.Tiers {
			i := slices.IndexFunc(b.Tiers, func(s market.SuggestedTier) bool { return s.Tier == tier.Tier })
			if i < 0 || b.Tiers[i].Price == nil {
				t.Errorf("%s %s: nothing is suggested", spec.ID, tier.Tier)
				continue
			}
			if got := *b.Tiers[i].Price; got < tier.Price*3/4 || got > tier.Price*5/4 {
				t.Errorf("%s %s: the market pays %d, the catalog asks %d", spec.ID, tier.Tier, got, tier.Price)
			}
		}
	}
}

// TestTheDataIsCredited: the licence of the crawl asks for its author's name.
func TestTheDataIsCredited(t *testing.T) {
	t.Parallel()
	b := ask(t, desk(nil), market.Request{Query: "prompts for gardeners"})
	for _, s := range b.Sources {
		if s.ID == "crawl-2026-08" && strings.Contains(s.Name, "Sujeito Operator") && strings.Contains(s.Name, "CC BY 4.0") {
			return
		}
	}
	t.Errorf("no source credits the crawl: %s", indent(t, b.Sources))
}
