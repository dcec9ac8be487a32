package acceptance_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
)

// workshop is the program on a data folder of its own, spoken to through its
// own interface.
type workshop struct {
	*client.Client
	h http.Handler
}

func open(t *testing.T) *workshop {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Addr: "127.0.0.1:0", Version: "test", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return &workshop{&client.Client{Base: "http://127.0.0.1:0", HTTP: &http.Client{Transport: app.Inside{Handler: a.Handler()}}}, a.Handler()}
}

// made is a finished product. Its tiers are unpacked from their bundles by
// unzip, as a buyer would, into a folder each; listing/ stands beside them.
type made struct {
	*product.Product
	dir string
	l   *ledger
}

// makes makes products at the same time and unpacks them.
func (w *workshop) makes(t *testing.T, l *ledger, reqs ...product.Request) []made {
	t.Helper()
	ids := make([]string, len(reqs))
	for i, req := range reqs {
		if req.Year == 0 {
			req.Year = 2027
		}
		id, err := w.Start(t.Context(), req, "")
		if err != nil {
			t.Fatalf("%s: %v", req.Brief, err)
		}
		ids[i] = id
	}
	var all []made
	for i, id := range ids {
		if err := w.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
			t.Fatalf("%s: %v", reqs[i].Brief, err)
		}
		p, err := w.Product(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if p.Status != product.Complete {
			t.Fatalf("%s: the product is %s: %s", reqs[i].Brief, p.Status, p.Error)
		}
		all = append(all, w.unpack(t, l, p))
	}
	return all
}

// unpack saves what lies beside the tiers, and unpacks the bundles.
func (w *workshop) unpack(t *testing.T, l *ledger, p *product.Product) made {
	t.Helper()
	m := made{p, t.TempDir(), l}
	for _, f := range p.Files {
		if f.Tier == "" || strings.HasPrefix(f.Path, "bundles/") {
			w.save(t, p.ID, f.Path, m.at(f.Path))
		}
	}
	for _, o := range p.Offers {
		if o.Bundle == "" {
			t.Errorf("%s: the bundle of %s is withheld: %s", p.Title, o.Tier, p.Report.Why)
			continue
		}
		if _, err := os.Stat(m.at(o.Bundle)); err != nil {
			w.save(t, p.ID, o.Bundle, m.at(o.Bundle))
		}
		tool(t, "unzip", "-q", m.at(o.Bundle), "-d", m.at(string(o.Tier)))
	}
	return m
}

func (w *workshop) save(t *testing.T, id, path, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := w.File(t.Context(), id, path, out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// change sends a patch and returns the product after it.
func (w *workshop) change(t *testing.T, p *product.Product, patch any) *product.Product {
	t.Helper()
	raw, err := json.Marshal(patch)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, w.Base+"/api/products/"+p.ID, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/merge-patch+json")
	r.Header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(p.Revision)))
	res, err := w.HTTP.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	after := new(product.Product)
	if err := json.NewDecoder(res.Body).Decode(after); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("PATCH: %s, %v", res.Status, err)
	}
	return after
}

// at is the name on the disk of a file of the product.
func (m made) at(path string) string { return filepath.Join(m.dir, filepath.FromSlash(path)) }

// tiers lists the tiers that were made, from the smallest.
func (m made) tiers() []product.Tier {
	var all []product.Tier
	for _, o := range m.Offers {
		all = append(all, o.Tier)
	}
	return all
}

// files lists the unpacked files that match a pattern, relative to the product.
func (m made) files(t *testing.T, pattern string) []string {
	t.Helper()
	all, err := filepath.Glob(m.at(pattern))
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range all {
		rel, err := filepath.Rel(m.dir, name)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = filepath.ToSlash(rel)
	}
	return all
}

func (m made) read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(m.at(path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pdfs lists every PDF of the tiers.
func (m made) pdfs(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, tier := range m.tiers() {
		for _, pattern := range []string{"/*.pdf", "/*/*.pdf", "/*/*/*.pdf"} {
			all = append(all, m.files(t, string(tier)+pattern)...)
		}
	}
	return all
}

var otherTheme = regexp.MustCompile(`/main/0[2-9]-[a-z]+/`)

// editions lists the PDFs that differ in more than colours.
func (m made) editions(t *testing.T) []string {
	return slices.DeleteFunc(m.pdfs(t), otherTheme.MatchString)
}

// row is a line of the library's table, by the name of its column.
type row map[string]string

// table reads the prompts of a tier from its CSV.
func (m made) table(t *testing.T, tier product.Tier) []row {
	t.Helper()
	data := bytes.TrimPrefix(m.read(t, string(tier)+"/main/03-prompts.csv"), []byte("\xef\xbb\xbf"))
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("%s: the table has %d lines, %v", tier, len(lines), err)
	}
	var all []row
	for _, line := range lines[1:] {
		r := row{}
		for i, cell := range line {
			r[lines[0][i]] = cell
		}
		all = append(all, r)
	}
	return all
}

// tool runs an independent reader. A complaint is an error of the test.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Errorf("%s %s: %v\n%.2000s", name, strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

// text returns what pdftotext reads on each page.
func (m made) text(t *testing.T, path string) []string {
	t.Helper()
	read, _ := m.l.texts.LoadOrStore(m.at(path), sync.OnceValue(func() []string {
		all := strings.Split(tool(t, "pdftotext", "-raw", m.at(path), "-"), "\f")
		return all[:len(all)-1]
	}))
	return read.(func() []string)()
}

// tools are the independent readers. Without one of them the test is skipped,
// but not in CI.
func tools(t *testing.T) {
	t.Helper()
	for _, name := range []string{"unzip", "qpdf", "pdfinfo", "pdffonts", "pdftotext", "pdftoppm", "xmllint"} {
		if _, err := exec.LookPath(name); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("%s is missing", name)
	}
}

// ledger counts what was looked at, for the table at the end.
type ledger struct {
	texts sync.Map // pages by file: func() []string
	facts sync.Map // counts by tier: func() map[string]int
	mu    sync.Mutex
	seen  map[string]int
	note  map[string]string
}

func (l *ledger) count(what string, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen, l.note = map[string]int{}, map[string]string{}
	}
	l.seen[what] += n
}

func (l *ledger) remark(what, note string) {
	l.count(what, 0)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.note[what] = note
}

func (l *ledger) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var names []string
	for name := range l.seen {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("what was checked\n")
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	for _, name := range names {
		fmt.Fprintf(w, "  %s\t%d\t%s\n", name, l.seen[name], l.note[name])
	}
	_ = w.Flush()
	return b.String()
}

var gaps = regexp.MustCompile(`[\s\x{ad}-]+`)

// flat leaves out spaces and hyphens, which the breaking of lines may add.
func flat(s string) string { return gaps.ReplaceAllString(s, "") }
