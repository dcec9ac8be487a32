package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// exchange is one request and its answer, as the access log sees it.
type exchange struct {
	http.ResponseWriter
	status int
	bytes  int64
	err    error
}

type exchangeKey struct{}

// WriteHeader notes the status; informational ones are not the answer.
func (x *exchange) WriteHeader(status int) {
	if x.status == 0 && status >= 200 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write counts what is sent.
func (x *exchange) Write(b []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	n, err := x.ResponseWriter.Write(b)
	x.bytes += int64(n)
	return n, err
}

// ReadFrom lets the kernel copy files to the connection where it can.
func (x *exchange) ReadFrom(from io.Reader) (int64, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	n, err := io.Copy(x.ResponseWriter, from)
	x.bytes += n
	return n, err
}

// Flush sends what is held back.
func (x *exchange) Flush() { _ = http.NewResponseController(x.ResponseWriter).Flush() }

// Unwrap gives http.ResponseController what lies below.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// note keeps an error for the access log. It reports whether an answer about
// the error can still be given.
func note(r *http.Request, err error) bool {
	x, ok := r.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return true
	}
	x.err = errors.Join(x.err, err)
	return x.status == 0
}

// begun reports whether an answer has begun.
func begun(r *http.Request) bool {
	x, ok := r.Context().Value(exchangeKey{}).(*exchange)
	return ok && x.status != 0
}

var goodID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// observe gives every request an id and writes the access log.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := r.Header.Get("X-Request-Id")
		if !goodID.MatchString(id) {
			id = rand.Text()[:16]
		}
		w.Header().Set("X-Request-Id", id)
		x := &exchange{ResponseWriter: w}
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		r, ended := s.watched(r, x)
		defer func() {
			ended()
			attrs := []slog.Attr{
				slog.String("request", id), slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.String("route", r.Pattern),
				slog.Int("status", x.status), slog.Int64("bytes", x.bytes), slog.Duration("took", time.Since(began)),
			}
			level := slog.LevelInfo
			if x.err != nil {
				attrs = append(attrs, slog.Any("err", x.err))
				if x.status >= 500 && r.Context().Err() == nil {
					level = slog.LevelError
				}
			}
			s.Log.LogAttrs(context.WithoutCancel(r.Context()), level, "request", attrs...)
		}()
		next.ServeHTTP(x, r)
	})
}

// guarded keeps a panic to its own request, sets the headers that every answer
// has, and lets through only requests that this server is meant for.
func (s *server) guarded(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	host, _, err := net.SplitHostPort(s.Addr)
	if err != nil {
		host = s.Addr
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.recovered(w, r)
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // without any, browsers hide the origin of our own forms
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if err := s.admit(r, host, origin); err != nil {
			s.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// admit refuses a request for another host (DNS rebinding), from another site,
// or with a path that is not in its shortest form.
func (s *server) admit(r *http.Request, listen string, origin *http.CrossOriginProtection) error {
	if !s.TrustNetwork && !local(r.Host, listen) {
		return fault.New(fault.Forbidden, "This server answers for this machine only, as localhost or 127.0.0.1, not as %q.", short(r.Host))
	}
	if err := origin.Check(r); err != nil {
		return fault.Wrap(err, fault.Forbidden, "The request comes from another site, which may not change anything here.")
	}
	// Another site, or another program of this machine in the same browser, may
	// link to a page, but not hold streams open or probe.
	if site := r.Header.Get("Sec-Fetch-Site"); (site == "cross-site" || site == "same-site") && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
		return fault.New(fault.Forbidden, "The request comes from another site, which may not read anything here.")
	}
	if p := r.URL.Path; p != path.Clean("/"+p) && p != path.Clean("/"+p)+"/" || strings.ContainsAny(p, "\\\x00") {
		return fault.New(fault.NotFound, "There is nothing at this address.")
	}
	return nil
}

// local reports whether a Host header names this machine or the address that is
// listened on.
func local(hostport, listen string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	if host == "" {
		return false
	}
	if strings.EqualFold(host, "localhost") || strings.EqualFold(host, listen) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// short bounds what is repeated of a stranger's text.
func short(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

// recovered answers a panic with a problem, or breaks the connection when an
// answer has begun, so that nobody takes half for whole.
func (s *server) recovered(w http.ResponseWriter, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	err := fmt.Errorf("panic: %v\n%s", v, debug.Stack())
	if begun(r) {
		note(r, err)
		panic(http.ErrAbortHandler)
	}
	s.fail(w, r, err)
}

// long lifts the time limit for reading from a request that has been read: when
// it passes, the standard library ends the context of whoever still answers.
func long(do handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a transport without deadlines has no limit to lift
		return do(w, r)
	}
}

// zipped ends the ETag of a compressed body.
const zipped = "-gzip"

// compressor returns the middleware that compresses answers of 1 KB and more
// for those who accept it, but no stream of events. A compressed body has an
// ETag of its own.
func compressor() func(http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(2), gzhttp.EnableZstd(false), gzhttp.SuffixETag(zipped))
	if err != nil {
		panic(err) // the options above are constants
	}
	return func(h http.Handler) http.Handler {
		small := wrap(h)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if wantsStream(r) {
				h.ServeHTTP(w, r)
				return
			}
			small.ServeHTTP(w, r)
		})
	}
}
