package art

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// patternCovers repeat a figure over the page or a part of it.
func patternCovers() []cover {
	return []cover{
		newCover("terrazzo", "Terrazzo", "home craft making creative", terrazzo),
		newCover("stripes", "Awning stripes", "food selling sales events", stripes),
		newCover("quarter-circles", "Quarter circles", "creative tech project content", quarters),
		newCover("tiles", "Painted tiles", "travel home making food", tiles),
		newCover("gingham", "Gingham", "meals food family home", gingham),
		newCover("scales", "Fish scales", "play animals craft travel", fishScales),
		newCover("zigzag", "Zigzag", "body goals play schedule", zigzag),
		newCover("polka", "Fading dots", "family teaching play people", polka),
		newCover("weave", "Basket weave", "making craft stock home", weave),
		newCover("kitchen", "Kitchen pattern", "meals food home stock", func(s *sheet, w Words) plate {
			return scatter(s, draw.Soft, "coffee", "carrot", "cherries", "pot", "lemon", "whisk", "egg", "pear", "mushroom", "cutlery", "cupcake", "chilli", "avocado", "teapot", "bread", "tomato")
		}),
		newCover("harlequin", "Harlequin", "events play community creative", harlequinCover),
		newCover("tartan", "Tartan", "papers office trades animals", tartan),
	}
}

func terrazzo(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Wash)
	d := dice(101)
	step := s.short() * 0.095
	slots := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft, draw.SecondSoft, draw.Muted, draw.ThirdSoft}
	for y := s.Y + step/2; y < s.bottom()+step/2; y += step {
		for x := s.X + step/2; x < s.right()+step/2; x += step {
			n := 4 + int(d.roll()*3)
			r, turn := step*(0.16+0.3*d.roll()), d.roll()*6
			cx, cy := x+(d.roll()-0.5)*step*0.5, y+(d.roll()-0.5)*step*0.5
			var xy []float64
			for i := range n {
				a := turn + 2*math.Pi*float64(i)/float64(n)
				k := r * (0.7 + 0.5*d.roll())
				xy = append(xy, cx+k*math.Cos(a), cy+k*math.Sin(a))
			}
			s.area(slots[int(d.roll()*7)%7], false, xy...)
		}
	}
	r := s.part(0.15, 0.27, 0.7, 0.46)
	s.box(r, draw.Paper)
	return plate{Rect: inset(r, s.short()*0.045), ground: draw.Paper, align: typeset.Centre, size: 0.088, rule: draw.Accent}
}

func stripes(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	const n = 12
	w, h := s.W/n, s.H*0.28
	for i := range n {
		slot := draw.Second
		if i%2 == 1 {
			slot = draw.SecondSoft
		}
		x := s.X + w*float64(i)
		s.box(draw.Rect{X: x, Y: s.Y, W: w, H: h}, slot)
		p := &draw.Path{Fill: slot}
		sector(p, "c", []float64{x + w/2, s.Y + h - 0.5, w / 2, 0, 180, w * 0.5})
		s.put(p)
	}
	s.box(draw.Rect{X: s.X, Y: s.Y, W: s.W, H: s.H * 0.035}, draw.Accent)
	return plate{Rect: s.part(0.1, 0.44, 0.8, 0.5), ground: draw.Paper, align: typeset.Centre, size: 0.1}
}

func quarters(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	area, cols, rows := s.part(0.5, 0, 0.5, 1), 4, 6
	text := plate{Rect: s.part(0.07, 0.12, 0.37, 0.78), ground: draw.Paper, align: typeset.Start, size: 0.095, rule: draw.Accent}
	if !s.wide() {
		area, cols, rows = s.part(0, 0, 1, 0.5), 6, 4
		text.Rect = s.part(0.1, 0.55, 0.8, 0.4)
	} else {
		rows = max(3, int(area.H/(area.W/float64(cols))+0.5))
	}
	d := dice(12)
	slots := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Soft, draw.SecondSoft, draw.ThirdSoft}
	for _, r := range grid(area, cols, rows, 0) {
		a, b := int(d.roll()*6)%6, int(d.roll()*5)%5
		s.box(r, slots[a])
		fig := slots[(a+1+b)%6]
		corner := int(d.roll()*4) % 4
		x, y := r.X+r.W*float64(corner%2), r.Y+r.H*float64(corner/2)
		p := &draw.Path{Fill: fig}
		switch int(d.roll()*4) % 4 {
		case 0, 1:
			from := [...]float64{0, 90, 270, 180}[corner]
			sector(p, "k", []float64{x, y, r.W, from, from + 90, r.H})
		case 2:
			p.Ellipse(r.X+r.W/2, r.Y+r.H/2, r.W*0.36, r.H*0.36)
		default:
			pts := []draw.Point{{X: r.X, Y: r.Y}, {X: r.X + r.W, Y: r.Y}, {X: r.X, Y: r.Y + r.H}}
			chain(p, pts, true, false)
		}
		s.put(p)
	}
	return text
}

func tiles(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	size := s.short() / 6
	nx, ny := int(math.Ceil(s.W/size)), int(math.Ceil(s.H/size))
	w, h := s.W/float64(nx), s.H/float64(ny)
	for i := range nx * ny {
		x, y := s.X+w*(float64(i%nx)+0.5), s.Y+h*(float64(i/nx)+0.5)
		s.box(draw.Rect{X: x - w/2 + 1, Y: y - h/2 + 1, W: w - 2, H: h - 2}, draw.ThirdSoft)
		for k := range 4 {
			sin, cos := math.Sincos(float64(k)*math.Pi/2 + math.Pi/4)
			p := &draw.Path{Fill: draw.Third}
			leaf(p, x, y, x+w*0.62*cos, y+h*0.62*sin, w*0.2)
			s.put(p)
			sin, cos = math.Sincos(float64(k) * math.Pi / 2)
			s.disc(x+w*0.36*cos, y+h*0.36*sin, w*0.07, draw.Second)
		}
		s.disc(x, y, w*0.1, draw.Accent)
	}
	top := h * math.Max(1, math.Round(float64(ny)*0.24))
	r := draw.Rect{X: s.X, Y: s.Y + top, W: s.W, H: s.H - 2*top}
	s.box(r, draw.Third)
	s.box(draw.Rect{X: s.X, Y: r.Y + 5, W: s.W, H: 1.5}, draw.Paper)
	s.box(draw.Rect{X: s.X, Y: r.Y + r.H - 6.5, W: s.W, H: 1.5}, draw.Paper)
	return plate{Rect: draw.Rect{X: s.X + s.W*0.1, Y: r.Y + s.short()*0.03, W: s.W * 0.8, H: r.H - s.short()*0.06}, ground: draw.Third, align: typeset.Centre, size: 0.095}
}

func gingham(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	size := s.short() / 14
	for x := 0; float64(x)*size < s.W; x++ {
		for y := 0; float64(y)*size < s.H; y++ {
			slot := draw.SecondSoft
			switch {
			case x%2 == 0 && y%2 == 0:
				slot = draw.Second
			case x%2 == 1 && y%2 == 1:
				continue
			}
			s.box(draw.Rect{X: s.X + float64(x)*size, Y: s.Y + float64(y)*size, W: size, H: size}, slot)
		}
	}
	x, y, rx, ry := s.X+s.W/2, s.Y+s.H/2, s.W*0.4, s.H*0.34
	for _, k := range []struct {
		by   float64
		fill draw.Slot
	}{{0, draw.Paper}, {0.05, draw.Second}, {0.065, draw.Paper}} {
		p := &draw.Path{Fill: k.fill}
		p.Ellipse(x, y, rx*(1-k.by), ry*(1-k.by))
		s.put(p)
	}
	return plate{Rect: draw.Rect{X: x - rx*0.64, Y: y - ry*0.62, W: rx * 1.28, H: ry * 1.24}, ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

func fishScales(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	r := s.short() * 0.07
	row := 0
	for y := s.Y + s.H*0.56; y < s.bottom()+r; y += r * 0.9 {
		for x := s.X - r*float64(row%2); x < s.right()+r; x += 2 * r {
			i := int(x/r) + row
			s.disc(x, y+r, r, tint(i/2+row, false))
			s.disc(x, y+r, r*0.76, tint(i/2+row, true))
			s.disc(x, y+r, r*0.5, tint(i/2+row, false))
		}
		row++
	}
	return plate{Rect: s.part(0.1, 0.06, 0.8, 0.46), ground: draw.Paper, align: typeset.Centre, size: 0.105}
}

func zigzag(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	n := 5
	if s.wide() {
		n = 8
	}
	step := s.W / float64(n)
	amp, band := step*0.5, s.H*0.055
	slots := [...]draw.Slot{draw.Accent, draw.Soft, draw.Second, draw.SecondSoft, draw.Third}
	line := func(top float64, at int) (xy []float64) {
		for i := range 2*n + 1 {
			k := i
			if at < 0 {
				k = 2*n - i
			}
			xy = append(xy, s.X+step/2*float64(k), top+amp*float64(k%2))
		}
		return xy
	}
	for i, slot := range slots {
		top := s.Y - amp*0.5 + band*float64(i)
		s.area(slot, false, append(line(top, 1), line(top+band, -1)...)...)
		foot := s.bottom() - amp*0.5 - band*float64(i)
		s.area(slot, false, append(line(foot-band, 1), line(foot, -1)...)...)
	}
	top := band*5 + amp*0.5 + s.H*0.04
	return plate{Rect: draw.Rect{X: s.X + s.W*0.1, Y: s.Y + top, W: s.W * 0.8, H: s.H - 2*top - amp*0.1}, ground: draw.Paper, align: typeset.Centre, size: 0.1}
}

func polka(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.ThirdSoft)
	step := s.short() * 0.075
	row := 0
	for y := s.Y + step*0.4; y < s.bottom(); y += step * 0.87 {
		for x := s.X + step*0.5*float64(row%2); x < s.right()+step; x += step {
			t := math.Abs((x-s.X)/s.W-0.5)*1.1 + math.Abs((y-s.Y)/s.H-0.5)*1.1
			s.disc(x, y, step*0.42*min(1, 0.12+t), tint(row, false))
		}
		row++
	}
	r := s.part(0.12, 0.3, 0.76, 0.4)
	s.c.Rounded(r, r.H/2, draw.Paper, draw.None, 0)
	return plate{Rect: draw.Rect{X: r.X + r.W*0.12, Y: r.Y + r.H*0.1, W: r.W * 0.76, H: r.H * 0.8}, ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

func weave(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Accent)
	size := s.short() / 7
	for x := 0; float64(x)*size < s.W; x++ {
		for y := 0; float64(y)*size < s.H*0.5-size*0.2; y++ {
			r := draw.Rect{X: s.X + float64(x)*size, Y: s.Y + float64(y)*size, W: size, H: size}
			for k := range 3 {
				t := size / 3
				q := draw.Rect{X: r.X + size*0.03, Y: r.Y + t*float64(k) + t*0.12, W: size * 0.94, H: t * 0.76}
				if (x+y)%2 == 1 {
					q = draw.Rect{X: r.X + t*float64(k) + t*0.12, Y: r.Y + size*0.03, W: t * 0.76, H: size * 0.94}
				}
				s.box(q, [...]draw.Slot{draw.Soft, draw.SecondSoft}[(x+y)%2])
			}
		}
	}
	return plate{Rect: s.part(0.09, 0.6, 0.82, 0.36), ground: draw.Accent, align: typeset.Centre, size: 0.095}
}

// scatter strews pictures over the page and puts a label in the middle.
func scatter(s *sheet, ground draw.Slot, ids ...string) plate {
	s.box(s.Rect, ground)
	size := s.short() / 5.4
	nx, ny := max(3, int(s.W/size)), max(3, int(s.H/size))
	w, h := s.W/float64(nx), s.H/float64(ny)
	for i := range nx * ny {
		x, y := s.X+w*(float64(i%nx)+0.5), s.Y+h*(float64(i/nx)+0.5)
		k := min(w, h) * 0.62
		s.picture(ids[(i%nx*5+i/nx*7)%len(ids)], draw.Rect{X: x - k/2, Y: y - k/2, W: k, H: k})
	}
	r := s.part(0.13, 0.3, 0.74, 0.4)
	s.c.Rounded(inset(r, -s.short()*0.012), s.short()*0.05, ground, draw.None, 0)
	s.c.Rounded(r, s.short()*0.04, draw.Paper, draw.Accent, 1.4)
	return plate{Rect: inset(r, s.short()*0.035), ground: draw.Paper, align: typeset.Centre, size: 0.085}
}

func harlequinCover(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Paper)
	band := s.part(0, 0, 0.3, 1)
	p := plate{Rect: s.part(0.37, 0.12, 0.56, 0.78), ground: draw.Paper, align: typeset.Start, size: 0.105, rule: draw.Second}
	if !s.wide() {
		p.Rect = s.part(0.37, 0.08, 0.56, 0.84)
	}
	cols := 3
	w := band.W / float64(cols)
	rows := int(band.H/(w*1.7) + 0.5)
	h := band.H / float64(rows)
	s.box(band, draw.Soft)
	for i := range (cols + 1) * (rows + 1) {
		x, y := band.X+w*float64(i%(cols+1)), band.Y+h*float64(i/(cols+1))
		rhombus(s, draw.Accent, x, y, w, h, band)
	}
	for i := range cols * rows {
		x, y := band.X+w*(float64(i%cols)+0.5), band.Y+h*(float64(i/cols)+0.5)
		s.disc(x, y, w*0.13, draw.Second)
	}
	s.box(draw.Rect{X: band.X + band.W, Y: s.Y, W: s.W * 0.012, H: s.H}, draw.Second)
	return p
}

func rhombus(s *sheet, slot draw.Slot, x, y, w, h float64, within draw.Rect) {
	pts := cutArea([]draw.Point{{X: x, Y: y - h/2}, {X: x + w/2, Y: y}, {X: x, Y: y + h/2}, {X: x - w/2, Y: y}}, within)
	if len(pts) < 3 {
		return
	}
	p := &draw.Path{Fill: slot}
	chain(p, pts, true, false)
	s.put(p)
}

func tartan(s *sheet, _ Words) plate {
	s.box(s.Rect, draw.Soft)
	size := s.short() * 0.3
	for x := s.X + size*0.2; x < s.right(); x += size {
		s.box(draw.Rect{X: x, Y: s.Y, W: size * 0.34, H: s.H}, draw.Accent)
		s.box(draw.Rect{X: x + size*0.5, Y: s.Y, W: size * 0.03, H: s.H}, draw.Second)
		s.box(draw.Rect{X: x + size*0.15, Y: s.Y, W: size * 0.04, H: s.H}, draw.Soft)
	}
	for y := s.Y + size*0.2; y < s.bottom(); y += size {
		for x := s.X; x < s.right(); x += s.short() * 0.012 {
			s.box(draw.Rect{X: x, Y: y, W: s.short() * 0.006, H: size * 0.34}, draw.Accent)
		}
		s.box(draw.Rect{X: s.X, Y: y + size*0.5, W: s.W, H: size * 0.03}, draw.Second)
		s.box(draw.Rect{X: s.X, Y: y + size*0.15, W: s.W, H: size * 0.04}, draw.Soft)
	}
	r := s.part(0, 0.3, 0.78, 0.4)
	s.box(r, draw.Paper)
	s.box(draw.Rect{X: r.X + r.W, Y: r.Y, W: s.W * 0.015, H: r.H}, draw.Second)
	return plate{Rect: draw.Rect{X: r.X + s.W*0.08, Y: r.Y + s.short()*0.03, W: r.W - s.W*0.13, H: r.H - s.short()*0.06}, ground: draw.Paper, align: typeset.Start, size: 0.09}
}
