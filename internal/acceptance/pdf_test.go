package acceptance_test

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// documents lets qpdf, pdffonts and pdfinfo judge every PDF. Editions that
// differ in colours only are looked at by pdfinfo alone, but for one of
// them.
func documents(t *testing.T, m made) {
	t.Helper()
	whole := map[string]bool{}
	for _, name := range m.editions(t) {
		whole[name] = true
	}
	for _, name := range m.pdfs(t) {
		t.Run(m.Slug+"/"+name, func(t *testing.T) {
			t.Parallel()
			document(t, m, name, whole[name])
		})
	}
}

func document(t *testing.T, m made, name string, whole bool) {
	t.Helper()
	if whole || strings.Contains(name, "/03-") && strings.HasSuffix(name, "-portrait.pdf") {
		tool(t, "qpdf", "--check", m.at(name))
		fonts(t, m, name)
		m.l.count("PDFs checked by qpdf and pdffonts", 1)
	}
	info := properties(t, m, name)
	m.l.count("PDFs checked by pdfinfo", 1)
	for key, want := range map[string]string{"Tagged": "yes", "Encrypted": "no", "JavaScript": "no", "Author": "GumGenie"} {
		if info[key] != want {
			t.Errorf("%s: pdfinfo says %s: %q, want %q", name, key, info[key], want)
		}
	}
	if !strings.Contains(info["Title"], m.Title) {
		t.Errorf("%s is titled %q, the product %q", name, info["Title"], m.Title)
	}
	if v := info["PDF version"]; v < "1.4" || v > "1.7" {
		t.Errorf("%s is PDF %s, want 1.4 to 1.7", name, v)
	}
	size(t, m, name, info)
	if whole {
		said(t, m, name)
	}
}

// size checks the page size, of every page, and the number of pages.
func size(t *testing.T, m made, name string, info map[string]string) {
	t.Helper()
	want := "595.28 x 841.89 pts"
	switch {
	case strings.Contains(name, "portrait"), strings.HasSuffix(name, "-letter.pdf"), m.Request.Paper == "letter" && !strings.Contains(name, "planner"):
		want = "612 x 792 pts"
	case strings.Contains(name, "/planner-print-a4"):
	case strings.Contains(path.Base(name), "planner-"):
		want = "792 x 612 pts"
	}
	if !strings.HasPrefix(info["Page size"], want) {
		t.Errorf("%s: the page size is %s, want %s", name, info["Page size"], want)
	}
	pages, err := strconv.Atoi(info["Pages"])
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	every := tool(t, "pdfinfo", "-f", "1", "-l", info["Pages"], m.at(name))
	if got := len(regexp.MustCompile(`(?m)^Page +\d+ size: +`+regexp.QuoteMeta(want)).FindAllString(every, -1)); got != pages {
		t.Errorf("%s: %d of %d pages have the size %s", name, got, pages, want)
	}
	for _, f := range m.Files {
		if f.Path == name && f.Pages != pages {
			t.Errorf("%s has %d pages, the product says %d", name, pages, f.Pages)
		}
	}
	if strings.HasSuffix(name, "00-start-here.pdf") && pages > 4 {
		t.Errorf("%s has %d pages, want 1 to 4", name, pages)
	}
	if least := leastPages(m.Category, name); pages < least {
		t.Errorf("%s has %d pages, want at least %d", name, pages, least)
	}
	m.l.count("pages of a checked size", pages)
}

// leastPages is what every edition of a planner's tier must have.
func leastPages(c product.Category, name string) int {
	if c != product.DigitalPlanners || !strings.Contains(name, "/main/") {
		return 1
	}
	tier, _, _ := strings.Cut(name, "/")
	return map[string]int{"mini": 68, "starter": 120, "pro": 450, "ultimate": 650}[tier]
}

func properties(t *testing.T, m made, name string) map[string]string {
	t.Helper()
	info := map[string]string{}
	for line := range strings.Lines(tool(t, "pdfinfo", m.at(name))) {
		key, value, _ := strings.Cut(line, ":")
		info[key] = strings.TrimSpace(value)
	}
	return info
}

// fonts checks that every font is a subset, is in the file and can be read back.
func fonts(t *testing.T, m made, name string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(tool(t, "pdffonts", m.at(name))), "\n")
	if len(lines) < 3 {
		t.Errorf("%s has no fonts", name)
	}
	for _, line := range lines[min(2, len(lines)):] {
		f := strings.Fields(line) // ends with: emb sub uni object number, generation
		if len(f) < 7 || strings.Join(f[len(f)-5:len(f)-2], " ") != "yes yes yes" {
			t.Errorf("%s: a font is not embedded, not a subset or has no text: %s", name, line)
		}
	}
}

// said checks the language and structure, which pdfinfo does not show.
func said(t *testing.T, m made, name string) {
	t.Helper()
	doc, err := inspect.PDF(m.read(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	roles, err := doc.Roles()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if doc.Info.Lang != "en" || roles["H1"] == 0 || roles["Link"] == 0 && !strings.Contains(name, "/bonus/") && !strings.HasSuffix(name, "00-start-here.pdf") {
		t.Errorf("%s: language %q, %d first headings, %d links in its structure", name, doc.Info.Lang, roles["H1"], roles["Link"])
	}
}
