package planner

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// monthKind is a page that every month has: what its link says, and as formats
// over the name of the month its label and its title.
type monthKind struct{ id, text, label, title string }

// monthKinds lists them in order.
func (b *book) monthKinds() []monthKind {
	return []monthKind{
		{"r", b.lang.Say("Review"), locale.Key("%s, review"), locale.Key("%s review")},
		{"h", b.lang.Say("Habits"), locale.Key("%s, habits"), locale.Key("%s habits")},
		{"b", b.lang.Say("Budget"), locale.Key("%s, budget"), locale.Key("%s budget")},
		{"t", b.lang.Say("Days"), locale.Key("%s, day by day"), locale.Key("%s day by day")},
	}[:b.ed.Holds.Months]
}

func (b *book) months() {
	var kids []draw.Bookmark
	for i, m := range b.ed.Span.Months {
		b.monthPlan(i)
		entry := draw.Bookmark{Title: b.monthName(m), To: monthPage(i)}
		for _, k := range b.monthKinds() {
			name := fmt.Sprintf("%s%d", k.id, i+1)
			label := b.head(b.lang.Say(k.label, m.Name(b.lang)))
			p := b.page(name, label, b.head(b.lang.Say(k.title, b.lang.Month(m.Month))), b.yearOf(i), i)
			b.around(p, nil, nil, b.monthTrail(i, k.id)...)
			b.monthSide(p, k.id, i)
			entry.Kids = append(entry.Kids, draw.Bookmark{Title: label, To: name})
		}
		kids = append(kids, entry)
	}
	b.mark(b.lang.Say("Months"), monthPage(0), kids...)
}

func (b *book) yearOf(i int) string {
	if y := b.ed.Span.Months[i].Year; y > 0 {
		return fmt.Sprint(y)
	}
	return ""
}

// monthTrail lists the pages of a month but the one that is open.
func (b *book) monthTrail(i int, open string) []target {
	m := b.ed.Span.Months[i]
	var all []target
	if open != "m" {
		all = append(all, target{b.lang.Say("Month"), monthPage(i), b.monthName(m)})
	}
	for _, k := range b.monthKinds() {
		if k.id != open {
			all = append(all, target{k.text, fmt.Sprintf("%s%d", k.id, i+1), b.head(b.lang.Say(k.label, m.Name(b.lang)))})
		}
	}
	return all
}

func (b *book) before(i int) (before, after *target) {
	if i > 0 {
		m := b.ed.Span.Months[i-1]
		before = &target{"‹ " + b.monthShort(m), monthPage(i - 1), b.monthName(m)}
	}
	if i < 11 {
		m := b.ed.Span.Months[i+1]
		after = &target{b.monthShort(m) + " ›", monthPage(i + 1), b.monthName(m)}
	}
	return before, after
}

// monthPlan is the month's calendar, with its weeks down the side.
func (b *book) monthPlan(i int) {
	m := b.ed.Span.Months[i]
	p := b.page(monthPage(i), b.monthName(m), b.head(b.lang.Month(m.Month)), b.yearOf(i), i)
	before, after := b.before(i)
	b.around(p, before, after, b.monthTrail(i, "m")...)
	side := 0.0
	if b.ed.W > b.ed.H {
		side = 168
	}
	grid := draw.Rect{X: p.box.X + 28, Y: p.box.Y, W: p.box.W - 28 - side, H: p.box.H}
	if side == 0 {
		grid.H = p.box.H * 0.7
	}
	b.monthGrid(p, i, grid)
	rest := draw.Rect{X: grid.X + grid.W + 14, Y: p.box.Y, W: side - 14, H: p.box.H}
	blocks := []product.Block{
		{Kind: "checklist", Label: "What this month is for", Count: 5},
		{Kind: "checklist", Label: "Dates not to miss", Count: 5},
		{Kind: "lines", Label: "Notes"},
	}
	if side == 0 {
		rest = draw.Rect{X: p.box.X, Y: grid.Y + grid.H + 16, W: p.box.W, H: p.box.H - grid.H - 16}
		blocks = []product.Block{{Kind: "row", Of: []product.Block{blocks[0], blocks[2]}}}
	}
	b.draw(p, blocks, rest)
}

// monthRows is how many weeks a month of a dated span touches; an undated one
// has six rows, because any month fits into them.
func (b *book) monthRows(i int) int {
	if b.ed.Span.Undated {
		return 6
	}
	return len(b.ed.Span.Months[i].Weeks)
}

// monthGrid draws rows of seven days; the number of a week at its start
// leads to the week, the number of a day to the day.
func (b *book) monthGrid(p *leaf, i int, box draw.Rect) {
	days := b.ed.Span.Weekdays()
	rows := b.monthRows(i)
	w, h := box.W/7, (box.H-18)/float64(rows)
	for d, name := range days {
		st := typeset.Style{Role: font.Bold, Size: 8.5, Fill: draw.Muted, Align: typeset.Centre}
		b.kit.Line(&p.Canvas, b.lang.WeekdayShort(name), st, box.X+float64(d)*w, box.Y+11, w)
	}
	for n := range 7 * rows {
		r := draw.Rect{X: box.X + float64(n%7)*w, Y: box.Y + 18 + float64(n/7)*h, W: w, H: h}
		day := b.ed.Span.Cell(i, n)
		if day < 0 && !b.ed.Span.Undated {
			p.Box(r, draw.Wash, draw.Line, 0.6)
			continue
		}
		p.Box(r, draw.None, draw.Line, 0.6)
		if day < 0 {
			continue
		}
		b.kit.Line(&p.Canvas, fmt.Sprint(b.ed.Span.Days[day].Date.Day()), typeset.Style{Role: font.Bold, Size: 10}, r.X+5, r.Y+13, 24)
		if b.ed.Holds.Daily {
			b.link(p, draw.Rect{X: r.X, Y: r.Y, W: max(24, w/3), H: 24}, dayPage(day), b.dayName(day))
		}
	}
	b.weekMarks(p, i, box, h)
}

// weekMarks draws the numbers of the weeks beside the rows. Undated rows have
// the weeks that the month is given.
func (b *book) weekMarks(p *leaf, i int, box draw.Rect, h float64) {
	for row, w := range b.ed.Span.Months[i].Weeks {
		week := b.ed.Span.Weeks[w]
		y := box.Y + 18 + float64(row)*h
		r := draw.Rect{X: box.X - 28, Y: y + 2, W: 25, H: h - 4}
		p.Rounded(r, min(b.in.Look.Radius, 6), draw.Soft, draw.None, 0)
		b.kit.Line(&p.Canvas, b.weekShort(week), typeset.Style{Role: font.Bold, Size: 8, Align: typeset.Centre}, r.X, r.Y+r.H/2+3, r.W)
		to, label := weekPage(w), b.weekLabel(week)
		if b.ed.Holds.TwoWeeks {
			to, label = b.pairPage(w)
		}
		b.link(p, draw.Rect{X: r.X, Y: y, W: 26, H: h}, to, label)
	}
}

// monthSide draws the page of a month that stands beside its plan.
func (b *book) monthSide(p *leaf, kind string, i int) {
	switch kind {
	case "r":
		b.draw(p, []product.Block{
			{Kind: "row", Weight: 3, Of: []product.Block{
				{Kind: "prompts", Label: "Looking back", Rows: []string{"What went well, and why?", "What was hard, and what would have helped?", "What did I learn?", "Whom do I want to thank?"}, Count: 2},
				{Kind: "stack", Of: []product.Block{
					{Kind: "scale", Label: "The month in marks", Rows: []string{"Energy", "Sleep", "Work", "People", "Money", "Joy"}, From: 1, To: 5, Columns: []string{"low", "high"}},
					{Kind: "lines", Label: "Numbers worth keeping"},
				}},
			}},
			{Kind: "row", Weight: 1, Of: []product.Block{
				{Kind: "checklist", Label: "Takes its place next month", Count: 4},
				{Kind: "checklist", Label: "Is let go", Count: 4},
			}},
		}, p.box)
	case "h":
		b.draw(p, []product.Block{
			{Kind: "grid", Label: "Mark each day", Hint: "Few habits, small enough for a bad day.", From: 1, To: b.ed.Span.Months[i].Days, Count: 12, Weight: 4},
			{Kind: "row", Weight: 1, Of: []product.Block{{Kind: "lines", Label: "What helped"}, {Kind: "lines", Label: "What got in the way"}}},
		}, p.box)
	case "b":
		b.draw(p, []product.Block{
			{Kind: "row", Weight: 2, Of: []product.Block{
				{Kind: "table", Label: "Money in", Columns: []string{b.lang.In("whom money comes from", "From"), "Planned", "Actual"}, Count: 5},
				{Kind: "table", Label: "Fixed costs", Columns: []string{"What", "Due", "Amount", "Paid"}, Count: 5},
			}},
			{Kind: "row", Weight: 3, Of: []product.Block{
				{Kind: "table", Label: "Everyday spending", Columns: []string{"Category", "Planned", "Actual", b.lang.In("money", "Left")}, Rows: []string{"Food", "Transport", "Home", "Health", "Family", "Work", "Fun", "Gifts", "Other", "", ""}},
				{Kind: "stack", Of: []product.Block{
					{Kind: "bars", Label: "Saving", Rows: []string{"Goal 1", "Goal 2", "Reserve"}, To: 10},
					{Kind: "fields", Label: "Sum of the month", Rows: []string{b.lang.In("money", "In"), b.lang.In("money", "Out"), b.lang.In("money", "Left"), "Carried over"}, Count: 2},
					{Kind: "lines", Label: "To change next month"},
				}},
			}},
		}, p.box)
	default:
		b.monthList(p, i)
	}
}

// monthList gives each day of the month one line, in two columns.
func (b *book) monthList(p *leaf, i int) {
	m := b.ed.Span.Months[i]
	h := p.box.H / 16
	w := (p.box.W - 18) / 2
	for d := range m.Days {
		x, y := p.box.X+float64(d/16)*(w+18), p.box.Y+float64(d%16)*h
		text := fmt.Sprint(d + 1)
		if !b.ed.Span.Undated {
			day := b.ed.Span.Cell(i, m.Blank+d)
			text = fmt.Sprintf("%d %s", d+1, b.weekdayTiny(b.ed.Span.Days[day].Weekday))
			if b.ed.Holds.Daily {
				b.link(p, draw.Rect{X: x, Y: y, W: 34, H: h}, dayPage(day), b.dayName(day))
			}
		}
		b.kit.Line(&p.Canvas, text, typeset.Style{Role: font.Bold, Size: 9}, x, y+h-8, 34)
		p.Rule(x, y+h-3, x+w, y+h-3, draw.Line, 0.5)
	}
}
