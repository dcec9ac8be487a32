package pdf

import (
	"fmt"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// The roles that the tree adds to those of draw: they hold or wrap others.
const (
	document draw.Tag = "Document"
	listBody draw.Tag = "LBody"
	division draw.Tag = "Div"
	linkRole draw.Tag = "Link"
)

// known reports a role that a group may have.
func known(t draw.Tag) bool {
	switch t {
	case draw.H1, draw.H2, draw.H3, draw.P, draw.L, draw.LI, draw.Table, draw.TR, draw.TH, draw.TD,
		draw.Figure, draw.Code, draw.Note, draw.TOC, draw.TOCI, draw.Artifact:
		return true
	}
	return false
}

// element is a node of the logical structure.
type element struct {
	tag    draw.Tag
	alt    string
	parent *element
	page   int // where it begins, -1 = nowhere yet
	kids   []kid
	box    bounds // of a figure
	body   *element
	open   *element // list or contents that items without one go into
	r      ref
	single bool // a link that was written when it was met
}

// kid is one of the things an element holds, in reading order: an element, or
// marked content of a page.
type kid struct {
	elem       *element
	page, mcid int
}

// tree is the logical structure while pages are painted.
type tree struct {
	root    *element
	nothing *element // stands for "inside an artifact", where no group counts
	keyed   map[key]*element
}

type key struct {
	tag draw.Tag
	n   int
}

func newTree() *tree {
	return &tree{root: &element{tag: document, page: -1}, nothing: &element{}, keyed: map[key]*element{}}
}

// enter returns the element of a group: the one of its key if that was begun on
// a page before, else a new one in its place.
func (t *tree) enter(page int, at *element, g *draw.Group) (*element, error) {
	k := key{g.Tag, g.Key}
	if e, ok := t.keyed[k]; ok && g.Key != 0 {
		return e, nil
	}
	parent := at
	if parent == nil {
		parent = t.root
	}
	if parent.tag == draw.LI {
		parent = parent.inside(page)
	}
	switch {
	case g.Tag == draw.LI && parent.tag != draw.L:
		parent = parent.around(page, draw.L)
	case g.Tag == draw.TOCI && parent.tag != draw.TOC:
		parent = parent.around(page, draw.TOC)
	case g.Tag == draw.TR && parent.tag != draw.Table:
		parent = parent.around(page, draw.Table)
	case (g.Tag == draw.TH || g.Tag == draw.TD) && parent.tag != draw.TR:
		return nil, fmt.Errorf("a cell %s stands outside a row", g.Tag)
	case g.Tag != draw.TR && parent.tag == draw.Table, g.Tag != draw.TH && g.Tag != draw.TD && parent.tag == draw.TR,
		g.Tag != draw.LI && parent.tag == draw.L, g.Tag != draw.TOCI && g.Tag != draw.TOC && parent.tag == draw.TOC:
		return nil, fmt.Errorf("%s stands directly in %s", g.Tag, parent.tag)
	}
	if g.Tag == draw.TR && parent.repeats(page, g) {
		return t.nothing, nil
	}
	e := parent.child(page, g.Tag)
	e.alt = g.Alt
	if g.Key != 0 {
		t.keyed[k] = e
	}
	return e, nil
}

// child adds an element at the end.
func (e *element) child(page int, tag draw.Tag) *element {
	c := &element{tag: tag, parent: e, page: page, box: nowhere()}
	e.kids = append(e.kids, kid{elem: c})
	if tag != division {
		e.open = nil
	}
	return c
}

// around returns the list, contents or table that items standing alone go into:
// the same one as long as nothing else comes between.
func (e *element) around(page int, tag draw.Tag) *element {
	if e.open == nil || e.open.tag != tag {
		c := e.child(page, tag)
		e.open = c
	}
	return e.open
}

// inside returns the body of a list item, which holds all it has.
func (e *element) inside(page int) *element {
	if e.body == nil {
		e.body = e.child(page, listBody)
	}
	return e.body
}

// repeats reports a head row drawn again overleaf: readers would hear it twice.
func (e *element) repeats(page int, row *draw.Group) bool {
	if e.page == page || len(e.kids) == 0 || len(row.Ops) == 0 {
		return false
	}
	for _, op := range row.Ops {
		if g, ok := op.(*draw.Group); !ok || g.Tag != draw.TH {
			return false
		}
	}
	return true
}

// holder returns the element whose marked content drawing in e is; nil = none,
// because containers hold no drawing of their own.
func (e *element) holder(page int) *element {
	if e == nil {
		return nil
	}
	switch e.tag {
	case "", draw.L, draw.Table, draw.TR, draw.TOC, document:
		return nil
	case draw.LI:
		return e.inside(page)
	}
	return e
}

// pageTree is the part of the structure that a page holds.
type pageTree struct {
	index int
	mcids []*element // by number of marked content
	words []wordBox
}

// wordBox is where text of an element stands.
type wordBox struct {
	at  *element
	box bounds
}

// content begins marked content of an element and returns its number.
func (p *pageTree) content(e *element) int {
	n := len(p.mcids)
	p.mcids = append(p.mcids, e)
	e.kids = append(e.kids, kid{page: p.index, mcid: n})
	return n
}

// under returns the element whose text a link lies on, nil if it lies on none.
func (p *pageTree) under(l *draw.Link) *element {
	b := bounds{l.Box.X, l.Box.Y, l.Box.X + l.Box.W, l.Box.Y + l.Box.H}
	cx, cy := (b.x0+b.x1)/2, (b.y0+b.y1)/2
	for _, w := range p.words {
		if w.box.holds(cx, cy) || b.holds((w.box.x0+w.box.x1)/2, (w.box.y0+w.box.y1)/2) {
			return w.at.holder(p.index)
		}
	}
	return nil
}

// prune leaves out elements that hold nothing, but for cells, which keep their column.
func (e *element) prune() bool {
	kids := e.kids[:0]
	for _, k := range e.kids {
		if k.elem == nil || k.elem.prune() {
			kids = append(kids, k)
		}
	}
	e.kids = kids
	return len(kids) > 0 || e.tag == draw.TD || e.tag == draw.TH || e.single
}

// number gives the elements their objects, in reading order.
func (e *element) number(c *compiler) {
	if e.r == 0 {
		e.r = c.alloc()
	}
	for _, k := range e.kids {
		if k.elem != nil {
			k.elem.number(c)
		}
	}
}

// write puts the element and all below it into the file.
func (e *element) write(c *compiler, parent ref) {
	if e.single {
		return
	}
	b := append([]byte("<</S/"), e.tag...)
	b = appendRef(append(b, "/P "...), parent)
	if e.page >= 0 {
		b = appendRef(append(b, "/Pg "...), c.pages[e.page])
	}
	b = append(b, e.attributes()...)
	if e.alt != "" {
		b = appendText(append(b, "/Alt"...), e.alt)
	}
	b = append(b, "/K["...)
	for i, k := range e.kids {
		if i > 0 {
			b = append(b, ' ')
		}
		switch {
		case k.elem != nil:
			b = appendRef(b, k.elem.r)
		case k.page == e.page:
			b = strconv.AppendInt(b, int64(k.mcid), 10)
		default:
			b = fmt.Appendf(b, "<</Type/MCR/Pg %s/MCID %d>>", c.pages[k.page], k.mcid)
		}
	}
	c.put(e.r, append(b, "]>>"...))
	for _, k := range e.kids {
		if k.elem != nil {
			k.elem.write(c, e.r)
		}
	}
}

// attributes says of a head cell what it is the head of, and where a figure stands.
func (e *element) attributes() string {
	switch e.tag {
	case draw.TH:
		for _, k := range e.parent.kids {
			if k.elem != nil && k.elem.tag == draw.TD {
				return "/A<</O/Table/Scope/Row>>"
			}
		}
		return "/A<</O/Table/Scope/Column>>"
	case draw.Figure:
		return "/A<</O/Layout/BBox[" + e.box.String() + "]>>"
	}
	return ""
}

// structure writes the tree and the table that leads from content to elements,
// and returns the root.
func (c *compiler) structure() ref {
	root := c.alloc()
	c.tree.root.prune()
	c.tree.root.number(c)
	c.tree.root.write(c, root)
	var values [][]byte
	for i, p := range c.parts {
		b := []byte("[")
		for k, e := range p.mcids {
			if k > 0 {
				b = append(b, ' ')
			}
			b = appendRef(b, e.r)
		}
		if len(p.mcids) > 0 {
			values = append(values, append(strconv.AppendInt(nil, int64(i), 10), string(append(b, ']'))...))
		}
	}
	// Pages have their index as key, links the number of their element: it is
	// above the count of pages, and a number said twice packs better than two.
	for _, r := range c.linked {
		b := append(strconv.AppendInt(nil, int64(r), 10), ' ')
		values = append(values, appendRef(b, r))
	}
	next := len(c.rows)
	parents := c.parentTree(values)
	b := fmt.Appendf(nil, "<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>", c.tree.root.r, parents, next)
	c.put(root, b)
	return root
}

// parentTree writes a number tree of leaves with up to 500 entries each.
// Entries are "key value" in ascending order.
func (c *compiler) parentTree(values [][]byte) ref {
	kids := []byte("<</Kids[")
	for len(values) > 0 {
		n := min(500, len(values))
		first, last := leading(values[0]), leading(values[n-1])
		b := fmt.Appendf(nil, "<</Limits[%d %d]/Nums[", first, last)
		for i, v := range values[:n] {
			if i > 0 {
				b = append(b, ' ')
			}
			b = append(b, v...)
		}
		kids = append(appendRef(kids, c.add(append(b, "]>>"...))), ' ')
		values = values[n:]
	}
	if kids[len(kids)-1] == '[' {
		return c.add([]byte("<</Nums[]>>"))
	}
	return c.add(append(kids, "]>>"...))
}

// leading returns the number that an entry begins with.
func leading(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n
}
