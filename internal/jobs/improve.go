package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// improveArgs is the row of the job that lets a model write what it did not get
// to in time.
type improveArgs struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	Trace string `json:"trace,omitempty"` // see Carrier
}

// Kind names the job in its table.
func (improveArgs) Kind() string { return kindImprove }

// How the background improves: on a queue of its own, one product at a time, so
// that it never takes a worker from somebody who waits.
const (
	background   = "background"
	improveTries = 4
	improveTime  = 2 * time.Minute // of asking, in one attempt
)

// InsertOpts puts the job on its queue.
func (improveArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: background, MaxAttempts: improveTries, Priority: 4, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}}}
}

// improver is the worker of the background.
type improver struct {
	river.WorkerDefaults[improveArgs]
	r *Runner
}

// Work lets the model write on. Asking holds no lock: the creator goes on working,
// and what they have changed meanwhile stays theirs.
func (w *improver) Work(ctx context.Context, job *river.Job[improveArgs]) (err error) {
	r, owner, id := w.r, job.Args.Owner, job.Args.ID
	ctx, cancel := context.WithCancelCause(r.resume(ctx, job.Args.Trace))
	defer cancel(nil)
	defer r.holding("improve "+id, cancel)()
	p, _, err := r.DB.Product(ctx, owner, id)
	if fault.KindOf(err) == fault.NotFound || err == nil && (p.Status != product.Complete || !generate.Pending(p)) {
		return nil
	}
	if err != nil {
		return err
	}
	profile, _, err := r.DB.Profile(ctx, owner)
	if err != nil {
		return err
	}
	ctx, ended := r.watch(ctx, kindImprove, p, -1)
	defer func() { ended(improved(ctx, err)) }()
	asking, stop := context.WithTimeout(ctx, improveTime)
	defer stop()
	got, err := r.Pipeline.Ask(asking, p, profile)
	if ctx.Err() != nil {
		return river.JobSnooze(0) // shutting down
	}
	if err != nil {
		return err
	}
	last := job.Attempt >= job.MaxAttempts
	if len(got.Items)+len(got.Said) == 0 && !last && len(got.Late) > 0 {
		return fmt.Errorf("improve %s: nothing came: %w", id, got.Why)
	}
	left, err := r.better(ctx, owner, id, func(pipe *generate.Pipeline, p *product.Product) error {
		return pipe.Better(ctx, p, profile, got, last)
	})
	if fault.KindOf(err) == fault.NotFound || fault.KindOf(err) == fault.Conflict {
		return nil // deleted meanwhile
	}
	if err == nil && left && len(got.Items)+len(got.Said) > 0 && !last {
		return river.JobSnooze(time.Second) // what follows from them can be asked for now
	}
	if err == nil && left {
		return fmt.Errorf("improve %s: %d items are still to come", id, len(got.Late))
	}
	return err
}

// better changes a product as it stands now, alone with it. It reports whether
// items are still to come.
func (r *Runner) better(ctx context.Context, owner, id string, change func(*generate.Pipeline, *product.Product) error) (bool, error) {
	defer r.Sweep(context.WithoutCancel(ctx))
	r.work.RLock()
	defer r.work.RUnlock()
	lock := r.editing(id)
	lock.Lock()
	defer lock.Unlock()
	p, _, err := r.DB.Product(ctx, owner, id)
	if err != nil {
		return false, err
	}
	pipe, kept := r.noting()
	if err := change(pipe, p); err != nil {
		r.disown(context.WithoutCancel(ctx), kept)
		return false, err
	}
	return generate.Pending(p), nil
}

// holding makes it possible to end some work from outside until the function that
// it returns is called.
func (r *Runner) holding(name string, cancel context.CancelCauseFunc) func() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running[name] = cancel
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.running, name)
	}
}

// later queues the improvement of a complete product that has items to come, in
// the transaction that keeps it, once.
func (r *Runner) later(ctx context.Context, p *product.Product) func(*sql.Tx) error {
	if p.Status != product.Complete || !generate.Pending(p) {
		return nil
	}
	return func(tx *sql.Tx) error {
		_, err := r.client.InsertTx(ctx, tx, improveArgs{ID: p.ID, Owner: p.Owner, Trace: r.carry(ctx)}, nil)
		return err
	}
}
