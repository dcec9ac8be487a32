// Package generate is the pipeline: one sentence in, a finished product out.
//
// A run is a literal list of stages. What a stage has done is kept before the
// next begins, so that a run which was killed goes on where it was; files are
// made by tasks with a key over their inputs, so that neither a resumed run nor
// an edit makes a file twice.
package generate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Keeper keeps what a run does. Each call is all or nothing.
type Keeper interface {
	// Keep saves the product as it stands after a stage, with events. A product
	// that was stopped or deleted meanwhile is a fault of kind Conflict.
	Keep(ctx context.Context, p *product.Product, stage, note string, events ...product.Event) error
	// Emit appends events; one that was told before under its name is left out.
	Emit(ctx context.Context, id string, events ...product.Event) error
	// Record keeps what a task made, and that the product counts on its files,
	// with its event.
	Record(ctx context.Context, id, task, key string, made []byte, files []product.File, events ...product.Event) error
	// Recorded calls fn with what each task of the product made last.
	Recorded(ctx context.Context, id string, fn func(task, key string, made []byte) error) error
}

// Blobs keeps the bytes of files under their hash.
type Blobs interface {
	Put(data []byte) (sha string, err error)
	Read(sha string) ([]byte, error)
	// Sync makes what was put survive a loss of power.
	Sync() error
}

// Pipeline makes products. It is safe for concurrent use.
type Pipeline struct {
	Catalog *catalog.Catalog
	Read    func(text string) (brief.Reading, error)
	Writer  ai.Writer
	// Improver lets a model write better what Writer drafted; nil = there is none.
	Improver ai.Improver
	// Languages are those that products can be made in; nil = English alone.
	Languages *locale.Languages
	// Deadline is that of a run, 0 = 8 s. It bounds the model only: the files are
	// made in any case.
	Deadline time.Duration
	// Lexicon returns the words by which the drift gate knows the fields.
	Lexicon func() (*quality.Lexicon, error)
	Setters *typeset.Pool
	Keeper  Keeper
	Blobs   Blobs
	// Hands bounds how many tasks are at work at once over all runs: the number
	// of cores. Sends take a place.
	Hands  chan struct{}
	Memory *Memory
	// Watchers hear of the stages of runs.
	Watchers []Watcher
}

// Watcher hears of the stages of runs, to measure them.
type Watcher interface {
	// Stage is told that a stage of a run begins. The context that it returns goes
	// with the stage; ended is called once, with the stage's error.
	Stage(ctx context.Context, p *product.Product, stage string) (_ context.Context, ended func(error))
}

// Memory is what making one product leaves to the next: work that would give the
// same again. It is bounded. The zero value is ready.
type Memory struct {
	stickers planner.Stickers
	pieces   book.Memory
	pdf      pdf.Memory
	zips     bundle.Memory
	pictures png.Studio
	reader   quality.Reader
	pace     pace
}

// stage is one step of a run. Do may be called again for a product that it has
// worked on before, and then does the same.
type stage struct {
	name, title string
	do          func(ctx context.Context, r *run) error
}

// stages is the life of a product, in order.
func (p *Pipeline) stages() []stage {
	return []stage{
		{"read", "Reading the brief", p.read},
		{"write", "Writing the contents", p.write},
		{"deliver", "Making the files", p.deliver},
		{"list", "Writing the listing", p.list},
		{"pack", "Packing the bundles", p.pack},
		{"check", "Checking everything", p.check},
	}
}

// run is the work on one product.
type run struct {
	product *product.Product
	profile product.Profile
	reading brief.Reading
	lang    *locale.Printer // nil = English
	preset  catalog.Preset
	themes  []catalog.Theme
	counts  product.Counts
	largest *library.Largest

	mu   sync.Mutex // guards what tasks write
	made map[string]made
	used map[string]bool // tasks of this run
	told bool            // events are told: a run, not an edit

	began time.Time // when a worker took the run
	wrote time.Time // when its texts were there
}

// Run makes a product, or goes on making it after the stage done ("" = from the
// start). When it returns without an error the product is complete and kept. It
// stops with the context's cause. A panic anywhere in the work is returned as a
// *Panic.
func (p *Pipeline) Run(ctx context.Context, prod *product.Product, profile product.Profile, done string) error {
	return guard(func() error { return p.run(ctx, prod, profile, done) })
}

func (p *Pipeline) run(ctx context.Context, prod *product.Product, profile product.Profile, done string) error {
	began := time.Now()
	r, err := p.begin(ctx, prod, profile)
	if err != nil {
		return err
	}
	r.told, r.began = true, began
	if err := p.Keeper.Emit(ctx, prod.ID, product.NewEvent(product.EventStarted, "started", nil)); err != nil {
		return err
	}
	all := p.stages()
	first := 0
	for i, s := range all {
		// Making files again costs nothing where they are made, and what
		// follows needs to know them: only reading and writing are skipped.
		if s.name == done {
			first = min(i+1, 2)
		}
	}
	for i, s := range all {
		if i < first {
			continue
		}
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := p.Keeper.Emit(ctx, prod.ID, product.NewEvent(product.EventStage, "stage:"+s.name, map[string]any{
			"stage": s.name, "title": s.title, "number": i + 1, "of": len(all),
		})); err != nil {
			return err
		}
		if err := p.watched(ctx, r, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if s.name == "check" {
			if err := p.safe(ctx, r); err != nil {
				return fmt.Errorf("set the model's words aside: %w", err)
			}
			return p.finish(ctx, r)
		}
		if err := p.Keeper.Keep(ctx, prod, s.name, "made"); err != nil {
			return err
		}
	}
	return nil
}

var errNoEnd = errors.New("the stage did not end")

// watched does a stage, in the hearing of the watchers.
func (p *Pipeline) watched(ctx context.Context, r *run, s stage) (err error) {
	err = errNoEnd // a panic
	for _, w := range p.Watchers {
		in, ended := w.Stage(ctx, r.product, s.name)
		ctx = in
		defer func() { ended(err) }()
	}
	return s.do(ctx, r)
}

// begin prepares the work on a product: what follows from its request and the
// catalog is worked out anew, never kept.
func (p *Pipeline) begin(ctx context.Context, prod *product.Product, profile product.Profile) (*run, error) {
	r := &run{product: prod, profile: profile, largest: new(library.Largest), made: map[string]made{}, used: map[string]bool{}}
	var err error
	r.lang = p.printer(prod)
	if r.reading, err = p.Read(reads(prod)); err != nil {
		return nil, err
	}
	r.reading = withSources(r.reading, prod.Request.Sources)
	if err := r.look(); err != nil {
		return nil, err
	}
	err = p.Keeper.Recorded(ctx, prod.ID, r.remember)
	return r, err
}

// look finds preset and themes of the product's design, or of its request when
// it has none yet.
func (r *run) look() error {
	d := &r.product.Design
	if d.Preset == "" {
		d.Preset, d.Palette = r.product.Request.Preset, r.product.Request.Palette
	}
	preset, ok := catalog.PresetOf(d.Preset)
	if !ok {
		return fault.Field("preset", "There is no preset %.40q.", d.Preset)
	}
	if d.Palette == "" {
		d.Palette = preset.Palette
	}
	d.Fonts = preset.FontFamily
	r.preset = preset
	themes, err := themesFrom(d.Palette)
	r.themes = themes
	return err
}

// themesFrom returns the colour themes in the order in which tiers take them:
// the chosen one, then one dark and one of high contrast, then the others.
func themesFrom(palette string) ([]catalog.Theme, error) {
	all := catalog.Colours()
	var out, rest []catalog.Theme
	for _, t := range all {
		if t.ID == palette {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return nil, fault.Field("palette", "There is no palette %.40q.", palette)
	}
	dark, contrast := out[0].Dark, out[0].HighContrast
	for _, t := range all {
		switch {
		case t.ID == palette:
		case t.Dark && !dark:
			dark = true
			out = append(out, t)
		case t.HighContrast && !contrast:
			contrast = true
			out = append(out, t)
		default:
			rest = append(rest, t)
		}
	}
	// a second theme that people expect to be light comes before dark and contrast
	mix := append([]catalog.Theme{out[0]}, rest[:min(1, len(rest))]...)
	mix = append(mix, out[1:]...)
	return append(mix, rest[min(1, len(rest)):]...), nil
}

// finish keeps a product that passed its last stage as complete.
func (p *Pipeline) finish(ctx context.Context, r *run) error {
	if !r.wrote.IsZero() {
		p.Memory.pace.learn(r.product.Category, r.product.Request.Tier, time.Since(r.wrote))
	}
	r.product.Status = product.Complete
	rep := r.product.Report
	return p.Keeper.Keep(ctx, r.product, "check", "made", product.NewEvent(product.EventComplete, "end", map[string]any{
		"score": rep.Score, "launchReady": rep.LaunchReady, "why": rep.Why, "title": r.product.Title, "files": len(r.product.Files),
	}))
}

// New returns a product as it is before its run: accepted, waiting.
func New(id, owner string, req product.Request, now time.Time) *product.Product {
	return &product.Product{
		ID: id, Owner: owner, Status: product.Queued, Category: req.Category, Brief: req.Brief, Title: req.Brief,
		Request: req, Created: now.UTC(), Updated: now.UTC(),
		Selection: product.Selection{Matched: []string{}}, Sections: []product.Section{}, Files: []product.File{}, Offers: []product.Offer{},
		Report: product.Report{Gates: []product.Gate{}, Criteria: []product.Criterion{}, Dimensions: map[string]float64{}},
	}
}
