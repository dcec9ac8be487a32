package draw_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
)

func run(x, width, before, after float64) *draw.Run {
	return &draw.Run{X: x, Y: 5, Glyphs: draw.Pack(draw.Glyph{ID: 1, Advance: width, Text: "a"}), Before: before, After: after}
}

func path(build func(p *draw.Path)) *draw.Path {
	p := &draw.Path{Fill: draw.Ink}
	build(p)
	return p
}

func TestMirror(t *testing.T) {
	t.Parallel()
	form := &draw.Form{W: 10, H: 10}
	form.Add(run(1, 2, 0, 0))
	tests := map[string]struct{ op, want draw.Op }{
		"box": {
			path(func(p *draw.Path) { p.Rect(draw.Rect{X: 10, Y: 1, W: 20, H: 5}) }),
			path(func(p *draw.Path) { p.Rect(draw.Rect{X: 70, Y: 1, W: 20, H: 5}) }),
		},
		"line": {
			path(func(p *draw.Path) { p.Move(0, 1); p.LineTo(30, 4) }),
			path(func(p *draw.Path) { p.Move(100, 1); p.LineTo(70, 4) }),
		},
		"curve": {
			path(func(p *draw.Path) { p.Move(0, 0); p.CubicTo(1, 2, 3, 4, 5, 6); p.Close() }),
			path(func(p *draw.Path) { p.Move(100, 0); p.CubicTo(99, 2, 97, 4, 95, 6); p.Close() }),
		},
		"text":            {run(10, 20, 0, 0), run(70, 20, 0, 0)},
		"start of a line": {run(10, 20, 0, 30), run(40, 20, 0, 30)}, // the line from 10 to 60 goes to 40 to 90
		"end of a line":   {run(30, 30, 20, 0), run(60, 30, 20, 0)},
		"picture":         {&draw.Image{Box: draw.Rect{X: 5, W: 10, H: 3}}, &draw.Image{Box: draw.Rect{X: 85, W: 10, H: 3}}},
		"group": {
			&draw.Group{Tag: draw.P, Key: 3, Ops: []draw.Op{run(10, 20, 0, 0)}},
			&draw.Group{Tag: draw.P, Key: 3, Ops: []draw.Op{run(70, 20, 0, 0)}},
		},
		"upright group": { // from 10 to 40, goes to 60 to 90
			&draw.Group{Upright: true, Ops: []draw.Op{
				path(func(p *draw.Path) { p.Move(10, 0); p.LineTo(40, 0); p.LineTo(10, 9) }),
				&draw.Group{Ops: []draw.Op{run(12, 5, 0, 0), &draw.Image{Box: draw.Rect{X: 20, W: 1}}, &draw.Use{Form: form, X: 11}}},
			}},
			&draw.Group{Upright: true, Ops: []draw.Op{
				path(func(p *draw.Path) { p.Move(60, 0); p.LineTo(90, 0); p.LineTo(60, 9) }),
				&draw.Group{Ops: []draw.Op{run(62, 5, 0, 0), &draw.Image{Box: draw.Rect{X: 70, W: 1}}, &draw.Use{Form: form, X: 61}}},
			}},
		},
		"empty upright group": {&draw.Group{Upright: true}, &draw.Group{Upright: true}},
		"form": {
			&draw.Use{Form: form, X: 20, Y: 2, Scale: 2},
			&draw.Use{Form: &draw.Form{W: 10, H: 10, Canvas: draw.Canvas{Ops: []draw.Op{run(7, 2, 0, 0)}}}, X: 60, Y: 2, Scale: 2},
		},
	}
	for name, tt := range tests {
		p := &draw.Page{W: 100, H: 50, Canvas: draw.Canvas{Ops: []draw.Op{tt.op}}}
		draw.MirrorPage(p)
		if !reflect.DeepEqual(p.Ops[0], tt.want) {
			t.Errorf("%s: got %+v, want %+v", name, p.Ops[0], tt.want)
		}
		draw.MirrorPage(p)
		if !reflect.DeepEqual(p.Ops[0], tt.op) {
			t.Errorf("%s: mirrored twice it is %+v, want %+v", name, p.Ops[0], tt.op)
		}
	}
}

func TestMirrorOfADocument(t *testing.T) {
	t.Parallel()
	form := &draw.Form{W: 100, H: 50}
	form.Rule(0, 0, 10, 0, draw.Ink, 1)
	links := []draw.Link{{Box: draw.Rect{X: 5, Y: 6, W: 20, H: 7}, To: "b", Label: "B"}}
	ops := []draw.Op{&draw.Use{Form: form}}
	a := &draw.Page{W: 100, H: 50, Name: "a", Links: links, Anchors: []draw.Anchor{{Name: "x", Y: 9}}, Canvas: draw.Canvas{Ops: ops}}
	b := &draw.Page{W: 100, H: 50, Name: "b", Canvas: draw.Canvas{Ops: ops}}
	draw.Mirror(&draw.Document{Pages: []*draw.Page{a, b}})
	if got, want := a.Links[0], (draw.Link{Box: draw.Rect{X: 75, Y: 6, W: 20, H: 7}, To: "b", Label: "B"}); got != want {
		t.Errorf("the link is %+v, want %+v", got, want)
	}
	one, two := a.Ops[0].(*draw.Use), b.Ops[0].(*draw.Use)
	if one.Form != two.Form || one.X != 0 {
		t.Errorf("the form is there twice, or at %g: want it once, at 0", one.X)
	}
	if got := one.Form.Ops[0].(*draw.Path).Points; got[0].X != 100 || got[1].X != 90 {
		t.Errorf("the rule of the form lies at %v, want it from 100 to 90", got)
	}
	if links[0].Box.X != 5 || ops[0].(*draw.Use).Form != form || form.Ops[0].(*draw.Path).Points[1].X != 10 {
		t.Error("what pages share was changed")
	}
}

func TestRTL(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]bool{
		"ar": true, "ar-EG": true, "he": true, "fa": true, "ur": true, "ps": true, "sd": true, "uz-Arab": true, "az-Arab-IR": true,
		"": false, "en": false, "de": false, "ja": false, "ru": false, "ar-Latn": false, "not a language": false,
	} {
		if got := draw.RTL(lang); got != want {
			t.Errorf("RTL(%q) = %v, want %v", lang, got, want)
		}
	}
}

func TestMirrorOfEmptyGroupsIsANumber(t *testing.T) {
	t.Parallel()
	p := &draw.Page{W: 100, H: 50}
	p.Add(&draw.Group{Upright: true, Ops: []draw.Op{&draw.Group{}, &draw.Path{}}}, nil)
	p.Circle(20, 20, 5, draw.Ink, draw.None, 0)
	draw.MirrorPage(p)
	for _, pt := range p.Ops[2].(*draw.Path).Points {
		if math.IsNaN(pt.X) || pt.X < 75-0.01 || pt.X > 85.01 {
			t.Errorf("a point of the circle lies at %g, want it from 75 to 85", pt.X)
		}
	}
}
