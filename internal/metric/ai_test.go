package metric_test

import (
	"context"
	"iter"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/memory"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
	"github.com/gumgenie/gumgenie/internal/metric"
)

// stack is models of the fake provider as they are assembled, measured.
type stack struct {
	*metric.Metrics
	srv  *aitest.Server
	gate *ai.Gate
	ai.Model
	chain ai.Model // not measured as a whole
}

// assembled returns a chain of a Gemini model and one of OpenAI's protocol.
func assembled(t *testing.T, temper func(aitest.Call) aitest.Temper) *stack {
	t.Helper()
	s := &stack{Metrics: metric.New("test"), srv: &aitest.Server{Temper: temper}, gate: ai.NewGate(2)}
	base, stop := s.srv.Start()
	t.Cleanup(stop)
	g, err := gemini.New(t.Context(), gemini.Config{Key: canary, Model: "writer-1", BaseURL: base, HTTP: http.DefaultClient})
	if err != nil {
		t.Fatal(err)
	}
	o, err := openai.New(openai.Config{Key: canary, Model: "meta/writer-2", BaseURL: base + "v1/"})
	if err != nil {
		t.Fatal(err)
	}
	var chain []ai.Model
	for _, client := range []ai.Model{g, o} {
		m := ai.Limited(ai.Metered(client, s.AI.Calls()), s.gate, 0)
		chain = append(chain, ai.Breaking(ai.Hedged(m, nil), nil))
	}
	s.Breakers(func() iter.Seq2[string, string] {
		return func(yield func(string, string) bool) {
			for _, m := range chain {
				_ = yield(m.Name(), m.(*ai.Breaker).State())
			}
		}
	})
	s.chain = ai.Fallback(chain...)
	s.Model = ai.Metered(s.chain, s.AI.Questions())
	return s
}

func onGemini(f aitest.Fault) func(aitest.Call) aitest.Temper {
	return func(c aitest.Call) aitest.Temper {
		if c.Wire == "gemini" {
			return aitest.Temper{Fault: f}
		}
		return aitest.Temper{}
	}
}

// TestCountsAgreeWithTheWire asks a provider that fails by script, and compares
// what is counted with what the provider has seen.
func TestCountsAgreeWithTheWire(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		temper                  func(aitest.Call) aitest.Temper
		gemini, openai, outcome string // how calls end, and questions
		reason                  string
		breaker, fallbacks      float64
		asked                   int // of Gemini, of ten
	}{
		"all well":   {func(aitest.Call) aitest.Temper { return aitest.Temper{} }, "ok", "", "ok", "", 0, 0, 10},
		"bad key":    {onGemini(aitest.Key), "error", "ok", "ok", "bad-key", 0, 10, 10},
		"overloaded": {onGemini(aitest.Unavailable), "error", "ok", "ok", "overloaded", 2, 10, 8}, // the breaker opens: it is not asked any more
		"throttled":  {onGemini(aitest.Limited), "error", "ok", "ok", "throttled", 0, 10, 10},
		"truncated":  {onGemini(aitest.Long), "error", "", "error", "truncated", 0, 0, 10},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := assembled(t, tt.temper)
			var used ai.Usage
			for range 10 {
				a, err := s.Ask(t.Context(), ai.Question{Purpose: "section", Prompt: "For night-shift nurses."}, nil)
				if (err == nil) != (tt.outcome == "ok") {
					t.Fatalf("got %v, want the outcome %q", err, tt.outcome)
				}
				used.In, used.Out = used.In+a.Usage.In, used.Out+a.Usage.Out
			}
			wire := map[string]int{}
			for _, c := range s.srv.Calls() {
				wire[c.Wire]++
			}
			if wire["gemini"] != tt.asked {
				t.Errorf("Gemini was asked %d times, want %d", wire["gemini"], tt.asked)
			}
			got := scrape(t, s.Metrics)
			got.is(t, float64(wire["gemini"]), "gumgenie_ai_request_duration_seconds", "provider", "gemini", "model", "writer-1", "purpose", "section", "outcome", tt.gemini)
			got.is(t, float64(wire["openai"]), "gumgenie_ai_request_duration_seconds", "provider", "openai", "model", "meta/writer-2", "outcome", tt.openai)
			got.is(t, float64(wire["gemini"]), "gumgenie_ai_queue_wait_seconds", "provider", "gemini", "outcome", "ok")
			got.is(t, 10, "gumgenie_ai_question_duration_seconds", "purpose", "section", "outcome", tt.outcome)
			got.is(t, tt.fallbacks, "gumgenie_ai_fallbacks_total", "provider", "gemini", "model", "writer-1", "to", "openai/meta/writer-2")
			got.is(t, tt.breaker, "gumgenie_ai_breaker_state", "provider", "gemini", "model", "writer-1")
			if tt.reason != "" {
				got.is(t, float64(wire["gemini"]), "gumgenie_ai_errors_total", "provider", "gemini", "reason", tt.reason)
			}
			if tt.outcome == "ok" {
				who := map[bool]string{true: "gemini", false: "openai"}[tt.gemini == "ok"]
				got.is(t, float64(used.In), "gumgenie_ai_tokens_total", "provider", who, "direction", "in")
				got.is(t, float64(used.Out), "gumgenie_ai_tokens_total", "provider", who, "direction", "out")
				got.is(t, 10, "gumgenie_ai_time_to_first_token_seconds", "provider", who)
			}
			got.is(t, 0, "gumgenie_ai_in_flight", "provider", "gemini")
			clean(t, s.Metrics)
		})
	}
}

// clean checks that no format shows the key or what was asked.
func clean(t *testing.T, m *metric.Metrics) {
	t.Helper()
	for _, accept := range []string{"", "application/openmetrics-text;version=1.0.0", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"} {
		body, _ := exposed(t, m, accept)
		for _, secret := range []string{canary, "nurses"} {
			if strings.Contains(body, secret) {
				t.Errorf("%q is shown to whoever asks for %q", secret, accept)
			}
		}
	}
}

// TestCallsInFlight looks while calls are on the wire and others wait at the gate.
func TestCallsInFlight(t *testing.T) {
	t.Parallel()
	s := assembled(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Fault: aitest.Deaf} })
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { _, _ = s.Ask(ctx, ai.Question{Purpose: "section", Prompt: "For nurses."}, nil) })
	}
	for until := time.Now().Add(20 * time.Second); len(s.srv.Calls()) < 2; time.Sleep(time.Millisecond) { // the wire is real, so is the clock
		if time.Now().After(until) {
			t.Fatal("the calls do not arrive")
		}
	}
	scrape(t, s.Metrics).is(t, 2, "gumgenie_ai_in_flight", "provider", "gemini", "model", "writer-1")
	stop()
	wg.Wait()
	got := scrape(t, s.Metrics)
	got.is(t, 0, "gumgenie_ai_in_flight", "provider", "gemini")
	got.is(t, 5, "gumgenie_ai_question_duration_seconds", "outcome", "stopped")
	let, gave := got.series(t, "gumgenie_ai_queue_wait_seconds", "outcome", "ok"), got.series(t, "gumgenie_ai_queue_wait_seconds", "outcome", "stopped")
	if n := let.GetHistogram().GetSampleCount() + gave.GetHistogram().GetSampleCount(); n != 5 {
		t.Errorf("%d calls came to the gate, want 5", n)
	}
	got.is(t, float64(let.GetHistogram().GetSampleCount()), "gumgenie_ai_request_duration_seconds", "provider", "gemini", "outcome", "stopped")
	got.is(t, 0, "gumgenie_ai_errors_total")
}

func TestTokensAreCountedOnce(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	o, s := m.AI.Calls(), ai.Subject{Model: "gemini/a"}
	for range 2 {
		o.Ended(o.Asked(t.Context(), s), s, ai.Ending{How: ai.EndOK, Usage: ai.Usage{In: 100, Cached: 40, Out: 30, Thought: 20}})
	}
	got := scrape(t, m)
	for direction, want := range map[string]float64{"in": 120, "cached": 80, "out": 60, "thought": 40} {
		got.is(t, want, "gumgenie_ai_tokens_total", "provider", "gemini", "direction", direction)
	}
}

// TestMoney counts what is known to have been paid, errors included, and no call
// that our own limit held back.
func TestMoney(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	o, s := m.AI.Calls(), ai.Subject{Model: "gemini/a", Purpose: "section"}
	for _, e := range []ai.Ending{
		{How: ai.EndOK, Answer: ai.Answer{Cost: ai.Cost{Micro: 500_000, Known: true}}},
		{How: ai.EndError, Err: &ai.Error{Reason: ai.Truncated}, Answer: ai.Answer{Cost: ai.Cost{Micro: 250_000, Known: true}}},
		{How: ai.EndOK, Answer: ai.Answer{Cost: ai.Cost{Micro: 7_000_000}}},
		{How: ai.EndError, Err: &ai.Error{Reason: ai.Limit}},
	} {
		o.Ended(o.Asked(t.Context(), s), s, e)
	}
	got := scrape(t, m)
	got.is(t, 0.75, "gumgenie_ai_cost_usd_total", "provider", "gemini", "model", "a")
	got.is(t, 2, "gumgenie_ai_request_duration_seconds", "outcome", "ok")
	got.is(t, 1, "gumgenie_ai_request_duration_seconds", "outcome", "error")
	got.is(t, 1, "gumgenie_ai_errors_total", "reason", "limit")
}

// TestWhatIsSpared puts the cache between a chain and its observer.
func TestWhatIsSpared(t *testing.T) {
	t.Parallel()
	s := assembled(t, func(aitest.Call) aitest.Temper { return aitest.Temper{} })
	kept, err := memory.New(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(kept.Close)
	m := ai.Metered(ai.Cached(s.chain, kept, nil), s.AI.Questions())
	q := ai.Question{Purpose: "section", Prompt: "For nurses.", Items: 8}
	for range 3 {
		if _, err := m.Ask(t.Context(), q, nil); err != nil {
			t.Fatal(err)
		}
	}
	q.Fresh = true
	if _, err := m.Ask(t.Context(), q, nil); err != nil {
		t.Fatal(err)
	}
	got := scrape(t, s.Metrics)
	got.is(t, 2, "gumgenie_ai_request_duration_seconds", "outcome", "ok")
	for result, want := range map[string]float64{"miss": 1, "hit": 2, "fresh": 1} {
		got.is(t, want, "gumgenie_ai_cache_requests_total", "result", result)
	}
	got.is(t, 16, "gumgenie_ai_batched_items_total", "purpose", "section")
	clean(t, s.Metrics)
	o, about := s.AI.Questions(), ai.Subject{Purpose: "section", Items: 8}
	o.Ended(t.Context(), about, ai.Ending{How: ai.EndOK, Answer: ai.Answer{Origin: ai.Shared}})
	scrape(t, s.Metrics).is(t, 1, "gumgenie_ai_cache_requests_total", "result", "shared")
}
