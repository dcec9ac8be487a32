package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Month names a month as it stands alone: "March".
func (p *Printer) Month(m time.Month) string {
	if p.English() {
		return m.String()
	}
	return p.cldr.MonthsAlone[m-1]
}

// MonthShort names a month in little room: "Mar".
func (p *Printer) MonthShort(m time.Month) string {
	if p.English() {
		return m.String()[:3]
	}
	return p.cldr.MonthsShort[m-1]
}

// MonthYear names a month of a year: "March 2027"; the month alone without one.
func (p *Printer) MonthYear(m time.Month, year int) string {
	switch {
	case year == 0:
		return p.Month(m)
	case p.English():
		return fmt.Sprintf("%s %d", m, year)
	}
	return p.pattern(p.cldr.MonthYear, time.Date(year, m, 1, 0, 0, 0, 0, time.UTC))
}

// Weekday names a day of the week: "Monday".
func (p *Printer) Weekday(d time.Weekday) string {
	if p.English() {
		return d.String()
	}
	return p.cldr.Days[d]
}

// WeekdayShort names a day in little room: "Mon".
func (p *Printer) WeekdayShort(d time.Weekday) string {
	if p.English() {
		return d.String()[:3]
	}
	return p.cldr.DaysShort[d]
}

// WeekdayNarrow is the letter of a day: "M".
func (p *Printer) WeekdayNarrow(d time.Weekday) string {
	if p.English() {
		return d.String()[:1]
	}
	return p.cldr.DaysNarrow[d]
}

// FullDate is a date with its day of the week: "Monday, 1 March 2027".
func (p *Printer) FullDate(t time.Time) string {
	if p.English() {
		return t.Format("Monday, 2 January 2006")
	}
	return p.pattern(p.cldr.Full, t)
}

// Date is a date: "1 March 2027".
func (p *Printer) Date(t time.Time) string {
	if p.English() {
		return t.Format("2 January 2006")
	}
	return p.pattern(p.cldr.Long, t)
}

// DayMonth is a date of a known year: "1 March".
func (p *Printer) DayMonth(t time.Time) string {
	if p.English() {
		return t.Format("2 January")
	}
	return p.pattern(p.cldr.DayMonth, t)
}

// DayMonthShort is the same in little room: "1 Mar".
func (p *Printer) DayMonthShort(t time.Time) string {
	if p.English() {
		return t.Format("2 Jan")
	}
	return p.pattern(p.cldr.DayMonthShort, t)
}

// Days are the dates from one day to another: "22 – 28 February 2027".
func (p *Printer) Days(from, to time.Time) string {
	switch {
	case from.Year() != to.Year():
		return p.Date(from) + " – " + p.Date(to)
	case p.English() && from.Month() == to.Month():
		return from.Format("2") + " – " + p.Date(to)
	case !p.English() && strings.HasPrefix(p.cldr.Long, "y"):
		return p.Date(from) + " – " + p.DayMonth(to)
	}
	return p.DayMonth(from) + " – " + p.Date(to)
}

// pattern fills a date into a pattern of CLDR (UTS 35, Date Field Symbols).
// Text in single quotes stands as it is, two of them are one.
func (p *Printer) pattern(format string, t time.Time) string {
	var b strings.Builder
	rs := []rune(format)
	for i := 0; i < len(rs); {
		r := rs[i]
		n := 1
		switch {
		case r == '\'':
			end := i + 1
			for end < len(rs) && rs[end] != '\'' {
				end++
			}
			if end == i+1 {
				b.WriteRune('\'')
			}
			b.WriteString(string(rs[i+1 : min(end, len(rs))]))
			n = end - i + 1
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			for i+n < len(rs) && rs[i+n] == r {
				n++
			}
			b.WriteString(p.field(r, n, t))
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// field writes one field of a date.
func (p *Printer) field(letter rune, n int, t time.Time) string {
	switch letter {
	case 'y':
		return strconv.Itoa(t.Year())
	case 'M':
		switch n {
		case 1, 2:
			return fmt.Sprintf("%0*d", n, int(t.Month()))
		case 3:
			return p.cldr.MonthsShortIn[t.Month()-1]
		}
		return p.cldr.Months[t.Month()-1]
	case 'L':
		switch n {
		case 1, 2:
			return fmt.Sprintf("%0*d", n, int(t.Month()))
		case 3:
			return p.cldr.MonthsShort[t.Month()-1]
		}
		return p.cldr.MonthsAlone[t.Month()-1]
	case 'd':
		return fmt.Sprintf("%0*d", n, t.Day())
	case 'E', 'c':
		if n == 4 {
			return p.cldr.Days[t.Weekday()]
		}
		return p.cldr.DaysShort[t.Weekday()]
	}
	return "" // an era or a zone, which no date here has
}
