package local

import (
	"slices"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/product"
)

var _ ai.Weaver = (*Writer)(nil)

// Weave makes workflows, worked examples and role cards anew for the prompts that
// stand in the sections. Those that the creator changed stay as they are. Sections
// without prompts are returned as they were.
func (w *Writer) Weave(asked ai.Order, sections []product.Section) ([]product.Section, error) {
	all, err := w.families()
	if err != nil {
		return nil, err
	}
	o := newOrder(asked)
	var items []*product.Item
	group := map[string]string{}
	for s := range sections {
		for i := range sections[s].Items {
			it := &sections[s].Items[i]
			if it.Kind != product.Prompt {
				continue
			}
			items = append(items, it)
			group[it.ID] = sections[s].ID
		}
	}
	if len(items) == 0 {
		return sections, nil
	}
	fresh := []product.Section{all.workflows(o, items, group), w.examples(o, items, all), cards(o, items, group)}
	out := slices.Clone(sections)
	for i := range out {
		for _, f := range fresh {
			if f.ID == out[i].ID {
				out[i].Items = withEdited(f.Items, out[i].Items)
			}
		}
	}
	return out, nil
}

// withEdited returns the new items with those that the creator changed in the
// places of the ones that bear their ids, or at the end.
func withEdited(fresh, old []product.Item) []product.Item {
	for _, it := range old {
		if !it.Edited {
			continue
		}
		if at := slices.IndexFunc(fresh, func(f product.Item) bool { return f.ID == it.ID }); at >= 0 {
			fresh[at] = it
		} else {
			fresh = append(fresh, it)
		}
	}
	return fresh
}
