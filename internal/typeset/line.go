package typeset

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// least is how far a text may be set smaller to fit, in shares of its size.
const least = 0.7

// Width returns the width of a text on one line, in points.
func (s *Setter) Width(text string, st Style) float64 {
	ts, _ := s.tokens([]Span{{Text: text}}, st)
	return s.measure(ts, st)
}

// Widest returns the width of the widest word of a text, in points. In languages
// without spaces it is that of the widest part that no line may end in.
func (s *Setter) Widest(text string, st Style) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(text) {
		ts, _ := s.tokens([]Span{{Text: word}}, st)
		for from := 0; from < len(ts); {
			to := from + 1
			for to < len(ts) && !ts[to].loose {
				to++
			}
			widest = max(widest, s.measure(ts[from:to], st))
			from = to
		}
	}
	return widest
}

// spread is the space after each cluster of a word. Letters that join must not
// be drawn apart.
func (st Style) spread(w *word) float64 {
	if w.rtl {
		return 0
	}
	return st.Tracking
}

func (s *Setter) measure(ts []token, st Style) float64 {
	w := 0.0
	for i, t := range ts {
		w += t.w.width * st.Size
		if t.space && i > 0 {
			w += s.space(st.Role)*st.Size + st.Tracking
		}
		if spread := st.spread(t.w); spread != 0 {
			for _, g := range t.w.glyphs {
				if g.g.Text != "" {
					w += spread
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
	ts, rtl := s.tokens([]Span{{Text: text}}, st)
	w := s.measure(ts, st)
	if w > width && w > 0 {
		shrink := max(least, width/w)
		st.Size, st.Tracking = st.Size*shrink, st.Tracking*shrink
		w = s.measure(ts, st)
	}
	whole := w <= width+0.01
	if !whole {
		ts = s.within(ts, st, width)
	}
	for !whole && len(ts) > 0 {
		ts, w = s.shorten(ts, st)
		if w <= width {
			break
		}
	}
	switch {
	case st.Align == Centre:
		x += (width - w) / 2
	case st.Align == End, rtl && !s.rtl && st.Align == Start:
		x += width - w
	}
	p := newPen(c, s, st, x, base)
	p.line(ts, s.space(st.Role)*st.Size+st.Tracking, 0, nil)
	return whole
}

// within leaves out the words that stand wholly outside the width, but for the
// first of them.
func (s *Setter) within(ts []token, st Style, width float64) []token {
	w := 0.0
	for i := range ts {
		if w > width {
			return ts[:i+1]
		}
		w += s.measure(ts[i:i+1], st)
		if ts[i].space && i > 0 {
			w += s.space(st.Role)*st.Size + st.Tracking
		}
	}
	return ts
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
	lastOne.text = strings.TrimRight(lastOne.text, ",;:.…、。，．・") + "…"
	lastOne.w = s.reshape(lastOne, lastOne.text)
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
