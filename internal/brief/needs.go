package brief

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// How many needs a reading has: at least, filled up to, and at most.
const (
	needsLeast = 8
	needsFill  = 10
	needsMost  = 14
)

// chooser collects needs without saying one thing twice.
type chooser struct {
	needs []Need
	ids   map[string]bool
	said  []map[string]bool // the stems of the chosen names
}

// add takes a need unless one like it is there. It reports whether it did.
func (c *chooser) add(n catalog.Need, from string) bool {
	if len(c.needs) >= needsMost || c.ids[n.ID] {
		return false
	}
	mine := map[string]bool{}
	for _, w := range words(n.Name) {
		if !w.stop && !weak(w.stem) {
			mine[w.stem] = true
		}
	}
	for _, other := range c.said {
		if sameThing(mine, other) {
			return false
		}
	}
	c.ids[n.ID] = true
	c.said = append(c.said, mine)
	c.needs = append(c.needs, Need{ID: n.ID, Name: n.Name, Details: n.Details, Themes: n.Themes, From: from})
	return true
}

// weak words say how a thing is kept, not what it is.
func weak(stem string) bool {
	switch stem {
	case "log", "list", "page", "sheet", "plan", "calendar", "schedule", "record", "note", "tracker", "checklist", "weekly", "daily", "monthly", "own", "new":
		return true
	}
	return false
}

// sameThing reports whether two names share half of their words, or one has all
// of the other's: "medicine schedule" and "medicine schedule with refill dates".
func sameThing(a, b map[string]bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	return both > 0 && (both == min(len(a), len(b)) && (both > 1 || len(a)+len(b) < 5) || 2*both >= len(a)+len(b)-both)
}

// chooseNeeds takes turns between the parts, the first part two at a time, so
// that every part has its say; then fills up from what nearly anybody in the
// domains needs.
func (x *index) chooseNeeds(ws []word, found []match, domains []string) []Need {
	c := &chooser{ids: map[string]bool{}}
	queues := make([][]catalog.Need, len(found))
	for i, m := range found {
		queues[i] = x.order(ws, m, found)
	}
	for round := 0; ; round++ {
		moved := false
		for i := range queues {
			take := 1
			if i == 0 && len(found) > 1 {
				take = 2
			}
			for take > 0 && len(queues[i]) > 0 {
				n := queues[i][0]
				queues[i] = queues[i][1:]
				moved = true
				if c.add(n, called(found[i])) {
					take--
				}
			}
		}
		if !moved || len(c.needs) >= needsMost {
			break
		}
	}
	for _, d := range append(slices.Clone(domains), "self", "office") {
		for _, n := range x.people.Pool(d) {
			if len(c.needs) >= needsFill {
				return c.needs
			}
			c.add(n, d)
		}
	}
	return c.needs
}

// called is what a part is called: niches, activities and constraints by
// their own name, all others as the brief has it.
func called(m match) string {
	switch m.part.Kind {
	case catalog.Niche, catalog.Activity:
		return m.part.Names[0]
	case catalog.Constraint:
		if m.known != "" {
			return m.known
		}
		return m.part.Names[0]
	}
	if m.name == "" || len(m.at) != m.to-m.from {
		if m.known != "" {
			return m.known
		}
		return m.part.Names[0]
	}
	return m.name
}

// order puts the needs of a part that the brief's own words speak of first.
func (x *index) order(ws []word, m match, found []match) []catalog.Need {
	themes := map[string]bool{}
	for _, o := range found {
		if o.part.Kind == catalog.Activity && o.part != m.part && len(o.part.Needs) > 0 {
			themes[o.part.Needs[0].Themes[0]] = true
		}
	}
	said := map[string]bool{}
	for i, w := range ws {
		if !w.stop && (i < m.from || i >= m.to) {
			said[w.stem] = true
		}
	}
	rank := func(n catalog.Need) int {
		r := 2
		if themes[n.Themes[0]] {
			r = 1
		}
		for _, w := range words(n.Name) {
			if said[w.stem] && !weak(w.stem) {
				r = 0
			}
		}
		return r
	}
	out := slices.Clone(m.part.Needs)
	slices.SortStableFunc(out, func(a, b catalog.Need) int { return rank(a) - rank(b) })
	return out
}

// kebab is an id made of a name.
func kebab(s string) string {
	var b strings.Builder
	for _, w := range words(fold(strings.ToLower(s))) {
		for _, r := range w.low {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				b.WriteRune(r)
			}
		}
		b.WriteByte('-')
	}
	return strings.Trim(b.String(), "-")
}
