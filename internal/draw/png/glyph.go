package png

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// glyphs are the outlines of the letters of a picture round their pens: a text
// has each of them many times.
type glyphs struct {
	known map[letter]drawn
	shape shape // of all of them
}

// letter is a glyph in a size, in pixels to a unit of its face.
type letter struct {
	face *font.Face
	id   uint16
	unit float64
}

// drawn is the contours of a letter in the shape of all.
type drawn struct{ from, to int }

func (g *glyphs) clear() {
	if g.known == nil {
		g.known = map[letter]drawn{}
	}
	clear(g.known)
	g.shape.reset()
}

// outline returns the contours of a letter.
func (g *glyphs) outline(l letter) []contour {
	d, ok := g.known[l]
	if !ok {
		d.from = len(g.shape.contours)
		g.shape.glyph(l.face.Outline(l.id), l.unit)
		d.to = len(g.shape.contours)
		g.known[l] = d
	}
	return g.shape.contours[d.from:d.to]
}

// add puts a letter on a shape, with its pen at a point.
func (g *glyphs) add(s *shape, l letter, pen draw.Point) {
	for _, k := range g.outline(l) {
		for _, p := range g.shape.of(k) {
			s.add(draw.Point{X: pen.X + p.X, Y: pen.Y + p.Y})
		}
		s.end(0, true)
	}
}

// glyph takes in the outline of a glyph round its pen, beside what is there.
func (s *shape) glyph(segs []font.Segment, unit float64) {
	at := func(a [2]float32) draw.Point { return draw.Point{X: float64(a[0]) * unit, Y: -float64(a[1]) * unit} }
	for _, seg := range segs {
		switch seg.Op {
		case 'M':
			s.end(3, true)
			s.add(at(seg.Args[0]))
		case 'L':
			s.add(at(seg.Args[0]))
		case 'Q':
			s.quadratic(at(seg.Args[0]), at(seg.Args[1]))
		case 'C':
			s.cubic(at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2]))
		}
	}
	s.end(3, true)
}
