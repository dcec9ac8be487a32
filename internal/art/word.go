package art

import (
	"hash/fnv"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// labels is how many shapes drawWord has; speech is the one with a tail.
const (
	labels = 9
	speech = 6
)

// drawWord sets a word or two on a label; its shape and colour follow from the
// text, so that a niche's words look like a set and stay what they are.
func drawWord(s *sheet, text string) {
	h := fnv.New32a()
	h.Write([]byte(text)) //nolint:errcheck // a hash takes everything
	seed := int(h.Sum32() >> 4)
	grounds := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft, draw.Wash}
	ground := grounds[seed/labels%len(grounds)]
	dark := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Accent, draw.Second}[seed/labels%len(grounds)]

	height := min(s.H*0.94, s.W*0.42)
	box := inset(draw.Rect{X: s.X, Y: s.Y + (s.H-height)/2, W: s.W, H: height}, s.short()*(cut+rim))
	st := typeset.Style{Role: font.Bold, Align: typeset.Centre}
	st.Fill, _ = onto(ground)
	room := draw.Rect{X: box.X + box.W*0.14, Y: box.Y + box.H*0.12, W: box.W * 0.72, H: box.H * 0.76}
	if seed%labels == speech {
		room.Y, room.H = box.Y+box.H*0.08, box.H*0.7
	}
	p := s.fit(text, st, box.H*0.5, 1.12, room.W, room.H)

	body := draw.Path{Fill: ground}
	if ground == draw.Soft || ground == draw.Wash { // pale on Paper: draw its edge
		body.Stroke, body.Width = dark, box.H*0.025
	}
	out, deco := labelShape(seed%labels, box, st.Fill)
	side := s.short()
	for _, e := range []draw.Path{
		{Fill: draw.Line, Stroke: draw.Line, Width: 2 * (cut + rim) * side, Round: true},
		{Fill: draw.Paper, Stroke: draw.Paper, Width: 2 * cut * side, Round: true},
		body,
	} {
		e.Verbs, e.Points = out.Verbs, out.Points
		s.c.Add(&e)
	}
	for _, d := range deco {
		s.c.Add(d)
	}
	p.draw(s.c, room, typeset.Centre)
}

// labelShape returns the outline of a label in a box and what is drawn on it,
// the text's middle left free.
func labelShape(kind int, b draw.Rect, ink draw.Slot) (out *draw.Path, deco []*draw.Path) {
	out = &draw.Path{}
	x1, y1, x2, y2, n := b.X, b.Y, b.X+b.W, b.Y+b.H, b.H*0.24
	mid := b.Y + b.H/2
	poly := func(p *draw.Path, xy ...float64) {
		pts, _ := points(xy)
		chain(p, pts, true, false)
	}
	line := func(width float64, dash ...float64) *draw.Path {
		p := &draw.Path{Stroke: ink, Width: width * b.H, Dash: dash, Round: true}
		deco = append(deco, p)
		return p
	}
	switch kind {
	case 0: // pill
		out.Round4(b, b.H)
	case 1: // ribbon with swallow tails
		poly(out, x1, y1, x2, y1, x2-n*0.9, mid, x2, y2, x1, y2, x1+n*0.9, mid)
	case 2: // tag with a hole
		poly(out, x1+n*1.1, y1, x2, y1, x2, y2, x1+n*1.1, y2, x1, y2-n, x1, y1+n)
		hole := &draw.Path{Fill: draw.Paper, Stroke: ink, Width: b.H * 0.03}
		hole.Ellipse(x1+n*0.75, mid, b.H*0.075, b.H*0.075)
		deco = append(deco, hole)
	case 3: // ticket
		rounded(out, []draw.Point{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}}, n*0.7)
		p := line(0.025, b.H*0.06, b.H*0.06)
		p.Move(x1+n*0.85, y1+n*0.4)
		p.LineTo(x1+n*0.85, y2-n*0.4)
	case 4: // torn strip of tape
		torn(out, b)
	case 5: // box with an inner frame
		out.Round4(b, n*0.4)
		line(0.02).Round4(inset(b, b.H*0.07), n*0.25)
	case speech:
		out.Round4(draw.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H * 0.86}, n)
		poly(out, x1+b.W*0.2, y2-b.H*0.2, x1+b.W*0.34, y2-b.H*0.2, x1+b.W*0.2, y2)
	case 7: // hexagon
		poly(out, x1+n, y1, x2-n, y1, x2, mid, x2-n, y2, x1+n, y2, x1, mid)
		for _, dy := range []float64{0.09, 0.91} {
			p := line(0.02)
			p.Move(x1+n*1.3, y1+b.H*dy)
			p.LineTo(x2-n*1.3, y1+b.H*dy)
		}
	default: // plaque with hollow corners
		r := n * 0.8
		out.Move(x1+r, y1)
		out.LineTo(x2-r, y1)
		arc(out, x2, y1, r, r, 3.1416, 1.5708)
		out.LineTo(x2, y2-r)
		arc(out, x2, y2, r, r, 4.7124, 3.1416)
		out.LineTo(x1+r, y2)
		arc(out, x1, y2, r, r, 6.2832, 4.7124)
		out.LineTo(x1, y1+r)
		arc(out, x1, y1, r, r, 1.5708, 0)
		out.Close()
	}
	return out, deco
}

// torn is a strip whose short ends are ragged.
func torn(out *draw.Path, b draw.Rect) {
	const teeth = 5
	step, depth := b.H/(2*teeth), b.H*0.07
	out.Move(b.X, b.Y)
	out.LineTo(b.X+b.W, b.Y)
	for i := 1; i <= 2*teeth; i++ {
		out.LineTo(b.X+b.W-depth*float64(i%2), b.Y+step*float64(i))
	}
	for i := range 2 * teeth {
		out.LineTo(b.X+depth*float64(i%2), b.Y+b.H-step*float64(i))
	}
	out.Close()
}
