package deliver_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func basis(category product.Category, profile product.Profile) deliver.Basis {
	return deliver.Basis{
		Product: &product.Product{
			Title: "Prompts for Potters", Category: category, Request: product.Request{Year: 2027, WeekStart: "monday"},
			Sections: []product.Section{{ID: "sales", Title: "Sales", Items: []product.Item{{
				ID: "p1", Kind: product.Prompt, Title: "Price a mug", Tier: product.Mini, Texts: []product.Text{{Name: "prompt", Value: "Price my mug."}},
			}}}},
		},
		Profile: profile, Look: deliver.LookOf(catalog.Presets()[0]), Setters: typeset.NewPool(font.NewLibrary()),
	}
}

// files runs tasks and returns what they make, each text on one line.
func files(t *testing.T, tasks []deliver.Task, err error) map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, task := range tasks {
		err := task.Make(t.Context(), func(f product.File, data []byte) error {
			all[f.Path] = strings.Join(strings.Fields(string(data)), " ")
			return nil
		})
		if err != nil {
			t.Fatalf("task %s: %v", task.Name, err)
		}
	}
	return all
}

// TestListingAndFilesMakeTheSamePromises reads licence and refund where a buyer
// reads them before paying, and wants them again in what the buyer gets.
func TestListingAndFilesMakeTheSamePromises(t *testing.T) {
	t.Parallel()
	profiles := map[string]struct {
		profile         product.Profile
		licence, refund string // how they begin
	}{
		"nothing chosen": {product.Profile{}, "Personal licence: one person,", "No refund for a change of mind."},
		"commercial":     {product.Profile{Licence: "commercial", Refund: "7-days"}, "Commercial licence: own business", "Money back within seven days,"},
		"team":           {product.Profile{Licence: "team", TeamSize: 7, Refund: "30-days"}, "Team licence: up to seven named people,", "Money back within thirty days,"},
		"large team":     {product.Profile{Licence: "team", TeamSize: 10_000}, "Team licence: up to ten thousand named people,", "No refund"},
		"odd team":       {product.Profile{Licence: "team", TeamSize: 2_047}, "Team licence: up to two thousand and forty-seven named people,", "No refund"},
		"odder team":     {product.Profile{Licence: "team", TeamSize: 3_621}, "Team licence: up to three thousand six hundred and twenty-one named people,", "No refund"},
		"team, no size":  {product.Profile{Licence: "team"}, "Team licence: the named people of one team,", "No refund"},
	}
	for name, tt := range profiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, category := range []product.Category{product.AIPrompts, product.DigitalPlanners} {
				b, theme := basis(category, tt.profile), catalog.Colours()[0]
				page := listing.Compose(listing.Input{Basis: b, Theme: theme})
				licence, refund := answer(page, "What may I do with it?"), answer(page, "What if a file is faulty, or not what I expected?")
				refund, _, _ = strings.Cut(refund, " Write to ")
				if !strings.HasPrefix(licence, tt.licence) || !strings.HasPrefix(refund, tt.refund) || !strings.Contains(refund, "faulty or not as described is mended, or refunded") {
					t.Errorf("%s: the listing says %q and %q", category, licence, refund)
				}
				if !strings.Contains(page.Description, licence) || !strings.Contains(page.Description, refund[:strings.Index(refund, ".")]) {
					t.Errorf("%s: the description says something else than the answers:\n%s", category, page.Description)
				}
				tasks, err := bundle.Tasks(bundle.Input{Basis: b, Theme: theme}, product.Starter, []product.File{{Path: "starter/main/a.pdf", Pages: 9}})
				docs := files(t, tasks, err)
				if text := docs["starter/LICENSE.txt"]; !strings.Contains(text, licence) {
					t.Errorf("%s: LICENSE.txt does not say %q: %s", category, licence, text)
				}
				if text := docs["starter/SUPPORT.txt"]; !strings.Contains(text, refund) {
					t.Errorf("%s: SUPPORT.txt does not say %q: %s", category, refund, text)
				}
				if category == product.AIPrompts {
					tasks, err := library.Tasks(library.Input{Basis: b, Theme: theme}, product.Starter)
					if text := files(t, tasks, err)["starter/main/02-prompts.md"]; !strings.Contains(text, licence) {
						t.Errorf("the library does not say %q: %s", licence, text)
					}
				}
			}
		})
	}
}

// TestATeamIsCountedInFigures says the size of a team, which English spells out,
// in figures and in the form for their number.
func TestATeamIsCountedInFigures(t *testing.T) {
	t.Parallel()
	lang := locale.NewLanguages().Printer("pl").With(locale.Messages{
		"Team licence: up to %s named people": {One: "Zespół: do %s osoby", Few: "Zespół: do %s osób (few)", Many: "Zespół: do %s osób", Other: "Zespół: do %s osoby (other)"},
	})
	for size, want := range map[int]string{3: "Zespół: do 3 osób (few)", 12: "Zespół: do 12 osób", 12_000: "Zespół: do 12\u00a0000 osób"} {
		if got := deliver.Licence(lang, product.Profile{Licence: "team", TeamSize: size}).Short; got != want {
			t.Errorf("a team of %d: got %q, want %q", size, got, want)
		}
	}
}

// TestSentencesFollowEachOther joins them as their language does.
func TestSentencesFollowEachOther(t *testing.T) {
	t.Parallel()
	all := locale.NewLanguages()
	for _, tt := range []struct {
		lang *locale.Printer
		want string
	}{{nil, "A. B."}, {all.Printer("de"), "A. B."}, {all.Printer("ja"), "A.B."}} {
		if got := deliver.Sentences(tt.lang, "A.", "", "B."); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.lang.Tag(), got, tt.want)
		}
	}
}

func answer(l product.Listing, ask string) string {
	for _, q := range l.FAQ {
		if q.Ask == ask {
			return q.Answer
		}
	}
	return ""
}
