package deliver

import (
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// Heading writes a phrase as English writes headings, with capitals; in any
// other language it stays as it is.
func Heading(p *locale.Printer, s string) string {
	if !p.English() {
		return s
	}
	return brief.Heading(s)
}
