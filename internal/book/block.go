package book

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// List sets items with bullets, or with boxes to tick, or with numbers.
type List int

// The kinds of list.
const (
	Bullets List = iota
	Boxes
	Numbers
)

// hang is how far the text of a list stands in.
const hang = 17.0

// Items sets a list.
func (b *Book) Items(kind List, items []string) {
	st := b.ragged()
	for i, text := range items {
		p := b.Set.Text(text, st, b.width()-hang)
		b.room(p.Leading() * float64(min(p.Lines(), 3)))
		x, mid := b.shape.Left, b.y+p.Leading()/2
		switch kind {
		case Boxes:
			b.page.Rounded(draw.Rect{X: x + 1, Y: mid - 4.5, W: 9, H: 9}, 2, draw.None, draw.Muted, 0.8)
		case Numbers:
			b.page.Group(draw.Artifact, func(c *draw.Canvas) {
				b.Set.Line(c, fmt.Sprintf("%d.", i+1), typeset.Style{Role: font.Bold, Size: st.Size, Fill: draw.Accent}, x, mid+st.Size*0.36, hang-2)
			})
		default:
			b.page.Circle(x+4, mid, 1.9, draw.Accent, draw.None, 0)
		}
		b.para(draw.LI, []typeset.Span{{Text: text}}, st, hang)
		b.y += 3
	}
	b.y += 3
}

// Callout sets a titled note on a tinted ground, whole on one page unless it is
// taller than that.
func (b *Book) Callout(title, text string) {
	size := b.look.Size - 0.8
	st := typeset.Style{Size: size, Leading: size * 1.45}
	p := b.Set.Text(text, st, b.width()-30)
	h := p.Height() + 16
	if title != "" {
		h += 14
	}
	b.Space(4)
	if h > b.depth() {
		b.Panel(title, []Line{{Spans: []typeset.Span{{Text: text}}}})
		return
	}
	b.room(h)
	x, y := b.shape.Left, b.y
	b.page.Rounded(draw.Rect{X: x, Y: y, W: b.width(), H: h}, b.look.Radius, draw.Wash, draw.None, 0)
	b.page.Rounded(draw.Rect{X: x, Y: y, W: 4, H: h}, min(2, b.look.Radius), draw.Accent, draw.None, 0)
	b.page.Group(draw.Note, func(c *draw.Canvas) {
		top := y + 8
		if title != "" {
			b.Set.Line(c, title, typeset.Style{Role: font.Bold, Size: st.Size}, x+16, top+9, b.width()-30)
			top += 14
		}
		p.Draw(c, x+16, top)
	})
	b.y += h + 8
}

// Rules draws lines to write on, down to a height in points, with a caption.
func (b *Book) Rules(caption string, h float64) {
	if caption != "" {
		b.Caption(caption, h)
	}
	b.room(h)
	const step = 21.0
	for y := b.y + step; y <= b.y+h+0.01; y += step {
		b.page.Rule(b.shape.Left, y, b.shape.Left+b.width(), y, draw.Line, 0.5)
	}
	b.y += h + 8
}
