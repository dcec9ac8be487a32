package server

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// listed is a file with its address, which changes when its bytes do.
type listed struct {
	product.File
	URL string `json:"url"`
}

type fileList struct {
	Files []listed `json:"files"`
}

// getFiles lists a product's files.
func (s *server) getFiles(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.DB.Product(r.Context(), owner, r.PathValue("id"))
	if err != nil {
		return err
	}
	if unchanged(w, r, tag(p)) {
		return nil
	}
	out := fileList{Files: []listed{}}
	for _, f := range p.Files {
		out.Files = append(out.Files, listed{f, fileURL(p.ID, f)})
	}
	return reply(w, http.StatusOK, out)
}

// fileURL is an address under which a file can be kept for good.
func fileURL(id string, f product.File) string {
	parts := strings.Split(f.Path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "/api/products/" + url.PathEscape(id) + "/files/" + strings.Join(parts, "/") + "?v=" + f.SHA
}

func (s *server) getFile(w http.ResponseWriter, r *http.Request) error {
	f, err := s.DB.File(r.Context(), owner, r.PathValue("id"), r.PathValue("path"))
	if err != nil {
		return err
	}
	return s.serveFile(w, r, f)
}

// getBundle serves the ZIP of a tier, under a name that needs no knowledge of
// the product's title.
func (s *server) getBundle(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.DB.Product(r.Context(), owner, r.PathValue("id"))
	if err != nil {
		return err
	}
	tier := r.PathValue("tier")
	o, ok := offer(p, product.Tier(tier))
	switch {
	case !ok:
		return fault.New(fault.NotFound, "The product has no tier %q.", short(tier))
	case o.Bundle == "" && p.Status == product.Complete:
		return fault.New(fault.NotFound, "The bundle of the tier %q is withheld, because a file in it failed a check. The product's gates say which.", short(tier))
	case o.Bundle == "":
		return fault.New(fault.NotFound, "The bundle of the tier %q is not made yet.", short(tier))
	}
	f, err := s.DB.File(r.Context(), owner, p.ID, o.Bundle)
	if err != nil {
		return err
	}
	return s.serveFile(w, r, f)
}

// serveFile sends a file's bytes, whole or in part.
func (s *server) serveFile(w http.ResponseWriter, r *http.Request, f product.File) error {
	name := s.Blobs.Path(f.SHA)
	if name == "" {
		return fmt.Errorf("file %s: %q is no hash", f.Path, f.SHA)
	}
	data, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap(err, fault.NotFound, "The bytes of this file are gone; make the product again, or restore a backup.")
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "The file cannot be read. Check the permissions of the data folder.")
	}
	defer data.Close()
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("ETag", `"`+f.SHA+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == f.SHA {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	h.Set("Content-Disposition", disposition(f, r.URL.Query().Has("download")))
	if f.Type == "application/pdf" {
		h.Set("Content-Security-Policy", "frame-ancestors 'self'") // viewers of PDF do not start in a sandbox
	} else {
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox")
	}
	c := &catcher{ResponseWriter: w}
	http.ServeContent(c, r, "", time.Time{}, data)
	switch c.failed {
	case 0:
		return nil
	case http.StatusRequestedRangeNotSatisfiable:
		return unsatisfied(w, f)
	case http.StatusPreconditionFailed:
		return refuse(c.failed, fault.Conflict, "If-Match", "The file has changed; load it again.")
	}
	return fmt.Errorf("serve %s: status %d", f.Path, c.failed)
}

func unsatisfied(w http.ResponseWriter, f product.File) error {
	w.Header().Set("Accept-Ranges", "bytes")
	return refuse(http.StatusRequestedRangeNotSatisfiable, fault.Invalid, "Range", fmt.Sprintf("The file has %d bytes; the range lies outside.", f.Bytes))
}

// disposition says whether a browser may show a file. What could run or fetch
// anything is only ever saved.
func disposition(f product.File, save bool) string {
	kind := "attachment"
	if !save && shown(f.Type) {
		kind = "inline"
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": path.Base(f.Path)})
}

func shown(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	switch media {
	case "image/png", "application/pdf", "text/plain", "text/markdown", "text/csv", "application/json":
		return true
	}
	return false
}

// catcher keeps back the plain-text errors of http.ServeContent.
type catcher struct {
	http.ResponseWriter
	failed int
}

// WriteHeader passes successes on and notes failures.
func (c *catcher) WriteHeader(status int) {
	if status >= 400 {
		c.failed = status
		return
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write passes on what belongs to a success.
func (c *catcher) Write(b []byte) (int, error) {
	if c.failed != 0 {
		return len(b), nil
	}
	return c.ResponseWriter.Write(b)
}

// ReadFrom lets the bytes of a file go the short way.
func (c *catcher) ReadFrom(from io.Reader) (int64, error) {
	if c.failed != 0 {
		return io.Copy(io.Discard, from)
	}
	return io.Copy(c.ResponseWriter, from)
}
