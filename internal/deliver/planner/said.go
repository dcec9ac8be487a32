package planner

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/calendar"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// draw puts blocks of the planner's own on a page, with their words in its
// language.
func (b *book) draw(p *leaf, blocks []product.Block, box draw.Rect) {
	b.kit.Draw(&p.Canvas, b.said(blocks), box)
}

// said returns blocks in the language of the planner.
func (b *book) said(blocks []product.Block) []product.Block {
	if b.lang.English() {
		return blocks
	}
	all := slices.Clone(blocks)
	for i := range all {
		k := &all[i]
		k.Label, k.Hint, k.Of = b.lang.Say(k.Label), b.lang.Say(k.Hint), b.said(k.Of)
		k.Columns, k.Rows = b.each(k.Columns), b.each(k.Rows)
	}
	return all
}

func (b *book) each(english []string) []string {
	all := slices.Clone(english)
	for i, s := range all {
		all[i] = b.lang.Say(s)
	}
	return all
}

func (b *book) yearLabel() string {
	first, last := b.ed.Span.Months[0], b.ed.Span.Months[11]
	switch {
	case b.ed.Span.Undated:
		return b.lang.Say("Year at a glance")
	case first.Year != last.Year:
		return b.lang.Say("Year %s/%s", fmt.Sprint(first.Year), fmt.Sprint(last.Year))
	}
	return b.lang.Say("Year %s", fmt.Sprint(first.Year))
}

func (b *book) shortRange(w calendar.Week) string {
	if w.First.IsZero() {
		return ""
	}
	return b.lang.DayMonthShort(w.First) + " – " + b.lang.DayMonthShort(w.First.AddDate(0, 0, 6))
}

func (b *book) weekLabel(w calendar.Week) string {
	if r := w.Range(b.lang); r != "" {
		return b.lang.In("a week and its dates", "%s, %s", w.Name(b.lang), r)
	}
	return w.Name(b.lang)
}

// weekShort names a week where room is short.
func (b *book) weekShort(w calendar.Week) string {
	return b.lang.In("the number of a week, in very little room", "W%d", w.Number)
}

// head writes a name as it stands alone: with a capital, which many languages
// give to months and days only there.
func (b *book) head(name string) string {
	if b.lang.English() {
		return name
	}
	_, n := utf8.DecodeRuneInString(name)
	return b.lang.Upper(name[:n]) + name[n:]
}

func (b *book) monthName(m calendar.Month) string { return b.head(m.Name(b.lang)) }

func (b *book) monthShort(m calendar.Month) string { return b.head(b.lang.MonthShort(m.Month)) }

func (b *book) dayName(day int) string { return b.head(b.ed.Span.DayName(b.lang, day)) }

// weekdayTiny names a day in very little room.
func (b *book) weekdayTiny(d time.Weekday) string {
	if b.lang.English() {
		return d.String()[:2]
	}
	return b.lang.WeekdayShort(d)
}

// own reports whether a text is the product's and not one that is said on the
// pages of every planner.
func (b *book) own(text string) bool {
	text = strings.TrimLeft(text, "→↑ ") // before the names of axes
	if text == b.in.Product.Title {
		return true
	}
	for _, items := range b.items {
		for _, it := range items {
			if text == it.Title || text == b.group[it.ID] || slices.ContainsFunc(it.Texts, func(t product.Text) bool { return t.Value == text }) || holds(it.Blocks, text) {
				return true
			}
		}
	}
	return false
}

func holds(blocks []product.Block, text string) bool {
	return slices.ContainsFunc(blocks, func(b product.Block) bool {
		return b.Label == text || b.Hint == text || slices.Contains(b.Columns, text) || slices.Contains(b.Rows, text) || holds(b.Of, text)
	})
}
