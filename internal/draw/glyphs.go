package draw

import (
	"iter"
	"slices"
)

// Glyph is one shaped glyph.
type Glyph struct {
	ID      uint16
	X, Y    float64 // offset from the pen, in points, y down
	Advance float64 // in points
	Text    string  // text of its cluster on the cluster's first glyph, else ""
}

// Glyphs is a sequence of glyphs. It is packed, because text is most of what a
// document holds while it is made: a third of the memory of a slice of glyphs,
// and nothing in it for the garbage collector to follow.
type Glyphs struct {
	all    []packed
	text   string // of all clusters
	plain  bool
	width  float64 // in points
	shifts []Point // offsets from the pen; nil = none has one, which is usual
}

type packed struct {
	advance float64
	id      uint16
	text    uint32 // bytes of the text that are the glyph's
}

// Pack returns a sequence of glyphs. It keeps nothing of the slice.
func Pack(glyphs ...Glyph) Glyphs {
	g := Glyphs{all: make([]packed, len(glyphs))}
	size, shifted := 0, false
	g.plain = true
	for i := range glyphs {
		from := &glyphs[i]
		g.all[i] = packed{from.Advance, from.ID, uint32(len(from.Text))}
		size += len(from.Text)
		g.width += from.Advance
		g.plain = g.plain && len(from.Text) == 1
		shifted = shifted || from.X != 0 || from.Y != 0
	}
	text := make([]byte, 0, size)
	for i := range glyphs {
		text = append(text, glyphs[i].Text...)
	}
	g.text = string(text)
	if shifted {
		g.shifts = make([]Point, len(glyphs))
		for i := range glyphs {
			g.shifts[i] = Point{glyphs[i].X, glyphs[i].Y}
		}
	}
	return g
}

// Len returns how many glyphs there are.
func (g Glyphs) Len() int { return len(g.all) }

// Text returns the text of all glyphs, in the order of the glyphs.
func (g Glyphs) Text() string { return g.text }

// ID returns the number of the ith glyph in its face.
func (g Glyphs) ID(i int) uint16 { return g.all[i].id }

// Advance returns that of the ith glyph, in points.
func (g Glyphs) Advance(i int) float64 { return g.all[i].advance }

// Shift returns the offset of the ith glyph from the pen, in points.
func (g Glyphs) Shift(i int) Point {
	if g.shifts == nil {
		return Point{}
	}
	return g.shifts[i]
}

// Plain reports that each glyph stands for one byte of the text.
func (g Glyphs) Plain() bool { return g.plain }

// All returns the glyphs with their numbers, in visual order, left to right.
func (g Glyphs) All() iter.Seq2[int, Glyph] {
	return func(yield func(int, Glyph) bool) {
		from := 0
		for i := range g.all {
			if !yield(i, g.at(i, from)) {
				return
			}
			from += int(g.all[i].text)
		}
	}
}

// AppendTo unpacks the glyphs onto a slice, which may be used again and again.
func (g Glyphs) AppendTo(to []Glyph) []Glyph {
	to = slices.Grow(to, len(g.all))
	from := 0
	for i := range g.all {
		to = append(to, g.at(i, from))
		from += int(g.all[i].text)
	}
	return to
}

// at returns a glyph whose text begins at a place.
func (g Glyphs) at(i, from int) Glyph {
	p := g.all[i]
	s := g.Shift(i)
	return Glyph{ID: p.id, X: s.X, Y: s.Y, Advance: p.advance, Text: g.text[from : from+int(p.text)]}
}

// Width returns the sum of the advances in points.
func (g Glyphs) Width() float64 { return g.width }
