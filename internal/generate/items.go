package generate

import (
	"regexp"
	"slices"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// writer stands in items that the creator wrote or changed.
const creator = "creator"

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,40}$`)

// section applies a change to one section.
func section(p *product.Product, id string, e *SectionPatch) error {
	at := slices.IndexFunc(p.Sections, func(s product.Section) bool { return s.ID == id })
	if at < 0 {
		return fault.Field("sections", "There is no section %.40q.", id)
	}
	if e == nil {
		p.Sections = slices.Delete(p.Sections, at, at+1)
		return nil
	}
	s := &p.Sections[at]
	for _, t := range []struct {
		name string
		from *string
		to   *string
	}{{"title", e.Title, &s.Title}, {"note", e.Note, &s.Note}} {
		if t.from == nil {
			continue
		}
		v, err := line("sections."+id+"."+t.name, *t.from, 400)
		if err != nil {
			return err
		}
		*t.to, s.Language = v, "" // the creator writes in the product's language
	}
	for _, item := range keys(e.Items) {
		if err := change(p, s, item, e.Items[item]); err != nil {
			return err
		}
	}
	if e.Order != nil {
		return reorder(s, e.Order)
	}
	return nil
}

// change removes, changes or adds one item of a section.
func change(p *product.Product, s *product.Section, id string, e *ItemPatch) error {
	at := slices.IndexFunc(s.Items, func(it product.Item) bool { return it.ID == id })
	switch {
	case e == nil && at < 0:
		return unknownItem(id)
	case e == nil:
		s.Items = slices.Delete(s.Items, at, at+1)
		return nil
	case at >= 0:
		return e.onto(&s.Items[at])
	}
	if !idPattern.MatchString(id) {
		return fault.Field("sections", "The id %.40q of a new item may have small letters, digits and hyphens only.", id)
	}
	taken := false
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) { taken = taken || it.ID == id })
	if taken {
		return fault.Field("sections", "The id %.40q is taken by an item of another section.", id)
	}
	if len(s.Items) >= maxItems {
		return fault.Field("sections", "A section takes at most %d items.", maxItems)
	}
	if e.Title == nil || len(s.Items) == 0 && e.Kind == nil {
		return fault.Field("sections", "The new item %.40q needs a title, and a kind in an empty section.", id)
	}
	it := product.Item{ID: id, Tier: product.Ultimate, Source: creator}
	if len(s.Items) > 0 {
		it.Kind = s.Items[0].Kind
	}
	if e.Kind != nil {
		it.Kind = *e.Kind
	}
	if !slices.Contains(addable(p.Category), it.Kind) {
		return fault.Field("items."+id+".kind", "An item of the kind %.40q cannot be added by hand; these can: %v.", it.Kind, addable(p.Category))
	}
	if err := e.onto(&it); err != nil {
		return err
	}
	s.Items = append(s.Items, it)
	return nil
}

// addable lists the kinds of item that are made of texts or blocks alone: a
// cover or a sticker is drawn, and nobody can draw it from a patch.
func addable(c product.Category) []product.Kind {
	if c == product.DigitalPlanners {
		return []product.Kind{product.Page}
	}
	return []product.Kind{product.Prompt, product.Workflow, product.Example, product.Card, product.Sheet}
}

// onto writes the change onto an item and marks it as the creator's.
func (e *ItemPatch) onto(it *product.Item) error {
	where := "items." + it.ID
	if e.Kind != nil && it.Kind != *e.Kind {
		return fault.Field(where+".kind", "The kind of an item cannot be changed; remove it and add another.")
	}
	if e.Title != nil {
		t, err := line(where+".title", *e.Title, maxTitle)
		if err != nil {
			return err
		}
		it.Title = t
	}
	if e.Tier != nil {
		if e.Tier.Rank() < 0 {
			return fault.Field(where+".tier", "There is no tier %.40q.", *e.Tier)
		}
		it.Tier = *e.Tier
	}
	if e.Texts != nil {
		texts, err := checkTexts(where+".texts", *e.Texts)
		if err != nil {
			return err
		}
		it.Texts = texts
	}
	if e.Blocks != nil {
		if err := checkBlocks(where+".blocks", *e.Blocks); err != nil {
			return err
		}
		it.Blocks = *e.Blocks
	}
	if it.Kind == product.Prompt && it.Text("prompt") == "" {
		return fault.Field(where+".texts", "A prompt needs a text named \"prompt\".")
	}
	if it.Kind == product.Page && len(it.Blocks) == 0 {
		return fault.Field(where+".blocks", "A page needs at least one block.")
	}
	it.Writer, it.Edited, it.Pending, it.Check, it.Language = creator, true, false, "", ""
	return nil
}

// reorder puts the items of a section into the order of their ids.
func reorder(s *product.Section, order []string) error {
	if len(order) != len(s.Items) {
		return fault.Field("sections."+s.ID+".order", "The order names %d items, the section has %d.", len(order), len(s.Items))
	}
	var items []product.Item
	for _, id := range order {
		at := slices.IndexFunc(s.Items, func(it product.Item) bool { return it.ID == id })
		if at < 0 {
			return unknownItem(id)
		}
		if slices.ContainsFunc(items, func(it product.Item) bool { return it.ID == id }) {
			return fault.Field("sections."+s.ID+".order", "The order names %.40q twice.", id)
		}
		items = append(items, s.Items[at])
	}
	s.Items = items
	return nil
}
