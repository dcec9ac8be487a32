package generate_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/source"
)

const nurses = "Meal and sleep planner for night-shift nurses"

func spring() time.Time { return time.Date(2027, time.March, 4, 5, 6, 7, 0, time.UTC) }

func TestAcceptFillsInWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	pipe := app.Pipeline(nil)
	seller := product.Profile{Currency: "eur", Paper: "letter", WeekStart: "sunday", Language: "en-GB"}
	tests := map[string]struct {
		req     product.Request
		profile product.Profile
		now     time.Time
		check   func(got product.Request) string // "" = as wanted
	}{
		"nothing but a brief": {product.Request{Brief: nurses}, product.Profile{}, spring(), func(r product.Request) string {
			if r.Category != product.DigitalPlanners || r.Tier != "" || r.Preset == "" || r.Palette == "" || r.Language != "en" || r.Currency != "USD" ||
				r.Paper != "a4" || r.WeekStart != "monday" || r.Year != 2027 || r.Seed != 1 {
				return "the defaults"
			}
			return ""
		}},
		"the seller's own": {product.Request{Brief: nurses}, seller, spring(), func(r product.Request) string {
			if r.Currency != "EUR" || r.Paper != "letter" || r.WeekStart != "sunday" || r.Language != "en-GB" {
				return "EUR, letter, sunday, en-GB"
			}
			return ""
		}},
		"the request before the seller": {product.Request{Brief: nurses, Currency: "gbp", Paper: "A4", WeekStart: "Monday", Language: "en-us"}, seller, spring(), func(r product.Request) string {
			if r.Currency != "GBP" || r.Paper != "a4" || r.WeekStart != "monday" || r.Language != "en-US" {
				return "GBP, a4, monday, en-US"
			}
			return ""
		}},
		"planners of autumn are for next year": {product.Request{Brief: nurses}, product.Profile{}, spring().AddDate(0, 6, 0), func(r product.Request) string {
			if r.Year != 2028 {
				return "2028"
			}
			return ""
		}},
		"what was chosen stays": {product.Request{Brief: nurses, Category: product.AIPrompts, Tier: product.Pro, Preset: "minimalist-premium", Palette: "plum", Year: 2031, Seed: 9}, product.Profile{}, spring(), func(r product.Request) string {
			if r.Category != product.AIPrompts || r.Tier != product.Pro || r.Palette != "plum" || r.Year != 2031 || r.Seed != 9 {
				return "what was chosen"
			}
			return ""
		}},
		"the kind of a source from its name": {product.Request{Brief: nurses, Sources: []product.Source{{Name: "A.MD", Text: "x"}, {Name: "b.htm", Text: "x"}, {Name: "c", Text: "x"}, {Name: "d.md", Type: "text", Text: "x"}}}, product.Profile{}, spring(), func(r product.Request) string {
			got := ""
			for _, s := range r.Sources {
				got += s.Type + " "
			}
			if got != "markdown html text text " {
				return "markdown html text text"
			}
			return ""
		}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := pipe.Accept(tc.req, tc.profile, tc.now)
			if err != nil {
				t.Fatal(err)
			}
			if want := tc.check(got); want != "" {
				t.Errorf("got %+v, want %s", got, want)
			}
		})
	}
}

func TestAcceptNamesTheFieldAtFault(t *testing.T) {
	t.Parallel()
	pipe := app.Pipeline(nil)
	many := make([]product.Source, source.MaxSources+1)
	for i := range many {
		many[i] = product.Source{Name: fmt.Sprint(i, ".md"), Text: "x"}
	}
	tests := map[string]struct {
		change func(*product.Request)
		field  string
	}{
		"empty brief":       {func(r *product.Request) { r.Brief = "" }, "brief"},
		"blank brief":       {func(r *product.Request) { r.Brief = " \t\u00a0\n" }, "brief"},
		"bytes for a brief": {func(r *product.Request) { r.Brief = "caf\xe9 planner" }, "brief"},
		"endless brief":     {func(r *product.Request) { r.Brief = strings.Repeat("nurse ", 200_000) }, "brief"},
		"no letters":        {func(r *product.Request) { r.Brief = "\x00\x01\x02" }, "brief"},
		"category":          {func(r *product.Request) { r.Category = "../../etc/passwd" }, "category"},
		"endless category":  {func(r *product.Request) { r.Category = product.Category(strings.Repeat("a", 20_000)) }, "category"},
		"endless tier":      {func(r *product.Request) { r.Tier = product.Tier(strings.Repeat("a", 20_000)) }, "tier"},
		"endless preset":    {func(r *product.Request) { r.Preset = strings.Repeat("a", 20_000) }, "preset"},
		"endless palette":   {func(r *product.Request) { r.Palette = strings.Repeat("a", 20_000) }, "palette"},
		"endless language":  {func(r *product.Request) { r.Language = strings.Repeat("?", 20_000) }, "language"},
		"endless currency":  {func(r *product.Request) { r.Currency = strings.Repeat("a", 20_000) }, "currency"},
		"endless paper":     {func(r *product.Request) { r.Paper = strings.Repeat("a", 20_000) }, "paper"},
		"endless week":      {func(r *product.Request) { r.WeekStart = strings.Repeat("a", 20_000) }, "weekStart"},
		"tier":              {func(r *product.Request) { r.Tier = "platinum" }, "tier"},
		"tier of another":   {func(r *product.Request) { r.Category, r.Tier = product.AIPrompts, product.Mini }, "tier"},
		"preset":            {func(r *product.Request) { r.Preset = "<b>" }, "preset"},
		"palette":           {func(r *product.Request) { r.Palette = "beige" }, "palette"},
		"no language":       {func(r *product.Request) { r.Language = "??" }, "language"},
		"not our language":  {func(r *product.Request) { r.Language = "de" }, "language"},
		"currency":          {func(r *product.Request) { r.Currency = "GUM" }, "currency"},
		"long currency":     {func(r *product.Request) { r.Currency = "DOLLARS" }, "currency"},
		"paper":             {func(r *product.Request) { r.Paper = "a0" }, "paper"},
		"week start":        {func(r *product.Request) { r.WeekStart = "friday" }, "weekStart"},
		"year before":       {func(r *product.Request) { r.Year = 1999 }, "year"},
		"year after":        {func(r *product.Request) { r.Year = 2100 }, "year"},
		"negative year":     {func(r *product.Request) { r.Year = -1 }, "year"},
		"too many sources":  {func(r *product.Request) { r.Sources = many }, "sources"},
		"an empty source":   {func(r *product.Request) { r.Sources = []product.Source{{Name: "a.md", Text: " "}} }, "sources"},
		"a source too large": {func(r *product.Request) {
			r.Sources = []product.Source{{Name: "a.md", Text: strings.Repeat("x", source.MaxBytes+1)}}
		}, "sources"},
		"bytes for a source": {func(r *product.Request) { r.Sources = []product.Source{{Name: "a.md", Text: "\xff\xfe"}} }, "sources"},
		"an unknown source":  {func(r *product.Request) { r.Sources = []product.Source{{Name: "a.exe", Type: "exe", Text: "x"}} }, "sources"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := product.Request{Brief: nurses}
			tc.change(&req)
			_, err := pipe.Accept(req, product.Profile{}, spring())
			var f *fault.Fault
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("got %v, want an invalid fault", err)
			}
			if f = asFault(err); f.Field != tc.field {
				t.Errorf("got the field %q (%s), want %q", f.Field, f.Message, tc.field)
			}
			if len(f.Message) > 600 || !strings.ContainsAny(f.Message[len(f.Message)-1:], ".") && !strings.HasSuffix(f.Message, "”.") {
				t.Errorf("the sentence is %q", f.Message)
			}
		})
	}
}

func TestSlugsAreFileNames(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ title, want string }{
		"words":            {"Meal and Sleep Planner", "meal-and-sleep-planner"},
		"apostrophes":      {"The Nurse's Week, the Nurse’s Day", "the-nurses-week-the-nurses-day"},
		"accents":          {"Café Über Ångström", "cafe-uber-angstrom"},
		"marks":            {"--Sale!! 50% off__now", "sale-50-off-now"},
		"a path":           {"../../etc/passwd", "etc-passwd"},
		"windows":          {`C:\con.txt`, "c-con-txt"},
		"a formula":        {"=cmd|'/c calc'!A0", "cmd-c-calc-a0"},
		"no ASCII":         {"夜勤看護師", "product"},
		"emoji":            {"🦄", "product"},
		"empty":            {"", "product"},
		"digits of others": {"Plan ٣ for ２ people", "plan-for-2-people"},
		"long":             {strings.Repeat("night shift ", 20), "night-shift-night-shift-night-shift-night-shift"},
		"one long word":    {strings.Repeat("x", 90), strings.Repeat("x", 48)},
		"control":          {"a\x00b\nc", "a-b-c"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := generate.Slug(tc.title); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

var goodSlug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Meal and Sleep", "../..", "夜", "-", "ﬁﬂ", "a\xffb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, title string) {
		if s := generate.Slug(title); !goodSlug.MatchString(s) || len(s) > 48 {
			t.Errorf("the slug of %q is %q", title, s)
		}
	})
}
