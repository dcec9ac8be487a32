package server_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

type fileAnswer struct {
	Files []struct{ Path, Type, SHA256, URL string }
}

func TestFiles(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	all := decoded[fileAnswer](t, s.get("/api/products/"+id+"/files").status(t, 200)).Files
	if len(all) != 7 {
		t.Fatalf("got %d files, want 7", len(all))
	}
	attached := map[string]bool{"text/html": true, "image/svg+xml": true, "application/zip": true}
	for _, f := range all {
		a := s.get(f.URL).status(t, 200)
		media, _, _ := strings.Cut(f.Type, ";")
		h := a.Header
		if got := strings.HasPrefix(h.Get("Content-Disposition"), "attachment"); got != attached[media] {
			t.Errorf("%s: got Content-Disposition %q", f.Path, h.Get("Content-Disposition"))
		}
		if h.Get("Content-Type") != f.Type || h.Get("ETag") != `"`+f.SHA256+`"` || !strings.Contains(h.Get("Cache-Control"), "immutable") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: got the headers %v", f.Path, h)
		}
		if got := strings.Contains(h.Get("Content-Security-Policy"), "sandbox"); got != (media != "application/pdf") {
			t.Errorf("%s: got the policy %q", f.Path, h.Get("Content-Security-Policy"))
		}
		plain := s.get(strings.Split(f.URL, "?")[0]).status(t, 200)
		if got := plain.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s without a version: got Cache-Control %q", f.Path, got)
		}
		s.get(f.URL, "If-None-Match", `"`+f.SHA256+`"`).status(t, 304)
		s.do(http.MethodHead, f.URL, "").status(t, 200)
	}
	if a := s.get("/api/products/" + id + "/files/listing/cover.png?download"); !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment; filename=cover.png") {
		t.Errorf("got Content-Disposition %q, want attachment", a.Header.Get("Content-Disposition"))
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	at := "/api/products/" + id + "/files/starter/main/01-prompts.pdf"
	if a := s.get(at, "Range", "bytes=0-3").status(t, 206); a.body != "%PDF" || a.Header.Get("Content-Range") != "bytes 0-3/19" {
		t.Errorf("got %q, Content-Range %q", a.body, a.Header.Get("Content-Range"))
	}
	if a := s.get(at, "Range", "bytes=-2").status(t, 206); a.body != "89" {
		t.Errorf("got %q, want 89", a.body)
	}
	s.get(at, "Range", "bytes=900-").problem(t, 416, "invalid", "Range")
	s.get(at, "Range", "bytes=0-3", "If-Range", `"other"`).status(t, 200)
	s.get(at, "If-Match", `"other"`).problem(t, 412, "conflict", "If-Match")
}

func TestBundles(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	at := "/api/products/" + id + "/tiers/"
	s.get(at+"starter/bundle.zip").problem(t, 404, "not-found", "")
	s.finish(id)
	a := s.get(at+"starter/bundle.zip").status(t, 200)
	if !strings.HasPrefix(a.body, "PK") || a.Header.Get("Content-Disposition") != "attachment; filename=calm-answers-starter.zip" {
		t.Errorf("got %q, %q", a.body, a.Header.Get("Content-Disposition"))
	}
	withheld := s.get(at + "pro/bundle.zip")
	withheld.problem(t, 404, "not-found", "")
	if !strings.Contains(withheld.body, "withheld") {
		t.Errorf("got %s, want why", withheld.body)
	}
	s.get(at+"ultimate/bundle.zip").problem(t, 404, "not-found", "")
	s.get("/api/products/nobody/tiers/pro/bundle.zip").problem(t, 404, "not-found", "")
}

// TestPathTricks asks for what lies outside a product's files in every spelling
// that servers have fallen for.
func TestPathTricks(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	at := "/api/products/" + id + "/files/"
	for _, trick := range []string{
		"..", "../../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fetc/passwd", "listing/../listing/cover.png",
		"listing/%2e%2e/listing/cover.png", "./listing/cover.png", "listing//cover.png", "%2fetc/passwd", "listing%5ccover.png", "..%5c..%5cgumgenie.db",
		"listing/cover.png%00.html", "listing/cover.png/", "", "%ef%bc%8e%ef%bc%8e/x", "bundles", "gumgenie.db", "%252e%252e/x", "listing/cover.png;x=y", strings.Repeat("a/", 2000),
	} {
		a := s.get(at + trick)
		a.problem(t, 404, "not-found", "")
	}
}

func TestAFileWithoutItsBytes(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	p, _, err := s.db.Product(t.Context(), "local", id)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Files {
		if err := os.Remove(s.blobs.Path(f.SHA)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s.get("/api/products/"+id+"/files/listing/cover.png").problem(t, 404, "not-found", "")
	s.get("/p/"+id).status(t, 200)
	s.finish(id, func(p *product.Product) {
		for i := range p.Files {
			p.Files[i].SHA = "../../etc/passwd"
		}
	})
	s.get("/api/products/"+id+"/files/listing/cover.png").problem(t, 500, "internal", "")
}
