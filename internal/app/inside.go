package app

import (
	"errors"
	"io"
	"net/http"
	"sync"
)

// Inside is a transport to a handler in the same process: the command line
// speaks to the same interface whether a server runs or not. Bodies stream.
type Inside struct{ Handler http.Handler }

// RoundTrip answers a request as soon as the handler has sent its header.
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
	go func() {
		defer func() {
			w.WriteHeader(http.StatusOK)
			if v := recover(); v != nil {
				_ = feed.CloseWithError(errors.New("the handler gave up"))
				return
			}
			_ = feed.Close()
		}()
		t.Handler.ServeHTTP(w, in)
	}()
	select {
	case <-w.sent:
	case <-r.Context().Done():
		_ = body.CloseWithError(r.Context().Err())
		return nil, r.Context().Err()
	}
	return &http.Response{
		StatusCode: w.status, Status: http.StatusText(w.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
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
