package catalog_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
)

func TestEveryTextSlotReadsOnItsGrounds(t *testing.T) {
	t.Parallel()
	grounds := map[draw.Slot][]draw.Slot{
		draw.Ink:      {draw.Paper, draw.Wash, draw.Soft, draw.SecondSoft, draw.ThirdSoft},
		draw.Muted:    {draw.Paper, draw.Wash},
		draw.OnAccent: {draw.Accent}, draw.OnSecond: {draw.Second}, draw.OnThird: {draw.Third},
		draw.Accent: {draw.Paper},
	}
	for _, th := range catalog.Colours() {
		for text, on := range grounds {
			for _, ground := range on {
				if got := catalog.Contrast(th.Palette[text], th.Palette[ground]); got < 4.5 {
					t.Errorf("theme %s: slot %d on %d has contrast %.2f, want at least 4.5", th.ID, text, ground, got)
				}
			}
		}
	}
}

func TestPresetsNameAThemeAndEachCategoryHasThree(t *testing.T) {
	t.Parallel()
	themes := map[string]bool{}
	for _, th := range catalog.Colours() {
		themes[th.ID] = true
	}
	fits := map[string]int{}
	for _, p := range catalog.Presets() {
		if !themes[p.Palette] {
			t.Errorf("preset %s names the unknown theme %q", p.ID, p.Palette)
		}
		for _, c := range p.Fits {
			fits[string(c)]++
		}
	}
	for _, s := range catalog.Specs() {
		if fits[string(s.ID)] != 3 {
			t.Errorf("category %s has %d fitting presets, want 3", s.ID, fits[string(s.ID)])
		}
	}
}
