// Package jobs runs the making of products as durable jobs: a product and its
// job are one transaction, a job that a killed process held begins again at the
// next start, and every run ends once.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// Config says what a runner works with and how much at once.
type Config struct {
	DB       *store.DB
	Blobs    *blob.Folder
	Pipeline *generate.Pipeline // its Keeper is set by New when it is nil
	Log      *slog.Logger
	Now      func() time.Time
	Workers  int // runs at once, 0 = 4
	MaxQueue int // runs that may wait, 0 = 200
	Watchers []Watcher
	Carrier  Carrier // nil = none
}

// Runner takes requests, runs them and changes what they made. It is safe for
// concurrent use.
type Runner struct {
	Config
	client *river.Client[*sql.Tx]
	kick   chan struct{}

	// work is held for reading by everything that may keep files which no row
	// names yet; sweeping needs it alone.
	work sync.RWMutex

	mu      sync.Mutex
	running map[string]context.CancelCauseFunc
	edits   map[string]*sync.Mutex
}

var (
	errStopped  = errors.New("stopped by the creator")
	errShutdown = errors.New("the process is shutting down")
)

// maxAttempts is how often a run may take the process down with it before it is
// given up.
const maxAttempts = 5

// args is the job's row.
type args struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	Trace string `json:"trace,omitempty"` // see Carrier
}

// Kind names the job in its table.
func (args) Kind() string { return kindGenerate }

// New prepares the queue's tables and frees what a killed process held. Start
// begins the work.
func New(ctx context.Context, c Config) (*Runner, error) {
	if c.Workers == 0 {
		c.Workers = 4
	}
	if c.MaxQueue == 0 {
		c.MaxQueue = 200
	}
	r := &Runner{Config: c, kick: make(chan struct{}, 1), running: map[string]context.CancelCauseFunc{}, edits: map[string]*sync.Mutex{}}
	if r.Pipeline.Keeper == nil {
		r.Pipeline.Keeper = Keeper{DB: c.DB, Also: r.later}
	}
	driver := kicker{riversqlite.New(c.DB.Writer()), r.kick}
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: c.Log})
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{r: r})
	river.AddWorker(workers, &improver{r: r})
	r.client, err = river.NewClient(driver, &river.Config{
		Queues:        map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: c.Workers}, background: {MaxWorkers: 1}},
		Workers:       workers,
		FetchCooldown: time.Millisecond,
		JobTimeout:    -1, // a run has its own deadline
		MaxAttempts:   maxAttempts,
		Logger:        c.Log,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	return r, r.rescue(ctx)
}

// Start begins to work.
func (r *Runner) Start(ctx context.Context) error {
	if err := r.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	return nil
}

// Close ends the work: runs stop where they are and go on at the next start.
func (r *Runner) Close(ctx context.Context) error {
	r.mu.Lock()
	for _, cancel := range r.running {
		cancel(errShutdown)
	}
	r.mu.Unlock()
	return r.client.StopAndCancel(ctx)
}

// Submit accepts a request and queues it. It returns the product's id: that of
// the product made before when the claim's key was used for the same request.
func (r *Runner) Submit(ctx context.Context, owner string, req product.Request, c store.Claim) (string, error) {
	profile, _, err := r.DB.Profile(ctx, owner)
	if err != nil {
		return "", err
	}
	req, err = r.Pipeline.Accept(req, profile, r.Now())
	if err != nil {
		return "", err
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	p := generate.New(uid.String(), owner, req, r.Now())
	id, err := r.DB.Create(ctx, p, c, func(tx *sql.Tx) error {
		if err := r.room(ctx); err != nil { // a request that was claimed before needs none
			return err
		}
		_, err := r.client.InsertTx(ctx, tx, args{ID: p.ID, Owner: owner, Trace: r.carry(ctx)}, nil)
		return err
	}, product.NewEvent(product.EventQueued, "queued", map[string]any{"category": req.Category}))
	if err != nil {
		return "", err
	}
	r.wake()
	return id, nil
}

// LeastFree is how much room a disk must have for a new run, in bytes: four
// times the largest product.
const LeastFree = 256 << 20

func (r *Runner) room(ctx context.Context) error {
	_, waiting, err := r.DB.Ahead(ctx, "")
	if err != nil {
		return err
	}
	if waiting >= r.MaxQueue {
		return fault.New(fault.Limited, "%d products wait already. Try again in some seconds.", waiting)
	}
	free, err := r.Blobs.Free()
	if err != nil {
		return err
	}
	if free < LeastFree {
		return fault.New(fault.Full, "The disk has only %d MB left; a new product needs %d MB free. Delete products or free some room.", free>>20, LeastFree>>20)
	}
	return nil
}

func (r *Runner) wake() {
	select {
	case r.kick <- struct{}{}:
	default:
	}
}

// Stop ends the making of a product, also in the middle of its work.
func (r *Runner) Stop(ctx context.Context, owner, id string) error {
	if _, err := r.DB.Stop(ctx, owner, id); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if cancel := r.running[id]; cancel != nil {
		cancel(errStopped)
	}
	return nil
}

// worker joins the queue to the runner.
type worker struct {
	river.WorkerDefaults[args]
	r *Runner
}

// Work makes one product. An error means that the run must be tried again.
func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	return w.r.run(w.r.resume(ctx, job.Args.Trace), job.Args.Owner, job.Args.ID)
}

func (r *Runner) run(ctx context.Context, owner, id string) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	release := r.holding(id, cancel)
	defer func() {
		release()
		r.Sweep(context.WithoutCancel(ctx))
	}()
	r.work.RLock()
	defer r.work.RUnlock()

	p, stage, err := r.DB.Product(ctx, owner, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil // deleted while it waited
	}
	if err == nil && p.Status.Final() {
		return nil // it ended just before the process did
	}
	var profile product.Profile
	if err == nil {
		profile, _, err = r.DB.Profile(ctx, owner)
	}
	if ctx.Err() != nil {
		return river.JobSnooze(0)
	}
	if err != nil {
		return err
	}
	pipe, left := r.noting()
	ctx, ended := r.watch(ctx, kindGenerate, p, r.waited(p, stage))
	outcome := outFailed
	defer func() { ended(outcome) }()
	err = pipe.Run(ctx, p, profile, stage)
	switch {
	case err == nil:
		outcome = outComplete
		return nil
	case errors.Is(context.Cause(ctx), errStopped), fault.KindOf(err) == fault.Conflict:
		outcome = outStopped
		r.disown(context.WithoutCancel(ctx), left)
		return nil
	case ctx.Err() != nil:
		outcome = outInterrupted
		// Shutting down: the row waits for the next start. That is no attempt:
		// only a run that takes the process down uses one up.
		return river.JobSnooze(0)
	}
	r.disown(context.WithoutCancel(ctx), left)
	return r.failed(context.WithoutCancel(ctx), p, stage, err)
}

// failed keeps why a run failed, as a sentence.
func (r *Runner) failed(ctx context.Context, p *product.Product, stage string, cause error) error {
	r.Log.Error("run failed", "product", p.ID, "err", cause)
	var defect *generate.Panic
	if errors.As(cause, &defect) {
		r.Log.Warn("where it failed", "product", p.ID, "stack", string(defect.Stack))
	}
	if fault.KindOf(cause) == fault.Full {
		if err := r.DB.UseReserve(); err != nil {
			r.Log.Error("use the reserve", "err", err)
		}
	}
	p.Status, p.Error = product.Failed, fault.Message(cause)
	return r.DB.Keep(ctx, p, stage, "failed", nil, product.NewEvent(product.EventFailed, "end", map[string]any{"error": p.Error}))
}

// Keeper keeps what runs do in the store.
type Keeper struct {
	DB *store.DB
	// Also returns what belongs into the transaction that keeps a product, nil =
	// nothing. It may be nil.
	Also func(ctx context.Context, p *product.Product) func(*sql.Tx) error
}

// Keep saves a product as it stands after a stage.
func (k Keeper) Keep(ctx context.Context, p *product.Product, stage, note string, events ...product.Event) error {
	var also func(*sql.Tx) error
	if k.Also != nil {
		also = k.Also(ctx, p)
	}
	return k.DB.Keep(ctx, p, stage, note, also, events...)
}

// Emit appends events.
func (k Keeper) Emit(ctx context.Context, id string, events ...product.Event) error {
	_, err := k.DB.Emit(ctx, id, events...)
	return err
}

// Record keeps what a task made.
func (k Keeper) Record(ctx context.Context, id, task, key string, made []byte, files []product.File, events ...product.Event) error {
	return k.DB.Record(ctx, id, task, key, made, files, events...)
}

// Recorded calls fn with what each task made last.
func (k Keeper) Recorded(ctx context.Context, id string, fn func(task, key string, made []byte) error) error {
	return k.DB.Recorded(ctx, id, fn)
}
