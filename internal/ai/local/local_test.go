package local_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// unrelated are briefs that have nothing to do with each other.
func unrelated() []string {
	return []string{
		"Meal and sleep planner for night-shift nurses",
		"Prompts for beekeepers with thirty hives",
		"Wedding photographers who work alone",
		"Parents of twins on a small budget",
		"Front-end developers who look for a job",
		"Sourdough bakers who sell at the market",
		"Church organists preparing for the season",
		"Landlords with a few flats",
	}
}

// strangers are further briefs, that nobody had in mind when the catalog was
// written.
func strangers() []string {
	return []string{
		"Marathon beginners over fifty", "Elementary school teachers in rural schools", "Freelance illustrators", "Volunteers who run a village hall",
		"Mobile dog groomers", "Parents of a child with coeliac disease", "Night-shift nurses", "Piano teachers with young pupils",
		"Truck drivers on long hauls", "Couples planning a small wedding", "People caring for a parent with dementia", "Board game collectors",
		"Genealogy hobbyists", "Mechanics with a small garage", "University students before exams", "Knitters who sell patterns",
		"Small church treasurers", "Allotment gardeners on clay", "Podcasters with a day job", "Landlords with a few flats",
		"Retired people learning Spanish", "Food truck owners", "Chess coaches for children", "First-time managers in software",
	}
}

type written struct {
	brief    string
	reading  brief.Reading
	sections []product.Section
}

func write(t *testing.T, category product.Category) []written {
	t.Helper()
	return writeFor(t, category, unrelated())
}

func writeFor(t *testing.T, category product.Category, briefs []string) []written {
	t.Helper()
	cat := catalog.New()
	reader, writer := brief.NewReader(cat), local.New(cat)
	var all []written
	for _, b := range briefs {
		r, err := reader.Read(b)
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		s, err := writer.Write(t.Context(), ai.Order{Category: category, Reading: r, Seed: 1})
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		all = append(all, written{b, r, s})
	}
	return all
}

// of returns the items of a kind that a tier holds.
func (w written) of(kind product.Kind, tier product.Tier) []product.Item {
	p := product.Product{Sections: w.sections}
	var all []product.Item
	p.Items(tier, func(_ *product.Section, it *product.Item) {
		if it.Kind == kind {
			all = append(all, *it)
		}
	})
	return all
}

func TestTiersHoldWhatTheyPromise(t *testing.T) {
	t.Parallel()
	kinds := map[product.Category]map[string]product.Kind{
		product.AIPrompts:       {"prompts": product.Prompt, "workflows": product.Workflow, "examples": product.Example, "cards": product.Card, "checklists": product.Sheet},
		product.DigitalPlanners: {"modules": product.Page, "papers": product.Paper, "covers": product.Cover, "sections": product.Divider, "stickers": product.Sticker},
	}
	for _, spec := range catalog.Specs() {
		for _, w := range write(t, spec.ID) {
			for _, tier := range spec.Tiers {
				for claim, kind := range kinds[spec.ID] {
					if got := len(w.of(kind, tier.Tier)); got < tier.Count(claim) {
						t.Errorf("%s, %s: got %d %s, want at least %d", w.brief, tier.Tier, got, claim, tier.Count(claim))
					}
				}
			}
		}
	}
}

func TestUnrelatedNichesShareAtMostThirtyPercent(t *testing.T) {
	t.Parallel()
	cases := []struct {
		category product.Category
		kind     product.Kind
	}{{product.AIPrompts, product.Prompt}, {product.DigitalPlanners, product.Page}}
	for _, c := range cases {
		all := writeFor(t, c.category, append(unrelated(), strangers()...))
		for _, tier := range []product.Tier{product.Starter, product.Pro, product.Ultimate} {
			worst, pair, related := 0.0, "", 0.0
			for i := range all {
				for j := range i {
					a, b := sources(all[i].of(c.kind, tier)), sources(all[j].of(c.kind, tier))
					both := 0
					for s := range a {
						if b[s] {
							both++
						}
					}
					part := float64(both) / float64(min(len(a), len(b)))
					if all[i].related(all[j]) {
						related = max(related, part)
						continue
					}
					if part > 0.30 {
						t.Errorf("%s, %s: %s ~ %s share %.0f %%, want at most 30", c.kind, tier, all[i].brief, all[j].brief, 100*part)
					}
					if part > worst {
						worst, pair = part, all[i].brief+" ~ "+all[j].brief
					}
				}
			}
			t.Logf("%s, %s: the closest two share %.0f %% (%s); of related ones %.0f %%", c.kind, tier, 100*worst, pair, 100*related)
		}
	}
}

// related reports whether two briefs are about the same field first or second, or
// about the same thing: two people who sell have a right to the same page on
// prices, and a couple and its photographer to the same wedding.
func (w written) related(o written) bool {
	for _, word := range strings.Fields(strings.ToLower(w.brief)) {
		if len(word) > 6 && word != "planner" && word != "prompts" && word != "planning" && slices.Contains(strings.Fields(strings.ToLower(o.brief)), word) {
			return true
		}
	}
	for _, d := range w.reading.Domains[:min(2, len(w.reading.Domains))] {
		if slices.Contains(o.reading.Domains[:min(2, len(o.reading.Domains))], d) {
			return true
		}
	}
	return false
}

// sources names what items were made from: equal sources are equal texts once
// the niche's words are taken out.
func sources(items []product.Item) map[string]bool {
	all := map[string]bool{}
	for _, it := range items {
		all[it.Source] = true
	}
	return all
}

func TestEveryNeedIsServed(t *testing.T) {
	t.Parallel()
	for _, w := range write(t, product.AIPrompts) {
		served := map[string]int{}
		for _, it := range w.of(product.Prompt, product.Ultimate) {
			for _, n := range it.Needs {
				served[n]++
			}
		}
		for _, n := range w.reading.Needs {
			if served[n.ID] < 5 {
				t.Errorf("%s: the need %q has %d prompts, want at least 5", w.brief, n.Name, served[n.ID])
			}
		}
	}
	for _, w := range write(t, product.DigitalPlanners) {
		served := map[string]bool{}
		for _, it := range w.of(product.Page, product.Starter) {
			for _, n := range it.Needs {
				served[n] = true
			}
		}
		for _, n := range w.reading.Needs {
			if !served[n.ID] {
				t.Errorf("%s: the need %q has no page in the starter tier", w.brief, n.Name)
			}
		}
	}
}

var slot = regexp.MustCompile(`\{[a-z]*\}|%!|\[\]|\ba (a|e|i|o|u)[a-z]`)

func TestTextsAreFilledAndPromptsAreWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []product.Category{product.AIPrompts, product.DigitalPlanners} {
		for _, w := range write(t, c) {
			titles := map[string]string{}
			(&product.Product{Sections: w.sections}).Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
				for _, text := range it.Texts {
					if bad := slot.FindString(text.Value); bad != "" && !strings.HasPrefix(bad, "a ") {
						t.Errorf("%s, %s: %q stands in %s: %q", w.brief, it.ID, bad, text.Name, text.Value)
					}
				}
				if it.Kind == product.Prompt || it.Kind == product.Page {
					if at, twice := titles[it.Title]; twice {
						t.Errorf("%s: %s and %s have the title %q", w.brief, at, it.ID, it.Title)
					}
					titles[it.Title] = it.ID
				}
				if it.Kind == product.Prompt {
					words(t, w, it)
				}
			})
		}
	}
}

// words checks a prompt's length, its blanks and the niche's words in it.
func words(t *testing.T, w written, it *product.Item) {
	t.Helper()
	prompt := it.Text("prompt")
	if n := len(strings.Fields(prompt)); n < 60 || n > 250 {
		t.Errorf("%s, %s: the prompt has %d words, want 60 to 250", w.brief, it.ID, n)
	}
	if n := len(it.All("input")); n < 2 {
		t.Errorf("%s, %s: the prompt has %d blanks, want 2", w.brief, it.ID, n)
	}
	niche := 0
	for _, word := range append([]string{w.reading.Who, w.reading.Whos}, append(names(w.reading.Needs), w.reading.Terms...)...) {
		if word != "" && strings.Contains(strings.ToLower(prompt), strings.ToLower(word)) {
			niche++
		}
	}
	if niche < 2 {
		t.Errorf("%s, %s: %d words of the niche in the prompt, want 2: %s", w.brief, it.ID, niche, prompt)
	}
}

func names(needs []brief.Need) []string {
	var all []string
	for _, n := range needs {
		all = append(all, n.Name)
	}
	return all
}

func TestTheSameOrderGivesTheSameSections(t *testing.T) {
	t.Parallel()
	a, b := write(t, product.AIPrompts)[0], write(t, product.AIPrompts)[0]
	if !slices.EqualFunc(a.sections, b.sections, func(x, y product.Section) bool {
		return slices.EqualFunc(x.Items, y.Items, func(i, j product.Item) bool { return i.Title == j.Title && i.Text("prompt") == j.Text("prompt") })
	}) {
		t.Error("two writes of one order differ")
	}
}

func TestWorkflowsHandOnBetweenPromptsOfTheirTier(t *testing.T) {
	t.Parallel()
	ref := regexp.MustCompile(`P\d{3}`)
	for _, w := range write(t, product.AIPrompts) {
		tier := map[string]product.Tier{}
		for _, it := range w.of(product.Prompt, product.Ultimate) {
			tier[strings.ToUpper(it.ID)] = it.Tier
		}
		for _, it := range w.of(product.Workflow, product.Ultimate) {
			steps := it.All("step")
			if len(steps) < 3 || len(steps) > 6 {
				t.Errorf("%s, %s: %d steps, want 3 to 6", w.brief, it.ID, len(steps))
			}
			for _, s := range steps {
				for _, id := range ref.FindAllString(s, -1) {
					if !it.Tier.Holds(tier[id]) {
						t.Errorf("%s, %s of tier %s names %s of tier %s", w.brief, it.ID, it.Tier, id, tier[id])
					}
				}
			}
		}
	}
}
