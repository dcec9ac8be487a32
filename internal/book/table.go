package book

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// grid is a table while it is set.
type grid struct {
	cols        []float64
	head, plain typeset.Style
	first       typeset.Style // of the first column
	key         int
}

// Table sets rows under heads; widths are shares. The head is repeated overleaf
// and a row is never cut, unless it is taller than a page.
func (b *Book) Table(heads []string, widths []float64, rows [][]string) {
	b.table(heads, widths, rows, false)
}

// Named is Table with the first column in bold, for what the rows are about.
func (b *Book) Named(heads []string, widths []float64, rows [][]string) {
	b.table(heads, widths, rows, true)
}

func (b *Book) table(heads []string, widths []float64, rows [][]string, named bool) {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	size := b.look.Size - 0.8
	t := &grid{key: b.nextKey(), plain: typeset.Style{Size: size, Leading: size * 1.36}}
	for _, w := range widths {
		t.cols = append(t.cols, b.width()*w/sum)
	}
	t.head, t.first = t.plain, t.plain
	t.head.Role = font.Bold
	if named {
		t.first.Role = font.Bold
	}
	b.Space(4)
	top := b.row(t, heads, true)
	open := false
	for _, cells := range rows {
		r := b.row(t, cells, false)
		if top.h+r.h > b.depth() {
			b.unfold(heads, cells)
			open = false
			continue
		}
		switch {
		case !open:
			b.room(top.h + r.h)
			b.put(t, top)
		case b.y+r.h > b.foot():
			b.fresh()
			b.put(t, top)
		}
		b.put(t, r)
		open = true
	}
	if len(rows) == 0 {
		b.room(top.h)
		b.put(t, top)
	}
	b.y += 10
}

// set is a row whose cells are broken into lines.
type set struct {
	cells []*typeset.Para
	h     float64
	head  bool
}

func (b *Book) row(t *grid, cells []string, head bool) set {
	r := set{head: head}
	for i, text := range cells {
		st := t.plain
		switch {
		case head:
			st = t.head
		case i == 0:
			st = t.first
		}
		p := b.Set.Text(text, st, t.cols[i]-12)
		r.cells = append(r.cells, p)
		r.h = max(r.h, p.Height()+9)
	}
	return r
}

// unfold sets a row that is taller than a page as text under its heads.
func (b *Book) unfold(heads, cells []string) {
	for i, text := range cells {
		b.Caption(heads[i], 40)
		b.Plain(text)
	}
}

// put draws a row, tagged as part of its table.
func (b *Book) put(t *grid, r set) {
	tag := draw.TD
	if r.head {
		tag = draw.TH
		b.page.Rounded(draw.Rect{X: b.shape.Left, Y: b.y, W: b.width(), H: r.h}, min(b.look.Radius, 4), draw.Soft, draw.None, 0)
	}
	tr := &draw.Group{Tag: draw.TR}
	x := b.shape.Left
	for i, p := range r.cells {
		var c draw.Canvas
		p.Draw(&c, x+6, b.y+4.5)
		tr.Ops = append(tr.Ops, &draw.Group{Tag: tag, Ops: c.Ops})
		x += t.cols[i]
	}
	b.page.Add(&draw.Group{Tag: draw.Table, Key: t.key, Ops: []draw.Op{tr}})
	b.y += r.h
	if !r.head {
		b.page.Rule(b.shape.Left, b.y, b.shape.Left+b.width(), b.y, draw.Line, 0.5)
	}
}
