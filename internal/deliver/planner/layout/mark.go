package layout

import (
	"fmt"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func numbers(from, to int) []string {
	var all []string
	for i := from; i <= to; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return all
}

func small() typeset.Style { return typeset.Style{Size: 7.2, Fill: draw.Muted} }

// named draws the row names of a widget whose right part is marks, and calls
// marks with the space beside each.
func (k *Kit) named(c *draw.Canvas, b *product.Block, box draw.Rect, marks func(i int, box draw.Rect)) {
	rows := max(1, len(b.Rows))
	step := min(30, box.H/float64(rows))
	name := 0.0
	for _, r := range b.Rows {
		name = max(name, min(box.W*0.5, k.Set.Width(r, cell())+12))
	}
	for i := range rows {
		y := box.Y + float64(i)*step
		if i < len(b.Rows) {
			c.Group(draw.P, func(c *draw.Canvas) {
				k.Box(c, b.Rows[i], cell(), draw.Rect{X: box.X, Y: y, W: name - 8, H: step}, true)
			})
		}
		marks(i, draw.Rect{X: box.X + name, Y: y, W: box.W - name, H: step})
	}
}

// scale draws circles to mark, from one end of a judgement to the other.
func (k *Kit) scale(c *draw.Canvas, b *product.Block, box draw.Rect) {
	from, to := b.From, b.To
	if to <= from {
		from, to = 1, 5
	}
	n := to - from + 1
	ends := 0.0
	if len(b.Columns) == 2 {
		ends = 9
		box.H -= ends
	}
	var first, last draw.Rect
	k.named(c, b, box, func(i int, r draw.Rect) {
		step := min(30, r.W/float64(n))
		d := min(8, step/2-1, r.H/2-2)
		for j := range n {
			x := r.X + step*(float64(j)+0.5)
			c.Circle(x, r.Y+r.H/2, d, draw.None, draw.Muted, 0.7)
			k.Line(c, strconv.Itoa(from+j), typeset.Style{Size: min(7.2, d*1.3), Fill: draw.Muted, Align: typeset.Centre}, x-d, r.Y+r.H/2+2.4, 2*d)
		}
		first, last = draw.Rect{X: r.X, Y: r.Y + r.H, W: step * float64(n) / 2}, draw.Rect{X: r.X + step*float64(n)/2, Y: r.Y + r.H, W: step * float64(n) / 2}
		_ = i
	})
	if ends > 0 {
		k.Line(c, b.Columns[0], small(), first.X, first.Y+7, first.W)
		st := small()
		st.Align = typeset.End
		k.Line(c, b.Columns[1], st, last.X, last.Y+7, last.W)
	}
}

// tally draws a row of small boxes for each name.
func (k *Kit) tally(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := b.Count
	if n <= 0 {
		n = 7
	}
	k.named(c, b, box, func(_ int, r draw.Rect) {
		step := min(22, r.W/float64(n))
		side := min(step-3, r.H-6, 14)
		for j := range n {
			c.Rounded(draw.Rect{X: r.X + step*float64(j), Y: r.Y + (r.H-side)/2, W: side, H: side}, min(k.Radius, side/4), draw.None, draw.Muted, 0.7)
		}
	})
}

// bars draws meters in steps, to be filled.
func (k *Kit) bars(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := b.To
	if n <= 0 {
		n = 10
	}
	k.named(c, b, box, func(_ int, r draw.Rect) {
		h := min(12, r.H-6)
		in := draw.Rect{X: r.X, Y: r.Y + (r.H-h)/2, W: r.W - 1, H: h}
		c.Rounded(in, min(k.Radius, h/2), draw.Wash, draw.Line, 0.7)
		for j := 1; j < n; j++ {
			x := in.X + in.W*float64(j)/float64(n)
			c.Rule(x, in.Y+2, x, in.Y+h-2, draw.Line, 0.5)
		}
	})
}

// Hours draws a rail of hours with room beside each. Hours beyond 24 belong to
// the next day: midnight is marked, so that a night shift is one piece.
func (k *Kit) Hours(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := max(1, b.To-b.From)
	if len(b.Columns) > 0 {
		k.railHeads(c, b.Columns, draw.Rect{X: box.X + 34, Y: box.Y, W: box.W - 34, H: 15})
		box.Y, box.H = box.Y+15, box.H-15
	}
	step := box.H / float64(n)
	every := 1
	for step*float64(every) < 8.6 {
		every++
	}
	p := &draw.Path{Stroke: draw.Line, Width: 0.5}
	half := &draw.Path{Stroke: draw.Faint, Width: 0.5}
	for i := range n + 1 {
		y := box.Y + float64(i)*step
		if i < n && step >= 19 {
			half.Move(box.X+34, y+step/2)
			half.LineTo(box.X+box.W, y+step/2)
		}
		if b.From+i == 24 && i > 0 && i < n {
			c.Rule(box.X, y, box.X+box.W, y, draw.Accent, 1.4)
		} else {
			p.Move(box.X, y)
			p.LineTo(box.X+box.W, y)
		}
		if i < n && i%every == 0 {
			k.hour(c, b.From+i, draw.Rect{X: box.X, Y: y, W: 30, H: step})
		}
	}
	c.Add(p)
	if len(half.Verbs) > 0 {
		c.Add(half)
	}
	for j := 1; j < len(b.Columns); j++ {
		x := box.X + 34 + (box.W-34)*float64(j)/float64(len(b.Columns))
		c.Rule(x, box.Y, x, box.Y+box.H, draw.Line, 0.5)
	}
}

func (k *Kit) hour(c *draw.Canvas, h int, box draw.Rect) {
	st := typeset.Style{Size: min(8, max(6.2, box.H*0.62)), Fill: draw.Muted, Align: typeset.End}
	if h%24 == 0 {
		st.Role, st.Fill = font.Bold, draw.Ink
	}
	k.Line(c, fmt.Sprintf("%02d:00", h%24), st, box.X, box.Y+min(box.H-1.4, st.Size+1.6), box.W-2)
}

func (k *Kit) railHeads(c *draw.Canvas, heads []string, box draw.Rect) {
	w := box.W / float64(len(heads))
	for i, h := range heads {
		st := headCell()
		k.Line(c, h, st, box.X+float64(i)*w+4, box.Y+10, w-8)
	}
}

// days draws a column for each weekday, or a row when the box is tall.
func (k *Kit) days(c *draw.Canvas, b *product.Block, box draw.Rect) {
	if box.W < 330 && box.H > 200 {
		k.dayRows(c, b, box)
		return
	}
	w := box.W / 7
	name := 0.0
	if len(b.Rows) > 0 {
		for _, r := range b.Rows {
			name = max(name, min(90, k.Set.Width(r, small())+8))
		}
		w = (box.W - name) / 7
	}
	for i, d := range k.Week {
		x := box.X + name + float64(i)*w
		c.Rounded(draw.Rect{X: x + 1, Y: box.Y, W: w - 2, H: 16}, min(k.Radius, 4), draw.Soft, draw.None, 0)
		st := headCell()
		st.Align = typeset.Centre
		k.Line(c, k.Lang.WeekdayShort(d), st, x+2, box.Y+11, w-4)
	}
	top := box.Y + 20
	rows := max(1, len(b.Rows))
	step := (box.H - 20) / float64(rows)
	for r := range rows {
		y := top + float64(r)*step
		if r < len(b.Rows) {
			k.Box(c, b.Rows[r], small(), draw.Rect{X: box.X, Y: y, W: name - 5, H: step - 4}, true)
		}
		for i := range 7 {
			in := draw.Rect{X: box.X + name + float64(i)*w + 1, Y: y, W: w - 2, H: step - 3}
			c.Rounded(in, min(k.Radius, 4), draw.None, draw.Line, 0.6)
			if b.Fill != "" && b.Fill != "blank" {
				Ground(c, b.Fill, draw.Rect{X: in.X + 4, Y: in.Y, W: in.W - 8, H: in.H - 3}, Pitch)
			}
		}
	}
}

func (k *Kit) dayRows(c *draw.Canvas, b *product.Block, box draw.Rect) {
	step := box.H / 7
	for i, d := range k.Week {
		y := box.Y + float64(i)*step
		k.Line(c, k.Lang.WeekdayShort(d), headCell(), box.X, y+11, 30)
		in := draw.Rect{X: box.X + 32, Y: y, W: box.W - 32, H: step - 4}
		c.Rounded(in, min(k.Radius, 4), draw.None, draw.Line, 0.6)
		n := float64(max(1, len(b.Rows)))
		for j, r := range b.Rows {
			x := in.X + in.W*float64(j)/n
			k.Line(c, r, small(), x+4, in.Y+8, in.W/n-8)
			if j > 0 {
				c.Rule(x, in.Y, x, in.Y+in.H, draw.Line, 0.5)
			}
		}
	}
}
