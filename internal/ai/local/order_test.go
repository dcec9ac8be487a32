package local_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TestTheParticularComesFirst looks where prompts for anyone stand: a buyer of
// the smallest tier gets what is meant for these people, as far as there is any.
func TestTheParticularComesFirst(t *testing.T) {
	t.Parallel()
	families, err := catalog.New().Families()
	if err != nil {
		t.Fatal(err)
	}
	general, first := map[string]bool{}, map[string]string{} // of a family: for anyone, the field it names first
	for _, f := range families {
		general[f.ID], first[f.ID] = len(f.Domains) == 0, strings.Join(f.Domains[:min(1, len(f.Domains))], "")
	}
	for _, w := range writeAll(t, farApart()) {
		count, anyone := map[product.Tier]int{}, map[product.Tier]int{}
		for _, sec := range w.sections {
			earlier := map[product.Tier]int{} // prompts for anyone by tier
			for _, it := range sec.Items {
				if it.Kind != product.Prompt {
					continue
				}
				count[it.Tier]++
				if general[it.Source] {
					anyone[it.Tier]++
					earlier[it.Tier]++
					continue
				}
				if !slices.Contains(w.reading.Domains, first[it.Source]) {
					continue // of a neighbouring field, which may come late
				}
				before := 0
				for tier, n := range earlier {
					if tier != it.Tier && it.Tier.Holds(tier) {
						before += n
					}
				}
				if before > 1 { // one may go on from what a workflow has made
					t.Errorf("%s, %s: %q of the field is in %s, %d for anyone are in a smaller tier", w.brief, sec.ID, it.Title, it.Tier, before)
				}
			}
		}
		part := func(tier product.Tier) float64 { return float64(anyone[tier]) / float64(count[tier]) }
		s, p, u := part(product.Starter), part(product.Pro), part(product.Ultimate)
		t.Logf("%s: for anyone are %.0f %% of the starter tier, %.0f %% of what pro adds, %.0f %% of what ultimate adds", w.brief, 100*s, 100*p, 100*u)
		if s > p || s > u {
			t.Errorf("%s: prompts for anyone are %.0f %% of the starter tier, %.0f and %.0f %% of what the larger ones add", w.brief, 100*s, 100*p, 100*u)
		}
	}
}

// TestWorkflowsHandOnWhatTheyMake reads every step: what it makes goes into a
// blank of the next, and the workflow promises what its last step does.
func TestWorkflowsHandOnWhatTheyMake(t *testing.T) {
	t.Parallel()
	for _, w := range writeAll(t, farApart()) {
		prompts := map[string]product.Item{}
		for _, it := range w.of(product.Prompt, product.Ultimate) {
			prompts[strings.ToUpper(it.ID)] = it
		}
		if s, p, u := len(w.of(product.Workflow, product.Starter)), len(w.of(product.Workflow, product.Pro)), len(w.of(product.Workflow, product.Ultimate)); s < 2 || p < 6 || u < 12 {
			t.Errorf("%s: %d, %d and %d workflows, want 2, 6 and 12", w.brief, s, p, u)
		}
		for _, flow := range w.of(product.Workflow, product.Ultimate) {
			steps := flow.All("step")
			var ids []string
			for i, s := range steps {
				id, _, _ := strings.Cut(s, " ")
				if slices.Contains(ids, id) {
					t.Errorf("%s, %s: %s is there twice", w.brief, flow.ID, id)
				}
				ids = append(ids, id)
				if i+1 == len(steps) {
					continue
				}
				next, _, _ := strings.Cut(steps[i+1], " ")
				if !strings.Contains(s, "] of "+next+".") {
					t.Errorf("%s, %s: step %d gives nothing to %s: %q", w.brief, flow.ID, i+1, next, s)
				}
			}
			last := prompts[ids[len(ids)-1]]
			job := last.Text("job")
			if !strings.Contains(flow.Text("purpose"), job[1:]) {
				t.Errorf("%s, %s: it promises %q, its last step: %q", w.brief, flow.ID, flow.Text("purpose"), job)
			}
		}
	}
}
