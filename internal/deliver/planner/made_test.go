package planner_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

const (
	nurses = "Meal and sleep planner for night-shift nurses"
	chess  = "Chess coaches who run a club for children after school"
)

// input composes a planner as the pipeline does, with the local writer.
func input(t *testing.T, text string) planner.Input {
	t.Helper()
	cat := catalog.New()
	r, err := brief.NewReader(cat).Read(text)
	if err != nil {
		t.Fatalf("read %q: %v", text, err)
	}
	secs, err := local.New(cat).Write(t.Context(), ai.Order{Category: product.DigitalPlanners, Reading: r, Seed: 1})
	if err != nil {
		t.Fatalf("write %q: %v", text, err)
	}
	preset, _ := catalog.PresetOf("organized-efficiency")
	return planner.Input{Themes: catalog.Colours(), Basis: deliver.Basis{
		Product: &product.Product{
			Category: product.DigitalPlanners, Brief: r.Text, Title: r.TitleFor(product.DigitalPlanners), Slug: "planner",
			Selection: r.Selection, Day: r.Day, Sections: secs, Request: product.Request{Brief: text, Year: 2027},
		},
		Setters: typeset.NewPool(font.NewLibrary()), Look: deliver.LookOf(preset),
	}}
}

func drawn(t *testing.T, in planner.Input, ed planner.Edition) *draw.Document {
	t.Helper()
	doc, err := planner.Draw(in, ed)
	if err != nil {
		t.Fatalf("%s %s: %v", ed.Tier, ed.Name, err)
	}
	return doc
}

// edition returns the edition of a tier with a name.
func edition(t *testing.T, tier product.Tier, name string) planner.Edition {
	t.Helper()
	for _, ed := range planner.Editions(tier, 2027) {
		if ed.Name == name {
			return ed
		}
	}
	t.Fatalf("the tier %s has no edition %q", tier, name)
	return planner.Edition{}
}

// line is a text as it stands on a page.
type line struct {
	text        string
	x, y, width float64
	size        float64
	missing     bool // it holds a glyph that no font has
}

func lines(ops []draw.Op) []line {
	var all []line
	for _, op := range ops {
		switch op := op.(type) {
		case *draw.Group:
			all = append(all, lines(op.Ops)...)
		case *draw.Run:
			l := line{x: op.X, y: op.Y, width: op.Width(), size: op.Size}
			for _, g := range op.Glyphs.All() {
				l.text += g.Text
				l.missing = l.missing || g.ID == 0
			}
			if strings.TrimSpace(l.text) != "" {
				all = append(all, l)
			}
		}
	}
	return all
}

// words joins the lines of a page.
func words(p *draw.Page) string {
	var b strings.Builder
	for _, l := range lines(p.Ops) {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

func byName(doc *draw.Document) map[string]*draw.Page {
	all := map[string]*draw.Page{}
	for _, p := range doc.Pages {
		all[p.Name] = p
	}
	return all
}

// to lists where the links of a page lead.
func to(p *draw.Page) map[string]bool {
	all := map[string]bool{}
	for _, l := range p.Links {
		all[l.To] = true
	}
	return all
}

// put gathers the files that tasks make.
type put struct {
	mu    sync.Mutex
	files map[string][]byte
}

func (p *put) do(t *testing.T, task deliver.Task) {
	t.Helper()
	err := task.Make(context.Background(), func(f product.File, data []byte) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.files == nil {
			p.files = map[string][]byte{}
		}
		if _, twice := p.files[f.Path]; twice {
			t.Errorf("%s is put twice", f.Path)
		}
		p.files[f.Path] = data
		return nil
	})
	if err != nil {
		t.Fatalf("task %s: %v", task.Name, err)
	}
}
