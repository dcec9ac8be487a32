package typeset_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// TestEveryLanguageHasItsLetters sets the letters of every language that products
// can be made in.
func TestEveryLanguageHasItsLetters(t *testing.T) {
	t.Parallel()
	lib, known := font.NewLibrary(), locale.NewLanguages()
	for _, tag := range known.Tags()[1:] {
		letters := known.Characters(tag)
		if letters == "" {
			t.Errorf("%s has no letters", tag)
		}
		for _, family := range []string{"sans", "serif", "mono"} {
			set := typeset.New(lib, family, tag)
			set.Width(letters, typeset.Style{Size: 10})
			if lost := set.Dropped(); lost != "" {
				t.Errorf("%s: no %s typeface has %q", tag, family, lost)
			}
		}
	}
}
