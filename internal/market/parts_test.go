package market_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/product"
)

// listed makes a dataset of entries at those prices, in dollars; titles share no
// word but "planner".
func listed(prices ...float64) *market.Upload {
	up := &market.Upload{Name: "x"}
	for i, p := range prices {
		up.Listings = append(up.Listings, map[string]any{"title": fmt.Sprintf("Planner zz%dq", i), "price": p, "currency": "USD"})
	}
	return up
}

func planners(up *market.Upload) market.Request {
	return market.Request{Query: "planner", Category: product.DigitalPlanners, Dataset: up}
}

// TestQuantiles compares with R: quantile(x, c(.25, .5, .75), type = 7).
func TestQuantiles(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prices []float64
		want   string
	}{
		"seven are too few":         {[]float64{1, 2, 3, 4, 5, 6, 7}, "n=7 -/-/- out=0 Too few for a band: 7; at least 8 are needed."},
		"eight":                     {[]float64{8, 7, 6, 5, 4, 3, 2, 1}, "n=8 275/450/625 out=0 "},
		"nine":                      {[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9}, "n=9 300/500/700 out=0 "},
		"ten, rounded":              {[]float64{0.99, 1.99, 2.99, 3.99, 5.01, 6, 7, 8.25, 9, 10}, "n=10 324/551/794 out=0 "},
		"all the same":              {[]float64{5, 5, 5, 5, 5, 5, 5, 5}, "n=8 500/500/500 out=0 "},
		"the same but one":          {[]float64{5, 5, 5, 5, 5, 5, 5, 5, 500}, "n=9 500/500/500 out=0 "},
		"far above":                 {[]float64{4, 5, 6, 7, 8, 9, 10, 11, 500}, "n=8 575/750/925 out=1 "},
		"far below":                 {[]float64{0.01, 40, 50, 60, 70, 80, 90, 100, 110}, "n=8 5750/7500/9250 out=1 "},
		"too few when they are out": {[]float64{4, 5, 6, 7, 8, 9, 10, 500}, "n=7 -/-/- out=1 Too few for a band: 7; at least 8 are needed."},
		"free ones are apart":       {[]float64{0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, "n=8 275/450/625 out=0 "},
		"only free ones":            {[]float64{0, 0, 0}, ""},
	}
	d := desk(nil)
	for name, tc := range tests {
		b := ask(t, d, planners(listed(tc.prices...)))
		got := strings.TrimSuffix(strings.TrimPrefix(bands(b, "dataset"), "paid listings of x|USD "), "\n")
		if got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// TestBandsHold for any prices: in order, inside what was sent, and the same for
// any order of the lines.
func TestBandsHold(t *testing.T) {
	t.Parallel()
	d := desk(nil)
	rapid.Check(t, func(r *rapid.T) {
		prices := rapid.SliceOfN(rapid.IntRange(1, 1_000_000), 1, 40).Draw(r, "prices")
		floats := make([]float64, len(prices))
		for i, p := range prices {
			floats[i] = float64(p) / 100
		}
		b, err := d.Brief(t.Context(), planners(listed(floats...)))
		if err != nil {
			r.Fatal(err)
		}
		slices.Reverse(floats)
		again, err := d.Brief(t.Context(), planners(listed(floats...)))
		if err != nil || bands(b, "dataset") != bands(again, "dataset") {
			r.Fatalf("the order matters: %v", err)
		}
		for _, band := range b.Bands {
			if band.Source != "dataset" || band.P25 == nil {
				continue
			}
			if band.N+band.Outliers != len(prices) || *band.P25 > *band.P50 || *band.P50 > *band.P75 || *band.P25 < slices.Min(prices) || *band.P75 > slices.Max(prices) {
				r.Fatalf("got %+v of %v", band, prices)
			}
		}
		last := 0
		for _, tier := range b.Tiers {
			if tier.Price != nil && tier.Tier != product.Mini {
				if *tier.Price <= last {
					r.Fatalf("a tier is not dearer than the one below: %s", tiers(b))
				}
				last = *tier.Price
			}
		}
	})
}

func TestKeywords(t *testing.T) {
	t.Parallel()
	up := &market.Upload{Name: "x"}
	for i, title := range []string{
		"Night Shift Planner 2027", "The night shift log", "Night-shift calendars", "Calendar for nights", "Nurse planner, night", "A B C 12 345", "Nurse planner for nurses", "Planner Planner planners", "Garden list", "日本 手帳",
	} {
		up.Listings = append(up.Listings, map[string]any{"title": title, "price": i + 1, "currency": "USD", "tags": []any{"2027", "planner"}[:i%3]})
	}
	b := ask(t, desk(nil), planners(up))
	var got []string
	for _, k := range b.Keywords {
		got = append(got, fmt.Sprintf("%s %d/%d", k.Word, k.Count, k.Of))
	}
	// planner: 1 5 7 8 by title, 3 6 9 by tag; night: 1 2 3 4 5; 2027: 1 by title, 2 3 5 6 8 9 by tag; shift stands in one phrase only
	want := "2027 7/10; planner 7/10; night 5/10; night shift 3/10; calendar 2/10; nurse 2/10"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

func TestGapsInPrices(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prices []float64
		want   string
	}{
		"a leap between two crowds":   {[]float64{5, 6, 7, 9, 25, 26, 28, 30}, "None of the 8 paid listings of x costs between 9 USD and 25 USD: 4 cost less, 4 more."},
		"a leap above a few only":     {[]float64{5, 6, 7, 8, 9, 10, 25, 26}, ""},
		"the widest of two":           {[]float64{2, 2.5, 3, 3.5, 6, 7, 8, 9, 40, 41, 42, 43}, "None of the 12 paid listings of x costs between 9 USD and 40 USD: 8 cost less, 4 more."},
		"no leap":                     {[]float64{5, 6, 7, 8, 9, 10, 11, 12}, ""},
		"too few":                     {[]float64{5, 5, 50, 50}, ""},
		"parts of a unit, as written": {[]float64{1.5, 1.5, 1.5, 1.99, 4.5, 5, 5, 5}, "None of the 8 paid listings of x costs between 1.99 USD and 4.50 USD: 4 cost less, 4 more."},
	}
	d := desk(nil)
	for name, tc := range tests {
		for _, free := range []bool{false, true} {
			prices := tc.prices
			if free {
				prices = append([]float64{0}, prices...)
			}
			b := ask(t, d, planners(listed(prices...)))
			leap, none := "", false
			for _, g := range b.Gaps {
				if g.Kind == "price" && strings.Contains(g.Text, "costs between") {
					leap = g.Text
				}
				none = none || strings.Contains(g.Text, "whose price is known is free")
			}
			if leap != tc.want || none == (free || len(prices) < market.Least) {
				t.Errorf("%s, free %v: got %q and nothing free %v, want %q", name, free, leap, none, tc.want)
			}
		}
	}
}

// TestGapsInNeedsAndFeatures adds listings that name one need and one feature, and
// sees just those go.
func TestGapsInNeedsAndFeatures(t *testing.T) {
	t.Parallel()
	d := desk(nil)
	gaps := func(lines ...string) []string {
		var out []string
		for _, g := range ask(t, d, market.Request{Query: nurses, Category: product.DigitalPlanners, Dataset: sheet(append(some(), lines...)...)}).Gaps {
			if g.Kind != "price" {
				out = append(out, g.Text[strings.Index(g.Text, " names ")+7:strings.Index(g.Text, " in its title")])
			}
		}
		return out
	}
	before := gaps()
	for _, want := range []string{"“wind-down routine”", "stickers", "links between the pages"} {
		if !slices.Contains(before, want) {
			t.Errorf("the gap %s is missing: %q", want, before)
		}
	}
	if slices.Contains(before, "“day-sleep log”") || slices.Contains(before, "a print edition") {
		t.Errorf("what listings name is a gap: %q", before)
	}
	after := gaps("Wind-down pages;8;USD;;", "Hyperlinked night notes;8.5;USD;;stickers")
	if slices.ContainsFunc(after, func(g string) bool {
		return g == "“wind-down routine”" || g == "stickers" || g == "links between the pages"
	}) {
		t.Errorf("what listings name now is a gap still: %q", after)
	}
	if few := ask(t, d, market.Request{Query: nurses, Dataset: sheet("Nurse planner;1;USD", "Sleep log;2;USD")}).Gaps; len(few) > 0 {
		t.Errorf("two listings lack %+v, which says nothing", few)
	}
}

// TestTheLargestDataset works on the largest dataset there may be, of titles
// that share few words.
func TestTheLargestDataset(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("title,price,currency\n")
	for i := range 50_000 {
		fmt.Fprintf(&text, "w%xa w%xb w%xc nurse planner w%xd,%d.99,USD\n", i, i/3, i/7, i/5, 1+i%90)
	}
	began := time.Now()
	b := ask(t, desk(nil), market.Request{Query: nurses, Dataset: &market.Upload{Text: text.String()}})
	t.Logf("%d bytes took %v", text.Len(), time.Since(began))
	if b.Bands[0].N+b.Bands[0].Outliers != 50_000 || len(b.Listings) != 50 || len(b.Keywords) != 25 || b.Keywords[0].Word != "nurse planner" {
		t.Errorf("got %d prices, %d listings, %+v", b.Bands[0].N, len(b.Listings), b.Keywords[0])
	}
}
