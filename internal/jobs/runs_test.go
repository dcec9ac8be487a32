package jobs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// gate is storage that holds every Put until it is opened, and tells of the first.
type gate struct {
	generate.Blobs
	reached chan struct{}
	open    chan struct{}
	once    sync.Once
}

func newGate() *gate { return &gate{reached: make(chan struct{}), open: make(chan struct{})} }

func (g *gate) into(p *generate.Pipeline) { g.Blobs, p.Blobs = p.Blobs, g }

func (g *gate) Put(data []byte) (string, error) {
	g.once.Do(func() { close(g.reached) })
	<-g.open
	return g.Blobs.Put(data)
}

// failing is storage whose nth Put fails.
type failing struct {
	generate.Blobs
	left atomic.Int64
	with func() error
}

func (f *failing) Put(data []byte) (string, error) {
	if f.left.Add(-1) == 0 {
		return "", f.with()
	}
	return f.Blobs.Put(data)
}

func wait(t *testing.T, ch <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-ch:
	case <-time.After(time.Minute):
		t.Fatalf("waited a minute for %s", what)
	}
}

// still waits until nothing is at work: a sweep gets through then.
func (s *shop) still() {
	s.t.Helper()
	s.close()
}

func TestStopEndsTheWork(t *testing.T) {
	t.Parallel()
	g := newGate()
	s := open(t, hooks{workers: 1, pipe: g.into})
	running := s.submit(prompts(product.Starter))
	waiting := s.submit(prompts(product.Starter))
	wait(t, g.reached, "the first file")
	for name, id := range map[string]string{"running": running, "queued": waiting} {
		if err := s.run.Stop(t.Context(), owner, id); err != nil {
			t.Fatalf("stop the %s run: %v", name, err)
		}
		if got := s.product(id).Status; got != product.Stopped {
			t.Errorf("the %s run is %s at once, want stopped", name, got)
		}
	}
	close(g.open)
	after := s.made(mini()) // the one worker is free again
	if err := s.run.Stop(t.Context(), owner, after.ID); err != nil || s.product(after.ID).Status != product.Complete {
		t.Errorf("stopping what has ended changes it: %v", err)
	}
	if err := s.run.Stop(t.Context(), owner, "nobody"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("stopping an unknown product: got %v", err)
	}
	for name, id := range map[string]string{"running": running, "queued": waiting} {
		kinds := s.kinds(id)
		if last := kinds[len(kinds)-1]; last != product.EventStopped || slices.Contains(kinds, product.EventFile) {
			t.Errorf("%s: got the events %v, want no file and the stop last", name, kinds)
		}
		if p := s.product(id); len(p.Files) != 0 {
			t.Errorf("%s: %d files appeared after the stop", name, len(p.Files))
		}
	}
	want := map[string]bool{}
	for _, sha := range shas(after) {
		want[sha] = true
	}
	db := s.db
	err := db.Recorded(t.Context(), running, func(task, _ string, _ []byte) error { return fmt.Errorf("task %s was recorded after the stop", task) })
	if err != nil {
		t.Error(err)
	}
	s.run.Sweep(t.Context())
	stored := s.stored()
	for sha := range stored {
		if !want[sha] {
			t.Errorf("the file %s of a stopped run is left", sha)
		}
	}
}

// TestStopsLoseNoHands stops many runs in the middle: each must give back what
// it held, or nothing could be made any more.
func TestStopsLoseNoHands(t *testing.T) {
	t.Parallel()
	var hands chan struct{}
	s := open(t, hooks{pipe: func(p *generate.Pipeline) { hands = p.Hands }})
	for range 12 {
		id := s.submit(prompts(product.Starter))
		signal, stop := s.db.Watch(id)
		for !slices.Contains(s.kinds(id), product.EventFile) {
			wait(t, signal, "a file")
		}
		stop()
		if err := s.run.Stop(t.Context(), owner, id); err != nil {
			t.Fatal(err)
		}
	}
	s.made(mini())
	s.still()
	if len(hands) != 0 {
		t.Errorf("%d of %d hands are held by nobody", len(hands), cap(hands))
	}
}

func TestAPanicFailsItsOwnRunOnly(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]func(*generate.Pipeline){
		"in a stage": func(p *generate.Pipeline) { p.Writer = cursed{p.Writer} },
		"in a task":  func(p *generate.Pipeline) { p.Blobs = cursedBlobs{p.Blobs} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, hooks{pipe: at})
			bad := s.submit(product.Request{Brief: "Cursed prompts for beekeepers", Category: product.AIPrompts, Tier: product.Starter})
			good := s.submit(mini())
			if p := s.ended(bad); p.Status != product.Failed || p.Error == "" || strings.Contains(p.Error, "goroutine") || strings.Contains(p.Error, "panic") {
				t.Errorf("got %s with %q, want a failure with a sentence", p.Status, p.Error)
			}
			if p := s.ended(good); p.Status != product.Complete {
				t.Errorf("the other run is %s: %s", p.Status, p.Error)
			}
		})
	}
}

// cursed is a writer that panics for one brief.
type cursed struct{ ai.Writer }

func (c cursed) Write(ctx context.Context, o ai.Order) ([]product.Section, error) {
	if strings.Contains(o.Reading.Text, "Cursed") {
		panic("index out of range")
	}
	return c.Writer.Write(ctx, o)
}

// cursedBlobs is storage that panics over a file of one product.
type cursedBlobs struct{ generate.Blobs }

func (c cursedBlobs) Put(data []byte) (string, error) {
	if strings.Contains(string(data), "Cursed") || strings.Contains(string(data), "beekeeper") {
		panic("nil map")
	}
	return c.Blobs.Put(data)
}

func TestAFullDiskFailsTheRunWithASentence(t *testing.T) {
	t.Parallel()
	f := &failing{with: func() error {
		return fault.New(fault.Full, "The disk is full.")
	}}
	f.left.Store(20)
	s := open(t, hooks{pipe: func(p *generate.Pipeline) { f.Blobs, p.Blobs = p.Blobs, f }})
	if p := s.ended(s.submit(prompts(product.Starter))); p.Status != product.Failed || p.Error != "The disk is full." {
		t.Errorf("got %s with %q", p.Status, p.Error)
	}
	s.made(prompts(product.Starter))
}

func TestAFullQueueIsLimited(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{queue: 2, idle: true})
	s.submit(mini())
	claim := store.Claim{Key: "k", Request: "r"}
	first, err := s.run.Submit(t.Context(), owner, mini(), claim)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.run.Submit(t.Context(), owner, mini(), store.Claim{}); fault.KindOf(err) != fault.Limited {
		t.Errorf("the third: got %v, want a limit", err)
	}
	again, err := s.run.Submit(t.Context(), owner, mini(), claim)
	if err != nil || again != first {
		t.Errorf("a request that was accepted before, asked again while the queue is full: got %q, %v; want %q", again, err, first)
	}
}

func TestAClaimMakesOneProduct(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{idle: true})
	var wg sync.WaitGroup
	ids := make([]string, 16)
	for i := range ids {
		wg.Go(func() {
			id, err := s.run.Submit(context.Background(), owner, mini(), store.Claim{Key: "k", Request: "r"})
			if err != nil {
				t.Error(err)
			}
			ids[i] = id
		})
	}
	wg.Wait()
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) != 1 {
		t.Fatalf("one key made the products %v", ids)
	}
	if _, err := s.run.Submit(t.Context(), owner, prompts(product.Starter), store.Claim{Key: "k", Request: "other"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the key for another request: got %v, want a conflict", err)
	}
	if id, err := s.run.Submit(t.Context(), "you", mini(), store.Claim{Key: "k", Request: "r"}); err != nil || id == ids[0] {
		t.Errorf("another owner's key: got %q, %v; want a product of their own", id, err)
	}
	if list, err := s.db.List(t.Context(), owner, "", 10); err != nil || len(list) != 1 {
		t.Errorf("got %d products, %v; want 1", len(list), err)
	}
}

func TestAnInvalidRequestQueuesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{idle: true})
	if _, err := s.run.Submit(t.Context(), owner, product.Request{}, store.Claim{Key: "k", Request: "r"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v, want an invalid fault", err)
	}
	if _, err := s.run.Submit(t.Context(), owner, mini(), store.Claim{Key: "k", Request: "other"}); err != nil {
		t.Errorf("the key of a refused request: %v, want it free", err)
	}
}

func TestDeleteTakesTheFilesThatNobodyElseNames(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	first, twin, other := s.made(mini()), s.made(mini()), s.made(prompts(product.Starter))
	if !maps.Equal(shas(first), shas(twin)) {
		t.Fatal("the same request gave other files, so that this test says nothing")
	}
	if err := s.run.Delete(t.Context(), owner, first.ID); err != nil {
		t.Fatal(err)
	}
	s.holds(twin, other)
	if err := s.run.Delete(t.Context(), owner, twin.ID); err != nil {
		t.Fatal(err)
	}
	s.holds(other)
	if err := s.run.Delete(t.Context(), owner, other.ID); err != nil {
		t.Fatal(err)
	}
	s.holds()
	if err := s.run.Delete(t.Context(), owner, other.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a second delete: got %v", err)
	}
}

// holds checks that exactly the files of the products are in the folder, with
// those bundles that were made and withheld.
func (s *shop) holds(all ...*product.Product) {
	s.t.Helper()
	s.run.Sweep(s.t.Context())
	stored := s.stored()
	want := map[string]bool{}
	for _, p := range all {
		for path, sha := range shas(p) {
			want[sha] = true
			if !stored[sha] {
				s.t.Errorf("%s of product %s is gone", path, p.ID)
			}
		}
		err := s.db.Recorded(s.t.Context(), p.ID, func(_, _ string, raw []byte) error {
			var made struct{ Files []product.File }
			err := json.Unmarshal(raw, &made)
			for _, f := range made.Files {
				want[f.SHA] = true
			}
			return err
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if len(stored) > len(want) {
		s.t.Errorf("%d files are stored, %d are named", len(stored), len(want))
	}
}

func TestDeleteInTheMiddleOfARunLeavesNothing(t *testing.T) {
	t.Parallel()
	g := newGate()
	s := open(t, hooks{pipe: g.into})
	id := s.submit(prompts(product.Starter))
	wait(t, g.reached, "the first file")
	if err := s.run.Delete(t.Context(), owner, id); err != nil {
		t.Fatal(err)
	}
	close(g.open)
	if _, _, err := s.db.Product(t.Context(), owner, id); fault.KindOf(err) != fault.NotFound {
		t.Errorf("got %v, want a not-found fault", err)
	}
	if err := s.run.Close(context.Background()); err != nil {
		t.Error(err)
	}
	s.holds()
}

func TestShutdownInTheMiddleIsNoAttempt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	clean := open(t, hooks{}).made(prompts(product.Starter))
	var id string
	for n := range 8 { // more often than a run may take the process down
		g := newGate()
		s := open(t, hooks{dir: dir, pipe: g.into})
		if id == "" {
			id = s.submit(prompts(product.Starter))
		}
		wait(t, g.reached, "the first file")
		done := make(chan struct{})
		go func() { s.close(); close(done) }()
		runtime.Gosched()
		close(g.open)
		wait(t, done, "the end")
		if n == 0 {
			again := open(t, hooks{dir: dir, idle: true})
			if p := again.product(id); p.Status.Final() {
				t.Fatalf("the run is %s (%s) after a shutdown", p.Status, p.Error)
			}
			again.close()
		}
	}
	s := open(t, hooks{dir: dir})
	p := s.ended(id)
	if p.Status != product.Complete {
		t.Fatalf("the run is %s (%s) after eight shutdowns, want complete", p.Status, p.Error)
	}
	if !maps.Equal(shas(p), shas(clean)) {
		t.Error("the files are not those of a run that nobody interrupted")
	}
	ends := 0
	for _, k := range s.kinds(id) {
		if k == product.EventComplete {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("the run ended %d times", ends)
	}
}

func TestARunThatTookTheProcessDownTooOftenIsGivenUp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, hooks{dir: dir, idle: true})
	bad, good := s.submit(mini()), s.submit(mini())
	s.close()
	s = open(t, hooks{dir: dir, db: func(db *store.DB) {
		for q, arg := range map[string]string{
			`UPDATE river_job SET state = 'running', attempt = max_attempts WHERE json_extract(args, '$.id') = ?`: bad,
			`UPDATE river_job SET state = 'running', attempt = 1 WHERE json_extract(args, '$.id') = ?`:            good,
		} {
			if _, err := db.Writer().Exec(q, arg); err != nil {
				t.Fatal(err)
			}
		}
	}})
	if p := s.ended(bad); p.Status != product.Failed || !strings.Contains(p.Error, "5 times") {
		t.Errorf("got %s with %q, want failed and why", p.Status, p.Error)
	}
	if p := s.ended(good); p.Status != product.Complete {
		t.Errorf("the other is %s (%s), want complete", p.Status, p.Error)
	}
	if kinds := s.kinds(bad); kinds[len(kinds)-1] != product.EventFailed {
		t.Errorf("got the events %v, want the failure last", kinds)
	}
}

func TestTheSeedDecides(t *testing.T) {
	t.Parallel()
	one := open(t, hooks{}).made(prompts(product.Starter))
	two := open(t, hooks{}).made(prompts(product.Starter))
	if !maps.Equal(shas(one), shas(two)) {
		t.Error("the same request in two folders gave other bytes")
	}
	req := prompts(product.Starter)
	req.Seed = 7
	three := open(t, hooks{}).made(req)
	same, all := 0, 0
	titles := map[string]bool{}
	one.Items(product.Starter, func(_ *product.Section, it *product.Item) { titles[it.Text("prompt")] = true })
	three.Items(product.Starter, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Prompt {
			all++
			if titles[it.Text("prompt")] {
				same++
			}
		}
	})
	t.Logf("%d of %d prompts are the same under another seed", same, all)
	if same == all {
		t.Error("another seed gave the same contents")
	}
}
