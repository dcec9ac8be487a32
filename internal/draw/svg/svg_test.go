package svg_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/svg"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func sample(text string) *draw.Page {
	p := &draw.Page{W: 200, H: 100, Name: "sample", Label: "Fish & <chips>"}
	p.Rounded(draw.Rect{X: 1, Y: 1, W: 198, H: 98}, 8, draw.Paper, draw.Accent, 1)
	p.Rule(0, 50, 200, 50, draw.Line, 0.5, 2, 3)
	form := &draw.Form{W: 10, H: 10}
	form.Circle(5, 5, 4, draw.Second, draw.None, 0)
	p.Add(&draw.Use{Form: form, X: 20, Y: 20, Scale: 2})
	p.Group(draw.H1, func(c *draw.Canvas) {
		typeset.New(font.NewLibrary(), "serif", "en").Line(c, text, typeset.Style{Size: 14}, 10, 40, 180)
	})
	return p
}

func palette() draw.Palette {
	var p draw.Palette
	for i := range p {
		p[i] = draw.RGB{R: uint8(i), G: uint8(2 * i), B: 255}
	}
	return p
}

// elements parses the file and counts its elements.
func elements(t *testing.T, data []byte) map[string]int {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(string(data)))
	n := map[string]int{}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			n[e.Name.Local]++
		}
	}
}

func TestRender(t *testing.T) {
	t.Parallel()
	for _, live := range []bool{false, true} {
		data, err := svg.Render(sample(`Tea & "biscuits" <now>`), palette(), live)
		if err != nil {
			t.Fatal(err)
		}
		n := elements(t, data)
		for _, bad := range []string{"style", "script", "metadata"} {
			if n[bad] > 0 {
				t.Errorf("live %v: has a %s element", live, bad)
			}
		}
		wantPaths, wantText := 4, 0
		if live {
			wantPaths, wantText = 3, 1
		}
		if n["path"] != wantPaths || n["text"] != wantText {
			t.Errorf("live %v: %d paths and %d texts, want %d and %d", live, n["path"], n["text"], wantPaths, wantText)
		}
		again, err := svg.Render(sample(`Tea & "biscuits" <now>`), palette(), live)
		if err != nil || string(again) != string(data) {
			t.Errorf("live %v: a second rendering differs (%v)", live, err)
		}
	}
}

func TestPaletteIsTheOnlyColour(t *testing.T) {
	t.Parallel()
	data, err := svg.Render(sample("x"), palette(), false)
	if err != nil {
		t.Fatal(err)
	}
	c := palette()[draw.Accent]
	want := "#" + hex(c.R) + hex(c.G) + hex(c.B)
	if !strings.Contains(string(data), `stroke="`+want+`"`) {
		t.Errorf("no stroke in the accent %s", want)
	}
}

func TestLiveTextIsInReadingOrder(t *testing.T) {
	t.Parallel()
	p := &draw.Page{W: 200, H: 100, Name: "sample"}
	typeset.New(font.NewLibrary(), "sans", "he").Line(&p.Canvas, "שלום עולם", typeset.Style{Size: 14}, 10, 40, 180)
	data, err := svg.Render(p, palette(), true)
	if err != nil || !strings.Contains(string(data), ">שלום עולם</text>") {
		t.Errorf("the text is not in reading order (%v):\n%s", err, data)
	}
}

func hex(v uint8) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[v>>4], digits[v&15]})
}

func FuzzText(f *testing.F) {
	f.Add("plain")
	f.Add("\x00\x1f<&\">]]>\ufffe😀שלום")
	f.Fuzz(func(t *testing.T, s string) {
		for _, live := range []bool{false, true} {
			data, err := svg.Render(sample(s), palette(), live)
			if err != nil {
				t.Fatal(err)
			}
			elements(t, data)
		}
	})
}
