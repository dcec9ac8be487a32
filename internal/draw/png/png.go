// Package png renders a page of the display list as pixels.
//
// It draws what draw/pdf writes, so a gallery shows the buyer's real pages
// without a PDF reader. The same page, palette and scale give the same bytes.
package png

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // pictures of a page may be JPEG
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// maxSide is the longest side of a picture in pixels, about a poster at 300 dpi.
const maxSide = 16384

// Render draws one page on a transparent ground. scale is in pixels per point
// (1 = 72 dpi). It fails for sizes beyond 16 384 pixels, for pictures that
// cannot be decoded and for coordinates that are not numbers.
func Render(p *draw.Page, pal draw.Palette, scale float64) (*image.NRGBA, error) {
	w, h := math.Round(p.W*scale), math.Round(p.H*scale)
	if !(w >= 1 && h >= 1 && w <= maxSide && h <= maxSide) {
		return nil, fmt.Errorf("render %q: %g × %g pixels is out of range", p.Name, w, h)
	}
	r := &raster{
		dst: image.NewRGBA(image.Rect(0, 0, int(w), int(h))),
		vec: vector.NewRasterizer(1, 1),
		pal: pal,
	}
	if err := r.ops(p.Ops, transform{scale: scale}); err != nil {
		return nil, fmt.Errorf("render %q: %w", p.Name, err)
	}
	return straight(r.dst), nil
}

// transform maps points of the page to pixels.
type transform struct{ scale, dx, dy float64 }

func (t transform) apply(p draw.Point) draw.Point {
	return draw.Point{X: p.X*t.scale + t.dx, Y: p.Y*t.scale + t.dy}
}

type raster struct {
	dst  *image.RGBA
	vec  *vector.Rasterizer
	mask image.Alpha
	pal  draw.Palette
}

func (r *raster) ops(ops []draw.Op, t transform) error {
	for _, op := range ops {
		var err error
		switch op := op.(type) {
		case *draw.Path:
			err = r.path(op, t)
		case *draw.Run:
			err = r.run(op, t)
		case *draw.Image:
			err = r.image(op, t)
		case *draw.Group:
			err = r.ops(op.Ops, t)
		case *draw.Use:
			scale := op.Scale
			if scale == 0 {
				scale = 1
			}
			at := t.apply(draw.Point{X: op.X, Y: op.Y})
			err = r.ops(op.Form.Ops, transform{t.scale * scale, at.X, at.Y})
		default:
			err = fmt.Errorf("unknown operation %T", op)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *raster) colour(s draw.Slot) color.RGBA {
	c := r.pal[s%draw.NumSlots]
	return color.RGBA{c.R, c.G, c.B, 255}
}

func (r *raster) path(p *draw.Path, t transform) error {
	lines, err := flatten(p, t)
	if err != nil {
		return err
	}
	if p.Fill != draw.None {
		r.fill(lines, r.colour(p.Fill))
	}
	if p.Stroke != draw.None {
		width := p.Width
		if width == 0 {
			width = 0.5
		}
		dash := make([]float64, len(p.Dash))
		for i, d := range p.Dash {
			dash[i] = d * t.scale
		}
		r.fill(stroke(lines, width*t.scale, dash, p.Round), r.colour(p.Stroke))
	}
	return nil
}

func (r *raster) run(run *draw.Run, t transform) error {
	em := run.Size / float64(run.Face.Units)
	pen := run.X
	var lines []polyline
	for _, g := range run.Glyphs.All() {
		x, y := pen+g.X, run.Y+g.Y
		if !finite(x, y) {
			return fmt.Errorf("a glyph has no place")
		}
		lines = glyph(lines, run.Face.Outline(g.ID), func(ax, ay float32) draw.Point {
			return t.apply(draw.Point{X: x + float64(ax)*em, Y: y - float64(ay)*em})
		})
		pen += g.Advance
	}
	r.fill(lines, r.colour(run.Fill))
	return nil
}

func (r *raster) image(im *draw.Image, t transform) error {
	src, _, err := image.Decode(bytes.NewReader(im.Data))
	if err != nil {
		return fmt.Errorf("decode picture %q: %w", im.Alt, err)
	}
	a := t.apply(draw.Point{X: im.Box.X, Y: im.Box.Y})
	b := t.apply(draw.Point{X: im.Box.X + im.Box.W, Y: im.Box.Y + im.Box.H})
	box := image.Rect(int(math.Round(a.X)), int(math.Round(a.Y)), int(math.Round(b.X)), int(math.Round(b.Y)))
	xdraw.CatmullRom.Scale(r.dst, box, src, src.Bounds(), xdraw.Over, nil)
	return nil
}

// straight turns premultiplied pixels into the straight alpha that PNG stores.
func straight(src *image.RGBA) *image.NRGBA {
	out := &image.NRGBA{Pix: src.Pix, Stride: src.Stride, Rect: src.Rect}
	for i := 0; i < len(out.Pix); i += 4 {
		px := out.Pix[i : i+4 : i+4]
		if a := uint32(px[3]); a != 0 && a != 255 {
			for k := range 3 {
				px[k] = uint8(min(255, (uint32(px[k])*255+a/2)/a))
			}
		}
	}
	return out
}

// write encodes quickly: more effort takes four times as long for a tenth of the
// size.
func write(img image.Image) ([]byte, error) {
	var buf bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	return buf.Bytes(), nil
}
