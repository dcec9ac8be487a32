package aitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds a question.
const maxBody = 8 << 20

// read takes a call of either protocol apart.
func read(r *http.Request) (Call, bool) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil || r.Method != http.MethodPost {
		return Call{}, false
	}
	if model, method, ok := strings.Cut(r.URL.Path, ":"); ok && method == "streamGenerateContent" && r.URL.Query().Get("alt") == "sse" {
		return readGemini(model[strings.LastIndexByte(model, '/')+1:], r.Header.Get("X-Goog-Api-Key"), body)
	}
	if strings.HasSuffix(r.URL.Path, "/chat/completions") {
		key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		return readOpenAI(key, body)
	}
	return Call{}, false
}

func readGemini(model, key string, body []byte) (Call, bool) {
	type content struct {
		Parts []struct{ Text string }
	}
	var q struct {
		Contents          []content
		SystemInstruction content
		GenerationConfig  struct {
			MaxOutputTokens    int
			ResponseMimeType   string
			ResponseJSONSchema json.RawMessage `json:"responseJsonSchema"`
		}
	}
	if json.Unmarshal(body, &q) != nil || len(q.Contents) == 0 {
		return Call{}, false
	}
	c := Call{Wire: "gemini", Model: model, Key: key, Most: q.GenerationConfig.MaxOutputTokens, Schema: q.GenerationConfig.ResponseJSONSchema}
	for _, p := range q.SystemInstruction.Parts {
		c.System += p.Text
	}
	for _, p := range q.Contents[len(q.Contents)-1].Parts {
		c.Prompt += p.Text
	}
	return c, c.Schema == nil || q.GenerationConfig.ResponseMimeType == "application/json"
}

func readOpenAI(key string, body []byte) (Call, bool) {
	var q struct {
		Model          string
		Stream         bool
		MaxTokens      int `json:"max_tokens"`
		MaxCompletion  int `json:"max_completion_tokens"`
		Messages       []struct{ Role, Content string }
		ResponseFormat struct {
			Type       string
			JSONSchema struct {
				Name   string
				Schema json.RawMessage
			} `json:"json_schema"`
		} `json:"response_format"`
	}
	if json.Unmarshal(body, &q) != nil || !q.Stream || len(q.Messages) == 0 {
		return Call{}, false
	}
	c := Call{Wire: "openai", Model: q.Model, Key: key, Most: max(q.MaxTokens, q.MaxCompletion), Schema: q.ResponseFormat.JSONSchema.Schema}
	for _, m := range q.Messages {
		if m.Role == "system" {
			c.System += m.Content
		} else {
			c.Prompt += m.Content
		}
	}
	return c, c.Schema == nil || q.ResponseFormat.Type == "json_schema" && q.ResponseFormat.JSONSchema.Name != ""
}

// tokens estimates them: a little more than one for four letters.
func tokens(text string) int { return len(text)/4 + 1 }

func marshal(v any) string {
	raw, err := json.Marshal(v)
	if err != nil { // of maps and strings: cannot happen
		return err.Error()
	}
	return string(raw)
}

type object = map[string]any

// geminiWire is the protocol of Gemini, version v1beta.
type geminiWire struct{}

func (geminiWire) refuse(f Fault, t Temper) (int, http.Header, string) {
	head := http.Header{"Content-Type": {"application/json; charset=UTF-8"}}
	status, name, says := http.StatusInternalServerError, "INTERNAL", "An internal error has occurred."
	var details []any
	switch f {
	case Limited, SpentDay:
		status, name, says = http.StatusTooManyRequests, "RESOURCE_EXHAUSTED", "You exceeded your current quota."
		id := "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"
		if f == SpentDay {
			id = "GenerateRequestsPerDayPerProjectPerModel-FreeTier"
		}
		if f == SpentDay || t.After != "" {
			details = append(details, object{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": []any{object{"quotaId": id}}})
		}
		if t.After != "" {
			details = append(details, object{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": t.After})
		}
	case Unavailable:
		status, name, says = http.StatusServiceUnavailable, "UNAVAILABLE", "The model is overloaded. Please try again later."
	case Gateway:
		return http.StatusBadGateway, http.Header{"Content-Type": {"text/html"}}, "<html><title>502</title>Bad gateway</html>"
	case Key:
		status, name, says = http.StatusBadRequest, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."
		details = append(details, object{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"})
	case NoModel:
		status, name, says = http.StatusNotFound, "NOT_FOUND", "The model is not found for API version v1beta."
	case Malformed:
		status, name, says = http.StatusBadRequest, "INVALID_ARGUMENT", "Invalid value at 'generation_config'."
	}
	e := object{"code": status, "message": says, "status": name}
	if details != nil {
		e["details"] = details
	}
	return status, head, marshal(object{"error": e})
}

func (geminiWire) event(c Call, candidate object, out int) string {
	return "data: " + marshal(object{
		"candidates":    []any{candidate},
		"usageMetadata": object{"promptTokenCount": tokens(c.System + c.Prompt), "candidatesTokenCount": out, "totalTokenCount": tokens(c.System+c.Prompt) + out},
		"modelVersion":  c.Model, "responseId": fmt.Sprint("r", c.Number),
	}) + "\r\n\r\n"
}

func (w geminiWire) piece(c Call, text string) string {
	return w.event(c, object{"content": object{"role": "model", "parts": []any{object{"text": text}}}, "index": 0}, tokens(text))
}

func (w geminiWire) last(c Call, why Fault, n int) string {
	reason := map[Fault]string{BlockedSay: "SAFETY", Long: "MAX_TOKENS"}[why]
	if reason == "" {
		reason = "STOP"
	}
	return w.event(c, object{"content": object{"role": "model", "parts": []any{object{"text": ""}}}, "finishReason": reason, "index": 0}, 7*n)
}

func (geminiWire) blocked(c Call) (int, bool, string) {
	return http.StatusOK, true, "data: " + marshal(object{"promptFeedback": object{"blockReason": "SAFETY"}, "usageMetadata": object{"promptTokenCount": tokens(c.Prompt)}, "modelVersion": c.Model}) + "\r\n\r\n"
}

func (geminiWire) late() string {
	return "data: " + marshal(object{"error": object{"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"}}) + "\r\n\r\n"
}

// openaiWire is the protocol of OpenAI's chat completions.
type openaiWire struct{}

func (openaiWire) refuse(f Fault, t Temper) (int, http.Header, string) {
	head := http.Header{"Content-Type": {"application/json"}}
	status, code, kind, says := http.StatusInternalServerError, any(nil), "server_error", "The server had an error."
	switch f {
	case Limited:
		status, code, kind, says = http.StatusTooManyRequests, "rate_limit_exceeded", "requests", "Rate limit reached."
		if t.After != "" {
			head.Set("Retry-After", strings.TrimSuffix(t.After, "s"))
		}
	case SpentDay:
		status, code, kind, says = http.StatusTooManyRequests, "insufficient_quota", "insufficient_quota", "You exceeded your current quota, please check your plan."
	case Unavailable:
		status, kind, says = http.StatusServiceUnavailable, "server_error", "The engine is currently overloaded."
	case Gateway:
		return http.StatusBadGateway, http.Header{"Content-Type": {"text/html"}}, "<html><title>502</title>Bad gateway</html>"
	case Key:
		status, code, kind, says = http.StatusUnauthorized, "invalid_api_key", "invalid_request_error", "Incorrect API key provided."
	case NoModel:
		status, code, kind, says = http.StatusNotFound, "model_not_found", "invalid_request_error", "The model does not exist."
	case Malformed:
		status, kind, says = http.StatusBadRequest, "invalid_request_error", "Invalid schema for response_format."
	}
	return status, head, marshal(object{"error": object{"message": says, "type": kind, "param": nil, "code": code}})
}

func (openaiWire) event(c Call, choices []any, usage any) string {
	return "data: " + marshal(object{"id": fmt.Sprint("chatcmpl-", c.Number), "object": "chat.completion.chunk", "created": 1, "model": c.Model, "choices": choices, "usage": usage}) + "\n\n"
}

func (w openaiWire) piece(c Call, text string) string {
	return w.event(c, []any{object{"index": 0, "delta": object{"content": text}, "finish_reason": nil}}, nil)
}

func (w openaiWire) last(c Call, why Fault, n int) string {
	reason := map[Fault]string{BlockedSay: "content_filter", Long: "length"}[why]
	if reason == "" {
		reason = "stop"
	}
	in, out := tokens(c.System+c.Prompt), 7*n
	return w.event(c, []any{object{"index": 0, "delta": object{}, "finish_reason": reason}}, nil) +
		w.event(c, []any{}, object{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out}) + "data: [DONE]\n\n"
}

func (openaiWire) blocked(Call) (int, bool, string) {
	return http.StatusBadRequest, false, marshal(object{"error": object{"message": "Your request was rejected as a result of our safety system.", "type": "invalid_request_error", "param": nil, "code": "content_policy_violation"}})
}

func (openaiWire) late() string {
	return "data: " + marshal(object{"error": object{"message": "The server had an error while processing your request.", "type": "server_error", "code": 503}}) + "\n\n"
}
