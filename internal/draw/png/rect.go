package png

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// upright returns the box of a contour that is a rectangle with level sides.
// Most of a planner page is such boxes and rules: painting them without the
// general rasteriser makes a page several times faster.
func upright(p []draw.Point) (draw.Rect, bool) {
	if len(p) == 5 && p[4] == p[0] {
		p = p[:4]
	}
	if len(p) != 4 {
		return draw.Rect{}, false
	}
	flat := p[0].Y == p[1].Y && p[1].X == p[2].X && p[2].Y == p[3].Y && p[3].X == p[0].X
	tall := p[0].X == p[1].X && p[1].Y == p[2].Y && p[2].X == p[3].X && p[3].Y == p[0].Y
	if !flat && !tall {
		return draw.Rect{}, false
	}
	x0, x1 := min(p[0].X, p[2].X), max(p[0].X, p[2].X)
	y0, y1 := min(p[0].Y, p[2].Y), max(p[0].Y, p[2].Y)
	return draw.Rect{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}, true
}

// rects paints the contours if all of them are level rectangles.
func (r *raster) rects(s *shape, slot draw.Slot) bool {
	r.boxes = r.boxes[:0]
	for i, k := range s.contours {
		pts := s.of(k)
		box, ok := upright(pts)
		if !ok || i > 0 && turns(pts) != turns(s.of(s.contours[0])) {
			return false // a contour the other way round may be a hole
		}
		r.boxes = append(r.boxes, box)
	}
	for _, b := range r.boxes {
		r.box(b, slot)
	}
	return true
}

// turns reports whether a rectangle is drawn clockwise.
func turns(p []draw.Point) bool {
	return (p[1].X-p[0].X)*(p[2].Y-p[1].Y)-(p[1].Y-p[0].Y)*(p[2].X-p[1].X) > 0
}

// box paints one box; a pixel that it covers in part is mixed by that part.
func (r *raster) box(b draw.Rect, slot draw.Slot) {
	size := r.rect.Size()
	x0, x1 := max(0, b.X), min(float64(size.X), b.X+b.W)
	y0, y1 := max(0, b.Y), min(float64(size.Y), b.Y+b.H)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	left, right := int(x0), int(math.Ceil(x1))
	for y := int(y0); y < int(math.Ceil(y1)); y++ {
		rows := min(float64(y+1), y1) - max(float64(y), y0)
		if rows == 1 && right-left > 2 { // whole pixels but for the ends
			r.on.row(left+1, y, right-left-2, slot)
			r.on.part(left, y, share(rows*(min(float64(left+1), x1)-x0)), slot)
			r.on.part(right-1, y, share(rows*(x1-float64(right-1))), slot)
			continue
		}
		for x := left; x < right; x++ {
			part := rows
			if x == left || x == right-1 {
				part *= min(float64(x+1), x1) - max(float64(x), x0)
			}
			r.on.part(x, y, share(part), slot)
		}
	}
}

// share is a part of a pixel in 255ths.
func share(part float64) uint32 { return uint32(part*255 + 0.5) }
