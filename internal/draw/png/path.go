package png

import (
	"fmt"
	"image"
	"image/color"
	"math"

	xdraw "golang.org/x/image/draw"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// polyline is a contour of straight pieces in pixels.
type polyline struct {
	pts    []draw.Point
	closed bool
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// flatten turns a path into polylines whose distance from the curve is far
// under a tenth of a pixel.
func flatten(p *draw.Path, t transform) ([]polyline, error) {
	for _, pt := range p.Points {
		if !finite(pt.X, pt.Y) {
			return nil, fmt.Errorf("a path has a point that is not a number")
		}
	}
	var all []polyline
	var cur polyline
	end := func() {
		if len(cur.pts) > 1 {
			all = append(all, cur)
		}
		cur = polyline{}
	}
	at := 0
	for _, v := range p.Verbs {
		switch v {
		case draw.MoveTo:
			end()
			cur.pts = append(cur.pts, t.apply(p.Points[at]))
			at++
		case draw.LineTo:
			cur.pts = append(cur.pts, t.apply(p.Points[at]))
			at++
		case draw.CubicTo:
			cur.pts = cubic(cur.pts, t.apply(p.Points[at]), t.apply(p.Points[at+1]), t.apply(p.Points[at+2]))
			at += 3
		case draw.Close:
			cur.closed = true
			end()
		}
	}
	end()
	return all, nil
}

// steps is into how many pieces a curve of the given control length is cut: the
// error of n pieces falls with n², so the root of the length is enough.
func steps(length float64) int {
	return min(64, 2+int(math.Sqrt(length)*1.2))
}

func dist(a, b draw.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

func cubic(pts []draw.Point, b, c, d draw.Point) []draw.Point {
	if len(pts) == 0 {
		pts = append(pts, b)
	}
	a := pts[len(pts)-1]
	n := steps(dist(a, b) + dist(b, c) + dist(c, d))
	for i := 1; i <= n; i++ {
		u := float64(i) / float64(n)
		v := 1 - u
		k0, k1, k2, k3 := v*v*v, 3*v*v*u, 3*v*u*u, u*u*u
		pts = append(pts, draw.Point{
			X: k0*a.X + k1*b.X + k2*c.X + k3*d.X,
			Y: k0*a.Y + k1*b.Y + k2*c.Y + k3*d.Y,
		})
	}
	return pts
}

func quadratic(pts []draw.Point, b, c draw.Point) []draw.Point {
	a := pts[len(pts)-1]
	n := steps(dist(a, b) + dist(b, c))
	for i := 1; i <= n; i++ {
		u := float64(i) / float64(n)
		v := 1 - u
		pts = append(pts, draw.Point{
			X: v*v*a.X + 2*v*u*b.X + u*u*c.X,
			Y: v*v*a.Y + 2*v*u*b.Y + u*u*c.Y,
		})
	}
	return pts
}

func glyph(lines []polyline, segs []font.Segment, place func(x, y float32) draw.Point) []polyline {
	var cur []draw.Point
	for _, s := range segs {
		a := place(s.Args[0][0], s.Args[0][1])
		switch s.Op {
		case 'M':
			if len(cur) > 2 {
				lines = append(lines, polyline{cur, true})
			}
			cur = []draw.Point{a}
		case 'L':
			cur = append(cur, a)
		case 'Q':
			cur = quadratic(cur, a, place(s.Args[1][0], s.Args[1][1]))
		case 'C':
			cur = cubic(cur, a, place(s.Args[1][0], s.Args[1][1]), place(s.Args[2][0], s.Args[2][1]))
		}
	}
	if len(cur) > 2 {
		lines = append(lines, polyline{cur, true})
	}
	return lines
}

// fill paints the inside of all contours together with the non-zero rule. Only
// the part of the picture they touch is looked at.
func (r *raster) fill(lines []polyline, c color.RGBA) {
	box := bounds(lines).Intersect(r.dst.Rect)
	if box.Empty() || r.rects(lines, c) {
		return
	}
	r.vec.Reset(box.Dx(), box.Dy())
	ox, oy := float64(box.Min.X), float64(box.Min.Y)
	w, h := float64(box.Dx()), float64(box.Dy())
	for _, l := range lines {
		pts := clip(l.pts, ox, oy, w, h)
		if len(pts) < 3 {
			continue
		}
		r.vec.MoveTo(float32(pts[0].X), float32(pts[0].Y))
		for _, p := range pts[1:] {
			r.vec.LineTo(float32(p.X), float32(p.Y))
		}
		r.vec.ClosePath()
	}
	r.blend(box, c)
}

// blend paints an opaque colour through the coverage of the rasteriser. Most
// pixels of a box are either outside the shape or wholly in it, which the
// general compositor of the rasteriser does not use.
func (r *raster) blend(box image.Rectangle, c color.RGBA) {
	w, h := box.Dx(), box.Dy()
	if cap(r.mask.Pix) < w*h {
		r.mask.Pix = make([]uint8, w*h)
	}
	r.mask.Pix, r.mask.Stride, r.mask.Rect = r.mask.Pix[:w*h], w, image.Rect(0, 0, w, h)
	r.vec.DrawOp = xdraw.Src
	r.vec.Draw(&r.mask, r.mask.Rect, image.Opaque, image.Point{})
	for y := range h {
		at := r.dst.PixOffset(box.Min.X, box.Min.Y+y)
		row := r.dst.Pix[at : at+4*w : at+4*w]
		for x, m := range r.mask.Pix[y*w : y*w+w] {
			switch m {
			case 0:
			case 255:
				px := row[4*x : 4*x+4 : 4*x+4]
				px[0], px[1], px[2], px[3] = c.R, c.G, c.B, 255
			default:
				px := row[4*x : 4*x+4 : 4*x+4]
				a := uint32(m)
				px[0] = over(px[0], c.R, a)
				px[1] = over(px[1], c.G, a)
				px[2] = over(px[2], c.B, a)
				px[3] = over(px[3], 255, a)
			}
		}
	}
}

// over mixes a premultiplied value with a new one that covers a of 255.
func over(old, on uint8, a uint32) uint8 {
	return uint8((uint32(old)*(255-a) + uint32(on)*a + 127) / 255) //nolint:gosec // at most 255
}

// clip moves a contour into the box and holds its points within it. Holding the
// points of a polygon to a box keeps the inside right for boxes, which is
// what reaches over an edge here; the rasteriser needs bounded coordinates.
func clip(pts []draw.Point, ox, oy, w, h float64) []draw.Point {
	out := make([]draw.Point, len(pts))
	inside := true
	for i, p := range pts {
		out[i] = draw.Point{X: p.X - ox, Y: p.Y - oy}
		inside = inside && out[i].X >= 0 && out[i].X <= w && out[i].Y >= 0 && out[i].Y <= h
	}
	if inside {
		return out
	}
	for edge := range 4 {
		out = against(out, edge, w, h)
	}
	return out
}

// against cuts a polygon at one edge of the box [0,w]×[0,h] (Sutherland–Hodgman).
func against(pts []draw.Point, edge int, w, h float64) []draw.Point {
	depth := func(p draw.Point) float64 {
		switch edge {
		case 0:
			return p.X
		case 1:
			return w - p.X
		case 2:
			return p.Y
		}
		return h - p.Y
	}
	var out []draw.Point
	for i, b := range pts {
		a := pts[(i+len(pts)-1)%len(pts)]
		da, db := depth(a), depth(b)
		if (da < 0) != (db < 0) {
			u := da / (da - db)
			out = append(out, draw.Point{X: a.X + (b.X-a.X)*u, Y: a.Y + (b.Y-a.Y)*u})
		}
		if db >= 0 {
			out = append(out, b)
		}
	}
	return out
}

func bounds(lines []polyline) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range lines {
		for _, p := range l.pts {
			x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
		}
	}
	if x0 > x1 {
		return image.Rectangle{}
	}
	limit := func(v float64) int { return int(max(-1, min(v, maxSide+1))) }
	return image.Rect(limit(math.Floor(x0)), limit(math.Floor(y0)), limit(math.Ceil(x1)), limit(math.Ceil(y1)))
}
