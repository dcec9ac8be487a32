package deliver

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Sentences writes sentences one behind the other, with a space between them
// where the language has spaces. Empty ones are left out.
func Sentences(p *locale.Printer, all ...string) string {
	space := " "
	if !p.Spaced() {
		space = ""
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
	return strings.Join(kept, space)
}
