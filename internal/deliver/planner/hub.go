package planner

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/deliver/planner/calendar"
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
	p := b.coverPage("cover", "Cover")
	art.DrawCover(&p.Canvas, b.set, b.items[product.Cover][0].Source, b.ed.W, b.ed.H, b.words())
	b.mark("Cover", "cover")
}

// coverPage starts a page without bar and tabs: the whole of it leads to the
// index, also when a buyer moves it to the front.
func (b *book) coverPage(name, label string) *leaf {
	p := &leaf{Page: &draw.Page{W: b.ed.W, H: b.ed.H, Name: name, Label: label}}
	b.doc.Pages = append(b.doc.Pages, p.Page)
	b.link(p, draw.Rect{W: b.ed.W, H: b.ed.H}, "index", "Index")
	return p
}

func (b *book) words() art.Words {
	return art.Words{Title: b.in.Product.Title, Line: b.ed.Title, Foot: b.in.Profile.Name}
}

// index is the hub that every page leads back to.
func (b *book) index() {
	p := b.page("index", "Index", "Index", b.ed.Title, -1)
	b.mark("Index", "index")
	months := draw.Rect{X: p.box.X, Y: p.box.Y + 16, W: p.box.W * 0.58, H: p.box.H - 16}
	parts := draw.Rect{X: p.box.X + p.box.W*0.62, Y: p.box.Y + 16, W: p.box.W * 0.38, H: p.box.H - 16}
	if b.ed.W < b.ed.H {
		months = draw.Rect{X: p.box.X, Y: p.box.Y + 16, W: p.box.W, H: p.box.H * 0.45}
		parts = draw.Rect{X: p.box.X, Y: months.Y + months.H + 34, W: p.box.W, H: p.box.H - months.H - 54}
	}
	b.caption(p, "Months", months.X, p.box.Y+8)
	b.caption(p, "Everything else", parts.X, parts.Y-8)
	for i, r := range cells(months, 3, 4, 9) {
		m := b.ed.Span.Months[i]
		b.button(p, r, target{m.Name(), monthPage(i), m.Name()}, false)
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
	all := []target{{"How to use this planner", "guide", "How to use this planner"}, {b.yearLabel(), "year", b.yearLabel()}, {"Goals for the year", "goals", "Goals for the year"}}
	if b.ed.Holds.Quarters {
		for q := range 4 {
			all = append(all, target{quarterName(q), fmt.Sprintf("q%d", q+1), quarterName(q)})
		}
	}
	for _, t := range b.nav[2:] {
		t.text = t.label
		all = append(all, t)
	}
	return all
}

func quarterName(q int) string { return fmt.Sprintf("Quarter %d", q+1) }

func (b *book) caption(p *leaf, text string, x, base float64) {
	p.Group(draw.H2, func(c *draw.Canvas) {
		b.kit.Line(c, strings.ToUpper(text), typeset.Style{Role: font.Bold, Size: 8, Tracking: 0.9, Fill: draw.Muted}, x, base, 300)
	})
}

// guide explains the planner on one page, in words that are true of it.
func (b *book) guide() {
	p := b.page("guide", "How to use this planner", "How to use this planner", "", -1)
	steps := []string{
		"Open the file in an app that writes on PDFs, such as Goodnotes, Notability, Noteshelf or Xodo. In some apps links are followed only in reading mode: look for a pen with a line through it.",
		"Start at the Index. The tabs on the right lead to the months, the bar at the top to the other parts. “Index” is on every page but the covers, and a tap on a cover leads there, too.",
		"From a month go to its weeks" + b.toDays() + ". The names and numbers are links: tap the number of a week or a day.",
		"Pages for your needs stand under “Pages”. Copy a page in your app when you need it more than once; links in the copy go on working.",
		"Give the sections names of your own, and keep there what has no place yet.",
	}
	if b.in.Product.Day.Crosses() {
		steps = append(steps, fmt.Sprintf("Days run from %02d:00 to %02d:00, so that one night is one piece. The bold line is midnight.", b.in.Product.Day.From%24, b.in.Product.Day.To%24))
	}
	if b.ed.Print {
		steps = []string{
			"Print on both sides, at 100 % or “fit to page”. The margins leave room for holes on the left.",
			"Print what you use: the months and weeks once, the pages for your needs as often as you like.",
			"Page numbers stand at the foot of each page; the Index and the outline of the PDF help to find the range to print. On a screen the title at the foot leads to the Index, and so does a cover.",
		}
	}
	y := p.box.Y + 6
	p.Group(draw.L, func(c *draw.Canvas) {
		for i, s := range steps {
			para := b.set.Text(s, typeset.Style{Size: 11, Leading: 16, Hyphens: true}, min(640, p.box.W-34))
			c.Group(draw.LI, func(c *draw.Canvas) {
				c.Circle(p.box.X+10, y+8, 10, draw.Accent, draw.None, 0)
				b.kit.Line(c, fmt.Sprint(i+1), typeset.Style{Role: font.Bold, Size: 10, Fill: draw.OnAccent, Align: typeset.Centre}, p.box.X, y+11.6, 20)
				para.Draw(c, p.box.X+30, y)
			})
			y += para.Height() + 13
		}
	})
	b.inside(p, y+16)
	b.kit.Box(&p.Canvas, b.in.note(), typeset.Style{Size: 8.5, Leading: 12, Fill: draw.Muted}, draw.Rect{X: p.box.X, Y: p.box.Y + p.box.H - 40, W: p.box.W, H: 40}, false)
	b.mark("How to use this planner", "guide")
}

// inside counts what the planner holds; each count leads to its first page.
func (b *book) inside(p *leaf, top float64) {
	type part struct {
		n int
		target
	}
	span := b.ed.Span
	all := []part{{len(span.Months), target{"months", monthPage(0), span.Months[0].Name()}}}
	if !b.ed.Holds.TwoWeeks {
		all = append(all, part{len(span.Weeks), target{"weeks", "weeks", "All weeks"}})
	}
	if b.ed.Holds.Daily {
		all = append(all, part{len(span.Days), target{"days", dayPage(0), span.DayName(0)}})
	}
	all = append(all, part{len(b.items[product.Page]), target{"pages for your needs", "pages", "All pages for your needs"}})
	if n := len(b.items[product.Divider]); n > 0 {
		all = append(all, part{n, target{"sections of your own", "sections", "Your sections"}})
	}
	all = append(all, part{len(b.items[product.Paper]), target{"note papers", "papers", "Note papers"}}, part{len(b.items[product.Cover]), target{"covers", "covers", "Covers"}})
	b.caption(p, "In this planner", p.box.X, top+8)
	cols := 4
	rows := (len(all) + cols - 1) / cols
	box := draw.Rect{X: p.box.X, Y: top + 18, W: p.box.W, H: min(62*float64(rows)+10*float64(rows-1), p.box.Y+p.box.H-58-top)}
	for i, r := range cells(box, cols, rows, 10) {
		if i >= len(all) {
			break
		}
		p.Rounded(r, b.in.Look.Radius, draw.Wash, draw.None, 0)
		b.kit.Line(&p.Canvas, fmt.Sprint(all[i].n), typeset.Style{Role: font.Display, Size: 18}, r.X+12, r.Y+r.H/2, r.W-20)
		b.kit.Line(&p.Canvas, all[i].text, typeset.Style{Size: 9, Fill: draw.Muted}, r.X+12, r.Y+r.H/2+15, r.W-20)
		b.link(p, r, all[i].to, all[i].label)
	}
}

func (b *book) toDays() string {
	if b.ed.Holds.Daily {
		return ", and from a week to its days"
	}
	return ""
}

// year shows twelve small months; each leads to its month.
func (b *book) year() {
	p := b.page("year", b.yearLabel(), b.yearLabel(), "", -1)
	b.around(p, nil, &target{"Goals", "goals", "Goals for the year"})
	cols, rows := 4, 3
	if b.ed.W < b.ed.H {
		cols, rows = 3, 4
	}
	for i, r := range cells(p.box, cols, rows, 16) {
		b.smallMonth(p, i, r)
		b.link(p, r, monthPage(i), b.ed.Span.Months[i].Name())
	}
	b.mark(b.yearLabel(), "year")
}

func (b *book) smallMonth(p *leaf, i int, box draw.Rect) {
	m := b.ed.Span.Months[i]
	b.kit.Line(&p.Canvas, m.Name(), typeset.Style{Role: font.Bold, Size: 10.5}, box.X, box.Y+11, box.W)
	p.Rule(box.X, box.Y+16, box.X+box.W, box.Y+16, draw.Accent, 0.9)
	w, h := box.W/7, (box.H-32)/6
	for d, name := range b.ed.Span.Weekdays() {
		b.kit.Line(&p.Canvas, name.String()[:1], typeset.Style{Role: font.Bold, Size: 7.5, Fill: draw.Muted, Align: typeset.Centre}, box.X+float64(d)*w, box.Y+27, w)
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
	p := b.page("goals", "Goals for the year", "Goals for the year", b.yearLabel(), -1)
	b.around(p, &target{"Year", "year", b.yearLabel()}, nil)
	b.kit.Draw(&p.Canvas, []product.Block{
		{Kind: "row", Weight: 2, Of: []product.Block{
			{Kind: "prompts", Label: "Looking back, looking on", Rows: []string{"What went well that I want to keep?", "What cost more than it gave?", "What shall be different in twelve months?"}, Count: 2},
			{Kind: "wheel", Label: "Where I stand today", Rows: []string{"Work", "Health", "Home", "Money", "People", "Learning", "Rest", "Joy"}, To: 10},
		}},
		{Kind: "table", Label: "The few that matter", Columns: []string{"Goal", "Why it matters", "First step", "By when", "Done"}, Count: 6},
	}, p.box)
	b.mark("Goals for the year", "goals")
	if !b.ed.Holds.Quarters {
		return
	}
	for q := range 4 {
		name := quarterName(q)
		months := b.ed.Span.Months[3*q : 3*q+3]
		p := b.page(fmt.Sprintf("q%d", q+1), name, name, months[0].Name()+" to "+months[2].Name(), -1)
		b.around(p, &target{"Year", "year", b.yearLabel()}, nil)
		b.kit.Draw(&p.Canvas, []product.Block{
			{Kind: "row", Weight: 3, Of: []product.Block{
				{Kind: "lines", Label: months[0].Month.String()}, {Kind: "lines", Label: months[1].Month.String()}, {Kind: "lines", Label: months[2].Month.String()},
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
	p := b.page("weeks", "All weeks", "All weeks", "", -1)
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
		b.kit.Line(&p.Canvas, w.Name(), typeset.Style{Role: font.Bold, Size: 9.5, Align: typeset.Centre}, r.X+3, r.Y+r.H/2-1, r.W-6)
		b.kit.Line(&p.Canvas, shortRange(w), typeset.Style{Size: 7.5, Align: typeset.Centre}, r.X+3, r.Y+r.H/2+11, r.W-6)
		b.link(p, r, weekPage(i), weekLabel(w))
	}
}

func shortRange(w calendar.Week) string {
	if w.First.IsZero() {
		return ""
	}
	return w.First.Format("2 Jan") + " – " + w.First.AddDate(0, 0, 6).Format("2 Jan")
}

func weekLabel(w calendar.Week) string {
	if r := w.Range(); r != "" {
		return w.Name() + ", " + r
	}
	return w.Name()
}
