package quality

import (
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
)

// leastContrast is the contrast that text must have to its ground: level AA of
// WCAG 2.2 for text of any size.
const leastContrast = 4.5

// pair is text in one slot on a ground in another.
type pair struct {
	text, ground draw.Slot
	name         string
}

// pairs lists every text on every ground that it may stand on.
func pairs() []pair {
	return []pair{
		{draw.Ink, draw.Paper, "text on the page"}, {draw.Ink, draw.Wash, "text in boxes"}, {draw.Ink, draw.Soft, "text on the light accent"},
		{draw.Ink, draw.SecondSoft, "text on the light second colour"}, {draw.Ink, draw.ThirdSoft, "text on the light third colour"},
		{draw.Muted, draw.Paper, "small print on the page"}, {draw.Muted, draw.Wash, "small print in boxes"},
		{draw.OnAccent, draw.Accent, "text on the accent"}, {draw.OnSecond, draw.Second, "text on the second colour"},
		{draw.OnThird, draw.Third, "text on the third colour"}, {draw.Accent, draw.Paper, "headings in the accent"},
	}
}

// contrastGate checks every colour theme that the files come in.
func contrastGate(v *verdict, g *gate) {
	if len(v.Themes) == 0 {
		g.fault("", "The files come in no colour theme that could be checked.")
	}
	for _, t := range v.sold() {
		for _, p := range pairs() {
			g.check(1)
			if c := catalog.Contrast(t.Palette[p.text], t.Palette[p.ground]); c < leastContrast {
				g.fault("theme "+t.Name, "%s has a contrast of %.2f; 4.5 is the least.", capital(p.name), c)
			}
		}
	}
}

// sold lists the themes that the largest tier comes in.
func (v *verdict) sold() []catalog.Theme {
	n := 1
	if spec, ok := v.spec.Tier(v.top()); ok {
		n = max(n, spec.Count("themes"))
	}
	return v.Themes[:min(n, len(v.Themes))]
}

// faintest returns the lowest contrast of text in the themes sold, 0 without any.
func (v *verdict) faintest() float64 {
	least := 0.0
	for _, t := range v.sold() {
		for _, p := range pairs() {
			if c := catalog.Contrast(t.Palette[p.text], t.Palette[p.ground]); least == 0 || c < least {
				least = c
			}
		}
	}
	return least
}
