package pdf

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// textState is where the text object of the moment stands, if one is open.
type textState struct {
	open bool
	x, y hundredth // start of the line, which the next one is told from
	font *fontUse
	size hundredth
}

// endText closes the text object, before paths and marks.
func (p *painter) endText() {
	if p.pen.open {
		p.buf = append(p.buf, "ET\n"...)
		p.pen.open = false
	}
}

// run paints shaped text. Glyphs stand where the shaper put them: differences
// from the widths in the font are written between them.
func (p *painter) run(r *draw.Run, at *element) error {
	if r.Glyphs.Len() == 0 {
		return nil
	}
	if r.Face == nil {
		return fmt.Errorf("a text has no typeface")
	}
	size, err := fix(r.Size)
	if err != nil || size <= 0 {
		return fmt.Errorf("a text is set in %g points", r.Size)
	}
	if r.Fill == draw.None {
		return fmt.Errorf("the text %q has no colour", r.Glyphs.Text())
	}
	use, err := p.c.font(r.Face)
	if err != nil {
		return err
	}
	p.mark(at)
	if at.holder(p.index()) != nil {
		p.page.words = append(p.page.words, wordBox{at, runBounds(r)})
	}
	if err := p.beginText(use, size, r); err != nil {
		return err
	}
	return p.glyphs(use, r, float64(size)/100)
}

// index returns the number of the page, -1 in a form.
func (p *painter) index() int {
	if p.page == nil {
		return -1
	}
	return p.page.index
}

// beginText opens a text object and sets font, colour and place.
func (p *painter) beginText(use *fontUse, size hundredth, r *draw.Run) error {
	x, y, err := p.place(draw.Point{X: r.X, Y: r.Y})
	if err != nil {
		return err
	}
	if !p.pen.open {
		p.buf = append(p.buf, "BT\n"...)
		p.pen.open = true
		p.pen.x, p.pen.y = 0, 0
	}
	if p.pen.font != use || p.pen.size != size {
		p.pen.font, p.pen.size = use, size
		p.buf = append(p.buf, '/')
		p.buf = append(p.buf, use.name...)
		p.buf = append(p.buf, ' ')
		p.buf = append(appendNum(p.buf, size), " Tf "...)
	}
	if err := p.colour(r.Fill, false); err != nil {
		return err
	}
	p.buf = append(nums(p.buf, x-p.pen.x, y-p.pen.y), "Td "...)
	p.pen.x, p.pen.y = x, y
	return nil
}

// shift is the largest correction between two glyphs in thousandths of the
// size; more is a defect of who placed them.
const shift = 1e7

// glyphs writes the glyphs of a run as one or more arrays of strings.
func (p *painter) glyphs(use *fontUse, r *draw.Run, size float64) error {
	perPoint := 1000 / size
	if err := p.number(use, r); err != nil {
		return err
	}
	spread := tracking(use, r.Glyphs, p.cids, perPoint)
	if spread != 0 {
		p.buf = append(appendNum(p.buf, spread), " Tc "...)
	}
	pen, at := 0.0, 0.0 // where the next glyph should stand and where it would, in thousandths
	rise := hundredth(0)
	array, text := false, false
	for i, cid := range p.cids {
		advance, shifted, up := r.Glyphs.Advance(i), r.Glyphs.Shift(i), hundredth(0)
		if shifted.Y != 0 {
			var err error
			if up, err = fix(-shifted.Y); err != nil {
				return err
			}
		}
		gap := math.Round(pen + shifted.X*perPoint - at)
		if !(math.Abs(gap) < shift) || !(math.Abs(advance) < maxCoord) {
			return fmt.Errorf("a glyph of the text %q has no place", r.Glyphs.Text())
		}
		if up != rise {
			p.closeArray(&array, &text)
			rise = up
			p.buf = append(appendNum(p.buf, rise), " Ts "...)
		}
		if !array {
			p.buf = append(p.buf, '[')
			array = true
		}
		if gap != 0 {
			if text {
				p.buf = append(p.buf, ')')
				text = false
			}
			p.buf = appendNum(p.buf, hundredth(-gap)*100)
			at += gap
		}
		if !text {
			p.buf = append(p.buf, '(')
			text = true
		}
		p.buf = appendByte(appendByte(p.buf, byte(cid>>8)), byte(cid))
		at += use.widths[cid] + float64(spread)/100*perPoint
		pen += advance * perPoint
	}
	p.closeArray(&array, &text)
	if rise != 0 {
		p.buf = append(p.buf, "0 Ts "...)
	}
	if spread != 0 {
		p.buf = append(p.buf, "0 Tc "...)
	}
	p.buf = append(p.buf, '\n')
	return nil
}

// number finds the numbers that the glyphs of a run have in the font.
func (p *painter) number(use *fontUse, r *draw.Run) error {
	p.cids = p.cids[:0]
	if r.Glyphs.Plain() {
		text := r.Glyphs.Text()
		for i := range len(text) {
			c, id := text[i], r.Glyphs.ID(i)
			if c < beyond && id != 0 && use.pairs[c].glyph == id {
				p.cids = append(p.cids, uint16(c))
				continue
			}
			if err := p.add(use, r, &draw.Glyph{ID: id, Text: text[i : i+1]}); err != nil {
				return err
			}
		}
		return nil
	}
	p.row = r.Glyphs.AppendTo(p.row[:0])
	bear(p.row)
	for i := range p.row {
		if err := p.add(use, r, &p.row[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) add(use *fontUse, r *draw.Run, g *draw.Glyph) error {
	cid, err := use.cid(g)
	if err != nil {
		return fmt.Errorf("the text %q: %w", r.Glyphs.Text(), err)
	}
	p.cids = append(p.cids, cid)
	return nil
}

// tracking returns the extra space that at least half of the glyphs have after
// them, to be said once and not between any two of them.
func tracking(use *fontUse, glyphs draw.Glyphs, cids []uint16, perPoint float64) hundredth {
	n := len(cids)
	if n < 4 {
		return 0
	}
	extra := func(i int) hundredth {
		v := math.Round((glyphs.Advance(i) - use.widths[cids[i]]/perPoint) * 100)
		if !(math.Abs(v) < 1000) {
			return 0
		}
		return hundredth(v)
	}
	for _, i := range [2]int{n / 3, n / 2} {
		v, same := extra(i), 0
		if v == 0 {
			continue
		}
		for k := range n {
			if extra(k) == v {
				same++
			}
		}
		if 2*same >= n {
			return v
		}
	}
	return 0
}

// bear gives the text of each cluster to its widest glyph. The shaper puts it on
// the leftmost, which may be a mark without a width: a reader would see a letter
// there and a gap beside it.
func bear(row []draw.Glyph) {
	for i := 0; i < len(row); {
		end, widest := i+1, i
		for ; end < len(row) && row[end].Text == ""; end++ {
			if row[end].Advance > row[widest].Advance {
				widest = end
			}
		}
		if widest != i {
			row[widest].Text, row[i].Text = row[i].Text, ""
		}
		i = end
	}
}

func (p *painter) closeArray(array, text *bool) {
	if *text {
		p.buf = append(p.buf, ')')
	}
	if *array {
		p.buf = append(p.buf, "]TJ "...)
	}
	*array, *text = false, false
}
