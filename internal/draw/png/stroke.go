package png

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// miterLimit is where a sharp corner is cut off, in half widths, as SVG has it.
const miterLimit = 4

// stroke returns the outline of drawn lines as pieces that all turn the same
// way, so that where they overlap the non-zero rule fills once.
func stroke(lines []polyline, width float64, dash []float64, round bool) []polyline {
	s := &stroker{half: width / 2, round: round}
	for _, l := range lines {
		pts := distinct(l.pts, l.closed)
		if len(pts) < 2 {
			if len(pts) == 1 && round {
				s.disc(pts[0])
			}
			continue
		}
		if len(dash) == 0 {
			s.line(pts, l.closed)
			continue
		}
		if l.closed {
			pts = append(pts, pts[0])
		}
		for _, d := range dashes(pts, dash) {
			s.line(d, false)
		}
	}
	return s.out
}

func distinct(pts []draw.Point, closed bool) []draw.Point {
	var out []draw.Point
	for _, p := range pts {
		if len(out) == 0 || dist(out[len(out)-1], p) > 1e-6 {
			out = append(out, p)
		}
	}
	if closed && len(out) > 1 && dist(out[0], out[len(out)-1]) <= 1e-6 {
		out = out[:len(out)-1]
	}
	return out
}

type stroker struct {
	half  float64
	round bool
	out   []polyline
}

// add keeps a piece, turned so that its area is positive.
func (s *stroker) add(pts ...draw.Point) {
	area := 0.0
	for i, a := range pts {
		b := pts[(i+1)%len(pts)]
		area += a.X*b.Y - b.X*a.Y
	}
	if area < 0 {
		for i, j := 0, len(pts)-1; i < j; i, j = i+1, j-1 {
			pts[i], pts[j] = pts[j], pts[i]
		}
	}
	s.out = append(s.out, polyline{pts, true})
}

// normal returns the unit vector a quarter turn from a to b, times half the width.
func (s *stroker) normal(a, b draw.Point) draw.Point {
	d := dist(a, b)
	return draw.Point{X: -(b.Y - a.Y) / d * s.half, Y: (b.X - a.X) / d * s.half}
}

func (s *stroker) line(pts []draw.Point, closed bool) {
	n := len(pts)
	last := n - 1
	if closed {
		last = n
	}
	for i := range last {
		a, b := pts[i], pts[(i+1)%n]
		v := s.normal(a, b)
		s.add(draw.Point{X: a.X + v.X, Y: a.Y + v.Y}, draw.Point{X: b.X + v.X, Y: b.Y + v.Y},
			draw.Point{X: b.X - v.X, Y: b.Y - v.Y}, draw.Point{X: a.X - v.X, Y: a.Y - v.Y})
	}
	for i := range n {
		if closed || i > 0 && i < n-1 {
			s.join(pts[(i+n-1)%n], pts[i], pts[(i+1)%n])
		} else if s.round {
			s.disc(pts[i])
		}
	}
}

func (s *stroker) join(a, b, c draw.Point) {
	u, v := s.normal(a, b), s.normal(b, c)
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
	n := 8 + steps(s.half*6)
	pts := make([]draw.Point, n)
	for i := range pts {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		pts[i] = draw.Point{X: c.X + s.half*cos, Y: c.Y + s.half*sin}
	}
	s.add(pts...)
}

// dashes cuts a line into its drawn pieces. A pattern without length draws all.
func dashes(pts []draw.Point, pattern []float64) [][]draw.Point {
	total := 0.0
	for _, d := range pattern {
		total += max(d, 0)
	}
	if total < 0.05 {
		return [][]draw.Point{pts}
	}
	var out [][]draw.Point
	k, left := 0, max(0, pattern[0])
	cur := []draw.Point{pts[0]}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for d := dist(a, b); d > left; d = dist(a, b) {
			u := left / d
			a = draw.Point{X: a.X + (b.X-a.X)*u, Y: a.Y + (b.Y-a.Y)*u}
			if k%2 == 0 {
				out = append(out, append(cur, a))
			}
			cur = []draw.Point{a}
			k++
			left = max(0, pattern[k%len(pattern)])
		}
		left -= dist(a, b)
		cur = append(cur, b)
	}
	if k%2 == 0 && len(cur) > 1 {
		out = append(out, cur)
	}
	return out
}
