package art

import (
	"fmt"
	"math"
	"time"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func small(fill draw.Slot) typeset.Style {
	return typeset.Style{Role: font.Bold, Size: 7.5, Fill: fill}
}

// planPapers are diagrams to think and plan in.
func planPapers() []paper {
	return []paper{
		newPaper("mind-map", "Mind map", "ideas learning project content", mindMap),
		newPaper("timeline", "Timeline", "project event schedule review", timeline),
		newPaper("gantt", "Twelve-week plan", "project schedule goals event", gantt),
		newPaper("kanban", "Board with cards", "project tech office", kanban),
		newPaper("storyboard", "Storyboard", "content creative project", storyboard),
		newPaper("sketch-frames", "Sketch frames", "craft creative ideas", sketchFrames),
		newPaper("wireframes", "Phone wireframes", "tech content project", wireframes),
		newPaper("habit-rings", "Habit rings", "goals health log body", habitRings),
		newPaper("life-wheel", "Wheel of balance", "review goals self", lifeWheel),
		newPaper("year-squares", "Year in squares", "health log review body", yearSquares),
		newPaper("fishbone", "Cause and effect", "review project ideas care", fishbone),
		newPaper("venn", "Three circles", "ideas learning review", venn),
		newPaper("family-tree", "Family tree", "people family community", familyTree),
		newPaper("steps", "Step by step", "project learning checklist craft", steps),
		newPaper("day-clock", "Round-the-clock day", "schedule shifts health care", dayClock),
		newPaper("bookshelf", "Reading shelf", "learning review play study", bookshelf),
		newPaper("knockout", "Knock-out draw", "play event community ideas", knockout),
	}
}

func mindMap(s *sheet) {
	x, y := s.X+s.W/2, s.Y+s.H/2
	w, h := s.W*0.23, s.H*0.13
	for i := range 8 {
		sin, cos := math.Sincos((float64(i)/8 + 1.0/16) * 2 * math.Pi)
		bx, by := x+cos*(s.W/2-w/2)*0.98, y+sin*(s.H/2-h/2)*1.02
		slot := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i%3]
		p := &draw.Path{Stroke: slot, Width: 2}
		p.Move(x, y)
		p.CubicTo(x+(bx-x)*0.5, y, x+(bx-x)*0.5, by, bx, by)
		s.put(p)
		s.c.Rounded(draw.Rect{X: bx - w/2, Y: by - h/2, W: w, H: h}, h/2, draw.Paper, slot, 1.2)
	}
	p := &draw.Path{Fill: draw.Soft, Stroke: draw.Accent, Width: 2}
	p.Ellipse(x, y, s.W*0.17, s.H*0.14)
	s.put(p)
}

func timeline(s *sheet) {
	const n = 6
	if !s.wide() {
		x := s.X + s.W/2
		s.rules(draw.Accent, 2.4, nil, x, s.Y, x, s.bottom())
		for i, r := range grid(s.Rect, 1, n, 12) {
			box := draw.Rect{X: r.X + float64(i%2)*(r.W/2+22), Y: r.Y, W: r.W/2 - 22, H: r.H}
			s.event(box, i)
			s.c.Circle(x, r.Y+r.H/2, 7, draw.Paper, draw.Accent, 2.4)
		}
		return
	}
	y := s.Y + s.H/2
	s.rules(draw.Accent, 2.4, nil, s.X, y, s.right(), y)
	for i, r := range grid(s.Rect, n, 1, 10) {
		box := draw.Rect{X: r.X, Y: r.Y + float64(i%2)*(r.H/2+22), W: r.W, H: r.H/2 - 22}
		s.event(box, i)
		s.c.Circle(r.X+r.W/2, y, 7, draw.Paper, draw.Accent, 2.4)
	}
}

func (s *sheet) event(box draw.Rect, i int) {
	s.c.Rounded(box, 8, draw.None, draw.Line, 0.8)
	s.c.Rounded(draw.Rect{X: box.X + 8, Y: box.Y + 8, W: box.W * 0.5, H: 16}, 8, [...]draw.Slot{draw.Soft, draw.SecondSoft, draw.ThirdSoft}[i%3], draw.None, 0)
	s.rows(draw.Rect{X: box.X + 10, Y: box.Y + 26, W: box.W - 20, H: box.H - 32}, 20, draw.Line)
}

func gantt(s *sheet) {
	r := s.head([]string{s.lang.Say("Project"), s.lang.In("a date", "From")}, 0.75, 0.25)
	const weeks = 12
	n := int((r.H - 20) / 22)
	left := r.W * 0.26
	body := draw.Rect{X: r.X + left, Y: r.Y + 20, W: r.W - left, H: float64(n) * 22}
	step := body.W / weeks
	for i := range weeks {
		c := draw.Rect{X: body.X + step*float64(i), Y: r.Y, W: step, H: 20}
		fill := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i/4]
		s.c.Box(c, fill, draw.None, 0)
		s.caption(fmt.Sprint(i+1), c, 8.5, fill)
		if i%2 == 1 {
			s.c.Box(draw.Rect{X: c.X, Y: body.Y, W: step, H: body.H}, draw.Wash, draw.None, 0)
		}
	}
	s.label(s.lang.Say("Task"), r.X, r.Y+14, left)
	s.rows(draw.Rect{X: r.X, Y: r.Y - 2, W: r.W, H: body.H + 22}, 22, draw.Line)
	s.columns(body, step-1e-9, draw.Line)
}

func kanban(s *sheet) {
	names := [...]string{s.lang.Say("To do"), s.lang.Say("Doing"), s.lang.Say("Waiting"), s.lang.Say("Done")}
	for i, col := range grid(s.Rect, 4, 1, 10) {
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft}[i]
		s.c.Rounded(col, 8, draw.Wash, draw.None, 0)
		top := draw.Rect{X: col.X, Y: col.Y, W: col.W, H: 24}
		s.c.Rounded(top, 8, bar, draw.None, 0)
		s.caption(names[i], top, 10, bar)
		n := max(3, int((col.H-34)/74))
		for _, card := range grid(draw.Rect{X: col.X + 7, Y: col.Y + 32, W: col.W - 14, H: col.H - 40}, 1, n, 8) {
			s.c.Rounded(card, 5, draw.Paper, draw.Line, 0.7)
		}
	}
}

func storyboard(s *sheet) {
	cols, rows := 3, 2
	if !s.wide() {
		cols, rows = 2, 4
	}
	n := 0
	for _, r := range grid(s.Rect, cols, rows, 14) {
		n++
		h := min(r.W*9/16, r.H*0.7)
		s.c.Rounded(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: h}, 4, draw.None, draw.Ink, 1.1)
		s.label(fmt.Sprint(n), r.X, r.Y+h+13, 20)
		s.rules(draw.Line, 0.6, nil, r.X+16, r.Y+h+18, r.X+r.W, r.Y+h+18)
		s.rows(draw.Rect{X: r.X, Y: r.Y + h + 18, W: r.W, H: r.H - h - 18}, 19, draw.Line)
	}
}

func sketchFrames(s *sheet) {
	big := draw.Rect{X: s.X, Y: s.Y, W: s.W * 0.62, H: s.H}
	side := draw.Rect{X: s.X + s.W*0.65, Y: s.Y, W: s.W * 0.35, H: s.H}
	cols, rows := 1, 3
	if !s.wide() {
		big = draw.Rect{X: s.X, Y: s.Y, W: s.W, H: s.H * 0.6}
		side = draw.Rect{X: s.X, Y: s.Y + s.H*0.63, W: s.W, H: s.H * 0.37}
		cols, rows = 3, 1
	}
	for _, r := range append([]draw.Rect{big}, grid(side, cols, rows, 14)...) {
		s.c.Box(inset(r, 1), draw.None, draw.Ink, 1.6)
		s.c.Box(inset(r, 6), draw.None, draw.Line, 0.5)
	}
}

func wireframes(s *sheet) {
	n := 3
	if !s.wide() {
		n = 2
	}
	for i, r := range grid(s.Rect, n, 4-n, 22) {
		w := min(r.W, r.H*0.56)
		body := draw.Rect{X: r.X + (r.W-w)/2, Y: r.Y + 1, W: w, H: r.H - 24}
		s.c.Rounded(body, 22, draw.None, draw.Ink, 1.8)
		screen := inset(body, 10)
		screen.Y, screen.H = screen.Y+14, screen.H-28
		s.c.Rounded(screen, 4, draw.None, draw.Line, 0.7)
		s.dots(inset(screen, 6), 14, 1.4, draw.Line)
		s.c.Rounded(draw.Rect{X: body.X + w*0.38, Y: body.Y + 9, W: w * 0.24, H: 6}, 3, draw.Line, draw.None, 0)
		s.label(s.lang.Say("Screen %d", i+1), body.X, r.Y+r.H-6, 60)
		s.rules(draw.Line, 0.6, nil, body.X+50, r.Y+r.H-4, body.X+w, r.Y+r.H-4)
	}
}

func habitRings(s *sheet) {
	size := min(s.short(), max(s.W, s.H)*0.62)
	x, y, outer := s.X+size/2, s.Y+s.H/2, size/2-14
	key := draw.Rect{X: s.X + size + 18, Y: s.Y, W: s.W - size - 18, H: s.H}
	if !s.wide() {
		x, y = s.X+s.W/2, s.Y+size/2
		key = draw.Rect{X: s.X, Y: s.Y + size + 16, W: s.W, H: s.H - size - 16}
	}
	const rings, days = 8, 31
	inner := outer * 0.34
	step := (outer - inner) / rings
	for i := range rings + 1 {
		s.c.Circle(x, y, inner+step*float64(i), draw.None, draw.Line, 0.6)
	}
	var xy []float64
	for d := range days {
		a := (float64(d)/days)*2*math.Pi - math.Pi/2
		sin, cos := math.Sincos(a)
		xy = append(xy, x+inner*cos, y+inner*sin, x+outer*cos, y+outer*sin)
		sin, cos = math.Sincos(a + math.Pi/days)
		st := small(draw.Muted)
		st.Align = typeset.Centre
		s.set.Line(s.c, fmt.Sprint(d+1), st, x+(outer+8)*cos-10, y+(outer+8)*sin+2.7, 20)
	}
	s.rules(draw.Line, 0.6, nil, xy...)
	s.c.Circle(x, y, inner-6, draw.Soft, draw.None, 0)
	s.caption(s.lang.Say("Month"), draw.Rect{X: x - inner, Y: y - inner*0.5, W: inner * 2, H: inner * 0.4}, 10, draw.Soft)
	s.rules(draw.Accent, 0.9, nil, x-inner*0.55, y+inner*0.2, x+inner*0.55, y+inner*0.2)
	h := min(30, key.H/rings)
	for i := range rings {
		top := key.Y + (key.H-h*rings)/2 + h*float64(i)
		s.c.Circle(key.X+10, top+h-11, 8, [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i%3], draw.None, 0)
		s.caption(fmt.Sprint(i+1), draw.Rect{X: key.X, Y: top + h - 21, W: 20, H: 20}, 8, [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i%3])
		s.rules(draw.Line, 0.7, nil, key.X+26, top+h-2, key.X+key.W, top+h-2)
	}
}

func lifeWheel(s *sheet) {
	x, y, r := s.X+s.W/2, s.Y+s.H/2, s.short()/2-4
	for i := range 8 {
		p := &draw.Path{Fill: [...]draw.Slot{draw.Soft, draw.SecondSoft, draw.ThirdSoft, draw.Wash}[i%4]}
		sector(p, "k", []float64{x, y, r, float64(i) * 45, float64(i+1) * 45})
		s.put(p)
	}
	for i := 1; i <= 10; i++ {
		s.c.Circle(x, y, r*float64(i)/10, draw.None, draw.Line, 0.5)
	}
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		s.rules(draw.Muted, 0.9, nil, x, y, x+r*cos, y+r*sin)
	}
	lines := func(left, width float64) {
		for i := range 4 {
			at := s.Y + s.H*(0.12+0.25*float64(i))
			s.rules(draw.Line, 0.7, nil, left, at, left+width, at)
		}
	}
	if free := (s.W - 2*r) / 2; free > 60 {
		lines(s.X, free-14)
		lines(s.right()-free+14, free-14)
	}
}

func yearSquares(s *sheet) {
	key := 40.0
	across := s.wide()
	cols, rows := 12, 31
	if across {
		cols, rows = 31, 12
	}
	r := draw.Rect{X: s.X + 20, Y: s.Y + 16, W: s.W - 22, H: s.H - key - 18}
	cell := min(r.W/float64(cols), r.H/float64(rows))
	days := [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	w, h := r.W/float64(cols), min(r.H/float64(rows), cell*2.2)
	st := small(draw.Muted)
	st.Align = typeset.Centre
	p := &draw.Path{Stroke: draw.Line, Width: 0.6}
	for m := range 12 {
		for d := range days[m] {
			c := draw.Rect{X: r.X + w*float64(m), Y: r.Y + h*float64(d), W: w - 2, H: h - 2}
			if across {
				c.X, c.Y = r.X+w*float64(d), r.Y+h*float64(m)
			}
			p.Rect(c)
			if m == 0 && across {
				s.set.Line(s.c, fmt.Sprint(d+1), st, c.X, r.Y-4, w)
			} else if m == 0 {
				s.set.Line(s.c, fmt.Sprint(d+1), st, s.X, c.Y+h*0.65, 18)
			}
		}
		if across {
			s.line(s.initial(m, st, 18), st, s.X, r.Y+h*(float64(m)+0.65), 18)
		} else {
			s.line(s.initial(m, st, w), st, r.X+w*float64(m), r.Y-4, w)
		}
	}
	s.put(p)
	for i, k := range grid(draw.Rect{X: s.X, Y: s.bottom() - 22, W: s.W, H: 20}, 5, 1, 12) {
		s.c.Box(draw.Rect{X: k.X, Y: k.Y + 3, W: 15, H: 15}, [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft, draw.Paper}[i], draw.Line, 0.7)
		s.rules(draw.Line, 0.7, nil, k.X+22, k.Y+19, k.X+k.W, k.Y+19)
	}
}

// initial names a month in very little room: by its first letter, in other
// languages by its short name or, where that is long, by its number.
func (s *sheet) initial(m int, st typeset.Style, width float64) string {
	month := time.January + time.Month(m)
	if s.lang.English() {
		return month.String()[:1]
	}
	if short := s.lang.MonthShort(month); s.set.Width(short, st) <= width {
		return short
	}
	return fmt.Sprint(int(month))
}
