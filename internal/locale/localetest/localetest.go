// Package localetest shows tests what a product says past its printer.
//
// A marked printer puts every sentence between « and », in pieces around what is
// filled in, and Foreign takes Latin letters from the texts of a product. A word
// in Latin letters outside the marks is then English that stands in the code and
// is said by no printer.
package localetest

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Marked returns a printer of a language, not English, that marks what it says.
// It knows the sentences that were collected, and the phrases: names and others
// that are said as a product's data has them.
func Marked(tag string, phrases ...string) (*locale.Printer, error) {
	all, err := locale.Sentences()
	if err != nil {
		return nil, err
	}
	m := locale.Messages{}
	for _, s := range all {
		m[s.Key()] = locale.Message{Other: mark(s.English)}
	}
	for _, p := range phrases {
		m[p] = locale.Message{Other: mark(p)}
	}
	return locale.NewLanguages().Printer(tag).With(m), nil
}

// signs are what a line of prose in Markdown begins with.
var signs = regexp.MustCompile(`^(?:##? |> |\d\. |- \[ \] |- )`)

// mark puts marks into a sentence, or into each line, item and cell of prose.
func mark(english string) string {
	lines := strings.Split(english, "\n")
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "|") && strings.Trim(l, "|:-") == "": // the rule of a table
		case strings.HasPrefix(l, "| "):
			cells := strings.Split(strings.Trim(l, "| "), " | ")
			for k := range cells {
				cells[k] = pieces(cells[k])
			}
			lines[i] = "| " + strings.Join(cells, " | ") + " |"
		case strings.HasPrefix(l, "> "):
			title, note, _ := strings.Cut(l[2:], ": ")
			lines[i] = "> " + pieces(title) + ": " + pieces(note)
		default:
			sign := signs.FindString(l)
			lines[i] = sign + pieces(l[len(sign):])
		}
	}
	return strings.Join(lines, "\n")
}

// filled finds what is filled into a sentence.
var filled = regexp.MustCompile(`%(?:\[\d+\])?[a-z]|\{[A-Za-z]+\}`)

// pieces marks a sentence around what is filled in, so that nothing that is
// filled in is taken for said.
func pieces(s string) string {
	var b strings.Builder
	at := 0
	piece := func(s string) {
		if strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			s = "«" + s + "»"
		}
		b.WriteString(s)
	}
	for _, hole := range filled.FindAllStringIndex(s, -1) {
		piece(s[at:hole[0]])
		b.WriteString(s[hole[0]:hole[1]])
		at = hole[1]
	}
	piece(s[at:])
	return b.String()
}

var (
	said  = regexp.MustCompile(`«[^«»]*»`)
	cut   = regexp.MustCompile(`«[^«»]*…`) // a line that was too long
	words = regexp.MustCompile(`\p{Latin}[\p{Latin}'’ -]*\p{Latin}`)
)

// English returns the words in Latin letters that stand outside the marks.
func English(text string) []string {
	for before := ""; before != text; {
		before, text = text, said.ReplaceAllString(text, "|")
	}
	return words.FindAllString(cut.ReplaceAllString(text, "|"), -1)
}

// number matches the number of an item, which is the same in every language.
var number = regexp.MustCompile(`\b[A-Za-z][0-9]{2,4}\b`)

// Foreign writes a text in Cyrillic letters, but for the numbers of items.
func Foreign(text string) string {
	var b strings.Builder
	at := 0
	for _, n := range number.FindAllStringIndex(text, -1) {
		b.WriteString(strings.Map(cyrillic, text[at:n[0]]) + text[n[0]:n[1]])
		at = n[1]
	}
	return b.String() + strings.Map(cyrillic, text[at:])
}

func cyrillic(r rune) rune {
	const first = 'а' // and 31 more up to я
	switch {
	case r >= 'a' && r <= 'z':
		return first + r - 'a'
	case r >= 'A' && r <= 'Z':
		return unicode.ToUpper(first + r - 'A')
	case unicode.Is(unicode.Latin, r):
		return 'я'
	}
	return r
}
