package draw

import (
	"math"

	"golang.org/x/text/language"
)

// RTL reports whether a language (BCP 47) is written from right to left.
func RTL(lang string) bool {
	tag, err := language.Parse(lang)
	if err != nil {
		return false
	}
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return true
	}
	return false
}

// Mirror turns the pages of a document about their vertical middle: a document
// in a language that is read from right to left is laid out as if it were read
// from left to right, and then mirrored as a whole. Bullets, bars, columns, tabs
// and links change sides; a line of text is moved as it is, because a Setter of
// such a language has put its words in their order already, and so are pictures
// and the contents of groups that are Upright. Mirrored twice is as before.
//
// Nothing that pages may share with others is changed: they get operations and
// links of their own.
func Mirror(d *Document) {
	m := mirror{}
	for _, p := range d.Pages {
		m.page(p)
	}
}

// MirrorPage is Mirror for one page, such as a picture.
func MirrorPage(p *Page) { mirror{}.page(p) }

// mirror holds the forms that were turned, because many pages use the same.
type mirror map[*Form]*Form

func (m mirror) page(p *Page) {
	p.Ops = m.ops(p.Ops, p.W)
	links := make([]Link, len(p.Links))
	for i, l := range p.Links {
		l.Box.X = p.W - l.Box.X - l.Box.W
		links[i] = l
	}
	if len(links) > 0 {
		p.Links = links
	}
}

// ops returns operations turned in a width.
func (m mirror) ops(ops []Op, w float64) []Op {
	out := make([]Op, len(ops))
	for i, op := range ops {
		switch op := op.(type) {
		case *Path:
			out[i] = op.mirrored(w)
		case *Use:
			u := *op
			if op.Form != nil {
				u.Form, u.X = m.form(op.Form), w-op.X-op.scale()*op.Form.W
			}
			out[i] = &u
		case *Group:
			g := *op
			if op.Upright {
				g.Ops = m.moved(op.Ops, w)
			} else {
				g.Ops = m.ops(op.Ops, w)
			}
			out[i] = &g
		case *Run:
			left, right := op.extent()
			out[i] = shifted(op, w-left-right)
		case *Image:
			out[i] = shifted(op, w-2*op.Box.X-op.Box.W)
		default:
			out[i] = op
		}
	}
	return out
}

func (m mirror) form(f *Form) *Form {
	if g, ok := m[f]; ok {
		return g
	}
	g := &Form{W: f.W, H: f.H}
	m[f] = g
	g.Ops = m.ops(f.Ops, f.W)
	return g
}

// moved returns operations that change sides together and stay as they are.
func (m mirror) moved(ops []Op, w float64) []Op {
	left, right := math.Inf(1), math.Inf(-1)
	widen(ops, &left, &right)
	if left > right { // there is nothing
		return ops
	}
	return shift(ops, w-left-right)
}

// mirrored returns the path turned in a width. A rectangle begins at the same
// corner as before, so that it is still known as one.
func (p *Path) mirrored(w float64) *Path {
	q := *p
	q.Points = make([]Point, len(p.Points))
	for i, pt := range p.Points {
		q.Points[i] = Point{w - pt.X, pt.Y}
	}
	if v := p.Verbs; len(p.Points) == 4 && len(v) == 5 && v[4] == Close && v[1] == LineTo && v[2] == LineTo && v[3] == LineTo {
		q.Points[0], q.Points[1], q.Points[2], q.Points[3] = q.Points[1], q.Points[0], q.Points[3], q.Points[2]
	}
	return &q
}

// extent is where the line of a run begins and ends.
func (r *Run) extent() (left, right float64) {
	return r.X - r.Before, r.X + r.Width() + r.After
}

func (u *Use) scale() float64 {
	if u.Scale == 0 {
		return 1
	}
	return u.Scale
}

// widen makes room for operations between left and right.
func widen(ops []Op, left, right *float64) {
	take := func(x float64) { *left, *right = min(*left, x), max(*right, x) }
	for _, op := range ops {
		switch op := op.(type) {
		case *Path:
			for _, pt := range op.Points {
				take(pt.X)
			}
		case *Use:
			take(op.X)
			if op.Form != nil {
				take(op.X + op.scale()*op.Form.W)
			}
		case *Group:
			widen(op.Ops, left, right)
		case *Run:
			a, b := op.extent()
			take(a)
			take(b)
		case *Image:
			take(op.Box.X)
			take(op.Box.X + op.Box.W)
		}
	}
}

// shift returns operations moved sideways.
func shift(ops []Op, by float64) []Op {
	out := make([]Op, len(ops))
	for i, op := range ops {
		out[i] = shifted(op, by)
	}
	return out
}

func shifted(op Op, by float64) Op {
	switch op := op.(type) {
	case *Path:
		p := *op
		p.Points = make([]Point, len(op.Points))
		for i, pt := range op.Points {
			p.Points[i] = Point{pt.X + by, pt.Y}
		}
		return &p
	case *Use:
		u := *op
		u.X += by
		return &u
	case *Group:
		g := *op
		g.Ops = shift(op.Ops, by)
		return &g
	case *Run:
		r := *op
		r.X += by
		return &r
	case *Image:
		im := *op
		im.Box.X += by
		return &im
	}
	return op
}
