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
	p.all, p.rtl = s.tokens(spans, st)
	p.all = s.chop(p.all, st.Size, width)
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
	w, wider := p.natural(ts), 0.0
	align := p.st.Align
	if align == Justify && l.ratio > 0 && l.ratio <= maxStretch {
		wider = space * l.ratio
		space *= 1 + l.ratio
		w = p.width
	}
	switch {
	case align == Centre:
		x += (p.width - w) / 2
	case align == End, p.rtl && !p.set.rtl:
		x += p.width - w
	}
	st := p.st
	st.Tracking = 0
	pen := newPen(c, p.set, st, x, base)
	var links []draw.Link
	pen.line(ts, space, wider, func(t token, from, to float64) {
		if sp := p.spans[t.span]; sp.To != "" || sp.URI != "" {
			links = join(links, draw.Link{Box: draw.Rect{X: from, Y: base - p.st.Size*0.9, W: to - from, H: p.st.Size * 1.2}, To: sp.To, URI: sp.URI, Label: sp.Text})
		}
	})
	if p.set.rtl { // the page will be mirrored, but not what stands on the line
		for i := range links {
			b := &links[i].Box
			b.X = x + pen.x - b.X - b.W
		}
	}
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
