package inspect_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// written builds a file of the old kind from its objects: a classic table, no
// object streams, fonts that are not embedded.
func written(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 2 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// classic is a file as other programs write it.
func classic(content string) []byte {
	return written(
		"<</Type/Catalog/Pages 3 0 R/Outlines 9 0 R/Names<</Dests<</Names[(two)[5 0 R/FitH 90]]>>>>/Lang(de)>>",
		"<</Title(Caf\\351)/Author<FEFF00C5>>>",
		"<</Type/Pages/Count 2/Kids[4 0 R 5 0 R]/MediaBox[10 20 210 120]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 8 0 R>>>>>>",
		"<</Type/Page/Parent 3 0 R/Contents 7 0 R/Annots[<</Subtype/Link/Rect[60 100 20 90]/A<</S/GoTo/D(two)>>/Contents(Two)>><</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.com)>>>><</Subtype/Link/Rect[0 0 9 9]/Dest(gone)>><</Subtype/Text/Rect[0 0 9 9]>>]>>",
		"<</Type/Page/Parent 3 0 R/MediaBox[0 0 100 100]>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/Widths[250 500 500]>>",
		stream("", content),
		stream("/Type/XObject/Subtype/Form/Matrix[1 0 0 1 5 0]", "BT /F1 10 Tf 1 2 Td (form) Tj ET"),
		"<</First 10 0 R/Last 10 0 R/Count 1>>",
		"<</Title(Mark)/Parent 9 0 R/Dest[5 0 R/XYZ 0 60 0]>>",
	)
}

func TestFilesOfOtherPrograms(t *testing.T) {
	t.Parallel()
	d, err := inspect.PDF(classic("q 2 0 0 2 30 40 cm /H1 BMC BT /F1 12 Tf 1 0 0 1 5 10 Tm 14 TL (a\\(b\\)) Tj T* [(x)-300(y)] TJ ET EMC Q q 1 0 0 1 40 30 cm /X1 Do Q"))
	if err != nil {
		t.Fatal(err)
	}
	want := inspect.Info{Title: "Café", Author: "Å", Lang: "de"}
	if d.Version != "1.4" || d.Pages() != 2 || d.Info != want || d.Tagged || d.Encrypted {
		t.Errorf("version %s, %d pages, %+v, tagged %v", d.Version, d.Pages(), d.Info, d.Tagged)
	}
	links, err := d.Page(0).Links()
	if err != nil || len(links) != 3 {
		t.Fatalf("%d links, %v, want 3", len(links), err)
	}
	if l := links[0]; l.Page != 1 || l.Y != 10 || l.Label != "Two" || l.Box != (draw.Rect{X: 10, Y: 20, W: 40, H: 10}) || l.Dead {
		t.Errorf("the named link is %+v", l)
	}
	if links[1].URI != "https://example.com" || links[1].Dead || !links[2].Dead {
		t.Errorf("links %+v", links[1:])
	}
	outline, err := d.Outline()
	if err != nil || len(outline) != 1 || outline[0].Page != 1 || outline[0].Y != 40 {
		t.Errorf("outline %+v, %v", outline, err)
	}
	fonts, err := d.Fonts()
	if err != nil || len(fonts) != 1 || fonts[0] != (inspect.Font{Name: "Helvetica"}) {
		t.Errorf("fonts %+v, %v", fonts, err)
	}
	runs, err := d.Page(0).Text()
	if err != nil || len(runs) != 3 {
		t.Fatalf("%d runs, %v, want 3", len(runs), err)
	}
	for i, w := range []inspect.Run{
		{Text: "a(b)", Size: 24, X: 30, Y: 60, Tag: "H1"},
		{Text: "x y", Size: 24, X: 30, Y: 88, Tag: "H1"},
		{Text: "form", Size: 10, X: 36, Y: 88},
	} {
		if g := runs[i]; g.Text != w.Text || g.Size != w.Size || g.X != w.X || g.Y != w.Y || g.Tag != w.Tag || g.Font != "Helvetica" {
			t.Errorf("run %d is %+v, want %+v", i, g, w)
		}
	}
}

// TestStreamsDoNotMix reads content in several streams, some packed twice, with
// packed forms between: each is unpacked into the buffer of the one before.
func TestStreamsDoNotMix(t *testing.T) {
	t.Parallel()
	packed := func(data string, times int) string {
		for range times {
			var b bytes.Buffer
			z := zlib.NewWriter(&b)
			_, _ = z.Write([]byte(data))
			_ = z.Close()
			data = b.String()
		}
		return data
	}
	words := strings.Repeat("many words ", 400)
	data := written(
		"<</Pages 3 0 R>>", "<<>>", "<</Kids[4 0 R 10 0 R]/MediaBox[0 0 90 90]/Resources<</Font<</F 9 0 R>>/XObject<</X 8 0 R/Y 11 0 R>>>>>>",
		"<</Contents[5 0 R 6 0 R 7 0 R]>>",
		stream("/Filter[/FlateDecode/FlateDecode]", packed("BT /F 1 Tf 0 9 Td ("+words+") Tj ET", 2)),
		stream("", "/X Do BT /F 9 Tf (a\\\\\\053(b)) Tj"),
		stream("/Filter/FlateDecode", packed("0 -9 TD <6869\n6> Tj [(R)1 0(s)] TJ ET /X Do BT 1 0 0 1 0 0 Tm (end) Tj ET", 1)),
		stream("/Subtype/Form/Filter/FlateDecode", packed("BT /F 2 Tf (form "+words+") Tj ET /Y Do BT /F 2 Tf (goes on) Tj ET", 1)),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Contents[5 0 R 6 0 R 7 0 R]>>",
		stream("/Subtype/Form/Filter/FlateDecode", packed("BT /F 2 Tf (inner "+words+words+") Tj ET", 1)),
	)
	d, err := inspect.PDF(data)
	if err != nil {
		t.Fatal(err)
	}
	form := []string{"form " + words, "inner " + words + words, "goes on"}
	want := slices.Concat([]string{words}, form, []string{"a\\+(b)", "hi`Rs"}, form, []string{"end"})
	for i := range 2 * d.Pages() {
		runs, err := d.Page(i % 2).Text()
		if err != nil || len(runs) != len(want) {
			t.Fatalf("page %d: %d runs, %v, want %d", i%2, len(runs), err, len(want))
		}
		for k, r := range runs {
			if r.Text != want[k] {
				t.Errorf("page %d, run %d: %.40q, want %.40q", i%2, k, r.Text, want[k])
			}
		}
	}
}

func TestEncryptedFilesSaySo(t *testing.T) {
	t.Parallel()
	data := bytes.Replace(classic(""), []byte("/Info 2 0 R"), []byte("/Encrypt 2 0 R"), 1)
	d, err := inspect.PDF(data)
	if err != nil || !d.Encrypted || d.Pages() != 0 {
		t.Errorf("encrypted file: %+v, %v", d, err)
	}
}

func TestDamagedFilesAreErrors(t *testing.T) {
	t.Parallel()
	good := classic("BT ET")
	packed := func(n int) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = z.Write(bytes.Repeat([]byte(" "), n))
		_ = z.Close()
		return stream("/Filter/FlateDecode", b.String())
	}
	page := func(content string, rest ...string) []byte {
		return written(append([]string{"<</Pages 3 0 R>>", "<<>>", "<</Kids[4 0 R]>>", "<</MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>", content}, rest...)...)
	}
	tests := map[string][]byte{
		"nothing":             nil,
		"no PDF":              []byte("hello, this is a text"),
		"no table":            []byte("%PDF-1.7\n"),
		"cut off":             good[:len(good)/2],
		"table elsewhere":     bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9"), 1),
		"pages in a circle":   written("<</Pages 3 0 R>>", "<<>>", "<</Kids[3 0 R]>>"),
		"page without size":   written("<</Pages 3 0 R>>", "<<>>", "<</Kids[4 0 R]>>", "<</Type/Page>>"),
		"page missing":        written("<</Pages 3 0 R>>", "<<>>", "<</Kids[9 0 R]>>"),
		"no catalog":          written("[1]"),
		"stream bomb":         page(packed(80 << 20)),
		"form in itself":      page(stream("", "/X Do"), stream("/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", "/X Do")),
		"content is a number": page("7"),
		"unread filter":       page(stream("/Filter/LZWDecode", "abc")),
		"damaged content":     page(stream("", "BT (open ET")),
		"deep nesting":        page(stream("", strings.Repeat("[", 5000))),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := inspect.PDF(data)
			if err != nil {
				return
			}
			if d.Pages() > 0 {
				_, err = d.Page(0).Text()
			}
			if err == nil {
				t.Error("read without an error")
			}
		})
	}
}

// ours is a small file of our own writer, which has all the modern parts.
func ours(tb testing.TB) []byte {
	tb.Helper()
	set := typeset.New(font.NewLibrary(), "sans", "en")
	doc := &draw.Document{Title: "Fuzz", Lang: "en", Outline: []draw.Bookmark{{Title: "One", To: "one"}}}
	p := &draw.Page{W: 100, H: 50, Name: "one"}
	f := &draw.Form{W: 10, H: 10}
	set.Line(&f.Canvas, "tab", typeset.Style{Size: 5, Fill: draw.Ink}, 1, 6, 9)
	p.Add(&draw.Use{Form: f, X: 80})
	p.Group(draw.H1, func(c *draw.Canvas) { set.Line(c, "Ha", typeset.Style{Size: 9, Fill: draw.Ink}, 5, 20, 90) })
	p.Links = []draw.Link{{Box: draw.Rect{W: 9, H: 9}, To: "one", Label: "One"}}
	doc.Pages = []*draw.Page{p}
	c, err := pdf.Compile(doc)
	if err != nil {
		tb.Fatal(err)
	}
	return c.Bytes(draw.Palette{})
}

func FuzzPDF(f *testing.F) {
	f.Add(ours(f))
	f.Add(classic("q BT /F1 12 Tf (a) Tj ET Q /X1 Do BI /W 1 ID x EI"))
	f.Add([]byte("%PDF-1.7\nstartxref\n0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := inspect.PDF(data)
		if err != nil {
			return
		}
		_, _ = d.Roles()
		_, _ = d.Fonts()
		_, _ = d.Outline()
		for i := range min(d.Pages(), 20) {
			if _, err := d.Page(i).Links(); err != nil {
				continue
			}
			_, _ = d.Page(i).Plain()
		}
	})
}
