package catalog

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Theme is a colourway: a palette with a name.
type Theme struct {
	ID, Name     string
	Dark         bool
	HighContrast bool
	Palette      draw.Palette
}

// seed is what a theme is made from: the filled colours as hex, and its ground.
type seed struct {
	id, name              string
	accent, second, third uint32
	paper, ink            uint32
	dark, contrast        bool
}

// Colours returns the colour themes. The first is the default of presets that
// name none; every text slot has a contrast of at least 4.5:1 on the grounds
// that draw.Slot allows it.
func Colours() []Theme {
	seeds := []seed{
		{"sage", "Sage", 0x4f6f5a, 0xa85a40, 0x53688a, 0xfffdf9, 0x22302a, false, false},
		{"ocean", "Ocean", 0x1f5f8b, 0xb4553c, 0x2f7d6d, 0xfdfefe, 0x1a2733, false, false},
		{"rose", "Rose", 0xa2475f, 0x5b6f8f, 0x7a6a3a, 0xfffcfb, 0x33222a, false, false},
		{"terracotta", "Terracotta", 0xa9502f, 0x4a6a6a, 0x7b5a86, 0xfffcf8, 0x32241d, false, false},
		{"midnight", "Midnight (dark)", 0x8fb8e8, 0xe3b778, 0x9fd0b0, 0x161b24, 0xeef2f7, true, false},
		{"contrast", "High contrast", 0x000000, 0x7a0010, 0x003d8f, 0xffffff, 0x000000, false, true},
		{"plum", "Plum", 0x6b4a86, 0xa8553f, 0x3f7468, 0xfefcff, 0x2a2133, false, false},
		{"graphite", "Graphite", 0x3d4652, 0x9c5a35, 0x47718f, 0xfdfdfc, 0x20242a, false, false},
		{"mustard", "Mustard", 0x7d6112, 0x4b5f86, 0x98493f, 0xfffdf6, 0x2e2913, false, false},
		{"forest", "Forest", 0x2f6144, 0x8f5c1e, 0x5a5590, 0xfcfefc, 0x1b2a21, false, false},
		{"berry", "Berry", 0x8c2f57, 0x35708a, 0x86602a, 0xfffbfd, 0x2f1a25, false, false},
		{"teal", "Teal", 0x14696b, 0xa8504c, 0x6a5a96, 0xfbfefe, 0x172a2b, false, false},
		{"ember", "Ember (dark)", 0xf0a36b, 0x8cc3c9, 0xd7b3e6, 0x1e1917, 0xf6efea, true, false},
	}
	all := make([]Theme, 0, len(seeds))
	for _, s := range seeds {
		all = append(all, Theme{ID: s.id, Name: s.name, Dark: s.dark, HighContrast: s.contrast, Palette: palette(s)})
	}
	return all
}

// palette derives the sixteen slots from a seed: tints by mixing with the
// ground, text colours by whichever of ground and ink reads better.
func palette(s seed) draw.Palette {
	paper, ink := hex(s.paper), hex(s.ink)
	faint, line, muted, wash := 0.16, 0.30, 0.70, 0.045
	if s.contrast {
		faint, line, muted, wash = 0.35, 0.75, 0.85, 0.03
	}
	var p draw.Palette
	p[draw.Paper], p[draw.Ink] = paper, ink
	p[draw.Muted] = mix(paper, ink, muted)
	p[draw.Line], p[draw.Faint] = mix(paper, ink, line), mix(paper, ink, faint)
	p[draw.Wash] = mix(paper, ink, wash)
	for i, fill := range []uint32{s.accent, s.second, s.third} {
		slot := []draw.Slot{draw.Accent, draw.Second, draw.Third}[i]
		p[slot] = hex(fill)
		p[slot+1] = better(p[slot], paper, ink)
		p[slot+2] = mix(paper, p[slot], 0.14)
	}
	return p
}

func hex(v uint32) draw.RGB { return draw.RGB{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)} }

func mix(a, b draw.RGB, share float64) draw.RGB {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return draw.RGB{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B)}
}

func better(ground, a, b draw.RGB) draw.RGB {
	if Contrast(ground, a) >= Contrast(ground, b) {
		return a
	}
	return b
}

// Contrast returns the contrast ratio of two colours, 1 to 21, as WCAG 2.2
// defines it (relative luminance of sRGB).
func Contrast(a, b draw.RGB) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c draw.RGB) float64 {
	lin := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}
