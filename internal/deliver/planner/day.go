package planner

import (
	"fmt"
	"math"
	"time"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// dayLayout is one way to lay out a day.
type dayLayout struct {
	id, name string
	draw     func(b *book, p *leaf)
}

// dayLayouts lists the layouts of an edition, the main one first.
func (b *book) dayLayouts() []dayLayout {
	all := []dayLayout{
		{"timeline", b.lang.In("a layout", "Timeline"), (*book).dayTimeline},
		{"blocks", b.lang.In("a layout", "Three blocks"), (*book).dayBlocks},
		{"tasks", b.lang.In("a layout", "Tasks and notes"), (*book).dayTasks},
		{"ring", b.lang.In("a layout", "Ring of hours"), (*book).dayRing},
	}
	if b.in.Product.Day.Crosses() {
		all[1], all[3] = all[3], all[1]
	}
	return all[:min(len(all), b.ed.Holds.DailyKinds)]
}

// days draws a page for every day.
func (b *book) days() {
	if !b.ed.Holds.Daily {
		return
	}
	layout := b.dayLayouts()[0]
	var kids []draw.Bookmark
	for i, d := range b.ed.Span.Days {
		name := b.dayName(i)
		title, sub := b.head(b.lang.Weekday(d.Weekday)), b.dayRange(i)
		p := b.page(dayPage(i), name, title, sub, d.Month)
		w := b.ed.Span.Weeks[d.Week]
		m := b.ed.Span.Months[d.Month]
		var before, after *target
		if i > 0 {
			before = &target{"‹", dayPage(i - 1), b.dayName(i - 1)}
		}
		if i+1 < len(b.ed.Span.Days) {
			after = &target{"›", dayPage(i + 1), b.dayName(i + 1)}
		}
		b.around(p, before, after, target{b.weekShort(w), weekPage(d.Week), b.weekLabel(w)}, target{b.monthShort(m), monthPage(d.Month), b.monthName(m)})
		layout.draw(b, p)
		kids = append(kids, draw.Bookmark{Title: name, To: dayPage(i)})
	}
	b.mark(b.lang.Say("Days"), dayPage(0), kids...)
}

// dayRange says what dates a page covers: two when the day crosses midnight.
func (b *book) dayRange(i int) string {
	d := b.ed.Span.Days[i]
	if b.ed.Span.Undated {
		return b.ed.Span.Weeks[d.Week].Name(b.lang)
	}
	if b.in.Product.Day.Crosses() {
		return nightOf(b.lang, d.Date)
	}
	return b.lang.Date(d.Date)
}

// nightOf names the two dates of a day that crosses midnight, as short as can
// be: "1/2 January 2027", "31 January/1 February 2027".
func nightOf(lang *locale.Printer, first time.Time) string {
	next := first.AddDate(0, 0, 1)
	if !lang.English() {
		return lang.Days(first, next)
	}
	from := "2"
	switch {
	case first.Year() != next.Year():
		from = "2 January 2006"
	case first.Month() != next.Month():
		from = "2 January"
	}
	return first.Format(from) + "/" + next.Format("2 January 2006")
}

// dayTimeline: the hours on the left, what matters on the right.
func (b *book) dayTimeline(p *leaf) {
	h := b.in.hours()
	right := []product.Block{
		{Kind: "checklist", Label: "Three that count", Count: 3},
		{Kind: "checklist", Label: "Also", Count: 5},
		{Kind: "lines", Label: "Notes"},
	}
	if h.Crosses() {
		right = []product.Block{
			{Kind: "fields", Rows: []string{"Shift", "Slept", "Woke", "Hours"}, Count: 2},
			{Kind: "checklist", Label: "Three that count", Count: 3},
			{Kind: "tally", Label: "Water and meals", Rows: []string{"Water", "Meals", "Breaks"}, Count: 8},
			{Kind: "lines", Label: "Notes"},
		}
	}
	b.draw(p, []product.Block{{Kind: "row", Of: []product.Block{
		{Kind: "hours", From: h.From, To: h.To, Weight: 1.15},
		{Kind: "stack", Of: right},
	}}}, p.box)
}

// dayBlocks: three parts of a day instead of hours.
func (b *book) dayBlocks(p *leaf) {
	names := []string{b.lang.Say("Morning"), b.lang.Say("Afternoon"), b.lang.Say("Evening")}
	if b.in.Product.Day.Crosses() {
		names = []string{b.lang.Say("Before the shift"), b.lang.Say("The shift"), b.lang.Say("After the shift")}
	}
	var parts []product.Block
	for _, n := range names {
		parts = append(parts, product.Block{Kind: "stack", Of: []product.Block{{Kind: "checklist", Label: n, Count: 3}, {Kind: "lines"}}})
	}
	b.draw(p, []product.Block{
		{Kind: "row", Weight: 3, Of: parts},
		{Kind: "row", Weight: 1, Of: []product.Block{{Kind: "lines", Label: "Good to remember"}, {Kind: "scale", Label: "How it was", Rows: []string{"Energy", "Mood", "Focus"}, From: 1, To: 5}}},
	}, p.box)
}

// dayTasks: a table of tasks and an open page of notes.
func (b *book) dayTasks(p *leaf) {
	b.draw(p, []product.Block{{Kind: "row", Of: []product.Block{
		{Kind: "table", Label: "Tasks", Columns: []string{"Task", "Time", "Done"}},
		{Kind: "stack", Of: []product.Block{{Kind: "lines", Fill: "dots", Label: "Notes"}, {Kind: "prompts", Rows: []string{"What will make today enough?"}, Count: 2}}},
	}}}, p.box)
}

// dayRing: twenty-four hours round a clock, to colour what is work, sleep, own.
func (b *book) dayRing(p *leaf) {
	side := min(p.box.W*0.55, p.box.H)
	cx, cy := p.box.X+side/2, p.box.Y+side/2
	outer := side/2 - 16
	for _, r := range []float64{outer, outer * 0.78, outer * 0.56} {
		p.Circle(cx, cy, r, draw.None, draw.Line, 0.8)
	}
	spokes := &draw.Path{Stroke: draw.Line, Width: 0.5}
	for h := range 24 {
		sin, cos := math.Sincos(2*math.Pi*float64(h)/24 - math.Pi/2)
		spokes.Move(cx+outer*0.56*cos, cy+outer*0.56*sin)
		spokes.LineTo(cx+outer*cos, cy+outer*sin)
		st := typeset.Style{Size: 7.5, Fill: draw.Muted, Align: typeset.Centre}
		if h%6 == 0 {
			st.Role, st.Fill = font.Bold, draw.Ink
		}
		b.kit.Line(&p.Canvas, fmt.Sprint(h), st, cx+(outer+9)*cos-9, cy+(outer+9)*sin+2.6, 18)
	}
	p.Add(spokes)
	rest := draw.Rect{X: p.box.X + side + 16, Y: p.box.Y, W: p.box.W - side - 16, H: p.box.H}
	if under := (draw.Rect{X: p.box.X, Y: p.box.Y + side + 8, W: side, H: p.box.H - side - 8}); p.box.W > p.box.H && under.H > 60 {
		b.draw(p, []product.Block{{Kind: "lines", Label: "Seen as a whole"}}, under)
	}
	if p.box.W < p.box.H {
		rest = draw.Rect{X: p.box.X, Y: p.box.Y + side + 14, W: p.box.W, H: p.box.H - side - 14}
	}
	b.draw(p, []product.Block{
		{Kind: "fields", Label: "Colours", Rows: []string{"Sleep", "Work", "Own time", "Care"}, Count: 2},
		{Kind: "checklist", Label: "Three that count", Count: 3},
		{Kind: "lines", Label: "Notes"},
	}, rest)
}
