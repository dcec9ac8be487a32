package market

import (
	"fmt"
	"slices"

	"github.com/gumgenie/gumgenie/internal/brief"
)

// Bounds of gaps: how many needs are named, how many prices lie on either side of
// a price gap at least, and how many times dearer its upper end is.
const (
	maxNeedGaps = 8
	leastSide   = 4
	leastLeap   = 1.5
)

// gaps says what the listings of the group lack. Fewer than Least listings say
// nothing by what they lack.
func (g *group) gaps(t topic, c category) []Gap {
	n := len(g.near)
	if n < Least {
		return nil
	}
	var out []Gap
	add := func(kind, format string, args ...any) {
		out = append(out, Gap{Kind: kind, Text: fmt.Sprintf(format, args...), Source: g.source})
	}
	for _, need := range t.reading.Needs { // whatever names one is comparable, with or without a word of the query
		if len(out) < maxNeedGaps && !g.names(need.Name) {
			add("need", "None of the %d listings of %s names “%s” in its title or tags.", len(g.all), g.name, need.Name)
		}
	}
	for _, f := range c.Features {
		if !g.has(f.Words) {
			add("feature", "None of the %d %s names %s in its title or tags.", n, g.label, f.Name)
		}
	}
	return append(out, g.leaps()...)
}

// names reports whether any listing of the source names a need: half of the words
// that tell it from others, at least.
func (g *group) names(need string) bool {
	var own []string
	for _, s := range brief.Stems(need) {
		if !s.Kept && !slices.Contains(own, s.Stem) {
			own = append(own, s.Stem)
		}
	}
	if len(own) == 0 {
		return true // "weekly log": nothing to look for
	}
	return slices.ContainsFunc(g.all, func(c Comparable) bool {
		n := 0
		for _, s := range own {
			if slices.Contains(c.stems, s) {
				n++
			}
		}
		return 2*n >= len(own)
	})
}

// has reports whether a listing names one of the words.
func (g *group) has(words []string) bool {
	for _, w := range words {
		for _, s := range brief.Stems(w) {
			if slices.ContainsFunc(g.near, func(c Comparable) bool { return slices.Contains(c.stems, s.Stem) }) {
				return true
			}
		}
	}
	return false
}

// leaps finds, in each currency, the widest range of prices that nobody asks,
// between prices that several do; and says when nothing is free.
func (g *group) leaps() []Gap {
	var out []Gap
	prices := map[string][]int{}
	known, none := 0, 0
	for _, c := range g.near {
		if c.Price == nil {
			continue
		}
		known++
		if *c.Price == 0 {
			none++
			continue
		}
		prices[c.Currency] = append(prices[c.Currency], *c.Price)
	}
	if none == 0 && known >= Least {
		out = append(out, Gap{"price", fmt.Sprintf("None of the %d %s whose price is known is free.", known, g.label), g.source})
	}
	var codes []string
	for code, all := range prices {
		slices.Sort(all)
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		all := prices[code]
		at, widest := 0, leastLeap
		for i := leastSide; i <= len(all)-leastSide; i++ {
			if leap := float64(all[i]) / float64(all[i-1]); leap >= widest {
				at, widest = i, leap
			}
		}
		if at > 0 {
			out = append(out, Gap{"price", fmt.Sprintf("None of the %d paid %s costs between %s and %s: %d cost less, %d more.",
				len(all), g.label, amount(all[at-1], code), amount(all[at], code), at, len(all)-at), g.source})
		}
	}
	return out
}
