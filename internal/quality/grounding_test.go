package quality_test

import (
	"slices"
	"testing"

	"github.com/gumgenie/gumgenie/internal/quality"
)

func TestMissingFindsWhatIsStatedAsAFact(t *testing.T) {
	t.Parallel()
	g := quality.NewGrounds("A survey of 40 beekeepers found that 30 % lose a colony in winter.")
	for text, want := range map[string][]string{
		"Studies show that naps help.":                       {"Studies show that naps help."},
		"In 2019 half of them stopped.":                      {"In 2019 half of them stopped."},
		"About 30 % lose a colony.":                          nil,
		"About 35 % lose a colony.":                          {"About 35 % lose a colony."},
		"Write a Case Study That Shows What Changed":         nil,
		"A Case Study That Shows What Changed":               nil,
		"The case-study says what was done, and why.":        nil,
		"Give three steps for each of the 5 people.":         nil,
		"Example: 20 people came (invented).":                nil,
		"\"I never slept so well before this\" — Mary Smith": {"\"I never slept so well before this\" — M"},
	} {
		if got := g.Missing(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
