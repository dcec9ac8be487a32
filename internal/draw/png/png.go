// Package png renders a page of the display list as pixels.
//
// It draws what draw/pdf writes, so a gallery shows the buyer's real pages
// without a PDF reader. The same page, palette and scale give the same bytes.
package png

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // pictures of a page may be JPEG
	_ "image/png"  // or PNG
	"math"
	"sync"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// maxSide is the longest side of a picture in pixels, about a poster at 300 dpi.
const maxSide = 16384

// Studio makes pictures, and keeps the buffers of one for the next: they are
// larger than the files that come out. The zero value is ready; a nil Studio
// keeps nothing. It is safe for concurrent use.
type Studio struct{ desks sync.Pool }

// desk is what it takes to make one picture at a time.
type desk struct {
	raster   raster
	layers   layers
	sketched Sketch
	pixels   pixels
	writer   writer
}

func (s *Studio) take() *desk {
	if s != nil {
		if d, ok := s.desks.Get().(*desk); ok {
			return d
		}
	}
	return new(desk)
}

func (s *Studio) give(d *desk) {
	if s != nil {
		s.desks.Put(d)
	}
}

// Picture renders one page and writes it as a file: what Encode makes of what
// Render draws. It is made without colours first, because a picture has far
// fewer of them than pixels.
func (s *Studio) Picture(p *draw.Page, pal draw.Palette, scale float64) ([]byte, error) {
	d := s.take()
	defer s.give(d)
	k, err := d.sketch(p, scale)
	if err == nil {
		return d.writer.colour(k, pal)
	}
	if !errors.Is(err, errColours) {
		return nil, err
	}
	img, err := d.pixels.render(&d.raster, p, pal, scale)
	if err != nil {
		return nil, err
	}
	return d.writer.encode(img)
}

// Render draws one page on a transparent ground. scale is in pixels per point
// (1 = 72 dpi). It fails for sizes beyond 16 384 pixels, for pictures that
// cannot be decoded and for coordinates that are not numbers.
func Render(p *draw.Page, pal draw.Palette, scale float64) (*image.NRGBA, error) {
	return new(pixels).render(new(raster), p, pal, scale)
}

// raster paints pages, one after another with the same buffers.
type raster struct {
	on     surface
	rect   image.Rectangle
	vec    vector.Rasterizer
	mask   image.Alpha
	shape  shape // that is being painted
	glyphs glyphs
	lines  stroker
	dash   []float64
	boxes  []draw.Rect
	cut    [2][]draw.Point // a contour within its box, and the one before the cut
}

// surface is what a raster paints on. A share is of a pixel, in 255ths.
type surface interface {
	// begin clears it for a picture of so many pixels.
	begin(w, h int)
	// through paints pixels in a row, each as far as its mask lets it.
	through(x, y int, mask []uint8, s draw.Slot)
	// row paints n whole pixels.
	row(x, y, n int, s draw.Slot)
	// part paints a share of one.
	part(x, y int, share uint32, s draw.Slot)
}

// page paints a page on a surface.
func (r *raster) page(on surface, p *draw.Page, scale float64) error {
	w, h := math.Round(p.W*scale), math.Round(p.H*scale)
	if !(w >= 1 && h >= 1 && w <= maxSide && h <= maxSide) {
		return fmt.Errorf("render %q: %g × %g pixels is out of range", p.Name, w, h)
	}
	r.on, r.rect = on, image.Rect(0, 0, int(w), int(h))
	on.begin(int(w), int(h))
	r.glyphs.clear()
	if err := r.ops(p.Ops, transform{scale: scale}); err != nil {
		return fmt.Errorf("render %q: %w", p.Name, err)
	}
	return nil
}

// transform maps points of the page to pixels.
type transform struct{ scale, dx, dy float64 }

func (t transform) apply(p draw.Point) draw.Point {
	return draw.Point{X: p.X*t.scale + t.dx, Y: p.Y*t.scale + t.dy}
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

func (r *raster) path(p *draw.Path, t transform) error {
	width := p.Width
	if width == 0 {
		width = 0.5
	}
	var reach extent
	for _, pt := range p.Points {
		if !finite(pt.X, pt.Y) {
			return fmt.Errorf("a path has a point that is not a number")
		}
		reach.add(pt.X, pt.Y)
	}
	margin := 0.0
	if p.Stroke != draw.None {
		margin = width / 2 * miterLimit
	}
	if r.misses(reach, margin, t) {
		return nil
	}
	r.shape.flatten(p, t)
	if p.Fill != draw.None {
		r.fill(&r.shape, p.Fill)
	}
	if p.Stroke != draw.None {
		r.dash = r.dash[:0]
		for _, d := range p.Dash {
			r.dash = append(r.dash, d*t.scale)
		}
		r.fill(r.lines.stroke(&r.shape, width*t.scale, r.dash, p.Round), p.Stroke)
	}
	return nil
}

// farOut is how far from its pen a glyph may reach, in sizes of the letter; no
// typeface here comes near it.
const farOut = 4

func (r *raster) run(run *draw.Run, t transform) error {
	var reach extent
	pen := run.X
	for i := range run.Glyphs.Len() {
		shift := run.Glyphs.Shift(i)
		x, y := pen+shift.X, run.Y+shift.Y
		if !finite(x, y) {
			return fmt.Errorf("a glyph has no place")
		}
		reach.add(x, y)
		pen += run.Glyphs.Advance(i)
	}
	if r.misses(reach, farOut*run.Size, t) {
		return nil
	}
	unit := run.Size / float64(run.Face.Units) * t.scale
	r.shape.reset()
	pen = run.X
	for i := range run.Glyphs.Len() {
		shift := run.Glyphs.Shift(i)
		at := t.apply(draw.Point{X: pen + shift.X, Y: run.Y + shift.Y})
		r.glyphs.add(&r.shape, letter{run.Face, run.Glyphs.ID(i), unit}, at)
		pen += run.Glyphs.Advance(i)
	}
	r.fill(&r.shape, run.Fill)
	return nil
}

// extent is a box round points of a page.
type extent struct {
	x0, y0, x1, y1 float64
	some           bool
}

func (e *extent) add(x, y float64) {
	if !e.some {
		*e = extent{x, y, x, y, true}
		return
	}
	e.x0, e.y0, e.x1, e.y1 = min(e.x0, x), min(e.y0, y), max(e.x1, x), max(e.y1, y)
}

// misses reports whether what reaches so far beyond a box is outside the picture,
// with a pixel to spare. Much of a page that is shown from near is.
func (r *raster) misses(e extent, margin float64, t transform) bool {
	a := t.apply(draw.Point{X: e.x0 - margin, Y: e.y0 - margin})
	b := t.apply(draw.Point{X: e.x1 + margin, Y: e.y1 + margin})
	w, h := float64(r.rect.Dx()), float64(r.rect.Dy())
	return b.X < -1 || b.Y < -1 || a.X > w+1 || a.Y > h+1
}

func (r *raster) image(im *draw.Image, t transform) error {
	on, ok := r.on.(*pixels)
	if !ok {
		return errColours
	}
	src, _, err := image.Decode(bytes.NewReader(im.Data))
	if err != nil {
		return fmt.Errorf("decode picture %q: %w", im.Alt, err)
	}
	a := t.apply(draw.Point{X: im.Box.X, Y: im.Box.Y})
	b := t.apply(draw.Point{X: im.Box.X + im.Box.W, Y: im.Box.Y + im.Box.H})
	box := image.Rect(int(math.Round(a.X)), int(math.Round(a.Y)), int(math.Round(b.X)), int(math.Round(b.Y)))
	xdraw.CatmullRom.Scale(&on.RGBA, box, src, src.Bounds(), xdraw.Over, nil)
	return nil
}
