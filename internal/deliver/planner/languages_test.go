package planner_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// marked speaks German in which every sentence is the English one in «marks»,
// with what is filled in between »marks« that point the other way.
func marked(t *testing.T) *locale.Printer {
	t.Helper()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	verb := regexp.MustCompile(`%(\[\d+\])?[0-9.]*[a-z]`)
	m := locale.Messages{}
	for _, s := range all {
		m[s.Key()] = locale.Message{Other: "«" + verb.ReplaceAllString(s.English, "»$0«") + "»"}
	}
	return locale.NewLanguages().Printer("de").With(m)
}

// greek is a planner whose own texts have no Latin letter, with every paper and
// cover, and widgets that name days by themselves.
func greek(hours product.Hours, lang *locale.Printer) planner.Input {
	p := &product.Product{
		Category: product.DigitalPlanners, Title: "Ύπνος και γεύματα", Slug: "planner", Day: hours,
		Selection: product.Selection{Matched: []string{"Νοσηλευτές"}}, Request: product.Request{Year: 2027},
	}
	add := func(kind product.Kind, id, source string, blocks ...product.Block) {
		n := len(p.Sections)
		p.Sections = append(p.Sections, product.Section{ID: id, Title: "Ενότητα", Items: []product.Item{{
			ID: id, Kind: kind, Title: fmt.Sprintf("Σελίδα %d", n), Tier: product.Mini, Source: source, Blocks: blocks,
			Texts: []product.Text{{Name: "purpose", Value: "Για κάθε μέρα"}},
		}}})
	}
	add(product.Page, "m1", "", product.Block{Kind: "days", Rows: []string{"Ύπνος"}}, product.Block{Kind: "calendar"})
	add(product.Page, "m2", "", product.Block{Kind: "plan"}, product.Block{Kind: "hours", From: 6, To: 30})
	add(product.Divider, "s1", "")
	add(product.Divider, "s2", "")
	for i, e := range art.Papers() {
		add(product.Paper, fmt.Sprintf("n%d", i+1), e.ID)
	}
	for i, e := range art.Covers() {
		add(product.Cover, fmt.Sprintf("c%d", i+1), e.ID)
	}
	preset, _ := catalog.PresetOf("organized-efficiency")
	return planner.Input{Themes: catalog.Colours(), Basis: deliver.Basis{
		Product: p, Lang: lang, Setters: typeset.NewPool(font.NewLibrary()), Look: deliver.LookOf(preset),
	}}
}

// german are the names of CLDR that pages may say without marks.
func german(lang *locale.Printer) []string {
	var all []string
	for m := time.January; m <= time.December; m++ {
		date := time.Date(2027, m, 1, 0, 0, 0, 0, time.UTC)
		all = append(all, lang.Month(m), lang.MonthShort(m), lang.DayMonth(date), lang.DayMonthShort(date))
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		all = append(all, lang.Weekday(d), lang.WeekdayShort(d), lang.WeekdayNarrow(d))
	}
	return append(all, "und")
}

var letters = regexp.MustCompile(`\pL+`)

// unsaid returns the words of Latin letters that stand outside marks, but those
// that may.
func unsaid(text string, may []string) []string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '«':
			depth++
		case r == '»':
			depth--
		case depth == 0:
			b.WriteRune(r)
			continue
		}
		b.WriteRune(' ')
	}
	var all []string
	for _, word := range letters.FindAllString(b.String(), -1) {
		latin := strings.ContainsFunc(word, func(r rune) bool { return r < 0x250 })
		if latin && !slices.Contains(may, word) {
			all = append(all, word)
		}
	}
	if depth != 0 {
		all = append(all, fmt.Sprintf("%d marks are left open", depth))
	}
	return all
}

// said returns what a page says where a buyer reads it; the words of its forms
// come after its own.
func said(p *draw.Page) []string {
	var b strings.Builder
	gather(&b, p.Ops)
	all := []string{b.String(), p.Label}
	for _, l := range p.Links {
		all = append(all, l.Label)
	}
	return all
}

func gather(b *strings.Builder, ops []draw.Op) {
	var forms []*draw.Form
	for _, op := range ops {
		switch op := op.(type) {
		case *draw.Group:
			gather(b, op.Ops)
		case *draw.Use:
			forms = append(forms, op.Form)
		case *draw.Run:
			for _, g := range op.Glyphs.All() {
				b.WriteString(g.Text)
			}
			b.WriteString("\n")
		}
	}
	for _, f := range forms {
		gather(b, f.Ops)
	}
}

func outline(all []draw.Bookmark) []string {
	var out []string
	for _, m := range all {
		out = append(append(out, m.Title), outline(m.Kids)...)
	}
	return out
}

// TestNothingStaysEnglish draws editions in a language that marks what it says,
// and looks for words that were not said.
func TestNothingStaysEnglish(t *testing.T) {
	t.Parallel()
	lang := marked(t)
	may := german(lang)
	for i, text := range may { // names stand in dates
		may[i] = strings.Trim(text, "1. ")
	}
	may = append(may,
		"T", "A", "B", // of a tablature
	)
	tests := []struct {
		tier    product.Tier
		edition string
		hours   product.Hours
	}{
		{product.Mini, "undated-monday", product.Hours{From: 6, To: 22}},
		{product.Pro, "2027-sunday", product.Hours{From: 6, To: 22}},
		{product.Ultimate, "2027-monday", product.Hours{From: 18, To: 34}},
		{product.Ultimate, "academic-2027-2028-monday", product.Hours{From: 6, To: 22}},
		{product.Ultimate, "2027-portrait", product.Hours{From: 6, To: 22}},
		{product.Ultimate, "print-a4", product.Hours{From: 18, To: 34}},
		{product.Ultimate, "undated-sunday", product.Hours{From: 6, To: 22}},
	}
	for _, tt := range tests {
		t.Run(string(tt.tier)+"/"+tt.edition, func(t *testing.T) {
			t.Parallel()
			doc := drawn(t, greek(tt.hours, lang), edition(t, tt.tier, tt.edition))
			if doc.Lang != "de" {
				t.Errorf("the language of the document is %q, want de", doc.Lang)
			}
			for _, text := range append(outline(doc.Outline), doc.Title, doc.Subject) {
				if got := unsaid(text, may); len(got) > 0 {
					t.Errorf("the outline or the properties have %q: %q", text, got)
				}
			}
			pages := byName(doc)
			for _, p := range doc.Pages {
				for _, l := range p.Links {
					checkLink(t, p, l, pages)
				}
				if !strings.HasPrefix(tt.edition, "print") && !isCover(p) {
					checkBar(t, p)
				}
				for _, text := range said(p) {
					if got := unsaid(text, may); len(got) > 0 {
						t.Errorf("%s: not said %q", p.Label, got)
					}
					if strings.Contains(text, "…") {
						t.Errorf("%s: a text is cut", p.Label)
					}
				}
			}
		})
	}
}

// TestNamesOfMonthsAndDaysFitInEveryLanguage draws the narrowest edition with
// the names that CLDR has: none may be cut or run out of its place.
func TestNamesOfMonthsAndDaysFitInEveryLanguage(t *testing.T) {
	t.Parallel()
	known := locale.NewLanguages()
	ed := edition(t, product.Ultimate, "2027-portrait")
	ed.Holds.Daily, ed.Holds.SecondWeek = false, false
	in := greek(product.Hours{From: 6, To: 22}, nil)
	keep := map[product.Kind]int{}
	in.Product.Sections = slices.DeleteFunc(in.Product.Sections, func(s product.Section) bool {
		kind := s.Items[0].Kind
		keep[kind]++
		return keep[kind] > 2 && s.Items[0].Source != "year-squares"
	})
	for _, tag := range known.Tags() {
		t.Run(tag, func(t *testing.T) {
			t.Parallel()
			mine := in
			mine.Lang = known.Printer(tag)
			doc := drawn(t, mine, ed)
			forms := map[*draw.Form]bool{}
			for _, p := range doc.Pages {
				ops := p.Ops
				for _, op := range p.Ops {
					if use, ok := op.(*draw.Use); ok && !forms[use.Form] {
						forms[use.Form] = true
						ops = append(ops[:len(ops):len(ops)], use.Form.Ops...)
					}
				}
				for _, l := range lines(ops) {
					if strings.Contains(l.text, "…") {
						t.Errorf("%s: %q is cut", p.Label, l.text)
					}
					if l.x < 0 || l.x+l.width > p.W+0.5 {
						t.Errorf("%s: %q stands from %.0f to %.0f on a page of %.0f points", p.Label, l.text, l.x, l.x+l.width, p.W)
					}
				}
				if !isCover(p) {
					checkBar(t, p)
				}
			}
		})
	}
}

// TestOnlyTextsOfTheProductMustFit gives a planner in another language texts
// without room: a creator can shorten those of the product, and no others.
func TestOnlyTextsOfTheProductMustFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("überlang ", 60)
	lang := locale.NewLanguages().Printer("de").With(locale.Messages{"Everyday spending": {Other: long}, "Winner": {Other: long}})
	tests := map[string]struct {
		edit func(p *product.Product)
		ok   bool
	}{
		"of every planner": {func(*product.Product) {}, true},
		"a title":          {func(p *product.Product) { p.Sections[1].Items[0].Title = long }, false},
		"a label":          {func(p *product.Product) { p.Sections[1].Items[0].Blocks[0].Label = long }, false},
		"an axis": {func(p *product.Product) {
			p.Sections[1].Items[0].Blocks[0] = product.Block{Kind: "quad", Columns: []string{long, long}}
		}, false},
	}
	for name, tt := range tests {
		in := greek(product.Hours{From: 6, To: 22}, lang)
		tt.edit(in.Product)
		_, err := planner.Draw(in, edition(t, product.Starter, "undated-monday"))
		var f *fault.Fault
		if ok := err == nil; ok != tt.ok || !ok && !errors.As(err, &f) {
			t.Errorf("%s: got %v, want a fault: %v", name, err, !tt.ok)
		}
	}
}

// TestTasksDependOnTheLanguage wants no file of one language for another, also
// when a sentence alone is said differently.
func TestTasksDependOnTheLanguage(t *testing.T) {
	t.Parallel()
	german := locale.NewLanguages().Printer("de")
	english := keys(t, greek(product.Hours{}, nil), product.Starter)
	first := keys(t, greek(product.Hours{}, german), product.Starter)
	second := keys(t, greek(product.Hours{}, german.With(locale.Messages{"Index": {Other: "Verzeichnis"}})), product.Starter)
	for task, key := range first {
		if key == english[task] || key == second[task] {
			t.Errorf("%s has the same key in another language", task)
		}
	}
}

// TestRememberedStickersKnowTheirLanguage makes the stickers of days in German
// after the English ones.
func TestRememberedStickersKnowTheirLanguage(t *testing.T) {
	t.Parallel()
	memory := new(planner.Stickers)
	make := func(lang *locale.Printer, memory *planner.Stickers) map[string][]byte {
		in := greek(product.Hours{}, lang)
		in.Stickers = memory
		in.Product.Sections = []product.Section{{ID: "stickers", Items: []product.Item{
			{ID: "k1", Kind: product.Sticker, Tier: product.Starter, Title: "Tag", Source: "day-tue"},
			{ID: "k2", Kind: product.Sticker, Tier: product.Starter, Title: "Monat", Source: "month-may"},
		}}}
		tasks, err := planner.Tasks(in, []product.Tier{product.Starter})
		if err != nil {
			t.Fatal(err)
		}
		var got put
		for _, task := range tasks {
			if strings.HasPrefix(task.Name, "stickers/") {
				got.do(t, task)
			}
		}
		return got.files
	}
	german := locale.NewLanguages().Printer("de")
	english := make(nil, memory)
	for path, want := range make(german, nil) {
		if got := make(german, memory)[path]; !bytes.Equal(got, want) || bytes.Equal(got, english[path]) {
			t.Errorf("%s is not the German one", path)
		}
	}
}
