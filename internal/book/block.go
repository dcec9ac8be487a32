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

// Items sets a list.
func (b *Book) Items(kind List, items []string) {
	st := b.body()
	st.Align = typeset.Start
	for i, text := range items {
		p := b.Set.Text(text, st, b.width()-18)
		b.room(p.Leading() * float64(min(p.Lines(), 3)))
		x, mid := b.shape.Left, b.y+p.Leading()/2
		switch kind {
		case Boxes:
			b.page.Rounded(draw.Rect{X: x + 1, Y: mid - 4.5, W: 9, H: 9}, 2, draw.None, draw.Muted, 0.8)
		case Numbers:
			b.Set.Line(&b.page.Canvas, fmt.Sprintf("%d.", i+1), typeset.Style{Role: font.Bold, Size: st.Size}, x, mid+st.Size*0.36, 16)
		default:
			b.page.Circle(x+4, mid, 1.9, draw.Accent, draw.None, 0)
		}
		b.para(draw.LI, []typeset.Span{{Text: text}}, st, 18)
		b.y += 3
	}
	b.y += 3
}

// Callout sets a titled note on a tinted ground, whole on one page.
func (b *Book) Callout(title, text string) {
	st := typeset.Style{Size: b.look.Size - 0.5, Leading: (b.look.Size - 0.5) * 1.45, Hyphens: true}
	p := b.Set.Text(text, st, b.width()-30)
	h := p.Height() + 16
	if title != "" {
		h += 14
	}
	b.Space(4)
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

// Panel sets text to be copied, on a tinted ground with its label. It goes on
// overleaf when it has to, never leaving a single line.
func (b *Book) Panel(label, text string) {
	st := typeset.Style{Size: b.look.Size - 0.3, Leading: (b.look.Size - 0.3) * 1.5}
	const pad, head = 12.0, 17.0
	paras := paragraphs(text)
	var set []*typeset.Para
	for _, t := range paras {
		set = append(set, b.Set.Text(t, st, b.width()-2*pad))
	}
	b.room(head + pad + 4*st.Leading)
	first := true
	at := 0 // line of the paragraph in turn
	for i := 0; i < len(set); {
		top := b.y
		y := top + 8
		if first {
			y += head - 4
		}
		slot := len(b.page.Ops)
		start := i
		for i < len(set) {
			n := set[i].Lines() - at
			take := split(n, int((b.foot()-8-y)/set[i].Leading()))
			if take == 0 {
				break
			}
			b.page.Group(draw.P, func(c *draw.Canvas) { set[i].DrawLines(c, b.shape.Left+pad, y, at, at+take) })
			y += float64(take) * set[i].Leading()
			at += take
			if take < n {
				break
			}
			i, at = i+1, 0
			y += 4
		}
		if i == start && at == 0 && top > b.shape.Top {
			b.fresh()
			continue
		}
		b.ground(slot, draw.Rect{X: b.shape.Left, Y: top, W: b.width(), H: y + 6 - top})
		if first {
			b.Set.Line(&b.page.Canvas, label, typeset.Style{Role: font.Bold, Size: 8, Tracking: 0.6}, b.shape.Left+pad, top+14, b.width()-2*pad)
			first = false
		}
		b.y = y + 12
		if i < len(set) {
			b.fresh()
		}
	}
}

// ground puts the tinted box under what was drawn since.
func (b *Book) ground(at int, r draw.Rect) {
	var c draw.Canvas
	c.Rounded(r, b.look.Radius, draw.Soft, draw.None, 0)
	ops := append([]draw.Op{}, b.page.Ops[:at]...)
	ops = append(ops, c.Ops...)
	b.page.Ops = append(ops, b.page.Ops[at:]...)
}

func paragraphs(text string) []string {
	var all []string
	start := 0
	for i := 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '\n' {
			if i > start {
				all = append(all, text[start:i])
			}
			start = i + 1
		}
	}
	return all
}

// Table sets rows under heads; widths are shares. The head is repeated overleaf
// and a row is never cut.
func (b *Book) Table(heads []string, widths []float64, rows [][]string) {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	cols := make([]float64, len(widths))
	for i, w := range widths {
		cols[i] = b.width() * w / sum
	}
	st := typeset.Style{Size: b.look.Size - 1, Leading: (b.look.Size - 1) * 1.35}
	bold := st
	bold.Role = font.Bold
	var table *draw.Group
	open := func() {
		table = &draw.Group{Tag: draw.Table, Key: b.tableKey()}
		b.page.Add(table)
		b.row(table, heads, cols, bold, draw.TH)
	}
	b.Space(4)
	first := 0.0
	if len(rows) > 0 {
		first = b.rowHeight(rows[0], cols, st)
	}
	b.room(b.rowHeight(heads, cols, bold) + first)
	open()
	for _, r := range rows {
		if b.y+b.rowHeight(r, cols, st) > b.foot() {
			b.fresh()
			open()
		}
		b.row(table, r, cols, st, draw.TD)
	}
	b.y += 10
}

func (b *Book) tableKey() int {
	b.key++
	return b.key
}

func (b *Book) rowHeight(cells []string, cols []float64, st typeset.Style) float64 {
	h := 0.0
	for i, t := range cells {
		h = max(h, b.Set.Text(t, st, cols[i]-10).Height())
	}
	return h + 8
}

func (b *Book) row(table *draw.Group, cells []string, cols []float64, st typeset.Style, tag draw.Tag) {
	h := b.rowHeight(cells, cols, st)
	x := b.shape.Left
	if tag == draw.TH {
		var c draw.Canvas
		c.Rounded(draw.Rect{X: x, Y: b.y, W: b.width(), H: h}, min(b.look.Radius, 4), draw.Soft, draw.None, 0)
		at := len(b.page.Ops) - 1 // under the table, which was added last
		b.page.Ops = append(b.page.Ops[:at], append(c.Ops, b.page.Ops[at])...)
	}
	tr := &draw.Group{Tag: draw.TR}
	for i, t := range cells {
		p := b.Set.Text(t, st, cols[i]-10)
		td := &draw.Group{Tag: tag}
		var c draw.Canvas
		p.Draw(&c, x+5, b.y+4)
		td.Ops = c.Ops
		tr.Ops = append(tr.Ops, td)
		x += cols[i]
	}
	table.Ops = append(table.Ops, tr)
	b.y += h
	b.page.Rule(b.shape.Left, b.y, b.shape.Left+b.width(), b.y, draw.Line, 0.5)
}
