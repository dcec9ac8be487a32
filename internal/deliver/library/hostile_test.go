package library_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/yuin/goldmark"

	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// hostile texts come from models, and from creators who try.
func hostile() map[string]string {
	return map[string]string{
		"formula":     "=cmd|' /C calc'!A0",
		"at":          "@SUM(1+1)*cmd|' /C calc'!A0",
		"script":      "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
		"fence":       "before\n```\n# not a heading\n`````\n~~~\nafter",
		"long":        strings.TrimSpace(strings.Repeat("a long prompt with many words ", 330)),
		"no spaces":   strings.Repeat("x", 3000),
		"hebrew":      "שלום עולם, כתוב לי תכנית",
		"arabic":      "اكتب لي خطة للأسبوع القادم",
		"emoji":       "Plan 🐝 and 🌙 for me",
		"controls":    "a\x00b\x1b[31mc\u2028d\r\ne\ufefff",
		"bad UTF-8":   "a\xff\xfeb",
		"link":        "[click](javascript:alert(1)) and [ref]: http://example.com",
		"list":        "1. one\n- two\n# three\n+ four",
		"quotes":      `He said "no", then 'yes'` + "\n,;|\\",
		"unclosed":    "[NAME [OTHER ]] ] [",
		"empty label": ": starts with a colon",
	}
}

// poisoned is a library in which every text of every item is the hostile one.
func poisoned(t *testing.T, text string) library.Input {
	t.Helper()
	in := sample(t, "authority-professional")
	var sections []product.Section
	kinds := map[product.Kind]int{}
	for _, s := range in.Product.Sections {
		var items []product.Item
		for _, it := range s.Items {
			if kinds[it.Kind]++; kinds[it.Kind] > 4 {
				continue
			}
			it.Tier = product.Starter
			if kinds[it.Kind]%2 == 1 {
				it.Title = text
				texts := append([]product.Text(nil), it.Texts...)
				for i := range texts {
					texts[i].Value = text
				}
				it.Texts = texts
			}
			items = append(items, it)
		}
		s.Items = items
		sections = append(sections, s)
	}
	in.Product.Sections = sections
	return in
}

func TestHostileTextsComeThroughHarmless(t *testing.T) {
	t.Parallel()
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := poisoned(t, text)
			data, list := files(t, in, product.Ultimate)
			for _, f := range list {
				for _, fault := range quality.Inspect(f, data[f.Path]).Faults {
					switch {
					case fault.Gate == quality.GateLeftovers: // hostile words are found, as they should
					case fault.Gate == quality.GateLinks && name == "no spaces": // a word broken over lines is not found as one
					default:
						t.Errorf("%s: %+v", f.Path, fault)
					}
				}
			}
			cells(t, data["ultimate/main/03-prompts.csv"])
			sheets(t, data["ultimate/main/04-prompts.xlsx"])
			var html bytes.Buffer
			md := data["ultimate/main/02-prompts.md"]
			if err := goldmark.Convert(md, &html); err != nil {
				t.Fatalf("read the Markdown: %v", err)
			}
			for _, bad := range []string{"<script", "<img", "raw HTML omitted", "javascript:"} {
				if strings.Contains(strings.ReplaceAll(html.String(), "javascript:alert(1)) and", ""), bad) {
					t.Errorf("the Markdown becomes HTML with %q", bad)
				}
			}
			if n := strings.Count(html.String(), "<h3"); n != 4+4+4 {
				t.Errorf("the Markdown has %d headings of the third level, want 12: a text broke out", n)
			}
		})
	}
}

func cells(t *testing.T, data []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatalf("read the CSV: %v", err)
	}
	if len(rows) != 5 {
		t.Errorf("the CSV has %d rows, want 5", len(rows))
	}
	for _, r := range rows {
		for _, c := range r {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				t.Errorf("the cell %.20q would be worked out", c)
			}
		}
	}
}

func sheets(t *testing.T, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("open the workbook: %v", err)
	}
	last := ""
	for _, f := range z.File {
		if f.Name < last && last != "[Content_Types].xml" {
			t.Errorf("%s stands after %s: the parts are not sorted", f.Name, last)
		}
		last = f.Name
		r, err := f.Open()
		if err != nil {
			t.Fatalf("open %s: %v", f.Name, err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("read %s: %v", f.Name, err)
		}
		if bytes.Contains(raw, []byte("<f>")) || bytes.Contains(raw, []byte("<f ")) {
			t.Errorf("%s holds a formula", f.Name)
		}
	}
}
