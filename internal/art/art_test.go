package art_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func setter(family string) *typeset.Setter { return typeset.New(font.NewLibrary(), family, "en") }

// piece is a drawing in a box, of any of the three kinds.
type piece struct {
	name string
	box  draw.Rect
	draw func(*draw.Canvas, *typeset.Setter)
}

func (p piece) ops(set *typeset.Setter) []draw.Op {
	var c draw.Canvas
	p.draw(&c, set)
	return c.Ops
}

const longTitle = "The Complete Volunteer Coordination and Hand-over Workbook for Parishes"

func paperPieces(boxes ...draw.Rect) []piece {
	var all []piece
	for _, e := range art.Papers() {
		for _, b := range boxes {
			all = append(all, piece{fmt.Sprintf("paper %s %g×%g", e.ID, b.W, b.H), b, func(c *draw.Canvas, set *typeset.Setter) { art.DrawPaper(c, set, nil, e.ID, b) }})
		}
	}
	return all
}

func coverPieces(words art.Words, formats ...draw.Rect) []piece {
	var all []piece
	for _, e := range art.Covers() {
		for _, b := range formats {
			all = append(all, piece{fmt.Sprintf("cover %s %g×%g", e.ID, b.W, b.H), b, func(c *draw.Canvas, set *typeset.Setter) { art.DrawCover(c, set, e.ID, b.W, b.H, words) }})
		}
	}
	return all
}

func stickerPieces(boxes ...draw.Rect) []piece {
	var all []piece
	for _, e := range art.Stickers() {
		for _, b := range boxes {
			all = append(all, piece{fmt.Sprintf("sticker %s %g×%g", e.ID, b.W, b.H), b, func(c *draw.Canvas, set *typeset.Setter) { art.DrawSticker(c, set, nil, e.ID, e.Name, b) }})
		}
	}
	for _, w := range []string{"NICU", "Charge nurse rota", "Pneumonoultramicroscopic", "é", "", "Break cover", "PRN", "Handover", "Night shift", "Meal prep", "On call", "Rota"} {
		for _, b := range boxes {
			all = append(all, piece{fmt.Sprintf("word %q %g×%g", w, b.W, b.H), b, func(c *draw.Canvas, set *typeset.Setter) { art.DrawSticker(c, set, nil, "word", w, b) }})
		}
	}
	return all
}

func formats() []draw.Rect {
	return []draw.Rect{{W: 792, H: 612}, {W: 612, H: 792}, {W: 595, H: 842}, {W: 1280, H: 720}, {W: 600, H: 600}}
}

func paperBoxes() []draw.Rect {
	return []draw.Rect{{W: 690, H: 506}, {X: 40, Y: 60, W: 500, H: 640}}
}

func TestListsAreLargeWithTheirOwnNamesAndKnownTags(t *testing.T) {
	t.Parallel()
	known := append(catalog.Themes(), catalog.Domains()...)
	tests := map[string]struct {
		list []art.Entry
		want int
	}{
		"papers": {art.Papers(), 42}, "covers": {art.Covers(), 42}, "stickers": {art.Stickers(), 420},
	}
	for name, tt := range tests {
		ids, names := map[string]bool{}, map[string]bool{}
		for _, e := range tt.list {
			if e.ID == "" || e.Name == "" || ids[e.ID] || names[strings.ToLower(e.Name)] {
				t.Errorf("%s: %q %q is empty or there twice", name, e.ID, e.Name)
			}
			ids[e.ID], names[strings.ToLower(e.Name)] = true, true
			if len(e.Tags) == 0 {
				t.Errorf("%s: %s has no tags", name, e.ID)
			}
			for _, tag := range e.Tags {
				if !slices.Contains(known, tag) {
					t.Errorf("%s: %s has the unknown tag %q", name, e.ID, tag)
				}
			}
		}
		if len(tt.list) < tt.want {
			t.Errorf("%d %s, want at least %d", len(tt.list), name, tt.want)
		}
		if ids["word"] {
			t.Errorf("%s: the id word is kept for set text", name)
		}
	}
	series := 0
	for _, e := range art.Stickers() {
		if strings.HasPrefix(e.ID, "date-") || strings.HasPrefix(e.ID, "day-") || strings.HasPrefix(e.ID, "month-") {
			series++
		}
	}
	if series > 90 || len(art.Stickers())-series < 330 {
		t.Errorf("%d of %d stickers come from series", series, len(art.Stickers()))
	}
}

// TestVariesSaysWhatAStickerDependsOn draws every sticker with another text, in
// another typeface and in another language.
func TestVariesSaysWhatAStickerDependsOn(t *testing.T) {
	t.Parallel()
	sans, serif := setter("sans"), setter("serif")
	languages, fonts := locale.NewLanguages(), font.NewLibrary()
	others := map[string]*typeset.Setter{}
	for _, tag := range []string{"de", "ar"} {
		others[tag] = typeset.New(fonts, "sans", tag)
	}
	drawn := func(set *typeset.Setter, lang *locale.Printer, id, text string) []draw.Op {
		var c draw.Canvas
		art.DrawSticker(&c, set, lang, id, text, draw.Rect{W: 100, H: 100})
		return c.Ops
	}
	lettered, translated := 0, 0
	for _, e := range append(art.Stickers(), art.Entry{ID: "word"}, art.Entry{ID: "not there"}) {
		byText, byFace := art.Varies(e.ID)
		here := drawn(sans, nil, e.ID, "Tea")
		if got := !reflect.DeepEqual(here, drawn(sans, nil, e.ID, "Break time")); got != byText {
			t.Errorf("%s: another text changes it: %v, Varies says %v", e.ID, got, byText)
		}
		if got := !reflect.DeepEqual(here, drawn(serif, nil, e.ID, "Tea")); got != byFace {
			t.Errorf("%s: another typeface changes it: %v, Varies says %v", e.ID, got, byFace)
		}
		for tag, set := range others {
			if !reflect.DeepEqual(here, drawn(set, languages.Printer(tag), e.ID, "Tea")) {
				translated++
				if !byFace {
					t.Errorf("%s: %s changes it, and Varies says that it has no letters", e.ID, tag)
				}
			}
		}
		if byFace {
			lettered++
		}
	}
	if lettered < 40 || translated < 20 {
		t.Errorf("%d stickers have letters, want at least those of dates; %d look otherwise in another language", lettered, translated)
	}
}

func TestEveryStickerHasAPicture(t *testing.T) {
	t.Parallel()
	set := setter("sans")
	for _, e := range art.Stickers() {
		var a, b draw.Canvas
		art.DrawSticker(&a, set, nil, e.ID, "Alpha", draw.Rect{W: 100, H: 100})
		art.DrawSticker(&b, set, nil, e.ID, "Omega and more", draw.Rect{W: 100, H: 100})
		if !reflect.DeepEqual(a.Ops, b.Ops) {
			t.Errorf("sticker %s is set as its text: its notation does not parse", e.ID)
		}
	}
}

func TestDrawingIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	all := slices.Concat(paperPieces(paperBoxes()[0]), coverPieces(art.Words{Title: "Plan", Line: "2027", Foot: "Maker"}, formats()[0]), stickerPieces(draw.Rect{W: 90, H: 90}))
	set, other := setter("serif"), setter("serif")
	for _, p := range all {
		a, b := p.ops(set), p.ops(other)
		if len(a) != len(b) {
			t.Fatalf("%s: %d operations, then %d", p.name, len(a), len(b))
		}
		for i := range a {
			pa, ok := a[i].(*draw.Path)
			if ok && !reflect.DeepEqual(pa, b[i]) {
				t.Errorf("%s: operation %d differs", p.name, i)
			}
		}
	}
}

// extent is the box of an operation; curves are measured at many places.
func extent(op draw.Op) (x1, y1, x2, y2 float64) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	take := func(x, y, r float64) { x1, y1, x2, y2 = min(x1, x-r), min(y1, y-r), max(x2, x+r), max(y2, y+r) }
	switch op := op.(type) {
	case *draw.Run:
		take(op.X, op.Y-op.Size*0.73, 0)
		take(op.X+op.Width(), op.Y+op.Size*0.22, 0)
	case *draw.Path:
		r, at := 0.0, 0
		if op.Stroke != draw.None {
			r = max(op.Width, 0.1) / 2
		}
		var last draw.Point
		for _, v := range op.Verbs {
			switch v {
			case draw.MoveTo, draw.LineTo:
				last = op.Points[at]
				take(last.X, last.Y, r)
				at++
			case draw.CubicTo:
				b, c, d := op.Points[at], op.Points[at+1], op.Points[at+2]
				for i := 1; i <= 16; i++ {
					u := float64(i) / 16
					w := 1 - u
					take(w*w*w*last.X+3*w*w*u*b.X+3*w*u*u*c.X+u*u*u*d.X, w*w*w*last.Y+3*w*w*u*b.Y+3*w*u*u*c.Y+u*u*u*d.Y, r)
				}
				last = d
				at += 3
			}
		}
	}
	return x1, y1, x2, y2
}

func TestNothingStandsOutsideItsBox(t *testing.T) {
	t.Parallel()
	all := slices.Concat(
		paperPieces(paperBoxes()...),
		coverPieces(art.Words{Title: longTitle, Line: "2027, weeks start on Monday", Foot: "Larkspur Paper Studio"}, formats()...),
		stickerPieces(draw.Rect{X: 10, Y: 20, W: 100, H: 100}, draw.Rect{W: 160, H: 60}, draw.Rect{X: 5, W: 50, H: 120}),
	)
	set := setter("serif")
	const slack = 0.6
	for _, p := range all {
		ops := p.ops(set)
		if len(ops) == 0 {
			t.Errorf("%s draws nothing", p.name)
		}
		for i, op := range ops {
			x1, y1, x2, y2 := extent(op)
			if !(x1 >= p.box.X-slack && y1 >= p.box.Y-slack && x2 <= p.box.X+p.box.W+slack && y2 <= p.box.Y+p.box.H+slack) {
				t.Errorf("%s: operation %d (%T) covers %.1f,%.1f to %.1f,%.1f, outside %v", p.name, i, op, x1, y1, x2, y2, p.box)
				break
			}
		}
	}
}

// slots is a palette in which every slot can be told from its colour.
func slots() draw.Palette {
	var p draw.Palette
	for i := range p {
		p[i] = draw.RGB{R: uint8(i * 16), G: uint8(255 - i*16), B: uint8(i * 40 % 256)}
	}
	return p
}

// allowed is the rule beside the slots of package draw.
func allowed(text, ground draw.Slot) bool {
	switch text {
	case draw.Ink:
		return ground == draw.Paper || ground == draw.Wash || ground == draw.Soft
	case draw.Muted, draw.Accent:
		return ground == draw.Paper
	case draw.OnAccent:
		return ground == draw.Accent
	case draw.OnSecond:
		return ground == draw.Second
	case draw.OnThird:
		return ground == draw.Third
	}
	return false
}

// TestTextStandsOnlyOnItsGrounds paints what is under the text and looks at
// every pixel where letters come. Lines to write on may touch a caption's box.
func TestTextStandsOnlyOnItsGrounds(t *testing.T) {
	t.Parallel()
	all := slices.Concat(
		paperPieces(paperBoxes()...),
		coverPieces(art.Words{Title: longTitle, Line: "2027, weeks start on Monday", Foot: "Larkspur Paper Studio"}, formats()...),
		coverPieces(art.Words{Title: "Bees", Line: "Undated", Foot: "Maker"}, formats()[0]),
		stickerPieces(draw.Rect{W: 120, H: 120}),
	)
	set, pal := setter("sans"), slots()
	for _, p := range all {
		ground := &draw.Page{W: p.box.X + p.box.W, H: p.box.Y + p.box.H, Name: p.name}
		ground.Box(draw.Rect{W: ground.W, H: ground.H}, draw.Paper, draw.None, 0)
		var runs []*draw.Run
		for _, op := range p.ops(set) {
			if run, ok := op.(*draw.Run); ok {
				runs = append(runs, run)
				continue
			}
			ground.Add(op)
		}
		if len(runs) == 0 {
			continue
		}
		img, err := png.Render(ground, pal, 1)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for _, run := range runs {
			bad, n := 0, 0
			for y := run.Y - run.Size*0.66; y < run.Y; y++ {
				for x := run.X + 1; x < run.X+run.Width()-1; x++ {
					c := img.NRGBAAt(int(x), int(y))
					slot := slices.Index(pal[:], draw.RGB{R: c.R, G: c.G, B: c.B})
					n++
					if slot < 1 || !allowed(run.Fill, draw.Slot(slot)) {
						bad++
					}
				}
			}
			if n > 0 && float64(bad) > 0.02*float64(n) {
				t.Errorf("%s: %q in slot %d stands on a wrong ground at %d of %d points", p.name, textOf(run), run.Fill, bad, n)
			}
		}
	}
}

func textOf(runs ...*draw.Run) string {
	var b strings.Builder
	for _, r := range runs {
		var glyphs []draw.Glyph
		for _, g := range r.Glyphs.All() {
			glyphs = append(glyphs, g)
		}
		if r.RTL {
			slices.Reverse(glyphs)
		}
		for _, g := range glyphs {
			b.WriteString(g.Text)
		}
	}
	return strings.ReplaceAll(b.String(), " ", "")
}

func TestTheWholeTitleStandsOnEveryCover(t *testing.T) {
	t.Parallel()
	for _, title := range []string{longTitle, "Meal and Sleep Planner for Night-Shift Nurses", "Bees", "Donaudampfschifffahrtsgesellschaft Planner 2027", "ملاحظات يومية"} {
		words := art.Words{Title: title, Line: "2027, weeks start on Monday", Foot: "Larkspur Paper Studio"}
		for _, family := range []string{"sans", "serif", "mono"} {
			set := setter(family)
			for _, p := range coverPieces(words, formats()...) {
				var runs []*draw.Run
				smallest := math.Inf(1)
				for _, op := range p.ops(set) {
					if r, ok := op.(*draw.Run); ok {
						runs = append(runs, r)
						smallest = min(smallest, r.Size)
					}
				}
				got := textOf(runs...)
				for _, want := range []string{title, words.Line, words.Foot} {
					for word := range strings.FieldsSeq(want) {
						if !strings.Contains(got, word) {
							t.Errorf("%s in %s: %q is not whole in %q", p.name, family, word, got)
						}
					}
				}
				if smallest < 6 {
					t.Errorf("%s in %s: text of %.1f points", p.name, family, smallest)
				}
			}
		}
	}
}

func TestNoTwoLookAlike(t *testing.T) {
	t.Parallel()
	words := art.Words{Title: "Plan", Line: "2027", Foot: "Maker"}
	tests := map[string]struct {
		all   []piece
		scale float64
		limit float64 // mean difference of the colour values, 0 to 255
	}{
		"papers":   {paperPieces(draw.Rect{W: 480, H: 400}), 0.25, 1},
		"covers":   {coverPieces(words, draw.Rect{W: 792, H: 612}), 0.06, 8},
		"stickers": {stickerPieces(draw.Rect{W: 100, H: 100})[:len(art.Stickers())], 0.28, 3},
	}
	for name, tt := range tests {
		set, pal := setter("sans"), catalog.Colours()[0].Palette
		pics := make([][]byte, len(tt.all))
		for i, p := range tt.all {
			page := &draw.Page{W: p.box.W, H: p.box.H, Name: p.name}
			page.Box(p.box, draw.Paper, draw.None, 0)
			page.Add(p.ops(set)...)
			img, err := png.Render(page, pal, tt.scale)
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			pics[i] = img.Pix
		}
		for i, a := range pics {
			for j := range i {
				sum := 0
				for k, v := range pics[j] {
					d := int(a[k]) - int(v)
					sum += max(d, -d)
				}
				if mean := float64(sum) * 4 / 3 / float64(len(a)); mean < tt.limit {
					t.Errorf("%s: %s and %s differ by %.2f, want at least %g", name, tt.all[i].name, tt.all[j].name, mean, tt.limit)
				}
			}
		}
	}
}

func BenchmarkStickerPNG(b *testing.B) {
	set, pal, all := setter("sans"), catalog.Colours()[0].Palette, art.Stickers()
	for i := 0; b.Loop(); i++ {
		page := &draw.Page{W: 300, H: 300, Name: "sticker"}
		art.DrawSticker(&page.Canvas, set, nil, all[i%len(all)].ID, "", draw.Rect{W: 300, H: 300})
		if _, err := png.Render(page, pal, 1); err != nil {
			b.Fatal(err)
		}
	}
}
