// Package author lets a model write better what the local writer has drafted.
//
// The draft is whole from the start and stays so: a model's words replace those
// of an entry only when they have come in time and passed the screen that the
// gates will apply. Tier, needs, layout, price and links are never a model's.
package author

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Author asks the model that is configured at the moment. It is safe for
// concurrent use.
type Author struct {
	// Model returns the model to ask, false when there is none.
	Model func() (ai.Model, bool)
}

var _ ai.Improver = (*Author)(nil)

// How an author asks.
const (
	hands       = 4     // calls of one product at once: one place is left for people who wait
	patient     = 2     // calls at once for a product that nobody waits for
	batchItems  = 8     // entries of a call
	batchSize   = 3_600 // characters of the drafts of a call
	outlinePart = 4     // the outline may take this part of the time
)

// Ready reports whether there is a model to ask.
func (a *Author) Ready() bool {
	_, ok := a.Model()
	return ok
}

// work is the improvement of one draft.
type work struct {
	m    ai.Model
	d    *ai.Draft
	tell func(ai.Progress)
	plan plan

	mu   sync.Mutex // guards what follows, the screen and tell
	out  ai.Improved
	dead error // the model cannot be asked at all
}

// Improve asks for an outline, then for the listing and the sections, smallest
// tier first, several at once, until all are written or the context ends.
// Entries that a model gave wrongly are asked for once more.
func (a *Author) Improve(ctx context.Context, d ai.Draft, tell func(ai.Progress)) ai.Improved {
	m, ok := a.Model()
	w := &work{m: m, d: &d, tell: tell, out: ai.Improved{Items: map[string]product.Item{}, Said: locale.Messages{}}}
	batches := w.batches()
	if !ok {
		return w.close(ctx, batches)
	}
	lists := w.phrases()
	queue := make(chan func(), len(lists)+len(batches)+1)
	for _, of := range lists {
		queue <- func() { w.say(ctx, of) }
	}
	if w.whole() {
		queue <- func() { w.listing(ctx) }
	}
	var wg sync.WaitGroup
	n := hands
	if d.Patient {
		n = patient
	}
	for range n {
		wg.Go(func() {
			for do := range queue {
				if ctx.Err() == nil && w.alive() {
					do()
				}
			}
		})
	}
	if w.whole() || d.Patient && d.How.Action == "" {
		w.outline(ctx)
	}
	for _, b := range batches {
		queue <- func() { w.section(ctx, b) }
	}
	close(queue)
	wg.Wait()
	return w.close(ctx, batches)
}

// close lists what did not come though it may yet.
func (w *work) close(ctx context.Context, batches []*batch) ai.Improved {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dead != nil {
		w.out.Why = w.dead
	}
	if w.out.Why == nil && ctx.Err() != nil {
		w.out.Why = context.Cause(ctx)
	}
	for _, b := range batches {
		for _, it := range b.items {
			// English that a model could not put into the language has to come all the same.
			if _, done := w.out.Items[it.ID]; !done && (!b.judged[it.ID] || it.Language != "") && w.dead == nil {
				w.out.Late = append(w.out.Late, it.ID)
			}
		}
	}
	return w.out
}

// whole reports whether a product is written, rather than some of its items:
// those have a listing already.
func (w *work) whole() bool { return !w.d.Patient && !w.d.Part && w.d.How.Action == "" }

func (w *work) alive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dead == nil
}

// batch is some entries of a section that are asked for together.
type batch struct {
	section *product.Section
	items   []*product.Item
	judged  map[string]bool // what the model wrote of them was not good enough, twice
}

// batches cuts the wanted entries into calls: those of the smallest tier first,
// one of each section in turn.
func (w *work) batches() []*batch {
	var all []*batch
	for _, tier := range []product.Tier{"", product.Mini, product.Starter, product.Pro, product.Ultimate} {
		var lists [][]*batch
		for i := range w.d.Sections {
			if of := w.cut(&w.d.Sections[i], tier); len(of) > 0 {
				lists = append(lists, of)
			}
		}
		for k := 0; len(lists) > 0; k++ {
			rest := lists[:0]
			for _, l := range lists {
				if k < len(l) {
					all = append(all, l[k])
					rest = append(rest, l)
				}
			}
			lists = rest
		}
	}
	return all
}

// cut cuts the wanted entries of a tier in a section.
func (w *work) cut(s *product.Section, tier product.Tier) []*batch {
	var all []*batch
	room := 0
	for i := range s.Items {
		it := &s.Items[i]
		if it.Tier != tier || w.d.How.Action == "" && !writable(it) || w.d.Wanted != nil && !w.d.Wanted(it) {
			continue
		}
		size := 0
		for _, t := range fields(it) {
			size += utf8.RuneCountInString(t.Value)
		}
		if n := len(all); n == 0 || room < size || len(all[n-1].items) == batchItems || all[n-1].items[0].Language != it.Language {
			all = append(all, &batch{section: s, judged: map[string]bool{}})
			room = batchSize
		}
		room -= size
		last := all[len(all)-1]
		last.items = append(last.items, it)
	}
	return all
}

// writable reports items that consist of words of their own. Examples,
// workflows, cards and sheets follow from others.
func writable(it *product.Item) bool {
	switch it.Kind {
	case product.Prompt:
		return !it.Edited
	case product.Page:
		return !it.Edited && len(it.Blocks) > 0
	case product.Workflow, product.Card, product.Sheet: // they need another language only
		return !it.Edited && it.Language != ""
	}
	return false
}

// outline asks what the product should attend to. Without an answer in time
// there is none: the draft has an outline of its own.
func (w *work) outline(ctx context.Context) {
	if end, ok := ctx.Deadline(); ok {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, time.Until(end)/outlinePart)
		defer stop()
	}
	a, err := w.m.Ask(ctx, planning(w.d), nil)
	if err != nil {
		w.failed(err)
		return
	}
	var p plan
	if json.Unmarshal([]byte(a.Text), &p) == nil {
		w.plan = p
	}
}

// listing asks for words of the sales page and takes those that may stand there.
func (w *work) listing(ctx context.Context) {
	a, err := w.m.Ask(ctx, listing(w.d), nil)
	if err != nil {
		w.failed(err)
		return
	}
	var got words
	if json.Unmarshal([]byte(a.Text), &got) != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	out := &w.out.Words
	for _, one := range []struct {
		from        string
		to          *string
		least, most int
	}{{got.Tagline, &out.Tagline, 30, 200}, {got.Outcome, &out.Outcome, 20, 170}, {got.Situation, &out.Situation, 30, 320}} {
		if s := line(one.from); w.says(s, one.least, one.most) {
			*one.to = s
		}
	}
	for _, q := range got.FAQ[:min(len(got.FAQ), 2)] {
		if q.Ask, q.Answer = line(q.Ask), line(q.Answer); w.says(q.Ask, 10, 140) && w.says(q.Answer, 10, 420) {
			out.FAQ = append(out.FAQ, q)
		}
	}
	if out.Tagline != "" || out.Outcome != "" || out.Situation != "" || len(out.FAQ) > 0 {
		out.Writer = cmp.Or(a.By, w.m.Name())
	}
}

func (w *work) says(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= least && n <= most && len(w.d.Screen.Says(s)) == 0
}

// section asks for the entries of a batch, and once more for those that were
// missing or not taken.
func (w *work) section(ctx context.Context, b *batch) {
	todo := b.items
	faults := map[string][]string{}
	for try := range 2 {
		got := map[string]bool{}
		faulty := map[string][]string{}
		s := &stream{
			entry: func(e entry) { w.entry(b, e, got, faulty) },
			text:  nil,
		}
		ids := make([]string, len(todo))
		for i, it := range todo {
			ids[i] = it.ID
		}
		q := writing(w.d, b.section, todo, &w.plan, faults)
		w.count(q)
		first := true
		s.text = func(text string) {
			w.hear(ai.Progress{Section: b.section.ID, Items: ids, Text: text, Again: first})
			first = false
		}
		a, err := w.m.Ask(ctx, q, func(p ai.Piece) {
			if p.Again {
				s.reset()
				first = true
			}
			s.write(p.Text)
		})
		if err == nil {
			w.sign(got, cmp.Or(a.By, w.m.Name()))
		}
		var rest []*product.Item
		for _, it := range todo {
			if !got[it.ID] {
				rest = append(rest, it)
			}
		}
		todo = rest
		if len(todo) == 0 || ctx.Err() != nil {
			return
		}
		if err != nil && !mendable(err) {
			w.failed(err)
			return
		}
		for _, it := range todo {
			if len(faulty[it.ID]) == 0 {
				faulty[it.ID] = []string{"It was missing."}
			}
			if try == 1 {
				b.judged[it.ID] = true
			}
		}
		faults = faulty
	}
}

// count counts a call about some entries.
func (w *work) count(q ai.Question) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.Calls++
	w.out.Asked += q.Items
	w.out.Spared += ai.Spared(q)
}

// mendable reports errors of an answer, not of the provider: asking once more,
// for less, may help.
func mendable(err error) bool {
	switch ai.ReasonOf(err) {
	case ai.Blocked, ai.Truncated, ai.Garbled:
		return true
	}
	return false
}

// failed notes why the model gave nothing. Some reasons mean that it is of no
// use to ask it anything more.
func (w *work) failed(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.out.Why == nil && !errors.Is(err, context.DeadlineExceeded) {
		w.out.Why = err
	}
	switch ai.ReasonOf(err) {
	case ai.BadKey, ai.UnknownModel, ai.Spent, ai.Limit, ai.Refused:
		w.dead = err
	}
}

// entry takes an entry that has arrived whole, or notes why not.
func (w *work) entry(b *batch, e entry, got map[string]bool, faulty map[string][]string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, it := range b.items {
		if it.ID != e.ID || got[e.ID] {
			continue
		}
		now, faults := merge(it, e, w.d.How.Action)
		if len(faults) == 0 {
			faults = w.d.Screen.Faults(&now)
		}
		if len(faults) > 0 {
			faulty[e.ID] = faults
			return
		}
		now.Writer, now.Pending, now.Language = w.m.Name(), false, ""
		if !w.d.Screen.Backed(&now) {
			now.Check = unbacked
		}
		w.d.Screen.Take(&now)
		w.out.Items[e.ID] = now
		got[e.ID] = true
		w.tell(ai.Progress{Section: b.section.ID, Items: []string{e.ID}, Item: &now})
	}
}

// unbacked is what a creator is told of an entry that no source stands behind.
const unbacked = "A model wrote this, and no source of yours stands behind it: read it before you sell it."

// sign puts the name of the model that answered under its entries: in a chain it
// need not be the first.
func (w *work) sign(got map[string]bool, model string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := range got {
		it := w.out.Items[id]
		it.Writer = model
		w.out.Items[id] = it
	}
}

func (w *work) hear(p ai.Progress) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tell(p)
}
