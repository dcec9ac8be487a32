package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Emit appends events to a product's row of events and returns how many were
// new: one that was told before under its name is left out. The row of a stopped
// product is closed: nothing comes after the event that says so.
func (d *DB) Emit(ctx context.Context, id string, events ...product.Event) (int, error) {
	n := 0
	err := d.WithTx(ctx, func(tx *sql.Tx) (err error) {
		if err := going(ctx, tx, id); err != nil {
			return err
		}
		n, err = d.append(ctx, tx, id, events)
		return err
	})
	if err == nil && n > 0 {
		d.wake(id)
	}
	return n, err
}

// going reports that a product is there and was not stopped, so that work on it
// may be kept.
func going(ctx context.Context, tx *sql.Tx, id string) error {
	var status product.Status
	err := tx.QueryRowContext(ctx, `SELECT status FROM product WHERE id = ?`, id).Scan(&status)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return unknown()
	case err == nil && status == product.Stopped:
		return fault.New(fault.Conflict, "The product was stopped meanwhile.")
	}
	return err
}

// append numbers events and writes them. The number is taken from the product's
// row in the same transaction, so that there are no gaps.
func (d *DB) append(ctx context.Context, tx *sql.Tx, id string, events []product.Event) (int, error) {
	n := 0
	for _, e := range events {
		if e.Once != "" {
			var one int
			err := tx.QueryRowContext(ctx, `SELECT 1 FROM event WHERE product_id = ? AND once = ?`, id, e.Once).Scan(&one)
			if err == nil {
				continue
			}
			if !errors.Is(err, sql.ErrNoRows) {
				return n, err
			}
		}
		var seq int64
		if err := tx.QueryRowContext(ctx, `UPDATE product SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq`, id).Scan(&seq); err != nil {
			if errors.Is(err, sql.ErrNoRows) {
				return n, unknown()
			}
			return n, err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO event (product_id, seq, at_ms, kind, once, body) VALUES (?, ?, ?, ?, ?, ?)`,
			id, seq, d.now().UnixMilli(), e.Kind, e.Once, string(e.Data)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Events returns up to limit events of a product after a number, in order.
func (d *DB) Events(ctx context.Context, id string, after int64, limit int) ([]product.Event, error) {
	rows, err := d.r.QueryContext(ctx, `SELECT seq, at_ms, kind, body FROM event WHERE product_id = ? AND seq > ? ORDER BY seq LIMIT ?`, id, after, limit)
	if err != nil {
		return nil, d.explain(err)
	}
	defer rows.Close()
	var all []product.Event
	for rows.Next() {
		var e product.Event
		var at int64
		var body string
		if err := rows.Scan(&e.Seq, &at, &e.Kind, &body); err != nil {
			return nil, d.explain(err)
		}
		e.At = time.UnixMilli(at).UTC()
		if body != "" {
			e.Data = json.RawMessage(body)
		}
		all = append(all, e)
	}
	return all, d.explain(rows.Err())
}

// Watch returns a channel that is signalled after events of a product were
// committed; signals may be joined into one. stop must be called at the end.
func (d *DB) Watch(id string) (signal <-chan struct{}, stop func()) {
	ch := make(chan struct{}, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.watchers[id] == nil {
		d.watchers[id] = map[chan struct{}]bool{}
	}
	d.watchers[id][ch] = true
	return ch, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.watchers[id], ch)
		if len(d.watchers[id]) == 0 {
			delete(d.watchers, id)
		}
	}
}

func (d *DB) wake(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for ch := range d.watchers[id] {
		select {
		case ch <- struct{}{}:
		default: // a signal is waiting already
		}
	}
}
