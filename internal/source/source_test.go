package source_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/source"
)

func TestRead(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		kind, text string
		headings   []string
		term       string
	}{
		"markdown": {"markdown", "# Feeding the *starter*\n\nThe starter rises. Feed the starter. A cold starter sleeps.\n\n## Baking day\n", []string{"Feeding the starter", "Baking day"}, "starter"},
		"html":     {"html", "<h1>Hive <b>check</b></h1><script>hive hive hive evil</script><p>brood brood brood</p><h2>Winter</h2>", []string{"Hive check", "Winter"}, "brood"},
		"text":     {"text", "Kiln log:\n\nThe glaze ran. That glaze again, glaze!\n\nFirings\n\nmore words here.\n", []string{"Kiln log", "Firings"}, "glaze"},
		"unclosed": {"html", "<h1>Never closed<p>kettle kettle kettle", nil, "kettle"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := source.Read(product.Source{Name: "notes", Type: c.kind, Text: c.text})
			if !slices.Equal(got.Headings, c.headings) {
				t.Errorf("headings: got %q, want %q", got.Headings, c.headings)
			}
			if !slices.Contains(got.Terms, c.term) {
				t.Errorf("terms: got %q, want %q among them", got.Terms, c.term)
			}
			if slices.Contains(got.Terms, "evil") {
				t.Errorf("terms hold the words of a script: %q", got.Terms)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	cases := map[string]product.Source{
		"unknown type": {Name: "a", Type: "docx", Text: "x"},
		"empty":        {Name: "a", Type: "text", Text: " \n"},
		"too long":     {Name: "a", Type: "text", Text: strings.Repeat("x", source.MaxBytes+1)},
		"not UTF-8":    {Name: "a", Type: "text", Text: "\xff\xfe"},
	}
	for name, s := range cases {
		if err := source.Check(s); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want an invalid fault", name, err)
		}
	}
	if err := source.Check(product.Source{Name: "a", Type: "text", Text: "fine"}); err != nil {
		t.Errorf("a good source: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, kind := range source.Types() {
		f.Add(kind, "# A\n<h1>b</h1> text text text")
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		d := source.Read(product.Source{Name: "f", Type: kind, Text: text})
		if len(d.Headings) > 40 || len(d.Terms) > 24 {
			t.Errorf("%d headings, %d terms: over the bounds", len(d.Headings), len(d.Terms))
		}
	})
}
