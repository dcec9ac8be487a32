package app_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

// layer is the whole layer around a paid model and one of our own, over a provider
// that speaks both protocols.
type layer struct {
	srv   *aitest.Server
	usage *app.Usage
	model ai.Model
}

func layered(t *testing.T, conf app.UsageConfig, temper func(aitest.Call) aitest.Temper) *layer {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	conf.Log, conf.Now = slog.New(slog.DiscardHandler), time.Now
	u, err := app.OpenUsage(t.Context(), conf, db, app.Pipeline(nil))
	if err != nil {
		t.Fatal(err)
	}
	l := &layer{srv: &aitest.Server{Temper: temper}, usage: u}
	base, stop := l.srv.Start()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(u.Close(context.Background()), db.Close()); err != nil {
			t.Error(err)
		}
	})
	paid, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", Model: "gemini-2.5-flash", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	own, err := openai.New(openai.Config{Model: "llama", BaseURL: base + "v1"})
	if err != nil {
		t.Fatal(err)
	}
	stack := func(m ai.Model) ai.Model {
		return ai.Breaking(ai.Hedged(ai.Limited(u.Wrap(m), ai.NewGate(50), time.Millisecond), nil), nil)
	}
	l.model = u.Around(ai.Fallback(stack(paid), stack(own)))
	u.Model = func() (ai.Model, bool) { return l.model, true }
	return l
}

// used reads all that was put down.
func (l *layer) used(t *testing.T, by string) (ledger.Sum, map[string]ledger.Sum) {
	t.Helper()
	now := time.Now()
	total, groups, err := l.usage.Used(t.Context(), "local", now.Add(-time.Hour), now.Add(time.Hour), by)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]ledger.Sum{}
	for _, g := range groups {
		out[g.Key] = g.Sum
	}
	return total, out
}

// TestCountsAgreeWithTheWire asks, repeats, joins and fails, and holds the account
// against what the provider saw.
func TestCountsAgreeWithTheWire(t *testing.T) {
	t.Parallel()
	l := layered(t, app.UsageConfig{}, func(c aitest.Call) aitest.Temper {
		if c.Wire == "gemini" && c.Prompt == "fails" {
			return aitest.Temper{Fault: aitest.Key}
		}
		return aitest.Temper{Wait: 30 * time.Millisecond}
	})
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if _, err := l.model.Ask(t.Context(), ai.Question{Purpose: "section", Prompt: "together", Product: "p", Items: 4}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, prompt := range []string{"together", "fails", "fails"} {
		if _, err := l.model.Ask(t.Context(), ai.Question{Purpose: "section", Prompt: prompt, Product: "p"}, nil); err != nil {
			t.Error(err)
		}
	}
	total, models := l.used(t, "model")
	if n := len(l.srv.Calls()); n != total.Calls || n != 3 {
		t.Errorf("%d calls on the wire, %d put down; want 3", n, total.Calls)
	}
	if total.Failed != 1 || total.Shared != 9 || total.Kept != 2 || total.Batched != 3 || total.Unknown != 0 || total.Unpriced != 0 {
		t.Errorf("got %+v; want 1 failed, 9 shared, 2 kept and 3 batched", total)
	}
	paid, own := models["gemini/gemini-2.5-flash"], models["openai/llama"]
	if paid.Calls != 2 || paid.Cost <= 0 || paid.SavedFor != 10*paid.Cost || own.Calls != 1 || own.Cost != 0 || own.Used.Out == 0 || own.Kept != 1 {
		t.Errorf("by model: %+v", models)
	}
	limit, err := l.usage.Limit(t.Context())
	if err != nil || limit.Spent != total.Cost || limit.Pending != 0 {
		t.Errorf("the limit says %+v, %v; want %d spent", limit, err, total.Cost)
	}
}

// TestTheLimitHoldsAcrossTheLayer asks a hundred different questions at once, with
// room for a few: the others go to the free model, and no more is spent.
func TestTheLimitHoldsAcrossTheLayer(t *testing.T) {
	t.Parallel()
	l := layered(t, app.UsageConfig{SpendLimit: "0.01"}, func(aitest.Call) aitest.Temper { return aitest.Temper{Wait: 50 * time.Millisecond} })
	var wg sync.WaitGroup
	var failed atomic.Int32
	for n := range 100 {
		wg.Go(func() {
			seed := int64(n)
			if _, err := l.model.Ask(t.Context(), ai.Question{Prompt: "x", MaxTokens: 800, Seed: &seed}, nil); err != nil {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	paid := 0
	for _, c := range l.srv.Calls() {
		if c.Wire == "gemini" {
			paid++
		}
	}
	total, _ := l.used(t, "day")
	// an answer of 800 tokens may cost 2001 millionths: four fit at once into 10000
	if paid < 4 || total.Cost+total.Estimate > 10_000 || failed.Load() > 0 || total.Calls != len(l.srv.Calls()) {
		t.Errorf("%d calls to the paid model, %d spent, %d failed, %d put down", paid, total.Cost+total.Estimate, failed.Load(), total.Calls)
	}
	if err := l.usage.SetLimit(t.Context(), &ledger.Limit{On: true}); err != nil {
		t.Fatal(err)
	}
	before := len(l.srv.Calls())
	if a, err := l.model.Ask(t.Context(), ai.Question{Prompt: "after"}, nil); err != nil || a.By != "openai/llama" {
		t.Errorf("with nothing to spend: %+v, %v; want the free model", a, err)
	}
	if n := len(l.srv.Calls()) - before; n != 1 {
		t.Errorf("%d calls were sent, want one", n)
	}
}

func TestSettingsOfSpendingAreChecked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*app.Config){
		"limit":  func(c *app.Config) { c.SpendLimit = "five" },
		"prices": func(c *app.Config) { c.Prices = "/nowhere/prices.json" },
		"policy": func(c *app.Config) { c.UnknownPrices = "maybe" },
	} {
		c := config(t.TempDir())
		change(&c)
		if _, err := app.Open(t.Context(), c); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want a fault of kind invalid", name, err)
		}
		open(t, config(c.Data)) // the folder was given back
	}
}
