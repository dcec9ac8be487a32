package generate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/source"
)

// Deadline is how long a run may take from the moment a worker takes it.
const Deadline = 8 * time.Second

// leastAsking is how much time for writing makes it worth while to ask a model.
const leastAsking = 1500 * time.Millisecond

var errDeadline = errors.New("the time for writing is over")

// assist lets a model write better what was drafted, as far as the deadline of
// the run allows, and marks what it did not get to. A model that fails costs
// time and never the product.
func (p *Pipeline) assist(ctx context.Context, r *run) error {
	prod := r.product
	if p.Improver == nil || !p.Improver.Ready() {
		return nil
	}
	left := time.Until(r.began.Add(p.within()) /* of all */) - p.Memory.pace.finish(prod.Category, prod.Request.Tier)
	if left < leastAsking {
		late(prod, everything(prod, r))
		return p.told(ctx, r, ai.Improved{Why: errDeadline})
	}
	draft, err := p.draft(r)
	if err != nil {
		return err
	}
	asking, cancel := context.WithTimeoutCause(ctx, left, errDeadline)
	defer cancel()
	tell := &teller{p: p, r: r, ctx: ctx, texts: map[string]*spoken{}}
	got := p.Improver.Improve(asking, draft, tell.hear)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.take(prod, got)
	p.localise(r, got.Said)
	if !r.lang.English() {
		got = p.second(asking, r, draft, got, tell.hear)
	}
	if err := tell.end(); err != nil {
		return err
	}
	late(prod, got.Late)
	return p.told(ctx, r, got)
}

// second asks for the items that name others, in the language that those have
// now: workflows.
func (p *Pipeline) second(ctx context.Context, r *run, d ai.Draft, before ai.Improved, tell func(ai.Progress)) ai.Improved {
	d.Sections, d.Part, d.Phrases = r.product.Sections, true, nil
	d.Wanted = func(it *product.Item) bool { return follows(it) && r.wants(it) }
	got := p.Improver.Improve(ctx, d, tell)
	p.take(r.product, got)
	for id, it := range got.Items {
		before.Items[id] = it
	}
	before.Late = append(before.Late, got.Late...)
	before.Calls += got.Calls
	before.Asked += got.Asked
	before.Spared += got.Spared
	return before
}

// follows reports items that name others and are put into another language
// after them.
func follows(it *product.Item) bool { return it.Kind == product.Workflow && it.Language != "" }

// within is the deadline of a run.
func (p *Pipeline) within() time.Duration {
	if p.Deadline > 0 {
		return p.Deadline
	}
	return Deadline
}

// draft is the product as it stands, for a model.
func (p *Pipeline) draft(r *run) (ai.Draft, error) {
	lex, err := p.Lexicon()
	if err != nil {
		return ai.Draft{}, err
	}
	prod := r.product
	texts := make([]string, len(prod.Request.Sources))
	plain := make([]product.Source, len(prod.Request.Sources))
	for i, s := range prod.Request.Sources {
		texts[i], _ = source.WithoutOrders(source.Text(s))
		plain[i] = product.Source{Name: s.Name, Type: "text", Text: texts[i]}
	}
	return ai.Draft{
		Order: ai.Order{Category: prod.Category, Reading: r.reading, Sources: plain, Seed: prod.Request.Seed},
		Title: prod.Title, Language: prod.Request.Language, Owner: prod.Owner, Product: prod.ID, Sections: prod.Sections,
		Wanted: func(it *product.Item) bool { return r.wants(it) && !follows(it) }, Phrases: p.phrases(r),
		Screen: quality.NewScreen(quality.Input{Product: prod, Reading: r.reading, Profile: r.profile, Lang: r.lang, Themes: r.themes, Lexicon: lex}, texts...),
	}, nil
}

// wants reports items of tiers that are made.
func (r *run) wants(it *product.Item) bool {
	for _, t := range r.tiers() {
		if t.Holds(it.Tier) {
			return true
		}
	}
	return false
}

// take puts what a model wrote into the product, and brings up to date what
// follows from it.
func (p *Pipeline) take(prod *product.Product, got ai.Improved) (taken int) {
	old := map[string]product.Item{}
	for s := range prod.Sections {
		items := prod.Sections[s].Items
		for i := range items {
			if now, ok := got.Items[items[i].ID]; ok && !items[i].Edited {
				old[items[i].ID] = items[i]
				items[i] = now
			}
		}
	}
	if d, ok := p.Writer.(ai.Deriver); ok && len(old) > 0 {
		d.Derive(prod.Sections, old)
	}
	if got.Words.Writer != "" {
		prod.Words = got.Words
	}
	return len(old)
}

// late marks the items that a model is still to write, and no others.
func late(prod *product.Product, ids []string) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			it := &prod.Sections[s].Items[i]
			it.Pending = wanted[it.ID]
		}
	}
}

// everything lists the items that a model could write.
func everything(prod *product.Product, r *run) []string {
	var ids []string
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			if it := &prod.Sections[s].Items[i]; !it.Edited && r.wants(it) && (it.Kind == product.Prompt || it.Kind == product.Page || it.Language != "" && !named(it) && it.Kind != product.Example) {
				ids = append(ids, it.ID)
			}
		}
	}
	return ids
}

// told says what the model gave.
func (p *Pipeline) told(ctx context.Context, r *run, got ai.Improved) error {
	data := map[string]any{"model": len(got.Items), "pending": pending(r.product), "calls": got.Calls, "asked": got.Asked, "tokensSpared": got.Spared}
	if got.Why != nil && !errors.Is(got.Why, errDeadline) {
		data["why"] = why(got.Why)
	}
	return p.Keeper.Emit(ctx, r.product.ID, product.NewEvent(product.EventWritten, "written", data))
}

// why says to the creator what kept the model from writing.
func why(err error) string {
	var e *ai.Error
	if errors.As(err, &e) {
		return fault.Message(e.Fault())
	}
	return fault.Message(err)
}

// pending counts the items that a model is still to write.
func pending(prod *product.Product) int {
	n := 0
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			if prod.Sections[s].Items[i].Pending {
				n++
			}
		}
	}
	return n
}

// teller turns progress into events. Text is told a few times a second at most,
// since every event is a row.
type teller struct {
	p     *Pipeline
	r     *run
	ctx   context.Context //nolint:containedctx // of one call of assist
	texts map[string]*spoken
	err   error
}

// spoken is the text of a call that was not told yet.
type spoken struct {
	ai.Progress
	last time.Time
}

const (
	tellEvery = 300 * time.Millisecond
	tellMost  = 4_000 // characters of an event
)

// hear is called by one goroutine at a time.
func (t *teller) hear(g ai.Progress) {
	if t.err != nil {
		return
	}
	if g.Item != nil {
		t.flush(strings.Join(g.Items, " "))
		t.emit(product.NewEvent(product.EventItem, "item:"+g.Item.ID, map[string]any{"section": g.Section, "id": g.Item.ID, "title": g.Item.Title, "writer": g.Item.Writer}))
		return
	}
	key := g.Section + " " + strings.Join(g.Items, " ")
	s := t.texts[key]
	switch {
	case s == nil:
		s = &spoken{Progress: g, last: time.Now()}
		t.texts[key] = s
	case g.Again:
		s.Text, s.Again = g.Text, true
	default:
		s.Text += g.Text
	}
	if time.Since(s.last) >= tellEvery || utf8.RuneCountInString(s.Text) > tellMost {
		t.flush(key)
	}
}

// flush tells what was not told yet of a call.
func (t *teller) flush(key string) {
	s := t.texts[key]
	if s == nil || strings.TrimSpace(s.Text) == "" {
		return
	}
	t.emit(product.NewEvent(product.EventText, "", map[string]any{"section": s.Section, "entries": s.Items, "text": s.Text, "again": s.Again}))
	s.Text, s.Again, s.last = "", false, time.Now()
}

func (t *teller) emit(e product.Event) {
	if err := t.p.Keeper.Emit(t.ctx, t.r.product.ID, e); err != nil && t.err == nil {
		t.err = fmt.Errorf("tell what was written: %w", err)
	}
}

// end tells the rest.
func (t *teller) end() error {
	for key := range t.texts {
		t.flush(key)
	}
	return t.err
}
