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

// Heading capitalises the words of a title as English has it.
func Heading(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && i < len(words)-1 && Joining(w) {
			continue
		}
		parts := strings.Split(w, "-")
		for k, part := range parts {
			if k == 0 || !Joining(part) {
				parts[k] = Sentence(part)
			}
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

// Joining reports whether English writes a word small inside a title.
func Joining(w string) bool {
	switch w {
	case "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "off", "on", "or", "over", "per", "the", "to", "with", "without":
		return true
	}
	return false
}
