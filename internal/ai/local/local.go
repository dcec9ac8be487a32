// Package local is the writer that needs no model: it chooses from the catalog
// by the brief and words what it chose for the brief's people.
//
// What is particular comes first: content of the people's own domains, then
// content for anyone, picked by a hash of the brief, so that two niches do not
// get the same product with the names changed.
package local

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Name stands in every item that this writer wrote.
const Name = "local"

// Writer composes from a catalog. It is safe for concurrent use.
type Writer struct {
	families func() (families, error)
	modules  func() ([]candidate, error)
	stickers func() []art.Entry
	speech   func() map[string]lexicon // of each field, by its domain
	rules    ruleBook
}

// New returns the writer over a catalog.
func New(cat *catalog.Catalog) *Writer {
	return &Writer{
		families: sync.OnceValues(func() (families, error) { return allFamilies(cat) }),
		modules:  sync.OnceValues(func() ([]candidate, error) { return allModules(cat) }),
		stickers: sync.OnceValue(art.Stickers),
		speech:   sync.OnceValue(func() map[string]lexicon { return ofFields(cat) }),
	}
}

var _ ai.Writer = (*Writer)(nil)

// Write composes the sections of a product for its largest tier.
func (w *Writer) Write(ctx context.Context, asked ai.Order) ([]product.Section, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	o := newOrder(asked)
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

// order is what is asked for, and what is worked out of it once.
type order struct {
	ai.Order

	begun uint64 // the hash of the brief and the seed, which rank goes on from
}

func newOrder(o ai.Order) *order {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d|%s|%s|", o.Seed, o.Reading.Who, strings.Join(o.Reading.Tags, ","))
	return &order{o, h.Sum64()}
}

// off reports whether an item has nothing to do with the brief.
func (o *order) off(it *product.Item) bool { return o.Off != nil && o.Off(it) }

// avoids reports what nothing may be made from this time.
func (o *order) avoids(source string) bool { return o.Avoid != nil && o.Avoid(source) }

// tries bounds how often a choice is made anew without what was off the brief.
const tries = 4

// rank orders things for a brief: a stable number that another brief or seed
// does not share. The id may come in parts.
func (o *order) rank(id ...string) uint64 {
	const prime = 1099511628211 // of FNV-1a
	v := o.begun
	for _, part := range id {
		for i := range len(part) {
			v = (v ^ uint64(part[i])) * prime
		}
	}
	v ^= v >> 33 // the last bytes of the id must reach all bits
	v *= 0xff51afd7ed558ccd
	return v ^ v>>33
}

// chance is a number from 0 to 1 that another brief does not share.
func (o *order) chance(id ...string) float64 { return float64(o.rank(id...)%4096) / 4096 }

// sorted orders things by a key, the least first; equal ones stay as they are.
func sorted[T any, K cmp.Ordered](all []T, key func(T) K) []T {
	type keyed struct {
		key K
		one T
	}
	keys := make([]keyed, len(all))
	for i, one := range all {
		keys[i] = keyed{key(one), one}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	out := make([]T, len(all))
	for i, k := range keys {
		out[i] = k.one
	}
	return out
}

// near says how well content for some domains fits the reading: 0 for its first
// domain, 1 for the next, and so on; len(domains) for content for anyone; -1
// for content of other domains.
func near(r *brief.Reading, domains []string) int {
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

func (s *slots) fill(text string) string {
	at := strings.IndexByte(text, '{')
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 64)
	for ; at >= 0; at = strings.IndexByte(text, '{') {
		b.WriteString(text[:at])
		text = text[at:]
		if name, words, ok := s.slot(text); ok {
			b.WriteString(words)
			text = text[len(name):]
		} else {
			b.WriteByte('{')
			text = text[1:]
		}
	}
	b.WriteString(text)
	return b.String()
}

// slot returns the slot at the start of a text, and what stands there.
func (s *slots) slot(text string) (name, words string, ok bool) {
	end := strings.IndexByte(text, '}')
	if end < 0 {
		return "", "", false
	}
	name = text[:end+1]
	switch name {
	case "{who}":
		return name, s.who, true
	case "{whos}":
		return name, s.whos, true
	case "{work}":
		return name, s.work, true
	case "{need}":
		return name, s.need, true
	case "{also}":
		return name, s.also, true
	case "{third}":
		return name, s.third, true
	case "{terms}":
		return name, s.terms, true
	case "{setting}":
		return name, s.setting, true
	case "{term}":
		return name, s.term, true
	}
	return "", "", false
}

func (s *slots) all(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = s.fill(t)
	}
	return out
}

// threeTerms picks three nouns of the niche for an item and joins them.
func threeTerms(o *order, id string) string {
	return joined(ranked(o, id, o.Reading.Terms), o.Reading.Needs[0].Name)
}

// termsOf picks three nouns for an item that serves a need: up to two from the
// need itself, so that the words belong to the task, and the rest of the niche.
func termsOf(o *order, id string, n brief.Need) string {
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
func ranked(o *order, id string, texts []string) []string {
	return sorted(texts, func(t string) uint64 { return o.rank(id, t) })
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
