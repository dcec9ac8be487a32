package planner_test

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TestRememberedStickersAreTheSame makes the stickers of one product after those
// of others, and at the same time: what is remembered is never the picture of
// another title, palette, typeface or language.
func TestRememberedStickersAreTheSame(t *testing.T) {
	t.Parallel()
	memory, studio, languages := new(planner.Stickers), new(png.Studio), locale.NewLanguages()
	made := func(t *testing.T, in planner.Input) map[string][]byte {
		t.Helper()
		tasks, err := planner.Tasks(in, []product.Tier{product.Starter})
		if err != nil {
			t.Fatal(err)
		}
		var got put
		for _, task := range tasks {
			if strings.HasPrefix(task.Name, "stickers/") {
				got.do(t, task)
			}
		}
		return got.files
	}
	for _, text := range []string{nurses, chess} {
		base := input(t, text)
		few := fewStickers(base.Product)
		for _, set := range []struct{ family, lang string }{{"sans", "en"}, {"sans", "de"}, {"serif", "de"}} {
			t.Run(set.family+" "+set.lang+" "+text, func(t *testing.T) {
				t.Parallel()
				for _, theme := range []int{0, 1, 0} {
					in := base
					in.Look.Family, in.Lang, in.Themes = set.family, languages.Printer(set.lang), base.Themes[theme:]
					want := made(t, in)
					in.Stickers, in.Pictures = memory, studio
					got := made(t, in)
					if len(got) != few || !maps.EqualFunc(got, want, bytes.Equal) {
						t.Errorf("theme %d: %d stickers, not those that are drawn without memory", theme, len(got))
					}
				}
			})
		}
	}
}

// fewStickers leaves a product two stickers of its own words, six with letters of
// their own and six drawn ones, all in the smallest tier, and returns how many.
func fewStickers(p *product.Product) int {
	want := map[string]int{"word": 2, "letters": 6, "drawn": 6}
	n := 0
	for i := range p.Sections {
		var kept []product.Item
		for _, it := range p.Sections[i].Items {
			if it.Kind == product.Sticker {
				sort := "drawn"
				if byText, byFace := art.Varies(it.Source); byText {
					sort = "word"
				} else if byFace {
					sort = "letters"
				}
				if want[sort]--; want[sort] < 0 {
					continue
				}
				it.Tier = product.Starter
				n++
			}
			kept = append(kept, it)
		}
		p.Sections[i].Items = kept
	}
	return n
}
