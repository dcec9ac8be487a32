package planner_test

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestANightIsOneDay(t *testing.T) {
	t.Parallel()
	ed := edition(t, product.Pro, "2027-monday")
	tests := map[string]struct {
		brief, dates string
		crosses      bool
	}{
		"nurses at night": {nurses, "31 January/1 February 2027", true},
		"coaches by day":  {chess, "31 January 2027", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pages := byName(drawn(t, input(t, tt.brief), ed))
			text := words(pages["d31"])
			if !strings.Contains(text, tt.dates) {
				t.Errorf("the page of 31 January does not cover %q", tt.dates)
			}
			evening, midnight := strings.Index(text, "23:00"), strings.Index(text, "00:00")
			if got := evening >= 0 && midnight > evening; got != tt.crosses {
				t.Errorf("00:00 follows 23:00: got %v, want %v", got, tt.crosses)
			}
		})
	}
}

// TestHostileTitlesFit draws titles that no brief reader should let through, and
// some that it must.
func TestHostileTitlesFit(t *testing.T) {
	t.Parallel()
	titles := map[string]string{
		"long":        "Feeding, Lambing and Paperwork Planner for Part-Time Hill Farmers Abroad",
		"long word":   "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
		"accents":     "Łódź, Reykjavík & Curaçao: Señor Ünlü’s “Très” Ñandú Planner",
		"arabic":      "مخطط الوجبات والنوم للممرضات الليليات",
		"hebrew":      "מתכנן ארוחות ושינה לאחיות לילה",
		"mixed":       "Planner مخطط for Nurses (2027)",
		"emoji":       "Sleep 😴 and Meals 🥗 Planner",
		"cjk":         "夜勤看護師のための食事と睡眠プランナー",
		"empty":       "",
		"markup":      "<b>Planner</b> %s {{.}} \\n (unclosed",
		"zero widths": "Plan\u200bner\u200d for\u00a0Nurses",
	}
	in := input(t, nurses)
	for name, title := range titles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mine, p := in, *in.Product
			p.Title = title
			mine.Product = &p
			for _, which := range []string{"2027-portrait", "print-a4", "undated-monday"} {
				ed := edition(t, product.Ultimate, which)
				ed.Holds.Daily, ed.Holds.SecondWeek = false, false
				for _, pg := range drawn(t, mine, ed).Pages {
					for _, l := range lines(pg.Ops) {
						if l.missing {
							t.Fatalf("%s, %s: %q holds a character that the fonts lack", which, pg.Label, l.text)
						}
					}
				}
			}
		})
	}
}

func TestPagesHaveTheSizeThatTheirEditionPromises(t *testing.T) {
	t.Parallel()
	in := input(t, nurses)
	tests := map[string]struct {
		w, h, margin float64
	}{
		"2027-monday":   {792, 612, 0},
		"2027-portrait": {612, 792, 0},
		"print-a4":      {595.28, 841.89, 36},
		"print-letter":  {612, 792, 36},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := drawn(t, in, edition(t, product.Ultimate, name))
			small := 0
			for n, p := range doc.Pages {
				if p.W != tt.w || p.H != tt.h {
					t.Fatalf("%s is %.2f × %.2f points, want %.2f × %.2f", p.Label, p.W, p.H, tt.w, tt.h)
				}
				all := lines(p.Ops)
				for _, l := range all {
					if l.size < 6.5 {
						small++
						t.Logf("%s: %q is %.1f points high", p.Label, l.text, l.size)
					}
					if !isCover(p) && (l.x < tt.margin-0.5 || l.x+l.width > p.W-tt.margin+0.5 || l.y > p.H-tt.margin+0.5) {
						t.Errorf("%s: %q stands in the margin, at %.0f, %.0f", p.Label, l.text, l.x, l.y)
					}
				}
				if tt.margin > 0 && !isCover(p) && !strings.Contains(words(p), fmt.Sprintf("Page %d\n", n+1)) {
					t.Errorf("%s has no number", p.Label)
				}
			}
			if small > 0 {
				t.Errorf("%d texts are smaller than 6.5 points", small)
			}
		})
	}
}

// TestNoTextLeavesItsPage holds every text of a whole edition against the room
// beside the tabs.
func TestNoTextLeavesItsPage(t *testing.T) {
	t.Parallel()
	for _, text := range []string{nurses, chess, "church organists preparing for Advent"} {
		in := input(t, text)
		for _, name := range []string{"undated-monday", "2027-portrait"} {
			ed := edition(t, product.Ultimate, name)
			ed.Holds.Daily = false
			for _, p := range drawn(t, in, ed).Pages {
				for _, l := range lines(p.Ops) {
					if right := ed.W - 30; !isCover(p) && (l.x < 0 || l.x+l.width > right+0.5 || l.y > ed.H) {
						t.Errorf("%s, %s, %s: %q ends at %.0f, where the tabs begin at %.0f", text, name, p.Label, l.text, l.x+l.width, right)
					}
				}
			}
		}
	}
}

var weekMark = regexp.MustCompile(`(?m)^W\d+$`)

// TestAMonthHasNoEmptyRow counts the shaded cells of months with five weeks and
// with six.
func TestAMonthHasNoEmptyRow(t *testing.T) {
	t.Parallel()
	ed := edition(t, product.Pro, "2027-monday")
	ed.Holds.Daily = false
	pages := byName(drawn(t, input(t, chess), ed))
	tests := map[string]int{"m2": 4, "m1": 5, "m5": 6} // February 2027 is four whole weeks
	for name, want := range tests {
		if got := len(weekMark.FindAllString(words(pages[name]), -1)); got != want {
			t.Errorf("%s: got %d rows, want %d", pages[name].Label, got, want)
		}
	}
}

func keys(t *testing.T, in planner.Input, tiers ...product.Tier) map[string]string {
	t.Helper()
	tasks, err := planner.Tasks(in, tiers)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, task := range tasks {
		all[task.Name] = task.Key
	}
	return all
}

// TestOneItemChangesOnlyWhatHoldsIt changes single items and looks which tasks
// have to be done again.
func TestOneItemChangesOnlyWhatHoldsIt(t *testing.T) {
	t.Parallel()
	tiers := []product.Tier{product.Mini, product.Starter, product.Pro, product.Ultimate}
	tests := map[string]struct {
		kind product.Kind
		tier product.Tier
		want []string // beginnings of the names of the tasks
	}{
		"page of all":           {product.Page, product.Mini, []string{"mini/", "starter/", "pro/", "ultimate/"}},
		"page of the largest":   {product.Page, product.Ultimate, []string{"ultimate/"}},
		"paper of two":          {product.Paper, product.Pro, []string{"pro/", "ultimate/"}},
		"cover of the largest":  {product.Cover, product.Ultimate, []string{"ultimate/"}},
		"sticker of the first":  {product.Sticker, product.Starter, []string{"stickers/1"}},
		"section of the middle": {product.Divider, product.Pro, []string{"pro/", "ultimate/"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := input(t, chess)
			before := keys(t, in, tiers...)
			if !rename(in.Product, tt.kind, tt.tier) {
				t.Fatalf("no %s of tier %s", tt.kind, tt.tier)
			}
			for task, key := range keys(t, in, tiers...) {
				held := slices.ContainsFunc(tt.want, func(p string) bool { return task == p || strings.HasSuffix(p, "/") && strings.HasPrefix(task, p) })
				if changed := key != before[task]; changed != held {
					t.Errorf("%s: made anew %v, want %v", task, changed, held)
				}
			}
		})
	}
}

func rename(p *product.Product, kind product.Kind, tier product.Tier) bool {
	for s := range p.Sections {
		for i := range p.Sections[s].Items {
			if it := &p.Sections[s].Items[i]; it.Kind == kind && it.Tier == tier {
				it.Title += " II"
				return true
			}
		}
	}
	return false
}

func TestStickersAreClearPictures(t *testing.T) {
	t.Parallel()
	in := input(t, nurses)
	tasks, err := planner.Tasks(in, []product.Tier{product.Mini, product.Starter, product.Ultimate})
	if err != nil {
		t.Fatal(err)
	}
	var got put
	all := 0
	for _, task := range tasks {
		if !strings.HasPrefix(task.Name, "stickers/") {
			continue
		}
		if all++; task.Name == "stickers/1" || task.Name == "stickers/51" {
			got.do(t, task)
		}
	}
	if all != 8 {
		t.Errorf("got %d tasks of fifty stickers, want 8", all)
	}
	count := map[string]int{}
	for name, data := range got.files {
		tier, _, _ := strings.Cut(name, "/")
		count[tier]++
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b := img.Bounds(); b.Dx() != 300 || b.Dy() != 300 {
			t.Errorf("%s has %d × %d pixels, want 300 × 300", name, b.Dx(), b.Dy())
		}
		if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
			t.Errorf("%s: its corner is not clear", name)
		}
	}
	if count["starter"] != 60 || count["ultimate"] != 100 || count["mini"] != 0 {
		t.Errorf("got %v of the first hundred, want 60 in the starter tier, 100 in the largest, none in the free one", count)
	}
}

// TestEveryLookFits draws the edition with the narrowest pages in every preset's
// typefaces.
func TestEveryLookFits(t *testing.T) {
	t.Parallel()
	in := input(t, nurses)
	for _, p := range catalog.Presets() {
		look := deliver.LookOf(p)
		t.Run(p.ID, func(t *testing.T) {
			t.Parallel()
			mine := in
			mine.Look = look
			for _, name := range []string{"print-a4", "2027-sunday"} {
				ed := edition(t, product.Ultimate, name)
				ed.Holds.Daily = false
				var doc *draw.Document = drawn(t, mine, ed)
				if len(doc.Pages) < 200 {
					t.Errorf("%s: %d pages", name, len(doc.Pages))
				}
			}
		})
	}
}
