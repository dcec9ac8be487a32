package art

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// paper is a note paper with the function that draws it.
type paper struct {
	Entry
	draw func(*sheet)
}

func newPaper(id, name, tags string, draw func(*sheet)) paper {
	return paper{Entry{ID: id, Name: name, Tags: strings.Fields(tags)}, draw}
}

// Papers returns the note papers in a fixed order.
func Papers() []Entry {
	var all []Entry
	for _, p := range papers() {
		all = append(all, p.Entry)
	}
	return all
}

// DrawPaper draws a note paper into a box of any shape, with a margin of its
// own, and with its words in a language; an id that is not in Papers draws the
// first. The ground is left as it is and should be Paper.
func DrawPaper(c *draw.Canvas, set *typeset.Setter, lang *locale.Printer, id string, box draw.Rect) {
	all := papers()
	chosen := all[0]
	for _, p := range all {
		if p.ID == id {
			chosen = p
		}
	}
	chosen.draw(&sheet{c, set, lang, inset(box, min(10, min(box.W, box.H)*0.03))})
}

func papers() []paper {
	return append(append(linedPapers(), gridPapers()...), append(notePapers(), planPapers()...)...)
}

// rules strokes many lines, given as x1, y1, x2, y2 …, as one path.
func (s *sheet) rules(slot draw.Slot, width float64, dash []float64, xy ...float64) {
	if len(xy) < 4 {
		return
	}
	p := &draw.Path{Stroke: slot, Width: width, Dash: dash, Round: dash != nil && dash[0] < 1}
	for i := 0; i+3 < len(xy); i += 4 {
		p.Move(xy[i], xy[i+1])
		p.LineTo(xy[i+2], xy[i+3])
	}
	s.put(p)
}

// rows rules a box at a pitch, the first line one pitch below its top.
func (s *sheet) rows(r draw.Rect, pitch float64, slot draw.Slot) {
	var xy []float64
	for y := r.Y + pitch; y <= r.Y+r.H+0.01; y += pitch {
		xy = append(xy, r.X, y, r.X+r.W, y)
	}
	s.rules(slot, 0.6, nil, xy...)
}

// columns rules a box from top to bottom at a pitch, edges included.
func (s *sheet) columns(r draw.Rect, pitch float64, slot draw.Slot) {
	var xy []float64
	for x := r.X; x <= r.X+r.W+0.01; x += pitch {
		xy = append(xy, x, r.Y, x, r.Y+r.H)
	}
	s.rules(slot, 0.6, nil, xy...)
}

// dots puts a dot at each crossing of a grid, as round caps of lines with dashes
// of no length: a page of them is a few lines long in a file.
func (s *sheet) dots(r draw.Rect, pitch, size float64, slot draw.Slot) {
	r = whole(r, pitch, pitch)
	var xy []float64
	for y := r.Y; y <= r.Y+r.H+0.01; y += pitch {
		xy = append(xy, r.X, y, r.X+r.W+0.05, y)
	}
	s.rules(slot, size, []float64{0.02, pitch - 0.02}, xy...)
}

// whole is the largest box of whole steps in the middle of a box.
func whole(r draw.Rect, dx, dy float64) draw.Rect {
	w, h := float64(int(r.W/dx+1e-6))*dx, float64(int(r.H/dy+1e-6))*dy
	return draw.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: w, H: h}
}

// grid cuts a box into cells, row by row.
func grid(r draw.Rect, cols, rows int, gap float64) []draw.Rect {
	w, h := (r.W-gap*float64(cols-1))/float64(cols), (r.H-gap*float64(rows-1))/float64(rows)
	var all []draw.Rect
	for i := range cols * rows {
		all = append(all, draw.Rect{X: r.X + float64(i%cols)*(w+gap), Y: r.Y + float64(i/cols)*(h+gap), W: w, H: h})
	}
	return all
}

// head is a line of labelled blanks across the top; it returns the box below.
// Widths are shares of the box.
func (s *sheet) head(labels []string, widths ...float64) draw.Rect {
	x := s.X
	for i, l := range labels {
		w := s.W*widths[i] - 12
		if i == len(labels)-1 {
			w += 12
		}
		s.label(l, x, s.Y+18, w*0.6)
		from := x + min(w*0.6, s.set.Width(l, typeset.Style{Role: 2, Size: 8.5})) + 6
		s.rules(draw.Line, 0.7, nil, from, s.Y+20, x+w, s.Y+20)
		x += s.W * widths[i]
	}
	return draw.Rect{X: s.X, Y: s.Y + 32, W: s.W, H: s.H - 32}
}

// titled draws a box with a filled title bar and returns the room below it.
func (s *sheet) titled(r draw.Rect, title string, bar draw.Slot) draw.Rect {
	s.c.Box(r, draw.None, draw.Line, 0.7)
	top := draw.Rect{X: r.X, Y: r.Y, W: r.W, H: min(20, r.H*0.3)}
	s.c.Box(top, bar, draw.None, 0)
	s.caption(title, top, 9, bar)
	return draw.Rect{X: r.X, Y: r.Y + top.H, W: r.W, H: r.H - top.H}
}

// table draws a head row of names and ruled rows; widths are shares.
func (s *sheet) table(r draw.Rect, pitch float64, names []string, widths ...float64) {
	n := int((r.H-20)/pitch + 1e-6)
	h := 20 + float64(n)*pitch
	s.c.Box(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 20}, draw.Accent, draw.None, 0)
	x := r.X
	var xy []float64
	for i, name := range names {
		s.caption(name, draw.Rect{X: x, Y: r.Y, W: r.W * widths[i], H: 20}, 8.5, draw.Accent)
		x += r.W * widths[i]
		if i < len(names)-1 {
			xy = append(xy, x, r.Y+20, x, r.Y+h)
		}
	}
	for i := range n / 2 {
		s.c.Box(draw.Rect{X: r.X, Y: r.Y + 20 + pitch*float64(2*i+1), W: r.W, H: pitch}, draw.Wash, draw.None, 0)
	}
	s.rows(draw.Rect{X: r.X, Y: r.Y + 20, W: r.W, H: float64(n) * pitch}, pitch, draw.Line)
	s.rules(draw.Line, 0.6, nil, xy...)
}

// ticks puts empty boxes down a column, one in each row.
func (s *sheet) ticks(x, y, h, pitch float64) {
	for top := y; top+pitch <= y+h+0.01; top += pitch {
		s.c.Rounded(draw.Rect{X: x, Y: top + pitch/2 - 4.5, W: 10, H: 10}, 2, draw.None, draw.Accent, 0.9)
	}
}
