package library_test

import (
	"context"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// written is a library as the local writer writes it, for all tiers.
var written = sync.OnceValues(func() (*product.Product, error) {
	cat := catalog.New()
	reading, err := brief.NewReader(cat).Read("Prompts for beekeepers with thirty hives")
	if err != nil {
		return nil, err
	}
	sections, err := local.New(cat).Write(context.Background(), ai.Order{Category: product.AIPrompts, Reading: reading, Seed: 1})
	return &product.Product{Title: reading.TitleFor(product.AIPrompts), Sections: sections, Request: product.Request{Paper: "a4"}}, err
})

// sample is that library in the look of a preset. The caller may change it.
func sample(t testing.TB, preset string) library.Input {
	t.Helper()
	made, err := written()
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	look, ok := catalog.PresetOf(preset)
	if !ok {
		t.Fatalf("no preset %q", preset)
	}
	own := *made
	own.Sections = nil
	for _, s := range made.Sections {
		items := append([]product.Item(nil), s.Items...)
		for i := range items {
			items[i].Texts = append([]product.Text(nil), items[i].Texts...)
		}
		s.Items = items
		own.Sections = append(own.Sections, s)
	}
	in := library.Input{Basis: deliver.Basis{
		Product: &own,
		Profile: product.Profile{Name: "Ada Example", Contact: "help@example.org", Licence: "commercial"},
		Setters: typeset.NewPool(font.NewLibrary()), Look: deliver.LookOf(look),
	}}
	for _, theme := range catalog.Colours() {
		if theme.ID == look.Palette {
			in.Theme = theme
		}
	}
	return in
}

// files makes everything of a tier.
func files(t testing.TB, in library.Input, tier product.Tier) (map[string][]byte, []product.File) {
	t.Helper()
	tasks, err := library.Tasks(in, tier)
	if err != nil {
		t.Fatalf("tasks of %s: %v", tier, err)
	}
	data := map[string][]byte{}
	var list []product.File
	var mu sync.Mutex
	for _, task := range tasks {
		err := task.Make(context.Background(), func(f product.File, raw []byte) error {
			mu.Lock()
			defer mu.Unlock()
			if _, twice := data[f.Path]; twice {
				t.Errorf("%s is made twice", f.Path)
			}
			data[f.Path] = raw
			list = append(list, f)
			return nil
		})
		if err != nil {
			t.Fatalf("make %s: %v", task.Name, err)
		}
	}
	return data, list
}

func BenchmarkUltimate(b *testing.B) {
	in := sample(b, "authority-professional")
	files(b, in, product.Starter) // typefaces are parsed once in a program's life
	for b.Loop() {
		files(b, in, product.Ultimate)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/tier")
}

func BenchmarkAllTiers(b *testing.B) {
	in := sample(b, "authority-professional")
	files(b, in, product.Starter)
	for b.Loop() {
		in.Largest = new(library.Largest)
		for _, tier := range []product.Tier{product.Starter, product.Pro, product.Ultimate} {
			files(b, in, tier)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/product")
}
