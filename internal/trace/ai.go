package trace

import (
	"context"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.41.0"
	api "go.opentelemetry.io/otel/trace"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// Attributes of our own.
const (
	keyProduct  = attribute.Key("gumgenie.product.id")
	keyPurpose  = attribute.Key("gumgenie.ai.purpose")
	keyOutcome  = attribute.Key("gumgenie.outcome")
	keyModel    = attribute.Key("gumgenie.ai.model")
	keyTo       = attribute.Key("gumgenie.ai.to")
	keyWaited   = attribute.Key("gumgenie.waited.seconds")
	keyCategory = attribute.Key("gumgenie.category")
	keyTier     = attribute.Key("gumgenie.tier")
)

// Calls is an observer for what lies around a client: a span for each call on the
// wire, by the conventions for generative AI.
func (t *Traces) Calls() ai.Observer { return calls{t} }

// Questions is an observer for what lies around a chain: a span for each question,
// in which the calls lie, and the steps as events.
func (t *Traces) Questions() ai.Observer { return questions{t} }

type calls struct{ t *Traces }

// Asked begins a span.
func (c calls) Asked(ctx context.Context, s ai.Subject) context.Context {
	provider, model, _ := strings.Cut(s.Model, "/")
	if provider == "gemini" {
		provider = "gcp.gemini"
	}
	attrs := []attribute.KeyValue{
		semconv.GenAIOperationNameChat, semconv.GenAIProviderNameKey.String(provider), semconv.GenAIRequestModel(model),
		keyPurpose.String(s.Purpose),
	}
	if s.MaxTokens > 0 {
		attrs = append(attrs, semconv.GenAIRequestMaxTokens(s.MaxTokens))
	}
	if s.Temperature != nil {
		attrs = append(attrs, semconv.GenAIRequestTemperature(*s.Temperature))
	}
	if s.Seed != nil {
		attrs = append(attrs, semconv.GenAIRequestSeed(int(*s.Seed)))
	}
	if s.JSON {
		attrs = append(attrs, semconv.GenAIOutputTypeJSON)
	} else {
		attrs = append(attrs, semconv.GenAIOutputTypeText)
	}
	ctx, _ = c.t.tracer.Start(ctx, "chat "+model, api.WithSpanKind(api.SpanKindClient), api.WithAttributes(attrs...))
	return ctx
}

// Spoke notes when the first piece came.
func (c calls) Spoke(ctx context.Context, _ ai.Subject, after time.Duration) {
	api.SpanFromContext(ctx).SetAttributes(semconv.GenAIResponseTimeToFirstChunk(after.Seconds()))
}

// Ended ends the span.
func (c calls) Ended(ctx context.Context, _ ai.Subject, e ai.Ending) {
	span := api.SpanFromContext(ctx)
	if e.Answer.Model != "" {
		span.SetAttributes(semconv.GenAIResponseModel(e.Answer.Model))
	}
	if u := e.Usage; u != (ai.Usage{}) {
		span.SetAttributes(
			semconv.GenAIUsageInputTokens(u.In), semconv.GenAIUsageCacheReadInputTokens(u.Cached),
			semconv.GenAIUsageOutputTokens(u.Out+u.Thought), semconv.GenAIUsageReasoningOutputTokens(u.Thought))
	}
	end(span, e)
}

// Passed hears nothing: below a client there are no steps.
func (c calls) Passed(context.Context, ai.Step) {}

type questions struct{ t *Traces }

// Asked begins a span.
func (q questions) Asked(ctx context.Context, s ai.Subject) context.Context {
	name := "ask"
	if s.Purpose != "" {
		name += " " + s.Purpose
	}
	attrs := []attribute.KeyValue{keyPurpose.String(s.Purpose)}
	if s.Product != "" {
		attrs = append(attrs, keyProduct.String(s.Product))
	}
	ctx, _ = q.t.tracer.Start(ctx, name, api.WithAttributes(attrs...))
	return ctx
}

// Spoke is told by the calls.
func (q questions) Spoke(context.Context, ai.Subject, time.Duration) {}

// Ended ends the span.
func (q questions) Ended(ctx context.Context, _ ai.Subject, e ai.Ending) {
	end(api.SpanFromContext(ctx), e)
}

// Passed notes a step where the question is at. A gate that lets in at once is
// not worth a word.
func (q questions) Passed(ctx context.Context, s ai.Step) {
	if s.Kind == ai.StepWaited && s.Took < time.Millisecond && s.How == ai.EndOK {
		return
	}
	attrs := []attribute.KeyValue{keyModel.String(s.Model)}
	if s.To != "" {
		attrs = append(attrs, keyTo.String(s.To))
	}
	if s.Kind == ai.StepWaited {
		attrs = append(attrs, keyWaited.Float64(s.Took.Seconds()), keyOutcome.String(string(s.How)))
	}
	api.SpanFromContext(ctx).AddEvent(string(s.Kind), api.WithAttributes(attrs...))
}

// end ends a span by how a question ended. The text of an error is not for a
// trace: providers repeat in it what they were asked.
func end(span api.Span, e ai.Ending) {
	span.SetAttributes(keyOutcome.String(string(e.How)))
	if e.How == ai.EndError || e.How == ai.EndLate {
		reason := string(ai.ReasonOf(e.Err))
		switch {
		case e.How == ai.EndLate:
			reason = string(ai.EndLate)
		case reason == "":
			reason = "_OTHER"
		}
		span.SetAttributes(semconv.ErrorTypeKey.String(reason))
		span.SetStatus(codes.Error, reason)
	}
	span.End()
}
