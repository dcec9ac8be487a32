package market_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/market"
)

// noon is the clock of the tests.
func noon() time.Time { return time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC) }

// reader is the real one; its index of names takes a while to build.
var reader = sync.OnceValue(func() *brief.Reader { return brief.NewReader(catalog.New()) })

// desk returns a desk over the real reader and catalog.
func desk(shop market.Shop) *market.Desk {
	return market.NewDesk(market.Config{Read: reader().Read, Shop: shop, Now: noon})
}

// shop is a marketplace that answers from a table: the first entry whose words
// the search holds.
type shop struct {
	answers []answer
	err     func(n int) error // for the n-th search, from 1; nil = none

	mu    sync.Mutex
	asked []market.Search
}

type answer struct {
	words string
	comps market.Comps
}

func (s *shop) Comps(ctx context.Context, q market.Search) (market.Comps, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, q)
	if s.err != nil {
		if err := s.err(len(s.asked)); err != nil {
			return market.Comps{}, err
		}
	}
	if err := ctx.Err(); err != nil {
		return market.Comps{}, err
	}
	for _, a := range s.answers {
		if strings.Contains(strings.ToLower(q.Query), a.words) {
			return a.comps, nil
		}
	}
	return market.Comps{}, nil
}

func (s *shop) queries() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, q := range s.asked {
		out = append(out, q.Query)
	}
	return out
}

func comps(count, p25, p50, p75 int, examples ...market.Example) market.Comps {
	return market.Comps{Count: count, P25: &p25, P50: &p50, P75: &p75, Examples: examples}
}

func ask(t *testing.T, d *market.Desk, req market.Request) *market.Brief {
	t.Helper()
	b, err := d.Brief(t.Context(), req)
	if err != nil {
		t.Fatalf("brief: %v", err)
	}
	sourced(t, b)
	return b
}

// sourced holds a brief to its first rule: whatever names a figure names a source
// that is listed.
func sourced(t *testing.T, b *market.Brief) {
	t.Helper()
	known := map[string]bool{}
	for _, s := range b.Sources {
		if s.ID == "" || s.Name == "" || s.Kind == "" || known[s.ID] {
			t.Errorf("the source %+v has no name, or its id is taken", s)
		}
		known[s.ID] = true
	}
	cited := map[string]bool{}
	check := func(what, source string) {
		t.Helper()
		if !known[source] {
			t.Errorf("%s names the source %q, which is not listed", what, source)
		}
		cited[source] = true
	}
	for _, c := range b.Listings {
		check("the listing "+c.Title, c.Source)
	}
	for _, band := range b.Bands {
		check("the band of "+band.Group, band.Source)
		if band.Method == "" || band.Currency == "" || band.N < market.Least && (band.P25 != nil || band.P50 != nil || band.P75 != nil || band.Note == "") {
			t.Errorf("got the band %+v", band)
		}
	}
	for _, f := range b.Free {
		check("the share of "+f.Group, f.Source)
	}
	for _, k := range b.Keywords {
		check("the keyword "+k.Word, k.Source)
		if k.Count < 1 || k.Count > k.Of {
			t.Errorf("got the keyword %+v", k)
		}
	}
	for _, g := range b.Gaps {
		check("the gap "+g.Text, g.Source)
	}
	for _, tier := range b.Tiers {
		check("the tier "+string(tier.Tier), tier.Source)
	}
	if b.Saturation.Listings != nil {
		check("the saturation", b.Saturation.Source)
	} else if b.Saturation.Level != "" {
		t.Errorf("the market is %s by no count", b.Saturation.Level)
	}
	if b.Saturation.Why == "" {
		t.Error("the saturation says nothing")
	}
}

// money writes an optional amount.
func money(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

// bands writes bands, one a line, those of a source kind only.
func bands(b *market.Brief, source string) string {
	var out strings.Builder
	for _, x := range b.Bands {
		if strings.HasPrefix(x.Source, source) {
			fmt.Fprintf(&out, "%s|%s n=%d %s/%s/%s out=%d %s\n", x.Group, x.Currency, x.N, money(x.P25), money(x.P50), money(x.P75), x.Outliers, x.Note)
		}
	}
	return out.String()
}

func tiers(b *market.Brief) string {
	var out []string
	for _, x := range b.Tiers {
		out = append(out, fmt.Sprintf("%s %s %s %s", x.Tier, money(x.Price), x.Currency, x.Source))
	}
	return strings.Join(out, "; ")
}

func indent(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
