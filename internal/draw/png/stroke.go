package png

import (
	"math"
	"slices"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// miterLimit is where a sharp corner is cut off, in half widths, as SVG has it.
const miterLimit = 4

// stroke makes the outline of drawn lines, as pieces that all turn the same way,
// so that where they overlap the non-zero rule fills once. The outline is valid
// until the next call.
func (s *stroker) stroke(lines *shape, width float64, dash []float64, round bool) *shape {
	s.half, s.round = width/2, round
	s.out.reset()
	s.disced = false
	for _, k := range lines.contours {
		pts := s.distinct(lines.of(k), k.closed)
		if len(pts) < 2 {
			if len(pts) == 1 && round {
				s.disc(pts[0])
			}
			continue
		}
		if len(dash) == 0 {
			s.line(pts, k.closed)
			continue
		}
		if k.closed {
			pts = append(pts, pts[0])
			s.pts = pts
		}
		s.dashes(pts, dash)
	}
	return &s.out
}

// distinct leaves out points that stand on the one before.
func (s *stroker) distinct(pts []draw.Point, closed bool) []draw.Point {
	out := s.pts[:0]
	for _, p := range pts {
		if len(out) == 0 || dist(out[len(out)-1], p) > 1e-6 {
			out = append(out, p)
		}
	}
	s.pts = out
	if closed && len(out) > 1 && dist(out[0], out[len(out)-1]) <= 1e-6 {
		out = out[:len(out)-1]
	}
	return out
}

// stroker makes outlines of lines, one after another with the same buffers.
type stroker struct {
	half   float64
	round  bool
	out    shape
	pts    []draw.Point // of the line that is being stroked
	dash   []draw.Point // of the piece of it that is being drawn
	sides  []draw.Point // of each piece of a line, half the width to its left
	circle []draw.Point // round the origin
	disced bool         // circle has the size of this stroke
}

// turned ends a contour, and turns it so that its area is positive.
func (s *stroker) turned() {
	pts := s.out.pts[s.out.from:]
	area := 0.0
	for i, a := range pts {
		b := pts[0]
		if i+1 < len(pts) {
			b = pts[i+1]
		}
		area += a.X*b.Y - b.X*a.Y
	}
	if area < 0 {
		slices.Reverse(pts)
	}
	s.out.end(0, true)
}

// add keeps a piece.
func (s *stroker) add(pts ...draw.Point) {
	s.out.pts = append(s.out.pts, pts...)
	s.turned()
}

// side returns the unit vector a quarter turn from a to b, times half the width.
func (s *stroker) side(a, b draw.Point) draw.Point {
	d := dist(a, b)
	return draw.Point{X: -(b.Y - a.Y) / d * s.half, Y: (b.X - a.X) / d * s.half}
}

func (s *stroker) line(pts []draw.Point, closed bool) {
	n := len(pts)
	last := n - 1
	if closed {
		last = n
	}
	s.sides = s.sides[:0]
	for i := range last {
		a, b := pts[i], pts[(i+1)%n]
		v := s.side(a, b)
		s.sides = append(s.sides, v)
		s.add(draw.Point{X: a.X + v.X, Y: a.Y + v.Y}, draw.Point{X: b.X + v.X, Y: b.Y + v.Y},
			draw.Point{X: b.X - v.X, Y: b.Y - v.Y}, draw.Point{X: a.X - v.X, Y: a.Y - v.Y})
	}
	for i := range n {
		if closed || i > 0 && i < n-1 {
			s.join(s.sides[(i+n-1)%n], pts[i], s.sides[i])
		} else if s.round {
			s.disc(pts[i])
		}
	}
}

// join fills the corner at b between two pieces with the sides u and v.
func (s *stroker) join(u, b, v draw.Point) {
	cross := u.X*v.Y - u.Y*v.X
	if math.Abs(cross) < 1e-9*s.half*s.half && u.X*v.X+u.Y*v.Y > 0 {
		return
	}
	if s.round && u.X*v.X+u.Y*v.Y < 0.9*s.half*s.half {
		s.disc(b)
		return
	}
	if cross > 0 { // the outer side is the other one
		u, v = draw.Point{X: -u.X, Y: -u.Y}, draw.Point{X: -v.X, Y: -v.Y}
	}
	p, q := draw.Point{X: b.X + u.X, Y: b.Y + u.Y}, draw.Point{X: b.X + v.X, Y: b.Y + v.Y}
	mid := draw.Point{X: u.X + v.X, Y: u.Y + v.Y}
	if len2 := mid.X*mid.X + mid.Y*mid.Y; len2 > 1e-12 {
		k := 2 * s.half * s.half / len2
		if tip := math.Sqrt(len2) * k / s.half; tip <= miterLimit {
			s.add(b, p, draw.Point{X: b.X + mid.X*k, Y: b.Y + mid.Y*k}, q)
			return
		}
	}
	s.add(b, p, q)
}

func (s *stroker) disc(c draw.Point) {
	if !s.disced {
		s.disced, s.circle = true, s.circle[:0]
		n := 8 + steps(s.half*6)
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			s.circle = append(s.circle, draw.Point{X: s.half * cos, Y: s.half * sin})
		}
	}
	for _, p := range s.circle {
		s.out.add(draw.Point{X: c.X + p.X, Y: c.Y + p.Y})
	}
	s.turned()
}

// dashes strokes the drawn pieces of a line. A pattern without length draws all.
func (s *stroker) dashes(pts []draw.Point, pattern []float64) {
	total := 0.0
	for _, d := range pattern {
		total += max(d, 0)
	}
	if total < 0.05 {
		s.line(pts, false)
		return
	}
	k, left := 0, max(0, pattern[0])
	s.dash = append(s.dash[:0], pts[0])
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for d := dist(a, b); d > left; d = dist(a, b) {
			u := left / d
			a = draw.Point{X: a.X + (b.X-a.X)*u, Y: a.Y + (b.Y-a.Y)*u}
			if k%2 == 0 {
				s.dash = append(s.dash, a)
				s.line(s.dash, false)
			}
			s.dash = append(s.dash[:0], a)
			k++
			left = max(0, pattern[k%len(pattern)])
		}
		left -= dist(a, b)
		s.dash = append(s.dash, b)
	}
	if k%2 == 0 && len(s.dash) > 1 {
		s.line(s.dash, false)
	}
}
