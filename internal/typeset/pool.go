package typeset

import (
	"runtime"
	"sync"

	"github.com/gumgenie/gumgenie/internal/font"
)

// maxWords is how many shaped words a setter may remember to be lent out again:
// about 4 MB of English.
const maxWords = 12000

// Pool lends out setters that remember the words they have shaped: documents of
// one language say much the same. What a setter remembers changes nothing that
// it sets. A Pool is safe for concurrent use.
type Pool struct {
	lib   *font.Library
	shelf shelf

	mu   sync.Mutex
	free map[kind][]*Setter
}

type kind struct{ family, lang string }

// NewPool returns a pool of setters with the faces of a library.
func NewPool(lib *font.Library) *Pool { return &Pool{lib: lib, free: map[kind][]*Setter{}} }

// Take lends a setter for a family and a language, as New returns it. Give it
// back when its document is set.
func (p *Pool) Take(family, lang string) *Setter {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := kind{family, lang}
	if all := p.free[k]; len(all) > 0 {
		p.free[k] = all[:len(all)-1]
		return all[len(all)-1]
	}
	s := New(p.lib, family, lang)
	s.kind, s.shelf = k, &p.shelf
	return s
}

// Give takes a setter back. One that remembers too much, or more of them than can
// work at once, are let go.
func (p *Pool) Give(s *Setter) {
	if len(s.words[0])+len(s.words[1]) > maxWords {
		return
	}
	s.dropped = nil
	clear(s.known)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free[s.kind]) < runtime.GOMAXPROCS(0) {
		p.free[s.kind] = append(p.free[s.kind], s)
	}
}
