package openai

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	sdk "github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/packages/ssestream"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// failed turns an error of the SDK into ours. Causes are texts, so that no
// request with its key is kept with them.
func (m *Model) failed(u ai.Usage, err error) *ai.Error {
	var api *sdk.Error
	if errors.As(err, &api) {
		e := m.error(reason(api.StatusCode, api.Code, api.Type), u, errors.New(m.scrub(fmt.Sprintf("%d %s: %s", api.StatusCode, api.Code, api.Message))))
		e.Status = api.StatusCode
		if api.Response != nil {
			e.After = after(api.Response.Header)
		}
		return e
	}
	var inside *ssestream.StreamError
	if errors.As(err, &inside) {
		var body struct {
			Error struct {
				Code any    `json:"code"`
				Type string `json:"type"`
			} `json:"error"`
		}
		_ = json.Unmarshal(inside.Event.Data, &body) // what cannot be read is overload
		status, _ := body.Error.Code.(float64)
		code, _ := body.Error.Code.(string)
		why := reason(int(status), code, body.Error.Type)
		if why == ai.Refused {
			why = ai.Overloaded // it had accepted the question before
		}
		return m.error(why, u, errors.New(m.scrub(inside.Message)))
	}
	why := ai.Unreached(err)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && !strings.Contains(syntax.Error(), "unexpected end") {
		why = ai.Garbled
	}
	return m.error(why, u, errors.New(m.scrub(err.Error())))
}

// scrub takes the key out of a text for the log, and bounds it.
func (m *Model) scrub(s string) string {
	if m.key != "" {
		s = strings.ReplaceAll(s, m.key, "[key]")
	}
	return fmt.Sprintf("%.300s", s)
}

// reason reads why the endpoint refused.
func reason(status int, code, kind string) ai.Reason {
	switch {
	case code == "insufficient_quota" || kind == "insufficient_quota" || status == http.StatusPaymentRequired:
		return ai.Spent
	case code == "invalid_api_key" || status == http.StatusUnauthorized || status == http.StatusForbidden:
		return ai.BadKey
	case code == "model_not_found" || status == http.StatusNotFound:
		return ai.UnknownModel
	case code == "content_filter" || code == "content_policy_violation":
		return ai.Blocked
	case code == "rate_limit_exceeded" || status == http.StatusTooManyRequests:
		return ai.Throttled
	case status >= 500 || status == http.StatusRequestTimeout:
		return ai.Overloaded
	}
	return ai.Refused
}

// maxAfter bounds what is believed of a wait, in seconds.
const maxAfter = 3600.0

// after reads Retry-After, in seconds or as a date, and the finer one of OpenAI.
func after(h http.Header) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 {
		return seconds(ms / 1000)
	}
	v := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 {
		return seconds(s)
	}
	if t, err := http.ParseTime(v); err == nil {
		if from, err := http.ParseTime(h.Get("Date")); err == nil && t.After(from) {
			return seconds(t.Sub(from).Seconds())
		}
	}
	return 0
}

func seconds(s float64) time.Duration { return time.Duration(min(s, maxAfter) * float64(time.Second)) }
