package jobs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// again makes something of a product anew.
func (s *shop) again(p *product.Product, req generate.Regenerate) *product.Product {
	s.t.Helper()
	after, err := s.run.Regenerate(s.t.Context(), owner, p.ID, p.Revision, req)
	if err != nil {
		s.t.Fatalf("make %+v anew: %v", req, err)
	}
	if !after.Report.LaunchReady {
		s.t.Errorf("it is no longer ready to launch: %s", after.Report.Why)
	}
	if after.Revision != p.Revision+1 {
		s.t.Errorf("revision %d after %d", after.Revision, p.Revision)
	}
	return after
}

// sourcesOf returns what each item was made from, by its id.
func sourcesOf(p *product.Product, kind product.Kind) map[string]string {
	all := map[string]string{}
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == kind {
			all[it.ID] = it.Source
		}
	})
	return all
}

func differ(a, b map[string]string) []string {
	var ids []string
	for id := range a {
		if a[id] != b[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestRegenerate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		req  product.Request
		kind product.Kind
	}{"prompts": {prompts(product.Starter), product.Prompt}, "planner": {mini(), product.Page}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, hooks{})
			p := s.made(c.req)
			var sec product.Section
			var it product.Item
			p.Items(product.Ultimate, func(of *product.Section, one *product.Item) {
				if it.ID == "" && one.Kind == c.kind && one.Tier.Rank() <= product.Starter.Rank() {
					sec, it = *of, *one
				}
			})
			before := sourcesOf(p, c.kind)

			p = s.again(p, generate.Regenerate{Section: sec.ID, Item: it.ID})
			after := sourcesOf(p, c.kind)
			if got := differ(before, after); len(got) != 1 || got[0] != it.ID {
				t.Errorf("one item anew: %v changed, want %s", got, it.ID)
			}
			before = after

			p, err := s.edit(p, `{"sections":{"`+sec.ID+`":{"items":{"`+it.ID+`":{"title":"Mine alone"}}}}}`)
			if err != nil {
				t.Fatal(err)
			}
			p = s.again(p, generate.Regenerate{Section: sec.ID})
			after = sourcesOf(p, c.kind)
			if got := differ(before, after); len(got) == 0 || len(got) >= len(before) && len(p.Sections) > 1 {
				t.Errorf("a section anew: %d of %d items changed", len(got), len(before))
			}
			mine(t, p, it.ID)

			seed := p.Request.Seed
			p = s.again(p, generate.Regenerate{All: true})
			if got := differ(after, sourcesOf(p, c.kind)); 3*len(got) < len(after) {
				t.Errorf("another variation: %d of %d items changed", len(got), len(after))
			}
			if p.Request.Seed == seed {
				t.Error("the variation has the seed of the one before")
			}
			mine(t, p, it.ID)
			named(t, p)
		})
	}
}

func mine(t *testing.T, p *product.Product, id string) {
	t.Helper()
	n := 0
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Title == "Mine alone" && it.Edited && it.ID == id && it.Kind != product.Example {
			n++
		}
	})
	if n != 1 {
		t.Errorf("the creator's item %s is there %d times", id, n)
	}
}

// named checks that workflows name prompts by the titles that they have.
func named(t *testing.T, p *product.Product) {
	t.Helper()
	titles := map[string]string{}
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) { titles[it.ID] = it.Title })
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind != product.Workflow {
			return
		}
		for _, step := range it.All("step") {
			id, rest, _ := strings.Cut(step, " ")
			title := titles[strings.ToLower(id)]
			if name, _, _ := strings.Cut(title, ": "); !strings.HasPrefix(rest, strings.TrimSuffix(name, ".")[:min(12, len(name))]) {
				t.Errorf("workflow %s calls %s %.60q; its title is %q", it.ID, id, rest, title)
			}
		}
	})
}

func TestRegenerateWithAModel(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: retold(t, opened())}, time.Minute)})
	p := s.made(prompts(product.Starter))
	sec, it := firstPrompt(t, p)
	after := s.again(p, generate.Regenerate{Section: sec.ID, Item: it.ID, Wish: "more about the winter"})
	if _, now := firstPrompt(t, after); now.Writer != "gemini/writer-1" || now.Source == it.Source || generate.Pending(after) {
		t.Errorf("it is from %s by %s, pending %v", now.Source, now.Writer, generate.Pending(after))
	}
}

func TestRegenerateRefuses(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	p := s.made(mini())
	for name, c := range map[string]struct {
		req  generate.Regenerate
		kind fault.Kind
	}{
		"nothing":        {generate.Regenerate{}, fault.Invalid},
		"both":           {generate.Regenerate{All: true, Section: "own"}, fault.Invalid},
		"no section":     {generate.Regenerate{Section: "none"}, fault.Invalid},
		"no item":        {generate.Regenerate{Section: p.Sections[0].ID, Item: "none"}, fault.Invalid},
		"the same seed":  {generate.Regenerate{All: true, Seed: p.Request.Seed}, fault.Invalid},
		"a wish, no one": {generate.Regenerate{All: true, Wish: "shorter"}, fault.Invalid},
		"named by rule":  {generate.Regenerate{Section: "own"}, fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.run.Regenerate(t.Context(), owner, p.ID, p.Revision, c.req)
			if fault.KindOf(err) != c.kind {
				t.Errorf("got %v, want the kind %s", err, c.kind)
			}
		})
	}
}
