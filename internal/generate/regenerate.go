package generate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Regenerate asks for other content: of one item, of a section, or of the whole
// product. What the creator changed stays.
type Regenerate struct {
	Section string `json:"section,omitempty" doc:"A section; with item, the section that the item is in."`
	Item    string `json:"item,omitempty" doc:"One item of the section."`
	All     bool   `json:"all,omitempty" doc:"Another variation of the whole product."`
	Seed    uint64 `json:"seed,omitempty" doc:"Which variation; left out, the next one."`
	Wish    string `json:"wish,omitempty" doc:"What you would like instead, in your words; needs a model."`
}

// Regenerate puts other content into the product, makes again what shows it, and
// keeps the result as its next revision. The local writer drafts it, and a model,
// where there is one, writes it within the deadline of a run; what it is late with
// comes in the background. prod is changed; after an error it must be thrown away.
func (p *Pipeline) Regenerate(ctx context.Context, prod *product.Product, profile product.Profile, req Regenerate) error {
	return guard(func() error { return p.regenerate(ctx, prod, profile, req) })
}

func (p *Pipeline) regenerate(ctx context.Context, prod *product.Product, profile product.Profile, req Regenerate) error {
	if err := req.check(prod); err != nil {
		return err
	}
	r, err := p.begin(ctx, prod, profile)
	if err != nil {
		return err
	}
	r.began = time.Now()
	var note string
	var targets []string
	if req.All {
		note = "another variation"
		targets, err = p.vary(ctx, r, req.Seed)
	} else {
		targets, err = p.swap(ctx, r, req)
		note = fmt.Sprintf("%d items anew", len(targets))
	}
	if err != nil {
		return err
	}
	if err := p.again(ctx, r, req, targets); err != nil {
		return err
	}
	if err := p.remake(ctx, r); err != nil {
		return err
	}
	prod.Revision++
	return p.Keeper.Keep(ctx, prod, "check", note, product.NewEvent(product.EventEdited, "", map[string]any{"revision": prod.Revision, "note": note, "score": prod.Report.Score}))
}

// check looks at the request.
func (r *Regenerate) check(prod *product.Product) error {
	if prod.Status != product.Complete {
		return fault.New(fault.Conflict, "The product is %s; only a complete one can be changed.", prod.Status)
	}
	if _, err := text("wish", r.Wish, 600); err != nil {
		return err
	}
	if r.All {
		if r.Section != "" || r.Item != "" {
			return fault.Field("all", "Ask for all, or for a section or an item, not for both.")
		}
		return nil
	}
	if r.Section == "" {
		return fault.Field("section", "Say what to make anew: a section, an item of a section, or all.")
	}
	at := slices.IndexFunc(prod.Sections, func(s product.Section) bool { return s.ID == r.Section })
	if at < 0 {
		return fault.Field("section", "There is no section %.40q.", r.Section)
	}
	if r.Item == "" {
		return nil
	}
	it := find(prod, r.Item)
	if it == nil || !slices.ContainsFunc(prod.Sections[at].Items, func(it product.Item) bool { return it.ID == r.Item }) {
		return fault.Field("item", "There is no item %.40q in the section.", r.Item)
	}
	if it.Edited {
		return fault.Field("item", "You have changed this item yourself; it stays. Remove it, or use enhance.")
	}
	return nil
}

// drafts returns the sections that the local writer drafts with another seed,
// from nothing that avoid reports.
func (p *Pipeline) drafts(ctx context.Context, r *run, seed uint64, avoid func(string) bool) ([]product.Section, ai.Order, error) {
	lex, err := p.Lexicon()
	if err != nil {
		return nil, ai.Order{}, err
	}
	o := p.order(r, lex)
	o.Seed, o.Avoid = seed, avoid
	sections, err := p.Writer.Write(ctx, o)
	if !r.lang.English() {
		foreign(sections)
	}
	return sections, o, err
}

// vary drafts the whole product with another seed, around what the creator has
// changed.
func (p *Pipeline) vary(ctx context.Context, r *run, seed uint64) ([]string, error) {
	prod := r.product
	if seed == 0 {
		seed = prod.Request.Seed + 1
	}
	if seed == prod.Request.Seed {
		return nil, fault.Field("seed", "The product is variation %d already.", seed)
	}
	fresh, o, err := p.drafts(ctx, r, seed, nil)
	if err != nil {
		return nil, err
	}
	for _, old := range prod.Sections {
		for _, it := range old.Items {
			if it.Edited {
				fresh = around(fresh, old, it)
			}
		}
	}
	if fresh, err = p.weave(r, o, fresh); err != nil {
		return nil, err
	}
	prod.Sections, prod.Request.Seed, prod.Words = fresh, seed, product.Words{}
	return everything(prod, r), nil
}

// around puts an item of the creator's into a new draft, in the place of the item
// with its id. Where the draft has the same content elsewhere, that place takes
// what the item has pushed out.
func around(fresh []product.Section, of product.Section, it product.Item) []product.Section {
	at := slices.IndexFunc(fresh, func(s product.Section) bool { return s.ID == of.ID })
	if at < 0 {
		of.Items = []product.Item{it}
		return append(fresh, of)
	}
	items := fresh[at].Items
	k := slices.IndexFunc(items, func(f product.Item) bool { return f.ID == it.ID })
	if k < 0 {
		fresh[at].Items = append(items, it)
		return fresh
	}
	if twin := slices.IndexFunc(items, func(f product.Item) bool {
		return f.ID != it.ID && f.Kind == it.Kind && f.Source == it.Source && it.Source != creator
	}); twin >= 0 {
		pushed := items[k]
		pushed.ID, pushed.Tier = items[twin].ID, items[twin].Tier
		items[twin] = pushed
	}
	items[k] = it
	return fresh
}

// weave makes anew what joins prompts together.
func (p *Pipeline) weave(r *run, o ai.Order, sections []product.Section) ([]product.Section, error) {
	w, ok := p.Writer.(ai.Weaver)
	if !ok || o.Category != product.AIPrompts {
		return sections, nil
	}
	woven, err := w.Weave(o, sections)
	if err == nil && !r.lang.English() {
		abroad(woven)
	}
	return woven, err
}

// abroad marks what was woven anew as English; examples are in the language of
// their prompts.
func abroad(sections []product.Section) {
	spoken := map[string]string{}
	for s := range sections {
		for i := range sections[s].Items {
			it := &sections[s].Items[i]
			switch {
			case it.Kind == product.Prompt:
				spoken[it.ID] = it.Language
			case it.Edited:
			case it.Kind == product.Workflow, it.Kind == product.Card:
				it.Language = english
			case it.Kind == product.Example:
				it.Language = spoken[it.Source]
			}
		}
	}
}

// swap takes another version for each item that is meant, out of a draft from
// nothing that the product has: one of the same kind, so that every need stays
// served.
func (p *Pipeline) swap(ctx context.Context, r *run, req Regenerate) ([]string, error) {
	prod := r.product
	sec := &prod.Sections[slices.IndexFunc(prod.Sections, func(s product.Section) bool { return s.ID == req.Section })]
	seed := req.Seed
	if seed == 0 {
		seed = prod.Request.Seed + 1 + uint64(prod.Revision) //nolint:gosec // a count
	}
	have, serving := map[string]bool{}, map[string]int{}
	prod.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		have[it.Source] = true
		if r.wants(it) {
			for _, n := range it.Needs {
				serving[n]++
			}
		}
	})
	fresh, order, err := p.drafts(ctx, r, seed, func(source string) bool { return have[source] })
	if err != nil {
		return nil, err
	}
	var others []product.Item
	for _, s := range fresh {
		for _, it := range s.Items {
			if s.ID == sec.ID || it.Kind == product.Page { // pages are put into sections by what they happen to be
				others = append(others, it)
			}
		}
	}
	var done []string
	prompts := false
	sec.Items = slices.Clone(sec.Items)
	for i := range sec.Items {
		it := &sec.Items[i]
		if it.Edited || req.Item != "" && it.ID != req.Item {
			continue
		}
		at := other(it, others, serving)
		if at < 0 {
			continue
		}
		next := others[at]
		others = slices.Delete(others, at, at+1)
		for _, n := range it.Needs {
			serving[n]--
		}
		for _, n := range next.Needs {
			serving[n]++
		}
		next.ID, next.Tier = it.ID, it.Tier
		*it = next
		done = append(done, it.ID)
		prompts = prompts || it.Kind == product.Prompt
	}
	if len(done) == 0 {
		return nil, fault.New(fault.Conflict, "There is no other version of %s that fits this brief. Use enhance to have it written in other words.", what(req))
	}
	if prompts {
		order.Seed, order.Avoid = prod.Request.Seed, nil
		sections, err := p.weave(r, order, prod.Sections)
		if err != nil {
			return nil, err
		}
		prod.Sections = sections
	}
	return done, nil
}

func what(req Regenerate) string {
	if req.Item != "" {
		return "this item"
	}
	return "this section"
}

// enough is how many items serve a need well; with more, one may be spared.
const enough = 5

// other finds the version that may stand in the place of an item, -1 if there is
// none: for the same need if there is one, else one that takes no need its last.
// A page for a need has no stand-in but a page for that need.
func other(it *product.Item, all []product.Item, serving map[string]int) int {
	spare := -1
	for i, o := range all {
		if o.Kind != it.Kind || o.Source == "" || o.Source == it.Source {
			continue
		}
		if slices.Equal(o.Needs, it.Needs) {
			return i
		}
		lost := slices.ContainsFunc(it.Needs, func(n string) bool { return serving[n] <= enough && !slices.Contains(o.Needs, n) })
		if spare < 0 && !lost {
			spare = i
		}
	}
	return spare
}

// again lets a model write what was drafted anew.
func (p *Pipeline) again(ctx context.Context, r *run, req Regenerate, targets []string) error {
	prod := r.product
	p.localise(r, nil)
	if p.Improver == nil || !p.Improver.Ready() {
		if strings.TrimSpace(req.Wish) != "" {
			return fault.Field("wish", "A wish needs a model; none is configured. Leave it out, or set up a provider.")
		}
		return nil
	}
	draft, err := p.draft(r)
	if err != nil {
		return err
	}
	draft.Wanted = func(it *product.Item) bool {
		return (slices.Contains(targets, it.ID) || it.Language != "") && r.wants(it) && !follows(it)
	}
	draft.Fresh = true
	draft.How.Wish = req.Wish
	draft.Part = !req.All
	asking, cancel := context.WithTimeoutCause(ctx, max(leastAsking, p.within()-p.Memory.pace.finish(prod.Category, prod.Request.Tier)), errDeadline)
	defer cancel()
	got := p.Improver.Improve(asking, draft, func(ai.Progress) {})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.take(prod, got)
	p.localise(r, got.Said)
	if !r.lang.English() {
		got = p.second(asking, r, draft, got, func(ai.Progress) {})
	}
	late(prod, got.Late)
	return nil
}
