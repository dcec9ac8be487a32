package blob_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
)

func TestPutKeepsBytesOnceUnderTheirHash(t *testing.T) {
	t.Parallel()
	f, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := f.Put([]byte("the same")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	sum := sha256.Sum256([]byte("the same"))
	want := hex.EncodeToString(sum[:])
	got, err := f.Read(want)
	if err != nil || !bytes.Equal(got, []byte("the same")) {
		t.Errorf("Read(%s) = %q, %v", want, got, err)
	}
	n := 0
	if err := f.Each(func(sha string, bytes int64) error {
		n++
		if sha != want || bytes != 8 {
			t.Errorf("Each gave %s of %d bytes, want %s of 8", sha, bytes, want)
		}
		return nil
	}); err != nil || n != 1 {
		t.Errorf("Each gave %d blobs, %v; want 1", n, err)
	}
	if err := f.Sync(); err != nil {
		t.Error(err)
	}
	if err := f.Remove(want); err != nil {
		t.Error(err)
	}
	if _, err := f.Read(want); fault.KindOf(err) != fault.NotFound {
		t.Errorf("reading a removed blob: %v, want a not-found fault", err)
	}
	if err := f.Remove(want); err != nil {
		t.Errorf("removing twice: %v, want no error", err)
	}
}

func TestReadTakesOnlyHashes(t *testing.T) {
	t.Parallel()
	f, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, sha := range []string{"", "..", "../../etc/passwd", strings.Repeat("z", 64), strings.Repeat("A", 64), strings.Repeat("a", 63)} {
		if _, err := f.Read(sha); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Read(%q): %v, want a not-found fault", sha, err)
		}
	}
}

func TestOpenSweepsWhatAKillLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := blob.Open(dir); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "ab", ".tmp-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.Open(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("the half file is still there: %v", err)
	}
}
