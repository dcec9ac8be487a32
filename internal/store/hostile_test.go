package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

func TestAnyNameOfAFolderHoldsItsOwnDatabase(t *testing.T) {
	t.Parallel()
	for name, folder := range map[string]string{
		"hash": "a#b", "question": "a?mode=memory", "percent": "100%25", "space": "my data", "letters": "夜 Ümlaut", "quote": "a'b\"c", "plus": "a+b&c=d",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			dir := filepath.Join(root, folder)
			db := open(t, dir)
			create(t, db, "a")
			if err := db.Snapshot(t.Context(), filepath.Join(dir, "copy#1.db")); err != nil {
				t.Errorf("snapshot: %v", err)
			}
			for _, want := range []string{"gumgenie.db", "copy#1.db"} {
				if info, err := os.Stat(filepath.Join(dir, want)); err != nil || info.Size() == 0 {
					t.Errorf("%s is not in its folder: %v", want, err)
				}
			}
			if all, err := os.ReadDir(root); err != nil || len(all) != 1 {
				t.Errorf("got %v beside the folder, want nothing", all)
			}
		})
	}
}

func TestARelativeFolderHoldsItsDatabase(t *testing.T) {
	t.Chdir(t.TempDir())
	create(t, open(t, "data"), "a")
	if _, err := os.Stat("data/gumgenie.db"); err != nil {
		t.Error(err)
	}
}

func TestNothingIsKeptOfAProductAfterItsStop(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	if stopped, err := db.Stop(t.Context(), "me", "a"); err != nil || !stopped {
		t.Fatalf("stop: %t, %v", stopped, err)
	}
	files := []product.File{{Path: "x", SHA: "aa"}}
	if err := db.Record(t.Context(), "a", "late", "k", []byte("{}"), files, product.NewEvent(product.EventFile, "late", nil)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a late record: got %v, want a conflict", err)
	}
	if _, err := db.Emit(t.Context(), "a", product.NewEvent(product.EventStage, "late", nil)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a late event: got %v, want a conflict", err)
	}
	events, err := db.Events(t.Context(), "a", 0, 100)
	if err != nil || len(events) != 2 || events[1].Kind != product.EventStopped {
		t.Errorf("got %v, %v; want the stop to be the last event", events, err)
	}
}

func TestARecordOfADeletedProductIsRefused(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	if err := db.Delete(t.Context(), "me", "a"); err != nil {
		t.Fatal(err)
	}
	// an edit records without events
	if err := db.Record(t.Context(), "a", "late", "k", []byte("{}"), []product.File{{Path: "x", SHA: "aa"}}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("got %v, want a not-found fault", err)
	}
	err := db.Recorded(t.Context(), "a", func(task, _ string, _ []byte) error { return errors.New("kept " + task) })
	if err != nil {
		t.Error(err)
	}
}

func TestDisownedFilesAreSweptUnlessAProductNamesThem(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	if err := db.Record(t.Context(), "a", "t", "k", []byte("{}"), []product.File{{Path: "x", SHA: "named"}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Disown(t.Context(), []string{"named", "loose", "loose"}); err != nil {
		t.Fatal(err)
	}
	var gone []string
	err := db.Orphans(t.Context(), func(sha string) error {
		gone = append(gone, sha)
		return db.Disown(t.Context(), []string{"meanwhile"})
	})
	if err != nil || len(gone) != 1 || gone[0] != "loose" {
		t.Errorf("swept %v, %v; want the loose one alone", gone, err)
	}
	gone = nil
	if err := db.Orphans(t.Context(), func(sha string) error { gone = append(gone, sha); return nil }); err != nil || len(gone) != 1 || gone[0] != "meanwhile" {
		t.Errorf("the second sweep took %v, %v; want what was disowned during the first", gone, err)
	}
}

func TestOpenSaysWhatIsWrongWithTheFolder(t *testing.T) {
	t.Parallel()
	garbage := make([]byte, 64<<10)
	for i := range garbage {
		garbage[i] = byte(i * 7)
	}
	tests := map[string]struct {
		prepare func(dir string) error
		kind    fault.Kind
	}{
		"a file in its place":  {func(dir string) error { return os.WriteFile(dir, []byte("x"), 0o600) }, fault.Unavailable},
		"no database":          {func(dir string) error { return put(dir, "gumgenie.db", garbage) }, fault.Unavailable},
		"a folder as database": {func(dir string) error { return os.MkdirAll(filepath.Join(dir, "gumgenie.db"), 0o755) }, fault.Unavailable},
		"half a database": {func(dir string) error {
			db, err := store.Open(t.Context(), dir, now)
			if err != nil {
				return err
			}
			name := filepath.Join(dir, "gumgenie.db")
			if err := db.Close(); err != nil {
				return err
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, append(raw[:100], garbage...), 0o600)
		}, fault.Unavailable},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			if err := tc.prepare(dir); err != nil {
				t.Fatal(err)
			}
			db, err := store.Open(t.Context(), dir, now)
			if err == nil {
				err = errors.Join(errors.New("opened"), db.Close())
			}
			if got := fault.KindOf(err); got != tc.kind {
				t.Errorf("got the kind %q of %v, want %q", got, err, tc.kind)
			}
		})
	}
}

func put(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), data, 0o600)
}
