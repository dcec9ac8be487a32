package book

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/memo"
)

// Memory keeps pieces of books as they were set, so that a book of which little
// has changed is put together and not set again. It is bounded. The zero value
// is ready; it is safe for concurrent use.
type Memory struct {
	pieces memo.Memo[pieceKey, *piece]
	keys   atomic.Int64 // of groups that go on overleaf: no two pieces share one
}

// maxPieces bounds what a Memory keeps, in bytes: about the pages of the largest
// library and a half.
const maxPieces = 18 << 20

// pieceKey is all that a piece follows from.
type pieceKey struct {
	shows [32]byte
	faces *font.Library // that its text is set in
}

// piece is a run of whole pages and what the book knows of them.
type piece struct {
	pages   []leaf
	heads   []head
	terms   []filed
	running string // at its end
}

// leaf is a page before it has its head and number.
type leaf struct {
	draw.Page
	bare    bool
	run     string
	counted bool // its name is its place in the book
}

// head is an entry with the index of its page in the piece.
type head struct {
	entry
	at int
}

// filed is a word of the index with the heading and the page it stands on.
type filed struct {
	text string
	head head
	at   int
}

// Piece sets whole pages: they begin with what paint draws first, and nothing
// else follows on the last one. key stands for all that paint shows, but for
// shape and look of the book. What the book's memory holds under it is taken
// from there, and paint is not called.
func (b *Book) Piece(key string, paint func()) {
	b.page = nil
	defer func() { b.page = nil }()
	if b.Memory == nil {
		paint()
		return
	}
	k := pieceKey{sha256.Sum256(fmt.Appendf(nil, "%q %v %v %q %q", key, b.shape, b.look, b.running, b.Doc.Lang)), b.Set.Library()}
	if p, ok := b.Memory.pieces.Get(k); ok {
		b.place(p)
		return
	}
	page, heads, terms, fills, front := len(b.Doc.Pages), len(b.heads), len(b.terms), len(b.fills), b.front
	paint()
	if len(b.fills) > fills || b.front > front {
		return // it is finished with the book, or part of its front
	}
	if p, ok := b.cut(page, heads, terms); ok {
		b.Memory.pieces.Put(k, p, p.weight(), maxPieces)
	}
}

// cut copies the pages from an index on, with their headings and words. It
// reports false when they lean on pages before them.
func (b *Book) cut(page, heads, terms int) (*piece, bool) {
	p := &piece{running: b.running}
	index := map[*draw.Page]int{}
	for i, pg := range b.Doc.Pages[page:] {
		l := leaf{Page: *pg, bare: b.bare[pg], run: b.run[pg], counted: pg.Name == pageName(page+i)}
		// Clipped: what the book adds at its end does not reach the piece.
		l.Ops, l.Links, l.Anchors = slices.Clip(pg.Ops), slices.Clip(pg.Links), slices.Clip(pg.Anchors)
		p.pages = append(p.pages, l)
		index[pg] = i
	}
	for _, e := range b.heads[heads:] {
		i, ok := index[e.page]
		if !ok {
			return nil, false
		}
		p.heads = append(p.heads, head{e.loose(), i})
	}
	for _, t := range b.terms[terms:] {
		i, ok := index[t.at.page]
		j, here := index[t.page]
		if !ok || !here {
			return nil, false
		}
		p.terms = append(p.terms, filed{t.text, head{t.at.loose(), i}, j})
	}
	return p, true
}

// loose is the entry without its page.
func (e entry) loose() entry {
	e.page = nil
	return e
}

// place adds a piece at the end of the book.
func (b *Book) place(p *piece) {
	pages := make([]*draw.Page, len(p.pages))
	for i := range p.pages {
		l := &p.pages[i]
		pg := l.Page
		if l.counted {
			pg.Name = pageName(len(b.Doc.Pages))
		}
		pages[i] = &pg
		b.Doc.Pages = append(b.Doc.Pages, &pg)
		b.run[&pg] = l.run
		if l.bare {
			b.bare[&pg] = true
		}
	}
	on := func(h head) entry {
		h.page = pages[h.at]
		return h.entry
	}
	for _, h := range p.heads {
		b.heads = append(b.heads, on(h))
	}
	for _, t := range p.terms {
		b.terms = append(b.terms, term{t.text, on(t.head), pages[t.at]})
	}
	b.running = p.running
}

// weight is about what a piece takes in memory, in bytes.
func (p *piece) weight() int {
	const glyph, op, rest = 18, 200, 80
	w := 0
	var walk func(ops []draw.Op)
	walk = func(ops []draw.Op) {
		w += op * len(ops)
		for _, o := range ops {
			switch o := o.(type) {
			case *draw.Run:
				w += glyph * o.Glyphs.Len()
			case *draw.Group:
				walk(o.Ops)
			}
		}
	}
	for i := range p.pages {
		l := &p.pages[i]
		walk(l.Ops)
		w += rest * (1 + len(l.Links) + len(l.Anchors))
	}
	return w + rest*(len(p.heads)+len(p.terms))
}

// nextKey returns a key for groups that go on overleaf.
func (b *Book) nextKey() int {
	if b.Memory != nil {
		return int(b.Memory.keys.Add(1))
	}
	b.key++
	return b.key
}
