package png_test

import (
	"bytes"
	"image"
	"image/color"
	stdpng "image/png"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func palette() draw.Palette {
	var p draw.Palette
	p[draw.Paper] = draw.RGB{R: 255, G: 255, B: 255}
	p[draw.Ink] = draw.RGB{R: 10, G: 20, B: 30}
	p[draw.Accent] = draw.RGB{R: 200}
	p[draw.Soft] = draw.RGB{G: 200}
	return p
}

func page(draws func(*draw.Page)) *draw.Page {
	p := &draw.Page{W: 40, H: 20, Name: "test"}
	draws(p)
	return p
}

func render(t *testing.T, p *draw.Page, scale float64) *image.NRGBA {
	t.Helper()
	img, err := png.Render(p, palette(), scale)
	if err != nil {
		t.Fatalf("Render: %v", err)
	}
	return img
}

func TestPixels(t *testing.T) {
	t.Parallel()
	red, ink, none := color.NRGBA{200, 0, 0, 255}, color.NRGBA{10, 20, 30, 255}, color.NRGBA{}
	form := &draw.Form{W: 4, H: 4}
	form.Box(draw.Rect{W: 4, H: 4}, draw.Accent, draw.None, 0)
	tests := []struct {
		name string
		draw func(*draw.Page)
		x, y int
		want color.NRGBA
	}{
		{"filled box", func(p *draw.Page) { p.Box(draw.Rect{X: 5, Y: 5, W: 10, H: 10}, draw.Accent, draw.None, 0) }, 10, 10, red},
		{"outside the box", func(p *draw.Page) { p.Box(draw.Rect{X: 5, Y: 5, W: 10, H: 10}, draw.Accent, draw.None, 0) }, 16, 10, none},
		{"box over the edge", func(p *draw.Page) { p.Box(draw.Rect{X: -50, Y: -50, W: 400, H: 400}, draw.Accent, draw.None, 0) }, 39, 19, red},
		{"stroke on the corner is mitred", func(p *draw.Page) { p.Box(draw.Rect{X: 6, Y: 6, W: 10, H: 10}, draw.None, draw.Ink, 4) }, 4, 4, ink},
		{"inside of a stroked box is empty", func(p *draw.Page) { p.Box(draw.Rect{X: 6, Y: 4, W: 20, H: 12}, draw.None, draw.Ink, 2) }, 14, 10, none},
		{"rule", func(p *draw.Page) { p.Rule(0, 10, 40, 10, draw.Ink, 2) }, 30, 10, ink},
		{"dash is drawn", func(p *draw.Page) { p.Rule(0, 10, 40, 10, draw.Ink, 2, 4, 4) }, 9, 10, ink},
		{"gap is not", func(p *draw.Page) { p.Rule(0, 10, 40, 10, draw.Ink, 2, 4, 4) }, 13, 10, none},
		{"butt end", func(p *draw.Page) { p.Rule(10, 10, 20, 10, draw.Ink, 6) }, 21, 10, none},
		{"form is moved and scaled", func(p *draw.Page) { p.Add(&draw.Use{Form: form, X: 10, Y: 2, Scale: 2}) }, 17, 9, red},
		{"later covers earlier", func(p *draw.Page) {
			p.Box(draw.Rect{W: 40, H: 20}, draw.Ink, draw.None, 0)
			p.Circle(20, 10, 5, draw.Accent, draw.None, 0)
		}, 20, 10, red},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := render(t, page(tt.draw), 1).NRGBAAt(tt.x, tt.y); got != tt.want {
				t.Errorf("pixel %d,%d = %v, want %v", tt.x, tt.y, got, tt.want)
			}
		})
	}
}

func TestARectangleInARectangleIsAHole(t *testing.T) {
	t.Parallel()
	img := render(t, page(func(p *draw.Page) {
		frame := &draw.Path{Fill: draw.Ink}
		frame.Rect(draw.Rect{X: 2, Y: 2, W: 16, H: 16})
		frame.Move(6, 6) // the other way round
		frame.LineTo(6, 14)
		frame.LineTo(14, 14)
		frame.LineTo(14, 6)
		frame.Close()
		p.Add(frame)
	}), 1)
	ink, hole := img.NRGBAAt(3, 3), img.NRGBAAt(10, 10)
	if want := palette()[draw.Ink]; ink.R != want.R || ink.G != want.G || ink.B != want.B {
		t.Errorf("the frame: got %v, want %v", ink, want)
	}
	if hole == ink {
		t.Errorf("the hole is painted: %v", hole)
	}
}

func TestTextIsPainted(t *testing.T) {
	t.Parallel()
	set := typeset.New(font.NewLibrary(), "sans", "en")
	p := &draw.Page{W: 100, H: 20, Name: "text"}
	st := typeset.Style{Size: 12}
	set.Line(&p.Canvas, "Weekly plan", st, 5, 14, 90)
	img := render(t, p, 2)
	left, right := img.Rect.Max.X, 0
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			if img.NRGBAAt(x, y).A > 128 {
				left, right = min(left, x), max(right, x)
			}
		}
	}
	want := set.Width("Weekly plan", st) * 2
	if got := float64(right - left); math.Abs(got-want) > 6 { // side bearings
		t.Errorf("ink is %g px wide, the text %g", got, want)
	}
}

func TestBadPagesAreErrors(t *testing.T) {
	t.Parallel()
	nan := page(func(p *draw.Page) { p.Rule(0, math.NaN(), 4, 4, draw.Ink, 1) })
	for name, tt := range map[string]struct {
		page  *draw.Page
		scale float64
	}{
		"not a number":  {nan, 1},
		"too large":     {page(func(*draw.Page) {}), 1e6},
		"no scale":      {page(func(*draw.Page) {}), 0},
		"broken image":  {page(func(p *draw.Page) { p.Add(&draw.Image{Data: []byte("x"), Box: draw.Rect{W: 4, H: 4}}) }), 1},
		"scale is NaN":  {page(func(*draw.Page) {}), math.NaN()},
		"negative size": {&draw.Page{W: -4, H: 4}, 1},
	} {
		if _, err := png.Render(tt.page, palette(), tt.scale); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

// TestEncode draws anything and holds the file against the picture: equal up to
// 256 colours, close beyond, and never more colours than a table has unless the
// colours are true.
func TestEncode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := &draw.Page{W: 60, H: 40, Name: "any"}
		for range rapid.IntRange(1, 9).Draw(t, "shapes") {
			at := func(name string) float64 { return rapid.Float64Range(-20, 80).Draw(t, name) }
			slot := draw.Slot(rapid.IntRange(1, int(draw.NumSlots)-1).Draw(t, "slot"))
			path := &draw.Path{Fill: slot, Stroke: draw.Ink, Width: rapid.Float64Range(0.1, 9).Draw(t, "width"), Round: rapid.Bool().Draw(t, "round")}
			path.Move(at("x"), at("y"))
			path.CubicTo(at("a"), at("b"), at("c"), at("d"), at("e"), at("f"))
			path.LineTo(at("g"), at("h"))
			p.Add(path)
		}
		img, err := png.Render(p, palette(), rapid.SampledFrom([]float64{1, 2, 5}).Draw(t, "scale"))
		if err != nil {
			t.Fatal(err)
		}
		holds(t, img)
	})
}

func TestEncodeNoise(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for name, size := range map[string]int{"few colours": 15, "too many for a table": 40, "more than are counted": 200} {
		img := image.NewNRGBA(image.Rect(0, 0, size, size))
		for i := range img.Pix {
			img.Pix[i] = byte(rng.UintN(256))
		}
		if _, ok := holds(t, img).(*image.Paletted); ok != (size == 15) {
			t.Errorf("%s: a colour table is used: %v", name, ok)
		}
	}
}

// holds encodes a picture and returns what a reader finds in the file, which
// must be the picture.
func holds(t rapid.TB, img *image.NRGBA) image.Image {
	t.Helper()
	data, err := png.Encode(img)
	if err != nil {
		t.Fatal(err)
	}
	back, err := stdpng.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	colours := map[color.NRGBA]bool{}
	for i := 0; i < len(img.Pix); i += 4 {
		colours[color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}] = true
	}
	limit := 0
	if _, ok := back.(*image.Paletted); ok && len(colours) > 256 {
		limit = 22 // in one channel, when the others hold
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			want := img.NRGBAAt(x, y)
			have := color.NRGBAModel.Convert(back.At(x, y)).(color.NRGBA)
			if want == have {
				continue
			}
			if limit == 0 && want.A != 0 {
				t.Fatalf("pixel %d,%d = %v, want %v", x, y, have, want)
			}
			for _, d := range [4]int{shown(want.R, want.A) - shown(have.R, have.A), shown(want.G, want.A) - shown(have.G, have.A), shown(want.B, want.A) - shown(have.B, have.A), int(want.A) - int(have.A)} {
				if d > limit || d < -limit {
					t.Fatalf("pixel %d,%d = %v, want about %v", x, y, have, want)
				}
			}
		}
	}
	return back
}

func shown(channel, alpha uint8) int { return int(channel) * int(alpha) / 255 }

func BenchmarkPage(b *testing.B) {
	set := typeset.New(font.NewLibrary(), "sans", "en")
	p := &draw.Page{W: 792, H: 612, Name: "week"}
	p.Box(draw.Rect{W: 792, H: 612}, draw.Paper, draw.None, 0)
	for d := range 7 {
		x := 30 + float64(d)*100
		p.Rounded(draw.Rect{X: x, Y: 60, W: 94, H: 500}, 6, draw.Soft, draw.Ink, 0.7)
		for h := range 24 {
			p.Rule(x, 80+float64(h)*20, x+94, 80+float64(h)*20, draw.Ink, 0.4)
			set.Line(&p.Canvas, "18:00 hand-over", typeset.Style{Size: 9}, x+4, 78+float64(h)*20, 88)
		}
	}
	var studio png.Studio
	b.Run("picture", func(b *testing.B) {
		for b.Loop() {
			if _, err := studio.Picture(p, palette(), 1280/792.0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("colours", func(b *testing.B) {
		sketch, err := studio.Sketch(p, 1280/792.0)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := studio.Colour(sketch, palette()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
