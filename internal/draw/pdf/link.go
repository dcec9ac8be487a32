package pdf

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// spot is a place that links and bookmarks lead to.
type spot struct {
	page int
	dest string // the destination as it is written
}

// name collects what pages and anchors are called. Two with one name would make
// a link lead to either.
func (c *compiler) name() error {
	c.spots = map[string]spot{}
	add := func(name, page string, i int, y float64) error {
		if _, ok := c.spots[name]; ok {
			return fmt.Errorf("page %q: the name %q is there twice", page, name)
		}
		top, err := fix(c.doc.Pages[i].H - y)
		if err != nil {
			return fmt.Errorf("page %q: anchor %q: %w", page, name, err)
		}
		b := appendRef([]byte("["), c.pages[i])
		b = append(appendNum(append(b, "/XYZ null "...), top), " null]"...)
		c.spots[name] = spot{i, string(b)}
		return nil
	}
	for i, p := range c.doc.Pages {
		if p.Name != "" {
			if err := add(p.Name, p.Name, i, 0); err != nil {
				return err
			}
		}
		for _, a := range p.Anchors {
			if a.Name == "" {
				return fmt.Errorf("page %q: an anchor has no name", p.Name)
			}
			if err := add(a.Name, p.Name, i, a.Y); err != nil {
				return err
			}
		}
	}
	return nil
}

// links writes the links of a page and their elements, and returns the
// annotations.
func (c *compiler) links(i int, p *draw.Page, part *pageTree) ([]ref, error) {
	var loose *element
	all := make([]ref, len(p.Links))
	for k := range p.Links {
		all[k] = c.alloc()
	}
	for k := range p.Links {
		l := &p.Links[k]
		b, err := c.annotation(l, p.H)
		if err != nil {
			return nil, fmt.Errorf("page %q: link %q: %w", p.Name, l.Label, err)
		}
		at := part.under(l)
		if at == nil {
			if loose == nil {
				loose = c.tree.root.child(i, division)
				loose.r = c.alloc()
			}
			at = loose
		}
		if at.r == 0 {
			at.r = c.alloc()
		}
		e := &element{tag: linkRole, parent: at, page: i, r: c.alloc(), single: true}
		at.kids = append(at.kids, kid{elem: e})
		b = strconv.AppendInt(append(b, "/StructParent "...), int64(e.r), 10)
		c.put(all[k], append(b, ">>"...))
		c.linked = append(c.linked, e.r)
		b = appendRef(append(c.scratch[:0], "<</S/Link/P "...), at.r)
		b = appendRef(append(b, "/Pg "...), c.pages[i])
		b = appendRef(append(b, "/K<</Type/OBJR/Obj "...), all[k])
		c.scratch = append(b, ">>>>"...)
		c.put(e.r, c.scratch)
	}
	return all, nil
}

// annotation writes a link but for its end.
func (c *compiler) annotation(l *draw.Link, h float64) ([]byte, error) {
	b := append(c.scratch[:0], "<</Subtype/Link/F 4/Border[0 0 0]/Rect["...)
	for _, v := range []float64{l.Box.X, h - l.Box.Y - l.Box.H, l.Box.X + l.Box.W, h - l.Box.Y} {
		n, err := fix(v)
		if err != nil {
			return nil, err
		}
		b = nums(b, n)
	}
	b[len(b)-1] = ']'
	if !(l.Box.W > 0 && l.Box.H > 0) {
		return nil, fmt.Errorf("its box is empty")
	}
	switch {
	case (l.To == "") == (l.URI == ""):
		return nil, fmt.Errorf("it needs either a place or an address")
	case l.URI != "":
		uri, err := address(l.URI)
		if err != nil {
			return nil, err
		}
		b = append(appendText(append(b, "/A<</S/URI/URI"...), uri), ">>"...)
	default:
		to, ok := c.spots[l.To]
		if !ok {
			return nil, fmt.Errorf("it leads to %q, which the document lacks", l.To)
		}
		b = append(append(b, "/Dest"...), to.dest...)
	}
	if l.Label != "" {
		b = appendText(append(b, "/Contents"...), l.Label)
	}
	return b, nil
}

// address checks an address and writes it in ASCII. Only what opens a page or a
// letter is let through.
func address(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil {
		return "", fmt.Errorf("the address %q is damaged", s)
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return "", fmt.Errorf("the address %q names no site", s)
		}
	case "mailto":
	default:
		return "", fmt.Errorf("the address %q is neither of the web nor of mail", s)
	}
	ascii := u.String()
	var b []byte
	for i := range len(ascii) {
		if ascii[i] < 0x21 || ascii[i] > 0x7e {
			b = fmt.Appendf(b, "%%%02X", ascii[i])
			continue
		}
		b = append(b, ascii[i])
	}
	return string(b), nil
}

// outline writes the bookmarks and returns their root, 0 if there are none.
// Those below the first level are folded.
func (c *compiler) outline() (ref, error) {
	if len(c.doc.Outline) == 0 {
		return 0, nil
	}
	root := c.alloc()
	first, last, err := c.bookmarks(c.doc.Outline, root, 0)
	if err != nil {
		return 0, err
	}
	c.put(root, fmt.Appendf(nil, "<</Type/Outlines/First %s/Last %s/Count %d>>", first, last, len(c.doc.Outline)))
	return root, nil
}

// maxDepth bounds the nesting of bookmarks.
const maxDepth = 16

func (c *compiler) bookmarks(marks []draw.Bookmark, parent ref, depth int) (first, last ref, err error) {
	if depth > maxDepth {
		return 0, 0, fmt.Errorf("bookmarks are nested more than %d deep", maxDepth)
	}
	refs := make([]ref, len(marks))
	for i := range refs {
		refs[i] = c.alloc()
	}
	for i, m := range marks {
		if m.Title == "" {
			return 0, 0, fmt.Errorf("the bookmark to %q has no title", m.To)
		}
		to, ok := c.spots[m.To]
		if !ok {
			return 0, 0, fmt.Errorf("bookmark %q leads to %q, which the document lacks", m.Title, m.To)
		}
		b := appendText([]byte("<</Title"), m.Title)
		b = appendRef(append(b, "/Parent "...), parent)
		b = append(append(b, "/Dest"...), to.dest...)
		if i > 0 {
			b = appendRef(append(b, "/Prev "...), refs[i-1])
		}
		if i+1 < len(refs) {
			b = appendRef(append(b, "/Next "...), refs[i+1])
		}
		if len(m.Kids) > 0 {
			f, l, err := c.bookmarks(m.Kids, refs[i], depth+1)
			if err != nil {
				return 0, 0, err
			}
			b = fmt.Appendf(b, "/First %s/Last %s/Count -%d", f, l, len(m.Kids))
		}
		c.put(refs[i], append(b, ">>"...))
	}
	return refs[0], refs[len(refs)-1], nil
}
