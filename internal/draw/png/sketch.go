package png

import (
	"errors"
	"slices"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Sketch is a page that is painted but has no colours yet: to give it some costs
// a fraction of painting it. It is read-only, and safe to share.
type Sketch struct {
	strips strips   // of blends
	blends []uint32 // as layers has them
}

// Size is the memory that a sketch takes, in bytes.
func (k *Sketch) Size() int {
	return 4*len(k.blends) + 2*len(k.strips.numbers) + 4*len(k.strips.rows) + 96
}

// errColours says that a page cannot be painted without its colours.
var errColours = errors.New("the page needs its colours to be painted")

// sketch paints a page without colours; the sketch is valid until the next one.
func (d *desk) sketch(p *draw.Page, scale float64) (*Sketch, error) {
	l := &d.layers
	if err := d.raster.page(l, p, scale); err != nil {
		return nil, err
	}
	if l.over {
		return nil, errColours
	}
	d.sketched.blends = l.blends.values
	d.sketched.strips.cut(l.width, l.pixels)
	return &d.sketched, nil
}

// Sketch paints a page without colours, for Colour. It fails as Render does, for
// pages with pictures, whose colours are their own, and for those with more
// than 16 384 ways in which soft edges meet.
func (s *Studio) Sketch(p *draw.Page, scale float64) (*Sketch, error) {
	d := s.take()
	defer s.give(d)
	k, err := d.sketch(p, scale)
	if err != nil {
		return nil, err
	}
	return &Sketch{k.strips.clone(), slices.Clone(k.blends)}, nil
}

// Colour writes a sketch as a file in the colours of a palette: the one that
// Picture makes of its page.
func (s *Studio) Colour(k *Sketch, pal draw.Palette) ([]byte, error) {
	d := s.take()
	defer s.give(d)
	return d.writer.colour(k, pal)
}
