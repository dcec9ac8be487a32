// Package blob keeps the bytes of files in a folder, named by their SHA-256.
//
// A blob is written beside its place, synced and renamed, so that a name never
// leads to half a file; the same bytes are kept once.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Folder is a folder of blobs. It is safe for concurrent use by one process.
type Folder struct {
	dir string

	mu    sync.Mutex
	dirty map[string]bool // folders whose entries are not synced yet
}

const temp = ".tmp-"

// Open returns the folder, made if need be. What a killed process left half
// written is removed.
func Open(dir string) (*Folder, error) {
	f := &Folder{dir: dir, dirty: map[string]bool{}}
	for i := range 256 {
		if err := os.MkdirAll(filepath.Join(dir, fmt.Sprintf("%02x", i)), 0o755); err != nil {
			return nil, fmt.Errorf("open blobs: %w", err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*", temp+"*"))
	if err != nil {
		return nil, fmt.Errorf("open blobs: %w", err)
	}
	for _, name := range left {
		if err := os.Remove(name); err != nil {
			return nil, fmt.Errorf("open blobs: %w", err)
		}
	}
	return f, nil
}

// Path returns where the blob of a hash lies, whether it is there or not; ""
// if the text is no hash.
func (f *Folder) Path(sha string) string {
	if len(sha) != 2*sha256.Size || strings.Trim(sha, "0123456789abcdef") != "" {
		return ""
	}
	return filepath.Join(f.dir, sha[:2], sha)
}

// Put keeps the bytes and returns their hash. They survive a kill at once and a
// loss of power after the next Sync. A full disk is a fault of kind Full.
func (f *Folder) Put(data []byte) (string, error) {
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	place := f.Path(sha)
	if _, err := os.Stat(place); err == nil {
		return sha, nil
	}
	dir := filepath.Dir(place)
	if err := write(dir, place, data); err != nil {
		return "", wrap("keep a file", err)
	}
	f.mu.Lock()
	f.dirty[dir] = true
	f.mu.Unlock()
	return sha, nil
}

func write(dir, place string, data []byte) (err error) {
	tmp, err := os.CreateTemp(dir, temp)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), place)
}

// Sync makes all names put so far survive a loss of power.
func (f *Folder) Sync() error {
	f.mu.Lock()
	dirty := f.dirty
	f.dirty = map[string]bool{}
	f.mu.Unlock()
	for dir := range dirty {
		if err := syncDir(dir); err != nil {
			return wrap("sync blobs", err)
		}
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Read returns the bytes of a blob; a fault of kind NotFound if it is not there.
func (f *Folder) Read(sha string) ([]byte, error) {
	place := f.Path(sha)
	if place == "" {
		return nil, fault.New(fault.NotFound, "There is no such file.")
	}
	data, err := os.ReadFile(place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.NotFound, "There is no such file.")
	}
	if err != nil {
		return nil, wrap("read a file", err)
	}
	return data, nil
}

// Remove forgets a blob. One that is not there is no error.
func (f *Folder) Remove(sha string) error {
	place := f.Path(sha)
	if place == "" {
		return nil
	}
	if err := os.Remove(place); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrap("remove a file", err)
	}
	return nil
}

// Each calls fn with the hash and size of every blob, in no order.
func (f *Folder) Each(fn func(sha string, bytes int64) error) error {
	return filepath.WalkDir(f.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), temp) {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return fn(d.Name(), info.Size())
	})
}

// Free returns how many bytes the disk has left for us.
func (f *Folder) Free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(f.dir, &st); err != nil {
		return 0, wrap("ask for free room", err)
	}
	return int64(st.Bavail) * st.Bsize, nil
}

func wrap(op string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(err, fault.Full, "The disk is full. Free some room, then try again; nothing that was made is lost.")
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fault.Wrap(err, fault.Unavailable, "The data folder cannot be written. Check its permissions, then try again.")
	}
	return fmt.Errorf("%s: %w", op, err)
}
