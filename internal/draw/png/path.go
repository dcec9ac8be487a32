package png

import (
	"image"

	xdraw "golang.org/x/image/draw"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// fill paints the inside of all contours together with the non-zero rule. Only
// the part of the picture they touch is looked at.
func (r *raster) fill(s *shape, slot draw.Slot) {
	whole := s.bounds()
	box := whole.Intersect(r.rect)
	if box.Empty() || r.rects(s, slot) {
		return
	}
	r.vec.Reset(box.Dx(), box.Dy())
	ox, oy := float64(box.Min.X), float64(box.Min.Y)
	for _, k := range s.contours {
		pts := s.of(k)
		if box == whole {
			r.contour(pts, ox, oy)
		} else {
			r.contour(r.clip(pts, ox, oy, float64(box.Dx()), float64(box.Dy())), 0, 0)
		}
	}
	r.blend(box, slot)
}

// contour hands a contour to the rasteriser, moved by ox and oy to the left and up.
func (r *raster) contour(pts []draw.Point, ox, oy float64) {
	if len(pts) < 3 {
		return
	}
	r.vec.MoveTo(float32(pts[0].X-ox), float32(pts[0].Y-oy))
	for _, p := range pts[1:] {
		r.vec.LineTo(float32(p.X-ox), float32(p.Y-oy))
	}
	r.vec.ClosePath()
}

// blend paints through the coverage of the rasteriser.
func (r *raster) blend(box image.Rectangle, slot draw.Slot) {
	w, h := box.Dx(), box.Dy()
	if cap(r.mask.Pix) < w*h {
		r.mask.Pix = make([]uint8, w*h)
	}
	r.mask.Pix, r.mask.Stride, r.mask.Rect = r.mask.Pix[:w*h], w, image.Rect(0, 0, w, h)
	r.vec.DrawOp = xdraw.Src
	r.vec.Draw(&r.mask, r.mask.Rect, image.Opaque, image.Point{})
	for y := range h {
		r.on.through(box.Min.X, box.Min.Y+y, r.mask.Pix[y*w:y*w+w], slot)
	}
}

// clip moves a contour into the box and holds its points within it. Holding the
// points of a polygon to a box keeps the inside right for boxes, which is
// what reaches over an edge here; the rasteriser needs bounded coordinates.
// What it returns is valid until the next call.
func (r *raster) clip(pts []draw.Point, ox, oy, w, h float64) []draw.Point {
	out := r.cut[0][:0]
	inside := true
	for _, p := range pts {
		q := draw.Point{X: p.X - ox, Y: p.Y - oy}
		inside = inside && q.X >= 0 && q.X <= w && q.Y >= 0 && q.Y <= h
		out = append(out, q)
	}
	spare := r.cut[1]
	if !inside {
		for edge := range 4 {
			out, spare = against(spare[:0], out, edge, w, h), out
		}
	}
	r.cut[0], r.cut[1] = out, spare
	return out
}

// against appends what is left of a polygon that is cut at one edge of the box
// [0,w]×[0,h] (Sutherland–Hodgman).
func against(out, pts []draw.Point, edge int, w, h float64) []draw.Point {
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
