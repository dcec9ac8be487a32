package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/ledger"
)

// counts are the columns of a line of ai_call that are added up.
func counts() []string {
	return []string{
		"calls", "failed", "gave_up", "unknown", "unpriced", "batched", "kept", "shared",
		"tokens_in", "tokens_cached", "tokens_out", "tokens_thought", "cost", "estimate",
		"saved_in", "saved_cached", "saved_out", "saved_thought", "saved_for", "spared",
	}
}

// places returns where the values of counts stand in a sum, in their order.
func places(s *ledger.Sum) []any {
	return []any{
		&s.Calls, &s.Failed, &s.GaveUp, &s.Unknown, &s.Unpriced, &s.Batched, &s.Kept, &s.Shared,
		&s.Used.In, &s.Used.Cached, &s.Used.Out, &s.Used.Thought, &s.Cost, &s.Estimate,
		&s.Saved.In, &s.Saved.Cached, &s.Saved.Out, &s.Saved.Thought, &s.SavedFor, &s.Spared,
	}
}

// summed is the columns of counts, added up.
func summed() string {
	all := counts()
	for i, c := range all {
		all[i] = "COALESCE(SUM(" + c + "), 0)"
	}
	return strings.Join(all, ", ")
}

// AddCalls keeps lines about calls to models, all or none. A line without an owner
// is that of its product's, else house's.
func (d *DB) AddCalls(ctx context.Context, house string, all []ledger.Record) error {
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		names := counts()
		add, err := tx.PrepareContext(ctx, `INSERT INTO ai_call (at_ms, product_id, purpose, model, folded, owner, `+strings.Join(names, ", ")+`)
			VALUES (?, ?, ?, ?, 0, CASE WHEN ? <> '' THEN ? ELSE COALESCE((SELECT owner FROM product WHERE id = ?), ?) END`+strings.Repeat(", ?", len(names))+`)`)
		if err != nil {
			return err
		}
		defer add.Close()
		for i := range all {
			r := &all[i]
			args := []any{r.At.UnixMilli(), r.Product, r.Purpose, r.Model, r.Owner, r.Owner, r.Product, house}
			for _, p := range places(&r.Sum) {
				switch v := p.(type) {
				case *int:
					args = append(args, *v)
				case *int64:
					args = append(args, *v)
				}
			}
			if _, err := add.ExecContext(ctx, args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// dayOf is the beginning of the day of a line.
func dayOf() string { return fmt.Sprintf("at_ms - at_ms %% %d", int64(24*time.Hour/time.Millisecond)) }

// FoldCalls adds up the lines from before the day of a time, one for each day,
// owner, product, purpose and model. Nothing that is asked of whole days changes.
func (d *DB) FoldCalls(ctx context.Context, before time.Time) error {
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		end := ledger.Day(before).UnixMilli()
		// a day that was folded already and got late lines has two lines then
		res, err := tx.ExecContext(ctx, `INSERT INTO ai_call (at_ms, owner, product_id, purpose, model, folded, `+strings.Join(counts(), ", ")+`)
			SELECT `+dayOf()+`, owner, product_id, purpose, model, 1, `+summed()+`
			FROM ai_call WHERE at_ms < ? AND folded = 0 GROUP BY 1, 2, 3, 4, 5`, end)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM ai_call WHERE at_ms < ? AND folded = 0`, end)
		return err
	})
}

// SpentSince returns what all calls since a time cost, known and estimated, in
// millionths of a US dollar.
func (d *DB) SpentSince(ctx context.Context, t time.Time) (micro int64, err error) {
	err = d.r.QueryRowContext(ctx, `SELECT COALESCE(SUM(cost + estimate), 0) FROM ai_call WHERE at_ms >= ?`, t.UnixMilli()).Scan(&micro)
	return micro, d.explain(err)
}

// mostGroups bounds the groups of an answer.
const mostGroups = 1000

// Used returns what an owner's calls from one time up to another took and cost,
// together and by day, model, purpose or product: days in order, others by what
// they cost, at most 1000.
func (d *DB) Used(ctx context.Context, owner string, from, to time.Time, by string) (total ledger.Sum, groups []ledger.Group, err error) {
	column, order := "", "SUM(cost + estimate) DESC, SUM(calls) DESC, 1"
	switch by {
	case "day":
		column, order = dayOf(), "1"
	case "model", "purpose":
		column = by
	case "product":
		column = "product_id"
	default:
		return total, nil, fmt.Errorf("usage by %q", by)
	}
	where := ` FROM ai_call WHERE owner = ? AND at_ms >= ? AND at_ms < ?`
	args := []any{owner, from.UnixMilli(), to.UnixMilli()}
	if err := d.r.QueryRowContext(ctx, `SELECT `+summed()+where, args...).Scan(places(&total)...); err != nil {
		return total, nil, d.explain(err)
	}
	rows, err := d.r.QueryContext(ctx, `SELECT `+column+`, `+summed()+where+` GROUP BY 1 ORDER BY `+order+` LIMIT ?`, append(args, mostGroups)...)
	if err != nil {
		return total, nil, d.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var g ledger.Group
		var day int64
		key := any(&g.Key)
		if by == "day" {
			key = &day
		}
		if err := rows.Scan(append([]any{key}, places(&g.Sum)...)...); err != nil {
			return total, nil, d.explain(err)
		}
		if by == "day" {
			g.Key = time.UnixMilli(day).UTC().Format(time.DateOnly)
		}
		groups = append(groups, g)
	}
	return total, groups, d.explain(rows.Err())
}

// UsedBy returns what the calls for a product took and cost. An unknown id or
// another's product is a fault of kind NotFound.
func (d *DB) UsedBy(ctx context.Context, owner, id string) (total ledger.Sum, err error) {
	if _, err := d.Status(ctx, owner, id); err != nil {
		return total, err
	}
	err = d.r.QueryRowContext(ctx, `SELECT `+summed()+` FROM ai_call WHERE product_id = ? AND owner = ?`, id, owner).Scan(places(&total)...)
	return total, d.explain(err)
}

// SpendLimit returns the spend limit that was kept, nil if none was.
func (d *DB) SpendLimit(ctx context.Context, owner string) (*ledger.Limit, error) {
	var l ledger.Limit
	err := d.r.QueryRowContext(ctx, `SELECT limited, micro, unpriced FROM spend_limit WHERE owner = ?`, owner).Scan(&l.On, &l.Micro, &l.Unpriced)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is an outcome
	}
	if err != nil {
		return nil, d.explain(err)
	}
	return &l, nil
}

// SetSpendLimit keeps a spend limit; nil forgets it.
func (d *DB) SetSpendLimit(ctx context.Context, owner string, l *ledger.Limit) error {
	if l == nil {
		_, err := d.w.ExecContext(ctx, `DELETE FROM spend_limit WHERE owner = ?`, owner)
		return d.explain(err)
	}
	_, err := d.w.ExecContext(ctx, `INSERT INTO spend_limit (owner, limited, micro, unpriced, at_ms) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (owner) DO UPDATE SET limited = excluded.limited, micro = excluded.micro, unpriced = excluded.unpriced, at_ms = excluded.at_ms`,
		owner, l.On, l.Micro, l.Unpriced, d.now().UnixMilli())
	return d.explain(err)
}
