// Package fault holds the kinds of error that GumGenie tells people about.
//
// A fault carries two texts that never mix: a sentence for the person, which
// says what to do, and a cause for the log. An error that is not a fault is an
// internal one: people see a generic sentence, the log sees everything.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of trouble it is. The list is closed: a status, an exit
// code and a retry decision follow from the kind alone.
type Kind string

// The kinds.
const (
	Invalid     Kind = "invalid"     // the request is wrong; the person must change it
	NotFound    Kind = "not-found"   // there is no such thing
	Conflict    Kind = "conflict"    // it changed meanwhile, or is in use
	Limited     Kind = "limited"     // too much at once; later helps
	Unavailable Kind = "unavailable" // something needed is away; later may help
	Forbidden   Kind = "forbidden"   // not allowed from here
	Full        Kind = "full"        // no room on the disk
	Internal    Kind = "internal"    // a defect of ours
)

// Fault is an error with a sentence for people.
type Fault struct {
	Kind    Kind
	Message string // a whole sentence, ends with a full stop, names no internals
	Field   string // the request's field at fault, "" if none
	Cause   error  // for the log only
}

// Error returns the message, and the cause after it, for the log.
func (f *Fault) Error() string {
	if f.Cause != nil {
		return f.Message + " (" + f.Cause.Error() + ")"
	}
	return f.Message
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// New returns a fault without a cause. The format makes the sentence for people.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap returns a fault with a cause, whose text people never see.
func Wrap(cause error, kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// Field returns an Invalid fault about one field of a request.
func Field(field, format string, args ...any) *Fault {
	return &Fault{Kind: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// KindOf returns the kind of the first fault in err's chain; Internal if there
// is none, "" if err is nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Message returns the sentence for people: that of the first fault in err's
// chain, else a generic one.
func Message(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return f.Message
	}
	return "Something went wrong on our side; the log has the details."
}
