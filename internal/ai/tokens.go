package ai

import "unicode"

// Characters to a token, by script, in quarters of a token each: an average over
// the tokenisers in use, within about a quarter of what they count.
const (
	quartersLatin = 1 // Latin letters, digits, marks and spaces: four to a token
	quartersOther = 2 // Greek, Cyrillic, Arabic, Hebrew, Devanagari and others: two
	quartersHan   = 4 // Chinese, Japanese and Korean: one
)

// Tokens estimates how many tokens a text is, from its characters and their
// scripts. What is billed may differ by a quarter either way.
func Tokens(text string) int {
	quarters := 0
	for _, r := range text {
		switch {
		case r < 0x250: // Latin with its extensions
			quarters += quartersLatin
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), r >= 0x3000 && r < 0x3040, r >= 0xff00 && r < 0xfff0:
			quarters += quartersHan
		default:
			quarters += quartersOther
		}
	}
	return (quarters + 3) / 4
}

// TokensOf estimates how many tokens a question is.
func TokensOf(q Question) int {
	return Tokens(q.System) + Tokens(q.Prompt) + (len(q.Schema)+3)/4
}

// Spared estimates how many tokens asking for each thing alone would have taken
// besides: system, schema and the prompt but for what is about single things, once
// more for every thing but the first.
func Spared(q Question) int {
	if q.Items < 2 {
		return 0
	}
	prompt := Tokens(q.Prompt)
	if n := len(q.Prompt); n > 0 {
		prompt -= prompt * min(q.Own, n) / n
	}
	return (q.Items - 1) * (Tokens(q.System) + prompt + (len(q.Schema)+3)/4)
}
