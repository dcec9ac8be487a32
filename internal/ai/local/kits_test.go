package local_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// TestAPageIsAboutItsNeed holds pages against modules that share a word with a
// need and are about something else.
func TestAPageIsAboutItsNeed(t *testing.T) {
	t.Parallel()
	wrong := map[string][]string{
		"weekly-meal-plan":        {"meal-for-guests", "cook-once-eat-four-times"},
		"caffeine-and-water-log":  {"energy-as-a-budget"},
		"shopping-list-by-aisle":  {"cook-once-eat-four-times"},
		"overtime-and-night-log":  {"wedding-money-with-due-dates"},
		"bedroom-check":           {"by-the-door"},
		"client-welcome-pack":     {"client-hours-against-retainer"},
		"enquiry-tracker":         {"volunteer-rota-and-hours"},
		"night-differential-log":  {"plate-cost-and-margin"},
		"package-price-builder":   {"bars-across-the-weeks"},
		"edit-and-delivery-track": {"deliveries-checked-in"},
	}
	checked := 0
	for _, w := range write(t, product.DigitalPlanners) {
		for _, it := range w.of(product.Page, product.Ultimate) {
			for _, n := range it.Needs {
				if bad, known := wrong[n]; known {
					checked++
					if slices.Contains(bad, it.Source) {
						t.Errorf("%s: the page %q was made from %s", w.brief, it.Title, it.Source)
					}
				}
			}
			if strings.HasPrefix(it.Source, "form-") && len(it.Needs) == 0 {
				t.Errorf("%s: %q is a form without a need", w.brief, it.Title)
			}
		}
	}
	if checked < 4 {
		t.Errorf("only %d of the pages were there to check", checked)
	}
}

// TestStepsServeTheNeedOrSayWhatToChange reads every workflow: a prompt that
// names another need comes with the words to put in its place.
func TestStepsServeTheNeedOrSayWhatToChange(t *testing.T) {
	t.Parallel()
	for _, w := range write(t, product.AIPrompts) {
		prompts := map[string]product.Item{}
		for _, it := range w.of(product.Prompt, product.Ultimate) {
			prompts[strings.ToUpper(it.ID)] = it
		}
		titles := map[string]bool{}
		for _, flow := range w.of(product.Workflow, product.Ultimate) {
			if titles[flow.Title] {
				t.Errorf("%s: two workflows are called %q", w.brief, flow.Title)
			}
			titles[flow.Title] = true
			steps := flow.All("step")
			for i, s := range steps {
				id, rest, _ := strings.Cut(s, " ")
				p, known := prompts[id]
				if !known {
					t.Errorf("%s, %s: the step %q begins with no prompt", w.brief, flow.ID, s)
				}
				if len(p.Needs) > 0 && !slices.Contains(p.Needs, flow.Needs[0]) && !strings.Contains(rest, "Where it says") {
					t.Errorf("%s, %s: %s is about %v and the step does not say so: %q", w.brief, flow.ID, id, p.Needs, s)
				}
				if handed := strings.Contains(s, "Hand over: "); handed != (i+1 < len(steps)) {
					t.Errorf("%s, %s: step %d hands over %v", w.brief, flow.ID, i+1, handed)
				}
				checkBlank(t, w, s, prompts)
			}
		}
	}
}

// checkBlank looks whether the blank that a step names is one of the prompt's.
func checkBlank(t *testing.T, w written, step string, prompts map[string]product.Item) {
	t.Helper()
	_, pass, _ := strings.Cut(step, "Hand over: ")
	_, rest, put := strings.Cut(pass, " into [")
	if !put {
		return
	}
	blank, rest, _ := strings.Cut(rest, "] of ")
	next, _, _ := strings.Cut(rest, ".")
	has := func(in string) bool { return strings.HasPrefix(in, "["+blank+"]") }
	if p := prompts[next]; !slices.ContainsFunc(p.All("input"), has) {
		t.Errorf("%s: %s has no blank [%s]", w.brief, next, blank)
	}
}

func TestCardsAndChecklistsAreNotOfOneMould(t *testing.T) {
	t.Parallel()
	for _, w := range write(t, product.AIPrompts) {
		roles, asks := map[string]bool{}, map[string]bool{}
		for _, c := range w.of(product.Card, product.Ultimate) {
			roles[c.Text("role")], asks[c.Text("ask")] = true, true
		}
		if len(roles) != 12 || len(asks) != 12 {
			t.Errorf("%s: %d roles and %d sets of questions on the cards, want 12", w.brief, len(roles), len(asks))
		}
		lines, all := map[string]int{}, 0
		for _, s := range w.of(product.Sheet, product.Ultimate) {
			for _, l := range s.All("check") {
				lines[l]++
				all++
			}
		}
		if twice := all - len(lines); twice > all/3 {
			t.Errorf("%s: %d of %d lines of the checklists stand in another one, want at most a third", w.brief, twice, all)
		}
	}
}
