// Package book flows text into pages: headings, paragraphs, lists, tables,
// callouts and boxes, with running heads, page numbers, contents and index.
//
// A heading never stands at the foot of a page, a paragraph leaves or takes at
// least two lines, a table repeats its head overleaf. Everything is tagged.
package book

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Shape is a page: size and margins in points.
type Shape struct {
	W, H                     float64
	Top, Bottom, Left, Right float64
}

// A4 and Letter return the shapes of the two papers, with 20 mm at the sides.
func A4() Shape { return Shape{595.28, 841.89, 72, 64, 62, 62} }

// Letter returns the shape of US Letter paper.
func Letter() Shape { return Shape{612, 792, 70, 62, 66, 66} }

// PaperOf returns the shape for "a4" or "letter"; anything else is A4.
func PaperOf(name string) Shape {
	if name == "letter" {
		return Letter()
	}
	return A4()
}

// Look is the typographic scale.
type Look struct {
	Family string  // sans, serif or mono
	Size   float64 // of body text in points, 0 = 10
	Radius float64 // of boxes
	Heads  string  // line, band or plain
}

// Book collects pages. It is for one goroutine.
type Book struct {
	Doc   *draw.Document
	Set   *typeset.Setter
	shape Shape
	look  Look

	page    *draw.Page
	y       float64 // where the next thing goes
	running string  // head of the pages, set by the last chapter
	heads   []entry // for the contents
	marks   []draw.Bookmark
	terms   []term
	bare    map[*draw.Page]bool   // pages without running head and number
	run     map[*draw.Page]string // running head of each page
	key     int                   // of the last paragraph that went on overleaf
	front   int                   // pages before the contents

	fills, pending []func(number map[*draw.Page]int) // lines that need the final page numbers
}

// entry is a line of the contents.
type entry struct {
	level      int
	text, name string
	page       *draw.Page
}

// New starts a book on the given paper.
func New(doc *draw.Document, set *typeset.Setter, shape Shape, look Look) *Book {
	if look.Size == 0 {
		look.Size = 10
	}
	return &Book{Doc: doc, Set: set, shape: shape, look: look, bare: map[*draw.Page]bool{}, run: map[*draw.Page]string{}}
}

func (b *Book) width() float64 { return b.shape.W - b.shape.Left - b.shape.Right }
func (b *Book) foot() float64  { return b.shape.H - b.shape.Bottom }

// Left returns how much height is left on the page, in points.
func (b *Book) Left() float64 {
	if b.page == nil {
		return 0
	}
	return b.foot() - b.y
}

// Break ends the page; the next thing begins a new one.
func (b *Book) Break() { b.page = nil }

// Bare starts a page of its own without running head and number, such as a
// cover, and hands it over whole. Pages before the first chapter are the front.
func (b *Book) Bare(name, label string, paint func(p *draw.Page)) {
	p := &draw.Page{W: b.shape.W, H: b.shape.H, Name: name, Label: label}
	b.Doc.Pages = append(b.Doc.Pages, p)
	b.bare[p] = true
	paint(p)
	b.page = nil
	if len(b.heads) == 0 {
		b.front = len(b.Doc.Pages)
	}
}

func (b *Book) fresh() {
	name := fmt.Sprintf("p%d", len(b.Doc.Pages)+1)
	b.page = &draw.Page{W: b.shape.W, H: b.shape.H, Name: name, Label: b.running}
	b.page.Box(draw.Rect{W: b.shape.W, H: b.shape.H}, draw.Paper, draw.None, 0)
	b.Doc.Pages = append(b.Doc.Pages, b.page)
	b.run[b.page] = b.running
	b.y = b.shape.Top
}

// room makes sure that a height fits on the page, on a new one if need be.
func (b *Book) room(h float64) {
	if b.page == nil || b.y+h > b.foot()+0.01 && b.y > b.shape.Top {
		b.fresh()
	}
}

// Keep makes sure that the next things, of the height, stand on one page.
func (b *Book) Keep(h float64) { b.room(min(h, b.foot()-b.shape.Top)) }

// Space leaves a gap, but not at the top of a page.
func (b *Book) Space(h float64) {
	if b.page != nil && b.y > b.shape.Top {
		b.y += h
	}
}

// anchor names a place and puts it into outline and contents.
func (b *Book) anchor(level int, text, name string, y float64) {
	b.page.Anchors = append(b.page.Anchors, draw.Anchor{Name: name, Label: text, Y: y})
	b.heads = append(b.heads, entry{level, text, name, b.page})
	m := draw.Bookmark{Title: text, To: name}
	switch {
	case level <= 1 || len(b.marks) == 0:
		b.marks = append(b.marks, m)
	case level == 2 || len(b.marks[len(b.marks)-1].Kids) == 0:
		last := &b.marks[len(b.marks)-1]
		last.Kids = append(last.Kids, m)
	default:
		kids := b.marks[len(b.marks)-1].Kids
		last := &kids[len(kids)-1]
		last.Kids = append(last.Kids, m)
	}
}

// Chapter begins a new page with a large title, and a line under it.
func (b *Book) Chapter(text, note, name string) {
	b.running = text
	b.fresh()
	b.page.Label = text
	top := b.y
	st := typeset.Style{Role: font.Display, Size: 24, Leading: 29}
	p := b.Set.Text(text, st, b.width())
	b.page.Group(draw.H1, func(c *draw.Canvas) { p.Draw(c, b.shape.Left, top) })
	b.anchor(1, text, name, top)
	b.y += p.Height() + 8
	b.rule()
	b.y += 10
	if note != "" {
		b.para(draw.P, []typeset.Span{{Text: note}}, typeset.Style{Size: b.look.Size + 1.5, Leading: (b.look.Size + 1.5) * 1.45, Fill: draw.Muted}, 0)
		b.y += 8
	}
}

func (b *Book) rule() {
	x := b.shape.Left
	switch b.look.Heads {
	case "plain":
		b.page.Rule(x, b.y, x+b.width(), b.y, draw.Line, 0.6)
	case "band":
		b.page.Rounded(draw.Rect{X: x, Y: b.y - 1.5, W: 48, H: 3}, 1.5, draw.Accent, draw.None, 0)
	default:
		b.page.Rule(x, b.y, x+b.width(), b.y, draw.Accent, 1.2)
	}
}

// Heading sets a heading of level 2 or 3 with at least `after` points of what
// follows on the same page. An empty name keeps it out of contents and outline.
func (b *Book) Heading(level int, text, name string, after float64) {
	st, tag, before := typeset.Style{Role: font.Bold, Size: 14, Leading: 18}, draw.H2, 16.0
	if level >= 3 {
		st, tag, before = typeset.Style{Role: font.Bold, Size: 10.5, Leading: 14, Fill: draw.Accent}, draw.H3, 9
	}
	p := b.Set.Text(text, st, b.width())
	b.Space(before)
	b.room(min(p.Height()+4+after, b.foot()-b.shape.Top))
	top := b.y
	b.page.Group(tag, func(c *draw.Canvas) { p.Draw(c, b.shape.Left, top) })
	if name != "" {
		b.anchor(level, text, name, top)
	}
	b.y += p.Height() + 4
}

// Text sets a paragraph of body text.
func (b *Book) Text(text string) { b.Spans([]typeset.Span{{Text: text}}) }

// Spans sets a paragraph of body text from spans, which may be links.
func (b *Book) Spans(spans []typeset.Span) {
	b.para(draw.P, spans, b.body(), 0)
	b.y += 6
}

// Small sets a paragraph in small muted type.
func (b *Book) Small(text string) {
	b.para(draw.P, []typeset.Span{{Text: text}}, typeset.Style{Size: b.look.Size - 1.5, Leading: (b.look.Size - 1.5) * 1.4, Fill: draw.Muted}, 0)
	b.y += 5
}

func (b *Book) body() typeset.Style {
	return typeset.Style{Size: b.look.Size, Leading: b.look.Size * 1.48, Align: typeset.Justify, Hyphens: true}
}

// para flows a paragraph over pages without widows and orphans.
func (b *Book) para(tag draw.Tag, spans []typeset.Span, st typeset.Style, indent float64) {
	p := b.Set.Para(spans, st, b.width()-indent)
	key := 0
	for at := 0; at < p.Lines(); {
		n := p.Lines() - at
		b.room(p.Leading() * float64(min(n, 2)))
		fit := int((b.foot() - b.y + 0.01) / p.Leading())
		take := split(n, fit)
		if take == 0 {
			b.fresh()
			continue
		}
		if take < n && key == 0 {
			b.key++
			key = b.key
		}
		y := b.y
		g := b.page.Group(tag, func(c *draw.Canvas) {
			b.page.Links = append(b.page.Links, p.DrawLines(c, b.shape.Left+indent, y, at, at+take)...)
		})
		g.Key = key
		b.y += p.Leading() * float64(take)
		at += take
	}
}

// split says how many of n lines go on a page that has room for fit: all, or so
// many that at least two stay and at least two go over; 0 = none.
func split(n, fit int) int {
	switch {
	case fit >= n:
		return n
	case n <= 3, fit < 2:
		return 0
	case n-fit < 2:
		return n - 2
	}
	return fit
}
