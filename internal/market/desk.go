package market

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
)

// Desk answers requests. It is safe for concurrent use.
type Desk struct {
	Config
	data  func() (*known, error)
	hands chan struct{} // a place for each dataset that is worked on
	asks  chan struct{} // a place for each request
}

// Config is what a desk works with.
type Config struct {
	Read func(text string) (brief.Reading, error) // reads the query as a brief
	Shop Shop                                     // nil = no marketplace is connected
	Now  func() time.Time
}

// How many requests are answered at once, each of which may hold a dataset while
// the marketplace is waited for; and how many datasets are worked on, the others
// waiting, for a large one takes some tens of megabytes.
const (
	maxAsks     = 16
	maxDatasets = 2
)

// NewDesk returns a desk. The built-in data is read at the first request.
func NewDesk(c Config) *Desk {
	return &Desk{Config: c, data: sync.OnceValues(load), hands: make(chan struct{}, maxDatasets), asks: make(chan struct{}, maxAsks)}
}

// Brief says what is known of the market of an idea. A request that cannot be
// understood is a fault of kind Invalid that names the field; more than 16 at once
// are one of kind Limited. A marketplace that fails is no error: the brief comes
// from the other sources and says so.
func (d *Desk) Brief(ctx context.Context, req Request) (*Brief, error) {
	select {
	case d.asks <- struct{}{}:
		defer func() { <-d.asks }()
	default:
		return nil, fault.New(fault.Limited, "%d market briefs are being put together already. Ask again in some seconds.", maxAsks)
	}
	data, err := d.data()
	if err != nil {
		return nil, err
	}
	reading, err := d.read(req.Query)
	if err != nil {
		return nil, err
	}
	out := &Brief{Query: reading.Text, Category: req.Category}
	if out.Category == "" {
		out.Category = reading.Category
		out.Notes = append(out.Notes, "The category was proposed from the query.")
	}
	kind, err := data.of(out.Category)
	if err != nil {
		return nil, err
	}
	if out.Currency, err = code("currency", req.Currency); err != nil {
		return nil, err
	}
	t := topicOf(reading)
	if req.Dataset != nil {
		if err := d.collected(ctx, req.Dataset, t, kind, out); err != nil {
			return nil, err
		}
	}
	if out.Currency == "" {
		out.Currency = "USD"
	}
	found := d.ask(ctx, t, kind, out)
	if ctx.Err() != nil { // whoever asked is gone
		return nil, context.Cause(ctx)
	}
	out.asked(found)
	data.tell(out, kind)
	suggest(out, kind)
	return out, nil
}

// collected adds what the creator's own dataset says. Its rows are not kept while
// the marketplace is asked.
func (d *Desk) collected(ctx context.Context, u *Upload, t topic, c category, b *Brief) error {
	select {
	case d.hands <- struct{}{}:
		defer func() { <-d.hands }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	table, err := upload(u)
	if err != nil {
		return err
	}
	if b.Currency == "" {
		b.Currency = single(table)
	}
	set := b.report(table, u, t)
	b.Bands, b.Free = set.bands()
	if len(b.Bands) > 0 {
		b.Formula = Formula
	}
	b.Keywords = set.keywords()
	b.Gaps = set.gaps(t, c)
	b.Saturation = set.saturation()
	b.Listings = ranked(set.near)
	return nil
}

// read reads the query as a brief; what is wrong with it is wrong with the query.
func (d *Desk) read(query string) (brief.Reading, error) {
	if !utf8.ValidString(query) {
		return brief.Reading{}, fault.Field("query", "The query is not UTF-8 text.")
	}
	reading, err := d.Read(query)
	var f *fault.Fault
	switch {
	case err == nil:
		return reading, nil
	case !errors.As(err, &f) || f.Field != "brief":
		return brief.Reading{}, err
	case utf8.RuneCountInString(query) > brief.Limit:
		return brief.Reading{}, fault.Field("query", "The query is too long: at most %d characters are read.", brief.Limit)
	}
	return brief.Reading{}, fault.Field("query", "Write what the product is about and for whom, such as “sleep planner for night-shift nurses”.")
}

// asked adds what the marketplace says.
func (b *Brief) asked(found []finding) {
	seen := map[string]bool{}
	for _, c := range b.Listings {
		seen[c.URL] = true
	}
	for _, f := range found {
		b.Sources = append(b.Sources, f.source)
		if f.need != "" {
			b.Gaps = append(b.Gaps, f.lack()...)
			continue
		}
		b.Bands = append(b.Bands, f.band())
		g := groupOf(f.source.ID, f.source.Name, f.examples)
		b.Keywords = append(b.Keywords, g.keywords()...)
		for _, e := range f.examples {
			if !seen[e.URL] || e.URL == "" {
				b.Listings = append(b.Listings, e)
			}
			seen[e.URL] = true
		}
	}
	if s, ok := fullness(found); ok {
		b.Saturation = s
	}
	if b.Saturation.Why == "" {
		b.Saturation.Why = "No source counts the listings for this query. Connect Gumroad, or send a dataset."
	}
	b.Listings = ranked(b.Listings)
}

// report adds what a dataset is and which of its lines cannot be used.
func (b *Brief) report(table *dataset.Table, u *Upload, t topic) *group {
	name := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, u.Name)), " ")
	if name == "" {
		name = "your dataset"
	}
	b.Sources = append(b.Sources, Source{ID: "dataset", Name: name, Kind: Dataset, At: u.Measured, Rows: len(table.Rows), Limits: "As you have collected it."})
	for _, p := range table.Problems {
		b.Lines = append(b.Lines, Line{p.Line, p.LeftOut, p.Text})
	}
	b.LeftOut = table.LeftOut
	b.Notes = append(b.Notes, table.Notes...)
	if len(table.Ignored) > 0 {
		b.Notes = append(b.Notes, "These columns of the dataset were not read: "+strings.Join(table.Ignored, ", ")+".")
	}
	var all []Comparable
	for _, r := range table.Rows {
		all = append(all, t.listing(r, "dataset"))
	}
	g := groupOf("dataset", name, all)
	if !g.narrow && slices.ContainsFunc(all, func(c Comparable) bool { return len(c.Words) == 0 }) {
		b.Notes = append(b.Notes, fmt.Sprintf("Fewer than %d paid listings of %s name a word of the query, so all of its listings are compared.", Least, name))
	}
	return g
}

// maxName bounds what a dataset is called, in characters.
const maxName = 200

// upload reads the dataset of a request.
func upload(u *Upload) (*dataset.Table, error) {
	money, err := code("dataset.currency", u.Currency)
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(u.Name) > maxName || !utf8.ValidString(u.Name) {
		return nil, fault.Field("dataset.name", "The name of a dataset is text of at most %d characters.", maxName)
	}
	if u.Measured != "" {
		if _, err := time.Parse(time.DateOnly, u.Measured); err != nil {
			return nil, fault.Field("dataset.measured", "%.40q is no date; write one such as 2026-09-30.", u.Measured)
		}
	}
	o := dataset.Options{Currency: money}
	switch {
	case u.Text != "" && u.Listings != nil:
		return nil, fault.Field("dataset", "The dataset comes as text or as listings, not as both.")
	case u.Listings != nil:
		return dataset.Of(u.Listings, o)
	}
	return dataset.Parse([]byte(u.Text), o)
}

// code checks a currency of a request; "" stays.
func code(field, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	unit, err := currency.ParseISO(s)
	if err != nil {
		return "", fault.Field(field, "%.40q is no currency; write three letters such as \"USD\".", s)
	}
	return unit.String(), nil
}

// single returns the currency of a table's paid prices, "" if there is not one
// only.
func single(t *dataset.Table) string {
	only := ""
	for _, r := range t.Rows {
		switch {
		case r.Price == nil || *r.Price == 0 || r.Currency == only:
		case only == "":
			only = r.Currency
		default:
			return ""
		}
	}
	return only
}
