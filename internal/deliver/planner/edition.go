package planner

import (
	"fmt"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/calendar"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Edition is one planner of a tier: its time, its shape and what it holds. It
// is drawn once and recoloured for each theme.
type Edition struct {
	Tier  product.Tier
	Name  string // such as "2027-monday" or "print-a4"
	Title string // such as "2027, weeks start on Monday"
	Span  calendar.Span
	W, H  float64 // of a page, in points
	Print bool    // for paper: page numbers in place of tabs
	Holds Contents
}

// Contents says which parts an edition has; the counts of a tier follow from it.
type Contents struct {
	Daily      bool // a page for every day
	SecondWeek bool // a second set of weeks in another layout
	Quarters   bool
	Months     int  // pages beside the plan of a month: review, habits, budget, list of days
	TwoWeeks   bool // weeks are drawn two on a page
	Weekly     int  // layouts
	DailyKinds int  // layouts
}

// contents returns what the editions of a tier hold.
func contents(tier product.Tier) Contents {
	switch tier {
	case product.Mini:
		return Contents{TwoWeeks: true, Months: 1, Weekly: 1}
	case product.Starter:
		return Contents{Months: 3, Weekly: 2, DailyKinds: 1}
	case product.Pro:
		return Contents{Months: 3, Daily: true, Weekly: 4, DailyKinds: 2}
	}
	return Contents{Months: 4, Daily: true, SecondWeek: true, Quarters: true, Weekly: 6, DailyKinds: 4}
}

// Screen pages are 11 × 8.5 in, as planner apps expect.
const (
	long  = 792.0
	short = 612.0
)

// Editions lists the planners of a tier for the first dated year, in the order
// of their files. Undated ones come first.
func Editions(tier product.Tier, year int) []Edition {
	var all []Edition
	add := func(name, title string, span calendar.Span, w, h float64, paper bool) {
		all = append(all, Edition{Tier: tier, Name: name, Title: title, Span: span, W: w, H: h, Print: paper, Holds: contents(tier)})
	}
	starts := []time.Weekday{time.Monday, time.Sunday}
	if tier == product.Mini {
		starts = starts[:1]
	}
	both := func(name, title string, span func(time.Weekday) calendar.Span) {
		for _, start := range starts {
			add(name+"-"+strings.ToLower(start.String()), fmt.Sprintf("%s, weeks start on %s", title, start), span(start), long, short, false)
		}
	}
	dated := func(y int, first time.Month) func(time.Weekday) calendar.Span {
		return func(start time.Weekday) calendar.Span { return calendar.Dated(y, first, start) }
	}
	both("undated", "Undated", calendar.Undated)
	if tier.Rank() >= product.Pro.Rank() {
		both(fmt.Sprint(year), fmt.Sprint(year), dated(year, time.January))
	}
	if tier == product.Ultimate {
		both(fmt.Sprint(year+1), fmt.Sprint(year+1), dated(year+1, time.January))
		both(fmt.Sprintf("academic-%d-%d", year, year+1), fmt.Sprintf("Academic year %d/%d", year, year+1), dated(year, time.July))
		add(fmt.Sprintf("%d-portrait", year), fmt.Sprintf("%d, portrait, weeks start on Monday", year), calendar.Dated(year, time.January, time.Monday), short, long, false)
		add("print-a4", fmt.Sprintf("%d for A4 paper", year), calendar.Dated(year, time.January, time.Monday), 595.28, 841.89, true)
		add("print-letter", fmt.Sprintf("%d for Letter paper", year), calendar.Dated(year, time.January, time.Sunday), short, long, true)
	}
	return all
}
