// Package store keeps products, their events, revisions and files' names in
// SQLite, in one folder that one process holds at a time.
//
// All writes go through one connection, which the job queue shares, so that a
// row and its job are one transaction; reads have a pool of their own. Nothing
// that was acknowledged is lost by a kill or a loss of power.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/gumgenie/gumgenie/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// file names inside the data folder.
const (
	dbName      = "gumgenie.db"
	lockName    = "lock"
	reserveName = "reserve"
)

// reserve is room that is set aside so that a full disk can still be told of.
const reserve = 8 << 20

// DB is an open data folder. It is safe for concurrent use.
type DB struct {
	dir  string
	w, r *sql.DB
	lock *os.File
	now  func() time.Time
	zip  zip

	mu       sync.Mutex
	watchers map[string]map[chan struct{}]bool
}

// Open opens the data folder, made if need be, and brings its tables up to
// date. It fails with a fault of kind Conflict when another process holds the
// folder, Unavailable when it cannot be written or is damaged. now is the clock.
func Open(ctx context.Context, dir string, now func() time.Time) (*DB, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The data folder %s cannot be made. Choose another with --data.", dir)
	}
	lock, err := hold(filepath.Join(dir, lockName))
	if err != nil {
		return nil, err
	}
	z, err := newZip()
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	d := &DB{dir: dir, lock: lock, now: now, zip: z, watchers: map[string]map[chan struct{}]bool{}}
	if err := d.open(ctx); err != nil {
		return nil, errors.Join(d.explain(err), d.Close())
	}
	return d, nil
}

// hold takes the folder for this process; the kernel gives it back when the
// process ends, however it ends.
func hold(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The data folder %s cannot be written. Check its permissions or choose another with --data.", filepath.Dir(name))
	}
	// A lock that was just given up can still be held for some milliseconds by a
	// child that was forked before and has not begun its own program yet.
	for range lockTries {
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			return f, nil
		}
		time.Sleep(lockWait)
	}
	_ = f.Close()
	return nil, fault.Wrap(err, fault.Conflict, "The data folder %s is in use by another GumGenie.", filepath.Dir(name))
}

const (
	lockTries = 10
	lockWait  = 20 * time.Millisecond
)

func (d *DB) open(ctx context.Context) error {
	pragmas := func(all ...string) url.Values { return url.Values{"_pragma": all} }
	w := pragmas("busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)")
	w.Set("_txlock", "immediate")
	r := pragmas("busy_timeout(10000)", "query_only(1)")
	r.Set("mode", "ro")
	var err error
	if d.w, err = sql.Open("sqlite", d.source(w)); err != nil {
		return err
	}
	d.w.SetMaxOpenConns(1)
	d.w.SetMaxIdleConns(1)
	if d.r, err = sql.Open("sqlite", d.source(r)); err != nil {
		return err
	}
	d.r.SetMaxOpenConns(8)
	d.r.SetMaxIdleConns(8)
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, d.w, sub)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the tables up to date: %w", err)
	}
	return d.setAside()
}

// source names the database for the driver. What means something in an address
// (#, ?, %) is an ordinary character in the name of a folder.
func (d *DB) source(options url.Values) string {
	return Source(filepath.Join(d.dir, dbName), options)
}

// Source returns the data source name of a SQLite file with the driver's
// options, whatever characters the file's name has.
func Source(name string, options url.Values) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath(), RawQuery: options.Encode()}
	return u.String()
}

// setAside keeps the reserve file there; without room for it the folder still
// opens, because reading must stay possible.
func (d *DB) setAside() error {
	name := filepath.Join(d.dir, reserveName)
	if info, err := os.Stat(name); err == nil && info.Size() == reserve {
		return nil
	}
	err := os.WriteFile(name, make([]byte, reserve), 0o600)
	if errors.Is(err, syscall.ENOSPC) {
		return os.Truncate(name, 0)
	}
	return err
}

// UseReserve gives the reserve back to the disk, so that the end of a run can
// still be written when the disk is full.
func (d *DB) UseReserve() error {
	return os.Truncate(filepath.Join(d.dir, reserveName), 0)
}

// Writer returns the one write connection, for the job queue.
func (d *DB) Writer() *sql.DB { return d.w }

// Dir returns the data folder.
func (d *DB) Dir() string { return d.dir }

// Close gives the folder back. It can be called more than once.
func (d *DB) Close() error {
	var errs []error
	for _, db := range []*sql.DB{d.r, d.w} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if d.lock != nil {
		errs = append(errs, d.lock.Close())
		d.lock = nil
	}
	return errors.Join(errs...)
}

// Ready reports whether the database answers, for a readiness probe.
func (d *DB) Ready(ctx context.Context) error {
	var one int
	return d.explain(d.r.QueryRowContext(ctx, "SELECT 1 FROM goose_db_version LIMIT 1").Scan(&one))
}

// WithTx runs fn in a write transaction. Inside, only tx may be used: there is
// one write connection, and the transaction has it.
func (d *DB) WithTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := d.w.BeginTx(ctx, nil)
	if err != nil {
		return d.explain(err)
	}
	if err := fn(tx); err != nil {
		_ = tx.Rollback()
		return d.explain(err)
	}
	return d.explain(tx.Commit())
}
