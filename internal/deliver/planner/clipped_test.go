package planner_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TestATextWithoutRoomIsToldByName edits one text of a planner into one that is
// too long for its place, as a creator may, and wants a fault that names it.
func TestATextWithoutRoomIsToldByName(t *testing.T) {
	t.Parallel()
	texts := []string{strings.TrimSpace(strings.Repeat("overlong words of an edit ", 20)), strings.Repeat("Überlänge", 100)}
	tests := map[string]struct {
		kind product.Kind
		edit func(it *product.Item, text string)
	}{
		"title of a page":   {product.Page, func(it *product.Item, text string) { it.Title = text }},
		"purpose of a page": {product.Page, func(it *product.Item, text string) { it.Texts = []product.Text{{Name: "purpose", Value: text}} }},
		"label of a block":  {product.Page, func(it *product.Item, text string) { it.Blocks = []product.Block{{Kind: "lines", Label: text}} }},
		"label in a row":    {product.Page, func(it *product.Item, text string) { row(it, product.Block{Kind: "box", Label: text}) }},
		"name of a field":   {product.Page, func(it *product.Item, text string) { row(it, product.Block{Kind: "fields", Rows: []string{text}}) }},
		"head of a column": {product.Page, func(it *product.Item, text string) {
			row(it, product.Block{Kind: "table", Columns: []string{text, "Done"}})
		}},
		"line of a checklist": {product.Page, func(it *product.Item, text string) {
			row(it, product.Block{Kind: "checklist", Rows: []string{text}, Count: 30})
		}},
		"title of a divider": {product.Divider, func(it *product.Item, text string) { it.Title = text }},
		"title of a paper":   {product.Paper, func(it *product.Item, text string) { it.Title = text }},
		"title of a cover":   {product.Cover, func(it *product.Item, text string) { it.Title = text }},
	}
	whole := input(t, nurses)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, which := range []string{"undated-monday", "2027-portrait", "print-a4"} {
				ed := edition(t, product.Ultimate, which)
				ed.Holds.Daily, ed.Holds.SecondWeek = false, false
				text := texts[i%2]
				doc, err := planner.Draw(edited(whole, tt.kind, func(it *product.Item) { tt.edit(it, text) }), ed)
				var f *fault.Fault
				if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != "sections" {
					t.Fatalf("%s: got %v, want an invalid field", which, err)
				}
				want := fmt.Sprintf("“%.80s”", text)
				if doc != nil || !strings.Contains(f.Message, want) || !strings.Contains(f.Message, which) {
					t.Errorf("%s: %q does not name %s and the planner", which, f.Message, want)
				}
			}
		})
	}
	for _, which := range []string{"undated-monday", "2027-portrait", "print-a4"} {
		ed := edition(t, product.Ultimate, which)
		ed.Holds.Daily = false
		drawn(t, whole, ed) // without an edit all of it fits
	}
}

// row puts a block beside two others.
func row(it *product.Item, b product.Block) {
	it.Blocks = []product.Block{{Kind: "row", Of: []product.Block{{Kind: "lines"}, b, {Kind: "lines"}}}}
}

// edited returns a copy of a planner with its second item of a kind changed.
func edited(in planner.Input, kind product.Kind, edit func(*product.Item)) planner.Input {
	p := *in.Product
	p.Sections = nil
	n := 0
	for _, s := range in.Product.Sections {
		s.Items = append([]product.Item{}, s.Items...)
		for i := range s.Items {
			if s.Items[i].Kind == kind {
				if n++; n == 2 {
					edit(&s.Items[i])
				}
			}
		}
		p.Sections = append(p.Sections, s)
	}
	in.Product = &p
	return in
}
