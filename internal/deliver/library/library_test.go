package library_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

func tiers() []product.Tier {
	return []product.Tier{product.Starter, product.Pro, product.Ultimate}
}

// found is a prompt as it was read back from a file.
type found struct{ number, title, text string }

// wanted lists the prompts of a tier with the numbers they should have.
func wanted(p *product.Product, tier product.Tier) []found {
	var all []found
	p.Items(tier, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Prompt {
			all = append(all, found{fmt.Sprintf("P%03d", len(all)+1), it.Title, it.Text("prompt")})
		}
	})
	return all
}

func same(t *testing.T, where string, got, want []found) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s holds %d prompts, want %d", where, len(got), len(want))
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s, prompt %d: got %q, want %q", where, i+1, got[i], want[i])
			return
		}
	}
}

func fromCSV(t *testing.T, data []byte) []found {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatalf("read the CSV: %v", err)
	}
	return fromRows(rows)
}

func fromRows(rows [][]string) []found {
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	var all []found
	for _, r := range rows[1:] {
		all = append(all, found{r[at["Number"]], r[at["Title"]], r[at["Prompt"]]})
	}
	return all
}

func fromXLSX(t *testing.T, data []byte) []found {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("open the workbook: %v", err)
	}
	defer f.Close()
	rows, err := f.GetRows("Library")
	if err != nil {
		t.Fatalf("read the sheet: %v", err)
	}
	return fromRows(rows)
}

func fromJSON(t *testing.T, data []byte) []found {
	t.Helper()
	var out struct {
		Format  string
		Version int
		Prompts []struct{ Number, Title, Prompt string }
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("read the JSON: %v", err)
	}
	if out.Format != "prompt-library" || out.Version != 1 {
		t.Errorf("the JSON calls itself %q version %d", out.Format, out.Version)
	}
	var all []found
	for _, p := range out.Prompts {
		all = append(all, found{p.Number, p.Title, p.Prompt})
	}
	return all
}

// fromMarkdown reads the document as a Markdown program does: a prompt is the
// first fenced block below a heading that begins with its number.
func fromMarkdown(t *testing.T, data []byte) []found {
	t.Helper()
	var all []found
	open := false
	err := ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(data)), func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			number, title, _ := strings.Cut(plain(n, data), " ")
			open = regexp.MustCompile(`^P\d{3}$`).MatchString(number)
			if open {
				all = append(all, found{number: number, title: title})
			}
		case *ast.FencedCodeBlock:
			if open {
				var b strings.Builder
				for i := range n.Lines().Len() {
					line := n.Lines().At(i)
					b.Write(line.Value(data))
				}
				all[len(all)-1].text = strings.TrimSuffix(b.String(), "\n")
				open = false
			}
		case *ast.RawHTML, *ast.HTMLBlock:
			t.Errorf("the Markdown holds raw HTML")
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatalf("walk the Markdown: %v", err)
	}
	return all
}

// plain returns the text of a node without marks.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s, ok := c.(*ast.Text); ok {
			b.Write(s.Value(source))
			continue
		}
		b.WriteString(plain(c, source))
	}
	return regexp.MustCompile(`\\([[:punct:]])`).ReplaceAllString(b.String(), "$1")
}

func TestEveryFormatOfATierHoldsTheSamePrompts(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	counts := map[product.Tier]int{product.Starter: 30, product.Pro: 80, product.Ultimate: 150}
	for _, tier := range tiers() {
		data, _ := files(t, in, tier)
		want := wanted(in.Product, tier)
		if len(want) != counts[tier] {
			t.Errorf("%s: the writer gave %d prompts, want %d", tier, len(want), counts[tier])
		}
		dir := string(tier) + "/main/"
		same(t, dir+"02-prompts.md", fromMarkdown(t, data[dir+"02-prompts.md"]), want)
		same(t, dir+"03-prompts.csv", fromCSV(t, data[dir+"03-prompts.csv"]), want)
		if tier == product.Starter {
			continue
		}
		same(t, dir+"04-prompts.xlsx", fromXLSX(t, data[dir+"04-prompts.xlsx"]), want)
		same(t, dir+"05-prompts.json", fromJSON(t, data[dir+"05-prompts.json"]), want)
		n := 0
		for path, raw := range data {
			if filepath.Dir(path) != dir+"06-single-prompts" {
				continue
			}
			n++
			first, _, _ := strings.Cut(string(raw), "\r\n")
			number, _, _ := strings.Cut(first, " ")
			for _, w := range want {
				if w.number == number && (first != w.number+" "+w.title || !strings.Contains(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n"+w.text+"\n")) {
					t.Errorf("%s does not hold %s", path, w.number)
				}
			}
		}
		if n != len(want) {
			t.Errorf("%s has %d single prompts, want %d", tier, n, len(want))
		}
	}
}

func TestTiersHaveTheirFiles(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	base := []string{"main/01-prompt-library.pdf", "main/02-prompts.md", "main/03-prompts.csv"}
	pro := append(append([]string{}, base...), "main/04-prompts.xlsx", "main/05-prompts.json")
	tests := map[product.Tier][]string{
		product.Starter: base, product.Pro: pro,
		product.Ultimate: append(append([]string{}, pro...), "bonus/01-role-cards.pdf", "bonus/02-brand-voice-kit.pdf", "bonus/03-evaluation-sheet.pdf", "bonus/04-checklists.pdf"),
	}
	for tier, want := range tests {
		data, list := files(t, in, tier)
		var got []string
		for path := range data {
			if !strings.Contains(path, "single") {
				got = append(got, strings.TrimPrefix(path, string(tier)+"/"))
			}
		}
		sort.Strings(got)
		sort.Strings(want)
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s has %v, want %v", tier, got, want)
		}
		for _, f := range list {
			if f.Tier != tier || f.Type == "" || strings.HasSuffix(f.Path, ".pdf") != (f.Pages > 0) || len(f.Path) > 100 {
				t.Errorf("%+v is not described rightly", f)
			}
		}
	}
}

// squeeze leaves out all space, so that lines may break anywhere.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// words returns the text of a PDF page by page, in the order of drawing.
func words(t *testing.T, data []byte) []string {
	t.Helper()
	doc, err := inspect.PDF(data)
	if err != nil {
		t.Fatalf("open the PDF: %v", err)
	}
	var pages []string
	for i := range doc.Pages() {
		runs, err := doc.Page(i).Text()
		if err != nil {
			t.Fatalf("page %d: %v", i+1, err)
		}
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		pages = append(pages, squeeze(b.String()))
	}
	return pages
}

func TestTheBookHoldsEveryPromptWholeAndNamesEveryBlank(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	for _, tier := range tiers() {
		data, _ := files(t, in, tier)
		raw := data[string(tier)+"/main/01-prompt-library.pdf"]
		pages := words(t, raw)
		all := strings.Join(pages, "\n")
		for _, w := range wanted(in.Product, tier) {
			if !strings.Contains(all, squeeze(w.text)) {
				t.Errorf("%s: the text of %s is not in the book", tier, w.number)
			}
		}
		if !strings.Contains(pages[1], squeeze("Plain text; paste into any chat assistant that accepts text. Results vary by model. Not affiliated with OpenAI, Anthropic or Google.")) {
			t.Errorf("%s: the imprint lacks the statement", tier)
		}
		index := ""
		for _, p := range pages[len(pages)*3/4:] {
			index += p
		}
		n := 0
		in.Product.Items(tier, func(_ *product.Section, it *product.Item) {
			if it.Kind != product.Prompt {
				return
			}
			n++
			for _, line := range it.All("input") {
				name, _, _ := strings.Cut(strings.TrimPrefix(line, "["), "]")
				if !regexp.MustCompile(regexp.QuoteMeta(squeeze(name)) + fmt.Sprintf(`(P\d{3})*P%03d`, n)).MatchString(index) {
					t.Errorf("%s: the index does not lead from %q to P%03d", tier, name, n)
				}
			}
		})
	}
}

func TestEveryFilePassesTheGates(t *testing.T) {
	t.Parallel()
	in := sample(t, "neural-network")
	in.Product.Request.Paper = "letter"
	for _, tier := range tiers() {
		data, list := files(t, in, tier)
		for _, f := range list {
			for _, fault := range quality.Inspect(f, data[f.Path]).Faults {
				if fault.Gate != quality.GateLeftovers { // those are in the words of the catalog
					t.Errorf("%s: %+v", f.Path, fault)
				}
			}
		}
	}
}

func TestOtherReadersOpenTheBook(t *testing.T) {
	t.Parallel()
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	in := sample(t, "organized-efficiency")
	data, _ := files(t, in, product.Ultimate)
	for path, raw := range data {
		if !strings.HasSuffix(path, ".pdf") {
			continue
		}
		cmd := exec.CommandContext(t.Context(), qpdf, "--check", "-")
		cmd.Stdin = bytes.NewReader(raw)
		if out, err := cmd.CombinedOutput(); err != nil {
			// Some builds read no standard input; then the file is checked in inspect alone.
			if !strings.Contains(string(out), "open -") {
				t.Errorf("%s: %v: %s", path, err, out)
			}
		}
	}
}

func TestLinksOfTheMarkdownLeadToHeadings(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	in.Product.Sections[0].Items[0].Title = in.Product.Sections[0].Items[1].Title // the same heading but for its number
	in.Product.Sections[1].Title = in.Product.Sections[0].Title                   // the very same heading
	data, _ := files(t, in, product.Pro)
	md := data["pro/main/02-prompts.md"]
	anchors, links := map[string]int{}, 0
	for _, m := range regexp.MustCompile(`(?m)^#{1,6} (.*)$`).FindAllSubmatch(md, -1) {
		s := strings.ToLower(string(m[1]))
		s = regexp.MustCompile(`[^\pL\pN\pM _-]`).ReplaceAllString(s, "")
		s = strings.ReplaceAll(s, " ", "-")
		if n := anchors[s]; n > 0 {
			anchors[fmt.Sprintf("%s-%d", s, n)]++
		}
		anchors[s]++
	}
	for _, m := range regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllSubmatch(md, -1) {
		links++
		if anchors[string(m[1])] == 0 {
			t.Errorf("no heading has the anchor %q", m[1])
		}
	}
	if links < 80+6+15+4*80 {
		t.Errorf("there are only %d links", links)
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first, _ := files(t, sample(t, "authority-professional"), product.Ultimate)
	in := sample(t, "authority-professional")
	in.Largest = new(library.Largest)
	files(t, in, product.Starter) // typesetters that have met other words
	second, _ := files(t, in, product.Ultimate)
	if len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for path := range first {
		if !bytes.Equal(first[path], second[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

func TestAnEditMakesAnewOnlyWhatShowsIt(t *testing.T) {
	t.Parallel()
	keys := func(in library.Input, tier product.Tier) map[string]string {
		tasks, err := library.Tasks(in, tier)
		if err != nil {
			t.Fatalf("tasks: %v", err)
		}
		all := map[string]string{}
		for _, task := range tasks {
			all[task.Name] = task.Key
		}
		return all
	}
	item := func(in library.Input, kind product.Kind, tier product.Tier) *product.Item {
		var hit *product.Item
		in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
			if it.Kind == kind && it.Tier == tier && hit == nil {
				hit = it
			}
		})
		return hit
	}
	everything := "prompt-library.pdf prompts.csv prompts.json prompts.md prompts.xlsx single-prompts"
	tests := map[string]struct {
		edit func(in *library.Input)
		tier product.Tier
		want string
	}{
		"nothing":                        {func(*library.Input) {}, product.Ultimate, ""},
		"the text of a prompt":           {func(in *library.Input) { item(*in, product.Prompt, product.Pro).Texts[0].Value += "!" }, product.Pro, everything},
		"a prompt of a larger tier":      {func(in *library.Input) { item(*in, product.Prompt, product.Ultimate).Texts[0].Value += "!" }, product.Pro, ""},
		"a title, which cards name":      {func(in *library.Input) { item(*in, product.Prompt, product.Starter).Title += "!" }, product.Ultimate, "01-role-cards.pdf 02-brand-voice-kit.pdf " + everything},
		"a checklist":                    {func(in *library.Input) { item(*in, product.Sheet, product.Ultimate).Texts[0].Value += "!" }, product.Ultimate, "02-brand-voice-kit.pdf"},
		"a workflow":                     {func(in *library.Input) { item(*in, product.Workflow, product.Starter).Texts[0].Value += "!" }, product.Pro, "prompt-library.pdf prompts.json prompts.md prompts.xlsx"},
		"the paper's colour":             {func(in *library.Input) { in.Theme.Palette[draw.Paper].R ^= 1 }, product.Pro, "prompt-library.pdf"},
		"the main colour":                {func(in *library.Input) { in.Theme.Palette[draw.Accent].R ^= 1 }, product.Pro, "prompt-library.pdf prompts.xlsx"},
		"the licence":                    {func(in *library.Input) { in.Profile.Licence = "personal" }, product.Pro, "prompt-library.pdf prompts.json prompts.md prompts.xlsx"},
		"the address":                    {func(in *library.Input) { in.Profile.Contact = "else@example.org" }, product.Pro, "prompt-library.pdf"},
		"what no file of the tier shows": {func(in *library.Input) { in.Product.Revision++ }, product.Ultimate, ""},
	}
	for name, tt := range tests {
		in := sample(t, "authority-professional")
		before := keys(in, tt.tier)
		tt.edit(&in)
		var got []string
		for task, key := range keys(in, tt.tier) {
			if before[task] != key {
				got = append(got, strings.TrimPrefix(task, string(tt.tier)+"/"))
			}
		}
		sort.Strings(got)
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v are made anew, want %s", name, got, tt.want)
		}
	}
}

func TestGalleryShowsPagesOfTheBook(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	doc, err := library.Draw(in, product.Ultimate)
	if err != nil {
		t.Fatalf("draw: %v", err)
	}
	names := map[string]bool{}
	for _, p := range doc.Pages {
		names[p.Name] = true
	}
	pages, err := library.Gallery(in, product.Ultimate)
	if err != nil {
		t.Fatalf("gallery: %v", err)
	}
	if len(pages) != 6 {
		t.Errorf("the gallery has %d pages, want 6", len(pages))
	}
	seen := map[string]bool{}
	for _, p := range pages {
		if !names[p.Name] || seen[p.Name] {
			t.Errorf("the page %s is not in the book, or shown twice", p.Name)
		}
		seen[p.Name] = true
	}
	if _, err := library.Gallery(library.Input{Basis: deliver.Basis{Product: &product.Product{}, Setters: in.Setters}}, product.Pro); err == nil {
		t.Error("a product without prompts has a gallery")
	}
}

func TestSmallColouredTextCanBeReadInEveryTheme(t *testing.T) {
	t.Parallel()
	for _, theme := range catalog.Colours() {
		p := theme.Palette
		for name, pair := range map[string][2]draw.Slot{
			"numbers and captions": {draw.Accent, draw.Paper}, "number boxes": {draw.OnAccent, draw.Accent},
			"prompts": {draw.Ink, draw.Soft}, "notes": {draw.Muted, draw.Paper}, "callouts": {draw.Ink, draw.Wash},
		} {
			if got := catalog.Contrast(p[pair[0]], p[pair[1]]); got < 4.5 {
				t.Errorf("%s: the contrast of %s is %.2f, want at least 4.5", theme.ID, name, got)
			}
		}
	}
}
