package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// sceneCovers show things and places.
func sceneCovers() []cover {
	return []cover{
		newCover("city-night", "City at night", "shifts schedule office trades", cityNight),
		newCover("road", "Open road", "travel goals shifts project", openRoad),
		newCover("bunting", "Bunting", "event community family events", festoon),
		newCover("desk-row", "On the desk", "office content tech study", func(s *sheet, _ Words) plate {
			return shelf(s, draw.Second, "laptop", "coffee", "pencil", "notebook", "plant-pot", "glasses")
		}),
		newCover("garden-ring", "Garden ring", "growing craft home animals", func(s *sheet, _ Words) plate {
			return circle(s, "watering-can", "sunflower", "trowel", "bee", "carrot", "tulip", "butterfly", "seedling", "snail", "strawberry", "wheelbarrow", "ladybird")
		}),
		newCover("care-band", "Care band", "care health people body", func(s *sheet, _ Words) plate {
			return band(s, "stethoscope", "heart", "thermometer", "pill", "clipboard", "alarm-clock", "first-aid", "spa-stones")
		}),
		newCover("heartbeat", "Heartbeat", "care health body log", pulse),
		newCover("paper-plane", "Paper plane", "teaching ideas learning content", paperPlane),
		newCover("toolboard", "Tool board", "trades making craft stock", func(s *sheet, _ Words) plate {
			return pegboard(s, "hammer", "wrench", "screwdriver", "pliers", "saw", "paint-brush", "tape-measure", "scissors")
		}),
		newCover("animal-faces", "Animal faces", "animals play family people", func(s *sheet, _ Words) plate {
			return faces(s, "cat", "dog", "rabbit", "fox", "pig", "owl", "cow", "teddy")
		}),
	}
}

func cityNight(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	s.disc(s.X+s.W*0.84, s.Y+s.H*0.56, s.short()*0.075, draw.SecondSoft)
	d := dice(8)
	for layer, slot := range []draw.Slot{draw.Third, draw.Ink} {
		x := s.X - s.short()*0.03*float64(layer)
		for x < s.right() {
			w := s.short() * (0.07 + 0.08*d.roll())
			h := s.H * (0.2 + 0.16*d.roll() - 0.1*float64(layer))
			r := draw.Rect{X: x, Y: s.bottom() - h, W: w, H: h}
			s.box(r, slot)
			if layer == 1 {
				c := s.short() * 0.013
				for wy := r.Y + c*1.4; wy < s.bottom()-c*2; wy += c * 2.3 {
					for wx := r.X + c; wx+c < r.X+w; wx += c * 2 {
						if d.roll() < 0.45 {
							s.box(draw.Rect{X: wx, Y: wy, W: c, H: c * 1.3}, draw.SecondSoft)
						}
					}
				}
			}
			x += w + s.short()*0.006
		}
	}
	return plate{Rect: s.part(0.09, 0.08, 0.82, 0.39), ground: draw.Accent, align: typeset.Centre, size: 0.1, rule: draw.SecondSoft}
}

func openRoad(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.SecondSoft)
	y := s.Y + s.H*0.56
	s.box(draw.Rect{X: s.X, Y: s.Y, W: s.W, H: s.H * 0.5}, draw.Paper)
	s.disc(s.X+s.W*0.5, s.Y+s.H*0.555, s.short()*0.1, draw.Second)
	s.under(draw.Third, func(t float64) float64 { return 0.555 - 0.05*math.Abs(math.Sin(t*7.3)) - 0.02*math.Sin(t*19) })
	s.box(draw.Rect{X: s.X, Y: y, W: s.W, H: s.bottom() - y}, draw.Soft)
	x := s.X + s.W/2
	s.area(draw.Accent, false, x-s.short()*0.02, y, x+s.short()*0.02, y, x+s.short()*0.44, s.bottom(), x-s.short()*0.44, s.bottom())
	for i := range 5 {
		t0, t1 := math.Pow(float64(i)/5, 1.7)+0.03, math.Pow((float64(i)+0.5)/5, 1.7)+0.03
		y0, y1 := y+(s.bottom()-y)*t0, y+(s.bottom()-y)*t1
		w0, w1 := s.short()*0.024*(0.06+t0), s.short()*0.024*(0.06+t1)
		s.area(draw.Paper, false, x-w0, y0, x+w0, y0, x+w1, y1, x-w1, y1)
	}
	return plate{Rect: s.part(0.1, 0.05, 0.8, 0.37), ground: draw.Paper, align: typeset.Centre, size: 0.095}
}

func festoon(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	n := max(7, int(s.W/s.short()*9))
	for row := range 2 {
		top, sag := s.Y+s.H*(0.05+0.1*float64(row)), s.H*0.1
		curve := func(t float64) (x, y float64) { return s.X + s.W*t, top + sag*4*t*(1-t) }
		var line []float64
		for i := range 25 {
			x, y := curve(float64(i) / 24)
			line = append(line, x, y)
		}
		s.stroke(draw.Muted, 1.4, false, line...)
		for i := range n {
			t0, t1 := (float64(i)+0.12)/float64(n), (float64(i)+0.88)/float64(n)
			x0, y0 := curve(t0)
			x1, y1 := curve(t1)
			h := (x1 - x0) * 1.25
			s.area(tint(i+row, (i+row)%4 == 3), false, x0, y0, x1, y1, (x0+x1)/2, (y0+y1)/2+h)
		}
	}
	d := dice(61)
	for i := range 40 {
		x, y := s.X+s.W*d.roll(), s.bottom()-s.H*0.07*d.roll()-s.short()*0.01
		s.disc(x, y, s.short()*(0.004+0.005*d.roll()), tint(i, false))
	}
	return plate{Rect: s.part(0.1, 0.47, 0.8, 0.42), ground: draw.Paper, align: typeset.Centre, size: 0.1}
}

// shelf stands pictures in a row on a board.
func shelf(s *sheet, board draw.Slot, ids ...string) plate {
	s.box(s.Rect, draw.Wash)
	y := s.Y + s.H*0.85
	n := len(ids)
	if !s.wide() {
		n = 4
	}
	w := s.W * 0.88 / float64(n)
	for i := range n {
		size := min(w*0.8, s.H*0.2)
		p, ok := pictureOf(ids[i])
		if !ok {
			continue
		}
		box := draw.Rect{X: s.X + s.W*0.06 + w*float64(i) + (w-size)/2, Y: y - size, W: size, H: size}
		m := p.place(s.set, box)
		b := p.bounds(s.set)
		m[5] += y - m.apply(draw.Point{Y: b.Y + b.H}).Y
		p.paint(s.c, s.set, m)
	}
	s.box(draw.Rect{X: s.X, Y: y, W: s.W, H: s.H * 0.022}, board)
	s.box(draw.Rect{X: s.X, Y: y + s.H*0.022, W: s.W, H: s.bottom() - y - s.H*0.022}, draw.Accent)
	return plate{
		Rect: s.part(0.08, 0.08, 0.84, 0.52), ground: draw.Wash, align: typeset.Start, size: 0.11, rule: board,
		foot: draw.Rect{X: s.X + s.W*0.08, Y: y + s.H*0.035, W: s.W * 0.84, H: s.H * 0.1}, below: draw.Accent,
	}
}

// circle lays pictures on a ring round the words.
func circle(s *sheet, ids ...string) plate {
	s.box(s.Rect, draw.Soft)
	x, y := s.X+s.W/2, s.Y+s.H/2
	rx, ry := s.W*0.5-s.short()*0.13, s.H*0.5-s.short()*0.12
	p := &draw.Path{Fill: draw.Paper}
	p.Ellipse(x, y, s.W*0.485, s.H*0.485)
	s.put(p)
	size := s.short() * 0.15
	for i, id := range ids {
		sin, cos := math.Sincos(2*math.Pi*(float64(i)+0.5)/float64(len(ids)) - math.Pi/2)
		s.picture(id, draw.Rect{X: x + rx*cos - size/2, Y: y + ry*sin - size/2, W: size, H: size})
	}
	w, h := (rx-size*0.5)*1.36, (ry-size*0.5)*1.36
	return plate{Rect: draw.Rect{X: x - w/2, Y: y - h/2, W: w, H: h}, ground: draw.Paper, align: typeset.Centre, size: 0.08}
}

// band is a broad stripe of pictures in discs, the words on plain colour.
func band(s *sheet, ids ...string) plate {
	s.box(s.Rect, draw.Accent)
	n := 6
	if s.wide() {
		n = 8
	}
	w := s.W / float64(n)
	y := s.Y + s.H*0.24
	s.box(draw.Rect{X: s.X, Y: y - w*0.68, W: s.W, H: w * 1.36}, draw.Soft)
	for i := range n {
		x := s.X + w*(float64(i)+0.5)
		s.disc(x, y, w*0.42, draw.Paper)
		k := w * 0.5
		s.picture(ids[i%len(ids)], draw.Rect{X: x - k/2, Y: y - k/2, W: k, H: k})
	}
	return plate{Rect: s.part(0.09, 0.42, 0.82, 0.52), ground: draw.Accent, align: typeset.Centre, size: 0.1, rule: draw.Soft}
}

func pulse(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	step := s.short() / 24
	var fine []float64
	top := s.Y + s.H*0.62
	for x := s.X + step; x < s.right(); x += step {
		fine = append(fine, x, top, x, s.bottom())
	}
	for y := top; y < s.bottom(); y += step {
		fine = append(fine, s.X, y, s.right(), y)
	}
	s.rules(draw.SecondSoft, 1, nil, fine...)
	y, k := s.Y+s.H*0.81, s.short()*0.12
	xy := []float64{s.X + 4, y}
	for x := s.X + s.W*0.1; x+k*2.2 < s.right()-s.W*0.04; x += k * 2.6 {
		xy = append(xy, x, y, x+k*0.2, y-k*0.22, x+k*0.4, y, x+k*0.6, y, x+k*0.75, y+k*0.35, x+k, y-k*1.1, x+k*1.25, y+k*0.7, x+k*1.4, y, x+k*1.7, y-k*0.3, x+k*2, y)
	}
	s.stroke(draw.Second, s.short()*0.009, false, append(xy, s.right()-4, y)...)
	return plate{Rect: s.part(0.09, 0.07, 0.82, 0.5), ground: draw.Paper, align: typeset.Start, size: 0.11, rule: draw.Second}
}

func paperPlane(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.ThirdSoft)
	s.box(s.part(0, 0.5, 1, 0.5), draw.Third)
	k := s.short() * 0.17
	x, y := s.X+s.W*0.76, s.Y+s.H*0.2
	p := &draw.Path{Stroke: draw.Third, Width: s.short() * 0.006, Dash: []float64{s.short() * 0.018, s.short() * 0.014}}
	p.Move(s.X+s.W*0.06, s.Y+s.H*0.42)
	p.CubicTo(s.X+s.W*0.3, s.Y+s.H*0.52, s.X+s.W*0.34, s.Y+s.H*0.06, s.X+s.W*0.46, s.Y+s.H*0.2)
	p.CubicTo(s.X+s.W*0.54, s.Y+s.H*0.34, s.X+s.W*0.36, s.Y+s.H*0.38, s.X+s.W*0.44, s.Y+s.H*0.24)
	p.CubicTo(s.X+s.W*0.5, s.Y+s.H*0.16, s.X+s.W*0.6, s.Y+s.H*0.36, x-k*0.5, y+k*0.4)
	s.put(p)
	s.area(draw.Paper, false, x+k, y-k*0.5, x-k, y, x-k*0.3, y+k*0.22)
	s.area(draw.Second, false, x+k, y-k*0.5, x-k*0.3, y+k*0.22, x-k*0.22, y+k*0.72)
	s.area(draw.Paper, false, x+k, y-k*0.5, x-k*0.08, y+k*0.3, x+k*0.34, y+k*0.52)
	return plate{Rect: s.part(0.09, 0.55, 0.82, 0.4), ground: draw.Third, align: typeset.Centre, size: 0.1}
}

// pegboard hangs pictures on a board with holes, under a sign.
func pegboard(s *sheet, ids ...string) plate {
	s.box(s.Rect, draw.SecondSoft)
	s.dots(inset(s.Rect, s.short()*0.02), s.short()*0.045, s.short()*0.009, draw.Second)
	cols, rows := 4, 2
	area := s.part(0.05, 0.55, 0.9, 0.42)
	for i, r := range grid(area, cols, rows, s.short()*0.02) {
		k := min(r.W, r.H)
		r = draw.Rect{X: r.X + (r.W-k)/2, Y: r.Y + (r.H-k)/2, W: k, H: k}
		if p, ok := pictureOf(ids[i]); ok {
			p.Draw(s.c, s.set, r)
		}
	}
	r := s.part(0.08, 0.07, 0.84, 0.43)
	s.box(r, draw.Ink)
	s.box(inset(r, s.short()*0.008), draw.Paper)
	for i := range 4 {
		s.disc(r.X+s.short()*0.025+float64(i%2)*(r.W-s.short()*0.05), r.Y+s.short()*0.025+float64(i/2)*(r.H-s.short()*0.05), s.short()*0.008, draw.Second)
	}
	return plate{Rect: inset(r, s.short()*0.05), ground: draw.Paper, align: typeset.Centre, size: 0.1}
}

// faces shows pictures as tiles down both long sides.
func faces(s *sheet, ids ...string) plate {
	s.box(s.Rect, draw.Paper)
	n := 4
	text := plate{Rect: s.part(0.25, 0.1, 0.5, 0.82), ground: draw.Paper, align: typeset.Centre, size: 0.095, rule: draw.Second}
	cellW, cellH := s.W*0.19, s.H/float64(n)
	if !s.wide() {
		text.Rect = s.part(0.1, 0.3, 0.8, 0.4)
		cellW, cellH = s.W/float64(n), s.H*0.21
	}
	for i, id := range ids {
		k, side := i%n, float64(i/n)
		r := draw.Rect{X: s.X + side*(s.W-cellW), Y: s.Y + cellH*float64(k), W: cellW, H: cellH}
		if !s.wide() {
			r.X, r.Y = s.X+cellW*float64(k), s.Y+side*(s.H-cellH)
		}
		s.box(r, [...]draw.Slot{draw.Soft, draw.ThirdSoft, draw.Wash}[(i+i/n)%3])
		in := inset(r, min(r.W, r.H)*0.14)
		s.picture(id, in)
	}
	return text
}
