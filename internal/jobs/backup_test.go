package jobs_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// halfway lets a number of files through, then tells, and holds the rest.
type halfway struct {
	generate.Blobs
	mu      sync.Mutex
	left    int
	reached chan struct{}
	open    chan struct{}
}

func (h *halfway) Put(data []byte) (string, error) {
	h.mu.Lock()
	h.left--
	left := h.left
	h.mu.Unlock()
	if left == 0 {
		close(h.reached)
	}
	if left <= 0 {
		<-h.open
	}
	return h.Blobs.Put(data)
}

// TestABackupInTheMiddleOfARunGoesOn copies the folder while one product is
// made, one waits and one is done; the copy ends all three.
func TestABackupInTheMiddleOfARunGoesOn(t *testing.T) {
	t.Parallel()
	h := &halfway{left: 1 << 30, reached: make(chan struct{}), open: make(chan struct{})}
	s := open(t, hooks{workers: 1, pipe: func(p *generate.Pipeline) { h.Blobs, p.Blobs = p.Blobs, h }})
	done := s.made(mini())
	h.mu.Lock()
	h.left = 8
	h.mu.Unlock()
	running, waiting := s.submit(prompts(product.Starter)), s.submit(mini())
	wait(t, h.reached, "the eighth file")
	var copied bytes.Buffer
	if err := s.run.Backup(t.Context(), &copied); err != nil {
		t.Fatalf("backup: %v", err)
	}
	if err := s.run.Delete(t.Context(), owner, done.ID); err != nil { // the copy holds it all the same
		t.Fatal(err)
	}
	close(h.open)
	want := shas(s.ended(running))

	dir := filepath.Join(t.TempDir(), "restored")
	if err := backup.Restore(t.Context(), &copied, dir); err != nil {
		t.Fatalf("restore: %v", err)
	}
	r := open(t, hooks{dir: dir})
	for name, id := range map[string]string{"done": done.ID, "running": running, "waiting": waiting} {
		p := r.ended(id)
		if p.Status != product.Complete {
			t.Errorf("the one that was %s is %s (%s), want complete", name, p.Status, p.Error)
		}
		for path, sha := range shas(p) {
			if _, err := r.blobs.Read(sha); err != nil {
				t.Errorf("%s of the one that was %s cannot be read: %v", path, name, err)
			}
		}
		r.kinds(id)
	}
	if !maps.Equal(shas(r.product(running)), want) || !maps.Equal(shas(r.product(done.ID)), shas(done)) {
		t.Error("the files in the copy are not those of the folder it was copied from")
	}
}
