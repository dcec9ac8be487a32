package jobs

import (
	"context"
	"time"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Watcher hears of the work on products, to measure it. It is safe for concurrent
// use.
type Watcher interface {
	// Began is told that a worker took a product; kind is "generate" or "improve".
	// waited is how long the product waited for a first worker, below 0 = it did
	// not. The context that it returns goes with the work. ended is called once:
	// "complete"; "failed"; "stopped" by the creator; "interrupted" by the end of the
	// process, to go on at the next start; or "again", to improve more later.
	Began(ctx context.Context, kind string, p *product.Product, waited time.Duration) (_ context.Context, ended func(outcome string))
}

// Carrier carries over from whoever queues a job to its work, through the job's
// row, what of a context outlives the process.
type Carrier interface {
	// Carry returns what the row keeps, "" = nothing.
	Carry(ctx context.Context) string
	// Resume returns the context with what the row kept.
	Resume(ctx context.Context, carried string) context.Context
}

// Kinds of job.
const (
	kindGenerate = "generate"
	kindImprove  = "improve"
)

// What becomes of work.
const (
	outComplete    = "complete"
	outFailed      = "failed"
	outStopped     = "stopped"
	outInterrupted = "interrupted"
	outAgain       = "again"
)

// watch tells the watchers of some work, and returns how to tell them of its end.
func (r *Runner) watch(ctx context.Context, kind string, p *product.Product, waited time.Duration) (context.Context, func(outcome string)) {
	all := make([]func(string), len(r.Watchers))
	for i, w := range r.Watchers {
		ctx, all[i] = w.Began(ctx, kind, p, waited)
	}
	return ctx, func(outcome string) {
		for i := len(all) - 1; i >= 0; i-- {
			all[i](outcome)
		}
	}
}

// waited is how long a product waited until now; below 0 if a run goes on.
func (r *Runner) waited(p *product.Product, stage string) time.Duration {
	if stage != "" {
		return -1
	}
	return max(0, r.Now().Sub(p.Created))
}

// improved is what becomes of an improvement that ended with an error or none.
func improved(ctx context.Context, err error) string {
	switch {
	case err == nil:
		return outComplete
	case ctx.Err() != nil:
		return outInterrupted
	}
	return outAgain
}

func (r *Runner) carry(ctx context.Context) string {
	if r.Carrier == nil {
		return ""
	}
	return r.Carrier.Carry(ctx)
}

func (r *Runner) resume(ctx context.Context, carried string) context.Context {
	if r.Carrier == nil || carried == "" {
		return ctx
	}
	return r.Carrier.Resume(ctx, carried)
}
