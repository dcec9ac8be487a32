package library

import (
	"context"
	"fmt"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// version is part of every key: raise it when files are made differently, so
// that products made before are made anew.
const version = 3

// job is a task before it has its key.
type job struct {
	name  string
	cost  float64
	shows []any // all that its files depend on
	make  func(ctx context.Context, put deliver.Put) error
}

// Tasks lists what has to be made for a tier: everything in its folders main
// and bonus. Each task depends only on what its own files show.
func Tasks(in Input, tier product.Tier) ([]deliver.Task, error) {
	c, err := edition(in, tier)
	if err != nil {
		return nil, err
	}
	if in.Largest == nil {
		in.Largest = new(Largest)
	}
	m := maker{in: in, c: c}
	jobs := m.main()
	if tier.Rank() >= product.Ultimate.Rank() {
		jobs = append(jobs, m.bonus()...)
	}
	tasks := make([]deliver.Task, 0, len(jobs))
	for _, j := range jobs {
		key, err := deliver.Key(append([]any{"library", version, j.name, tier, in.Lang}, j.shows...)...)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, deliver.Task{Name: string(tier) + "/" + j.name, Key: key, Cost: j.cost, Make: j.make})
	}
	return tasks, nil
}

// maker makes the files of an edition.
type maker struct {
	in Input
	c  *contents
}

// main lists the files that every edition has, and those from pro on.
func (m maker) main() []job {
	c := m.c
	prompts, rest := digest(c.Title, c.Groups), digest(c.Workflows, c.Examples)
	look := digest(m.in.Theme, m.in.Look, m.in.Profile.Name, m.in.paper())
	terms := m.in.licence()
	seller := digest(terms, m.in.author(), m.in.Profile.Contact, m.in.Profile.Site, m.in.Product.Selection.Matched)
	jobs := []job{
		{"prompt-library.pdf", 4, []any{prompts, rest, look, seller}, m.document("main/01-prompt-library.pdf", func() (*draw.Document, error) { return m.in.once(c), nil })},
		{"prompts.md", 0.2, []any{prompts, rest, terms}, m.file("main/02-prompts.md", "text/markdown; charset=utf-8", func() ([]byte, error) { return markdown(m.in, c), nil })},
		{"prompts.csv", 0.1, []any{prompts}, m.file("main/03-prompts.csv", "text/csv; charset=utf-8", func() ([]byte, error) { return table(c), nil })},
	}
	if c.Edition.Rank() >= product.Pro.Rank() {
		jobs = append(jobs,
			job{"prompts.xlsx", 1.5, []any{prompts, rest, terms, m.in.author(), hexOf(m.in)}, m.file("main/04-prompts.xlsx", sheetType, func() ([]byte, error) { return workbook(m.in, c) })},
			job{"prompts.json", 0.2, []any{prompts, rest, terms}, m.file("main/05-prompts.json", "application/json", func() ([]byte, error) { return export(m.in, c) })},
			job{"single-prompts", 0.3, []any{prompts}, m.singles},
		)
	}
	return jobs
}

// bonus lists what the ultimate edition adds.
func (m maker) bonus() []job {
	c := m.c
	look := digest(c.Title, m.in.Theme, m.in.Look, m.in.Profile.Name, m.in.paper())
	names := make([]string, len(c.Prompts))
	for i, p := range c.Prompts {
		names[i] = p.label()
	}
	var jobs []job
	add := func(name string, doc func(Input, *contents) *draw.Document, shows ...any) {
		jobs = append(jobs, job{name, 0.6, append(shows, look), m.document("bonus/"+name, func() (*draw.Document, error) { return doc(m.in, c), nil })})
	}
	if len(c.Cards) > 0 {
		add("01-role-cards.pdf", roleCards, c.Cards, names)
	}
	kit, score, lists := c.sheets()
	if kit != nil {
		add("02-brand-voice-kit.pdf", voiceKit, kit, names)
	}
	if score != nil {
		add("03-evaluation-sheet.pdf", evaluation, score)
	}
	if len(lists) > 0 {
		add("04-checklists.pdf", checklists, lists)
	}
	return jobs
}

// digest shortens what several keys depend on. Texts and numbers always encode.
func digest(shown ...any) string {
	key, err := deliver.Key(shown...)
	if err != nil {
		return fmt.Sprint(shown...)
	}
	return key
}

// document makes a PDF.
func (m maker) document(path string, doc func() (*draw.Document, error)) func(context.Context, deliver.Put) error {
	return func(ctx context.Context, put deliver.Put) error {
		d, err := doc()
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := m.in.PDF.Compile(d)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		tier := m.c.Edition
		return put(product.File{Path: string(tier) + "/" + path, Type: "application/pdf", Tier: tier, Pages: len(d.Pages)}, f.Bytes(m.in.Theme.Palette))
	}
}

// file makes one file that is not a PDF.
func (m maker) file(path, mediaType string, data func() ([]byte, error)) func(context.Context, deliver.Put) error {
	return func(_ context.Context, put deliver.Put) error {
		raw, err := data()
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		tier := m.c.Edition
		return put(product.File{Path: string(tier) + "/" + path, Type: mediaType, Tier: tier}, raw)
	}
}
