package deliver

import "github.com/gumgenie/gumgenie/internal/catalog"

// Look is what a preset means for pages: typefaces, corners and heads.
type Look struct {
	Family string  // of typefaces: sans, serif or mono
	Radius float64 // of corners, in points
	Heads  string  // how labels stand: line, band or plain
}

// LookOf translates a preset.
func LookOf(p catalog.Preset) Look {
	l := Look{Family: p.FontFamily, Radius: 6, Heads: "line"}
	switch p.ButtonStyle {
	case "square":
		l.Radius = 0
	case "pill":
		l.Radius = 10
	case "outline":
		l.Radius = 3
	}
	switch p.LayoutType {
	case "split":
		l.Heads = "band"
	case "minimal":
		l.Heads = "plain"
	}
	return l
}
