package listing

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/brief"
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

// fill puts the brief's own words into a text: {whos}; {a} to {c} for the first
// needs with their article, {A} at the start of a sentence; {P} to {R} for the
// same as names of pages.
func (w *writer) fill(text string) string {
	the := func(i int) string { return article(markdown(w.need(i))) }
	a := the(0)
	return strings.NewReplacer(
		"{whos}", markdown(w.whos), "{A}", brief.Sentence(a), "{a}", a,
		"{b}", the(1), "{c}", the(2),
		"{P}", brief.Heading(markdown(w.need(0))), "{Q}", brief.Heading(markdown(w.need(1))), "{R}", brief.Heading(markdown(w.need(2))),
	).Replace(text)
}

// article puts "the" before a need that has no article or owner of its own.
func article(need string) string {
	switch first, _, _ := strings.Cut(strings.ToLower(need), " "); first {
	case "the", "a", "an", "my", "your", "our", "what", "where", "how", "who", "when":
		return need
	}
	return "the " + need
}

// series joins words as English does: a, b and c.
func series(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
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

// words counts the words of a text as a reader of the page does, figures
// included.
func words(text string) int {
	return len(strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	}))
}
