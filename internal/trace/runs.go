package trace

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	api "go.opentelemetry.io/otel/trace"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Runs makes spans of the work on products.
type Runs struct{ t *Traces }

// Runs returns what makes spans of the work on products.
func (t *Traces) Runs() Runs { return Runs{t} }

// parent is the header of W3C's trace context.
const parent = "traceparent"

// Carry returns a text that names the span of a context, for the row of a job; ""
// if there is none.
func (r Runs) Carry(ctx context.Context) string {
	in := propagation.MapCarrier{}
	r.t.carrier.Inject(ctx, in)
	return in[parent]
}

// Resume returns the context with the span that Carry named, be it of another
// process. A text that names none is left alone.
func (r Runs) Resume(ctx context.Context, carried string) context.Context {
	return r.t.carrier.Extract(ctx, propagation.MapCarrier{parent: carried})
}

// Began begins a span of some work on a product; what it returns ends it.
func (r Runs) Began(ctx context.Context, kind string, p *product.Product, waited time.Duration) (_ context.Context, ended func(outcome string)) {
	ctx, span := r.t.tracer.Start(ctx, "run "+kind, api.WithSpanKind(api.SpanKindConsumer), api.WithAttributes(
		keyProduct.String(p.ID), keyCategory.String(string(p.Category)), keyTier.String(string(p.Request.Tier))))
	if waited >= 0 {
		span.SetAttributes(keyWaited.Float64(waited.Seconds()))
	}
	return ctx, func(outcome string) {
		span.SetAttributes(keyOutcome.String(outcome))
		if outcome == "failed" {
			span.SetStatus(codes.Error, outcome)
		}
		span.End()
	}
}

// Stage begins a span of a stage; what it returns ends it.
func (r Runs) Stage(ctx context.Context, _ *product.Product, stage string) (_ context.Context, ended func(error)) {
	ctx, span := r.t.tracer.Start(ctx, "stage "+stage)
	return ctx, func(err error) {
		if err != nil && ctx.Err() == nil {
			span.SetStatus(codes.Error, string(fault.KindOf(err))) // its text may repeat the brief
		}
		span.End()
	}
}
