package jobs_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/author"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// retold answers questions about sections with the drafts, each under another
// title; it waits for open first.
func retold(t *testing.T, open <-chan struct{}) func(aitest.Call) string {
	return func(c aitest.Call) string {
		<-open
		_, raw, ok := strings.Cut(c.Prompt, "\nDrafts:\n")
		if !ok {
			return "{}"
		}
		var all []map[string]any
		if err := json.Unmarshal([]byte(raw), &all); err != nil {
			t.Errorf("the drafts are no JSON: %v", err)
		}
		for _, e := range all {
			e["title"] = "Anew: " + e["title"].(string)
		}
		out, err := json.Marshal(map[string]any{"entries": all})
		if err != nil {
			t.Error(err)
		}
		return string(out)
	}
}

// withModel gives the pipeline a model on a server, and a deadline.
func withModel(t *testing.T, srv *aitest.Server, deadline time.Duration) func(*generate.Pipeline) {
	base, stop := srv.Start()
	t.Cleanup(stop)
	m, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	return func(p *generate.Pipeline) {
		p.Improver = &author.Author{Model: func() (ai.Model, bool) { return m, true }}
		p.Deadline = deadline
	}
}

func opened() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

// writers counts prompts by who wrote them.
func writers(p *product.Product) map[string]int {
	all := map[string]int{}
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Prompt && it.Tier == product.Starter {
			all[it.Writer]++
		}
	})
	return all
}

func TestAModelWritesWithinTheRun(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: retold(t, opened())}, time.Minute)})
	p := s.ended(s.submit(prompts(product.Starter)))
	if p.Status != product.Complete || !p.Report.LaunchReady {
		t.Fatalf("it is %s, %s", p.Status, p.Report.Why)
	}
	if generate.Pending(p) {
		t.Error("the model was in time, and items are marked as late")
	}
	if got := writers(p); got["gemini/writer-1"] != 30 {
		t.Errorf("prompts by writer: %v, want all 30 by the model", got)
	}
	kinds := map[string]int{}
	last := ""
	for _, kind := range s.kinds(p.ID) {
		kinds[kind]++
		last = kind
	}
	if kinds[product.EventItem] != 30 || kinds[product.EventText] == 0 || kinds[product.EventWritten] != 1 || last != product.EventComplete {
		t.Errorf("events %v, the last is %s", kinds, last)
	}
	titles := map[string]string{}
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) { titles[it.ID] = it.Title })
	p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Example && it.Title != titles[it.Source] {
			t.Errorf("the example %s has the title %q, its prompt %q", it.ID, it.Title, titles[it.Source])
		}
		if it.Kind != product.Workflow {
			return
		}
		for _, step := range it.All("step") {
			id, rest, _ := strings.Cut(step, " ")
			if title := titles[strings.ToLower(id)]; strings.HasPrefix(title, "Anew: ") && !strings.HasPrefix(rest, "Anew: ") {
				t.Errorf("workflow %s names %s by its old title: %s", it.ID, id, step)
			}
		}
	})
}

func TestWhatIsLateComesInTheBackgroundAndSparesTheCreator(t *testing.T) {
	t.Parallel()
	gate := make(chan struct{})
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: retold(t, gate)}, time.Millisecond)})
	p := s.ended(s.submit(prompts(product.Starter)))
	if p.Status != product.Complete || !p.Report.LaunchReady || !generate.Pending(p) {
		t.Fatalf("it is %s, %s, pending %v", p.Status, p.Report.Why, generate.Pending(p))
	}
	sec, it := firstPrompt(t, p)
	mine := "Mine"
	if _, err := s.edit(p, `{"sections":{"`+sec.ID+`":{"items":{"`+it.ID+`":{"title":"`+mine+`"}}}}}`); err != nil {
		t.Fatalf("edit: %v", err)
	}
	close(gate)
	after := s.until(p.ID, func(p *product.Product) bool { return !generate.Pending(p) })
	if got := writers(after); got["gemini/writer-1"] != 29 || got["creator"] != 1 {
		t.Errorf("prompts by writer: %v, want 29 by the model and the creator's", got)
	}
	if _, now := firstPrompt(t, after); now.Title != mine || !now.Edited {
		t.Errorf("the creator's prompt is %q", now.Title)
	}
	if !after.Report.LaunchReady || after.Revision != p.Revision+2 {
		t.Errorf("revision %d after %d, %s", after.Revision, p.Revision, after.Report.Why)
	}
}

// TestNoModelNoMarks holds that without a model nothing is promised for later.
func TestNoModelNoMarks(t *testing.T) {
	t.Parallel()
	s := open(t, hooks{pipe: func(p *generate.Pipeline) {
		p.Improver = &author.Author{Model: func() (ai.Model, bool) { return nil, false }}
	}})
	if p := s.ended(s.submit(mini())); generate.Pending(p) || p.Status != product.Complete {
		t.Errorf("it is %s, pending %v", p.Status, generate.Pending(p))
	}
}

// until waits until a product is as it should be.
func (s *shop) until(id string, ok func(*product.Product) bool) *product.Product {
	s.t.Helper()
	signal, stop := s.db.Watch(id)
	defer stop()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	for {
		p := s.product(id)
		if ok(p) {
			return p
		}
		select {
		case <-signal:
		case <-ctx.Done():
			s.t.Fatal("waited a minute")
		}
	}
}
