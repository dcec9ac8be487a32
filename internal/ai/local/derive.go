package local

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/product"
)

var _ ai.Deriver = (*Writer)(nil)

// Derive brings up to date what repeats the words of prompts that were written
// anew: their worked examples, and the workflows that name them. What the creator
// wrote stays.
func (w *Writer) Derive(sections []product.Section, old map[string]product.Item) {
	now := map[string]*product.Item{}
	for s := range sections {
		for i := range sections[s].Items {
			it := &sections[s].Items[i]
			if _, changed := old[it.ID]; changed {
				now[it.ID] = it
			}
		}
	}
	for s := range sections {
		for i := range sections[s].Items {
			it := &sections[s].Items[i]
			switch {
			case it.Edited:
			case it.Kind == product.Example:
				if p := now[it.Source]; p != nil {
					fresh := example(p, i+1)
					it.Title, it.Texts, it.Language = fresh.Title, fresh.Texts, p.Language
				}
			case it.Kind == product.Workflow:
				renamed(it, old, now)
			}
		}
	}
}

// renamed puts the new titles of prompts into a workflow that names them. It
// names them with or without the need at their end.
func renamed(it *product.Item, old map[string]product.Item, now map[string]*product.Item) {
	it.Texts = slices.Clone(it.Texts)
	for id, was := range old {
		title := now[id].Title
		names := []string{was.Title}
		if i := strings.LastIndex(was.Title, ": "); i > 0 {
			names = append(names, was.Title[:i])
		}
		if i := strings.LastIndex(was.Title, " ("); i > 0 {
			names = append(names, was.Title[:i])
		}
		for _, name := range names {
			quoted := "“" + name + "”"
			it.Title = strings.ReplaceAll(it.Title, quoted, "“"+title+"”")
			for k := range it.Texts {
				head := strings.ToUpper(id) + " "
				if rest, ok := strings.CutPrefix(it.Texts[k].Value, head+stopped(name)+" "); ok {
					it.Texts[k].Value = head + stopped(title) + " " + rest
				}
			}
		}
	}
}
