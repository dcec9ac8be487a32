package library_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/locale/localetest"
	"github.com/gumgenie/gumgenie/internal/product"
)

// foreign is a small library, of at most so many items of a kind, whose texts
// have no Latin letter. What the brief names is in the catalog of its printer.
func foreign(t *testing.T, most int) library.Input {
	t.Helper()
	in := sample(t, "authority-professional")
	in.Product.Title = localetest.Foreign(in.Product.Title)
	in.Profile = product.Profile{Name: "Ада", Contact: "почта@пример", Site: "пример"}
	in.Product.Selection.Matched = []string{"beekeepers"}
	phrases := []string{"beekeepers"}
	kinds := map[product.Kind]int{}
	var sections []product.Section
	for _, s := range in.Product.Sections {
		s.Title, s.Note = localetest.Foreign(s.Title), localetest.Foreign(s.Note)
		var items []product.Item
		for _, it := range s.Items {
			if kinds[it.Kind]++; kinds[it.Kind] > most {
				continue
			}
			it.Title = localetest.Foreign(it.Title)
			for i := range it.Texts {
				it.Texts[i].Value = localetest.Foreign(it.Texts[i].Value)
			}
			for _, id := range it.Needs {
				if !slices.ContainsFunc(in.Needs, func(n brief.Need) bool { return n.ID == id }) {
					in.Needs = append(in.Needs, brief.Need{ID: id, Name: "need " + id})
					phrases = append(phrases, "need "+id)
				}
			}
			items = append(items, it)
		}
		if s.Items = items; len(items) > 0 {
			sections = append(sections, s)
		}
	}
	in.Product.Sections = sections
	first := &sections[0].Items[0]
	first.Texts = append([]product.Text{{Name: "prompt", Value: "коротко [ИМЯ]"}}, first.Texts...)
	in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind != product.Prompt && it.ID[1:] == "01" {
			it.Source = first.ID
		}
	})
	lang, err := localetest.Marked("de", phrases...)
	if err != nil {
		t.Fatal(err)
	}
	in.Lang = lang
	return in
}

// names matches what is called the same in every language: the maker where there
// is no other, and the mark of the contents.
func names() *regexp.Regexp { return regexp.MustCompile(`GumGenie|[0-9A-F]{4}-[0-9A-F]{4}`) }

// english returns the English of a text that no printer has said.
func english(text string) []string {
	return localetest.English(names().ReplaceAllString(text, " "))
}

func TestEverySentenceIsSaidByThePrinter(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*library.Input){
		"whole":     func(*library.Input) {},
		"nobody":    func(in *library.Input) { in.Profile = product.Profile{} },
		"bare":      func(in *library.Input) { in.Product.Sections = in.Product.Sections[:1] },
		"long card": longCard,
		"loose ends": func(in *library.Input) {
			in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) { it.Source = "" })
		},
		"long cell": func(in *library.Input) {
			in.Product.Sections[0].Items[0].Texts[0].Value = strings.Repeat("слово ", 12000)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := foreign(t, 4)
			change(&in)
			data, _ := files(t, in, product.Ultimate)
			for _, bonus := range []string{"01-role-cards", "02-brand-voice-kit", "03-evaluation-sheet", "04-checklists"} {
				if data["ultimate/bonus/"+bonus+".pdf"] == nil && name != "bare" {
					t.Errorf("there is no file %s", bonus)
				}
			}
			for path, raw := range data {
				for where, text := range shown(t, path, raw) {
					if found := english(text); len(found) > 0 {
						t.Errorf("%s, %s: not said by the printer: %q", path, where, found)
					}
				}
			}
		})
	}
}

func longCard(in *library.Input) {
	in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Card {
			it.Texts[0].Value = strings.Repeat("слово ", 300)
		}
	})
}

// shown returns what a reader of a file sees, by where it stands.
func shown(t *testing.T, path string, raw []byte) map[string]string {
	t.Helper()
	switch filepath.Ext(path) {
	case ".pdf":
		return shownPDF(t, raw)
	case ".xlsx":
		return shownXLSX(t, raw)
	case ".json":
		return shownJSON(t, raw)
	case ".csv": // the names of its columns are for programs
		_, rows, _ := strings.Cut(string(raw), "\r\n")
		return map[string]string{"rows": rows}
	case ".md": // anchors are made of headings
		return map[string]string{"text": regexp.MustCompile("\\]\\(#[^)]*\\)|```text").ReplaceAllString(string(raw), "]")}
	}
	return map[string]string{"text": string(raw)}
}

func shownPDF(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	doc, err := inspect.PDF(raw)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Info.Lang != "de" {
		t.Errorf("the PDF is in %q, want de", doc.Info.Lang)
	}
	all := map[string]string{"info": strings.Join([]string{doc.Info.Title, doc.Info.Author, doc.Info.Subject, doc.Info.Keywords}, "\n")}
	marks, err := doc.Outline()
	if err != nil {
		t.Fatal(err)
	}
	var outline func(marks []inspect.Bookmark)
	outline = func(marks []inspect.Bookmark) {
		for _, m := range marks {
			all["outline"] += squeeze(m.Title) + "\n"
			outline(m.Kids)
		}
	}
	outline(marks)
	for i := range doc.Pages() {
		runs, err := doc.Page(i).Text()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			if r.Tag == "Artifact" { // a head stands within a paragraph that goes on overleaf
				all["heads"] += squeeze(r.Text) + "\n"
				continue
			}
			all["text"] += squeeze(r.Text)
		}
		links, err := doc.Page(i).Links()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			all["links"] += squeeze(l.Label) + "\n"
		}
	}
	return all
}

func shownXLSX(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	props, err := f.GetDocProps()
	if err != nil || props.Language != "de" {
		t.Errorf("the workbook is in %q, want de: %v", props.Language, err)
	}
	all := map[string]string{"properties": props.Title + "\n" + props.Creator}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		all["names"] += sheet + "\n"
		for _, r := range rows {
			all[sheet] += strings.Join(r, "\n") + "\n"
		}
	}
	return all
}

// shownJSON returns the values, but for those that are for programs.
func shownJSON(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, v := range v {
				walk(k, v)
			}
		case []any:
			for _, v := range v {
				walk(key, v)
			}
		case string:
			if key != "format" && key != "edition" && key != "contentsMark" && key != "language" {
				all[key] += v + "\n"
			}
		}
	}
	walk("", v)
	return all
}

// TestStepsAreTakenApartInTheirLanguage reads the steps of a workflow from the
// JSON. What is written in an unknown way stays whole.
func TestStepsAreTakenApartInTheirLanguage(t *testing.T) {
	t.Parallel()
	type step struct{ Uses, Do, HandOver string }
	languages := locale.NewLanguages()
	with := func(tag, said string) *locale.Printer {
		return languages.Printer(tag).With(locale.Messages{"Hand over:": {Other: said}})
	}
	for _, tt := range []struct {
		name string
		lang *locale.Printer
		text string
		want step
	}{
		{"English", nil, "P001 Plan it. Hand over: put the plan into [PLAN].", step{"P001", "Plan it.", "Put the plan into [PLAN]."}},
		{"German", with("de", "Weitergeben:"), "P001 Plane. Weitergeben: den Plan in [PLAN].", step{"P001", "Plane.", "den Plan in [PLAN]."}},
		{"German, not translated", with("de", "Weitergeben:"), "P001 Plane. Hand over: den Plan.", step{"P001", "Plane.", "den Plan."}},
		{"German, other words", with("de", "Weitergeben:"), "P001 Plane. Gib weiter: den Plan.", step{"P001", "Plane. Gib weiter: den Plan.", ""}},
		{"Japanese", with("ja", "引き継ぐもの："), "P001「計画」を使う。引き継ぐもの：計画を［計画］へ。", step{"P001", "「計画」を使う。", "計画を［計画］へ。"}},
		{"Arabic", with("ar", "سلّم:"), "P001 خطط. سلّم: الخطة.", step{"P001", "خطط.", "الخطة."}},
		{"no prompt", with("de", "Weitergeben:"), "Plane mit P001.", step{"", "Plane mit P001.", ""}},
		{"longer number", nil, "P001-b Plan it.", step{"", "P001-b Plan it.", ""}},
	} {
		in := foreign(t, 1)
		in.Lang = tt.lang
		in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
			if it.Kind == product.Workflow {
				it.Texts = []product.Text{{Name: "step", Value: tt.text}}
			}
		})
		data, _ := files(t, in, product.Pro)
		var out struct{ Workflows []struct{ Steps []step } }
		if err := json.Unmarshal(data["pro/main/05-prompts.json"], &out); err != nil {
			t.Fatal(err)
		}
		if got := out.Workflows[0].Steps; len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestTranslationsOfAnotherShapeLoseNothing gives prose other marks than the
// English has, and heads of columns and sheets the same names.
func TestTranslationsOfAnotherShapeLoseNothing(t *testing.T) {
	t.Parallel()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	odd := locale.Messages{}
	for _, s := range all {
		switch {
		case strings.HasPrefix(s.English, "| Thin"):
			odd[s.English] = locale.Message{Other: "| dünn | stark |\n|-|--|\n| bald | Freitag | Grund | mehr |\n| wenig |"}
		case strings.HasPrefix(s.English, "| "):
			odd[s.English] = locale.Message{Other: "| kein Gitter"}
		case strings.HasPrefix(s.English, "> "):
			odd[s.English] = locale.Message{Other: "> ohne Titel"}
		case strings.HasPrefix(s.English, "1. "), strings.HasPrefix(s.English, "- "):
			odd[s.English] = locale.Message{Other: "1. eins\n- zwei"}
		case !strings.ContainsAny(s.English, "%{"):
			odd[s.English] = locale.Message{Other: "Blatt: [a]*"}
		}
	}
	in := foreign(t, 2)
	in.Lang = locale.NewLanguages().Printer("de").With(odd)
	data, _ := files(t, in, product.Ultimate)
	text := shown(t, "book.pdf", data["ultimate/main/01-prompt-library.pdf"])["text"]
	for _, want := range []string{"keinGitter", "ohneTitel", "eins", "zwei", "Grund|mehr", "wenig"} {
		if !strings.Contains(text, want) {
			t.Errorf("the book does not say %q", want)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data["ultimate/main/04-prompts.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := strings.Join(f.GetSheetList(), ","), "Blatt- -a--,Library,Workflows,Inputs"; got != want {
		t.Errorf("the sheets are called %s, want %s", got, want)
	}
	rows, err := f.GetRows("Library")
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[0][:3]; !slices.Equal(got, []string{"Blatt: [a]*", "Blatt: [a]* (2)", "Blatt: [a]* (3)"}) {
		t.Errorf("the heads are %q", got)
	}
}

func TestSheetsLieAsTheScriptIsWritten(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]bool{"en": false, "de": false, "ar": true, "he": true} {
		in := foreign(t, 2)
		in.Lang = locale.NewLanguages().Printer(tag)
		data, _ := files(t, in, product.Pro)
		f, err := excelize.OpenReader(bytes.NewReader(data["pro/main/04-prompts.xlsx"]))
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range f.GetSheetList() {
			view, err := f.GetSheetView(sheet, -1)
			if err != nil {
				t.Fatal(err)
			}
			if got := view.RightToLeft != nil && *view.RightToLeft; got != want {
				t.Errorf("%s, %s: right to left is %v, want %v", tag, sheet, got, want)
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestTasksFollowTheLanguage wants every file made anew when its words change.
func TestTasksFollowTheLanguage(t *testing.T) {
	t.Parallel()
	in := sample(t, "authority-professional")
	keys := func(lang *locale.Printer) map[string]string {
		in.Lang = lang
		tasks, err := library.Tasks(in, product.Ultimate)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, task := range tasks {
			all[task.Name] = task.Key
		}
		shows, err := library.GalleryKey(in, product.Ultimate)
		if err != nil {
			t.Fatal(err)
		}
		all["gallery"] = shows
		return all
	}
	german := locale.NewLanguages().Printer("de")
	english, plain, worded := keys(nil), keys(german), keys(german.With(locale.Messages{"Workflows": {Other: "Abläufe"}}))
	for name := range english {
		if english[name] == plain[name] || plain[name] == worded[name] {
			t.Errorf("%s: the key does not follow the language and its messages", name)
		}
	}
}

// TestPiecesAreNotTakenFromAnotherLanguage lays out two books with one memory.
func TestPiecesAreNotTakenFromAnotherLanguage(t *testing.T) {
	t.Parallel()
	in := foreign(t, 2)
	marked := in.Lang
	in.Largest, in.Pieces = new(library.Largest), new(book.Memory)
	for _, lang := range []*locale.Printer{locale.NewLanguages().Printer("de"), marked} {
		in.Lang = lang
		data, _ := files(t, in, product.Starter)
		text := shown(t, "book.pdf", data["starter/main/01-prompt-library.pdf"])["text"]
		if got, want := strings.Contains(text, "«"), lang == marked; got != want {
			t.Errorf("the book is marked: %v, want %v", got, want)
		}
	}
}
