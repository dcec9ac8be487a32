package inspect

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Run is a piece of text as it stands on a page.
type Run struct {
	Text string    // in reading order, also for right-to-left scripts
	Font string    // name of the typeface
	Size float64   // in points, as it appears
	X, Y float64   // start of the baseline
	Box  draw.Rect // by ascent and descent of the typeface
	Tag  string    // role of the marked content it stands in: "H1", "Artifact", "" = none
}

// Text returns the text of the page in the order it is drawn.
func (p *Page) Text() ([]Run, error) {
	room := &p.d.room
	var err error
	if room.content, err = p.content(room.content[:0]); err != nil {
		return nil, err
	}
	in := &interpreter{d: p.d, out: room.runs[:0], clusters: room.clusters[:0]}
	err = in.run(room.content, p.resources, 0)
	room.runs, room.clusters = in.out, in.clusters
	if err != nil {
		return nil, err
	}
	all := make([]Run, len(in.out))
	for i := range in.out {
		all[i] = in.out[i].onPage(p)
	}
	return all, nil
}

// Plain returns the text of the page as lines, for searching: a new line where
// the baseline moves, a space where there is a gap.
func (p *Page) Plain() (string, error) {
	runs, err := p.Text()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, r := range runs {
		if i > 0 {
			last := runs[i-1]
			gap := max(r.Box.X-last.Box.X-last.Box.W, last.Box.X-r.Box.X-r.Box.W)
			switch {
			case math.Abs(r.Y-last.Y) > 0.5*last.Size:
				b.WriteByte('\n')
			case gap > 0.12*r.Size:
				b.WriteByte(' ')
			}
		}
		b.WriteString(r.Text)
	}
	return b.String(), nil
}

// content appends the content of the page.
func (p *Page) content(all []byte) ([]byte, error) {
	for _, v := range p.d.f.list(p.dict["Contents"]) {
		st, ok := p.d.f.resolve(v).(*stream)
		if !ok {
			return nil, fmt.Errorf("the content of a page is missing")
		}
		data, err := p.d.f.glance(st)
		if err != nil {
			return nil, err
		}
		if len(all)+len(data) > maxStream {
			return nil, fmt.Errorf("the content of a page is too large")
		}
		all = append(append(all, data...), '\n')
	}
	return all, nil
}

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f.
type matrix [6]float64

func unit() matrix { return matrix{1, 0, 0, 1, 0, 0} }

// times returns the matrix that applies m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) draw.Point {
	return draw.Point{X: m[0]*x + m[2]*y + m[4], Y: m[1]*x + m[3]*y + m[5]}
}

// form is the text of a form in its own space, read once for all its uses.
type form struct {
	runs []placed
	err  error
	busy bool
}

// placed is a run under the matrix that leads from its own space, with the
// origin at its start and 1 em high, to that of its surroundings.
type placed struct {
	text, tag string
	from, to  int // its clusters, until its text is in order
	face      *typeface
	width     float64 // in ems
	end       float64 // of the last glyph with text, in ems
	at        matrix
}

func (m *placed) onPage(p *Page) Run {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, x := range []float64{0, m.width} {
		for _, y := range []float64{m.face.descent, m.face.ascent} {
			q := m.at.apply(x, y)
			x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
		}
	}
	start := m.at.apply(0, 0)
	return Run{
		Text: m.text, Font: m.face.name, Tag: m.tag, Size: math.Hypot(m.at[2], m.at[3]),
		X: start.X - p.x, Y: p.top - start.Y, Box: p.rect([4]float64{x0, y0, x1, y1}),
	}
}

// logical puts clusters that stand from left to right into reading order: runs
// of right-to-left ones are turned round, numbers in them stay as they are.
func logical(clusters []string) string {
	if !slices.ContainsFunc(clusters, mayTurn) {
		return strings.Join(clusters, "")
	}
	kinds := make([]bidi.Class, len(clusters))
	any := false
	for i, c := range clusters {
		kinds[i] = bidi.ON
		for _, r := range c {
			p, _ := bidi.LookupRune(r)
			kinds[i] = p.Class()
			break
		}
		any = any || kinds[i] == bidi.R || kinds[i] == bidi.AL
	}
	if !any {
		return strings.Join(clusters, "")
	}
	rtl := func(i int) bool { return kinds[i] == bidi.R || kinds[i] == bidi.AL }
	var b strings.Builder
	for i := 0; i < len(clusters); {
		if !rtl(i) {
			b.WriteString(clusters[i])
			i++
			continue
		}
		j := i // end of the run: the last right-to-left cluster before a left-to-right one
		for k := i; k < len(clusters) && kinds[k] != bidi.L; k++ {
			if rtl(k) {
				j = k + 1
			}
		}
		for k := j; k > i; {
			n := k - 1
			for n > i && number(kinds[n]) && number(kinds[n-1]) {
				n--
			}
			b.WriteString(strings.Join(clusters[n:k], ""))
			k = n
		}
		i = j
	}
	return b.String()
}

// mayTurn reports text that may run from right to left, as nothing before Hebrew
// does.
func mayTurn(cluster string) bool {
	return strings.ContainsFunc(cluster, func(r rune) bool { return r >= 0x590 })
}

func number(c bidi.Class) bool { return c == bidi.EN || c == bidi.AN }
