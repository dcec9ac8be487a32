package jobs_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// changed lists the paths whose bytes differ, and those that came or went.
func changed(before, after *product.Product) []string {
	a, b := shas(before), shas(after)
	var all []string
	for path, sha := range b {
		if a[path] != sha {
			all = append(all, path)
		}
	}
	for path := range a {
		if b[path] == "" {
			all = append(all, path)
		}
	}
	slices.Sort(all)
	return all
}

// firstPrompt returns the section and the first prompt that every tier holds.
func firstPrompt(t *testing.T, p *product.Product) (product.Section, product.Item) {
	t.Helper()
	for _, s := range p.Sections {
		for _, it := range s.Items {
			if it.Kind == product.Prompt && it.Tier == product.Starter {
				return s, it
			}
		}
	}
	t.Fatal("the product has no prompt")
	return product.Section{}, product.Item{}
}

func quote(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// texts returns the item's texts with another prompt.
func texts(it product.Item, prompt string) []product.Text {
	all := slices.Clone(it.Texts)
	for i := range all {
		if all[i].Name == "prompt" {
			all[i].Value = prompt
		}
	}
	return all
}

func TestAnEditMakesAgainOnlyWhatShowsIt(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	made := s.made(prompts(product.Starter))
	sec, it := firstPrompt(t, made)
	order := make([]string, len(sec.Items))
	for i, o := range sec.Items {
		order[len(order)-1-i] = o.ID
	}
	section := func(body string) string { return fmt.Sprintf(`{"sections":{%q:%s}}`, sec.ID, body) }
	item := func(id, body string) string { return section(fmt.Sprintf(`{"items":{%q:%s}}`, id, body)) }
	// One product is changed step by step; every step names what must not change.
	steps := []struct {
		name, patch string
		same        []string // prefixes of paths whose bytes stay
		other       []string // prefixes of which one path at least changes
	}{
		{"listing tagline", `{"listing":{"tagline":"Written by hand for beekeepers."}}`, []string{"starter/", "bundles/", "listing/gallery"}, []string{"listing/"}},
		{"tier price", `{"tiers":{"starter":{"price":1900}}}`, []string{"starter/main", "starter/bonus", "listing/gallery", "listing/cover"}, []string{"listing/"}},
		{"prompt text", item(it.ID, `{"texts":`+quote(texts(it, it.Text("prompt")+" Write the date of the next visit under it."))+`}`), []string{"listing/tags", "starter/LICENSE"}, []string{"starter/main", "bundles/"}},
		{"reordered", section(`{"order":` + quote(order) + `}`), []string{"listing/tags", "starter/LICENSE"}, []string{"starter/main"}},
		{"item added", item("my-own", `{"title":"Weigh every hive","tier":"starter","texts":`+quote(texts(it, "List each hive with its weight and say which need feeding before Sunday."))+`}`), nil, []string{"starter/main"}},
		{"item removed", item("my-own", `null`), nil, []string{"starter/main"}},
		{"palette", `{"palette":"` + otherPalette(made) + `"}`, nil, []string{"starter/main", "listing/cover"}},
		{"preset", `{"preset":"` + otherPreset(made) + `"}`, nil, []string{"starter/main", "listing/cover"}},
		{"title", `{"title":"The Thirty Hive Record Book"}`, nil, []string{"starter/", "listing/"}},
	}
	now := made
	for _, step := range steps {
		before := *now
		after, err := s.edit(now, step.patch)
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if after.Revision != before.Revision+1 || after.Slug != made.Slug || after.Status != product.Complete {
			t.Errorf("%s: revision %d, slug %q, %s", step.name, after.Revision, after.Slug, after.Status)
		}
		diff := changed(&before, after)
		t.Logf("%s: %d of %d files made again", step.name, len(diff), len(after.Files))
		for _, path := range diff {
			if i := slices.IndexFunc(step.same, func(p string) bool { return strings.HasPrefix(path, p) }); i >= 0 {
				t.Errorf("%s: %s changed, want everything under %s to stay", step.name, path, step.same[i])
			}
		}
		for _, prefix := range step.other {
			if !slices.ContainsFunc(diff, func(p string) bool { return strings.HasPrefix(p, prefix) }) && withBundle(after, prefix) {
				t.Errorf("%s: nothing under %s changed, want a file that shows it", step.name, prefix)
			}
		}
		for path, sha := range shas(after) {
			if _, err := s.blobs.Read(sha); err != nil {
				t.Errorf("%s: %s cannot be read: %v", step.name, path, err)
			}
		}
		now = after
	}
	s.history(made, now)
}

// withBundle reports whether the product has files under a prefix at all: a
// withheld bundle is none.
func withBundle(p *product.Product, prefix string) bool {
	return slices.ContainsFunc(p.Files, func(f product.File) bool { return strings.HasPrefix(f.Path, prefix) })
}

func otherPalette(p *product.Product) string {
	if p.Design.Palette == "plum" {
		return "ocean"
	}
	return "plum"
}

func otherPreset(p *product.Product) string {
	for _, o := range catalog.Presets() {
		if o.ID != p.Design.Preset && o.FontFamily != p.Design.Fonts {
			return o.ID
		}
	}
	return ""
}

// history checks that every revision is there and the first is as it was.
func (s *shop) history(made, now *product.Product) {
	s.t.Helper()
	revs, err := s.db.Revisions(s.t.Context(), owner, now.ID)
	if err != nil || len(revs) != now.Revision-made.Revision+1 {
		s.t.Errorf("got %d revisions, %v; want %d", len(revs), err, now.Revision-made.Revision+1)
	}
	old, err := s.db.AtRevision(s.t.Context(), owner, now.ID, made.Revision)
	if err != nil {
		s.t.Fatalf("revision %d: %v", made.Revision, err)
	}
	if diff := changed(made, old); len(diff) != 0 || old.Title != made.Title {
		s.t.Errorf("revision %d has changed: %v", made.Revision, diff)
	}
	for path, sha := range shas(old) {
		if _, err := s.blobs.Read(sha); err != nil {
			s.t.Errorf("revision %d: %s cannot be read: %v", made.Revision, path, err)
		}
	}
	if kinds := s.kinds(now.ID); kinds[len(kinds)-1] != product.EventEdited {
		s.t.Errorf("got the events %v, want the edit last", kinds)
	}
}

func claimed(p *product.Product, id string) int {
	for _, c := range p.Listing.Claims {
		if c.ID == id {
			return c.Count
		}
	}
	return -1
}

func TestClaimsAreCountedAgain(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	made := s.made(prompts(product.Starter))
	sec, it := firstPrompt(t, made)
	had := claimed(made, "prompts")
	if had < 1 {
		t.Fatalf("the claims are %+v, want one of prompts", made.Listing.Claims)
	}
	after, err := s.edit(made, fmt.Sprintf(`{"sections":{%q:{"items":{%q:null}}}}`, sec.ID, it.ID))
	if err != nil {
		t.Fatal(err)
	}
	if got := claimed(after, "prompts"); got != had-1 {
		t.Errorf("got a claim of %d prompts, want %d", got, had-1)
	}
	for _, text := range append([]string{after.Listing.Description, after.Listing.Tagline}, after.Offers[0].Includes...) {
		if strings.Contains(text, fmt.Sprintf("%d prompts", had)) {
			t.Errorf("the listing still says %d prompts: %.200s", had, text)
		}
	}
	// taken back, everything is as it was
	raw := quote(map[string]any{"title": it.Title, "tier": it.Tier, "texts": it.Texts})
	back, err := s.edit(after, fmt.Sprintf(`{"sections":{%q:{"items":{%q:%s}}}}`, sec.ID, it.ID, raw))
	if err != nil || claimed(back, "prompts") != had {
		t.Errorf("added again: %d prompts, %v; want %d", claimed(back, "prompts"), err, had)
	}
}

func TestAnEditOfAnotherRevisionIsAConflict(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	made := s.made(mini())
	type result struct {
		p   *product.Product
		err error
	}
	results := make(chan result, 6)
	for i := range cap(results) {
		go func() {
			p, err := s.edit(made, fmt.Sprintf(`{"listing":{"tagline":"Number %d"}}`, i))
			results <- result{p, err}
		}()
	}
	won := 0
	for range cap(results) {
		switch r := <-results; {
		case r.err == nil:
			won++
		case fault.KindOf(r.err) != fault.Conflict:
			t.Errorf("got %v, want a conflict", r.err)
		}
	}
	if won != 1 {
		t.Errorf("%d edits of one revision were kept, want 1", won)
	}
	if p := s.product(made.ID); p.Revision != made.Revision+1 {
		t.Errorf("got revision %d", p.Revision)
	}
}

func TestARefusedEditChangesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	made := s.made(prompts(product.Starter))
	sec, it := firstPrompt(t, made)
	for name, patch := range map[string]string{
		"nothing":       `{}`,
		"good then bad": `{"title":"New","palette":"nowhere"}`,
		"unknown item":  fmt.Sprintf(`{"sections":{%q:{"title":"New","items":{"nobody":null}}}}`, sec.ID),
		"no prompt":     fmt.Sprintf(`{"sections":{%q:{"items":{%q:{"texts":[]}}}}}`, sec.ID, it.ID),
	} {
		if _, err := s.edit(made, patch); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want an invalid fault", name, err)
		}
		if p := s.product(made.ID); p.Revision != made.Revision || p.Title != made.Title || len(changed(made, p)) != 0 {
			t.Errorf("%s: the product has changed", name)
		}
	}
	stopped := s.submit(mini())
	_ = s.run.Stop(t.Context(), owner, stopped)
	p := s.ended(stopped)
	if p.Status == product.Stopped {
		if _, err := s.edit(p, `{"title":"New"}`); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an edit of a stopped product: got %v, want a conflict", err)
		}
	}
}

// TestAChangeOfOnePromptIsCheap prints how the time of an edit stands to that
// of making an ultimate library.
func TestAChangeOfOnePromptIsCheap(t *testing.T) {
	s := open(t, hooks{})
	began := time.Now()
	made := s.made(prompts(product.Ultimate))
	whole := time.Since(began)
	sec, it := firstPrompt(t, made)
	began = time.Now()
	after, err := s.edit(made, fmt.Sprintf(`{"sections":{%q:{"items":{%q:{"texts":%s}}}}}`, sec.ID, it.ID, quote(texts(it, it.Text("prompt")+" End with the date."))))
	if err != nil {
		t.Fatal(err)
	}
	part := time.Since(began)
	t.Logf("made in %v, one prompt changed in %v: %.0f %%; %d of %d files made again", whole, part, 100*part.Seconds()/whole.Seconds(), len(changed(made, after)), len(after.Files))
	if n := len(changed(made, after)); n == 0 || n > len(after.Files)*2/3 {
		t.Errorf("%d of %d files were made again", n, len(after.Files))
	}
}

// TestAnExampleFollowsItsPrompt holds that a worked example shows the prompt as it
// stands, and that workflows call it by its name.
func TestAnExampleFollowsItsPrompt(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	p := s.made(prompts(product.Starter))
	var example, prompt product.Item
	p.Items(product.Starter, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Example && example.ID == "" {
			example = *it
		}
	})
	section := ""
	p.Items(product.Starter, func(of *product.Section, it *product.Item) {
		if it.ID == example.Source {
			section, prompt = of.ID, *it
		}
	})
	changed := texts(prompt, prompt.Text("prompt")+"\nKeep to one page of bees.")
	after, err := s.edit(p, fmt.Sprintf(`{"sections":{%q:{"items":{%q:{"title":"The hive in one page","texts":%s}}}}}`, section, prompt.ID, quote(changed)))
	if err != nil {
		t.Fatal(err)
	}
	after.Items(product.Starter, func(_ *product.Section, it *product.Item) {
		if it.ID == example.ID && (it.Title != "The hive in one page" || !strings.Contains(it.Text("filled"), "Keep to one page of bees.")) {
			t.Errorf("the example %s is still %q: %.300s", it.ID, it.Title, it.Text("filled"))
		}
	})
	named(t, after)
}
