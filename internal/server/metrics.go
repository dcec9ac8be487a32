package server

import (
	"net/http"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Watcher hears of requests, to measure them. It is safe for concurrent use.
type Watcher interface {
	// Began is told of a request before it is answered. The request that it returns
	// goes on in its place. ended is called once, when the answer has ended: route
	// is the pattern that the request had, "" if it was refused before it came to
	// one. The status is 500 for an answer that broke off, whatever its head said,
	// and 499 for one whose reader went before there was any.
	Began(r *http.Request) (_ *http.Request, ended func(route string, status int))
}

// Metrics says what was measured.
type Metrics interface {
	// Expose answers in the format that the request asks for. After an error
	// nothing was written.
	Expose(w http.ResponseWriter, r *http.Request) error
}

// getMetrics says what was measured: to the machine itself only, since it tells
// how much is made and sold here.
func (s *server) getMetrics(w http.ResponseWriter, r *http.Request) error {
	if s.TrustNetwork {
		return fault.New(fault.Forbidden, "The metrics tell about the business, and this server can be reached by others. Scrape one that listens on 127.0.0.1 only, without --trust-network.")
	}
	if s.Metrics == nil {
		return fault.New(fault.NotFound, "No metrics are kept here.")
	}
	return s.Metrics.Expose(w, r)
}

// watched tells the watchers of a request, and returns how to tell them of its end.
func (s *server) watched(r *http.Request, x *exchange) (_ *http.Request, ended func()) {
	all := make([]func(string, int), len(s.Watchers))
	for i, w := range s.Watchers {
		r, all[i] = w.Began(r)
	}
	return r, func() {
		for i := len(all) - 1; i >= 0; i-- {
			all[i](r.Pattern, x.outcome(r))
		}
	}
}

// statusGone is no status of the standard, but one that others count by as well.
const statusGone = 499

// outcome is the status of an answer that has ended, for those who count. What
// fails because its reader went, fails by nobody's fault.
func (x *exchange) outcome(r *http.Request) int {
	gone := r.Context().Err() != nil
	switch {
	case gone && (x.status == 0 || x.status >= 500):
		return statusGone
	case x.status == 0:
		return http.StatusOK // a handler that writes nothing
	case x.status < 400 && x.err != nil && !gone:
		return http.StatusInternalServerError
	}
	return x.status
}
