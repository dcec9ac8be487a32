package local

import (
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// weaver chooses prompts for workflows and remembers which were used.
type weaver struct {
	items  []*product.Item
	groups []string // of each prompt
	fams   []*known
	blanks [][]blank // of each prompt: what it can take in
	before [][]link  // of each prompt: those it can go on from
	used   []int
	last   map[string]int // of a prompt: workflows that ended with it

	ways, next []chainOf // that chain works with
}

// blank is a place in a prompt for a sort of thing; an open one takes in such
// things about anything.
type blank struct {
	sort, name string
	open       bool
}

// link is a prompt that another one can go on from, and how well.
type link struct {
	from  int
	score float64
}

func newWeaver(items []*product.Item, group map[string]string, all *families) *weaver {
	v := &weaver{items: items, used: make([]int, len(items)), last: map[string]int{}, ways: make([]chainOf, len(items)), next: make([]chainOf, len(items))}
	for _, it := range items {
		f := all.of(it.Source)
		v.groups, v.fams, v.blanks = append(v.groups, group[it.ID]), append(v.fams, f), append(v.blanks, blanksOf(it, f.taker))
	}
	for k := range items {
		var before []link
		for i := range items {
			if i != k {
				if s := v.link(i, k); s != 0 {
					before = append(before, link{i, s})
				}
			}
		}
		v.before = append(v.before, before)
	}
	return v
}

// blanksOf lists the blanks of a prompt that say only what sort of thing they
// take in, the first of each sort.
func blanksOf(it *product.Item, t taker) []blank {
	if t != (taker{}) {
		if hasBlank(it, t.blank) {
			return []blank{{t.sort, t.blank, true}}
		}
		return nil
	}
	var all []blank
	for _, sort := range []string{"plan", "list", "text", "notes"} {
		for _, in := range it.All("input") {
			if name, _, ok := strings.Cut(strings.TrimPrefix(in, "["), "]"); ok && holds(sort, name) {
				all = append(all, blank{sort, name, false})
				break
			}
		}
	}
	return all
}

// link says how well a prompt goes on from another one. It needs a blank that
// holds just what the other answers. What is made for any plan, text or list may
// follow any; what is made for a field follows only what speaks of the same things.
func (v *weaver) link(i, k int) float64 {
	name, open := v.blank(i, k)
	if name == "" {
		return 0
	}
	themes, words := share(v.fams[i].Themes, v.fams[k].Themes), common(v.fams[i].words, v.fams[k].words)
	if !open && (words < 4 || themes == 0) {
		return 0
	}
	s := 4 + 0.4*float64(min(themes, 10)) + 0.6*float64(min(words, 6))
	if v.groups[i] == v.groups[k] {
		s -= 3 // the same kind of work twice is hardly a step
	}
	return max(s, 0.1)
}

// blank returns the blank of a prompt that takes in what another one answers, ""
// for none, and whether that prompt takes in answers about anything.
func (v *weaver) blank(i, k int) (name string, open bool) {
	if len(v.blanks[k]) == 0 {
		return "", false
	}
	sorts := yields(v.groups[i])
	if t := v.fams[i].taker; t != (taker{}) {
		sorts = []string{t.gives}
	}
	for _, sort := range sorts {
		for _, b := range v.blanks[k] {
			if b.sort == sort {
				return b.name, b.open
			}
		}
	}
	return "", false
}

// aim is a need that a workflow may serve.
type aim struct {
	need  brief.Need
	fit   []float64 // of each prompt, before it was used
	names []float64 // what naming this need, or another one, adds to it
	late  []bool    // the matter of a workflow cannot begin with it
}

// aim looks for how well each prompt serves a need in a workflow. One that names
// another need has no place in it unless nothing else is there.
func (v *weaver) aim(need brief.Need, about marks) aim {
	a := aim{need: need}
	for i, it := range v.items {
		words, names := about.in(v.fams[i].words), 0.0
		switch {
		case has(it.Needs, need.ID):
			names = 6
		case len(it.Needs) > 0:
			names = -9
		}
		a.fit = append(a.fit, 1.5*float64(min(3, words))+0.5*float64(min(12, share(need.Themes, v.fams[i].Themes))))
		a.names = append(a.names, names)
		a.late = append(a.late, v.fams[i].taker != (taker{}) || !has(it.Needs, need.ID) && words < 2)
	}
	return a
}

// longest is how many prompts a workflow has at most.
const longest = 4

// chainOf is a way through prompts, by their places.
type chainOf struct {
	at    [longest]int
	n     int
	score float64
}

func (c *chainOf) steps() []int { return c.at[:c.n] }

// then returns the way with one more prompt.
func (c *chainOf) then(k int, score float64) chainOf {
	next := chainOf{c.at, c.n + 1, score}
	next.at[c.n] = k
	return next
}

// chain finds the three or four prompts that serve a need together best and hand
// their answers on; none when no three do.
func (v *weaver) chain(a *aim, tier product.Tier) chainOf {
	ways, next := v.ways, v.next // the best that ends there
	fit := func(k int) float64 { return a.fit[k] - 6*float64(v.used[k]) + a.names[k] }
	for i, it := range v.items {
		ways[i] = chainOf{score: math.Inf(-1)}
		if tier.Holds(it.Tier) {
			ways[i] = (&chainOf{}).then(i, fit(i))
			if a.late[i] {
				ways[i].score -= 15 // the matter of a workflow is what its first step makes
			}
		}
	}
	best := chainOf{score: math.Inf(-1)}
	for n := 2; n <= longest; n++ {
		for k, it := range v.items {
			next[k] = chainOf{score: math.Inf(-1)}
			if !tier.Holds(it.Tier) {
				continue
			}
			mine := fit(k)
			for _, l := range v.before[k] {
				c := &ways[l.from]
				if c.n == 0 || contains(c.steps(), k) {
					continue
				}
				if s := c.score + l.score + mine; s > next[k].score {
					next[k] = c.then(k, s)
				}
			}
			mean := next[k].score / float64(n)
			if n == longest {
				mean += 0.5 // a longer way, if it is nearly as good
			}
			if next[k].n == n {
				mean -= 6 * float64(v.last[it.ID])
			}
			if n >= 3 && mean > best.score {
				best = next[k]
				best.score = mean
			}
		}
		ways, next = next, ways
	}
	best.score *= 3
	return best
}
