package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// A title is read in a search result: shorter says too little, longer is cut.
const (
	titleLeast = 40
	titleMost  = 60
)

// title returns the product's title where its length is right; a longer one of
// the needs when it is short; a shorter one that keeps the people when it is
// long.
func (w *writer) title() string {
	base := strings.Join(strings.Fields(w.Product.Title), " ")
	n := length(w.Lang, base)
	if n <= titleMost && n >= titleLeast {
		return base
	}
	if n < titleLeast {
		return w.longer(base)
	}
	return w.shorter(base)
}

// longer adds what the product is about. The first that comes to a good length
// is taken, else the longest that fits.
func (w *writer) longer(base string) string {
	named := base
	if !w.anyone && !w.names(base) {
		named = w.titleFor(base)
	}
	of := func(subject string) string { return w.Lang.In("title: subtitle", "%s: %s", named, subject) }
	a, b := deliver.Heading(w.Lang, w.need(0)), deliver.Heading(w.Lang, w.need(1))
	all := []string{named, of(w.Lang.And([]string{a, b})), of(a), of(b)}
	if w.planner() {
		all = append(all, w.Lang.Say("%s, Linked PDF", named), w.Lang.Say("%s: a Linked PDF", named), w.Lang.Say("%s: Linked PDF Planner", base))
	} else {
		all = append(all, w.Lang.Say("%s, with Worked Examples", named), w.Lang.Say("%s: Plan, Write, Reply", named), w.Lang.Say("%s: Prompts in Plain Text", base))
	}
	best := base
	for i, t := range all {
		n := length(w.Lang, t)
		if i > 0 && len(w.needs) < 2 && i < 4 {
			continue // no need to name
		}
		if n >= titleLeast && n <= titleMost {
			return t
		}
		if n <= titleMost && n > length(w.Lang, best) {
			best = t
		}
	}
	if n := w.of(w.top(), "prompts"); n > 0 && length(w.Lang, best) < titleLeast {
		t := w.Lang.In("title: subtitle", "%s: %s", best, numTitlePrompts(w.Lang, n))
		if length(w.Lang, t) <= titleMost {
			w.say(w.top(), "prompts", numTitlePrompts)
			return t
		}
	}
	return best
}

// titleFor is a title with the people in it.
func (w *writer) titleFor(noun string) string {
	return w.Lang.In("title, for whom", "%s for %s", noun, deliver.Heading(w.Lang, w.whos))
}

// names reports whether a title names the people already: it has a "for", or a
// long word of theirs; in other languages all of their words or a long one.
func (w *writer) names(title string) bool {
	title, whos := w.Lang.Lower(title), w.Lang.Lower(w.whos)
	if w.Lang.English() && strings.Contains(title, " for ") || !w.Lang.English() && strings.Contains(title, whos) {
		return true
	}
	for word := range strings.FieldsSeq(whos) {
		if len(word) > 4 && strings.Contains(title, strings.TrimSuffix(word, "s")) {
			return true
		}
	}
	return false
}

// shorter drops the subject before it drops the people.
func (w *writer) shorter(base string) string {
	noun := w.Lang.Say("Prompt Library")
	if w.planner() {
		noun = w.Lang.Say("Planner")
	}
	all := []string{}
	if i := strings.LastIndex(base, " for "); i > 0 && w.Lang.English() {
		all = append(all, noun+base[i:])
	}
	if !w.anyone {
		all = append(all, w.titleFor(noun))
	}
	for _, t := range all {
		if n := length(w.Lang, t); n <= titleMost && n >= titleLeast/2 {
			return t
		}
	}
	if len(all) > 0 {
		base = all[len(all)-1]
	}
	return clip(w.Lang, base, titleMost)
}

// clip cuts a text at a word, and takes off the small words that then dangle.
// Where words have no spaces between them it is cut at a sign.
func clip(p *locale.Printer, text string, most int) string {
	if length(p, text) <= most {
		return text
	}
	if !p.Spaced() {
		r := []rune(text)
		for length(p, string(r)) > most {
			r = r[:len(r)-1]
		}
		return strings.TrimRight(string(r), ",;:–- 、，；：・")
	}
	r := []rune(text)[:most+1]
	cut := string(r[:most])
	if i := strings.LastIndexByte(string(r), ' '); i > 0 {
		cut = string(r)[:i]
	}
	fields := strings.Fields(cut)
	for len(fields) > 1 && (brief.Joining(strings.ToLower(fields[len(fields)-1])) || dangling(fields[len(fields)-1])) {
		fields = fields[:len(fields)-1]
	}
	return strings.TrimRight(strings.Join(fields, " "), ",;:–- ")
}

func dangling(word string) bool {
	switch strings.ToLower(word) {
	case "who", "that", "which", "whose", "their", "when", "&":
		return true
	}
	return false
}
