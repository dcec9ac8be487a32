package typeset

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// least is how far a text may be set smaller to fit, in shares of its size.
const least = 0.7

// Width returns the width of a text on one line, in points.
func (s *Setter) Width(text string, st Style) float64 {
	return s.measure(s.tokens([]Span{{Text: text}}, st), st)
}

func (s *Setter) measure(ts []token, st Style) float64 {
	w := 0.0
	for i, t := range ts {
		w += t.w.width * st.Size
		if t.space && i > 0 {
			w += s.space(st.Role)*st.Size + st.Tracking
		}
		if st.Tracking != 0 {
			for _, g := range t.w.glyphs {
				if g.g.Text != "" {
					w += st.Tracking
				}
			}
		}
	}
	return w
}

// Line places one line with its baseline at base, aligned in [x, x+width]. A
// text that is too wide is set smaller, down to 70 % of the size, then cut at a
// word with an ellipsis. It reports whether all the text stands there.
func (s *Setter) Line(c *draw.Canvas, text string, st Style, x, base, width float64) bool {
	ts := s.tokens([]Span{{Text: text}}, st)
	w := s.measure(ts, st)
	if w > width && w > 0 {
		shrink := max(least, width/w)
		st.Size, st.Tracking = st.Size*shrink, st.Tracking*shrink
		w = s.measure(ts, st)
	}
	whole := w <= width+0.01
	for !whole && len(ts) > 0 {
		ts, w = s.shorten(ts, st)
		if w <= width {
			break
		}
	}
	rtl := len(ts) > 0 && ts[0].w.rtl
	switch {
	case st.Align == Centre:
		x += (width - w) / 2
	case st.Align == End, rtl && st.Align == Start:
		x += width - w
	}
	p := &pen{c: c, set: s, size: st.Size, tracking: st.Tracking, x: x, base: base}
	order := visual(ts, rtl)
	for k, i := range order {
		if k > 0 && gap(ts, order, k) {
			p.space(s.space(st.Role)*st.Size + st.Tracking)
		}
		p.word(ts[i])
	}
	p.flush()
	return whole
}

// shorten drops the last word, or its last letter if it is the only one, and
// ends the line with an ellipsis.
func (s *Setter) shorten(ts []token, st Style) ([]token, float64) {
	lastOne := ts[len(ts)-1]
	if strings.HasSuffix(lastOne.text, "…") {
		lastOne.text = strings.TrimSuffix(lastOne.text, "…")
	}
	ts = ts[:len(ts)-1]
	switch {
	case len(ts) > 0:
		lastOne = ts[len(ts)-1]
		ts = ts[:len(ts)-1]
	default:
		r := []rune(lastOne.text)
		if len(r) == 0 {
			return nil, 0
		}
		lastOne.text = string(r[:len(r)-1])
	}
	lastOne.text = strings.TrimRight(lastOne.text, ",;:.…") + "…"
	lastOne.w = s.shape(lastOne.role, lastOne.text)
	ts = append(append([]token(nil), ts...), lastOne)
	return ts, s.measure(ts, st)
}

// Box wraps text into a box, top aligned, or in the vertical middle if mid. It
// is set smaller down to 70 % when needed; false means that lines were left out.
func (s *Setter) Box(c *draw.Canvas, text string, st Style, box draw.Rect, mid bool) bool {
	size, lead := st.Size, st.leading()
	for scale := 1.0; ; scale = max(least, scale-0.06) {
		st.Size, st.Leading = size*scale, lead*scale
		p := s.Text(text, st, box.W)
		room := int((box.H + 0.01) / st.Leading)
		if p.Lines() <= room || scale <= least {
			n := min(p.Lines(), max(room, 1))
			top := box.Y
			if mid {
				top += (box.H - float64(n)*st.Leading) / 2
			}
			p.DrawLines(c, box.X, top, 0, n)
			return n == p.Lines() && room >= n
		}
	}
}
