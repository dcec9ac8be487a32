package layout

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// table draws heads, preprinted first cells and blank rows.
func (k *Kit) table(c *draw.Canvas, b *product.Block, box draw.Rect) {
	cols := max(1, len(b.Columns))
	widths := k.tableWidths(b, box.W)
	if k.cramped(b, widths) {
		k.turned(c, b, box)
		return
	}
	headH := k.headRow(c, b.Columns, widths, draw.Rect{X: box.X, Y: box.Y, W: box.W, H: box.H})
	body := box.H - headH
	rows, high := len(b.Rows)+b.Count, 32.0
	switch {
	case b.Count > 0:
	case len(b.Rows) == 0:
		rows = int(body / Pitch)
	case body/float64(len(b.Rows)) <= 84: // the printed rows share it all
		high = 84
	default:
		rows = int(body / 30)
	}
	step := min(high, body/float64(max(1, rows)))
	top := box.Y + headH
	p := &draw.Path{Stroke: draw.Line, Width: 0.5}
	for i := 1; i <= rows; i++ {
		p.Move(box.X, top+float64(i)*step)
		p.LineTo(box.X+box.W, top+float64(i)*step)
	}
	x := box.X
	for i := range cols - 1 {
		x += widths[i]
		p.Move(x, top)
		p.LineTo(x, top+float64(rows)*step)
	}
	c.Add(p)
	for i, text := range b.Rows {
		k.Box(c, text, cell(), draw.Rect{X: box.X + 4, Y: top + float64(i)*step + 1, W: widths[0] - 8, H: step - 2}, true)
	}
}

// tableWidths shares the width: columns with long heads or preprinted texts get
// more, short ones (date, time, cost) less, and none less than the longest word
// of its head if there is room.
func (k *Kit) tableWidths(b *product.Block, width float64) []float64 {
	n := max(1, len(b.Columns))
	all, least := make([]float64, n), make([]float64, n)
	for i := range all {
		all[i] = 64
		if i < len(b.Columns) {
			if k.narrow(b.Columns[i]) {
				all[i] = 40
			}
			all[i] = max(all[i], min(120, k.Set.Width(b.Columns[i], headCell())+18))
			if k.wide(b.Columns[i]) {
				all[i] *= 1.9
			}
			least[i] = k.longest(b.Columns[i], headCell())*0.9 + 8
		}
	}
	for _, r := range b.Rows {
		all[0] = max(all[0], min(width*0.4, k.Set.Width(r, cell())+12))
		least[0] = max(least[0], min(width*0.34, k.Set.Width(r, cell())*0.8+8))
	}
	return spread(all, least, width)
}

// spread scales wishes to a width, none under its least. When the least are too
// much together, they are scaled.
func spread(wishes, least []float64, width float64) []float64 {
	sum := 0.0
	for _, l := range least {
		sum += l
	}
	if sum >= width {
		return scaled(least, width)
	}
	fixed := make([]bool, len(wishes))
	for {
		rest, free := 0.0, width
		for i := range wishes {
			if fixed[i] {
				free -= least[i]
			} else {
				rest += wishes[i]
			}
		}
		out, again := make([]float64, len(wishes)), false
		for i := range wishes {
			out[i] = least[i]
			if !fixed[i] {
				out[i] = wishes[i] * free / rest
				if out[i] < least[i] {
					fixed[i], again = true, true
				}
			}
		}
		if !again {
			return out
		}
	}
}

func scaled(parts []float64, width float64) []float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p
	}
	out := make([]float64, len(parts))
	for i, p := range parts {
		out[i] = p * width / sum
	}
	return out
}

// cramped reports whether the heads of a table without names would be broken
// inside their words.
func (k *Kit) cramped(b *product.Block, widths []float64) bool {
	if len(b.Rows) > 0 || len(b.Columns) < 4 {
		return false
	}
	for i, head := range b.Columns {
		if k.longest(head, headCell())*0.75 > widths[i]-8 {
			return true
		}
	}
	return false
}

// turned draws a cramped table on its side: heads down the left, an entry in
// each column.
func (k *Kit) turned(c *draw.Canvas, b *product.Block, box draw.Rect) {
	name := 0.0
	for _, head := range b.Columns {
		name = max(name, min(box.W*0.45, k.Set.Width(head, headCell())+12))
	}
	n := max(1, min(4, int((box.W-name)/56)))
	step := min(34, box.H/float64(len(b.Columns)))
	high := step * float64(len(b.Columns))
	c.Rounded(draw.Rect{X: box.X, Y: box.Y, W: name, H: high}, min(k.Radius, 4), draw.Soft, draw.None, 0)
	p := &draw.Path{Stroke: draw.Line, Width: 0.5}
	for i := 1; i <= len(b.Columns); i++ {
		p.Move(box.X, box.Y+float64(i)*step)
		p.LineTo(box.X+box.W, box.Y+float64(i)*step)
	}
	for j := 1; j < n; j++ {
		x := box.X + name + (box.W-name)*float64(j)/float64(n)
		p.Move(x, box.Y)
		p.LineTo(x, box.Y+high)
	}
	c.Add(p)
	for i, head := range b.Columns {
		c.Group(draw.P, func(c *draw.Canvas) {
			k.Box(c, head, headCell(), draw.Rect{X: box.X + 5, Y: box.Y + float64(i)*step + 1, W: name - 9, H: step - 2}, true)
		})
	}
}

// wide reports whether a column is for sentences rather than for a value. In
// other languages only heads that are known in English tell.
func (k *Kit) wide(head string) bool {
	if !k.Lang.English() {
		return k.isAny(head, "Task", "Item", "Note", "Notes", "What", "What happens", "Why it matters", "First step", "What one can see then")
	}
	head = strings.ToLower(head)
	for _, w := range []string{"note", "what", "why", "detail", "action", "step", "item", "idea", "task", "descri", "comment", "reason"} {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
}

// narrow reports whether a column is for a tick, a time or a number of few
// digits.
func (k *Kit) narrow(head string) bool {
	return k.isAny(head, "Done", "Time", "Paid", "No.", "Yes", "No", "By", "Due", "Date", "Day", "Week", "Minutes", "1st", "2nd", "3rd")
}

// isAny reports whether a head says one of some English words.
func (k *Kit) isAny(head string, english ...string) bool {
	return slices.ContainsFunc(english, func(w string) bool { return head == k.Lang.Say(w) })
}

// headRow draws a filled row of heads and returns its height.
func (k *Kit) headRow(c *draw.Canvas, heads []string, widths []float64, box draw.Rect) float64 {
	if len(heads) == 0 {
		return 0
	}
	h := k.headRowHeight(heads, widths)
	c.Rounded(draw.Rect{X: box.X, Y: box.Y, W: box.W, H: h}, min(k.Radius, 4), draw.Soft, draw.None, 0)
	x := box.X
	c.Group(draw.Table, func(c *draw.Canvas) {
		c.Group(draw.TR, func(c *draw.Canvas) {
			for i, t := range heads {
				c.Group(draw.TH, func(c *draw.Canvas) {
					st, pad := headCell(), headPad(widths[i])
					if pad < widePad {
						st.Align = typeset.Centre
					}
					k.Box(c, t, st, draw.Rect{X: x + pad, Y: box.Y + 1, W: widths[i] - 2*pad, H: h - 2}, true)
				})
				x += widths[i]
			}
		})
	})
	return h
}

// widePad is the space at each side of a head; the days of a month stand in
// cells that have no room for it.
const widePad = 4.0

func headPad(width float64) float64 {
	if width < 24 {
		return 0.5
	}
	return widePad
}

// headRowHeight is 18 points for heads of one line, up to 38 for three.
func (k *Kit) headRowHeight(heads []string, widths []float64) float64 {
	if len(heads) == 0 {
		return 0
	}
	h := 18.0
	for i, t := range heads {
		room := widths[i] - 2*headPad(widths[i])
		if k.Set.Width(t, headCell()) <= room {
			continue
		}
		st := headCell()
		st.Size, st.Leading = st.Size*0.85, st.Leading*0.85
		h = max(h, min(38, k.Set.Text(t, st, room).Height()+8))
	}
	return h
}

func gridHeads(b *product.Block) []string {
	if len(b.Columns) == 0 && b.To > b.From {
		return numbers(b.From, b.To)
	}
	return b.Columns
}

// gridWidths returns the width of the names and of each cell, all cells alike.
func (k *Kit) gridWidths(b *product.Block, width float64) (name float64, cells []float64) {
	if len(b.Rows) > 0 || b.Count > 0 {
		name = 70
		for _, r := range b.Rows {
			name = max(name, min(width*0.34, k.Set.Width(r, cell())+10))
		}
	}
	cells = make([]float64, max(1, len(gridHeads(b))))
	for i := range cells {
		cells[i] = (width - name) / float64(len(cells))
	}
	return name, cells
}

// grid draws a matrix: heads across, names down, cells to mark.
func (k *Kit) grid(c *draw.Canvas, b *product.Block, box draw.Rect) {
	heads := gridHeads(b)
	rows := len(b.Rows) + b.Count
	if rows == 0 {
		rows = max(3, int((box.H-18)/20))
	}
	name, widths := k.gridWidths(b, box.W)
	n, w := len(widths), widths[0]
	headH := k.headRow(c, heads, widths, draw.Rect{X: box.X + name, Y: box.Y, W: box.W - name, H: box.H})
	step := min(30, (box.H-headH)/float64(rows))
	p := &draw.Path{Stroke: draw.Line, Width: 0.5}
	top := box.Y + headH
	for i := range rows + 1 {
		p.Move(box.X, top+float64(i)*step)
		p.LineTo(box.X+box.W, top+float64(i)*step)
	}
	for i := range n + 1 {
		x := box.X + name + float64(i)*w
		p.Move(x, top)
		p.LineTo(x, top+float64(rows)*step)
	}
	c.Add(p)
	for i, r := range b.Rows {
		k.Box(c, r, cell(), draw.Rect{X: box.X + 2, Y: top + float64(i)*step + 1, W: name - 6, H: step - 2}, true)
	}
}
