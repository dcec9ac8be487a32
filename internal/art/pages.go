package art

import (
	"math"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// pageCovers look like printed matter: frames, labels, notebooks, plans.
func pageCovers() []cover {
	return []cover{
		newCover("frame", "Fine frame", "papers events people content", frameCover),
		newCover("editorial", "Editorial", "content office creative review", editorial),
		newCover("big-letter", "Big letter", "content teaching creative ideas", bigLetter),
		newCover("stacked-paper", "Stacked paper", "papers office learning project", stackedPaper),
		newCover("composition", "Composition book", "study learning log teaching", composition),
		newCover("blueprint", "Blueprint", "trades tech project making", blueprint),
		newCover("postcard", "Postcard", "travel people events content", postcard),
		newCover("belly-band", "Paper band", "selling making stock craft", bellyBand),
		newCover("calendar-squares", "Calendar squares", "schedule goals project log", calendarSquares),
		newCover("tabs", "Coloured tabs", "office schedule papers study", tabsCover),
		newCover("ticket", "Ticket", "event play events travel", ticketCover),
	}
}

func frameCover(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	k := s.short()
	s.c.Box(inset(s.Rect, k*0.045), draw.None, draw.Accent, k*0.006)
	s.c.Box(inset(s.Rect, k*0.062), draw.None, draw.Accent, 0.8)
	for i := range 4 {
		x, y := s.X+k*0.062, s.Y+k*0.062
		dx, dy := 1.0, 1.0
		if i%2 == 1 {
			x, dx = s.right()-k*0.062, -1
		}
		if i > 1 {
			y, dy = s.bottom()-k*0.062, -1
		}
		for r := 1.0; r <= 3; r++ {
			p := &draw.Path{Stroke: draw.Second, Width: 1.2}
			from := math.Atan2(0, dx)
			to := from + math.Pi/2*dx*dy
			p.Move(x+dx*k*0.04*r, y)
			arc(p, x, y, k*0.04*r, k*0.04*r, from, to)
			s.put(p)
		}
	}
	x, y := s.X+s.W/2, s.Y+s.H*0.2
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		p := &draw.Path{Fill: tint(i%2, false)}
		leaf(p, x, y, x+k*0.05*cos, y+k*0.05*sin, k*0.018)
		s.put(p)
	}
	s.rules(draw.Line, 0.9, nil, x-s.W*0.24, y, x-k*0.07, y, x+k*0.07, y, x+s.W*0.24, y)
	return plate{Rect: s.part(0.16, 0.28, 0.68, 0.6), ground: draw.Paper, align: typeset.Centre, size: 0.1}
}

func editorial(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	k := s.short()
	s.box(s.part(0.07, 0.08, 0.86, 0.022), draw.Ink)
	y := s.Y + s.H*0.76
	s.rules(draw.Ink, 0.9, nil, s.X+s.W*0.07, y, s.X+s.W*0.93, y)
	for i := range 3 {
		x := s.X + s.W*(0.07+0.2*float64(i))
		s.box(draw.Rect{X: x, Y: y + s.H*0.03, W: s.W * 0.16, H: s.H * 0.14}, tint(i, true))
		switch i {
		case 0:
			s.disc(x+s.W*0.08, y+s.H*0.1, k*0.045, draw.Accent)
		case 1:
			s.box(draw.Rect{X: x + s.W*0.08 - k*0.04, Y: y + s.H*0.1 - k*0.04, W: k * 0.08, H: k * 0.08}, draw.Second)
		default:
			s.area(draw.Third, false, x+s.W*0.08, y+s.H*0.1-k*0.05, x+s.W*0.08+k*0.05, y+s.H*0.1+k*0.04, x+s.W*0.08-k*0.05, y+s.H*0.1+k*0.04)
		}
	}
	var lines []float64
	for i := range 5 {
		yy := y + s.H*(0.035+0.024*float64(i))
		lines = append(lines, s.X+s.W*0.69, yy, s.X+s.W*(0.93-0.04*float64(i%3)), yy)
	}
	s.rules(draw.Line, k*0.008, nil, lines...)
	return plate{Rect: s.part(0.07, 0.14, 0.86, 0.57), ground: draw.Paper, align: typeset.Start, size: 0.15}
}

func bigLetter(s *sheet, words Words) plate {
	s.box(s.Rect, draw.Paper)
	panel := s.part(0, 0, 0.42, 1)
	text := plate{Rect: s.part(0.48, 0.12, 0.45, 0.78), ground: draw.Paper, align: typeset.Start, size: 0.095, rule: draw.Accent}
	if !s.wide() {
		panel, text.Rect = s.part(0, 0, 1, 0.5), s.part(0.1, 0.55, 0.8, 0.4)
	}
	s.box(panel, draw.Second)
	letter := "A"
	for _, r := range s.lang.Upper(words.Title) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letter = string(r)
			break
		}
	}
	st := typeset.Style{Role: font.Display, Size: 100, Fill: draw.OnSecond, Align: typeset.Centre}
	st.Size = min(panel.H*0.78/0.74, panel.W*0.74/max(s.set.Width(letter, st)/100, 0.1))
	r := min(panel.W, panel.H)
	s.ring(panel.X+panel.W/2, panel.Y+panel.H/2, r*0.46, 1.2, draw.SecondSoft)
	st.Size = min(st.Size, r*0.62)
	s.set.Line(s.c, letter, st, panel.X, panel.Y+panel.H/2+st.Size*0.36, panel.W)
	return text
}

func stackedPaper(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Third)
	x, y := s.X+s.W/2, s.Y+s.H/2
	w, h := s.W*0.66, s.H*0.66
	for i, slot := range []draw.Slot{draw.ThirdSoft, draw.SecondSoft, draw.Soft, draw.Paper} {
		m := turn(float64(i-3)*5, x, y)
		p := &draw.Path{Fill: slot, Stroke: draw.Third, Width: 1}
		for k, c := range [][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
			v := m.apply(draw.Point{X: x + c[0]*w/2, Y: y + c[1]*h/2})
			if k == 0 {
				p.Move(v.X, v.Y)
			} else {
				p.LineTo(v.X, v.Y)
			}
		}
		p.Close()
		s.put(p)
	}
	c := s.short() * 0.05
	s.area(draw.Second, false, x-c*1.6, y-h/2-c*0.5, x+c*1.6, y-h/2-c*0.5, x+c*1.6, y-h/2+c*0.5, x-c*1.6, y-h/2+c*0.5)
	r := inset(draw.Rect{X: x - w/2, Y: y - h/2, W: w, H: h}, s.short()*0.06)
	return plate{Rect: r, ground: draw.Paper, align: typeset.Centre, size: 0.09}
}

func composition(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	d := dice(23)
	k := s.short()
	for range 260 {
		x, y, r := s.X+s.W*d.roll(), s.Y+s.H*d.roll(), k*(0.01+0.022*d.roll())
		a := d.roll() * 6
		s.area(draw.Soft, true, x+r*math.Cos(a), y+r*math.Sin(a), x+r*0.5*math.Cos(a+1.4), y+r*0.5*math.Sin(a+1.4),
			x+r*math.Cos(a+3), y+r*0.9*math.Sin(a+3), x+r*0.35*math.Cos(a+4.6), y+r*0.35*math.Sin(a+4.6))
	}
	s.box(s.part(0, 0, 0.09, 1), draw.Ink)
	r := s.part(0.22, 0.2, 0.64, 0.5)
	s.c.Rounded(r, k*0.02, draw.Paper, draw.Ink, k*0.006)
	s.c.Rounded(inset(r, k*0.02), k*0.01, draw.None, draw.Ink, 1)
	return plate{Rect: inset(r, k*0.05), ground: draw.Paper, align: typeset.Centre, size: 0.082}
}

func blueprint(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Third)
	step := s.short() / 20
	r := whole(inset(s.Rect, step*0.8), step, step)
	s.rows(draw.Rect{X: r.X, Y: r.Y - step, W: r.W, H: r.H + step}, step, draw.ThirdSoft)
	s.columns(r, step, draw.ThirdSoft)
	x, y, k := r.X+r.W*0.27, r.Y+r.H*0.4, s.short()*0.19
	for i := range 12 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 6)
		s.stroke(draw.Paper, k*0.16, false, x+k*0.95*cos, y+k*0.95*sin, x+k*1.13*cos, y+k*1.13*sin)
	}
	s.ring(x, y, k*0.92, s.short()*0.006, draw.Paper)
	s.ring(x, y, k*0.42, s.short()*0.006, draw.Paper)
	s.rules(draw.Paper, 0.9, []float64{8, 3, 2, 3}, x-k*1.45, y, x+k*1.45, y, x, y-k*1.45, x, y+k*1.45)
	s.rules(draw.Paper, 1, nil, x-k*1.13, y+k*1.6, x+k*1.13, y+k*1.6, x-k*1.13, y+k*1.5, x-k*1.13, y+k*1.7, x+k*1.13, y+k*1.5, x+k*1.13, y+k*1.7)
	b := draw.Rect{X: s.X + s.W*0.42, Y: s.Y + s.H*0.5, W: s.W * 0.58, H: s.H * 0.5}
	if !s.wide() {
		b = s.part(0.14, 0.56, 0.86, 0.44)
	}
	b.W, b.H = r.X+r.W-b.X, r.Y+r.H-b.Y
	s.box(b, draw.Third)
	s.c.Box(b, draw.None, draw.Paper, 1.6)
	return plate{Rect: inset(b, s.short()*0.035), ground: draw.Third, align: typeset.Start, size: 0.085}
}

func postcard(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Second)
	k := s.short()
	card := inset(s.Rect, k*0.07)
	t := k * 0.05
	for i := 0; card.X-card.H+t*float64(i) < card.X+card.W; i++ { // the striped edge of air mail
		x := card.X - card.H + t*float64(i)
		slot := [...]draw.Slot{draw.Accent, draw.Paper, draw.Third, draw.Paper}[i%4]
		pts := cutArea([]draw.Point{{X: x, Y: card.Y + card.H}, {X: x + card.H, Y: card.Y}, {X: x + card.H + t, Y: card.Y}, {X: x + t, Y: card.Y + card.H}}, card)
		if len(pts) > 2 {
			p := &draw.Path{Fill: slot}
			chain(p, pts, true, false)
			s.put(p)
		}
	}
	in := inset(card, k*0.03)
	s.box(in, draw.Paper)
	w := k * 0.19
	st := draw.Rect{X: in.X + in.W - w*1.25, Y: in.Y + w*0.28, W: w, H: w * 1.2}
	s.c.Box(st, draw.SecondSoft, draw.Second, 1.4)
	s.picture("map-pin", inset(st, w*0.2))
	for i := range 3 {
		s.ring(st.X-w*0.35, st.Y+w*0.7, w*(0.28+0.09*float64(i)), 1.3, draw.Muted)
	}
	x := in.X + in.W*0.62
	var lines []float64
	for i := range 4 {
		y := in.Y + in.H*(0.62+0.09*float64(i))
		lines = append(lines, x+in.W*0.04, y, in.X+in.W*0.95, y)
	}
	s.rules(draw.Line, 1, nil, append(lines, x, in.Y+in.H*0.1, x, in.Y+in.H*0.9)...)
	return plate{Rect: draw.Rect{X: in.X + in.W*0.06, Y: in.Y + in.H*0.1, W: in.W * 0.51, H: in.H * 0.82}, ground: draw.Paper, align: typeset.Start, size: 0.088, rule: draw.Accent}
}

func bellyBand(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.SecondSoft)
	var xy []float64
	for i := 1; i < 26; i++ {
		x := s.X + s.W*float64(i)/26
		xy = append(xy, x, s.Y, x, s.bottom())
	}
	s.rules(draw.Second, 0.8, []float64{2, 5}, xy...)
	r := s.part(0, 0.31, 1, 0.38)
	s.box(draw.Rect{X: s.X, Y: r.Y - s.H*0.012, W: s.W, H: r.H + s.H*0.024}, draw.Second)
	s.box(r, draw.Paper)
	x, k := s.X+s.W*0.86, s.short()*0.13
	s.disc(x, s.Y+s.H*0.7, k, draw.Accent)
	s.ring(x, s.Y+s.H*0.7, k*0.84, 1.2, draw.Soft)
	for i := range 6 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 3)
		p := &draw.Path{Fill: draw.Soft}
		leaf(p, x, s.Y+s.H*0.7, x+k*0.6*cos, s.Y+s.H*0.7+k*0.6*sin, k*0.22)
		s.put(p)
	}
	return plate{Rect: s.part(0.06, 0.33, 0.64, 0.34), ground: draw.Paper, align: typeset.Start, size: 0.085}
}

func calendarSquares(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	area := s.part(0.5, 0.14, 0.43, 0.72)
	text := plate{Rect: s.part(0.07, 0.14, 0.38, 0.72), ground: draw.Paper, align: typeset.Start, size: 0.095, rule: draw.Second}
	if !s.wide() {
		area, text.Rect = s.part(0.1, 0.08, 0.8, 0.42), s.part(0.1, 0.55, 0.8, 0.39)
	}
	d := dice(2)
	gap := s.short() * 0.013
	for i, r := range grid(area, 7, 5, gap) {
		slot := [...]draw.Slot{draw.Soft, draw.Soft, draw.Accent, draw.Wash, draw.SecondSoft, draw.Third, draw.Soft, draw.Wash, draw.Second}[int(d.roll()*9)%9]
		s.c.Rounded(r, min(r.W, r.H)*0.16, slot, draw.None, 0)
		if i%7 == 3 && i/7 == 2 {
			s.c.Rounded(inset(r, -gap*0.5), min(r.W, r.H)*0.2, draw.None, draw.Ink, gap*0.4)
		}
	}
	return text
}

func tabsCover(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	k := s.short()
	book := draw.Rect{X: s.X + s.W*0.06, Y: s.Y + s.H*0.07, W: s.W * 0.82, H: s.H * 0.86}
	const n = 6
	h := book.H / (n + 0.4)
	for i := range n {
		t := draw.Rect{X: book.X + book.W - k*0.05, Y: book.Y + h*(float64(i)+0.2), W: s.W*0.08 + k*0.05, H: h * 0.86}
		s.c.Rounded(t, k*0.025, [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Accent, draw.Second, draw.Third}[i], draw.None, 0)
	}
	s.c.Rounded(book, k*0.035, draw.Accent, draw.None, 0)
	for i := range 9 {
		y := book.Y + book.H*(0.08+0.105*float64(i))
		s.c.Circle(book.X+k*0.045, y, k*0.011, draw.Paper, draw.None, 0)
		s.stroke(draw.Muted, k*0.007, false, book.X-k*0.02, y, book.X+k*0.045, y)
	}
	return plate{Rect: draw.Rect{X: book.X + k*0.14, Y: book.Y + book.H*0.12, W: book.W - k*0.24, H: book.H * 0.78}, ground: draw.Accent, align: typeset.Start, size: 0.1, rule: draw.SecondSoft}
}

func ticketCover(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	k := s.short()
	for i := range 60 { // confetti above and below
		d := dice(uint32(i) * 977)
		d.roll()
		x, y := s.X+s.W*d.roll(), s.Y+s.H*0.2*d.roll()
		if i%2 == 0 {
			y = s.bottom() - s.H*0.2*d.roll()
		}
		s.disc(x, y, k*(0.004+0.008*d.roll()), [...]draw.Slot{draw.SecondSoft, draw.Soft, draw.Second, draw.ThirdSoft}[i%4])
	}
	r := s.part(0.06, 0.24, 0.88, 0.52)
	s.c.Rounded(r, k*0.03, draw.SecondSoft, draw.None, 0)
	main := draw.Rect{X: r.X + k*0.03, Y: r.Y + k*0.03, W: r.W*0.76 - k*0.03, H: r.H - k*0.06}
	s.c.Rounded(main, k*0.015, draw.Paper, draw.None, 0)
	x := r.X + r.W*0.8
	s.rules(draw.Second, k*0.006, []float64{k * 0.014, k * 0.014}, x, r.Y+k*0.06, x, r.Y+r.H-k*0.06)
	for _, y := range []float64{r.Y, r.Y + r.H} {
		s.disc(x, y, k*0.03, draw.Accent)
	}
	cx, cy := x+(r.X+r.W-x)/2, r.Y+r.H/2
	p := &draw.Path{Fill: draw.Second}
	star(p, true, []float64{cx, cy, (r.X + r.W - x) * 0.36, (r.X + r.W - x) * 0.16, 5}) //nolint:errcheck // five points are in range
	s.put(p)
	return plate{Rect: inset(main, k*0.04), ground: draw.Paper, align: typeset.Centre, size: 0.085, rule: draw.Second}
}
