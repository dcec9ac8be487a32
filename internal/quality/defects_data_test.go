package quality_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// items lists the items of a kind.
func items(m *made, kind product.Kind) []*product.Item {
	var all []*product.Item
	m.in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == kind {
			all = append(all, it)
		}
	})
	return all
}

func setText(it *product.Item, name, value string) {
	for i := range it.Texts {
		if it.Texts[i].Name == name {
			it.Texts[i].Value = value
			return
		}
	}
}

func itemDefects() map[string]defect {
	return map[string]defect{
		"a leftover in a prompt": {false, func(_ *testing.T, m *made) {
			it := items(m, product.Prompt)[7]
			setText(it, "prompt", it.Text("prompt")+"\nAs an AI language model I cannot know this.")
		}, quality.GateLeftovers, "polish", "language model"},
		"a prompt that is there twice": {false, func(_ *testing.T, m *made) {
			all := items(m, product.Prompt)
			setText(all[9], "prompt", all[8].Text("prompt"))
		}, quality.GateDuplicates, "depth", "of its phrases with item"},
		"a page that is there twice": {true, func(_ *testing.T, m *made) {
			all := items(m, product.Page)
			all[30].Blocks = all[29].Blocks
		}, quality.GateDuplicates, "depth", "the same blocks"},
		"two items of one title": {false, func(_ *testing.T, m *made) {
			all := items(m, product.Workflow)
			all[3].Title = all[2].Title
		}, quality.GateDuplicates, "depth", "It has the title"},
		"a file that is there twice": {true, func(_ *testing.T, m *made) {
			files := m.in.Product.Files
			at := slices.IndexFunc(files, func(f product.File) bool { return strings.Contains(f.Path, "/stickers/") })
			files[at].SHA = files[at+1].SHA
		}, quality.GateDuplicates, "depth", "the same file"},
		"a section about something else": {false, func(_ *testing.T, m *made) {
			for i, text := range hives() {
				it := items(m, product.Prompt)[100+3*i]
				for k := range it.Texts {
					if name := it.Texts[k].Name; name != "quality" && name != "prompt" && name != "input" {
						it.Texts[k].Value = text
					}
				}
				setText(it, "prompt", text+" "+"Colony, comb, drone, nectar, propolis, queen cell, smoker and super: "+strings.ToLower(text))
			}
		}, quality.GateDrift, "positioning", "nothing to do with the brief"},
		"a card in another script": {false, func(_ *testing.T, m *made) {
			setText(items(m, product.Card)[0], "ask", strings.Repeat("最初に次のことを聞いてください。", 40))
		}, quality.GateLanguage, "positioning", "not in the script"},
		"a field for a patient's name": {true, func(t *testing.T, m *made) {
			if !slices.ContainsFunc(m.in.Reading.Rules, func(r brief.Rule) bool { return strings.Contains(r.ID, "patient") }) {
				t.Fatalf("the rules of night nurses are %v", m.in.Reading.Rules)
			}
			it := items(m, product.Page)[20]
			it.Blocks = append(it.Blocks, product.Block{Kind: "fields", Rows: []string{"Patient name"}})
		}, quality.GatePitfalls, "positioning", "Patient name"},
		"a day that ends at ten": {true, func(_ *testing.T, m *made) {
			m.in.Product.Day = product.Hours{From: 6, To: 22}
		}, quality.GatePitfalls, "positioning", "past midnight"},
		"a planner whose hours end at midnight": {true, func(t *testing.T, m *made) {
			day := m.in.Product.Day
			m.in.Product.Day = product.Hours{From: 6, To: 22}
			redraw(t, m, func(*draw.Document, *typeset.Setter) {})
			m.in.Product.Day = day
		}, quality.GatePitfalls, "positioning", "of them the hours go on past midnight"},
		"a need without a page": {true, func(_ *testing.T, m *made) {
			for _, it := range items(m, product.Page) {
				it.Needs = slices.DeleteFunc(it.Needs, func(id string) bool { return id == m.in.Reading.Needs[2].ID })
			}
		}, quality.GateNeeds, "positioning", "has no page"},
		"a section without items": {false, func(_ *testing.T, m *made) {
			m.in.Product.Sections = append(m.in.Product.Sections, product.Section{ID: "more", Title: "More to come"})
		}, quality.GateCounts, "depth", "is empty"},
		"colours that nobody can read": {true, func(_ *testing.T, m *made) {
			m.in.Themes[0].Palette[draw.Muted] = draw.RGB{R: 200, G: 200, B: 200}
		}, quality.GateContrast, "access", "Small print"},
		"a table with a prompt too few": {false, func(t *testing.T, m *made) {
			const at = "pro/main/05-prompts.json"
			m.file(at, swap(t, m.bytes[at], `"prompt": "`, `"text": "`))
		}, quality.GateCounts, "depth", "prompts, and the tier has"},
	}
}

// hives are texts that no photographer needs.
func hives() []string {
	return []string{
		"Inspect the hive for queen, eggs, brood frames and varroa, then note honey supers, feeding with syrup and the next visit to the apiary before swarming season.",
		"Plan the honey harvest: frames, uncapping, extractor, moisture, jars, labels and wax, with the bees back in the brood box by dusk and the smoker cleaned.",
		"Work out winter stores for every colony: weight of the hive, syrup, fondant, mouse guards, mite treatment with oxalic acid and a windbreak for the apiary.",
	}
}

func listingDefects() map[string]defect {
	say := func(gate, criterion, says, more string) defect {
		return defect{true, func(_ *testing.T, m *made) { m.in.Product.Listing.Description += "\n" + more + "\n" }, gate, criterion, says}
	}
	return map[string]defect{
		"a count that is too high": {false, func(t *testing.T, m *made) {
			l := &m.in.Product.Listing
			l.Description = string(swap(t, []byte(l.Description), "150 prompts", "500 prompts"))
		}, quality.GateClaims, "evidence", "500 prompts"},
		"a claim that was not counted again": {false, func(_ *testing.T, m *made) {
			c := &m.in.Product.Listing.Claims[0]
			c.Count += 50
		}, quality.GateClaims, "evidence", "and the files of"},
		"a number from nowhere":       say(quality.GateClaims, "evidence", "97", "It is quicker in 97% of all weeks."),
		"thousands of something":      say(quality.GateClaims, "evidence", "thousands of", "With thousands of stickers."),
		"a quote that nobody said":    say(quality.GateHonesty, "evidence", "quotes or counts", "“It changed how I sleep and how I eat.” — Hannah, nurse"),
		"users that were not counted": say(quality.GateHonesty, "evidence", "quotes or counts", "Trusted by many nurses."),
		"an award that nobody gave":   say(quality.GateHonesty, "evidence", "rank, rating or award", "The award-winning planner."),
		"a best seller":               say(quality.GateHonesty, "evidence", "rank, rating or award", "Our best-selling planner."),
		"pressure to buy":             say(quality.GateHonesty, "action", "presses", "Hurry, the price goes up soon."),
		"a promise that nobody keeps": say(quality.GateHonesty, "positioning", "promises", "Better sleep is guaranteed."),
		"updates for life":            say(quality.GateHonesty, "positioning", "promises", "Lifetime updates are included."),
		"a tag that the shop refuses": {false, func(_ *testing.T, m *made) {
			m.in.Product.Listing.Tags[0] = "prompts for photographers of weddings"
		}, quality.GateMarket, "headline", "is refused"},
		"a currency that the shop does not take": {false, func(_ *testing.T, m *made) {
			m.in.Product.Offers[0].Price, m.in.Product.Offers[0].Currency = 1200, "JPX"
		}, quality.GateMarket, "pricing", "does not know the currency"},
		"a statement that is missing": {true, func(_ *testing.T, m *made) {
			l := &m.in.Product.Listing
			cut := func(s string) string {
				var kept []string
				for _, line := range strings.Split(s, "\n") {
					if !strings.Contains(strings.ToLower(line), "sync") {
						kept = append(kept, line)
					}
				}
				return strings.Join(kept, "\n")
			}
			l.Description = cut(l.Description)
			for i := range l.FAQ {
				if strings.Contains(l.FAQ[i].Ask+l.FAQ[i].Answer, "sync") {
					l.FAQ[i] = product.Question{Ask: "What else is there?", Answer: "What is listed above."}
				}
			}
		}, quality.GateStatements, "documentation", "no calendar sync"},
	}
}

func bundleDefects() map[string]defect {
	return map[string]defect{
		"a tier without its licence": {true, func(t *testing.T, m *made) {
			delete(m.in.Facts, "starter/LICENSE.txt")
			m.in.Product.Files = slices.DeleteFunc(m.in.Product.Files, func(f product.File) bool { return f.Path == "starter/LICENSE.txt" })
			const at = "bundles/the-planner-starter.zip"
			m.file(at, rezip(t, m.bytes[at], func(name string, body []byte) (string, []byte) {
				if name == "LICENSE.txt" {
					return "", nil
				}
				return name, body
			}))
		}, quality.GateBundle, "documentation", "LICENSE.txt is missing"},
		"an archive that lacks a file": {true, func(t *testing.T, m *made) {
			const at = "bundles/the-planner-starter.zip"
			m.file(at, rezip(t, m.bytes[at], func(name string, body []byte) (string, []byte) {
				if strings.Contains(name, "stickers/007") {
					return "", nil
				}
				return name, body
			}))
		}, quality.GateBundle, "technical", "The archive lacks"},
		"a tier that is not made": {false, func(_ *testing.T, m *made) {
			m.in.Product.Offers[2].Bundle = ""
		}, quality.GateBundle, "stack", "tier ultimate"},
		"a cover that is missing": {true, func(_ *testing.T, m *made) {
			delete(m.in.Facts, "listing/cover.png")
		}, quality.GateMarket, "evidence", "listing/cover.png"},
	}
}
