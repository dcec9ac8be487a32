package quality

import (
	"path"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// stack measures what a buyer gets for more money.
func stack(v *verdict) mark {
	var m mark
	wanted := len(v.wanted())
	made := wanted - len(v.missing())
	m.add(4, float64(made)/float64(max(1, wanted)), "every tier that was asked for", "%d of %d tiers are ready to be sold", made, wanted)
	grown, steps := 0, 0
	for i := 1; i < len(v.tiers); i++ {
		below, here := v.counts[v.tiers[i-1]], v.counts[v.tiers[i]]
		spec, _ := v.spec.Tier(v.tiers[i])
		for id := range spec.Counts {
			steps++
			if here[id] > below[id] {
				grown++
			}
		}
	}
	share := 0.5 // one tier alone is no ladder
	if steps > 0 {
		share = ratio(float64(grown)/float64(steps), 0.8)
	}
	m.add(2, share, "tiers of which each holds more of everything", "%d of %d counts grow from tier to tier", grown, steps)
	kinds := map[string]bool{}
	bonus := 0
	for at := range v.Facts {
		if rest, ok := strings.CutPrefix(at, string(v.top())+"/"); ok && strings.Contains(rest, "/") {
			kinds[path.Ext(at)] = true
			if strings.HasPrefix(rest, "bonus/") {
				bonus++
			}
		}
	}
	m.add(1.5, ratio(float64(len(kinds)), 4), "more formats of the same content", "%s in the largest tier", plural(len(kinds), "format"))
	m.add(1, yes(bonus > 0), "something beside the main files", "%s beside the main files", none(bonus, "file", "files"))
	told := 0
	for _, o := range v.Product.Offers {
		if len(o.Includes) >= 4 {
			told++
		}
	}
	m.add(1.5, float64(told)/float64(max(1, len(v.Product.Offers))), "four lines or more on what each tier holds", "%d of %d tiers say what they hold", told, len(v.Product.Offers))
	return m
}

// price of a tier: as offered, or as the catalog has it.
func (v *verdict) price(t product.Tier) int {
	for _, o := range v.Product.Offers {
		if o.Tier == t {
			return o.Price
		}
	}
	spec, _ := v.spec.Tier(t)
	return spec.Price
}

// revenue measures how prices lead from the first step to the last.
func revenue(v *verdict) mark {
	var m mark
	paid, good, steps, entry := 0, 0, 0, -1
	last := 0
	for _, t := range v.wanted() {
		p := v.price(t)
		if entry < 0 {
			entry = p
		}
		if p == 0 {
			continue
		}
		paid++
		if last > 0 {
			steps++
			if r := float64(p) / float64(last); r >= 1.3 && r <= 3 {
				good++
			}
		}
		last = p
	}
	m.add(2.5, ratio(float64(paid), 3), "three paid tiers", "%d paid tiers", paid)
	share := 0.0
	if steps > 0 {
		share = float64(good) / float64(steps)
	}
	m.add(2.5, share, "steps of 1.3 to 3 times between prices", "%d of %d steps between prices are neither small nor steep", good, steps)
	m.add(1.5, 0.3+0.7*yes(entry == 0), "a free entry, as rated listings have it", "the way in costs %.2f", float64(max(0, entry))/100)
	m.add(1.5, 0.3+0.7*yes(v.Profile.Licence == "commercial" || v.Profile.Licence == "team"), "a commercial or team licence on offer", "the licence is %s", licenceName(v.Profile.Licence))
	return m
}

func licenceName(l string) string {
	if l == "" {
		return "personal"
	}
	return l
}

// positioning measures whether it is made for these people and says so
// honestly.
func positioning(v *verdict) mark {
	var m mark
	off, all := len(v.of(GateDrift).all), v.of(GateDrift).Checks
	m.add(2, free(off), "items about what the brief says", "%d of %d items are about something else", off, all)
	broken := len(v.of(GatePitfalls).all)
	m.add(1.5, free(broken), "texts that keep the rules of these people's work", "%s", none(broken, "rule of the niche is broken", "rules of the niche are broken"))
	if other := len(v.of(GateLanguage).all); v.foreign() || other > 0 {
		m.add(2, free(other), "all of it in the language that it is sold in", "%s", none(other, "part is in another language", "parts are in another language"))
	}
	missed := len(v.of(GateNeeds).all)
	m.add(2, free(missed), "a page or five prompts for every need", "%s without a page or prompts", none(missed, "need is", "needs are"))
	known := map[product.SelectionKind]float64{product.FromNiche: 1, product.Composed: 0.8}[v.Product.Selection.Kind]
	m.add(1, max(0.2, known), "a brief that names the people more closely", "the people are known %s", map[bool]string{true: "well", false: "in general only"}[known > 0])
	bad := v.of(GateHonesty).kind["promised"]
	m.add(0.5, free(bad), "no promise that nobody can keep", "%s", none(bad, "empty promise", "empty promises"))
	return m
}
