package acceptance_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	raster "github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// rasters compares pages as this program paints them for the shop's pictures
// with what pdftoppm makes of the buyer's PDF: a picture shows the real page.
func rasters(t *testing.T, p, l made) {
	t.Helper()
	themes := map[string]catalog.Theme{}
	for _, c := range catalog.Colours() {
		themes[c.ID] = c
	}
	basis := func(m made) deliver.Basis {
		preset, ok := catalog.PresetOf(m.Design.Preset)
		if !ok {
			t.Fatalf("no preset %q", m.Design.Preset)
		}
		return deliver.Basis{Product: m.Product, Look: deliver.LookOf(preset), Setters: typeset.NewPool(font.NewLibrary())}
	}
	var doc *draw.Document
	for _, ed := range planner.Editions(product.Ultimate, p.Request.Year) {
		if ed.Name != "2027-monday" {
			continue
		}
		var err error
		doc, err = planner.Draw(planner.Input{Basis: basis(p), Themes: catalog.Colours()}, ed)
		if err != nil {
			t.Fatal(err)
		}
	}
	name := "ultimate/main/01-" + p.Design.Palette + "/planner-2027-monday.pdf"
	n := len(doc.Pages)
	compare(t, p, name, doc, themes[p.Design.Palette].Palette, []int{0, 1, 9, 70, 180, n - 135, n - 100, n - 5})

	book, err := library.Draw(library.Input{Basis: basis(l), Theme: themes[l.Design.Palette]}, product.Ultimate)
	if err != nil {
		t.Fatal(err)
	}
	n = len(book.Pages)
	compare(t, l, "ultimate/main/01-prompt-library.pdf", book, themes[l.Design.Palette].Palette, []int{0, 3, 14, 90, n - 2})
}

// atMost is how much two rasters may differ in the mean, of 255.
const atMost = 3.0

func compare(t *testing.T, m made, name string, doc *draw.Document, pal draw.Palette, pages []int) {
	t.Helper()
	file, err := pdf.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file.Bytes(pal), m.read(t, name)) {
		t.Errorf("%s is not what is drawn here: the comparison would be of other pages", name)
		return
	}
	const dpi = 192
	for _, i := range pages {
		mine, err := raster.Render(doc.Pages[i], pal, dpi/72.0)
		if err != nil {
			t.Fatalf("%s, page %d: %v", name, i+1, err)
		}
		theirs := popple(t, m, name, i+1, dpi)
		mean := difference(mine, theirs)
		if !(mean <= atMost) {
			t.Errorf("%s, page %d: the rasters differ by %.2f of 255 in the mean, at most %.0f", name, i+1, mean, atMost)
		}
		m.l.count("pages painted like pdftoppm", 1)
		worst, _ := m.l.texts.LoadOrStore("raster", new(float64))
		*worst.(*float64) = max(*worst.(*float64), mean)
		m.l.remark("pages painted like pdftoppm", fmt.Sprintf("worst mean difference %.2f of 255", *worst.(*float64)))
	}
}

// popple is a page as pdftoppm paints it.
func popple(t *testing.T, m made, name string, page, dpi int) image.Image {
	t.Helper()
	to := filepath.Join(t.TempDir(), "p")
	n := fmt.Sprint(page)
	tool(t, "pdftoppm", "-png", "-singlefile", "-r", fmt.Sprint(dpi), "-f", n, "-l", n, m.at(name), to)
	in, err := os.Open(to + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	img, err := png.Decode(in)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the mean over all pixels and channels, on white; infinite for
// pictures of different sizes.
func difference(a, b image.Image) float64 {
	if dx, dy := a.Bounds().Dx()-b.Bounds().Dx(), a.Bounds().Dy()-b.Bounds().Dy(); dx < -1 || dx > 1 || dy < -1 || dy > 1 {
		return math.Inf(1)
	}
	w, h := min(a.Bounds().Dx(), b.Bounds().Dx()), min(a.Bounds().Dy(), b.Bounds().Dy())
	sum := 0.0
	for y := range h {
		for x := range w {
			r, g, bl := onWhite(a.At(x, y))
			r2, g2, b2 := onWhite(b.At(x, y))
			sum += math.Abs(r-r2) + math.Abs(g-g2) + math.Abs(bl-b2)
		}
	}
	return sum / float64(3*w*h)
}

func onWhite(c color.Color) (r, g, b float64) {
	rr, gg, bb, aa := c.RGBA()
	rest := float64(0xffff - aa)
	return (float64(rr) + rest) / 257, (float64(gg) + rest) / 257, (float64(bb) + rest) / 257
}

// contrast measures, in every theme, the words against their ground, on pages
// as pdftoppm paints them.
func contrast(t *testing.T, m made) {
	t.Helper()
	const dpi = 200
	for _, name := range m.files(t, "ultimate/main/0*-*/planner-2027-monday.pdf") {
		doc, err := inspect.PDF(m.read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{1, 9, 71, 543} {
			img := popple(t, m, name, i+1, dpi)
			runs, err := doc.Page(i).Text()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range runs {
				if len([]rune(r.Text)) < 3 || !strings.ContainsFunc(r.Text, unicode.IsLetter) {
					continue
				}
				m.l.count("words with contrast", 1)
				if c := ratio(img, r, dpi/72.0); c < 4.5 {
					t.Errorf("%s, page %d: %q has a contrast of %.2f", name, i+1, r.Text, c)
				}
			}
		}
	}
}

// ratio is the contrast between the ground of a word, the colour that is there
// most, and the pixel that is least like it.
func ratio(img image.Image, r inspect.Run, scale float64) float64 {
	seen := map[color.RGBA]int{}
	box := image.Rect(int(r.Box.X*scale), int(r.Box.Y*scale), int((r.Box.X+r.Box.W)*scale), int((r.Box.Y+r.Box.H)*scale)).Intersect(img.Bounds())
	var ground color.RGBA
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			if seen[c]++; seen[c] > seen[ground] {
				ground = c
			}
		}
	}
	best, under := 1.0, luminance(ground)
	for c := range seen {
		over := luminance(c)
		best = max(best, (max(over, under)+0.05)/(min(over, under)+0.05))
	}
	return best
}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}
