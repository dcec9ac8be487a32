package png

import (
	"image"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// pixels is a surface in the colours of a palette, which may also hold pictures
// with colours of their own.
type pixels struct {
	image.RGBA

	pal draw.Palette
}

// render draws a page; the picture is valid until the next one.
func (x *pixels) render(r *raster, p *draw.Page, pal draw.Palette, scale float64) (*image.NRGBA, error) {
	x.pal = pal
	if err := r.page(x, p, scale); err != nil {
		return nil, err
	}
	return straight(&x.RGBA), nil
}

func (x *pixels) begin(w, h int) {
	n := 4 * w * h
	if cap(x.Pix) < n {
		x.Pix = make([]uint8, n)
	}
	x.Pix, x.Stride, x.Rect = x.Pix[:n], 4*w, image.Rect(0, 0, w, h)
	clear(x.Pix)
}

func (x *pixels) row(left, y, n int, s draw.Slot) {
	for i := range n {
		x.part(left+i, y, whole, s)
	}
}

func (x *pixels) part(left, y int, share uint32, s draw.Slot) {
	at := x.PixOffset(left, y)
	mix(x.Pix[at:at+4:at+4], x.pal[s%draw.NumSlots], share)
}

func (x *pixels) through(left, y int, mask []uint8, s draw.Slot) {
	for i, m := range mask {
		if m > 0 {
			x.part(left+i, y, uint32(m), s)
		}
	}
}

// whole is the share of a pixel that is covered altogether.
const whole = 255

// mix paints a share of one pixel.
func mix(px []uint8, c draw.RGB, share uint32) {
	if share >= whole {
		px[0], px[1], px[2], px[3] = c.R, c.G, c.B, 255
		return
	}
	rest := whole - share
	px[0] = uint8((uint32(c.R)*share + uint32(px[0])*rest + 127) / 255)
	px[1] = uint8((uint32(c.G)*share + uint32(px[1])*rest + 127) / 255)
	px[2] = uint8((uint32(c.B)*share + uint32(px[2])*rest + 127) / 255)
	px[3] = uint8((255*share + uint32(px[3])*rest + 127) / 255)
}

// straight turns premultiplied pixels into the straight alpha that PNG stores,
// in place.
func straight(src *image.RGBA) *image.NRGBA {
	out := &image.NRGBA{Pix: src.Pix, Stride: src.Stride, Rect: src.Rect}
	for px := out.Pix; len(px) >= 4; px = px[4:] {
		divide(px)
	}
	return out
}

// divide makes one pixel straight.
func divide(px []uint8) {
	a := uint32(px[3])
	if a == 0 || a == 255 {
		return
	}
	for k := range 3 {
		px[k] = uint8(min(255, (uint32(px[k])*255+a/2)/a))
	}
}
