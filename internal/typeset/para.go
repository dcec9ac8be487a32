package typeset

import (
	"github.com/gumgenie/gumgenie/internal/draw"
)

// maxStretch is how far a justified line may widen its spaces, in shares of
// their width; a line that would need more stays ragged.
const maxStretch = 1.1

// Para is a paragraph broken into lines. It can be drawn many times.
type Para struct {
	set   *Setter
	st    Style
	width float64
	spans []Span
	all   []token
	lines []line
	rtl   bool
}

// Text breaks a plain text into lines of the width, in points.
func (s *Setter) Text(text string, st Style, width float64) *Para {
	return s.Para([]Span{{Text: text}}, st, width)
}

// Para breaks spans into lines of the width, in points.
func (s *Setter) Para(spans []Span, st Style, width float64) *Para {
	p := &Para{set: s, st: st, width: width, spans: spans}
	p.all = s.chop(s.tokens(spans, st), st.Size, width)
	for _, t := range p.all {
		if t.w.strong {
			p.rtl = t.w.rtl
			break
		}
	}
	p.lines = s.fit(p.all, st, width)
	return p
}

// Height returns the height in points: lines times leading.
func (p *Para) Height() float64 { return float64(len(p.lines)) * p.st.leading() }

// Lines returns how many lines there are.
func (p *Para) Lines() int { return len(p.lines) }

// Leading returns the distance between baselines in points.
func (p *Para) Leading() float64 { return p.st.leading() }

// Width returns the width of the widest line in points.
func (p *Para) Width() float64 {
	widest := 0.0
	for _, l := range p.lines {
		widest = max(widest, p.natural(l.tokens(p.all)))
	}
	return widest
}

// LineText returns the text of a line, for tests and measuring.
func (p *Para) LineText(i int) string {
	out := ""
	for k, t := range p.lines[i].tokens(p.all) {
		if t.space && k > 0 {
			out += " "
		}
		out += t.text
	}
	return out
}

// Draw puts the paragraph on a canvas and returns the links of its spans.
func (p *Para) Draw(c *draw.Canvas, x, top float64) []draw.Link {
	return p.DrawLines(c, x, top, 0, len(p.lines))
}

// DrawLines puts lines [from, to) on a canvas, the first with its top at top.
func (p *Para) DrawLines(c *draw.Canvas, x, top float64, from, to int) []draw.Link {
	var links []draw.Link
	lead := p.st.leading()
	base := top + lead/2 + p.st.Size*0.36 // optical middle of x-height and capitals
	for i := from; i < min(to, len(p.lines)); i++ {
		links = append(links, p.drawLine(c, p.lines[i], x, base)...)
		base += lead
	}
	return links
}

func (p *Para) natural(ts []token) float64 {
	w := 0.0
	for i, t := range ts {
		w += t.w.width * p.st.Size
		if t.space && i > 0 {
			w += p.set.space(p.st.Role) * p.st.Size
		}
	}
	return w
}

func (p *Para) drawLine(c *draw.Canvas, l line, x, base float64) []draw.Link {
	ts := l.tokens(p.all)
	space := p.set.space(p.st.Role) * p.st.Size
	w := p.natural(ts)
	align := p.st.Align
	if align == Justify && l.ratio > 0 && l.ratio <= maxStretch {
		space *= 1 + l.ratio
		w = p.width
	}
	switch {
	case align == Centre:
		x += (p.width - w) / 2
	case align == End, p.rtl:
		x += p.width - w
	}
	pen := &pen{c: c, set: p.set, size: p.st.Size, x: x, base: base}
	var links []draw.Link
	order := visual(ts, p.rtl)
	for k, i := range order {
		t := ts[i]
		if k > 0 && gap(ts, order, k) {
			pen.space(space)
		}
		start := pen.x
		pen.word(t)
		sp := p.spans[t.span]
		if sp.To != "" || sp.URI != "" {
			links = join(links, draw.Link{Box: draw.Rect{X: start, Y: base - p.st.Size*0.9, W: pen.x - start, H: p.st.Size * 1.2}, To: sp.To, URI: sp.URI, Label: sp.Text})
		}
	}
	pen.flush()
	return links
}

// join widens the link before when the next word is part of the same one.
func join(links []draw.Link, next draw.Link) []draw.Link {
	if n := len(links); n > 0 && links[n-1].To == next.To && links[n-1].URI == next.URI && links[n-1].Label == next.Label {
		links[n-1].Box.W = next.Box.X + next.Box.W - links[n-1].Box.X
		return links
	}
	return append(links, next)
}

// gap reports whether a space stands between the words at visual places k-1 and k.
func gap(ts []token, order []int, k int) bool {
	a, b := order[k-1], order[k]
	return ts[max(a, b)].space
}

// visual returns the order in which words stand from left to right: runs of
// words against the paragraph's direction are turned round (rule L2 of the
// Unicode Bidirectional Algorithm, at word level). Words without letters go
// with the words before them.
func visual(ts []token, rtl bool) []int {
	order := make([]int, len(ts))
	any := false
	dirs := make([]bool, len(ts))
	cur := rtl
	for i, t := range ts {
		order[i] = i
		if t.w.strong {
			cur = t.w.rtl
		}
		dirs[i] = cur
		any = any || cur
	}
	if !any {
		return order
	}
	for i := 0; i < len(ts); {
		j := i
		for j < len(ts) && dirs[j] == dirs[i] {
			j++
		}
		if dirs[i] != rtl {
			reverse(order[i:j])
		}
		i = j
	}
	if rtl {
		reverse(order)
	}
	return order
}

func reverse(a []int) {
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		a[i], a[j] = a[j], a[i]
	}
}

// pen collects glyphs into runs of one face.
type pen struct {
	c        *draw.Canvas
	set      *Setter
	size     float64
	tracking float64
	x, base  float64
	run      *draw.Run
}

func (p *pen) word(t token) {
	for _, g := range t.w.glyphs {
		if p.run == nil || p.run.Face != g.face || p.run.Fill != t.fill || p.run.RTL != t.w.rtl {
			p.flush()
			p.run = &draw.Run{Face: g.face, Size: p.size, X: p.x, Y: p.base, Fill: t.fill, RTL: t.w.rtl}
		}
		d := g.g
		d.X, d.Y, d.Advance = d.X*p.size, d.Y*p.size, d.Advance*p.size
		if d.Text != "" {
			d.Advance += p.tracking
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

func (p *pen) flush() {
	if p.run != nil && len(p.set.glyphs) > 0 {
		p.run.Glyphs = draw.Pack(p.set.glyphs...)
		p.c.Add(p.run)
	}
	p.run, p.set.glyphs = nil, p.set.glyphs[:0]
}
