package server_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
)

type listAnswer struct {
	Products []map[string]any
	Next     string
}

func TestListPages(t *testing.T) {
	t.Parallel()
	s := open(t)
	empty := decoded[listAnswer](t, s.get("/api/products").status(t, 200))
	if empty.Products == nil || len(empty.Products) != 0 || empty.Next != "" {
		t.Errorf("got %+v, want an empty list", empty)
	}
	for range 5 {
		s.submit("x")
	}
	var got []string
	for after, pages := "", 0; ; pages++ {
		a := decoded[listAnswer](t, s.get("/api/products?limit=2&after="+after).status(t, 200))
		for _, p := range a.Products {
			got = append(got, p["id"].(string))
			for _, heavy := range []string{"sections", "files", "report"} {
				if p[heavy] != nil {
					t.Errorf("the list holds %s", heavy)
				}
			}
		}
		if after = a.Next; after == "" {
			if pages != 2 {
				t.Errorf("got %d pages, want 3", pages+1)
			}
			break
		}
	}
	if len(got) != 5 || got[0] < got[4] {
		t.Errorf("got %v, want five, newest first", got)
	}
	for query, field := range map[string]string{"limit=0": "limit", "limit=101": "limit", "limit=many": "limit", "after=%27%3B--": "after", "after=" + strings.Repeat("a", 65): "after", "after=%00%00%00%00%00%00%00%00": "after"} {
		s.get("/api/products?"+query).problem(t, 422, "invalid", field)
	}
}

func TestProductAndItsETag(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	at := "/api/products/" + id
	queued := s.get(at).status(t, 200)
	for _, name := range []string{`"tags":[]`, `"gates":[]`, `"matched":[]`, `"sections":[]`, `"tiers":[]`, `"dimensions":{}`} {
		if !strings.Contains(queued.body, name) {
			t.Errorf("a queued product has no %s: %s", name, queued.body)
		}
	}
	s.get(at, "If-None-Match", queued.Header.Get("ETag")).status(t, 304)
	s.finish(id)
	done := s.get(at, "If-None-Match", queued.Header.Get("ETag")).status(t, 200)
	if got := done.Header.Get("ETag"); got != `"0"` {
		t.Errorf("got ETag %s, want the revision", got)
	}
	zipped := s.get(at, "Accept-Encoding", "gzip").status(t, 200)
	if zipped.Header.Get("Content-Encoding") != "gzip" || zipped.Header.Get("ETag") == done.Header.Get("ETag") {
		t.Errorf("got Content-Encoding %q and ETag %s, want gzip and a tag of its own", zipped.Header.Get("Content-Encoding"), zipped.Header.Get("ETag"))
	}
	for _, tag := range []string{`"0"`, `W/"0"`, `"9", "0"`, `"0-gzip"`, "*", zipped.Header.Get("ETag")} {
		if a := s.get(at, "If-None-Match", tag).status(t, 304); a.body != "" {
			t.Errorf("304 has the body %q", a.body)
		}
	}
	s.get("/api/products/nobody").problem(t, 404, "not-found", "")
}

func TestPatch(t *testing.T) {
	t.Parallel()
	const merge = "application/merge-patch+json"
	tests := map[string]struct {
		body, media, match string
		status             int
		kind, field        string
	}{
		"no If-Match":       {`{"title":"y"}`, merge, "", 428, "invalid", "If-Match"},
		"stale":             {`{"title":"y"}`, merge, `"7"`, 412, "conflict", "If-Match"},
		"no tag at all":     {`{"title":"y"}`, merge, `zero`, 412, "conflict", "If-Match"},
		"unknown field":     {`{"score":100}`, merge, `"0"`, 422, "invalid", "score"},
		"wrong kind":        {`{"title":5}`, merge, `"0"`, 422, "invalid", "title"},
		"not JSON":          {`{"title"`, merge, `"0"`, 400, "invalid", ""},
		"empty":             {``, merge, `"0"`, 400, "invalid", ""},
		"wrong media type":  {`{"title":"y"}`, "application/json-patch+json", `"0"`, 415, "invalid", "Content-Type"},
		"too large":         {`{"title":"` + strings.Repeat("y", 1<<20) + `"}`, merge, `"0"`, 413, "invalid", ""},
		"good":              {`{"title":"y"}`, merge, `"0"`, 200, "", ""},
		"good, weak":        {`{"title":"y"}`, merge, `W/"0"`, 200, "", ""},
		"good, compressed":  {`{"title":"y"}`, merge, `"0-gzip"`, 200, "", ""},
		"good, any":         {`{"title":"y"}`, merge, `*`, 200, "", ""},
		"good, plain JSON":  {`{"title":"y"}`, "application/json", `"0"`, 200, "", ""},
		"good, one of many": {`{"title":"y"}`, merge, `"5", "0"`, 200, "", ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			id := s.submit("x")
			s.finish(id)
			h := []string{"Content-Type", tc.media}
			if tc.match != "" {
				h = append(h, "If-Match", tc.match)
			}
			a := s.do(http.MethodPatch, "/api/products/"+id, tc.body, h...)
			if tc.status != 200 {
				a.problem(t, tc.status, tc.kind, tc.field)
				return
			}
			p := decoded[product.Product](t, a.status(t, 200))
			if p.Title != "y" || p.Revision != 1 || a.Header.Get("ETag") != `"1"` {
				t.Errorf("got title %q, revision %d, ETag %s", p.Title, p.Revision, a.Header.Get("ETag"))
			}
		})
	}
}

func TestPatchLosesARace(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	s.edit = func(p *product.Product) error { // another editor is faster
		s.edit = nil
		_, err := s.Edit(t.Context(), "local", id, 0, patchTitle("theirs"))
		if err != nil {
			return err
		}
		p.Revision = 1
		return nil
	}
	s.do(http.MethodPatch, "/api/products/"+id, `{"title":"mine"}`, "Content-Type", "application/merge-patch+json", "If-Match", `"0"`).problem(t, 412, "conflict", "If-Match")
	running := s.submit("y")
	s.do(http.MethodPatch, "/api/products/"+running, `{"title":"mine"}`, "Content-Type", "application/merge-patch+json", "If-Match", "*").problem(t, 409, "conflict", "")
}

func TestStopDeleteRevisions(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	at := "/api/products/" + id
	if a := s.post(at+"/stop", "").status(t, 200); !strings.Contains(a.body, `"status":"stopped"`) {
		t.Errorf("got %s, want stopped", a.body)
	}
	s.do(http.MethodPost, at+"/stop", "").status(t, 200)
	s.post("/api/products/nobody/stop", "").problem(t, 404, "not-found", "")
	if a := s.get(at+"/revisions").status(t, 200); !strings.Contains(a.body, `"number":0`) {
		t.Errorf("got %s, want revision 0", a.body)
	}
	s.get("/api/products/nobody/revisions").problem(t, 404, "not-found", "")
	s.do(http.MethodDelete, at, "", "If-Match", `"9"`).problem(t, 412, "conflict", "If-Match")
	if a := s.do(http.MethodDelete, at, "").status(t, 204); a.body != "" {
		t.Errorf("204 has the body %q", a.body)
	}
	s.do(http.MethodDelete, at, "").problem(t, 404, "not-found", "")
	s.get(at).problem(t, 404, "not-found", "")
}

func TestBackup(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.backup = func(w io.Writer) error { _, err := w.Write([]byte("tar")); return err }
	if a := s.do(http.MethodPost, "/api/admin/backup", "").status(t, 200); a.body != "tar" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("got %q, %q", a.body, a.Header.Get("Content-Disposition"))
	}
	s.backup = func(io.Writer) error { return fault.New(fault.Full, "The disk is full.") }
	s.do(http.MethodPost, "/api/admin/backup", "").problem(t, 507, "full", "")
	s.backup = func(w io.Writer) error {
		_, _ = w.Write(make([]byte, 1<<20))
		return errors.New("the disk broke")
	}
	res, err := http.Post(s.url+"/api/admin/backup", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err == nil {
		t.Error("a copy that broke off was read to its end without an error")
	}
	open(t, func(c *server.Config) { c.TrustNetwork = true }).do(http.MethodPost, "/api/admin/backup", "").problem(t, 403, "forbidden", "")
}

func TestProbesAndCatalog(t *testing.T) {
	t.Parallel()
	s := open(t)
	for path, want := range map[string]string{
		"/api/healthz": `"status":"ok"`, "/api/readyz": `"status":"ready"`,
		"/api/catalog": `"id":"digital-planners"`, "/api/presets": `"layoutType":"minimal"`,
	} {
		if a := s.get(path).status(t, 200); !strings.Contains(a.body, want) || a.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: got %q %.200s, want %s", path, a.Header.Get("Content-Type"), a.body, want)
		}
	}
	if a := s.get("/api/presets"); strings.Contains(a.body, "null") {
		t.Error("a preset holds null")
	}
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	s.get("/api/healthz").status(t, 200)
	a := s.get("/api/readyz")
	a.problem(t, 503, "unavailable", "")
}
