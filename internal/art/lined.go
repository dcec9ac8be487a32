package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// linedPapers are ruled for handwriting, letters and music.
func linedPapers() []paper {
	return []paper{
		newPaper("ruled-wide", "Wide ruled", "log review study", func(s *sheet) { s.rows(s.Rect, 27, draw.Line) }),
		newPaper("ruled-narrow", "Narrow ruled", "log content study office", func(s *sheet) { s.rows(s.Rect, 18, draw.Line) }),
		newPaper("legal", "Legal pad", "papers office people", legalPad),
		newPaper("margin-dates", "Ruled with a time column", "schedule log shifts care", func(s *sheet) {
			x := s.X + 64
			s.c.Box(draw.Rect{X: s.X, Y: s.Y, W: 60, H: s.H}, draw.Wash, draw.None, 0)
			s.rows(draw.Rect{X: s.X, Y: s.Y + 2, W: s.W, H: s.H - 2}, 22, draw.Line)
			s.rules(draw.Accent, 1, nil, x-4, s.Y, x-4, s.bottom())
		}),
		newPaper("two-columns", "Two ruled columns", "learning content people", func(s *sheet) {
			for _, r := range grid(s.Rect, 2, 1, 24) {
				s.rows(r, 21, draw.Line)
			}
			s.rules(draw.Second, 0.9, []float64{4, 4}, s.X+s.W/2, s.Y, s.X+s.W/2, s.bottom())
		}),
		newPaper("three-columns", "Three columns", "ideas project stock", func(s *sheet) {
			for i, r := range grid(s.Rect, 3, 1, 14) {
				bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i]
				s.c.Box(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 4}, bar, draw.None, 0)
				s.rows(draw.Rect{X: r.X, Y: r.Y + 22, W: r.W, H: r.H - 22}, 20, draw.Line)
			}
		}),
		newPaper("cornell", "Cornell notes", "learning study review teaching", cornell),
		newPaper("questions", "Questions and answers", "learning study people", questions),
		newPaper("seyes", "French ruled", "study teaching learning family", seyes),
		newPaper("handwriting", "Handwriting practice", "learning teaching family", handwriting),
		newPaper("calligraphy", "Calligraphy guide lines", "craft creative learning", calligraphy),
		newPaper("staves", "Music staves", "creative learning craft", func(s *sheet) { staves(s, 12, 5, 7.5, false) }),
		newPaper("piano", "Piano staves", "creative learning play", func(s *sheet) { staves(s, 5, 5, 7, true) }),
		newPaper("guitar", "Guitar tablature", "creative learning play", guitarTab),
		newPaper("letter", "Letter paper", "people content community", letterPaper),
		newPaper("half-picture", "Picture and lines", "learning family creative", halfPicture),
	}
}

func legalPad(s *sheet) {
	s.c.Box(draw.Rect{X: s.X, Y: s.Y, W: s.W, H: 34}, draw.Soft, draw.None, 0)
	s.rules(draw.Accent, 1.2, nil, s.X, s.Y+34, s.right(), s.Y+34)
	s.rows(draw.Rect{X: s.X, Y: s.Y + 34, W: s.W, H: s.H - 34}, 24, draw.Line)
	x := s.X + s.W*0.14
	s.rules(draw.Second, 0.8, nil, x, s.Y, x, s.bottom(), x+3, s.Y, x+3, s.bottom())
}

func cornell(s *sheet) {
	r := s.head([]string{s.lang.Say("Topic"), s.lang.Say("Date")}, 0.75, 0.25)
	cue, foot := r.W*0.28, r.H*0.2
	s.label(s.lang.Say("Cues"), r.X, r.Y+8, cue)
	s.label(s.lang.Say("Notes"), r.X+cue+10, r.Y+8, 80)
	s.rows(draw.Rect{X: r.X + cue + 10, Y: r.Y + 6, W: r.W - cue - 10, H: r.H - foot - 16}, 21, draw.Line)
	s.rules(draw.Accent, 1.2, nil, r.X+cue, r.Y, r.X+cue, r.Y+r.H-foot, r.X, r.Y+r.H-foot, r.X+r.W, r.Y+r.H-foot)
	s.label(s.lang.Say("Summary"), r.X, r.Y+r.H-foot+12, 90)
	s.rows(draw.Rect{X: r.X, Y: r.Y + r.H - foot + 8, W: r.W, H: foot - 8}, 21, draw.Line)
}

func questions(s *sheet) {
	n := max(3, int(s.H/92))
	for _, r := range grid(s.Rect, 1, n, 12) {
		s.c.Circle(r.X+11, r.Y+12, 10, draw.Accent, draw.None, 0)
		s.caption(s.lang.In("letter of a question", "Q"), draw.Rect{X: r.X + 1, Y: r.Y + 2, W: 20, H: 20}, 10, draw.Accent)
		s.c.Circle(r.X+11, r.Y+38, 10, draw.Soft, draw.None, 0)
		s.caption(s.lang.In("letter of an answer", "A"), draw.Rect{X: r.X + 1, Y: r.Y + 28, W: 20, H: 20}, 10, draw.Soft)
		s.rules(draw.Accent, 0.9, nil, r.X+28, r.Y+21, r.X+r.W, r.Y+21)
		s.rows(draw.Rect{X: r.X + 28, Y: r.Y + 26, W: r.W - 28, H: r.H - 26}, 21, draw.Line)
	}
}

func seyes(s *sheet) {
	const square, margin = 22.68, 5 // 8 mm, a margin of five squares
	r := whole(s.Rect, square, square)
	var fine []float64
	for y := r.Y; y < r.Y+r.H-1; y += square {
		for i := 1; i < 4; i++ {
			at := y + square*float64(i)/4
			fine = append(fine, r.X, at, r.X+r.W, at)
		}
	}
	s.rules(draw.Faint, 0.4, nil, fine...)
	s.columns(r, square, draw.Line)
	s.rows(draw.Rect{X: r.X, Y: r.Y - square, W: r.W, H: r.H + square}, square, draw.Line)
	s.rules(draw.Second, 1.2, nil, r.X+margin*square, r.Y, r.X+margin*square, r.Y+r.H)
}

func handwriting(s *sheet) {
	const x, rise, space = 16, 14, 14
	var solid, base, dashed []float64
	for y := s.Y + 4; y+2*x+rise <= s.bottom(); y += rise + 2*x + space {
		solid = append(solid, s.X, y, s.right(), y, s.X, y+rise+2*x, s.right(), y+rise+2*x)
		dashed = append(dashed, s.X, y+rise, s.right(), y+rise)
		base = append(base, s.X, y+rise+x, s.right(), y+rise+x)
		s.c.Box(draw.Rect{X: s.X, Y: y + rise, W: s.W, H: x}, draw.Wash, draw.None, 0)
	}
	s.rules(draw.Line, 0.5, nil, solid...)
	s.rules(draw.Third, 0.7, []float64{4, 3}, dashed...)
	s.rules(draw.Accent, 1, nil, base...)
}

func calligraphy(s *sheet) {
	const x, up, space = 20, 28, 16
	lean := 1 / math.Tan(55*math.Pi/180)
	var slant []float64
	for at := s.X - s.H*lean; at < s.right(); at += 26 {
		slant = append(slant, at, s.bottom(), at+s.H*lean, s.Y)
	}
	s.rules(draw.Faint, 0.5, nil, slant...)
	for y := s.Y + 2; y+x+2*up <= s.bottom(); y += x + 2*up + space {
		s.rules(draw.Line, 0.5, nil, s.X, y, s.right(), y, s.X, y+x+2*up, s.right(), y+x+2*up)
		s.rules(draw.Accent, 0.9, nil, s.X, y+up, s.right(), y+up, s.X, y+up+x, s.right(), y+up+x)
	}
}

// staves draws groups of lines; in pairs they are joined by a brace, as for two
// hands. most bounds how many there are.
func staves(s *sheet, most, lines int, gap float64, pairs bool) {
	high := gap * float64(lines-1)
	unit := high
	if pairs {
		unit = 2*high + 32
	}
	n := max(1, min(most, int((s.H+unit*0.6)/(unit*1.6))))
	step := 0.0
	if n > 1 {
		step = (s.H - unit) / float64(n-1)
	}
	left := s.X
	if pairs {
		left += 14
	}
	for i := range n {
		y := s.Y + step*float64(i)
		tops := []float64{y}
		if pairs {
			tops = append(tops, y+high+32)
			s.rules(draw.Ink, 1, nil, left, y, left, y+unit, s.right(), y, s.right(), y+unit)
			mid := y + unit/2
			p := &draw.Path{Stroke: draw.Ink, Width: 1.8, Round: true}
			p.Move(left-3, y)
			p.CubicTo(left-13, y+unit*0.15, left-2, mid-unit*0.1, left-11, mid)
			p.CubicTo(left-2, mid+unit*0.1, left-13, y+unit*0.85, left-3, y+unit)
			s.put(p)
		}
		for _, top := range tops {
			var xy []float64
			for k := range lines {
				xy = append(xy, left, top+gap*float64(k), s.right(), top+gap*float64(k))
			}
			s.rules(draw.Muted, 0.6, nil, xy...)
		}
	}
}

func guitarTab(s *sheet) {
	const gap, lines = 10.0, 6
	n := max(2, int(s.H/100))
	step := s.H / float64(n)
	for i := range n {
		y := s.Y + step*float64(i) + 20
		var xy []float64
		for k := range lines {
			xy = append(xy, s.X, y+gap*float64(k), s.right(), y+gap*float64(k))
		}
		s.rules(draw.Line, 0.7, nil, xy...)
		bars := 4.0
		xy = xy[:0]
		for k := 0.0; k <= bars; k++ {
			x := s.X + s.W*k/bars
			xy = append(xy, x, y, x, y+gap*(lines-1))
		}
		s.rules(draw.Accent, 1, nil, xy...)
		for k, t := range []string{"T", "A", "B"} {
			r := draw.Rect{X: s.X + 3, Y: y + gap*(0.6+1.3*float64(k)), W: 14, H: gap * 1.2}
			s.c.Box(r, draw.Paper, draw.None, 0)
			s.caption(t, r, 10, draw.Paper)
		}
	}
}

func letterPaper(s *sheet) {
	s.c.Box(inset(s.Rect, 0.6), draw.None, draw.Accent, 1.2)
	s.c.Box(inset(s.Rect, 5), draw.None, draw.Line, 0.5)
	r := inset(s.Rect, 34)
	s.rows(r, 25, draw.Line)
	for i := range 4 {
		x, y, dx, dy := s.X+5, s.Y+5, 1.0, 1.0
		if i%2 == 1 {
			x, dx = s.right()-5, -1
		}
		if i > 1 {
			y, dy = s.bottom()-5, -1
		}
		p := &draw.Path{Fill: draw.Accent}
		leaf(p, x+3*dx, y+3*dy, x+26*dx, y+9*dy, 9)
		leaf(p, x+3*dx, y+3*dy, x+9*dx, y+26*dy, 9)
		q := &draw.Path{Fill: draw.Second}
		leaf(q, x+3*dx, y+3*dy, x+20*dx, y+20*dy, 8)
		s.put(p)
		s.put(q)
	}
}

func halfPicture(s *sheet) {
	pic, text := draw.Rect{X: s.X, Y: s.Y, W: s.W, H: s.H * 0.48}, draw.Rect{X: s.X, Y: s.Y + s.H*0.5, W: s.W, H: s.H * 0.5}
	if s.wide() {
		pic, text = draw.Rect{X: s.X, Y: s.Y, W: s.W * 0.48, H: s.H}, draw.Rect{X: s.X + s.W*0.51, Y: s.Y, W: s.W * 0.49, H: s.H}
	}
	s.c.Rounded(inset(pic, 0.5), 10, draw.Wash, draw.Line, 0.8)
	s.rows(text, 25, draw.Line)
}
