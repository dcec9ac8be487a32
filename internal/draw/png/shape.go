package png

import (
	"image"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// shape is contours of straight pieces in pixels. The points of all contours lie
// in one slice, which the next shape takes over: a page has thousands of them.
type shape struct {
	pts      []draw.Point
	contours []contour
	from     int // where the contour that is being drawn begins

	quadratics, cubics weights
}

// contour is a stretch of the points of a shape.
type contour struct {
	from, to int
	closed   bool
}

func (s *shape) reset() { s.pts, s.contours, s.from = s.pts[:0], s.contours[:0], 0 }

func (s *shape) add(p draw.Point) { s.pts = append(s.pts, p) }

// end keeps the contour that is being drawn if it has at least so many points.
func (s *shape) end(least int, closed bool) {
	if len(s.pts)-s.from < least {
		s.pts = s.pts[:s.from]
		return
	}
	s.contours = append(s.contours, contour{s.from, len(s.pts), closed})
	s.from = len(s.pts)
}

// of returns the points of a contour.
func (s *shape) of(c contour) []draw.Point { return s.pts[c.from:c.to] }

// bounds is the pixels that the shape touches: none when a point of it is not a
// number.
func (s *shape) bounds() image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range s.pts {
		if p.X < x0 {
			x0 = p.X
		}
		if p.X > x1 {
			x1 = p.X
		}
		if p.Y < y0 {
			y0 = p.Y
		}
		if p.Y > y1 {
			y1 = p.Y
		}
		if p.X != p.X || p.Y != p.Y {
			return image.Rectangle{}
		}
	}
	return pixelsOf(x0, y0, x1, y1)
}

// pixelsOf is the pixels that a box touches, as far as a picture can have them.
func pixelsOf(x0, y0, x1, y1 float64) image.Rectangle {
	if x0 > x1 {
		return image.Rectangle{}
	}
	limit := func(v float64) int { return int(max(-1, min(v, maxSide+1))) }
	return image.Rect(limit(math.Floor(x0)), limit(math.Floor(y0)), limit(math.Ceil(x1)), limit(math.Ceil(y1)))
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// flatten takes in a path, as pieces whose distance from the curve is far under
// a tenth of a pixel.
func (s *shape) flatten(p *draw.Path, t transform) {
	s.reset()
	at := 0
	for _, v := range p.Verbs {
		switch v {
		case draw.MoveTo:
			s.end(2, false)
			s.add(t.apply(p.Points[at]))
			at++
		case draw.LineTo:
			s.add(t.apply(p.Points[at]))
			at++
		case draw.CubicTo:
			s.cubic(t.apply(p.Points[at]), t.apply(p.Points[at+1]), t.apply(p.Points[at+2]))
			at += 3
		case draw.Close:
			s.end(2, true)
		}
	}
	s.end(2, false)
}

// steps is into how many pieces a curve of the given control length is cut: the
// error of n pieces falls with n², so the root of the length is enough.
func steps(length float64) int {
	return min(maxSteps, 2+int(math.Sqrt(length)*1.2))
}

const maxSteps = 64

func dist(a, b draw.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// way is dist where nothing overflows and the last bit does not matter.
func way(a, b draw.Point) float64 {
	x, y := a.X-b.X, a.Y-b.Y
	return math.Sqrt(x*x + y*y)
}

// weights are how much of its points a curve has at the ends of n equal pieces,
// for the small n that nearly all curves of a page need.
type weights [9][][4]float64

// of returns the weights for n pieces of a curve with so many points.
func (w *weights) of(n int, at func(u float64) [4]float64) [][4]float64 {
	if n < len(w) && w[n] != nil {
		return w[n]
	}
	all := make([][4]float64, n)
	for i := range all {
		all[i] = at(float64(i+1) / float64(n))
	}
	if n < len(w) {
		w[n] = all
	}
	return all
}

func (s *shape) cubic(b, c, d draw.Point) {
	if len(s.pts) == s.from {
		s.add(b)
	}
	a := s.pts[len(s.pts)-1]
	for _, k := range s.cubics.of(steps(way(a, b)+way(b, c)+way(c, d)), func(u float64) [4]float64 {
		v := 1 - u
		return [4]float64{v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u}
	}) {
		s.add(draw.Point{
			X: k[0]*a.X + k[1]*b.X + k[2]*c.X + k[3]*d.X,
			Y: k[0]*a.Y + k[1]*b.Y + k[2]*c.Y + k[3]*d.Y,
		})
	}
}

func (s *shape) quadratic(b, c draw.Point) {
	a := s.pts[len(s.pts)-1]
	for _, k := range s.quadratics.of(steps(way(a, b)+way(b, c)), func(u float64) [4]float64 {
		v := 1 - u
		return [4]float64{v * v, 2 * v * u, u * u}
	}) {
		s.add(draw.Point{
			X: k[0]*a.X + k[1]*b.X + k[2]*c.X,
			Y: k[0]*a.Y + k[1]*b.Y + k[2]*c.Y,
		})
	}
}
