package server

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/font"
)

//go:embed page
var files embed.FS

// assets are what a page loads beside itself, under names that change with
// their bytes, and its one script with the hash that the policy allows it by.
type assets struct {
	byName map[string][]byte // by file name with hash
	names  map[string]string // file name → file name with hash
	script template.HTML
	policy string
}

// The parts of a page, by file name.
const (
	styleFile  = "page.css"
	iconFile   = "icon.svg"
	scriptFile = "follow.js"
	titleFont  = "title.ttf"
)

func newAssets() assets {
	a := assets{byName: map[string][]byte{}, names: map[string]string{}}
	a.add(titleFont, font.NewLibrary().Face("serif", font.Bold).Data)
	a.add(iconFile, embedded(iconFile))
	style := strings.ReplaceAll(string(embedded(styleFile)), titleFont, a.names[titleFont])
	a.add(styleFile, []byte(style))
	script := strings.TrimSpace(string(embedded(scriptFile)))
	sum := sha256.Sum256([]byte(script))
	a.script = template.HTML("<script>" + script + "</script>") //nolint:gosec // our own file
	a.policy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return a
}

// embedded returns a file of the page folder; one that is missing cannot have
// been built.
func embedded(name string) []byte {
	data, err := files.ReadFile("page/" + name)
	if err != nil {
		panic(err)
	}
	return data
}

func (a *assets) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
	a.names[name], a.byName[hashed] = hashed, data
}

func (s *server) getAsset(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	data, ok := s.assets.byName[name]
	if !ok {
		return fault.New(fault.NotFound, "There is no such file.")
	}
	media := mime.TypeByExtension(path.Ext(name))
	if strings.HasSuffix(name, ".ttf") {
		media = "font/ttf"
	}
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	write(w, http.StatusOK, data)
	return nil
}

// head is what every page has.
type head struct {
	Title   string
	Version string
	Refresh int // seconds until a page without script loads itself again, 0 = never
	Follow  bool
}

// failureView is a page about an error.
type failureView struct {
	head
	Problem problem
}

// newPages parses the templates; one that does not parse cannot be served, and
// a test would have said so.
func newPages(a assets) *template.Template {
	return template.Must(template.New("pages").Funcs(template.FuncMap{
		"asset":  func(name string) string { return "/assets/" + a.names[name] },
		"script": func() template.HTML { return a.script },
		"money":  money, "size": size, "label": label, "plural": plural, "points": points, "when": when, "condition": inWords,
	}).ParseFS(files, "page/*.html"))
}

// render answers with a page. It is written whole or not at all.
func (s *server) render(w http.ResponseWriter, status int, name string, view any) error {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, view); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", s.assets.policy)
	write(w, status, b.Bytes())
	return nil
}
