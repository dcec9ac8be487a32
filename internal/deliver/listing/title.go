package listing

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
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
	n := utf8.RuneCountInString(base)
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
	if w.whos != "you" && !names(base, w.whos) {
		named = base + " for " + brief.Heading(w.whos)
	}
	a, b := brief.Heading(w.need(0)), brief.Heading(w.need(1))
	all := []string{named, named + ": " + a + " and " + b, named + ": " + a, named + ": " + b}
	if w.planner() {
		all = append(all, named+", Linked PDF", named+": a Linked PDF", base+": Linked PDF Planner")
	} else {
		all = append(all, named+", with Worked Examples", named+": Plan, Write, Reply", base+": Prompts in Plain Text")
	}
	best := base
	for i, t := range all {
		n := utf8.RuneCountInString(t)
		if i > 0 && len(w.needs) < 2 && i < 4 {
			continue // no need to name
		}
		if n >= titleLeast && n <= titleMost {
			return t
		}
		if n <= titleMost && n > utf8.RuneCountInString(best) {
			best = t
		}
	}
	if n := w.of(w.top(), "prompts"); n > 0 && utf8.RuneCountInString(best) < titleLeast {
		if t := fmt.Sprintf("%s: %d Prompts", best, n); utf8.RuneCountInString(t) <= titleMost {
			w.say(w.top(), "prompts", "Prompt", "Prompts")
			return t
		}
	}
	return best
}

// names reports whether a title names the people already: it has a "for", or a
// long word of theirs.
func names(title, whos string) bool {
	title = strings.ToLower(title)
	if strings.Contains(title, " for ") {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(whos)) {
		if len(word) > 4 && strings.Contains(title, strings.TrimSuffix(word, "s")) {
			return true
		}
	}
	return false
}

// shorter drops the subject before it drops the people.
func (w *writer) shorter(base string) string {
	noun := w.spec.Noun
	all := []string{}
	if i := strings.LastIndex(base, " for "); i > 0 {
		all = append(all, noun+base[i:])
	}
	if w.whos != "you" {
		all = append(all, noun+" for "+brief.Heading(w.whos))
	}
	for _, t := range all {
		if n := utf8.RuneCountInString(t); n <= titleMost && n >= titleLeast/2 {
			return t
		}
	}
	if len(all) > 0 {
		base = all[len(all)-1]
	}
	return clip(base, titleMost)
}

// clip cuts a text at a word, and takes off the small words that then dangle.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
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
