package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/metric"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
)

// witness writes down how requests began and ended.
type witness struct {
	mu    sync.Mutex
	began int
	ended []string
}

func (w *witness) Began(r *http.Request) (*http.Request, func(string, int)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.began++
	r.Header.Set("X-Witness", "seen")
	return r, func(route string, status int) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.ended = append(w.ended, fmt.Sprintf("%s %d", route, status))
	}
}

func (w *witness) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.ended)
}

func TestMetricsAreForThisMachine(t *testing.T) {
	t.Parallel()
	m := metric.New("test")
	s := open(t, func(c *server.Config) { c.Metrics, c.Watchers = m, []server.Watcher{m.HTTP} })
	s.get("/api/products/0199e000-0000-7000-8000-000000000000?q=x").status(t, 404)
	for accept, want := range map[string][2]string{
		"": {"text/plain", `http_server_request_duration_seconds_count{code="404",method="GET",route="GET /api/products/{id}"} 1`},
		"application/openmetrics-text;version=1.0.0":                                                                {"application/openmetrics-text", "# EOF\n"},
		"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=1,text/*;q=0": {"application/vnd.google.protobuf", "http_server_active_requests"},
	} {
		a := s.get("/api/metrics", "Accept", accept).status(t, 200)
		if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, want[0]) || !strings.Contains(a.body, want[1]) {
			t.Errorf("asked for %q, got %q: %.400s", accept, kind, a.body)
		}
		if strings.Contains(a.body, "0199e000") {
			t.Error("a raw path became a label")
		}
	}
	s.do(http.MethodPost, "/api/metrics", "").problem(t, 405, "invalid", "")
	s.get("/api/metrics", "Host", "evil.example").problem(t, 403, "forbidden", "")
	s.get("/api/metrics", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors").problem(t, 403, "forbidden", "")
	open(t, func(c *server.Config) { c.Metrics, c.TrustNetwork = m, true }).get("/api/metrics").problem(t, 403, "forbidden", "")
	open(t).get("/api/metrics").problem(t, 404, "not-found", "")
	open(t, func(c *server.Config) { c.Metrics = broken{} }).get("/api/metrics").problem(t, 500, "internal", "")
}

type broken struct{}

func (broken) Expose(http.ResponseWriter, *http.Request) error { return errors.New("cannot gather") }

// TestWatchersHearOfEveryRequest compares routes and statuses with what was asked
// and answered.
func TestWatchersHearOfEveryRequest(t *testing.T) {
	t.Parallel()
	one, two := &witness{}, &witness{}
	s := open(t, func(c *server.Config) { c.Watchers = []server.Watcher{one, two} })
	id := s.submit("x")
	s.finish(id)
	s.edit = func(*product.Product) error { panic("broken") }
	s.backup = func(w io.Writer) error {
		_, _ = w.Write(make([]byte, 1<<20))
		return errors.New("the disk is away")
	}
	before := len(one.all())
	s.get("/api/healthz").status(t, 200)
	s.do(http.MethodHead, "/api/products", "").status(t, 200)
	s.get("/nothing").status(t, 404)
	s.get("/", "Host", "evil.example").status(t, 403)
	s.do(http.MethodPatch, "/api/products/"+id, `{"title":"y"}`, "Content-Type", "application/merge-patch+json", "If-Match", `"0"`).status(t, 500)
	res, err := http.Post(s.url+"/api/admin/backup", "", nil) // 200, then it breaks off
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	s.get("/api/readyz").status(t, 200)
	want := []string{"GET /api/healthz 200", "GET /api/products 200", "/ 404", " 403", "PATCH /api/products/{id} 500", "POST /api/admin/backup 500", "GET /api/readyz 200"}
	for _, w := range []*witness{one, two} {
		if got := w.all()[before:]; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
		if w.began != before+len(want) {
			t.Errorf("%d requests began and %d ended", w.began, before+len(want))
		}
	}
}

// TestAReaderThatGoes leaves before there is an answer, and after one has begun.
func TestAReaderThatGoes(t *testing.T) {
	t.Parallel()
	w := &witness{}
	s := open(t, func(c *server.Config) { c.Watchers = []server.Watcher{w} })
	id := s.submit("x") // it waits for ever
	for want, ask := range map[string]func(context.Context) (*http.Request, error){
		"GET /api/products/{id}/events 200": func(ctx context.Context) (*http.Request, error) {
			return http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/products/"+id+"/events", nil)
		},
		"POST /api/generate 499": func(ctx context.Context) (*http.Request, error) {
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/api/generate", strings.NewReader(`{"brief":"Prompts for beekeepers"}`))
			if err == nil {
				r.Header.Set("Content-Type", "application/json")
			}
			return r, err
		},
	} {
		ctx, leave := context.WithCancel(t.Context())
		r, err := ask(ctx)
		if err != nil {
			t.Fatal(err)
		}
		before, waiting := len(w.all()), len(s.accepted())
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			if res, err := http.DefaultClient.Do(r); err == nil {
				_, _ = bufio.NewReader(res.Body).ReadString('\n')
				leave()
				res.Body.Close()
			}
		}()
		for until := time.Now().Add(20 * time.Second); len(w.all()) == before; time.Sleep(time.Millisecond) { // the wire is real, so is the clock
			if len(s.accepted()) > waiting {
				leave()
			}
			if time.Now().After(until) {
				t.Fatalf("%s: nobody sees the reader go", want)
			}
		}
		leave()
		<-gone
		if got := w.all()[before]; got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
}
