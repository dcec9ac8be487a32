package font_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/font"
)

func TestEveryFaceParsesAndHasItsAlphabet(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	for _, family := range []string{"sans", "serif", "mono"} {
		for role := font.Regular; role <= font.Mono; role++ {
			f := lib.Face(family, role)
			for _, r := range "AZaz09éüß€—“”…" {
				if _, ok := f.Glyph(r); !ok {
					t.Errorf("%s has no %q", f.Name, r)
				}
			}
			g, _ := f.Glyph('A')
			if f.Advance(g) <= 0 || len(f.Outline(g)) == 0 || f.CapHeight <= 0 || f.Ascent <= f.CapHeight/2 || f.Descent >= 0 {
				t.Errorf("%s: advance %.0f, %d segments, cap height %d, ascent %d, descent %d", f.Name, f.Advance(g), len(f.Outline(g)), f.CapHeight, f.Ascent, f.Descent)
			}
		}
	}
}

func TestFallbacksCoverTheirScripts(t *testing.T) {
	t.Parallel()
	for _, bold := range []bool{false, true} {
		for _, r := range "שםسلام🐝🌙" {
			found := false
			for _, f := range font.NewLibrary().Fallbacks(bold) {
				if _, ok := f.Glyph(r); ok {
					found = true
				}
			}
			if !found {
				t.Errorf("no fallback (bold %v) has %q", bold, r)
			}
		}
	}
}

func TestJapaneseHasWhatJapaneseIsWrittenWith(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	for _, bold := range []bool{false, true} {
		f := lib.Japanese(bold)
		if f != lib.Japanese(bold) {
			t.Errorf("%s is unpacked twice", f.Name)
		}
		for _, r := range "日本語計画表あアぁァーゝ々〆、。「」『』【】（）！？：・〜～―…※①㎡ＡＺ０９＆￥𠮟塡剝頰髙﨑" {
			if _, ok := f.Glyph(r); !ok {
				t.Errorf("%s has no %q", f.Name, r)
			}
		}
		g, _ := f.Glyph('日')
		if f.Advance(g) != float64(f.Units) || len(f.Outline(g)) == 0 {
			t.Errorf("%s: 日 is %.0f of %d units wide, %d segments", f.Name, f.Advance(g), f.Units, len(f.Outline(g)))
		}
	}
}

func FuzzParse(f *testing.F) {
	good := font.NewLibrary().Face("sans", font.Regular).Data
	f.Add(good[:2000])
	f.Add([]byte("\x00\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := font.Parse("x", data)
		if err == nil && face.Units <= 0 {
			t.Errorf("accepted a font with %d units per em", face.Units)
		}
	})
}
