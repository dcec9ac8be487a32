package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/guard"
	"github.com/gumgenie/gumgenie/internal/metric"
	"github.com/gumgenie/gumgenie/internal/store"
)

// names are what the environment calls the provider.
func names(base string) map[string]string {
	return map[string]string{"GEMINI_API_KEY": "not-a-key", "GOOGLE_GEMINI_BASE_URL": base, "GEMINI_MODEL": "fake-1"}
}

// client returns the official client for a provider, with the connections that
// the product gives it.
func client(ctx context.Context, base string) (ai.Model, error) {
	n := names(base)
	return gemini.New(ctx, gemini.Config{Key: n["GEMINI_API_KEY"], Model: n["GEMINI_MODEL"], BaseURL: base, HTTP: guard.Client(guard.Any)})
}

// extent is how much of the product stands around the client.
type extent int

const (
	bare  extent = iota // gate, hedge, breaker, chain
	kept                // with the cache and the account
	whole               // with what measures them, as the product has it
)

// wiring says how a stack is put together.
type wiring struct {
	extent extent
	limit  int      // calls at once
	cache  ai.Cache // in place of the product's own; nil = that
}

// stack is a model as the product puts it together, on a data folder of its own.
type stack struct {
	ai.Model
	undo []func() error
}

func (b *bench) stack(ctx context.Context, base string, w wiring) (_ *stack, err error) {
	s := &stack{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	dir, err := os.MkdirTemp("", "gumgenie-benchai-")
	if err != nil {
		return nil, err
	}
	s.undo = append(s.undo, func() error { return os.RemoveAll(dir) })
	db, err := store.Open(ctx, dir, time.Now)
	if err != nil {
		return nil, err
	}
	s.undo = append(s.undo, db.Close)
	usage, err := app.OpenUsage(ctx, app.UsageConfig{Log: slog.New(slog.DiscardHandler), Now: time.Now}, db, nil)
	if err != nil {
		return nil, err
	}
	s.undo = append(s.undo, func() error { return usage.Close(context.WithoutCancel(ctx)) })
	n := names(base)
	c := providers.Config{Env: providers.FromEnv(func(name string) string { return n[name] }), Local: true, Now: time.Now}
	for i := range c.Env {
		c.Env[i].Limit = w.limit
	}
	around := usage.Around
	if w.cache != nil {
		around = func(m ai.Model) ai.Model { return ai.Cached(m, w.cache, nil) }
	}
	switch o := (app.Observers{Metrics: metric.New("bench")}); w.extent {
	case kept:
		c.Wrap, c.Around = usage.Wrap, around
	case whole:
		c.Wrap = func(m ai.Model) ai.Model { return o.Wrap(usage.Wrap(m)) }
		c.Around = func(m ai.Model) ai.Model { return o.Around(around(m)) }
	}
	set, err := providers.New(ctx, c)
	if err != nil {
		return nil, err
	}
	s.undo = append(s.undo, func() error { set.Close(); return nil })
	m, ok := set.Model()
	if !ok {
		return nil, fmt.Errorf("the product cannot ask the provider: %+v", set.List())
	}
	s.Model = m
	return s, nil
}

// close takes down what was opened, the last first.
func (s *stack) close() error {
	var errs []error
	for i := len(s.undo) - 1; i >= 0; i-- {
		errs = append(errs, s.undo[i]())
	}
	s.undo = nil
	return errors.Join(errs...)
}
