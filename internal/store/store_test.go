package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

func now() time.Time { return time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC) }

func open(t *testing.T, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dir, now)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func none(*sql.Tx) error { return nil }

func create(t *testing.T, db *store.DB, id string) *product.Product {
	t.Helper()
	p := &product.Product{ID: id, Owner: "me", Status: product.Queued, Category: product.AIPrompts, Brief: "for " + id, Created: now(), Updated: now()}
	if _, err := db.Create(t.Context(), p, store.Claim{}, none, product.NewEvent(product.EventQueued, "queued", nil)); err != nil {
		t.Fatalf("create %s: %v", id, err)
	}
	return p
}

func TestAProductComesBackWhole(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	p := create(t, db, "a")
	p.Status, p.Title, p.Revision = product.Complete, "Ümlaut 夜", 1
	p.Sections = []product.Section{{ID: "plan", Items: []product.Item{{ID: "p1", Title: "x"}}}}
	p.Files = []product.File{{Path: "pro/a.txt", Type: "text/plain", Bytes: 3, SHA: "aa"}}
	p.Report.Score = 91.5
	if err := db.Keep(t.Context(), p, "check", "made", nil, product.NewEvent(product.EventComplete, "end", map[string]int{"score": 91})); err != nil {
		t.Fatal(err)
	}
	got, stage, err := db.Product(t.Context(), "me", "a")
	if err != nil || stage != "check" || got.Title != p.Title || len(got.Sections) != 1 || got.Report.Score != 91.5 || !got.Created.Equal(now()) {
		t.Errorf("got %+v at %q, %v", got, stage, err)
	}
	if _, _, err := db.Product(t.Context(), "you", "a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's product: %v, want a not-found fault", err)
	}
	f, err := db.File(t.Context(), "me", "a", "pro/a.txt")
	if err != nil || f.SHA != "aa" || f.Bytes != 3 {
		t.Errorf("file: got %+v, %v", f, err)
	}
	if _, err := db.File(t.Context(), "me", "a", "pro/b.txt"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a file that is not there: %v, want a not-found fault", err)
	}
	revs, err := db.Revisions(t.Context(), "me", "a")
	if err != nil || len(revs) != 2 || revs[0].Number != 1 || revs[1].Number != 0 {
		t.Errorf("revisions: got %+v, %v; want 1 and 0", revs, err)
	}
	old, err := db.AtRevision(t.Context(), "me", "a", 0)
	if err != nil || old.Title != "" {
		t.Errorf("revision 0: got %+v, %v", old, err)
	}
}

func TestEventsAreNumberedWithoutGapsAndToldOnce(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	signal, stop := db.Watch("a")
	defer stop()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for range 3 { // each name three times, as after two crashes
				if _, err := db.Emit(context.Background(), "a", product.NewEvent(product.EventFile, fmt.Sprint("file", i), i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	all, err := db.Events(t.Context(), "a", 0, 1000)
	if err != nil || len(all) != 21 {
		t.Fatalf("got %d events, %v; want 21", len(all), err)
	}
	for i, e := range all {
		if e.Seq != int64(i+1) {
			t.Errorf("event %d has the number %d", i, e.Seq)
		}
	}
	part, err := db.Events(t.Context(), "a", 5, 3)
	if err != nil || len(part) != 3 || part[0].Seq != 6 {
		t.Errorf("after 5: got %+v, %v; want 6, 7, 8", part, err)
	}
	select {
	case <-signal:
	default:
		t.Error("the watcher was not woken")
	}
	if _, err := db.Emit(t.Context(), "b", product.NewEvent(product.EventFile, "", nil)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an event of an unknown product: %v, want a not-found fault", err)
	}
}

func TestListGoesOnAfterACursor(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	for i := range 7 {
		create(t, db, fmt.Sprintf("id-%d", i))
	}
	var got []string
	after := ""
	for {
		page, err := db.List(t.Context(), "me", after, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, l := range page {
			got = append(got, l.ID)
		}
		after = page[len(page)-1].ID
	}
	want := "[id-6 id-5 id-4 id-3 id-2 id-1 id-0]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestAClaimMakesOneProduct(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	ask := func(id, key, request string) (string, error) {
		return db.Create(t.Context(), &product.Product{ID: id, Owner: "me", Status: product.Queued}, store.Claim{Key: key, Request: request}, none)
	}
	first, err := ask("a", "k", "r")
	if err != nil || first != "a" {
		t.Fatalf("got %q, %v", first, err)
	}
	again, err := ask("b", "k", "r")
	if err != nil || again != "a" {
		t.Errorf("the same request again: got %q, %v; want a", again, err)
	}
	if _, err := ask("c", "k", "other"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("another request under the same key: %v, want a conflict", err)
	}
	if other, err := ask("d", "k2", "r"); err != nil || other != "d" {
		t.Errorf("another key: got %q, %v; want d", other, err)
	}
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	boom := errors.New("boom")
	_, err := db.Create(t.Context(), &product.Product{ID: "a", Owner: "me"}, store.Claim{Key: "k"}, func(*sql.Tx) error { return boom })
	if !errors.Is(err, boom) {
		t.Fatalf("got %v, want boom", err)
	}
	if _, err := db.Status(t.Context(), "me", "a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the product is there: %v", err)
	}
}

func TestAStoppedProductStaysStopped(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	p := create(t, db, "a")
	stopped, err := db.Stop(t.Context(), "me", "a")
	if err != nil || !stopped {
		t.Fatalf("stop: %t, %v", stopped, err)
	}
	if again, err := db.Stop(t.Context(), "me", "a"); err != nil || again {
		t.Errorf("stop again: %t, %v; want false, nil", again, err)
	}
	p.Status = product.Complete
	if err := db.Keep(t.Context(), p, "check", "", nil); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a late run kept a stopped product: %v, want a conflict", err)
	}
	if got, _, err := db.Product(t.Context(), "me", "a"); err != nil || got.Status != product.Stopped {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDeleteLeavesOnlyWhatOthersName(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	a, b := create(t, db, "a"), create(t, db, "b")
	a.Files = []product.File{{Path: "x", SHA: "both"}, {Path: "y", SHA: "mine"}}
	b.Files = []product.File{{Path: "x", SHA: "both"}}
	for _, p := range []*product.Product{a, b} {
		if err := db.Keep(t.Context(), p, "", "", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Record(t.Context(), "a", "task", "key", []byte("{}"), []product.File{{Path: "z", SHA: "made"}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Delete(t.Context(), "me", "a"); err != nil {
		t.Fatal(err)
	}
	gone := map[string]bool{}
	if err := db.Orphans(t.Context(), func(sha string) error { gone[sha] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(gone) != "map[made:true mine:true]" {
		t.Errorf("removed %v, want made and mine", gone)
	}
	if err := db.Orphans(t.Context(), func(sha string) error { t.Errorf("%s was offered twice", sha); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := db.Delete(t.Context(), "me", "a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("delete again: %v, want a not-found fault", err)
	}
}

func TestBadFoldersSayWhatToDo(t *testing.T) {
	t.Parallel()
	held := t.TempDir()
	open(t, held)
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "gumgenie.db"), []byte("this is no database, whatever its name says; it goes on for a while"), 0o600); err != nil {
		t.Fatal(err)
	}
	taken := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		dir  string
		want fault.Kind
	}{
		"held by another": {held, fault.Conflict},
		"damaged":         {damaged, fault.Unavailable},
		"a file":          {taken, fault.Unavailable},
	}
	for name, c := range cases {
		if db, err := store.Open(t.Context(), c.dir, now); fault.KindOf(err) != c.want {
			t.Errorf("%s: got %v, %v; want a fault of kind %s", name, db, err, c.want)
		}
	}
}

func TestASnapshotIsADatabase(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	dir := t.TempDir()
	if err := db.Snapshot(t.Context(), filepath.Join(dir, "gumgenie.db")); err != nil {
		t.Fatal(err)
	}
	copied := open(t, dir)
	if s, err := copied.Status(t.Context(), "me", "a"); err != nil || s != product.Queued {
		t.Errorf("got %q, %v; want queued", s, err)
	}
}

func TestTasksAndProfileComeBack(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	for _, key := range []string{"k1", "k2"} {
		if err := db.Record(t.Context(), "a", "t", key, []byte(`{"v":"`+key+`"}`), nil, product.NewEvent(product.EventFile, "task:t", nil)); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	if err := db.Recorded(t.Context(), "a", func(task, key string, made []byte) error {
		n++
		if task != "t" || key != "k2" || string(made) != `{"v":"k2"}` {
			t.Errorf("got %s %s %s", task, key, made)
		}
		return nil
	}); err != nil || n != 1 {
		t.Errorf("got %d records, %v; want 1", n, err)
	}
	if _, ok, err := db.Profile(t.Context(), "me"); ok || err != nil {
		t.Errorf("a profile that was never set: %t, %v", ok, err)
	}
	if err := db.SetProfile(t.Context(), "me", product.Profile{Name: "Ada"}); err != nil {
		t.Fatal(err)
	}
	if p, ok, err := db.Profile(t.Context(), "me"); !ok || err != nil || p.Name != "Ada" {
		t.Errorf("got %+v, %t, %v", p, ok, err)
	}
}
