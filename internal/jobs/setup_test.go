package jobs_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/jobs"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

const owner = "me"

// shop is a runner over a data folder of its own, with hooks around what it
// calls.
type shop struct {
	t     *testing.T
	dir   string
	db    *store.DB
	blobs *blob.Folder
	run   *jobs.Runner
}

// hooks change a shop before it opens; the zero value changes nothing.
type hooks struct {
	dir     string
	queue   int
	workers int
	pipe    func(*generate.Pipeline)
	db      func(*store.DB) // after the tables are there, before the queue frees what it held
	idle    bool            // the queue is not started
	scribe  *scribe         // watches, and carries
}

func open(t *testing.T, h hooks) *shop {
	t.Helper()
	if h.dir == "" {
		h.dir = t.TempDir()
	}
	db, err := store.Open(t.Context(), h.dir, time.Now)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	blobs, err := blob.Open(filepath.Join(h.dir, backup.BlobDir))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	pipe := app.Pipeline(blobs)
	if h.pipe != nil {
		h.pipe(pipe)
	}
	if h.db != nil {
		h.db(db)
	}
	c := jobs.Config{DB: db, Blobs: blobs, Pipeline: pipe, Log: slog.New(slog.DiscardHandler), Now: time.Now, MaxQueue: h.queue, Workers: h.workers}
	if h.scribe != nil {
		c.Watchers, c.Carrier, pipe.Watchers = []jobs.Watcher{h.scribe}, h.scribe, []generate.Watcher{h.scribe}
	}
	r, err := jobs.New(t.Context(), c)
	if err != nil {
		t.Fatalf("open the queue: %v", err)
	}
	if !h.idle {
		if err := r.Start(t.Context()); err != nil {
			t.Fatalf("start: %v", err)
		}
	}
	s := &shop{t: t, dir: h.dir, db: db, blobs: blobs, run: r}
	t.Cleanup(s.close)
	return s
}

// close ends the work; a second call does nothing.
func (s *shop) close() {
	if s.run == nil {
		return
	}
	if err := s.run.Close(context.Background()); err != nil {
		s.t.Errorf("close the queue: %v", err)
	}
	if err := s.db.Close(); err != nil {
		s.t.Errorf("close: %v", err)
	}
	s.run = nil
}

func prompts(tier product.Tier) product.Request {
	return product.Request{Brief: "Record keeping prompts for beekeepers with thirty hives", Category: product.AIPrompts, Tier: tier}
}

func mini() product.Request {
	return product.Request{Brief: "Meal and sleep planner for night-shift nurses", Category: product.DigitalPlanners, Tier: product.Mini}
}

func (s *shop) submit(req product.Request) string {
	s.t.Helper()
	id, err := s.run.Submit(s.t.Context(), owner, req, store.Claim{})
	if err != nil {
		s.t.Fatalf("submit: %v", err)
	}
	return id
}

// ended waits for the end of a run and returns the product.
func (s *shop) ended(id string) *product.Product {
	s.t.Helper()
	signal, stop := s.db.Watch(id)
	defer stop()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	for {
		p := s.product(id)
		if p.Status.Final() {
			return p
		}
		select {
		case <-signal:
		case <-limit.C:
			s.t.Fatalf("product %s is %s after a minute", id, p.Status)
		}
	}
}

func (s *shop) product(id string) *product.Product {
	s.t.Helper()
	p, _, err := s.db.Product(s.t.Context(), owner, id)
	if err != nil {
		s.t.Fatalf("product %s: %v", id, err)
	}
	return p
}

func (s *shop) made(req product.Request) *product.Product {
	s.t.Helper()
	p := s.ended(s.submit(req))
	if p.Status != product.Complete {
		s.t.Fatalf("the product is %s (%s), want complete", p.Status, p.Error)
	}
	return p
}

func (s *shop) edit(p *product.Product, patch string) (*product.Product, error) {
	s.t.Helper()
	var e generate.Patch
	if err := json.Unmarshal([]byte(patch), &e); err != nil {
		s.t.Fatalf("the patch %s: %v", patch, err)
	}
	return s.run.Edit(s.t.Context(), owner, p.ID, p.Revision, e)
}

func (s *shop) kinds(id string) []string {
	s.t.Helper()
	events, err := s.db.Events(s.t.Context(), id, 0, 10_000)
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for i, e := range events {
		if e.Seq != int64(i+1) {
			s.t.Errorf("event %d has the number %d", i+1, e.Seq)
		}
		all = append(all, e.Kind)
	}
	return all
}

// stored returns the hashes of all files in the folder.
func (s *shop) stored() map[string]bool {
	s.t.Helper()
	all := map[string]bool{}
	if err := s.blobs.Each(func(sha string, _ int64) error { all[sha] = true; return nil }); err != nil {
		s.t.Fatal(err)
	}
	return all
}

// shas returns a product's files by path.
func shas(p *product.Product) map[string]string {
	all := map[string]string{}
	for _, f := range p.Files {
		all[f.Path] = f.SHA
	}
	return all
}
