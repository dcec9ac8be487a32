package art

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// gridPapers are dots, squares and scales to draw and plot on.
func gridPapers() []paper {
	return []paper{
		newPaper("dots", "Dot grid", "ideas self creative craft", func(s *sheet) { s.dots(s.Rect, 18, 1.7, draw.Line) }),
		newPaper("dots-isometric", "Isometric dots", "craft making tech", isoDots),
		newPaper("dot-journal", "Dot journal spread", "goals review self schedule", dotJournal),
		newPaper("graph", "Squared", "project tech learning trades", func(s *sheet) {
			r := whole(s.Rect, 18, 18)
			s.rows(draw.Rect{X: r.X, Y: r.Y - 18, W: r.W, H: r.H + 18}, 18, draw.Line)
			s.columns(r, 18, draw.Line)
		}),
		newPaper("graph-fine", "Fine graph paper", "tech learning craft trades", fineGraph),
		newPaper("isometric", "Isometric", "craft making trades tech", func(s *sheet) { slanted(s, 22, true) }),
		newPaper("triangles", "Harlequin", "craft creative play", harlequin),
		newPaper("hexagons", "Hexagons", "play tech ideas", hexagons),
		newPaper("log-log", "Log-log graph", "tech learning study", logLog),
		newPaper("polar", "Polar graph", "tech learning creative", polar),
		newPaper("floor-plan", "Floor plan", "home craft trades project", floorPlan),
		newPaper("stitch-chart", "Stitch chart", "craft making creative", stitchChart),
	}
}

func isoDots(s *sheet) {
	const pitch = 22.0
	rise := pitch * math.Sqrt(3) / 2
	var xy []float64
	for row, y := 0, s.Y+2; y <= s.bottom()-2; row, y = row+1, y+rise {
		x := s.X + 2 + pitch/2*float64(row%2)
		xy = append(xy, x, y, s.right()-2, y)
	}
	s.rules(draw.Muted, 1.7, []float64{0.02, pitch - 0.02}, xy...)
}

func dotJournal(s *sheet) {
	r := s.Rect
	bar := draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 40}
	s.c.Rounded(bar, 8, draw.Soft, draw.None, 0)
	s.c.Box(draw.Rect{X: r.X + 14, Y: r.Y + 27, W: r.W * 0.4, H: 0.9}, draw.Accent, draw.None, 0)
	side := draw.Rect{X: r.X + r.W*0.74, Y: r.Y + 54, W: r.W * 0.26, H: r.H - 54}
	for i, b := range grid(side, 1, 3, 12) {
		room := s.titled(b, [...]string{s.lang.Say("Focus"), s.lang.Say("To do"), s.lang.Say("Notes")}[i], [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i])
		if i == 1 {
			s.ticks(room.X+8, room.Y+2, room.H-4, 21)
			s.rows(draw.Rect{X: room.X + 26, Y: room.Y + 2, W: room.W - 34, H: room.H - 6}, 21, draw.Line)
		}
	}
	s.dots(draw.Rect{X: r.X, Y: r.Y + 54, W: r.W*0.72 - 4, H: r.H - 54}, 18, 1.6, draw.Line)
}

func fineGraph(s *sheet) {
	const fine = 5.6693 // 2 mm
	r := whole(s.Rect, fine*5, fine*5)
	s.rows(draw.Rect{X: r.X, Y: r.Y - fine, W: r.W, H: r.H + fine}, fine, draw.Faint)
	s.columns(r, fine, draw.Faint)
	s.rows(draw.Rect{X: r.X, Y: r.Y - fine*5, W: r.W, H: r.H + fine*5}, fine*5, draw.Muted)
	s.columns(r, fine*5, draw.Muted)
}

// slanted rules lines at 30° both ways, with uprights if asked for.
func slanted(s *sheet, pitch float64, uprights bool) {
	tan := math.Tan(math.Pi / 6)
	dy := pitch * tan * 2
	var xy []float64
	for y := s.Y - math.Ceil(s.W*tan/dy)*dy; y < s.bottom()+s.W*tan; y += dy {
		xy = append(xy, s.X, y, s.right(), y+s.W*tan, s.X, y, s.right(), y-s.W*tan)
	}
	s.rules(draw.Line, 0.55, nil, xy...)
	if uprights {
		s.columns(s.Rect, pitch, draw.Line)
	}
}

func harlequin(s *sheet) {
	cols := max(6, int(s.W/42))
	w := s.W / float64(cols)
	rows := max(4, int(s.H/(w*1.4)))
	h := s.H / float64(rows)
	for i := range cols * rows {
		x, y := s.X+w*float64(i%cols), s.Y+h*float64(i/cols)
		s.rules(draw.Line, 0.6, nil, x+w/2, y, x+w, y+h/2, x+w, y+h/2, x+w/2, y+h, x+w/2, y+h, x, y+h/2, x, y+h/2, x+w/2, y)
	}
	s.c.Box(s.Rect, draw.None, draw.Accent, 1)
}

func hexagons(s *sheet) {
	const r = 19.0
	w := r * math.Sqrt(3)
	cols, rows := int((s.W-w/2)/w), int((s.H-r/2)/(r*1.5))
	x0 := s.X + (s.W-w*(float64(cols)+0.5))/2
	y0 := s.Y + (s.H-(r*1.5*float64(rows)+r/2))/2
	p := &draw.Path{Stroke: draw.Line, Width: 0.6}
	for row := range rows {
		for col := range cols {
			x := x0 + w*(float64(col)+0.5+0.5*float64(row%2))
			y := y0 + r + r*1.5*float64(row)
			star(p, false, []float64{x, y, r, 6}) //nolint:errcheck // six corners are in range
		}
	}
	s.put(p)
}

func logLog(s *sheet) {
	decadesX, decadesY := 3, 2
	if !s.wide() {
		decadesX, decadesY = 2, 3
	}
	r := draw.Rect{X: s.X + 26, Y: s.Y + 2, W: s.W - 32, H: s.H - 24}
	var fine, bold []float64
	for k := range decadesX + 1 {
		for i := 1; i < 10 && (k < decadesX || i == 1); i++ {
			x := r.X + r.W*(float64(k)+math.Log10(float64(i)))/float64(decadesX)
			if i == 1 {
				bold = append(bold, x, r.Y, x, r.Y+r.H)
				s.label(power(k), x-4, r.Y+r.H+13, 30)
				continue
			}
			fine = append(fine, x, r.Y, x, r.Y+r.H)
		}
	}
	for k := range decadesY + 1 {
		for i := 1; i < 10 && (k < decadesY || i == 1); i++ {
			y := r.Y + r.H*(1-(float64(k)+math.Log10(float64(i)))/float64(decadesY))
			if i == 1 {
				bold = append(bold, r.X, y, r.X+r.W, y)
				s.label(power(k), s.X, min(max(y+3, s.Y+8), s.bottom()-20), 22)
				continue
			}
			fine = append(fine, r.X, y, r.X+r.W, y)
		}
	}
	s.rules(draw.Line, 0.45, nil, fine...)
	s.rules(draw.Muted, 0.9, nil, bold...)
}

func power(k int) string { return fmt.Sprint(int(math.Pow10(k))) }

func polar(s *sheet) {
	x, y, r := s.X+s.W/2, s.Y+s.H/2, s.short()/2-28
	for i := 1; i <= 10; i++ {
		slot := draw.Line
		if i%5 == 0 {
			slot = draw.Muted
		}
		s.c.Circle(x, y, r*float64(i)/10, draw.None, slot, 0.6)
	}
	var xy []float64
	for a := 0; a < 360; a += 10 {
		sin, cos := math.Sincos(float64(a) * math.Pi / 180)
		from := 0.1
		if a%30 == 0 {
			from = 0
			s.label(fmt.Sprintf("%d°", (360-a)%360), x+(r+15)*cos-8, y+(r+12)*sin+3, 20)
		}
		xy = append(xy, x+r*from*cos, y+r*from*sin, x+r*cos, y+r*sin)
	}
	s.rules(draw.Line, 0.5, nil, xy...)
}

func floorPlan(s *sheet) {
	r := s.head([]string{s.lang.Say("Room"), s.lang.In("of a plan", "Scale"), s.lang.Say("Date")}, 0.5, 0.25, 0.25)
	r = whole(r, 14, 14)
	s.rows(draw.Rect{X: r.X, Y: r.Y - 14, W: r.W, H: r.H + 14}, 14, draw.Faint)
	s.columns(r, 14, draw.Faint)
	s.c.Box(r, draw.None, draw.Ink, 2)
	s.dots(r, 70, 3, draw.Accent)
}

func stitchChart(s *sheet) {
	r := s.head([]string{s.lang.Say("Pattern"), s.lang.Say("Gauge")}, 0.7, 0.3)
	key := draw.Rect{X: r.X, Y: r.Y + r.H - 42, W: r.W, H: 42}
	r.H -= 52
	cell := 12.0
	r = whole(r, cell*2, cell)
	s.rows(draw.Rect{X: r.X, Y: r.Y - cell, W: r.W, H: r.H + cell}, cell, draw.Line)
	s.columns(r, cell, draw.Line)
	s.rows(draw.Rect{X: r.X, Y: r.Y - cell*10, W: r.W, H: r.H + cell*10}, cell*10, draw.Accent)
	s.columns(r, cell*10, draw.Accent)
	for i, k := range grid(key, 5, 1, 12) {
		s.c.Box(draw.Rect{X: k.X, Y: k.Y + 20, W: 16, H: 16}, draw.None, draw.Ink, 0.8)
		s.rules(draw.Line, 0.7, nil, k.X+22, k.Y+36, k.X+k.W, k.Y+36)
		if i == 0 {
			s.label(s.lang.In("to the signs of a pattern", "Key"), k.X, k.Y+12, 40)
		}
	}
}
