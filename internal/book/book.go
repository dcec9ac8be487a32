// Package book flows text into pages: headings, paragraphs, lists, tables,
// callouts, panels and columns, with running heads, page numbers, contents and
// index.
//
// A heading never stands at the foot of a page, a paragraph leaves or takes at
// least two lines, a table repeats its head overleaf. Everything is tagged, and
// every page can be reached by a link or a bookmark.
package book

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Shape is a page: size and margins in points.
type Shape struct {
	W, H                     float64
	Top, Bottom, Left, Right float64
}

// A4 returns the shape of A4 paper, with about 22 mm at the sides.
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
	Doc    *draw.Document
	Set    *typeset.Setter
	Memory *Memory         // of pieces; nil = none
	Lang   *locale.Printer // says what the book adds of itself, such as "Contents"; nil = English
	shape  Shape
	look   Look

	page    *draw.Page
	y       float64 // where the next thing goes
	loose   bool    // no page breaks: what is drawn is being tried
	running string  // head of the pages, set by the last chapter
	heads   []entry // for contents and outline
	terms   []term
	bare    map[*draw.Page]bool   // pages without running head and number
	run     map[*draw.Page]string // running head of each page
	key     int                   // of the last thing that went on overleaf
	front   int                   // pages before the contents
	toc     []*draw.Page          // once set
	short   bool                  // no contents

	fills []func(number map[*draw.Page]int) // what needs the final page numbers
}

// entry is a heading that contents and outline name.
type entry struct {
	level            int
	code, text, name string
	page             *draw.Page
}

// label is how links and bookmarks call the heading.
func (e entry) label() string {
	if e.code == "" {
		return e.text
	}
	return e.code + " " + e.text
}

// New starts a book on the given paper.
func New(doc *draw.Document, set *typeset.Setter, shape Shape, look Look) *Book {
	if look.Size == 0 {
		look.Size = 10
	}
	return &Book{Doc: doc, Set: set, shape: shape, look: look, bare: map[*draw.Page]bool{}, run: map[*draw.Page]string{}}
}

func (b *Book) width() float64 { return b.shape.W - b.shape.Left - b.shape.Right }
func (b *Book) depth() float64 { return b.shape.H - b.shape.Bottom - b.shape.Top }

// endless is a foot that nothing reaches.
const endless = 1e9

func (b *Book) foot() float64 {
	if b.loose {
		return endless
	}
	return b.shape.H - b.shape.Bottom
}

// Left returns how much height is left on the page, in points.
func (b *Book) Left() float64 {
	if b.page == nil {
		return 0
	}
	return b.shape.H - b.shape.Bottom - b.y
}

// Place returns the page and the free part of the type area on it, for drawing
// by hand; Move says afterwards how much was used. It begins a page if none is
// open.
func (b *Book) Place() (*draw.Page, draw.Rect) {
	b.room(0)
	return b.page, draw.Rect{X: b.shape.Left, Y: b.y, W: b.width(), H: b.shape.H - b.shape.Bottom - b.y}
}

// Move goes down by a height in points, without leaving the page.
func (b *Book) Move(h float64) { b.y += h }

// Link makes a box of the open page lead to a heading or page by its name. The
// label is the words that stand there; the box grows to what a finger can hit.
func (b *Book) Link(box draw.Rect, to, label string) {
	b.page.Links = append(b.page.Links, draw.Link{Box: b.hit(box), To: to, Label: label})
}

// hit widens a box to 24 × 12 points, inside the page.
func (b *Book) hit(r draw.Rect) draw.Rect {
	if r.W < 24 {
		r.X, r.W = r.X-(24-r.W)/2, 24
	}
	if r.H < 12 {
		r.Y, r.H = r.Y-(12-r.H)/2, 12
	}
	r.X = min(max(r.X, 0), b.shape.W-r.W)
	return r
}

// Short leaves out the contents, as suits a document of few pages.
func (b *Book) Short() { b.short = true }

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

// pageName is what the page at an index is called unless it has a name of its own.
func pageName(i int) string { return fmt.Sprintf("page-%d", i+1) }

func (b *Book) fresh() {
	b.page = &draw.Page{W: b.shape.W, H: b.shape.H, Name: pageName(len(b.Doc.Pages)), Label: b.running}
	b.page.Box(draw.Rect{W: b.shape.W, H: b.shape.H}, draw.Paper, draw.None, 0)
	b.Doc.Pages = append(b.Doc.Pages, b.page)
	b.run[b.page] = b.running
	b.y = b.shape.Top
}

// start begins a page unless an empty one is open.
func (b *Book) start() {
	if b.page == nil || b.y > b.shape.Top || len(b.page.Ops) > 1 {
		b.fresh()
	}
	b.run[b.page] = b.running
}

// room makes sure that a height fits on the page, on a new one if need be.
func (b *Book) room(h float64) {
	if b.page == nil || b.y+h > b.foot()+0.01 && b.y > b.shape.Top {
		b.fresh()
	}
}

// Keep makes sure that the next things, of the height, stand on one page.
func (b *Book) Keep(h float64) { b.room(min(h, b.depth())) }

// Space leaves a gap, but not at the top of a page.
func (b *Book) Space(h float64) {
	if b.page != nil && b.y > b.shape.Top {
		b.y += h
	}
}

// Anchor puts the place into contents and outline as a heading of level 1 to 3
// that was drawn by hand. code is a number such as "P001" and may be empty;
// drop is how far below the present place it stands, negative for above.
func (b *Book) Anchor(level int, code, text, name string, drop float64) {
	e := entry{level, code, text, name, b.page}
	b.page.Anchors = append(b.page.Anchors, draw.Anchor{Name: name, Label: e.label(), Y: b.y + drop})
	b.heads = append(b.heads, e)
}

// mark is a state of the book to go back to.
type mark struct {
	page                                             *draw.Page
	y                                                float64
	running                                          string
	ops, links, anchors, pages, heads, terms, filled int
}

func (b *Book) mark() mark {
	return mark{
		b.page, b.y, b.running, len(b.page.Ops), len(b.page.Links), len(b.page.Anchors),
		len(b.Doc.Pages), len(b.heads), len(b.terms), len(b.fills),
	}
}

// undo takes back what was drawn since a mark.
func (b *Book) undo(m mark) {
	b.page, b.y, b.running = m.page, m.y, m.running
	p := m.page
	p.Ops, p.Links, p.Anchors = p.Ops[:m.ops], p.Links[:m.links], p.Anchors[:m.anchors]
	b.Doc.Pages, b.heads, b.terms, b.fills = b.Doc.Pages[:m.pages], b.heads[:m.heads], b.terms[:m.terms], b.fills[:m.filled]
}

// trailing is how much of the gap after the last thing may stand below the foot.
const trailing = 8

// try draws without page breaks and reports whether it ended above the foot.
func (b *Book) try(paint func()) bool {
	was := b.loose
	b.loose = true
	paint()
	b.loose = was
	return b.loose || b.Left() >= -trailing
}

// Whole draws something on one page: on this one if it fits, else on the next.
// What is taller than a page flows. paint may be called up to three times; only
// the last call counts.
func (b *Book) Whole(paint func()) {
	b.room(0)
	at := b.mark()
	if b.try(paint) {
		return
	}
	b.undo(at)
	if b.y > b.shape.Top {
		b.fresh()
		at = b.mark()
		if b.try(paint) {
			return
		}
		b.undo(at)
	}
	paint()
}

// Size returns the size of body text in points.
func (b *Book) Size() float64 { return b.look.Size }

// Fit begins a page and draws something on it, which may be a chapter's title,
// in the first size of body text in which it fits. It reports false when none
// does; then it flows in the first size. paint may be called several times; only
// the last call counts.
func (b *Book) Fit(sizes []float64, paint func()) bool {
	b.fresh()
	at, was := b.mark(), b.look.Size
	defer func() { b.look.Size = was }()
	for _, s := range sizes {
		b.look.Size = s
		if b.try(paint) {
			return true
		}
		b.undo(at)
	}
	b.look.Size = sizes[0]
	paint()
	return false
}

// Columns draws things side by side in columns of the given shares, gap points
// apart, whole on one page. What is too tall for that is set one below the other.
func (b *Book) Columns(gap float64, shares []float64, paint ...func()) {
	b.room(0)
	at := b.mark()
	beside := func() { b.beside(gap, shares, paint) }
	if b.try(beside) {
		return
	}
	b.undo(at)
	if b.y > b.shape.Top {
		b.fresh()
		next := b.mark()
		if b.try(beside) {
			return
		}
		b.undo(next)
		b.undo(at)
	}
	for _, fn := range paint {
		fn()
	}
}

func (b *Book) beside(gap float64, shares []float64, paint []func()) {
	full, top, deepest := b.shape, b.y, b.y
	sum, x := 0.0, full.Left
	for _, s := range shares {
		sum += s
	}
	wide := b.width() - gap*float64(len(shares)-1)
	for i, fn := range paint {
		w := wide * shares[i] / sum
		b.shape.Left, b.shape.Right = x, full.W-x-w
		b.y = top
		fn()
		deepest = max(deepest, b.y)
		x += w + gap
		b.shape = full
	}
	b.y = deepest
}

// Inset draws with the type area narrower by a width in points on each side.
func (b *Book) Inset(by float64, paint func()) {
	b.shape.Left, b.shape.Right = b.shape.Left+by, b.shape.Right+by
	paint()
	b.shape.Left, b.shape.Right = b.shape.Left-by, b.shape.Right-by
}
