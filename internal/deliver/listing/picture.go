package listing

import (
	"context"
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// The pictures of a shop, in pixels. One point of a drawing is one pixel.
const (
	wide, high = 1280.0, 720.0
	square     = 600.0
)

// picture is one file: who draws it and what it depends on.
type picture struct {
	name  string
	w, h  float64
	alt   string
	pages bool // shows pages of the product
	draw  func(s *stage) error
}

// stage is a picture being drawn.
type stage struct {
	Input
	w     *writer
	c     *draw.Page
	set   *typeset.Setter
	pages []*draw.Page
}

func (in Input) pictures(pages func() ([]*draw.Page, error)) ([]deliver.Task, error) {
	var tasks []deliver.Task
	for _, p := range in.list() {
		deps := []any{"picture", version, p.name, in.Product.Title, in.Product.Design, in.Theme, in.Look, in.Product.Offers, in.Profile.Name}
		if p.pages {
			deps = append(deps, in.Product.Sections, in.Product.Day, in.Product.Request, in.Profile.Contact)
		} else {
			deps = append(deps, in.Counts, in.Profile.Licence, in.Profile.TeamSize, in.Product.Category)
		}
		key, err := deliver.Key(deps...)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, deliver.Task{Name: "listing/" + p.name, Key: key, Cost: 0.6, Make: func(ctx context.Context, put deliver.Put) error {
			var real []*draw.Page
			if p.pages {
				var err error
				if real, err = pages(); err != nil {
					return fmt.Errorf("pages for the picture %s: %w", p.name, err)
				}
			}
			if err := ctx.Err(); err != nil {
				return context.Cause(ctx)
			}
			return in.paint(p, real, put)
		}})
	}
	return tasks, nil
}

// paint draws a picture and puts it as PNG.
func (in Input) paint(p picture, pages []*draw.Page, put deliver.Put) error {
	lang := in.Product.Request.Language
	if lang == "" {
		lang = "en"
	}
	s := &stage{
		Input: in, w: newWriter(in), pages: pages,
		c:   &draw.Page{W: p.w, H: p.h, Name: p.name, Label: p.alt},
		set: typeset.New(in.Fonts, in.Look.Family, lang),
	}
	if err := p.draw(s); err != nil {
		return err
	}
	img, err := png.Render(s.c, in.Theme.Palette, 1)
	if err != nil {
		return err
	}
	data, err := png.Encode(img)
	if err != nil {
		return err
	}
	return put(product.File{Path: "listing/" + p.name + ".png", Type: "image/png"}, data)
}

// ground fills the picture.
func (s *stage) ground(slot draw.Slot) {
	s.c.Box(draw.Rect{W: s.c.W, H: s.c.H}, slot, draw.None, 0)
}

// sheet puts a page of the product at a place, scaled to a width, on a soft
// edge that lets white paper stand out from a white ground.
func (s *stage) sheet(p *draw.Page, x, y, width float64) draw.Rect {
	scale := width / p.W
	r := draw.Rect{X: x, Y: y, W: width, H: p.H * scale}
	s.c.Box(draw.Rect{X: x + 7, Y: y + 9, W: r.W, H: r.H}, draw.Line, draw.None, 0)
	s.c.Add(&draw.Use{Form: &draw.Form{W: p.W, H: p.H, Canvas: p.Canvas}, X: x, Y: y, Scale: scale})
	s.c.Box(r, draw.None, draw.Muted, 1)
	return r
}

// tablet puts a page of the product into the frame of a tablet.
func (s *stage) tablet(p *draw.Page, x, y, width float64) draw.Rect {
	const rim = 15.0
	scale := (width - 2*rim) / p.W
	r := draw.Rect{X: x, Y: y, W: width, H: p.H*scale + 2*rim}
	s.c.Rounded(draw.Rect{X: x + 8, Y: y + 12, W: r.W, H: r.H}, 26, draw.Line, draw.None, 0)
	s.c.Rounded(r, 26, draw.Ink, draw.None, 0)
	s.c.Add(&draw.Use{Form: &draw.Form{W: p.W, H: p.H, Canvas: p.Canvas}, X: x + rim, Y: y + rim, Scale: scale})
	return r
}

// title sets words as large as they fit a box, at most `most` points, at the
// top left of it, and returns their height.
func (s *stage) title(text string, role font.Role, most, least float64, fill draw.Slot, box draw.Rect) float64 {
	for size := most; ; size = math.Max(least, size*0.95) {
		st := typeset.Style{Role: role, Size: size, Leading: size * 1.12, Fill: fill}
		p := s.set.Text(text, st, box.W)
		if p.Height() <= box.H && p.Width() <= box.W && !s.divides(text, st, box.W) || size <= least {
			n := min(p.Lines(), max(1, int(box.H/st.Leading)))
			p.DrawLines(&s.c.Canvas, box.X, box.Y, 0, n)
			return float64(n) * st.Leading
		}
	}
}
