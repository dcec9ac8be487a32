package typeset

import (
	"cmp"
	"slices"
	"strings"

	classes "golang.org/x/text/unicode/bidi"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// pen writes a line: it collects glyphs into runs of one face.
type pen struct {
	c        *draw.Canvas
	set      *Setter
	st       Style
	start, x float64
	base     float64
	run      *draw.Run
	first    int // operation of the canvas that is the line's

	// Of a line with words of both directions:
	mixed  bool
	token  int   // at work
	lowest int   // token of the run at work
	tokens []int // the lowest of each run of the line
}

func newPen(c *draw.Canvas, s *Setter, st Style, x, base float64) *pen {
	return &pen{c: c, set: s, st: st, start: x, x: x, base: base, first: len(c.Ops)}
}

// line writes tokens with spaces of a width. wider is how far apart those stand
// that need no space; each, if it is not nil, is told where every token stands.
func (p *pen) line(ts []token, space, wider float64, each func(t token, from, to float64)) {
	p.mixed = !oneWay(ts)
	put := func(i int) {
		from := p.x
		p.token = i
		p.word(ts[i])
		if each != nil {
			each(ts[i], from, p.x)
		}
	}
	if !p.mixed {
		for i, t := range ts {
			switch {
			case i == 0:
			case t.space:
				p.space(space)
			case t.loose:
				p.widen(wider)
			}
			put(i)
		}
		p.flush()
	} else {
		items := visual(ts)
		for k, it := range items {
			switch {
			case !it.space:
				put(it.token)
			case k > 0 && k+1 < len(items) && ts[items[k-1].token].w.rtl == ts[items[k+1].token].w.rtl:
				p.space(space)
			default: // it belongs to neither
				p.flush()
				p.x += space
			}
		}
		p.flush()
		p.inOrder()
	}
	p.together()
}

// oneWay reports that tokens stand from left to right in the order they are read in.
func oneWay(ts []token) bool {
	for i := range ts {
		if ts[i].level != 0 {
			return false
		}
	}
	return true
}

func (p *pen) word(t token) {
	spread := p.st.spread(t.w)
	for _, g := range t.w.glyphs {
		if p.run == nil || p.run.Face != g.face || p.run.Fill != t.fill || p.run.RTL != t.w.rtl {
			p.flush()
			p.run = &draw.Run{Face: g.face, Size: p.st.Size, X: p.x, Y: p.base, Fill: t.fill, RTL: t.w.rtl}
			p.lowest = p.token
		}
		d := g.g
		d.X, d.Y, d.Advance = d.X*p.st.Size, d.Y*p.st.Size, d.Advance*p.st.Size
		if d.Text != "" {
			d.Advance += spread
		}
		p.set.glyphs = append(p.set.glyphs, d)
		p.x += d.Advance
	}
	p.lowest = min(p.lowest, p.token)
}

// space advances over a gap; inside a run it is a glyph of its own, so that the
// text can be copied with its spaces.
func (p *pen) space(width float64) {
	if p.run != nil {
		if g, ok := p.run.Face.Glyph(' '); ok {
			p.set.glyphs = append(p.set.glyphs, draw.Glyph{ID: g, Advance: width, Text: " "})
		} else {
			p.flush()
		}
	}
	p.x += width
}

// widen moves what follows away from what is written.
func (p *pen) widen(by float64) {
	if n := len(p.set.glyphs); n > 0 {
		p.set.glyphs[n-1].Advance += by
	}
	p.x += by
}

func (p *pen) flush() {
	if p.run != nil && len(p.set.glyphs) > 0 {
		p.run.Glyphs = draw.Pack(p.set.glyphs...)
		p.c.Add(p.run)
		if p.mixed {
			p.tokens = append(p.tokens, p.lowest)
		}
	}
	p.run, p.set.glyphs = nil, p.set.glyphs[:0]
}

// inOrder puts the runs of a line into the order they are read in, which is that
// of readers who take the text of a page as it is drawn.
func (p *pen) inOrder() {
	var runs []*draw.Run
	first := map[*draw.Run]int{}
	for i, op := range p.c.Ops[p.first:] {
		for _, r := range apart(op.(*draw.Run)) {
			runs = append(runs, r)
			first[r] = p.tokens[i]
		}
	}
	slices.SortStableFunc(runs, func(a, b *draw.Run) int {
		if c := cmp.Compare(first[a], first[b]); c != 0 {
			return c
		}
		if a.RTL && b.RTL {
			return cmp.Compare(b.X, a.X)
		}
		return cmp.Compare(a.X, b.X)
	})
	p.c.Ops = p.c.Ops[:p.first]
	for _, r := range runs {
		p.c.Add(r)
	}
}

// apart takes the marks off both ends of a run that is read from right to left,
// as runs of their own: readers who see nothing but marks and letters would take
// them to be read from left to right. Spaces at its ends are left out.
func apart(r *draw.Run) []*draw.Run {
	if !r.RTL {
		return []*draw.Run{r}
	}
	glyphs := r.Glyphs.AppendTo(nil)
	x := r.X
	var all []*draw.Run
	add := func(glyphs ...draw.Glyph) {
		one := *r
		one.X, one.Glyphs = x, draw.Pack(glyphs...)
		x += one.Width()
		if one.Glyphs.Text() != " " {
			all = append(all, &one)
		}
	}
	mark := func(g draw.Glyph) bool { return g.Text != "" && !strings.ContainsFunc(g.Text, strong) }
	from, to := 0, len(glyphs)
	for from < to && mark(glyphs[from]) && (from+1 == to || glyphs[from+1].Text != "") {
		add(glyphs[from])
		from++
	}
	for to > from && mark(glyphs[to-1]) {
		to--
	}
	if from < to {
		add(glyphs[from:to]...)
	}
	for _, g := range glyphs[to:] {
		add(g)
	}
	return all
}

// strong reports letters that are read from right to left.
func strong(r rune) bool {
	p, _ := classes.LookupRune(r)
	return p.Class() == classes.R || p.Class() == classes.AL
}

// together tells the runs of a line in a language that is read from right to
// left what stands beside them: its pages are mirrored, but not its lines.
func (p *pen) together() {
	runs := p.c.Ops[p.first:]
	if !p.set.rtl || len(runs) < 2 {
		return
	}
	for _, op := range runs {
		r := op.(*draw.Run)
		r.Before = r.X - p.start
		r.After = p.x - r.X - r.Width()
	}
}
