// Package backup copies a data folder to one file while it is in use, and makes
// a data folder of such a file again.
//
// The file is a tar: a manifest, a snapshot of the database, and every file
// that the snapshot names. Restoring checks each file against its hash and puts
// the folder in place only when all is there.
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
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

// manifest is the first entry of a backup.
type manifest struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Made    time.Time `json:"made"`
	Files   int       `json:"files"`
}

const (
	format  = "gumgenie-backup"
	version = 1
	dbEntry = "gumgenie.db"
)

// Write copies a consistent state of the data folder to w. Work goes on
// meanwhile; what begins after the call may or may not be in it. Files of
// products that are deleted meanwhile must not be swept: hold them.
func Write(ctx context.Context, db *store.DB, blobs *blob.Folder, w io.Writer, now time.Time) error {
	tmp, err := os.MkdirTemp(db.Dir(), ".backup-")
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "The data folder cannot be written, so that no snapshot can be made.")
	}
	defer os.RemoveAll(tmp)
	snap := filepath.Join(tmp, dbEntry)
	if err := db.Snapshot(ctx, snap); err != nil {
		return err
	}
	shas, err := named(ctx, snap)
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	head, err := json.Marshal(manifest{Format: format, Version: version, Made: now.UTC(), Files: len(shas)})
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := entry(t, "manifest.json", int64(len(head)), now, strings.NewReader(string(head))); err != nil {
		return err
	}
	if err := file(t, dbEntry, snap, now); err != nil {
		return err
	}
	for _, sha := range shas {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := file(t, "blobs/"+sha, blobs.Path(sha), now); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}

// named lists the files that a snapshot names, in order.
func named(ctx context.Context, snap string) ([]string, error) {
	db, err := sql.Open("sqlite", "file:"+snap+"?mode=ro")
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT sha FROM blobref ORDER BY sha`)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var sha string
		if err := rows.Scan(&sha); err != nil {
			return nil, fmt.Errorf("read snapshot: %w", err)
		}
		all = append(all, sha)
	}
	return all, rows.Err()
}

func file(t *tar.Writer, name, path string, now time.Time) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return entry(t, name, info.Size(), now, f)
}

func entry(t *tar.Writer, name string, size int64, now time.Time, from io.Reader) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o644, ModTime: now, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if _, err := io.Copy(t, from); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}

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
	dir = filepath.Clean(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fault.Wrap(err, fault.Unavailable, "The folder %s cannot be made.", dir)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".restore-")
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "The folder %s cannot be made.", dir)
	}
	defer os.RemoveAll(tmp)
	blobs, err := blob.Open(filepath.Join(tmp, BlobDir))
	if err != nil {
		return err
	}
	if err := unpack(ctx, tar.NewReader(from), tmp, blobs); err != nil {
		return err
	}
	if err := blobs.Sync(); err != nil {
		return err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	return os.Rename(tmp, dir)
}

func unpack(ctx context.Context, t *tar.Reader, tmp string, blobs *blob.Folder) error {
	var m manifest
	seen, db := 0, false
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
		switch sha, isBlob := strings.CutPrefix(h.Name, "blobs/"); {
		case h.Name == "manifest.json":
			if err := json.NewDecoder(io.LimitReader(t, 1<<16)).Decode(&m); err != nil {
				return damaged(err)
			}
		case h.Name == dbEntry:
			db = true
			if err := save(filepath.Join(tmp, dbEntry), t); err != nil {
				return err
			}
		case isBlob:
			seen++
			if err := keep(blobs, sha, t); err != nil {
				return err
			}
		}
	}
	switch {
	case m.Format != format:
		return fault.New(fault.Invalid, "The file is no backup of GumGenie.")
	case m.Version != version:
		return fault.New(fault.Invalid, "The backup has version %d; this program reads version %d.", m.Version, version)
	case !db || seen != m.Files:
		return damaged(fmt.Errorf("%d of %d files, database %t", seen, m.Files, db))
	}
	return check(ctx, filepath.Join(tmp, dbEntry))
}

func damaged(cause error) error {
	return fault.Wrap(cause, fault.Invalid, "The backup is damaged or not whole; nothing was restored.")
}

func save(name string, from io.Reader) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return damaged(err)
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Sync(), f.Close())
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

// check asks the database itself whether it is whole.
func check(ctx context.Context, name string) error {
	db, err := sql.Open("sqlite", "file:"+name+"?mode=ro")
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
	return nil
}
