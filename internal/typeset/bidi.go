package typeset

import (
	"slices"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	classes "golang.org/x/text/unicode/bidi"
)

// stretch is a part of a paragraph up to a byte with one embedding level of the
// Unicode Bidirectional Algorithm (UAX 9): odd is read from right to left.
type stretch struct {
	end   int
	level uint8
}

// direct finds in which direction the parts of a paragraph are read, and the
// paragraph as a whole. No stretches means that all is read from left to right.
//
// A language that is read from right to left gives its direction to a paragraph,
// unless that has letters of the other direction alone. Else the first letter
// decides.
func (s *Setter) direct(text string) (levels []stretch, rtl bool) {
	left, right, first := false, false, false
	for _, r := range text {
		p, _ := classes.LookupRune(r)
		switch p.Class() {
		case classes.L:
			left = true
		case classes.R, classes.AL:
			first = first || !left
			right = true
		}
	}
	rtl = first
	if s.rtl {
		rtl = right || !left
	}
	if !rtl && !right {
		return nil, false
	}
	return s.levels(text, rtl), rtl
}

// levels resolves the levels of a paragraph with a base direction.
func (s *Setter) levels(text string, rtl bool) []stretch {
	dir, base := bidi.LeftToRight, uint8(0)
	if rtl {
		dir, base = bidi.RightToLeft, 1
	}
	runs := s.bidi.SegmentString(text, dir)
	var out []stretch
	end := 0
	for i := range runs.NumRuns() {
		r := runs.Run(i)
		start := end
		for range r.End - r.Start {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		switch {
		case !r.IsLeftToRight():
			out = append(out, stretch{end, 1})
		case rtl:
			out = append(out, stretch{end, 2})
		default:
			// Runs of levels 0 and 2 come as one. Level 2 is a number after a
			// word that is read from right to left.
			if n := number(text[start:end]); i > 0 && n > 0 {
				out = append(out, stretch{start + n, 2})
			}
			out = append(out, stretch{end, 0})
		}
	}
	if end < len(text) { // after a character that ends a paragraph
		out = append(out, stretch{len(text), base})
	}
	return out
}

// number returns the length of the number that a text begins with, with its
// separators and signs (rules W4 and W5).
func number(text string) int {
	n := 0
	for i, r := range text {
		p, size := classes.LookupRune(r)
		switch p.Class() {
		case classes.EN, classes.AN, classes.ET, classes.NSM:
			n = i + size
		case classes.ES, classes.CS:
		default:
			return n
		}
	}
	return n
}

// item is what stands on a line: a token, or the space before it.
type item struct {
	token int
	space bool
}

// visual returns what stands on a line from left to right (rule L2).
func visual(ts []token) []item {
	items := make([]item, 0, 2*len(ts))
	levels := make([]uint8, 0, 2*len(ts))
	highest := uint8(0)
	for i, t := range ts {
		if t.space && i > 0 {
			items, levels = append(items, item{i, true}), append(levels, t.gap)
		}
		items, levels = append(items, item{i, false}), append(levels, t.level)
		highest = max(highest, t.level)
	}
	for l := highest; l > 0; l-- {
		for i := 0; i < len(items); i++ {
			j := i
			for j < len(items) && levels[j] >= l {
				j++
			}
			if j > i {
				slices.Reverse(items[i:j])
				slices.Reverse(levels[i:j])
				i = j
			}
		}
	}
	return items
}
