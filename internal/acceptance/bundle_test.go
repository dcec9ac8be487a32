package acceptance_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
)

// made is a product with its files in a folder.
type made struct {
	*product.Product
	dir string
}

// makes makes a product through the program's own interface and saves it.
func makes(t *testing.T, req product.Request) made {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Addr: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	c := client.Client{Base: "http://127.0.0.1:0", HTTP: &http.Client{Transport: app.Inside{Handler: a.Handler()}}}
	id, err := c.Start(t.Context(), req, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
		t.Fatal(err)
	}
	p, err := c.Product(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if p.Status != product.Complete {
		t.Fatalf("the product is %s: %s", p.Status, p.Error)
	}
	m := made{p, t.TempDir()}
	for _, f := range p.Files {
		to := filepath.Join(m.dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		w, err := os.Create(to)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.File(t.Context(), id, f.Path, w); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// tool runs an independent reader; without it the test is skipped, but not in CI.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("%s is missing", name)
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

func (m made) glob(t *testing.T, pattern string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(m.dir, pattern))
	if err != nil || len(all) == 0 {
		t.Fatalf("no file %s: %v", pattern, err)
	}
	return all
}

func TestPromptLibraryHoldsWhatItsListingSays(t *testing.T) {
	t.Parallel()
	m := makes(t, product.Request{Brief: "Prompts for beekeepers with thirty hives", Category: product.AIPrompts})
	ready(t, m)
	for tier, want := range map[string]int{"starter": 30, "pro": 80, "ultimate": 150} {
		rows := table(t, filepath.Join(m.dir, tier, "main", "03-prompts.csv"))
		if got := len(rows) - 1; got < want {
			t.Errorf("%s: the CSV has %d prompts, want at least %d", tier, got, want)
		}
		book := filepath.Join(m.dir, tier, "main", "01-prompt-library.pdf")
		sound(t, book)
		printed := flat(tool(t, "pdftotext", "-raw", book, "-"))
		titles := slices.Index(rows[0], "title")
		for _, row := range rows[1:] {
			if titles < 0 || !strings.Contains(printed, flat(row[titles])) {
				t.Errorf("%s: the book lacks the prompt %q", tier, row[titles])
			}
		}
		unpacks(t, m, tier)
	}
	if got := len(m.glob(t, "ultimate/main/06-single-prompts/*.txt")); got < 150 {
		t.Errorf("%d single prompts, want at least 150", got)
	}
	tool(t, "xmllint", "--html", "--noout", filepath.Join(m.dir, "listing", "description.html"))
}

func TestPlannersHoldWhatTheirListingSays(t *testing.T) {
	t.Parallel()
	m := makes(t, product.Request{Brief: "Planner for parents of twins", Category: product.DigitalPlanners, Tier: product.Pro, Year: 2028})
	ready(t, m)
	planners := m.glob(t, "pro/main/*/*.pdf")
	if len(planners) != 12 {
		t.Errorf("%d planners, want 12", len(planners))
	}
	for _, name := range planners {
		info := tool(t, "pdfinfo", name)
		if strings.Contains(name, "/01-") { // the other themes are the same pages in other colours
			info = sound(t, name)
		}
		if !strings.Contains(info, "792 x 612 pts") {
			t.Errorf("%s: the page size is not 11 × 8.5 in:\n%s", name, info)
		}
		if pages := number(t, info, `Pages:\s+(\d+)`); pages < 450 {
			t.Errorf("%s has %d pages, want at least 450", name, pages)
		}
	}
	if got := len(m.glob(t, "pro/bonus/stickers/*.png")); got < 200 {
		t.Errorf("%d stickers, want at least 200", got)
	}
	unpacks(t, m, "pro")
	weekdays(t, m.glob(t, "pro/main/01-*/planner-2028-monday.pdf")[0])
}

// weekdays looks for every day of a leap year under its own weekday.
func weekdays(t *testing.T, name string) {
	t.Helper()
	text := flat(tool(t, "pdftotext", "-raw", name, "-"))
	for d := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2028; d = d.AddDate(0, 0, 1) {
		date := d.Format("2 January 2006")
		if !strings.Contains(text, flat(d.Format("Monday")+" "+date)) && !strings.Contains(text, flat(date+" "+d.Format("Monday"))) {
			t.Errorf("no page is headed %s, %s", d.Weekday(), date)
			return
		}
	}
}

// ready checks the product's own verdict.
func ready(t *testing.T, m made) {
	t.Helper()
	for _, g := range m.Report.Gates {
		if !g.Passed {
			t.Errorf("gate %s: %v", g.ID, g.Faults)
		}
	}
	for _, o := range m.Offers {
		if o.Bundle == "" {
			t.Errorf("tier %s was withheld", o.Tier)
		}
	}
}

// sound lets qpdf, pdffonts and pdfinfo judge a PDF, and returns what pdfinfo says.
func sound(t *testing.T, name string) string {
	t.Helper()
	tool(t, "qpdf", "--check", name)
	fonts := strings.Split(strings.TrimSpace(tool(t, "pdffonts", name)), "\n")
	for _, line := range fonts[min(2, len(fonts)):] {
		if f := strings.Fields(line); len(f) < 5 || f[len(f)-5] != "yes" || f[len(f)-4] != "yes" {
			t.Errorf("%s: a font is not embedded as a subset: %s", name, line)
		}
	}
	info := tool(t, "pdfinfo", name)
	for _, want := range []string{"Title:", "Author:", "Tagged:          yes", "Encrypted:       no"} {
		if !strings.Contains(info, want) {
			t.Errorf("%s: pdfinfo does not say %q", name, want)
		}
	}
	return info
}

// unpacks lets unzip test a bundle, and compares its list with the folder.
func unpacks(t *testing.T, m made, tier string) {
	t.Helper()
	zip := m.glob(t, "bundles/*-"+tier+".zip")[0]
	tool(t, "unzip", "-tq", zip)
	inside := strings.Fields(tool(t, "unzip", "-Z1", zip))
	slices.Sort(inside)
	var want []string
	for _, f := range m.Files {
		if name, ok := strings.CutPrefix(f.Path, tier+"/"); ok {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	if !slices.Equal(inside, want) {
		t.Errorf("%s: the ZIP holds %d files, the tier %d", tier, len(inside), len(want))
	}
	for _, name := range []string{"00-start-here.pdf", "README.txt", "LICENSE.txt", "CHANGELOG.txt", "SUPPORT.txt"} {
		if !slices.Contains(inside, name) {
			t.Errorf("%s: the ZIP lacks %s", tier, name)
		}
	}
}

func table(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	for i := range rows[0] {
		rows[0][i] = strings.ToLower(rows[0][i])
	}
	return rows
}

var spaces = regexp.MustCompile(`[\s\x{ad}-]+`)

// flat leaves out spaces and hyphens, which lines may add.
func flat(s string) string { return strings.ToLower(spaces.ReplaceAllString(s, "")) }

func number(t *testing.T, text, pattern string) int {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in:\n%s", pattern, text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}
