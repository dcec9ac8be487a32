package listing

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
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
		if text := fit(w.Lang, parts(named), least, most); words(w.Lang, text) <= most {
			return text
		}
	}
	return fit(w.Lang, parts(named), least, most)
}

// fewest is how many needs a description names before it gives up being short.
const fewest = 5

// fit joins the parts; while the text has more than `most` words it leaves out
// the part with the highest rank, but not under `least`.
func fit(p *locale.Printer, parts []part, least, most int) string {
	for {
		text := join(p, parts)
		if words(p, text) <= most {
			return text
		}
		at := -1
		for i := range parts {
			if r := parts[i].rank; r > 0 && (at < 0 || r >= parts[at].rank) {
				at = i
			}
		}
		if at < 0 {
			return text
		}
		less := append(append([]part{}, parts[:at]...), parts[at+1:]...)
		if words(p, join(p, less)) < least {
			return text
		}
		parts = less
	}
}

func join(p *locale.Printer, parts []part) string {
	var b strings.Builder
	last := ""
	for _, part := range parts {
		if part.body == "" {
			continue
		}
		switch {
		case part.on && p.Spaced():
			b.WriteByte(' ')
		case part.on:
		case b.Len() > 0:
			b.WriteString("\n\n")
		}
		if part.head != "" && part.head != last {
			b.WriteString("## " + part.head + "\n\n")
		}
		last = part.head
		b.WriteString(part.body)
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

// steps numbers sentences.
func steps(all ...string) string {
	var b strings.Builder
	for i, s := range all {
		fmt.Fprintf(&b, "%d. %s\n", i+1, s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// included makes a bullet of a name, its count in the largest tier and what it
// does; "" when the tier has none.
func (w *writer) included(id string, words phrase, does string) string {
	s := w.say(w.top(), id, words)
	if s == "" {
		return ""
	}
	return w.Lang.In("a count, and what is counted", "**%s**: %s", s, does)
}

// includedHead names the version that the counts are of.
func (w *writer) includedHead() string {
	if len(w.tiers) == 1 {
		return w.Lang.Say("What’s included")
	}
	return w.Lang.Say("What’s included in %s", w.tierName(w.top()))
}

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
		if name := w.Lang.Say(n.Name); serves[n.ID] && name != "" && !hasDigit(name) {
			all = append(all, markdown(name))
		}
	}
	return all
}

// tierName is what a version is called.
func (w *writer) tierName(t product.Tier) string { return deliver.TierName(w.Lang, t) }

// versions says in one sentence for each smaller tier what it holds.
func (w *writer) versions(by ...counted) string {
	var lines []string
	for _, t := range w.tiers[:len(w.tiers)-1] {
		var has []string
		for _, n := range by {
			if s := w.say(t.Tier, n.id, n.say); s != "" {
				has = append(has, s)
			}
		}
		if len(has) > 0 {
			lines = append(lines, w.Lang.Say("%s holds %s.", w.tierName(t.Tier), w.Lang.And(has)))
		}
	}
	return deliver.Sentences(w.Lang, lines...)
}
