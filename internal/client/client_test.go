package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

func event(seq int, kind string) string {
	return fmt.Sprintf("id: %d\nevent: %s\ndata: {\"seq\":%d,\"kind\":%q,\"at\":\"2027-01-02T03:04:05Z\"}\n\n", seq, kind, seq, kind)
}

func serving(t *testing.T, h http.HandlerFunc) *client.Client {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return &client.Client{Base: srv.URL}
}

func follow(t *testing.T, c *client.Client) ([]int64, error) {
	t.Helper()
	var got []int64
	err := c.Follow(t.Context(), "p", func(e product.Event) error { got = append(got, e.Seq); return nil })
	return got, err
}

func TestFollowGoesOnWhereItBroke(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		switch calls.Add(1) {
		case 1:
			_, _ = io.WriteString(w, ": hello\n\n"+event(1, "queued")+event(2, "started")+"id: 3\nevent: stage\nda")
		case 2:
			if got := r.Header.Get("Last-Event-ID"); got != "2" {
				t.Errorf("got Last-Event-ID %q, want 2", got)
			}
			http.Error(w, "no", http.StatusServiceUnavailable)
		case 3:
			_, _ = io.WriteString(w, event(2, "started")+event(3, "stage")+event(4, "complete")+event(5, "edited"))
		}
	})
	if got, err := follow(t, c); err != nil || fmt.Sprint(got) != "[1 2 3 4]" {
		t.Errorf("got %v, %v; want 1 to 4, each once", got, err)
	}
}

func TestFollowEndsWhereGoingOnMakesNoSense(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		kind   fault.Kind
	}{
		"no such product":   {404, `{"type":"https://gumgenie.dev/problems/not-found","detail":"There is no such product."}`, fault.NotFound},
		"an id of letters":  {200, "id: one\nevent: queued\ndata: {}\n\n", fault.Internal},
		"data that is none": {200, "id: 1\nevent: queued\ndata: {\n\n", fault.Internal},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int64
			c := serving(t, func(w http.ResponseWriter, _ *http.Request) {
				calls.Add(1)
				w.WriteHeader(tc.status)
				_, _ = io.WriteString(w, tc.body)
			})
			if _, err := follow(t, c); fault.KindOf(err) != tc.kind || calls.Load() != 1 {
				t.Errorf("got %v after %d calls, want the kind %s after one", err, calls.Load(), tc.kind)
			}
		})
	}
}

func TestFollowIsCalledOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, event(1, "queued"))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	err := c.Follow(ctx, "p", func(product.Event) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was called off", err)
	}
	mine := errors.New("enough")
	if err := c.Follow(t.Context(), "p", func(product.Event) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("got %v, want the error of the one who follows", err)
	}
}

func TestProblemsBecomeFaults(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status  int
		body    string
		kind    fault.Kind
		message string
	}{
		"a problem":   {422, `{"type":"https://gumgenie.dev/problems/invalid","detail":"The year is wrong.","field":"year"}`, fault.Invalid, "The year is wrong."},
		"a page":      {502, "<html>Bad gateway</html>", fault.Unavailable, "The server answered with status 502."},
		"nothing":     {500, "", fault.Unavailable, "The server answered with status 500."},
		"no sentence": {500, "{}", fault.Unavailable, "The server answered with status 500."},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serving(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tc.status)
				_, _ = io.WriteString(w, tc.body)
			})
			if _, err := c.Product(t.Context(), "p"); fault.KindOf(err) != tc.kind || fault.Message(err) != tc.message {
				t.Errorf("got %v, want %s: %s", err, tc.kind, tc.message)
			}
		})
	}
	away := &client.Client{Base: "http://127.0.0.1:1"}
	if err := away.Stop(t.Context(), "p"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("nobody there: got %v", err)
	}
}

func TestAFileComesWholeOrNot(t *testing.T) {
	t.Parallel()
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.EscapedPath() != "/api/products/p%2F..%2Fq/files/a%20b/%E5%A4%9C%3F.txt" {
			t.Errorf("got the path %q", r.URL.EscapedPath())
		}
		w.Header().Set("Content-Length", "10")
		_, _ = io.WriteString(w, "half")
	})
	var b strings.Builder
	if err := c.File(t.Context(), "p/../q", "a b/夜?.txt", &b); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("got %v, want that the server broke off", err)
	}
	full := errors.New("disk full")
	if err := c.File(t.Context(), "p/../q", "a b/夜?.txt", failing{full}); !errors.Is(err, full) {
		t.Errorf("got %v, want what the writer said", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzFollow(f *testing.F) {
	f.Add(event(1, "queued") + event(2, "complete"))
	f.Add("id: 1\r\nevent: a\r\ndata: {}\r\n\r\n")
	f.Add(":\n\nid: 9223372036854775808\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		c := &client.Client{Base: "http://127.0.0.1:0", HTTP: &http.Client{Transport: once(func() (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: ending{strings.NewReader(text), cancel}}, nil
		})}}
		last := int64(0)
		_ = c.Follow(ctx, "p", func(e product.Event) error {
			if e.Seq <= last {
				t.Errorf("event %d came after %d", e.Seq, last)
			}
			last = e.Seq
			return nil
		})
	})
}

// ending calls off the following at its end, so that nobody connects again.
type ending struct {
	io.Reader
	end func()
}

func (e ending) Read(b []byte) (int, error) {
	n, err := e.Reader.Read(b)
	if err != nil {
		e.end()
	}
	return n, err
}

func (ending) Close() error { return nil }

type once func() (*http.Response, error)

func (o once) RoundTrip(*http.Request) (*http.Response, error) { return o() }
