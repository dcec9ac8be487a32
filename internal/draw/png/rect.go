package png

import (
	"image/color"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// upright returns the box of a contour that is a rectangle with level sides.
// Most of a planner page is such boxes and rules: painting them without the
// general rasteriser makes a page several times faster.
func upright(l polyline) (draw.Rect, bool) {
	p := l.pts
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
func (r *raster) rects(lines []polyline, c color.RGBA) bool {
	boxes := make([]draw.Rect, 0, 8)
	for i, l := range lines {
		box, ok := upright(l)
		if !ok || i > 0 && turns(l) != turns(lines[0]) {
			return false // a contour the other way round may be a hole
		}
		boxes = append(boxes, box)
	}
	for _, b := range boxes {
		r.rect(b, c)
	}
	return true
}

// turns reports whether a rectangle is drawn clockwise.
func turns(l polyline) bool {
	p := l.pts
	return (p[1].X-p[0].X)*(p[2].Y-p[1].Y)-(p[1].Y-p[0].Y)*(p[2].X-p[1].X) > 0
}

// rect paints one box; a pixel that it covers in part is mixed by that part.
func (r *raster) rect(b draw.Rect, c color.RGBA) {
	size := r.dst.Rect.Size()
	x0, x1 := max(0, b.X), min(float64(size.X), b.X+b.W)
	y0, y1 := max(0, b.Y), min(float64(size.Y), b.Y+b.H)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	left, right := int(x0), int(math.Ceil(x1))
	for y := int(y0); y < int(math.Ceil(y1)); y++ {
		rows := min(float64(y+1), y1) - max(float64(y), y0)
		line := r.dst.Pix[y*r.dst.Stride+4*left : y*r.dst.Stride+4*right]
		if rows == 1 && len(line) > 8 { // whole pixels but for the ends
			solid(line[4:len(line)-4], c)
			mix(line[:4], c, share(rows*(min(float64(left+1), x1)-x0)))
			mix(line[len(line)-4:], c, share(rows*(x1-float64(right-1))))
			continue
		}
		for x := left; x < right; x++ {
			part := rows
			if x == left || x == right-1 {
				part *= min(float64(x+1), x1) - max(float64(x), x0)
			}
			mix(line[4*(x-left):4*(x-left)+4], c, share(part))
		}
	}
}

// share is a part of a pixel in 255ths.
func share(part float64) uint32 { return uint32(part*255 + 0.5) }

// solid paints whole pixels, each copy twice as long as the one before.
func solid(row []uint8, c color.RGBA) {
	row[0], row[1], row[2], row[3] = c.R, c.G, c.B, 255
	for n := 4; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}

func mix(px []uint8, c color.RGBA, part uint32) {
	if part >= 255 {
		px[0], px[1], px[2], px[3] = c.R, c.G, c.B, 255
		return
	}
	rest := 255 - part
	px[0] = uint8((uint32(c.R)*part + uint32(px[0])*rest + 127) / 255)
	px[1] = uint8((uint32(c.G)*part + uint32(px[1])*rest + 127) / 255)
	px[2] = uint8((uint32(c.B)*part + uint32(px[2])*rest + 127) / 255)
	px[3] = uint8((255*part + uint32(px[3])*rest + 127) / 255)
}
