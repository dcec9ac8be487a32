package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// natureCovers show sky, land, water and plants.
func natureCovers() []cover {
	return []cover{
		newCover("hills", "Rolling hills", "self goals growing travel", hills),
		newCover("moons", "Moon phases", "shifts health self schedule", moons),
		newCover("botanical", "Botanical sprigs", "growing craft events self", botanical),
		newCover("waves", "Waves", "health body travel play", waves),
		newCover("mountains", "Mountains", "goals travel project body", mountains),
		newCover("constellation", "Constellations", "shifts ideas learning play", constellation),
		newCover("wreath", "Wreath", "events growing family community", wreath),
		newCover("wheat", "Wheat", "food meals growing making", wheatField),
		newCover("rain", "Spring rain", "self review health growing", rain),
		newCover("contours", "Contour lines", "travel trades project goals", contours),
		newCover("window-night", "Night window", "shifts home care schedule", nightWindow),
		newCover("blossom", "Half a flower", "craft self health growing", halfFlower),
		newCover("cutouts", "Cut-out leaves", "creative craft ideas content", cutouts),
	}
}

func hills(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	s.disc(s.X+s.W*0.74, s.Y+s.H*0.66, s.short()*0.13, draw.Second)
	wave := func(base, amp, n, phase float64) func(float64) float64 {
		return func(t float64) float64 { return base + amp*math.Sin(n*t*math.Pi+phase) }
	}
	s.under(draw.ThirdSoft, wave(0.66, 0.045, 2.2, 0.6))
	s.under(draw.Third, wave(0.75, 0.05, 1.8, 2.6))
	s.under(draw.Soft, wave(0.83, 0.04, 2.4, 4.4))
	s.under(draw.Accent, wave(0.9, 0.03, 2, 1.2))
	return plate{Rect: s.part(0.12, 0.07, 0.76, 0.44), ground: draw.Paper, align: typeset.Centre, rule: draw.Second}
}

func moons(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	const n = 7
	r := s.W * 0.046
	y := s.Y + s.H*0.24
	for i := range n {
		x := s.X + s.W*(0.14+0.12*float64(i))
		k := float64(i-3) / 3
		s.ring(x, y, r*1.05, 1, draw.Soft)
		p := &draw.Path{Fill: draw.SecondSoft}
		crescent(p, x, y, r, 1-2*math.Abs(k)*0.86)
		if k < 0 {
			for j := range p.Points {
				p.Points[j].X = 2*x - p.Points[j].X
			}
		}
		s.put(p)
	}
	d := dice(7)
	for range 46 {
		x, yy := s.X+s.W*d.roll(), s.Y+s.H*d.roll()*0.4
		if math.Abs(yy-y) > r*1.4 {
			s.disc(x, yy, s.short()*(0.0015+0.002*d.roll()), draw.SecondSoft)
		}
	}
	s.rules(draw.Soft, 1, nil, s.X+s.W*0.1, s.Y+s.H*0.9, s.right()-s.W*0.1, s.Y+s.H*0.9)
	return plate{Rect: s.part(0.1, 0.42, 0.8, 0.46), ground: draw.Accent, align: typeset.Centre, rule: draw.Soft}
}

func botanical(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	l := s.short() * 0.46
	s.sprig(s.X+s.W*0.02, s.Y+s.H*0.46, -62, l, 6, draw.Accent, draw.Accent)
	s.sprig(s.X+s.W*0.01, s.Y+s.H*0.36, -30, l*0.8, 5, draw.Second, draw.SecondSoft)
	s.sprig(s.X+s.W*0.16, s.Y+s.H*0.01, 18, l*0.62, 5, draw.Third, draw.Third)
	s.sprig(s.right()-s.W*0.02, s.bottom()-s.H*0.46, 118, l, 6, draw.Accent, draw.Accent)
	s.sprig(s.right()-s.W*0.01, s.bottom()-s.H*0.36, 150, l*0.8, 5, draw.Second, draw.SecondSoft)
	s.sprig(s.right()-s.W*0.16, s.bottom()-s.H*0.01, 198, l*0.62, 5, draw.Third, draw.Third)
	r := s.part(0.2, 0.24, 0.6, 0.52)
	p := &draw.Path{Fill: draw.Paper, Stroke: draw.Accent, Width: 1.2}
	p.Rect(r)
	s.put(p)
	return plate{Rect: inset(r, s.short()*0.045), ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

func waves(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Soft)
	s.disc(s.X+s.W*0.2, s.Y+s.H*0.56, s.short()*0.1, draw.SecondSoft)
	slots := [...]draw.Slot{draw.ThirdSoft, draw.Third, draw.Paper, draw.Accent}
	for i, slot := range slots {
		base := 0.62 + 0.095*float64(i)
		n := 5.0 + float64(i%2)*2
		s.under(slot, func(t float64) float64 {
			u := math.Mod(t*n+0.37*float64(i), 1)
			return base - 0.05*math.Sin(u*math.Pi)
		})
	}
	return plate{Rect: s.part(0.1, 0.06, 0.8, 0.4), ground: draw.Soft, align: typeset.Centre}
}

func mountains(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	s.ring(s.X+s.W*0.8, s.Y+s.H*0.56, s.short()*0.09, s.short()*0.012, draw.Second)
	peak := func(x, top, half float64, fill, snow draw.Slot) {
		px, py, foot := s.X+s.W*x, s.Y+s.H*top, s.bottom()
		dx := s.W * half
		s.area(fill, false, px-dx, foot, px, py, px+dx, foot)
		h := (foot - py) * 0.24
		w := dx * 0.24
		s.area(snow, false, px, py, px+w, py+h, px+w*0.35, py+h*0.72, px, py+h*1.05, px-w*0.4, py+h*0.74, px-w, py+h)
	}
	peak(0.18, 0.6, 0.34, draw.ThirdSoft, draw.Paper)
	peak(0.86, 0.64, 0.34, draw.SecondSoft, draw.Paper)
	peak(0.62, 0.52, 0.4, draw.Third, draw.ThirdSoft)
	peak(0.34, 0.66, 0.36, draw.Accent, draw.Soft)
	s.box(s.part(0, 0.93, 1, 0.07), draw.Accent)
	return plate{
		Rect: s.part(0.08, 0.07, 0.84, 0.4), ground: draw.Paper, align: typeset.Start, size: 0.105, rule: draw.Second,
		foot: s.part(0.08, 0.935, 0.84, 0.06), below: draw.Accent,
	}
}

func constellation(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Third)
	stars := [][2]float64{
		{0.08, 0.14}, {0.2, 0.26}, {0.34, 0.2}, {0.44, 0.36}, {0.36, 0.48}, {0.2, 0.44},
		{0.58, 0.12}, {0.7, 0.22}, {0.66, 0.4}, {0.82, 0.46}, {0.92, 0.3}, {0.84, 0.12},
	}
	at := func(i int) (x, y float64) { return s.X + s.W*stars[i][0], s.Y + s.H*stars[i][1] }
	var xy []float64
	for _, l := range [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 1}, {6, 7}, {7, 8}, {8, 9}, {9, 10}, {10, 7}, {10, 11}} {
		x1, y1 := at(l[0])
		x2, y2 := at(l[1])
		xy = append(xy, x1, y1, x2, y2)
	}
	s.rules(draw.ThirdSoft, 1, []float64{1, 5}, xy...)
	for i := range stars {
		x, y := at(i)
		r := s.short() * (0.014 + 0.009*float64(i%3))
		p := &draw.Path{Fill: draw.Paper}
		star(p, true, []float64{x, y, r, r * 0.3, 4}) //nolint:errcheck // four points are in range
		s.put(p)
	}
	d := dice(31)
	for range 70 {
		s.disc(s.X+s.W*d.roll(), s.Y+s.H*0.54*d.roll(), s.short()*0.002, draw.ThirdSoft)
	}
	return plate{Rect: s.part(0.08, 0.57, 0.84, 0.38), ground: draw.Third, align: typeset.Start, size: 0.1}
}

func wreath(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	x, y, r := s.X+s.W/2, s.Y+s.H/2, s.short()*0.41
	s.disc(x, y, r, draw.Paper)
	for i := range 40 {
		a := float64(i) * 9
		sin, cos := math.Sincos(radians(a))
		tip, out := radians(a+38), r*(1.11-0.22*float64(i%2))
		tx, ty := x+out*math.Cos(tip-0.45), y+out*math.Sin(tip-0.45)
		p := &draw.Path{Fill: [...]draw.Slot{draw.Accent, draw.Accent, draw.Third, draw.Soft, draw.Accent}[i%5]}
		leaf(p, x+r*cos, y+r*sin, tx, ty, r*0.085)
		s.put(p)
	}
	for i := range 10 {
		sin, cos := math.Sincos(radians(float64(i)*36 + 12))
		s.disc(x+r*1.03*cos, y+r*1.03*sin, r*0.028, draw.Second)
	}
	q := r * 1.24
	return plate{Rect: draw.Rect{X: x - q/2, Y: y - q*0.46, W: q, H: q * 0.92}, ground: draw.Paper, align: typeset.Centre, size: 0.082, rule: draw.Second}
}

func wheatField(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	n := int(max(9, s.W/s.short()*11))
	d := dice(5)
	for i := range n {
		x := s.X + s.W*(float64(i)+0.5)/float64(n)
		top := s.Y + s.H*(0.6+0.16*d.roll())
		lean := s.W * 0.02 * (d.roll() - 0.5)
		slot := [...]draw.Slot{draw.Second, draw.Third, draw.Second, draw.Accent}[i%4]
		s.stroke(slot, s.short()*0.005, true, x, s.bottom()-s.short()*0.004, x+lean*0.4, (top+s.bottom())/2, x+lean, top)
		for k := range 6 {
			yy := top + s.short()*0.026*float64(k)
			for _, side := range []float64{-1, 1} {
				p := &draw.Path{Fill: slot}
				leaf(p, x+lean, yy+s.short()*0.03, x+lean+side*s.short()*0.026, yy-s.short()*0.006, s.short()*0.016)
				s.put(p)
			}
		}
		p := &draw.Path{Fill: slot}
		leaf(p, x+lean, top+s.short()*0.02, x+lean, top-s.short()*0.03, s.short()*0.017)
		s.put(p)
	}
	return plate{Rect: s.part(0.1, 0.07, 0.8, 0.44), ground: draw.Paper, align: typeset.Centre, rule: draw.Accent}
}
