package planner

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// guide explains the planner on one page, in words that are true of it.
func (b *book) guide() {
	p := b.page("guide", b.lang.Say("How to use this planner"), b.lang.Say("How to use this planner"), "", -1)
	y := p.box.Y + 6
	p.Group(draw.L, func(c *draw.Canvas) {
		for i, s := range b.steps() {
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
	b.mark(b.lang.Say("How to use this planner"), "guide")
}

// steps are the sentences of the guide.
func (b *book) steps() []string {
	if b.ed.Print {
		return []string{
			b.lang.Say("Print on both sides, at 100 % or “fit to page”. The margins leave room for holes on the left."),
			b.lang.Say("Print what you use: the months and weeks once, the pages for your needs as often as you like."),
			b.lang.Say("Page numbers stand at the foot of each page; the Index and the outline of the PDF help to find the range to print. On a screen the title at the foot leads to the Index, and so does a cover."),
		}
	}
	weeks := b.lang.Say("From a month go to its weeks. The names and numbers are links: tap the number of a week or a day.")
	if b.ed.Holds.Daily {
		weeks = b.lang.Say("From a month go to its weeks, and from a week to its days. The names and numbers are links: tap the number of a week or a day.")
	}
	steps := []string{
		b.lang.Say("Open the file in an app that writes on PDFs, such as Goodnotes, Notability, Noteshelf or Xodo. In some apps links are followed only in reading mode: look for a pen with a line through it."),
		b.lang.Say("Start at the Index. The tabs on the right lead to the months, the bar at the top to the other parts. %s is on every page but the covers, and a tap on a cover leads there, too.", b.lang.Quote(b.lang.Say("Index"))),
		weeks,
		b.lang.Say("Pages for your needs stand under %s. Copy a page in your app when you need it more than once; links in the copy go on working.", b.lang.Quote(b.lang.Say("Pages"))),
		b.lang.Say("Give the sections names of your own, and keep there what has no place yet."),
	}
	if day := b.in.Product.Day; day.Crosses() {
		steps = append(steps, b.lang.Say("Days run from %02d:00 to %02d:00, so that one night is one piece. The bold line is midnight.", day.From%24, day.To%24))
	}
	return steps
}

// inside counts what the planner holds; each count leads to its first page.
func (b *book) inside(p *leaf, top float64) {
	type part struct {
		n int
		target
	}
	span := b.ed.Span
	months, weeks, days := len(span.Months), len(span.Weeks), len(span.Days)
	all := []part{{months, target{b.lang.Plural(months, "month", "months"), monthPage(0), b.monthName(span.Months[0])}}}
	if !b.ed.Holds.TwoWeeks {
		all = append(all, part{weeks, target{b.lang.Plural(weeks, "week", "weeks"), "weeks", b.lang.Say("All weeks")}})
	}
	if b.ed.Holds.Daily {
		all = append(all, part{days, target{b.lang.Plural(days, "day", "days"), dayPage(0), b.dayName(0)}})
	}
	pages, sections, papers, covers := len(b.items[product.Page]), len(b.items[product.Divider]), len(b.items[product.Paper]), len(b.items[product.Cover])
	all = append(all, part{pages, target{b.lang.Plural(pages, "page for your needs", "pages for your needs"), "pages", b.lang.Say("All pages for your needs")}})
	if sections > 0 {
		all = append(all, part{sections, target{b.lang.Plural(sections, "section of your own", "sections of your own"), "sections", b.lang.Say("Your sections")}})
	}
	all = append(all,
		part{papers, target{b.lang.Plural(papers, "note paper", "note papers"), "papers", b.lang.Say("Note papers")}},
		part{covers, target{b.lang.Plural(covers, "cover", "covers"), "covers", b.lang.Say("Covers")}})
	b.caption(p, b.lang.Say("In this planner"), p.box.X, top+8)
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
