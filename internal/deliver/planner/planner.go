// Package planner draws digital planners: hyperlinked PDFs with an index, a
// year, months, weeks and days, and the pages that the brief asked for.
//
// An edition is laid out once; its colour themes are copies with another
// palette. Every link carries the words of the page that it must land on, and
// an edition in which a text does not fit is an error, not a file.
package planner

import (
	"context"
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that the planners of a product depend on.
type Input struct {
	deliver.Basis
	Themes   []catalog.Theme // in order of the folders; a tier takes as many as it promises
	Stickers *Stickers       // that other products have; nil = each is drawn
}

func (in Input) author() string {
	if in.Profile.Name != "" {
		return in.Profile.Name
	}
	return "GumGenie"
}

func (in Input) hours() product.Hours {
	if h := in.Product.Day; h.To > h.From {
		return h
	}
	return product.Hours{From: 6, To: 22}
}

// note is the small print of the guide.
func (in Input) note() string {
	if in.Profile.Contact != "" {
		return in.Lang.Say("This is a PDF with internal links. It holds no calendar sync and no reminders. Something does not open or is faulty? Write to %s.", in.Profile.Contact)
	}
	return in.Lang.Say("This is a PDF with internal links. It holds no calendar sync and no reminders. Something does not open or is faulty? Write through the shop where you got it.")
}

// Draw lays out one edition. It fails when the product lacks what an edition
// needs or when a text does not fit its place.
func Draw(in Input, ed Edition) (*draw.Document, error) {
	b := newBook(in, ed)
	defer in.Setters.Give(b.set)
	for _, kind := range []product.Kind{product.Page, product.Paper, product.Cover} {
		if len(b.items[kind]) == 0 {
			return nil, fmt.Errorf("edition %s: the product has no item of kind %s", ed.Name, kind)
		}
	}
	b.frontCover()
	b.index()
	b.guide()
	b.year()
	b.goals()
	b.months()
	b.weeksHub()
	b.weeks()
	b.days()
	b.modules()
	b.sections()
	b.layouts()
	b.papers()
	b.covers()
	return b.finish()
}

// Tasks lists what has to be made for tiers: one task for each edition, which
// puts a file for each theme, and those of the stickers.
func Tasks(in Input, tiers []product.Tier) ([]deliver.Task, error) {
	var all []deliver.Task
	for _, tier := range tiers {
		themes := in.of(tier)
		for _, ed := range Editions(tier, in.Product.Request.Year) {
			colours := themes
			if ed.Print {
				colours = themes[:1] // paper is white; one set to print is enough
			}
			key, err := deliver.Key("planner", version, ed.Name, ed.Tier, in.inputs(tier), in.Look, ids(colours), in.Profile.Name, in.Profile.Contact, in.Lang)
			if err != nil {
				return nil, err
			}
			all = append(all, deliver.Task{
				Name: string(tier) + "/" + ed.Name,
				Key:  key,
				Cost: cost(ed),
				Make: func(ctx context.Context, put deliver.Put) error { return in.make(ctx, put, ed, colours) },
			})
		}
	}
	more, err := in.stickers(tiers)
	return append(all, more...), err
}

// of returns the themes that a tier comes in.
func (in Input) of(tier product.Tier) []catalog.Theme {
	spec, _ := catalog.SpecOf(product.DigitalPlanners)
	ts, _ := spec.Tier(tier)
	return in.Themes[:min(len(in.Themes), ts.Count("themes"))]
}

// version is part of every key: raise it when a planner is drawn differently,
// so that products made before are drawn anew.
const version = 5

// inputs is what of the product an edition of a tier shows.
func (in Input) inputs(tier product.Tier) any {
	type shown struct {
		Section string
		Item    product.Item
	}
	var all []shown
	in.Product.Items(tier, func(s *product.Section, it *product.Item) {
		switch it.Kind {
		case product.Page, product.Paper, product.Cover, product.Divider:
			all = append(all, shown{s.Title, *it})
		}
	})
	return []any{in.Product.Title, in.Product.Day, in.Product.Selection.Matched, in.Product.Request.Year, all}
}

func ids(themes []catalog.Theme) []string {
	var all []string
	for _, t := range themes {
		all = append(all, t.ID)
	}
	return all
}

// cost is a guess at the work in a task, in pages, for the order of making.
func cost(ed Edition) float64 {
	if ed.Holds.Daily {
		return 600
	}
	return 150
}

func (in Input) make(ctx context.Context, put deliver.Put, ed Edition, themes []catalog.Theme) error {
	doc, err := Draw(in, ed)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := in.PDF.Compile(doc)
	if err != nil {
		return fmt.Errorf("edition %s: %w", ed.Name, err)
	}
	for i, t := range themes {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := product.File{Path: path(ed, i, t, len(themes)), Type: "application/pdf", Tier: ed.Tier, Pages: len(doc.Pages)}
		if err := put(f, file.Bytes(t.Palette)); err != nil {
			return err
		}
	}
	return nil
}

// path names the file of an edition in a theme.
func path(ed Edition, i int, t catalog.Theme, themes int) string {
	dir := string(ed.Tier) + "/main/"
	switch {
	case ed.Print:
		return dir + "90-print/planner-" + ed.Name + ".pdf"
	case themes == 1 && ed.Tier.Rank() <= product.Starter.Rank():
		return fmt.Sprintf("%s%02d-planner-%s.pdf", dir, order(ed), ed.Name)
	}
	return fmt.Sprintf("%s%02d-%s/planner-%s.pdf", dir, i+1, strings.ToLower(t.ID), ed.Name)
}

func order(ed Edition) int {
	if strings.HasSuffix(ed.Name, "sunday") {
		return 2
	}
	return 1
}
