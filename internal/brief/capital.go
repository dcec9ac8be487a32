package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence starts a text with a capital letter, also behind an opening mark of
// quotation.
func Sentence(s string) string {
	for i, r := range s {
		if !strings.ContainsRune(`"'“‘(`, r) {
			return s[:i] + string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
		}
	}
	return s
}

// Heading capitalises words as English titles do. What has capitals of its own
// (iPad, ADHD), or is not Latin, stays as it is, and so do the small words of
// other languages.
func Heading(s string) string {
	fields := strings.Fields(s)
	abroad := strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 && unicode.IsLetter(r) }) >= 0
	small := func(w string) bool { return minor(w) || abroad && homonym(w) }
	for i, f := range fields {
		if i > 0 && i < len(fields)-1 && small(f) {
			continue
		}
		parts := strings.Split(f, "-")
		for k, p := range parts {
			if k == 0 || !small(p) {
				parts[k] = capital(p)
			}
		}
		fields[i] = strings.Join(parts, "-")
	}
	return strings.Join(fields, " ")
}

func capital(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			if strings.IndexFunc(s, unicode.IsUpper) >= 0 {
				return s
			}
			return s[:i] + string(unicode.ToTitle(r)) + s[i+utf8.RuneLen(r):]
		}
		if unicode.IsDigit(r) {
			return s
		}
	}
	return s
}

// Joining reports whether English writes a word small inside a title.
func Joining(w string) bool {
	switch w {
	case "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "off", "on", "or", "over", "per", "the", "to", "with", "without":
		return true
	}
	return false
}

// minor reports whether a title writes a word small: an English one, or one of
// another language that is no English word too.
func minor(w string) bool {
	switch w {
	case "under", "near", "via", "am", "pm", "à", "de", "du", "des", "la", "le", "les", "et", "y", "e", "el", "los", "las", "und", "mit", "im", "aus", "für", "der", "das", "von", "en", "di", "da", "och", "för", "для", "и", "в", "с":
		return true
	}
	return Joining(w) && w != "without"
}

// homonym reports whether a small word of another language is an English one of
// another sense: only a title with letters of that language has it small.
func homonym(w string) bool {
	switch w {
	case "do", "die", "med", "con", "para":
		return true
	}
	return false
}
