package ai

import (
	"errors"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Reason says why a model gave no answer, and so what helps.
type Reason string

// The reasons. Only Throttled, Overloaded and Broken may pass by themselves.
const (
	BadKey       Reason = "bad-key"       // the key is missing, wrong, expired or not allowed
	UnknownModel Reason = "unknown-model" // the provider has no such model
	Spent        Reason = "spent"         // the quota of the day or the credit is used up
	Limit        Reason = "limit"         // our own spend limit does not allow the call; nothing was sent
	Throttled    Reason = "throttled"     // too many calls for the moment
	Overloaded   Reason = "overloaded"    // the provider cannot serve now
	Broken       Reason = "broken"        // the connection failed or broke off
	Blocked      Reason = "blocked"       // question or answer was held back by a filter
	Truncated    Reason = "truncated"     // the answer reached its bound before its end
	Garbled      Reason = "garbled"       // the answer does not follow the protocol
	Refused      Reason = "refused"       // the provider found the question malformed
	Clock        Reason = "clock"         // its certificate is not valid at this machine's time
	Untrusted    Reason = "untrusted"     // its certificate is not trusted here
	Barred       Reason = "barred"        // its address may not be asked from here
	Moved        Reason = "moved"         // its address leads elsewhere, where the key is not sent
)

// Error is a call without an answer.
type Error struct {
	Reason Reason
	Model  string // Name of the model that was asked
	Status int    // of HTTP, 0 = none came
	// After is how long the provider asks to wait before the next call, 0 = it
	// did not say.
	After time.Duration
	Usage Usage // what was billed all the same
	Cause error // for the log; holds no key
}

// Error says what went wrong, for the log.
func (e *Error) Error() string {
	s := e.Model + ": " + string(e.Reason)
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Passing reports whether the same call may succeed a little later.
func (e *Error) Passing() bool {
	return e.Reason == Throttled || e.Reason == Overloaded || e.Reason == Broken
}

// ReasonOf returns the reason of the first *Error in err's chain, "" if there is
// none.
func ReasonOf(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

// Fault says to a person what helps.
func (e *Error) Fault() *fault.Fault {
	kind, text := fault.Unavailable, ""
	switch e.Reason {
	case Limit:
		var why *fault.Fault // the figures
		if errors.As(e.Cause, &why) {
			return why
		}
		kind, text = fault.Limited, "The spend limit does not allow a call to %s. Raise the limit, or wait until midnight UTC."
	case BadKey:
		kind, text = fault.Invalid, "%s does not accept the key. Check that it is complete, still valid and allowed to use this model."
	case UnknownModel:
		kind, text = fault.Invalid, "%s is not known there. Check the model's name and the address, or choose a model that your key can use."
	case Spent:
		kind, text = fault.Limited, "The quota or the credit for %s is used up. Wait until it is renewed, raise it with the provider, or choose another model."
	case Throttled:
		kind, text = fault.Limited, "%s takes no more calls at the moment. Try again in a little while."
	case Overloaded:
		text = "%s is overloaded. Try again in a little while."
	case Broken:
		text = "%s cannot be reached, or the connection broke off. Check the address and the network."
	case Blocked:
		kind, text = fault.Invalid, "%s held the answer back with its content filter. Word the brief or the text in another way."
	case Truncated:
		text = "The answer of %s was too long and broke off. Ask for less at once."
	case Garbled:
		text = "%s answered in a form that cannot be read. Try again, or choose another model."
	case Clock:
		text = "The certificate of %s is not valid at this machine's date and time. Set the clock of this machine; if it is right, the provider must renew the certificate."
	case Untrusted:
		text = "The certificate of %s is not trusted here. Check the address; behind a proxy that looks into traffic, install its certificate on this machine."
	case Barred:
		kind, text = fault.Forbidden, "%s lies at an address that may not be asked from here: inside this machine or its network. Give a public one, or name the provider in the file of --providers on the server."
	case Moved:
		kind, text = fault.Invalid, "The address of %s leads to another, where the key is not sent. Give the address at which it ends."
	default:
		kind, text = fault.Invalid, "%s did not accept the question. Check that the model can answer in the form that is asked for."
	}
	return fault.Wrap(e, kind, text, e.Model)
}
