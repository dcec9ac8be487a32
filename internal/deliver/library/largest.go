package library

import (
	"sync"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Largest keeps the largest book that was laid out: the pictures of the shop show
// its pages. The zero value is ready; it is safe for concurrent use.
type Largest struct {
	mu   sync.Mutex
	best *drawn
}

type drawn struct {
	shows   string // hash of all that it shows
	prompts int
	doc     *draw.Document
}

// once lays out the book of an edition, or returns the largest that was laid
// out if it is this one. A document is only read afterwards.
func (in Input) once(c *contents) *draw.Document {
	l := in.Largest
	if l == nil {
		return compose(in, c)
	}
	key := digest(c.hash(), in.Theme.ID, in.Look, in.Lang, in.author(), in.paper(), in.licence(), in.Profile.Contact, in.Profile.Site)
	l.mu.Lock()
	best := l.best
	l.mu.Unlock()
	if best != nil && best.shows == key {
		return best.doc
	}
	d := &drawn{key, len(c.Prompts), compose(in, c)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.best == nil || l.best.prompts <= d.prompts {
		l.best = d
	}
	return d.doc
}
