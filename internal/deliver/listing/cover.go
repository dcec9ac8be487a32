package listing

import (
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// list names the pictures of a listing.
func (in Input) list() []picture {
	return []picture{
		{"cover", wide, high, "Cover", true, (*stage).cover},
		{"thumbnail", square, square, "Thumbnail", true, (*stage).thumbnail},
		{"gallery-1", wide, high, "A page made for a need", true, func(s *stage) error { return s.closeUp(0) }},
		{"gallery-2", wide, high, "Another page, at reading size", true, func(s *stage) error { return s.closeUp(1) }},
		{"gallery-3", wide, high, "A look through the pages", true, (*stage).overview},
		{"gallery-4", wide, high, "What is in the box", false, (*stage).inTheBox},
		{"gallery-5", wide, high, "How it works", true, (*stage).howItWorks},
		{"gallery-6", wide, high, "What it works with", false, (*stage).compatibility},
	}
}

// preset is the look that the product was made in.
func (s *stage) preset() catalog.Preset {
	p, _ := catalog.PresetOf(s.Product.Design.Preset)
	return p
}

// cover is the first picture of the shop: the title, which can still be read
// when the picture is 320 pixels wide, beside real pages.
func (s *stage) cover() error {
	switch s.preset().LayoutType {
	case "split":
		s.ground(draw.Soft)
		s.texture(draw.Rect{X: 620, W: wide - 620, H: high}, draw.Wash)
		s.c.Box(draw.Rect{W: 620, H: high}, draw.Accent, draw.None, 0)
		s.mock(656, 96, wide-640)
		s.words(draw.Rect{X: 64, Y: 92, W: 500, H: high - 184}, draw.OnAccent, draw.OnAccent, draw.OnAccent, typeset.Start)
	case "centered":
		s.ground(draw.Accent)
		end := s.words(draw.Rect{X: 110, Y: 52, W: wide - 220, H: 272}, draw.OnAccent, draw.OnAccent, draw.OnAccent, typeset.Centre)
		s.below(end + 44)
	case "minimal":
		s.ground(draw.Paper)
		s.c.Box(draw.Rect{X: 760, W: wide - 760, H: high}, draw.Soft, draw.None, 0)
		s.mock(656, 112, wide-640)
		s.words(draw.Rect{X: 72, Y: 110, W: 500, H: high - 220}, draw.Ink, draw.Muted, draw.Accent, typeset.Start)
	default:
		s.ground(draw.Soft)
		s.texture(draw.Rect{X: 620, W: wide - 620, H: high}, draw.Wash)
		s.c.Box(draw.Rect{W: 18, H: high}, draw.Accent, draw.None, 0)
		s.mock(656, 96, wide-640)
		s.words(draw.Rect{X: 72, Y: 92, W: 510, H: high - 184}, draw.Ink, draw.Ink, draw.Accent, typeset.Start)
	}
	return nil
}

// texture covers a part of the ground with the preset's pattern.
func (s *stage) texture(r draw.Rect, slot draw.Slot) {
	switch s.preset().BackgroundTexture {
	case "grid":
		for x := r.X + 40; x < r.X+r.W; x += 40 {
			s.c.Rule(x, r.Y, x, r.Y+r.H, slot, 2)
		}
		for y := r.Y + 40; y < r.Y+r.H; y += 40 {
			s.c.Rule(r.X, y, r.X+r.W, y, slot, 2)
		}
	case "dots":
		for x := r.X + 20; x < r.X+r.W; x += 40 {
			for y := r.Y + 20; y < r.Y+r.H; y += 40 {
				s.c.Circle(x, y, 3, slot, draw.None, 0)
			}
		}
	case "mesh":
		s.c.Circle(r.X+r.W*0.85, r.Y+r.H*0.15, r.H*0.42, draw.SecondSoft, draw.None, 0)
		s.c.Circle(r.X+r.W*0.2, r.Y+r.H*0.95, r.H*0.36, draw.ThirdSoft, draw.None, 0)
	}
}

// words set the title with a rule, what the product is, and the maker; they
// return where they end.
func (s *stage) words(box draw.Rect, ink, lesser, rule draw.Slot, align typeset.Align) float64 {
	foot := s.Profile.Name
	room := box.H - 78
	if foot != "" {
		room -= 44
	}
	st := typeset.Style{Role: font.Display, Fill: ink, Align: align}
	p := s.fit(s.heading(), st, 92, 50, box.W, room)
	left := box.X
	if align == typeset.Centre {
		var w float64
		p, w = s.even(p, s.heading(), st, box.W)
		left += (box.W - w) / 2
	}
	h := p.Height() + 78
	y := box.Y + (box.H-h)/2
	if foot != "" {
		y -= 16
	}
	if align == typeset.Centre {
		y = box.Y
	}
	p.Draw(&s.c.Canvas, left, y)
	y += p.Height() + 18
	x := box.X
	if align == typeset.Centre {
		x += (box.W - 96) / 2
	}
	s.c.Box(draw.Rect{X: x, Y: y, W: 96, H: 6}, rule, draw.None, 0)
	s.set.Line(&s.c.Canvas, s.kind(), typeset.Style{Size: 26, Fill: lesser, Align: align}, box.X, y+46, box.W)
	if foot != "" && align != typeset.Centre {
		s.set.Line(&s.c.Canvas, foot, typeset.Style{Role: font.Bold, Size: 22, Fill: lesser}, box.X, box.Y+box.H+34, box.W)
	}
	return y + 56
}

// heading is the title as a picture has it: what a listing adds after a colon
// is left to the listing.
func (s *stage) heading() string {
	if t := s.Product.Title; t != "" {
		return clip(s.Lang, t, 90)
	}
	return s.Product.Listing.Title
}

// kind says in a few words what the files are.
func (s *stage) kind() string {
	if s.w.planner() {
		return s.Lang.Say("Linked PDF planner for tablets")
	}
	return s.Lang.Say("Prompts in plain text, with examples")
}

// mock stands real pages beside the title: of a planner on a tablet, of a
// library as sheets.
func (s *stage) mock(x, y, width float64) {
	if len(s.pages) == 0 {
		return
	}
	front, back := s.front()
	if front.W > front.H {
		if back != nil {
			s.sheet(back, x+width*0.30, y-40, width*0.62)
		}
		s.tablet(front, x, y+110, width*0.94)
		return
	}
	if back != nil {
		s.sheet(back, x+width*0.44, y-34, width*0.56)
	}
	s.sheet(front, x+width*0.02, y+44, width*0.60)
}

// below stands real pages under the words, as wide as the picture allows.
func (s *stage) below(y float64) {
	if len(s.pages) == 0 {
		return
	}
	front, back := s.front()
	if front.W > front.H {
		s.tablet(front, 230, y, 820)
		return
	}
	if back != nil {
		s.sheet(back, 250, y+36, 380)
	}
	s.sheet(front, 560, y, 460)
}

// front chooses what the mock shows: the cover page behind, and before it the
// page that says most about the product.
func (s *stage) front() (front, back *draw.Page) {
	if len(s.pages) == 1 {
		return s.pages[0], nil
	}
	return s.inside(0), s.pages[0]
}

// inside returns the i-th page to look at closely. The gallery of a planner has
// cover, index, month and weeks, then pages for the needs; that of a library has
// cover and contents, then prompts.
func (s *stage) inside(i int) *draw.Page {
	n := len(s.pages)
	var order []*draw.Page
	switch {
	case s.w.planner() && n > 5:
		order = append(order, s.pages[5], s.pages[2], s.pages[3])
		order = append(order, s.pages[6:]...)
	case n > 2:
		order = append(order, s.pages[2:]...)
	default:
		order = s.pages[n-1:]
	}
	return order[i%len(order)]
}

// thumbnail is the square picture of lists: title above, a page below.
func (s *stage) thumbnail() error {
	s.ground(draw.Accent)
	if len(s.pages) > 0 {
		front, _ := s.front()
		if front.W > front.H {
			s.tablet(front, 60, 318, 480)
		} else {
			s.sheet(front, 110, 330, 380)
		}
	}
	st := typeset.Style{Role: font.Display, Fill: draw.OnAccent, Align: typeset.Centre}
	p := s.fit(s.heading(), st, 70, 34, 530, 250)
	p, w := s.even(p, s.heading(), st, 530)
	p.Draw(&s.c.Canvas, (square-w)/2, 30+(262-p.Height())/2)
	return nil
}
