package local_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// farApart are more briefs, of people who would laugh at each other's examples.
func farApart() []string {
	return append(unrelated(),
		"Prompts for first-time landlords", "Chess coaches who run a club for children", "Parents of a child with coeliac disease",
		"Mobile dog groomers", "Volunteers who run a village hall", "People moving house alone at 70", "Freelance illustrators")
}

func writeAll(t *testing.T, briefs []string) []written {
	t.Helper()
	cat := catalog.New()
	lex, err := quality.NewLexicon(cat)
	if err != nil {
		t.Fatal(err)
	}
	reader, writer := brief.NewReader(cat), local.New(cat)
	var all []written
	for _, b := range briefs {
		r, err := reader.Read(b)
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		s, err := writer.Write(t.Context(), ai.Order{Category: product.AIPrompts, Reading: r, Seed: 1, Off: quality.NewCompass(lex, r).Off})
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		all = append(all, written{b, r, s})
	}
	return all
}

// TestWorkedExamplesAreOfTheField asks the drift gate's compass whether the
// values with which blanks are filled name people and things of another field.
func TestWorkedExamplesAreOfTheField(t *testing.T) {
	t.Parallel()
	lex, err := quality.NewLexicon(catalog.New())
	if err != nil {
		t.Fatal(err)
	}
	foreign, all := 0, 0
	for _, w := range writeAll(t, farApart()) {
		c, mine := quality.NewCompass(lex, w.reading), 0
		examples := w.of(product.Example, product.Ultimate)
		for _, e := range examples {
			var values []string
			for _, v := range e.All("value") {
				_, v, _ = strings.Cut(v, "]")
				values = append(values, v)
			}
			if score, field := c.Score(strings.Join(values, "\n"), e.Needs); field != "" && score > strangeExample {
				mine++
				if testing.Verbose() {
					t.Logf("%s, %s, %s: %.2f, as if for %s: %s", w.brief, e.ID, e.Title, score, field, strings.Join(values, " / "))
				}
			}
		}
		t.Logf("%s: %d of %d examples seem to be of another field", w.brief, mine, len(examples))
		if part := float64(mine) / float64(len(examples)); part > 0.14 {
			t.Errorf("%s: %.0f %% of the examples are of another field, want at most 14", w.brief, 100*part)
		}
		foreign, all = foreign+mine, all+len(examples)
	}
	part := float64(foreign) / float64(all)
	t.Logf("%d of %d examples (%.1f %%) seem to be of another field", foreign, all, 100*part)
	if part > 0.025 {
		t.Errorf("%.1f %% of all examples are of another field, want at most 2.5", 100*part)
	}
}

// strangeExample is the score from which the drift gate takes a text to be of
// another field.
const strangeExample = 0.21
