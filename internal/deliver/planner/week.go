package planner

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// weekLayout is one way to lay out a week.
type weekLayout struct {
	id, name string
	draw     func(b *book, p *leaf, w int)
}

// weekLayouts lists the layouts that an edition has, the main one first. Those
// who work through midnight get the rota and the hours first.
func (b *book) weekLayouts() []weekLayout {
	columns := weekLayout{"columns", b.lang.In("a layout", "Columns"), (*book).weekColumns}
	rows := weekLayout{"rows", b.lang.In("a layout", "Rows"), (*book).weekRows}
	hours := weekLayout{"hours", b.lang.In("a layout", "Hours"), (*book).weekHours}
	focus := weekLayout{"focus", b.lang.In("a layout", "Focus"), (*book).weekFocus}
	agenda := weekLayout{"agenda", b.lang.In("a layout", "Agenda"), (*book).weekAgenda}
	rota := weekLayout{"rota", b.lang.In("a layout", "Rota"), (*book).weekRota}
	all := []weekLayout{columns, rows, hours, focus, agenda, rota}
	if b.in.Product.Day.Crosses() {
		all = []weekLayout{rota, hours, columns, focus, rows, agenda}
	}
	return all[:min(len(all), b.ed.Holds.Weekly)]
}

// weeks draws a page for every week, and a second set if the edition has it.
func (b *book) weeks() {
	if b.ed.Holds.TwoWeeks {
		b.weekPairs()
		return
	}
	layouts := b.weekLayouts()
	var kids []draw.Bookmark
	for i, w := range b.ed.Span.Weeks {
		p := b.page(weekPage(i), b.weekLabel(w), w.Name(b.lang), w.Range(b.lang), w.Month)
		trail := b.weekTrail(i)
		if b.ed.Holds.SecondWeek {
			trail = append(trail, target{layouts[1].name, secondPage(i), b.secondLabel(b.weekLabel(w), layouts[1])})
		}
		b.weekAround(p, i, trail)
		layouts[0].draw(b, p, i)
		kids = append(kids, draw.Bookmark{Title: b.weekLabel(w), To: weekPage(i)})
	}
	b.mark(b.lang.Say("Weeks"), "weeks", kids...)
	if !b.ed.Holds.SecondWeek {
		return
	}
	for i, w := range b.ed.Span.Weeks {
		p := b.page(secondPage(i), b.secondLabel(b.weekLabel(w), layouts[1]), w.Name(b.lang), w.Range(b.lang), w.Month)
		var before, after *target
		if i > 0 {
			last := b.ed.Span.Weeks[i-1]
			before = &target{"‹ " + b.weekShort(last), secondPage(i - 1), b.secondLabel(b.weekLabel(last), layouts[1])}
		}
		if i+1 < len(b.ed.Span.Weeks) {
			next := b.ed.Span.Weeks[i+1]
			after = &target{b.weekShort(next) + " ›", secondPage(i + 1), b.secondLabel(b.weekLabel(next), layouts[1])}
		}
		b.around(p, before, after, append(b.weekTrail(i), target{layouts[0].name, weekPage(i), b.weekLabel(w)})...)
		layouts[1].draw(b, p, i)
	}
}

func secondPage(i int) string { return fmt.Sprintf("v%d", i+1) }

func (b *book) secondLabel(week string, l weekLayout) string {
	return b.lang.In("a week and its layout", "%s, %s", week, l.name)
}

func (b *book) weekTrail(i int) []target {
	w := b.ed.Span.Weeks[i]
	m := b.ed.Span.Months[w.Month]
	return []target{{b.monthShort(m), monthPage(w.Month), b.monthName(m)}}
}

func (b *book) weekAround(p *leaf, i int, trail []target) {
	var before, after *target
	if i > 0 {
		w := b.ed.Span.Weeks[i-1]
		before = &target{"‹ " + b.weekShort(w), weekPage(i - 1), b.weekLabel(w)}
	}
	if i+1 < len(b.ed.Span.Weeks) {
		w := b.ed.Span.Weeks[i+1]
		after = &target{b.weekShort(w) + " ›", weekPage(i + 1), b.weekLabel(w)}
	}
	b.around(p, before, after, trail...)
}

// pairPage returns the page that holds a week when two share one.
func (b *book) pairPage(w int) (name, label string) {
	first := w - w%2
	label = b.weekLabel(b.ed.Span.Weeks[first])
	if first+1 < len(b.ed.Span.Weeks) {
		label = b.lang.And([]string{label, b.weekLabel(b.ed.Span.Weeks[first+1])})
	}
	return fmt.Sprintf("w%d", first+1), label
}

func (b *book) weekPairs() {
	var kids []draw.Bookmark
	for i := 0; i < len(b.ed.Span.Weeks); i += 2 {
		name, label := b.pairPage(i)
		w := b.ed.Span.Weeks[i]
		p := b.page(name, label, label, "", w.Month)
		b.around(p, nil, nil, b.weekTrail(i)...)
		half := p.box
		half.H = (p.box.H - 14) / 2
		b.dayColumns(p, i, half)
		if i+1 < len(b.ed.Span.Weeks) {
			half.Y += half.H + 14
			b.dayColumns(p, i+1, half)
		}
		kids = append(kids, draw.Bookmark{Title: label, To: name})
	}
	b.mark(b.lang.Say("Weeks"), weekPage(0), kids...)
}

// dayHead draws the head of one day of a week and links it to its page. A week
// of -1 is a blank copy.
func (b *book) dayHead(p *leaf, w, d int, box draw.Rect) {
	weekday := b.ed.Span.Weekdays()[d]
	day := -1
	if w >= 0 {
		day = b.ed.Span.Weeks[w].Days[d]
	}
	p.Rounded(box, min(b.in.Look.Radius, 6), draw.Soft, draw.None, 0)
	st := typeset.Style{Role: font.Bold, Size: 9.5}
	name := b.head(b.lang.Weekday(weekday))
	if b.set.Width(name, st) > box.W-34 {
		name = b.head(b.lang.WeekdayShort(weekday))
	}
	base := box.Y + box.H/2 + 3.4
	b.kit.Line(&p.Canvas, name, st, box.X+7, base, box.W-34)
	if w >= 0 && !b.ed.Span.Undated {
		date := b.ed.Span.Weeks[w].First.AddDate(0, 0, d)
		st.Align = typeset.End
		if day < 0 {
			st.Role = font.Italic
		}
		b.kit.Line(&p.Canvas, fmt.Sprint(date.Day()), st, box.X+7, base, box.W-14)
	}
	if day >= 0 && b.ed.Holds.Daily {
		b.link(p, draw.Rect{X: box.X, Y: box.Y, W: box.W, H: max(24, box.H)}, dayPage(day), b.dayName(day))
	}
}

func (b *book) dayColumns(p *leaf, w int, box draw.Rect) {
	for d, r := range cells(box, 7, 1, 6) {
		b.dayHead(p, w, d, draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 24})
		in := draw.Rect{X: r.X, Y: r.Y + 27, W: r.W, H: r.H - 27}
		p.Rounded(in, b.in.Look.Radius, draw.None, draw.Line, 0.6)
	}
}

// weekColumns: seven columns, below them what belongs to no day.
func (b *book) weekColumns(p *leaf, w int) {
	top := draw.Rect{X: p.box.X, Y: p.box.Y, W: p.box.W, H: p.box.H * 0.7}
	b.dayColumns(p, w, top)
	b.draw(p, []product.Block{{Kind: "row", Of: []product.Block{
		{Kind: "checklist", Label: "Must happen", Count: 4}, {Kind: "lines", Label: "Notes", Weight: 1.4}, {Kind: "checklist", Label: "Can wait", Count: 4},
	}}}, draw.Rect{X: p.box.X, Y: top.Y + top.H + 14, W: p.box.W, H: p.box.H - top.H - 14})
}

// weekRows: a day a row, with lines.
func (b *book) weekRows(p *leaf, w int) {
	for d, r := range cells(p.box, 1, 7, 7) {
		b.dayHead(p, w, d, draw.Rect{X: r.X, Y: r.Y, W: 104, H: r.H})
		mid := draw.Rect{X: r.X + 114, Y: r.Y - 4, W: (r.W - 114) * 0.6, H: r.H}
		b.draw(p, []product.Block{{Kind: "lines"}}, mid)
		b.draw(p, []product.Block{{Kind: "checklist", Count: max(2, int(r.H/22))}}, draw.Rect{X: mid.X + mid.W + 14, Y: r.Y, W: r.X + r.W - mid.X - mid.W - 14, H: r.H})
	}
}

// weekHours: seven columns over the hours that a day has for these people.
func (b *book) weekHours(p *leaf, w int) {
	rail := 34.0
	h := b.in.hours()
	top := p.box.Y + 27
	b.kit.Hours(&p.Canvas, &product.Block{From: h.From, To: h.To}, draw.Rect{X: p.box.X, Y: top, W: p.box.W, H: p.box.H - 27})
	for d, r := range cells(draw.Rect{X: p.box.X + rail, Y: p.box.Y, W: p.box.W - rail, H: 24}, 7, 1, 4) {
		b.dayHead(p, w, d, r)
		if d > 0 {
			p.Rule(r.X-2, top, r.X-2, p.box.Y+p.box.H, draw.Line, 0.6)
		}
	}
}

// weekFocus: one result for the week, a small field for each day.
func (b *book) weekFocus(p *leaf, w int) {
	b.draw(p, []product.Block{{Kind: "row", Of: []product.Block{
		{Kind: "box", Label: "The one result of this week", Weight: 1.5}, {Kind: "checklist", Label: "Steps towards it", Count: 4},
	}}}, draw.Rect{X: p.box.X, Y: p.box.Y, W: p.box.W, H: p.box.H * 0.26})
	area := draw.Rect{X: p.box.X, Y: p.box.Y + p.box.H*0.26 + 12, W: p.box.W, H: p.box.H*0.74 - 12}
	for d, r := range cells(area, 4, 2, 9) {
		if d == 7 {
			b.draw(p, []product.Block{{Kind: "lines", Label: "For next week"}}, r)
			break
		}
		b.dayHead(p, w, d, draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 24})
		b.draw(p, []product.Block{{Kind: "lines"}}, draw.Rect{X: r.X + 4, Y: r.Y + 24, W: r.W - 8, H: r.H - 24})
	}
}

// weekAgenda: appointments on the left, tasks on the right, day by day.
func (b *book) weekAgenda(p *leaf, w int) {
	for d, r := range cells(draw.Rect{X: p.box.X, Y: p.box.Y, W: p.box.W, H: p.box.H}, 2, 4, 12) {
		if d == 7 {
			b.draw(p, []product.Block{{Kind: "checklist", Label: "Errands and calls", Count: 4}}, r)
			break
		}
		b.dayHead(p, w, d, draw.Rect{X: r.X, Y: r.Y, W: r.W, H: 24})
		in := draw.Rect{X: r.X, Y: r.Y + 27, W: r.W, H: r.H - 27}
		b.draw(p, []product.Block{{Kind: "table", Columns: []string{"Time", "What happens", "With or where"}}}, in)
	}
}

// weekRota: shift, sleep and handover for each day, for people on rotas.
func (b *book) weekRota(p *leaf, w int) {
	cross := b.in.Product.Day.Crosses()
	names := []string{
		b.lang.Say("Shift"), b.lang.In("a shift", "Starts"), b.lang.In("a shift", "Ends"), b.lang.Say("Sleep"),
		b.lang.Say("Meals"), b.lang.Say("To hand over"), b.lang.Say("At home"),
	}
	if !cross {
		names[3] = b.lang.Say("Rest")
	}
	left := 64.0
	cols := cells(draw.Rect{X: p.box.X + left, Y: p.box.Y, W: p.box.W - left, H: p.box.H * 0.78}, 7, 1, 5)
	step := (cols[0].H - 28) / 9
	y := p.box.Y + 28
	for i, n := range names {
		h := step
		if i >= 4 {
			h = step * 5 / 3
		}
		b.kit.Line(&p.Canvas, n, typeset.Style{Role: font.Bold, Size: 8.2, Fill: draw.Muted}, p.box.X, y+14, left-6)
		for _, c := range cols {
			r := draw.Rect{X: c.X, Y: y, W: c.W, H: h - 3}
			p.Rounded(r, min(b.in.Look.Radius, 5), draw.None, draw.Line, 0.6)
			if i == 0 {
				b.shiftMarks(p, r)
			}
		}
		y += h
	}
	for d, c := range cols {
		b.dayHead(p, w, d, draw.Rect{X: c.X, Y: c.Y, W: c.W, H: 24})
	}
	b.draw(p, []product.Block{{Kind: "row", Of: []product.Block{
		{Kind: "checklist", Label: "Swaps and cover", Count: 3}, {Kind: "lines", Label: "What the week needs", Weight: 1.5}, {Kind: "scale", Label: "Rest", Rows: []string{"Start", "Middle", "End"}, From: 1, To: 5},
	}}}, draw.Rect{X: p.box.X, Y: y + 12, W: p.box.W, H: p.box.Y + p.box.H - y - 12})
}

// shiftMarks draws the letters to ring: day, evening, night, off.
func (b *book) shiftMarks(p *leaf, box draw.Rect) {
	letters := []string{b.lang.In("day shift", "D"), b.lang.In("evening shift", "E"), b.lang.In("night shift", "N"), "–"}
	for i, r := range cells(draw.Rect{X: box.X + 3, Y: box.Y, W: box.W - 6, H: box.H}, 4, 1, 1) {
		b.kit.Line(&p.Canvas, letters[i], typeset.Style{Role: font.Bold, Size: 9, Fill: draw.Muted, Align: typeset.Centre}, r.X, r.Y+r.H/2+3.3, r.W)
	}
}
