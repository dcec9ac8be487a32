package typeset

import (
	"github.com/gumgenie/gumgenie/internal/draw"
)

// pen writes a line: it collects glyphs into runs of one face.
type pen struct {
	c        *draw.Canvas
	set      *Setter
	st       Style
	start, x float64
	base     float64
	run      *draw.Run
	first    int // operation of the canvas that is the line's
}

func newPen(c *draw.Canvas, s *Setter, st Style, x, base float64) *pen {
	return &pen{c: c, set: s, st: st, start: x, x: x, base: base, first: len(c.Ops)}
}

// line writes tokens with spaces of a width. wider is how far apart those stand
// that need no space; each, if it is not nil, is told where every token stands.
func (p *pen) line(ts []token, space, wider float64, each func(t token, from, to float64)) {
	put := func(i int) {
		from := p.x
		p.word(ts[i])
		if each != nil {
			each(ts[i], from, p.x)
		}
	}
	if oneWay(ts) {
		for i, t := range ts {
			switch {
			case i == 0:
			case t.space:
				p.space(space)
			case t.loose:
				p.widen(wider)
			}
			put(i)
		}
	} else {
		for _, it := range visual(ts) {
			if it.space {
				p.space(space)
				continue
			}
			if ts[it.token].loose && it.token > 0 {
				p.widen(wider)
			}
			put(it.token)
		}
	}
	p.flush()
	p.together()
}

// oneWay reports that tokens stand from left to right in the order they are read in.
func oneWay(ts []token) bool {
	for i := range ts {
		if ts[i].level != 0 {
			return false
		}
	}
	return true
}

func (p *pen) word(t token) {
	spread := p.st.spread(t.w)
	for _, g := range t.w.glyphs {
		if p.run == nil || p.run.Face != g.face || p.run.Fill != t.fill || p.run.RTL != t.w.rtl {
			p.flush()
			p.run = &draw.Run{Face: g.face, Size: p.st.Size, X: p.x, Y: p.base, Fill: t.fill, RTL: t.w.rtl}
		}
		d := g.g
		d.X, d.Y, d.Advance = d.X*p.st.Size, d.Y*p.st.Size, d.Advance*p.st.Size
		if d.Text != "" {
			d.Advance += spread
		}
		p.set.glyphs = append(p.set.glyphs, d)
		p.x += d.Advance
	}
}

// space advances over a gap; inside a run it is a glyph of its own, so that the
// text can be copied with its spaces.
func (p *pen) space(width float64) {
	if p.run != nil {
		if g, ok := p.run.Face.Glyph(' '); ok {
			p.set.glyphs = append(p.set.glyphs, draw.Glyph{ID: g, Advance: width, Text: " "})
		} else {
			p.flush()
		}
	}
	p.x += width
}

// widen moves what follows away from what is written.
func (p *pen) widen(by float64) {
	if n := len(p.set.glyphs); n > 0 {
		p.set.glyphs[n-1].Advance += by
	}
	p.x += by
}

func (p *pen) flush() {
	if p.run != nil && len(p.set.glyphs) > 0 {
		p.run.Glyphs = draw.Pack(p.set.glyphs...)
		p.c.Add(p.run)
	}
	p.run, p.set.glyphs = nil, p.set.glyphs[:0]
}

// together tells the runs of a line in a language that is read from right to
// left what stands beside them: its pages are mirrored, but not its lines.
func (p *pen) together() {
	runs := p.c.Ops[p.first:]
	if !p.set.rtl || len(runs) < 2 {
		return
	}
	for _, op := range runs {
		r := op.(*draw.Run)
		r.Before = r.X - p.start
		r.After = p.x - r.X - r.Width()
	}
}
