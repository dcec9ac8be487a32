package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Provider is a provider of language models as it is kept: its key only sealed.
type Provider struct {
	ID, Kind, Name, BaseURL, Model string
	Limit                          int
	Sealed                         []byte // nil = there is no key
}

// ProviderChoice is what was chosen about a provider from anywhere.
type ProviderChoice struct {
	ID       string
	Enabled  bool
	Position int // in the chain, from 1; 0 = none was chosen
}

// Providers returns the providers in the order in which they were added, and the
// choices.
func (d *DB) Providers(ctx context.Context) ([]Provider, []ProviderChoice, error) {
	all, err := d.providers(ctx)
	if err != nil {
		return nil, nil, d.explain(err)
	}
	rows, err := d.r.QueryContext(ctx, `SELECT id, enabled, position FROM provider_choice ORDER BY position, id`)
	if err != nil {
		return nil, nil, d.explain(err)
	}
	defer rows.Close()
	var choices []ProviderChoice
	for rows.Next() {
		var c ProviderChoice
		if err := rows.Scan(&c.ID, &c.Enabled, &c.Position); err != nil {
			return nil, nil, d.explain(err)
		}
		choices = append(choices, c)
	}
	return all, choices, d.explain(rows.Err())
}

func (d *DB) providers(ctx context.Context) ([]Provider, error) {
	rows, err := d.r.QueryContext(ctx, `SELECT id, kind, name, base_url, model, at_once, key_sealed FROM provider ORDER BY created_ms, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Provider
	for rows.Next() {
		var p Provider
		if err := rows.Scan(&p.ID, &p.Kind, &p.Name, &p.BaseURL, &p.Model, &p.Limit, &p.Sealed); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// PutProvider keeps a provider in place of the one with its id, with the choice
// about it.
func (d *DB) PutProvider(ctx context.Context, p Provider, c ProviderChoice) error {
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		now := d.now().UnixMilli()
		if _, err := tx.ExecContext(ctx, `INSERT INTO provider (id, kind, name, base_url, model, at_once, key_sealed, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, base_url = excluded.base_url, model = excluded.model,
			at_once = excluded.at_once, key_sealed = excluded.key_sealed, updated_ms = excluded.updated_ms`,
			p.ID, p.Kind, p.Name, p.BaseURL, p.Model, p.Limit, p.Sealed, now, now); err != nil {
			return err
		}
		return choose(ctx, tx, c)
	})
}

// ChooseProviders keeps choices, each in place of the one about its provider.
func (d *DB) ChooseProviders(ctx context.Context, all []ProviderChoice) error {
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		for _, c := range all {
			if err := choose(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func choose(ctx context.Context, tx *sql.Tx, c ProviderChoice) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO provider_choice (id, enabled, position) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled, position = excluded.position`, c.ID, c.Enabled, c.Position)
	return err
}

// RemoveProvider forgets a provider and the choice about it. An unknown id is a
// fault of kind NotFound.
func (d *DB) RemoveProvider(ctx context.Context, id string) error {
	return d.WithTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM provider WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.NotFound, "There is no provider with this id."))
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM provider_choice WHERE id = ?`, id)
		return err
	})
}
