package quality_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// diary is a small planner: a hub and a page for each of some days, every page
// linked with every other.
func diary(days ...string) *draw.Document {
	set := typeset.New(font.NewLibrary(), "sans", "en")
	doc := &draw.Document{Title: "Diary", Author: "Paper Lantern Studio", Lang: "en"}
	names := append([]string{"Index"}, days...)
	for i, name := range names {
		p := &draw.Page{W: 792, H: 612, Name: fmt.Sprint("p", i), Label: name}
		p.Box(draw.Rect{X: 20, Y: 20, W: 700, H: 30}, draw.Soft, draw.None, 0)
		p.Group(draw.H1, func(c *draw.Canvas) {
			set.Line(c, name, typeset.Style{Role: font.Display, Size: 21, Fill: draw.Accent}, 30, 80, 600)
		})
		p.Group(draw.P, func(c *draw.Canvas) {
			set.Line(c, "What matters today goes here.", typeset.Style{Size: 10}, 30, 120, 400)
		})
		for k, other := range names {
			p.Links = append(p.Links, draw.Link{Box: draw.Rect{X: 740, Y: 20 + 30*float64(k), W: 40, H: 26}, To: fmt.Sprint("p", k), Label: other})
		}
		doc.Pages = append(doc.Pages, p)
		doc.Outline = append(doc.Outline, draw.Bookmark{Title: name, To: p.Name})
	}
	return doc
}

func week() []string {
	return []string{
		"Monday, 1 March 2027", "Tuesday, 2 March 2027", "Wednesday, 3 March 2027", "Thursday, 4 March 2027",
		"Friday, 5 March 2027", "Saturday, 6 March 2027", "Sunday, 7 March 2027", "Monday, 8 March 2027",
	}
}

func bytesOf(t testing.TB, doc *draw.Document, pal draw.Palette) []byte {
	t.Helper()
	f, err := pdf.Compile(doc)
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	return f.Bytes(pal)
}

func planned(path string) product.File {
	return product.File{Path: path, Type: "application/pdf", Tier: product.Pro}
}

func TestInspectPDF(t *testing.T) {
	t.Parallel()
	pal := catalog.Colours()[0].Palette
	tests := map[string]struct {
		data  []byte
		pages int // what the renderer said
		gate  string
		says  string
	}{
		"a clean diary":      {data: bytesOf(t, diary(week()...), pal)},
		"a wrong weekday":    {data: bytesOf(t, diary(append(week()[:7:7], "Tuesday, 8 March 2027")...), pal), gate: quality.GateFiles, says: "which is a Monday"},
		"a date there is no": {data: bytesOf(t, diary(append(week()[:7:7], "Monday, 31 February 2028")...), pal), gate: quality.GateFiles, says: "There is no 31 February"},
		"a page too few":     {data: bytesOf(t, diary(week()...), pal), pages: 10, gate: quality.GateFiles, says: "should have 10 pages and has 9"},
		"nothing":            {data: nil, gate: quality.GateFiles, says: "cannot be opened"},
		"a picture":          {data: []byte("\x89PNG\r\n\x1a\n"), gate: quality.GateFiles, says: "cannot be opened"},
		"too new":            {data: plainPDF(pdfOf{version: "2.0"}), gate: quality.GateFiles, says: "PDF 2.0"},
		"no title":           {data: plainPDF(pdfOf{title: "-"}), gate: quality.GateFiles, says: "title is not set"},
		"no language":        {data: plainPDF(pdfOf{lang: "-"}), gate: quality.GateFiles, says: "language is not set"},
		"no structure":       {data: plainPDF(pdfOf{loose: true}), gate: quality.GateFiles, says: "screen readers"},
		"a link to nowhere": {
			data: plainPDF(pdfOf{annots: "<</Subtype/Link/Rect[60 600 160 640]/Contents(Next)/Dest[99 0 R/Fit]>>"}),
			gate: quality.GateLinks, says: "leads nowhere",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := planned("pro/main/01-diary.pdf")
			f.Pages = tt.pages
			got := quality.Inspect(f, tt.data)
			var all []string
			for _, x := range got.Faults {
				if x.Gate != quality.GateText || !strings.Contains(x.What, "Helvetica") { // of the hand-made ones
					all = append(all, x.Gate+": "+x.What)
				}
			}
			if tt.gate == "" {
				if len(all) > 0 || got.Counts["pages"] != 9 || got.Counts["links"] != 81 || got.Counts["marks"] != 9 {
					t.Errorf("got %q and %v; want no fault, 9 pages, 81 links, 9 marks", all, got.Counts)
				}
				return
			}
			if len(all) == 0 || !strings.HasPrefix(all[0], tt.gate) || !strings.Contains(strings.Join(all, "\n"), tt.says) {
				t.Errorf("got %q, want gate %s and %q", all, tt.gate, tt.says)
			}
		})
	}
}

// TestColourwaysAreInspectedOnce proves that a Reader gives a colourway the
// facts that a full reading gives, and that it takes nothing else for one.
func TestColourwaysAreInspectedOnce(t *testing.T) {
	t.Parallel()
	themes := catalog.Colours()
	f, err := pdf.Compile(diary(week()...))
	if err != nil {
		t.Fatal(err)
	}
	var r quality.Reader
	first := r.Inspect(planned("pro/main/01-sage/diary.pdf"), f.Bytes(themes[0].Palette))
	for _, th := range themes[1:] {
		data := f.Bytes(th.Palette)
		got, want := r.Inspect(planned("pro/main/02-x/diary.pdf"), data), quality.Inspect(planned("pro/main/02-x/diary.pdf"), data)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("theme %s: got %+v, a full reading gives %+v", th.ID, got, want)
		}
	}
	onPaper := planned("pro/main/90-print/diary.pdf")
	if got, want := r.Inspect(onPaper, f.Bytes(themes[0].Palette)), quality.Inspect(onPaper, f.Bytes(themes[0].Palette)); !reflect.DeepEqual(got, want) {
		t.Errorf("to be printed: got %+v, a full reading gives %+v", got, want)
	}
	bent := diary(week()...)
	bent.Pages[3].Links[1].To = "p5"
	for name, data := range map[string][]byte{
		"a link bent":       bytesOf(t, bent, themes[1].Palette),
		"a byte changed":    flip(f.Bytes(themes[1].Palette)),
		"cut off":           f.Bytes(themes[1].Palette)[:9000],
		"another text":      bytesOf(t, diary(append(week()[:7:7], "Monday, 8 March 2027 late")...), themes[1].Palette),
		"a page taken away": bytesOf(t, diary(week()[:7]...), themes[1].Palette),
	} {
		got, want := r.Inspect(planned("pro/main/03-y/diary.pdf"), data), quality.Inspect(planned("pro/main/03-y/diary.pdf"), data)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, a full reading gives %+v", name, got, want)
		}
		if name != "another text" && name != "a page taken away" && reflect.DeepEqual(got, first) {
			t.Errorf("%s: it was taken for a colourway", name)
		}
		_ = r.Inspect(planned("pro/main/01-sage/diary.pdf"), f.Bytes(themes[0].Palette)) // lead again
	}
}

// flip changes a byte in the middle of the last content stream.
func flip(data []byte) []byte {
	out := bytes.Clone(data)
	at := bytes.LastIndex(out[:bytes.LastIndex(out, []byte("/Type/XRef"))], []byte("endstream"))
	out[at-8] ^= 0x55
	return out
}

func TestInspectOtherFiles(t *testing.T) {
	t.Parallel()
	const md, csv, txt, json, html, svg = "text/markdown", "text/csv", "text/plain; charset=utf-8", "application/json", "text/html", "image/svg+xml"
	tests := map[string]struct {
		path, kind, data string
		gate, says       string         // "" = no fault
		counts           map[string]int // some of them
	}{
		"a note":                       {"pro/README.txt", txt, "Read me first.\n", "", "", nil},
		"an empty note":                {"pro/README.txt", txt, " \n", quality.GateFiles, "empty", nil},
		"a wrong ending":               {"pro/README.md", txt, "Read me.\n", quality.GateFiles, "ends in", nil},
		"a bell":                       {"pro/README.txt", txt, "Ring\a", quality.GateFiles, "control character", nil},
		"a program":                    {"pro/run.exe", "application/x-msdownload", "MZ", quality.GateFiles, "not part of any product", nil},
		"a blank of a prompt":          {"pro/main/06-single-prompts/001-a.txt", txt, "P001 Plan\nPlan [MY WEEK] with me.\n", "", "", map[string]int{"prompts": 1}},
		"a slot":                       {"pro/README.txt", txt, "Made for {whos}.\n", quality.GateLeftovers, "{whos}", nil},
		"an order to a writer":         {"pro/README.txt", txt, "[insert name here]\n", quality.GateLeftovers, "[insert name here]", nil},
		"a word twice":                 {"pro/README.txt", txt, "Open the the first file.\n", quality.GateLeftovers, "\"the\"", nil},
		"a word twice that may":        {"pro/README.txt", txt, "All that that means is this. She had had it. So so.\n", "", "", nil},
		"boxes to tick":                {"pro/main/01-list.md", md, "# List\n\n- [ ] first\n- [x] second\n", "", "", nil},
		"a table":                      {"pro/main/03-a.csv", csv, "Title,Prompt\nOne,Say one\nTwo,Say two\n", "", "", map[string]int{"prompts": 2, "rows": 2}},
		"negative numbers":             {"pro/main/03-a.csv", csv, "Title,Amount\nOne,-5\nTwo,+1.5\n", "", "", map[string]int{"rows": 2}},
		"a formula":                    {"pro/main/03-a.csv", csv, "Title,Amount\nOne,\"=SUM(A1)\"\n", quality.GateFiles, "formula", nil},
		"a formula behind a minus":     {"pro/main/03-a.csv", csv, "Title,Amount\nOne,-cmd|'x'!A0\n", quality.GateFiles, "formula", nil},
		"a cell too many":              {"pro/main/03-a.csv", csv, "Title,Amount\nOne,1,2\n", quality.GateFiles, "damaged", nil},
		"headings and links":           {"pro/main/02-a.md", md, "# Book\n\n[go](#p001-one)\n\n### P001 One\n\n```\nx\n", quality.GateFiles, "fence", nil},
		"prompts with anchors":         {"pro/main/02-a.md", md, "# Book\n\n[go](#p001-one)\n\n### P001 One\n\n### P002 Two\n", "", "", map[string]int{"prompts": 2}},
		"a link into the void":         {"pro/main/02-a.md", md, "# Book\n\n[go](#nowhere)\n", quality.GateLinks, "not there", nil},
		"a value":                      {"pro/main/05-a.json", json, `{"prompts":[{"title":"A","prompt":"b"},{"title":"C","prompt":"d"}]}`, "", "", map[string]int{"prompts": 2}},
		"two values":                   {"pro/main/05-a.json", json, `{} {}`, quality.GateFiles, "after the JSON", nil},
		"a fragment":                   {"listing/description.html", html, "<p>Good <strong>planner</strong><br></p>", "", "", nil},
		"an element that stays open":   {"listing/description.html", html, "<p>Good <strong>planner</p>", quality.GateFiles, "ends where", nil},
		"a script":                     {"listing/description.html", html, "<p onclick=\"x()\">Good</p>", quality.GateFiles, "script", nil},
		"an element that is not kept":  {"listing/description.html", html, "<section>Good</section>", quality.GateMarket, "section", nil},
		"a drawing":                    {"pro/bonus/a.svg", svg, `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>`, "", "", map[string]int{"images": 1}},
		"a broken drawing":             {"pro/bonus/a.svg", svg, `<svg><path></svg>`, quality.GateFiles, "damaged", nil},
		"a lost letter":                {"pro/README.txt", txt, "Caf\uFFFD\n", quality.GateText, "letter was lost", nil},
		"a report names what it found": {"report/report.json", json, `{"fault":"It holds {{name}}."}`, "", "", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := quality.Inspect(product.File{Path: tt.path, Type: tt.kind}, []byte(tt.data))
			switch {
			case tt.gate == "" && len(got.Faults) > 0:
				t.Errorf("got %+v, want no fault", got.Faults)
			case tt.gate != "" && (len(got.Faults) == 0 || got.Faults[0].Gate != tt.gate || !strings.Contains(got.Faults[0].What, tt.says)):
				t.Errorf("got %+v, want gate %s and %q", got.Faults, tt.gate, tt.says)
			}
			for id, n := range tt.counts {
				if got.Counts[id] != n {
					t.Errorf("counted %d %s, want %d", got.Counts[id], id, n)
				}
			}
		})
	}
}

func FuzzInspect(f *testing.F) {
	pal := catalog.Colours()[0].Palette
	f.Add(uint8(0), bytesOf(f, diary(week()[:2]...), pal))
	f.Add(uint8(0), plainPDF(pdfOf{}))
	f.Add(uint8(1), []byte("Title,Prompt\n\"a\",b\n"))
	f.Add(uint8(2), []byte(`{"prompt":"[x]"}`))
	f.Add(uint8(3), []byte("# A\n```\n[a](#b)\n"))
	f.Add(uint8(4), []byte("<p><b>x</b></p>"))
	f.Add(uint8(5), []byte("PK\x03\x04"))
	f.Add(uint8(6), []byte("PK\x03\x04"))
	f.Add(uint8(7), []byte("\x89PNG\r\n\x1a\n"))
	types := []string{
		"application/pdf", "text/csv", "application/json", "text/markdown", "text/html", "application/zip",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "image/png", "image/svg+xml", "text/plain",
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		got := quality.Inspect(product.File{Path: "pro/main/a.pdf", Type: types[int(kind)%len(types)]}, data)
		if got.Counts == nil || got.Checks == nil {
			t.Error("facts without counts or checks")
		}
		for _, x := range got.Faults {
			if x.Gate == "" || x.What == "" {
				t.Errorf("a fault says nothing: %+v", x)
			}
		}
	})
}

func BenchmarkInspectPlanner(b *testing.B) {
	days := make([]string, 650)
	for i := range days {
		days[i] = fmt.Sprintf("Day %d of the long plan", i+1)
	}
	doc := diary(days...)
	for _, p := range doc.Pages { // 40 links a page, as planners have
		for k := range p.Links {
			p.Links[k].Box.Y = 20
		}
		at := (len(p.Links) / 2)
		p.Links = append(p.Links[:20:20], p.Links[at:at+20]...)
	}
	f, err := pdf.Compile(doc)
	if err != nil {
		b.Fatal(err)
	}
	themes := catalog.Colours()
	data, other := f.Bytes(themes[0].Palette), f.Bytes(themes[1].Palette)
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			quality.Inspect(planned("pro/main/a.pdf"), data)
		}
	})
	b.Run("colourway", func(b *testing.B) {
		var r quality.Reader
		r.Inspect(planned("pro/main/a.pdf"), data)
		for b.Loop() {
			r.Inspect(planned("pro/main/b.pdf"), other)
		}
	})
}
