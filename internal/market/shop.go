package market

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
)

// Shop is a marketplace that says what comparable listings cost.
type Shop interface {
	// Comps looks for public listings that are priced in a currency. Its errors
	// are faults whose sentence a person can read. It ends with the context.
	Comps(ctx context.Context, s Search) (Comps, error)
}

// Search is what is looked for.
type Search struct {
	Query    string // words
	Currency string // ISO 4217
}

// Comps is what a marketplace found.
type Comps struct {
	Count         int  // priced listings
	P25, P50, P75 *int // of their prices, in the smallest unit; nil = not said
	Examples      []Example
}

// Example is one of the listings that sell best.
type Example struct {
	Title string
	Price string // as the shop shows it
	URL   string
}

// How a marketplace is asked: how long in all, how many searches for what the
// query is about and for what its people need, and how many at once.
const (
	shopTime    = 6 * time.Second
	maxSearches = 4
	needAsks    = 4
	needWords   = 3
	asksAtOnce  = 2
	maxWords    = 80 // characters of a search
)

// finding is one search and what it found.
type finding struct {
	Search
	source   Source
	comps    Comps
	examples []Comparable
	need     string // the need that was looked for, "" for the query
	any      bool   // it looked for the kind of product only
}

// ask asks the marketplace. What fails is noted in the brief, and what was found
// before it stays.
func (d *Desk) ask(ctx context.Context, t topic, c category, b *Brief) []finding {
	if d.Shop == nil {
		b.Notes = append(b.Notes, "Gumroad was not asked: no access token is set.")
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, shopTime)
	defer cancel()
	fail := func(err error) {
		b.Failed = append(b.Failed, Failure{Gumroad, why(err)})
	}
	var found []finding
	for _, words := range searches(t, c) {
		f, err := d.look(ctx, t, Search{words, b.Currency}, len(found)+1)
		if err != nil {
			fail(err)
			return found
		}
		f.any = words == c.Search
		found = append(found, f)
		if f.comps.Count >= Least {
			break
		}
	}
	needs, err := d.needs(ctx, t, c, b.Currency, len(found)+1)
	if err != nil {
		fail(err)
	}
	return append(found, needs...)
}

// why is what a person is told of a marketplace that failed.
func why(err error) string {
	if fault.KindOf(err) == fault.Internal {
		return "Gumroad could not be asked in time. Ask again in a moment."
	}
	return fault.Message(err)
}

// look makes one search.
func (d *Desk) look(ctx context.Context, t topic, s Search, number int) (finding, error) {
	comps, err := d.Shop.Comps(ctx, s)
	if err != nil {
		return finding{}, err
	}
	f := finding{Search: s, comps: comps}
	f.source = Source{ID: fmt.Sprintf("gumroad-%d", number), Name: fmt.Sprintf("Gumroad, search “%s”, prices in %s", s.Query, s.Currency),
		Kind: Gumroad, At: d.Now().UTC().Format(time.RFC3339), Rows: comps.Count, Limits: "Counts listings priced in this currency; shows only the best-selling ones."}
	var entries []map[string]any
	for _, e := range comps.Examples {
		entries = append(entries, map[string]any{"title": e.Title, "formatted_price": e.Price, "url": e.URL})
	}
	table, err := dataset.Of(entries, dataset.Options{Currency: s.Currency})
	if err != nil {
		return f, nil // none of the examples is a listing at a single price
	}
	for _, r := range table.Rows {
		f.examples = append(f.examples, t.listing(r, f.source.ID))
	}
	return f, nil
}

// needs looks for the most particular needs of the people, some at once. It
// returns what was found even if a search failed.
func (d *Desk) needs(ctx context.Context, t topic, c category, currency string, number int) ([]finding, error) {
	all := searchable(t.reading.Needs)
	found, errs := make([]finding, len(all)), make([]error, len(all))
	places := make(chan struct{}, asksAtOnce)
	var wg sync.WaitGroup
	for i, n := range all {
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			found[i], errs[i] = d.look(ctx, t, Search{joined(n.Name, c.Noun), currency}, number+i)
			found[i].need = n.Name
		})
	}
	wg.Wait()
	var out []finding
	var failed error
	for i := range all {
		if errs[i] == nil {
			out = append(out, found[i])
		} else if failed == nil {
			failed = errs[i]
		}
	}
	return out, failed
}

// searchable returns the needs that are short enough to be searched for.
func searchable(needs []brief.Need) []brief.Need {
	var out []brief.Need
	for _, n := range needs {
		if len(brief.Stems(n.Name)) <= needWords && len(out) < needAsks {
			out = append(out, n)
		}
	}
	return out
}

// searches returns what is typed into the search, the most particular first: the
// query, its subject, its people, the kind of product.
func searches(t topic, c category) []string {
	r := t.reading
	var out []string
	for _, words := range []string{r.Text, joined(r.Subject, c.Noun), joined(r.Whos, c.Noun), c.Search} {
		words = strings.TrimRight(words, ".!? ")
		if words == "" || words == c.Noun || utf8.RuneCountInString(words) > maxWords || slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, words) }) {
			continue
		}
		out = append(out, words)
	}
	return out[:min(len(out), maxSearches)]
}

// joined adds the kind of product to words that name none: "sleep log" does.
func joined(words, noun string) string {
	if words == "" || slices.ContainsFunc(brief.Stems(words), func(s brief.Stem) bool { return s.Form || s.Kept }) {
		return words
	}
	return words + " " + noun
}

// band is what the marketplace says of prices.
func (f *finding) band() Band {
	b := Band{Group: fmt.Sprintf("priced listings that Gumroad finds for “%s”", f.Query), Currency: f.Currency, N: f.comps.Count, Method: Reported, Source: f.source.ID}
	if b.N < Least {
		b.Note = tooFew(b.N)
		return b
	}
	b.P25, b.P50, b.P75 = f.comps.P25, f.comps.P50, f.comps.P75
	return b
}

// lack says that hardly anybody sells what the people need.
func (f *finding) lack() []Gap {
	switch n := f.comps.Count; {
	case n == 0:
		return []Gap{{"need", fmt.Sprintf("Gumroad finds no listing priced in %s for “%s”.", f.Currency, f.Query), f.source.ID}}
	case n < Least:
		return []Gap{{"need", fmt.Sprintf("Gumroad finds only %d priced in %s for “%s”.", n, f.Currency, f.Query), f.source.ID}}
	}
	return nil
}

// From how many listings a market counts as medium and as high. The cuts are ours.
const (
	countMedium = 20
	countHigh   = 200
)

// fullness says how full the market is by the search for the query that found
// most: a whole sentence finds nothing, which is no sign of an empty market.
func fullness(found []finding) (Saturation, bool) {
	var f *finding
	for i := range found {
		o := &found[i]
		if o.need == "" && (f == nil || f.any || !o.any && o.comps.Count > f.comps.Count) {
			f = o
		}
	}
	if f == nil {
		return Saturation{}, false
	}
	n := f.comps.Count
	s := Saturation{Level: High, Listings: &n, Source: f.source.ID}
	cut := fmt.Sprintf("%d and more count as high", countHigh)
	switch {
	case n < countMedium:
		s.Level, cut = Low, fmt.Sprintf("under %d count as low", countMedium)
	case n < countHigh:
		s.Level, cut = Medium, fmt.Sprintf("%d to %d count as medium", countMedium, countHigh-1)
	}
	s.Why = fmt.Sprintf("Gumroad finds %d listings priced in %s for “%s”; %s.", n, f.Currency, f.Query, cut)
	return s, true
}
