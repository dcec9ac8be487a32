package library

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"sync"

	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Setters lends out typesetters that remember the words they have shaped. The
// tiers of a product hold the same prompts, so tiers that share one save that
// work; one that is kept longer holds on to every word it has met. The zero
// value is ready; it is safe for concurrent use.
type Setters struct {
	mu   sync.Mutex
	free map[string][]*typeset.Setter // by family
	best *drawn
}

// drawn is the largest book that was laid out, for the pictures of the shop.
type drawn struct {
	shows   string // hash of all that it shows
	prompts int
	doc     *draw.Document
}

// once lays out the book of an edition, or returns the largest that was laid
// out if it is this one. A document is only read afterwards.
func (in Input) once(c *contents) *draw.Document {
	s := in.Setters
	if s == nil {
		return compose(in, c)
	}
	key := digest(c, in.Theme.ID, in.Look, in.author(), in.paper(), licence(in.Profile), in.Profile.Contact, in.Profile.Site)
	s.mu.Lock()
	best := s.best
	s.mu.Unlock()
	if best != nil && best.shows == key {
		return best.doc
	}
	d := &drawn{key, len(c.Prompts), compose(in, c)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.best == nil || s.best.prompts <= d.prompts {
		s.best = d
	}
	return d.doc
}

// take lends a typesetter for the look, which one document uses at a time.
func (in Input) take() *typeset.Setter {
	if s := in.Setters; s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if all := s.free[in.Look.Family]; len(all) > 0 {
			s.free[in.Look.Family] = all[:len(all)-1]
			return all[len(all)-1]
		}
	}
	return typeset.New(in.Fonts, in.Look.Family, "en")
}

// give takes it back.
func (in Input) give(set *typeset.Setter) {
	s := in.Setters
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.free == nil {
		s.free = map[string][]*typeset.Setter{}
	}
	s.free[in.Look.Family] = append(s.free[in.Look.Family], set)
}
