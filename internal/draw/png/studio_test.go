package png_test

import (
	"bytes"
	"image"
	"image/color"
	stdpng "image/png"
	"math"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// anyPage draws a page of shapes, lines, letters and forms, some of them outside.
func anyPage(t *rapid.T, set *typeset.Setter) *draw.Page {
	p := &draw.Page{W: rapid.Float64Range(2, 90).Draw(t, "wide"), H: rapid.Float64Range(2, 60).Draw(t, "high"), Name: "any"}
	at := func(name string) float64 { return rapid.Float64Range(-40, 120).Draw(t, name) }
	slot := func(name string) draw.Slot { return draw.Slot(rapid.IntRange(0, int(draw.NumSlots)-1).Draw(t, name)) }
	for range rapid.IntRange(0, 9).Draw(t, "ops") {
		box := draw.Rect{X: at("x"), Y: at("y"), W: rapid.Float64Range(0, 120).Draw(t, "w"), H: rapid.Float64Range(0, 90).Draw(t, "h")}
		width := rapid.Float64Range(0, 9).Draw(t, "width")
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			p.Rounded(box, rapid.Float64Range(0, 20).Draw(t, "radius"), slot("fill"), slot("stroke"), width)
		case 1:
			p.Rule(box.X, box.Y, at("x2"), at("y2"), slot("stroke"), width, rapid.Float64Range(0.5, 9).Draw(t, "on"), rapid.Float64Range(0, 9).Draw(t, "off"))
		case 2:
			set.Line(&p.Canvas, "Plan §", typeset.Style{Size: rapid.Float64Range(1, 40).Draw(t, "size"), Fill: slot("fill")}, box.X, box.Y, 400)
		case 3:
			path := &draw.Path{Fill: slot("fill"), Stroke: slot("stroke"), Width: width, Round: rapid.Bool().Draw(t, "round")}
			path.Move(at("a"), at("b"))
			path.CubicTo(at("c"), at("d"), at("e"), at("f"), at("g"), at("h"))
			path.LineTo(at("i"), at("j"))
			if rapid.Bool().Draw(t, "closed") {
				path.Close()
			}
			p.Add(path)
		case 4:
			form := &draw.Form{W: 40, H: 40}
			form.Circle(20, 20, 15, slot("fill"), slot("stroke"), width)
			form.Box(draw.Rect{X: 5, Y: 30, W: 30, H: 8}, slot("fill"), draw.None, 0)
			p.Add(&draw.Use{Form: form, X: box.X, Y: box.Y, Scale: rapid.Float64Range(0.1, 2).Draw(t, "scale")})
		}
	}
	return p
}

// TestOneStudioMakesAnyPicture makes picture after picture with the buffers of the
// ones before, by way of a sketch and at once: each is the file that Encode makes
// of what Render draws.
func TestOneStudioMakesAnyPicture(t *testing.T) {
	t.Parallel()
	var studio png.Studio
	set := typeset.New(font.NewLibrary(), "serif", "en")
	rapid.Check(t, func(t *rapid.T) {
		p := anyPage(t, set)
		scale := rapid.SampledFrom([]float64{0.5, 1, 2.7, 9}).Draw(t, "pixels")
		pal := colourful(rapid.Uint8().Draw(t, "palette"))
		img, err := png.Render(p, pal, scale)
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Encode(img)
		if err != nil {
			t.Fatal(err)
		}
		got, err := studio.Picture(p, pal, scale)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("Picture: not the file of Render and Encode")
		}
		sketch, err := studio.Sketch(p, scale)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := studio.Colour(sketch, pal); err != nil || !bytes.Equal(got, want) {
			t.Errorf("Colour: %v, not the file of Render and Encode", err)
		}
	})
}

// colourful is a palette in which no two slots look alike.
func colourful(seed uint8) draw.Palette {
	var p draw.Palette
	for i := range p {
		n := seed + uint8(i)
		p[i] = draw.RGB{R: n * 71, G: n * 29, B: n * 113}
	}
	return p
}

// TestStudioAtWork makes pictures at the same time: none gets into another.
func TestStudioAtWork(t *testing.T) {
	t.Parallel()
	var studio png.Studio
	var pages []*draw.Page
	var want [][]byte
	for i := range 6 {
		p := &draw.Page{W: 20 + 30*float64(i), H: 50, Name: "busy"}
		for k := range 12 {
			p.Circle(float64(17*k%100), float64(11*k%50), 3+float64(i+k), draw.Slot(1+(i+k)%15), draw.Ink, 1)
		}
		data, err := (*png.Studio)(nil).Picture(p, colourful(1), 2)
		if err != nil {
			t.Fatal(err)
		}
		pages, want = append(pages, p), append(want, data)
	}
	shared, err := studio.Sketch(pages[5], 2)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 60 {
		wg.Go(func() {
			got, err := studio.Picture(pages[n%6], colourful(1), 2)
			if err != nil || !bytes.Equal(got, want[n%6]) {
				t.Errorf("picture %d: %v, not the one made alone", n%6, err)
			}
			if got, err := studio.Colour(shared, colourful(1)); err != nil || !bytes.Equal(got, want[5]) {
				t.Errorf("shared sketch: %v, not the picture made alone", err)
			}
		})
	}
	wg.Wait()
}

// TestWhatNeedsItsColours makes pictures that no sketch can hold: with a picture
// in them, and with more blends than are counted. They are made all the same.
func TestWhatNeedsItsColours(t *testing.T) {
	t.Parallel()
	photo := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for i := range photo.Pix {
		photo.Pix[i] = byte(i * 13)
	}
	var data bytes.Buffer
	if err := stdpng.Encode(&data, photo); err != nil {
		t.Fatal(err)
	}
	many := &draw.Page{W: 300, H: 300, Name: "many blends"}
	for i := range 240 {
		a := float64(i) / 240 * math.Pi
		many.Rule(150-200*math.Cos(a), 150-200*math.Sin(a), 150+200*math.Cos(a), 150+200*math.Sin(a), draw.Slot(1+i%15), 0.9)
	}
	var studio png.Studio
	for name, p := range map[string]*draw.Page{
		"picture": page(func(p *draw.Page) {
			p.Box(draw.Rect{W: 30, H: 20}, draw.Accent, draw.None, 0)
			p.Add(&draw.Image{Data: data.Bytes(), Box: draw.Rect{X: 3, Y: 3, W: 14, H: 14}})
		}),
		"many blends": many,
	} {
		if _, err := studio.Sketch(p, 2); err == nil {
			t.Errorf("%s: a sketch holds it", name)
		}
		got, err := studio.Picture(p, palette(), 2)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Render(p, palette(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if want, err := png.Encode(img); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, not the file of Render and Encode", name, err)
		}
	}
	bad := page(func(p *draw.Page) { p.Add(&draw.Image{Data: []byte("x"), Box: draw.Rect{W: 4, H: 4}}) })
	if _, err := studio.Picture(bad, palette(), 1); err == nil {
		t.Error("a broken picture: got no error")
	}
	nan := page(func(p *draw.Page) { p.Rule(0, math.NaN(), 4, 4, draw.Ink, 1) })
	if _, err := studio.Sketch(nan, 1); err == nil {
		t.Error("a point that is no number: got no error")
	}
}

// TestEveryColourBecomesTheNearest looks at pictures with more colours than a
// table has: 256 of them stay, and each pixel shows the nearest of these.
func TestEveryColourBecomesTheNearest(t *testing.T) {
	t.Parallel()
	looked := 0
	for seed := range uint8(12) {
		p := &draw.Page{W: 100, H: 100, Name: "soft edges"}
		for i := range 14 {
			p.Circle(float64(int(seed)*31+i*37%100)-20, float64(i*53%100), 6+float64(i%5)*7, draw.Slot(1+(i+int(seed))%15), draw.None, 0)
		}
		img, err := png.Render(p, colourful(seed), 3)
		if err != nil {
			t.Fatal(err)
		}
		data, err := png.Encode(img)
		if err != nil {
			t.Fatal(err)
		}
		back, err := stdpng.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		made, ok := back.(*image.Paletted)
		if !ok || len(made.Palette) < 256 {
			continue
		}
		looked++
		var table []color.NRGBA
		for _, c := range made.Palette {
			table = append(table, color.NRGBAModel.Convert(c).(color.NRGBA))
		}
		seen := map[color.NRGBA]bool{}
		for i := 0; i < len(img.Pix); i += 4 {
			px := color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
			if seen[px] {
				continue
			}
			seen[px] = true
			have := away(px, table[made.Pix[i/4]])
			for _, c := range table {
				if away(px, c) < have {
					t.Fatalf("seed %d: %v becomes %v, and %v is nearer", seed, px, table[made.Pix[i/4]], c)
				}
			}
		}
		if len(seen) <= 256 {
			t.Errorf("seed %d has %d colours: nothing is shown", seed, len(seen))
		}
	}
	if looked < 3 {
		t.Errorf("%d pictures had more colours than a table", looked)
	}
}

func away(a, b color.NRGBA) int {
	sum := 0
	for _, d := range [4]int{shown(a.R, a.A) - shown(b.R, b.A), shown(a.G, a.A) - shown(b.G, b.A), shown(a.B, a.A) - shown(b.B, b.A), int(a.A) - int(b.A)} {
		sum += d * d
	}
	return sum
}
