package generate

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/currency"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/source"
)

// Accept checks a request and fills in what was left out: the category from the
// brief, the first fitting preset, the seller's own currency, paper and week
// start, the year that planners are sold for. It fails with a fault of kind
// Invalid that names the field.
func (p *Pipeline) Accept(req product.Request, profile product.Profile, now time.Time) (product.Request, error) {
	if !utf8.ValidString(req.Brief) {
		return req, fault.Field("brief", "The brief is not UTF-8 text.")
	}
	reading, err := p.Read(req.Brief)
	if err != nil {
		return req, err
	}
	req.Brief = reading.Text
	if req.Category == "" {
		req.Category = reading.Category
	}
	if err := choice(&req); err != nil {
		return req, err
	}
	if req.Language, err = p.speak(first(req.Language, profile.Language, english)); err != nil {
		return req, err
	}
	if err := settings(&req, profile, now); err != nil {
		return req, err
	}
	if len(req.Sources) > source.MaxSources {
		return req, fault.Field("sources", "There are %d sources; at most %d are read.", len(req.Sources), source.MaxSources)
	}
	for i := range req.Sources {
		if req.Sources[i].Type == "" {
			req.Sources[i].Type = typeOf(req.Sources[i].Name)
		}
		if err := source.Check(req.Sources[i]); err != nil {
			return req, err
		}
	}
	if req.Seed == 0 {
		req.Seed = 1
	}
	return req, nil
}

// choice checks category, tier, preset and palette.
func choice(req *product.Request) error {
	spec, ok := catalog.SpecOf(req.Category)
	if !ok {
		var ids []string
		for _, s := range catalog.Specs() {
			ids = append(ids, string(s.ID))
		}
		return fault.Field("category", "There is no category %.40q; there are: %s.", req.Category, strings.Join(ids, ", "))
	}
	if req.Tier != "" {
		if _, ok := spec.Tier(req.Tier); !ok {
			var ids []string
			for _, t := range spec.Tiers {
				ids = append(ids, string(t.Tier))
			}
			return fault.Field("tier", "The category %s has no tier %.40q; it has: %s.", spec.ID, req.Tier, strings.Join(ids, ", "))
		}
	}
	if req.Preset == "" {
		for _, p := range catalog.Presets() {
			if slices.Contains(p.Fits, req.Category) {
				req.Preset = p.ID
				break
			}
		}
	}
	preset, ok := catalog.PresetOf(req.Preset)
	if !ok {
		var ids []string
		for _, p := range catalog.Presets() {
			ids = append(ids, p.ID)
		}
		return fault.Field("preset", "There is no preset %.40q; there are: %s.", req.Preset, strings.Join(ids, ", "))
	}
	if req.Palette == "" {
		req.Palette = preset.Palette
	}
	if _, err := themesFrom(req.Palette); err != nil {
		var ids []string
		for _, t := range catalog.Colours() {
			ids = append(ids, t.ID)
		}
		return fault.Field("palette", "There is no palette %.40q; there are: %s.", req.Palette, strings.Join(ids, ", "))
	}
	return nil
}

// Years that a planner can be dated for.
const (
	firstYear = 2000
	lastYear  = 2099
)

// settings checks currency, paper, week start and year.
func settings(req *product.Request, profile product.Profile, now time.Time) error {
	req.Currency = strings.ToUpper(first(req.Currency, profile.Currency, "USD"))
	if _, err := currency.ParseISO(req.Currency); err != nil {
		return fault.Field("currency", "%.40q is no currency; write three letters such as \"USD\".", req.Currency)
	}
	req.Paper = strings.ToLower(first(req.Paper, profile.Paper, "a4"))
	if req.Paper != "a4" && req.Paper != "letter" {
		return fault.Field("paper", "The paper is a4 or letter, not %.40q.", req.Paper)
	}
	req.WeekStart = strings.ToLower(first(req.WeekStart, profile.WeekStart, "monday"))
	if req.WeekStart != "monday" && req.WeekStart != "sunday" {
		return fault.Field("weekStart", "A week starts on monday or sunday, not %.40q.", req.WeekStart)
	}
	if req.Year == 0 {
		req.Year = now.Year()
		if now.Month() >= time.June { // planners for next year sell from summer on
			req.Year++
		}
	}
	if req.Year < firstYear || req.Year > lastYear {
		return fault.Field("year", "The year is %d to %d, not %d.", firstYear, lastYear, req.Year)
	}
	return nil
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// typeOf guesses the kind of a source from its file name.
func typeOf(name string) string {
	switch name = strings.ToLower(name); {
	case strings.HasSuffix(name, ".md"), strings.HasSuffix(name, ".markdown"):
		return "markdown"
	case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".htm"):
		return "html"
	}
	return "text"
}

// maxFromSources bounds how many needs the creator's headings bring.
const maxFromSources = 4

// withSources adds what the creator's own texts are about: their headings as
// needs, their recurring words as terms. They come after what the brief says.
func withSources(r brief.Reading, sources []product.Source) brief.Reading {
	needs := slices.Clone(r.Needs)
	terms := slices.Clone(r.Terms)
	added := 0
	for _, s := range sources {
		d := source.Read(s)
		for _, h := range d.Headings {
			n, ok := brief.NeedFrom(h, s.Name)
			if !ok || added == maxFromSources || slices.ContainsFunc(needs, func(o brief.Need) bool { return o.ID == n.ID }) {
				continue
			}
			added++
			needs = append(needs, n)
		}
		for _, t := range d.Terms[:min(len(d.Terms), 8)] {
			if !slices.Contains(terms, t) {
				terms = append(terms, t)
			}
		}
	}
	r.Needs, r.Terms = needs, terms
	return r
}
