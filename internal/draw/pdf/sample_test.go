package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	stdpng "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func palette() draw.Palette {
	p := draw.Palette{}
	for slot, c := range map[draw.Slot]draw.RGB{
		draw.Paper: {R: 255, G: 253, B: 248}, draw.Ink: {R: 30, G: 30, B: 40}, draw.Muted: {R: 90, G: 90, B: 100},
		draw.Line: {R: 190, G: 190, B: 200}, draw.Faint: {R: 225, G: 225, B: 230}, draw.Wash: {R: 246, G: 244, B: 240},
		draw.Accent: {R: 46, G: 94, B: 120}, draw.OnAccent: {R: 255, G: 255, B: 255}, draw.Soft: {R: 214, G: 230, B: 238},
		draw.Second: {R: 150, G: 80, B: 60}, draw.OnSecond: {R: 255, G: 255, B: 255}, draw.SecondSoft: {R: 245, G: 226, B: 220},
	} {
		p[slot] = c
	}
	return p
}

// paragraphs are found again in the finished file, each whole.
func paragraphs() []string {
	return []string{
		"Officially, the first difficult shift affects the whole coffee budget; efficient planning flattens it.",
		"Kerned pairs AV, To, WA and ligatures fi, ffi, fl must come back as the letters they stand for.",
		"Naïve façade, crème brûlée, Größe, Łódź, smörgåsbord — “quoted” … and €12.50.",
		"שלום לכולם וברוכים הבאים",
		"مرحبا بكم في المخطط",
		"Bees 🐝 and moons 🌙 may stand in a line.",
	}
}

// sample is a book with all that a text can have.
func sample() *draw.Document {
	lib := font.NewLibrary()
	doc := &draw.Document{Title: "Night & day – a sample", Author: "Ada (Tester)", Subject: "A test", Lang: "en", Keywords: []string{"night", "shift"}}
	b := book.New(doc, typeset.New(lib, "serif", "en"), book.A4(), book.Look{Family: "serif", Radius: 6})
	b.Bare("cover", "Cover", func(p *draw.Page) {
		p.Box(draw.Rect{W: p.W, H: p.H}, draw.Accent, draw.None, 0)
		p.Group(draw.P, func(c *draw.Canvas) {
			b.Set.Line(c, "A sample for tests", typeset.Style{Role: font.Display, Size: 40, Fill: draw.OnAccent}, 60, 300, 480)
		})
		p.Add(&draw.Image{Data: photo(), Box: draw.Rect{X: 60, Y: 400, W: 200, H: 150}, Alt: "A gradient"})
		p.Add(&draw.Image{Data: sticker(), Box: draw.Rect{X: 300, Y: 400, W: 150, H: 150}, Alt: "A disc that fades"})
	})
	for i, name := range []string{"one", "two", "three"} {
		b.Chapter("Chapter "+name, "What the chapter is about.", "chapter-"+name)
		for range 4 + i {
			for _, t := range paragraphs() {
				b.Text(t)
			}
			b.Spans([]typeset.Span{{Text: "See also "}, {Text: "chapter one", To: "chapter-one"}, {Text: " or "}, {Text: "the site", URI: "https://example.com/a?b=c&d"}, {Text: "."}})
		}
		b.Heading(2, "Lists of "+name, "lists-"+name, 40)
		b.Items(book.Bullets, []string{"Sleep before the shift", "Eat at a fixed hour", "Walk in daylight"})
		b.Heading(3, "A table", "", 40)
		rows := [][]string{}
		for range 22 {
			rows = append(rows, []string{"Monday", "Early shift", "Lentils and rice"})
		}
		b.Table([]string{"Day", "Shift", "Meal"}, []float64{1, 1, 2}, rows)
		b.Callout("Note", "A note stands whole on one page.")
	}
	return b.Finish()
}

// shapes is a page with every kind of line, box and form.
func shapes() *draw.Document {
	p := &draw.Page{W: 400, H: 300, Name: "shapes", Label: "Shapes"}
	p.Box(draw.Rect{W: 400, H: 300}, draw.Paper, draw.None, 0)
	p.Rounded(draw.Rect{X: 20, Y: 20, W: 100, H: 60}, 12, draw.Soft, draw.Accent, 2)
	p.Circle(200, 60, 40, draw.Second, draw.Ink, 3)
	p.Rule(20, 120, 380, 120, draw.Ink, 2, 8, 4)
	p.Rule(20, 130, 380, 135, draw.Accent, 1)
	sharp := &draw.Path{Stroke: draw.Ink, Width: 8}
	sharp.Move(30, 220)
	sharp.LineTo(60, 160)
	sharp.LineTo(90, 220)
	p.Add(sharp)
	soft := &draw.Path{Stroke: draw.Second, Width: 8, Round: true}
	soft.Move(120, 220)
	soft.LineTo(150, 160)
	soft.CubicTo(160, 240, 200, 240, 210, 170)
	p.Add(soft)
	ring := &draw.Path{Fill: draw.Accent} // a hole by turning the other way
	ring.Rect(draw.Rect{X: 240, Y: 150, W: 80, H: 80})
	ring.Move(260, 190)
	ring.CubicTo(260, 216, 300, 216, 300, 190)
	ring.CubicTo(300, 164, 260, 164, 260, 190)
	ring.Close()
	p.Add(ring)
	set := typeset.New(font.NewLibrary(), "sans", "en")
	inner := &draw.Form{W: 20, H: 20}
	inner.Circle(10, 10, 8, draw.Second, draw.None, 0)
	f := &draw.Form{W: 50, H: 30}
	f.Box(draw.Rect{W: 50, H: 30}, draw.Wash, draw.Line, 1)
	f.Add(&draw.Use{Form: inner, X: 28, Y: 4})
	set.Line(&f.Canvas, "Tab", typeset.Style{Size: 10, Fill: draw.Ink}, 4, 18, 40)
	p.Add(&draw.Use{Form: f, X: 330, Y: 20}, &draw.Use{Form: f, X: 280, Y: 240, Scale: 1.5})
	set.Line(&p.Canvas, "Spaced Out", typeset.Style{Size: 14, Tracking: 2}, 20, 270, 200)
	return &draw.Document{Title: "Shapes", Lang: "en", Pages: []*draw.Page{p}}
}

func photo() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 160, 120))
	for y := range 120 {
		for x := range 160 {
			img.Set(x, y, color.RGBA{uint8(x), uint8(2 * y), 120, 255})
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 92})
	return b.Bytes()
}

func sticker() []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for y := range 100 {
		for x := range 100 {
			if d := (x-50)*(x-50) + (y-50)*(y-50); d < 2400 {
				img.Set(x, y, color.NRGBA{200, uint8(x), uint8(y), uint8(255 - d/10)})
			}
		}
	}
	var b bytes.Buffer
	_ = stdpng.Encode(&b, img)
	return b.Bytes()
}

func compile(t testing.TB, doc *draw.Document) []byte {
	t.Helper()
	f, err := pdf.Compile(doc)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return f.Bytes(palette())
}

func open(t testing.TB, data []byte) *inspect.Doc {
	t.Helper()
	d, err := inspect.PDF(data)
	if err != nil {
		t.Fatalf("inspect.PDF: %v", err)
	}
	return d
}

// tool runs a program on a finished file and returns what it prints. Without
// the program the test is skipped, but not where CI is set.
func tool(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing; scripts/deps installs it", name)
		}
		t.Skipf("%s is missing; scripts/deps installs it", name)
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}
