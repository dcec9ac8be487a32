package quality_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// defect is one thing put wrong on purpose, the gate that must catch it, and the
// only criterion that may lose points for it.
type defect struct {
	planner         bool // in the planner; else in the library
	put             func(t *testing.T, m *made)
	gate, criterion string
	says            string // part of the fault
}

// TestEveryDefectIsCaughtByItsOwnGate puts defects into clean products, one at a
// time. The clean twins raise nothing; the defect turns one gate red and lowers
// one criterion, and leaves the rest of the report as it was.
func TestEveryDefectIsCaughtByItsOwnGate(t *testing.T) {
	t.Parallel()
	mk := newMaker(t)
	book := mk.planner(t, "Meal and sleep planner for night-shift nurses", product.Starter)
	lib := mk.library(t, "Prompts for wedding photographers", product.Starter, product.Pro, product.Ultimate)
	clean := map[*made]product.Report{}
	for _, m := range []*made{book, lib} {
		r := m.judge()
		clean[m] = r
		for _, g := range r.Gates {
			if !g.Passed || g.Checks == 0 && g.ID != quality.GatePitfalls {
				t.Errorf("the clean %s: gate %s has %d checks and says %q", m.in.Product.Category, g.ID, g.Checks, g.Faults)
			}
		}
		if !r.LaunchReady || r.Score < 85 || r.Score > 99 {
			t.Errorf("the clean %s scores %.1f, launch-ready %v: %s", m.in.Product.Category, r.Score, r.LaunchReady, r.Why)
		}
	}
	for name, d := range defects() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := lib
			if d.planner {
				from = book
			}
			m := from.copy()
			d.put(t, m)
			compare(t, clean[from], m.judge(), d)
		})
	}
}

// compare holds the report with a defect against the clean one.
func compare(t *testing.T, clean, got product.Report, d defect) {
	t.Helper()
	for i, g := range got.Gates {
		if red := g.ID == d.gate; g.Passed == red {
			t.Errorf("gate %s: passed %v, want %v; it says %q", g.ID, g.Passed, !red, g.Faults)
		} else if red && !strings.Contains(strings.Join(g.Faults, "\n"), d.says) {
			t.Errorf("gate %s says %q, want something with %q", g.ID, g.Faults, d.says)
		}
		if g.ID != clean.Gates[i].ID {
			t.Fatalf("gate %d is %s, in the clean report %s", i, g.ID, clean.Gates[i].ID)
		}
	}
	for i, c := range got.Criteria {
		before := clean.Criteria[i]
		switch {
		case c.ID == d.criterion && c.Points >= before.Points:
			t.Errorf("criterion %s has %.1f points, as before: %s", c.ID, c.Points, c.Measured)
		case c.ID == d.criterion && c.Raise == "":
			t.Errorf("criterion %s does not say what would raise it", c.ID)
		case c.ID != d.criterion && c.Points != before.Points:
			t.Errorf("criterion %s went from %.1f to %.1f: %s", c.ID, before.Points, c.Points, c.Measured)
		}
	}
	if got.LaunchReady || got.Why == "" {
		t.Errorf("launch-ready %v, why %q; a red gate keeps a product back", got.LaunchReady, got.Why)
	}
}

// defects lists them by what is wrong.
func defects() map[string]defect {
	all := map[string]defect{}
	for _, group := range []map[string]defect{pageDefects(), fileDefects(), itemDefects(), listingDefects(), bundleDefects()} {
		for name, d := range group {
			all[name] = d
		}
	}
	return all
}

// redraw makes the second planner of the tier again after a change of its pages.
func redraw(t *testing.T, m *made, change func(doc *draw.Document, set *typeset.Setter)) {
	t.Helper()
	in := planner.Input{Basis: m.basis(), Themes: m.in.Themes}
	doc, err := planner.Draw(in, planner.Editions(product.Starter, 2027)[1])
	if err != nil {
		t.Fatalf("draw: %v", err)
	}
	change(doc, m.setters.Take(m.look.Family, "en"))
	f, err := pdf.Compile(doc)
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	m.file("starter/main/02-planner-undated-sunday.pdf", f.Bytes(m.in.Themes[0].Palette))
}

// paged finds a page by its label.
func paged(t *testing.T, doc *draw.Document, label string) *draw.Page {
	t.Helper()
	for _, p := range doc.Pages {
		if p.Label == label {
			return p
		}
	}
	t.Fatalf("there is no page %q", label)
	return nil
}

func pageDefects() map[string]defect {
	moved := func(box func(p *draw.Page) (x, y float64)) func(*testing.T, *made) {
		return func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, set *typeset.Setter) {
				p := paged(t, doc, "March")
				x, y := box(p)
				set.Line(&p.Canvas, "A line that runs off", typeset.Style{Size: 9}, x, y, 200)
			})
		}
	}
	return map[string]defect{
		"an unlinked page": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) {
				lost := paged(t, doc, "March, review").Name
				for _, p := range doc.Pages {
					p.Links = slices.DeleteFunc(p.Links, func(l draw.Link) bool { return l.To == lost })
				}
				unmark(&doc.Outline, lost)
			})
		}, quality.GateLinks, "technical", "No link and no bookmark"},
		"a tab that leads to another month": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) {
				p := paged(t, doc, "June")
				for i := range p.Links {
					if p.Links[i].Label == "March" {
						p.Links[i].To = paged(t, doc, "April").Name
						return
					}
				}
				t.Fatal("no tab of March")
			})
		}, quality.GateLinks, "technical", `The link "March"`},
		"a tab that leads to a page of the month": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) {
				p := paged(t, doc, "June")
				for i := range p.Links {
					if p.Links[i].Label == "March" {
						p.Links[i].To = paged(t, doc, "March, review").Name
					}
				}
			})
		}, quality.GateLinks, "technical", `The link "March"`},
		"a bookmark that leads elsewhere": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) {
				for i := range doc.Outline {
					if doc.Outline[i].Title == "Goals for the year" {
						doc.Outline[i].To = paged(t, doc, "How to use this planner").Name
					}
				}
			})
		}, quality.GateLinks, "technical", "The bookmark"},
		"a link that no finger hits": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) {
				paged(t, doc, "June").Links[3].Box.H, paged(t, doc, "June").Links[3].Box.W = 9, 9
			})
		}, quality.GateLinks, "technical", "a finger needs"},
		"a link without words": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, _ *typeset.Setter) { paged(t, doc, "June").Links[3].Label = "" })
		}, quality.GateLinks, "technical", "does not say where"},
		"text outside the page": {true, moved(func(p *draw.Page) (float64, float64) { return p.W - 40, 300 }), quality.GateText, "polish", "outside the page"},
		"text under the foot":   {true, moved(func(p *draw.Page) (float64, float64) { return 60, p.H + 3 }), quality.GateText, "polish", "outside the page"},
		"a letter that is missing": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, set *typeset.Setter) {
				p := paged(t, doc, "March")
				set.Line(&p.Canvas, "Lost letter", typeset.Style{Size: 9}, 60, 300, 200)
				run := p.Ops[len(p.Ops)-1].(*draw.Run)
				var glyphs []draw.Glyph
				for _, g := range run.Glyphs.All() {
					glyphs = append(glyphs, g)
				}
				glyphs[0].Text = "\uFFFD"
				run.Glyphs = draw.Pack(glyphs...)
			})
		}, quality.GateText, "polish", "a letter that no typeface shows"},
		"a leftover on a page": {true, func(t *testing.T, m *made) {
			redraw(t, m, func(doc *draw.Document, set *typeset.Setter) {
				set.Line(&paged(t, doc, "March").Canvas, "Plan for {who}", typeset.Style{Size: 9}, 60, 300, 200)
			})
		}, quality.GateLeftovers, "polish", "{who}"},
		"a typeface that is not in the file": {true, func(_ *testing.T, m *made) {
			m.file("starter/00-start-here.pdf", plainPDF(pdfOf{}))
		}, quality.GateText, "polish", "Helvetica"},
	}
}

func unmark(all *[]draw.Bookmark, to string) {
	*all = slices.DeleteFunc(*all, func(b draw.Bookmark) bool { return b.To == to })
	for i := range *all {
		unmark(&(*all)[i].Kids, to)
	}
}

func fileDefects() map[string]defect {
	const second = "starter/main/02-planner-undated-sunday.pdf"
	broken := func(planner bool, path, says string, change func(t *testing.T, data []byte) []byte) defect {
		return defect{planner, func(t *testing.T, m *made) {
			if m.bytes[path] == nil {
				t.Fatalf("there is no %s", path)
			}
			m.file(path, change(t, m.bytes[path]))
		}, quality.GateFiles, "technical", says}
	}
	half := func(_ *testing.T, data []byte) []byte { return data[:len(data)/2] }
	return map[string]defect{
		"half a PDF":      broken(true, second, "cannot be opened", half),
		"a locked PDF":    broken(true, second, "password", func(*testing.T, []byte) []byte { return plainPDF(pdfOf{trailer: "/Encrypt 3 0 R"}) }),
		"half a picture":  broken(true, "listing/gallery-4.png", "damaged", half),
		"a blank picture": broken(true, "listing/gallery-4.png", "blank", func(t *testing.T, _ []byte) []byte { return picture(t, 1280, 720, false) }),
		"half a workbook": broken(false, "pro/main/04-prompts.xlsx", "cannot be opened", half),
		"a formula in a workbook": broken(false, "pro/main/04-prompts.xlsx", "formula", func(t *testing.T, data []byte) []byte {
			return sheet(t, data, func(f *excelize.File) error { return f.SetCellFormula(f.GetSheetName(0), "B4", "1+1") })
		}),
		"a formula in a table": broken(false, "pro/main/03-prompts.csv", "formula", func(t *testing.T, data []byte) []byte {
			return swap(t, data, "\nP003,", "\n=cmd|' /C calc'!A0,")
		}),
		"a table with a cell too few": broken(false, "pro/main/03-prompts.csv", "damaged", func(t *testing.T, data []byte) []byte {
			return swap(t, data, "\nP003,", "\n")
		}),
		"half a JSON file": broken(false, "pro/main/05-prompts.json", "not JSON", half),
		"text that is not UTF-8": broken(false, "starter/SUPPORT.txt", "UTF-8", func(_ *testing.T, data []byte) []byte {
			return append([]byte("\xff\xfe"), data...)
		}),
		"a fence that does not close": broken(false, "starter/main/02-prompts.md", "fence", func(_ *testing.T, data []byte) []byte {
			return append(data, "\n````text\nopen\n"...)
		}),
		"a path that leads out of the archive": broken(false, "bundles/the-library-pro.zip", "leads out", func(t *testing.T, data []byte) []byte {
			return rezip(t, data, func(name string, body []byte) (string, []byte) {
				if name == "README.txt" {
					return "../README.txt", body
				}
				return name, body
			})
		}),
		"an archive in the archive": broken(false, "bundles/the-library-pro.zip", "archive lies in", func(t *testing.T, data []byte) []byte {
			return rezip(t, data, func(name string, body []byte) (string, []byte) {
				if name == "README.txt" {
					return name, []byte("PK\x03\x04 and more")
				}
				return name, body
			})
		}),
		"a cover of the wrong size": {true, func(t *testing.T, m *made) {
			m.file("listing/cover.png", picture(t, 1200, 720, true))
		}, quality.GateMarket, "evidence", "1280 × 720"},
		"a thumbnail that is not square": {false, func(t *testing.T, m *made) {
			m.file("listing/thumbnail.png", picture(t, 600, 400, true))
		}, quality.GateMarket, "evidence", "600 × 600"},
		"an element that the shop removes": {false, func(_ *testing.T, m *made) {
			m.file("listing/description.html", append(m.bytes["listing/description.html"], "<table></table>"...))
		}, quality.GateMarket, "evidence", "element table"},
		"a leftover in a table": {false, func(t *testing.T, m *made) {
			m.file("pro/main/03-prompts.csv", swap(t, m.bytes["pro/main/03-prompts.csv"], "\nP003,", "\nP003 lorem ipsum,"))
		}, quality.GateLeftovers, "polish", "lorem ipsum"},
	}
}

func swap(t *testing.T, data []byte, old, by string) []byte {
	t.Helper()
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("there is no %q to put the defect in", old)
	}
	return bytes.Replace(data, []byte(old), []byte(by), 1)
}

func picture(t *testing.T, w, h int, shows bool) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{250, 250, 250, 255})
			if shows && x > w/3 {
				img.SetRGBA(x, y, color.RGBA{40, 90, 60, 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheet(t *testing.T, data []byte, change func(*excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rezip packs an archive again with every entry changed by fn; a name "" leaves
// the entry out.
func rezip(t *testing.T, data []byte, fn func(name string, body []byte) (string, []byte)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		name, content := fn(f.Name, body.Bytes())
		if name == "" {
			continue
		}
		w, err := out.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
