package gumroad

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// failure is a fault, with what decides on another try.
type failure struct {
	*fault.Fault
	passing bool          // the same request may succeed a little later
	after   time.Duration // how long Gumroad asks to wait, 0 = it does not say
}

// Unwrap returns the fault, so that its kind and sentence are found.
func (f *failure) Unwrap() error { return f.Fault }

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 4 << 20

// read understands an answer: its status first, then what it says of itself.
func (c *Client) read(res *http.Response, into any) error {
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return c.unreached(err)
	}
	if len(body) > maxAnswer {
		return c.away(fmt.Errorf("the answer has more than %d bytes", maxAnswer))
	}
	var said struct {
		Success *bool  `json:"success"`
		Message string `json:"message"`
		Error   string `json:"error"`
	}
	decoded := json.Unmarshal(body, &said)
	if res.StatusCode != http.StatusOK {
		return c.refused(res, first(said.Message, said.Error))
	}
	switch {
	case decoded != nil || said.Success == nil:
		return c.away(fmt.Errorf("the answer is not what the API documents: %.100q", c.scrub(string(body))))
	case !*said.Success:
		return &failure{Fault: fault.New(fault.Invalid, "Gumroad says: %s", c.sentence(first(said.Message, said.Error, "the request failed.")))}
	}
	if err := json.Unmarshal(body, into); err != nil {
		return c.away(err)
	}
	return nil
}

// refused says what a status other than 200 means. Bodies may be empty.
func (c *Client) refused(res *http.Response, said string) error {
	cause := fmt.Errorf("status %d: %s", res.StatusCode, c.sentence(said))
	f := &failure{}
	switch {
	case res.StatusCode == http.StatusUnauthorized:
		f.Fault = fault.Wrap(cause, fault.Invalid, "Gumroad does not accept the access token. Generate a new one in Gumroad under Settings, Advanced, and set it as GUMROAD_ACCESS_TOKEN.")
	case res.StatusCode == http.StatusForbidden:
		f.Fault = fault.Wrap(cause, fault.Invalid, "The Gumroad access token is not allowed to do this. Generate one in Gumroad under Settings, Advanced: it may do everything that a seller may.")
	case res.StatusCode == http.StatusTooManyRequests:
		f.passing, f.after = true, after(res.Header)
		f.Fault = fault.Wrap(cause, fault.Limited, "Gumroad was asked too often. Ask again in a few minutes.")
	case res.StatusCode == http.StatusNotFound:
		f.Fault = fault.Wrap(cause, fault.NotFound, "Gumroad has nothing at this address. Check the address of its API if you have set one.")
	case res.StatusCode == http.StatusBadRequest:
		f.Fault = fault.Wrap(cause, fault.Invalid, "Gumroad does not understand the request: %s", c.sentence(first(said, "it does not say why.")))
	default:
		// 408 and the 5xx of an overload pass; a redirect or another refusal stays
		f.passing = res.StatusCode == http.StatusRequestTimeout || res.StatusCode >= 500
		f.after = after(res.Header)
		f.Fault = fault.Wrap(cause, fault.Unavailable, "Gumroad does not answer as it should at the moment. Ask again in a while.")
	}
	return f
}

// away is an answer that makes no sense; asking at once again would not help.
func (c *Client) away(cause error) error {
	return &failure{Fault: fault.Wrap(errors.New(c.scrub(cause.Error())), fault.Unavailable, "Gumroad does not answer as it should at the moment. Ask again in a while.")}
}

// unreached is a connection that failed, broke off or took too long.
func (c *Client) unreached(cause error) error {
	return &failure{passing: true, Fault: fault.Wrap(errors.New(c.scrub(cause.Error())), fault.Unavailable, "Gumroad cannot be reached. Check the connection to the network, and ask again.")}
}

// scrub takes the token out of a text for the log.
func (c *Client) scrub(s string) string {
	return strings.ReplaceAll(s, c.token(), "[token]")
}

// maxSentence bounds what is repeated of what Gumroad says, in bytes.
const maxSentence = 300

// sentence makes what Gumroad says fit to be shown: one line, bounded, a full
// stop at its end.
func (c *Client) sentence(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(c.scrub(s), ""))), " ")
	if len(s) > maxSentence {
		s = strings.ToValidUTF8(s[:maxSentence], "") + "…"
	}
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// after reads Retry-After, in seconds or as a date.
func after(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(v, 64); err == nil && s > 0 {
		return time.Duration(min(s, maxPause.Seconds()) * float64(time.Second))
	}
	if t, err := http.ParseTime(v); err == nil {
		if from, err := http.ParseTime(h.Get("Date")); err == nil && t.After(from) {
			return min(t.Sub(from), maxPause)
		}
	}
	return 0
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
