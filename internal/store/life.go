package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"time"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Revision is an entry of a product's history.
type Revision struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	Note   string    `json:"note"` // what changed, one line
}

// Revisions lists a product's history, newest first.
func (d *DB) Revisions(ctx context.Context, owner, id string) ([]Revision, error) {
	rows, err := d.r.QueryContext(ctx, `SELECT r.number, r.at_ms, r.note FROM revision r JOIN product p ON p.id = r.product_id WHERE p.id = ? AND p.owner = ? ORDER BY r.number DESC`, id, owner)
	if err != nil {
		return nil, d.explain(err)
	}
	defer rows.Close()
	all := []Revision{}
	for rows.Next() {
		var r Revision
		var at int64
		if err := rows.Scan(&r.Number, &at, &r.Note); err != nil {
			return nil, d.explain(err)
		}
		r.At = time.UnixMilli(at).UTC()
		all = append(all, r)
	}
	return all, d.explain(rows.Err())
}

// AtRevision returns a product as it stood at a revision.
func (d *DB) AtRevision(ctx context.Context, owner, id string, number int) (*product.Product, error) {
	var body []byte
	err := d.r.QueryRowContext(ctx, `SELECT r.body FROM revision r JOIN product p ON p.id = r.product_id WHERE p.id = ? AND p.owner = ? AND r.number = ?`, id, owner, number).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, unknown()
	}
	if err != nil {
		return nil, d.explain(err)
	}
	return d.zip.product(body)
}

// Stop marks a product as stopped unless it has ended already, with an event.
// It reports whether it was this call that stopped it.
func (d *DB) Stop(ctx context.Context, owner, id string) (bool, error) {
	stopped := false
	err := d.WithTx(ctx, func(tx *sql.Tx) error {
		var status product.Status
		err := tx.QueryRowContext(ctx, `SELECT status FROM product WHERE id = ? AND owner = ?`, id, owner).Scan(&status)
		if errors.Is(err, sql.ErrNoRows) {
			return unknown()
		}
		if err != nil || status.Final() {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE product SET status = ?, updated_ms = ? WHERE id = ?`, product.Stopped, d.now().UnixMilli(), id); err != nil {
			return err
		}
		stopped = true
		_, err = d.append(ctx, tx, id, []product.Event{product.NewEvent(product.EventStopped, "end", nil)})
		return err
	})
	if err == nil && stopped {
		d.wake(id)
	}
	return stopped, err
}

// Ahead returns how many products wait before this one, and how many wait in all.
func (d *DB) Ahead(ctx context.Context, id string) (ahead, waiting int, err error) {
	err = d.r.QueryRowContext(ctx, `SELECT COALESCE(SUM(CASE WHEN id < ? THEN 1 ELSE 0 END), 0), COUNT(*) FROM product WHERE status = 'queued'`, id).Scan(&ahead, &waiting)
	return ahead, waiting, d.explain(err)
}

// Delete forgets a product. Its files become orphans if no other names them.
func (d *DB) Delete(ctx context.Context, owner, id string) error {
	err := d.WithTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM product WHERE id = ? AND owner = ?`, id, owner)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, unknown())
		}
		for _, q := range []string{
			`INSERT INTO orphan (sha) SELECT b.sha FROM blobref b WHERE b.product_id = ? ON CONFLICT DO NOTHING`,
			`DELETE FROM revision WHERE product_id = ?`, `DELETE FROM file WHERE product_id = ?`, `DELETE FROM blobref WHERE product_id = ?`,
			`DELETE FROM task WHERE product_id = ?`, `DELETE FROM event WHERE product_id = ?`, `DELETE FROM idempotency WHERE product_id = ?`,
		} {
			if _, err := tx.ExecContext(ctx, q, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		d.wake(id)
	}
	return err
}

// Disown notes files that a run has kept and that nothing may come to name, so
// that the next sweep removes those which nothing does.
func (d *DB) Disown(ctx context.Context, shas []string) error {
	if len(shas) == 0 {
		return nil
	}
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		for _, sha := range shas {
			if _, err := tx.ExecContext(ctx, `INSERT INTO orphan (sha) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM blobref WHERE sha = ?) ON CONFLICT DO NOTHING`, sha, sha); err != nil {
				return err
			}
		}
		return nil
	})
}

// Orphans calls remove with the hash of every file that a deleted product left
// and no product names, and forgets them. The caller makes sure that nothing is
// at work which has kept a file that no row names yet.
func (d *DB) Orphans(ctx context.Context, remove func(sha string) error) error {
	var all []string
	rows, err := d.r.QueryContext(ctx, `SELECT sha FROM orphan o WHERE NOT EXISTS (SELECT 1 FROM blobref b WHERE b.sha = o.sha)`)
	if err != nil {
		return d.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var sha string
		if err := rows.Scan(&sha); err != nil {
			return d.explain(err)
		}
		all = append(all, sha)
	}
	if err := rows.Err(); err != nil || len(all) == 0 {
		return d.explain(err)
	}
	for _, sha := range all {
		if err := remove(sha); err != nil {
			return err
		}
	}
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		// one that was noted since the list was read stays for the next sweep
		for _, sha := range all {
			if _, err := tx.ExecContext(ctx, `DELETE FROM orphan WHERE sha = ?`, sha); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM orphan WHERE EXISTS (SELECT 1 FROM blobref b WHERE b.sha = orphan.sha)`)
		return err
	})
}

// Snapshot writes a consistent copy of the database to a new file, while
// writing goes on.
func (d *DB) Snapshot(ctx context.Context, name string) error {
	// A connection of its own: the readers may not write any file, and the one
	// writer must not wait.
	db, err := sql.Open("sqlite", d.source(url.Values{"_pragma": {"busy_timeout(10000)"}}))
	if err != nil {
		return d.explain(err)
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, name)
	return d.explain(err)
}
