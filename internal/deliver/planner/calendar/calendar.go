// Package calendar knows which months, weeks and days a planner edition has,
// and which belongs to which. It draws nothing; what it names, a Printer says.
//
// Weeks that start on Monday are numbered as ISO 8601 has it; weeks that start
// on Sunday are numbered as North America has it, where week 1 holds 1 January.
package calendar

import (
	"time"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Span is the time that an edition covers: twelve months.
type Span struct {
	Undated bool
	Start   time.Weekday // first day of a week
	Months  []Month
	Weeks   []Week
	Days    []Day
}

// Month is one month of a span.
type Month struct {
	Month time.Month
	Year  int // 0 in an undated span
	Days  int // of an undated February 29
	Blank int // cells of the first week before day 1, 0 in an undated span
	Weeks []int
}

// Week is one row of a calendar.
type Week struct {
	Number int
	Year   int       // that the number belongs to, 0 in an undated span
	Month  int       // index of the month that holds most of it
	First  time.Time // its first day, also when that lies before the span; zero in an undated span
	Days   [7]int    // index of each day in Span.Days, -1 outside the span
}

// Day is one day of a span. An undated day is a weekday of a numbered week.
type Day struct {
	Date    time.Time // midnight UTC, zero in an undated span
	Weekday time.Weekday
	Week    int // index in Span.Weeks
	Month   int // index in Span.Months
}

// undatedWeeks is what any year fits into, whatever day it begins on.
const undatedWeeks = 53

// Undated returns twelve months and 53 weeks of seven days without dates.
// Weeks are spread evenly over the months, so that each month has four or five.
func Undated(start time.Weekday) Span {
	s := Span{Undated: true, Start: start}
	for m := time.January; m <= time.December; m++ {
		s.Months = append(s.Months, Month{Month: m, Days: DaysIn(2028, m)})
	}
	for w := range undatedWeeks {
		week := Week{Number: w + 1, Month: w * 12 / undatedWeeks}
		for d := range 7 {
			week.Days[d] = len(s.Days)
			s.Days = append(s.Days, Day{Weekday: (start + time.Weekday(d)) % 7, Week: w, Month: week.Month})
		}
		s.Months[week.Month].Weeks = append(s.Months[week.Month].Weeks, w)
		s.Weeks = append(s.Weeks, week)
	}
	return s
}

// Dated returns the twelve months from a month on: January for a calendar year,
// July for an academic one.
func Dated(year int, first time.Month, start time.Weekday) Span {
	s := Span{Start: start}
	from := time.Date(year, first, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(1, 0, 0)
	for m := from; m.Before(to); m = m.AddDate(0, 1, 0) {
		s.Months = append(s.Months, Month{
			Month: m.Month(), Year: m.Year(), Days: DaysIn(m.Year(), m.Month()),
			Blank: int(m.Weekday()-start+7) % 7,
		})
	}
	for w := from.AddDate(0, 0, -int(from.Weekday()-start+7)%7); w.Before(to); w = w.AddDate(0, 0, 7) {
		s.addWeek(w, from, to)
	}
	return s
}

func (s *Span) addWeek(first, from, to time.Time) {
	number, year := Number(first, s.Start)
	week := Week{Number: number, Year: year, First: first, Month: -1}
	at := len(s.Weeks)
	for d := range 7 {
		date := first.AddDate(0, 0, d)
		if date.Before(from) || !date.Before(to) {
			week.Days[d] = -1
			continue
		}
		m := monthsBetween(from, date)
		week.Days[d] = len(s.Days)
		s.Days = append(s.Days, Day{Date: date, Weekday: date.Weekday(), Week: at, Month: m})
		if d <= 3 || week.Month < 0 { // the month of the fourth day holds most of the week
			week.Month = m
		}
		if ws := s.Months[m].Weeks; len(ws) == 0 || ws[len(ws)-1] != at {
			s.Months[m].Weeks = append(ws, at)
		}
	}
	s.Weeks = append(s.Weeks, week)
}

func monthsBetween(from, date time.Time) int {
	return (date.Year()-from.Year())*12 + int(date.Month()-from.Month())
}

// DaysIn returns the number of days of a month.
func DaysIn(year int, m time.Month) int {
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Number returns the number of the week that begins on a day, and the year that
// it is counted in.
func Number(first time.Time, start time.Weekday) (week, year int) {
	if start == time.Monday {
		year, week = first.ISOWeek()
		return week, year
	}
	last := first.AddDate(0, 0, 6) // the week of 1 January is week 1 of the new year
	year = last.Year()
	jan1 := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	begin := jan1.AddDate(0, 0, -int(jan1.Weekday()-start+7)%7)
	return int(first.Sub(begin).Hours())/(24*7) + 1, year
}

// Name returns the name of a month: "March", or "March 2027" in a dated span.
func (m Month) Name(p *locale.Printer) string { return p.MonthYear(m.Month, m.Year) }

// Name returns "Week 9".
func (w Week) Name(p *locale.Printer) string { return p.Say("Week %d", w.Number) }

// Range returns the dates of a week in words, "" in an undated span: "22 – 28 February 2027".
func (w Week) Range(p *locale.Printer) string {
	if w.First.IsZero() {
		return ""
	}
	return p.Days(w.First, w.First.AddDate(0, 0, 6))
}

// DayName names a day in full: "Monday, 1 March 2027", or "Week 9, Monday".
func (s *Span) DayName(p *locale.Printer, day int) string {
	d := s.Days[day]
	if s.Undated {
		return p.In("a week and its day", "%s, %s", s.Weeks[d.Week].Name(p), p.Weekday(d.Weekday))
	}
	return p.FullDate(d.Date)
}

// Cell returns the index of the day of the month that stands in a cell of its
// grid, counted in rows of seven, -1 if the cell lies outside the month. In an
// undated span every cell is outside.
func (s *Span) Cell(month, cell int) int {
	m := s.Months[month]
	n := cell - m.Blank
	if s.Undated || n < 0 || n >= m.Days {
		return -1
	}
	return s.dayOf(month) + n
}

// dayOf returns the index of the first day of a month of a dated span.
func (s *Span) dayOf(month int) int {
	n := 0
	for _, m := range s.Months[:month] {
		n += m.Days
	}
	return n
}

// Weekdays returns the seven days in the span's order.
func (s *Span) Weekdays() [7]time.Weekday {
	var all [7]time.Weekday
	for i := range all {
		all[i] = (s.Start + time.Weekday(i)) % 7
	}
	return all
}
