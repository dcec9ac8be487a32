package layout

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// cards draws small cards with labelled lines.
func (k *Kit) cards(c *draw.Canvas, b *product.Block, box draw.Rect) {
	n := cardCount(b)
	cols := cardColumns(b, box)
	rows := (n + cols - 1) / cols
	w, h := (box.W-8*float64(cols-1))/float64(cols), (box.H-8*float64(rows-1))/float64(rows)
	for i := range n {
		r := draw.Rect{X: box.X + float64(i%cols)*(w+8), Y: box.Y + float64(i/cols)*(h+8), W: w, H: h}
		c.Rounded(r, k.Radius, draw.None, draw.Line, 0.8)
		y := r.Y + 2
		if len(b.Columns) > 0 {
			if i < len(b.Columns) {
				k.Line(c, b.Columns[i], headCell(), r.X+8, r.Y+13, r.W-16)
			}
			y += 13
		}
		in := *b
		in.Count = 1
		body := draw.Rect{X: r.X + 8, Y: y, W: r.W - 16, H: r.Y + r.H - y - 2}
		k.fields(c, &in, body)
		if used := 30 * float64(len(b.Rows)); body.H-used > 2*Pitch { // a tall card has room for notes
			Ground(c, b.Fill, draw.Rect{X: body.X, Y: y + used, W: body.W, H: body.H - used - 4}, Pitch)
		}
	}
}

func cardCount(b *product.Block) int { return max(1, b.Count, len(b.Columns)) }

// cardHeight is the least height of one card.
func cardHeight(b *product.Block) float64 {
	h := 5 + 17*float64(max(1, len(b.Rows)))
	if len(b.Columns) > 0 {
		h += 13
	}
	return h
}

// mostCards is how many cards a row of that width has at most.
func mostCards(b *product.Block, width float64) int {
	return max(1, min(cardCount(b), int((width+8)/120)))
}

// cardColumns picks as few columns as the height allows, because wide cards are
// good to write on, and shares the cards evenly among the rows.
func cardColumns(b *product.Block, box draw.Rect) int {
	n, most := cardCount(b), mostCards(b, box.W)
	cols := 1
	for cols < most && (box.W/float64(cols+1) > 200 || float64((n+cols-1)/cols)*(cardHeight(b)+14) > box.H) {
		cols++
	}
	rows := (n + cols - 1) / cols
	return (n + rows - 1) / rows
}
