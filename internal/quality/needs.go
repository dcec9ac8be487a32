package quality

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// leastPrompts is how many prompts make up for a page of a need's own: five in
// the largest tier; a smaller library has fewer prompts than five times the needs.
func leastPrompts(t product.Tier) int {
	switch t {
	case product.Starter:
		return 1
	case product.Pro:
		return 3
	}
	return 5
}

// needsGate checks that every need of the people has a page, or prompts enough,
// whose words are really about it.
func needsGate(v *verdict, g *gate) {
	top := v.top()
	if top == product.Mini {
		return // a taste; it serves the first needs only
	}
	least := leastPrompts(top)
	for _, n := range v.Reading.Needs {
		g.check(1)
		pages, prompts := v.served(n, top)
		if pages == 0 && prompts < least {
			g.fault("need "+n.ID, "The need %q has no page and %d of %d prompts.", n.Name, prompts, least)
		}
	}
}

// served counts the pages and prompts of a tier that serve a need.
func (v *verdict) served(n brief.Need, tier product.Tier) (pages, prompts int) {
	words := stems(n.Name)
	for _, it := range v.items {
		if !tier.Holds(it.Tier) || !slices.Contains(it.Needs, n.ID) {
			continue
		}
		if (!v.foreign() || it.Language != "") && !mentions(it.words(), words) {
			continue // what another language calls it, nobody here knows
		}
		switch it.Kind {
		case product.Page:
			pages++
		case product.Prompt:
			prompts++
		}
	}
	return pages, prompts
}

// mentions reports whether a text, in stems, has at least half of the words.
func mentions(text, words []string) bool {
	n := 0
	for _, w := range words {
		if slices.Contains(text, w) {
			n++
		}
	}
	return 2*n >= len(words)
}

// unserved lists the names of needs that nothing serves.
func (v *verdict) unserved() []string {
	var all []string
	for _, n := range v.Reading.Needs {
		if pages, prompts := v.served(n, v.top()); pages == 0 && prompts < leastPrompts(v.top()) {
			all = append(all, n.Name)
		}
	}
	return all
}

// statementsGate checks that the listing and the papers of every tier say what
// is true of the files and what a buyer has to know beforehand.
func statementsGate(v *verdict, g *gate) {
	must := []string{"licence", "no-resale", "refund"}
	switch v.Product.Category {
	case product.AIPrompts:
		must = append(must, "paste", "vary", "not-affiliated")
	case product.DigitalPlanners:
		must = append(must, "links", "no-sync", "opens-with")
	}
	var listing strings.Builder
	for _, p := range v.passages() {
		listing.WriteString(p.text + "\n")
	}
	said := statements(listing.String())
	if v.foreign() {
		said = append(said, v.reader.made(v.Lang, listing.String())...)
	}
	v.say(g, "listing", said, must)
	for _, tier := range v.tiers {
		var said []string
		for _, at := range sorted(v.Facts) {
			if strings.HasPrefix(at, string(tier)+"/") {
				said = append(said, v.Facts[at].Says...)
			}
		}
		v.say(g, "tier "+string(tier), said, must)
	}
}

func (v *verdict) say(g *gate, where string, said, must []string) {
	for _, s := range known() {
		if !slices.Contains(must, s.id) {
			continue
		}
		g.check(1)
		if !slices.Contains(said, s.id) {
			g.kindOf(where)
			g.fault(where, "It does not say: %s.", s.says)
		}
	}
}

// bundleGate checks that every tier that was asked for is there with its papers
// and packed whole.
func bundleGate(v *verdict, g *gate) {
	for _, tier := range v.missing() {
		g.kindOf("missing")
		g.fault("tier "+tier, "It was asked for and is not there to be sold.")
	}
	for _, tier := range v.tiers {
		for _, name := range papersOf() {
			g.check(1)
			if _, ok := v.Facts[string(tier)+"/"+name]; !ok {
				g.kindOf("papers")
				g.fault("tier "+string(tier), "The file %s is missing.", name)
			}
		}
		v.packed(g, tier)
	}
}

// packed checks that the archive of a tier holds the files of the tier.
func (v *verdict) packed(g *gate, tier product.Tier) {
	for _, o := range v.Product.Offers {
		if o.Tier != tier || o.Bundle == "" {
			continue
		}
		f, ok := v.Facts[o.Bundle]
		if !ok {
			g.kindOf("archive")
			g.fault(o.Bundle, "The archive is missing.")
			continue
		}
		if _, read := f.Counts["entries"]; !read {
			continue // it is damaged, which is a fault of its own
		}
		names := map[uint32]bool{}
		f.Titles.into(names)
		n := 0
		for _, at := range sorted(v.Facts) {
			rest, ok := strings.CutPrefix(at, string(tier)+"/")
			if !ok {
				continue
			}
			n++
			g.check(1)
			if !holds(names, rest) {
				g.kindOf("archive")
				g.fault(o.Bundle, "The archive lacks %s.", rest)
			}
		}
		if have := f.Counts["entries"]; have != n {
			g.kindOf("archive")
			g.fault(o.Bundle, "The archive holds %d files, and the tier has %d.", have, n)
		}
	}
}

// leftoverGate looks for what was left behind, in the files and in the data.
func leftoverGate(v *verdict, g *gate) {
	fileGate(GateLeftovers)(v, g)
	tidy := func(where, text string) {
		g.check(1)
		if what := leftover(text); what != "" {
			g.fault(where, "It holds %q.", short(what))
		} else if w := doubled(text); w != "" {
			g.fault(where, "The word %q stands twice in a row.", w)
		}
	}
	for _, p := range v.passages() {
		tidy(p.where, p.text)
	}
	for i := range v.Product.Sections {
		s := &v.Product.Sections[i]
		tidy("section "+s.ID, s.Title+"\n"+s.Note)
	}
	for _, it := range v.items {
		if v.reader.passed("leftovers", it.text) {
			g.check(strings.Count(it.text, "\n"))
			continue
		}
		before := len(g.all)
		for line := range strings.Lines(it.text) {
			tidy("item "+it.ID, line)
		}
		if len(g.all) == before {
			v.reader.pass("leftovers", it.text)
		}
	}
}
