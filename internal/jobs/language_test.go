package jobs_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/script"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// abroad are briefs in other languages, and the letters that these are written in.
func abroad() map[string]struct {
	brief   string
	letters *unicode.RangeTable
} {
	return map[string]struct {
		brief   string
		letters *unicode.RangeTable
	}{
		"de": {"Schlaf- und Essensplaner für Pflegekräfte im Nachtdienst", unicode.Latin},
		"ja": {"夜勤の看護師のための食事と睡眠のプランナー", unicode.Han},
		"ar": {"مخطط النوم والوجبات للممرضات في المناوبات الليلية", unicode.Arabic},
	}
}

// TestProductsInOtherLanguages makes products whose words a model gives, and
// reads them as a buyer there would.
func TestProductsInOtherLanguages(t *testing.T) {
	t.Parallel()
	for tag, in := range abroad() {
		for category, tier := range map[product.Category]product.Tier{product.AIPrompts: product.Pro, product.DigitalPlanners: product.Starter} {
			t.Run(tag+" "+string(category), func(t *testing.T) {
				t.Parallel()
				s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: script.New().Answer}, time.Minute)})
				id := s.submit(product.Request{Brief: in.brief, Category: category, Tier: tier, Language: tag})
				s.ended(id)
				p := s.until(id, func(p *product.Product) bool { return !generate.Pending(p) })
				if !p.Report.LaunchReady {
					t.Errorf("it is not launch-ready: %s\n%s", p.Report.Why, faultsOf(p))
				}
				if p.English == "" || !strings.Contains(p.English, "nurses") || !strings.Contains(strings.Join(p.Selection.Matched, " "), "nurse") {
					t.Errorf("the brief was understood as %q and matched %q", p.English, p.Selection.Matched)
				}
				own := func(s string) bool {
					return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(in.letters, r) })
				}
				for _, text := range []string{p.Title, p.Listing.Title, p.Listing.Tagline, p.Listing.CallToAct, p.Sections[0].Title, p.Offers[0].Includes[0]} {
					if !own(text) {
						t.Errorf("a buyer reads %q", text)
					}
				}
				p.Items(tier, func(_ *product.Section, it *product.Item) {
					if it.Language != "" {
						t.Errorf("item %s, %q, is still in %s", it.ID, it.Title, it.Language)
					}
				})
				tagged(t, s, p, tag)
			})
		}
	}
}

// tagged checks that files name their language, and that right-to-left ones say
// that they are.
func tagged(t *testing.T, s *shop, p *product.Product, tag string) {
	t.Helper()
	n := 0
	for _, f := range p.Files {
		if f.Type != "application/pdf" {
			continue
		}
		data, err := s.blobs.Read(f.SHA)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := inspect.PDF(data)
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		if got := doc.Info.Lang; got != tag {
			t.Errorf("%s says that its language is %q", f.Path, got)
		}
		n++
	}
	if n == 0 {
		t.Error("there is no PDF")
	}
}

func faultsOf(p *product.Product) string {
	var all []string
	for _, g := range p.Report.Gates {
		if !g.Passed {
			all = append(all, g.ID+": "+strings.Join(g.Faults, "\n  "))
		}
	}
	return strings.Join(all, "\n")
}

// tooLate makes a German library with a model that says nothing until it is
// released, and too late for the run.
func tooLate(t *testing.T) (s *shop, p *product.Product, release func()) {
	t.Helper()
	gate := make(chan struct{})
	answer := script.New().Answer
	srv := &aitest.Server{Answer: func(c aitest.Call) string {
		<-gate
		return answer(c)
	}}
	s = open(t, hooks{pipe: withModel(t, srv, time.Millisecond)})
	release = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(release)
	req := prompts(product.Starter)
	req.Language = "de"
	return s, s.ended(s.submit(req)), release
}

// TestAModelThatIsLateLeavesEnglish holds that a product in another language is
// complete in time without a word of the model, says what is missing, and gets it
// in the background.
func TestAModelThatIsLateLeavesEnglish(t *testing.T) {
	t.Parallel()
	s, p, release := tooLate(t)
	if p.Status != product.Complete || p.Report.LaunchReady || !generate.Pending(p) {
		t.Fatalf("it is %s, launch-ready %v, pending %v", p.Status, p.Report.LaunchReady, generate.Pending(p))
	}
	if !slices.ContainsFunc(p.Report.Gates, func(g product.Gate) bool { return g.ID == "language" && !g.Passed }) {
		t.Errorf("nothing says that it is English still: %s", faultsOf(p))
	}
	release()
	after := s.until(p.ID, func(p *product.Product) bool { return !generate.Pending(p) })
	if !after.Report.LaunchReady {
		t.Errorf("it is not launch-ready afterwards: %s\n%s", after.Report.Why, faultsOf(after))
	}
}

// TestAnotherLanguageNeedsAModel asks for one without.
func TestAnotherLanguageNeedsAModel(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	req := mini()
	req.Language = "de"
	_, err := s.run.Submit(t.Context(), owner, req, store.Claim{})
	if err == nil || !strings.Contains(err.Error(), "German needs a language model") {
		t.Errorf("got %v", err)
	}
}

// TestWhatTheCreatorWroteIsInTheirLanguage edits a title, a section and an item
// while the model is late: nothing of it counts as English, and nothing of it is
// written over.
func TestWhatTheCreatorWroteIsInTheirLanguage(t *testing.T) {
	t.Parallel()
	s, p, release := tooLate(t)
	sec, it := firstPrompt(t, p)
	p, err := s.edit(p, `{"title":"Mein Titel","sections":{"`+sec.ID+`":{"title":"Mein Abschnitt","items":{"`+it.ID+`":{"title":"Meine Frage"}}}}}`)
	if err != nil {
		t.Fatalf("edit: %v", err)
	}
	release()
	after := s.until(p.ID, func(p *product.Product) bool { return !generate.Pending(p) })
	sec, it = firstPrompt(t, after)
	if after.Title != "Mein Titel" || sec.Title != "Mein Abschnitt" || sec.Language != "" || it.Title != "Meine Frage" || it.Language != "" {
		t.Errorf("the title is %q, the section %q (%s), the prompt %q (%s)", after.Title, sec.Title, sec.Language, it.Title, it.Language)
	}
	if !after.Report.LaunchReady {
		t.Errorf("it is not launch-ready: %s", faultsOf(after))
	}
}

// TestARunThatEndsWhileItWritesMarksWhatFollows lets the time for writing end
// after some items: workflows, which are asked for last, are late like the others.
func TestARunThatEndsWhileItWritesMarksWhatFollows(t *testing.T) {
	t.Parallel()
	answer := script.New().Answer
	held := make(chan struct{})
	srv := &aitest.Server{Answer: func(c aitest.Call) string {
		if strings.Contains(c.Prompt, "\nDrafts:\n") && c.Number > 12 {
			<-held
		}
		return answer(c)
	}}
	s := open(t, hooks{pipe: withModel(t, srv, 6*time.Second)})
	t.Cleanup(func() { close(held) }) // before the server waits for its calls
	req := prompts(product.Starter)
	req.Language = "ja"
	p := s.ended(s.submit(req))
	p.Items(product.Starter, func(_ *product.Section, it *product.Item) {
		if it.Language != "" && !it.Pending && it.Kind != product.Example {
			t.Errorf("%s %s is in %s, and nobody will be asked for it", it.Kind, it.ID, it.Language)
		}
	})
}

// TestATeamInAnotherLanguageIsNoClaim holds that the size of a team, which is
// written in figures there, is a promise of the seller's and needs no counting.
func TestATeamInAnotherLanguageIsNoClaim(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: script.New().Answer}, time.Minute)})
	if err := s.db.SetProfile(t.Context(), owner, product.Profile{Licence: "team", TeamSize: 13, Language: "en"}); err != nil {
		t.Fatal(err)
	}
	req := prompts(product.Starter)
	req.Language = "de"
	p := s.ended(s.submit(req))
	if !strings.Contains(p.Listing.Description, "13") || !p.Report.LaunchReady {
		t.Errorf("it is not launch-ready: %s\n%s", faultsOf(p), p.Listing.Description)
	}
}
