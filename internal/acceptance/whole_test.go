package acceptance_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// TestWholeProducts makes products for briefs far apart and lets independent
// readers judge every part of them. What is expected is written here and not
// taken from the program.
func TestWholeProducts(t *testing.T) {
	tools(t)
	l := &ledger{}
	w := open(t)
	const (
		nursing  = "Meal and sleep planner for night-shift nurses"
		growing  = "Allotment planner for beginners in a cold climate"
		weddings = "Prompts for wedding photographers who answer enquiries late at night"
		bees     = "Record keeping prompts for beekeepers with thirty hives"
	)
	all := w.makes(t, l,
		product.Request{Brief: nursing, Category: product.DigitalPlanners},
		product.Request{Brief: weddings, Category: product.AIPrompts},
		product.Request{Brief: bees, Category: product.AIPrompts, Paper: "letter"},
		product.Request{Brief: growing, Category: product.DigitalPlanners, Tier: product.Mini},
		product.Request{Brief: growing, Category: product.DigitalPlanners, Tier: product.Starter},
	)
	planners, libraries := []made{all[0], all[3], all[4]}, []made{all[1], all[2]}
	t.Run("judged", func(t *testing.T) {
		for name, check := range map[string]func(*testing.T){
			"bundles":             func(t *testing.T) { each(t, all, bundles) },
			"listing":             func(t *testing.T) { each(t, all, folder) },
			"PDFs":                func(t *testing.T) { each(t, all, documents) },
			"markup":              func(t *testing.T) { each(t, all, markup) },
			"counts of libraries": func(t *testing.T) { each(t, libraries, libraryCounts) },
			"counts of planners":  func(t *testing.T) { each(t, planners, plannerCounts) },
			"numbers on listings": func(t *testing.T) { each(t, all, claims) },
			"every text is there": func(t *testing.T) { each(t, libraries, printed) },
			"every format alike":  func(t *testing.T) { each(t, libraries, alike) },
			"every page is there": func(t *testing.T) { each(t, planners, titled) },
			"weekdays":            func(t *testing.T) { each(t, planners[:1], weekdays) },
			"links":               func(t *testing.T) { each(t, all, links) },
			"rasters":             func(t *testing.T) { rasters(t, planners[0], libraries[0]) },
			"contrast":            func(t *testing.T) { contrast(t, planners[0]) },
			"prompts differ":      func(t *testing.T) { each(t, libraries, distinct) },
			"niches differ":       func(t *testing.T) { apart(t, libraries, planners) },
			"needs":               func(t *testing.T) { needs(t, planners[0], libraries) },
			"rules of the niche":  func(t *testing.T) { nightNurses(t, planners[0]) },
			"the same seed":       func(t *testing.T) { seeds(t, l, w) },
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				check(t)
			})
		}
	})
	t.Run("a change", func(t *testing.T) { oneChange(t, w, libraries[1]) })
	t.Log(l)
}

func each(t *testing.T, all []made, check func(*testing.T, made)) {
	for _, m := range all {
		check(t, m)
	}
}
