// Package trace tells an OpenTelemetry collector how the time of a request, a run
// and a question to a model was spent: a span for each, and for each stage of a
// run. Spans hold names, counts and ids; never what a person or a model wrote,
// nor a key.
//
// Nothing is global, so that a library which looks for a global tracer sends
// nothing to anybody by our means.
package trace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.41.0"
	api "go.opentelemetry.io/otel/trace"
)

// Config says whose traces they are and where they go.
type Config struct {
	Version string
	Log     *slog.Logger
	// Exporter takes the spans, nil = OTLP over HTTP, to where the variables
	// OTEL_EXPORTER_OTLP_… of the environment say. Headers, time-outs, the sampler
	// and the names of the service are read from there too, by the SDK.
	Exporter sdk.SpanExporter
}

// Traces makes spans and sends them in the background. It is safe for concurrent
// use.
type Traces struct {
	provider *sdk.TracerProvider
	tracer   api.Tracer
	carrier  propagation.TraceContext
}

// Open begins to send. A collector that is away costs nothing but its spans; that
// is logged once, until it is back.
func Open(ctx context.Context, c Config) (*Traces, error) {
	if c.Exporter == nil {
		e, err := otlptracehttp.New(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare the traces: %w", err)
		}
		c.Exporter = e
	}
	about, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName("gumgenie"), semconv.ServiceVersion(c.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil { // what could be read of the environment is in it all the same
		c.Log.Warn("OTEL_RESOURCE_ATTRIBUTES cannot be read whole", "err", err)
	}
	limits := sdk.NewSpanLimits()
	if limits.AttributeValueLengthLimit < 0 {
		limits.AttributeValueLengthLimit = longest
	}
	t := &Traces{provider: sdk.NewTracerProvider(sdk.WithResource(about), sdk.WithRawSpanLimits(limits),
		sdk.WithBatcher(&calm{SpanExporter: c.Exporter, log: c.Log}))}
	t.tracer = t.provider.Tracer("github.com/gumgenie/gumgenie")
	return t, nil
}

// longest bounds a text in a span, in characters, unless the environment says otherwise.
const longest = 200

// parting is how long a collector may take to accept the last spans.
const parting = 2 * time.Second

// Close sends what is left, for two seconds at most, and ends. What a collector
// that is away does not take is lost, which is no error of ours.
func (t *Traces) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, parting)
	defer cancel()
	if err := t.provider.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("end the traces: %w", err)
	}
	return nil
}

// calm is an exporter whose errors are logged here: once when sending begins to
// fail, and once when it works again. The SDK would write each to its own log.
type calm struct {
	sdk.SpanExporter
	log  *slog.Logger
	away atomic.Bool
}

// ExportSpans sends spans. It has no error.
func (c *calm) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := c.SpanExporter.ExportSpans(ctx, spans)
	switch {
	case err != nil && !c.away.Swap(true):
		c.log.Warn("the collector of traces does not take them", "err", err)
	case err == nil && c.away.Swap(false):
		c.log.Warn("the collector of traces takes them again")
	}
	return nil
}
