package metric

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// AI measures how models are asked.
type AI struct {
	request, first, wait, question     *prometheus.HistogramVec
	errors, retries, hedges, fallbacks *prometheus.CounterVec
	tokens, cost, cache, batched       *prometheus.CounterVec
	flying                             *prometheus.GaugeVec
	models, purposes, reasons, results *bounded
}

// Bounds of label values: models as they are configured, the reasons of errors.
const (
	mostModels  = 24
	mostReasons = 32
)

func newAI(r prometheus.Registerer) *AI {
	call := []float64{.05, .1, .25, .5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60}
	return &AI{
		request: seconds(r, "gumgenie_ai_request_duration_seconds", "One call on the wire, from its place at the gate to the end of its answer; outcome is ok, error, late, stopped, or outrun by its hedge.",
			call, "provider", "model", "purpose", "outcome"),
		first: seconds(r, "gumgenie_ai_time_to_first_token_seconds", "From the beginning of a call on the wire to the first piece of its answer.",
			[]float64{.025, .05, .1, .25, .5, 1, 1.5, 2, 3, 4, 6, 8, 15, 30}, "provider", "model", "purpose"),
		wait: seconds(r, "gumgenie_ai_queue_wait_seconds", "How long a call waited at the gate of its provider; outcome is ok if it was let in.",
			[]float64{.001, .005, .025, .1, .25, .5, 1, 2, 4, 6, 8, 15}, "provider", "model", "outcome"),
		question: seconds(r, "gumgenie_ai_question_duration_seconds", "One question to the models together, with its waits, hedges, retries and fallbacks.",
			call, "purpose", "outcome"),
		errors:    counter(r, "gumgenie_ai_errors_total", "Calls on the wire that ended with an error of the model, by reason.", "provider", "model", "reason"),
		retries:   counter(r, "gumgenie_ai_retries_total", "Times that a model was asked again after all had failed.", "provider", "model"),
		hedges:    counter(r, "gumgenie_ai_hedges_total", "Second calls that were begun beside slow ones.", "provider", "model"),
		fallbacks: counter(r, "gumgenie_ai_fallbacks_total", "Times that another model (to) was asked because this one failed or was unhealthy.", "provider", "model", "to"),
		tokens:    counter(r, "gumgenie_ai_tokens_total", "Tokens that were billed: in (not kept by the provider), cached (kept by the provider), out, thought. Calls that were given up are billed without our knowing.", "provider", "model", "direction"),
		cost:      counter(r, "gumgenie_ai_cost_usd_total", "Estimated cost of the calls, in US dollars, where the price is known.", "provider", "model"),
		cache:     counter(r, "gumgenie_ai_cache_requests_total", "Questions to the cache of answers: hit, shared (an equal question was being asked), miss, or fresh (no kept answer would do).", "result"),
		batched:   counter(r, "gumgenie_ai_batched_items_total", "Items that were asked for together with others in one question, by the purpose of it.", "purpose"),
		flying:    gauge(r, "gumgenie_ai_in_flight", "Calls that are on the wire.", "provider", "model"),
		models:    most(mostModels),
		purposes:  only(ai.Purposes()...),
		reasons:   most(mostReasons),
		results:   only("hit", "shared", "miss", "fresh"),
	}
}

// names splits the name of a model into the labels provider and model.
func (a *AI) names(name string) (provider, model string) {
	provider, model, ok := strings.Cut(a.models.label(name), "/")
	if !ok {
		return provider, provider
	}
	return provider, model
}

// Calls is an observer for what lies around a client, inside the gate: every call
// on the wire.
func (a *AI) Calls() ai.Observer { return calls{a} }

// Questions is an observer for what lies around a whole chain, and for the steps
// inside it.
func (a *AI) Questions() ai.Observer { return questions{a} }

func pair(a, b string) []string { return []string{a, b} }
