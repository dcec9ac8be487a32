package typeset

import "unicode/utf8"

// eastAsian reports characters that only the Japanese face may have. Symbols
// that other faces have as well come from those.
func eastAsian(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f ||
		r >= 0xff00 && r <= 0xffef || r >= 0x2460 && r <= 0x24ff || r >= 0x2010 && r <= 0x2015 || r == '※' || r >= 0x20000 && r <= 0x3ffff
}

// centred reports punctuation that stands at the middle of a line of kanji but
// at the foot of one of Latin letters.
func centred(r rune) bool { return r == '…' || r == '‥' || r == '―' }

// ideograph reports characters that are written without spaces between words.
func ideograph(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xffef || r >= 0x20000 && r <= 0x3ffff
}

// between returns the bytes of a paragraph before which a line may end beside an
// ideograph or kana, by UAX 14. Its strict rules are those of Japanese: no line
// begins with a closing mark, a small kana, ー or 々, none ends with an opening
// bracket.
func (s *Setter) between(text string) []int {
	runes := []rune(text)
	s.lines.Init(runes)
	var at []int
	end := 0
	for it := s.lines.LineIterator(); it.Next(); {
		l := it.Line()
		for _, r := range l.Text {
			end += utf8.RuneLen(r)
		}
		if n := l.Offset + len(l.Text); n < len(runes) && (ideograph(runes[n-1]) || ideograph(runes[n])) {
			at = append(at, end)
		}
	}
	return at
}
