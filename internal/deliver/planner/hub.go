package planner

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// button draws a large link of the hub.
func (b *book) button(p *leaf, box draw.Rect, t target, lit bool) {
	fill, ink := draw.Wash, draw.Ink
	if lit {
		fill, ink = draw.Accent, draw.OnAccent
	}
	p.Rounded(box, b.in.Look.Radius, fill, draw.None, 0)
	b.kit.Box(&p.Canvas, t.text, typeset.Style{Role: font.Bold, Size: 10.5, Leading: 12, Fill: ink, Align: typeset.Centre},
		draw.Rect{X: box.X + 5, Y: box.Y, W: box.W - 10, H: box.H}, true)
	b.link(p, box, t.to, t.label)
}

// cells cuts a box into a grid, row by row.
func cells(box draw.Rect, cols, rows int, space float64) []draw.Rect {
	w := (box.W - space*float64(cols-1)) / float64(cols)
	h := (box.H - space*float64(rows-1)) / float64(rows)
	var all []draw.Rect
	for i := range cols * rows {
		all = append(all, draw.Rect{X: box.X + float64(i%cols)*(w+space), Y: box.Y + float64(i/cols)*(h+space), W: w, H: h})
	}
	return all
}

// frontCover is the first page.
func (b *book) frontCover() {
	p := b.coverPage("cover", b.lang.Say("Cover"))
	art.DrawCover(&p.Canvas, b.set, b.items[product.Cover][0].Source, b.ed.W, b.ed.H, b.words())
	b.mark(b.lang.Say("Cover"), "cover")
}

// coverPage starts a page without bar and tabs: the whole of it leads to the
// index, also when a buyer moves it to the front.
func (b *book) coverPage(name, label string) *leaf {
	p := &leaf{Page: &draw.Page{W: b.ed.W, H: b.ed.H, Name: name, Label: label}}
	b.doc.Pages = append(b.doc.Pages, p.Page)
	b.link(p, draw.Rect{W: b.ed.W, H: b.ed.H}, "index", b.lang.Say("Index"))
	return p
}

func (b *book) words() art.Words {
	return art.Words{Title: b.in.Product.Title, Line: b.ed.Title(b.lang), Foot: b.in.Profile.Name, Lang: b.lang}
}

// index is the hub that every page leads back to.
func (b *book) index() {
	p := b.page("index", b.lang.Say("Index"), b.lang.Say("Index"), b.ed.Title(b.lang), -1)
	b.mark(b.lang.Say("Index"), "index")
	months := draw.Rect{X: p.box.X, Y: p.box.Y + 16, W: p.box.W * 0.58, H: p.box.H - 16}
	parts := draw.Rect{X: p.box.X + p.box.W*0.62, Y: p.box.Y + 16, W: p.box.W * 0.38, H: p.box.H - 16}
	if b.ed.W < b.ed.H {
		months = draw.Rect{X: p.box.X, Y: p.box.Y + 16, W: p.box.W, H: p.box.H * 0.45}
		parts = draw.Rect{X: p.box.X, Y: months.Y + months.H + 34, W: p.box.W, H: p.box.H - months.H - 54}
	}
	b.caption(p, b.lang.Say("Months"), months.X, p.box.Y+8)
	b.caption(p, b.lang.Say("Everything else"), parts.X, parts.Y-8)
	for i, r := range cells(months, 3, 4, 9) {
		m := b.ed.Span.Months[i]
		b.button(p, r, target{b.monthName(m), monthPage(i), b.monthName(m)}, false)
	}
	list := b.parts()
	cols := 2
	if b.ed.W < b.ed.H {
		cols = 3
	}
	rows := (len(list) + cols - 1) / cols
	for i, r := range cells(parts, cols, rows, 9) {
		if i < len(list) {
			b.button(p, r, list[i], i == 0)
		}
	}
}

// parts lists what the hub leads to beside the months.
func (b *book) parts() []target {
	guide, goals := b.lang.Say("How to use this planner"), b.lang.Say("Goals for the year")
	all := []target{{guide, "guide", guide}, {b.yearLabel(), "year", b.yearLabel()}, {goals, "goals", goals}}
	if b.ed.Holds.Quarters {
		for q := range 4 {
			all = append(all, target{b.quarterName(q), fmt.Sprintf("q%d", q+1), b.quarterName(q)})
		}
	}
	for _, t := range b.nav[2:] {
		t.text = t.label
		all = append(all, t)
	}
	return all
}

func (b *book) quarterName(q int) string { return b.lang.Say("Quarter %d", q+1) }

func (b *book) caption(p *leaf, text string, x, base float64) {
	p.Group(draw.H2, func(c *draw.Canvas) {
		b.kit.Line(c, b.lang.Upper(text), typeset.Style{Role: font.Bold, Size: 8, Tracking: 0.9, Fill: draw.Muted}, x, base, 300)
	})
}

// year shows twelve small months; each leads to its month.
func (b *book) year() {
	p := b.page("year", b.yearLabel(), b.yearLabel(), "", -1)
	b.around(p, nil, &target{b.lang.Say("Goals"), "goals", b.lang.Say("Goals for the year")})
	cols, rows := 4, 3
	if b.ed.W < b.ed.H {
		cols, rows = 3, 4
	}
	for i, r := range cells(p.box, cols, rows, 16) {
		b.smallMonth(p, i, r)
		b.link(p, r, monthPage(i), b.monthName(b.ed.Span.Months[i]))
	}
	b.mark(b.yearLabel(), "year")
}

func (b *book) smallMonth(p *leaf, i int, box draw.Rect) {
	m := b.ed.Span.Months[i]
	b.kit.Line(&p.Canvas, b.monthName(m), typeset.Style{Role: font.Bold, Size: 10.5}, box.X, box.Y+11, box.W)
	p.Rule(box.X, box.Y+16, box.X+box.W, box.Y+16, draw.Accent, 0.9)
	w, h := box.W/7, (box.H-32)/6
	for d, name := range b.ed.Span.Weekdays() {
		b.kit.Line(&p.Canvas, b.lang.WeekdayNarrow(name), typeset.Style{Role: font.Bold, Size: 7.5, Fill: draw.Muted, Align: typeset.Centre}, box.X+float64(d)*w, box.Y+27, w)
	}
	for n := range 42 {
		r := draw.Rect{X: box.X + float64(n%7)*w, Y: box.Y + 30 + float64(n/7)*h, W: w, H: h}
		if b.ed.Span.Undated {
			p.Rounded(draw.Rect{X: r.X + 1.5, Y: r.Y + 1.5, W: r.W - 3, H: r.H - 3}, 2, draw.None, draw.Faint, 0.6)
			continue
		}
		if day := b.ed.Span.Cell(i, n); day >= 0 {
			b.kit.Line(&p.Canvas, fmt.Sprint(b.ed.Span.Days[day].Date.Day()), typeset.Style{Size: 8, Align: typeset.Centre}, r.X, r.Y+h*0.66, w)
		}
	}
}

// goals and quarters are for the year as a whole.
func (b *book) goals() {
	p := b.page("goals", b.lang.Say("Goals for the year"), b.lang.Say("Goals for the year"), b.yearLabel(), -1)
	b.around(p, &target{b.lang.Say("Year"), "year", b.yearLabel()}, nil)
	b.draw(p, []product.Block{
		{Kind: "row", Weight: 2, Of: []product.Block{
			{Kind: "prompts", Label: "Looking back, looking on", Rows: []string{"What went well that I want to keep?", "What cost more than it gave?", "What shall be different in twelve months?"}, Count: 2},
			{Kind: "wheel", Label: "Where I stand today", Rows: []string{"Work", "Health", "Home", "Money", "People", "Learning", "Rest", "Joy"}, To: 10},
		}},
		{Kind: "table", Label: "The few that matter", Columns: []string{"Goal", "Why it matters", "First step", "By when", "Done"}, Count: 6},
	}, p.box)
	b.mark(b.lang.Say("Goals for the year"), "goals")
	if !b.ed.Holds.Quarters {
		return
	}
	for q := range 4 {
		name := b.quarterName(q)
		months := b.ed.Span.Months[3*q : 3*q+3]
		p := b.page(fmt.Sprintf("q%d", q+1), name, name, b.lang.In("months", "%s to %s", months[0].Name(b.lang), months[2].Name(b.lang)), -1)
		b.around(p, &target{b.lang.Say("Year"), "year", b.yearLabel()}, nil)
		b.draw(p, []product.Block{
			{Kind: "row", Weight: 3, Of: []product.Block{
				{Kind: "lines", Label: b.head(b.lang.Month(months[0].Month))}, {Kind: "lines", Label: b.head(b.lang.Month(months[1].Month))}, {Kind: "lines", Label: b.head(b.lang.Month(months[2].Month))},
			}},
			{Kind: "row", Weight: 2, Of: []product.Block{
				{Kind: "table", Label: "Finished by the end of it", Columns: []string{"What one can see then", "By", "Done"}},
				{Kind: "prompts", Label: "Review", Rows: []string{"What moved us on?", "What do we stop?"}, Count: 2},
			}},
		}, p.box)
		b.mark(name, fmt.Sprintf("q%d", q+1))
	}
}

// weeksHub leads to every week.
func (b *book) weeksHub() {
	if b.ed.Holds.TwoWeeks {
		return
	}
	p := b.page("weeks", b.lang.Say("All weeks"), b.lang.Say("All weeks"), "", -1)
	cols := 9
	if b.ed.W < b.ed.H {
		cols = 6
	}
	rows := (len(b.ed.Span.Weeks) + cols - 1) / cols
	for i, r := range cells(p.box, cols, rows, 7) {
		if i >= len(b.ed.Span.Weeks) {
			break
		}
		w := b.ed.Span.Weeks[i]
		p.Rounded(r, b.in.Look.Radius, draw.Wash, draw.None, 0)
		b.kit.Line(&p.Canvas, w.Name(b.lang), typeset.Style{Role: font.Bold, Size: 9.5, Align: typeset.Centre}, r.X+3, r.Y+r.H/2-1, r.W-6)
		b.kit.Line(&p.Canvas, b.shortRange(w), typeset.Style{Size: 7.5, Align: typeset.Centre}, r.X+3, r.Y+r.H/2+11, r.W-6)
		b.link(p, r, weekPage(i), b.weekLabel(w))
	}
}
