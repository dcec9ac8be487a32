package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
)

// stage is an event with a name of its own.
func stage(n int) product.Event {
	return product.NewEvent(product.EventStage, fmt.Sprint("stage:", n), map[string]any{"title": fmt.Sprint("Stage ", n), "number": n, "of": 6})
}

// ids lists the numbers of the events of a stream.
func ids(body string) string {
	var all []string
	for line := range strings.Lines(body) {
		if id, ok := strings.CutPrefix(line, "id: "); ok {
			all = append(all, strings.TrimSpace(id))
		}
	}
	return strings.Join(all, " ")
}

func TestEventsReplayAndEnd(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.emit(id, stage(1), stage(2))
	s.finish(id)
	s.emit(id, product.NewEvent(product.EventEdited, "", nil)) // after the end, as an edit does
	at := "/api/products/" + id + "/events"
	tests := map[string]struct {
		path, last, want string
	}{
		"from the start":        {at, "", "1 2 3 4 5"},
		"after a number":        {at + "?after=2", "", "3 4 5"},
		"after the header":      {at, "3", "4 5"},
		"header before query":   {at + "?after=1", "4", "5"},
		"after the last":        {at, "5", ""},
		"after what is to come": {at, "900", ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var h []string
			if tc.last != "" {
				h = []string{"Last-Event-ID", tc.last}
			}
			a := s.get(tc.path, h...).status(t, 200)
			if got := ids(a.body); got != tc.want {
				t.Errorf("got the events %q, want %q", got, tc.want)
			}
			if got := a.Header.Get("Content-Type"); got != "text/event-stream" {
				t.Errorf("got Content-Type %q", got)
			}
		})
	}
	a := s.get(at)
	for block := range strings.SplitSeq(strings.TrimSpace(a.body), "\n\n") {
		if strings.HasPrefix(block, ":") {
			continue
		}
		lines := strings.Split(block, "\n")
		var e product.Event
		if len(lines) != 3 || !strings.HasPrefix(lines[2], "data: ") || json.Unmarshal([]byte(lines[2][6:]), &e) != nil {
			t.Fatalf("got the block %q, want id, event and one line of data", block)
		}
		if lines[0] != "id: "+strconv.FormatInt(e.Seq, 10) || lines[1] != "event: "+e.Kind {
			t.Errorf("the lines %q do not tell the event %+v", lines[:2], e)
		}
	}
}

func TestEventsRefuse(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	at := "/api/products/" + id + "/events"
	for _, bad := range []string{"x", "-1", "1.5", "+3", "99999999999999999999", "0x10", "1 2", "١"} {
		s.get(at, "Last-Event-ID", bad).problem(t, 422, "invalid", "Last-Event-ID")
	}
	s.get(at+"?after=minus").problem(t, 422, "invalid", "after")
	s.get("/api/products/nobody/events").problem(t, 404, "not-found", "")
	s.do(http.MethodHead, at, "").status(t, 200)
}

// TestEventsFollowLive reads a stream while the run goes on: heartbeats come in
// between, the connection outlives the server's limit for reading, and the
// stream ends by itself.
func TestEventsFollowLive(t *testing.T) {
	t.Parallel()
	s := hasty(t, 250*time.Millisecond)
	id := s.submit("x")
	res, err := http.Get(s.url + "/api/products/" + id + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	beats, seen, began := 0, []string{}, time.Now()
	for lines.Scan() {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, ": "):
			beats++
			if beats == 20 && len(seen) == 1 { // 20 × 20 ms, past the limit of 250 ms
				s.emit(id, stage(1))
			}
		case strings.HasPrefix(line, "id: "):
			seen = append(seen, line[4:])
			if len(seen) == 2 {
				s.finish(id)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("read the stream: %v", err)
	}
	if got := strings.Join(seen, " "); got != "1 2 3" {
		t.Errorf("got the events %q, want 1 2 3", got)
	}
	if beats < 20 {
		t.Errorf("got %d heartbeats in %v, want at least 20", beats, time.Since(began))
	}
}

// heartbeats returns after n heartbeats of a product's stream: a wait that needs
// no sleep.
func (s *studio) heartbeats(id string, n int) {
	s.t.Helper()
	res, err := http.Get(s.url + "/api/products/" + id + "/events")
	if err != nil {
		s.t.Errorf("wait for heartbeats: %v", err)
		return
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); n > 0 && lines.Scan(); {
		if strings.HasPrefix(lines.Text(), ": ") {
			n--
		}
	}
}

func TestEventsEndWhenTheProductIsDeleted(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	res, err := http.Get(s.url + "/api/products/" + id + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "id: 1") {
			s.do(http.MethodDelete, "/api/products/"+id, "").status(t, 204)
		}
	}
	if err := lines.Err(); err != nil {
		t.Errorf("read the stream: %v", err)
	}
}

func TestStreamsAreCapped(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *server.Config) { c.Streams = 1 })
	id := s.submit("x")
	ctx, cancel := context.WithCancel(t.Context())
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/products/"+id+"/events", nil)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	a := s.get("/api/products/" + id + "/events")
	a.problem(t, 503, "unavailable", "")
	if a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	cancel()
	res.Body.Close()
	s.finish(id)
	for range 2000 { // the place is free as soon as the server saw the reader leave
		if a = s.get("/api/products/" + id + "/events"); a.StatusCode == 200 {
			return
		}
	}
	t.Errorf("got status %d after the first stream was closed, want 200", a.StatusCode)
}

func TestGenerateStreams(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.script = func(id string) {
		for n := range 6 {
			s.emit(id, stage(n+1))
		}
		s.finish(id)
	}
	a := s.post("/api/generate", goodBrief, "Accept", "text/event-stream, application/json;q=0.5", "Accept-Encoding", "gzip").status(t, 200)
	if got := ids(a.body); got != "1 2 3 4 5 6 7 8" {
		t.Errorf("got the events %q, want 1 to 8", got)
	}
	if a.Header.Get("Content-Encoding") != "" || !strings.HasPrefix(a.Header.Get("Location"), "/api/products/") {
		t.Errorf("got Content-Encoding %q, Location %q", a.Header.Get("Content-Encoding"), a.Header.Get("Location"))
	}
}

// TestClientFollows has the project's own client resume over a connection that
// breaks after every event.
func TestClientFollows(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.emit(id, stage(1), stage(2), stage(3))
	s.finish(id)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "localhost"
		s.h.ServeHTTP(&oneEvent{ResponseWriter: w}, r)
	}))
	defer broken.Close()
	var seen []int64
	c := client.Client{Base: broken.URL}
	if err := c.Follow(t.Context(), id, func(e product.Event) error { seen = append(seen, e.Seq); return nil }); err != nil {
		t.Fatalf("follow: %v", err)
	}
	if fmt.Sprint(seen) != "[1 2 3 4 5]" {
		t.Errorf("got the events %v, want 1 to 5, each once", seen)
	}
}

// oneEvent breaks the connection after the first event.
type oneEvent struct{ http.ResponseWriter }

func (o *oneEvent) Write(b []byte) (int, error) {
	if i := strings.Index(string(b), "\n\n"); strings.HasPrefix(string(b), "id: ") && i > 0 {
		_, _ = o.ResponseWriter.Write(b[:i+2])
		o.Flush()
		panic(http.ErrAbortHandler)
	}
	return o.ResponseWriter.Write(b)
}

func (o *oneEvent) Flush() { _ = http.NewResponseController(o.ResponseWriter).Flush() }
