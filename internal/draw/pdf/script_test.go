package pdf_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// inArabic and inJapanese are found again in the finished file, each whole.
func inArabic() []string {
	return []string{
		"يساعدك هذا المخطط على تنظيم نومك ووجباتك كل يوم.",
		"استخدم تطبيق GumGenie Pro (النسخة الثانية) مع ملفات PDF؛ ثم اكتب ما حدث!",
		"من 12:30 إلى 14:00، أي 25 دقيقة.",
	}
}

func inJapanese() []string {
	return []string{
		"このプランナーは、夜勤のある看護師のためのものです。",
		"「いつ眠り、何を食べたか」をPDFに記録しましょう……。",
		"12:30〜14:00の間（二時間）に、ちょっとだけ書き込んでください。",
	}
}

// foreign is a book in a language.
func foreign(lang string, texts []string) *draw.Document {
	doc := &draw.Document{Title: texts[0], Author: "Ada", Lang: lang}
	b := book.New(doc, typeset.New(font.NewLibrary(), "sans", lang), book.A4(), book.Look{Family: "sans", Radius: 6})
	for _, name := range []string{"one", "two", "three"} {
		b.Chapter(texts[1], texts[0], name)
		for _, t := range texts {
			b.Text(t)
		}
		b.Heading(2, texts[0], "list-"+name, 40)
		b.Items(book.Numbers, texts)
		b.Items(book.Boxes, texts)
		b.Table([]string{"A", "B"}, []float64{1, 2}, [][]string{{"1", texts[0]}, {"2", texts[1]}})
		b.Callout("A", texts[2])
		b.Panel("B", []book.Line{{Mark: "-", Spans: []typeset.Span{{Text: texts[1]}}}})
	}
	return b.Finish()
}

func TestForeignTextComesBack(t *testing.T) {
	t.Parallel()
	for lang, texts := range map[string][]string{"ar": inArabic(), "ja": inJapanese()} {
		data := compile(t, foreign(lang, texts))
		d := open(t, data)
		var own strings.Builder
		for i := range d.Pages() {
			s, err := d.Page(i).Plain()
			if err != nil {
				t.Fatal(err)
			}
			own.WriteString(s + "\n")
		}
		outputs := map[string]string{"inspect": own.String()}
		if _, err := exec.LookPath("pdftotext"); err == nil || os.Getenv("CI") == "true" {
			outputs["pdftotext"] = tool(t, data, "pdftotext", "FILE", "-")
		}
		for reader, got := range outputs {
			for i, want := range texts {
				if lang == "ar" && reader == "pdftotext" && i > 0 {
					continue // it puts marks between words of both directions elsewhere
				}
				if n := strings.Count(joined(got), joined(want)); n < 12 {
					t.Errorf("%s: %s finds %q %d times, want at least 12:\n%s", lang, reader, want, n, got[:min(len(got), 3000)])
				}
			}
		}
	}
}

// joined leaves out the spaces and what readers add around right-to-left text.
func joined(s string) string { return strings.ReplaceAll(plain(s), " ", "") }

func TestPagesOfRightToLeftBooksAreTurned(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]bool{"ar": true, "he": true, "ja": false} {
		f := compile(t, foreign(lang, inJapanese()))
		if got := strings.Contains(tool(t, f, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-"), "/Direction /R2L"); got != want {
			t.Errorf("%s: the facing pages lie from right to left: %v, want %v", lang, got, want)
		}
		runs, err := open(t, f).Page(1).Text()
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, r := range runs {
			if r.Text == "1" || r.Text == "1." { // of the first item
				seen++
				if right := r.X > 400; right != want {
					t.Errorf("%s: the number %q stands at %.0f", lang, r.Text, r.X)
				}
			}
		}
		if seen == 0 {
			t.Errorf("%s: no number of an item is seen in %s", lang, fmt.Sprint(runs))
		}
	}
}
