package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

func now() time.Time { return time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC) }

// filled is a data folder with two products that share a file; it is closed
// again at the end of the test.
func filled(t testing.TB) (*store.DB, *blob.Folder) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	db, err := store.Open(context.Background(), dir, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	blobs, err := blob.Open(filepath.Join(dir, backup.BlobDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		p := &product.Product{ID: id, Owner: "me", Status: product.Complete, Title: "Title of " + id, Created: now()}
		for path, text := range map[string]string{"shared.txt": "the same for both", "own.txt": "only for " + id} {
			sha, err := blobs.Put([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			p.Files = append(p.Files, product.File{Path: path, Type: "text/plain", Bytes: int64(len(text)), SHA: sha})
		}
		if _, err := db.Create(context.Background(), p, store.Claim{}, func(*sql.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return db, blobs
}

func written(t testing.TB) []byte {
	t.Helper()
	db, blobs := filled(t)
	var buf bytes.Buffer
	if err := backup.Write(context.Background(), db, blobs, &buf, now()); err != nil {
		t.Fatalf("write: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(db.Dir(), backup.Temp+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	return buf.Bytes()
}

// whole checks that a restored folder holds what was backed up.
func whole(t *testing.T, dir string) {
	t.Helper()
	db, err := store.Open(t.Context(), dir, now)
	if err != nil {
		t.Fatalf("open what was restored: %v", err)
	}
	defer db.Close()
	blobs, err := blob.Open(filepath.Join(dir, backup.BlobDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		p, _, err := db.Product(t.Context(), "me", id)
		if err != nil || len(p.Files) != 2 || p.Title != "Title of "+id {
			t.Fatalf("product %s: %+v, %v", id, p, err)
		}
		for _, f := range p.Files {
			if data, err := blobs.Read(f.SHA); err != nil || int64(len(data)) != f.Bytes {
				t.Errorf("%s of %s: %d bytes, %v", f.Path, id, len(data), err)
			}
		}
	}
}

func TestWhatIsBackedUpComesBack(t *testing.T) {
	t.Parallel()
	raw := written(t)
	for name, prepare := range map[string]func(dir string) error{
		"an absent folder":       func(string) error { return nil },
		"an empty folder":        func(dir string) error { return os.Mkdir(dir, 0o755) },
		"a link to an empty one": func(dir string) error { return errors.Join(os.Mkdir(dir+"-real", 0o755), os.Symlink(dir+"-real", dir)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, folder := range []string{"data", "sub/of/it#1", "100%25 ?"} {
				dir := filepath.Join(t.TempDir(), folder)
				if err := errors.Join(os.MkdirAll(filepath.Dir(dir), 0o755), prepare(dir)); err != nil {
					t.Fatal(err)
				}
				if err := backup.Restore(t.Context(), bytes.NewReader(raw), dir); err != nil {
					t.Fatalf("%s: %v", folder, err)
				}
				whole(t, dir)
				lone(t, filepath.Dir(dir))
			}
		})
	}
}

// lone checks that no half of a restore is left in a folder.
func lone(t *testing.T, dir string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(dir, ".restore-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAFolderInUseIsNotOverwritten(t *testing.T) {
	t.Parallel()
	raw := written(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := backup.Restore(t.Context(), bytes.NewReader(raw), dir); fault.KindOf(err) != fault.Conflict {
		t.Errorf("got %v, want a conflict", err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("got %v, want the one file that was there", all)
	}
	file := filepath.Join(dir, "mine.txt")
	if err := backup.Restore(t.Context(), bytes.NewReader(raw), file); err == nil {
		t.Error("restored over a file")
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "mine" {
		t.Errorf("got %q, %v", data, err)
	}
}

// part is an entry of a tar.
type part struct {
	tar.Header
	data []byte
}

func parts(t testing.TB, raw []byte) []part {
	t.Helper()
	var all []part
	for r := tar.NewReader(bytes.NewReader(raw)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part{*h, data})
	}
}

func pack(t testing.TB, all []part) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, p := range all {
		h := tar.Header{Name: p.Name, Typeflag: p.Typeflag, Linkname: p.Linkname, Mode: 0o644, Size: int64(len(p.data))}
		if p.Typeflag != tar.TypeReg {
			h.Size = 0
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write(p.data); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// refused checks that nothing is restored, with one clear sentence.
func refused(t *testing.T, raw []byte) {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "new", "data")
	err := backup.Restore(t.Context(), bytes.NewReader(raw), dir)
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v, want an invalid fault", err)
	}
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != root && path != filepath.Join(root, "new") {
			t.Errorf("left behind: %s", path)
		}
		return err
	})
}

func TestDamagedBackupsAreRefused(t *testing.T) {
	t.Parallel()
	raw := written(t)
	manifest := func(m map[string]any) []byte {
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	garbage := bytes.Repeat([]byte("garbage "), 20_000)
	tests := map[string]func(all []part) []part{
		"no manifest":        func(all []part) []part { return all[1:] },
		"manifest not first": func(all []part) []part { all[0], all[1] = all[1], all[0]; return all },
		"two manifests":      func(all []part) []part { return append(all, all[0]) },
		"another's format": func(all []part) []part {
			all[0].data = manifest(map[string]any{"format": "other", "version": 1})
			return all
		},
		"a later version": func(all []part) []part {
			all[0].data = manifest(map[string]any{"format": "gumgenie-backup", "version": 99})
			return all
		},
		"a broken manifest":      func(all []part) []part { all[0].data = []byte("{"); return all },
		"no database":            func(all []part) []part { return append(all[:1:1], all[2:]...) },
		"two databases":          func(all []part) []part { return append(all, all[1]) },
		"an empty database":      func(all []part) []part { all[1].data = nil; return all },
		"garbage for a database": func(all []part) []part { all[1].data = garbage; return all },
		"half a database":        func(all []part) []part { all[1].data = all[1].data[:len(all[1].data)/2]; return all },
		"a file missing":         func(all []part) []part { return all[:len(all)-1] },
		"a file twice":           func(all []part) []part { all[len(all)-1] = all[len(all)-2]; return all },
		"a file changed":         func(all []part) []part { all[2].data = []byte("other bytes"); return all },
		"a stranger's file":      func(all []part) []part { all[2].Name = "blobs/" + strings.Repeat("0", 64); return all },
		"a path out": func(all []part) []part {
			return append(all, part{tar.Header{Name: "../../evil", Typeflag: tar.TypeReg}, []byte("x")})
		},
		"a path out of the blobs": func(all []part) []part { all[2].Name = "blobs/../../evil"; return all },
		"an absolute path": func(all []part) []part {
			return append(all, part{tar.Header{Name: "/tmp/evil", Typeflag: tar.TypeReg}, []byte("x")})
		},
		"a link for a file":       func(all []part) []part { all[2].Typeflag, all[2].Linkname = tar.TypeSymlink, "/etc/passwd"; return all },
		"a link for the database": func(all []part) []part { all[1].Typeflag, all[1].Linkname = tar.TypeSymlink, "/etc/passwd"; return all },
		"a device": func(all []part) []part {
			return append(all, part{tar.Header{Name: "gumgenie.db", Typeflag: tar.TypeChar}, nil})
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, pack(t, change(parts(t, raw))))
		})
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("hello"), "zeros": make([]byte, 4096), "a ZIP": append([]byte("PK\x03\x04"), garbage...), "gzip": append([]byte("\x1f\x8b"), garbage...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, data)
		})
	}
}

func TestABackupCutAnywhereIsRefused(t *testing.T) {
	t.Parallel()
	raw := written(t)
	trailer := 1536 // two blocks of zeros and the fill of the last file, which a reader may do without
	for n := 0; n < len(raw)-trailer; n += len(raw)/60 + 13 {
		refused(t, raw[:n])
	}
}

func TestADatabaseThatNamesMoreThanThereIsIsRefused(t *testing.T) {
	t.Parallel()
	all := parts(t, written(t))
	var m map[string]any
	if err := json.Unmarshal(all[0].data, &m); err != nil {
		t.Fatal(err)
	}
	m["files"] = 2
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	all[0].data = raw // the count fits what is left
	refused(t, pack(t, slices.Delete(all, 2, 3)))
}

func TestALostFileIsToldWhenTheBackupIsMade(t *testing.T) {
	t.Parallel()
	db, blobs := filled(t)
	var one string
	if err := blobs.Each(func(sha string, _ int64) error { one = sha; return nil }); err != nil {
		t.Fatal(err)
	}
	if err := blobs.Remove(one); err != nil {
		t.Fatal(err)
	}
	if err := backup.Write(t.Context(), db, blobs, io.Discard, now()); err == nil {
		t.Error("a backup without one of its files was written as if it were whole")
	}
}

func TestARestoreThatIsCancelledLeavesNothing(t *testing.T) {
	t.Parallel()
	raw := written(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	root := t.TempDir()
	if err := backup.Restore(ctx, bytes.NewReader(raw), filepath.Join(root, "data")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	if all, err := os.ReadDir(root); err != nil || len(all) != 0 {
		t.Errorf("got %v, want nothing", all)
	}
}

func FuzzRestore(f *testing.F) {
	raw := written(f)
	f.Add(raw[:3000])
	f.Add(pack(f, parts(f, raw)[:1]))
	f.Add([]byte("no tar"))
	f.Fuzz(func(t *testing.T, data []byte) {
		root := t.TempDir()
		dir := filepath.Join(root, "data")
		err := backup.Restore(t.Context(), bytes.NewReader(data), dir)
		all, _ := os.ReadDir(root)
		switch {
		case err == nil && len(all) == 1 && all[0].Name() == "data":
		case err != nil && len(all) == 0 && fault.KindOf(err) != fault.Internal:
		default:
			t.Errorf("got %v and the folder %v", err, all)
		}
	})
}
