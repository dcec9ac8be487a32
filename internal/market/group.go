package market

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
)

// maxListings bounds how many comparable listings a brief shows.
const maxListings = 50

// topic is what a query is about, by the words that are looked for.
type topic struct {
	reading brief.Reading
	stems   map[string]bool // words that say what it is about, not what kind of product it is
}

func topicOf(r brief.Reading) topic {
	t := topic{r, map[string]bool{}}
	kinds := map[string]bool{}
	for _, s := range brief.Stems(r.Text) {
		if s.Form || s.Kept {
			kinds[s.Stem] = true
		} else {
			t.stems[s.Stem] = true
		}
	}
	if len(t.stems) == 0 {
		t.stems = kinds
	}
	return t
}

// listing makes a comparable of a row, with the words of the query that it names.
func (t topic) listing(r dataset.Row, source string) Comparable {
	c := Comparable{Title: r.Title, Price: r.Price, Currency: r.Currency, URL: r.URL, Rating: r.Rating, Ratings: r.Ratings, Sales: r.Sales, Tags: r.Tags,
		Source: source}
	for _, text := range append([]string{r.Title}, r.Tags...) {
		for _, s := range brief.Stems(text) {
			if slices.Contains(c.stems, s.Stem) {
				continue
			}
			c.stems = append(c.stems, s.Stem)
			if t.stems[s.Stem] {
				c.Words = append(c.Words, s.Typed)
			}
		}
	}
	return c
}

// group is the listings of one source that are compared.
type group struct {
	source string
	name   string       // of the source, for sentences
	label  string       // what near are: "listings of x.csv that name a word of the query"
	all    []Comparable // of the source
	near   []Comparable // that name a word of the query; all where those are too few
	narrow bool         // near are fewer than all
}

// groupOf compares the listings that name a word of the query, if there are
// enough of them for a band.
func groupOf(source, name string, all []Comparable) *group {
	g := &group{source: source, name: name, all: all}
	for _, c := range all {
		if len(c.Words) > 0 {
			g.near = append(g.near, c)
		}
	}
	paid := 0
	for _, c := range g.near {
		if c.Price != nil && *c.Price > 0 {
			paid++
		}
	}
	g.label = "listings of " + name
	if g.narrow = len(g.near) < len(all) && paid >= Least; g.narrow {
		g.label += " that name a word of the query"
	} else {
		g.near = all
	}
	return g
}

// bands returns the bands of the group, a currency at a time, and how many are
// free: first those near the query, then all.
func (g *group) bands() (bands []Band, free []Free) {
	add := func(label string, list []Comparable) {
		prices := map[string][]int{}
		none, known := 0, 0
		for _, c := range list {
			switch {
			case c.Price == nil:
				continue
			case *c.Price == 0:
				none++
			default:
				prices[c.Currency] = append(prices[c.Currency], *c.Price)
			}
			known++
		}
		var codes []string
		for code := range prices {
			codes = append(codes, code)
		}
		slices.SortFunc(codes, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(prices[b]), len(prices[a])), cmp.Compare(a, b))
		})
		for _, code := range codes {
			bands = append(bands, bandOf("paid "+label, code, g.source, prices[code]))
		}
		if known > 0 {
			free = append(free, share(Free{Group: label, Count: &none, Of: known, Source: g.source}))
		}
	}
	add(g.label, g.near)
	if g.narrow {
		add("listings of "+g.name, g.all)
	}
	return bands, free
}

// ranked returns the listings that are most worth looking at, in that order.
func ranked(all []Comparable) []Comparable {
	count := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	slices.SortStableFunc(all, func(a, b Comparable) int {
		return cmp.Or(cmp.Compare(len(b.Words), len(a.Words)), cmp.Compare(count(b.Sales), count(a.Sales)), cmp.Compare(count(b.Ratings), count(a.Ratings)))
	})
	return slices.Clone(all[:min(len(all), maxListings)]) // the others are not kept
}

// Where the share of a dataset's listings that name the query is low or high, in
// percent, and from where on the dataset was made for these people, so that the
// share says nothing. The cuts are ours.
const (
	shareLow  = 2.0
	shareHigh = 10.0
	shareMade = 50.0
)

// saturation says what a dataset can say of how full the market is.
func (g *group) saturation() Saturation {
	n := 0
	for _, c := range g.all {
		if len(c.Words) > 0 {
			n++
		}
	}
	s := Saturation{Listings: &n, Of: len(g.all), Source: g.source}
	part := 100 * float64(n) / float64(len(g.all))
	said := fmt.Sprintf("%d of the %d listings of %s name a word of the query", n, len(g.all), g.name)
	switch {
	case len(g.all) < 5*Least:
		s.Why = fmt.Sprintf("%s; %d listings are too few to tell how full the market is, at least %d are needed.", said, len(g.all), 5*Least)
	case part > shareMade:
		s.Why = said + ": it seems to be collected for this query, so it cannot tell how full the market is."
	case part < shareLow:
		s.Level, s.Why = Low, fmt.Sprintf("%s; under %g %% counts as low.", said, shareLow)
	case part < shareHigh:
		s.Level, s.Why = Medium, fmt.Sprintf("%s; %g to %g %% counts as medium.", said, shareLow, shareHigh)
	default:
		s.Level, s.Why = High, fmt.Sprintf("%s; %g %% and more counts as high.", said, shareHigh)
	}
	return s
}
