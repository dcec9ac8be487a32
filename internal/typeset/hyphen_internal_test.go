package typeset

import (
	"strings"
	"testing"
)

func TestHyphenationPoints(t *testing.T) {
	t.Parallel()
	h := newHyphenator()
	tests := map[string]string{
		"hyphenation": "hy-phen-ation", "associate": "as-so-ciate", "table": "table", "project": "project",
		"typesetting": "type-set-ting", "NASA-grade": "NASA-grade", "water2027": "water2027", "Planning": "Plan-ning", "naïveté": "naïveté",
	}
	for word, want := range tests {
		var parts []string
		last := 0
		for _, p := range h.points(word) {
			parts = append(parts, word[last:p])
			last = p
		}
		if got := strings.Join(append(parts, word[last:]), "-"); got != want {
			t.Errorf("points of %q: %q, want %q", word, got, want)
		}
	}
}
