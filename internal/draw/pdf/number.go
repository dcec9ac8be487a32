package pdf

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf16"
)

// hundredth is a length in hundredths of a point: finer than any screen or
// printer, and exact when positions are told as differences.
type hundredth int

// maxCoord bounds coordinates in points. Pages end at 14 400; readers keep
// numbers in single precision.
const maxCoord = 1e6

// fix rounds a length. It fails for what is not a number or out of range.
func fix(v float64) (hundredth, error) {
	if !(math.Abs(v) <= maxCoord) {
		return 0, fmt.Errorf("%g is no usable coordinate", v)
	}
	return hundredth(math.Round(v * 100)), nil
}

// appendNum writes a length without needless zeros: 1.5, -0.25, 30.
func appendNum(b []byte, v hundredth) []byte {
	if v < 0 {
		b = append(b, '-')
		v = -v
	}
	b = strconv.AppendInt(b, int64(v/100), 10)
	if r := v % 100; r != 0 {
		b = append(b, '.', byte('0'+r/10))
		if r%10 != 0 {
			b = append(b, byte('0'+r%10))
		}
	}
	return b
}

// nums writes lengths with a space after each.
func nums(b []byte, vs ...hundredth) []byte {
	for _, v := range vs {
		b = append(appendNum(b, v), ' ')
	}
	return b
}

// appendText writes a text string: as it is when it is plain ASCII, which every
// encoding of PDF shares, else as UTF-16.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			raw := []byte{0xfe, 0xff}
			for _, u := range utf16.Encode([]rune(s)) {
				raw = append(raw, byte(u>>8), byte(u))
			}
			return appendString(b, raw)
		}
	}
	return appendString(b, []byte(s))
}

func appendString(b, s []byte) []byte {
	b = append(b, '(')
	for _, c := range s {
		b = appendByte(b, c)
	}
	return append(b, ')')
}

// appendByte writes one byte of a literal string. A bare carriage return would
// be read as a line feed.
func appendByte(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// appendName writes a name; what is not a plain character is written as #hex.
func appendName(b []byte, s string) []byte {
	b = append(b, '/')
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '_' {
			b = append(b, c)
			continue
		}
		b = fmt.Appendf(b, "#%02X", c)
	}
	return b
}
