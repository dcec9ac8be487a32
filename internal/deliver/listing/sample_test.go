package listing_test

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// sample is a brief as it was read, and what was made for it.
type sample struct {
	brief, title, whos string
	category           product.Category
	preset             string
	domains, tags      []string
	needs              []string // name, or name/theme
	day                product.Hours
}

func samples() map[string]sample {
	return map[string]sample{
		"nurses": {
			brief: "Meal and sleep planner for night-shift nurses", title: "Meal and Sleep Planner for Night-Shift Nurses", whos: "night-shift nurses",
			category: product.DigitalPlanners, preset: "organized-efficiency", domains: []string{"care", "shifts", "body"}, tags: []string{"nights"},
			needs: []string{"day-sleep log/health", "rota with night blocks and flip days/schedule", "meal prep around a night shift/meals", "caffeine and water log/health", "licence and certificate renewals/papers", "end-of-shift decompression journal/review", "overtime log/money", "household handover/people", "exercise on days off/health"},
			day:   product.Hours{From: 18, To: 42},
		},
		"allotment": {
			brief: "allotment with clay soil", title: "Allotment Planner", whos: "allotment holders",
			category: product.DigitalPlanners, preset: "minimalist-premium", domains: []string{"growing", "home"}, tags: []string{"clay-soil"},
			needs: []string{"sowing calendar/schedule", "crop rotation by bed/project", "soil improvement record/log", "seed inventory/stock", "harvest log/log", "slug and pest notes/log", "shared tool list/stock", "winter jobs/checklist"},
		},
		"twins": {
			brief: "parents of twins", title: "Planner for Parents of Twins", whos: "parents of twins",
			category: product.DigitalPlanners, preset: "high-energy-creator", domains: []string{"family"}, tags: []string{"twins"},
			needs: []string{"two-column feeding log/log", "sleep record/health", "hand-me-down inventory/stock", "appointments/schedule", "nappy budget/money", "visitor plan/people", "milestones by child/log", "packing list/travel"},
		},
		"translators": {
			brief: "prompts for freelance legal translators", title: "Prompt Library for Freelance Legal Translators", whos: "freelance legal translators",
			category: product.AIPrompts, preset: "authority-professional", domains: []string{"office", "selling"},
			needs: []string{"quote and scope note/sales", "glossary for a client/learning", "query list to the author/people", "style guide per client/papers", "invoice follow-up/money", "terminology research/learning", "deadline plan/schedule", "reply to a complaint/people", "portfolio text/content"},
		},
		"potters": {
			brief: "AI prompts for potters", title: "Prompts for Potters", whos: "potters",
			category: product.AIPrompts, preset: "tech-forward-brutalist", domains: []string{"making", "selling"},
			needs: []string{"glaze test record/log", "firing log/log", "market day plan/event", "shop texts/content", "commission agreement/papers", "class outline/learning", "clay stock/stock", "pricing of a piece/money"},
		},
		"general": {
			brief: "things to do", title: "Things to Do", whos: "people",
			category: product.AIPrompts, preset: "neural-network", domains: []string{"self"},
			needs: []string{"weekly plan/schedule", "messages to answer/people"},
		},
	}
}

// input builds everything that a listing depends on from a sample, with the
// counts that the catalog promises.
func (s sample) input() listing.Input {
	p := &product.Product{
		Category: s.category, Brief: s.brief, Title: s.title, Slug: "sample", Day: s.day, Revision: 1,
		Request: product.Request{Brief: s.brief, Category: s.category, Currency: "USD", Year: 2027, Seed: 1, Language: "en"},
		Design:  product.Design{Preset: s.preset},
	}
	r := brief.Reading{Text: s.brief, Whos: s.whos, Title: s.title, Domains: s.domains, Tags: s.tags}
	secs := []product.Section{{ID: "plan", Title: "Plan"}, {ID: "research", Title: "Research and understand"}, {ID: "write", Title: "Write"}, {ID: "reply", Title: "Reply to people"}}
	for i, n := range s.needs {
		name, theme, _ := strings.Cut(n, "/")
		id := fmt.Sprintf("n%d", i)
		r.Needs = append(r.Needs, brief.Need{ID: id, Name: name, Themes: []string{theme}})
		kind := product.Page
		if s.category == product.AIPrompts {
			kind = product.Prompt
		}
		sec := &secs[i%len(secs)]
		sec.Items = append(sec.Items, product.Item{ID: fmt.Sprintf("m%02d", i), Kind: kind, Title: name, Tier: product.Starter, Needs: []string{id}})
	}
	p.Sections = secs
	preset, _ := catalog.PresetOf(s.preset)
	theme := catalog.Colours()[0]
	for _, t := range catalog.Colours() {
		if t.ID == preset.Palette {
			theme = t
		}
	}
	lib := font.NewLibrary()
	return listing.Input{
		Basis: deliver.Basis{
			Product: p, Profile: product.Profile{Name: "Wren & Co", Contact: "hello@example.org", Refund: "30-days"},
			Setters: typeset.NewPool(lib), Look: deliver.LookOf(preset),
		},
		Theme: theme, Reading: r, Counts: counts(s.category),
		Gallery: func() ([]*draw.Page, error) { return pages(lib, s.category), nil },
	}
}

// counts are those of the catalog, with the PDFs that the tiers have.
func counts(c product.Category) product.Counts {
	spec, _ := catalog.SpecOf(c)
	out := product.Counts{}
	for _, t := range spec.Tiers {
		m := map[string]int{}
		for id, n := range t.Counts {
			m[id] = n
		}
		if c == product.DigitalPlanners {
			m["pdfs"] = map[product.Tier]int{product.Mini: 1, product.Starter: 2, product.Pro: 12, product.Ultimate: 56}[t.Tier]
		}
		out[t.Tier] = m
	}
	return out
}

// pages are simple pages of the sizes that the product has.
func pages(lib *font.Library, c product.Category) []*draw.Page {
	set := typeset.New(lib, "sans", "en")
	w, h := 792.0, 612.0
	if c == product.AIPrompts {
		w, h = 595, 842
	}
	var all []*draw.Page
	for i := range 8 {
		p := &draw.Page{W: w, H: h, Name: fmt.Sprintf("p%d", i), Label: fmt.Sprintf("Page about subject %c", 'A'+i)}
		p.Box(draw.Rect{W: w, H: h}, draw.Paper, draw.None, 0)
		p.Box(draw.Rect{X: 40, Y: 40, W: w - 80, H: 60}, draw.Accent, draw.None, 0)
		for y := 140.0; y < h-60; y += 28 {
			p.Rule(40, y, w-40, y, draw.Line, 0.7)
			set.Line(&p.Canvas, "A line of the page, as it stands in the file", typeset.Style{Size: 10}, 44, y-6, w-90)
		}
		all = append(all, p)
	}
	return all
}
