package layout

import (
	"math"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// timeline draws stages along a line.
func (k *Kit) timeline(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := max(len(b.Rows), b.Count, 2)
	y := box.Y + 14
	w := box.W / float64(n)
	c.Rule(box.X+w/2, y, box.X+box.W-w/2, y, draw.Accent, 1.2)
	for i := range n {
		x := box.X + w*(float64(i)+0.5)
		c.Circle(x, y, 6, draw.Paper, draw.Accent, 1.2)
		if i < len(b.Rows) {
			k.Box(c, b.Rows[i], typeset.Style{Role: font.Bold, Size: 7.8, Leading: 9, Align: typeset.Centre}, draw.Rect{X: x - w/2 + 3, Y: y + 9, W: w - 6, H: 19}, false)
		}
		c.Rule(x-w/2+6, box.Y+box.H-3, x+w/2-6, box.Y+box.H-3, draw.Line, 0.5)
	}
}

// wheel draws a circle in sectors with rings to colour.
func (k *Kit) wheel(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := max(4, len(b.Rows))
	rings := b.To
	if rings <= 0 {
		rings = 10
	}
	cx, cy := box.X+box.W/2, box.Y+box.H/2
	st := typeset.Style{Role: font.Bold, Size: 7.8, Leading: 9, Align: typeset.Centre}
	side := 20.0 // what the names beside the circle take
	for _, r := range b.Rows {
		side = max(side, min(58, max(k.longest(r, st), k.Set.Width(r, st)*0.6)+2))
	}
	radius := max(20, min(box.W/2-side-9, box.H/2-13))
	for i := 1; i <= rings; i++ {
		slot := draw.Faint
		if i == rings {
			slot = draw.Muted
		}
		c.Circle(cx, cy, radius*float64(i)/float64(rings), draw.None, slot, 0.6)
	}
	p := &draw.Path{Stroke: draw.Line, Width: 0.6}
	for i := range n {
		sin, cos := math.Sincos(2*math.Pi*float64(i)/float64(n) - math.Pi/2)
		p.Move(cx, cy)
		p.LineTo(cx+radius*cos, cy+radius*sin)
		if i >= len(b.Rows) {
			continue
		}
		sin, cos = math.Sincos(2*math.Pi*(float64(i)+0.5)/float64(n) - math.Pi/2)
		x, y := cx+(radius+8)*cos, cy+(radius+8)*sin
		st, w := st, side
		if math.Abs(cos) <= 0.25 {
			w = 58
		}
		r := draw.Rect{X: x - w/2, Y: y - 9, W: w, H: 18}
		switch {
		case cos > 0.25:
			st.Align, r.X = typeset.Start, x
		case cos < -0.25:
			st.Align, r.X = typeset.End, x-w
		}
		r.X = max(box.X, min(r.X, box.X+box.W-w))
		r.Y = max(box.Y, min(r.Y, box.Y+box.H-18))
		k.Box(c, b.Rows[i], st, r, true)
	}
	c.Add(p)
}

// quad draws four named fields with the names of the two axes.
func (k *Kit) quad(c *draw.Canvas, b *product.Block, box draw.Rect) {
	if len(b.Columns) == 2 {
		st := small()
		st.Align = typeset.Centre
		k.Line(c, "→ "+b.Columns[0], st, box.X, box.Y+box.H-1, box.W)
		k.Line(c, "↑ "+b.Columns[1], small(), box.X, box.Y+7, box.W)
		box.Y, box.H = box.Y+10, box.H-20
	}
	w, h := (box.W-6)/2, (box.H-6)/2
	for i := range 4 {
		r := draw.Rect{X: box.X + float64(i%2)*(w+6), Y: box.Y + float64(i/2)*(h+6), W: w, H: h}
		c.Rounded(r, k.Radius, draw.None, draw.Line, 0.8)
		if i < len(b.Rows) {
			c.Rounded(draw.Rect{X: r.X + 5, Y: r.Y + 5, W: r.W - 10, H: 15}, min(k.Radius, 4), draw.Soft, draw.None, 0)
			k.Line(c, b.Rows[i], headCell(), r.X+10, r.Y+15.5, r.W-20)
		}
	}
}

// mind draws a centre with branches to write on, in a bowed column on each side.
func (k *Kit) mind(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := max(4, len(b.Rows))
	perSide := (n + 1) / 2
	cx, cy := box.X+box.W/2, box.Y+box.H/2
	bw, bh := min(128, box.W*0.29), min(44, box.H/float64(perSide)*0.72)
	place := func(i int) (x, y float64) {
		side, at, rows := 1.0, i, perSide
		if i >= perSide {
			side, at, rows = -1, n-1-i, n-perSide // round the clock: down the right, up the left
		}
		y = cy + (float64(at)+0.5-float64(rows)/2)*box.H/float64(rows)
		y = min(max(y, box.Y+bh/2), box.Y+box.H-bh/2)
		bow := 1 - 0.16*math.Pow((y-cy)/(box.H/2), 2)
		return cx + side*(box.W-bw)/2*bow, y
	}
	for i := range n {
		x, y := place(i)
		p := &draw.Path{Stroke: draw.Accent, Width: 1}
		p.Move(cx, cy)
		p.CubicTo(cx+(x-cx)*0.5, cy, cx+(x-cx)*0.45, y, x, y)
		c.Add(p)
	}
	for i := range n {
		x, y := place(i)
		r := draw.Rect{X: x - bw/2, Y: y - bh/2, W: bw, H: bh}
		c.Rounded(r, bh/3, draw.Paper, draw.Accent, 0.9)
		if i < len(b.Rows) {
			st := typeset.Style{Role: font.Bold, Size: 7.8, Leading: 8.6, Align: typeset.Centre}
			k.Box(c, b.Rows[i], st, draw.Rect{X: r.X + 6, Y: r.Y + 2, W: r.W - 12, H: min(bh-4, 19)}, true)
		}
	}
	middle := min(44, box.H*0.3)
	c.Rounded(draw.Rect{X: cx - bw/2, Y: cy - middle/2, W: bw, H: middle}, middle/2, draw.Soft, draw.Accent, 1.2)
}

// calendar draws a month without dates, in the edition's week order.
func (k *Kit) calendar(c *draw.Canvas, b *product.Block, box draw.Rect) {
	w, h := box.W/7, (box.H-17)/6
	for i, d := range k.Week {
		st := headCell()
		st.Align = typeset.Centre
		k.Line(c, k.Lang.WeekdayShort(d), st, box.X+float64(i)*w, box.Y+10, w)
	}
	p := &draw.Path{Stroke: draw.Line, Width: 0.6}
	for i := range 7 {
		p.Move(box.X, box.Y+17+float64(i)*h)
		p.LineTo(box.X+box.W, box.Y+17+float64(i)*h)
	}
	for i := range 8 {
		p.Move(box.X+float64(i)*w, box.Y+17)
		p.LineTo(box.X+float64(i)*w, box.Y+box.H)
	}
	c.Add(p)
}

// chart draws axes with a fine grid to plot on.
func (k *Kit) chart(c *draw.Canvas, b *product.Block, box draw.Rect) {
	from, to := b.From, b.To
	if to <= from {
		from, to = 0, 10
	}
	n := max(b.Count, len(b.Rows), 2)
	in := draw.Rect{X: box.X + 30, Y: box.Y + 6, W: box.W - 36, H: box.H - 22}
	if len(b.Columns) == 2 { // the names of the axes: one over, one under
		st := small()
		k.Line(c, b.Columns[1], st, box.X, box.Y+6, box.W)
		st.Align = typeset.Centre
		k.Line(c, b.Columns[0], st, in.X, box.Y+box.H-2.5, in.W)
		in.Y, in.H = in.Y+8, in.H-18
	}
	marks := 5
	if to-from < 5 {
		marks = to - from
	}
	p := &draw.Path{Stroke: draw.Faint, Width: 0.5}
	for i := 0; i <= marks; i++ {
		y := in.Y + in.H - in.H*float64(i)/float64(marks)
		p.Move(in.X, y)
		p.LineTo(in.X+in.W, y)
		st := small()
		st.Align = typeset.End
		k.Line(c, strconv.Itoa(from+(to-from)*i/marks), st, box.X, y+2.5, 26)
	}
	every := 1
	for in.W/float64(n)*float64(every) < 18 {
		every++
	}
	for i := range n {
		x := in.X + in.W*(float64(i)+0.5)/float64(n)
		p.Move(x, in.Y)
		p.LineTo(x, in.Y+in.H)
		text := strconv.Itoa(i + 1)
		if len(b.Rows) > 0 {
			text = ""
			if i < len(b.Rows) {
				text = b.Rows[i]
			}
		}
		if i%every == 0 || len(b.Rows) > 0 {
			st := small()
			st.Align = typeset.Centre
			w := in.W / float64(n) * float64(every)
			k.Line(c, text, st, x-w/2, in.Y+in.H+10, w)
		}
	}
	c.Add(p)
	c.Rule(in.X, in.Y, in.X, in.Y+in.H, draw.Muted, 0.9)
	c.Rule(in.X, in.Y+in.H, in.X+in.W, in.Y+in.H, draw.Muted, 0.9)
}

// plan draws squared ground with a scale to fill in.
func (k *Kit) plan(c *draw.Canvas, box draw.Rect) {
	Ground(c, "squares", draw.Rect{X: box.X, Y: box.Y, W: box.W, H: box.H - 18}, 18)
	y := box.Y + box.H - 6
	text := k.Lang.In("the scale of a plan", "1 square =")
	w := k.Set.Width(text, small())
	k.Line(c, text, small(), box.X, y, w+1)
	c.Rule(box.X+w+5, y+2, min(box.X+w+70, box.X+box.W), y+2, draw.Line, 0.6)
}

// prompts draws questions with lines under each.
func (k *Kit) prompts(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := max(1, len(b.Rows))
	count := max(1, b.Count)
	if b.Count == 0 {
		count = 2
	}
	step := box.H / float64(n)
	for i, q := range b.Rows {
		y := box.Y + float64(i)*step
		c.Group(draw.P, func(c *draw.Canvas) {
			k.Box(c, q, typeset.Style{Role: font.Bold, Size: cellSize, Leading: 10}, draw.Rect{X: box.X, Y: y, W: box.W, H: 13}, true)
		})
		fit := max(1, count, int((step-21)/Pitch)) // all of the space, but for a gap to the next question
		pitch := min(24, (step-16)/float64(fit))
		Ground(c, b.Fill, draw.Rect{X: box.X, Y: y + 13, W: box.W, H: pitch*float64(fit) + 1}, pitch)
	}
}
