package localetest_test

import (
	"slices"
	"testing"

	"github.com/gumgenie/gumgenie/internal/locale/localetest"
)

func TestEnglishIsWhatStandsOutsideTheMarks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"«All of it.»":                      nil,
		"«Part» and more":                   {"and more"},
		"«Outer «inner» outer.»":            nil,
		"«Made for »«nurses» «cut off lin…": nil,
		"P001 Слово 12 × 3":                 nil,
		"«Wanted»: it's here":               {"it's here"},
		"Über «alles»":                      {"Über"},
	} {
		if got := localetest.English(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestMarkedPrintersShowWhatIsFilledIn(t *testing.T) {
	t.Parallel()
	p, err := localetest.Marked("de", "## Made of %s", "| A | B |\n|:-|-|\n| one | {two} |", "> Note: of {it}", "- [ ] one\n- [ ] two", "sleep log")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ got, want string }{
		{p.Say("## Made of %s", "wool"), "## «Made of »wool"},
		{p.Say("| A | B |\n|:-|-|\n| one | {two} |"), "| «A» | «B» |\n|:-|-|\n| «one» | {two} |"},
		{p.Say("> Note: of {it}"), "> «Note»: «of »{it}"},
		{p.Say("- [ ] one\n- [ ] two"), "- [ ] «one»\n- [ ] «two»"},
		{p.Say("sleep log"), "«sleep log»"},
		{p.Say("nothing of the kind"), "nothing of the kind"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestForeignLeavesNumbersOfItems(t *testing.T) {
	t.Parallel()
	if got, want := localetest.Foreign("Use p012, [MY NAME]é"), "Фсе p012, [МЫ НАМЕ]я"; len(localetest.English(got)) > 0 || len([]rune(got)) != len([]rune(want)) {
		t.Errorf("got %q", got)
	}
}
