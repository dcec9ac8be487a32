package library

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Gallery returns the pages that the shop shows: the cover, the contents, two
// prompts, workflows and a worked example. They are pages of the document that
// Draw returns for the tier, as a buyer gets them; what an edition lacks is
// left out.
func Gallery(in Input, tier product.Tier) ([]*draw.Page, error) {
	c, err := edition(in, tier)
	if err != nil {
		return nil, err
	}
	doc := in.once(c)
	at := map[string]*draw.Page{}
	for _, p := range doc.Pages {
		at[p.Name] = p
		for _, a := range p.Anchors {
			at[a.Name] = p
		}
	}
	names := []string{"cover", "contents-1"}
	for _, p := range c.richest(2) {
		names = append(names, p.anchor())
	}
	if w := c.shownWorkflow(at); w != "" {
		names = append(names, w)
	}
	names = append(names, "e01")
	var pages []*draw.Page
	seen := map[*draw.Page]bool{}
	for _, n := range names {
		if p := at[n]; p != nil && !seen[p] {
			seen[p] = true
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// GalleryKey is a hash of what the pages of Gallery show. A prompt that stands on
// none of them changes it only when it moves other pages: their numbers stand in
// the contents and at their feet.
func GalleryKey(in Input, tier product.Tier) (string, error) {
	c, err := edition(in, tier)
	if err != nil {
		return "", err
	}
	titles := make([]string, len(c.Prompts))
	for i, p := range c.Prompts {
		titles[i] = p.label()
	}
	var first []any
	for _, p := range c.richest(2) {
		first = append(first, p)
	}
	if len(c.Examples) > 0 {
		first = append(first, c.Examples[0])
	}
	return deliver.Key("gallery", version, c.Title, titles, first, c.Workflows, in.Look, in.Lang, in.author(), in.paper(), numbers(in.once(c)))
}

// numbers lists the places of a document with their pages.
func numbers(doc *draw.Document) []any {
	var all []any
	for i, p := range doc.Pages {
		for _, a := range p.Anchors {
			all = append(all, a.Name, i)
		}
	}
	return append(all, len(doc.Pages))
}

// shownWorkflow returns the first workflow that does not stand under the title
// of its chapter, where there are fewer to see; else the first.
func (c *contents) shownWorkflow(at map[string]*draw.Page) string {
	first := ""
	for _, w := range c.Workflows {
		name := strings.ToLower(w.Number)
		if first == "" {
			first = name
		}
		if at[name] != at["workflows"] {
			return name
		}
	}
	return first
}

// richest returns prompts of different groups whose pages show most: those with
// the longest texts, in the order of the book.
func (c *contents) richest(n int) []*prompt {
	best := make([]*prompt, len(c.Groups))
	for _, p := range c.Prompts {
		if b := best[p.Group]; deliver.Width(p.Text) < 1800 && (b == nil || len(p.Text) > len(b.Text)) {
			best[p.Group] = p
		}
	}
	var out []*prompt
	for len(out) < n {
		top := -1
		for i, p := range best {
			if p != nil && (top < 0 || len(p.Text) > len(best[top].Text)) {
				top = i
			}
		}
		if top < 0 {
			break
		}
		out = append(out, best[top])
		best[top] = nil
	}
	if len(out) == 2 && out[0].Number > out[1].Number {
		out[0], out[1] = out[1], out[0]
	}
	return out
}
