// Package local is the writer that needs no model: it chooses from the catalog
// by the brief and words what it chose for the brief's people.
//
// What is particular comes first: content of the people's own domains, then
// content for anyone, picked by a hash of the brief, so that two niches do not
// get the same product with the names changed.
package local

import (
	"context"
	"fmt"
	"hash/fnv"
	"sort"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Name stands in every item that this writer wrote.
const Name = "local"

// Writer composes from a catalog. It is safe for concurrent use.
type Writer struct {
	cat   *catalog.Catalog
	words func() map[string]lexicon // of each family, by its id

	speech func() map[string]lexicon // of each field, by its domain
}

// New returns the writer over a catalog.
func New(cat *catalog.Catalog) *Writer {
	return &Writer{
		cat:    cat,
		words:  sync.OnceValue(func() map[string]lexicon { return ofFamilies(cat) }),
		speech: sync.OnceValue(func() map[string]lexicon { return ofFields(cat) }),
	}
}

var _ ai.Writer = (*Writer)(nil)

// Write composes the sections of a product for its largest tier.
func (w *Writer) Write(ctx context.Context, o ai.Order) ([]product.Section, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	if len(o.Reading.Needs) == 0 {
		return nil, fmt.Errorf("write: the reading of the brief has no needs")
	}
	switch o.Category {
	case product.AIPrompts:
		return w.prompts(o)
	case product.DigitalPlanners:
		return w.planner(o)
	}
	return nil, fmt.Errorf("write: no local content for category %q", o.Category)
}

// off reports whether an item has nothing to do with the brief.
func off(o ai.Order, it *product.Item) bool { return o.Off != nil && o.Off(it) }

// avoided reports what nothing may be made from this time.
func avoided(o ai.Order, source string) bool { return o.Avoid != nil && o.Avoid(source) }

// tries bounds how often a choice is made anew without what was off the brief.
const tries = 4

// rank orders things for a brief: a stable number that another brief or seed
// does not share.
func rank(o ai.Order, id string) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d|%s|%s|%s", o.Seed, o.Reading.Who, strings.Join(o.Reading.Tags, ","), id)
	v := h.Sum64()
	v ^= v >> 33 // the last bytes of the id must reach all bits
	v *= 0xff51afd7ed558ccd
	return v ^ v>>33
}

// near says how well content for some domains fits the reading: 0 for its first
// domain, 1 for the next, and so on; len(domains) for content for anyone; -1
// for content of other domains.
func near(r brief.Reading, domains []string) int {
	if len(domains) == 0 {
		return len(r.Domains)
	}
	for i, mine := range r.Domains {
		for _, d := range domains {
			if d == mine {
				return i
			}
		}
	}
	return -1
}

func share(a, b []string) int {
	n := 0
	for i, x := range a {
		for j, y := range b {
			if x == y {
				n += 6 - min(i, 2) - min(j, 2) // the first themes say most
			}
		}
	}
	return n
}

// slots are the words that stand in the places of a template.
type slots struct{ who, whos, work, need, also, third, terms, setting, term string }

func (s slots) fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return strings.NewReplacer("{who}", s.who, "{whos}", s.whos, "{work}", s.work, "{need}", s.need, "{also}", s.also, "{third}", s.third,
		"{terms}", s.terms, "{setting}", s.setting, "{term}", s.term).Replace(text)
}

func (s slots) all(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = s.fill(t)
	}
	return out
}

// threeTerms picks three nouns of the niche for an item and joins them.
func threeTerms(o ai.Order, id string) string {
	return joined(ranked(o, id, o.Reading.Terms), o.Reading.Needs[0].Name)
}

// termsOf picks three nouns for an item that serves a need: up to two from the
// need itself, so that the words belong to the task, and the rest of the niche.
func termsOf(o ai.Order, id string, n brief.Need) string {
	var own []string
	for _, d := range ranked(o, id, n.Details) {
		if len(own) < 2 && telling(d) {
			own = append(own, d)
		}
	}
	for _, t := range ranked(o, id, o.Reading.Terms) {
		if !has(own, t) {
			own = append(own, t)
		}
	}
	return joined(own, n.Name)
}

// telling reports whether a detail says what it belongs to: "wake-ups", not
// "date".
func telling(detail string) bool {
	parts := strings.Fields(detail)
	if len(parts) == 0 || len(parts) > 2 || brief.Joining(parts[0]) || strings.HasSuffix(detail, "ed") || strings.ContainsAny(detail, "0123456789,()/") {
		return false
	}
	l := lexicon{}
	l.add(detail)
	for w := range l {
		switch w {
		case "cost", "price", "done", "paid", "form", "room", "task", "item", "amount", "place", "reason", "result", "felt", "lesson", "answer", "today", "hour", "owner", "real", "guess", "income", "given", "seen", "worn", "taken", "spent", "sent", "heard", "held", "used", "told", "bought", "sold", "lent", "found", "lost", "kept":
			return false
		}
	}
	return len(l) > 0
}

// ranked orders texts for an item.
func ranked(o ai.Order, id string, texts []string) []string {
	all := append([]string(nil), texts...)
	sort.SliceStable(all, func(i, j int) bool { return rank(o, id+all[i]) < rank(o, id+all[j]) })
	return all
}

// joined names up to three texts in a row, or another one when there is none.
func joined(all []string, otherwise string) string {
	switch n := min(3, len(all)); n {
	case 0:
		return otherwise
	case 1:
		return all[0]
	case 2:
		return all[0] + " and " + all[1]
	}
	return all[0] + ", " + all[1] + " and " + all[2]
}
