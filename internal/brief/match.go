package brief

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// match is a part that was found in a brief.
type match struct {
	part     *catalog.Part
	from, to int // words, to excluded
	words    int // words that say something
	score    float64
	who      bool // it stands in the phrase of the people
}

// weight orders kinds where a name could be several things.
func weight(k catalog.PartKind) float64 {
	switch k {
	case catalog.Niche:
		return 6
	case catalog.Hobby:
		return 5
	case catalog.Situation:
		return 4.8
	case catalog.Role:
		return 4.5
	case catalog.TradeKind:
		return 4
	case catalog.Object:
		return 3
	case catalog.Activity:
		return 2.5
	}
	return 2
}

// names reports whether a kind of part names people.
func names(k catalog.PartKind) bool {
	switch k {
	case catalog.Niche, catalog.Hobby, catalog.Situation, catalog.Role, catalog.TradeKind:
		return true
	}
	return false
}

// find returns the parts of a brief, in no order, no word used twice; only
// constraints may share words with a longer name that is not a niche's.
func (x *index) find(ws []word) []match {
	x.correct(ws)
	all := x.exact(ws)
	all = append(all, x.loose(ws)...)
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.from, b.from), cmp.Compare(a.part.ID, b.part.ID))
	})
	used := make([]catalog.PartKind, len(ws))
	var out []match
	for _, m := range all {
		if slices.ContainsFunc(out, func(o match) bool { return o.part == m.part }) {
			continue
		}
		free := true
		for i := m.from; i < m.to; i++ {
			if used[i] == "" || ws[i].stop {
				continue
			}
			if m.part.Kind != catalog.Constraint || used[i] == catalog.Niche || used[i] == catalog.Constraint {
				free = false
			}
		}
		if !free {
			continue
		}
		for i := m.from; i < m.to; i++ {
			if used[i] == "" {
				used[i] = m.part.Kind
			}
		}
		out = append(out, m)
	}
	return x.night(ws, out)
}

// exact finds names whose words stand together in the brief, in their order.
func (x *index) exact(ws []word) []match {
	said := content(ws)
	whole := " " + phrase(ws) + " "
	var all []match
	for a := range said {
		joined := ""
		for n := 1; n <= longest && a+n <= len(said); n++ {
			joined += ws[said[a+n-1]].stem
			from, to := said[a], said[a+n-1]+1
			for _, e := range x.names[joined] {
				if e.exact != "" && !strings.Contains(whole, " "+e.exact+" ") {
					continue
				}
				all = append(all, newMatch(ws, e.part, from, to, n, 0))
			}
			for i, t := range x.trades[joined] {
				if i > 0 || n == 1 && !ws[from].who {
					break
				}
				all = append(all, newMatch(ws, t, from, to, n, float64(min(n-1, 1))-1))
			}
		}
	}
	return all
}

func newMatch(ws []word, p *catalog.Part, from, to, n int, more float64) match {
	m := match{part: p, from: from, to: to, words: n, who: ws[from].who}
	m.score = 10*float64(n) + weight(p.Kind) + more
	if m.who && names(p.Kind) {
		m.score++
	}
	return m
}

// loose finds names of two or three words whose words stand near each other in
// another order, and single words that differ by the ending of the doer.
func (x *index) loose(ws []word) []match {
	said := content(ws)
	var all []match
	try := func(at ...int) {
		stems := make([]string, len(at))
		for i, k := range at {
			stems[i] = ws[said[k]].stem
		}
		slices.Sort(stems)
		for _, e := range x.sets[strings.Join(stems, "|")] {
			if e.exact == "" {
				m := newMatch(ws, e.part, said[at[0]], said[at[len(at)-1]]+1, len(at), -4)
				all = append(all, m)
			}
		}
	}
	for a := range said {
		for b := a + 1; b < min(a+4, len(said)); b++ {
			if b-a <= 2 {
				try(a, b)
			}
			for c := b + 1; c < min(a+5, len(said)); c++ {
				try(a, b, c)
			}
		}
		w := ws[said[a]]
		if x.known[w.stem] || len(w.stem) < 6 {
			continue
		}
		if r := root(w.stem); r != "" && r != w.stem {
			for _, e := range x.roots[r] {
				all = append(all, newMatch(ws, e.part, said[a], said[a]+1, 1, -4))
			}
		}
	}
	return all
}

// night adds the constraint of nights where the word stands before people:
// "night porter", "overnight carers".
func (x *index) night(ws []word, found []match) []match {
	for i, w := range ws {
		if w.stem != "night" && w.stem != "overnight" {
			continue
		}
		people := false
		for k := i + 1; k < min(i+4, len(ws)); k++ {
			people = people || x.heads[ws[k].stem]
		}
		part := x.constraint("nights")
		has := func(m match) bool { return m.part == part || slices.Contains(m.part.Tags, "nights") }
		if people && part != nil && !slices.ContainsFunc(found, has) {
			found = append(found, newMatch(ws, part, i, i+1, 1, 0))
		}
	}
	return found
}

func (x *index) constraint(id string) *catalog.Part {
	for i := range x.people.Parts {
		if p := &x.people.Parts[i]; p.Kind == catalog.Constraint && p.ID == id {
			return p
		}
	}
	return nil
}

// content returns the places of the words that say something.
func content(ws []word) []int {
	var at []int
	for i, w := range ws {
		if !w.stop {
			at = append(at, i)
		}
	}
	return at
}

// correct mends one typing error in long words that no name has.
func (x *index) correct(ws []word) {
	for i := range ws {
		w := &ws[i]
		if w.stop || len(w.stem) < 6 || x.known[w.stem] || x.heads[w.stem] || w.stem[0] >= 0x80 {
			continue
		}
		if root(w.stem) != "" && len(x.roots[root(w.stem)]) > 0 {
			continue
		}
		for more := -1; more <= 1; more++ {
			for _, k := range x.byForm[form(w.stem, more)] {
				if near(w.stem, k) {
					w.stem = k
					more = 2
					break
				}
			}
		}
	}
}

// near reports whether two words differ by one letter put in, left out,
// changed, or swapped with its neighbour.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
