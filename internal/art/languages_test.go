package art_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// TestDaysAndMonthsFitTheirStickersInEveryLanguage wants the whole word, and on
// the shape that it stands on.
func TestDaysAndMonthsFitTheirStickersInEveryLanguage(t *testing.T) {
	t.Parallel()
	known := locale.NewLanguages()
	lib := font.NewLibrary()
	for _, tag := range known.Tags() {
		lang, set := known.Printer(tag), typeset.New(lib, "sans", tag)
		for _, e := range art.Stickers() {
			if !strings.HasPrefix(e.ID, "day-") && !strings.HasPrefix(e.ID, "month-") {
				continue
			}
			var c draw.Canvas
			art.DrawSticker(&c, set, lang, e.ID, "a word", draw.Rect{W: 100, H: 100})
			var width float64
			for _, op := range c.Ops {
				if r, ok := op.(*draw.Run); ok {
					width += r.Width()
					if strings.Contains(textOf(r), "…") {
						t.Errorf("%s, %s: the word is cut", tag, e.ID)
					}
				}
			}
			if width > 68 {
				t.Errorf("%s, %s: the word is %.0f wide on a shape of 100", tag, e.ID, width)
			}
		}
	}
}

func TestTitlesAreSaid(t *testing.T) {
	t.Parallel()
	lang := locale.NewLanguages().Printer("de").With(locale.Messages{"Legal pad": {Other: "Notizblock"}, "Date %d": {Other: "Datum %d"}})
	want := map[string]string{"day-mon": "Montag", "month-mar": "März", "date-7": "Datum 7", "legal": "Notizblock", "ledger": "Kassenbuch"}
	names := art.Names()
	for _, e := range append(art.Papers(), art.Stickers()...) {
		if got := e.Title(nil); got != e.Name {
			t.Errorf("%s is called %q in English, want %q", e.ID, got, e.Name)
		}
		if title, ok := want[e.ID]; ok && e.Title(lang) != title {
			t.Errorf("%s is called %q, want %q", e.ID, e.Title(lang), title)
		}
	}
	for _, name := range []string{"Legal pad", "Crescent moon", "Rolling hills"} {
		if !slices.Contains(names, name) {
			t.Errorf("%q is not among the names to translate", name)
		}
	}
}
