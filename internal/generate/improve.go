package generate

import (
	"context"
	"fmt"
	"slices"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// Pending reports whether a model is still to write items of a product.
func Pending(prod *product.Product) bool { return pending(prod) > 0 || prod.Unsaid > 0 }

// Ask lets a model write what it did not get to when the product was made, until
// the context ends. The product is not changed.
func (p *Pipeline) Ask(ctx context.Context, prod *product.Product, profile product.Profile) (got ai.Improved, err error) {
	err = guard(func() error {
		if p.Improver == nil || !p.Improver.Ready() {
			return nil
		}
		r, err := p.begin(ctx, prod, profile)
		if err != nil {
			return err
		}
		d, err := p.draft(r)
		if err != nil {
			return err
		}
		first := false // something that others follow is pending
		prod.Items(product.Ultimate, func(_ *product.Section, it *product.Item) { first = first || it.Pending && !follows(it) })
		d.Fresh = !r.lang.English() // what was refused before is not to be taken from the cache
		d.Wanted, d.Patient = func(it *product.Item) bool { return it.Pending && (!first || !follows(it)) }, true
		got = p.Improver.Improve(ctx, d, func(ai.Progress) {})
		prod.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
			if it.Pending && !d.Wanted(it) {
				got.Late = append(got.Late, it.ID)
			}
		})
		return nil
	})
	return got, err
}

// Better puts what a model wrote into the product where the creator has changed
// nothing, makes again what shows it, and keeps the result as the next revision.
// Items that are still to come stay marked unless it is the last time. When the
// gates pass with the old words and not with the new ones, the old ones stay.
// prod is changed; after an error it must be thrown away.
func (p *Pipeline) Better(ctx context.Context, prod *product.Product, profile product.Profile, got ai.Improved, last bool) error {
	return guard(func() error { return p.better(ctx, prod, profile, got, last) })
}

func (p *Pipeline) better(ctx context.Context, prod *product.Product, profile product.Profile, got ai.Improved, last bool) error {
	r, err := p.begin(ctx, prod, profile)
	if err != nil {
		return err
	}
	ready, before := prod.Report.LaunchReady, copied(prod.Sections)
	for id := range got.Items {
		if it := find(prod, id); it == nil || !it.Pending || it.Edited {
			delete(got.Items, id) // it went, was written or was changed meanwhile
		}
	}
	words, phrases := prod.Words, prod.Phrases
	taken := p.take(prod, got)
	p.localise(r, got.Said)
	late(prod, remaining(prod, got, last))
	if taken == 0 && len(got.Said) == 0 {
		return p.Keeper.Keep(ctx, prod, "check", "improved")
	}
	if err := p.remake(ctx, r); err != nil {
		return err
	}
	if ready && !prod.Report.LaunchReady {
		prod.Sections, prod.Words, prod.Phrases = before, words, phrases
		late(prod, nil)
		p.localise(r, nil)
		if err := p.remake(ctx, r); err != nil {
			return err
		}
		taken = 0
	}
	prod.Revision++
	note := fmt.Sprintf("a model wrote %d items", taken)
	return p.Keeper.Keep(ctx, prod, "check", note, product.NewEvent(product.EventImproved, "", map[string]any{"revision": prod.Revision, "items": taken, "pending": pending(prod), "score": prod.Report.Score}))
}

// remaining lists the items that stay marked: those that were and are not
// written yet, of what the model was late with.
func remaining(prod *product.Product, got ai.Improved, last bool) []string {
	var ids []string
	if last {
		return ids
	}
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			if it := &prod.Sections[s].Items[i]; it.Pending && !it.Edited && slices.Contains(got.Late, it.ID) {
				ids = append(ids, it.ID)
			}
		}
	}
	return ids
}

// remake makes again what shows a change.
func (p *Pipeline) remake(ctx context.Context, r *run) error {
	for _, do := range []func(context.Context, *run) error{p.deliver, p.list, p.pack, p.check} {
		if err := do(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// copied copies sections so that their items can be replaced in one of the two.
func copied(all []product.Section) []product.Section {
	out := slices.Clone(all)
	for i := range out {
		out[i].Items = slices.Clone(out[i].Items)
	}
	return out
}

func find(prod *product.Product, id string) *product.Item {
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			if it := &prod.Sections[s].Items[i]; it.ID == id {
				return it
			}
		}
	}
	return nil
}

// safe makes sure that a model does no harm: a product which is not ready to
// launch is made again from the local writer's words, and those are kept if they
// are the better ones.
func (p *Pipeline) safe(ctx context.Context, r *run) error {
	prod := r.product
	if prod.Report.LaunchReady || !modelled(prod) || !r.lang.English() { // the local writer's words are English
		return nil
	}
	score, sections, words := rank(prod), copied(prod.Sections), prod.Words
	lex, err := p.Lexicon()
	if err != nil {
		return err
	}
	drafted, err := p.Writer.Write(ctx, p.order(r, lex))
	if err != nil {
		return err
	}
	prod.Sections, prod.Words = drafted, product.Words{}
	if err := p.remake(ctx, r); err != nil {
		return err
	}
	if rank(prod) > score {
		return p.Keeper.Emit(ctx, prod.ID, product.NewEvent(product.EventWritten, "set aside", map[string]any{"model": 0, "pending": 0, "why": "With the model's words a gate was not passed; the product has those of the local writer."}))
	}
	prod.Sections, prod.Words = sections, words
	return p.remake(ctx, r)
}

// local stands in items of the local writer.
const local = "local"

func (p *Pipeline) order(r *run, lex *quality.Lexicon) ai.Order {
	return ai.Order{
		Category: r.product.Category, Reading: r.reading, Sources: r.product.Request.Sources, Seed: r.product.Request.Seed,
		Off: quality.NewCompass(lex, r.reading).Off,
	}
}

// rank orders reports: what is ready to launch before what is not, then by score.
func rank(prod *product.Product) float64 {
	if prod.Report.LaunchReady {
		return prod.Report.Score + 1000
	}
	return prod.Report.Score
}

// modelled reports whether a model wrote any of a product.
func modelled(prod *product.Product) bool {
	if prod.Words.Writer != "" {
		return true
	}
	for s := range prod.Sections {
		for i := range prod.Sections[s].Items {
			if it := &prod.Sections[s].Items[i]; it.Writer != local && it.Writer != creator && it.Writer != "" {
				return true
			}
		}
	}
	return false
}
