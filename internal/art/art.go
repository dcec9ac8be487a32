// Package art draws what makes a planner pretty: note papers, covers and
// stickers, all of them vectors in the slots of a palette.
//
// Every drawing is named by an id of the lists Papers, Covers and Stickers, and
// the same id, words and box give the same operations. Nothing stands outside
// the box it was given, and text stands only on the grounds that draw.Slot
// allows it, so that every colourway can be read.
package art

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Entry is a drawing to choose: Tags are words of catalog.Themes and
// catalog.Domains that it suits, the best first.
type Entry struct {
	ID, Name string
	Tags     []string
}

// sheet is a canvas with the box to draw in. Its methods take points of the
// canvas and cut off what is outside the box.
type sheet struct {
	c    *draw.Canvas
	set  *typeset.Setter
	lang *locale.Printer
	draw.Rect
}

func (s *sheet) right() float64  { return s.X + s.W }
func (s *sheet) bottom() float64 { return s.Y + s.H }

// wide reports a landscape box.
func (s *sheet) wide() bool { return s.W > s.H*1.05 }

// short is the shorter side.
func (s *sheet) short() float64 { return min(s.W, s.H) }

// inset returns the box with a margin taken off each side.
func inset(r draw.Rect, by float64) draw.Rect {
	by = min(by, r.W/2, r.H/2)
	return draw.Rect{X: r.X + by, Y: r.Y + by, W: r.W - 2*by, H: r.H - 2*by}
}

// onto returns the colours of main and of lesser text on a ground.
func onto(ground draw.Slot) (main, lesser draw.Slot) {
	switch ground {
	case draw.Accent:
		return draw.OnAccent, draw.OnAccent
	case draw.Second:
		return draw.OnSecond, draw.OnSecond
	case draw.Third:
		return draw.OnThird, draw.OnThird
	case draw.Paper:
		return draw.Ink, draw.Muted
	}
	return draw.Ink, draw.Ink // Wash and Soft
}

// smallest is the size in points below which a title is no longer shrunk.
const smallest = 3

// block is a paragraph with the width it was broken for.
type block struct {
	*typeset.Para
	width float64
	size  float64
}

// fit breaks a text at the largest size up to most at which it stands in w × h
// without dividing a word, centred lines as even as their number allows. lead
// is the leading in shares of the size.
func (s *sheet) fit(text string, st typeset.Style, most, lead, w, h float64) block {
	set, widest := s.set, s.widest(text, st)
	size := most
	if widest*size > w*0.995 && widest > 0 {
		size = max(smallest, w*0.995/widest)
	}
	if p, ok := firstFit(set, text, st, size, size*0.72, lead, w, h, true); ok {
		return even(set, text, st, p, widest)
	}
	p, _ := firstFit(set, text, st, size, smallest, lead, w, h, false)
	return even(set, text, st, p, widest)
}

// widest returns the width in ems of the widest word of a text, of a letter
// where a line may end after any of them.
func (s *sheet) widest(text string, st typeset.Style) float64 {
	if !s.lang.Spaced() {
		return 1
	}
	st.Size, st.Leading = 100, 0
	most := 0.0
	for word := range strings.FieldsSeq(text) {
		most = max(most, s.set.Width(word, st)/100)
	}
	return most
}

// firstFit tries sizes from most down to least, and at each some widths; tidy
// asks for lines that do not end inside a hyphenated word. It returns the last
// try and whether that fits.
func firstFit(set *typeset.Setter, text string, st typeset.Style, most, least, lead, w, h float64, tidy bool) (block, bool) {
	for size := most; ; size = max(least, size*0.95) {
		st.Size, st.Leading = size, size*lead
		for _, share := range []float64{1, 0.92, 0.84, 0.76, 0.68} {
			p := block{set.Text(text, st, w*share), w * share, size}
			if p.Height() <= h && p.Width() <= p.width && !(tidy && p.divided()) {
				return p, true
			}
		}
		if size <= least {
			return block{set.Text(text, st, w), w, size}, false
		}
	}
}

// divided reports a line that ends with a hyphen.
func (p block) divided() bool {
	for i := range p.Lines() - 1 {
		if strings.HasSuffix(p.LineText(i), "-") {
			return true
		}
	}
	return false
}

// even narrows a ragged paragraph until it would need another line, so that its
// lines are of like length. widest is the widest word in ems.
func even(set *typeset.Setter, text string, st typeset.Style, p block, widest float64) block {
	if p.Lines() < 2 {
		return p
	}
	st.Size, st.Leading = p.size, p.Leading()
	lo, hi := min(p.width, max(widest*p.size, p.width/float64(p.Lines()+1))), p.width
	for range 6 {
		mid := (lo + hi) / 2
		q := block{set.Text(text, st, mid), mid, p.size}
		if q.Lines() > p.Lines() || q.Width() > mid+0.01 || q.divided() && !p.divided() {
			lo = mid
			continue
		}
		p, hi = q, mid
	}
	return p
}

// draw puts the block in the middle of a box, up and down, with its lines where
// the alignment says.
func (p block) draw(c *draw.Canvas, box draw.Rect, align typeset.Align) {
	x := box.X
	switch align {
	case typeset.Centre:
		x += (box.W - p.width) / 2
	case typeset.End:
		x += box.W - p.width
	}
	p.Draw(c, x, box.Y+(box.H-p.Height())/2)
}

// label sets a short caption in small bold letters on Paper.
func (s *sheet) label(text string, x, base, width float64) {
	s.line(text, typeset.Style{Role: font.Bold, Size: 8.5, Fill: draw.Muted}, x, base, width)
}

// caption sets a short text in the middle of a box of the given ground.
func (s *sheet) caption(text string, r draw.Rect, size float64, ground draw.Slot) {
	ink, _ := onto(ground)
	st := typeset.Style{Role: font.Bold, Size: size, Fill: ink, Align: typeset.Centre}
	s.line(text, st, r.X+2, r.Y+r.H/2+size*0.36, r.W-4)
}

// line sets a short text on one line. The boxes are made for English words:
// where another language needs more room, it is set smaller before it is cut.
func (s *sheet) line(text string, st typeset.Style, x, base, width float64) {
	if w := 0.7 * s.set.Width(text, st); w > width && !s.lang.English() {
		st.Size *= max(0.6, width/w)
	}
	s.set.Line(s.c, text, st, x, base, width)
}
