package local

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// lexicon is a set of words in a plain form, such as "meal" for "meals".
type lexicon map[string]bool

// add takes in the words of texts that say something: four letters or more,
// none that stand on every page.
func (l lexicon) add(texts ...string) {
	for _, t := range texts {
		for _, w := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if w = plain(w); len(w) >= 4 && !everywhere(w) {
				l[w] = true
			}
		}
	}
}

// shared counts the words that two sets have in common.
func (l lexicon) shared(o lexicon) int {
	if len(o) < len(l) {
		l, o = o, l
	}
	n := 0
	for w := range l {
		if o[w] {
			n++
		}
	}
	return n
}

// strange says how much of a set, from 0 to 1, none of the others knows. A set of
// few words is never very strange.
func (l lexicon) strange(known []lexicon) float64 {
	n := 0
	for w := range l {
		if !slices.ContainsFunc(known, func(k lexicon) bool { return k[w] }) {
			n++
		}
	}
	return float64(n) / float64(len(l)+3)
}

// plain takes the endings of plural and of doing off a word.
func plain(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 5:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), len(w) < 5:
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	case strings.HasSuffix(w, "ing") && len(w) > 7:
		return w[:len(w)-3]
	}
	return w
}

// everywhere reports whether a word is no sign of a subject.
func everywhere(w string) bool {
	switch w {
	case "page", "list", "plan", "planner", "date", "note", "next", "time", "week", "month", "year", "what", "when", "where", "with", "that", "this", "from", "have",
		"they", "them", "your", "mine", "must", "will", "before", "after", "which", "each", "every", "need", "done", "made", "make", "write", "line", "column", "track", "record",
		"sheet", "tracker", "over", "into", "once", "then", "than", "both", "good", "more", "most", "first", "last", "other", "people", "thing", "name", "check", "checklist", "kept", "keep",
		"down", "back", "left", "right", "still", "only", "same", "half", "whole", "long", "short", "hour", "minute", "take", "give", "tell", "read", "come", "work", "word", "part":
		return true
	}
	return false
}

// ofNeed returns the words of a need.
func ofNeed(n brief.Need) lexicon {
	l := lexicon{}
	l.add(n.Name)
	l.add(n.Details...)
	return l
}

// ofReading returns the words that belong to a brief.
func ofReading(r *brief.Reading) lexicon {
	l := lexicon{}
	l.add(r.Subject, r.Who, r.Whos)
	l.add(r.Terms...)
	l.add(r.Tools...)
	for _, n := range r.Needs {
		l.add(n.Name)
		l.add(n.Details...)
	}
	return l
}

// anyField stands for the words that every field uses.
const anyField = ""

// ofFields returns the words in which prompts and pages for a field speak, by
// domain, and under anyField those for anyone. What stands in blanks as an
// example is left out: it may come from anywhere.
func ofFields(cat *catalog.Catalog) map[string]lexicon {
	all := map[string]lexicon{anyField: {}}
	add := func(domains []string, fill func(lexicon)) {
		if len(domains) == 0 {
			domains = []string{anyField}
		}
		for _, d := range domains {
			if all[d] == nil {
				all[d] = lexicon{}
			}
			fill(all[d])
		}
	}
	families, err := cat.Families()
	if err != nil {
		return all // the writer itself reports the error when it reads them
	}
	for _, f := range families {
		add(f.Domains[:min(1, len(f.Domains))], func(l lexicon) {
			l.add(f.Title, f.Job, f.When, f.Role, f.Context, f.Task, f.Output, f.Check, f.Failure)
			l.add(f.Constraints...)
			l.add(f.FollowUps...)
		})
	}
	modules, err := cat.Modules()
	if err != nil {
		return all
	}
	for _, m := range modules {
		add(m.Domains, func(l lexicon) { l.add(m.Name, m.Purpose); ofBlocks(l, m.Blocks) })
	}
	return all
}

// ofModule returns the words of a page.
func ofModule(m *catalog.Module) lexicon {
	l := lexicon{}
	l.add(m.Name, m.Purpose)
	ofBlocks(l, m.Blocks)
	return l
}

func ofBlocks(l lexicon, blocks []product.Block) {
	for _, b := range blocks {
		l.add(b.Label, b.Hint)
		l.add(b.Columns...)
		l.add(b.Rows...)
		ofBlocks(l, b.Of)
	}
}
