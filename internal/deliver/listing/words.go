package listing

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// seedOf turns a brief into the number that chooses its wording.
func seedOf(brief string, seed uint64) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d|%s", seed, brief)
	return h.Sum64()
}

// pick chooses one of the texts by the brief; what tells the places apart, so
// that two places do not choose alike.
func (w *writer) pick(what string, from ...string) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d|%s", w.seed, what)
	v := h.Sum64()
	v ^= v >> 33
	v *= 0xff51afd7ed558ccd
	v ^= v >> 33
	return from[v%uint64(len(from))]
}

// fill says a sentence with the brief's own words in it: {whos}; {a} to {c} for
// the first needs with their article, {A} at the start of a sentence; {P} to {R}
// for the same as names of pages.
func (w *writer) fill(sentence string) string {
	the := func(i int) string { return w.article(markdown(w.need(i))) }
	page := func(i int) string { return deliver.Heading(w.Lang, markdown(w.need(i))) }
	a := the(0)
	return strings.NewReplacer(
		"{whos}", markdown(w.whos), "{A}", brief.Sentence(a), "{a}", a,
		"{b}", the(1), "{c}", the(2),
		"{P}", page(0), "{Q}", page(1), "{R}", page(2),
	).Replace(w.Lang.Say(sentence))
}

// article puts "the" before a need that has no article or owner of its own. In
// other languages a need stays bare: its article follows from its gender and
// case, or there is none.
func (w *writer) article(need string) string {
	if !w.Lang.English() {
		return need
	}
	switch first, _, _ := strings.Cut(strings.ToLower(need), " "); first {
	case "the", "a", "an", "my", "your", "our", "what", "where", "how", "who", "when":
		return need
	}
	return "the " + need
}

// list writes a list without a last word before its end: "a, b, c". Other
// languages join theirs as they do in a sentence, for their own commas.
func (w *writer) list(words []string) string {
	if w.Lang.English() {
		return strings.Join(words, ", ")
	}
	return w.Lang.And(words)
}

// goesOn is a list of the first few of many: "a, b, c and more".
func (w *writer) goesOn(words []string) string {
	return w.Lang.And(append(words[:len(words):len(words)], w.Lang.In("end of a list that is longer", "more")))
}

// general reports words for the people that say nothing about them.
func general(whos string) bool {
	switch strings.ToLower(strings.TrimSpace(whos)) {
	case "", "people", "anyone", "anybody", "everyone", "everybody", "you":
		return true
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// entityPattern finds what Markdown would read as the name of a character.
var entityPattern = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)

// markdown escapes what Markdown would read as markup.
func markdown(s string) string {
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "\n", " ",
	).Replace(s)
	return entityPattern.ReplaceAllString(s, `\&$1`)
}

// plain takes the Markdown escapes out again, for texts that are none.
func plain(s string) string {
	return strings.NewReplacer(`\\`, `\`, "\\`", "`", `\*`, "*", `\_`, "_", `\[`, "[", `\]`, "]", `\<`, "<", `\>`, ">", `\#`, "#", `\|`, "|", `\&`, "&").Replace(s)
}

// words counts the words of a text as a reader of the page does, figures
// included. In languages without spaces, two signs of their script pass for a
// word: a text of 200 English words has some 400 of them.
func words(p *locale.Printer, text string) int {
	signs := 0
	runs := strings.FieldsFunc(text, func(r rune) bool {
		if !p.Spaced() && locale.Ideographic(r) {
			signs++
			return true
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	})
	return len(runs) + (signs+1)/2
}

// length is how long a text is for a place with little room, in characters: a
// sign as wide as two letters is two in languages that are written with such.
func length(p *locale.Printer, text string) int {
	n := utf8.RuneCountInString(text)
	if p.Spaced() {
		return n
	}
	for _, r := range text {
		if locale.Ideographic(r) {
			n++
		}
	}
	return n
}
