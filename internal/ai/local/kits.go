package local

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

func text(name, value string) product.Text { return product.Text{Name: name, Value: value} }

// tierOf gives the n-th thing of a kind the tier whose count it falls under.
func tierOf(n, starter, pro int) product.Tier {
	switch {
	case n < starter:
		return product.Starter
	case n < pro:
		return product.Pro
	}
	return product.Ultimate
}

func has(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}

// examples fill the blanks of prompts and say what a good answer holds. Those
// whose values could stand in the brief's own work come first: a value from
// another trade makes a reader doubt the rest.
func (w *Writer) examples(o *order, items []*product.Item, all families) product.Section {
	sec := product.Section{ID: "examples", Title: "Worked examples", Note: "The blanks filled in with invented but likely values, some of them from a neighbouring field, and what a good answer has. Replace every value by your own."}
	about := ofReading(&o.Reading)
	vocabulary := []lexicon{about, w.speech()[anyField]}
	for _, d := range o.Reading.Domains[:min(2, len(o.Reading.Domains))] {
		vocabulary = append(vocabulary, w.speech()[d])
	}
	likely := map[string]float64{}
	for _, it := range items {
		l := lexicon{}
		for _, in := range it.All("input") {
			_, value, _ := strings.Cut(in, "]")
			l.add(value)
		}
		s := 1.5*float64(min(4, l.shared(about))) + o.chance("example", it.Source) - 20*l.strange(vocabulary)
		switch at := near(&o.Reading, all.of(it.Source).Domains); {
		case at == 0:
			s += 2
		case at < len(o.Reading.Domains):
			s++
		}
		likely[it.ID] = s
	}
	byLikely := sorted(items, func(it *product.Item) float64 { return -likely[it.ID] })
	count := map[product.Tier]int{}
	want := map[product.Tier]int{product.Starter: 5, product.Pro: 10, product.Ultimate: 15}
	for _, tier := range []product.Tier{product.Starter, product.Pro, product.Ultimate} {
		for _, p := range byLikely {
			if p.Tier == tier && count[tier] < want[tier] {
				count[tier]++
				sec.Items = append(sec.Items, example(p, len(sec.Items)+1))
			}
		}
	}
	return sec
}

// example fills the blanks of a prompt with its example values.
func example(p *product.Item, n int) product.Item {
	it := product.Item{
		ID: fmt.Sprintf("e%02d", n), Kind: product.Example, Tier: p.Tier, Writer: Name, Needs: p.Needs, Source: p.ID,
		Title: p.Title,
	}
	filled := p.Text("prompt")
	for _, in := range p.All("input") {
		end := strings.IndexByte(in, ']')
		name, value := in[:end+1], strings.TrimSpace(in[end+1:])
		filled = strings.ReplaceAll(filled, name, value)
		it.Texts = append(it.Texts, text("value", name+" "+value))
	}
	it.Texts = append(it.Texts, text("filled", filled))
	for _, q := range p.All("quality") {
		it.Texts = append(it.Texts, text("good", q))
	}
	return it
}

// mostChecklists is how many needs have a checklist of their own.
const mostChecklists = 8

// sheets are to print: a form for the voice, marks for answers, and checklists
// for the first needs.
func sheets(o *order) product.Section {
	r := o.Reading
	sec := product.Section{ID: "sheets", Title: "Voice kit and check sheets", Note: "To fill in once and to keep beside you."}
	add := func(title, purpose string, needs []string, lines ...string) {
		it := product.Item{
			ID: fmt.Sprintf("s%02d", len(sec.Items)+1), Kind: product.Sheet, Tier: product.Ultimate, Writer: Name, Title: title, Needs: needs,
			Texts: []product.Text{text("purpose", purpose)},
		}
		for _, l := range lines {
			it.Texts = append(it.Texts, text("check", l))
		}
		sec.Items = append(sec.Items, it)
	}
	add("Brand voice kit", "Fill it in once; paste it under any prompt of the group “Your voice”.", nil,
		"Three words that describe how I sound:", "Three words that I never want to sound like:", "I write to (the reader, in one line):",
		"Words that "+r.Whos+" use and I use too, such as "+threeTerms(o, "voice")+":", "Words I avoid, and what I say instead:",
		"How I greet and how I sign:", "A paragraph of mine that sounds right (paste it here):", "What I promise, and what I never promise:")
	add("Evaluation sheet", "Score an answer before you use it: 0 = no, 1 = partly, 2 = yes. Under 10 of 16: ask again.", nil,
		"It answers what I asked, not something near it.", "Every number and name in it comes from me or was checked.", "It has the form and length I asked for.",
		"It fits "+r.Whos+" and could not be meant for anyone else.", "It says what it assumed.", "Nothing private went in, nothing private came out.",
		"I would put my name under it.", "I know the next step after reading it.")
	for i, n := range r.Needs[:min(mostChecklists, len(r.Needs))] {
		purpose, lines := checklist(n, i)
		add("Checklist: "+n.Name, purpose, []string{n.ID}, lines...)
	}
	return sec
}

// checklist returns what has to be true of a need before anybody relies on it.
// What that is depends on what sort of thing it is: a log wants other care than
// a plan.
func checklist(n brief.Need, i int) (purpose string, lines []string) {
	c := careFor(formOf(n))
	lines = append(lines, c.first...)
	for k, d := range n.Details[:min(4, len(n.Details))] {
		lines = append(lines, fmt.Sprintf(c.each[(i+k)%len(c.each)], brief.Sentence(d)))
	}
	lines = append(lines, c.last...)
	return strings.ReplaceAll(c.purpose, "{need}", n.Name), lines
}
