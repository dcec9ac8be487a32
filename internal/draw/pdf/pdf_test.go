package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	stdpng "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func documents() map[string]*draw.Document {
	return map[string]*draw.Document{
		"book": sample(), "shapes": shapes(), "planner": planner(24),
		"arabic": foreign("ar", inArabic()), "japanese": foreign("ja", inJapanese()),
	}
}

func TestIndependentReadersAcceptTheFiles(t *testing.T) {
	t.Parallel()
	for name, doc := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := compile(t, doc)
			if out := tool(t, data, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Errorf("qpdf says:\n%s", out)
			}
			lines := strings.Split(strings.TrimSpace(tool(t, data, "pdffonts", "FILE")), "\n")
			if len(lines) < 3 {
				t.Fatalf("pdffonts lists no fonts: %q", lines)
			}
			for _, l := range lines[2:] {
				if !strings.Contains(l, "CID TrueType") || !strings.Contains(l, "yes yes yes") {
					t.Errorf("a font is not embedded, subset and mapped to text: %s", l)
				}
			}
			info := tool(t, data, "pdfinfo", "FILE")
			for _, want := range []string{"Title:           " + doc.Title, "Tagged:          yes", "Encrypted:       no", "PDF version:     1.7", fmt.Sprintf("Pages:           %d\n", len(doc.Pages))} {
				if !strings.Contains(info, want) {
					t.Errorf("pdfinfo lacks %q:\n%s", want, info)
				}
			}
			size := fmt.Sprintf("%g x %g pts", doc.Pages[0].W, doc.Pages[0].H)
			if !strings.Contains(info, size) {
				t.Errorf("pdfinfo lacks the size %q:\n%s", size, info)
			}
		})
	}
}

// plain takes out what readers add around right-to-left text, and line ends.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\f", " ").Replace(s)), " ")
}

func TestTextComesBack(t *testing.T) {
	t.Parallel()
	data := compile(t, sample())
	d := open(t, data)
	var own strings.Builder
	for i := range d.Pages() {
		s, err := d.Page(i).Plain()
		if err != nil {
			t.Fatalf("page %d: %v", i+1, err)
		}
		own.WriteString(s + "\n")
	}
	outputs := map[string]string{"inspect": plain(own.String())}
	if _, err := exec.LookPath("pdftotext"); err == nil || os.Getenv("CI") == "true" {
		outputs["pdftotext"] = plain(tool(t, data, "pdftotext", "FILE", "-"))
	}
	for reader, got := range outputs {
		for _, want := range paragraphs() {
			if n := strings.Count(got, want); n != 4+5+6 {
				t.Errorf("%s finds %q %d times, want 15", reader, want, n)
			}
		}
	}
}

func TestMarksKeepTheirLetters(t *testing.T) {
	t.Parallel()
	words := "שָׁלוֹם עֲבוֹדָה"
	p := &draw.Page{W: 300, H: 100, Name: "marks"}
	typeset.New(font.NewLibrary(), "sans", "he").Line(&p.Canvas, words, typeset.Style{Size: 20, Fill: draw.Ink}, 20, 50, 260)
	d := open(t, compile(t, &draw.Document{Title: "Marks", Pages: []*draw.Page{p}}))
	got, err := d.Page(0).Plain()
	if err != nil || got != words {
		t.Errorf("Plain = %q, %v, want %q", got, err, words)
	}
}

func TestLinksLandWhereTheirLabelsSay(t *testing.T) {
	t.Parallel()
	doc := planner(40)
	d := open(t, compile(t, doc))
	for i, p := range doc.Pages {
		links, err := d.Page(i).Links()
		if err != nil {
			t.Fatalf("page %d: %v", i, err)
		}
		if len(links) != len(p.Links) {
			t.Fatalf("page %d has %d links, want %d", i, len(links), len(p.Links))
		}
		for k, l := range links {
			want := p.Links[k]
			if l.Page < 0 || doc.Pages[l.Page].Name != want.To || l.Label != want.Label || l.Dead {
				t.Errorf("link %d of page %d leads to page %d with label %q, want %q, %q", k, i, l.Page, l.Label, want.To, want.Label)
			}
			if math.Abs(l.Box.X-want.Box.X) > 0.01 || math.Abs(l.Box.Y-want.Box.Y) > 0.01 || math.Abs(l.Box.W-want.Box.W) > 0.01 {
				t.Errorf("link %d of page %d has box %v, want %v", k, i, l.Box, want.Box)
			}
		}
	}
}

func TestHeadingsStandWhereAnchorsAndBookmarksLead(t *testing.T) {
	t.Parallel()
	d := open(t, compile(t, sample()))
	var check func(m inspect.Bookmark)
	checked := 0
	check = func(m inspect.Bookmark) {
		if m.Page < 0 {
			t.Fatalf("bookmark %q leads nowhere", m.Title)
		}
		runs, err := d.Page(m.Page).Text()
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, r := range runs {
			if r.Tag == "H1" || r.Tag == "H2" {
				found = found || r.Text == m.Title && r.Y >= m.Y && r.Y < m.Y+110
			}
		}
		if !found {
			t.Errorf("bookmark %q leads to page %d at %g, where no such heading stands", m.Title, m.Page+1, m.Y)
		}
		checked++
		for _, k := range m.Kids {
			check(k)
		}
	}
	outline, err := d.Outline()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range outline {
		check(m)
	}
	if checked != 7 {
		t.Errorf("%d bookmarks, want 7", checked)
	}
}

func TestNoTextLeavesItsPage(t *testing.T) {
	t.Parallel()
	for name, doc := range documents() {
		d := open(t, compile(t, doc))
		for i := range d.Pages() {
			p := d.Page(i)
			runs, err := p.Text()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range runs {
				if r.Box.X < 0 || r.Box.Y < 0 || r.Box.X+r.Box.W > p.W || r.Box.Y+r.Box.H > p.H || r.Size < 4 {
					t.Errorf("%s, page %d: %q (%g pt) stands at %v", name, i+1, r.Text, r.Size, r.Box)
				}
			}
		}
	}
}

func TestWidthOfRunsIsThatOfTheShaper(t *testing.T) {
	t.Parallel()
	set := typeset.New(font.NewLibrary(), "serif", "en")
	for _, tracking := range []float64{0, 0.35, 2} {
		st := typeset.Style{Size: 13, Fill: draw.Ink, Tracking: tracking}
		p := &draw.Page{W: 600, H: 100}
		const text = "AVATAR Today, 1,170 Wolves file off"
		set.Line(&p.Canvas, text, st, 20, 50, 560)
		runs, err := open(t, compile(t, &draw.Document{Pages: []*draw.Page{p}})).Page(0).Text()
		if err != nil || len(runs) != 1 {
			t.Fatalf("%d runs, %v", len(runs), err)
		}
		if want := set.Width(text, st); runs[0].Text != text || math.Abs(runs[0].Box.W-want) > 0.1+tracking {
			t.Errorf("tracking %g: %q is %g wide, want %g", tracking, runs[0].Text, runs[0].Box.W, want)
		}
	}
}

func TestSameInputSameBytesAndPalettesDifferOnlyInColour(t *testing.T) {
	t.Parallel()
	one, err := pdf.Compile(sample())
	if err != nil {
		t.Fatal(err)
	}
	other := palette()
	other[draw.Accent] = draw.RGB{R: 120, G: 10, B: 90}
	first, second := one.Bytes(palette()), one.Bytes(other)
	if !bytes.Equal(first, compile(t, sample())) {
		t.Error("the same document compiled twice gives other bytes")
	}
	if bytes.Equal(first, second) {
		t.Error("another palette gives the same bytes")
	}
	a, b := open(t, first), open(t, second)
	for i := range a.Pages() {
		x, errX := a.Page(i).Plain()
		y, errY := b.Page(i).Plain()
		if x != y || errX != nil || errY != nil {
			t.Errorf("page %d: the palettes have other text (%v, %v)", i+1, errX, errY)
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !bytes.Equal(one.Bytes(palette()), first) {
				t.Error("Bytes called at the same time gives other bytes")
			}
		})
	}
	wg.Wait()
}

func TestPixelsAreThoseOfTheOtherRenderer(t *testing.T) {
	t.Parallel()
	for name, doc := range documents() {
		limit := 3.0 // pdftoppm puts small text on whole lines of pixels
		if name == "shapes" {
			limit = 1
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := compile(t, doc)
			dir := t.TempDir()
			const dpi = 108
			tool(t, data, "pdftoppm", "-png", "-r", fmt.Sprint(dpi), "-l", "4", "FILE", filepath.Join(dir, "p"))
			files, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
			if err != nil || len(files) != min(4, len(doc.Pages)) {
				t.Fatalf("pdftoppm made %d pictures, %v", len(files), err)
			}
			for i, f := range files {
				want := decode(t, f)
				got, err := png.Render(doc.Pages[i], palette(), dpi/72.0)
				if err != nil {
					t.Fatal(err)
				}
				d := difference(got, want)
				t.Logf("page %d differs by %.2f of 255", i+1, d)
				if d > limit {
					t.Errorf("page %d differs by %.2f of 255, want at most %g", i+1, d, limit)
				}
			}
		})
	}
}

func decode(t *testing.T, path string) image.Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := stdpng.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the mean over the pixels that both have, on a white ground.
func difference(a, b image.Image) float64 {
	box := a.Bounds().Intersect(b.Bounds())
	sum := 0.0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			r1, g1, b1, a1 := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, p := range [3][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				sum += math.Abs(float64(p[0]+0xffff-a1) - float64(p[1]))
			}
		}
	}
	return sum / 257 / 3 / float64(box.Dx()*box.Dy())
}

// TestRandomDocuments: pages, links and texts survive, whatever the document.
func TestRandomDocuments(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	rapid.Check(t, func(rt *rapid.T) {
		set := typeset.New(lib, rapid.SampledFrom([]string{"sans", "serif", "mono"}).Draw(rt, "family"), "en")
		n := rapid.IntRange(1, 14).Draw(rt, "pages")
		doc := &draw.Document{Title: rapid.String().Draw(rt, "title"), Lang: "en"}
		for i := range n {
			p := &draw.Page{W: rapid.Float64Range(50, 900).Draw(rt, "w"), H: rapid.Float64Range(50, 900).Draw(rt, "h"), Name: fmt.Sprint("p", i)}
			tag := rapid.SampledFrom([]draw.Tag{draw.H1, draw.P, draw.LI, draw.TOCI, draw.Artifact, draw.Note}).Draw(rt, "tag")
			p.Group(tag, func(c *draw.Canvas) {
				set.Line(c, fmt.Sprint("Word", i), typeset.Style{Size: 9, Fill: draw.Ink}, 2, 20, 46)
			})
			p.Box(draw.Rect{W: 40, H: float64(rapid.IntRange(1, 3).Draw(rt, "box"))}, draw.Soft, draw.None, 0)
			for range rapid.IntRange(0, 4).Draw(rt, "links") {
				p.Links = append(p.Links, draw.Link{
					Box: draw.Rect{X: 1, Y: rapid.Float64Range(1, 40).Draw(rt, "y"), W: 20, H: 9},
					To:  fmt.Sprint("p", rapid.IntRange(0, n-1).Draw(rt, "to")), Label: rapid.String().Draw(rt, "label"),
				})
			}
			doc.Pages = append(doc.Pages, p)
		}
		f, err := pdf.Compile(doc)
		if err != nil {
			rt.Fatalf("Compile: %v", err)
		}
		d, err := inspect.PDF(f.Bytes(palette()))
		if err != nil {
			rt.Fatalf("inspect: %v", err)
		}
		if d.Pages() != n || d.Info.Title != doc.Title {
			rt.Fatalf("%d pages titled %q, want %d, %q", d.Pages(), d.Info.Title, n, doc.Title)
		}
		links := 0
		for i, p := range doc.Pages {
			got, err := d.Page(i).Links()
			if err != nil || len(got) != len(p.Links) {
				rt.Fatalf("page %d: %d links, %v, want %d", i, len(got), err, len(p.Links))
			}
			for k, l := range got {
				if fmt.Sprint("p", l.Page) != p.Links[k].To || l.Label != p.Links[k].Label {
					rt.Fatalf("link to page %d, label %q, want %v", l.Page, l.Label, p.Links[k])
				}
			}
			links += len(got)
			if text, err := d.Page(i).Plain(); err != nil || text != fmt.Sprint("Word", i) {
				rt.Fatalf("page %d reads %q, %v", i, text, err)
			}
		}
		roles, err := d.Roles()
		if err != nil || roles["Link"] != links || roles["Document"] != 1 {
			rt.Fatalf("roles %v, %v, want %d links", roles, err, links)
		}
	})
}
