package book

import (
	"fmt"
	"sort"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// term is an entry of the index.
type term struct {
	text, name string
	page       *draw.Page
}

// Term puts a word into the index, for the place of the last heading.
func (b *Book) Term(text string) {
	if n := len(b.heads); n > 0 {
		b.terms = append(b.terms, term{text, b.heads[n-1].name, b.page})
	}
}

// Index sets the index: each word once, in alphabetical order, with the pages
// it stands on as links. Page numbers are those of the finished book, so the
// lines are filled in by Finish.
func (b *Book) Index(title, name string) {
	if len(b.terms) == 0 {
		return
	}
	b.Chapter(title, "", name)
	all := append([]term(nil), b.terms...)
	sort.SliceStable(all, func(i, j int) bool { return strings.ToLower(all[i].text) < strings.ToLower(all[j].text) })
	st := typeset.Style{Size: 8.6, Leading: 12}
	const cols = 2
	wide := (b.width() - 20) / cols
	col, top := 0, b.y
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && strings.EqualFold(all[j].text, all[i].text) {
			j++
		}
		if b.y+st.Leading > b.foot() {
			col++
			b.y = top
			if col == cols {
				b.fresh()
				col, top = 0, b.y
			}
		}
		b.late(all[i:j], st, draw.Rect{X: b.shape.Left + float64(col)*(wide+20), Y: b.y, W: wide})
		b.y += st.Leading
		i = j
	}
	b.page = nil
}

// late notes an index line whose page numbers are not known yet.
func (b *Book) late(ts []term, st typeset.Style, at draw.Rect) {
	page := b.page
	b.pending = append(b.pending, func(number map[*draw.Page]int) {
		page.Group(draw.P, func(c *draw.Canvas) {
			text := ts[0].text
			w := min(b.Set.Width(text, st), at.W*0.7)
			base := at.Y + 9
			b.Set.Line(c, text, st, at.X, base, w+0.1)
			x := at.X + w + 8
			last := 0
			for _, t := range ts {
				n := number[t.page]
				if n == last || x > at.X+at.W-16 {
					continue
				}
				last = n
				s := fmt.Sprint(n)
				nw := b.Set.Width(s, st)
				b.Set.Line(c, s, typeset.Style{Size: st.Size, Fill: draw.Accent}, x, base, nw+1)
				page.Links = append(page.Links, draw.Link{Box: draw.Rect{X: x - 3, Y: at.Y, W: nw + 6, H: 12}, To: t.name, Label: b.labelOf(t.name)})
				x += nw + 8
			}
		})
	})
}

func (b *Book) labelOf(name string) string {
	for _, h := range b.heads {
		if h.name == name {
			return h.text
		}
	}
	return ""
}

const tocLine = 17.0

// Finish sets the contents after the front pages, numbers all pages and returns
// the document.
func (b *Book) Finish() *draw.Document {
	toc := b.contents()
	pages := append([]*draw.Page{}, b.Doc.Pages[:b.front]...)
	pages = append(pages, toc...)
	b.Doc.Pages = append(pages, b.Doc.Pages[b.front:]...)
	number := map[*draw.Page]int{}
	for i, p := range b.Doc.Pages {
		number[p] = i + 1
	}
	for _, fill := range b.fills {
		fill(number)
	}
	for _, fill := range b.pending {
		fill(number)
	}
	for i, p := range b.Doc.Pages {
		if !b.bare[p] {
			b.furniture(p, i+1)
		}
	}
	if len(toc) > 0 {
		b.Doc.Outline = append([]draw.Bookmark{{Title: "Contents", To: toc[0].Name}}, b.marks...)
	} else {
		b.Doc.Outline = b.marks
	}
	return b.Doc
}

// furniture draws running head and page number.
func (b *Book) furniture(p *draw.Page, n int) {
	st := typeset.Style{Size: 8, Fill: draw.Muted}
	half := b.width()/2 - 8
	p.Group(draw.Artifact, func(c *draw.Canvas) {
		b.Set.Line(c, b.Doc.Title, st, b.shape.Left, 42, half)
		st.Align = typeset.End
		b.Set.Line(c, b.run[p], st, b.shape.Left+b.width()-half, 42, half)
		c.Rule(b.shape.Left, 49, b.shape.Left+b.width(), 49, draw.Line, 0.5)
		st.Align = typeset.Centre
		b.Set.Line(c, fmt.Sprint(n), st, b.shape.Left, b.shape.H-34, b.width())
	})
}

// contents lays out the contents pages; their numbers are filled in later.
func (b *Book) contents() []*draw.Page {
	if len(b.heads) < 3 {
		return nil
	}
	var pages []*draw.Page
	var page *draw.Page
	y := 0.0
	for _, h := range b.heads {
		if h.level > 2 {
			continue
		}
		step := tocLine
		if h.level == 1 {
			step += 7
		}
		if page == nil || y+step > b.foot() {
			page = &draw.Page{W: b.shape.W, H: b.shape.H, Name: fmt.Sprintf("contents-%d", len(pages)+1), Label: "Contents"}
			page.Box(draw.Rect{W: b.shape.W, H: b.shape.H}, draw.Paper, draw.None, 0)
			b.run[page] = "Contents"
			y = b.shape.Top
			if len(pages) == 0 {
				page.Group(draw.H1, func(c *draw.Canvas) {
					b.Set.Line(c, "Contents", typeset.Style{Role: font.Display, Size: 24}, b.shape.Left, y+20, b.width())
				})
				y += 44
			}
			pages = append(pages, page)
		}
		b.tocLine(page, h, y+step)
		y += step
	}
	return pages
}

func (b *Book) tocLine(page *draw.Page, h entry, base float64) {
	b.fills = append(b.fills, func(number map[*draw.Page]int) {
		st, indent := typeset.Style{Size: 9.6}, 16.0
		if h.level == 1 {
			st, indent = typeset.Style{Role: font.Bold, Size: 10.4}, 0
		}
		n := fmt.Sprint(number[h.page])
		x, width := b.shape.Left+indent, b.width()-indent-30
		page.Group(draw.TOCI, func(c *draw.Canvas) {
			b.Set.Line(c, h.text, st, x, base, width)
			end := x + min(width, b.Set.Width(h.text, st)) + 5
			if to := b.shape.Left + b.width() - 24; end < to-12 && h.level > 1 {
				c.Rule(end, base-1.5, to, base-1.5, draw.Line, 0.7, 0.7, 2.6)
			}
			num := st
			num.Align = typeset.End
			b.Set.Line(c, n, num, b.shape.Left+b.width()-28, base, 28)
		})
		page.Links = append(page.Links, draw.Link{Box: draw.Rect{X: x - 2, Y: base - 12, W: b.shape.Left + b.width() - x + 4, H: tocLine}, To: h.name, Label: h.text})
	})
}
