package trace

import (
	"net/http"
	"strings"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.41.0"
	api "go.opentelemetry.io/otel/trace"
)

// HTTP makes a span of each request.
type HTTP struct{ t *Traces }

// HTTP returns what makes spans of requests.
func (t *Traces) HTTP() HTTP { return HTTP{t} }

// probes are asked by machines all the time: nobody looks for them in a trace.
func probe(path string) bool {
	switch path {
	case "/api/healthz", "/api/readyz", "/api/metrics":
		return true
	}
	return false
}

// Began begins a span, inside the caller's if the request names one by W3C's
// traceparent. What it returns ends it: route is the pattern that the request
// had, "" if none. The path is in the span, the query is not.
func (h HTTP) Began(r *http.Request) (_ *http.Request, ended func(route string, status int)) {
	if probe(r.URL.Path) {
		return r, func(string, int) {}
	}
	ctx := h.t.carrier.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := h.t.tracer.Start(ctx, r.Method, api.WithSpanKind(api.SpanKindServer), api.WithAttributes(
		semconv.HTTPRequestMethodKey.String(r.Method), semconv.URLPath(strings.ToValidUTF8(r.URL.Path, "?")))) // one bad byte and a whole batch could not be encoded
	return r.WithContext(ctx), func(route string, status int) {
		if route != "" {
			span.SetName(route)
			span.SetAttributes(semconv.HTTPRoute(route))
		}
		span.SetAttributes(semconv.HTTPResponseStatusCode(status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, http.StatusText(status))
		}
		span.End()
	}
}
