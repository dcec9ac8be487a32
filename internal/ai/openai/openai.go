// Package openai asks any endpoint that speaks the chat completions of OpenAI:
// OpenAI itself, OpenRouter, Ollama, llama.cpp, vLLM. Every call streams; the
// SDK's own retries are off, since the layer above decides them.
package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	sdk "github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/shared"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// Home is the address of OpenAI itself.
const Home = "https://api.openai.com/v1"

// Config says where and as whom to ask.
type Config struct {
	Key     string       // may be empty for an endpoint that wants none
	Model   string       // such as "gpt-5-mini"
	BaseURL string       // with the version in its path; "" = Home
	HTTP    *http.Client // nil = http.DefaultClient
}

// Model is one model of an endpoint.
type Model struct {
	chat  sdk.ChatCompletionService
	model string
	key   string
	home  bool
	local bool
}

var _ ai.Model = (*Model)(nil)

// New returns a model. It fails without a model, for an address that is no HTTP
// URL, and without a key for OpenAI itself; nothing is sent yet.
func New(c Config) (*Model, error) {
	if c.BaseURL == "" {
		c.BaseURL = Home
	}
	m := &Model{model: c.Model, key: c.Key, home: strings.HasPrefix(c.BaseURL, Home)}
	if c.Model == "" {
		return nil, m.error(ai.UnknownModel, ai.Usage{}, errors.New("no model is named"))
	}
	if u, err := url.Parse(c.BaseURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, m.error(ai.Broken, ai.Usage{}, errors.New("the address is no HTTP URL"))
	}
	m.local = local(c.BaseURL)
	if c.Key == "" && m.home {
		return nil, m.error(ai.BadKey, ai.Usage{}, errors.New("the key is empty"))
	}
	opts := []option.RequestOption{option.WithBaseURL(c.BaseURL), option.WithMaxRetries(0), option.WithAPIKey(c.Key)}
	if c.Key == "" {
		opts = append(opts, option.WithHeaderDel("Authorization"))
	}
	if c.HTTP != nil {
		opts = append(opts, option.WithHTTPClient(c.HTTP))
	}
	// Not sdk.NewClient: it would take keys, headers and the names of organisations
	// out of the environment and show them to whatever endpoint this is.
	m.chat = sdk.NewChatCompletionService(opts...)
	return m, nil
}

// Name is "openai/" and the model, wherever it runs.
func (m *Model) Name() string { return "openai/" + m.model }

// Local reports whether the endpoint is on this machine or in its own network, where
// calls cost nothing.
func (m *Model) Local() bool { return m.local }

// Ask sends a question; see ai.Model.
func (m *Model) Ask(ctx context.Context, q ai.Question, told ai.Told) (ai.Answer, error) {
	stream := m.chat.NewStreaming(ctx, m.params(q))
	defer stream.Close()
	answer := ai.Answer{Model: m.model}
	var text, refusal strings.Builder
	end := ""
	for stream.Next() {
		chunk := stream.Current()
		if chunk.Model != "" {
			answer.Model = chunk.Model
		}
		if u := chunk.Usage; u.TotalTokens > 0 {
			thought := int(u.CompletionTokensDetails.ReasoningTokens)
			answer.Usage = ai.Usage{In: int(u.PromptTokens), Cached: int(u.PromptTokensDetails.CachedTokens), Out: int(u.CompletionTokens) - thought, Thought: thought}
		}
		if len(chunk.Choices) == 0 {
			continue
		}
		choice := chunk.Choices[0]
		if choice.FinishReason != "" {
			end = choice.FinishReason
		}
		refusal.WriteString(choice.Delta.Refusal)
		if piece := choice.Delta.Content; piece != "" {
			text.WriteString(piece)
			if told != nil {
				told(ai.Piece{Text: piece})
			}
		}
	}
	if ctx.Err() != nil {
		return ai.Answer{}, context.Cause(ctx)
	}
	if err := stream.Err(); err != nil {
		return ai.Answer{}, m.failed(answer.Usage, err)
	}
	if refusal.Len() > 0 {
		return ai.Answer{}, m.error(ai.Blocked, answer.Usage, fmt.Errorf("the model refused: %.300s", refusal.String()))
	}
	answer.Text = text.String()
	return m.finished(answer, end)
}

// params is a question as the protocol has it.
func (m *Model) params(q ai.Question) sdk.ChatCompletionNewParams {
	p := sdk.ChatCompletionNewParams{
		Model:         m.model,
		StreamOptions: sdk.ChatCompletionStreamOptionsParam{IncludeUsage: param.NewOpt(true)},
	}
	if q.System != "" {
		p.Messages = append(p.Messages, sdk.SystemMessage(q.System))
	}
	p.Messages = append(p.Messages, sdk.UserMessage(q.Prompt))
	switch {
	case q.MaxTokens == 0:
	case m.home: // the old name is refused by newer models there, the new one unknown elsewhere
		p.MaxCompletionTokens = param.NewOpt(int64(q.MaxTokens))
	default:
		p.MaxTokens = param.NewOpt(int64(q.MaxTokens))
	}
	if q.Temperature != nil {
		p.Temperature = param.NewOpt(*q.Temperature)
	}
	if q.Seed != nil {
		p.Seed = param.NewOpt(*q.Seed)
	}
	if q.Schema != nil {
		p.ResponseFormat.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{
			JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{Name: schemaName(q.Purpose), Strict: param.NewOpt(true), Schema: q.Schema},
		}
	}
	return p
}

// schemaName makes a name that the protocol takes: letters, digits and hyphens.
func schemaName(purpose string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, purpose)
	if name == "" {
		return "answer"
	}
	return name[:min(len(name), 64)]
}

// finished judges an answer by why it ended. A stream that ends without a reason
// was cut off.
func (m *Model) finished(a ai.Answer, end string) (ai.Answer, error) {
	switch end {
	case "stop":
		if a.Text == "" {
			return ai.Answer{}, m.error(ai.Garbled, a.Usage, errors.New("the answer is empty"))
		}
		return a, nil
	case "length":
		return ai.Answer{}, m.error(ai.Truncated, a.Usage, errors.New("it reached the bound"))
	case "content_filter":
		return ai.Answer{}, m.error(ai.Blocked, a.Usage, errors.New("the content filter ended it"))
	case "":
		return ai.Answer{}, m.error(ai.Broken, a.Usage, io.ErrUnexpectedEOF)
	}
	return ai.Answer{}, m.error(ai.Garbled, a.Usage, fmt.Errorf("it ended with %.40q", end))
}

func (m *Model) error(r ai.Reason, u ai.Usage, cause error) *ai.Error {
	return &ai.Error{Reason: r, Model: m.Name(), Usage: u, Cause: cause}
}
