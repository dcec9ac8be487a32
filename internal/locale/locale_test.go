package locale_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"github.com/gumgenie/gumgenie/internal/locale"
)

func TestPrinterSaysDatesAndNumbersAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	day := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	l := locale.NewLanguages()
	for _, tt := range []struct{ tag, full, date, short, days, month, number, money, and string }{
		{"en", "Monday, 1 March 2027", "1 March 2027", "1 Mar", "22 February – 1 March 2027", "March 2027", "12345", "$27.50", "a, b and c"},
		{"de", "Montag, 1. März 2027", "1. März 2027", "1. März", "22. Februar – 1. März 2027", "März 2027", "12.345", "27,50\u00a0$", "a, b und c"},
		{"ja", "2027年3月1日月曜日", "2027年3月1日", "3月1日", "2027年2月22日 – 3月1日", "2027年3月", "12,345", "$27.50", "a、b、c"},
		{"ar", "الاثنين، 1 مارس 2027", "1 مارس 2027", "1 مارس", "22 فبراير – 1 مارس 2027", "مارس 2027", "12,345", "\u200f27.50\u00a0$", "a وb وc"},
		{"pt-BR", "segunda-feira, 1 de março de 2027", "1 de março de 2027", "1 de mar.", "22 de fevereiro – 1 de março de 2027", "março de 2027", "12.345", "$\u00a027,50", "a, b e c"},
	} {
		p := l.Printer(tt.tag)
		for name, pair := range map[string][2]string{
			"full": {p.FullDate(day), tt.full}, "date": {p.Date(day), tt.date}, "short": {p.DayMonthShort(day), tt.short},
			"days": {p.Days(day.AddDate(0, 0, -7), day), tt.days}, "month": {p.MonthYear(3, 2027), tt.month},
			"number": {p.Number(12345), tt.number}, "money": {p.Money(2750, "USD"), tt.money}, "and": {p.And([]string{"a", "b", "c"}), tt.and},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s in %s: got %q, want %q", name, tt.tag, pair[0], pair[1])
			}
		}
	}
}

func TestPrinterChoosesTheFormOfANumber(t *testing.T) {
	t.Parallel()
	p := locale.NewLanguages().Printer("pl").With(locale.Messages{"%d pages": {One: "%d strona", Few: "%d strony", Many: "%d stron", Other: "%d strony"}})
	for n, want := range map[int]string{1: "1 strona", 3: "3 strony", 5: "5 stron", 22: "22 strony", 12345: "12\u00a0345 stron"} {
		if got := p.Plural(n, "%d page", "%d pages", n); got != want {
			t.Errorf("%d pages: got %q, want %q", n, got, want)
		}
	}
	var english *locale.Printer
	if got := english.Plural(1, "%d page", "%d pages", 1) + english.Plural(2, "%d page", "%d pages", 2); got != "1 page2 pages" {
		t.Errorf("English: got %q", got)
	}
	if got := locale.NewLanguages().Printer("fr").Plural(1, "%d page of it", "%d pages of it", 1); got != "1 page of it" {
		t.Errorf("no catalog: got %q", got)
	}
}

func TestFitsNamesWhatATranslationLeavesOut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		english string
		m       locale.Message
		ok      bool
	}{
		{"%d of %s", locale.Message{Other: "%[2]s: %[1]d"}, true},
		{"%d of %s", locale.Message{Other: "%s: %d"}, false},
		{"%d pages", locale.Message{One: "eine Seite", Other: "%d Seiten"}, true},
		{"%d pages", locale.Message{Other: "Seiten"}, false},
		{"For {whos}", locale.Message{Other: "Für {whos}"}, true},
		{"For {whos}", locale.Message{Other: "Für alle"}, false},
		{"For {whos}", locale.Message{Other: "Für {whos} und {b}"}, false},
		{"100 %% done", locale.Message{Other: "zu 100 %% fertig"}, true},
		{"Index", locale.Message{}, false},
		{"%d pages", locale.Message{Other: "%d Seiten, 100 % sicher"}, false},
		{"%d pages", locale.Message{Other: "%d Seiten, 100 %% sicher"}, true},
		{"%s pages", locale.Message{Other: "%!s %s"}, false},
		{"%d pages", locale.Message{Other: "%[3]d"}, false},
		{"%d pages", locale.Message{Other: "%[1]*d"}, false},
	} {
		if got := locale.Fits(tt.english, tt.m); (got == "") != tt.ok {
			t.Errorf("%q as %+v: got %q", tt.english, tt.m, got)
		}
	}
}

func TestLanguagesHasThoseWhoseScriptIsHere(t *testing.T) {
	t.Parallel()
	l := locale.NewLanguages()
	for tag, want := range map[string]bool{"en": true, "en-GB": true, "de": true, "de-AT": true, "ja": true, "ar-EG": true, "he": true, "ru": true, "hi": false, "zh": false, "th": false, "uz-Cyrl": false} {
		if got := has(t, l, tag); got != want {
			t.Errorf("%s: got %v, want %v", tag, got, want)
		}
	}
}

func has(t *testing.T, l *locale.Languages, tag string) bool {
	t.Helper()
	parsed, err := language.Parse(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l.Has(parsed)
}

// FuzzFits holds that what fits a sentence can be said in its place: a model
// translates what no catalog has.
func FuzzFits(f *testing.F) {
	f.Add("%[2]s: %[1]d")
	f.Add("%d % s")
	f.Add("%[1]d%[2]s%%")
	f.Add("%d %s%")
	p := locale.NewLanguages().Printer("de")
	const english = "%d of %s"
	f.Fuzz(func(t *testing.T, local string) {
		if locale.Fits(english, locale.Message{Other: local}) != "" {
			t.Skip()
		}
		got := p.With(locale.Messages{english: {Other: local}}).Say(english, 3, "Wäsche")
		if strings.Contains(got, "%!") || !strings.Contains(got, "3") || !strings.Contains(got, "Wäsche") {
			t.Errorf("%q says %q", local, got)
		}
	})
}
