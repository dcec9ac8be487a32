package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// handler answers a request or says why it cannot. After an error it has
// written nothing, or the connection is of no more use.
type handler func(w http.ResponseWriter, r *http.Request) error

// problem is the body of an error, as RFC 9457 has it.
type problem struct {
	Type   string `json:"type" doc:"Stable; the last part is the kind of error: invalid, not-found, conflict, limited, unavailable, forbidden, full or internal."`
	Title  string `json:"title" doc:"What the kind means."`
	Status int    `json:"status"`
	Detail string `json:"detail" doc:"A sentence for people."`
	Field  string `json:"field,omitempty" doc:"The field, header or parameter at fault."`

	after time.Duration // how long to wait, as whoever refused said; 0 = they did not
}

// refusal is a fault whose status is more exact than its kind's.
type refusal struct {
	status int
	fault  *fault.Fault
}

// Error returns what the fault says, for the log.
func (r refusal) Error() string { return r.fault.Error() }

// Unwrap returns the fault, so that its kind and sentence are found.
func (r refusal) Unwrap() error { return r.fault }

func refuse(status int, kind fault.Kind, field, sentence string) error {
	return refusal{status, &fault.Fault{Kind: kind, Field: field, Message: sentence}}
}

// statusOf is the one table from kinds to statuses.
func statusOf(kind fault.Kind) (status int, title string) {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity, "The request is wrong"
	case fault.NotFound:
		return http.StatusNotFound, "There is no such thing"
	case fault.Conflict:
		return http.StatusConflict, "It changed meanwhile or is in use"
	case fault.Limited:
		return http.StatusTooManyRequests, "Too much at once"
	case fault.Unavailable:
		return http.StatusServiceUnavailable, "Something needed is away"
	case fault.Forbidden:
		return http.StatusForbidden, "Not allowed from here"
	case fault.Full:
		return http.StatusInsufficientStorage, "No room on the disk"
	}
	return http.StatusInternalServerError, "An error of ours"
}

// explain turns an error into what the caller is told, never with a cause.
func explain(err error) problem {
	if errors.Is(err, context.Canceled) && fault.KindOf(err) == fault.Internal {
		err = fault.Wrap(err, fault.Unavailable, "The server is ending. Ask again in a moment; work that was accepted goes on.")
	}
	kind := fault.KindOf(err)
	status, title := statusOf(kind)
	var r refusal
	if errors.As(err, &r) {
		status = r.status
	}
	p := problem{Type: "/problems/" + string(kind), Title: title, Status: status, Detail: brief(fault.Message(err))}
	var f *fault.Fault
	if errors.As(err, &f) {
		p.Field = short(f.Field)
	}
	var model *ai.Error
	if errors.As(err, &model) {
		p.after = model.After
	}
	return p
}

// Bounds of the sentence of an error, in bytes: it may repeat what the caller
// sent. What is wanted instead stands at its end.
const (
	maxDetail  = 600
	headDetail = 200
	tailDetail = 350
)

// brief takes a piece out of the middle of a long sentence.
func brief(sentence string) string {
	if len(sentence) <= maxDetail {
		return sentence
	}
	return strings.ToValidUTF8(sentence[:headDetail], "") + " … " + strings.ToValidUTF8(sentence[len(sentence)-tailDetail:], "")
}

// retryAfter is how long to wait before asking again, in seconds; "" = it
// would not help.
func (p problem) retryAfter() string {
	usual := ""
	switch p.Status {
	case http.StatusTooManyRequests:
		usual = "5"
	case http.StatusServiceUnavailable:
		usual = "2"
	}
	if usual != "" && p.after > 0 {
		return strconv.Itoa(int((p.after + time.Second - 1) / time.Second))
	}
	return usual
}

// begin prepares an answer about an error: headers that were meant for success
// are taken back.
func (p problem) begin(w http.ResponseWriter) {
	h := w.Header()
	for _, name := range []string{"Etag", "Last-Modified", "Content-Disposition", "Content-Length", "Content-Range", "Accept-Ranges", "Content-Encoding"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	if s := p.retryAfter(); s != "" {
		h.Set("Retry-After", s)
	}
}

// api adapts a handler of the interface: its errors become problem+json.
func (s *server) api(do handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := do(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// fail answers with a problem, unless an answer has begun; either way the
// access log gets the error.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if !note(r, err) {
		return
	}
	p := explain(err)
	p.begin(w)
	w.Header().Set("Content-Type", "application/problem+json")
	write(w, p.Status, encode(p))
}

// page adapts a handler of the plain page: its errors become a page.
func (s *server) page(do handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := do(w, r)
		if err == nil || !note(r, err) {
			return
		}
		s.failPage(w, explain(err))
	})
}

func (s *server) failPage(w http.ResponseWriter, p problem) {
	p.begin(w)
	if err := s.render(w, p.Status, "failure", failureView{head: head{Title: p.Title, Version: s.Version}, Problem: p}); err != nil {
		http.Error(w, p.Detail, p.Status) // the template itself is broken: the sentence still arrives
	}
}

// nothing answers for addresses without a route: 405 when another method has
// one, else 404.
func (s *server) nothing(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		try := r.Clone(r.Context())
		try.Method = m
		if _, pattern := s.mux.Handler(try); pattern != "/" && pattern != "" {
			allowed = append(allowed, m)
		}
	}
	err := error(fault.New(fault.NotFound, "There is nothing at this address."))
	if len(allowed) > 0 {
		w.Header().Set("Allow", list(allowed))
		err = refuse(http.StatusMethodNotAllowed, fault.Invalid, "", "This address takes "+list(allowed)+", not "+strconv.Quote(r.Method)+".")
	}
	if wantsPage(r) {
		note(r, err)
		s.failPage(w, explain(err))
		return
	}
	s.fail(w, r, err)
}
