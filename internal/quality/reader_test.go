package quality_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// noted writes a line of text on pages of a diary.
func noted(t *testing.T, text string, x float64, pages ...int) []byte {
	t.Helper()
	set := typeset.New(font.NewLibrary(), "sans", "en")
	doc := diary(week()...)
	for _, i := range pages {
		doc.Pages[i].Group(draw.P, func(c *draw.Canvas) { set.Line(c, text, typeset.Style{Size: 10}, x, 200, 400) })
	}
	return bytesOf(t, doc, catalog.Colours()[0].Palette)
}

// A Reader that knows pages of documents before finds what a full reading finds,
// also on a page whose fault was told on another page before.
func TestPagesThatAreKnownHideNoFault(t *testing.T) {
	t.Parallel()
	var r quality.Reader
	file := planned("pro/main/a.pdf")
	for _, step := range []struct {
		name   string
		data   []byte
		faults int
	}{
		{"clean", noted(t, "Call the vet", 30, 2, 5), 0},
		{"clean again, on other pages", noted(t, "Call the vet", 30, 3, 5), 0},
		{"a word twice, on two pages", noted(t, "Call the the vet", 30, 2, 5), 1},
		{"the second of them alone", noted(t, "Call the the vet", 30, 5), 1},
		{"and again", noted(t, "Call the the vet", 30, 5, 7), 1},
		{"left over on two pages", noted(t, "Call {who}", 30, 2, 5), 2},
		{"the second of them", noted(t, "Call {who}", 30, 5), 1},
		{"beside the page", noted(t, "Call the vet", 770, 4), 1},
		{"clean once more", noted(t, "Call the vet", 30, 2, 5), 0},
	} {
		got, want := r.Inspect(file, step.data), quality.Inspect(file, step.data)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, a full reading gives %+v", step.name, got, want)
		}
		if len(got.Faults) != step.faults {
			t.Errorf("%s: got the faults %v, want %d", step.name, got.Faults, step.faults)
		}
	}
}

// The margin of printers is part of what a page is held against.
func TestAKnownPageIsHeldToTheMarginOfItsFile(t *testing.T) {
	t.Parallel()
	var r quality.Reader
	data := noted(t, "Near the edge", 5, 3)
	if got := r.Inspect(planned("pro/main/a.pdf"), data); len(got.Faults) != 0 {
		t.Errorf("on a screen: got %v, want no fault", got.Faults)
	}
	if got := r.Inspect(planned("pro/main/90-print/a.pdf"), data); len(got.Faults) != 1 {
		t.Errorf("on paper: got %v, want one fault", got.Faults)
	}
}

func workbook(t *testing.T, cells map[string]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, name := range []string{"Library", "Inputs"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, text := range []string{"Title", "Prompt", "Needs"} {
			if err := f.SetCellValue(name, fmt.Sprintf("%c1", 'A'+i), text); err != nil {
				t.Fatal(err)
			}
		}
	}
	for at, text := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(sheet, cell, text); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheetsThatAreKnownHideNoFault(t *testing.T) {
	t.Parallel()
	var r quality.Reader
	file := product.File{Path: "pro/main/a.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	clean := map[string]string{"Library!A2": "Hives", "Library!B2": "List the hives.", "Inputs!A2": "HIVE", "Inputs!B2": "the third from the left"}
	with := func(at, text string) map[string]string {
		all := map[string]string{at: text}
		for k, v := range clean {
			if k != at {
				all[k] = v
			}
		}
		return all
	}
	for _, step := range []struct {
		name   string
		cells  map[string]string
		faults int
		where  string
	}{
		{"clean", clean, 0, ""},
		{"another text", with("Library!B2", "List the hives and their queens."), 0, ""},
		{"an error", with("Inputs!B2", "#N/A"), 1, "B2"},
		{"left over", with("Inputs!B2", "{hive}"), 1, "B2"},
		{"the same in the other sheet", with("Library!C2", "{hive}"), 1, "C2"},
		{"clean again", clean, 0, ""},
	} {
		data := workbook(t, step.cells)
		got, want := r.Inspect(file, data), quality.Inspect(file, data)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, a full reading gives %+v", step.name, got, want)
		}
		if len(got.Faults) != step.faults || step.faults > 0 && !strings.Contains(got.Faults[0].Where, step.where) {
			t.Errorf("%s: got the faults %v, want %d at %q", step.name, got.Faults, step.faults, step.where)
		}
		if got.Counts["prompts"] != 1 {
			t.Errorf("%s: got %d prompts, want 1", step.name, got.Counts["prompts"])
		}
	}
}

// Texts that a gate has passed before are held against what it forbids now.
func TestTextsThatAreKnownAreHeldAgainstTheRulesOfTheDay(t *testing.T) {
	t.Parallel()
	var r quality.Reader
	text := "Write the name of the patient on top. Loved by thousands!"
	in := quality.Input{
		Product: &product.Product{Category: product.AIPrompts, Sections: []product.Section{{ID: "s", Items: []product.Item{{ID: "p1", Kind: product.Prompt, Tier: product.Starter, Texts: []product.Text{{Name: "prompt", Value: text}}}}}}},
		Lexicon: words(),
	}
	rule := brief.Rule{ID: "names", Text: "no patient data", Forbid: []string{`name of the patient`}}
	for _, step := range []struct {
		name    string
		rules   []brief.Rule
		tagline string
		edited  []string
		gate    string
		faults  int
	}{
		{"no rule", nil, "", nil, quality.GatePitfalls, 0},
		{"a rule", []brief.Rule{rule}, "", nil, quality.GatePitfalls, 1},
		{"no rule again", nil, "", nil, quality.GatePitfalls, 0},
		{"the rule again", []brief.Rule{rule}, "", nil, quality.GatePitfalls, 1},
		{"the creator quotes a buyer", nil, "Loved by thousands", []string{"tagline"}, quality.GateHonesty, 0},
		{"nobody wrote it", nil, "Loved by thousands", nil, quality.GateHonesty, 1},
		{"the creator again", nil, "Loved by thousands", []string{"tagline"}, quality.GateHonesty, 0},
	} {
		in.Reading.Rules, in.Product.Listing.Tagline, in.Product.Listing.Edited = step.rules, step.tagline, step.edited
		got, want := r.Judge(in), quality.Judge(in)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: a reader that knows the texts gives another report", step.name)
		}
		if f := faults(got, step.gate); len(f) != step.faults {
			t.Errorf("%s: got %v, want %d faults", step.name, f, step.faults)
		}
	}
}

// One Reader serves all runs at once.
func TestOneReaderForMany(t *testing.T) {
	t.Parallel()
	var r quality.Reader
	file := planned("pro/main/a.pdf")
	all := [][]byte{noted(t, "Call the vet", 30, 2), noted(t, "Call the the vet", 30, 2), noted(t, "Call {who}", 30, 3)}
	var want []quality.Facts
	for _, data := range all {
		want = append(want, quality.Inspect(file, data))
	}
	var wg sync.WaitGroup
	for n := range 12 {
		wg.Go(func() {
			if got := r.Inspect(file, slices.Clone(all[n%3])); !reflect.DeepEqual(got, want[n%3]) {
				t.Errorf("got %+v, want %+v", got, want[n%3])
			}
		})
	}
	wg.Wait()
}
