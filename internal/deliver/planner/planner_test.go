package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestTiersHoldTheirPagesAndEditions(t *testing.T) {
	t.Parallel()
	in := input(t, chess)
	tests := map[product.Tier]struct{ pages, editions, themes, files int }{
		product.Mini:     {68, 1, 1, 1},
		product.Starter:  {120, 2, 1, 2},
		product.Pro:      {450, 4, 3, 12},
		product.Ultimate: {650, 11, 6, 54 + 2},
	}
	for tier, tt := range tests {
		t.Run(string(tier), func(t *testing.T) {
			t.Parallel()
			eds := planner.Editions(tier, 2027)
			if len(eds) != tt.editions {
				t.Errorf("got %d editions, want %d", len(eds), tt.editions)
			}
			files := 0
			for _, ed := range eds {
				if got := len(drawn(t, in, ed).Pages); got < tt.pages {
					t.Errorf("%s: got %d pages, want at least %d", ed.Name, got, tt.pages)
				}
				if files += tt.themes; ed.Print {
					files -= tt.themes - 1
				}
			}
			if files != tt.files {
				t.Errorf("got %d files, want %d", files, tt.files)
			}
		})
	}
}

func TestTasksPutTheFilesOfATier(t *testing.T) {
	t.Parallel()
	in := input(t, chess)
	tests := map[product.Tier][]string{
		product.Mini:    {"mini/main/01-planner-undated-monday.pdf"},
		product.Starter: {"starter/main/01-planner-undated-monday.pdf", "starter/main/02-planner-undated-sunday.pdf"},
	}
	for tier, want := range tests {
		tasks, err := planner.Tasks(in, []product.Tier{tier})
		if err != nil {
			t.Fatalf("%s: %v", tier, err)
		}
		var got put
		for _, task := range tasks {
			if !strings.HasPrefix(task.Name, "stickers") {
				got.do(t, task)
			}
		}
		var names []string
		for name, data := range got.files {
			names = append(names, name)
			if !strings.HasPrefix(string(data), "%PDF-1.") {
				t.Errorf("%s is no PDF: %.20q", name, data)
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, want) {
			t.Errorf("%s: got %q, want %q", tier, names, want)
		}
	}
}

// TestLinksHoldTogether follows every link of every edition, and looks on every
// page for the one to the index.
func TestLinksHoldTogether(t *testing.T) {
	t.Parallel()
	in := input(t, nurses)
	for _, tier := range []product.Tier{product.Mini, product.Starter, product.Pro, product.Ultimate} {
		for _, ed := range planner.Editions(tier, 2027) {
			t.Run(string(tier)+"/"+ed.Name, func(t *testing.T) {
				t.Parallel()
				doc := drawn(t, in, ed)
				pages := byName(doc)
				if len(pages) != len(doc.Pages) {
					t.Fatalf("%d names for %d pages", len(pages), len(doc.Pages))
				}
				for _, p := range doc.Pages {
					for _, l := range p.Links {
						checkLink(t, p, l, pages)
					}
					if !to(p)["index"] {
						t.Errorf("%s: no link to the index", p.Label)
					}
					if !ed.Print && !isCover(p) {
						checkBar(t, p)
					}
				}
				if !ed.Print {
					checkReach(t, doc, pages)
				}
			})
		}
	}
}

func isCover(p *draw.Page) bool { return p.Name == "cover" || strings.HasPrefix(p.Name, "i-c") }

func checkLink(t *testing.T, p *draw.Page, l draw.Link, pages map[string]*draw.Page) {
	t.Helper()
	at := pages[l.To]
	switch {
	case at == nil:
		t.Errorf("%s: a link leads to %q, which is no page", p.Label, l.To)
	case at.Label != l.Label:
		t.Errorf("%s: a link says %q and leads to %q", p.Label, l.Label, at.Label)
	case l.Box.H < 24 || l.Box.W < 24:
		t.Errorf("%s: the link to %s is %.0f × %.0f points, want at least 24", p.Label, l.Label, l.Box.W, l.Box.H)
	case l.Box.X < -0.5 || l.Box.Y < -0.5 || l.Box.X+l.Box.W > p.W+0.5 || l.Box.Y+l.Box.H > p.H+0.5:
		t.Errorf("%s: the link to %s leaves the page", p.Label, l.Label)
	}
}

// checkBar wants the way to the twelve months, and no two links of the top bar
// on one another.
func checkBar(t *testing.T, p *draw.Page) {
	t.Helper()
	all := to(p)
	for i := range 12 {
		if !all[fmt.Sprintf("m%d", i+1)] {
			t.Errorf("%s: no tab for month %d", p.Label, i+1)
		}
	}
	var bar []draw.Link
	for _, l := range p.Links {
		if l.Box.Y == 0 && l.Box.H < 30 {
			bar = append(bar, l)
		}
	}
	slices.SortFunc(bar, func(a, b draw.Link) int { return int(a.Box.X - b.Box.X) })
	for i := 1; i < len(bar); i++ {
		if a, b := bar[i-1], bar[i]; a.Box.X+a.Box.W > b.Box.X+0.5 {
			t.Errorf("%s: in the top bar %s lies on %s", p.Label, b.Label, a.Label)
		}
	}
}

func checkReach(t *testing.T, doc *draw.Document, pages map[string]*draw.Page) {
	t.Helper()
	seen := map[string]bool{"cover": true}
	for queue := []string{"cover"}; len(queue) > 0; queue = queue[1:] {
		for name := range to(pages[queue[0]]) {
			if !seen[name] {
				seen[name] = true
				queue = append(queue, name)
			}
		}
	}
	for _, p := range doc.Pages {
		if !seen[p.Name] {
			t.Errorf("%s cannot be reached", p.Label)
		}
	}
}

// TestDaysWeeksAndMonthsLeadToOneAnother walks the calendar of years with 52 and
// 53 weeks, with and without a leap day, and one that begins in July.
func TestDaysWeeksAndMonthsLeadToOneAnother(t *testing.T) {
	t.Parallel()
	in := input(t, chess)
	for _, name := range []string{"2027-monday", "2028-sunday", "academic-2027-2028-monday", "undated-sunday", "2027-portrait"} {
		ed := edition(t, product.Ultimate, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pages := byName(drawn(t, in, ed))
			for i, d := range ed.Span.Days {
				day, week, month := fmt.Sprintf("d%d", i+1), fmt.Sprintf("w%d", d.Week+1), fmt.Sprintf("m%d", d.Month+1)
				if all := to(pages[day]); !all[week] || !all[month] {
					t.Errorf("%s: to its week %v, to its month %v", pages[day].Label, all[week], all[month])
				}
				if !to(pages[week])[day] {
					t.Errorf("%s does not lead to %s", pages[week].Label, pages[day].Label)
				}
				if !ed.Span.Undated && !to(pages[month])[day] {
					t.Errorf("%s does not lead to %s", pages[month].Label, pages[day].Label)
				}
				if !to(pages[month])[week] {
					t.Errorf("%s does not lead to %s", pages[month].Label, pages[week].Label)
				}
			}
		})
	}
}

func TestWeekdaysAndWeekNumbersAreRight(t *testing.T) {
	t.Parallel()
	in := input(t, chess)
	for _, year := range []int{2026, 2027, 2028, 2032} {
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			t.Parallel()
			for _, ed := range planner.Editions(product.Ultimate, year) {
				if ed.Name != fmt.Sprintf("%d-monday", year) && ed.Name != fmt.Sprintf("%d-sunday", year) {
					continue
				}
				checkDates(t, ed, byName(drawn(t, in, ed)), year)
			}
		})
	}
}

func checkDates(t *testing.T, ed planner.Edition, pages map[string]*draw.Page, year int) {
	t.Helper()
	n := 0
	for date := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); date.Year() == year; date = date.AddDate(0, 0, 1) {
		n++
		p := pages[fmt.Sprintf("d%d", n)]
		if want := date.Format("Monday, 2 January 2006"); p == nil || p.Label != want {
			t.Fatalf("%s: day %d is not %s", ed.Name, n, want)
		}
		if text := words(p); !strings.Contains(text, date.Weekday().String()) || !strings.Contains(text, date.Format("2 January 2006")) {
			t.Errorf("%s: the page of %s does not say so", ed.Name, p.Label)
		}
		if !strings.HasSuffix(ed.Name, "monday") {
			continue
		}
		_, week := date.ISOWeek()
		if text := words(p); !strings.Contains(text, fmt.Sprintf("W%d\n", week)) {
			t.Errorf("%s: %s is not in week %d", ed.Name, p.Label, week)
		}
	}
	if pages[fmt.Sprintf("d%d", n+1)] != nil {
		t.Errorf("%s has a day after 31 December", ed.Name)
	}
	for m := range 12 {
		checkGrid(t, pages[fmt.Sprintf("m%d", m+1)], time.Date(year, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC))
	}
}

// checkGrid looks where the numbers of a month's calendar stand: each under the
// name of its weekday.
func checkGrid(t *testing.T, p *draw.Page, first time.Time) {
	t.Helper()
	heads, found := map[string]line{}, map[int]bool{}
	all := lines(p.Ops)
	for _, l := range all {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if l.text == d.String()[:3] && l.size == 8.5 {
				heads[l.text] = l
			}
		}
	}
	for date := first; date.Month() == first.Month(); date = date.AddDate(0, 0, 1) {
		head := heads[date.Weekday().String()[:3]]
		for _, l := range all {
			if l.text == fmt.Sprint(date.Day()) && l.size == 10 && l.x > head.x-50 && l.x < head.x+head.width {
				found[date.Day()] = true
			}
		}
		if !found[date.Day()] {
			t.Errorf("%s: %d does not stand under %s", p.Label, date.Day(), date.Weekday())
		}
	}
}
