package layout

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func cell() typeset.Style { return typeset.Style{Size: cellSize, Leading: 10} }

func headCell() typeset.Style {
	return typeset.Style{Role: font.Bold, Size: 7.8, Leading: 9, Tracking: 0.1}
}

// Ground fills a box for writing: lines, dots, squares or nothing.
func Ground(c *draw.Canvas, fill string, box draw.Rect, pitch float64) {
	switch fill {
	case "dots":
		p := &draw.Path{Stroke: draw.Line, Width: 1.2, Dash: []float64{0, pitch * 2 / 3}, Round: true}
		step := pitch * 2 / 3
		for y := box.Y + step/2; y <= box.Y+box.H-2; y += step {
			p.Move(box.X+step/2, y)
			p.LineTo(box.X+box.W-2, y)
		}
		if len(p.Verbs) > 0 {
			c.Add(p)
		}
	case "squares":
		p := &draw.Path{Stroke: draw.Faint, Width: 0.5}
		step := pitch * 2 / 3
		nx, ny := math.Floor(box.W/step), math.Floor(box.H/step)
		for i := 0.0; i <= nx; i++ {
			p.Move(box.X+i*step, box.Y)
			p.LineTo(box.X+i*step, box.Y+ny*step)
		}
		for i := 0.0; i <= ny; i++ {
			p.Move(box.X, box.Y+i*step)
			p.LineTo(box.X+nx*step, box.Y+i*step)
		}
		c.Add(p)
	case "blank":
	default:
		p := &draw.Path{Stroke: draw.Line, Width: 0.5}
		for y := box.Y + pitch; y <= box.Y+box.H+0.5; y += pitch {
			p.Move(box.X, y)
			p.LineTo(box.X+box.W, y)
		}
		if len(p.Verbs) > 0 {
			c.Add(p)
		}
	}
}

func (k *Kit) lines(c *draw.Canvas, b *product.Block, box draw.Rect) {
	pitch := Pitch
	if b.Count > 0 {
		pitch = min(26, box.H/float64(b.Count))
		box.H = pitch * float64(b.Count)
	}
	Ground(c, b.Fill, box, pitch)
}

func (k *Kit) area(c *draw.Canvas, b *product.Block, box draw.Rect) {
	c.Rounded(box, k.Radius, draw.None, draw.Line, 0.8)
	if b.Fill != "" && b.Fill != "blank" {
		Ground(c, b.Fill, draw.Rect{X: box.X + 6, Y: box.Y + 4, W: box.W - 12, H: box.H - 8}, Pitch)
	}
}

func perLine(b *product.Block) int {
	n := b.Count
	if n <= 0 {
		n = 2
	}
	return max(1, min(n, len(b.Rows)))
}

// fields draws names with a line to write on after each.
func (k *Kit) fields(c *draw.Canvas, b *product.Block, box draw.Rect) {
	per := perLine(b)
	rows := (len(b.Rows) + per - 1) / per
	step := min(30, box.H/float64(max(1, rows)))
	wide := (box.W - gap*float64(per-1)) / float64(per)
	st := typeset.Style{Size: cellSize, Fill: draw.Muted}
	for i, name := range b.Rows {
		x := box.X + float64(i%per)*(wide+gap)
		base := box.Y + float64(i/per)*step + step - 7
		full := k.Set.Width(name, st)
		w := min(full, wide*0.66)
		c.Group(draw.P, func(c *draw.Canvas) {
			if full*0.85 <= w {
				k.Line(c, name, st, x, base, w+0.1)
				return
			}
			two := st
			two.Size, two.Leading = 7.4, 8.2
			k.Box(c, name, two, draw.Rect{X: x, Y: base + 3 - min(step, 17), W: w, H: min(step, 17)}, true)
		})
		c.Rule(x+w+5, base+2.5, x+wide, base+2.5, draw.Line, 0.6)
	}
}

func (k *Kit) checkColumns(b *product.Block, width float64) int {
	longest := 0
	for _, r := range b.Rows {
		longest = max(longest, k.letters(r))
	}
	n := len(b.Rows) + b.Count
	switch {
	case n >= 9 && width > 420 && longest < 42:
		return 3
	case n >= 6 && width > 260 && longest < 42:
		return 2
	}
	return 1
}

// checklist draws boxes to tick, with their texts, down the columns.
func (k *Kit) checklist(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := len(b.Rows) + b.Count
	cols := k.checkColumns(b, box.W)
	rows := (n + cols - 1) / cols
	step := min(27, box.H/float64(max(1, rows)))
	wide := (box.W - gap*float64(cols-1)) / float64(cols)
	c.Group(draw.L, func(c *draw.Canvas) {
		for i := range n {
			x, y := box.X+float64(i/rows)*(wide+gap), box.Y+float64(i%rows)*step
			c.Rounded(draw.Rect{X: x + 0.5, Y: y + step/2 - 5, W: 10, H: 10}, min(k.Radius, 2.5), draw.None, draw.Muted, 0.8)
			if i < len(b.Rows) && b.Rows[i] != "" {
				c.Group(draw.LI, func(c *draw.Canvas) {
					k.Box(c, b.Rows[i], cell(), draw.Rect{X: x + 16, Y: y, W: wide - 16, H: step}, true)
				})
				continue
			}
			c.Rule(x+16, y+step-4, x+wide, y+step-4, draw.Line, 0.5)
		}
	})
}
