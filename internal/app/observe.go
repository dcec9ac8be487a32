package app

import (
	"context"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/jobs"
	"github.com/gumgenie/gumgenie/internal/metric"
	"github.com/gumgenie/gumgenie/internal/server"
	"github.com/gumgenie/gumgenie/internal/store"
	"github.com/gumgenie/gumgenie/internal/trace"
)

// Observers is what measures the parts while they work. The parts do not know it:
// each has a small interface for whoever listens.
type Observers struct {
	Metrics *metric.Metrics
	Traces  *trace.Traces // nil = none are asked for
}

// Observers returns what measures this app.
func (a *App) Observers() Observers { return a.observers }

// observe opens what measures. Traces that cannot be sent as the environment asks
// are left out, with a line in the log: no work depends on them.
func (a *App) observe(ctx context.Context) {
	a.observers.Metrics = metric.New(a.Version)
	if a.Getenv == nil {
		return
	}
	wanted, err := trace.Wanted(a.Getenv)
	if err == nil && wanted {
		var t *trace.Traces
		if t, err = trace.Open(ctx, trace.Config{Version: a.Version, Log: a.Log}); err == nil {
			a.observers.Traces = t
			a.later(t.Close)
			return
		}
	}
	if err != nil {
		a.Log.Warn("no traces are sent", "why", fault.Message(err), "err", err)
	}
}

// Wrap observes a client of a model, inside its gate.
func (o Observers) Wrap(m ai.Model) ai.Model {
	m = ai.Metered(m, o.Metrics.AI.Calls())
	if o.Traces != nil {
		m = ai.Metered(m, o.Traces.Calls())
	}
	return m
}

// Around observes a whole chain of models and the cache before it, with the steps
// inside.
func (o Observers) Around(m ai.Model) ai.Model {
	m = ai.Metered(m, o.Metrics.AI.Questions())
	if o.Traces != nil {
		m = ai.Metered(m, o.Traces.Questions())
	}
	return m
}

// runs lets hear of the work on products.
func (o Observers) runs(c *jobs.Config) {
	c.Watchers = []jobs.Watcher{o.Metrics.Runs}
	c.Pipeline.Watchers = []generate.Watcher{o.Metrics.Runs}
	if o.Traces != nil {
		c.Watchers = append(c.Watchers, o.Traces.Runs())
		c.Pipeline.Watchers = append(c.Pipeline.Watchers, o.Traces.Runs())
		c.Carrier = o.Traces.Runs()
	}
	o.Metrics.Waiting(waiting(c.DB))
}

func waiting(db *store.DB) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		_, n, err := db.Ahead(ctx, "")
		return n, err
	}
}

// requests lets hear of requests, and answers with what was measured.
func (o Observers) requests(c *server.Config) {
	c.Metrics = o.Metrics
	c.Watchers = []server.Watcher{o.Metrics.HTTP}
	if o.Traces != nil {
		c.Watchers = append(c.Watchers, o.Traces.HTTP())
	}
}
