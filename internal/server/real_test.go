package server_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/product"
)

// real is a studio over the whole program: queue, pipeline, catalog.
func real(t *testing.T) *studio {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Addr: "127.0.0.1:0", Version: "test", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	srv := httptest.NewServer(a.Handler())
	t.Cleanup(func() {
		srv.Close()
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return &studio{t: t, url: srv.URL, h: a.Handler()}
}

func TestTheProgramRefusesWhatItCannotMake(t *testing.T) {
	t.Parallel()
	s := real(t)
	ask := func(fields map[string]any) string {
		if fields["brief"] == nil {
			fields["brief"] = "Planner for beekeepers"
		}
		raw, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	tests := map[string]struct {
		fields map[string]any
		field  string
	}{
		"empty brief":          {map[string]any{"brief": ""}, "brief"},
		"blank brief":          {map[string]any{"brief": " \n\t "}, "brief"},
		"a brief of a million": {map[string]any{"brief": strings.Repeat("nurse ", 160_000)}, "brief"},
		"unknown category":     {map[string]any{"category": "../etc"}, "category"},
		"unknown tier":         {map[string]any{"category": "ai-prompts", "tier": "platinum"}, "tier"},
		"tier of another":      {map[string]any{"category": "ai-prompts", "tier": "mini"}, "tier"},
		"unknown preset":       {map[string]any{"preset": "<b>"}, "preset"},
		"unknown palette":      {map[string]any{"palette": "beige"}, "palette"},
		"unknown currency":     {map[string]any{"currency": "GUM"}, "currency"},
		"no language":          {map[string]any{"language": "??"}, "language"},
		"unknown paper":        {map[string]any{"paper": "a0"}, "paper"},
		"unknown week start":   {map[string]any{"weekStart": "friday"}, "weekStart"},
		"a year long gone":     {map[string]any{"year": 1066}, "year"},
		"an empty source":      {map[string]any{"sources": []product.Source{{Name: "a.md", Type: "markdown"}}}, "sources"},
		"an unknown source":    {map[string]any{"sources": []product.Source{{Name: "a.exe", Type: "exe", Text: "x"}}}, "sources"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			s.post("/api/generate", ask(tc.fields)).problem(t, 422, "invalid", tc.field)
		})
	}
	if list := decoded[listAnswer](t, s.get("/api/products")); len(list.Products) != 0 {
		t.Errorf("%d products were queued, want 0", len(list.Products))
	}
}

// TestTheProgramMakesAndChanges follows one product with a hostile brief from
// the sentence to the files, through an edit, to its deletion.
func TestTheProgramMakesAndChanges(t *testing.T) {
	t.Parallel()
	s := real(t)
	brief := `=cmd|'/c calc'!A0 prompts for <script>alert(1)</script> beekeepers ../../etc`
	body, err := json.Marshal(map[string]any{"brief": brief, "category": "ai-prompts", "tier": "starter"})
	if err != nil {
		t.Fatal(err)
	}
	made := s.post("/api/generate", string(body), "Accept", "text/event-stream").status(t, 200)
	if !strings.Contains(made.body, "event: complete") || !strings.HasPrefix(ids(made.body), "1 2 3 ") {
		t.Fatalf("got the stream %.600s", made.body)
	}
	at := made.Header.Get("Location")
	first := s.get(at).status(t, 200)
	p := decoded[product.Product](t, first)
	sound(t, s.get("/p/"+p.ID).status(t, 200))
	for _, f := range decoded[fileAnswer](t, s.get(at+"/files").status(t, 200)).Files {
		s.get(f.URL, "Range", "bytes=0-0").status(t, http.StatusPartialContent)
	}
	change := func(match string) answer {
		return s.do(http.MethodPatch, at, `{"listing":{"tagline":"Written by hand."}}`, "Content-Type", "application/merge-patch+json", "If-Match", match)
	}
	after := change(first.Header.Get("ETag")).status(t, 200)
	if q := decoded[product.Product](t, after); q.Listing.Tagline != "Written by hand." || q.Revision != p.Revision+1 {
		t.Errorf("got the tagline %q at revision %d", q.Listing.Tagline, q.Revision)
	}
	change(first.Header.Get("ETag")).problem(t, 412, "conflict", "If-Match")
	if a := s.get(at+"/revisions").status(t, 200); strings.Count(a.body, `"number"`) != 2 {
		t.Errorf("got the revisions %s, want two", a.body)
	}
	if a := s.do(http.MethodPost, "/api/admin/backup", "").status(t, 200); len(a.body) < 100_000 {
		t.Errorf("got a backup of %d bytes", len(a.body))
	}
	s.do(http.MethodDelete, at, "").status(t, 204)
	s.get(at).problem(t, 404, "not-found", "")
}
