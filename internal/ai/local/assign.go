package local

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// places are where the words of a family may name a need, in their order.
func places() []string { return []string{"{need}", "{also}", "{third}"} }

// assignment gives prompts the needs that they serve.
type assignment struct {
	needs       []brief.Need
	sorts       []string // of each need, the sort of page it wants, between spaces
	names, all  []marks  // of each need: words of its name, of name and details
	used        []int    // prompts that name a need, by its place in needs
	fams        []chosen
	fits        [][]float64 // of each prompt, how well it serves each need
	placesTaken [][]int
	beside      []int // the need that a prompt offers apart from its words
}

// giveNeeds gives every prompt a need for each place that its words have for
// one: what it is about decides, and only then how often a need was used. A need
// that does not suit the words gives its place up. Smaller tiers choose first; a
// need that few prompts name is offered beside others, so that every tier serves
// every need.
func (f *families) giveNeeds(o *order, picked []chosen) {
	a := assignment{needs: o.Reading.Needs, used: make([]int, len(o.Reading.Needs)), fams: picked, placesTaken: make([][]int, len(picked)), beside: make([]int, len(picked))}
	for _, n := range a.needs {
		a.sorts = append(a.sorts, " "+formOf(n)+" ")
		a.names, a.all = append(a.names, f.marked(subject(n.Name))), append(a.all, f.marked(ofNeed(n)))
	}
	for i := range picked {
		a.beside[i] = released
		fits := make([]float64, len(a.needs))
		for k := range a.needs {
			fits[k] = a.fit(i, k)
		}
		a.fits = append(a.fits, fits)
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
		a.offer(t.tier, t.least)
	}
	for i := range picked {
		for p, k := range a.placesTaken[i] {
			if k == released {
				picked[i].needs = append(picked[i].needs, brief.Need{Name: plainly()[p]})
				continue
			}
			picked[i].needs = append(picked[i].needs, a.needs[k])
		}
		picked[i].beside = nil
		if k := a.beside[i]; k != released {
			picked[i].beside = &a.needs[k]
		}
		picked[i].close = a.namesFirst(i) && a.about(i, a.placesTaken[i][0])
	}
}

// fit says how well a prompt serves a need: they share themes, and better still
// they share words.
func (a *assignment) fit(i, k int) float64 {
	f := a.fams[i].fam
	s := 0.7*float64(share(a.needs[k].Themes, f.Themes)) + 4*float64(min(2, a.names[k].in(f.words))) + 1.5*float64(min(2, a.all[k].in(f.words)))
	if f.asks != "" && strings.Contains(f.asks, a.sorts[k]) {
		s += 2.5
	} else if f.asks != "" {
		s -= 2.5
	}
	return s
}

// about reports whether a prompt is so much about a need that its title may say
// so: its title or its job shares a word with the name of the need, and the two
// have a theme in common. A theme alone joins what has nothing to do with it.
func (a *assignment) about(i, k int) bool {
	f := a.fams[i].fam
	return a.names[k].in(f.said) > 0 && share(a.needs[k].Themes, f.Themes) > 0
}

// wants lists, between spaces, the sorts of page that suit the sentence in which
// a family names a need: figures come from money and logs, dates from calendars.
func wants(f *catalog.Family) string {
	for _, t := range []string{f.Context, f.Task, f.Output} {
		for _, s := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return strings.ContainsRune(".:;?!\n", r) }) {
			if !strings.Contains(s, "{need}") {
				continue
			}
			said := func(words ...string) bool {
				return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
			}
			switch {
			case said("figure", "sum", "amount", "number", "price", "cost", "count", "data"):
				return " money log stock "
			case said("date", "time", "calendar", "slot", "place in", "booking"):
				return " calendar plan log "
			case said("entr", "enter", "note", "record", "logged", "tick", "wrote", "result", "finding", "what i learn"):
				return " log notes list page "
			case said("evidence", "trace", "fact", "look up", "looked up", "found", "source"):
				return " log notes money stock page "
			case said("step", "list", "point"):
				return " check list plan "
			}
		}
	}
	return ""
}

// give chooses the needs of one prompt.
func (a *assignment) give(i int) {
	a.fams[i].needs = nil
	var mine []int
	for at, named := range a.fams[i].fam.names {
		best, score := -1, 0.0
		for k := range a.needs {
			if contains(mine, k) {
				continue
			}
			s := a.fits[i][k]
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
		switch {
		case !named:
		case a.suits(i, best):
			a.used[best]++
		default:
			best = released
		}
		mine = append(mine, best)
	}
	a.placesTaken[i] = mine
}

// released stands where a prompt names no need, plainly what it names instead:
// pages that anybody has, so that no sentence joins what does not belong together.
const released = -1

func plainly() []string { return []string{"notebook", "calendar", "folder"} }

// offer lets prompts of a tier or of a smaller one ask for pages of a need that
// too few name: those first that fit it best and name no need themselves.
func (a *assignment) offer(tier product.Tier, least int) {
	for k := range a.needs {
		for a.used[k] < least {
			best, score := -1, 0.0
			for i, mine := range a.placesTaken {
				if !tier.Holds(a.fams[i].tier) || a.beside[i] != released || contains(mine, k) && a.named(i, k) {
					continue
				}
				s := a.fits[i][k]
				if a.namesFirst(i) {
					s -= 6
				}
				if best < 0 || s > score {
					best, score = i, s
				}
			}
			if best < 0 {
				break
			}
			a.beside[best] = k
			a.used[k]++
		}
	}
}

// named reports whether the words of a prompt name a need.
func (a *assignment) named(i, k int) bool {
	for p, mine := range a.placesTaken[i] {
		if mine == k && a.fams[i].fam.names[p] {
			return true
		}
	}
	return false
}

// namesFirst reports whether the words of a prompt name its first need.
func (a *assignment) namesFirst(i int) bool {
	return len(a.placesTaken[i]) > 0 && a.placesTaken[i][0] != released && a.named(i, a.placesTaken[i][0])
}

// suits reports whether a prompt may name a need: its words fit that sort of
// page, and the two share a theme that says something, or words.
func (a *assignment) suits(i, k int) bool {
	n, f := a.needs[k], a.fams[i].fam
	if a.names[k].in(f.words) > 0 {
		return true
	}
	fits := f.asks == "" || strings.Contains(f.asks, a.sorts[k])
	return fits && share(n.Themes[:1], f.Themes)+share(n.Themes, f.Themes[:1]) > 0 || fits && a.all[k].in(f.words) > 1
}

func contains(all []int, one int) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}
