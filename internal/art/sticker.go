package art

import (
	_ "embed"
	"math"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// stickerText is the drawn stickers, one a line: id | name | notation. A line
// of "@ tag tag" gives the tags of the lines after it; "% id | notation" is a
// part that others put in their notation as "& id" or "& id dx dy scale".
//
//go:embed data/stickers.txt
var stickerText string

// Stickers returns the stickers in a fixed order, the drawn ones first, then
// dates, weekdays and months. The id "word" is not among them: it has no
// picture of its own.
func Stickers() []Entry {
	var all []Entry
	var tags []string
	for line := range strings.Lines(stickerText) {
		switch line[0] {
		case '@':
			tags = strings.Fields(line[1:])
			continue
		case '#', '%', '\n':
			continue
		}
		id, rest, _ := strings.Cut(line, "|")
		name, _, _ := strings.Cut(rest, "|")
		all = append(all, Entry{ID: strings.TrimSpace(id), Name: strings.TrimSpace(name), Tags: tags})
	}
	for _, s := range series() {
		all = append(all, s.Entry)
	}
	return all
}

// DrawSticker draws a sticker in the middle of a box, as large as fits, with a
// border of Paper round its outline. The id "word" sets text on a label, and so
// does an id that is not in Stickers; days and months are named in a language.
func DrawSticker(c *draw.Canvas, set *typeset.Setter, lang *locale.Printer, id, text string, box draw.Rect) {
	p, ok := pictureOf(id)
	if s, of := serialOf(id); of {
		p, ok = s.picture(set, lang)
	}
	if !ok {
		drawWord(&sheet{c, set, lang, box}, text)
		return
	}
	p.Draw(c, set, box)
}

// Varies says what the look of a sticker depends on beside its id: on the text
// that it is given; on the typeface and the language, where it has letters.
func Varies(id string) (byText, byFace bool) {
	if _, ok := serialOf(id); ok {
		return false, true
	}
	p, ok := pictureOf(id)
	if !ok {
		return true, true
	}
	return false, slices.ContainsFunc(p.marks, func(k mark) bool { return k.text != "" })
}

// pictureOf finds a drawn sticker by its id. Looking through the text costs less
// than a hundredth of drawing the sticker, so nothing is kept.
func pictureOf(id string) (Picture, bool) {
	notation, ok := lookUp("\n" + id + " |")
	if ok {
		_, notation, ok = strings.Cut(notation, "|")
	}
	if !ok || id == "" {
		return Picture{}, false
	}
	p, err := Parse(withParts(notation))
	return p, err == nil
}

func lookUp(start string) (string, bool) {
	at := strings.Index(stickerText, start)
	if at < 0 {
		return "", false
	}
	line, _, _ := strings.Cut(stickerText[at+len(start):], "\n")
	return line, true
}

// withParts puts parts in the places that name them.
func withParts(notation string) string {
	if !strings.Contains(notation, "&") {
		return notation
	}
	var out []string
	for mark := range strings.SplitSeq(notation, ";") {
		f := strings.Fields(mark)
		if len(f) < 2 || f[0] != "&" {
			out = append(out, mark)
			continue
		}
		part, _ := lookUp("\n% " + f[1] + " |")
		if len(f) == 5 {
			part = "( " + strings.Join(f[2:], " ") + ";" + part + "; )"
		}
		out = append(out, part)
	}
	return strings.Join(out, ";")
}

// cut is how far the border of Paper goes beyond the drawing, rim how wide the
// hairline round it is, in shares of the box.
const (
	cut = 0.045
	rim = 0.012
)

// Draw draws the picture in the middle of a box, as large as fits, with a
// border of Paper that follows its outline.
func (p Picture) Draw(c *draw.Canvas, set *typeset.Setter, box draw.Rect) {
	side := min(box.W, box.H)
	m := p.place(set, inset(box, side*(cut+rim)))
	for _, q := range p.edges(m, draw.Line, 2*(cut+rim)*side) {
		q.Fill = draw.None
		c.Add(q)
	}
	for _, q := range p.edges(m, draw.Paper, 2*cut*side) {
		c.Add(q)
	}
	p.paint(c, set, m)
}

// edges returns the contours of all marks, stroked wider by extra. Marks of one
// width are one path, because a renderer pays for every path's whole box. Where
// contours cancel out the mark itself is painted.
func (p Picture) edges(m affine, slot draw.Slot, extra float64) []*draw.Path {
	var all []*draw.Path
	for _, k := range p.marks {
		if len(k.path.Verbs) == 0 {
			continue
		}
		width := k.path.Width*m[0] + extra
		closed := draw.None
		if k.path.Verbs[len(k.path.Verbs)-1] == draw.Close {
			closed = slot
		}
		i := slices.IndexFunc(all, func(q *draw.Path) bool { return q.Width == width && q.Fill == closed })
		if i < 0 {
			i = len(all)
			all = append(all, &draw.Path{Fill: closed, Stroke: slot, Width: width, Round: true})
		}
		add(all[i], k.path, m)
	}
	return all
}

// place maps the picture into the middle of a box.
func (p Picture) place(set *typeset.Setter, box draw.Rect) affine {
	b := p.bounds(set)
	scale := min(box.W/max(b.W, 1), box.H/max(b.H, 1))
	return affine{
		scale, 0, 0, scale,
		box.X + box.W/2 - (b.X+b.W/2)*scale, box.Y + box.H/2 - (b.Y+b.H/2)*scale,
	}
}

// paint draws the marks without a border.
func (p Picture) paint(c *draw.Canvas, set *typeset.Setter, m affine) {
	for _, k := range p.marks {
		if k.text != "" {
			at := m.apply(k.at)
			ink, _ := onto(k.ground)
			st := typeset.Style{Role: font.Bold, Size: k.size * m[0], Fill: ink, Align: typeset.Centre}
			w := set.Width(k.text, st)
			set.Line(c, k.text, st, at.X-w, at.Y, 2*w)
			continue
		}
		q := &draw.Path{Fill: k.path.Fill, Stroke: k.path.Stroke, Width: k.path.Width * m[0], Round: true}
		add(q, k.path, m)
		c.Add(q)
	}
}

// bounds is the box of all that is drawn, strokes and letters included.
func (p Picture) bounds(set *typeset.Setter) draw.Rect {
	lo, hi := draw.Point{X: math.Inf(1), Y: math.Inf(1)}, draw.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	take := func(x1, y1, x2, y2 float64) {
		lo.X, lo.Y, hi.X, hi.Y = min(lo.X, x1), min(lo.Y, y1), max(hi.X, x2), max(hi.Y, y2)
	}
	for _, k := range p.marks {
		if k.text != "" {
			w := set.Width(k.text, typeset.Style{Role: font.Bold, Size: k.size})
			take(k.at.X-w/2, k.at.Y-k.size*0.75, k.at.X+w/2, k.at.Y+k.size*0.05)
			continue
		}
		half := 0.0
		if k.path.Stroke != draw.None {
			half = k.path.Width / 2
		}
		for _, line := range polygons(&k.path) {
			for _, v := range line.pts {
				take(v.X-half, v.Y-half, v.X+half, v.Y+half)
			}
		}
	}
	return draw.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}
}
