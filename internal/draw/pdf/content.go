package pdf

import (
	"fmt"
	"math"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// state is what the last operators have set. A form starts with nothing known,
// because it goes on from where it is used.
type state struct {
	fill, stroke draw.Slot
	width        hundredth
	dash         string
	round        bool
	known        bool // whether round and dash are
	mitre        bool // the limit is set
}

// painter writes the operations of a page or a form as a content stream. y runs
// up in a PDF, so heights are counted from the foot of the box.
type painter struct {
	buf    []byte
	c      *compiler
	h      float64
	st     state
	pen    textState
	page   *pageTree // nil in a form, whose marks are those of its user
	marked *element
	open   bool         // a marked-content sequence is
	row    []draw.Glyph // of the run at work
	cids   []uint16     // their numbers in the font
}

// place turns a point of the drawing into one of the file.
func (p *painter) place(pt draw.Point) (x, y hundredth, err error) {
	if x, err = fix(pt.X); err != nil {
		return 0, 0, err
	}
	y, err = fix(p.h - pt.Y)
	return x, y, err
}

// ops paints operations that belong to an element of the structure; nil = none.
func (p *painter) ops(ops []draw.Op, at *element) error {
	for _, op := range ops {
		var err error
		switch op := op.(type) {
		case *draw.Path:
			err = p.path(op, at)
		case *draw.Run:
			err = p.run(op, at)
		case *draw.Image:
			err = p.image(op, at)
		case *draw.Use:
			err = p.use(op, at)
		case *draw.Group:
			err = p.group(op, at)
		default:
			err = fmt.Errorf("unknown operation %T", op)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) group(g *draw.Group, at *element) error {
	if !known(g.Tag) {
		return fmt.Errorf("unknown tag %q", g.Tag)
	}
	if p.page == nil || g.Tag == draw.Artifact || at == p.c.tree.nothing {
		return p.ops(g.Ops, p.c.tree.nothing)
	}
	e, err := p.c.tree.enter(p.page.index, at, g)
	if err != nil {
		return err
	}
	if err := p.ops(g.Ops, e); err != nil {
		return err
	}
	if e.tag == draw.Figure {
		e.box = turned(boundsOf(g.Ops), p.h)
	}
	return nil
}

// mark makes sure that what follows is marked as the content of an element.
func (p *painter) mark(at *element) {
	if p.page == nil {
		return
	}
	at = at.holder(p.page.index)
	if p.open && p.marked == at {
		return
	}
	p.unmark()
	p.open, p.marked = true, at
	if at == nil {
		p.buf = append(p.buf, "/Artifact BMC\n"...)
		return
	}
	p.buf = append(append(append(p.buf, '/'), at.tag...), "<</MCID "...)
	p.buf = append(strconv.AppendInt(p.buf, int64(p.page.content(at)), 10), ">>BDC\n"...)
}

// unmark ends the marked content and with it the text object.
func (p *painter) unmark() {
	p.endText()
	if p.open {
		p.buf = append(p.buf, "EMC\n"...)
		p.open = false
	}
}

// colour chooses a colour of the palette by its number. What is chosen holds in
// the stream alone: a form may be used where anything is chosen.
func (p *painter) colour(s draw.Slot, stroke bool) error {
	if s >= draw.NumSlots {
		return fmt.Errorf("there is no colour %d", s)
	}
	now, space, choose := &p.st.fill, "/"+paletteName+" cs ", " sc "
	if stroke {
		now, space, choose = &p.st.stroke, "/"+paletteName+" CS ", " SC "
	}
	if *now == s {
		return nil
	}
	if *now == draw.None {
		p.buf = append(p.buf, space...)
	}
	*now = s
	p.buf = append(strconv.AppendInt(p.buf, int64(s), 10), choose...)
	return nil
}

// use paints a form by its name.
func (p *painter) use(u *draw.Use, at *element) error {
	name, err := p.c.form(u.Form)
	if err != nil {
		return err
	}
	scale := u.Scale
	if scale == 0 {
		scale = 1
	}
	if !(scale > 0 && scale < 1e4) {
		return fmt.Errorf("a form is used at %g times its size", scale)
	}
	x, y, err := p.place(draw.Point{X: u.X, Y: u.Y + scale*u.Form.H})
	if err != nil {
		return err
	}
	p.mark(at)
	p.endText()
	p.buf = append(p.buf, "q "...)
	if scale != 1 || x != 0 || y != 0 {
		s := fmt.Sprintf("%g", math.Round(scale*1e5)/1e5)
		p.buf = append(p.buf, s+" 0 0 "+s+" "...)
		p.buf = append(nums(p.buf, x, y), "cm "...)
	}
	p.buf = append(p.buf, "/"+name+" Do Q\n"...)
	return nil
}

// form returns the name of a form, compiling it when it is met first.
func (c *compiler) form(f *draw.Form) (string, error) {
	if f == nil {
		return "", fmt.Errorf("a form is missing")
	}
	if use, ok := c.forms[f]; ok {
		if use.r == 0 {
			return "", fmt.Errorf("a form uses itself")
		}
		return use.name, nil
	}
	use := &formUse{name: fmt.Sprintf("X%d", len(c.forms)+1)}
	c.forms[f] = use
	p := &painter{c: c, h: f.H}
	if err := p.ops(f.Ops, c.tree.nothing); err != nil {
		return "", fmt.Errorf("form: %w", err)
	}
	p.endText()
	// Nothing that a form draws may be cut off, even where it leaves its box.
	box := turned(boundsOf(f.Ops).join(bounds{0, 0, f.W, f.H}).grow(2), f.H)
	use.r = c.alloc()
	c.stream(use.r, "/Type/XObject/Subtype/Form/BBox["+box.String()+"]/Resources "+c.resources.String(), p.buf)
	c.xobjects = append(c.xobjects, named{use.name, use.r})
	return use.name, nil
}

// formUse is a form in the file; its r is 0 while it is being compiled.
type formUse struct {
	name string
	r    ref
}
