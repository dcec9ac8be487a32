package quality

import (
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// drifted is the score from which an item is taken to be off its brief. It and
// the weights below were chosen on one half of the labelled items of testdata;
// the test measures them on the other half as well.
const drifted = 0.12

// Compass tells whether texts belong to a brief.
type Compass struct {
	lex    *Lexicon
	core   map[string]bool // stems of what the brief is about
	people map[string]bool // stems of whom it is for, which anything can be worded with
	home   []int           // fields of the brief
	themes map[string][]string
}

// NewCompass prepares the judgement of items made for a reading.
func NewCompass(lex *Lexicon, r brief.Reading) *Compass {
	c := &Compass{lex: lex, core: map[string]bool{}, people: map[string]bool{}, themes: map[string][]string{}}
	for _, w := range stems(r.Who + " " + r.Whos) {
		c.people[w] = true
	}
	add := func(s string) {
		for _, w := range stems(s) {
			if !c.people[w] {
				c.core[w] = true
			}
		}
	}
	add(r.Text + " " + r.Subject + " " + r.Setting)
	for _, t := range r.Terms {
		add(t)
	}
	for _, t := range r.Tools {
		add(t)
	}
	for _, n := range r.Needs {
		add(n.Name)
		for _, d := range n.Details {
			add(d)
		}
		c.themes[n.ID] = n.Themes
	}
	for _, d := range r.Domains {
		if k, ok := lex.index[d]; ok {
			c.home = append(c.home, k)
		}
	}
	return c
}

// Off reports whether an item has drifted from the brief.
func (c *Compass) Off(it *product.Item) bool {
	score, _ := c.Score(itemText(it), it.Needs)
	return score >= drifted
}

// Score says how far a text is from the brief: most that belong to it are below
// 0. It also returns the field that the text seems to be from, "" for none.
//
// Each word speaks once. A word of the brief's own needs, terms and tools
// speaks for the brief; any other word speaks for the fields that use it more
// than fields do on average, by the logarithm of how much more, less what texts
// for anyone use it. The text is as far off as the loudest foreign field exceeds
// the brief and its fields, per word. Needs that the item serves open the fields
// of their themes. A word that neither the brief nor any field knows counts as
// foreign.
func (c *Compass) Score(text string, needs []string) (score float64, field string) {
	return c.score(stems(text), needs)
}

func (c *Compass) score(words, needs []string) (score float64, field string) {
	seen := map[string]bool{}
	loud := make([]float64, len(c.lex.fields))
	own, strange, total := 0.0, 0.0, 0.0
	for _, w := range words {
		if seen[w] || c.people[w] {
			continue
		}
		seen[w] = true
		total++
		if c.core[w] {
			own++
			continue
		}
		lift, known := c.lex.lift[w]
		if !known {
			strange++
			continue
		}
		common := max(0, lift[len(lift)-1]) // what anyone needs
		for k, v := range lift {
			loud[k] += float64(max(0, v-common))
		}
		loud[len(lift)-1] += float64(common)
	}
	if total == 0 {
		return 0, ""
	}
	home := map[int]bool{len(c.lex.fields) - 1: true}
	for _, k := range c.home {
		home[k] = true
	}
	for _, id := range needs {
		for _, t := range c.themes[id] {
			for _, k := range c.lex.themes[t] {
				home[k] = true
			}
		}
	}
	near, far, at := 0.0, 0.0, -1
	for k, v := range loud {
		switch {
		case home[k]:
			near = max(near, v)
		case v > far:
			far, at = v, k
		}
	}
	if at >= 0 {
		field = c.lex.fields[at]
	}
	return (far + strange*strangeWord - near - own*ownWord) / (total + 2), field
}

// What a word of the brief's own is worth, and one that nobody knows.
const (
	ownWord     = 1.6
	strangeWord = 2.0
)

// driftGate judges every prompt and page by its words.
func driftGate(v *verdict, g *gate) {
	if v.foreign() {
		return // words tell fields apart in English only; drafts were judged when they were written
	}
	lex := v.Lexicon
	if lex == nil {
		var err error
		if lex, err = NewLexicon(catalog.New()); err != nil {
			g.fault("", "The catalog cannot be read: %s.", err)
			return
		}
	}
	c := NewCompass(lex, v.Reading)
	for _, it := range v.items {
		if !judged(it) {
			continue
		}
		g.check(1)
		score, field := c.score(it.words(), it.Needs)
		v.drift = append(v.drift, score)
		if score >= drifted {
			g.fault("item "+it.ID, "%q has nothing to do with the brief; it reads like %s.", short(it.Title), fieldName(field))
		}
	}
}

// judged reports items with words enough to say what they are about.
func judged(it *entry) bool {
	switch it.Kind {
	case product.Prompt, product.Page, product.Workflow, product.Sheet:
		return true
	}
	return false
}

func fieldName(f string) string {
	if f == "" {
		return "something else"
	}
	return "the field “" + f + "”"
}
