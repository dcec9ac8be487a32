package listing

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
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

// fill puts the brief's own words into a text: {whos}, {a} to {d} for the
// first needs, {A} and {B} at the start of a sentence, {title}.
func (w *writer) fill(text string) string {
	a, b := markdown(w.need(0)), markdown(w.need(1))
	return strings.NewReplacer(
		"{whos}", markdown(w.whos), "{a}", a, "{b}", b, "{c}", markdown(w.need(2)), "{d}", markdown(w.need(3)),
		"{A}", sentence(a), "{B}", sentence(b), "{title}", markdown(w.Product.Title),
	).Replace(text)
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

// sentence starts a text with a capital letter.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// heading capitalises the words of a title.
func heading(s string) string {
	words := strings.Fields(s)
	for i, word := range words {
		if i > 0 && i < len(words)-1 && minor(word) {
			continue
		}
		words[i] = sentence(word)
	}
	return strings.Join(words, " ")
}

func minor(word string) bool {
	switch word {
	case "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "off", "on", "or", "over", "per", "the", "to", "with", "without":
		return true
	}
	return false
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

// markdown escapes what Markdown would read as markup.
func markdown(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "&", `\&`, "\n", " ",
	).Replace(s)
}

// words counts the words of a Markdown text, marks of lists and headings left
// out.
func words(text string) int {
	n := 0
	for _, f := range strings.Fields(text) {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && !ordinal(f) {
			n++
		}
	}
	return n
}

// ordinal reports the mark of a numbered list, such as "2.".
func ordinal(f string) bool { return len(f) == 2 && f[1] == '.' && f[0] >= '0' && f[0] <= '9' }
