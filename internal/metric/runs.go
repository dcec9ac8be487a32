package metric

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Runs measures the work on products.
type Runs struct {
	took, waited, stage *prometheus.HistogramVec
	active              *prometheus.GaugeVec
	kinds, categories   *bounded
	tiers, outcomes     *bounded
	stages              *bounded
}

// Bounds of the label values that come from the catalog and the pipeline.
const (
	mostKinds      = 8
	mostCategories = 24
	mostOutcomes   = 8
	mostStages     = 16
)

func newRuns(r prometheus.Registerer) *Runs {
	return &Runs{
		took: seconds(r, "gumgenie_run_duration_seconds", "Work on a product, from the worker to the end: kind is generate or improve, outcome is complete, failed, stopped, interrupted by the end of the process, or again (to improve more later).",
			[]float64{.25, .5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 30, 60, 120}, "kind", "category", "tier", "outcome"),
		waited: seconds(r, "gumgenie_run_wait_seconds", "How long a new product waited for a worker.",
			[]float64{.01, .05, .1, .25, .5, 1, 2, 4, 6, 8, 15, 30, 60, 300}),
		stage: seconds(r, "gumgenie_stage_duration_seconds", "A stage of a run, by its outcome: ok, error, or stopped with the run.",
			[]float64{.005, .025, .1, .25, .5, 1, 2, 3, 4, 6, 8, 15, 30}, "stage", "outcome"),
		active:     gauge(r, "gumgenie_runs_active", "Products that are being worked on, by kind.", "kind"),
		kinds:      most(mostKinds),
		categories: most(mostCategories),
		tiers:      only("all", string(product.Mini), string(product.Starter), string(product.Pro), string(product.Ultimate)),
		outcomes:   most(mostOutcomes),
		stages:     most(mostStages),
	}
}

// Began counts some work on a product in; what it returns counts it out, by its
// outcome. waited is how long the product waited for it, below 0 = it did
// not.
func (m *Runs) Began(ctx context.Context, kind string, p *product.Product, waited time.Duration) (_ context.Context, ended func(outcome string)) {
	began := time.Now()
	kind = m.kinds.label(kind)
	m.active.WithLabelValues(kind).Inc()
	if waited >= 0 {
		m.waited.WithLabelValues().Observe(waited.Seconds())
	}
	tier := string(p.Request.Tier)
	if tier == "" {
		tier = "all"
	}
	category := string(p.Category)
	return ctx, func(outcome string) {
		m.active.WithLabelValues(kind).Dec()
		m.took.WithLabelValues(kind, m.categories.label(category), m.tiers.label(tier), m.outcomes.label(outcome)).Observe(time.Since(began).Seconds())
	}
}

// Stage times a stage of a run until what it returns is called.
func (m *Runs) Stage(ctx context.Context, _ *product.Product, stage string) (_ context.Context, ended func(error)) {
	began := time.Now()
	return ctx, func(err error) {
		outcome := "ok"
		switch {
		case err != nil && ctx.Err() != nil:
			outcome = "stopped"
		case err != nil:
			outcome = "error"
		}
		m.stage.WithLabelValues(m.stages.label(stage), outcome).Observe(time.Since(began).Seconds())
	}
}
