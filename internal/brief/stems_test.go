package brief_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/brief"
)

func TestStems(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"Meal Planners for Night-Shift Nurses": "meal planner/form+ night shift+ nurse+",
		"The weekly log of colours":            "weekly/kept log/kept/form+ color",
		"":                                     "",
		"— & —":                                "",
		"Sleep, meals | mood":                  "sleep meal mood",
		"2027 Diary":                           "2027 diary/form+",
	}
	for text, want := range tests {
		var got []string
		for _, s := range brief.Stems(text) {
			word := s.Stem
			if s.Kept {
				word += "/kept"
			}
			if s.Form {
				word += "/form"
			}
			if s.Next {
				word += "+"
			}
			got = append(got, word)
		}
		if fmt.Sprint(strings.Join(got, " ")) != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
