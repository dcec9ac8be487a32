// Package gemini asks Google's Gemini models through the official SDK. Every call
// streams; the SDK's own retries are off, since the layer above decides them.
package gemini

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"google.golang.org/genai"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// Home is the address of Google's own service.
const Home = "https://generativelanguage.googleapis.com/"

// Config says where and as whom to ask.
type Config struct {
	Key     string
	Model   string       // such as "gemini-2.5-flash"
	BaseURL string       // "" = Home
	HTTP    *http.Client // nil = http.DefaultClient
}

// Model is one model of Gemini.
type Model struct {
	client *genai.Client
	model  string
	key    string
}

var _ ai.Model = (*Model)(nil)

// New returns a model. It fails for an empty key or model; nothing is sent yet.
func New(ctx context.Context, c Config) (*Model, error) {
	m := &Model{model: c.Model, key: c.Key}
	if c.Key == "" {
		return nil, &ai.Error{Reason: ai.BadKey, Model: m.Name(), Cause: errors.New("the key is empty")}
	}
	if c.Model == "" {
		return nil, &ai.Error{Reason: ai.UnknownModel, Model: m.Name(), Cause: errors.New("no model is named")}
	}
	if c.BaseURL == "" { // else the SDK would take one from the environment, for any key
		c.BaseURL = Home
	}
	var err error
	m.client, err = genai.NewClient(ctx, &genai.ClientConfig{
		APIKey: c.Key, Backend: genai.BackendGeminiAPI, HTTPClient: c.HTTP,
		HTTPOptions: genai.HTTPOptions{BaseURL: c.BaseURL},
	})
	if err != nil {
		return nil, &ai.Error{Reason: ai.Refused, Model: m.Name(), Cause: errors.New(m.scrub(err.Error()))}
	}
	return m, nil
}

// Name is "gemini/" and the model.
func (m *Model) Name() string { return "gemini/" + m.model }

// Ask sends a question; see ai.Model.
func (m *Model) Ask(ctx context.Context, q ai.Question, told ai.Told) (ai.Answer, error) {
	config := &genai.GenerateContentConfig{MaxOutputTokens: int32(min(q.MaxTokens, 1<<30))} //nolint:gosec // bounded
	if q.System != "" {
		config.SystemInstruction = genai.NewContentFromText(q.System, genai.RoleUser)
	}
	if q.Temperature != nil {
		config.Temperature = genai.Ptr(float32(*q.Temperature))
	}
	if q.Seed != nil {
		config.Seed = genai.Ptr(int32(*q.Seed)) //nolint:gosec // the low bits are as good a seed
	}
	if q.Schema != nil {
		config.ResponseMIMEType, config.ResponseJsonSchema = "application/json", q.Schema
	}
	answer := ai.Answer{Model: m.model}
	var text strings.Builder
	var end genai.FinishReason
	for chunk, err := range m.client.Models.GenerateContentStream(ctx, m.model, genai.Text(q.Prompt), config) {
		if err != nil {
			return ai.Answer{}, m.failed(ctx, answer.Usage, err)
		}
		if chunk.ModelVersion != "" {
			answer.Model = chunk.ModelVersion
		}
		answer.Usage = usage(answer.Usage, chunk.UsageMetadata)
		if f := chunk.PromptFeedback; f != nil && f.BlockReason != "" {
			return ai.Answer{}, m.error(ai.Blocked, answer.Usage, fmt.Errorf("the question was blocked: %s", f.BlockReason))
		}
		if len(chunk.Candidates) == 0 {
			continue
		}
		if r := chunk.Candidates[0].FinishReason; r != "" {
			end = r
		}
		if piece := shown(chunk.Candidates[0].Content); piece != "" {
			text.WriteString(piece)
			if told != nil {
				told(ai.Piece{Text: piece})
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return ai.Answer{}, context.Cause(ctx)
	}
	answer.Text = text.String()
	return m.finished(answer, end)
}

// shown is the text of a piece of an answer, without the thoughts.
func shown(c *genai.Content) string {
	if c == nil {
		return ""
	}
	var b strings.Builder
	for _, p := range c.Parts {
		if p != nil && !p.Thought {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// usage takes over counts, which each piece of a stream repeats and completes.
func usage(u ai.Usage, m *genai.GenerateContentResponseUsageMetadata) ai.Usage {
	if m == nil {
		return u
	}
	return ai.Usage{
		In: max(u.In, int(m.PromptTokenCount)), Cached: max(u.Cached, int(m.CachedContentTokenCount)),
		Out: max(u.Out, int(m.CandidatesTokenCount)), Thought: max(u.Thought, int(m.ThoughtsTokenCount)),
	}
}

// finished judges an answer by why it ended. A stream that ends without a reason
// was cut off.
func (m *Model) finished(a ai.Answer, end genai.FinishReason) (ai.Answer, error) {
	cause := fmt.Errorf("it ended with %q", end)
	switch end {
	case genai.FinishReasonStop:
		if a.Text == "" {
			return ai.Answer{}, m.error(ai.Garbled, a.Usage, errors.New("the answer is empty"))
		}
		return a, nil
	case genai.FinishReasonMaxTokens:
		return ai.Answer{}, m.error(ai.Truncated, a.Usage, cause)
	case "":
		return ai.Answer{}, m.error(ai.Broken, a.Usage, io.ErrUnexpectedEOF)
	case genai.FinishReasonSafety, genai.FinishReasonRecitation, genai.FinishReasonBlocklist, genai.FinishReasonProhibitedContent, genai.FinishReasonSPII, genai.FinishReasonLanguage:
		return ai.Answer{}, m.error(ai.Blocked, a.Usage, cause)
	}
	return ai.Answer{}, m.error(ai.Garbled, a.Usage, cause)
}

func (m *Model) error(r ai.Reason, u ai.Usage, cause error) *ai.Error {
	return &ai.Error{Reason: r, Model: m.Name(), Usage: u, Cause: cause}
}

// scrub takes the key out of a text for the log, and bounds it.
func (m *Model) scrub(s string) string {
	return fmt.Sprintf("%.300s", strings.ReplaceAll(s, m.key, "[key]"))
}

// failed turns an error of the SDK into ours.
func (m *Model) failed(ctx context.Context, u ai.Usage, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var api genai.APIError
	if !errors.As(err, &api) {
		why := ai.Unreached(err)
		if garbled(err) {
			why = ai.Garbled
		}
		return m.error(why, u, errors.New(m.scrub(err.Error())))
	}
	e := m.error(reason(api), u, errors.New(m.scrub(fmt.Sprintf("%d %s: %s", api.Code, api.Status, api.Message))))
	e.Status, e.After = api.Code, after(api.Details)
	return e
}
