package pdf

import (
	"fmt"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// compiler turns a document into the parts of a file.
type compiler struct {
	objects
	doc       *draw.Document
	pages     []ref
	parts     []*pageTree
	resources ref // shared by all pages and forms
	spots     map[string]spot
	tree      *tree
	linked    []ref // elements of the links, in ascending order
	fonts     map[*font.Face]*fontUse
	faces     []*fontUse
	forms     map[*draw.Form]*formUse
	images    map[[32]byte]string
	xobjects  []named
	scratch   []byte
	buf       []byte // of the painter of pages
	row       []draw.Glyph
	cids      []uint16
}

// named is a resource under its name.
type named struct {
	name string
	r    ref
}

// perPage is about what a page takes in the file, in bytes.
const perPage = 3 << 10

// maxSide is the longest side of a page in points: what readers agree on.
const maxSide = 14400

// Compile lays a document down as a PDF whose colours are still open. It fails,
// naming the page, for anything that would make a broken file: a link or
// bookmark to a place that is not there, two places of one name, a number that
// is none, a glyph that the typeface lacks, a picture that cannot be read, an
// operation or tag that it does not know. The document must not change meanwhile
// and is not needed afterwards.
func Compile(doc *draw.Document) (*File, error) { return (*Memory)(nil).Compile(doc) }

// Compile is like the function Compile, and gives the same file.
func (m *Memory) Compile(doc *draw.Document) (*File, error) {
	c := &compiler{
		doc: doc, tree: newTree(),
		fonts: map[*font.Face]*fontUse{}, forms: map[*draw.Form]*formUse{}, images: map[[32]byte]string{},
	}
	c.deep, c.memory = newDeflater(level), m
	c.body.Grow(perPage * len(doc.Pages))
	if len(doc.Pages) == 0 {
		return nil, fmt.Errorf("compile PDF: the document has no pages")
	}
	root := c.alloc()
	c.resources = c.alloc()
	for range doc.Pages {
		c.pages = append(c.pages, c.alloc())
	}
	if err := c.name(); err != nil {
		return nil, fmt.Errorf("compile PDF: %w", err)
	}
	for i := range doc.Pages {
		c.parts = append(c.parts, &pageTree{index: i})
	}
	ops := factor(doc.Pages)
	for i, p := range doc.Pages {
		if err := c.page(i, p, ops[i], root); err != nil {
			return nil, fmt.Errorf("compile PDF: %w", err)
		}
	}
	b := []byte("<</Type/Pages/Count " + strconv.Itoa(len(doc.Pages)) + "/Kids[")
	for _, r := range c.pages {
		b = append(appendRef(b, r), ' ')
	}
	c.put(root, append(b, "]>>"...))
	return c.finish(root)
}

// page paints one page and writes all that belongs to it.
func (c *compiler) page(i int, p *draw.Page, ops []draw.Op, root ref) error {
	w, errW := fix(p.W)
	h, errH := fix(p.H)
	if errW != nil || errH != nil || !(p.W >= 1 && p.H >= 1 && p.W <= maxSide && p.H <= maxSide) {
		return fmt.Errorf("page %q: %g × %g points is out of range", p.Name, p.W, p.H)
	}
	part := c.parts[i]
	paint := &painter{c: c, h: p.H, page: part, st: state{known: true}, buf: c.buf[:0], row: c.row, cids: c.cids}
	if err := paint.ops(ops, nil); err != nil {
		return fmt.Errorf("page %q: %w", p.Name, err)
	}
	paint.unmark()
	content := c.alloc()
	c.stream(content, "", paint.buf)
	c.buf, c.row, c.cids = paint.buf, paint.row, paint.cids // the next page uses them again
	links, err := c.links(i, p, part)
	if err != nil {
		return err
	}
	b := appendRef([]byte("<</Type/Page/Parent "), root)
	b = append(nums(append(b, "/MediaBox[0 0 "...), w, h), "]/Resources "...)
	b = appendRef(b, c.resources)
	b = appendRef(append(b, "/Contents "...), content)
	if len(part.mcids) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(i), 10)
	}
	if len(links) > 0 {
		b = append(b, "/Tabs/S/Annots["...)
		for k, r := range links {
			if k > 0 {
				b = append(b, ' ')
			}
			b = appendRef(b, r)
		}
		b = append(b, ']')
	}
	c.put(c.pages[i], append(b, ">>"...))
	return nil
}

// finish writes what the pages share and closes the file.
func (c *compiler) finish(root ref) (*File, error) {
	outline, err := c.outline()
	if err != nil {
		return nil, fmt.Errorf("compile PDF: %w", err)
	}
	structure := c.structure()
	b := []byte("<<")
	if len(c.faces) > 0 {
		b = append(b, "/Font<<"...)
		for _, u := range c.faces {
			r, err := u.write(&c.objects)
			if err != nil {
				return nil, fmt.Errorf("compile PDF: %w", err)
			}
			b = appendRef(append(b, "/"+u.name+" "...), r)
		}
		b = append(b, ">>"...)
	}
	if len(c.xobjects) > 0 {
		b = append(b, "/XObject<<"...)
		for _, x := range c.xobjects {
			b = appendRef(append(b, "/"+x.name+" "...), x.r)
		}
		b = append(b, ">>"...)
	}
	colours := c.alloc()
	b = append(appendRef(append(b, "/ColorSpace<</"+paletteName+" "...), colours), ">>"...)
	c.put(c.resources, append(b, ">>"...))
	info, metadata := c.info(), c.metadata()
	catalog := c.catalog(root, outline, structure, metadata)
	c.flush()
	return c.file(catalog, info, colours), nil
}
