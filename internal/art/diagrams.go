package art

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func fishbone(s *sheet) {
	y, head := s.Y+s.H/2, s.W*0.18
	spine := s.right() - head
	s.rules(draw.Ink, 2.4, nil, s.X, y, spine, y)
	p := &draw.Path{Fill: draw.Soft, Stroke: draw.Accent, Width: 1.4}
	rounded(p, []draw.Point{{X: spine, Y: y - s.H*0.14}, {X: s.right() - 1, Y: y}, {X: spine, Y: y + s.H*0.14}}, 10)
	s.put(p)
	names := [...]string{s.lang.Say("People"), s.lang.Say("Method"), s.lang.Say("Materials"), s.lang.Say("Place"), s.lang.Say("Tools"), s.lang.Say("Time")}
	step := (spine - s.X) / 3
	for i := range 6 {
		up := 1.0
		if i > 2 {
			up = -1
		}
		foot := s.X + step*(float64(i%3)+0.92)
		top, far := foot-step*0.42, y-up*(s.H/2-24)
		s.rules(draw.Accent, 1.6, nil, foot, y, top, far)
		box := draw.Rect{X: top - 42, Y: far - 11 - up*11, W: 84, H: 22}
		s.c.Rounded(box, 11, draw.Accent, draw.None, 0)
		s.caption(names[i], box, 9.5, draw.Accent)
		for k := 1; k <= 3; k++ {
			t := float64(k) / 4
			x, yy := foot+(top-foot)*t, y+(far-y)*t
			s.rules(draw.Line, 0.8, nil, max(s.X, x-step*0.5), yy, x, yy)
		}
	}
}

func venn(s *sheet) {
	r := s.short() * 0.29
	x, y := s.X+s.W/2, s.Y+s.H/2+r*0.12
	for i := range 3 {
		sin, cos := math.Sincos(float64(i)*2*math.Pi/3 - math.Pi/2)
		slot := [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[i]
		cx, cy := x+r*0.62*cos, y+r*0.62*sin
		s.c.Circle(cx, cy, r, draw.None, slot, 2)
		lx, ly := cx+r*0.28*cos, cy+r*0.4*sin
		s.rules(draw.Line, 0.8, nil, lx-r*0.35, ly, lx+r*0.35, ly)
	}
}

func familyTree(s *sheet) {
	const levels = 4
	w, h := s.W/8-8, s.H*0.13
	var lines []float64
	at := func(level, i int) (x, y float64) {
		n := float64(int(1) << level)
		return s.X + s.W*(float64(i)+0.5)/n, s.bottom() - h/2 - (s.H-h)*float64(level)/(levels-1)
	}
	for level := range levels {
		for i := range 1 << level {
			x, y := at(level, i)
			if level > 0 {
				px, py := at(level-1, i/2)
				mid := (y + py) / 2
				lines = append(lines, x, y, x, mid, x, mid, px, mid, px, mid, px, py)
			}
		}
	}
	s.rules(draw.Muted, 1.2, nil, lines...)
	for level := range levels {
		for i := range 1 << level {
			x, y := at(level, i)
			bw := min(w*(1+0.5*float64(levels-1-level)), 150)
			slot := [...]draw.Slot{draw.Accent, draw.Second, draw.Third, draw.Muted}[level]
			s.c.Rounded(draw.Rect{X: x - bw/2, Y: y - h/2 + 0.6, W: bw, H: h - 1.2}, 8, draw.Paper, slot, 1.2)
			s.rules(draw.Line, 0.6, nil, x-bw/2+8, y, x+bw/2-8, y, x-bw/2+8, y+h*0.32, x+bw/2-8, y+h*0.32)
		}
	}
}

// steps is a path of numbered boxes that runs to and fro like text does not, so
// arrows lead it.
func steps(s *sheet) {
	cols, rows := 3, 3
	if !s.wide() {
		cols, rows = 2, 4
	}
	cells := grid(s.Rect, cols, rows, 26)
	for i, r := range cells {
		if i+1 < len(cells) {
			x, y := r.X+r.W+4, r.Y+r.H/2
			pts := []draw.Point{{X: x, Y: y - 7}, {X: x + 16, Y: y}, {X: x, Y: y + 7}}
			if i%cols == cols-1 {
				x, y = s.X+s.W/2, r.Y+r.H+5
				pts = []draw.Point{{X: x - 8, Y: y}, {X: x, Y: y + 15}, {X: x + 8, Y: y}}
			}
			p := &draw.Path{Fill: draw.Second}
			chain(p, pts, true, false)
			s.put(p)
		}
		s.c.Rounded(inset(r, 0.7), 8, draw.None, draw.Accent, 1.2)
		tag := draw.Rect{X: r.X + 8, Y: r.Y + 8, W: 22, H: 22}
		s.c.Circle(tag.X+11, tag.Y+11, 11, draw.Accent, draw.None, 0)
		s.caption(fmt.Sprint(i+1), tag, 11, draw.Accent)
		s.rules(draw.Line, 0.6, nil, r.X+38, r.Y+28, r.X+r.W-10, r.Y+28)
		s.rows(draw.Rect{X: r.X + 10, Y: r.Y + 28, W: r.W - 20, H: r.H - 34}, 21, draw.Line)
	}
}

func dayClock(s *sheet) {
	size := min(s.short(), max(s.W, s.H)*0.64)
	x, y, r := s.X+size/2, s.Y+s.H/2, size/2-16
	list := draw.Rect{X: s.X + size + 16, Y: s.Y, W: s.W - size - 16, H: s.H}
	if !s.wide() {
		x, y = s.X+s.W/2, s.Y+size/2
		list = draw.Rect{X: s.X, Y: s.Y + size + 10, W: s.W, H: s.H - size - 10}
	}
	p := &draw.Path{Fill: draw.Wash}
	sector(p, "k", []float64{x, y, r, 0, 180})
	s.put(p)
	for _, k := range []float64{1, 0.68, 0.36} {
		s.c.Circle(x, y, r*k, draw.None, draw.Muted, 0.8)
	}
	var xy []float64
	st := small(draw.Muted)
	st.Align, st.Size = typeset.Centre, 8.5
	for h := range 24 {
		sin, cos := math.Sincos(float64(h)*math.Pi/12 + math.Pi/2)
		xy = append(xy, x+r*0.36*cos, y+r*0.36*sin, x+r*cos, y+r*sin)
		s.set.Line(s.c, fmt.Sprint(h), st, x+(r+9)*cos-10, y+(r+9)*sin+3, 20)
	}
	s.rules(draw.Line, 0.5, nil, xy...)
	s.c.Circle(x, y, r*0.2, draw.Accent, draw.None, 0)
	s.caption(s.lang.Say("Today"), draw.Rect{X: x - r*0.2, Y: y - 10, W: r * 0.4, H: 20}, min(10, r*0.09), draw.Accent)
	s.label(s.lang.Say("What goes where"), list.X, list.Y+10, list.W)
	s.ticks(list.X, list.Y+14, list.H-14, 24)
	s.rows(draw.Rect{X: list.X + 18, Y: list.Y + 14, W: list.W - 18, H: list.H - 14}, 24, draw.Line)
}

func bookshelf(s *sheet) {
	shelves := 3
	if !s.wide() {
		shelves = 4
	}
	h := s.H / float64(shelves)
	n := 0
	for i := range shelves {
		base := s.Y + h*float64(i+1) - 8
		x := s.X + 6
		for k := 0; ; k++ {
			n++
			w := 20 + float64((n*7)%5)*4
			tall := (h - 14) * (0.68 + 0.3*float64((n*5)%7)/7)
			if x+w > s.right()-6 {
				break
			}
			r := draw.Rect{X: x, Y: base - tall, W: w - 2, H: tall}
			s.c.Rounded(r, 3, draw.None, draw.Muted, 0.9)
			band := draw.Rect{X: r.X, Y: r.Y + 8, W: r.W, H: 4}
			if n%2 == 0 {
				band.Y = r.Y + r.H - 14
			}
			s.c.Box(band, [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[n%3], draw.None, 0)
			x += w
		}
		s.c.Rounded(draw.Rect{X: s.X, Y: base, W: s.W, H: 7}, 2, draw.Accent, draw.None, 0)
	}
}

func knockout(s *sheet) {
	const rounds = 4 // of 16, 8, 4, 2
	step := s.W / (rounds + 0.8)
	var lines []float64
	for k := range rounds {
		n := 16 >> k
		for i := range n {
			y := s.Y + s.H*(float64(i)+0.5)/float64(n)
			x := s.X + step*float64(k)
			lines = append(lines, x, y, x+step, y)
			if i%2 == 0 {
				lines = append(lines, x+step, y, x+step, s.Y+s.H*(float64(i)+1.5)/float64(n))
			}
		}
	}
	s.rules(draw.Muted, 1, nil, lines...)
	x, y := s.X+step*rounds, s.Y+s.H/2
	s.c.Rounded(draw.Rect{X: x, Y: y - 22, W: step * 0.8, H: 44}, 8, draw.Soft, draw.Accent, 1.4)
	s.label(s.lang.Say("Winner"), x, y-28, step*0.8)
}
