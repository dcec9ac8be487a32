// Package library renders a prompt library: the typeset book, and the same
// prompts as Markdown, CSV, XLSX, JSON and plain text, with cards and sheets to
// print beside them.
//
// All files of an edition hold the same prompts under the same numbers. What a
// creator or a model wrote is text and stays text: no cell becomes a formula,
// no line closes a fence.
package library

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that the files of a prompt library depend on.
type Input struct {
	deliver.Basis
	Theme   catalog.Theme
	Needs   []brief.Need // of the brief, for their names in another language than English
	Largest *Largest     // the same for all tiers of a product; nil = nothing is shared
	Pieces  *book.Memory // of books before; nil = none
}

// statement is what has to be said of every prompt library, word for word.
func (in Input) statement() string {
	return in.Lang.Say("Plain text; paste into any chat assistant that accepts text. Results vary by model. Not affiliated with OpenAI, Anthropic or Google.")
}

// licence is what every file of a library says of it.
func (in Input) licence() string {
	return in.Lang.Say("%s The whole text is in LICENSE.txt.", deliver.Licence(in.Lang, in.Profile))
}

func (in Input) author() string {
	if in.Profile.Name != "" {
		return title(in.Profile.Name)
	}
	return "GumGenie"
}

func (in Input) paper() string {
	if in.Profile.Paper != "" && in.Product.Request.Paper == "" {
		return in.Profile.Paper
	}
	return in.Product.Request.Paper
}

// typesetter is a document of an edition while it is set.
type typesetter struct {
	*book.Book
	in    Input
	c     *contents
	shape book.Shape
}

func newTypesetter(in Input, c *contents, title, subject string) *typesetter {
	doc := &draw.Document{Title: title, Author: in.author(), Subject: subject, Lang: in.Lang.Tag()}
	for _, name := range in.Product.Selection.Matched {
		doc.Keywords = append(doc.Keywords, in.Lang.Say(name))
	}
	set := in.Setters.Take(in.Look.Family, doc.Lang)
	shape := book.PaperOf(in.paper())
	look := book.Look{Family: in.Look.Family, Radius: in.Look.Radius, Heads: in.Look.Heads}
	t := &typesetter{Book: book.New(doc, set, shape, look), in: in, c: c, shape: shape}
	t.Memory, t.Lang = in.Pieces, in.Lang
	return t
}

// Draw lays out the library of a tier as a book. It fails when the tier holds
// no prompt.
func Draw(in Input, tier product.Tier) (*draw.Document, error) {
	c, err := edition(in, tier)
	if err != nil {
		return nil, err
	}
	return compose(in, c), nil
}

// edition reads what a tier holds; a library without prompts is an error.
func edition(in Input, tier product.Tier) (*contents, error) {
	c := read(in, tier)
	if len(c.Prompts) == 0 {
		return nil, fmt.Errorf("library %s: the product has no prompt for this tier", tier)
	}
	return c, nil
}

func compose(in Input, c *contents) *draw.Document {
	t := newTypesetter(in, c, c.Title, c.summary())
	t.cover()
	t.imprint()
	t.guide()
	for i := range c.Groups {
		t.chapter(i)
	}
	named := c.digest(func(p *prompt) any { return []string{p.Number, p.Title, p.Job} })
	t.piece(t.workflows, "workflows", c.Workflows, named)
	t.examples()
	t.piece(t.quickCards, "cards", c.digest(func(p *prompt) any { return []string{p.Number, p.Title, p.When} }))
	t.piece(t.needsIndex, "needs", c.Needs, c.digest(func(p *prompt) any { return []any{p.Number, p.Title, p.Needs} }))
	t.Index(in.Lang.Say("Index of Blanks"), in.Lang.Say("Every blank of the library and the prompts that have it. A value that you have written once can go into all of them."), "blanks")
	return t.finish()
}

// piece sets whole pages, or takes them from a book before that shows the same.
func (t *typesetter) piece(paint func(), shows ...any) {
	t.Piece(digest(append(shows, t.in.Look, t.in.Lang)...), paint)
}

// digest is a hash of the groups and of what is shown of each of their prompts.
func (c *contents) digest(shown func(*prompt) any) string {
	var all []any
	for _, g := range c.Groups {
		all = append(all, g.Title)
		for _, p := range g.Prompts {
			all = append(all, shown(p))
		}
	}
	return digest(all)
}

// finish closes the document; its typesetter is free for the next.
func (t *typesetter) finish() *draw.Document {
	doc := t.Finish()
	t.in.Setters.Give(t.Set)
	return doc
}

// summary says in one line what the edition holds.
func (c *contents) summary() string {
	return deliver.List(c.lang, c.holds())
}

// holds counts what the edition holds, each kind in words.
func (c *contents) holds() []string {
	n := len(c.Prompts)
	all := []string{c.lang.Plural(n, "%d prompt", "%d prompts", n)}
	if n := len(c.Workflows); n > 0 {
		all = append(all, c.lang.Plural(n, "%d workflow", "%d workflows", n))
	}
	if n := len(c.Examples); n > 0 {
		all = append(all, c.lang.Plural(n, "%d worked example", "%d worked examples", n))
	}
	return all
}
