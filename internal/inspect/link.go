package inspect

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Link is a box that leads to a page or to an address.
type Link struct {
	Box   draw.Rect
	Label string // what it says it leads to
	URI   string
	Page  int     // index of the page it leads to, -1 = none
	Y     float64 // where on that page, in points from its top
	Dead  bool    // it leads nowhere
}

// Links returns the links of the page in their order in the file.
func (p *Page) Links() ([]Link, error) {
	d := p.d
	annots := d.f.array(p.dict["Annots"])
	if len(annots) > maxLinks {
		return nil, fmt.Errorf("a page has %d annotations", len(annots))
	}
	all := make([]Link, 0, len(annots))
	for _, v := range annots {
		a := d.f.dict(v)
		if a == nil || d.f.name(a["Subtype"]) != "Link" {
			continue
		}
		b, ok := d.box(a["Rect"])
		if !ok {
			return nil, fmt.Errorf("a link has no box")
		}
		l := Link{Box: p.rect(b), Label: d.text(a["Contents"]), Page: -1}
		dest := a["Dest"]
		if act := d.f.dict(a["A"]); act != nil {
			switch d.f.name(act["S"]) {
			case "URI":
				l.URI = d.text(act["URI"])
			case "GoTo":
				dest = act["D"]
			}
		}
		if dest != nil {
			l.Page, l.Y = d.target(dest, 0)
		}
		l.Dead = l.Page < 0 && l.URI == ""
		all = append(all, l)
	}
	return all, nil
}

// target resolves a destination to the index of a page, -1 if there is none,
// and a height on it.
func (d *Doc) target(v any, depth int) (page int, y float64) {
	if depth > 4 {
		return -1, 0
	}
	switch v := d.f.resolve(v).(type) {
	case string:
		return d.target(d.named(v), depth+1)
	case name:
		return d.target(d.f.dict(d.root["Dests"])[v], depth+1)
	case dict:
		return d.target(v["D"], depth+1)
	case array:
		if len(v) == 0 {
			return -1, 0
		}
		r, ok := v[0].(ref)
		i, known := d.index[r]
		if !ok || !known {
			return -1, 0
		}
		return i, d.pages[i].height(d.f, v)
	}
	return -1, 0
}

// height returns how far below the top of the page a destination lies.
func (p *Page) height(f *file, dest array) float64 {
	at := -1
	if len(dest) > 1 {
		switch f.name(dest[1]) {
		case "XYZ":
			at = 3
		case "FitH", "FitBH":
			at = 2
		case "FitR":
			at = 5
		}
	}
	if at < 0 || at >= len(dest) {
		return 0
	}
	top, ok := f.resolve(dest[at]).(float64)
	if !ok {
		return 0
	}
	return p.top - top
}

// named looks a destination up in the name tree, which is read once.
func (d *Doc) named(s string) any {
	if d.names == nil {
		d.names = map[string]any{}
		d.readNames(d.f.dict(d.root["Names"])["Dests"], map[ref]bool{}, 0)
	}
	return d.names[s]
}

func (d *Doc) readNames(v any, seen map[ref]bool, depth int) {
	if r, ok := v.(ref); ok {
		if seen[r] {
			return
		}
		seen[r] = true
	}
	node := d.f.dict(v)
	if node == nil || depth > maxDepth {
		return
	}
	pairs := d.f.array(node["Names"])
	for i := 0; i+1 < len(pairs); i += 2 {
		if k, ok := d.f.resolve(pairs[i]).(string); ok {
			d.names[k] = pairs[i+1]
		}
	}
	for _, kid := range d.f.array(node["Kids"]) {
		d.readNames(kid, seen, depth+1)
	}
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Page  int     // index of the page it leads to, -1 = none
	Y     float64 // where on that page, in points from its top
	Kids  []Bookmark
}

// Outline returns the bookmarks.
func (d *Doc) Outline() ([]Bookmark, error) {
	return d.bookmarks(d.f.dict(d.root["Outlines"])["First"], map[ref]bool{}, 0)
}

func (d *Doc) bookmarks(v any, seen map[ref]bool, depth int) ([]Bookmark, error) {
	var all []Bookmark
	for v != nil {
		r, ok := v.(ref)
		if !ok || seen[r] || depth > maxDepth {
			return nil, fmt.Errorf("the outline runs in a circle")
		}
		seen[r] = true
		node := d.f.dict(v)
		if node == nil {
			return nil, fmt.Errorf("the outline has a hole")
		}
		m := Bookmark{Title: d.text(node["Title"]), Page: -1}
		if dest := node["Dest"]; dest != nil {
			m.Page, m.Y = d.target(dest, 0)
		} else if act := d.f.dict(node["A"]); act != nil && d.f.name(act["S"]) == "GoTo" {
			m.Page, m.Y = d.target(act["D"], 0)
		}
		if node["First"] != nil {
			kids, err := d.bookmarks(node["First"], seen, depth+1)
			if err != nil {
				return nil, err
			}
			m.Kids = kids
		}
		all = append(all, m)
		v = node["Next"]
	}
	return all, nil
}
