package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

// BlobDir is where the files lie inside a data folder.
const BlobDir = "files"

// Restore makes a data folder of a backup. The folder must be empty or absent.
// It is put in place whole, after everything was checked; after an error it is
// as before.
func Restore(ctx context.Context, from io.Reader, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap(err, fault.Unavailable, "The folder %s cannot be read.", dir)
	}
	if len(entries) > 0 {
		return fault.New(fault.Conflict, "The folder %s is not empty. Restore into a new folder, then start with --data on it.", dir)
	}
	if dir = filepath.Clean(dir); err == nil {
		if dir, err = filepath.EvalSymlinks(dir); err != nil {
			return fault.Wrap(err, fault.Unavailable, "The folder %s cannot be read.", dir)
		}
	}
	t := tar.NewReader(from)
	m, err := opening(t)
	if err != nil {
		return err
	}
	tmp, err := room(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	blobs, err := blob.Open(filepath.Join(tmp, BlobDir))
	if err != nil {
		return fault.Wrap(err, fault.Full, "The disk is full or cannot be written; nothing was restored.")
	}
	if err := unpack(ctx, t, m.Files, tmp, blobs); err != nil {
		return err
	}
	if err := blobs.Sync(); err != nil {
		return err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return place(tmp, dir)
}

// place puts the unpacked folder where it belongs. Over a folder that cannot be
// replaced, such as the root of a volume, its parts are moved in, the database
// last: without it the folder is no data folder.
func place(tmp, dir string) error {
	err := os.Remove(dir)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = os.Rename(tmp, dir)
		if err == nil {
			return syncDir(filepath.Dir(dir))
		}
		return fault.Wrap(err, fault.Unavailable, "The folder %s cannot be made.", dir)
	}
	for _, name := range []string{BlobDir, dbEntry} {
		if err := os.Rename(filepath.Join(tmp, name), filepath.Join(dir, name)); err != nil {
			return fault.Wrap(errors.Join(err, os.RemoveAll(filepath.Join(dir, BlobDir))), fault.Unavailable, "The folder %s cannot be written.", dir)
		}
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// room makes the folder to unpack into: beside the place where that can be
// renamed into it, else inside.
func room(dir string) (string, error) {
	parent := filepath.Dir(dir)
	err := os.MkdirAll(parent, 0o755)
	if err == nil {
		var tmp string
		if tmp, err = os.MkdirTemp(parent, ".restore-"); err == nil && renames(tmp, dir) {
			return tmp, nil
		}
		if err == nil {
			err = os.Remove(tmp)
		}
	}
	if tmp, inner := os.MkdirTemp(dir, ".restore-"); inner == nil {
		return tmp, nil
	}
	return "", fault.Wrap(err, fault.Unavailable, "The folder %s cannot be made.", dir)
}

// renames reports whether both folders lie on one file system.
func renames(tmp, dir string) bool {
	var a, b syscall.Stat_t
	if syscall.Stat(dir, &b) != nil {
		return true // it is not there yet
	}
	return syscall.Stat(tmp, &a) == nil && a.Dev == b.Dev
}

// Bounds of one entry of a backup, in bytes: a file is read whole to check it.
const (
	mostBlob = 1 << 30
	mostDB   = 1 << 40
)

// unpack reads what comes after the manifest: the database and as many files.
func unpack(ctx context.Context, t *tar.Reader, files int, tmp string, blobs *blob.Folder) error {
	seen, db := map[string]bool{}, false
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged(err)
		}
		if err := fits(h, blobs); err != nil {
			return err
		}
		switch sha, isBlob := strings.CutPrefix(h.Name, "blobs/"); {
		case h.Name == dbEntry && !db:
			db = true
			err = save(filepath.Join(tmp, dbEntry), t)
		case isBlob && !seen[sha]:
			seen[sha] = true
			err = keep(blobs, sha, t)
		default:
			err = damaged(fmt.Errorf("an entry %q that no backup has there", h.Name))
		}
		if err != nil {
			return err
		}
	}
	if !db || len(seen) != files {
		return damaged(fmt.Errorf("%d of %d files, database %t", len(seen), files, db))
	}
	return check(ctx, filepath.Join(tmp, dbEntry), seen)
}

// opening reads the manifest, which comes first and says whether the rest is
// worth reading.
func opening(t *tar.Reader) (manifest, error) {
	var m manifest
	if h, err := t.Next(); err != nil || h.Name != "manifest.json" {
		return m, foreign()
	}
	if err := json.NewDecoder(io.LimitReader(t, 1<<16)).Decode(&m); err != nil {
		return m, damaged(err)
	}
	switch {
	case m.Format != format:
		return m, foreign()
	case m.Version != version:
		return m, fault.New(fault.Invalid, "The backup has version %d; this program reads version %d.", m.Version, version)
	}
	return m, nil
}

// fits refuses what is no plain file, and what would fill the disk.
func fits(h *tar.Header, blobs *blob.Folder) error {
	most := int64(mostBlob)
	if h.Name == dbEntry {
		most = mostDB
	}
	if h.Typeflag != tar.TypeReg || h.Size > most {
		return damaged(fmt.Errorf("the entry %q has type %q and %d bytes", h.Name, h.Typeflag, h.Size))
	}
	free, err := blobs.Free()
	if err != nil {
		return err
	}
	if h.Size > free {
		return fault.New(fault.Full, "The disk has only %d MB left; the backup needs more. Free some room, then restore again.", free>>20)
	}
	return nil
}

func foreign() error { return fault.New(fault.Invalid, "The file is no backup of GumGenie.") }

func damaged(cause error) error {
	return fault.Wrap(cause, fault.Invalid, "The backup is damaged or not whole; nothing was restored.")
}

// save copies the database. What the backup says and what the disk says are
// told apart.
func save(name string, from io.Reader) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return damaged(err)
	}
	_, err = f.ReadFrom(reading{from})
	var short *cut
	if errors.As(err, &short) {
		return errors.Join(damaged(short.err), f.Close())
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fault.Wrap(err, fault.Full, "The disk is full or cannot be written; nothing was restored.")
	}
	return nil
}

// reading marks the errors of a reader as its own.
type reading struct{ io.Reader }

// cut is an error of the backup that is read.
type cut struct{ err error }

// Error says what the backup's reader said.
func (c *cut) Error() string { return c.err.Error() }

// Read passes the bytes on.
func (r reading) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &cut{err}
	}
	return n, err
}

func keep(blobs *blob.Folder, sha string, from io.Reader) error {
	data, err := io.ReadAll(from)
	if err != nil {
		return damaged(err)
	}
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != sha {
		return damaged(fmt.Errorf("the file %s has other bytes", sha))
	}
	_, err = blobs.Put(data)
	return err
}

// check asks the database itself whether it is whole, and whether each file
// that it names was in the backup.
func check(ctx context.Context, name string, have map[string]bool) error {
	db, err := sql.Open("sqlite", store.Source(name, url.Values{"mode": {"ro"}}))
	if err != nil {
		return damaged(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
		return damaged(err)
	}
	if verdict != "ok" {
		return damaged(errors.New(verdict))
	}
	shas, err := named(ctx, name)
	if err != nil {
		return damaged(err)
	}
	for _, sha := range shas {
		if !have[sha] {
			return damaged(fmt.Errorf("the file %s is missing", sha))
		}
	}
	return nil
}
