package metric_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/metric"
	"github.com/gumgenie/gumgenie/internal/product"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

func exposed(t *testing.T, m *metric.Metrics, accept string) (body string, head http.Header) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/api/metrics", nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	if err := m.Expose(w, r); err != nil {
		t.Fatalf("expose: %v", err)
	}
	return w.Body.String(), w.Header()
}

// scraped is what a scraper got, by the name of the family.
type scraped map[string]*dto.MetricFamily

// scrape reads everything by protobuf, as Prometheus does.
func scrape(t *testing.T, m *metric.Metrics) scraped {
	t.Helper()
	body, head := exposed(t, m, "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
	dec := expfmt.NewDecoder(bufio.NewReader(strings.NewReader(body)), expfmt.ResponseFormat(head))
	all := scraped{}
	for {
		f := &dto.MetricFamily{}
		err := dec.Decode(f)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("decode: %v", err)
		}
		all[f.GetName()] = f
	}
}

// series finds the one with the labels, given as name, value, name, value.
func (s scraped) series(t *testing.T, name string, labels ...string) *dto.Metric {
	t.Helper()
next:
	for _, m := range s[name].GetMetric() {
		have := map[string]string{}
		for _, l := range m.GetLabel() {
			have[l.GetName()] = l.GetValue()
		}
		for i := 0; i < len(labels); i += 2 {
			if have[labels[i]] != labels[i+1] {
				continue next
			}
		}
		return m
	}
	return nil
}

// is checks the value of a counter or gauge, or the count of a histogram.
func (s scraped) is(t *testing.T, want float64, name string, labels ...string) {
	t.Helper()
	m := s.series(t, name, labels...)
	got := m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
	if m == nil && want != 0 || math.Abs(got-want) > 1e-9 {
		t.Errorf("%s%v is %v (there: %v), want %v", name, labels, got, m != nil, want)
	}
}

// everything uses each instrument once at least.
func everything(t *testing.T, m *metric.Metrics) {
	t.Helper()
	ctx := t.Context()
	s := ai.Subject{Model: "gemini/writer-1", Purpose: "section", Items: 8}
	for _, o := range []ai.Observer{m.AI.Calls(), m.AI.Questions()} {
		in := o.Asked(ctx, s)
		o.Spoke(in, s, time.Second)
		o.Ended(in, s, ai.Ending{How: ai.EndError, Err: &ai.Error{Reason: ai.Blocked}, Usage: ai.Usage{In: 10, Cached: 4, Out: 3, Thought: 2}, Took: 2 * time.Second})
		o.Ended(o.Asked(ctx, s), s, ai.Ending{How: ai.EndOK, Answer: ai.Answer{Cost: ai.Cost{Micro: 250_000, Known: true}}})
		for _, kind := range []ai.StepKind{ai.StepWaited, ai.StepHedged, ai.StepRetried, ai.StepFellBack, "unheard of"} {
			o.Passed(in, ai.Step{Kind: kind, Model: s.Model, To: "openai/writer-1", Took: time.Second, How: ai.EndOK})
		}
	}
	m.Breakers(func() iter.Seq2[string, string] { return maps.All(map[string]string{s.Model: "open"}) })
	_, ended := m.HTTP.Began(httptest.NewRequest(http.MethodGet, "/", nil))
	ended("GET /{$}", 200)
	p := &product.Product{Category: product.AIPrompts}
	in, done := m.Runs.Began(ctx, "generate", p, time.Second)
	_, over := m.Runs.Stage(in, p, "read")
	over(nil)
	done("complete")
	m.Waiting(func(context.Context) (int, error) { return 3, nil })
}

// TestNames lints everything that is exposed, and checks that what is asked for is
// there under its name.
func TestNames(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	everything(t, m)
	body, _ := exposed(t, m, "")
	problems, err := promlint.New(strings.NewReader(body)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if !strings.HasPrefix(p.Metric, "go_") { // those of the library
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
	got := scrape(t, m)
	for _, name := range []string{
		"gumgenie_ai_request_duration_seconds", "gumgenie_ai_time_to_first_token_seconds", "gumgenie_ai_queue_wait_seconds", "gumgenie_ai_question_duration_seconds",
		"gumgenie_ai_retries_total", "gumgenie_ai_hedges_total", "gumgenie_ai_fallbacks_total", "gumgenie_ai_breaker_state", "gumgenie_ai_cache_requests_total",
		"gumgenie_ai_tokens_total", "gumgenie_ai_cost_usd_total", "gumgenie_ai_batched_items_total", "gumgenie_ai_in_flight", "gumgenie_ai_errors_total",
		"http_server_request_duration_seconds", "http_server_active_requests",
		"gumgenie_runs_waiting", "gumgenie_runs_active", "gumgenie_run_duration_seconds", "gumgenie_run_wait_seconds", "gumgenie_stage_duration_seconds",
		"gumgenie_build_info", "go_goroutines", "process_resident_memory_bytes",
	} {
		if got[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
}

// TestBounds checks that every promised time is a bound of the classic buckets, and
// that native ones lie beside them.
func TestBounds(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	everything(t, m)
	got := scrape(t, m)
	for name, want := range map[string][]float64{
		"http_server_request_duration_seconds": {0.5, 1, 2, 3, 4, 5, 6, 8, 20, 30},
		"gumgenie_ai_request_duration_seconds": {0.5, 1, 2, 4, 6, 8, 10}, "gumgenie_ai_question_duration_seconds": {0.5, 1, 2, 4, 6, 8},
		"gumgenie_ai_time_to_first_token_seconds": {0.5, 1, 2, 4, 6, 8}, "gumgenie_ai_queue_wait_seconds": {0.5, 1, 2, 4, 6, 8},
		"gumgenie_run_duration_seconds": {0.5, 1, 2, 4, 6, 8}, "gumgenie_stage_duration_seconds": {0.5, 1, 2, 4, 6, 8},
	} {
		h := got.series(t, name).GetHistogram()
		have := map[float64]bool{}
		for _, b := range h.GetBucket() {
			have[b.GetUpperBound()] = true
		}
		for _, bound := range want {
			if !have[bound] {
				t.Errorf("%s has no bucket for %v s", name, bound)
			}
		}
		if len(h.GetPositiveSpan()) == 0 && h.GetZeroCount() == 0 {
			t.Errorf("%s has no native buckets", name)
		}
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	everything(t, m)
	for accept, want := range map[string]struct{ kind, holds, ends string }{
		"":           {"text/plain", "# TYPE gumgenie_ai_in_flight gauge\n", "\n"},
		"text/html":  {"text/plain", "gumgenie_runs_waiting 3\n", "\n"},
		"text/plain": {"text/plain", `gumgenie_ai_retries_total{model="writer-1",provider="gemini"} 1`, "\n"},
		"application/openmetrics-text;version=1.0.0;q=0.9,text/plain;q=0.5": {"application/openmetrics-text", "# TYPE gumgenie_ai_retries counter\n", "# EOF\n"},
		"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;q=0.2": {
			"application/vnd.google.protobuf", "gumgenie_ai_retries_total", "",
		},
	} {
		body, head := exposed(t, m, accept)
		if kind := head.Get("Content-Type"); !strings.HasPrefix(kind, want.kind) || !strings.Contains(body, want.holds) || !strings.HasSuffix(body, want.ends) {
			t.Errorf("asked for %q, got %q: %.80q … %q", accept, kind, body, body[max(0, len(body)-40):])
		}
		if head.Get("Cache-Control") != "no-store" {
			t.Errorf("asked for %q: it may be kept by caches", accept)
		}
	}
}

// TestNobodyMakesMoreSeries gives every label values without end.
func TestNobodyMakesMoreSeries(t *testing.T) {
	t.Parallel()
	m := metric.New("test\xff")
	var wg sync.WaitGroup
	for n := range 1000 {
		wg.Go(func() {
			strange := fmt.Sprintf("%s/%d-\xff%s", canary[:6], n, strings.Repeat("long ", 100))
			s := ai.Subject{Model: strange, Purpose: strange, Items: 2}
			for _, o := range []ai.Observer{m.AI.Calls(), m.AI.Questions()} {
				in := o.Asked(t.Context(), s)
				o.Spoke(in, s, time.Second)
				o.Ended(in, s, ai.Ending{How: ai.EndError, Err: &ai.Error{Reason: ai.Reason(strange)}, Usage: ai.Usage{In: 1, Out: 1}})
				o.Ended(o.Asked(t.Context(), s), s, ai.Ending{How: ai.EndOK, Answer: ai.Answer{Origin: ai.Origin(strange), Cost: ai.Cost{Micro: 1, Known: true}}})
				for _, kind := range []ai.StepKind{ai.StepWaited, ai.StepHedged, ai.StepRetried, ai.StepFellBack} {
					o.Passed(in, ai.Step{Kind: kind, Model: strange, To: strange, How: ai.EndOK})
				}
			}
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Method = strings.ToUpper(fmt.Sprintf("brew%d", n))
			_, ended := m.HTTP.Began(r)
			ended(strange, 200)
			p := &product.Product{Category: product.Category(strange), Request: product.Request{Tier: product.Tier(strange)}}
			in, done := m.Runs.Began(t.Context(), strange, p, 0)
			_, over := m.Runs.Stage(in, p, strange)
			over(errors.New(strange))
			done(strange)
		})
	}
	wg.Wait()
	most := map[string]int{"gumgenie_ai_errors_total": 25 * 33, "gumgenie_ai_fallbacks_total": 25 * 25, "http_server_request_duration_seconds": 201, "gumgenie_run_duration_seconds": 9 * 25 * 9}
	for name, f := range scrape(t, m) {
		bound := most[name]
		if bound == 0 {
			bound = 60
		}
		if n := len(f.GetMetric()); n > bound {
			t.Errorf("%s has %d series, want at most %d", name, n, bound)
		}
		for _, one := range f.GetMetric() {
			for _, l := range one.GetLabel() {
				if len(l.GetValue()) > 100 {
					t.Errorf("%s has the label %.120q", name, l.GetValue())
				}
			}
		}
	}
	scrape(t, m).is(t, 0, "gumgenie_ai_in_flight", "provider", "other")
}

// TestBreakers asks at each scrape: a model that is gone has no breaker, and of two
// with one name the worse counts.
func TestBreakers(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	var now [][2]string
	m.Breakers(func() iter.Seq2[string, string] {
		return func(yield func(string, string) bool) {
			for _, b := range now {
				if !yield(b[0], b[1]) {
					return
				}
			}
		}
	})
	for name, tt := range map[string]struct {
		now  [][2]string
		want map[string]float64 // by model
	}{
		"none":                {nil, nil},
		"closed":              {[][2]string{{"gemini/a", "closed"}}, map[string]float64{"a": 0}},
		"one open":            {[][2]string{{"gemini/a", "closed"}, {"openai/meta/llama", "open"}}, map[string]float64{"a": 0, "meta/llama": 2}},
		"half-open":           {[][2]string{{"openai/meta/llama", "half-open"}}, map[string]float64{"meta/llama": 1}},
		"two of one name":     {[][2]string{{"openai/b", "half-open"}, {"openai/b", "open"}, {"openai/b", "closed"}}, map[string]float64{"b": 2}},
		"a state of tomorrow": {[][2]string{{"openai/b", "ajar"}}, map[string]float64{"b": 0}},
	} {
		now = tt.now
		s := scrape(t, m)
		if n := len(s["gumgenie_ai_breaker_state"].GetMetric()); n != len(tt.want) {
			t.Errorf("%s: got %d breakers, want %d", name, n, len(tt.want))
		}
		for model, want := range tt.want {
			s.is(t, want, "gumgenie_ai_breaker_state", "model", model)
		}
	}
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	n, err := 7, error(nil)
	m.Waiting(func(ctx context.Context) (int, error) {
		if _, bounded := ctx.Deadline(); !bounded {
			t.Error("a scrape could wait for ever")
		}
		return n, err
	})
	scrape(t, m).is(t, 7, "gumgenie_runs_waiting")
	err = errors.New("the database is away")
	if got := scrape(t, m).series(t, "gumgenie_runs_waiting").GetGauge().GetValue(); !math.IsNaN(got) {
		t.Errorf("got %v when nobody knows, want NaN", got)
	}
}

func TestRequests(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	var all []func(string, int)
	for _, method := range []string{"GET", "HEAD", "BREW"} {
		r := httptest.NewRequest(method, "/api/products/0199?q=secret", nil)
		got, ended := m.HTTP.Began(r)
		if got != r {
			t.Error("the request was changed")
		}
		all = append(all, ended)
	}
	scrape(t, m).is(t, 3, "http_server_active_requests")
	all[0]("GET /api/products/{id}", 404)
	all[1]("GET /api/products/{id}", 200)
	all[2]("", 403)
	s := scrape(t, m)
	s.is(t, 0, "http_server_active_requests")
	s.is(t, 1, "http_server_request_duration_seconds", "route", "GET /api/products/{id}", "method", "GET", "code", "404")
	s.is(t, 1, "http_server_request_duration_seconds", "route", "GET /api/products/{id}", "method", "HEAD", "code", "200")
	s.is(t, 1, "http_server_request_duration_seconds", "route", "none", "method", "other", "code", "403")
}

func TestRuns(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	p := &product.Product{Category: product.DigitalPlanners, Request: product.Request{Tier: product.Pro}}
	ctx, cancel := context.WithCancel(t.Context())
	in, done := m.Runs.Began(ctx, "generate", p, 3*time.Second)
	scrape(t, m).is(t, 1, "gumgenie_runs_active", "kind", "generate")
	for _, err := range []error{nil, errors.New("no")} {
		_, over := m.Runs.Stage(in, p, "write")
		over(err)
	}
	cancel()
	_, over := m.Runs.Stage(in, p, "write")
	over(context.Canceled)
	done("stopped")
	_, done = m.Runs.Began(t.Context(), "improve", &product.Product{Category: product.AIPrompts}, -1)
	done("again")
	s := scrape(t, m)
	s.is(t, 0, "gumgenie_runs_active", "kind", "generate")
	s.is(t, 1, "gumgenie_run_wait_seconds")
	s.is(t, 1, "gumgenie_run_duration_seconds", "kind", "generate", "category", "digital-planners", "tier", "pro", "outcome", "stopped")
	s.is(t, 1, "gumgenie_run_duration_seconds", "kind", "improve", "category", "ai-prompts", "tier", "all", "outcome", "again")
	for _, outcome := range []string{"ok", "error", "stopped"} {
		s.is(t, 1, "gumgenie_stage_duration_seconds", "stage", "write", "outcome", outcome)
	}
}

// TestTwoAreApart counts in one and looks in the other.
func TestTwoAreApart(t *testing.T) {
	t.Parallel()
	a, b := metric.New("1"), metric.New("2")
	_, ended := a.HTTP.Began(httptest.NewRequest(http.MethodGet, "/", nil))
	ended("GET /{$}", 200)
	scrape(t, a).is(t, 1, "http_server_request_duration_seconds", "route", "GET /{$}")
	scrape(t, b).is(t, 0, "http_server_request_duration_seconds", "route", "GET /{$}")
}
