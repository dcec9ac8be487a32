package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/calendar"
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		first      time.Time
		start      time.Weekday
		week, year int
	}{
		{date(2026, 12, 28), time.Monday, 53, 2026}, // 2026 has 53 ISO weeks
		{date(2027, 1, 4), time.Monday, 1, 2027},
		{date(2024, 12, 30), time.Monday, 1, 2025},
		{date(2026, 12, 27), time.Sunday, 1, 2027}, // holds 1 January 2027
		{date(2027, 1, 3), time.Sunday, 2, 2027},
		{date(2023, 1, 1), time.Sunday, 1, 2023},
		{date(2028, 12, 24), time.Sunday, 53, 2028},
	}
	for _, tt := range tests {
		if week, year := calendar.Number(tt.first, tt.start); week != tt.week || year != tt.year {
			t.Errorf("Number(%s, %s) = %d of %d, want %d of %d", tt.first.Format(time.DateOnly), tt.start, week, year, tt.week, tt.year)
		}
	}
}

func TestDatedSpan(t *testing.T) {
	t.Parallel()
	leap := calendar.Dated(2028, time.January, time.Monday)
	if got := len(leap.Days); got != 366 {
		t.Errorf("2028 has %d days, want 366", got)
	}
	if got := leap.Months[1]; got.Days != 29 || got.Blank != 1 || got.Name(nil) != "February 2028" {
		t.Errorf("February 2028 = %+v, want 29 days after 1 blank", got)
	}
	if got, want := leap.DayName(nil, leap.Cell(1, 29)), "Tuesday, 29 February 2028"; got != want {
		t.Errorf("cell 29 of February = %q, want %q", got, want)
	}
	academic := calendar.Dated(2027, time.July, time.Sunday)
	if got, want := academic.Months[11].Name(nil), "June 2028"; got != want {
		t.Errorf("last month of the academic year = %q, want %q", got, want)
	}
	if got, want := leap.Weeks[0].Range(nil), "27 December 2027 – 2 January 2028"; got != want {
		t.Errorf("first week = %q, want %q", got, want)
	}
	if got, want := leap.Weeks[9].Range(nil), "28 February – 5 March 2028"; got != want {
		t.Errorf("tenth week = %q, want %q", got, want)
	}
}

func TestUndatedSpan(t *testing.T) {
	t.Parallel()
	s := calendar.Undated(time.Sunday)
	if len(s.Weeks) != 53 || len(s.Days) != 371 || len(s.Months) != 12 {
		t.Fatalf("%d weeks, %d days, %d months; want 53, 371, 12", len(s.Weeks), len(s.Days), len(s.Months))
	}
	if got, want := s.DayName(nil, 8), "Week 2, Monday"; got != want {
		t.Errorf("ninth day = %q, want %q", got, want)
	}
	for i, m := range s.Months {
		if n := len(m.Weeks); n < 4 || n > 5 {
			t.Errorf("month %d has %d weeks", i, n)
		}
		if s.Cell(i, 10) != -1 {
			t.Errorf("month %d has a day in a cell", i)
		}
	}
}

// TestSpanHoldsTogether holds every year, first month and week start to what a
// buyer sees: each day once, under its own weekday, in its own week and month.
func TestSpanHoldsTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2020, 2100).Draw(t, "year")
		first := rapid.SampledFrom([]time.Month{time.January, time.July}).Draw(t, "first")
		start := rapid.SampledFrom([]time.Weekday{time.Monday, time.Sunday}).Draw(t, "start")
		s := calendar.Dated(year, first, start)
		from := date(year, first, 1)
		for i, d := range s.Days {
			if want := from.AddDate(0, 0, i); !d.Date.Equal(want) || d.Weekday != want.Weekday() {
				t.Fatalf("day %d is %v (%s), want %v", i, d.Date, d.Weekday, want)
			}
			w := s.Weeks[d.Week]
			column := int(d.Weekday-start+7) % 7
			if w.Days[column] != i || !w.First.AddDate(0, 0, column).Equal(d.Date) {
				t.Fatalf("%v is not in column %d of its week %+v", d.Date, column, w)
			}
			m := s.Months[d.Month]
			if m.Month != d.Date.Month() || m.Year != d.Date.Year() || s.Cell(d.Month, m.Blank+d.Date.Day()-1) != i {
				t.Fatalf("%v is not in its cell of %s", d.Date, m.Name(nil))
			}
			if (m.Blank+d.Date.Day()-1)%7 != column {
				t.Fatalf("%v stands under the wrong weekday", d.Date)
			}
		}
		if want := int(from.AddDate(1, 0, 0).Sub(from).Hours() / 24); len(s.Days) != want {
			t.Fatalf("%d days, want %d", len(s.Days), want)
		}
		if n := len(s.Weeks); n < 53 || n > 54 {
			t.Fatalf("%d weeks", n)
		}
	})
}
