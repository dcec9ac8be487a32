package planner

import (
	"strconv"
	"time"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/calendar"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Edition is one planner of a tier: its time, its shape and what it holds. It
// is drawn once and recoloured for each theme.
type Edition struct {
	Tier  product.Tier
	Name  string // such as "2027-monday" or "print-a4"
	Span  calendar.Span
	W, H  float64 // of a page, in points
	Print bool    // for paper: page numbers in place of tabs
	Holds Contents

	title string // a format over years, said by Title
	years []any
}

// Title names an edition, such as "2027, weeks start on Monday".
func (ed Edition) Title(lang *locale.Printer) string { return lang.Say(ed.title, ed.years...) }

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
	add := func(name, title string, span calendar.Span, w, h float64, paper bool, years ...any) {
		all = append(all, Edition{Tier: tier, Name: name, Span: span, W: w, H: h, Print: paper, Holds: contents(tier), title: title, years: years})
	}
	// both adds an edition for each start of the week, with a title for each.
	both := func(name, monday, sunday string, span func(time.Weekday) calendar.Span, years ...any) {
		add(name+"-monday", monday, span(time.Monday), long, short, false, years...)
		if tier != product.Mini {
			add(name+"-sunday", sunday, span(time.Sunday), long, short, false, years...)
		}
	}
	dated := func(y int, first time.Month) func(time.Weekday) calendar.Span {
		return func(start time.Weekday) calendar.Span { return calendar.Dated(y, first, start) }
	}
	this, next := strconv.Itoa(year), strconv.Itoa(year+1)
	monday, sunday := locale.Key("%s, weeks start on Monday"), locale.Key("%s, weeks start on Sunday")
	both("undated", locale.Key("Undated, weeks start on Monday"), locale.Key("Undated, weeks start on Sunday"), calendar.Undated)
	if tier.Rank() >= product.Pro.Rank() {
		both(this, monday, sunday, dated(year, time.January), this)
	}
	if tier == product.Ultimate {
		both(next, monday, sunday, dated(year+1, time.January), next)
		both("academic-"+this+"-"+next, locale.Key("Academic year %s/%s, weeks start on Monday"), locale.Key("Academic year %s/%s, weeks start on Sunday"), dated(year, time.July), this, next)
		add(this+"-portrait", locale.Key("%s, portrait, weeks start on Monday"), calendar.Dated(year, time.January, time.Monday), short, long, false, this)
		add("print-a4", locale.Key("%s for A4 paper"), calendar.Dated(year, time.January, time.Monday), 595.28, 841.89, true, this)
		add("print-letter", locale.Key("%s for Letter paper"), calendar.Dated(year, time.January, time.Sunday), short, long, true, this)
	}
	return all
}
