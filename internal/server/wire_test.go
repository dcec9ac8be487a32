package server_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
)

// listening is the whole program on a port, as `serve` runs it.
func listening(t *testing.T) *studio {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Addr: "127.0.0.1:0", Version: "test", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Serve(ctx, func(addr string) { ready <- addr }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
		if err := a.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	select {
	case addr := <-ready:
		return &studio{t: t, url: "http://" + addr, h: a.Handler()}
	case err := <-ended:
		ended <- nil
		t.Fatalf("serve: %v", err)
	}
	return nil
}

// wire sends bytes as they are and returns everything that comes back. $HOST
// stands for the address.
func (s *studio) wire(raw string) (statuses []int, all string) {
	s.t.Helper()
	addr := strings.TrimPrefix(s.url, "http://")
	c, err := net.Dial("tcp", addr)
	if err != nil {
		s.t.Fatalf("dial: %v", err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	go func() { _, _ = io.WriteString(c, strings.ReplaceAll(raw, "$HOST", addr)) }()
	got, err := io.ReadAll(c)
	if err != nil {
		s.t.Errorf("read after %.60q: %v; got %.200q", raw, err, got)
	}
	in := bufio.NewReader(bytes.NewReader(got))
	for {
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			return statuses, string(got)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode >= 200 {
			statuses = append(statuses, res.StatusCode)
		}
	}
}

// TestTheWire sends what no client library sends. Every case ends with the
// connection, and the number of answers shows whether two readers could see
// two different requests in the same bytes.
func TestTheWire(t *testing.T) {
	t.Parallel()
	s := listening(t)
	const end = "Connection: close\r\n\r\n"
	smuggled := "GET /api/products HTTP/1.1\r\nHost: $HOST\r\n\r\n"
	tests := map[string]struct{ raw, want string }{
		"a good request":               {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\n" + end, "[200]"},
		"no host":                      {"GET /api/healthz HTTP/1.1\r\n" + end, "[400]"},
		"no host, HTTP/1.0":            {"GET /api/healthz HTTP/1.0\r\n\r\n", "[403]"},
		"two hosts":                    {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\nHost: evil.example\r\n" + end, "[400]"},
		"another host":                 {"GET /api/healthz HTTP/1.1\r\nHost: evil.example\r\n" + end, "[403]"},
		"another host in the address":  {"GET http://evil.example/api/healthz HTTP/1.1\r\nHost: $HOST\r\n" + end, "[403]"},
		"a host with a name and an at": {"GET /api/healthz HTTP/1.1\r\nHost: localhost@evil.example\r\n" + end, "[400]"},
		"a host with a path":           {"GET /api/healthz HTTP/1.1\r\nHost: localhost/evil\r\n" + end, "[400]"},
		"a host of spaces":             {"GET /api/healthz HTTP/1.1\r\nHost: local host\r\n" + end, "[400]"},
		"forwarded host":               {"GET /api/healthz HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n" + end, "[403]"},
		"a method in another header":   {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\nX-HTTP-Method-Override: DELETE\r\n" + end, "[200]"},
		"length and chunks": {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n" + end +
			"0\r\n\r\n" + smuggled, "[400]"},
		"two lengths":                    {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Length: 2\r\nContent-Length: 50\r\n" + end + "{}" + smuggled, "[400]"},
		"a length with a sign":           {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Length: +2\r\n" + end + "{}", "[400]"},
		"a length below zero":            {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Length: -2\r\n" + end, "[400]"},
		"odd chunks":                     {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nTransfer-Encoding: xchunked\r\n" + end + smuggled, "[501]"},
		"a space before colon":           {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nTransfer-Encoding : chunked\r\n" + end + "0\r\n\r\n", "[400]"},
		"a folded header":                {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\nX-A: a\r\n b: c\r\n" + end, "[200]"},
		"a header without end":           {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\nX: " + strings.Repeat("a", 60_000) + "\r\n" + end, "[431]"},
		"a thousand headers":             {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\n" + strings.Repeat("X-Header-Of-Some-Length: of some length too\r\n", 2000) + end, "[431]"},
		"a NUL in a header":              {"GET /api/healthz HTTP/1.1\r\nHost: $HOST\r\nX-A: a\x00b\r\n" + end, "[400]"},
		"a long address":                 {"GET /" + strings.Repeat("a", 60_000) + " HTTP/1.1\r\nHost: $HOST\r\n" + end, "[431]"},
		"a tunnel":                       {"CONNECT evil.example:443 HTTP/1.1\r\nHost: $HOST\r\n" + end, "[403]"},
		"a star":                         {"OPTIONS * HTTP/1.1\r\nHost: $HOST\r\n" + end, "[200]"},
		"HTTP/2 by surprise":             {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "[403]"},
		"no HTTP":                        {"EHLO localhost\r\n\r\n", "[400]"},
		"path out of the root":           {"GET /../../etc/passwd HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"escaped dots":                   {"GET /api/products/x/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"a back slash":                   {"GET /api/products/x/files/..%5c..%5cwin.ini HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"a NUL in the path":              {"GET /api/products/x%00/files/a HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"a newline in the path":          {"GET /p/x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"half an escape":                 {"GET /api/products/%zz HTTP/1.1\r\nHost: $HOST\r\n" + end, "[400]"},
		"broken UTF-8":                   {"GET /api/products/%ff%fe HTTP/1.1\r\nHost: $HOST\r\n" + end, "[404]"},
		"a length that is too large":     {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n" + end, "[413]"},
		"asking before sending too much": {"POST /api/generate HTTP/1.1\r\nHost: $HOST\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n" + end, "[413]"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			statuses, all := s.wire(tc.raw)
			if got := fmt.Sprint(statuses); got != tc.want {
				t.Errorf("got the answers %s, want %s: %.300q", got, tc.want, all)
			}
			for _, inside := range []string{"Set-Cookie", "goroutine", ".go:", "root:x:", "/tmp/"} {
				if strings.Contains(all, inside) {
					t.Errorf("the answer holds %q: %.300q", inside, all)
				}
			}
		})
	}
}

// TestABodyThatNeverComes holds the connection open on routes without a time
// limit of their own. The body has to be there before the limit is lifted.
func TestABodyThatNeverComes(t *testing.T) {
	t.Parallel()
	s := hasty(t, 250*time.Millisecond)
	id := s.submit("x")
	s.finish(id)
	for name, head := range map[string]string{
		"events":   "GET /api/products/" + id + "/events HTTP/1.1\r\n",
		"backup":   "POST /api/admin/backup HTTP/1.1\r\n",
		"generate": "POST /api/generate HTTP/1.1\r\nContent-Type: application/json\r\n",
		"patch":    "PATCH /api/products/" + id + " HTTP/1.1\r\nContent-Type: application/json\r\nIf-Match: *\r\n",
		"stop":     "POST /api/products/" + id + "/stop HTTP/1.1\r\n",
		"file":     "GET /api/products/" + id + "/files/listing/cover.png HTTP/1.1\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.wire(head + "Host: $HOST\r\nContent-Length: 900\r\n\r\n{") // reports a connection that does not end
		})
	}
}

// TestLargeBodiesAreFew holds as many large requests open as are received at
// once; small ones and everything else go on.
func TestLargeBodiesAreFew(t *testing.T) {
	t.Parallel()
	s := listening(t)
	addr := strings.TrimPrefix(s.url, "http://")
	for range 8 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "POST /api/generate HTTP/1.1\r\nHost: "+addr+"\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
	}
	large := `{"brief":"","sources":[{"name":"a.md","type":"markdown","text":"` + strings.Repeat("word ", 300_000) + `"}]}`
	for range 200 { // the eight are seen one by one
		a := s.post("/api/generate", large)
		if a.StatusCode == 429 {
			a.problem(t, 429, "limited", "")
			if a.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			s.post("/api/generate", `{"brief":""}`).problem(t, 422, "invalid", "brief")
			s.get("/api/healthz").status(t, 200)
			return
		}
		a.problem(t, 422, "invalid", "brief")
	}
	t.Error("a ninth large request was received beside eight")
}
