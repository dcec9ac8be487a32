package generate

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// aim finds what is meant in the product.
func (e *enhancement) aim() error {
	t := e.Target
	switch {
	case t.Field != "":
		v, ok := e.field(t.Field)
		if !ok {
			return fault.Field("target.field", "There is no field %.40q; there are title, listing.title, listing.tagline, listing.description and listing.callToAction.", t.Field)
		}
		e.alone(product.Item{ID: pseudo, Title: pseudo, Texts: []product.Text{{Name: pseudo, Value: *v}}})
		e.draft.Screen = passages{e.draft.Screen.(*quality.Screen), *v}
		return nil
	case t.Section == "":
		return fault.Field("target", "Say what is meant: a field, a section, or a section and an item.")
	}
	at := slices.IndexFunc(e.prod.Sections, func(s product.Section) bool { return s.ID == t.Section })
	if at < 0 {
		return fault.Field("target.section", "There is no section %.40q.", t.Section)
	}
	s := e.prod.Sections[at]
	s.Items = slices.Clone(s.Items)
	e.draft.Sections = []product.Section{s}
	e.draft.Wanted = func(it *product.Item) bool { return len(it.Texts) > 0 && (t.Item == "" || it.ID == t.Item) }
	if t.Item == "" {
		if n := len(s.Items); n > mostEnhanced {
			return fault.Field("target.section", "The section has %d items; at most %d are worked on at once. Name an item.", n, mostEnhanced)
		}
		return nil
	}
	k := slices.IndexFunc(s.Items, func(it product.Item) bool { return it.ID == t.Item })
	if k < 0 {
		return unknownItem(t.Item)
	}
	if len(s.Items[k].Texts) == 0 {
		return fault.Field("target.item", "The item %.40q has no texts.", t.Item)
	}
	if t.Text == "" {
		return nil
	}
	one, err := single(&s.Items[k], t.Text)
	if err != nil {
		return err
	}
	e.one = t.Text
	e.draft.Screen = passages{e.draft.Screen.(*quality.Screen), *place(&s.Items[k], t.Text)}
	e.draft.Sections[0].Items = []product.Item{one}
	e.draft.Wanted = nil
	return nil
}

// single is an item with one of its texts only.
func single(it *product.Item, name string) (product.Item, error) {
	one := product.Item{ID: it.ID, Title: it.Title, Tier: it.Tier, Needs: it.Needs}
	if v := place(it, name); v != nil {
		if strings.Contains(name, ".") && !hasText(it, name) {
			one.Blocks = []product.Block{{Kind: "text", Label: *v}}
			return one, nil
		}
		one.Texts = []product.Text{{Name: base(name), Value: *v}}
		if one.Texts[0].Name == "prompt" {
			one.Kind = product.Prompt // its blanks are watched
		}
		return one, nil
	}
	return one, fault.Field("target.text", "The item %.40q has no text %.40q.", it.ID, name)
}

func hasText(it *product.Item, name string) bool {
	for _, t := range it.Texts {
		if t.Name == base(name) {
			return true
		}
	}
	return false
}

// base is the name of a text without its number.
func base(name string) string { b, _, _ := strings.Cut(name, "."); return b }

// place finds a text of an item by its name, a repeated one by its number, from
// 0, after a dot; a text of its blocks by their place. nil = there is none.
func place(it *product.Item, name string) *string {
	head, num, numbered := strings.Cut(name, ".")
	want := 0
	if numbered {
		if n, err := strconv.Atoi(num); err == nil {
			want = n
		}
	}
	for i := range it.Texts {
		if it.Texts[i].Name == head {
			if want == 0 {
				return &it.Texts[i].Value
			}
			want--
		}
	}
	parts := strings.Split(name, ".")
	blocks := it.Blocks
	for i := 0; i < len(parts); i++ {
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || n >= len(blocks) || i+1 >= len(parts) {
			return nil
		}
		b := &blocks[n]
		var list []string
		switch parts[i+1] {
		case "label":
			return filledIn(&b.Label)
		case "hint":
			return filledIn(&b.Hint)
		case "columns":
			list = b.Columns
		case "rows":
			list = b.Rows
		default:
			blocks = b.Of
			continue
		}
		if i+2 < len(parts) {
			if k, err := strconv.Atoi(parts[i+2]); err == nil && k >= 0 && k < len(list) {
				return filledIn(&list[k])
			}
		}
		return nil
	}
	return nil
}

func filledIn(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}

// field finds a text of the product that is no item's.
func (e *enhancement) field(name string) (*string, bool) {
	p := e.prod
	switch name {
	case "title":
		return &p.Title, true
	case "listing.title":
		return &p.Listing.Title, true
	case "listing.tagline":
		return &p.Listing.Tagline, true
	case "listing.description":
		return &p.Listing.Description, true
	case "listing.callToAction":
		return &p.Listing.CallToAct, true
	}
	return nil, false
}

// passages lists the texts of an item that are meant.
func (e *enhancement) passages(it *product.Item) []Passage {
	if it.ID == pseudo {
		return []Passage{{Name: orText(e.Target.Field), Text: it.Texts[0].Value}}
	}
	if e.one != "" {
		v := ""
		if len(it.Texts) > 0 {
			v = it.Texts[0].Value
		} else {
			v = it.Blocks[0].Label
		}
		return []Passage{{Item: it.ID, Name: e.one, Text: v}}
	}
	all := []Passage{{Item: it.ID, Name: "title", Text: it.Title}}
	for _, t := range it.Texts {
		all = append(all, Passage{Item: it.ID, Name: t.Name, Text: t.Value})
	}
	var walk func(blocks []product.Block, at string)
	walk = func(blocks []product.Block, at string) {
		for i, b := range blocks {
			here := at + strconv.Itoa(i) + "."
			for _, x := range []Passage{{it.ID, here + "label", b.Label}, {it.ID, here + "hint", b.Hint}} {
				if x.Text != "" {
					all = append(all, x)
				}
			}
			for k, s := range b.Columns {
				all = append(all, Passage{it.ID, fmt.Sprintf("%scolumns.%d", here, k), s})
			}
			for k, s := range b.Rows {
				all = append(all, Passage{it.ID, fmt.Sprintf("%srows.%d", here, k), s})
			}
			walk(b.Of, here)
		}
	}
	walk(it.Blocks, "")
	return all
}

func orText(field string) string {
	if field == "" {
		return pseudo
	}
	return field
}

// patches returns the change and its undoing.
func (e *enhancement) patches(now map[string]product.Item) (patch, undo *Patch) {
	if f := e.Target.Field; f != "" {
		old, _ := e.field(f)
		next := now[pseudo].Texts[0].Value
		return fieldPatch(f, next), fieldPatch(f, *old)
	}
	sec := e.Target.Section
	patch = &Patch{Sections: map[string]*SectionPatch{sec: {Items: map[string]*ItemPatch{}}}}
	undo = &Patch{Sections: map[string]*SectionPatch{sec: {Items: map[string]*ItemPatch{}}}}
	for id, next := range now {
		was := find(e.prod, id)
		if e.one != "" {
			whole := *was
			whole.Texts, whole.Blocks = slices.Clone(was.Texts), copiedBlocks(was.Blocks)
			v := place(&whole, e.one)
			if len(next.Texts) > 0 {
				*v = next.Texts[0].Value
			} else {
				*v = next.Blocks[0].Label
			}
			next = whole
		}
		a, b := difference(was, &next), difference(&next, was)
		if a != nil {
			patch.Sections[sec].Items[id], undo.Sections[sec].Items[id] = a, b
		}
	}
	return patch, undo
}

// difference is the patch that makes one item into another, nil for none.
func difference(from, to *product.Item) *ItemPatch {
	var d ItemPatch
	if from.Title != to.Title {
		d.Title = &to.Title
	}
	if !slices.Equal(from.Texts, to.Texts) {
		d.Texts = &to.Texts
	}
	if !reflect.DeepEqual(from.Blocks, to.Blocks) {
		d.Blocks = &to.Blocks
	}
	if d == (ItemPatch{}) {
		return nil
	}
	return &d
}

func copiedBlocks(all []product.Block) []product.Block {
	out := slices.Clone(all)
	for i := range out {
		out[i].Columns, out[i].Rows, out[i].Of = slices.Clone(out[i].Columns), slices.Clone(out[i].Rows), copiedBlocks(out[i].Of)
	}
	return out
}

func fieldPatch(field, v string) *Patch {
	switch field {
	case "title":
		return &Patch{Title: &v}
	case "listing.title":
		return &Patch{Listing: &ListingPatch{Title: &v}}
	case "listing.tagline":
		return &Patch{Listing: &ListingPatch{Tagline: &v}}
	case "listing.description":
		return &Patch{Listing: &ListingPatch{Description: &v}}
	}
	return &Patch{Listing: &ListingPatch{CallToAct: &v}}
}
