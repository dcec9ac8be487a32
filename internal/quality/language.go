package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// languageGate checks that a product is in the language that it is sold in: no
// item was left in English, and nothing that stands on every page.
func languageGate(v *verdict, g *gate) {
	left, n := 0, 0
	for _, it := range v.items {
		if !v.top().Holds(it.Tier) {
			continue
		}
		n++
		g.check(1)
		switch f := foreignTo(v.Lang, "", it.text); {
		case it.Language != "":
			left++
		case !it.Edited && f != "":
			g.fault("item "+it.ID, "%s", f)
		}
	}
	if left > 0 {
		g.fault("", "%d of %d items are still in English: a model has not written them yet.", left, n)
	}
	g.check(1)
	if n := v.Product.Unsaid; n > 0 {
		g.fault("", "Of the pages and papers, %s still in English: a model has not translated them yet.", none(n, "phrase is", "phrases are"))
	}
}

const (
	leastLetters = 20   // fewer say nothing about a language
	leastScript  = 0.5  // share of letters in the language's own script
	mostEnglish  = 0.14 // share of words that only English is full of
)

// foreignTo says that a text which should be in a language is not, "" if it may
// be. was is the English that it takes the place of. It errs on the side of
// silence: names, tools and blanks are foreign words in any language.
func foreignTo(p *locale.Printer, was, text string) string {
	if was != "" && plain(was) == plain(text) && len(strings.Fields(text)) > 3 {
		return "It is still in English."
	}
	letters, own := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if p.Writes(r) {
				own++
			}
		}
	}
	switch {
	case letters < leastLetters:
		return ""
	case float64(own) < leastScript*float64(letters):
		return "It is not in the script of the language."
	case p.English(), !p.Latin():
		return ""
	}
	words, english := 0, 0
	for w := range strings.FieldsSeq(plain(text)) {
		words++
		if englishOnly(w) {
			english++
		}
	}
	if words > 6 && float64(english) > mostEnglish*float64(words) {
		return "It seems to be in English."
	}
	return ""
}

// englishOnly reports words that English texts are full of and no other language
// has.
func englishOnly(w string) bool {
	switch w {
	case "the", "and", "your", "you", "with", "this", "that", "which", "what", "when", "from", "have", "is", "of", "to", "for", "are", "it", "one", "each", "my":
		return true
	}
	return false
}

// western writes the digits of other scripts as European ones.
func western(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		}
		return r
	}, s)
}

// foreign reports that what the product says cannot be judged by English words.
func (v *verdict) foreign() bool { return !v.Lang.English() }

// length is how many words a text has; where words have no spaces between them,
// two letters count as one.
func (v *verdict) length(text string) int {
	if v.Lang.Spaced() {
		return len(strings.Fields(text))
	}
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n / 2
}

// width is how many Latin letters wide a line of text is; those of a script
// without spaces count as two.
func (v *verdict) width(text string) int {
	n := utf8.RuneCountInString(text)
	if v.Lang.Spaced() {
		return n
	}
	for _, r := range text {
		if v.Lang.Writes(r) {
			n++
		}
	}
	return n
}

// namesAbroad is the share of the words for the people, in the product's language,
// that a text has; endings may differ.
func (v *verdict) namesAbroad(text string) float64 {
	const head = 4 // letters
	low, all, n := plain(text), 0, 0
	for w := range strings.FieldsSeq(plain(v.Lang.Say(v.Reading.Whos))) {
		all++
		if r := []rune(w); strings.Contains(low, string(r[:min(head, len(r))])) {
			n++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(n) / float64(all)
}
