package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// shapeCovers are few large plain shapes.
func shapeCovers() []cover {
	return []cover{
		newCover("arcs", "Rainbow arcs", "family teaching goals self", arcs),
		newCover("split", "Diagonal split", "project selling office sales", split),
		newCover("rays", "Sun rays", "goals body events community", rays),
		newCover("arches", "Three arches", "home events making travel", arches),
		newCover("retro-sun", "Striped sun", "travel play creative schedule", retroSun),
		newCover("ripples", "Ripples", "health self review care", ripples),
		newCover("circles", "Overlapping circles", "people community ideas teaching", circles),
		newCover("bars", "Rising bars", "money sales goals selling", bars),
		newCover("blocks", "Colour blocks", "office project content tech", blocks),
		newCover("facets", "Facets", "tech project study ideas", facets),
	}
}

func arcs(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	x, y := s.X+s.W/2, s.bottom()
	r := min(s.W*0.42, s.H*0.42)
	for i, slot := range []draw.Slot{draw.Accent, draw.Soft, draw.Second, draw.SecondSoft, draw.Third, draw.Paper} {
		s.disc(x, y, r*(1-0.15*float64(i)), slot)
	}
	return plate{Rect: s.part(0.1, 0.08, 0.8, 0.44), ground: draw.Paper, align: typeset.Centre}
}

func split(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	s.area(draw.SecondSoft, false, s.right(), s.Y, s.right(), s.bottom(), s.X+s.W*0.55, s.bottom(), s.X+s.W*0.82, s.Y)
	s.area(draw.Second, false, s.right(), s.Y+s.H*0.45, s.right(), s.bottom(), s.X+s.W*0.68, s.bottom())
	s.area(draw.Paper, false, s.X+s.W*0.82, s.Y, s.X+s.W*0.84, s.Y, s.X+s.W*0.57, s.bottom(), s.X+s.W*0.55, s.bottom())
	return plate{Rect: s.part(0.08, 0.12, 0.5, 0.78), ground: draw.Accent, align: typeset.Start, size: 0.11, rule: draw.SecondSoft}
}

func rays(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.SecondSoft)
	x, y := s.X+s.W/2, s.Y+s.H*0.5
	far := s.W + s.H
	for i := range 18 {
		a, b := radians(float64(i)*20), radians(float64(i)*20+10)
		s.area(draw.Second, false, x, y, x+far*math.Cos(a), y+far*math.Sin(a), x+far*math.Cos(b), y+far*math.Sin(b))
	}
	r := s.short() * 0.43
	s.disc(x, y, r, draw.Paper)
	s.ring(x, y, r*0.94, 1.4, draw.Second)
	q := r * 1.3
	return plate{Rect: draw.Rect{X: x - q/2, Y: y - q*0.44, W: q, H: q * 0.88}, ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

func arches(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	w := s.W * 0.2
	for i := range 3 {
		x := s.X + s.W*0.14 + float64(i)*(w+s.W*0.06)
		top, foot := s.Y+s.H*(0.14-0.05*float64(i%2)), s.Y+s.H*0.52
		arch := func(by float64, slot draw.Slot) {
			p := &draw.Path{Fill: slot}
			r := min(w/2-by, foot-top-by)
			p.Move(x+by, foot)
			p.LineTo(x+by, top+r+by)
			arc(p, x+w/2, top+r+by, w/2-by, r, math.Pi, 2*math.Pi)
			p.LineTo(x+w-by, foot)
			p.Close()
			s.put(p)
		}
		arch(0, tint(i, false))
		arch(w*0.11, draw.Wash)
		arch(w*0.19, tint(i, true))
		arch(w*0.32, tint(i+1, false))
	}
	s.box(s.part(0.1, 0.52, 0.8, 0.008), draw.Accent)
	return plate{Rect: s.part(0.1, 0.56, 0.8, 0.38), ground: draw.Wash, align: typeset.Centre, size: 0.095}
}

func retroSun(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	x, y, r := s.X+s.W*0.72, s.Y+s.H*0.4, s.short()*0.32
	if !s.wide() {
		x, y = s.X+s.W*0.5, s.Y+s.H*0.3
		r = min(r, s.H*0.24)
	}
	s.disc(x, y, r, draw.SecondSoft)
	s.disc(x, y, r*0.86, draw.Second)
	for i := range 6 {
		h := r * (0.02 + 0.018*float64(i))
		s.box(draw.Rect{X: x - r*1.02, Y: y + r*(0.05+0.16*float64(i)), W: r * 2.04, H: h}, draw.Accent)
	}
	for i, slot := range []draw.Slot{draw.Third, draw.Soft, draw.Second} {
		s.box(s.part(0, 0.9+0.034*float64(i), 1, 0.034), slot)
	}
	p := plate{Rect: s.part(0.07, 0.1, 0.4, 0.74), ground: draw.Accent, align: typeset.Start, size: 0.105}
	if !s.wide() {
		p.Rect, p.align = s.part(0.1, 0.57, 0.8, 0.31), typeset.Centre
	}
	return p
}

func ripples(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	for i := 9; i >= 1; i-- {
		r := s.short() * 0.072 * float64(i)
		slot := draw.Soft
		if i%2 == 0 {
			slot = draw.Paper
		}
		s.disc(s.right(), s.Y, r, slot)
		s.ring(s.right(), s.Y, r, 1, draw.Accent)
	}
	for i := 5; i >= 1; i-- {
		r := s.short() * 0.05 * float64(i)
		slot := draw.ThirdSoft
		if i%2 == 0 {
			slot = draw.Paper
		}
		s.disc(s.X, s.bottom(), r, slot)
		s.ring(s.X, s.bottom(), r, 1, draw.Third)
	}
	s.disc(s.right(), s.Y, s.short()*0.05, draw.Accent)
	box := s.part(0.3, 0.5, 0.64, 0.44)
	s.box(box, draw.Paper)
	return plate{Rect: box, ground: draw.Paper, align: typeset.Start, size: 0.095, rule: draw.Third}
}

func circles(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	r := s.short() * 0.2
	x, y := s.X+s.W*0.5, s.Y+s.H*0.27
	if s.wide() {
		x, y = s.X+s.W*0.76, s.Y+s.H*0.5
		r *= 1.1
	}
	for i := range 3 {
		sin, cos := math.Sincos(radians(float64(i)*120 - 90))
		s.disc(x+r*0.56*cos, y+r*0.56*sin, r, tint(i, false))
	}
	for i := range 3 {
		sin, cos := math.Sincos(radians(float64(i)*120 - 90))
		s.ring(x+r*0.56*cos, y+r*0.56*sin, r, s.short()*0.008, draw.Wash)
		s.disc(x+r*0.56*cos, y+r*0.56*sin, r*0.2, tint(i, true))
	}
	p := plate{Rect: s.part(0.07, 0.12, 0.42, 0.78), ground: draw.Wash, align: typeset.Start, size: 0.1, rule: draw.Accent}
	if !s.wide() {
		p.Rect, p.align = s.part(0.1, 0.56, 0.8, 0.38), typeset.Centre
	}
	return p
}

func bars(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	const n = 12
	w := s.W / n
	for i := range n {
		t := float64(i) / (n - 1)
		h := s.H * (0.06 + 0.3*t*t + 0.04*math.Sin(float64(i)*2.3))
		s.box(draw.Rect{X: s.X + w*float64(i) + w*0.12, Y: s.bottom() - h, W: w * 0.76, H: h}, [...]draw.Slot{draw.Soft, draw.Accent, draw.ThirdSoft, draw.Third}[i%4])
	}
	s.stroke(draw.Second, s.short()*0.012, true, s.X+w*0.5, s.bottom()-s.H*0.16, s.X+w*3.5, s.bottom()-s.H*0.2, s.X+w*6.5, s.bottom()-s.H*0.26, s.X+w*9, s.bottom()-s.H*0.36, s.X+w*11.5, s.bottom()-s.H*0.46)
	s.disc(s.X+w*11.5, s.bottom()-s.H*0.46, s.short()*0.022, draw.Second)
	return plate{Rect: s.part(0.07, 0.07, 0.7, 0.42), ground: draw.Paper, align: typeset.Start, size: 0.1}
}

func blocks(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	s.box(s.part(0, 0, 0.34, 0.3), draw.Second)
	s.box(s.part(0.34, 0, 0.4, 0.3), draw.Soft)
	s.box(s.part(0.74, 0, 0.26, 0.62), draw.Third)
	s.box(s.part(0, 0.3, 0.74, 0.7), draw.Accent)
	s.box(s.part(0.74, 0.62, 0.26, 0.38), draw.SecondSoft)
	g := s.short() * 0.014
	s.rules(draw.Paper, g, nil, s.X, s.Y+s.H*0.3, s.X+s.W*0.74, s.Y+s.H*0.3, s.X+s.W*0.34, s.Y, s.X+s.W*0.34, s.Y+s.H*0.3,
		s.X+s.W*0.74, s.Y, s.X+s.W*0.74, s.bottom(), s.X+s.W*0.74, s.Y+s.H*0.62, s.right(), s.Y+s.H*0.62)
	s.disc(s.X+s.W*0.87, s.Y+s.H*0.81, s.short()*0.075, draw.Second)
	return plate{Rect: s.part(0.06, 0.37, 0.62, 0.57), ground: draw.Accent, align: typeset.Start, size: 0.1}
}

// facets are triangles between points of a grid pushed about a little.
func facets(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	cols := max(5, int(s.W/s.short()*6))
	const rows = 4
	d := dice(77)
	pts := map[[2]int]draw.Point{}
	for j := range rows + 1 {
		for i := range cols + 1 {
			x, y := float64(i)/float64(cols), float64(j)/rows
			if i > 0 && i < cols {
				x += (d.roll() - 0.5) * 0.7 / float64(cols)
			}
			if j > 0 {
				y += (d.roll() - 0.5) * 0.7 / rows
			}
			pts[[2]int{i, j}] = draw.Point{X: s.X + s.W*x, Y: s.Y + s.H*0.5*y}
		}
	}
	slots := [...]draw.Slot{draw.Accent, draw.Soft, draw.Third, draw.ThirdSoft, draw.Second, draw.SecondSoft, draw.Accent, draw.Wash}
	for j := range rows {
		for i := range cols {
			a, b, c, e := pts[[2]int{i, j}], pts[[2]int{i + 1, j}], pts[[2]int{i, j + 1}], pts[[2]int{i + 1, j + 1}]
			s.area(slots[int(d.roll()*8)%8], false, a.X, a.Y, b.X, b.Y, c.X, c.Y)
			s.area(slots[int(d.roll()*8)%8], false, b.X, b.Y, e.X, e.Y, c.X, c.Y)
		}
	}
	return plate{Rect: s.part(0.08, 0.6, 0.84, 0.36), ground: draw.Paper, align: typeset.Start, size: 0.1, rule: draw.Accent}
}
