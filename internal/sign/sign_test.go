package sign_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/sign"
)

func TestOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		expression string
		want       []string
	}{
		{`(?i)\bguaranteed (?:income|sales)\b`, []string{"guaranteed "}},
		{`(?i)\b\d+ ?(?:kcal|calories)\b`, []string{"kcal", "calories"}},
		{`(?i)(?:cheat )+day`, []string{"cheat "}},
		{`(?i)(?:cheat )?day`, []string{"day"}},
		{`(?i)a{3}bcd`, []string{"bcd"}},
		{`(?i)pok[eé]mon`, []string{"pok"}},
		{`(?i)\[(?:dob|id)\]`, nil},
		{`(?i)café|tea`, nil},
		{`(?i)\d+`, nil},
		{`(?i)(?:x|)`, nil},
		{`(`, nil},
	}
	for _, tt := range tests {
		if got := sign.Of(tt.expression); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.expression, got, tt.want)
		}
	}
}

// TestNoMatchWithoutASign makes texts that expressions match, in letters of any
// size and within other words: each has a sign.
func TestNoMatchWithoutASign(t *testing.T) {
	t.Parallel()
	for _, source := range []string{`guaranteed (?:income|sales)`, `\d+ ?(?:kcal|calories)`, `(?:cheat )+day`, `(?:risk|loss)(?:es|free)?`, `k{2,4}iss`, `[^a]b|\d`} {
		re, signs := regexp.MustCompile("(?i)"+source), sign.Of("(?i)"+source)
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.String().Draw(t, "before") + rapid.StringMatching(source).Draw(t, "match") + rapid.String().Draw(t, "after")
			switch rapid.IntRange(0, 2).Draw(t, "letters") {
			case 1:
				text = strings.ToUpper(text)
			case 2:
				text = strings.NewReplacer("s", "ſ", "k", "\u212a").Replace(text)
			}
			if !re.MatchString(text) || !signs.In(sign.Small(text)) {
				t.Errorf("%q matches %s: %v, its signs are %q", text, source, re.MatchString(text), signs)
			}
		})
	}
	if sign.Of(`(?i)guaranteed`).In("nothing of the kind") || !sign.Of(`\d`).In("") {
		t.Error("a sign is where it is not, or asked for where there is none")
	}
}
