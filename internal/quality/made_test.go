package quality_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// made is a product whose files were really made, with their bytes.
type made struct {
	in      quality.Input
	bytes   map[string][]byte
	setters *typeset.Pool
	look    deliver.Look
	reader  *quality.Reader // it knows the product as it was made
}

// judge inspects again what has changed and judges.
func (m *made) judge() product.Report { return m.reader.Judge(m.in) }

// file replaces the bytes of a file, as if it had come out so.
func (m *made) file(path string, data []byte) {
	f := product.File{Path: path}
	for _, have := range m.in.Product.Files {
		if have.Path == path {
			f = have
		}
	}
	f.Pages = 0
	m.bytes[path] = data
	m.in.Facts[path] = m.reader.Inspect(f, data)
}

// copy is a deep enough copy to put one defect into.
func (m *made) copy() *made {
	p := *m.in.Product
	p.Files, p.Offers = slices.Clone(p.Files), slices.Clone(p.Offers)
	for i := range p.Offers {
		p.Offers[i].Includes = slices.Clone(p.Offers[i].Includes)
	}
	p.Sections = slices.Clone(p.Sections)
	for i := range p.Sections {
		p.Sections[i].Items = slices.Clone(p.Sections[i].Items)
		for k := range p.Sections[i].Items {
			it := &p.Sections[i].Items[k]
			it.Texts, it.Blocks, it.Needs = slices.Clone(it.Texts), slices.Clone(it.Blocks), slices.Clone(it.Needs)
		}
	}
	l := &p.Listing
	l.Tags, l.Facts, l.FAQ, l.Claims = slices.Clone(l.Tags), slices.Clone(l.Facts), slices.Clone(l.FAQ), slices.Clone(l.Claims)
	in := m.in
	in.Product, in.Facts, in.Themes = &p, maps.Clone(m.in.Facts), slices.Clone(m.in.Themes)
	in.Reading.Rules = slices.Clone(in.Reading.Rules)
	return &made{in: in, bytes: maps.Clone(m.bytes), setters: m.setters, look: m.look, reader: m.reader}
}

// maker keeps what products share.
type maker struct {
	cat     *catalog.Catalog
	read    *brief.Reader
	setters *typeset.Pool
	lex     *quality.Lexicon
}

// words is the lexicon of the catalog; learning it once is enough.
var words = sync.OnceValue(func() *quality.Lexicon {
	lex, err := quality.NewLexicon(catalog.New())
	if err != nil {
		panic(err)
	}
	return lex
})

func newMaker(t testing.TB) *maker {
	t.Helper()
	cat := catalog.New()
	return &maker{cat: cat, read: brief.NewReader(cat), setters: typeset.NewPool(font.NewLibrary()), lex: words()}
}

// sections reads a brief and writes the contents.
func (mk *maker) sections(t testing.TB, text string, category product.Category) (brief.Reading, []product.Section) {
	t.Helper()
	r, err := mk.read.Read(text)
	if err != nil {
		t.Fatalf("read %q: %v", text, err)
	}
	secs, err := local.New(mk.cat).Write(t.Context(), ai.Order{Category: category, Reading: r, Seed: 1, Off: quality.NewCompass(mk.lex, r).Off})
	if err != nil {
		t.Fatalf("write %q: %v", text, err)
	}
	return r, secs
}

// planner makes a planner whole: files, listing, papers, archives.
func (mk *maker) planner(t testing.TB, text string, tiers ...product.Tier) *made {
	t.Helper()
	r, secs := mk.sections(t, text, product.DigitalPlanners)
	themes := themesFrom("sage")
	p := &product.Product{
		Category: product.DigitalPlanners, Brief: r.Text, Title: r.TitleFor(product.DigitalPlanners), Slug: "the-planner", Revision: 1,
		Selection: r.Selection, Day: r.Day, Sections: secs, Design: product.Design{Preset: "organized-efficiency", Palette: "sage", Fonts: "sans"},
		Request: product.Request{Brief: text, Category: product.DigitalPlanners, Year: 2027, Currency: "USD", WeekStart: "monday", Paper: "a4", Seed: 1},
	}
	if len(tiers) == 1 {
		p.Request.Tier = tiers[0]
	}
	preset, _ := catalog.PresetOf("organized-efficiency")
	m := &made{bytes: map[string][]byte{}, setters: mk.setters, look: deliver.LookOf(preset), reader: new(quality.Reader)}
	m.in = quality.Input{Product: p, Reading: r, Profile: profile(), Themes: themes, Facts: map[string]quality.Facts{}, Lexicon: mk.lex}
	in := planner.Input{Basis: m.basis(), Themes: themes}
	tasks, err := planner.Tasks(in, tiers)
	if err != nil {
		t.Fatalf("planner: %v", err)
	}
	m.do(t, tasks)
	m.list(t, tiers, func() ([]*draw.Page, error) { return planner.Gallery(in, tiers[len(tiers)-1]) })
	return m
}

// library makes a prompt library whole.
func (mk *maker) library(t testing.TB, text string, tiers ...product.Tier) *made {
	t.Helper()
	r, secs := mk.sections(t, text, product.AIPrompts)
	themes := themesFrom("ocean")
	p := &product.Product{
		Category: product.AIPrompts, Brief: r.Text, Title: r.TitleFor(product.AIPrompts), Slug: "the-library", Revision: 1,
		Selection: r.Selection, Day: r.Day, Sections: secs, Design: product.Design{Preset: "authority-professional", Palette: "ocean", Fonts: "serif"},
		Request: product.Request{Brief: text, Category: product.AIPrompts, Year: 2027, Currency: "USD", WeekStart: "monday", Paper: "a4", Seed: 1},
	}
	if len(tiers) == 1 {
		p.Request.Tier = tiers[0]
	}
	preset, _ := catalog.PresetOf("authority-professional")
	m := &made{bytes: map[string][]byte{}, setters: mk.setters, look: deliver.LookOf(preset), reader: new(quality.Reader)}
	m.in = quality.Input{Product: p, Reading: r, Profile: profile(), Themes: themes, Facts: map[string]quality.Facts{}, Lexicon: mk.lex}
	in := library.Input{Basis: m.basis(), Theme: themes[0]}
	for _, tier := range tiers {
		tasks, err := library.Tasks(in, tier)
		if err != nil {
			t.Fatalf("library: %v", err)
		}
		m.do(t, tasks)
	}
	m.list(t, tiers, func() ([]*draw.Page, error) { return library.Gallery(in, tiers[len(tiers)-1]) })
	return m
}

// basis is what all its files are made from.
func (m *made) basis() deliver.Basis {
	return deliver.Basis{Product: m.in.Product, Profile: m.in.Profile, Look: m.look, Setters: m.setters}
}

// do makes files and inspects them.
func (m *made) do(t testing.TB, tasks []deliver.Task) {
	t.Helper()
	for _, task := range tasks {
		var mu sync.Mutex
		err := task.Make(t.Context(), func(f product.File, data []byte) error {
			sum := sha256.Sum256(data)
			f.SHA, f.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
			facts := m.reader.Inspect(f, data)
			mu.Lock()
			defer mu.Unlock()
			m.bytes[f.Path], m.in.Facts[f.Path] = data, facts
			m.in.Product.Files = append(m.in.Product.Files, f)
			return nil
		})
		if err != nil {
			t.Fatalf("task %s: %v", task.Name, err)
		}
	}
}

// list writes listing, papers and archives.
func (m *made) list(t testing.TB, tiers []product.Tier, gallery func() ([]*draw.Page, error)) {
	t.Helper()
	p := m.in.Product
	counts := quality.Count(p, m.in.Facts)
	in := listing.Input{Basis: m.basis(), Theme: m.in.Themes[0], Reading: m.in.Reading, Counts: counts, Gallery: gallery}
	p.Offers = listing.Offers(in)
	p.Listing = listing.Compose(in)
	tasks, err := listing.Tasks(in)
	if err != nil {
		t.Fatalf("listing: %v", err)
	}
	m.do(t, tasks)
	for _, tier := range tiers {
		tasks, err := bundle.Tasks(bundle.Input{Basis: in.Basis, Theme: in.Theme, Counts: counts}, tier, m.of(tier))
		if err != nil {
			t.Fatalf("papers: %v", err)
		}
		m.do(t, tasks)
		m.pack(t, tier)
	}
}

func (m *made) of(tier product.Tier) []product.File {
	var all []product.File
	for _, f := range m.in.Product.Files {
		if strings.HasPrefix(f.Path, string(tier)+"/") {
			all = append(all, f)
		}
	}
	return all
}

// pack makes the archive of a tier and offers it.
func (m *made) pack(t testing.TB, tier product.Tier) {
	t.Helper()
	bySHA := map[string][]byte{}
	for _, f := range m.in.Product.Files {
		bySHA[f.SHA] = m.bytes[f.Path]
	}
	data, err := bundle.Zip(m.of(tier), func(sha string) ([]byte, error) { return bySHA[sha], nil })
	if err != nil {
		t.Fatalf("pack %s: %v", tier, err)
	}
	f := product.File{Path: "bundles/" + m.in.Product.Slug + "-" + string(tier) + ".zip", Type: "application/zip", Tier: tier, Bytes: int64(len(data))}
	m.in.Product.Files = append(m.in.Product.Files, f)
	m.bytes[f.Path] = data
	m.in.Facts[f.Path] = m.reader.Inspect(f, data)
	for i := range m.in.Product.Offers {
		if o := &m.in.Product.Offers[i]; o.Tier == tier {
			o.Bundle, o.Bytes = f.Path, f.Bytes
		}
	}
}

func profile() product.Profile {
	return product.Profile{
		Name: "Paper Lantern Studio", Contact: "hello@paperlantern.example", Refund: "faulty-only", Licence: "personal", Currency: "USD",
		Paper: "a4", WeekStart: "monday", Language: "en",
	}
}

// themesFrom puts one theme first, then one that is light, one dark, one of high
// contrast, then the others.
func themesFrom(id string) []catalog.Theme {
	rank := func(t catalog.Theme) int {
		switch {
		case t.ID == id:
			return 0
		case t.ID == "ocean":
			return 1
		case t.ID == "midnight":
			return 2
		case t.ID == "contrast":
			return 3
		}
		return 4
	}
	all := catalog.Colours()
	slices.SortStableFunc(all, func(a, b catalog.Theme) int { return rank(a) - rank(b) })
	return all
}
