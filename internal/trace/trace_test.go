package trace_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	api "go.opentelemetry.io/otel/trace"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/trace"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// kept keeps the spans that were sent, also after the end.
type kept struct {
	*tracetest.InMemoryExporter
	err error
}

func (k *kept) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if k.err != nil {
		return k.err
	}
	return k.InMemoryExporter.ExportSpans(ctx, spans)
}

func (*kept) Shutdown(context.Context) error { return nil }

func open(t *testing.T) (*trace.Traces, func() map[string]tracetest.SpanStub) {
	t.Helper()
	k := &kept{InMemoryExporter: tracetest.NewInMemoryExporter()}
	traces, err := trace.Open(t.Context(), trace.Config{Version: "test", Log: slog.New(slog.DiscardHandler), Exporter: k})
	if err != nil {
		t.Fatal(err)
	}
	return traces, func() map[string]tracetest.SpanStub {
		t.Helper()
		if err := traces.Close(t.Context()); err != nil {
			t.Errorf("close: %v", err)
		}
		all := map[string]tracetest.SpanStub{}
		for _, s := range k.GetSpans() {
			all[s.Name] = s
		}
		if text := fmt.Sprintf("%+v", all); strings.Contains(text, canary) || strings.Contains(text, "nurses") {
			t.Errorf("a span holds what is private: %s", text)
		}
		return all
	}
}

// has checks attributes, given as key, value, key, value.
func has(t *testing.T, s tracetest.SpanStub, want ...any) {
	t.Helper()
	have := map[attribute.Key]any{}
	for _, a := range s.Attributes {
		have[a.Key] = a.Value.AsInterface()
	}
	for i := 0; i < len(want); i += 2 {
		if got := have[attribute.Key(want[i].(string))]; got != want[i+1] {
			t.Errorf("%s: %v is %v (%T), want %v", s.Name, want[i], got, got, want[i+1])
		}
	}
}

// TestOneRunIsOneTrace follows a request to the run that it queues, its stages, a
// question of one and the calls for it, over the row of a job.
func TestOneRunIsOneTrace(t *testing.T) {
	t.Parallel()
	srv := &aitest.Server{Temper: func(c aitest.Call) aitest.Temper {
		if c.Number == 1 {
			return aitest.Temper{Fault: aitest.Unavailable}
		}
		return aitest.Temper{}
	}}
	base, stop := srv.Start()
	t.Cleanup(stop)
	client, err := gemini.New(t.Context(), gemini.Config{Key: canary, Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	traces, spans := open(t)
	m := ai.Metered(ai.Fallback(ai.Limited(ai.Metered(client, traces.Calls()), ai.NewGate(1), 0)), traces.Questions())

	r := httptest.NewRequest(http.MethodPost, "/api/generate?q=nurses", strings.NewReader("nurses"))
	r.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	r, answered := traces.HTTP().Began(r)
	row := traces.Runs().Carry(r.Context())
	answered("POST /api/generate", 202)

	p := &product.Product{ID: "0199", Category: product.DigitalPlanners, Brief: "for nurses", Request: product.Request{Tier: product.Pro}}
	ctx, done := traces.Runs().Began(traces.Runs().Resume(t.Context(), row), "generate", p, 2*time.Second)
	in, over := traces.Runs().Stage(ctx, p, "write")
	warm := 0.5
	if _, err := m.Ask(in, ai.Question{Purpose: "section", Prompt: "For nurses.", System: "nurses", Product: "0199", MaxTokens: 90, Temperature: &warm}, nil); err != nil {
		t.Fatal(err)
	}
	over(nil)
	done("complete")

	all := spans()
	for _, link := range [][2]string{{"POST /api/generate", "run generate"}, {"run generate", "stage write"}, {"stage write", "ask section"}, {"ask section", "chat writer-1"}} {
		if got, want := all[link[1]].Parent.SpanID(), all[link[0]].SpanContext.SpanID(); got != want || !want.IsValid() {
			t.Errorf("the parent of %q is %v, want %q, %v", link[1], got, link[0], want)
		}
	}
	if got := all["chat writer-1"].SpanContext.TraceID().String(); got != "0af7651916cd43dd8448eb211c80319c" {
		t.Errorf("the trace is %s, want the caller's", got)
	}
	has(t, all["POST /api/generate"], "http.request.method", "POST", "http.route", "POST /api/generate", "http.response.status_code", int64(202), "url.path", "/api/generate")
	has(t, all["run generate"], "gumgenie.product.id", "0199", "gumgenie.category", "digital-planners", "gumgenie.tier", "pro", "gumgenie.outcome", "complete", "gumgenie.waited.seconds", 2.0)
	has(t, all["ask section"], "gumgenie.product.id", "0199", "gumgenie.outcome", "ok")
	has(t, all["chat writer-1"], "gen_ai.operation.name", "chat", "gen_ai.provider.name", "gcp.gemini", "gen_ai.request.model", "writer-1", "gen_ai.response.model", "writer-1",
		"gen_ai.request.max_tokens", int64(90), "gen_ai.request.temperature", 0.5, "gen_ai.output.type", "text", "gumgenie.outcome", "ok")
	if all["chat writer-1"].SpanKind != api.SpanKindClient || all["POST /api/generate"].SpanKind != api.SpanKindServer {
		t.Error("a call is no client's span, or a request no server's")
	}
	steps := ""
	for _, e := range all["ask section"].Events {
		steps += e.Name + " "
	}
	if steps != "retried " {
		t.Errorf("the steps are %q, want the retry", steps)
	}
	res := all["run generate"].Resource.String()
	for _, want := range []string{"service.name=gumgenie", "service.version=test", "telemetry.sdk.name=opentelemetry"} {
		if !strings.Contains(res, want) {
			t.Errorf("the resource is %s, want %s in it", res, want)
		}
	}
}

func TestErrorsAreNamedNotQuoted(t *testing.T) {
	t.Parallel()
	traces, spans := open(t)
	o := traces.Calls()
	for model, e := range map[string]ai.Ending{
		"gemini/blocked": {How: ai.EndError, Err: &ai.Error{Reason: ai.Blocked, Cause: errors.New("for nurses")}, Usage: ai.Usage{In: 9, Cached: 2, Out: 4, Thought: 3}},
		"openai/odd":     {How: ai.EndError, Err: errors.New("for nurses")},
		"openai/late":    {How: ai.EndLate, Err: errors.New("for nurses")},
		"openai/stopped": {How: ai.EndStopped, Err: errors.New("for nurses")},
	} {
		s := ai.Subject{Model: model, Purpose: "section", JSON: true}
		o.Ended(o.Asked(t.Context(), s), s, e)
	}
	p := &product.Product{}
	_, over := traces.Runs().Stage(t.Context(), p, "read")
	over(fault.New(fault.Invalid, "The brief %q is wrong.", "for nurses"))
	_, done := traces.Runs().Began(t.Context(), "improve", p, -1)
	done("failed")
	_, answered := traces.HTTP().Began(httptest.NewRequest("GET", "/p/x", nil))
	answered("GET /p/{id}", 503)
	all := spans()
	for name, want := range map[string]sdk.Status{
		"chat blocked": {Code: codes.Error, Description: "blocked"}, "chat odd": {Code: codes.Error, Description: "_OTHER"},
		"chat late": {Code: codes.Error, Description: "late"}, "chat stopped": {},
		"stage read": {Code: codes.Error, Description: "invalid"}, "run improve": {Code: codes.Error, Description: "failed"},
		"GET /p/{id}": {Code: codes.Error, Description: "Service Unavailable"},
	} {
		if got := all[name].Status; got != want {
			t.Errorf("%s: the status is %+v, want %+v", name, got, want)
		}
	}
	has(t, all["chat blocked"], "error.type", "blocked", "gen_ai.output.type", "json", "gen_ai.usage.input_tokens", int64(9),
		"gen_ai.usage.cache_read.input_tokens", int64(2), "gen_ai.usage.output_tokens", int64(7), "gen_ai.usage.reasoning.output_tokens", int64(3))
}

// TestProbesAndStrangers leaves out what machines ask all the time, and takes what
// strangers send only as far as it can be encoded.
func TestProbesAndStrangers(t *testing.T) {
	t.Parallel()
	traces, spans := open(t)
	for _, path := range []string{"/api/healthz", "/api/readyz", "/api/metrics"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		got, ended := traces.HTTP().Began(r)
		ended("GET "+path, 200)
		if got != r {
			t.Errorf("%s is traced", path)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/%ff"+strings.Repeat("a", 5000), nil)
	r.Header.Set("Traceparent", "00-nonsense-\xff-01")
	_, ended := traces.HTTP().Began(r)
	ended("", 404)
	if got := traces.Runs().Carry(traces.Runs().Resume(t.Context(), "nonsense")); got != "" {
		t.Errorf("nonsense is carried on as %q", got)
	}
	all := spans()
	if len(all) != 1 {
		t.Fatalf("got %d spans, want 1: %v", len(all), all)
	}
	for _, a := range all["GET"].Attributes {
		if v := a.Value.Emit(); len(v) > 200 || strings.Contains(v, "\xff") {
			t.Errorf("%s is %d bytes long: %.20q", a.Key, len(v), v)
		}
	}
	if !all["GET"].SpanContext.IsValid() || all["GET"].Parent.IsValid() {
		t.Error("nonsense became a parent")
	}
}

// TestACollectorThatIsAway fails to send twice, says so once, and says when it works
// again. Nobody else hears of it.
func TestACollectorThatIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		k := &kept{InMemoryExporter: tracetest.NewInMemoryExporter()}
		traces, err := trace.Open(t.Context(), trace.Config{Version: "test", Log: slog.New(slog.NewTextHandler(&log, nil)), Exporter: k})
		if err != nil {
			t.Fatal(err)
		}
		for i, away := range []error{nil, errors.New("connection refused"), errors.New("connection refused"), nil, nil} {
			k.err = away
			_, ended := traces.HTTP().Began(httptest.NewRequest("GET", "/", nil))
			ended("GET /{$}", 200)
			time.Sleep(10 * time.Second) // longer than a batch waits
			synctest.Wait()
			if got, want := strings.Count(log.String(), "\n"), []int{0, 1, 1, 2, 2}[i]; got != want {
				t.Errorf("after %d batches the log has %d lines, want %d: %s", i+1, got, want, log.String())
			}
		}
		if n := len(k.GetSpans()); n != 3 {
			t.Errorf("%d spans arrived, want 3", n)
		}
		if err := traces.Close(t.Context()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

// TestClosingWaitsForNobody ends while the collector holds a batch.
func TestClosingWaitsForNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		traces, err := trace.Open(t.Context(), trace.Config{Version: "test", Log: slog.New(slog.DiscardHandler), Exporter: stuck{}})
		if err != nil {
			t.Fatal(err)
		}
		_, ended := traces.HTTP().Began(httptest.NewRequest("GET", "/", nil))
		ended("GET /{$}", 200)
		began := time.Now()
		if err := traces.Close(t.Context()); err != nil || time.Since(began) != 2*time.Second {
			t.Errorf("got %v after %v, want to be away after 2 s", err, time.Since(began))
		}
		time.Sleep(time.Minute) // the batch ends by its own time limit
	})
}

// stuck is a collector that takes until it is left alone.
type stuck struct{}

func (stuck) ExportSpans(ctx context.Context, _ []sdk.ReadOnlySpan) error {
	<-ctx.Done()
	return ctx.Err()
}

func (stuck) Shutdown(context.Context) error { return nil }

func TestWanted(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		env  map[string]string
		want bool
		says string // a part of the sentence, "" = no error
	}{
		"nothing":            {nil, false, ""},
		"a collector":        {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, true, ""},
		"one for traces":     {map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://collector.example/v1/traces", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf"}, true, ""},
		"off":                {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "True"}, false, ""},
		"off for traces":     {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "none"}, false, ""},
		"no address":         {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "127.0.0.1:4318"}, false, "OTEL_EXPORTER_OTLP_ENDPOINT is no address"},
		"a secret address":   {map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://me:" + canary + "@%zz"}, false, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is no address"},
		"another protocol":   {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, false, `by http/protobuf only, not by "grpc"`},
		"another exporter":   {map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "zipkin"}, false, `OTEL_TRACES_EXPORTER is "zipkin"`},
		"the protocol alone": {map[string]string{"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, false, ""},
	} {
		got, err := trace.Wanted(func(name string) string { return tt.env[name] })
		says := ""
		if err != nil {
			says = fault.Message(err)
		}
		if got != tt.want || (says == "") != (tt.says == "") || !strings.Contains(says, tt.says) || strings.Contains(fmt.Sprint(err), canary) {
			t.Errorf("%s: got %v, %q", name, got, says)
		}
	}
}
