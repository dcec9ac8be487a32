package jobs

import (
	"context"
	"sync"

	"github.com/gumgenie/gumgenie/internal/generate"
)

// noted keeps blobs and remembers which: files that a run has kept before it
// broke off have no row that names them, and nobody else would know them.
type noted struct {
	generate.Blobs

	mu   sync.Mutex
	shas map[string]bool
}

// Put keeps the bytes and notes their hash.
func (n *noted) Put(data []byte) (string, error) {
	sha, err := n.Blobs.Put(data)
	if err == nil {
		n.mu.Lock()
		n.shas[sha] = true
		n.mu.Unlock()
	}
	return sha, err
}

// noting returns a pipeline for one run, which remembers what the run keeps.
func (r *Runner) noting() (*generate.Pipeline, *noted) {
	pipe := *r.Pipeline
	n := &noted{Blobs: pipe.Blobs, shas: map[string]bool{}}
	pipe.Blobs = n
	return &pipe, n
}

// disown leaves to the next sweep what a run kept and nothing names.
func (r *Runner) disown(ctx context.Context, n *noted) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []string
	for sha := range n.shas {
		all = append(all, sha)
	}
	if err := r.DB.Disown(ctx, all); err != nil {
		r.Log.Warn("disown files that nothing names", "err", err)
	}
}
