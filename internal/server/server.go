// Package server answers HTTP: the interface under /api/ for programs, and a
// plain page for people that works without script.
//
// Every route stands in routes.go with what is wrapped around it. Handlers
// return errors; problem.go alone turns them into answers (RFC 9457) and the
// access log alone writes them down. What a handler needs from below is
// declared here as small interfaces over the nouns.
//
// The OpenAPI document is made from the Go types by huma's schema registry, so
// that it cannot drift from what is encoded; huma's own router is not used,
// because its handlers own the whole answer, and ours must stream, redirect and
// serve ranges of files. What an operation is for is written in openapi.go, and
// a test holds that list against the routes.
package server

import (
	"context"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// owner is whoever reaches a server without accounts.
const owner = "local"

// Products reads what was made.
type Products interface {
	// Product returns a product whole; a fault of kind NotFound if there is none.
	Product(ctx context.Context, owner, id string) (p *product.Product, stage string, err error)
	// List returns products newest first, after the id after ("" = the newest).
	List(ctx context.Context, owner, after string, limit int) ([]store.Light, error)
	// File returns what is known of one file; a fault of kind NotFound if there is none.
	File(ctx context.Context, owner, id, path string) (product.File, error)
	// Status returns only the status; a fault of kind NotFound if there is none.
	Status(ctx context.Context, owner, id string) (product.Status, error)
}

// History reads how products came about.
type History interface {
	// Events returns up to limit events after a number, in order.
	Events(ctx context.Context, id string, after int64, limit int) ([]product.Event, error)
	// Watch signals after events were committed; signals may be joined. stop
	// must be called.
	Watch(id string) (signal <-chan struct{}, stop func())
	// Revisions lists a product's history, newest first; empty for an unknown id.
	Revisions(ctx context.Context, owner, id string) ([]store.Revision, error)
	// Ahead returns how many products wait before this one, and in all.
	Ahead(ctx context.Context, id string) (ahead, waiting int, err error)
}

// Profiles keeps who sells, and knows whether anything can be kept.
type Profiles interface {
	// Profile returns the seller; ok is false if none was set.
	Profile(ctx context.Context, owner string) (p product.Profile, ok bool, err error)
	// SetProfile keeps the seller.
	SetProfile(ctx context.Context, owner string, p product.Profile) error
	// Ready reports whether the database answers.
	Ready(ctx context.Context) error
}

// Store is all that is read and kept without making anything.
type Store interface {
	Products
	History
	Profiles
}

// Maker makes and changes products.
type Maker interface {
	// Submit accepts a request and queues it. The same claim gives the same id.
	Submit(ctx context.Context, owner string, req product.Request, c store.Claim) (id string, err error)
	// Stop ends the making; a product that has ended already is no error.
	Stop(ctx context.Context, owner, id string) error
	// Edit changes a product that is still at the revision; else it is a fault
	// of kind Conflict.
	Edit(ctx context.Context, owner, id string, revision int, patch generate.Patch) (*product.Product, error)
	// Delete forgets a product and its files.
	Delete(ctx context.Context, owner, id string) error
}

// Enhancer works on texts.
type Enhancer interface {
	// Enhance returns the change of a text without making it. tell hears the words
	// of a model as they arrive.
	Enhance(ctx context.Context, owner string, req generate.Enhance, tell func(ai.Progress)) (generate.Enhanced, error)
	// Regenerate puts other content into a product that is still at the revision;
	// else it is a fault of kind Conflict.
	Regenerate(ctx context.Context, owner, id string, revision int, req generate.Regenerate) (*product.Product, error)
}

// Runner makes products and copies the data folder while it does.
type Runner interface {
	Maker
	Enhancer
	// Backup writes a consistent copy to w.
	Backup(ctx context.Context, w io.Writer) error
}

// Blobs knows where the bytes of files lie.
type Blobs interface {
	// Path returns the name of the blob with that hash, "" if it is no hash.
	Path(sha string) string
}

// Market says what is known of the market of an idea.
type Market interface {
	// Brief collects it; a fault of kind Invalid that names the field for a
	// request that cannot be understood.
	Brief(ctx context.Context, req market.Request) (*market.Brief, error)
}

// Config is what a server works with.
type Config struct {
	DB     Store
	Blobs  Blobs
	Runner Runner
	Market Market // nil = market briefs are not given
	Models Models // nil = none are asked
	Usage  Usage  // nil = no account is kept of calls to models
	// Languages are those that products can be made in; nil = those built in.
	Languages *locale.Languages
	// Watchers hear of every request, the first of them first.
	Watchers []Watcher
	Metrics  Metrics // nil = none are kept
	// Addr is the host:port that is listened on. Requests for another host are
	// refused, unless the network is trusted.
	Addr         string
	TrustNetwork bool
	Version      string
	Log          *slog.Logger
	Now          func() time.Time
	Streams      int           // event streams at once, 0 = 256
	Beat         time.Duration // between heartbeats of a stream, 0 = 400 ms, at most 500 ms
}

// server is a Config with what is prepared once.
type server struct {
	Config
	mux     *http.ServeMux
	streams chan struct{} // a place for each event stream
	bodies  chan struct{} // a place for each large body that is being received
	pages   *template.Template
	assets  assets
	openapi func() ([]byte, error)
	tongues func() []spoken
}

// New returns the handler of everything. It starts nothing and holds nothing
// that must be closed.
func New(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Languages == nil {
		c.Languages = locale.NewLanguages()
	}
	if c.Streams == 0 {
		c.Streams = 256
	}
	if c.Beat <= 0 || c.Beat > 500*time.Millisecond {
		c.Beat = 400 * time.Millisecond
	}
	s := &server{Config: c, mux: http.NewServeMux(), streams: make(chan struct{}, c.Streams), bodies: make(chan struct{}, maxLarge),
		assets: newAssets()}
	s.pages = newPages(s.assets)
	s.openapi = sync.OnceValues(s.describe)
	s.tongues = sync.OnceValue(func() []spoken { return spokenOf(c.Languages) })
	for _, r := range s.routes() {
		s.mux.Handle(r.pattern, r.serve)
	}
	return s.observe(s.guarded(s.mux))
}
