package app_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
)

// scraped reads the metrics of an app over its handler.
func scraped(t *testing.T, a *app.App) string {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/api/metrics", nil)
	a.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// asked asks the models of an app one question: a run on a busy machine may have no
// time to.
func asked(t *testing.T, a *app.App) {
	t.Helper()
	m, ok := a.Models().Model()
	if !ok {
		t.Fatal("there is no model to ask")
	}
	if _, err := m.Ask(t.Context(), ai.Question{Purpose: "section", Prompt: "For night-shift nurses."}, nil); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsMeasured makes a product with a model of the environment, and compares
// what is counted with what the provider has seen.
func TestWhatIsMeasured(t *testing.T) {
	t.Parallel()
	srv := new(aitest.Server)
	base, stop := srv.Start()
	t.Cleanup(stop)
	c := config(t.TempDir())
	c.Getenv = environment("OPENAI_API_KEY", canary, "OPENAI_BASE_URL", base+"v1", "OPENAI_MODEL", "writer-1")
	c.Deadline = time.Minute // a busy machine must not keep the model from being asked
	a := open(t, c)
	if a.Observers().Traces != nil {
		t.Error("there are traces that nobody asked for")
	}
	asked(t, a)
	in := inside(a)
	id, err := in.Start(t.Context(), mini(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := scraped(t, a); !strings.Contains(got, "gumgenie_runs_waiting 0\n") || !strings.Contains(got, `gumgenie_ai_breaker_state{model="writer-1",provider="openai"} 0`) {
		t.Errorf("who waits, or how the breaker is, is missing: %s", got)
	}
	if err := a.Close(t.Context()); err != nil { // the run is counted out after its last event
		t.Fatal(err)
	}
	got := scraped(t, a)
	for _, want := range []string{
		`gumgenie_build_info{version="test"} 1`,
		`gumgenie_ai_in_flight{model="writer-1",provider="openai"} 0`,
		`gumgenie_run_duration_seconds_count{category="digital-planners",kind="generate",outcome="complete",tier="mini"} 1`,
		`gumgenie_stage_duration_seconds_count{outcome="ok",stage="deliver"} 1`,
		`http_server_request_duration_seconds_count{code="202",method="POST",route="POST /api/generate"} 1`,
		`http_server_request_duration_seconds_count{code="200",method="GET",route="GET /api/products/{id}/events"} 1`,
		`http_server_active_requests 1`, // the one that reads this
		`gumgenie_runs_waiting NaN`,     // the folder is closed
		"go_goroutines ", "process_open_fds ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	wire := float64(len(srv.Calls()))
	if wire == 0 {
		t.Fatal("the model was never asked")
	}
	for name, want := range map[string]float64{"gumgenie_ai_request_duration_seconds_count": wire, "gumgenie_ai_queue_wait_seconds_count": wire} {
		// What the end of the app gave up may not have arrived.
		if n := sum(t, got, name); n < want || n > want+5 {
			t.Errorf("%s is %v in all, the provider has seen %v", name, n, want)
		}
	}
	if questions, asked := sum(t, got, "gumgenie_ai_question_duration_seconds_count"), sum(t, got, "gumgenie_ai_cache_requests_total"); questions == 0 || questions != asked {
		t.Errorf("%v questions, and %v to the cache", questions, asked)
	}
	for _, secret := range []string{canary, "nurses", id} {
		if strings.Contains(got, secret) {
			t.Errorf("%q is in the metrics", secret)
		}
	}
}

// sum adds up all series of a name.
func sum(t *testing.T, text, name string) (all float64) {
	t.Helper()
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, name+"{") {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(line[strings.LastIndexByte(line, ' ')+1:]), 64)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		all += n
	}
	return all
}

// gathering is a collector that keeps what it is sent.
type gathering struct {
	mu    sync.Mutex
	spans map[string]string // by name, all that is in them
	paths map[string]bool
}

func (g *gathering) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		body, _ = gzip.NewReader(r.Body)
	}
	raw, err := io.ReadAll(body)
	var in collector.ExportTraceServiceRequest
	if err != nil || proto.Unmarshal(raw, &in) != nil {
		http.Error(w, "what is this?", http.StatusBadRequest)
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.paths[r.URL.Path+" "+r.Header.Get("X-Team")] = true
	for _, of := range in.GetResourceSpans() {
		for _, scope := range of.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				g.spans[s.GetName()] = of.GetResource().String() + s.String()
			}
		}
	}
	out, _ := proto.Marshal(&collector.ExportTraceServiceResponse{})
	w.Header().Set("Content-Type", "application/x-protobuf")
	_, _ = w.Write(out)
}

// TestTracesAreSent runs a whole product against a collector. It sets the
// environment, which the SDK reads by itself, and so runs alone.
func TestTracesAreSent(t *testing.T) {
	g := &gathering{spans: map[string]string{}, paths: map[string]bool{}}
	srv := httptest.NewServer(g)
	defer srv.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", srv.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "X-Team=planners")
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=trial")
	base, stop := new(aitest.Server).Start()
	defer stop()
	t.Setenv("GEMINI_API_KEY", canary)
	t.Setenv("GOOGLE_GEMINI_BASE_URL", base)
	t.Setenv("GEMINI_MODEL", "writer-1")
	c := config(t.TempDir())
	c.Getenv = os.Getenv
	a := open(t, c)
	asked(t, a)
	addr, end := serve(t, a)
	in := &client.Client{Base: "http://" + addr}
	id, err := in.Start(t.Context(), mini(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if err := a.Close(context.Background()); err != nil {
		t.Error(err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, name := range []string{"POST /api/generate", "GET /api/products/{id}/events", "run generate", "stage read", "stage check", "ask section", "chat writer-1"} {
		if !strings.Contains(g.spans[name], "gumgenie") || !strings.Contains(g.spans[name], "trial") {
			t.Errorf("the span %q did not arrive, or not in our name: %s", name, g.spans[name])
		}
	}
	if want := map[string]bool{"/v1/traces planners": true}; fmt.Sprint(g.paths) != fmt.Sprint(want) {
		t.Errorf("sent to %v, want %v", g.paths, want)
	}
	if all := fmt.Sprint(g.spans); strings.Contains(all, canary) || strings.Contains(all, "nurses") {
		t.Error("a span holds what is private")
	}
}

// TestTracesThatCannotBeSent asks for what is not there: the work goes on.
func TestTracesThatCannotBeSent(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	c := config(t.TempDir())
	c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	c.Getenv = func(name string) string {
		return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "collector of " + canary}[name]
	}
	a := open(t, c)
	if a.Observers().Traces != nil || !strings.Contains(log.String(), "OTEL_EXPORTER_OTLP_ENDPOINT is no address of a collector.") || strings.Contains(log.String(), canary) {
		t.Errorf("traces %v; the log says %s", a.Observers().Traces, log.String())
	}
}
