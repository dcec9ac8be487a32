package generate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// tiers lists what the request asks for: one tier or all of the category.
func (r *run) tiers() []product.Tier {
	spec, _ := catalog.SpecOf(r.product.Category)
	var all []product.Tier
	for _, t := range spec.Tiers {
		if want := r.product.Request.Tier; want == "" || want == t.Tier {
			all = append(all, t.Tier)
		}
	}
	return all
}

func (p *Pipeline) basis(r *run) deliver.Basis {
	return deliver.Basis{
		Product: r.product, Profile: r.profile, Look: deliver.LookOf(r.preset), Lang: r.lang, Setters: p.Setters,
		PDF: &p.Memory.pdf, Pictures: &p.Memory.pictures,
	}
}

func (p *Pipeline) planner(r *run) planner.Input {
	return planner.Input{Basis: p.basis(r), Themes: r.themes, Stickers: &p.Memory.stickers}
}

func (p *Pipeline) library(r *run) library.Input {
	return library.Input{Basis: p.basis(r), Theme: r.themes[0], Needs: r.reading.Needs, Largest: r.largest, Pieces: &p.Memory.pieces}
}

// deliver makes the files that a buyer pays for.
func (p *Pipeline) deliver(ctx context.Context, r *run) error {
	var tasks []deliver.Task
	switch r.product.Category {
	case product.AIPrompts:
		for _, tier := range r.tiers() {
			more, err := library.Tasks(p.library(r), tier)
			if err != nil {
				return err
			}
			tasks = append(tasks, more...)
		}
	case product.DigitalPlanners:
		more, err := planner.Tasks(p.planner(r), r.tiers())
		if err != nil {
			return err
		}
		tasks = more
	default:
		return fmt.Errorf("no files are known for category %q", r.product.Category)
	}
	return p.do(ctx, r, tasks)
}

// gallery returns the pages that the listing shows.
func (p *Pipeline) gallery(r *run) func() ([]*draw.Page, error) {
	tiers := r.tiers()
	return func() ([]*draw.Page, error) {
		if r.product.Category == product.DigitalPlanners {
			return planner.Gallery(p.planner(r), tiers[len(tiers)-1])
		}
		return library.Gallery(p.library(r), tiers[len(tiers)-1])
	}
}

// list counts what was made, writes the listing with those numbers, and makes
// its folder and the documents of every bundle.
func (p *Pipeline) list(ctx context.Context, r *run) error {
	facts, err := r.collect()
	if err != nil {
		return err
	}
	prod := r.product
	r.counts = quality.Count(prod, facts)
	in := listing.Input{Basis: p.basis(r), Theme: r.themes[0], Reading: r.reading, Counts: r.counts, Gallery: p.gallery(r)}
	if prod.Category == product.AIPrompts {
		tiers := r.tiers()
		if in.Shows, err = library.GalleryKey(p.library(r), tiers[len(tiers)-1]); err != nil {
			return err
		}
	}
	prod.Offers = listing.Offers(in)
	prod.Listing = listing.Compose(in)
	tasks, err := listing.Tasks(in)
	if err != nil {
		return err
	}
	papers := bundle.Input{Basis: in.Basis, Theme: in.Theme, Counts: r.counts}
	for _, tier := range r.tiers() {
		more, err := bundle.Tasks(papers, tier, of(prod.Files, tier))
		if err != nil {
			return err
		}
		tasks = append(tasks, more...)
	}
	if err := p.do(ctx, r, tasks); err != nil {
		return err
	}
	_, err = r.collect()
	return err
}

// of returns the files that lie in a tier's folder.
func of(files []product.File, tier product.Tier) []product.File {
	var all []product.File
	for _, f := range files {
		if strings.HasPrefix(f.Path, string(tier)+"/") {
			all = append(all, f)
		}
	}
	return all
}

// pack makes the ZIP of every tier.
func (p *Pipeline) pack(ctx context.Context, r *run) error {
	var tasks []deliver.Task
	for _, tier := range r.tiers() {
		files := of(r.product.Files, tier)
		key, err := deliver.Key("zip", 3, r.product.Slug, tier, files)
		if err != nil {
			return err
		}
		tasks = append(tasks, deliver.Task{
			Name: "zip/" + string(tier), Key: key, Cost: 4 * float64(tier.Rank()+1),
			Make: func(_ context.Context, put deliver.Put) error {
				data, err := p.Memory.zips.Zip(files, p.Blobs.Read)
				if err != nil {
					return err
				}
				return put(product.File{Path: "bundles/" + r.product.Slug + "-" + string(tier) + ".zip", Type: "application/zip", Tier: tier}, data)
			},
		})
	}
	return p.do(ctx, r, tasks)
}

// check runs the gates and the rubric over everything. A tier with a file that
// fails a gate loses its bundle: it does not ship.
func (p *Pipeline) check(ctx context.Context, r *run) error {
	facts, err := r.collect()
	if err != nil {
		return err
	}
	prod := r.product
	for i := range prod.Offers {
		o := &prod.Offers[i]
		o.Bundle, o.Bytes = "", 0
		for _, f := range prod.Files {
			if f.Tier == o.Tier && strings.HasPrefix(f.Path, "bundles/") {
				o.Bundle, o.Bytes = f.Path, f.Bytes
			}
		}
	}
	lex, err := p.Lexicon()
	if err != nil {
		return err
	}
	prod.Report = p.Memory.reader.Judge(quality.Input{Product: prod, Reading: r.reading, Profile: r.profile, Lang: r.lang, Themes: r.themes, Facts: facts, Lexicon: lex})
	for _, tier := range withheld(prod, facts) {
		r.withhold(tier)
	}
	return p.report(ctx, r)
}

// withheld lists the tiers that hold a file with a fault; all of them when a
// gate failed for another reason, such as a number on the listing.
func withheld(prod *product.Product, facts map[string]quality.Facts) []product.Tier {
	bad := map[product.Tier]bool{}
	gates := map[string]bool{} // that a file of a tier explains
	for path, f := range facts {
		tier, _, _ := strings.Cut(path, "/")
		if t := product.Tier(tier); t.Rank() >= 0 {
			for _, fault := range f.Faults {
				bad[t] = true
				gates[fault.Gate] = true
			}
		}
	}
	all := false
	for _, g := range prod.Report.Gates {
		all = all || !g.Passed && !gates[g.ID]
	}
	var out []product.Tier
	for _, o := range prod.Offers {
		if all || bad[o.Tier] {
			out = append(out, o.Tier)
		}
	}
	return out
}

func (r *run) withhold(tier product.Tier) {
	files := r.product.Files[:0]
	for _, f := range r.product.Files {
		if f.Tier == tier && strings.HasPrefix(f.Path, "bundles/") {
			continue
		}
		files = append(files, f)
	}
	r.product.Files = files
	for i := range r.product.Offers {
		if r.product.Offers[i].Tier == tier {
			r.product.Offers[i].Bundle, r.product.Offers[i].Bytes = "", 0
		}
	}
}

// report puts the verdict beside the product, for the creator.
func (p *Pipeline) report(ctx context.Context, r *run) error {
	prod := r.product
	key, err := deliver.Key("report", 1, prod.Report, r.counts, prod.Title)
	if err != nil {
		return err
	}
	err = p.do(ctx, r, []deliver.Task{{Name: "report", Key: key, Make: func(_ context.Context, put deliver.Put) error {
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		if err := enc.Encode(map[string]any{"title": prod.Title, "report": prod.Report, "counts": r.counts}); err != nil {
			return err
		}
		if err := put(product.File{Path: "report/report.json", Type: "application/json"}, buf.Bytes()); err != nil {
			return err
		}
		return put(product.File{Path: "report/report.md", Type: "text/markdown; charset=utf-8"}, []byte(verdict(prod)))
	}}})
	if err != nil {
		return err
	}
	for _, f := range r.made["report"].Files {
		prod.Files = append(prod.Files, f)
	}
	return nil
}

// verdict is the report as a person reads it.
func verdict(p *product.Product) string {
	var b strings.Builder
	rep := p.Report
	fmt.Fprintf(&b, "# Report: %s\n\nScore %.0f of 100. ", p.Title, rep.Score)
	if rep.LaunchReady {
		b.WriteString("Launch-ready.\n")
	} else {
		fmt.Fprintf(&b, "Not launch-ready: %s\n", rep.Why)
	}
	b.WriteString("\n## Gates\n\n")
	for _, g := range rep.Gates {
		mark := "passed"
		if !g.Passed {
			mark = "FAILED"
		}
		fmt.Fprintf(&b, "- %s: %s (%d checks)\n", g.Title, mark, g.Checks)
		for _, f := range g.Faults {
			fmt.Fprintf(&b, "  - %s\n", f)
		}
	}
	b.WriteString("\n## Rubric\n\n| criterion | points | measured | would raise it |\n|---|---|---|---|\n")
	for _, c := range rep.Criteria {
		fmt.Fprintf(&b, "| %s: %s | %.1f / %.0f | %s | %s |\n", c.Dimension, c.ID, c.Points, c.Of, c.Measured, c.Raise)
	}
	return b.String()
}
