package art

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// shapeOf builds the contour of a shape from its numbers.
func shapeOf(kind string, words []string) (draw.Path, error) {
	least, most := arity(kind)
	if most == 0 {
		return draw.Path{}, fmt.Errorf("unknown shape %q", kind)
	}
	n, err := numbers(words, least, most)
	if err != nil {
		return draw.Path{}, fmt.Errorf("shape %q: %w", kind, err)
	}
	var p draw.Path
	switch kind {
	case "o":
		p.Ellipse(n[0], n[1], n[2], n[len(n)-1])
	case "r":
		p.Round4(draw.Rect{X: n[0], Y: n[1], W: n[2], H: n[3]}, append(n, 0)[4])
	case "p", "l", "b", "s":
		pts, err := points(n)
		if err != nil {
			return p, err
		}
		chain(&p, pts, kind == "p" || kind == "b", kind == "b" || kind == "s")
	case "q":
		pts, err := points(n[1:])
		if err != nil {
			return p, err
		}
		rounded(&p, pts, n[0])
	case "*", "g":
		err = star(&p, kind == "*", n)
	case "a", "k", "c":
		sector(&p, kind, n)
	case "e":
		leaf(&p, n[0], n[1], n[2], n[3], n[4])
	case "h":
		heart(&p, n[0], n[1], n[2])
	case "d":
		drop(&p, n[0], n[1], n[2], n[3])
	case "m":
		crescent(&p, n[0], n[1], n[2], n[3])
	case "w":
		err = wave(&p, n)
	}
	return p, err
}

// arity is how many numbers a shape takes, 0 and 0 for an unknown one.
func arity(kind string) (least, most int) {
	switch kind {
	case "o":
		return 3, 4
	case "r":
		return 4, 5
	case "p", "b", "s":
		return 6, 60
	case "l":
		return 4, 60
	case "q":
		return 7, 61
	case "*", "e", "w":
		return 5, 5
	case "g", "d", "m":
		return 4, 4
	case "a", "k", "c":
		return 5, 6
	case "h":
		return 3, 3
	}
	return 0, 0
}

func points(n []float64) ([]draw.Point, error) {
	if len(n)%2 != 0 {
		return nil, fmt.Errorf("%d numbers are not pairs", len(n))
	}
	pts := make([]draw.Point, 0, len(n)/2)
	for i := 0; i < len(n); i += 2 {
		pts = append(pts, draw.Point{X: n[i], Y: n[i+1]})
	}
	return pts, nil
}

// chain joins points by straight lines, or by a curve that passes through all
// of them (Catmull-Rom).
func chain(p *draw.Path, pts []draw.Point, closed, smooth bool) {
	p.Move(pts[0].X, pts[0].Y)
	n := len(pts)
	at := func(i int) draw.Point {
		if closed {
			return pts[(i+n)%n]
		}
		return pts[max(0, min(i, n-1))]
	}
	last := n - 1
	if closed && smooth {
		last = n
	}
	for i := range last {
		a, b := at(i), at(i+1)
		if !smooth {
			p.LineTo(b.X, b.Y)
			continue
		}
		before, after := at(i-1), at(i+2)
		p.CubicTo(a.X+(b.X-before.X)/6, a.Y+(b.Y-before.Y)/6, b.X-(after.X-a.X)/6, b.Y-(after.Y-a.Y)/6, b.X, b.Y)
	}
	if closed {
		p.Close()
	}
}

// rounded is a polygon whose corners are cut by arcs of the radius, or of what
// half the shorter side leaves.
func rounded(p *draw.Path, pts []draw.Point, radius float64) {
	n := len(pts)
	for i, v := range pts {
		a, b := pts[(i+n-1)%n], pts[(i+1)%n]
		da, db := math.Hypot(a.X-v.X, a.Y-v.Y), math.Hypot(b.X-v.X, b.Y-v.Y)
		r := min(radius, da/2, db/2)
		ka, kb := 0.0, 0.0
		if da > 0 && db > 0 {
			ka, kb = r/da, r/db
		}
		from := draw.Point{X: v.X + (a.X-v.X)*ka, Y: v.Y + (a.Y-v.Y)*ka}
		to := draw.Point{X: v.X + (b.X-v.X)*kb, Y: v.Y + (b.Y-v.Y)*kb}
		if i == 0 {
			p.Move(from.X, from.Y)
		} else {
			p.LineTo(from.X, from.Y)
		}
		const pull = 0.6 // of the way to the corner: close to a circle at a right angle
		p.CubicTo(from.X+(v.X-from.X)*pull, from.Y+(v.Y-from.Y)*pull, to.X+(v.X-to.X)*pull, to.Y+(v.Y-to.Y)*pull, to.X, to.Y)
	}
	p.Close()
}

func star(p *draw.Path, spiked bool, n []float64) error {
	k := n[len(n)-1]
	if k < 3 || k > maxRepeats || k != math.Trunc(k) {
		return fmt.Errorf("%g corners, want 3 to %d", k, maxRepeats)
	}
	corners, radii := int(k), []float64{n[2]}
	if spiked {
		corners, radii = corners*2, []float64{n[2], n[3]}
	}
	for i := range corners {
		sin, cos := math.Sincos(2*math.Pi*float64(i)/float64(corners) - math.Pi/2)
		r := radii[i%len(radii)]
		if i == 0 {
			p.Move(n[0]+r*cos, n[1]+r*sin)
		} else {
			p.LineTo(n[0]+r*cos, n[1]+r*sin)
		}
	}
	p.Close()
	return nil
}

// sector is an open arc ("a"), a slice to the centre ("k") or the piece cut
// off by the chord ("c").
func sector(p *draw.Path, kind string, n []float64) {
	x, y, rx, ry := n[0], n[1], n[2], n[2]
	if len(n) == 6 {
		ry = n[5]
	}
	from, to := n[3]*math.Pi/180, n[4]*math.Pi/180
	if kind == "k" {
		p.Move(x, y)
		p.LineTo(x+rx*math.Cos(from), y+ry*math.Sin(from))
	} else {
		p.Move(x+rx*math.Cos(from), y+ry*math.Sin(from))
	}
	arc(p, x, y, rx, ry, from, to)
	if kind != "a" {
		p.Close()
	}
}

// arc goes on from the current point along an ellipse, in pieces of at most a
// quarter turn. Angles are in radians.
func arc(p *draw.Path, x, y, rx, ry, from, to float64) {
	steps := max(1, int(math.Ceil(math.Abs(to-from)/(math.Pi/2)-1e-9)))
	step := (to - from) / float64(steps)
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range steps {
		s0, c0 := math.Sincos(from + step*float64(i))
		s1, c1 := math.Sincos(from + step*float64(i+1))
		p.CubicTo(x+rx*(c0-k*s0), y+ry*(s0+k*c0), x+rx*(c1+k*s1), y+ry*(s1-k*c1), x+rx*c1, y+ry*s1)
	}
}

// leaf is a pointed oval from one point to another, w wide.
func leaf(p *draw.Path, x1, y1, x2, y2, w float64) {
	length := math.Hypot(x2-x1, y2-y1)
	if length == 0 {
		length = 1
	}
	nx, ny := -(y2-y1)/length*w*0.67, (x2-x1)/length*w*0.67
	at := func(t float64) (x, y float64) { return x1 + (x2-x1)*t, y1 + (y2-y1)*t }
	ax, ay := at(0.3)
	bx, by := at(0.75)
	p.Move(x1, y1)
	p.CubicTo(ax+nx, ay+ny, bx+nx, by+ny, x2, y2)
	p.CubicTo(bx-nx, by-ny, ax-nx, ay-ny, x1, y1)
	p.Close()
}

// heart is w wide and nine tenths as high, around x, y.
func heart(p *draw.Path, x, y, w float64) {
	r := w / 2
	p.Move(x, y+r*0.9)
	p.CubicTo(x-r*0.5, y+r*0.5, x-r, y+r*0.15, x-r, y-r*0.35)
	p.CubicTo(x-r, y-r*1.0, x-r*0.15, y-r*1.1, x, y-r*0.42)
	p.CubicTo(x+r*0.15, y-r*1.1, x+r, y-r*1.0, x+r, y-r*0.35)
	p.CubicTo(x+r, y+r*0.15, x+r*0.5, y+r*0.5, x, y+r*0.9)
	p.Close()
}

// drop is round below and pointed above.
func drop(p *draw.Path, x, y, rx, ry float64) {
	p.Move(x, y-ry)
	p.CubicTo(x+rx*0.35, y-ry*0.35, x+rx, y-ry*0.1, x+rx, y+ry*0.35)
	p.CubicTo(x+rx, y+ry*0.75, x+rx*0.55, y+ry, x, y+ry)
	p.CubicTo(x-rx*0.55, y+ry, x-rx, y+ry*0.75, x-rx, y+ry*0.35)
	p.CubicTo(x-rx, y-ry*0.1, x-rx*0.35, y-ry*0.35, x, y-ry)
	p.Close()
}

// crescent is the left of a disc up to an ellipse through the poles: k = 1 is
// the full disc, 0 the half, -0.5 a sickle.
func crescent(p *draw.Path, x, y, r, k float64) {
	p.Move(x, y+r)
	arc(p, x, y, r, r, math.Pi/2, 3*math.Pi/2)
	arc(p, x, y, r*k, r, -math.Pi/2, math.Pi/2)
	p.Close()
}

func wave(p *draw.Path, n []float64) error {
	k := n[4]
	if k < 1 || k > maxRepeats || k != math.Trunc(k) {
		return fmt.Errorf("%g waves, want 1 to %d", k, maxRepeats)
	}
	step := (n[1] - n[0]) / (2 * k)
	p.Move(n[0], n[2])
	for i := range 2 * int(k) {
		amp := n[3] * float64(1-2*(i%2)) * 4 / 3
		x := n[0] + step*float64(i)
		p.CubicTo(x+step*0.36, n[2]-amp, x+step*0.64, n[2]-amp, x+step, n[2])
	}
	return nil
}
