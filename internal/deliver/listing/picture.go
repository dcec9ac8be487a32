package listing

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
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
		deps := []any{"picture", version, p.name, in.Product.Title, in.Product.Category, in.Product.Design, in.Lang, in.Theme, in.Look, in.Profile.Name}
		if p.pages {
			var shown any = in.Shows
			if in.Shows == "" {
				shown = in.shown()
			}
			deps = append(deps, shown, in.Product.Day, in.Product.Request, in.Profile.Contact)
		} else {
			deps = append(deps, in.Counts, in.Profile.Licence, in.Profile.TeamSize)
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

// shown is what of the product's contents may stand on the pages of a gallery.
func (in Input) shown() []product.Section {
	var all []product.Section
	for _, sec := range in.Product.Sections {
		kept := product.Section{ID: sec.ID, Title: sec.Title, Note: sec.Note}
		for _, it := range sec.Items {
			switch it.Kind {
			case product.Sticker, product.Card, product.Sheet:
			default:
				kept.Items = append(kept.Items, it)
			}
		}
		all = append(all, kept)
	}
	return all
}

// paint draws a picture and puts it as PNG.
func (in Input) paint(p picture, pages []*draw.Page, put deliver.Put) error {
	s := &stage{
		Input: in, w: newWriter(in), pages: pages,
		c:   &draw.Page{W: p.w, H: p.h, Name: p.name, Label: p.alt},
		set: in.Setters.Take(in.Look.Family, in.Lang.Tag()),
	}
	defer in.Setters.Give(s.set)
	if err := p.draw(s); err != nil {
		return err
	}
	data, err := in.Pictures.Picture(s.c, in.Theme.Palette, 1)
	if err != nil {
		return err
	}
	return put(product.File{Path: "listing/" + p.name + ".png", Type: "image/png"}, data)
}

// across is where something of a width stands: x from the left edge, or as far
// from the right edge in a language that is written from there.
func (s *stage) across(x, width float64) float64 {
	if s.Lang.RTL() {
		return s.c.W - x - width
	}
	return x
}

// at is where a rectangle stands.
func (s *stage) at(r draw.Rect) draw.Rect {
	r.X = s.across(r.X, r.W)
	return r
}

// start is a style in which lines begin where the language begins them, also
// those in letters of another direction, such as a name.
func (s *stage) start(st typeset.Style) typeset.Style {
	if s.Lang.RTL() && st.Align == typeset.Start {
		st.Align = typeset.End
	}
	return st
}

// line sets one line.
func (s *stage) line(text string, st typeset.Style, x, y, width float64) {
	s.set.Line(&s.c.Canvas, text, s.start(st), s.across(x, width), y, width)
}

// ground fills the picture.
func (s *stage) ground(slot draw.Slot) {
	s.c.Box(draw.Rect{W: s.c.W, H: s.c.H}, slot, draw.None, 0)
}

// sheet puts a page of the product at a place, scaled to a width, with an edge
// that lets white paper stand out from a white ground. What stands out of the
// page, such as the round ends of tabs, is under the edge.
func (s *stage) sheet(p *draw.Page, x, y, width float64) draw.Rect {
	scale := width / p.W
	x = s.across(x, width)
	r := draw.Rect{X: x, Y: y, W: width, H: p.H * scale}
	edge := math.Max(6, 14*scale)
	s.c.Add(&draw.Use{Form: &draw.Form{W: p.W, H: p.H, Canvas: p.Canvas}, X: x, Y: y, Scale: scale})
	s.c.Box(draw.Rect{X: x + r.W, Y: y + edge, W: edge, H: r.H}, draw.Line, draw.None, 0)
	s.c.Box(draw.Rect{X: x + edge, Y: y + r.H, W: r.W - edge, H: edge}, draw.Line, draw.None, 0)
	s.c.Box(r, draw.None, draw.Muted, 1)
	return r
}

// tablet puts a page of the product into the frame of a tablet, which covers
// what stands out of the page.
func (s *stage) tablet(p *draw.Page, x, y, width float64) draw.Rect {
	const rim = 16.0
	scale := (width - 2*rim) / p.W
	x = s.across(x, width)
	r := draw.Rect{X: x, Y: y, W: width, H: p.H*scale + 2*rim}
	s.c.Rounded(draw.Rect{X: x + 8, Y: y + 12, W: r.W, H: r.H}, 26, draw.Line, draw.None, 0)
	s.c.Add(&draw.Use{Form: &draw.Form{W: p.W, H: p.H, Canvas: p.Canvas}, X: x + rim, Y: y + rim, Scale: scale})
	frame := &draw.Path{Fill: draw.Ink}
	frame.Round4(r, 26)
	x0, y0, x1, y1 := x+rim, y+rim, x+r.W-rim, y+r.H-rim
	frame.Move(x0, y0) // the other way round, so that it is a hole
	frame.LineTo(x0, y1)
	frame.LineTo(x1, y1)
	frame.LineTo(x1, y0)
	frame.Close()
	s.c.Add(frame)
	return r
}

// title sets words as large as they fit a box, at most `most` points, at the
// top of it where lines begin, and returns their height. Lines that do not fit at the least
// size are left out.
func (s *stage) title(text string, st typeset.Style, most, least float64, box draw.Rect) float64 {
	p := s.fit(text, s.start(st), most, least, box.W, box.H)
	n := min(p.Lines(), max(1, int(box.H/p.Leading())))
	p.DrawLines(&s.c.Canvas, s.across(box.X, box.W), box.Y, 0, n)
	return float64(n) * p.Leading()
}

// fit breaks a text at the largest size at which it stands in a box without a
// divided word; the zero Leading is 1.1 times the size. A line should not end
// in the hyphen of a word, as long as the size need not suffer much for it.
func (s *stage) fit(text string, st typeset.Style, most, least, w, h float64) *typeset.Para {
	lead := 1.1
	if st.Leading > 0 {
		lead = st.Leading / st.Size
	}
	var whole *typeset.Para
	for size := most; ; size = max(least, size*0.96) {
		st.Size, st.Leading = size, size*lead
		p := s.set.Text(text, st, w)
		fits := p.Height() <= h && p.Width() <= w+0.01 && !s.divides(text, st, w)
		if fits && whole == nil {
			whole = p
		}
		switch {
		case fits && !hyphened(p):
			return p
		case whole != nil && (size < whole.Leading()/lead*0.78 || size <= least):
			return whole
		case size <= least:
			return p
		}
	}
}

// even narrows a paragraph as far as it goes with the same lines, so that a
// centred title has lines of like length. It returns the width it is set in.
func (s *stage) even(p *typeset.Para, text string, st typeset.Style, w float64) (*typeset.Para, float64) {
	size := p.Leading() / 1.1
	st.Size, st.Leading = size, p.Leading()
	for width := w - 12; width > w/2; width -= 12 {
		q := s.set.Text(text, st, width)
		if q.Lines() > p.Lines() || q.Width() > width || s.divides(text, st, width) {
			break
		}
		if !hyphened(q) {
			p, w = q, width
		}
	}
	return p, w
}

func hyphened(p *typeset.Para) bool {
	for i := range p.Lines() - 1 {
		if strings.HasSuffix(strings.TrimSpace(p.LineText(i)), "-") {
			return true
		}
	}
	return false
}

// divides reports whether a word of the text is wider than the line. Between the
// signs of a script without spaces a line may end anywhere.
func (s *stage) divides(text string, st typeset.Style, w float64) bool {
	for word := range strings.FieldsSeq(text) {
		if !s.Lang.Spaced() && strings.ContainsFunc(word, locale.Ideographic) {
			continue
		}
		if s.set.Width(word, st) > w {
			return true
		}
	}
	return false
}
