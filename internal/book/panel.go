package book

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Line is a paragraph of a panel. Mark is what hangs before it, such as "-".
type Line struct {
	Mark  string
	Spans []typeset.Span
}

const (
	panelPad  = 14.0 // left and right
	panelHead = 15.0 // height of the label
	panelEdge = 10.0 // above and below the text
)

// Panel sets text to be copied on a tinted ground under a label. No word is
// divided, since what is copied must be what was meant. It goes on overleaf
// when it has to, on a ground of its own there, never leaving a single line.
func (b *Book) Panel(label string, lines []Line) {
	size := b.look.Size
	st := typeset.Style{Size: size, Leading: size * 1.47}
	set := make([]*typeset.Para, len(lines))
	for i, l := range lines {
		set[i] = b.Set.Para(l.Spans, st, b.width()-2*panelPad-indentOf(l))
	}
	b.room(min(panelHead+2*panelEdge+4*st.Leading, b.depth()))
	first, at, key := true, 0, 0
	for i := 0; i < len(set); {
		top, slot := b.y, len(b.page.Ops)
		b.y += panelEdge
		if first && label != "" {
			x, base := b.shape.Left+panelPad, b.y+8
			b.page.Group(draw.P, func(c *draw.Canvas) {
				b.Set.Line(c, label, typeset.Style{Role: font.Bold, Size: 8.6, Tracking: 0.3}, x, base, b.width()-2*panelPad)
			})
			b.y += panelHead
		}
		was := i
		for i < len(set) {
			n := set[i].Lines() - at
			take := split(n, b.lines(st.Leading, panelEdge))
			if take == 0 {
				break
			}
			if at == 0 {
				key = 0
			}
			if take < n && key == 0 {
				key = b.nextKey()
			}
			b.panelLine(lines[i], set[i], st, at, at+take, key)
			if at += take; take < n {
				break
			}
			i, at = i+1, 0
			b.y += size * 0.35
		}
		if i == was && at == 0 && set[i].Lines() > 0 && top > b.shape.Top { // nothing went in: only the ground's head stands here
			b.page.Ops = b.page.Ops[:slot]
			b.fresh()
			continue
		}
		first = false
		b.ground(slot, draw.Rect{X: b.shape.Left, Y: top, W: b.width(), H: b.y + panelEdge - size*0.35 - top})
		b.y += panelEdge + 8
		if i < len(set) {
			b.fresh()
		}
	}
}

func indentOf(l Line) float64 {
	if l.Mark == "" {
		return 0
	}
	return 11
}

// panelLine draws lines of a paragraph of a panel and goes below them.
func (b *Book) panelLine(l Line, p *typeset.Para, st typeset.Style, from, to, key int) {
	x, y := b.shape.Left+panelPad, b.y
	g := b.page.Group(draw.P, func(c *draw.Canvas) {
		if l.Mark != "" && from == 0 {
			b.Set.Line(c, l.Mark, st, x, y+st.Leading/2+st.Size*0.36, 11)
		}
		b.page.Links = append(b.page.Links, p.DrawLines(c, x+indentOf(l), y, from, to)...)
	})
	g.Key = key
	b.y += float64(to-from) * st.Leading
}

// ground puts the tinted box under what was drawn since.
func (b *Book) ground(at int, r draw.Rect) {
	var c draw.Canvas
	c.Rounded(r, b.look.Radius, draw.Soft, draw.None, 0)
	over := append([]draw.Op(nil), b.page.Ops[at:]...)
	b.page.Ops = append(append(b.page.Ops[:at], c.Ops...), over...)
}
