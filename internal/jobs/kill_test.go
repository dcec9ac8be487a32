package jobs_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
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

// The kill matrix: a child process makes a product and is killed with SIGKILL at
// a numbered point of its work, before or after each thing that it keeps; a
// second child starts on the same folder and must end the run, once, with the
// same files as a run that nobody killed.

const (
	envDir = "GUMGENIE_TEST_DIR" // makes the test binary the child
	envAt  = "GUMGENIE_TEST_AT"  // the point at which it dies, 0 = never
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(envDir); dir != "" {
		if err := child(dir, os.Getenv(envAt)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		return
	}
	os.Exit(m.Run())
}

// killer ends this process at a point.
type killer struct{ at, seen atomic.Int64 }

func (k *killer) point() {
	if k.seen.Add(1) == k.at.Load() {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

// mortal wraps what keeps the work with points before and after each call.
type mortal struct {
	keeper generate.Keeper
	blobs  generate.Blobs
	*killer
}

func (m mortal) Keep(ctx context.Context, p *product.Product, stage, note string, events ...product.Event) error {
	m.point()
	defer m.point()
	return m.keeper.Keep(ctx, p, stage, note, events...)
}

func (m mortal) Emit(ctx context.Context, id string, events ...product.Event) error {
	m.point()
	defer m.point()
	return m.keeper.Emit(ctx, id, events...)
}

func (m mortal) Record(ctx context.Context, id, task, key string, made []byte, files []product.File, events ...product.Event) error {
	m.point()
	defer m.point()
	return m.keeper.Record(ctx, id, task, key, made, files, events...)
}

func (m mortal) Recorded(ctx context.Context, id string, fn func(task, key string, made []byte) error) error {
	return m.keeper.Recorded(ctx, id, fn)
}

func (m mortal) Put(data []byte) (string, error) {
	m.point()
	defer m.point()
	return m.blobs.Put(data)
}

func (m mortal) Read(sha string) ([]byte, error) { return m.blobs.Read(sha) }

func (m mortal) Sync() error {
	m.point()
	defer m.point()
	return m.blobs.Sync()
}

// requests are small products, so that hundreds of runs take a minute.
func requests() []product.Request {
	return []product.Request{
		{Brief: "Record keeping prompts for beekeepers with thirty hives", Category: product.AIPrompts, Tier: product.Starter},
		{Brief: "Meal and sleep planner for night-shift nurses", Category: product.DigitalPlanners, Tier: product.Mini},
	}
}

func child(dir, at string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, dir, time.Now)
	if err != nil {
		return err
	}
	blobs, err := blob.Open(filepath.Join(dir, backup.BlobDir))
	if err != nil {
		return err
	}
	k := &killer{}
	n, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return err
	}
	k.at.Store(n)
	m := mortal{jobs.Keeper{DB: db}, blobs, k}
	pipe := app.Pipeline(m)
	pipe.Keeper = m
	r, err := jobs.New(ctx, jobs.Config{DB: db, Blobs: blobs, Pipeline: pipe, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		return err
	}
	if err := r.Start(ctx); err != nil {
		return err
	}
	list, err := db.List(ctx, "me", "", 10)
	if err != nil {
		return err
	}
	id := ""
	if len(list) > 0 {
		id = list[0].ID
	} else {
		which, err := strconv.Atoi(filepath.Base(dir)[:1])
		if err != nil {
			return err
		}
		if id, err = r.Submit(ctx, "me", requests()[which], store.Claim{}); err != nil {
			return err
		}
	}
	signal, stop := db.Watch(id)
	defer stop()
	for {
		s, err := db.Status(ctx, "me", id)
		if err != nil {
			return err
		}
		if s.Final() {
			fmt.Println(k.seen.Load())
			return errors.Join(r.Close(ctx), db.Close())
		}
		<-signal
	}
}

// spawn runs a child and reports how many points it passed; killed is true if
// it died of SIGKILL.
func spawn(dir string, at int64) (points int64, killed bool, err error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envDir+"="+dir, envAt+"="+strconv.FormatInt(at, 10))
	var errOut strings.Builder
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return 0, true, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("%w: %s", err, errOut.String())
	}
	points, err = strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	return points, false, err
}

// outcome is what a run left: the files by path, the number of events.
func outcome(ctx context.Context, dir string) (map[string]string, int, error) {
	db, err := store.Open(ctx, dir, time.Now)
	if err != nil {
		return nil, 0, err
	}
	defer db.Close()
	list, err := db.List(ctx, "me", "", 10)
	if err != nil || len(list) != 1 {
		return nil, 0, fmt.Errorf("%d products, want 1: %w", len(list), err)
	}
	p, _, err := db.Product(ctx, "me", list[0].ID)
	if err != nil {
		return nil, 0, err
	}
	if p.Status != product.Complete {
		return nil, 0, fmt.Errorf("the product is %s (%s), want complete", p.Status, p.Error)
	}
	files := map[string]string{}
	for _, f := range p.Files {
		files[f.Path] = f.SHA
		data, err := os.ReadFile(filepath.Join(dir, backup.BlobDir, f.SHA[:2], f.SHA))
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", f.Path, err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA {
			return nil, 0, fmt.Errorf("%s: the bytes are not those of its hash", f.Path)
		}
	}
	events, err := db.Events(ctx, p.ID, 0, 10_000)
	if err != nil {
		return nil, 0, err
	}
	return files, len(events), told(events, dir)
}

// told checks that numbers have no gaps, that nothing is told twice and that
// no half file is left.
func told(events []product.Event, dir string) error {
	seen, ends := map[string]bool{}, 0
	for i, e := range events {
		if e.Seq != int64(i+1) {
			return fmt.Errorf("event %d has the number %d", i+1, e.Seq)
		}
		if key := e.Kind + string(e.Data); e.Kind != product.EventFile && seen[key] {
			return fmt.Errorf("event %d tells %s twice", e.Seq, key)
		} else {
			seen[key] = true
		}
		if e.Kind == product.EventComplete {
			ends++
		}
	}
	if ends != 1 {
		return fmt.Errorf("the run ended %d times, want once", ends)
	}
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), ".tmp-") {
			return fmt.Errorf("a half-written file is left: %s", p)
		}
		return err
	})
}

// other lists the paths that differ.
func other(got, want map[string]string) []string {
	var all []string
	for path, sha := range want {
		if got[path] != sha {
			all = append(all, path)
		}
	}
	return all
}

// killPoints is how many kills the matrix has in all.
const killPoints = 220 // two for each point of the longer run, about

func TestARunSurvivesSIGKILLAnywhere(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("hundreds of processes are killed")
	}
	root := t.TempDir()
	var killed, lost, doubled atomic.Int64
	var wg sync.WaitGroup
	slots := make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))
	rnd := rand.New(rand.NewPCG(1, 2))
	for which := range requests() {
		clean := filepath.Join(root, fmt.Sprintf("%d-clean", which))
		points, _, err := spawn(clean, 0)
		if err != nil {
			t.Fatalf("the run that nobody kills: %v", err)
		}
		want, events, err := outcome(t.Context(), clean)
		if err != nil {
			t.Fatalf("the run that nobody kills: %v", err)
		}
		t.Logf("%s: %d points, %d files, %d events", requests()[which].Category, points, len(want), events)
		for n := range killPoints / len(requests()) {
			at := int64(n) + 1 // every point once, then at random
			if at > points {
				at = 1 + rnd.Int64N(points)
			} else if points > int64(killPoints/len(requests())) {
				at = 1 + int64(n)*points/int64(killPoints/len(requests()))
			}
			wg.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				dir := filepath.Join(root, fmt.Sprintf("%d-%d", which, n))
				defer os.RemoveAll(dir)
				_, dead, err := spawn(dir, at)
				if err != nil || !dead {
					t.Errorf("point %d: killed %t, %v", at, dead, err)
					return
				}
				killed.Add(1)
				if _, _, err := spawn(dir, 0); err != nil {
					lost.Add(1)
					t.Errorf("point %d: the run did not end after the restart: %v", at, err)
					return
				}
				got, n, err := outcome(t.Context(), dir)
				if err != nil {
					lost.Add(1)
					t.Errorf("point %d: %v", at, err)
					return
				}
				if n != events || fmt.Sprint(got) != fmt.Sprint(want) {
					doubled.Add(1)
					t.Errorf("point %d: %d events and %d files, want %d and %d, the same bytes; other: %v", at, n, len(got), events, len(want), other(got, want))
				}
			})
		}
	}
	wg.Wait()
	t.Logf("killed %d, lost %d, doubled %d", killed.Load(), lost.Load(), doubled.Load())
}
