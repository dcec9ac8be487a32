package quality

import (
	"path"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// countsGate holds what was counted against what the catalog promises of each
// tier, and the formats of one content against each other.
func countsGate(v *verdict, g *gate) {
	for _, tier := range v.tiers {
		spec, ok := v.spec.Tier(tier)
		if !ok {
			g.fault("tier "+string(tier), "The category has no such tier.")
			continue
		}
		for _, id := range sorted(spec.Counts) {
			g.check(1)
			if have := v.counts[tier][id]; have < spec.Counts[id] {
				g.fault("tier "+string(tier), "It has %d %s; %d are the least.", have, id, spec.Counts[id])
			}
		}
		v.formats(g, tier)
		v.agree(g, tier)
	}
	for i := range v.Product.Sections {
		s := &v.Product.Sections[i]
		g.check(1)
		if len(s.Items) == 0 {
			g.fault("section "+s.ID, "The section %q is empty.", s.Title)
		}
	}
}

// formats checks that a tier has every kind of file that it is sold with.
func (v *verdict) formats(g *gate, tier product.Tier) {
	have := map[string]int{}
	for at := range v.Facts {
		if rest, ok := strings.CutPrefix(at, string(tier)+"/"); ok && strings.Contains(rest, "/") {
			have[path.Ext(at)]++
		}
	}
	want := map[string]int{".pdf": 1}
	switch v.Product.Category {
	case product.AIPrompts:
		want[".md"], want[".csv"] = 1, 1
		if tier.Rank() >= product.Pro.Rank() {
			want[".xlsx"], want[".json"], want[".txt"] = 1, 1, v.Product.Count(tier, product.Prompt)
		}
		if tier == product.Ultimate {
			want[".pdf"] = 5 // the library and four to print
		}
	case product.DigitalPlanners:
		want[".pdf"] = map[product.Tier]int{product.Mini: 1, product.Starter: 2, product.Pro: 12, product.Ultimate: 56}[tier]
	}
	for _, ext := range sorted(want) {
		g.check(1)
		if have[ext] < want[ext] {
			g.fault("tier "+string(tier), "It has %d %s files; %d belong to it.", have[ext], strings.ToUpper(ext[1:]), want[ext])
		}
	}
}

// agree checks that every format holds the same prompts. A file that could not
// be read has its own fault and is not asked.
func (v *verdict) agree(g *gate, tier product.Tier) {
	if v.Product.Category != product.AIPrompts {
		return
	}
	want := v.Product.Count(tier, product.Prompt)
	single := 0
	for _, at := range sorted(v.Facts) {
		rest, ok := strings.CutPrefix(at, string(tier)+"/")
		n, counted := v.Facts[at].Counts["prompts"]
		if !ok || !counted || !strings.HasPrefix(rest, "main/") {
			continue
		}
		if path.Ext(at) == ".txt" {
			single += n
			continue
		}
		g.check(1)
		if n != want {
			g.fault(at, "It holds %d prompts, and the tier has %d.", n, want)
		}
	}
	if single > 0 && single != want {
		g.fault("tier "+string(tier), "There are %d files of single prompts for %d prompts.", single, want)
	}
}
