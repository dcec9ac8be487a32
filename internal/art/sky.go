package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func rain(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.ThirdSoft)
	d := dice(19)
	step := s.short() * 0.085
	for y := s.Y + step*0.5; y < s.bottom(); y += step {
		for x := s.X - step + step*1.3*d.roll(); x < s.right(); x += step * 1.5 {
			slot := draw.Third
			if d.roll() < 0.3 {
				slot = draw.Accent
			}
			l := step * (0.25 + 0.3*d.roll())
			s.stroke(slot, s.short()*0.005, false, x, y, x-l*0.32, y+l)
		}
	}
	r := s.part(0.14, 0.2, 0.72, 0.46)
	s.c.Rounded(r, s.short()*0.05, draw.Paper, draw.None, 0)
	x, y, k := s.X+s.W*0.5, s.Y+s.H*0.82, s.short()*0.15
	s.stroke(draw.Ink, k*0.07, true, x, y-k*0.3, x, y+k*0.55, x+k*0.12, y+k*0.72, x+k*0.28, y+k*0.6)
	p := &draw.Path{Fill: draw.Second}
	sector(p, "c", []float64{x, y, k, 180, 360, k * 0.95})
	s.put(p)
	q := &draw.Path{Fill: draw.SecondSoft}
	sector(q, "c", []float64{x, y, k * 0.36, 180, 360, k * 0.95})
	s.put(q)
	return plate{Rect: inset(r, s.short()*0.05), ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

// contours are level lines of a made-up island, closer where it is steep.
func contours(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	hill := func(fx, fy, size float64, n int, slot draw.Slot, seed dice) {
		var amp, ph [4]float64
		for k := range amp {
			amp[k], ph[k] = 0.16*seed.roll()/float64(k+1), 2*math.Pi*seed.roll()
		}
		for i := 1; i <= n; i++ {
			r := s.short() * size * float64(i) / float64(n)
			p := &draw.Path{Stroke: slot, Width: 1}
			if i%4 == 0 {
				p.Width = 1.9
			}
			var pts []draw.Point
			for a := range 40 {
				t := float64(a) / 40 * 2 * math.Pi
				k := 1.0
				for j := range amp {
					k += amp[j] * math.Sin(float64(j+2)*t+ph[j]+0.05*float64(i))
				}
				pts = append(pts, draw.Point{X: s.X + s.W*fx + r*k*1.25*math.Cos(t), Y: s.Y + s.H*fy + r*k*math.Sin(t)})
			}
			chain(p, pts, true, true)
			s.put(p)
		}
	}
	hill(0.78, 0.28, 0.62, 15, draw.Accent, 3)
	hill(0.1, 0.2, 0.3, 8, draw.Second, 11)
	hill(0.95, 0.95, 0.3, 8, draw.Third, 29)
	r := s.part(0, 0.54, 0.66, 0.36)
	s.box(r, draw.Accent)
	return plate{Rect: draw.Rect{X: s.X + s.W*0.07, Y: r.Y + s.short()*0.035, W: r.W - s.W*0.12, H: r.H - s.short()*0.06}, ground: draw.Accent, align: typeset.Start, size: 0.085}
}

func nightWindow(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	w := s.part(0.08, 0.09, 0.36, 0.82)
	if !s.wide() {
		w = s.part(0.18, 0.06, 0.64, 0.46)
	}
	s.c.Rounded(w, s.short()*0.02, draw.Accent, draw.None, 0)
	d := dice(43)
	for range 26 {
		s.disc(w.X+w.W*(0.06+0.88*d.roll()), w.Y+w.H*(0.04+0.6*d.roll()), s.short()*(0.002+0.003*d.roll()), draw.SecondSoft)
	}
	s.disc(w.X+w.W*0.68, w.Y+w.H*0.24, min(w.W, w.H)*0.15, draw.SecondSoft)
	s.disc(w.X+w.W*0.61, w.Y+w.H*0.2, min(w.W, w.H)*0.13, draw.Accent)
	s.area(draw.Third, true, w.X+w.W*0.02, w.Y+w.H*0.98, w.X+w.W*0.04, w.Y+w.H*0.82, w.X+w.W*0.28, w.Y+w.H*0.74, w.X+w.W*0.55, w.Y+w.H*0.82, w.X+w.W*0.8, w.Y+w.H*0.76, w.X+w.W*0.96, w.Y+w.H*0.84, w.X+w.W*0.98, w.Y+w.H*0.98)
	bar := s.short() * 0.016
	s.box(draw.Rect{X: w.X + w.W/2 - bar/2, Y: w.Y, W: bar, H: w.H}, draw.Paper)
	s.box(draw.Rect{X: w.X, Y: w.Y + w.H*0.48, W: w.W, H: bar}, draw.Paper)
	s.c.Rounded(inset(w, -bar*0.4), s.short()*0.02, draw.None, draw.Second, bar*1.4)
	s.box(draw.Rect{X: w.X - bar*3, Y: w.Y + w.H, W: w.W + bar*6, H: bar * 2}, draw.Second)
	p := plate{Rect: s.part(0.52, 0.12, 0.41, 0.78), ground: draw.Paper, align: typeset.Start, size: 0.095, rule: draw.Second}
	if !s.wide() {
		p.Rect, p.align = s.part(0.1, 0.58, 0.8, 0.37), typeset.Centre
	}
	return p
}

func halfFlower(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.SecondSoft)
	x, y, r := s.right(), s.Y+s.H/2, min(s.H*0.52, s.W*0.52)
	if !s.wide() {
		x, y, r = s.X+s.W/2, s.Y, min(s.W*0.56, s.H*0.46)
	}
	petals := func(n int, size, width, shift float64, slot draw.Slot) {
		for i := range n {
			sin, cos := math.Sincos(2*math.Pi*float64(i)/float64(n) + shift)
			p := &draw.Path{Fill: slot}
			leaf(p, x+r*0.06*cos, y+r*0.06*sin, x+r*size*cos, y+r*size*sin, r*width)
			s.put(p)
		}
	}
	petals(16, 1, 0.26, 0, draw.Second)
	petals(16, 0.84, 0.16, math.Pi/16, draw.Paper)
	petals(12, 0.6, 0.15, 0, draw.Accent)
	petals(12, 0.44, 0.1, math.Pi/12, draw.Soft)
	s.disc(x, y, r*0.17, draw.Third)
	box := s.part(0, 0.1, 0, 0.8)
	box.X, box.W = s.X+s.W*0.06, x-r-s.W*0.1
	if !s.wide() {
		box = s.part(0.1, 0, 0.8, 0)
		box.Y = s.Y + r + s.H*0.04
		box.H = s.bottom() - box.Y - s.H*0.05
	}
	s.c.Rounded(box, s.short()*0.02, draw.Paper, draw.None, 0)
	return plate{Rect: inset(box, s.short()*0.035), ground: draw.Paper, align: typeset.Start, size: 0.09, rule: draw.Second}
}

func cutouts(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	k := s.short()
	blob := func(fx, fy, size float64, slot draw.Slot) {
		x, y, r := s.X+s.W*fx, s.Y+s.H*fy, k*size
		s.area(slot, true, x-r, y-r*0.2, x-r*0.4, y-r*0.9, x+r*0.5, y-r*0.75, x+r, y, x+r*0.6, y+r*0.8, x-r*0.3, y+r*0.65)
	}
	blob(0.08, 0.16, 0.26, draw.Soft)
	blob(0.92, 0.2, 0.24, draw.SecondSoft)
	blob(0.1, 0.88, 0.26, draw.ThirdSoft)
	blob(0.93, 0.86, 0.28, draw.Soft)
	frond := func(fx, fy, angle, size float64, slot draw.Slot) {
		x, y := s.X+s.W*fx, s.Y+s.H*fy
		for i := -3; i <= 3; i++ {
			a := radians(angle + float64(i)*27)
			l := k * size * (1 - 0.07*math.Abs(float64(i)))
			p := &draw.Path{Fill: slot}
			leaf(p, x, y, x+l*math.Cos(a), y+l*math.Sin(a), k*size*0.2)
			s.put(p)
		}
	}
	frond(0.04, 0.22, -35, 0.24, draw.Accent)
	frond(0.96, 0.1, 120, 0.25, draw.Second)
	frond(0.06, 0.96, -50, 0.26, draw.Third)
	frond(0.97, 0.93, -140, 0.24, draw.Accent)
	r := s.part(0.19, 0.26, 0.62, 0.48)
	s.c.Rounded(r, k*0.03, draw.Paper, draw.None, 0)
	return plate{Rect: inset(r, k*0.02), ground: draw.Paper, align: typeset.Centre, size: 0.092}
}
