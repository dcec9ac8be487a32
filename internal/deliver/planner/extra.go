package planner

import (
	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// modules draws the contents and the pages that the brief asked for.
func (b *book) modules() {
	items := b.items[product.Page]
	p := b.page("pages", b.lang.Say("All pages for your needs"), b.lang.Say("Pages for your needs"), "", -1)
	cols := 3
	if b.ed.W < b.ed.H {
		cols = 2
	}
	rows := max(10, (len(items)+cols-1)/cols)
	if (p.box.H+4)/float64(rows)-4 < 24 { // too low for a finger
		cols++
		rows = max(10, (len(items)+cols-1)/cols)
	}
	for i, r := range cells(p.box, cols, rows, 4) {
		if i >= len(items) {
			break
		}
		it := items[i%len(items)]
		p.Rounded(r, min(b.in.Look.Radius, 6), draw.Wash, draw.None, 0)
		b.kit.Box(&p.Canvas, it.Title, typeset.Style{Role: font.Bold, Size: 9.5, Leading: 11}, draw.Rect{X: r.X + 9, Y: r.Y, W: r.W - 16, H: r.H}, true)
		b.link(p, r, itemPage(it), it.Title)
	}
	var kids []draw.Bookmark
	for i, it := range items {
		p := b.page(itemPage(it), it.Title, it.Title, b.group[it.ID], -1)
		b.around(p, neighbour(items, i-1, "‹"), neighbour(items, i+1, "›"))
		box := p.box
		if use := it.Text("purpose"); use != "" {
			b.kit.Line(&p.Canvas, use, typeset.Style{Role: font.Italic, Size: 8.6, Fill: draw.Muted}, box.X, box.Y+4, box.W)
			box.Y, box.H = box.Y+14, box.H-14
		}
		b.kit.Draw(&p.Canvas, it.Blocks, box)
		kids = append(kids, draw.Bookmark{Title: it.Title, To: itemPage(it)})
	}
	b.mark(b.lang.Say("Pages for your needs"), "pages", kids...)
}

func itemPage(it *product.Item) string { return "i-" + it.ID }

func neighbour(items []*product.Item, i int, text string) *target {
	if i < 0 || i >= len(items) {
		return nil
	}
	return &target{text, itemPage(items[i]), items[i].Title}
}

// sections are the buyer's own: a divider with a line for a name, and pages.
func (b *book) sections() {
	items := b.items[product.Divider]
	if len(items) == 0 {
		return
	}
	p := b.page("sections", b.lang.Say("Your sections"), b.lang.Say("Your sections"), "", -1)
	cols := 2
	for i, r := range cells(p.box, cols, max(4, (len(items)+1)/2), 10) {
		if i < len(items) {
			b.button(p, r, target{items[i].Title, itemPage(items[i]), items[i].Title}, false)
		}
	}
	var kids []draw.Bookmark
	for i, it := range items {
		b.section(items, i)
		kids = append(kids, draw.Bookmark{Title: it.Title, To: itemPage(it)})
	}
	b.mark(b.lang.Say("Your sections"), "sections", kids...)
}

func (b *book) section(items []*product.Item, i int) {
	it := items[i]
	p := b.page(itemPage(it), it.Title, it.Title, b.lang.Say("Section %d", i+1), -1)
	b.around(p, neighbour(items, i-1, "‹"), neighbour(items, i+1, "›"))
	first, second := itemPage(it)+"-a", itemPage(it)+"-b"
	list := target{b.lang.Say("List"), first, b.lang.Say("%s, list", it.Title)}
	notes := target{b.lang.Say("Notes"), second, b.lang.Say("%s, notes", it.Title)}
	top := draw.Rect{X: p.box.X, Y: p.box.Y, W: p.box.W, H: p.box.H - 60}
	b.draw(p, []product.Block{
		{Kind: "fields", Rows: []string{"Name of this section", "Begun"}, Count: 2},
		{Kind: "table", Label: "What is in it", Columns: []string{"Item", "Note", "Date"}},
	}, top)
	for k, r := range cells(draw.Rect{X: p.box.X, Y: p.box.Y + p.box.H - 44, W: p.box.W, H: 44}, 2, 1, 12) {
		b.button(p, r, []target{list, notes}[k], false)
	}
	up := target{b.lang.Say("Section"), itemPage(it), it.Title}
	q := b.page(first, list.label, it.Title, list.text, -1)
	b.around(q, nil, nil, up, notes)
	b.draw(q, []product.Block{{Kind: "row", Of: []product.Block{{Kind: "table", Columns: []string{"Item", "Date", "Done"}}, {Kind: "table", Columns: []string{"Item", "Date", "Done"}}}}}, q.box)
	q = b.page(second, notes.label, it.Title, notes.text, -1)
	b.around(q, nil, nil, up, list)
	b.draw(q, []product.Block{{Kind: "lines", Fill: "dots"}}, q.box)
}

// layouts holds a blank copy of every layout that is not the main one.
func (b *book) layouts() {
	if b.ed.Holds.Weekly+b.ed.Holds.DailyKinds <= 1 {
		return
	}
	type blank struct {
		target
		draw func(p *leaf)
	}
	var all []blank
	weekly, daily := b.weekLayouts(), b.dayLayouts()
	for _, l := range weekly[1:] {
		all = append(all, blank{target{b.lang.Say("Week: %s", l.name), "lw-" + l.id, b.lang.Say("Week layout, %s", l.name)}, func(p *leaf) { l.draw(b, p, -1) }})
	}
	if b.ed.Holds.Daily {
		daily = daily[1:]
	}
	for _, l := range daily {
		all = append(all, blank{target{b.lang.Say("Day: %s", l.name), "ld-" + l.id, b.lang.Say("Day layout, %s", l.name)}, func(p *leaf) { l.draw(b, p) }})
	}
	hub := b.page("layouts", b.lang.Say("Week and day layouts"), b.lang.Say("Week and day layouts"), b.lang.Say("blank, to copy"), -1)
	for i, r := range cells(hub.box, 2, max(4, (len(all)+1)/2), 10) {
		if i < len(all) {
			b.button(hub, r, all[i].target, false)
		}
	}
	var kids []draw.Bookmark
	for _, l := range all {
		p := b.page(l.to, l.label, l.text, b.lang.Say("a blank copy"), -1)
		b.around(p, nil, nil, target{b.lang.Say("Layouts"), "layouts", b.lang.Say("Week and day layouts")})
		l.draw(p)
		kids = append(kids, draw.Bookmark{Title: l.label, To: l.to})
	}
	b.mark(b.lang.Say("Week and day layouts"), "layouts", kids...)
}

// papers shows every note paper small, and then whole.
func (b *book) papers() {
	items := b.items[product.Paper]
	b.gallery("papers", b.lang.Say("Note papers"), items, func(it *product.Item) *draw.Form { return b.paperForm(it) })
	var kids []draw.Bookmark
	for i, it := range items {
		p := b.page(itemPage(it), it.Title, it.Title, "", -1)
		b.around(p, neighbour(items, i-1, "‹"), neighbour(items, i+1, "›"))
		p.Add(&draw.Use{Form: b.paperForm(it), X: p.box.X, Y: p.box.Y})
		kids = append(kids, draw.Bookmark{Title: it.Title, To: itemPage(it)})
	}
	b.mark(b.lang.Say("Note papers"), "papers", kids...)
}

func (b *book) paperForm(it *product.Item) *draw.Form {
	if f, ok := b.paper[it.ID]; ok {
		return f
	}
	f := &draw.Form{W: b.ed.W - margin - tabWidth - 14, H: b.ed.H - 88 - 18}
	if b.ed.Print {
		f.W, f.H = b.ed.W-2*printMargin-12, b.ed.H-92-printMargin-22
	}
	art.DrawPaper(&f.Canvas, b.set, b.lang, it.Source, draw.Rect{W: f.W, H: f.H})
	b.paper[it.ID] = f
	return f
}

// covers holds the covers to choose from; the first is the front page as well.
func (b *book) covers() {
	items := b.items[product.Cover]
	forms := map[string]*draw.Form{}
	for _, it := range items {
		f := &draw.Form{W: b.ed.W, H: b.ed.H}
		art.DrawCover(&f.Canvas, b.set, it.Source, b.ed.W, b.ed.H, b.words())
		forms[it.ID] = f
	}
	b.gallery("covers", b.lang.Say("Covers"), items, func(it *product.Item) *draw.Form { return forms[it.ID] })
	var kids []draw.Bookmark
	for _, it := range items {
		b.coverPage(itemPage(it), it.Title).Add(&draw.Use{Form: forms[it.ID]})
		kids = append(kids, draw.Bookmark{Title: it.Title, To: itemPage(it)})
	}
	b.mark(b.lang.Say("Covers"), "covers", kids...)
}

// gallery is a page of small pictures that lead to the pages they show.
func (b *book) gallery(name, title string, items []*product.Item, form func(*product.Item) *draw.Form) {
	p := b.page(name, title, title, "", -1)
	cols := 3
	for cols*((len(items)+cols-1)/cols) < len(items) || float64((len(items)+cols-1)/cols)*(p.box.W/float64(cols)*0.75+10) > p.box.H {
		cols++
	}
	fewest, best := len(items), cols
	for c := cols; c <= cols+2; c++ { // the last row is full or nearly so
		if empty := (c - len(items)%c) % c; empty < fewest {
			fewest, best = empty, c
		}
	}
	cols = best
	rows := (len(items) + cols - 1) / cols
	for i, r := range cells(p.box, cols, rows, 12) {
		if i >= len(items) {
			break
		}
		it := items[i]
		f := form(it)
		scale := min(r.W/f.W, (r.H-16)/f.H)
		x := r.X + (r.W-f.W*scale)/2
		p.Add(&draw.Use{Form: f, X: x, Y: r.Y, Scale: scale})
		p.Box(draw.Rect{X: x, Y: r.Y, W: f.W * scale, H: f.H * scale}, draw.None, draw.Line, 0.6)
		b.kit.Line(&p.Canvas, it.Title, typeset.Style{Size: 7.8, Align: typeset.Centre}, r.X-4, r.Y+f.H*scale+10, r.W+8)
		b.link(p, r, itemPage(it), it.Title)
	}
}
