// Package locale says what stands in a product in the product's language: the
// fixed sentences of pages and texts, names of months and days, dates, numbers
// and lists.
//
// English is the source. A sentence stands in the code as it reads in English
// and is its own key, as with gettext; a catalog of messages holds it in
// another language. What no catalog has is said in English.
//
// Names and patterns of dates come from Unicode's CLDR (data/cldr.json, written
// by scripts/cldr.mjs).
package locale

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Printer says things in one language. A nil Printer speaks English. It is safe
// for concurrent use.
type Printer struct {
	tag  language.Tag
	cldr *cldr // nil = English
	msgs []Messages
	sum  string // of msgs
}

// Messages are what one catalog has, by the English sentence.
type Messages map[string]Message

// Message is a sentence in a language. All but Other are empty unless the
// sentence differs by number; the names are CLDR's categories.
type Message struct {
	Zero  string `json:"zero,omitempty"`
	One   string `json:"one,omitempty"`
	Two   string `json:"two,omitempty"`
	Few   string `json:"few,omitempty"`
	Many  string `json:"many,omitempty"`
	Other string `json:"other"`
}

// English reports whether the printer speaks English.
func (p *Printer) English() bool { return p == nil || p.cldr == nil }

// Tag is the language, BCP 47.
func (p *Printer) Tag() string {
	if p == nil {
		return "en"
	}
	return p.tag.String()
}

// RTL reports whether the language is written from right to left.
func (p *Printer) RTL() bool {
	return !p.English() && (p.cldr.Script == "Arab" || p.cldr.Script == "Hebr")
}

// Spaced reports whether words of the language have spaces between them.
func (p *Printer) Spaced() bool { return p.English() || p.cldr.Script != "Jpan" }

// Latin reports whether the language is written in Latin letters.
func (p *Printer) Latin() bool { return p.English() || p.cldr.Script == "Latn" }

// Writes reports whether a letter is of the language's script.
func (p *Printer) Writes(r rune) bool {
	if p.English() {
		return unicode.Is(unicode.Latin, r)
	}
	switch p.cldr.Script {
	case "Arab":
		return unicode.Is(unicode.Arabic, r)
	case "Hebr":
		return unicode.Is(unicode.Hebrew, r)
	case "Cyrl":
		return unicode.Is(unicode.Cyrillic, r)
	case "Grek":
		return unicode.Is(unicode.Greek, r)
	case "Jpan":
		return Ideographic(r)
	}
	return unicode.Is(unicode.Latin, r)
}

// Ideographic reports kanji and kana: signs of a script that puts no spaces
// between words.
func Ideographic(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

// Key marks a sentence that is said elsewhere, so that it is found when the
// sentences are collected. It returns the sentence as it is.
func Key(english string) string { return english }

// Say says a sentence. English is its text in English, a format if there are
// arguments; whole numbers are written as the language does.
func (p *Printer) Say(english string, args ...any) string {
	return p.format(p.find("", english).Other, args)
}

// In is Say for words that mean one thing here and another elsewhere, such as
// "Left"; context tells translators which, in a word or two.
func (p *Printer) In(context, english string, args ...any) string {
	return p.format(p.find(context, english).Other, args)
}

// Plural says a sentence about n things; one is the sentence for a single one.
// Both are formats over args, which hold n where it is to be written.
func (p *Printer) Plural(n int, one, other string, args ...any) string {
	if p.English() {
		if n == 1 {
			return p.format(one, args)
		}
		return p.format(other, args)
	}
	m := p.find("", other)
	if n == 1 && m.Other == other { // no catalog has it
		return p.format(one, args)
	}
	return p.format(cmp.Or(m.form(plural.Cardinal.MatchPlural(p.tag, n, 0, 0, 0, 0)), m.Other), args)
}

// form is the sentence for a category of numbers, "" if it is none of its own.
func (m Message) form(f plural.Form) string {
	switch f {
	case plural.Zero:
		return m.Zero
	case plural.One:
		return m.One
	case plural.Two:
		return m.Two
	case plural.Few:
		return m.Few
	case plural.Many:
		return m.Many
	}
	return m.Other
}

// Set sets the sentence for a category of numbers; a name that is none is left
// out.
func (m *Message) Set(category, sentence string) {
	switch category {
	case "zero":
		m.Zero = sentence
	case "one":
		m.One = sentence
	case "two":
		m.Two = sentence
	case "few":
		m.Few = sentence
	case "many":
		m.Many = sentence
	}
}

// Sum tells printers apart: it names the language and sums up its messages.
func (p *Printer) Sum() string {
	if p.English() {
		return p.Tag()
	}
	return p.Tag() + " " + p.sum
}

// MarshalJSON names the language and sums up its messages, so that what was said
// by other messages has another hash.
func (p *Printer) MarshalJSON() ([]byte, error) {
	return json.Marshal(p.Sum())
}

// Knows reports whether a catalog of the language has a sentence.
func (p *Printer) Knows(english string) bool {
	if p.English() {
		return true
	}
	for _, m := range p.msgs {
		if _, ok := m[english]; ok {
			return true
		}
	}
	return false
}

// With is the printer with more messages, which are looked up before the others.
func (p *Printer) With(m Messages) *Printer {
	if p.English() || len(m) == 0 {
		return p
	}
	return &Printer{tag: p.tag, cldr: p.cldr, msgs: append([]Messages{m}, p.msgs...), sum: p.sum + m.sum()}
}

// sum is a hash of messages. Maps are encoded in the order of their keys.
func (m Messages) sum() string {
	raw, err := json.Marshal(m)
	if err != nil {
		return "" // texts can be encoded
	}
	h := sha256.Sum256(raw)
	return hex.EncodeToString(h[:8])
}

func (p *Printer) find(context, english string) Message {
	if !p.English() {
		if context != "" {
			if m, ok := p.look(context + "|" + english); ok {
				return m
			}
		}
		if m, ok := p.look(english); ok {
			return m
		}
	}
	return Message{Other: english}
}

func (p *Printer) look(key string) (Message, bool) {
	for _, m := range p.msgs {
		if got, ok := m[key]; ok && got.Other != "" {
			return got, true
		}
	}
	return Message{}, false
}

func (p *Printer) format(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	if p.English() {
		return fmt.Sprintf(text, args...)
	}
	local := make([]any, len(args))
	for i, a := range args {
		local[i] = a
		if n, ok := a.(int); ok {
			local[i] = whole{n, p}
		}
	}
	return fmt.Sprintf(text, local...)
}

// whole writes an int as a language does.
type whole struct {
	n int
	p *Printer
}

func (w whole) Format(f fmt.State, verb rune) {
	if width, ok := f.Width(); ok || verb != 'd' {
		_, _ = fmt.Fprintf(f, fmt.Sprintf("%%0%d%c", width, verb), w.n)
		return
	}
	_, _ = f.Write([]byte(w.p.Number(w.n)))
}

// Upper writes a text in capitals, as the language has them.
func (p *Printer) Upper(s string) string {
	if p.English() {
		return strings.ToUpper(s)
	}
	return cases.Upper(p.tag).String(s)
}

// Lower writes a text in small letters.
func (p *Printer) Lower(s string) string {
	if p.English() {
		return strings.ToLower(s)
	}
	return cases.Lower(p.tag).String(s)
}

// verbPattern finds the verbs of a format.
var verbPattern = regexp.MustCompile(`%(\[\d+\])?[0-9.]*[a-zA-Z%]`)

// Fits says what is wrong with a translation of a sentence, "" if nothing is:
// both must have the same verbs, each as often, and the same names in braces.
func Fits(english string, m Message) string {
	if m.Other == "" {
		return "the translation is empty"
	}
	for _, s := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if s == "" {
			continue
		}
		if f := same(english, s, s != m.Other); f != "" {
			return f
		}
	}
	return ""
}
