// Package inspect reads finished files again, so that what is claimed of a
// product is counted from the bytes a buyer gets and not from what the writers
// meant to do.
//
// It shares no code with the writers. Everything it reads is bounded and may be
// damaged or hostile: such input gives an error, never a panic or a long wait.
package inspect

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Doc is an opened PDF. Pages are read when they are asked for; use a Doc from
// one goroutine.
type Doc struct {
	Version   string // of the format: "1.7"
	Encrypted bool   // then nothing else is known
	Tagged    bool   // has a structure for screen readers
	Info      Info

	f     *file
	root  dict
	pages []*Page
	index map[ref]int // page by its object
	names map[string]any
	fonts map[ref]*typeface
	forms map[ref]*form
	// digests of resources that were worked out, zero for those that lead too far
	digests map[ref][32]byte

	room struct { // of the page before
		content  []byte
		runs     []placed
		clusters []string
	}
}

// Info is what a file says about itself.
type Info struct {
	Title, Author, Subject, Keywords, Lang, Producer string
}

// PDF opens a document. It fails when the cross-reference table or the page tree
// cannot be read; a damaged page shows when it is asked for.
func PDF(data []byte) (*Doc, error) {
	at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if at < 0 || at+8 > len(data) {
		return nil, fmt.Errorf("open PDF: it does not begin as one")
	}
	d := &Doc{Version: string(data[at+5 : at+8]), index: map[ref]int{}, fonts: map[ref]*typeface{}, forms: map[ref]*form{}, digests: map[ref][32]byte{}}
	f, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("open PDF: %w", err)
	}
	d.f = f
	if f.trailer["Encrypt"] != nil {
		d.Encrypted = true
		return d, nil
	}
	d.root = f.dict(f.trailer["Root"])
	if d.root == nil {
		return nil, fmt.Errorf("open PDF: it has no catalog")
	}
	if err := d.readPages(d.root["Pages"], dict{}, map[ref]bool{}, 0); err != nil {
		return nil, fmt.Errorf("open PDF: %w", err)
	}
	d.Tagged = f.resolve(f.dict(d.root["MarkInfo"])["Marked"]) == true && f.dict(d.root["StructTreeRoot"]) != nil
	info := f.dict(f.trailer["Info"])
	d.Info = Info{
		Title: d.text(info["Title"]), Author: d.text(info["Author"]), Subject: d.text(info["Subject"]),
		Keywords: d.text(info["Keywords"]), Producer: d.text(info["Producer"]), Lang: d.text(d.root["Lang"]),
	}
	return d, nil
}

// Pages returns how many pages there are.
func (d *Doc) Pages() int { return len(d.pages) }

// Page returns a page by its index from 0. It panics outside [0, Pages).
func (d *Doc) Page(i int) *Page { return d.pages[i] }

// Page is one page. Its coordinates are those of draw: points from the top left
// of the media box, y down.
type Page struct {
	W, H float64

	d         *Doc
	x, top    float64 // left and top edge in the file's own coordinates
	dict      dict
	resources any
}

// readPages walks the page tree. Attributes come down from node to node.
func (d *Doc) readPages(v any, above dict, seen map[ref]bool, depth int) error {
	r, indirect := v.(ref)
	if indirect && seen[r] || depth > maxDepth {
		return fmt.Errorf("the page tree runs in a circle")
	}
	seen[r] = true
	node := d.f.dict(v)
	if node == nil {
		return fmt.Errorf("the page tree has a hole")
	}
	at := dict{}
	for _, k := range []name{"MediaBox", "Resources"} {
		if at[k] = node[k]; at[k] == nil {
			at[k] = above[k]
		}
	}
	if node["Kids"] == nil {
		return d.addPage(r, node, at)
	}
	for _, kid := range d.f.array(node["Kids"]) {
		if err := d.readPages(kid, at, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (d *Doc) addPage(r ref, node, at dict) error {
	if len(d.pages) == maxPages {
		return fmt.Errorf("more than %d pages", maxPages)
	}
	box, ok := d.box(at["MediaBox"])
	if !ok {
		return fmt.Errorf("page %d has no size", len(d.pages)+1)
	}
	d.index[r] = len(d.pages)
	d.pages = append(d.pages, &Page{
		W: box[2] - box[0], H: box[3] - box[1],
		d: d, x: box[0], top: box[3], dict: node, resources: at["Resources"],
	})
	return nil
}

// box reads a rectangle as left, foot, right, top.
func (d *Doc) box(v any) ([4]float64, bool) {
	a := d.f.array(v)
	if len(a) != 4 {
		return [4]float64{}, false
	}
	var b [4]float64
	for i := range b {
		n, ok := d.f.resolve(a[i]).(float64)
		if !ok || n < -1e7 || n > 1e7 {
			return b, false
		}
		b[i] = n
	}
	return [4]float64{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}, true
}

// text decodes a text string.
func (d *Doc) text(v any) string {
	s, _ := d.f.resolve(v).(string)
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return utf16Text(s[2:])
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\ufffd")
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func utf16Text(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// Roles counts the elements of the structure by role: "H1", "P", "Link". It is
// empty for a file without structure.
func (d *Doc) Roles() (map[string]int, error) {
	counts := map[string]int{}
	seen := map[ref]bool{}
	var walk func(v any, depth int) error
	walk = func(v any, depth int) error {
		if r, ok := v.(ref); ok {
			if seen[r] {
				return nil
			}
			seen[r] = true
		}
		if depth > maxDepth {
			return fmt.Errorf("the structure is nested more than %d deep", maxDepth)
		}
		switch v := d.f.resolve(v).(type) {
		case array:
			for _, k := range v {
				if err := walk(k, depth+1); err != nil {
					return err
				}
			}
		case dict:
			if s := d.f.name(v["S"]); s != "" {
				counts[string(s)]++
			}
			if k, ok := v["K"]; ok {
				return walk(k, depth+1)
			}
		}
		return nil
	}
	return counts, walk(d.f.dict(d.root["StructTreeRoot"])["K"], 0)
}

// rect turns a rectangle of the file into one of the page.
func (p *Page) rect(b [4]float64) draw.Rect {
	return draw.Rect{X: b[0] - p.x, Y: p.top - b[3], W: b[2] - b[0], H: b[3] - b[1]}
}
