package jobs_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// scribe writes down what is told of runs, with the name that their context
// carries.
type scribe struct {
	mu    sync.Mutex
	lines []string
	last  context.Context //nolint:containedctx // of the stage that began last
}

type nameKey struct{}

func name(ctx context.Context) string {
	s, _ := ctx.Value(nameKey{}).(string)
	return s
}

func (s *scribe) add(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

// told returns what was written down, without the lines of stages that ended well.
func (s *scribe) told() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.lines), func(line string) bool { return strings.HasSuffix(line, "<nil>") })
}

func (s *scribe) Began(ctx context.Context, kind string, p *product.Product, waited time.Duration) (context.Context, func(string)) {
	s.add("%s %s in %q, waited %v", kind, p.Category, name(ctx), waited >= 0)
	return context.WithValue(ctx, nameKey{}, name(ctx)+"/"+kind), func(outcome string) { s.add("%s", outcome) }
}

func (s *scribe) Stage(ctx context.Context, _ *product.Product, stage string) (context.Context, func(error)) {
	s.mu.Lock()
	s.last = ctx
	s.mu.Unlock()
	in := name(ctx)
	return context.WithValue(ctx, nameKey{}, in+"/"+stage), func(err error) {
		if err != nil {
			err = fmt.Errorf("%.25s", err)
		}
		s.add("stage %s in %q: %v", stage, in, err)
	}
}

// stage returns the context of the stage that began last.
func (s *scribe) stage() context.Context {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

func (*scribe) Carry(ctx context.Context) string { return name(ctx) }

func (*scribe) Resume(ctx context.Context, carried string) context.Context {
	return context.WithValue(ctx, nameKey{}, carried)
}

// TestWatchersHearHowRunsEnd compares what is told with what became of the runs.
func TestWatchersHearHowRunsEnd(t *testing.T) {
	t.Parallel()
	for title, tt := range map[string]struct {
		pipe  func(*generate.Pipeline)
		brief string
		want  []string
	}{
		"complete": {nil, "Planner for beekeepers", []string{`generate digital-planners in "request", waited true`, "complete"}},
		"failed": {
			func(p *generate.Pipeline) { p.Writer = cursed{p.Writer} }, "Cursed planner for beekeepers",
			[]string{`generate digital-planners in "request", waited true`, `stage write in "request/generate": the stage did not end`, "failed"},
		},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			w := &scribe{}
			s := open(t, hooks{pipe: tt.pipe, scribe: w})
			s.ended(s.request(tt.brief, product.DigitalPlanners, product.Mini))
			s.close()
			if got := w.told(); !slices.Equal(got, tt.want) {
				t.Errorf("told %q, want %q", got, tt.want)
			}
		})
	}
}

// request submits in a context that has a name.
func (s *shop) request(brief string, category product.Category, tier product.Tier) string {
	s.t.Helper()
	ctx := context.WithValue(s.t.Context(), nameKey{}, "request")
	id, err := s.run.Submit(ctx, owner, product.Request{Brief: brief, Category: category, Tier: tier}, store.Claim{})
	if err != nil {
		s.t.Fatalf("submit: %v", err)
	}
	return id
}

// TestWatchersHearEveryStageOnce lists the stages of a run, in their order.
func TestWatchersHearEveryStageOnce(t *testing.T) {
	t.Parallel()
	w := &scribe{}
	s := open(t, hooks{scribe: w})
	s.ended(s.request("Planner for beekeepers", product.DigitalPlanners, product.Mini))
	s.close()
	var got []string
	for _, line := range w.lines {
		if rest, ok := strings.CutPrefix(line, "stage "); ok {
			stage, _, _ := strings.Cut(rest, " ")
			got = append(got, stage)
		}
	}
	if want := []string{"read", "write", "deliver", "list", "pack", "check"}; !slices.Equal(got, want) {
		t.Errorf("told of %q, want %q", got, want)
	}
}

func TestWatchersHearOfStops(t *testing.T) {
	t.Parallel()
	g, w := newGate(), &scribe{}
	s := open(t, hooks{pipe: g.into, scribe: w})
	id := s.request("Planner for beekeepers", product.DigitalPlanners, product.Mini)
	wait(t, g.reached, "the first file")
	if err := s.run.Stop(t.Context(), owner, id); err != nil {
		t.Fatal(err)
	}
	close(g.open)
	s.close()
	if got := w.told(); len(got) != 3 || got[2] != "stopped" || !strings.HasPrefix(got[1], "stage deliver") {
		t.Errorf("told %q, want a stage that ended with the run, and the stop", got)
	}
}

// TestWhatIsCarriedOutlivesTheProcess interrupts a run: the next process goes on in
// the name of the same request.
func TestWhatIsCarriedOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	g, w := newGate(), &scribe{}
	s := open(t, hooks{dir: dir, pipe: g.into, scribe: w})
	id := s.request("Planner for beekeepers", product.DigitalPlanners, product.Mini)
	wait(t, g.reached, "the first file")
	done := make(chan struct{})
	go func() { s.close(); close(done) }()
	wait(t, w.stage().Done(), "the end of the run")
	close(g.open)
	wait(t, done, "the end")
	if got := w.told(); got[0] != `generate digital-planners in "request", waited true` || got[len(got)-1] != "interrupted" {
		t.Errorf("told %q, want an interruption", got)
	}
	w = &scribe{}
	s = open(t, hooks{dir: dir, scribe: w})
	s.ended(id)
	s.close()
	if got, want := w.told(), []string{`generate digital-planners in "request", waited false`, "complete"}; !slices.Equal(got, want) {
		t.Errorf("the next process: told %q, want %q", got, want)
	}
}

// TestWatchersHearOfImprovements lets a model write on in the background.
func TestWatchersHearOfImprovements(t *testing.T) {
	t.Parallel()
	gate, w := make(chan struct{}), &scribe{}
	s := open(t, hooks{pipe: withModel(t, &aitest.Server{Answer: retold(t, gate)}, time.Millisecond), scribe: w})
	id := s.request("Record keeping prompts for beekeepers with thirty hives", product.AIPrompts, product.Starter)
	s.ended(id)
	close(gate)
	s.until(id, func(p *product.Product) bool { return !generate.Pending(p) })
	s.close()
	got := w.told()
	if !slices.Contains(got, `improve ai-prompts in "request/generate", waited false`) || got[len(got)-1] != "complete" {
		t.Errorf("told %q, want an improvement in the name of the run", got)
	}
}
