package jobs

import (
	"context"
	"database/sql"
	"io"
	"sync"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Edit changes a product whose revision is still the given one, makes again
// what shows the change, and returns it. Another revision is a fault of kind
// Conflict. Edits of one product go one after the other.
func (r *Runner) Edit(ctx context.Context, owner, id string, revision int, patch generate.Patch) (*product.Product, error) {
	return r.change(ctx, owner, id, revision, func(pipe *generate.Pipeline, p *product.Product, profile product.Profile) error {
		return pipe.Edit(ctx, p, profile, patch)
	})
}

// Regenerate puts other content into a product whose revision is still the given
// one, and returns it.
func (r *Runner) Regenerate(ctx context.Context, owner, id string, revision int, req generate.Regenerate) (*product.Product, error) {
	return r.change(ctx, owner, id, revision, func(pipe *generate.Pipeline, p *product.Product, profile product.Profile) error {
		return pipe.Regenerate(ctx, p, profile, req)
	})
}

// change does something to a product whose revision is still the given one.
func (r *Runner) change(ctx context.Context, owner, id string, revision int, do func(*generate.Pipeline, *product.Product, product.Profile) error) (*product.Product, error) {
	defer r.Sweep(context.WithoutCancel(ctx)) // what a change that broke off has left
	r.work.RLock()
	defer r.work.RUnlock()
	lock := r.editing(id)
	lock.Lock()
	defer lock.Unlock()
	p, _, err := r.DB.Product(ctx, owner, id)
	if err != nil {
		return nil, err
	}
	if p.Revision != revision {
		return nil, fault.New(fault.Conflict, "The product is at revision %d, not %d: somebody changed it. Load it again.", p.Revision, revision)
	}
	profile, _, err := r.DB.Profile(ctx, owner)
	if err != nil {
		return nil, err
	}
	pipe, left := r.noting()
	if err := do(pipe, p, profile); err != nil {
		r.disown(context.WithoutCancel(ctx), left)
		return nil, err
	}
	return p, nil
}

// Enhance works on a text of a product, or on a text without one, and returns the
// change without making it.
func (r *Runner) Enhance(ctx context.Context, owner string, req generate.Enhance, tell func(ai.Progress)) (generate.Enhanced, error) {
	var p *product.Product
	var profile product.Profile
	var err error
	if req.Product != "" {
		if p, _, err = r.DB.Product(ctx, owner, req.Product); err != nil {
			return generate.Enhanced{}, err
		}
		if p.Status != product.Complete {
			return generate.Enhanced{}, fault.New(fault.Conflict, "The product is %s; only a complete one can be worked on.", p.Status)
		}
		if profile, _, err = r.DB.Profile(ctx, owner); err != nil {
			return generate.Enhanced{}, err
		}
	}
	return r.Pipeline.Enhance(ctx, p, profile, req, tell)
}

func (r *Runner) editing(id string) *sync.Mutex {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.edits[id] == nil {
		r.edits[id] = &sync.Mutex{}
	}
	return r.edits[id]
}

// Delete stops a product if it is being made, and forgets it with its files.
func (r *Runner) Delete(ctx context.Context, owner, id string) error {
	if err := r.Stop(ctx, owner, id); err != nil {
		return err
	}
	lock := r.editing(id)
	lock.Lock() // an edit under way ends first
	err := r.DB.Delete(ctx, owner, id)
	lock.Unlock()
	if err != nil {
		return err
	}
	r.mu.Lock()
	delete(r.edits, id)
	r.mu.Unlock()
	r.Sweep(context.WithoutCancel(ctx))
	return nil
}

// Backup copies the data folder to w while work goes on; sweeping waits.
func (r *Runner) Backup(ctx context.Context, w io.Writer) error {
	r.work.RLock()
	defer r.work.RUnlock()
	return backup.Write(ctx, r.DB, r.Blobs, w, r.Now())
}

// Sweep removes files that no product names, unless something is at work that
// may have kept files which it has not named yet; then it does nothing.
func (r *Runner) Sweep(ctx context.Context) {
	if !r.work.TryLock() {
		return
	}
	defer r.work.Unlock()
	err := r.DB.Orphans(ctx, r.Blobs.Remove)
	if err != nil {
		r.Log.Warn("sweep files that nothing names", "err", err)
	}
}

// rescue frees the jobs that a killed process held: with one process on a data
// folder, nobody else can be working on them. A job that has ended the process
// too often is given up, and its product says so.
func (r *Runner) rescue(ctx context.Context) error {
	var lost [][2]string
	err := r.DB.WithTx(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{
			`UPDATE river_job SET
				state = CASE WHEN attempt >= max_attempts THEN 'discarded' ELSE 'available' END,
				finalized_at = CASE WHEN attempt >= max_attempts THEN strftime('%Y-%m-%d %H:%M:%f', 'now') END,
				scheduled_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
			WHERE state IN ('running', 'retryable')`,
			`DELETE FROM river_leader`,
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		rows, err := tx.QueryContext(ctx, `SELECT p.owner, p.id FROM product p WHERE p.status IN ('queued', 'running') AND NOT EXISTS (
			SELECT 1 FROM river_job j WHERE j.state IN ('available', 'scheduled', 'pending') AND json_extract(j.args, '$.id') = p.id)`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var one [2]string
			if err := rows.Scan(&one[0], &one[1]); err != nil {
				return err
			}
			lost = append(lost, one)
		}
		return rows.Err()
	})
	if err != nil {
		return err
	}
	for _, one := range lost {
		p, stage, err := r.DB.Product(ctx, one[0], one[1])
		if err != nil {
			return err
		}
		if err := r.failed(ctx, p, stage, fault.New(fault.Internal, "Making this product ended the program %d times; it was given up. Please report the brief.", maxAttempts)); err != nil {
			return err
		}
	}
	return nil
}
