package generate

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// Enhance asks to work on a text: one that is given, or one of a product.
type Enhance struct {
	Product  string    `json:"productId,omitempty" doc:"The product whose text it is; without one, text is worked on."`
	Target   Target    `json:"target,omitzero"`
	Text     string    `json:"text,omitempty" doc:"A text without a product."`
	Action   ai.Action `json:"action" enum:"rewrite,shorten,expand,tone,fix,translate"`
	Tone     string    `json:"tone,omitempty" doc:"With tone: formal, friendly, plain, or in a few words."`
	Language string    `json:"language,omitempty" doc:"With translate: a language tag such as de."`
	Wish     string    `json:"wish,omitempty" doc:"What else you would like, in your words."`
}

// Target names what of a product is meant: a field, a whole section, an item, or
// one text of an item.
type Target struct {
	Field   string `json:"field,omitempty" doc:"title, listing.title, listing.tagline, listing.description or listing.callToAction."`
	Section string `json:"section,omitempty"`
	Item    string `json:"item,omitempty"`
	Text    string `json:"text,omitempty" doc:"Name of one text of the item, such as prompt or followUp.1, or the place of a text in its blocks, such as 0.label."`
}

// Enhanced is the change that comes of it. Nothing is changed until the patch is
// sent; the undo is a patch too.
type Enhanced struct {
	Action  ai.Action `json:"action"`
	Changed bool      `json:"changed"`
	Writer  string    `json:"writer" doc:"The model that wrote it, or local."`
	Note    string    `json:"note,omitempty" doc:"Why it was not a model, or what to check."`
	Before  []Passage `json:"before"`
	After   []Passage `json:"after"`
	Patch   *Patch    `json:"patch,omitempty"`
	Undo    *Patch    `json:"undo,omitempty"`
}

// Passage is one text with its place.
type Passage struct {
	Item string `json:"item,omitempty"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// mostEnhanced bounds how many items are worked on at once, and the length of a
// given text in characters.
const (
	mostEnhanced = 60
	longestText  = 8_000
)

// Enhance works on a text and returns the change; prod is nil for a text without
// a product, and is not changed. tell hears the words of a model as they arrive.
// It answers within the deadline of a run: what no model wrote until then, the
// local writer does as well as it can.
func (p *Pipeline) Enhance(ctx context.Context, prod *product.Product, profile product.Profile, req Enhance, tell func(ai.Progress)) (out Enhanced, err error) {
	err = guard(func() error {
		began := time.Now()
		e, err := p.enhancement(ctx, prod, profile, req)
		if err != nil {
			return err
		}
		asking, cancel := context.WithDeadlineCause(ctx, began.Add(p.within()-reserve), errDeadline)
		defer cancel()
		got := ai.Improved{}
		if p.Improver != nil && p.Improver.Ready() {
			got = p.Improver.Improve(asking, e.draft, tell)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		out = e.result(p.Writer, got)
		return nil
	})
	return out, err
}

// reserve is what is kept of the deadline for the answer.
const reserve = 250 * time.Millisecond

// enhancement is a request with what it is about.
type enhancement struct {
	Enhance
	prod  *product.Product
	draft ai.Draft
	one   string // name of the only text that is meant, "" = whole items
}

// pseudo is the section and the item of a text that is no item.
const pseudo = "text"

func (p *Pipeline) enhancement(ctx context.Context, prod *product.Product, profile product.Profile, req Enhance) (*enhancement, error) {
	if err := req.check(); err != nil {
		return nil, err
	}
	e := &enhancement{Enhance: req, prod: prod}
	how := ai.How{Action: req.Action, Tone: req.Tone, Language: req.Language, Wish: req.Wish}
	if prod == nil {
		lex, err := p.Lexicon()
		if err != nil {
			return nil, err
		}
		none := &product.Product{Brief: req.Text}
		e.draft = ai.Draft{Language: "und", How: how, Screen: passages{quality.NewScreen(quality.Input{Product: none, Lexicon: lex}), req.Text}}
		e.alone(product.Item{ID: pseudo, Title: pseudo, Texts: []product.Text{{Name: pseudo, Value: req.Text}}})
		return e, nil
	}
	r, err := p.begin(ctx, prod, profile)
	if err != nil {
		return nil, err
	}
	if e.draft, err = p.draft(r); err != nil {
		return nil, err
	}
	e.draft.How = how
	return e, e.aim()
}

// check looks at what does not depend on the product.
func (r *Enhance) check() error {
	if !slices.Contains(ai.Actions(), r.Action) {
		return fault.Field("action", "There is no action %.40q; there are: %v.", r.Action, ai.Actions())
	}
	if r.Action == ai.SetTone {
		t, err := line("tone", r.Tone, 80)
		if err != nil {
			return err
		}
		r.Tone = t
	}
	if r.Action == ai.Translate {
		tag, err := language.Parse(r.Language)
		if err != nil {
			return fault.Field("language", "%.40q is no language tag; write one such as \"de\".", r.Language)
		}
		r.Language = tag.String()
	}
	if _, err := text("wish", r.Wish, 600); err != nil {
		return err
	}
	if r.Product != "" {
		if r.Text != "" {
			return fault.Field("text", "Name a target in the product, or give a text without a product, not both.")
		}
		return nil
	}
	if strings.TrimSpace(r.Text) == "" {
		return fault.Field("text", "Give a text, or a productId and a target.")
	}
	_, err := text("text", r.Text, longestText)
	return err
}

// alone makes a single item the whole draft.
func (e *enhancement) alone(it product.Item) {
	e.draft.Sections = []product.Section{{ID: pseudo, Title: "A text", Items: []product.Item{it}}}
	e.draft.Wanted = nil
}

// result puts before and after side by side. What no model wrote, the local
// writer edits by rule, if it can.
func (e *enhancement) result(w ai.Writer, got ai.Improved) Enhanced {
	out := Enhanced{Action: e.Action, Writer: local, Before: []Passage{}, After: []Passage{}}
	editor, _ := w.(ai.Editor)
	now := map[string]product.Item{}
	for _, s := range e.draft.Sections {
		for _, it := range s.Items {
			if e.draft.Wanted != nil && !e.draft.Wanted(&it) {
				continue
			}
			next, ok := got.Items[it.ID]
			if ok {
				out.Writer = next.Writer
			} else if editor != nil {
				next, ok = edited(it, editor, e.draft.How, e.draft.Screen)
			}
			if !ok {
				next = it
			}
			now[it.ID] = next
			a, b := e.passages(&it), e.passages(&next)
			out.Before, out.After = append(out.Before, a...), append(out.After, b...)
		}
	}
	out.Changed = !slices.Equal(out.Before, out.After)
	out.Note = e.note(got, out)
	if e.prod != nil && out.Changed {
		out.Patch, out.Undo = e.patches(now)
	}
	return out
}

// note says why no model wrote it, or that what one wrote wants a look.
func (e *enhancement) note(got ai.Improved, out Enhanced) string {
	switch {
	case out.Writer != local && e.Action == ai.Expand:
		return "A model wrote this, and no source of yours stands behind what it adds: read it before you sell it."
	case out.Writer != local:
		return ""
	case got.Why != nil && !errors.Is(got.Why, errDeadline):
		return why(got.Why) + " " + fallen(out.Changed)
	case got.Why != nil:
		return "No model answered in time. " + fallen(out.Changed)
	case got.Items != nil:
		return "What the model wrote did not pass the checks. " + fallen(out.Changed)
	}
	return "No model is configured. " + fallen(out.Changed)
}

func fallen(changed bool) string {
	if changed {
		return "The local writer did it by rule."
	}
	return "The text is as it was."
}

// edited lets the local writer work on the texts of an item by rule.
func edited(it product.Item, editor ai.Editor, how ai.How, screen ai.Screen) (product.Item, bool) {
	out := it
	out.Texts, out.Blocks = slices.Clone(it.Texts), copiedBlocks(it.Blocks)
	changed := false
	for i := range out.Texts {
		if out.Texts[i].Name == "input" {
			continue // a blank and its example
		}
		if v, ok := editor.Edit(out.Texts[i].Value, how); ok && v != out.Texts[i].Value {
			out.Texts[i].Value, changed = v, true
		}
	}
	if !changed || len(screen.Faults(&out)) > len(screen.Faults(&it)) {
		return it, false
	}
	return out, true
}

// passages screens a text by itself: of the product, or one of an item.
type passages struct {
	*quality.Screen
	was string
}

// Faults judges a text against the one that it replaces.
func (s passages) Faults(it *product.Item) []string {
	var faults []string
	for _, t := range it.Texts {
		faults = append(faults, s.Replaces(s.was, t.Value)...)
	}
	for _, b := range it.Blocks {
		faults = append(faults, s.Replaces(s.was, b.Label)...)
	}
	return faults
}

// Take notes nothing: the text is no item.
func (passages) Take(*product.Item) {}
