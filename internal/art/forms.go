package art

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// notePapers have a form: lists, meetings, recipes, comparisons.
func notePapers() []paper {
	return []paper{
		newPaper("checklist", "Checklist", "checklist goals home project", func(s *sheet) {
			r := s.head([]string{s.lang.Say("List"), s.lang.In("a date", "By")}, 0.75, 0.25)
			s.rows(draw.Rect{X: r.X + 20, Y: r.Y, W: r.W - 20, H: r.H}, 24, draw.Line)
			s.ticks(r.X+2, r.Y, r.H, 24)
		}),
		newPaper("checklist-two", "Packing list", "travel checklist stock event", packing),
		newPaper("priorities", "Must, should, could", "checklist goals project office", priorities),
		newPaper("ledger", "Ledger", "money sales log selling", func(s *sheet) {
			s.table(s.Rect, 21, []string{s.lang.Say("Date"), s.lang.Say("Description"), s.lang.In("money", "In"), s.lang.In("money", "Out"), s.lang.In("money", "Balance")}, 0.12, 0.43, 0.15, 0.15, 0.15)
		}),
		newPaper("contents", "Contents page", "papers study content", contents),
		newPaper("meeting", "Meeting notes", "people office project", meeting),
		newPaper("recipe", "Recipe", "meals food family home", recipe),
		newPaper("contacts", "Contact cards", "people sales community events", contacts),
		newPaper("vocabulary", "Word list", "learning study teaching", func(s *sheet) {
			s.table(s.Rect, 28, []string{s.lang.Say("Word"), s.lang.Say("Meaning"), s.lang.Say("In a sentence")}, 0.24, 0.31, 0.45)
		}),
		newPaper("comparison", "Comparison", "ideas sales review home", comparison),
		newPaper("t-chart", "For and against", "ideas review money", tChart),
		newPaper("quadrants", "Four quadrants", "goals schedule project office", quadrants),
		newPaper("swot", "Strengths and risks", "project review selling", swot),
		newPaper("stock-count", "Stock count", "stock checklist making selling", stockCount),
	}
}

func packing(s *sheet) {
	cols := 2
	if s.wide() {
		cols = 3
	}
	for i, r := range grid(s.Rect, cols, 2, 14) {
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i%3]
		s.c.Rounded(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 22}, 6, draw.Soft, draw.None, 0)
		s.c.Circle(r.X+12, r.Y+11, 5, bar, draw.None, 0)
		body := draw.Rect{X: r.X, Y: r.Y + 26, W: r.W, H: r.H - 26}
		s.rows(draw.Rect{X: body.X + 20, Y: body.Y, W: body.W - 20, H: body.H}, 21, draw.Line)
		s.ticks(body.X+2, body.Y, body.H, 21)
	}
}

func priorities(s *sheet) {
	names := [...]string{s.lang.Say("Must"), s.lang.Say("Should"), s.lang.Say("Could")}
	shares := [...]float64{0.28, 0.34, 0.38}
	y := s.Y
	for i, name := range names {
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i]
		h := s.H*shares[i] - 10
		s.c.Rounded(draw.Rect{X: s.X, Y: y, W: 62, H: h}, 8, bar, draw.None, 0)
		s.caption(name, draw.Rect{X: s.X, Y: y, W: 62, H: h}, 12, bar)
		s.ticks(s.X+72, y-4, h, 23)
		s.rows(draw.Rect{X: s.X + 90, Y: y - 4, W: s.W - 90, H: h + 2}, 23, draw.Line)
		y += h + 10
	}
}

func contents(s *sheet) {
	r := s.head([]string{s.lang.Say("Contents of")}, 1)
	cols := 1
	if s.wide() {
		cols = 2
	}
	for _, c := range grid(r, cols, 1, 26) {
		var dotted, solid []float64
		for y := c.Y + 24; y <= c.Y+c.H; y += 24 {
			dotted = append(dotted, c.X, y, c.X+c.W-46, y)
			solid = append(solid, c.X+c.W-38, y, c.X+c.W, y)
		}
		s.rules(draw.Muted, 1.1, []float64{0.02, 4}, dotted...)
		s.rules(draw.Accent, 0.8, nil, solid...)
	}
}

func meeting(s *sheet) {
	r := s.head([]string{s.lang.Say("Meeting"), s.lang.Say("With"), s.lang.Say("Date")}, 0.42, 0.36, 0.22)
	low := math.Max(r.H*0.3, 90)
	s.label(s.lang.Say("Agenda and notes"), r.X, r.Y+8, 200)
	s.rows(draw.Rect{X: r.X, Y: r.Y + 10, W: r.W, H: r.H - low - 22}, 21, draw.Line)
	for i, b := range grid(draw.Rect{X: r.X, Y: r.Y + r.H - low, W: r.W, H: low}, 2, 1, 12) {
		room := s.titled(b, [...]string{s.lang.Say("Decisions"), s.lang.Say("Actions: who and by when")}[i], [...]draw.Slot{draw.Accent, draw.Second}[i])
		left := room.X + 8
		if i == 1 {
			s.ticks(left, room.Y, room.H-4, 21)
			left += 18
		}
		s.rows(draw.Rect{X: left, Y: room.Y, W: room.X + room.W - left - 8, H: room.H - 4}, 21, draw.Line)
	}
}

func recipe(s *sheet) {
	r := s.head([]string{s.lang.Say("Recipe"), s.lang.Say("Serves"), s.lang.Say("Time")}, 0.6, 0.2, 0.2)
	left := draw.Rect{X: r.X, Y: r.Y, W: r.W * 0.34, H: r.H}
	s.c.Rounded(left, 10, draw.Soft, draw.None, 0)
	s.caption(s.lang.Say("Ingredients"), draw.Rect{X: left.X, Y: left.Y + 4, W: left.W, H: 20}, 10, draw.Soft)
	s.rows(draw.Rect{X: left.X + 12, Y: left.Y + 26, W: left.W - 24, H: left.H - 36}, 22, draw.Line)
	right := draw.Rect{X: left.X + left.W + 16, Y: r.Y, W: r.W - left.W - 16, H: r.H}
	s.label(s.lang.Say("Method"), right.X, right.Y+14, 90)
	n := max(4, int((right.H-90)/46))
	step := (right.H - 90) / float64(n)
	for i := range n {
		y := right.Y + 24 + step*float64(i)
		s.c.Circle(right.X+10, y+13, 9.5, draw.Accent, draw.None, 0)
		s.caption(fmt.Sprint(i+1), draw.Rect{X: right.X, Y: y + 3, W: 20, H: 20}, 9, draw.Accent)
		s.rows(draw.Rect{X: right.X + 28, Y: y, W: right.W - 28, H: step - 2}, 21, draw.Line)
	}
	s.c.Rounded(draw.Rect{X: right.X, Y: right.Y + right.H - 58, W: right.W, H: 58}, 8, draw.None, draw.Accent, 0.9)
	s.label(s.lang.Say("Notes for next time"), right.X+10, right.Y+right.H-44, right.W)
}

func contacts(s *sheet) {
	cols, rows := 2, 4
	if s.wide() {
		cols, rows = 3, 3
	}
	for i, r := range grid(s.Rect, cols, rows, 12) {
		s.c.Rounded(r, 8, draw.Wash, draw.Line, 0.7)
		s.c.Box(draw.Rect{X: r.X, Y: r.Y + 14, W: 4, H: r.H - 28}, [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i%3], draw.None, 0)
		step := (r.H - 12) / 4
		for k, name := range []string{s.lang.Say("Name"), s.lang.Say("Phone"), s.lang.Say("Email"), s.lang.In("what a contact is for", "For")} {
			y := r.Y + step*float64(k+1)
			s.line(name, small(draw.Ink), r.X+12, y-2, 30)
			s.rules(draw.Line, 0.6, nil, r.X+44, y, r.X+r.W-12, y)
		}
	}
}

func comparison(s *sheet) {
	r := s.head([]string{s.lang.Say("Choosing")}, 1)
	names := []string{s.lang.Say("What matters"), s.lang.In("first choice", "A"), s.lang.In("second choice", "B"), s.lang.In("third choice", "C")}
	foot := 46.0
	s.table(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - foot}, 30, names, 0.31, 0.23, 0.23, 0.23)
	s.label(s.lang.Say("Choice and why"), r.X, r.Y+r.H-foot+18, 90)
	s.rules(draw.Line, 0.7, nil, r.X+92, r.Y+r.H-foot+20, r.X+r.W, r.Y+r.H-foot+20, r.X, r.Y+r.H-2, r.X+r.W, r.Y+r.H-2)
}

func tChart(s *sheet) {
	r := s.head([]string{s.lang.Say("Question")}, 1)
	mid := r.X + r.W/2
	for i, h := range grid(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 26}, 2, 1, 16) {
		bar := [...]draw.Slot{draw.Accent, draw.Second}[i]
		s.c.Rounded(h, 6, bar, draw.None, 0)
		s.caption([...]string{s.lang.In("a reason", "For"), s.lang.In("a reason", "Against")}[i], h, 11, bar)
	}
	for _, c := range grid(draw.Rect{X: r.X, Y: r.Y + 28, W: r.W, H: r.H - 28}, 2, 1, 16) {
		s.rows(c, 24, draw.Line)
	}
	s.rules(draw.Ink, 1.4, nil, mid, r.Y, mid, r.Y+r.H)
}

func quadrants(s *sheet) {
	r := draw.Rect{X: s.X + 18, Y: s.Y + 18, W: s.W - 18, H: s.H - 18}
	names := [...]string{s.lang.Say("Do now"), s.lang.Say("Plan"), s.lang.Say("Hand over"), s.lang.Say("Let go")}
	for i, q := range grid(r, 2, 2, 10) {
		fill := [...]draw.Slot{draw.Soft, draw.Wash, draw.Wash, draw.None}[i]
		s.c.Rounded(q, 10, fill, draw.Line, 0.8)
		tab := draw.Rect{X: q.X + 10, Y: q.Y + 8, W: 84, H: 20}
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Wash}[i]
		s.c.Rounded(tab, 10, bar, draw.None, 0)
		s.caption(names[i], tab, 9.5, bar)
		s.rows(draw.Rect{X: q.X + 12, Y: q.Y + 30, W: q.W - 24, H: q.H - 36}, 22, draw.Line)
	}
	for i, t := range []string{s.lang.Say("Urgent"), s.lang.Say("Can wait")} {
		s.caption(t, draw.Rect{X: r.X + r.W/2*float64(i), Y: s.Y, W: r.W / 2, H: 16}, 9, draw.Paper)
	}
	s.rules(draw.Accent, 2, nil, s.X+6, s.Y+24, s.X+6, s.Y+s.H/2)
	s.rules(draw.Line, 2, nil, s.X+6, s.Y+s.H/2+16, s.X+6, s.bottom()-6)
	s.label("1", s.X+3, s.Y+14, 10)
	s.label("2", s.X+3, s.Y+s.H/2+12, 10)
}

func swot(s *sheet) {
	names := [...]string{s.lang.Say("Strengths"), s.lang.Say("Weaknesses"), s.lang.Say("Openings"), s.lang.Say("Risks")}
	for i, q := range grid(s.Rect, 2, 2, 2) {
		s.c.Box(q, draw.None, draw.Muted, 0.9)
		x, y := q.X+q.W*float64(1-i%2), q.Y+q.H*float64(1-i/2)
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft}[i]
		p := &draw.Path{Fill: bar}
		r := min(q.W, q.H) * 0.36
		from := [...]float64{math.Pi, 3 * math.Pi / 2, math.Pi / 2, 0}[i]
		p.Move(x, y)
		sin, cos := math.Sincos(from)
		p.LineTo(x+r*cos, y+r*sin)
		arc(p, x, y, r, r, from, from+math.Pi/2)
		p.Close()
		s.put(p)
		tx := x - r*0.86
		if i%2 == 1 {
			tx = x + r*0.06
		}
		ty := y - r*0.5
		if i > 1 {
			ty = y + r*0.14
		}
		s.caption(names[i], draw.Rect{X: tx, Y: ty, W: r * 0.8, H: r * 0.36}, min(11, r*0.15), bar)
	}
}

// stockCount has a block for each shelf; every row ends in two boxes for what
// is there and what is wanted.
func stockCount(s *sheet) {
	for i, r := range grid(s.Rect, 2, 2, 16) {
		bar := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Accent}[i]
		s.c.Rounded(draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 22}, 6, bar, draw.None, 0)
		s.caption(s.lang.In("in stock", "Have"), draw.Rect{X: r.X + r.W - 84, Y: r.Y, W: 40, H: 22}, 8.5, bar)
		s.caption(s.lang.In("in stock", "Need"), draw.Rect{X: r.X + r.W - 42, Y: r.Y, W: 40, H: 22}, 8.5, bar)
		s.c.Rounded(draw.Rect{X: r.X + 6, Y: r.Y + 4, W: r.W - 100, H: 14}, 4, draw.Paper, draw.None, 0)
		s.rows(draw.Rect{X: r.X, Y: r.Y + 22, W: r.W - 92, H: r.H - 22}, 23, draw.Line)
		for y := r.Y + 22; y+23 <= r.Y+r.H+0.01; y += 23 {
			for _, x := range []float64{82, 40} {
				s.c.Rounded(draw.Rect{X: r.X + r.W - x, Y: y + 3, W: 36, H: 18}, 3, draw.None, draw.Line, 0.8)
			}
		}
	}
}
