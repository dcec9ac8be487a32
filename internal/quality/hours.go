package quality

import (
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/inspect"
)

// calendarTitle is that of a day or week of a calendar, which follow the hours of
// the people; a page for one need may have hours of its own.
var calendarTitle = regexp.MustCompile(`^(?:Week|Day)(?: \d|:)|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b`)

// span says what a column of hours covers.
type span int

const (
	noHours  span = iota
	oneDay        // it ends by midnight
	crossing      // it goes on past midnight
)

// hours looks for a column of hours on a page: at least eight clock times below
// each other in steps of an hour or two. A column that has a late hour above an
// early one crosses midnight.
func hours(runs []inspect.Run) span {
	type mark struct {
		y    float64
		hour int
	}
	columns := map[int][]mark{}
	for i := range runs {
		if h, ok := clock(runs[i].Text); ok {
			x := int(math.Round(runs[i].X / 14)) // times are ranged left or right: nearly one edge
			columns[x] = append(columns[x], mark{runs[i].Y, h})
		}
	}
	found := noHours
	for _, marks := range columns {
		if len(marks) < 8 {
			continue
		}
		sort.Slice(marks, func(i, j int) bool { return marks[i].y < marks[j].y })
		steps, past := 0, false
		for i := 1; i < len(marks); i++ {
			step := (marks[i].hour - marks[i-1].hour + 24) % 24
			if step == 1 || step == 2 {
				steps++
			}
			past = past || marks[i].hour < marks[i-1].hour && step <= 2 && i+2 < len(marks)
		}
		if steps*10 < (len(marks)-1)*8 {
			continue
		}
		if past {
			return crossing
		}
		found = oneDay
	}
	return found
}

// clock reads "7", "07:00" or "7:00" as an hour.
func clock(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 0 || len(s) > 5 || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	h, minutes, colon := strings.Cut(s, ":")
	if !colon || minutes != "00" {
		return 0, false
	}
	n, err := strconv.Atoi(h)
	if err != nil || n < 0 || n > 24 {
		return 0, false
	}
	return n % 24, true
}
