package local

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// closeFit is from where on a prompt is so much about its need that its title
// may say so: the same first theme, or a word of its name and a theme.
const closeFit = 6

// places are where the words of a family may name a need, in their order.
func places() []string { return []string{"{need}", "{also}", "{third}"} }

// assignment gives prompts the needs that they serve.
type assignment struct {
	needs       []brief.Need
	names, all  []lexicon          // of each need: of its name, of name and details
	words       map[string]lexicon // of a family, by its id
	used        []int              // prompts that name a need, by its place in needs
	fams        []chosen
	enough      int // prompts for a need in the tiers done so far
	placesTaken [][]int
}

// giveNeeds gives every prompt a need for each place that its words have for
// one: what it is about decides, and only then how often a need was used.
// Smaller tiers choose first. A need that few prompts are about takes some from
// those that have many, so that every tier serves every need.
func (w *Writer) giveNeeds(o ai.Order, picked []chosen) {
	a := assignment{needs: o.Reading.Needs, words: w.words(), used: make([]int, len(o.Reading.Needs)), fams: picked, placesTaken: make([][]int, len(picked))}
	for _, n := range a.needs {
		a.names, a.all = append(a.names, subject(n.Name)), append(a.all, ofNeed(n))
	}
	for _, t := range []struct {
		tier  product.Tier
		least int
	}{{product.Starter, 1}, {product.Pro, 3}, {product.Ultimate, 5}} {
		for i := range picked {
			if picked[i].tier == t.tier {
				a.give(i)
			}
		}
		a.enough = t.least
		a.level(t.tier)
	}
	for i := range picked {
		for _, k := range a.placesTaken[i] {
			picked[i].needs = append(picked[i].needs, a.needs[k])
		}
		picked[i].close = len(a.placesTaken[i]) > 0 && a.fit(i, a.placesTaken[i][0]) >= closeFit
	}
}

// fit says how well a prompt serves a need: they share themes, and better still
// they share words.
func (a *assignment) fit(i, k int) float64 {
	f := a.fams[i].fam
	l := a.words[f.ID]
	return 0.7*float64(share(a.needs[k].Themes, f.Themes)) + 4*float64(min(2, l.shared(a.names[k]))) + 1.5*float64(min(2, l.shared(a.all[k])))
}

// give chooses the needs of one prompt.
func (a *assignment) give(i int) {
	text := words(a.fams[i].fam)
	a.fams[i].needs = nil
	var mine []int
	for at, place := range places() {
		best, score := -1, 0.0
		for k := range a.needs {
			if contains(mine, k) {
				continue
			}
			s := a.fit(i, k)
			if at > 0 {
				s /= 3 // the second and third need stand beside the task
			}
			if s -= 0.55 * float64(a.used[k]); best < 0 || s > score {
				best, score = k, s
			}
		}
		if best < 0 {
			break
		}
		mine = append(mine, best)
		if strings.Contains(text, place) {
			a.used[best]++
		}
	}
	a.placesTaken[i] = mine
}

// level moves prompts of a tier to needs that have too few, those first that
// lose least by it.
func (a *assignment) level(tier product.Tier) {
	for k := range a.needs {
		for a.used[k] < a.enough {
			best, at, loss := -1, 0, 0.0
			for i, mine := range a.placesTaken {
				if a.fams[i].tier != tier || contains(mine, k) {
					continue
				}
				text := words(a.fams[i].fam)
				for p, old := range mine {
					if a.used[old] <= a.enough || !strings.Contains(text, places()[p]) {
						continue
					}
					if l := a.fit(i, old) - 2*a.fit(i, k); best < 0 || l < loss {
						best, at, loss = i, p, l
					}
				}
			}
			if best < 0 {
				break
			}
			a.used[a.placesTaken[best][at]]--
			a.used[k]++
			a.placesTaken[best][at] = k
		}
	}
}

func contains(all []int, one int) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}
