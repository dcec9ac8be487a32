package listing_test

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// translated is a printer that says every collected sentence, and the phrases
// given, as a function turns them.
func translated(t *testing.T, tag string, turn func(english string) string, phrases ...string) *locale.Printer {
	t.Helper()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	msgs := locale.Messages{}
	for _, s := range all {
		m := locale.Message{Other: turn(s.English)}
		if s.One != "" {
			m.One = turn(s.One)
		}
		msgs[s.Key()] = m
	}
	for _, p := range phrases {
		msgs[p] = locale.Message{Other: turn(p)}
	}
	return locale.NewLanguages().Printer(tag).With(msgs)
}

// fromCatalog are the phrases of a sample that the catalog has in English and a
// translation of the product brings: people, needs, theme and reasons for prices.
func fromCatalog(in listing.Input) []string {
	all := []string{in.Reading.Whos, in.Theme.Name}
	for _, n := range in.Reading.Needs {
		all = append(all, n.Name)
	}
	spec, _ := catalog.SpecOf(in.Product.Category)
	for _, tier := range spec.Tiers {
		all = append(all, tier.Evidence)
	}
	return all
}

func marked(english string) string { return "«" + english + "»" }

var (
	innermost = regexp.MustCompile(`(?s)«[^«»]*»`)
	unclosed  = regexp.MustCompile(`(?s)«.*$`) // a title that was cut
	word      = regexp.MustCompile(`[A-Za-z]+`)
)

// unmarked lists the words of a text that no translated sentence holds.
func unmarked(text string, except ...string) []string {
	for _, e := range except {
		text = strings.ReplaceAll(text, e, "")
	}
	for innermost.MatchString(text) {
		text = innermost.ReplaceAllString(text, "")
	}
	return word.FindAllString(unclosed.ReplaceAllString(text, ""), -1)
}

// TestNothingIsLeftInEnglish has every sentence translated into itself between
// marks, and looks for words outside of them.
func TestNothingIsLeftInEnglish(t *testing.T) {
	t.Parallel()
	profiles := []product.Profile{
		{}, {Name: "Wren & Co", Contact: "hello@example.org", Refund: "30-days"},
		{Contact: "hello@example.org", Licence: "commercial", Refund: "7-days"}, {Licence: "team", TeamSize: 12}, {Licence: "team"},
	}
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(20) {
				in := s.input()
				in.Product.Request.Seed, in.Profile = seed, profiles[seed%5]
				in.Product.Design.Preset = catalog.Presets()[int(seed)%len(catalog.Presets())].ID
				in.Product.Request.Currency = []string{"USD", "EUR", "JPY", "XAU"}[seed%4]
				spec, _ := catalog.SpecOf(s.category)
				if tier := spec.Tiers[int(seed)%len(spec.Tiers)].Tier; seed%3 == 0 {
					in.Counts = product.Counts{tier: in.Counts[tier]}
				}
				if seed%7 == 6 {
					in.Reading.Needs, in.Reading.Whos = nil, ""
				}
				if seed == 5 {
					in.Product.Offers = []product.Offer{{Tier: product.Starter, Name: marked("Big"), Price: 1500, Edited: true}}
				}
				in.Lang = translated(t, "de", marked, fromCatalog(in)...)
				in = composed(in)

				// What stands outside of sentences: names that the seller and the
				// product bring, the product's own headings, signs of currencies,
				// and the words by which German joins a list.
				except := []string{s.title, "Wren & Co", "hello@example.org", "XAU", " und ", " oder "}
				for _, sec := range in.Product.Sections {
					except = append(except, sec.Title)
				}
				all := texts(in)
				for _, f := range in.Product.Listing.Facts {
					all["name of the fact "+f.Name] = f.Name
				}
				for _, q := range in.Product.Listing.FAQ {
					all["asked "+q.Ask] = q.Ask
				}
				for _, o := range in.Product.Offers {
					all["name "+o.Name], all["evidence "+o.Name] = o.Name, o.Evidence
				}
				for _, name := range []string{"title.txt", "description.txt", "faq.md", "prices.md"} {
					all[name] = string(textsOf(t, in)["listing/"+name])
				}
				for where, text := range all {
					if got := unmarked(text, except...); len(got) > 0 {
						t.Errorf("seed %d, %s: said in English: %q in\n%s", seed, where, got, text)
					}
				}
				for _, c := range in.Product.Listing.Claims {
					again := fmt.Sprintf(" %d of them", c.Count) // of pages, said before
					said := func(text string) bool { return strings.Contains(text, c.Text) || strings.Contains(text, again) }
					if !slices.ContainsFunc(slices.Collect(maps.Values(all)), said) {
						t.Errorf("seed %d: no text says the claim %q", seed, c.Text)
					}
				}
			}
		})
	}
}

// textsOf makes the texts of the folder only.
func textsOf(t *testing.T, in listing.Input) map[string][]byte {
	t.Helper()
	tasks, err := listing.Tasks(in)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	err = tasks[0].Make(t.Context(), func(f product.File, data []byte) error {
		files[f.Path] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestTagsAreTranslated marks tags by a letter, since they take nothing else.
func TestTagsAreTranslated(t *testing.T) {
	t.Parallel()
	for name, s := range samples() {
		in := s.input()
		in.Lang = translated(t, "de", func(english string) string { return "Ø" + english }, fromCatalog(in)...)
		tags := listing.Compose(in).Tags
		if len(tags) < 6 {
			t.Errorf("%s: %d tags, want at least 6: %v", name, len(tags), tags)
		}
		for _, tag := range tags {
			if !strings.HasPrefix(tag, "ø") {
				t.Errorf("%s: the tag %q is not translated", name, tag)
			}
		}
	}
}

func TestPicturesSpeakTheLanguage(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"nurses", "potters"} {
		in := composed(samples()[name].input())
		before := made(t, in)
		in.Lang = translated(t, "de", marked, fromCatalog(in)...)
		after := made(t, in)
		for path, data := range before {
			if path == "listing/thumbnail.png" || !strings.HasSuffix(path, ".png") {
				continue // a thumbnail has no words but the title
			}
			if bytes.Equal(data, after[path]) {
				t.Errorf("%s: %s is the same in another language", name, path)
			}
		}
	}
}

// TestALanguageWithoutSpaces has every word said as two signs, with the stops of
// Japanese.
func TestALanguageWithoutSpaces(t *testing.T) {
	t.Parallel()
	words := regexp.MustCompile(`%(?:\[\d\])?[a-z]|\{[A-Za-z]+\}|[\p{L}’'-]+|[^\p{L}]`)
	turn := func(english string) string {
		return words.ReplaceAllStringFunc(english, func(s string) string {
			switch {
			case s == ".":
				return "。"
			case s == " ":
				return ""
			case strings.ContainsAny(s, "%{") || !unicode.IsLetter([]rune(s)[0]):
				return s
			}
			return "かな"
		})
	}
	for name, s := range samples() {
		in := s.input()
		english := count(listing.Compose(in).Description)
		in.Lang = translated(t, "ja", turn, fromCatalog(in)...)
		in.Product.Title = strings.Repeat("計画", 13) // as long as 52 letters
		l := listing.Compose(in)
		if l.Title != in.Product.Title {
			t.Errorf("%s: the title is %q, want it as it was", name, l.Title)
		}
		if strings.Contains(l.Description, "。 ") {
			t.Errorf("%s: a space stands between sentences:\n%s", name, l.Description)
		}
		signs := strings.Count(l.Description, "か")
		if signs < english*3/4 || signs > english*5/4 {
			t.Errorf("%s: the description has the length of %d words, in English %d", name, signs, english)
		}
	}
}

func TestOwnNumbersAreFoundInAnotherLanguage(t *testing.T) {
	t.Parallel()
	msgs := locale.Messages{
		"%d prompts":         {One: "%d Vorlage", Other: "%d Vorlagen"},
		"%d worked examples": {One: "%d Musterbeispiel", Other: "%d Musterbeispiele"},
	}
	cases := map[string]struct {
		text string
		want []int
	}{
		"the noun behind":     {"Mit 150 Vorlagen und 999 Vorlagen.", []int{150}},
		"the noun before":     {"Vorlagen: 150, Musterbeispiele: 30.", []int{30, 150}},
		"the noun inflected":  {"Aus 30 Musterbeispielen lernen.", []int{30}},
		"another noun":        {"In 30 Tagen.", nil},
		"an English noun too": {"150 Prompts.", []int{150}},
		"grouped by three":    {"Bis zu 1.200 Vorlagen und 12.000 Vorlagen.", []int{1200}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := samples()["potters"].input()
			in.Lang = locale.NewLanguages().Printer("de").With(msgs)
			in.Product.Listing = product.Listing{Tagline: c.text, Edited: []string{"title", "tagline", "description", "callToAction", "tags", "faq", "facts"}}
			in.Counts = product.Counts{product.Ultimate: {"prompts": 150, "examples": 30}, product.Pro: {"prompts": 1200}}
			if name != "grouped by three" {
				delete(in.Counts, product.Pro)
			}
			in.Counts[product.Mini] = nil
			var got []int
			for _, claim := range listing.Compose(in).Claims {
				if claimIn(c.text, claim) {
					got = append(got, claim.Count)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("claims: got %v, want %v", got, c.want)
			}
		})
	}
}

// claimIn reports a claim that a text of the creator makes; those of the offers
// are whole phrases.
func claimIn(text string, c product.Claim) bool {
	return strings.Contains(text, c.Text) && !strings.Contains(c.Text, " ")
}
