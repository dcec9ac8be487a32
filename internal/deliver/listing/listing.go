// Package listing writes the page that a buyer reads before paying, and the
// pictures on it. Every number in it is counted from the finished files.
package listing

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that a listing depends on.
type Input struct {
	deliver.Basis
	Theme   catalog.Theme
	Reading brief.Reading
	Counts  product.Counts
	Shows   string                       // hash of all that the pages of Gallery show; "" = of the product's sections
	Gallery func() ([]*draw.Page, error) // real pages of the product, best first
}

// Compose writes the listing of a product. Fields named in the product's
// Listing.Edited stay as the creator wrote them; every number that the texts
// state is a claim with the count it was taken from. Lengths: title at most 60
// characters, tagline at most 200, description 200 to 350 words for planners
// and 300 to 500 for prompt libraries where nothing of it was edited. In other
// languages parts of a description are left out at the same lengths, but a
// translation that has fewer words stays as short as it is.
func Compose(in Input) product.Listing {
	w := newWriter(in)
	old := in.Product.Listing
	l := product.Listing{Edited: old.Edited}
	kept := func(field string) bool { return slices.Contains(old.Edited, field) }
	text := func(field, own string, write func() string) string {
		if kept(field) {
			return w.recount(own)
		}
		return write()
	}

	l.Title = text("title", old.Title, w.title)
	l.Tagline = text("tagline", old.Tagline, func() string { return or(in.Product.Words.Tagline, w.tagline) })
	l.Description = text("description", old.Description, w.description)
	if kept("tags") {
		l.Tags = slices.Clone(old.Tags)
	} else {
		l.Tags = w.tags()
	}
	if kept("facts") {
		l.Facts = slices.Clone(old.Facts)
		for _, f := range l.Facts {
			w.recount(f.Value)
		}
	} else {
		l.Facts = w.facts()
	}
	if kept("faq") {
		l.FAQ = slices.Clone(old.FAQ)
		for _, q := range l.FAQ {
			w.recount(q.Ask + " " + q.Answer)
		}
	} else {
		l.FAQ = append(w.faq(), in.Product.Words.FAQ...)
	}
	l.CallToAct = old.CallToAct
	if !kept("callToAction") {
		l.CallToAct = w.callToAct()
	}
	w.offers() // their numbers are claims as well
	l.Claims = w.claims
	return l
}

// or is what a model wrote, or else what is written by rule.
func or(words string, write func() string) string {
	if words != "" {
		return words
	}
	return write()
}

// Offers returns the tiers that were made, smallest first: name, price, what is
// in each with counts from its files, and why the price. Name and price that
// the creator set stay; so do bundle and size of the last ZIP.
func Offers(in Input) []product.Offer { return newWriter(in).offers() }

// writer composes the texts of one listing.
type writer struct {
	Input
	ledger
	spec  catalog.Spec
	tiers []catalog.TierSpec // that were made, smallest first, at least one
	seed  uint64             // of the wording
	whos  string             // the people, "you" when the brief names none

	anyone bool     // the brief names no people
	needs  []string // names of the needs that a sentence can hold
}

// longestWhos keeps a sentence about the people readable.
const longestWhos = 70

func newWriter(in Input) *writer {
	w := &writer{Input: in, ledger: ledger{lang: in.Lang, counts: in.Counts}}
	w.spec, _ = catalog.SpecOf(in.Product.Category)
	for _, t := range w.spec.Tiers {
		if len(in.Counts[t.Tier]) > 0 {
			w.tiers = append(w.tiers, t)
		}
	}
	if len(w.tiers) == 0 {
		for _, t := range w.spec.Tiers {
			if in.Product.Request.Tier == "" || in.Product.Request.Tier == t.Tier {
				w.tiers = append(w.tiers, t)
			}
		}
	}
	w.seed = seedOf(in.Product.Brief, in.Product.Request.Seed)
	whos := strings.Join(strings.Fields(in.Reading.Whos), " ")
	w.whos = clip(in.Lang, in.Lang.Say(whos), longestWhos)
	if w.anyone = general(whos); w.anyone {
		w.whos = in.Lang.In("the people, where nobody is named", "you")
	}
	w.needs = speakable(in.Lang, in.Reading.Needs)
	return w
}

// speakable returns the names of needs for sentences: without figures, which
// would look like counts, and of the first six the short ones before the long.
func speakable(p *locale.Printer, needs []brief.Need) []string {
	const head, short = 6, 26
	var first, long, rest []string
	for _, n := range needs {
		switch name := p.Say(n.Name); {
		case name == "" || hasDigit(name):
		case len(first)+len(long) >= head:
			rest = append(rest, name)
		case utf8.RuneCountInString(name) <= short:
			first = append(first, name)
		default:
			long = append(long, name)
		}
	}
	return append(append(first, long...), rest...)
}

// top is the largest tier that was made.
func (w *writer) top() product.Tier { return w.tiers[len(w.tiers)-1].Tier }

// planner reports a planner; anything else here is a prompt library.
func (w *writer) planner() bool { return w.Product.Category == product.DigitalPlanners }

// need returns the i-th need in the words of a sentence; the product's noun
// when the brief has fewer.
func (w *writer) need(i int) string {
	if i < len(w.needs) {
		return w.needs[i]
	}
	if w.planner() {
		return []string{w.Lang.Say("plans"), w.Lang.Say("notes"), w.Lang.Say("lists")}[i%3]
	}
	return []string{w.Lang.Say("plans"), w.Lang.Say("texts"), w.Lang.Say("replies")}[i%3]
}

// headline is the kind of opening that the preset asks for.
func (w *writer) headline() string {
	p, _ := catalog.PresetOf(w.Product.Design.Preset)
	return p.HeadlineType
}
