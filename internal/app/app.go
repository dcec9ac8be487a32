// Package app joins the parts: it is the only package that knows all of them.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/author"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/jobs"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/server"
	"github.com/gumgenie/gumgenie/internal/store"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Config says where the data lies and how the server listens.
type Config struct {
	Data         string // the data folder
	Addr         string // host:port to listen on
	TrustNetwork bool   // listen on an address that others can reach, without accounts
	Version      string
	Log          *slog.Logger
	Now          func() time.Time
	// Deadline is within what a run is to be complete, as far as a model is
	// concerned; 0 = 8 s.
	Deadline time.Duration
	// Getenv reads the environment, which may name providers of language models,
	// the key that seals theirs, and a collector of traces; nil = there is none.
	Getenv    func(string) string
	Providers string // file that names more of them, "" = none

	SpendLimit    string // US dollars a day that models may cost, "" = no limit
	UnknownPrices string // what becomes of calls without a known price while there is a limit: "refuse" or "allow"
	Prices        string // file of prices of models before those embedded, "" = none
}

// App is an open data folder with everything that works on it.
type App struct {
	Config
	observers Observers
	handler   http.Handler
	models    *providers.Set
	undo      []func(context.Context) error // in the order of opening
}

// Open opens the data folder and begins to work on what waits there. A folder
// that another process holds is a fault of kind Conflict.
func Open(ctx context.Context, c Config) (_ *App, err error) {
	a := &App{Config: c}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close(context.WithoutCancel(ctx)))
		}
	}()
	a.observe(ctx)
	db, err := store.Open(ctx, c.Data, c.Now)
	if err != nil {
		return nil, err
	}
	a.later(func(context.Context) error { return db.Close() })
	tidy(c.Data)
	blobs, err := blob.Open(filepath.Join(c.Data, backup.BlobDir))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The data folder %s cannot be written. Check its permissions or choose another with --data.", c.Data)
	}
	pipeline := Pipeline(blobs)
	usage, err := OpenUsage(ctx, UsageConfig{SpendLimit: c.SpendLimit, UnknownPrices: c.UnknownPrices, Prices: c.Prices, Log: c.Log, Now: c.Now}, db, pipeline)
	if err != nil {
		return nil, err
	}
	a.later(usage.Close)
	if a.models, err = a.openModels(ctx, db, usage); err != nil {
		return nil, err
	}
	usage.Model = a.models.Model
	pipeline.Improver, pipeline.Deadline = &author.Author{Model: a.models.Model}, c.Deadline
	working := jobs.Config{DB: db, Blobs: blobs, Pipeline: pipeline, Log: c.Log, Now: c.Now}
	a.observers.runs(&working)
	runner, err := jobs.New(ctx, working)
	if err != nil {
		return nil, err
	}
	if err := runner.Start(ctx); err != nil {
		return nil, err
	}
	a.later(runner.Close)
	serving := server.Config{
		DB: db, Blobs: blobs, Runner: runner, Models: a.models, Market: a.marketDesk(pipeline.Read), Usage: usage, Addr: c.Addr, TrustNetwork: c.TrustNetwork,
		Version: c.Version, Log: c.Log, Now: c.Now,
	}
	a.observers.requests(&serving)
	a.handler = server.New(serving)
	return a, nil
}

// Pipeline returns the pipeline with the embedded catalog and the local writer,
// without a keeper.
func Pipeline(blobs generate.Blobs) *generate.Pipeline {
	cat := catalog.New()
	return &generate.Pipeline{
		Catalog:   cat,
		Read:      brief.NewReader(cat).Read,
		Writer:    local.New(cat),
		Languages: locale.NewLanguages(),
		Lexicon:   sync.OnceValues(func() (*quality.Lexicon, error) { return quality.NewLexicon(cat) }),
		Setters:   typeset.NewPool(font.NewLibrary()),
		Blobs:     blobs,
		Hands:     make(chan struct{}, runtime.GOMAXPROCS(0)),
		Memory:    new(generate.Memory),
	}
}

func (a *App) later(fn func(context.Context) error) { a.undo = append(a.undo, fn) }

// Handler answers HTTP.
func (a *App) Handler() http.Handler { return a.handler }

// Close ends the work, the last opened first. Runs go on at the next start.
func (a *App) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var errs []error
	for i := len(a.undo) - 1; i >= 0; i-- {
		errs = append(errs, a.undo[i](ctx))
	}
	a.undo = nil
	return errors.Join(errs...)
}

// Serve listens until the context ends. ready is told the address once requests
// are answered.
func (a *App) Serve(ctx context.Context, ready func(addr string)) error {
	ln, err := listen(ctx, a.Addr, a.TrustNetwork)
	if err != nil {
		return err
	}
	defer ln.Close()
	forget, err := announce(a.Data, ln.Addr().String())
	if err != nil {
		return err
	}
	defer forget()
	s := &http.Server{
		Handler: a.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(ln) }()
	ready(ln.Addr().String())
	go shed(ctx)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := s.Shutdown(end); err != nil {
		err = errors.Join(err, s.Close())
		a.Log.Warn("shut down", "err", err)
	}
	<-failed // http.ErrServerClosed
	return nil
}
