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
	from, to int   // words, to excluded
	at       []int // the words of the name, where others stand between them
	words    int   // words that say something
	score    float64
	who      bool   // it stands in the phrase of the people
	head     bool   // it holds the word that this phrase is about
	name     string // as the brief has it
	known    string // the name of the part that was found
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
		return 1.2 // what was written by hand says more
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
	all := x.exact(ws)
	all = append(all, x.loose(ws)...)
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.from, b.from), cmp.Compare(a.part.ID, b.part.ID))
	})
	all = x.heed(ws, all)
	used := make([]catalog.PartKind, len(ws))
	var out []match
	peopled := slices.ContainsFunc(all, func(m match) bool { return names(m.part.Kind) && m.who })
	for _, m := range all {
		if peopled && m.words == 1 && !names(m.part.Kind) && vague(ws[m.from].stem) {
			continue
		}
		if slices.ContainsFunc(out, func(o match) bool { return o.part == m.part }) {
			continue
		}
		free := true
		for _, i := range m.at {
			if used[i] == "" {
				continue
			}
			if m.part.Kind != catalog.Constraint || used[i] == catalog.Niche || used[i] == catalog.Constraint {
				free = false
			}
		}
		if !free {
			continue
		}
		for _, i := range m.at {
			if used[i] == "" {
				used[i] = m.part.Kind
			}
		}
		out = append(out, m)
	}
	return x.night(ws, out)
}

// vague words say something only where nobody is named: "houses" in "window
// cleaners with 200 houses" is no wish to keep a house in repair.
func vague(stem string) bool {
	switch stem {
	case "time", "house", "home", "work", "job", "record", "network", "medical", "health", "play", "office", "school", "family", "class", "note", "form", "order", "name", "test", "term", "rest", "product", "project", "material", "message", "guest", "client", "content", "aged", "older", "quick", "group", "team", "together", "city", "season", "spring", "present", "owl", "bear", "well", "lock", "station", "tower", "mine", "feeling":
		return true
	}
	return false
}

// exact finds names whose words stand together in the brief, in their order.
func (x *index) exact(ws []word) []match {
	said := content(ws)
	whole, stems := " "+phrase(ws)+" ", " "+stemPhrase(ws)+" "
	loud := !slices.ContainsFunc(ws, func(w word) bool { return w.low == w.typed && latin(w.low) })
	var all []match
	for a := range said {
		joined, forms := "", true
		for n := 1; n <= longest && a+n <= len(said); n++ {
			joined += ws[said[a+n-1]].stem
			from, to := said[a], said[a+n-1]+1
			if forms = forms && (ws[to-1].form || !ws[to-1].who && isForm(ws[to-1].stem)); forms {
				continue // "AI prompts" says what it is to be, not for whom
			}
			for _, e := range x.names[joined] {
				if n == 1 && (spelt(e.name) && (loud || ws[from].typed != e.name) || !loud && land(ws, from)) {
					continue // pots are no POTS, and China no porcelain
				}
				if e.exact != "" && !strings.Contains(whole, " "+e.exact+" ") || e.stems != "" && !strings.Contains(stems, " "+e.stems+" ") {
					continue
				}
				m := newMatch(ws, e.part, said[a:a+n], 0)
				m.known = e.name
				all = append(all, m)
			}
			if t := x.trades[joined]; t != nil && to-from == n && (n > 1 || ws[from].who) {
				all = append(all, newMatch(ws, t, said[a:a+n], float64(min(n-1, 1))-1))
			}
		}
	}
	return all
}

func newMatch(ws []word, p *catalog.Part, at []int, more float64) match {
	m := match{part: p, at: at, from: at[0], to: at[len(at)-1] + 1, words: len(at), who: ws[at[0]].who}
	for _, i := range at {
		m.head = m.head || ws[i].head
	}
	m.name = bare(phrase(ws[m.from:m.to]))
	m.score = 10*float64(m.words) + weight(p.Kind) + more
	if m.who && names(p.Kind) {
		m.score++
	}
	return m
}

// spelt reports whether a name is an abbreviation that is a plain word too, and
// only meant where it stands in capitals.
func spelt(name string) bool {
	switch name {
	case "POTS", "POD", "PM", "PA", "EA", "SUP", "ADD", "FIRE", "SEND", "STR", "SOC", "SEN", "ER", "ALS", "NAS", "VA", "GM", "OT", "PT", "MS":
		return true
	}
	return false
}

// land reports whether a word is a country, and not the thing of that name.
func land(ws []word, i int) bool {
	if i == 0 || ws[i].typed == ws[i].low || !among(ws[i].stem, "china", "turkey", "jersey", "guinea", "chad", "wales", "hungary", "greece") {
		return false
	}
	return among(ws[i-1].low, "in", "to", "from", "across", "around", "through", "of", "near", "via")
}

// loose finds names of two or three words whose words stand near each other in
// another order, and single words that differ by the ending of the doer.
func (x *index) loose(ws []word) []match {
	said := content(ws)
	var all []match
	try := func(at ...int) {
		stems, places := make([]string, len(at)), make([]int, len(at))
		for i, k := range at {
			if ws[said[k]].form {
				return
			}
			stems[i], places[i] = ws[said[k]].stem, said[k]
		}
		slices.Sort(stems)
		for _, e := range x.sets[strings.Join(stems, "|")] {
			if e.exact == "" {
				m := newMatch(ws, e.part, places, -4)
				m.known = e.name
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
		least := 6
		if at := said[a]; at > 0 && (ws[at-1].low == "who" || ws[at-1].low == "to" || ws[at-1].low == "that") {
			least = 4 // a verb: "men who knit"
		}
		if x.known[w.stem] && least == 6 || len(w.stem) < least {
			continue
		}
		if r := root(w.stem); r != "" && (r != w.stem || least == 4) {
			for _, e := range x.roots[r] {
				all = append(all, newMatch(ws, e.part, said[a:a+1], -4))
			}
		}
	}
	return all
}

// night adds the constraint of nights where the word stands before people:
// "night porter", "overnight carers".
func (x *index) night(ws []word, found []match) []match {
	for i, w := range ws {
		if w.stem != "night" && w.stem != "overnight" || i+1 < len(ws) && ws[i+1].stem == "owl" {
			continue
		}
		people := false
		for k := i + 1; k < min(i+4, len(ws)); k++ {
			people = people || x.heads[ws[k].stem]
		}
		part := x.constraint("nights")
		has := func(m match) bool { return m.part == part || slices.Contains(m.part.Tags, "nights") }
		if people && part != nil && !slices.ContainsFunc(found, has) {
			found = append(found, newMatch(ws, part, []int{i}, 0))
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
		if w.stop || w.gloss || len(w.stem) < 5 || x.known[w.stem] || x.heads[w.stem] || isForm(w.stem) || w.stem[0] >= 0x80 || plainWord(w.stem) || x.derived(w.stem) {
			continue
		}
		if root(w.stem) != "" && len(x.roots[root(w.stem)]) > 0 {
			continue
		}
		for more := -1; more <= 1; more++ {
			for _, k := range x.byForm[form(w.stem, more)] {
				if near(w.stem, k) && !inflected(w.stem, k) && (len(w.stem) > 5 || swapped(w.stem, k)) {
					w.stem, w.fixed = k, k
					more = 2
					break
				}
			}
		}
	}
}

// inflected reports whether two words differ in their last letter only: worked
// is another form of worker, and forget another word than forge, seldom a slip.
func inflected(a, b string) bool {
	n := min(len(a), len(b))
	if len(a) > n && a[n] == a[n-1] {
		return false // budgett
	}
	return a[:n] == b[:n] || len(a) == len(b) && a[:n-1] == b[:n-1]
}

// derived reports whether a word is made of a known one: a waller builds walls.
func (x *index) derived(s string) bool {
	for _, end := range []string{"er", "ing", "ist", "y", "ish", "less", "ful"} {
		if r, ok := strings.CutSuffix(s, end); ok && len(r) > 3 && (x.known[r] || x.known[r+"e"]) {
			return true
		}
	}
	return false
}

// swapped reports whether two words differ by two letters in the wrong order.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
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
