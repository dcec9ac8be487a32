package quality

import (
	"fmt"
	"regexp"
	"time"
)

// datedName is a day in full: "Monday, 1 March 2027".
var datedName = regexp.MustCompile(`\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4})\b`)

// weekday checks the day of the week of a date in words; "" means it is right
// or that there is none.
func weekday(text string) string {
	m := datedName.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	day, err := time.Parse("2 January 2006", m[2])
	switch {
	case err != nil:
		return fmt.Sprintf("There is no %s.", m[2])
	case day.Weekday().String() != m[1]:
		return fmt.Sprintf("It says %s, %s, which is a %s.", m[1], m[2], day.Weekday())
	}
	return ""
}
