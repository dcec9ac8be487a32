package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// part is a piece of a description. Parts with a rank above 0 are left out when
// the text is too long, the highest rank first.
type part struct {
	head string // heading, "" = none
	body string
	rank int
	on   bool // goes on in the paragraph before
}

// description writes the parts in the order in which buyers read: what they
// get out of it, what is hard, what it is, what is in it, for whom, how to
// begin, what it is not, and the terms.
func (w *writer) description() string {
	least, most, parts := 300, 495, w.promptParts
	if w.planner() {
		least, most, parts = 200, 345, w.plannerParts
	}
	named := max(fewest, len(w.needs))
	for ; named > fewest; named-- {
		if text := fit(parts(named), least, most); words(text) <= most {
			return text
		}
	}
	return fit(parts(named), least, most)
}

// fewest is how many needs a description names before it gives up being short.
const fewest = 5

// fit joins the parts; while the text has more than `most` words it leaves out
// the part with the highest rank, but not under `least`.
func fit(parts []part, least, most int) string {
	for {
		text := join(parts)
		if words(text) <= most {
			return text
		}
		at := -1
		for i, p := range parts {
			if p.rank > 0 && (at < 0 || p.rank >= parts[at].rank) {
				at = i
			}
		}
		if at < 0 {
			return text
		}
		less := append(append([]part{}, parts[:at]...), parts[at+1:]...)
		if words(join(less)) < least {
			return text
		}
		parts = less
	}
}

func join(parts []part) string {
	var b strings.Builder
	last := ""
	for _, p := range parts {
		if p.body == "" {
			continue
		}
		switch {
		case p.on:
			b.WriteByte(' ')
		case b.Len() > 0:
			b.WriteString("\n\n")
		}
		if p.head != "" && p.head != last {
			b.WriteString("## " + p.head + "\n\n")
		}
		last = p.head
		b.WriteString(p.body)
	}
	return b.String() + "\n"
}

func bullets(lines []string) string {
	var kept []string
	for _, l := range lines {
		if l != "" {
			kept = append(kept, "- "+l)
		}
	}
	return strings.Join(kept, "\n")
}

// included makes a bullet of a name, its count in the largest tier and what it
// does; "" when the tier has none.
func (w *writer) included(id, one, many, does string) string {
	s := w.say(w.top(), id, one, many)
	if s == "" {
		return ""
	}
	return "**" + s + "**: " + does
}

// includedHead names the version that the counts are of.
func (w *writer) includedHead() string {
	if len(w.tiers) == 1 {
		return "What’s included"
	}
	return "What’s included in " + tierName(w.top())
}

// counted is a thing that tiers hold, with its words.
type counted struct{ id, one, many string }

// covered names the needs that have a page, or prompts, in the largest tier.
func (w *writer) covered() []string {
	serves := map[string]bool{}
	w.Product.Items(w.top(), func(_ *product.Section, it *product.Item) {
		for _, id := range it.Needs {
			serves[id] = true
		}
	})
	var all []string
	for _, n := range w.Reading.Needs {
		if serves[n.ID] && n.Name != "" && !hasDigit(n.Name) {
			all = append(all, markdown(n.Name))
		}
	}
	return all
}

// tierName is what a version is called in a sentence.
func tierName(t product.Tier) string { return brief.Heading(string(t)) }

// versions says in one sentence for each smaller tier what it holds.
func (w *writer) versions(by ...counted) string {
	var lines []string
	for _, t := range w.tiers[:len(w.tiers)-1] {
		var has []string
		for _, n := range by {
			if s := w.say(t.Tier, n.id, n.one, n.many); s != "" {
				has = append(has, s)
			}
		}
		if len(has) > 0 {
			lines = append(lines, tierName(t.Tier)+" holds "+series(has)+".")
		}
	}
	return strings.Join(lines, " ")
}
