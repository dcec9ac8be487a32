package pdf_test

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func TestStructure(t *testing.T) {
	t.Parallel()
	set := typeset.New(font.NewLibrary(), "sans", "en")
	say := func(c *draw.Canvas, text string) {
		set.Line(c, text, typeset.Style{Size: 9, Fill: draw.Ink}, 5, 20, 190)
	}
	cell := func(tag draw.Tag) *draw.Group {
		var c draw.Canvas
		say(&c, "cell")
		return &draw.Group{Tag: tag, Ops: c.Ops}
	}
	table := func(c *draw.Canvas) {
		g := &draw.Group{Tag: draw.Table, Key: 7}
		g.Ops = []draw.Op{
			&draw.Group{Tag: draw.TR, Ops: []draw.Op{cell(draw.TH), cell(draw.TH)}},
			&draw.Group{Tag: draw.TR, Ops: []draw.Op{cell(draw.TD), cell(draw.TD)}},
		}
		c.Add(g)
	}
	tests := map[string]struct {
		draw func(first, second *draw.Canvas)
		want map[string]int
	}{
		"nothing tagged":            {func(a, _ *draw.Canvas) { say(a, "x") }, map[string]int{}},
		"empty groups are left out": {func(a, _ *draw.Canvas) { a.Group(draw.P, func(*draw.Canvas) {}) }, map[string]int{}},
		"one key, one element": {func(a, b *draw.Canvas) {
			a.Group(draw.P, func(c *draw.Canvas) { say(c, "begins") }).Key = 3
			b.Group(draw.P, func(c *draw.Canvas) { say(c, "ends") }).Key = 3
		}, map[string]int{"P": 1}},
		"items alone get one list, also overleaf": {func(a, b *draw.Canvas) {
			a.Group(draw.LI, func(c *draw.Canvas) { say(c, "a") })
			a.Group(draw.LI, func(c *draw.Canvas) { say(c, "b") })
			b.Group(draw.LI, func(c *draw.Canvas) { say(c, "c") })
		}, map[string]int{"L": 1, "LI": 3, "LBody": 3}},
		"a paragraph parts two lists": {func(a, b *draw.Canvas) {
			a.Group(draw.LI, func(c *draw.Canvas) { say(c, "a") })
			a.Group(draw.P, func(c *draw.Canvas) { say(c, "b") })
			b.Group(draw.LI, func(c *draw.Canvas) { say(c, "c") })
		}, map[string]int{"L": 2, "LI": 2, "LBody": 2, "P": 1}},
		"a repeated head is heard once": {func(a, b *draw.Canvas) { table(a); table(b) }, map[string]int{"Table": 1, "TR": 3, "TH": 2, "TD": 4}},
		"groups in artifacts do not count": {func(a, _ *draw.Canvas) {
			a.Group(draw.Artifact, func(c *draw.Canvas) { c.Group(draw.H1, func(c *draw.Canvas) { say(c, "x") }) })
		}, map[string]int{}},
		"a picture with a text is a figure": {func(a, _ *draw.Canvas) {
			a.Add(&draw.Image{Data: sticker(), Box: draw.Rect{W: 20, H: 20}, Alt: "Sun"}, &draw.Image{Data: sticker(), Box: draw.Rect{W: 20, H: 20}})
		}, map[string]int{"Figure": 1}},
		"lists nest": {func(a, _ *draw.Canvas) {
			a.Group(draw.L, func(c *draw.Canvas) {
				c.Group(draw.LI, func(c *draw.Canvas) {
					say(c, "outer")
					c.Group(draw.L, func(c *draw.Canvas) { c.Group(draw.LI, func(c *draw.Canvas) { say(c, "inner") }) })
				})
			})
		}, map[string]int{"L": 2, "LI": 2, "LBody": 2}},
		"contents": {func(a, _ *draw.Canvas) {
			a.Group(draw.TOCI, func(c *draw.Canvas) { say(c, "one") })
			a.Group(draw.TOCI, func(c *draw.Canvas) { say(c, "two") })
		}, map[string]int{"TOC": 1, "TOCI": 2}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a, b := &draw.Page{W: 200, H: 100, Name: "a"}, &draw.Page{W: 200, H: 100, Name: "b"}
			tt.draw(&a.Canvas, &b.Canvas)
			data := compile(t, &draw.Document{Title: "T", Pages: []*draw.Page{a, b}})
			got, err := open(t, data).Roles()
			if err != nil {
				t.Fatal(err)
			}
			tt.want["Document"] = 1
			if !maps.Equal(got, tt.want) {
				t.Errorf("roles %v, want %v", got, tt.want)
			}
		})
	}
}

// TestContentAndStructureAgree reads the unpacked file: every number of marked
// content is claimed once by an element, and every link has its element.
func TestContentAndStructureAgree(t *testing.T) {
	t.Parallel()
	for name, doc := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := compile(t, doc)
			plain := tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
			marks := len(regexp.MustCompile(`/MCID \d+>>BDC`).FindAllString(plain, -1))
			parents := 0
			for _, m := range regexp.MustCompile(`(?s)/Nums \[(.*?)\n  \]\n`).FindAllStringSubmatch(plain, -1) {
				for _, in := range regexp.MustCompile(`(?s)\[(.*?)\]`).FindAllStringSubmatch(m[1], -1) {
					parents += strings.Count(in[1], " 0 R")
				}
			}
			if marks != parents || marks == 0 && name != "shapes" {
				t.Errorf("%d pieces of marked content, %d in the parent tree", marks, parents)
			}
			if open, closed := strings.Count(plain, "BDC\n")+strings.Count(plain, "BMC\n"), strings.Count(plain, "EMC\n"); open != closed {
				t.Errorf("%d marks begin, %d end", open, closed)
			}
			links := 0
			for _, p := range doc.Pages {
				links += len(p.Links)
			}
			for _, k := range []string{"/Type /OBJR", "/StructParent ", "/S /Link"} {
				if got := strings.Count(plain, k); got != links {
					t.Errorf("%s is there %d times, want %d", k, got, links)
				}
			}
		})
	}
}

func TestLinksOnTextStandInItsElement(t *testing.T) {
	t.Parallel()
	data := compile(t, sample())
	roles, err := open(t, data).Roles()
	if err != nil {
		t.Fatal(err)
	}
	if roles["Link"] == 0 || roles["Div"] != 0 {
		t.Errorf("roles %v: all %d links stand on text, so none should be in a Div", roles, roles["Link"])
	}
}

func TestSharedDrawingIsHeldOnce(t *testing.T) {
	t.Parallel()
	few, many := len(compile(t, planner(20))), len(compile(t, planner(40)))
	doc := planner(40)
	for i, p := range doc.Pages { // the same with nothing in common
		for _, op := range p.Ops {
			if path, ok := op.(*draw.Path); ok {
				for k := range path.Points {
					path.Points[k].X += float64(i) * 0.01
				}
			}
		}
	}
	apart := len(compile(t, doc))
	t.Log(fmt.Sprintf("20 pages %d, 40 pages %d, 40 pages with nothing in common %d bytes", few, many, apart))
	if each := (many - few) / 20; (apart-many)/40 < each/4 {
		t.Errorf("a page costs %d bytes and saves only %d by what it shares", each, (apart-many)/40)
	}
}
