package bundle_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"os"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func planner() (bundle.Input, []product.File) {
	preset, _ := catalog.PresetOf("organized-efficiency")
	in := bundle.Input{Theme: catalog.Colours()[0], Basis: deliver.Basis{
		Product: &product.Product{
			Title: "Meal and Sleep Planner for Night-Shift Nurses", Category: product.DigitalPlanners, Revision: 1,
			Request: product.Request{Year: 2027, WeekStart: "sunday", Paper: "letter"},
		},
		Profile: product.Profile{Name: "Wren & Co", Contact: "hello@example.org"},
		Setters: typeset.NewPool(font.NewLibrary()), Look: deliver.LookOf(preset),
	}}
	var files []product.File
	for i, theme := range []string{"sage", "ocean", "midnight"} {
		for _, edition := range []string{"undated-monday", "undated-sunday", "2027-monday", "2027-sunday"} {
			files = append(files, product.File{Path: fmt.Sprintf("ultimate/main/%02d-%s/planner-%s.pdf", i+1, theme, edition), Pages: 650})
		}
	}
	files = append(files, product.File{Path: "ultimate/main/90-print/planner-print-a4.pdf", Pages: 660}, product.File{Path: "ultimate/main/90-print/planner-print-letter.pdf", Pages: 660})
	for i := range 40 {
		files = append(files, product.File{Path: fmt.Sprintf("ultimate/bonus/stickers/%03d-star.png", i+1)})
	}
	return in, files
}

func prompts() (bundle.Input, []product.File) {
	in, _ := planner()
	in.Product.Title, in.Product.Category = "Prompt Library for Potters", product.AIPrompts
	return in, []product.File{{Path: "starter/main/01-prompt-library.pdf", Pages: 61}, {Path: "starter/main/02-prompts.md"}, {Path: "starter/main/03-prompts.csv"}}
}

// made runs the tasks of a tier and returns its documents by path.
func made(t testing.TB, in bundle.Input, tier product.Tier, files []product.File) map[string][]byte {
	t.Helper()
	tasks, err := bundle.Tasks(in, tier, files)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, k := range tasks {
		err := k.Make(context.Background(), func(f product.File, data []byte) error {
			if f.Tier != tier || f.Type == "" {
				t.Errorf("%s has tier %q and type %q", f.Path, f.Tier, f.Type)
			}
			if strings.HasSuffix(f.Path, ".pdf") && (f.Pages < 1 || f.Pages > 4) {
				t.Errorf("%s has %d pages, want 1 to 4", f.Path, f.Pages)
			}
			out[strings.TrimPrefix(f.Path, string(tier)+"/")] = data
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestEveryBundleHasItsDocuments(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func() (bundle.Input, []product.File){"planner": planner, "prompts": prompts} {
		in, files := make()
		tier := product.Tier(strings.SplitN(files[0].Path, "/", 2)[0])
		docs := made(t, in, tier, files)
		for _, want := range []string{"00-start-here.pdf", "README.txt", "LICENSE.txt", "CHANGELOG.txt", "SUPPORT.txt"} {
			if len(docs[want]) == 0 {
				t.Errorf("%s: %s is missing", name, want)
			}
		}
		if len(docs) != 5 {
			t.Errorf("%s: %d documents, want 5", name, len(docs))
		}
		if !bytes.HasPrefix(docs["00-start-here.pdf"], []byte("%PDF-1.")) {
			t.Errorf("%s: 00-start-here.pdf is no PDF", name)
		}
	}
}

func TestPlainTextsAreTidy(t *testing.T) {
	t.Parallel()
	bad := regexp.MustCompile(`\{|\}|lorem|\[insert|TODO|%!|<nil>|\(\)|Contact: *\n|Web: *\n|by *\n\n|, \.|\n\n\n| \n|\r|  [a-z]+  `)
	profiles := map[string]product.Profile{
		"full": {Name: "Wren & Co", Contact: "hello@example.org", Site: "https://example.org", Licence: "commercial", Refund: "7-days"}, "empty": {},
		"name only": {Name: "Wren"}, "contact only": {Contact: "a@b.example", Licence: "team", TeamSize: 5, Refund: "30-days"},
		"hostile": {Name: "<script>alert(1)</script>", Contact: strings.Repeat("long", 60) + "@example.org", Site: "=cmd|' /C calc'!A0"}, "right to left": {Name: "سارة"},
	}
	for name, profile := range profiles {
		for _, make := range []func() (bundle.Input, []product.File){planner, prompts} {
			in, files := make()
			in.Profile = profile
			for doc, data := range made(t, in, product.Tier(strings.SplitN(files[0].Path, "/", 2)[0]), files) {
				if !strings.HasSuffix(doc, ".txt") {
					continue
				}
				if m := bad.FindString(string(data)); m != "" {
					t.Errorf("%s, %s holds %q:\n%s", name, doc, m, data)
				}
				for line := range strings.Lines(string(data)) {
					if n := len([]rune(strings.TrimRight(line, "\n"))); n > 76 && strings.Contains(strings.TrimLeft(line, " -"), " ") {
						t.Errorf("%s, %s: a line of %d characters: %q", name, doc, n, line)
					}
				}
			}
		}
	}
}

func TestDocumentsNameTheRealFiles(t *testing.T) {
	t.Parallel()
	in, files := planner()
	readme := string(made(t, in, product.Ultimate, files)["README.txt"])
	for _, want := range []string{
		"main/01-sage/, main/02-ocean/, main/03-midnight/", "In each of these:", "planner-2027-sunday.pdf (650 pages)", "planner-print-a4.pdf (660 pages)",
		"40 files, from 001-star.png", "After that: main/01-sage/planner-2027-sunday.pdf.",
	} {
		if !strings.Contains(readme, want) {
			t.Errorf("README.txt does not say %q:\n%s", want, readme)
		}
	}
	in, files = prompts()
	readme = string(made(t, in, product.Starter, append(files, product.File{Path: "starter/README.txt"}, product.File{Path: "pro/main/04-prompts.xlsx"}))["README.txt"])
	if strings.Contains(readme, "xlsx") || !strings.Contains(readme, "02-prompts.md") {
		t.Errorf("README.txt names files of another tier, or not its own:\n%s", readme)
	}
	if _, err := bundle.Tasks(in, product.Pro, files); err == nil {
		t.Error("a tier without files got documents")
	}
}

func TestTrueStatements(t *testing.T) {
	t.Parallel()
	in, files := planner()
	readme := oneLine(made(t, in, product.Ultimate, files)["README.txt"])
	for _, want := range []string{
		"PDF with internal links. Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo.", "links are followed in reading (read-only) mode",
		"not a Goodnotes file", "not a pre-cropped sticker book", "not for OneNote", "On Goodnotes for Android or Windows links may not work", "No calendar sync, no reminders", "Phone screens are small",
	} {
		if !strings.Contains(readme, want) {
			t.Errorf("README.txt does not say %q", want)
		}
	}
	starter := []product.File{{Path: "starter/main/01-planner-undated-monday.pdf", Pages: 150}}
	if readme := oneLine(made(t, in, product.Starter, starter)["README.txt"]); !strings.Contains(readme, "not made to be printed on A4") || strings.Contains(readme, "sticker pictures") {
		t.Errorf("a starter promises print editions or stickers: %s", readme)
	}
	in, files = prompts()
	readme = oneLine(made(t, in, product.Starter, files)["README.txt"])
	for _, want := range []string{"Plain text; paste into any chat assistant that accepts text.", "Results vary by model", "Not affiliated with OpenAI, Anthropic or Google"} {
		if !strings.Contains(readme, want) {
			t.Errorf("README.txt does not say %q", want)
		}
	}
}

func oneLine(data []byte) string { return strings.Join(strings.Fields(string(data)), " ") }

func TestLicencesAndRefunds(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		profile           product.Profile
		licence, support  []string
		neither, notEmpty string
	}{
		"nothing chosen": {product.Profile{}, []string{"Personal licence", "one person", "Resell"}, []string{"No refund for a change of mind", "faulty"}, "clients", "the seller"},
		"commercial":     {product.Profile{Licence: "commercial", Refund: "7-days"}, []string{"Commercial licence", "work for clients as an end product", "Resell"}, []string{"within seven days", "EU, the UK"}, "one person", ""},
		"team":           {product.Profile{Licence: "team", TeamSize: 7, Refund: "30-days"}, []string{"Team licence", "up to seven named people", "people outside the team"}, []string{"within thirty days"}, "one person", ""},
		"team, no size":  {product.Profile{Licence: "team"}, []string{"the named people of one team"}, nil, "up to 0", ""},
	}
	for name, c := range cases {
		in, files := prompts()
		in.Profile = c.profile
		docs := made(t, in, product.Starter, files)
		licence, support := oneLine(docs["LICENSE.txt"]), oneLine(docs["SUPPORT.txt"])
		for _, want := range c.licence {
			if !strings.Contains(licence, want) {
				t.Errorf("%s: LICENSE.txt does not say %q: %s", name, want, licence)
			}
		}
		for _, want := range c.support {
			if !strings.Contains(support, want) {
				t.Errorf("%s: SUPPORT.txt does not say %q: %s", name, want, support)
			}
		}
		if c.neither != "" && strings.Contains(licence, c.neither) {
			t.Errorf("%s: LICENSE.txt says %q", name, c.neither)
		}
		if !strings.Contains(licence, c.notEmpty) || !strings.Contains(licence, "ALLOWED") || !strings.Contains(licence, "NOT ALLOWED") {
			t.Errorf("%s: LICENSE.txt lacks a part: %s", name, licence)
		}
	}
}

func TestChangelogFollowsTheRevision(t *testing.T) {
	t.Parallel()
	in, files := prompts()
	if got := string(made(t, in, product.Starter, files)["CHANGELOG.txt"]); strings.Contains(got, "1.1") || !strings.Contains(got, "VERSION 1.0") {
		t.Errorf("first version: %s", got)
	}
	in.Product.Revision = 4
	if got := string(made(t, in, product.Starter, files)["CHANGELOG.txt"]); !strings.Contains(got, "VERSION 1.3") || !strings.Contains(got, "VERSION 1.0") {
		t.Errorf("fourth revision: %s", got)
	}
}

func TestDocumentsAreTheSameEveryTimeAndKeysFollow(t *testing.T) {
	t.Parallel()
	in, files := planner()
	a := made(t, in, product.Ultimate, files)
	in2, files2 := planner()
	for i, j := 0, len(files2)-1; i < j; i, j = i+1, j-1 {
		files2[i], files2[j] = files2[j], files2[i]
	}
	b := made(t, in2, product.Ultimate, files2)
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs between two runs", name)
		}
	}
	key := func(change func(*bundle.Input, []product.File)) string {
		in, files := planner()
		change(&in, files)
		tasks, err := bundle.Tasks(in, product.Ultimate, files)
		if err != nil {
			t.Fatal(err)
		}
		return tasks[0].Key
	}
	same := key(func(*bundle.Input, []product.File) {})
	for name, change := range map[string]func(*bundle.Input, []product.File){
		"contact": func(in *bundle.Input, _ []product.File) { in.Profile.Contact = "x" }, "a page more": func(_ *bundle.Input, f []product.File) { f[0].Pages++ },
		"revision": func(in *bundle.Input, _ []product.File) { in.Product.Revision = 9 }, "title": func(in *bundle.Input, _ []product.File) { in.Product.Title = "x" },
	} {
		if key(change) == same {
			t.Errorf("the key does not follow: %s", name)
		}
	}
	if key(func(_ *bundle.Input, f []product.File) { f[0].SHA = "other bytes" }) != same {
		t.Error("the key follows the bytes of files that the documents only name")
	}
}

// TestAnIndependentReaderFindsTheText asks pdftotext and qpdf, where they are.
func TestAnIndependentReaderFindsTheText(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	in, files := planner()
	at := filepath.Join(t.TempDir(), "start.pdf")
	if err := os.WriteFile(at, made(t, in, product.Ultimate, files)["00-start-here.pdf"], 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", at, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := oneLine(out)
	for _, want := range []string{"Start here", "Choose a colour folder", "Open this first", "What is in the box", "What it does not do", "Personal licence", "hello@example.org", "No calendar sync, no reminders"} {
		if !strings.Contains(got, want) {
			t.Errorf("the reader does not find %q in:\n%s", want, got)
		}
	}
	if _, err := exec.LookPath("qpdf"); err == nil {
		if out, err := exec.CommandContext(t.Context(), "qpdf", "--check", at).CombinedOutput(); err != nil {
			t.Errorf("qpdf: %v\n%s", err, out)
		}
	}
}

func TestWorkStopsWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	in, files := prompts()
	tasks, err := bundle.Tasks(in, product.Starter, files)
	if err != nil {
		t.Fatal(err)
	}
	why := errors.New("stopped by hand")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(why)
	if err := tasks[0].Make(ctx, func(product.File, []byte) error { return nil }); !errors.Is(err, why) {
		t.Errorf("got %v, want the cause of the end", err)
	}
	full := errors.New("disk full")
	if err := tasks[0].Make(context.Background(), func(product.File, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v, want the error of the receiver", err)
	}
}

func BenchmarkDocuments(b *testing.B) {
	in, files := planner()
	tasks, err := bundle.Tasks(in, product.Ultimate, files)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := tasks[0].Make(context.Background(), func(product.File, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
