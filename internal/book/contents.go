package book

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Finish sets the contents after the front pages, numbers all pages and returns
// the document, mirrored if its language is read from right to left. Nothing may
// be added to the book afterwards.
func (b *Book) Finish() *draw.Document {
	b.toc = b.contents()
	pages := append([]*draw.Page{}, b.Doc.Pages[:b.front]...)
	pages = append(pages, b.toc...)
	b.Doc.Pages = append(pages, b.Doc.Pages[b.front:]...)
	number := map[*draw.Page]int{}
	for i, p := range b.Doc.Pages {
		number[p] = i + 1
	}
	for _, fill := range b.fills {
		fill(number)
	}
	for i, p := range b.Doc.Pages {
		if !b.bare[p] {
			b.head(p)
		}
		if i >= b.front {
			b.folio(p, i+1)
		}
	}
	b.goesOn()
	b.Doc.Outline = b.outline()
	if draw.RTL(b.Doc.Lang) {
		draw.Mirror(b.Doc)
	}
	return b.Doc
}

// head draws the running head.
func (b *Book) head(p *draw.Page) {
	st := typeset.Style{Size: 8, Fill: draw.Muted}
	half := b.width()/2 - 8
	p.Group(draw.Artifact, func(c *draw.Canvas) {
		b.Set.Line(c, b.Doc.Title, st, b.shape.Left, 42, half)
		st.Align = typeset.End
		if !strings.HasPrefix(b.Doc.Title, b.run[p]) { // once is enough
			b.Set.Line(c, b.run[p], st, b.shape.Left+b.width()-half, 42, half)
		}
		c.Rule(b.shape.Left, 49, b.shape.Left+b.width(), 49, draw.Line, 0.5)
	})
}

// folio draws the page number, and the way back to the contents.
func (b *Book) folio(p *draw.Page, n int) {
	st := typeset.Style{Size: 8, Fill: draw.Muted, Align: typeset.Centre}
	base := b.shape.H - 34
	p.Group(draw.Artifact, func(c *draw.Canvas) {
		b.Set.Line(c, strconv.Itoa(n), st, b.shape.Left, base, b.width())
	})
	if len(b.toc) == 0 || p == b.toc[0] {
		return
	}
	p.Group(draw.P, func(c *draw.Canvas) {
		st.Align = typeset.Start
		b.Set.Line(c, b.Lang.Say("Contents"), st, b.shape.Left, base, 60)
	})
	p.Links = append(p.Links, draw.Link{Box: draw.Rect{X: b.shape.Left - 4, Y: base - 11, W: 48, H: 16}, To: b.toc[0].Name, Label: b.Lang.Say("Contents")})
}

// goesOn leads from each page to the next one where no link or bookmark leads
// to that, so that nobody who moves about by links misses it.
func (b *Book) goesOn() {
	at := map[string]*draw.Page{}
	reached := map[*draw.Page]bool{}
	for _, p := range b.Doc.Pages {
		at[p.Name] = p
		for _, a := range p.Anchors {
			at[a.Name] = p
		}
	}
	for _, e := range b.heads {
		reached[e.page] = true
	}
	for _, p := range b.Doc.Pages {
		for _, l := range p.Links {
			reached[at[l.To]] = true
		}
	}
	for i, p := range b.Doc.Pages[1:] {
		if reached[p] {
			continue
		}
		before := b.Doc.Pages[i]
		if b.bare[before] && i < b.front {
			continue
		}
		base, x := b.shape.H-34, b.shape.Left+b.width()
		before.Group(draw.P, func(c *draw.Canvas) {
			b.Set.Line(c, b.Lang.Say("goes on ›"), typeset.Style{Size: 8, Fill: draw.Muted, Align: typeset.End}, x-60, base, 60)
		})
		before.Links = append(before.Links, draw.Link{Box: draw.Rect{X: x - 44, Y: base - 11, W: 48, H: 16}, To: p.Name, Label: b.Lang.Say("goes on")})
	}
}

// outline returns the bookmarks: chapters, what is in them, and one level more.
func (b *Book) outline() []draw.Bookmark {
	var marks []draw.Bookmark
	if len(b.toc) > 0 {
		marks = append(marks, draw.Bookmark{Title: b.Lang.Say("Contents"), To: b.toc[0].Name})
	}
	chapters := len(marks)
	for _, e := range b.heads {
		m := draw.Bookmark{Title: e.label(), To: e.name}
		into := &marks
		for depth := 1; depth < e.level && len(*into) > 0 && (depth > 1 || len(marks) > chapters); depth++ {
			into = &(*into)[len(*into)-1].Kids
		}
		*into = append(*into, m)
	}
	return marks
}

const (
	tocLine  = 15.4
	tocAbove = 9.0  // before a chapter
	tocCode  = 36.0 // width of the numbers of entries
)

// contents lays out the contents pages; their numbers are filled in later. The
// lines are spread evenly, so that the last page is not nearly empty.
func (b *Book) contents() []*draw.Page {
	if b.short || len(b.heads) < 3 {
		return nil
	}
	foot := b.shape.H - b.shape.Bottom
	count := func(foot float64) int {
		n := 0
		b.spread(foot, func(page int, _ entry, _ float64) { n = page + 1 })
		return n
	}
	n := count(foot)
	for foot-tocLine > b.shape.Top+8*tocLine && count(foot-tocLine) == n {
		foot -= tocLine
	}
	pages := make([]*draw.Page, n)
	for i := range pages {
		pages[i] = b.contentsPage(i)
	}
	b.spread(foot, func(page int, h entry, base float64) { b.tocLine(pages[page], h, base) })
	return pages
}

// spread goes through the lines of the contents with their pages and baselines.
func (b *Book) spread(foot float64, line func(page int, h entry, base float64)) {
	page, y := 0, b.shape.Top+38
	for i, h := range b.heads {
		if h.level > 2 {
			continue
		}
		step, need := tocLine, tocLine
		if h.level == 1 {
			step += tocAbove
			need = step
			if i+1 < len(b.heads) && b.heads[i+1].level == 2 {
				need += tocLine // a chapter does not stand alone at the foot
			}
		}
		if y+need > foot {
			page, y, step = page+1, b.shape.Top, tocLine
		}
		y += step
		line(page, h, y-4)
	}
}

func (b *Book) contentsPage(n int) *draw.Page {
	page := &draw.Page{W: b.shape.W, H: b.shape.H, Name: fmt.Sprintf("contents-%d", n+1), Label: b.Lang.Say("Contents")}
	page.Box(draw.Rect{W: b.shape.W, H: b.shape.H}, draw.Paper, draw.None, 0)
	b.run[page] = b.Lang.Say("Contents")
	if n == 0 {
		page.Group(draw.H1, func(c *draw.Canvas) {
			b.Set.Line(c, b.Lang.Say("Contents"), typeset.Style{Role: font.Display, Size: 24}, b.shape.Left, b.shape.Top+20, b.width())
		})
	}
	return page
}

func (b *Book) tocLine(page *draw.Page, h entry, base float64) {
	b.fills = append(b.fills, func(number map[*draw.Page]int) {
		st, indent := typeset.Style{Size: 9.2}, 0.0
		if h.level == 1 {
			st = typeset.Style{Role: font.Bold, Size: 10}
		} else if h.code != "" {
			indent = tocCode
		}
		x, width := b.shape.Left+indent, b.width()-indent-30
		page.Group(draw.TOCI, func(c *draw.Canvas) {
			if indent > 0 {
				b.Set.Line(c, h.code, typeset.Style{Role: font.Bold, Size: 8.6, Fill: draw.Accent}, b.shape.Left, base, tocCode-4)
			}
			b.Set.Line(c, h.text, st, x, base, width)
			end := x + min(width, b.Set.Width(h.text, st)) + 5
			if to := b.shape.Left + b.width() - 24; end < to-12 && h.level > 1 {
				c.Rule(end, base-1.5, to, base-1.5, draw.Line, 0.7, 0.7, 2.6)
			}
			num := st
			num.Align = typeset.End
			b.Set.Line(c, strconv.Itoa(number[h.page]), num, b.shape.Left+b.width()-28, base, 28)
			if h.level == 1 {
				c.Rule(b.shape.Left, base+3.6, b.shape.Left+b.width(), base+3.6, draw.Line, 0.5)
			}
		})
		page.Links = append(page.Links, draw.Link{Box: draw.Rect{X: b.shape.Left - 2, Y: base - 11, W: b.width() + 4, H: tocLine}, To: h.name, Label: h.label()})
	})
}
