package quality

import (
	"path"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Count counts what every tier holds, by claim id, from what was found in its
// finished files. Things that only the product's data can tell apart, such as
// workflows, count when a file of the tier has them under their title.
//
// Ids of files: files, pdfs, editions (PDFs that differ in more than colours),
// themes, pages (of the smallest PDF for the screen: each has as many), links (of the same one),
// stickers, rows, prompts. Ids of items: groups, workflows, examples, cards,
// checklists, blanks, modules, papers, covers, sections, needs.
func Count(p *product.Product, facts map[string]Facts) product.Counts {
	counts := product.Counts{}
	for _, tier := range tiersOf(facts) {
		counts[tier] = countTier(p, tier, facts)
	}
	return counts
}

// tiersOf lists the tiers that have files, from the smallest.
func tiersOf(facts map[string]Facts) []product.Tier {
	var all []product.Tier
	for _, t := range []product.Tier{product.Mini, product.Starter, product.Pro, product.Ultimate} {
		for path := range facts {
			if strings.HasPrefix(path, string(t)+"/") {
				all = append(all, t)
				break
			}
		}
	}
	return all
}

// papers lists the files of a bundle that are not what the buyer pays for.
func papersOf() []string {
	return []string{"00-start-here.pdf", "README.txt", "LICENSE.txt", "CHANGELOG.txt", "SUPPORT.txt"}
}

func countTier(p *product.Product, tier product.Tier, facts map[string]Facts) map[string]int {
	c := map[string]int{}
	titles := map[uint32]bool{}
	copies := map[string]int{} // colourways by the name of the edition
	texts := 0                 // single prompts
	for _, at := range sorted(facts) {
		rest, ok := strings.CutPrefix(at, string(tier)+"/")
		if !ok || !strings.Contains(rest, "/") {
			continue // papers of the bundle
		}
		f := facts[at]
		c["files"]++
		f.Titles.into(titles)
		c["stickers"] += f.Counts["stickers"]
		switch path.Ext(at) {
		case ".pdf":
			c["pdfs"]++
			if strings.HasPrefix(rest, "main/") {
				copies[path.Base(at)]++
			}
			if n := f.Counts["pages"]; n > 0 && (c["pages"] == 0 || n < c["pages"]) && !strings.Contains(rest, "print") && strings.HasPrefix(rest, "main/") {
				c["pages"], c["links"] = n, f.Counts["links"] // a file that cannot be read counts for nothing; its own gate speaks
			}
		case ".txt":
			texts += f.Counts["prompts"]
		default:
			c["prompts"] = max(c["prompts"], f.Counts["prompts"])
		}
	}
	c["prompts"] = max(c["prompts"], texts)
	c["editions"] = len(copies)
	for _, n := range copies {
		c["themes"] = max(c["themes"], n)
	}
	countItems(p, tier, titles, c)
	for id, n := range c {
		if n == 0 {
			delete(c, id)
		}
	}
	return c
}

// countItems counts the items of a tier that its files hold.
func countItems(p *product.Product, tier product.Tier, titles map[uint32]bool, c map[string]int) {
	groups, needs, blanks := map[string]bool{}, map[string]bool{}, map[string]bool{}
	p.Items(tier, func(s *product.Section, it *product.Item) {
		if it.Kind == product.Sticker || !holds(titles, it.Title) {
			return
		}
		if id := claimOf(it.Kind); id != "" {
			c[id]++
		}
		if it.Kind == product.Prompt {
			groups[s.ID] = true
			for _, in := range it.All("input") {
				if name, _, ok := strings.Cut(in, "]"); ok {
					blanks[name] = true
				}
			}
		}
		for _, n := range it.Needs {
			needs[n] = true
		}
	})
	c["groups"], c["needs"], c["blanks"] = len(groups), len(needs), len(blanks)
}

// claimOf is the claim under which items of a kind are counted; prompts are
// counted from files.
func claimOf(k product.Kind) string {
	switch k {
	case product.Workflow:
		return "workflows"
	case product.Example:
		return "examples"
	case product.Card:
		return "cards"
	case product.Sheet:
		return "checklists"
	case product.Page:
		return "modules"
	case product.Paper:
		return "papers"
	case product.Cover:
		return "covers"
	case product.Divider:
		return "sections"
	}
	return ""
}
