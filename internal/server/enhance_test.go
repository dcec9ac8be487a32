package server_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
)

// enhancing sends a request to work on a text.
func enhancing(t *testing.T, s *studio, accept, body string) (int, string, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/api/enhance", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", accept)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), string(raw)
}

func TestEnhanceAnswersOrStreams(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.enhance = func(_ context.Context, req generate.Enhance, tell func(ai.Progress)) (generate.Enhanced, error) {
		switch req.Text {
		case "refused":
			return generate.Enhanced{}, fault.Field("text", "Not this text.")
		case "slow":
			time.Sleep(60 * time.Millisecond) // longer than a heartbeat: the stream has begun
			return generate.Enhanced{}, fault.New(fault.Unavailable, "Later.")
		}
		tell(ai.Progress{Items: []string{"text"}, Text: "Light ", Again: true})
		tell(ai.Progress{Items: []string{"text"}, Text: "it."})
		return generate.Enhanced{Action: req.Action, Changed: true, Writer: "m", After: []generate.Passage{{Name: "text", Text: "Light it."}}}, nil
	}
	const fix = `{"action":"fix","text":"light it"}`
	cases := map[string]struct {
		accept, body string
		status       int
		kind         string
		want         []string // in this order
	}{
		"an answer":             {"*/*", fix, 200, "application/json", []string{`"changed":true`, `"Light it."`}},
		"a stream":              {"text/event-stream", fix, 200, "text/event-stream", []string{"event: text\ndata: {", `"again":true`, "event: text", "event: result\ndata: {", `"Light it."`}},
		"a fault":               {"*/*", `{"action":"fix","text":"refused"}`, 422, "application/problem+json", []string{"Not this text."}},
		"a fault, streamed":     {"text/event-stream", `{"action":"fix","text":"refused"}`, 422, "application/problem+json", []string{"Not this text."}},
		"a fault in mid-stream": {"text/event-stream", `{"action":"fix","text":"slow"}`, 200, "text/event-stream", []string{": ", "event: error\ndata: {", "Later."}},
		"no JSON":               {"*/*", `{`, 400, "application/problem+json", nil},
		"an unknown member":     {"*/*", `{"action":"fix","text":"a","price":1}`, 422, "application/problem+json", []string{"price"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, kind, body := enhancing(t, s, c.accept, c.body)
			if status != c.status || kind != c.kind {
				t.Errorf("got %d %s: %s; want %d %s", status, kind, body, c.status, c.kind)
			}
			rest := body
			for _, w := range c.want {
				_, after, ok := strings.Cut(rest, w)
				if !ok {
					t.Fatalf("got %s; want %q in its place", body, w)
				}
				rest = after
			}
		})
	}
}
