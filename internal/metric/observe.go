package metric

import (
	"context"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// calls measures calls on the wire.
type calls struct{ *AI }

// Asked counts a call in.
func (c calls) Asked(ctx context.Context, s ai.Subject) context.Context {
	c.flying.WithLabelValues(pair(c.names(s.Model))...).Inc()
	return ctx
}

// Spoke times the first piece.
func (c calls) Spoke(_ context.Context, s ai.Subject, after time.Duration) {
	provider, model := c.names(s.Model)
	c.first.WithLabelValues(provider, model, c.purposes.label(s.Purpose)).Observe(after.Seconds())
}

// Ended counts a call out, with what it used and why it failed. One that our own
// limit held back was none.
func (c calls) Ended(_ context.Context, s ai.Subject, e ai.Ending) {
	provider, model := c.names(s.Model)
	c.flying.WithLabelValues(provider, model).Dec()
	reason := ai.ReasonOf(e.Err)
	if reason != ai.Limit {
		c.request.WithLabelValues(provider, model, c.purposes.label(s.Purpose), string(e.How)).Observe(e.Took.Seconds())
	}
	if e.How == ai.EndError {
		if reason == "" {
			reason = other
		}
		c.errors.WithLabelValues(provider, model, c.reasons.label(string(reason))).Inc()
	}
	if cost := e.Answer.Cost; cost.Known && cost.Micro > 0 {
		c.cost.WithLabelValues(provider, model).Add(float64(cost.Micro) / 1e6)
	}
	for direction, n := range map[string]int{
		"in": e.Usage.In - e.Usage.Cached, "cached": e.Usage.Cached, "out": e.Usage.Out, "thought": e.Usage.Thought,
	} {
		if n > 0 {
			c.tokens.WithLabelValues(provider, model, direction).Add(float64(n))
		}
	}
}

// Passed hears nothing: below a client there are no steps.
func (c calls) Passed(context.Context, ai.Step) {}

// questions measures what whoever asks waits for.
type questions struct{ *AI }

// Asked leaves the question as it is.
func (q questions) Asked(ctx context.Context, _ ai.Subject) context.Context { return ctx }

// Spoke is not measured: it is the call's own time that says how fast a model is.
func (q questions) Spoke(context.Context, ai.Subject, time.Duration) {}

// Ended times a question, and counts what it was spared.
func (q questions) Ended(_ context.Context, s ai.Subject, e ai.Ending) {
	purpose := q.purposes.label(s.Purpose)
	q.question.WithLabelValues(purpose, string(e.How)).Observe(e.Took.Seconds())
	result := "miss"
	switch {
	case s.Fresh:
		result = "fresh"
	case e.Answer.Origin == ai.Kept:
		result = "hit"
	case e.Answer.Origin == ai.Shared:
		result = "shared"
	}
	q.cache.WithLabelValues(q.results.label(result)).Inc()
	if s.Items > 1 && e.How == ai.EndOK && e.Answer.Origin == ai.Asked {
		q.batched.WithLabelValues(purpose).Add(float64(s.Items))
	}
}

// Passed counts steps, and times the wait at the gate.
func (q questions) Passed(_ context.Context, s ai.Step) {
	provider, model := q.names(s.Model)
	switch s.Kind {
	case ai.StepWaited:
		q.wait.WithLabelValues(provider, model, string(s.How)).Observe(s.Took.Seconds())
	case ai.StepHedged:
		q.hedges.WithLabelValues(provider, model).Inc()
	case ai.StepRetried:
		q.retries.WithLabelValues(provider, model).Inc()
	case ai.StepFellBack:
		q.fallbacks.WithLabelValues(provider, model, q.models.label(s.To)).Inc()
	}
}
