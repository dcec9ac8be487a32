package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Light is a product as lists show it: without its heavy parts.
type Light struct {
	ID          string           `json:"id"`
	Status      product.Status   `json:"status"`
	Category    product.Category `json:"category"`
	Brief       string           `json:"brief"`
	Title       string           `json:"title"`
	Score       float64          `json:"score"`
	LaunchReady bool             `json:"launchReady"`
	Revision    int              `json:"revision"`
	Error       string           `json:"error,omitempty"`
	Created     time.Time        `json:"created"`
	Updated     time.Time        `json:"updated"`
}

// Claim says how a request that may be repeated is recognised.
type Claim struct {
	Key     string // the Idempotency-Key, "" = none
	Request string // hash of the request
}

// Create keeps a new product with its first event and whatever also does in the
// same transaction. A key that was used for the same request returns the id of
// the product made then; for another request it is a fault of kind Conflict.
func (d *DB) Create(ctx context.Context, p *product.Product, c Claim, also func(tx *sql.Tx) error, events ...product.Event) (id string, err error) {
	id = p.ID
	err = d.WithTx(ctx, func(tx *sql.Tx) error {
		if c.Key != "" {
			before, err := claimed(ctx, tx, p.Owner, c)
			if err != nil || before != "" {
				id = before
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO idempotency (owner, key, request, product_id, at_ms) VALUES (?, ?, ?, ?, ?)`, p.Owner, c.Key, c.Request, p.ID, d.now().UnixMilli()); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO product (id, owner, status, category, brief, title, score, launch_ready, revision, stage, last_seq, job, error, created_ms, updated_ms)
			VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, '', 0, 0, '', ?, ?)`,
			p.ID, p.Owner, p.Status, p.Category, p.Brief, p.Title, p.Created.UnixMilli(), p.Updated.UnixMilli()); err != nil {
			return err
		}
		if err := d.body(ctx, tx, p, "made"); err != nil {
			return err
		}
		if _, err := d.append(ctx, tx, p.ID, events); err != nil {
			return err
		}
		return also(tx)
	})
	if err == nil {
		d.wake(id)
	}
	return id, err
}

func claimed(ctx context.Context, tx *sql.Tx, owner string, c Claim) (string, error) {
	var request, id string
	err := tx.QueryRowContext(ctx, `SELECT request, product_id FROM idempotency WHERE owner = ? AND key = ?`, owner, c.Key).Scan(&request, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", err
	case request != c.Request:
		return "", fault.New(fault.Conflict, "This Idempotency-Key was used for another request. Use a new key.")
	}
	return id, nil
}

// body writes the product as its revision, and the names of its files.
func (d *DB) body(ctx context.Context, tx *sql.Tx, p *product.Product, note string) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode product: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO revision (product_id, number, at_ms, note, body) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (product_id, number) DO UPDATE SET at_ms = excluded.at_ms, note = excluded.note, body = excluded.body`,
		p.ID, p.Revision, d.now().UnixMilli(), note, d.zip.pack(raw)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM file WHERE product_id = ?`, p.ID); err != nil {
		return err
	}
	if len(p.Files) == 0 {
		return nil
	}
	file, err := tx.PrepareContext(ctx, `INSERT INTO file (product_id, path, type, bytes, sha) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer file.Close()
	for _, f := range p.Files {
		if _, err := file.ExecContext(ctx, p.ID, f.Path, f.Type, f.Bytes, f.SHA); err != nil {
			return fmt.Errorf("keep file %s: %w", f.Path, err)
		}
	}
	return refer(ctx, tx, p.ID, p.Files)
}

// refer notes that a product counts on files, so that they are kept.
func refer(ctx context.Context, tx *sql.Tx, id string, files []product.File) error {
	if len(files) == 0 {
		return nil
	}
	ref, err := tx.PrepareContext(ctx, `INSERT INTO blobref (sha, product_id) VALUES (?, ?) ON CONFLICT DO NOTHING`)
	if err != nil {
		return err
	}
	defer ref.Close()
	for _, f := range files {
		if _, err := ref.ExecContext(ctx, f.SHA, id); err != nil {
			return err
		}
	}
	return nil
}

// Keep saves a product as it stands after a stage, with its events and whatever
// also does, all at once. A product that was deleted or stopped meanwhile is a
// fault of kind Conflict.
func (d *DB) Keep(ctx context.Context, p *product.Product, stage, note string, also func(tx *sql.Tx) error, events ...product.Event) error {
	err := d.WithTx(ctx, func(tx *sql.Tx) error {
		p.Updated = d.now().UTC()
		res, err := tx.ExecContext(ctx, `UPDATE product SET status = ?, category = ?, brief = ?, title = ?, score = ?, launch_ready = ?, revision = ?, stage = ?, error = ?, updated_ms = ?
			WHERE id = ? AND (status <> 'stopped' OR ? = 'stopped')`,
			p.Status, p.Category, p.Brief, p.Title, p.Report.Score, p.Report.LaunchReady, p.Revision, stage, p.Error, p.Updated.UnixMilli(), p.ID, p.Status)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return errors.Join(err, fault.New(fault.Conflict, "The product was stopped or deleted meanwhile."))
		}
		if err := d.body(ctx, tx, p, note); err != nil {
			return err
		}
		if _, err := d.append(ctx, tx, p.ID, events); err != nil {
			return err
		}
		if also == nil {
			return nil
		}
		return also(tx)
	})
	if err == nil {
		d.wake(p.ID)
	}
	return err
}

// Product returns a product whole, and the last stage whose work is kept. An
// unknown id or another's product is a fault of kind NotFound.
func (d *DB) Product(ctx context.Context, owner, id string) (*product.Product, string, error) {
	var body []byte
	var stage string
	var status product.Status
	err := d.r.QueryRowContext(ctx, `SELECT p.stage, p.status, r.body FROM product p JOIN revision r ON r.product_id = p.id AND r.number = p.revision WHERE p.id = ? AND p.owner = ?`, id, owner).Scan(&stage, &status, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", unknown()
	}
	if err != nil {
		return nil, "", d.explain(err)
	}
	p, err := d.zip.product(body)
	if err != nil {
		return nil, "", err
	}
	p.Owner, p.Status = owner, status
	return p, stage, nil
}

// Status returns only the status of a product.
func (d *DB) Status(ctx context.Context, owner, id string) (product.Status, error) {
	var s product.Status
	err := d.r.QueryRowContext(ctx, `SELECT status FROM product WHERE id = ? AND owner = ?`, id, owner).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return "", unknown()
	}
	return s, d.explain(err)
}

func unknown() error { return fault.New(fault.NotFound, "There is no such product.") }

// List returns an owner's products, newest first, beginning after the id after
// ("" = at the newest). Its cost does not depend on how many there are.
func (d *DB) List(ctx context.Context, owner, after string, limit int) ([]Light, error) {
	if after == "" {
		after = "\U0010ffff"
	}
	rows, err := d.r.QueryContext(ctx, `SELECT id, status, category, brief, title, score, launch_ready, revision, error, created_ms, updated_ms
		FROM product WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?`, owner, after, limit)
	if err != nil {
		return nil, d.explain(err)
	}
	defer rows.Close()
	list := []Light{}
	for rows.Next() {
		var l Light
		var created, updated int64
		if err := rows.Scan(&l.ID, &l.Status, &l.Category, &l.Brief, &l.Title, &l.Score, &l.LaunchReady, &l.Revision, &l.Error, &created, &updated); err != nil {
			return nil, d.explain(err)
		}
		l.Created, l.Updated = time.UnixMilli(created).UTC(), time.UnixMilli(updated).UTC()
		list = append(list, l)
	}
	return list, d.explain(rows.Err())
}

// File returns what is known of one file of a product; a fault of kind NotFound
// if there is none at that path.
func (d *DB) File(ctx context.Context, owner, id, path string) (product.File, error) {
	f := product.File{Path: path}
	err := d.r.QueryRowContext(ctx, `SELECT f.type, f.bytes, f.sha FROM file f JOIN product p ON p.id = f.product_id WHERE f.product_id = ? AND f.path = ? AND p.owner = ?`, id, path, owner).Scan(&f.Type, &f.Bytes, &f.SHA)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fault.New(fault.NotFound, "The product has no such file.")
	}
	return f, d.explain(err)
}
