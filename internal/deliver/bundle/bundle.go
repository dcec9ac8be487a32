// Package bundle makes what every tier's ZIP holds beside the product itself:
// start here, read-me, licence, changelog, support; and the ZIP.
package bundle

import (
	"context"
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that the documents of a bundle depend on.
type Input struct {
	deliver.Basis
	Theme  catalog.Theme
	Counts product.Counts
}

// version is part of every key: raise it when a document is made differently.
const version = 4

// Tasks lists what makes the documents of a tier: 00-start-here.pdf and four
// plain texts. files are the tier's main and bonus files, which the documents
// name; others among them are passed over. It fails without any.
func Tasks(in Input, tier product.Tier, files []product.File) ([]deliver.Task, error) {
	groups := contents(tier, files)
	if len(groups) == 0 {
		return nil, fmt.Errorf("documents of tier %s: there are no files to describe", tier)
	}
	d := doc{Input: in, tier: tier, groups: groups}
	key, err := deliver.Key("bundle", version, tier, groups, in.Product.Title, in.Product.Category, in.Product.Request, in.Product.Day,
		in.Product.Revision, in.Product.Design, d.themes(), in.Profile, in.Look, in.Lang, in.Theme, in.Counts[tier])
	if err != nil {
		return nil, err
	}
	return []deliver.Task{{Name: "bundle/" + string(tier), Key: key, Cost: 0.6, Make: d.make}}, nil
}

// doc is the documents of one tier.
type doc struct {
	Input
	tier   product.Tier
	groups []group
}

func (d doc) make(ctx context.Context, put deliver.Put) error {
	texts := []struct{ name, text string }{
		{"README.txt", d.readme()}, {"LICENSE.txt", d.licence()}, {"CHANGELOG.txt", d.changelog()}, {"SUPPORT.txt", d.support()},
	}
	for _, t := range texts {
		f := product.File{Path: string(d.tier) + "/" + t.name, Type: "text/plain; charset=utf-8", Tier: d.tier}
		if err := put(f, []byte(t.text)); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	guide := d.startHere()
	file, err := d.PDF.Compile(guide)
	if err != nil {
		return fmt.Errorf("start here of tier %s: %w", d.tier, err)
	}
	f := product.File{Path: string(d.tier) + "/00-start-here.pdf", Type: "application/pdf", Tier: d.tier, Pages: len(guide.Pages)}
	return put(f, file.Bytes(d.Theme.Palette))
}

// group is a folder of the bundle and what is in it.
type group struct {
	Folder string // "main", "main/01-sage", "bonus/stickers"
	Files  []file
}

type file struct {
	Name  string
	Pages int
}

// contents groups files by folder, main before bonus, by name.
func contents(tier product.Tier, files []product.File) []group {
	byFolder := map[string][]file{}
	for _, f := range files {
		name, ok := strings.CutPrefix(f.Path, string(tier)+"/")
		if !ok || !strings.HasPrefix(name, "main/") && !strings.HasPrefix(name, "bonus/") {
			continue
		}
		folder := path.Dir(name)
		byFolder[folder] = append(byFolder[folder], file{path.Base(name), f.Pages})
	}
	var all []group
	for folder, fs := range byFolder {
		sort.Slice(fs, func(i, j int) bool { return fs[i].Name < fs[j].Name })
		all = append(all, group{folder, fs})
	}
	sort.Slice(all, func(i, j int) bool {
		a, b := all[i].Folder, all[j].Folder
		if am, bm := strings.HasPrefix(a, "main"), strings.HasPrefix(b, "main"); am != bm {
			return am
		}
		return a < b
	})
	return all
}

// alike joins neighbouring folders that hold files of the same names, such as
// the colour themes of a planner.
func alike(groups []group) [][]group {
	var all [][]group
	for _, g := range groups {
		if n := len(all); n > 0 && sameNames(all[n-1][0], g) && len(g.Files) > 1 {
			all[n-1] = append(all[n-1], g)
			continue
		}
		all = append(all, []group{g})
	}
	return all
}

func sameNames(a, b group) bool {
	return slices.EqualFunc(a.Files, b.Files, func(x, y file) bool { return x.Name == y.Name })
}

// first is the file to open first: of a planner the one for the first year, or
// else the undated one, with the week as the creator set it; otherwise the
// first PDF, or the first file.
func (d doc) first() string {
	req := d.Product.Request
	for _, want := range []string{fmt.Sprintf("%d-%s.pdf", req.Year, req.WeekStart), "undated-" + req.WeekStart + ".pdf", ".pdf", ""} {
		for _, g := range d.groups {
			for _, f := range g.Files {
				if strings.HasSuffix(f.Name, want) {
					return g.Folder + "/" + f.Name
				}
			}
		}
	}
	return startHere
}

// holds reports whether a file of the tier has a name that contains a text.
func (d doc) holds(part string) bool {
	for _, g := range d.groups {
		for _, f := range g.Files {
			if strings.Contains(g.Folder+"/"+f.Name, part) {
				return true
			}
		}
	}
	return false
}

func (d doc) planner() bool { return d.Product.Category == product.DigitalPlanners }

// themes names the colour folders of a planner, in their order.
func (d doc) themes() []string {
	var all []string
	for _, g := range d.groups {
		if name, ok := strings.CutPrefix(g.Folder, "main/"); ok && !strings.Contains(name, "print") && !strings.Contains(name, "single") {
			all = append(all, name)
		}
	}
	return all
}

// count returns how many of something the tier holds, 0 if it was not counted.
func (d doc) count(id string) int { return d.Counts[d.tier][id] }

// tierName is what the version is called.
func (d doc) tierName() string { return deliver.TierName(d.Lang, d.tier) }
