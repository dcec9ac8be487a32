package book

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Chapter begins a new page with a large title, and a line under it.
func (b *Book) Chapter(text, note, name string) {
	b.running = text
	b.start()
	top := b.y
	st := typeset.Style{Role: font.Display, Size: 24, Leading: 29}
	p := b.Set.Text(text, st, b.width())
	b.page.Group(draw.H1, func(c *draw.Canvas) { p.Draw(c, b.shape.Left, top) })
	b.Anchor(1, "", text, name, 0)
	b.y += p.Height() + 8
	b.rule()
	b.y += 10
	if note != "" {
		b.Lead(note)
		b.y += 2
	}
}

// bleed is the height of the coloured head of an opener.
const bleed = 190.0

// Opener begins a chapter with a coloured head to the edges of the page: a
// short line such as "Part 3", the title, and a note.
func (b *Book) Opener(kicker, text, note, name string) {
	b.running = text
	b.start()
	b.page.Label = text
	b.page.Box(draw.Rect{W: b.shape.W, H: bleed}, draw.Accent, draw.None, 0)
	b.bare[b.page] = true
	x, w := b.shape.Left, b.width()
	title := b.Set.Text(text, typeset.Style{Role: font.Display, Size: 30, Leading: 35, Fill: draw.OnAccent}, w)
	about := b.Set.Text(note, typeset.Style{Size: 11.5, Leading: 17, Fill: draw.OnAccent}, min(w, 380))
	y := bleed - 30 - about.Height() - 10 - title.Height()
	if note == "" {
		y += 10
	}
	if kicker != "" {
		b.page.Group(draw.P, func(c *draw.Canvas) {
			b.Set.Line(c, kicker, typeset.Style{Role: font.Bold, Size: 9.5, Fill: draw.OnAccent, Tracking: 0.8}, x, y-10, w)
		})
	}
	b.page.Group(draw.H1, func(c *draw.Canvas) { title.Draw(c, x, y) })
	b.y = y
	b.Anchor(1, "", text, name, 0)
	y += title.Height() + 10
	if note != "" {
		b.page.Group(draw.P, func(c *draw.Canvas) { about.Draw(c, x, y) })
	}
	b.y = bleed + 26
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
	st, tag, before := typeset.Style{Role: font.Bold, Size: 13.5, Leading: 18}, draw.H2, 16.0
	if level >= 3 {
		st, tag, before = typeset.Style{Role: font.Bold, Size: 10.5, Leading: 14, Fill: draw.Accent}, draw.H3, 9
	}
	p := b.Set.Text(text, st, b.width())
	b.Space(before)
	b.room(min(p.Height()+4+after, b.depth()))
	top := b.y
	b.page.Group(tag, func(c *draw.Canvas) { p.Draw(c, b.shape.Left, top) })
	if name != "" {
		b.Anchor(level, "", text, name, 0)
	}
	b.y += p.Height() + 4
}

// Caption sets a short line in small bold coloured letters over something.
func (b *Book) Caption(text string, after float64) {
	st := typeset.Style{Role: font.Bold, Size: 8.6, Leading: 13, Fill: draw.Accent, Tracking: 0.3}
	b.room(st.Leading + min(after, b.depth()-st.Leading))
	x, base := b.shape.Left, b.y+9.6
	b.page.Group(draw.P, func(c *draw.Canvas) { b.Set.Line(c, text, st, x, base, b.width()) })
	b.y += st.Leading
}

// Text sets a paragraph of body text.
func (b *Book) Text(text string) { b.Spans([]typeset.Span{{Text: text}}) }

// Spans sets a paragraph of body text from spans, which may be links.
func (b *Book) Spans(spans []typeset.Span) {
	b.para(draw.P, spans, b.body(), 0)
	b.y += 6
}

// Plain sets a paragraph with a ragged edge and without divided words, as suits
// narrow columns.
func (b *Book) Plain(text string) {
	b.para(draw.P, []typeset.Span{{Text: text}}, b.ragged(), 0)
	b.y += 4
}

// Lead sets a paragraph in larger muted type, as under a title.
func (b *Book) Lead(text string) {
	size := b.look.Size + 1.5
	b.para(draw.P, []typeset.Span{{Text: text}}, typeset.Style{Size: size, Leading: size * 1.45, Fill: draw.Muted}, 0)
	b.y += 6
}

// Small sets a paragraph in small muted type.
func (b *Book) Small(text string) {
	size := b.look.Size - 1.5
	b.para(draw.P, []typeset.Span{{Text: text}}, typeset.Style{Size: size, Leading: size * 1.4, Fill: draw.Muted}, 0)
	b.y += 5
}

func (b *Book) body() typeset.Style {
	return typeset.Style{Size: b.look.Size, Leading: b.look.Size * 1.48, Align: typeset.Justify, Hyphens: true}
}

func (b *Book) ragged() typeset.Style {
	return typeset.Style{Size: b.look.Size, Leading: b.look.Size * 1.42}
}

// para flows a paragraph over pages without widows and orphans.
func (b *Book) para(tag draw.Tag, spans []typeset.Span, st typeset.Style, indent float64) {
	p := b.Set.Para(spans, st, b.width()-indent)
	key := 0
	for at := 0; at < p.Lines(); {
		n := p.Lines() - at
		b.room(p.Leading() * float64(min(n, 2)))
		take := split(n, b.lines(p.Leading(), 0))
		if take == 0 {
			b.fresh()
			continue
		}
		if take < n && key == 0 {
			key = b.nextKey()
		}
		y := b.y
		g := b.page.Group(tag, func(c *draw.Canvas) {
			for _, l := range p.DrawLines(c, b.shape.Left+indent, y, at, at+take) {
				l.Box = b.hit(l.Box)
				b.page.Links = append(b.page.Links, l)
			}
		})
		g.Key = key
		b.y += p.Leading() * float64(take)
		at += take
	}
}

// lines says how many lines of a leading fit above the foot and a margin.
func (b *Book) lines(leading, margin float64) int {
	return int((b.foot() - margin - b.y + 0.01) / leading)
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
