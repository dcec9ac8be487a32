package gemini

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"google.golang.org/genai"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// reason reads why the service refused: the status, and for some of them the
// details beside it.
func reason(e genai.APIError) ai.Reason {
	switch e.Code {
	case http.StatusUnauthorized, http.StatusForbidden:
		return ai.BadKey
	case http.StatusNotFound:
		return ai.UnknownModel
	case http.StatusTooManyRequests:
		if ofTheDay(e.Details) {
			return ai.Spent
		}
		return ai.Throttled
	case http.StatusBadRequest:
		if detail(e.Details, "google.rpc.ErrorInfo")["reason"] == "API_KEY_INVALID" || strings.Contains(e.Message, "API key") {
			return ai.BadKey
		}
		return ai.Refused
	case http.StatusRequestTimeout:
		return ai.Overloaded
	}
	if e.Code >= 500 {
		return ai.Overloaded
	}
	return ai.Refused
}

// garbled reports a stream that holds something else than the protocol; one that
// stops in the middle of a line was cut off.
func garbled(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) {
		return !strings.Contains(syntax.Error(), "unexpected end")
	}
	return errors.As(err, &kind) || strings.Contains(err.Error(), "invalid stream chunk")
}

// detail returns the first detail of a type, nil if there is none.
func detail(all []map[string]any, kind string) map[string]any {
	for _, d := range all {
		if t, ok := d["@type"].(string); ok && strings.HasSuffix(t, "/"+kind) {
			return d
		}
	}
	return nil
}

// ofTheDay reports a quota that is renewed once a day: waiting as long as the
// answer says does not help.
func ofTheDay(all []map[string]any) bool {
	violations, _ := detail(all, "google.rpc.QuotaFailure")["violations"].([]any)
	for _, v := range violations {
		if one, ok := v.(map[string]any); ok {
			if id, ok := one["quotaId"].(string); ok && strings.Contains(id, "PerDay") {
				return true
			}
		}
	}
	return false
}

// maxAfter bounds what is believed of a wait.
const maxAfter = time.Hour

// after returns how long the service asks to wait, 0 if it does not say.
func after(all []map[string]any) time.Duration {
	text, _ := detail(all, "google.rpc.RetryInfo")["retryDelay"].(string)
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0
	}
	return min(d, maxAfter)
}
