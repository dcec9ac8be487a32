package jobs_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// amended answers with the drafts, every text that is no blank's ending in
// another word.
func amended(t *testing.T) func(aitest.Call) string {
	return func(c aitest.Call) string {
		_, raw, ok := strings.Cut(c.Prompt, "\nDrafts:\n")
		if !ok {
			return "{}"
		}
		var all []struct {
			ID    string              `json:"id"`
			Title string              `json:"title"`
			Texts []map[string]string `json:"texts"`
		}
		if err := json.Unmarshal([]byte(raw), &all); err != nil {
			t.Errorf("the drafts are no JSON: %v", err)
		}
		for _, e := range all {
			for _, x := range e.Texts {
				if x["name"] != "input" && x["name"] != "prompt" && !strings.Contains(x["name"], ".") {
					x["value"] = strings.TrimRight(x["value"], ".") + ", too."
				}
			}
		}
		out, err := json.Marshal(map[string]any{"entries": all})
		if err != nil {
			t.Error(err)
		}
		return string(out)
	}
}

func TestEnhanceReturnsAPatchThatCanBeUndone(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: amended(t)}, time.Minute)})
	p := s.made(prompts(product.Starter))
	sec, it := firstPrompt(t, p)
	for name, target := range map[string]generate.Target{
		"a field":             {Field: "listing.tagline"},
		"the title":           {Field: "title"},
		"one text":            {Section: sec.ID, Item: it.ID, Text: "job"},
		"a repeated text":     {Section: sec.ID, Item: it.ID, Text: "followUp.1"},
		"an item":             {Section: sec.ID, Item: it.ID},
		"a section":           {Section: sec.ID},
		"an item of examples": {Section: "examples", Item: "e01"},
	} {
		t.Run(name, func(t *testing.T) {
			p := s.product(p.ID)
			told := ""
			got, err := s.run.Enhance(t.Context(), owner, generate.Enhance{Product: p.ID, Target: target, Action: ai.Rewrite}, func(g ai.Progress) { told += g.Text })
			if err != nil {
				t.Fatal(err)
			}
			if !got.Changed || got.Writer != "gemini/writer-1" || got.Patch == nil || got.Undo == nil || told == "" {
				t.Fatalf("changed %v by %q (%s), told %d bytes", got.Changed, got.Writer, got.Note, len(told))
			}
			if len(got.Before) != len(got.After) || len(got.Before) == 0 {
				t.Errorf("%d texts before, %d after", len(got.Before), len(got.After))
			}
			before := quote(p.Sections) + p.Title + p.Listing.Tagline
			after, err := s.edit(p, quote(got.Patch))
			if err != nil {
				t.Fatalf("the patch: %v", err)
			}
			if quote(after.Sections)+after.Title+after.Listing.Tagline == before {
				t.Error("the patch changed nothing")
			}
			back, err := s.edit(after, quote(got.Undo))
			if err != nil {
				t.Fatalf("the undo: %v", err)
			}
			for i, a := range textsOf(p) {
				if b := textsOf(back); b[i] != a {
					t.Errorf("not undone: %q is %q", a, b[i])
				}
			}
		})
	}
}

// textsOf lists every text of a product that an enhancement may change.
func textsOf(p *product.Product) []string {
	all := []string{p.Title, p.Listing.Tagline}
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		all = append(all, it.Title)
		for _, x := range it.Texts {
			all = append(all, x.Value)
		}
	})
	return all
}

func TestEnhanceWithoutAModel(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	cases := map[string]struct {
		req  generate.Enhance
		want string
	}{
		"fix":           {generate.Enhance{Action: ai.Fix, Text: "the the kiln  was cold . we waited"}, "The kiln was cold. We waited"},
		"shorten":       {generate.Enhance{Action: ai.Shorten, Text: "Light the kiln (slowly). Wait for an hour. Then look at it. Then look again."}, "Light the kiln. Wait for an hour."},
		"formal":        {generate.Enhance{Action: ai.SetTone, Tone: "formal", Text: "Don't open it. It's hot."}, "Do not open it. It is hot."},
		"rewrite stays": {generate.Enhance{Action: ai.Rewrite, Text: "Light the kiln."}, "Light the kiln."},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := s.run.Enhance(t.Context(), owner, c.req, func(ai.Progress) {})
			if err != nil {
				t.Fatal(err)
			}
			if got.After[0].Text != c.want || got.Changed != (c.req.Text != c.want) || got.Writer != "local" || !strings.Contains(got.Note, "No model is configured.") {
				t.Errorf("got %q, changed %v, by %s, %q; want %q", got.After[0].Text, got.Changed, got.Writer, got.Note, c.want)
			}
		})
	}
}

func TestEnhanceRefuses(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{})
	p := s.made(prompts(product.Starter))
	cases := map[string]struct {
		req   generate.Enhance
		field string
	}{
		"no action":      {generate.Enhance{Text: "a"}, "action"},
		"no text":        {generate.Enhance{Action: ai.Fix}, "text"},
		"a long text":    {generate.Enhance{Action: ai.Fix, Text: strings.Repeat("a", 9000)}, "text"},
		"no tone":        {generate.Enhance{Action: ai.SetTone, Text: "a"}, "tone"},
		"no language":    {generate.Enhance{Action: ai.Translate, Text: "a", Language: "?"}, "language"},
		"text and id":    {generate.Enhance{Action: ai.Fix, Text: "a", Product: p.ID}, "text"},
		"no target":      {generate.Enhance{Action: ai.Fix, Product: p.ID}, "target"},
		"no such field":  {generate.Enhance{Action: ai.Fix, Product: p.ID, Target: generate.Target{Field: "price"}}, "target.field"},
		"no section":     {generate.Enhance{Action: ai.Fix, Product: p.ID, Target: generate.Target{Section: "none"}}, "target.section"},
		"no item":        {generate.Enhance{Action: ai.Fix, Product: p.ID, Target: generate.Target{Section: "plan", Item: "none"}}, "sections"},
		"no such text":   {generate.Enhance{Action: ai.Fix, Product: p.ID, Target: generate.Target{Section: "plan", Item: "p001", Text: "none"}}, "target.text"},
		"a text far out": {generate.Enhance{Action: ai.Fix, Product: p.ID, Target: generate.Target{Section: "plan", Item: "p001", Text: "followUp.9"}}, "target.text"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := s.run.Enhance(t.Context(), owner, c.req, func(ai.Progress) {})
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != c.field {
				t.Errorf("got %v, want a bad %q", err, c.field)
			}
		})
	}
	if _, err := s.run.Enhance(t.Context(), owner, generate.Enhance{Action: ai.Fix, Product: "nobody", Target: generate.Target{Field: "title"}}, func(ai.Progress) {}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown product: %v", err)
	}
}
