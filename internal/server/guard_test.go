package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
)

func patchTitle(title string) generate.Patch { return generate.Patch{Title: &title} }

func TestHosts(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *server.Config) { c.Addr = "[::1]:8080" })
	tests := map[string]bool{
		"localhost": true, "localhost:8080": true, "LOCALHOST:1": true, "127.0.0.1:9": true, "127.9.9.9": true, "[::1]:8080": true, "[::1]": true,
		"evil.example": false, "evil.example:8080": false, "localhost.evil.example": false, "192.168.1.5:8080": false, "0.0.0.0:8080": false,
		"127.0.0.1.evil.example": false, "2130706433": false, "[::]:8080": false,
	}
	for host, ok := range tests {
		a := s.get("/api/healthz", "Host", host)
		if ok {
			a.status(t, 200)
			continue
		}
		a.problem(t, 403, "forbidden", "")
		s.get("/", "Host", host).status(t, 403)
	}
	open(t, func(c *server.Config) { c.TrustNetwork = true }).get("/api/healthz", "Host", "studio.example").status(t, 200)
	open(t, func(c *server.Config) { c.Addr = "studio.test:80" }).get("/api/healthz", "Host", "studio.test").status(t, 200)
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	s := open(t)
	host := strings.TrimPrefix(s.url, "http://")
	id := s.submit("x")
	stop := "/api/products/" + id + "/stop"
	tests := map[string]struct {
		method, path string
		headers      []string
		status       int
	}{
		"no browser":               {"POST", stop, nil, 200},
		"our own page":             {"POST", stop, []string{"Sec-Fetch-Site", "same-origin"}, 200},
		"our own, older browser":   {"POST", stop, []string{"Origin", "http://" + host}, 200},
		"typed by the person":      {"POST", stop, []string{"Sec-Fetch-Site", "none"}, 200},
		"another site":             {"POST", stop, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"another port":             {"POST", stop, []string{"Sec-Fetch-Site", "same-site"}, 403},
		"another, older browser":   {"POST", stop, []string{"Origin", "https://evil.example"}, 403},
		"an origin of null":        {"POST", stop, []string{"Origin", "null"}, 403},
		"a form from another":      {"POST", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
		"deleting from another":    {"DELETE", "/api/products/" + id, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"reading from another":     {"GET", "/api/products", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"}, 403},
		"a stream from another":    {"GET", "/api/products/" + id + "/events", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"}, 403},
		"a link from another site": {"GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			a := s.do(tc.method, tc.path, "", tc.headers...).status(t, tc.status)
			if tc.status == 403 {
				a.problem(t, 403, "forbidden", "")
			}
		})
	}
}

func TestAddressesWithoutARoute(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, path := range []string{"/api", "/api/", "/api/nothing", "/nothing", "/api//products", "/API/products", "/p", "/assets/x.css/y"} {
		s.get(path).problem(t, 404, "not-found", "")
	}
	a := s.do(http.MethodPut, "/api/products", "")
	a.problem(t, 405, "invalid", "")
	if got := a.Header.Get("Allow"); got != "GET, HEAD" {
		t.Errorf("got Allow %q, want GET, HEAD", got)
	}
	for _, m := range []string{"OPTIONS", "TRACE", "BREW"} {
		s.do(m, "/api/generate", "").problem(t, 405, "invalid", "")
	}
	person := s.get("/nothing", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8").status(t, 404)
	if !strings.HasPrefix(person.Header.Get("Content-Type"), "text/html") {
		t.Errorf("a person got %q, want a page", person.Header.Get("Content-Type"))
	}
	s.get("/api/nothing", "Accept", "text/html").problem(t, 404, "not-found", "")
}

func TestEveryAnswerIsGuardedAndLogged(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, path := range []string{"/", "/api/healthz", "/nothing", "/api/products/nobody"} {
		h := s.get(path, "X-Request-Id", "from-outside-1").Header
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" || h.Get("X-Request-Id") != "from-outside-1" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Set-Cookie") != "" {
			t.Errorf("%s: got the headers %v", path, h)
		}
	}
	if got := s.get("/", "X-Request-Id", "a b; c").Header.Get("X-Request-Id"); len(got) != 16 {
		t.Errorf("a strange id became %q, want one of ours", got)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(s.log.String()) {
		var l struct{ Msg, Request, Method, Path, Route string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("the log line %q: %v", line, err)
		}
		seen[l.Msg+" "+l.Request+" "+l.Method+" "+l.Path+" "+l.Route] = true
	}
	for _, want := range []string{"request from-outside-1 GET /api/healthz GET /api/healthz", "request from-outside-1 GET /nothing /", "request from-outside-1 GET /api/products/nobody GET /api/products/{id}"} {
		if !seen[want] {
			t.Errorf("the log does not have %q: %v", want, seen)
		}
	}
}

func TestAPanicStaysWithItsRequest(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	s.edit = func(*product.Product) error { panic("secret inside") }
	a := s.do(http.MethodPatch, "/api/products/"+id, `{"title":"y"}`, "Content-Type", "application/merge-patch+json", "If-Match", `"0"`)
	a.problem(t, 500, "internal", "")
	if strings.Contains(a.body, "secret") {
		t.Errorf("the panic is shown: %s", a.body)
	}
	if !strings.Contains(s.log.String(), "secret inside") || !strings.Contains(s.log.String(), `"level":"ERROR"`) {
		t.Errorf("the log does not tell of the panic: %s", s.log)
	}
	s.get("/api/healthz").status(t, 200)
}

// TestWithoutConnection serves a response writer that has no deadlines, as the
// command line's transport inside the process has none.
func TestWithoutConnection(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:0/api/products/"+id+"/events", nil)
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	if w.Code != 200 || ids(w.Body.String()) != "1 2" {
		t.Errorf("got status %d, events %q", w.Code, ids(w.Body.String()))
	}
}
