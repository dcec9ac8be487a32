// Package market says what is known of the market of an idea: what comparable
// listings cost, which words they use, how many there are, and what they lack.
//
// Every figure names the source that it was counted from. What no source says is
// absent; nothing is estimated, converted between currencies or mixed between
// sources. The same request, data and answers of the marketplace give the same
// brief.
package market

import (
	"encoding/json"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Request is what a creator asks.
type Request struct {
	Query    string           `json:"query" doc:"What the product is about and for whom, in words or in one sentence."`
	Category product.Category `json:"category,omitempty" doc:"Proposed from the query when left out."`
	Currency string           `json:"currency,omitempty" doc:"ISO 4217, of the suggested prices. Left out: that of the dataset if it has only one, else USD."`
	Dataset  *Upload          `json:"dataset,omitempty" doc:"Listings that you have collected."`
}

// Upload is a dataset that comes with a request: as text of a CSV or JSON file,
// or as entries.
type Upload struct {
	Name     string           `json:"name,omitempty" doc:"What to call it, such as the name of the file."`
	Text     string           `json:"text,omitempty" doc:"CSV or JSON, up to 5 MB: title, price, currency, and where you have them url, rating, ratings, sales, tags."`
	Listings []map[string]any `json:"listings,omitempty" doc:"The same as objects, instead of text."`
	Currency string           `json:"currency,omitempty" doc:"Of prices that name none."`
	Measured string           `json:"measured,omitempty" doc:"When it was collected, as 2026-09-30."`
}

// Brief is what is known. Amounts are in the smallest unit of their currency.
type Brief struct {
	Query      string           `json:"query"`
	Category   product.Category `json:"category"`
	Currency   string           `json:"currency" doc:"Of the suggested prices, where there is evidence in it."`
	Listings   []Comparable     `json:"listings" doc:"Up to 50, those that name most words of the query first."`
	Bands      []Band           `json:"bands"`
	Formula    string           `json:"formula,omitempty" doc:"How bands with the method computed were computed."`
	Free       []Free           `json:"free"`
	Keywords   []Keyword        `json:"keywords"`
	Saturation Saturation       `json:"saturation"`
	Gaps       []Gap            `json:"gaps"`
	Tiers      []SuggestedTier  `json:"tiers"`
	Sources    []Source         `json:"sources"`
	Failed     []Failure        `json:"failed" doc:"Sources that were asked and gave nothing."`
	Lines      []Line           `json:"lines" doc:"Lines of the dataset that were left out or mended, the first 100."`
	LeftOut    int              `json:"leftOut" doc:"Lines of the dataset that were left out, in all."`
	Notes      []string         `json:"notes" doc:"What was assumed, and what is missing."`
}

// Kind says where a source comes from.
type Kind string

// The kinds of source.
const (
	BuiltIn Kind = "built-in" // measured before and shipped
	Dataset Kind = "dataset"  // sent with the request
	Gumroad Kind = "gumroad"  // asked just now
)

// Source is where figures come from.
type Source struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Kind   Kind   `json:"kind"`
	At     string `json:"at,omitempty" doc:"When it was measured: a date, a month or a time. Absent: not known."`
	Rows   int    `json:"rows" doc:"Listings in it."`
	Limits string `json:"limits,omitempty" doc:"What it cannot say."`
}

// Comparable is a listing to compare with.
type Comparable struct {
	Title    string   `json:"title"`
	Price    *int     `json:"price,omitempty" doc:"0 = free."`
	Currency string   `json:"currency,omitempty"`
	URL      string   `json:"url,omitempty"`
	Rating   *float64 `json:"rating,omitempty" doc:"Mean of the stars, 0 to 5."`
	Ratings  *int     `json:"ratings,omitempty" doc:"How many rated."`
	Sales    *int     `json:"sales,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Words    []string `json:"words,omitempty" doc:"Words of the query that it names."`
	Source   string   `json:"source"`

	stems []string // of title and tags, each once
}

// Band is where the prices of a group of paid listings lie.
type Band struct {
	Group    string `json:"group" doc:"What was counted."`
	Currency string `json:"currency"`
	N        int    `json:"n" doc:"Prices that it rests on."`
	P25      *int   `json:"p25,omitempty"`
	P50      *int   `json:"p50,omitempty"`
	P75      *int   `json:"p75,omitempty"`
	Outliers int    `json:"outliers,omitempty" doc:"Prices far from all others, left out."`
	Note     string `json:"note,omitempty" doc:"Why there is no figure."`
	Method   string `json:"method" doc:"computed from a dataset, reported by the marketplace, or measured before."`
	Source   string `json:"source"`
}

// whole reports whether all three quartiles are there.
func (b *Band) whole() bool { return b.P25 != nil && b.P50 != nil && b.P75 != nil }

// Free is the share of listings of a group that cost nothing. They are in no band.
type Free struct {
	Group   string  `json:"group"`
	Count   *int    `json:"count,omitempty" doc:"Absent where only the share was measured."`
	Of      int     `json:"of"`
	Percent float64 `json:"percent"`
	Source  string  `json:"source"`
}

// Keyword is a word or phrase of titles and tags.
type Keyword struct {
	Word   string `json:"word"`
	Count  int    `json:"count" doc:"Listings that name it."`
	Of     int    `json:"of" doc:"Listings that were looked at."`
	Source string `json:"source"`
}

// Level says how full a market is.
type Level string

// The levels.
const (
	Low    Level = "low"
	Medium Level = "medium"
	High   Level = "high"
)

// Saturation says how many listings there are already.
type Saturation struct {
	Level    Level  `json:"level,omitempty" doc:"low, medium or high. Absent: no source can say."`
	Listings *int   `json:"listings,omitempty"`
	Of       int    `json:"of,omitempty" doc:"Listings looked at, where it is a share."`
	Source   string `json:"source,omitempty"`
	Why      string `json:"why"`
}

// Gap is something that comparable listings lack.
type Gap struct {
	Kind   string `json:"kind" doc:"need, price or feature."`
	Text   string `json:"text"`
	Source string `json:"source"`
}

// SuggestedTier is a price that the evidence speaks for.
type SuggestedTier struct {
	Tier     product.Tier `json:"tier"`
	Price    *int         `json:"price,omitempty" doc:"0 = free. Absent: the evidence gives none."`
	Currency string       `json:"currency,omitempty"`
	Why      string       `json:"why"`
	Source   string       `json:"source"`
}

// Failure is a source that gave nothing.
type Failure struct {
	Kind Kind   `json:"kind"`
	Why  string `json:"why"`
}

// Line is a line of the dataset that was not taken as it stands.
type Line struct {
	Line    int    `json:"line"`
	LeftOut bool   `json:"leftOut"`
	Why     string `json:"why"`
}

// MarshalJSON writes empty lists as such, not as null.
func (b Brief) MarshalJSON() ([]byte, error) {
	type bare Brief
	out := bare(b)
	out.Listings, out.Bands, out.Free, out.Keywords = filled(b.Listings), filled(b.Bands), filled(b.Free), filled(b.Keywords)
	out.Gaps, out.Tiers, out.Sources, out.Failed = filled(b.Gaps), filled(b.Tiers), filled(b.Sources), filled(b.Failed)
	out.Lines, out.Notes = filled(b.Lines), filled(b.Notes)
	return json.Marshal(out)
}

func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
