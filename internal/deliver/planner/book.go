package planner

import (
	"fmt"
	"slices"
	"sort"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/layout"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// book draws one edition.
type book struct {
	in    Input
	lang  *locale.Printer
	ed    Edition
	set   *typeset.Setter
	kit   *layout.Kit
	doc   *draw.Document
	items map[product.Kind][]*product.Item
	group map[string]string     // title of the section that holds an item, by item id
	forms map[int]*draw.Form    // frame by selected tab, 0 = none
	paper map[string]*draw.Form // note papers by id
	nav   []target              // the parts that this edition has
	bar   int                   // how many of them stand as chips in the top bar
}

// target is where a link leads, with the words that stand on it.
type target struct{ text, to, label string }

// leaf is one page with the room that its contents may use.
type leaf struct {
	*draw.Page
	box draw.Rect
}

const (
	tabWidth  = 30.0
	barHeight = 27.0
	margin    = 30.0
	// printMargin is 12.7 mm: every office printer reaches that far.
	printMargin = 36.0
	// trailRoom is what the links of a month take at the right of the top bar in
	// English: the months beside it and its five pages.
	trailRoom = 262.0
)

func newBook(in Input, ed Edition) *book {
	b := &book{
		in: in, lang: in.Lang, ed: ed,
		set:   in.Setters.Take(in.Look.Family, in.Lang.Tag()),
		items: map[product.Kind][]*product.Item{},
		group: map[string]string{},
		forms: map[int]*draw.Form{},
		paper: map[string]*draw.Form{},
		doc: &draw.Document{
			Title: in.Product.Title, Author: in.author(), Lang: in.Lang.Tag(),
			Subject: ed.Title(in.Lang),
		},
	}
	for _, name := range in.Product.Selection.Matched {
		b.doc.Keywords = append(b.doc.Keywords, in.Lang.Say(name))
	}
	b.kit = &layout.Kit{Set: b.set, Lang: in.Lang, Week: ed.Span.Weekdays(), Radius: in.Look.Radius, Heads: in.Look.Heads}
	in.Product.Items(ed.Tier, func(s *product.Section, it *product.Item) {
		b.items[it.Kind] = append(b.items[it.Kind], it)
		b.group[it.ID] = s.Title
	})
	b.nav = b.chips()
	b.bar = len(b.nav)
	least := 4
	if !in.Lang.English() {
		least = 1
	}
	for trail := b.monthsTrail(); b.bar > least && b.barWidth()+trail > ed.W-tabWidth-12; {
		b.bar-- // the index has them all
	}
	return b
}

// chips lists what the top bar leads to: the parts that this edition has.
func (b *book) chips() []target {
	all := []target{{b.lang.Say("Index"), "index", b.lang.Say("Index")}, {b.lang.Say("Year"), "year", b.yearLabel()}}
	if !b.ed.Holds.TwoWeeks {
		all = append(all, target{b.lang.Say("Weeks"), "weeks", b.lang.Say("All weeks")})
	}
	all = append(all, target{b.lang.Say("Pages"), "pages", b.lang.Say("All pages for your needs")})
	if len(b.items[product.Divider]) > 0 {
		all = append(all, target{b.lang.Say("Sections"), "sections", b.lang.Say("Your sections")})
	}
	if b.ed.Holds.Weekly+b.ed.Holds.DailyKinds > 1 {
		all = append(all, target{b.lang.Say("Layouts"), "layouts", b.lang.Say("Week and day layouts")})
	}
	return append(all, target{b.lang.Say("Papers"), "papers", b.lang.Say("Note papers")}, target{b.lang.Say("Covers"), "covers", b.lang.Say("Covers")})
}

// page starts a page. tab is the index of the month whose tab is lit, -1 for none.
func (b *book) page(name, label, title, sub string, tab int) *leaf {
	p := &leaf{Page: &draw.Page{W: b.ed.W, H: b.ed.H, Name: name, Label: label}}
	b.doc.Pages = append(b.doc.Pages, p.Page)
	if b.ed.Print {
		p.box = draw.Rect{X: printMargin + 6, Y: 92, W: b.ed.W - 2*printMargin - 12, H: b.ed.H - 92 - printMargin - 22}
		b.footer(p)
		b.title(p, title, sub, printMargin+6, b.ed.W-2*printMargin-12, 40)
		return p
	}
	p.Add(&draw.Use{Form: b.frame(tab)})
	b.frameLinks(p)
	p.box = draw.Rect{X: margin, Y: 88, W: b.ed.W - margin - tabWidth - 14, H: b.ed.H - 88 - 18}
	b.title(p, title, sub, margin, p.box.W, barHeight+10)
	return p
}

// footer draws the title, which leads to the index, and the number of the page.
func (b *book) footer(p *leaf) {
	st := typeset.Style{Size: 7.5, Fill: draw.Muted}
	y := b.ed.H - printMargin
	b.kit.Line(&p.Canvas, b.in.Product.Title, st, printMargin+6, y, b.ed.W/2)
	b.link(p, draw.Rect{X: printMargin, Y: y - 16, W: b.ed.W/2 - printMargin, H: 24}, "index", b.lang.Say("Index"))
	st.Align = typeset.End
	b.kit.Line(&p.Canvas, b.lang.Say("Page %d", len(b.doc.Pages)), st, b.ed.W/2, y, b.ed.W/2-printMargin-6)
}

// title draws the head of a page: its name large, beside it what it covers.
func (b *book) title(p *leaf, title, sub string, x, width, top float64) {
	base := top + 26
	st := typeset.Style{Role: font.Display, Size: 21}
	room := width
	if sub != "" {
		small := typeset.Style{Size: 9, Fill: draw.Muted, Align: typeset.End}
		w := min(width*0.5, b.set.Width(sub, small)+2)
		if b.set.Width(title, st)+w+12 > width {
			p.Group(draw.P, func(c *draw.Canvas) {
				small.Align = typeset.Start
				b.kit.Line(c, sub, small, x, base+12, width)
			})
			base -= 4
		} else {
			p.Group(draw.P, func(c *draw.Canvas) { b.kit.Line(c, sub, small, x+width-w, base, w) })
			room = width - w - 10
		}
	}
	p.Group(draw.H1, func(c *draw.Canvas) { b.kit.Line(c, title, st, x, base, room) })
	switch b.in.Look.Heads {
	case "plain":
		p.Rule(x, top+42, x+width, top+42, draw.Line, 0.6)
	case "band":
		p.Rounded(draw.Rect{X: x, Y: top + 40.5, W: 54, H: 3}, 1.5, draw.Accent, draw.None, 0)
		p.Rule(x+60, top+42, x+width, top+42, draw.Line, 0.6)
	default:
		p.Rule(x, top+42, x+width, top+42, draw.Accent, 1.1)
	}
}

// frame returns the ground, top bar and month tabs as a form; a PDF holds each
// of the thirteen once.
func (b *book) frame(tab int) *draw.Form {
	if f, ok := b.forms[tab+1]; ok {
		return f
	}
	f := &draw.Form{W: b.ed.W, H: b.ed.H}
	f.Box(draw.Rect{W: b.ed.W, H: b.ed.H}, draw.Paper, draw.None, 0)
	f.Box(draw.Rect{W: b.ed.W, H: barHeight}, draw.Wash, draw.None, 0)
	st := typeset.Style{Role: font.Bold, Size: 8.2, Align: typeset.Centre}
	for i, r := range b.chipBoxes() {
		f.Rounded(draw.Rect{X: r.X + 2, Y: 5, W: r.W - 4, H: barHeight - 10}, min(b.in.Look.Radius, 8), draw.Paper, draw.Line, 0.6)
		b.kit.Line(&f.Canvas, b.nav[i].text, st, r.X+2, 17, r.W-4)
	}
	for i, m := range b.ed.Span.Months {
		r := b.tabBox(i)
		fill, ink := draw.Soft, draw.Ink
		if i == tab {
			fill, ink = draw.Accent, draw.OnAccent
		}
		f.Rounded(draw.Rect{X: r.X + 3, Y: r.Y + 1.5, W: r.W + 10, H: r.H - 3}, min(b.in.Look.Radius, 6), fill, draw.None, 0)
		x := r.X + 3
		if !b.lang.English() { // names that fill the tab keep away from the edge of the page
			x -= 1.1
		}
		b.kit.Line(&f.Canvas, b.monthShort(m), typeset.Style{Role: font.Bold, Size: 8, Fill: ink, Align: typeset.Centre}, x, r.Y+r.H/2+3, r.W-4)
	}
	b.forms[tab+1] = f
	return f
}

func (b *book) tabBox(i int) draw.Rect {
	h := (b.ed.H - barHeight - 10) / 12
	return draw.Rect{X: b.ed.W - tabWidth, Y: barHeight + 4 + float64(i)*h, W: tabWidth, H: h}
}

func (b *book) chipBoxes() []draw.Rect {
	var all []draw.Rect
	x := margin - 2
	for _, t := range b.nav[:b.bar] {
		w := b.set.Width(t.text, typeset.Style{Role: font.Bold, Size: 8.2}) + 20
		all = append(all, draw.Rect{X: x, Y: 0, W: w, H: barHeight})
		x += w
	}
	return all
}

// barWidth returns where the last chip ends.
func (b *book) barWidth() float64 {
	all := b.chipBoxes()
	last := all[len(all)-1]
	return last.X + last.W
}

func (b *book) frameLinks(p *leaf) {
	for i, r := range b.chipBoxes() {
		b.link(p, r, b.nav[i].to, b.nav[i].label)
	}
	for i, m := range b.ed.Span.Months {
		b.link(p, b.tabBox(i), monthPage(i), b.monthName(m))
	}
}

// link makes a box lead to a page. label is what a reader expects there; the
// link gate holds it against the page's own label.
func (b *book) link(p *leaf, box draw.Rect, to, label string) {
	p.Links = append(p.Links, draw.Link{Box: box, To: to, Label: label})
}

// around draws the arrows to the pages before and after, and the way up, in the
// top bar.
func (b *book) around(p *leaf, before, after *target, up ...target) {
	if b.ed.Print {
		return
	}
	x := b.ed.W - tabWidth - 12
	st := typeset.Style{Role: font.Bold, Size: 8.2, Align: typeset.Centre}
	share := 1.0
	if need, room := b.trail(before, after, up), x-b.barWidth(); need > room && !b.lang.English() {
		share = room / need
	}
	put := func(t *target) {
		if t == nil {
			return
		}
		w := max(24, share*b.trailStep(t.text))
		x -= w
		b.kit.Line(&p.Canvas, t.text, st, x, 17, w)
		b.link(p, draw.Rect{X: x, Y: 0, W: w, H: barHeight}, t.to, t.label)
	}
	put(after)
	for i := len(up) - 1; i >= 0; i-- {
		put(&up[i])
	}
	put(before)
}

// trailStep returns the width of a link at the right of the top bar.
func (b *book) trailStep(text string) float64 {
	return max(26, b.set.Width(text, typeset.Style{Role: font.Bold, Size: 8.2})+16)
}

// trail returns the width of the links at the right of the top bar.
func (b *book) trail(before, after *target, up []target) float64 {
	sum := 0.0
	for _, t := range up {
		sum += b.trailStep(t.text)
	}
	for _, t := range []*target{before, after} {
		if t != nil {
			sum += b.trailStep(t.text)
		}
	}
	return sum
}

// monthsTrail returns the width of the longest trail of a month, which has more
// links than other pages.
func (b *book) monthsTrail() float64 {
	if b.lang.English() {
		return trailRoom
	}
	most := 0.0
	for i := range b.ed.Span.Months {
		before, after := b.before(i)
		most = max(most, b.trail(before, after, b.monthTrail(i, "m")))
	}
	return most
}

// mark adds an entry to the outline.
func (b *book) mark(title, to string, kids ...draw.Bookmark) {
	b.doc.Outline = append(b.doc.Outline, draw.Bookmark{Title: title, To: to, Kids: kids})
}

// finish checks what must hold of every edition and returns the document.
func (b *book) finish() (*draw.Document, error) {
	cut := b.kit.Clipped
	if !b.lang.English() { // a creator cannot shorten what is said in another language
		cut = slices.DeleteFunc(cut, func(text string) bool { return !b.own(text) })
	}
	if len(cut) > 0 {
		sort.Strings(cut)
		return nil, fault.Field("sections", "The text “%.80s” does not fit its place in the planner %s; make it shorter.", cut[0], b.ed.Name)
	}
	if b.lang.RTL() {
		draw.Mirror(b.doc)
	}
	return b.doc, nil
}

func monthPage(i int) string { return fmt.Sprintf("m%d", i+1) }
func weekPage(i int) string  { return fmt.Sprintf("w%d", i+1) }
func dayPage(i int) string   { return fmt.Sprintf("d%d", i+1) }
