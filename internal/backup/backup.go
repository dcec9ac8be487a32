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
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
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

// Temp begins the name of a snapshot's folder inside the data folder. One that
// is there when nothing is at work was left by a killed process.
const Temp = ".backup-"

// Write copies a consistent state of the data folder to w. Work goes on
// meanwhile; what begins after the call may or may not be in it. Files of
// products that are deleted meanwhile must not be swept: hold them.
func Write(ctx context.Context, db *store.DB, blobs *blob.Folder, w io.Writer, now time.Time) error {
	tmp, err := os.MkdirTemp(db.Dir(), Temp)
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
	db, err := sql.Open("sqlite", store.Source(snap, url.Values{"mode": {"ro"}}))
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
