package app

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
)

var errGaveUp = errors.New("the handler gave up")

// Inside is a transport to a handler in the same process: the command line
// speaks to the same interface whether a server runs or not. Bodies stream.
type Inside struct{ Handler http.Handler }

// RoundTrip answers a request as soon as the handler has sent its header. A
// handler that panics breaks the body off; before its header it is an error.
func (t Inside) RoundTrip(r *http.Request) (*http.Response, error) {
	body, feed := io.Pipe()
	w := &piped{header: http.Header{}, feed: feed, sent: make(chan struct{})}
	in := r.Clone(r.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	in.RequestURI = r.URL.RequestURI()
	in.Host = r.URL.Host
	in.RemoteAddr = "127.0.0.1:0"
	gave := make(chan struct{})
	go func() {
		defer in.Body.Close()
		defer func() {
			if v := recover(); v != nil {
				_ = feed.CloseWithError(errGaveUp)
				close(gave)
				return
			}
			w.WriteHeader(http.StatusOK)
			_ = feed.Close()
		}()
		t.Handler.ServeHTTP(w, in)
	}()
	select {
	case <-w.sent:
	case <-gave:
		select {
		case <-w.sent: // the header was sent before; the body breaks off
		default:
			return nil, errGaveUp
		}
	case <-r.Context().Done():
		_ = body.CloseWithError(r.Context().Err())
		return nil, r.Context().Err()
	}
	return &http.Response{
		StatusCode: w.status, Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.shown, Body: body, Request: r, ContentLength: -1,
	}, nil
}

// piped is a response writer whose body is a pipe.
type piped struct {
	header, shown http.Header
	status        int
	once          sync.Once
	sent          chan struct{}
	feed          *io.PipeWriter
}

func (p *piped) Header() http.Header { return p.header }

func (p *piped) WriteHeader(status int) {
	if status < http.StatusOK { // informational: the answer is yet to come
		return
	}
	p.once.Do(func() {
		p.status, p.shown = status, p.header.Clone()
		close(p.sent)
	})
}

func (p *piped) Write(b []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	return p.feed.Write(b)
}

// Flush sends the header; the body is never held back.
func (p *piped) Flush() { p.WriteHeader(http.StatusOK) }
