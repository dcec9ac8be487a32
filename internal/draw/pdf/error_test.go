package pdf_test

import (
	"math"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
)

func onePage(change func(p *draw.Page)) *draw.Document {
	p := &draw.Page{W: 200, H: 100, Name: "first"}
	change(p)
	return &draw.Document{Title: "T", Pages: []*draw.Page{p}}
}

func TestBrokenDocumentsAreErrorsThatNameThePlace(t *testing.T) {
	t.Parallel()
	face := font.NewLibrary().Face("sans", font.Regular)
	a, _ := face.Glyph('A')
	box := draw.Rect{X: 1, Y: 1, W: 10, H: 10}
	link := func(l draw.Link) *draw.Document {
		return onePage(func(p *draw.Page) { p.Links = append(p.Links, l) })
	}
	run := func(r draw.Run) *draw.Document { return onePage(func(p *draw.Page) { p.Add(&r) }) }
	glyphs := draw.Pack(draw.Glyph{ID: a, Advance: 5, Text: "A"})
	loop := &draw.Form{W: 5, H: 5}
	loop.Add(&draw.Use{Form: loop})
	tests := map[string]struct {
		doc  *draw.Document
		want []string
	}{
		"no pages":         {&draw.Document{}, []string{"no pages"}},
		"missing place":    {link(draw.Link{Box: box, To: "w9", Label: "Week 9"}), []string{`"first"`, `"Week 9"`, `"w9"`}},
		"two targets":      {link(draw.Link{Box: box, To: "first", URI: "https://example.com"}), []string{"either"}},
		"no target":        {link(draw.Link{Box: box}), []string{"either"}},
		"script address":   {link(draw.Link{Box: box, URI: "javascript:alert(1)"}), []string{"javascript"}},
		"file address":     {link(draw.Link{Box: box, URI: "file:///etc/passwd"}), []string{"file:"}},
		"address no host":  {link(draw.Link{Box: box, URI: "https:///x"}), []string{"names no site"}},
		"empty link":       {link(draw.Link{To: "first"}), []string{"empty"}},
		"link not number":  {link(draw.Link{Box: draw.Rect{X: math.NaN(), W: 1, H: 1}, To: "first"}), []string{"NaN"}},
		"missing bookmark": {&draw.Document{Pages: []*draw.Page{{W: 9, H: 9}}, Outline: []draw.Bookmark{{Title: "Gone", To: "x"}}}, []string{`"Gone"`, `"x"`}},
		"bookmark untold":  {&draw.Document{Pages: []*draw.Page{{W: 9, H: 9, Name: "x"}}, Outline: []draw.Bookmark{{To: "x"}}}, []string{"no title"}},
		"page twice":       {&draw.Document{Pages: []*draw.Page{{W: 9, H: 9, Name: "x"}, {W: 9, H: 9, Name: "x"}}}, []string{`"x"`, "twice"}},
		"anchor twice":     {onePage(func(p *draw.Page) { p.Anchors = []draw.Anchor{{Name: "first"}} }), []string{"twice"}},
		"anchor unnamed":   {onePage(func(p *draw.Page) { p.Anchors = []draw.Anchor{{}} }), []string{"no name"}},
		"page too large":   {onePage(func(p *draw.Page) { p.W = 20000 }), []string{`"first"`, "20000"}},
		"page no size":     {onePage(func(p *draw.Page) { p.H = math.NaN() }), []string{"NaN"}},
		"point infinite":   {onePage(func(p *draw.Page) { p.Rule(0, 0, math.Inf(1), 0, draw.Ink, 1) }), []string{"Inf"}},
		"width negative":   {onePage(func(p *draw.Page) { p.Rule(0, 0, 1, 0, draw.Ink, -1) }), []string{"-1 points wide"}},
		"dash negative":    {onePage(func(p *draw.Page) { p.Rule(0, 0, 1, 0, draw.Ink, 1, -2) }), []string{"dash"}},
		"unknown colour":   {onePage(func(p *draw.Page) { p.Box(box, draw.NumSlots, draw.None, 0) }), []string{"colour"}},
		"path lacks point": {onePage(func(p *draw.Page) {
			p.Add(&draw.Path{Verbs: []draw.Verb{draw.MoveTo, draw.LineTo}, Points: make([]draw.Point, 1), Fill: draw.Ink})
		}), []string{"lacks points"}},
		"path begins late": {onePage(func(p *draw.Page) {
			p.Add(&draw.Path{Verbs: []draw.Verb{draw.LineTo}, Points: make([]draw.Point, 1), Fill: draw.Ink})
		}), []string{"begins"}},
		"unknown verb":     {onePage(func(p *draw.Page) { p.Add(&draw.Path{Verbs: []draw.Verb{9}, Fill: draw.Ink}) }), []string{"command 9"}},
		"nil operation":    {onePage(func(p *draw.Page) { p.Add(nil) }), []string{"unknown operation"}},
		"unknown tag":      {onePage(func(p *draw.Page) { p.Group("Blink", func(*draw.Canvas) {}) }), []string{"Blink"}},
		"cell alone":       {onePage(func(p *draw.Page) { p.Group(draw.TD, func(*draw.Canvas) {}) }), []string{"TD"}},
		"missing glyph":    {run(draw.Run{Face: face, Size: 9, Fill: draw.Ink, Glyphs: draw.Pack(draw.Glyph{Text: "☃"})}), []string{"Inter-Regular", "☃"}},
		"glyph too high":   {run(draw.Run{Face: face, Size: 9, Fill: draw.Ink, Glyphs: draw.Pack(draw.Glyph{ID: 65000})}), []string{"65000"}},
		"glyph nowhere":    {run(draw.Run{Face: face, Size: 9, Fill: draw.Ink, Glyphs: draw.Pack(draw.Glyph{ID: a, X: math.NaN()})}), []string{"no place"}},
		"advance infinite": {run(draw.Run{Face: face, Size: 9, Fill: draw.Ink, Glyphs: draw.Pack(draw.Glyph{ID: a, Advance: math.Inf(1)})}), []string{"no place"}},
		"size nothing":     {run(draw.Run{Face: face, Fill: draw.Ink, Glyphs: glyphs}), []string{"0 points"}},
		"no face":          {run(draw.Run{Size: 9, Fill: draw.Ink, Glyphs: glyphs}), []string{"typeface"}},
		"no colour":        {run(draw.Run{Face: face, Size: 9, Glyphs: glyphs}), []string{`"A"`, "no colour"}},
		"form in itself":   {onePage(func(p *draw.Page) { p.Add(&draw.Use{Form: loop}) }), []string{"uses itself"}},
		"form missing":     {onePage(func(p *draw.Page) { p.Add(&draw.Use{}) }), []string{"missing"}},
		"form negative":    {onePage(func(p *draw.Page) { p.Add(&draw.Use{Form: &draw.Form{}, Scale: -1}) }), []string{"-1 times"}},
		"broken picture":   {onePage(func(p *draw.Page) { p.Add(&draw.Image{Data: []byte("x"), Box: box, Alt: "Cat"}) }), []string{`"Cat"`}},
		"flat picture":     {onePage(func(p *draw.Page) { p.Add(&draw.Image{Data: sticker(), Alt: "Cat"}) }), []string{`"Cat"`, "no size"}},
		"not a font":       {run(draw.Run{Face: &font.Face{Name: "Odd", Data: []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00")}, Size: 9, Fill: draw.Ink, Glyphs: glyphs}), []string{"Odd"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := pdf.Compile(tt.doc)
			if err == nil {
				t.Fatalf("compiled to %d bytes, want an error", len(f.Bytes(palette())))
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error %q does not say %q", err, want)
				}
			}
		})
	}
}
