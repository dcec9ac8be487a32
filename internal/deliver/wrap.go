package deliver

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Column is where the lines of plain-text files end, in columns of a screen.
const Column = 76

// Wrap breaks a plain text at Column. The first line begins with first, the
// others with rest. Lines break at spaces, and beside characters of Chinese and
// Japanese, which are written without any; a longer word stands on a line of its
// own.
func Wrap(s, first, rest string) string {
	var b strings.Builder
	line, wide, empty := first, Width(first), true
	for word := range strings.FieldsSeq(s) {
		gap := " "
		for word != "" {
			piece := word[:unbroken(word)]
			word = word[len(piece):]
			if !empty && wide+len(gap)+Width(piece) > Column {
				b.WriteString(line + "\n")
				line, wide, empty = rest, Width(rest), true
			}
			if empty {
				gap = ""
			}
			line += gap + piece
			wide += len(gap) + Width(piece)
			gap, empty = "", false
		}
	}
	b.WriteString(line)
	return b.String()
}

// Width is how many columns a text takes on a screen: two for each character of
// Chinese, Japanese and Korean, one for any other.
func Width(s string) int {
	n := 0
	for _, r := range s {
		if n++; square(r) {
			n++
		}
	}
	return n
}

// unbroken is the length in bytes of what a word begins with that stays on one
// line.
func unbroken(word string) int {
	last, at := utf8.DecodeRuneInString(word)
	for i, r := range word[at:] {
		if between(last, r) {
			return at + i
		}
		last = r
	}
	return len(word)
}

// between reports whether a line may end after one character and the next begin
// with the other (JIS X 4051): no line begins with a mark that closes something,
// and none ends with one that opens it.
func between(a, b rune) bool {
	const (
		closing = "、。，．・：；？！ー〜～…‥々ゝゞヽヾ」』）］｝〕〉》】〟’”»)]},.:;!?%"
		small   = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
		opening = "「『（［｛〔〈《【〝‘“«([{"
	)
	return (ideographic(a) || ideographic(b)) &&
		!strings.ContainsRune(closing+small, b) && !strings.ContainsRune(opening, a) && !unicode.IsMark(b)
}

// ideographic reports a character of a script that has no spaces between words.
func ideographic(r rune) bool {
	return locale.Ideographic(r) || fullwidth(r)
}

// fullwidth reports punctuation, and letters and digits, that fill the square of
// an ideograph.
func fullwidth(r rune) bool {
	return r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r == '・'
}

// square reports a character as wide as it is high.
func square(r rune) bool {
	halved := r >= 0xff61 && r <= 0xffdc // katakana and hangul of half the width
	return !halved && (ideographic(r) || unicode.Is(unicode.Hangul, r))
}
