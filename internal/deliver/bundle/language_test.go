package bundle_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/locale/localetest"
	"github.com/gumgenie/gumgenie/internal/product"
)

// known lists what is called the same in every language: the maker where there
// is no other, files and folders. The longest come first.
func known(files []product.File) []string {
	all := []string{"GumGenie", "00-start-here.pdf"}
	for _, f := range files {
		_, name, _ := strings.Cut(f.Path, "/")
		all = append(all, name, path.Base(name), path.Dir(name))
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestEverySentenceIsSaidByThePrinter(t *testing.T) {
	t.Parallel()
	lang, err := localetest.Marked("de")
	if err != nil {
		t.Fatal(err)
	}
	profiles := map[string]product.Profile{
		"empty": {}, "commercial": {Name: "Ада", Contact: "почта", Site: "пример", Licence: "commercial", Refund: "7-days"},
		"team": {Contact: "почта", Licence: "team", TeamSize: 5, Refund: "30-days"},
	}
	tests := map[string]func() (bundle.Input, []product.File){
		"a planner": planner,
		"a small planner": func() (bundle.Input, []product.File) {
			in, _ := planner()
			return in, []product.File{{Path: "mini/main/planner-undated-monday.pdf", Pages: 1}}
		},
		"prompts": func() (bundle.Input, []product.File) {
			in, files := prompts()
			return in, append(files, product.File{Path: "starter/main/06-single-prompts/001-a.txt"}, product.File{Path: "starter/bonus/01-role-cards.pdf", Pages: 1})
		},
	}
	for name, make := range tests {
		for who, profile := range profiles {
			in, files := make()
			in.Lang, in.Profile, in.Product.Revision, in.Product.Title = lang, profile, 3, "Книга"
			tier := product.Tier(strings.SplitN(files[0].Path, "/", 2)[0])
			for doc, data := range made(t, in, tier, files) {
				text := squeeze(shown(t, doc, data))
				same := known(files)
				for _, k := range same {
					text = strings.ReplaceAll(text, squeeze(k), " ")
				}
				if found := localetest.English(text); len(found) > 0 {
					t.Errorf("%s, %s, %s: not said by the printer: %q", name, who, doc, found)
				}
				if n := strings.Count(text, "«"); n < 3 {
					t.Errorf("%s, %s, %s: only %d pieces of text are said", name, who, doc, n)
				}
			}
		}
	}
}

// shown returns what a reader of a document sees.
func shown(t *testing.T, name string, data []byte) string {
	t.Helper()
	if path.Ext(name) != ".pdf" {
		return string(data)
	}
	doc, err := inspect.PDF(data)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Info.Lang != "de" {
		t.Errorf("%s is in %q, want de", name, doc.Info.Lang)
	}
	marks, err := doc.Outline()
	if err != nil {
		t.Fatal(err)
	}
	all := []string{doc.Info.Title, doc.Info.Author, doc.Info.Subject}
	for _, m := range marks {
		all = append(all, m.Title)
	}
	for i := range doc.Pages() {
		runs, err := doc.Page(i).Text()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			all = append(all, r.Text)
		}
		links, err := doc.Page(i).Links()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			all = append(all, l.Label)
		}
	}
	return strings.Join(all, " ")
}

// TestLinesOfJapaneseEndInTime wants no line of a plain text to be too long.
func TestLinesOfJapaneseEndInTime(t *testing.T) {
	t.Parallel()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	m := locale.Messages{}
	for _, s := range all {
		if !strings.Contains(s.English, "%") {
			m[s.Key()] = locale.Message{Other: strings.Repeat("すべての文は、", 1+len(s.English)/10)}
		}
	}
	for _, make := range []func() (bundle.Input, []product.File){planner, prompts} {
		in, files := make()
		in.Lang = locale.NewLanguages().Printer("ja").With(m)
		for name, data := range made(t, in, product.Tier(strings.SplitN(files[0].Path, "/", 2)[0]), files) {
			if path.Ext(name) != ".txt" {
				continue
			}
			for line := range strings.Lines(string(data)) {
				line = strings.TrimSuffix(line, "\n")
				if n := deliver.Width(line); n > deliver.Column {
					t.Errorf("%s: a line of %d columns: %s", name, n, line)
				}
			}
		}
	}
}

func TestTheKeyFollowsTheLanguage(t *testing.T) {
	t.Parallel()
	key := func(lang *locale.Printer) string {
		in, files := planner()
		in.Lang = lang
		tasks, err := bundle.Tasks(in, product.Ultimate, files)
		if err != nil {
			t.Fatal(err)
		}
		return tasks[0].Key
	}
	german := locale.NewLanguages().Printer("de")
	worded := german.With(locale.Messages{"Support": {Other: "Hilfe"}})
	if key(nil) == key(german) || key(german) == key(worded) {
		t.Error("the key does not follow the language and its messages")
	}
}
