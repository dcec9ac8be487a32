package art

import (
	"fmt"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// serial is a sticker of a series: a shape with a word on it.
type serial struct {
	Entry
	name  func(*locale.Printer) string // of the sticker
	word  func(*locale.Printer) string // on it
	shape string                       // in the notation
	ink   byte
	x, y  int
	size  float64
	room  float64 // that the word has on the shape
}

// series returns the dates, weekdays and months.
func series() []serial {
	var all []serial
	add := func(id string, s serial) {
		s.Entry = Entry{ID: id, Name: s.name(nil), Tags: []string{"schedule", "log", "shifts"}}
		all = append(all, s)
	}
	for d := 1; d <= 31; d++ {
		shape := [...]string{"o 50 50 40", "r 12 12 76 76 16", "g 50 50 44 8", "* 50 50 44 38 12", "h 50 50 92"}[d%5]
		at := 63
		if d%5 == 4 {
			at = 56
		}
		ink := "abc"[d%3]
		add(fmt.Sprintf("date-%d", d), serial{
			name: func(p *locale.Printer) string { return p.Say("Date %d", d) }, word: func(*locale.Printer) string { return fmt.Sprint(d) },
			shape: fmt.Sprintf("%c %s", ink, shape), ink: ink, x: 50, y: at, size: 38, room: 60,
		})
	}
	for i := range 7 {
		day, ink := time.Weekday((i+1)%7), "abc"[i%3]
		add("day-"+strings.ToLower(day.String()[:3]), serial{
			name: func(p *locale.Printer) string { return p.Weekday(day) }, word: func(p *locale.Printer) string { return p.WeekdayShort(day) },
			shape: fmt.Sprintf("i r 8 14 5 82 2.5; %c p 13 18 92 18 78 39 92 60 13 60", ink), ink: ink, x: 46, y: 49, size: 27, room: 60,
		})
	}
	for m := time.January; m <= time.December; m++ {
		i := int(m - time.January)
		ink := "abc"[i%3]
		shape := [...]string{"q 14 6 74 6 26 94 26 94 74", "p 4 26 96 26 86 50 96 74 4 74 14 50"}[i/3%2]
		add("month-"+strings.ToLower(m.String()[:3]), serial{
			name: func(p *locale.Printer) string { return p.Month(m) }, word: func(p *locale.Printer) string { return p.MonthShort(m) },
			shape: fmt.Sprintf("%c %s", ink, shape), ink: ink, x: 50, y: 61, size: 32, room: 66,
		})
	}
	return all
}

func serialOf(id string) (serial, bool) {
	for _, s := range series() {
		if s.ID == id {
			return s, true
		}
	}
	return serial{}, false
}

// picture draws the word on its shape, smaller than in English where it is longer.
func (s serial) picture(set *typeset.Setter, lang *locale.Printer) (Picture, bool) {
	word, size := s.word(lang), s.size
	if w := set.Width(word, typeset.Style{Role: font.Bold, Size: size}); w > s.room && !lang.English() {
		size *= s.room / w
	}
	middle := float64(s.y) - 0.36*(s.size-size)
	p, err := Parse(fmt.Sprintf("%s; %c t %d %g %g %s", s.shape, s.ink, s.x, middle, size, strings.ReplaceAll(word, " ", "_")))
	return p, err == nil
}

// Title names the drawing in a language.
func (e Entry) Title(lang *locale.Printer) string {
	if s, ok := serialOf(e.ID); ok && s.Name == e.Name {
		return s.name(lang)
	}
	return lang.Say(e.Name)
}

// Names lists the English names of all drawings, for those who translate them,
// without those that Title makes by rule.
func Names() []string {
	var all []string
	for _, e := range append(append(Papers(), Covers()...), Stickers()...) {
		if _, ok := serialOf(e.ID); !ok {
			all = append(all, e.Name)
		}
	}
	return all
}
