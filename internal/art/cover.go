package art

import (
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Words are what stands on a cover: the product's title, a line below it such
// as the edition, and the maker at the foot. Line and Foot may be empty.
type Words struct {
	Title, Line, Foot string
	Lang              *locale.Printer // of the title, nil = English
}

// plate is the part of a cover that is kept for the words: a box with nothing
// but the ground in it.
type plate struct {
	draw.Rect
	ground draw.Slot
	align  typeset.Align
	size   float64   // largest title in shares of the shorter side, 0 = 0.1
	rule   draw.Slot // of a short rule under the title, None = none
	foot   draw.Rect // room for the foot outside the box, no width = in the box
	below  draw.Slot // ground of that room
}

// cover is a composition: it draws the picture and returns where words go.
type cover struct {
	Entry
	draw func(*sheet, Words) plate
}

func newCover(id, name, tags string, draw func(*sheet, Words) plate) cover {
	return cover{Entry{ID: id, Name: name, Tags: strings.Fields(tags)}, draw}
}

// Covers returns the covers in a fixed order.
func Covers() []Entry {
	var all []Entry
	for _, c := range covers() {
		all = append(all, c.Entry)
	}
	return all
}

// DrawCover draws a cover w × h points large, of any format from 1:2 to 2:1.
// The whole title stands on it, set smaller if it is long. An id that is not in
// Covers draws the first.
func DrawCover(c *draw.Canvas, set *typeset.Setter, id string, w, h float64, words Words) {
	all := covers()
	chosen := all[0]
	for _, k := range all {
		if k.ID == id {
			chosen = k
		}
	}
	s := &sheet{c, set, words.Lang, draw.Rect{W: w, H: h}}
	s.setWords(chosen.draw(s, words), words)
}

func covers() []cover {
	all := append(natureCovers(), shapeCovers()...)
	all = append(all, patternCovers()...)
	return append(append(all, sceneCovers()...), pageCovers()...)
}

// setWords puts title, rule and line in the middle of the plate's height and
// the foot at its end.
func (s *sheet) setWords(p plate, words Words) {
	main, lesser := onto(p.ground)
	text := min(max(s.short()*0.026, 7), 18)
	room := p.Rect
	if words.Foot != "" {
		foot, ground := p.foot, p.below
		if foot.W == 0 {
			foot, ground = draw.Rect{X: room.X, Y: room.Y + room.H - text*1.5, W: room.W, H: text * 1.5}, p.ground
			room.H -= text * 2.2
		}
		_, ink := onto(ground)
		st := typeset.Style{Size: text * 0.9, Fill: ink, Align: p.align, Tracking: text * 0.04}
		s.line(words.Foot, st, foot.X, foot.Y+foot.H/2+text*0.32, foot.W)
	}
	extra := 0.0
	if words.Line != "" {
		extra += text * 1.9
	}
	if p.rule != draw.None {
		extra += text * 1.6
	}
	size := p.size
	if size == 0 {
		size = 0.1
	}
	st := typeset.Style{Role: font.Display, Fill: main, Align: p.align}
	title := s.fit(words.Title, st, s.short()*size, 1.14, room.W, room.H-extra)
	y := room.Y + (room.H-title.Height()-extra)/2
	title.draw(s.c, draw.Rect{X: room.X, Y: y, W: room.W, H: title.Height()}, p.align)
	y += title.Height()
	if p.rule != draw.None {
		length := min(s.short()*0.12, room.W)
		x := room.X
		if p.align == typeset.Centre {
			x += (room.W - length) / 2
		}
		s.c.Box(draw.Rect{X: x, Y: y + text*0.7, W: length, H: max(1.5, text*0.16)}, p.rule, draw.None, 0)
		y += text * 1.6
	}
	if words.Line != "" {
		s.line(words.Line, typeset.Style{Size: text, Fill: lesser, Align: p.align}, room.X, y+text*1.4, room.W)
	}
}

// part is a share of the page, from its top left.
func (s *sheet) part(x, y, w, h float64) draw.Rect {
	return draw.Rect{X: s.X + s.W*x, Y: s.Y + s.H*y, W: s.W * w, H: s.H * h}
}

func (s *sheet) box(r draw.Rect, fill draw.Slot) {
	p := &draw.Path{Fill: fill}
	p.Rect(r)
	s.put(p)
}

func (s *sheet) disc(x, y, r float64, fill draw.Slot) {
	p := &draw.Path{Fill: fill}
	p.Ellipse(x, y, r, r)
	s.put(p)
}

func (s *sheet) ring(x, y, r, width float64, slot draw.Slot) {
	p := &draw.Path{Stroke: slot, Width: width}
	p.Ellipse(x, y, r, r)
	s.put(p)
}

func (s *sheet) area(fill draw.Slot, smooth bool, xy ...float64) {
	p := &draw.Path{Fill: fill}
	pts, _ := points(xy)
	chain(p, pts, true, smooth)
	s.put(p)
}

func (s *sheet) stroke(slot draw.Slot, width float64, smooth bool, xy ...float64) {
	p := &draw.Path{Stroke: slot, Width: width, Round: true}
	pts, _ := points(xy)
	chain(p, pts, false, smooth)
	s.put(p)
}

// under fills what is below a curve, given by its height at shares of the width.
func (s *sheet) under(fill draw.Slot, y func(t float64) float64) {
	const n = 48
	p := &draw.Path{Fill: fill}
	p.Move(s.X, s.bottom())
	for i := range n + 1 {
		t := float64(i) / n
		p.LineTo(s.X+s.W*t, s.Y+s.H*y(t))
	}
	p.LineTo(s.right(), s.bottom())
	p.Close()
	s.put(p)
}

// sprig is a stem with pairs of leaves. angle is in degrees, 0 = to the right.
func (s *sheet) sprig(x, y, angle, length float64, pairs int, stem, leaves draw.Slot) {
	m := turn(angle, 0, 0).then(affine{1, 0, 0, 1, x, y})
	at := func(px, py float64) draw.Point { return m.apply(draw.Point{X: px * length, Y: py * length}) }
	a, b := at(0, 0), at(0.96, -0.04)
	s.stroke(stem, max(1, length*0.012), true, a.X, a.Y, at(0.5, 0.03).X, at(0.5, 0.03).Y, b.X, b.Y)
	for i := range pairs {
		t := 0.16 + 0.74*float64(i)/float64(pairs)
		size := 0.3 * (1 - 0.5*t)
		for _, side := range []float64{-1, 1} {
			from, to := at(t, 0.02), at(t+size*0.75, 0.02+side*size*0.62)
			p := &draw.Path{Fill: leaves}
			leaf(p, from.X, from.Y, to.X, to.Y, length*0.075)
			s.put(p)
		}
	}
	from, to := at(0.9, -0.03), at(1.1, -0.06)
	p := &draw.Path{Fill: leaves}
	leaf(p, from.X, from.Y, to.X, to.Y, length*0.07)
	s.put(p)
}

// dice gives numbers from 0 to 1 that look random and are the same every time.
type dice uint32

func (d *dice) roll() float64 {
	*d = *d*1664525 + 1013904223
	return float64(*d>>8) / (1 << 24)
}

// tint is one of the three colours, or of their light tints.
func tint(i int, light bool) draw.Slot {
	if light {
		return [...]draw.Slot{draw.Soft, draw.SecondSoft, draw.ThirdSoft}[(i%3+3)%3]
	}
	return [...]draw.Slot{draw.Accent, draw.Second, draw.Third}[(i%3+3)%3]
}

// picture draws a sticker's picture on a cover, without a border.
func (s *sheet) picture(id string, box draw.Rect) {
	if p, ok := pictureOf(id); ok {
		p.paint(s.c, s.set, p.place(s.set, box))
	}
}

func radians(deg float64) float64 { return deg * math.Pi / 180 }
