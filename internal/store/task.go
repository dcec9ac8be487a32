package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Record keeps what a task made, and that the product counts on those files,
// with its event, at once. The record of an earlier key of the same task is
// replaced. A product that was deleted or stopped meanwhile takes no more.
func (d *DB) Record(ctx context.Context, id, task, key string, made []byte, files []product.File, events ...product.Event) error {
	err := d.WithTx(ctx, func(tx *sql.Tx) error {
		if err := going(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO task (product_id, name, key, made) VALUES (?, ?, ?, ?)
			ON CONFLICT (product_id, name) DO UPDATE SET key = excluded.key, made = excluded.made`, id, task, key, d.zip.pack(made)); err != nil {
			return err
		}
		if err := refer(ctx, tx, id, files); err != nil {
			return err
		}
		_, err := d.append(ctx, tx, id, events)
		return err
	})
	if err == nil && len(events) > 0 {
		d.wake(id)
	}
	return err
}

// Recorded calls fn with what each task of a product made last.
func (d *DB) Recorded(ctx context.Context, id string, fn func(task, key string, made []byte) error) error {
	rows, err := d.r.QueryContext(ctx, `SELECT name, key, made FROM task WHERE product_id = ?`, id)
	if err != nil {
		return d.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, key string
		var made []byte
		if err := rows.Scan(&name, &key, &made); err != nil {
			return d.explain(err)
		}
		raw, err := d.zip.unpack(made)
		if err != nil {
			return err
		}
		if err := fn(name, key, raw); err != nil {
			return err
		}
	}
	return d.explain(rows.Err())
}

// Profile returns the seller's profile of an owner; ok is false if none is set.
func (d *DB) Profile(ctx context.Context, owner string) (p product.Profile, ok bool, err error) {
	var body string
	rows, err := d.r.QueryContext(ctx, `SELECT body FROM profile WHERE owner = ?`, owner)
	if err != nil {
		return p, false, d.explain(err)
	}
	defer rows.Close()
	if !rows.Next() {
		return p, false, d.explain(rows.Err())
	}
	if err := rows.Scan(&body); err != nil {
		return p, false, d.explain(err)
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		return p, false, fmt.Errorf("read profile: %w", err)
	}
	return p, true, nil
}

// SetProfile keeps the seller's profile of an owner.
func (d *DB) SetProfile(ctx context.Context, owner string, p product.Profile) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode profile: %w", err)
	}
	_, err = d.w.ExecContext(ctx, `INSERT INTO profile (owner, body, at_ms) VALUES (?, ?, ?)
		ON CONFLICT (owner) DO UPDATE SET body = excluded.body, at_ms = excluded.at_ms`, owner, string(raw), d.now().UnixMilli())
	return d.explain(err)
}
