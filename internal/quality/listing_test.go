package quality_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// small is a library by hand: 30 prompts in the starter tier, 80 in the pro
// tier, 2 and 6 workflows.
func small(t *testing.T) quality.Input {
	t.Helper()
	p := &product.Product{
		Category: product.AIPrompts,
		Listing: product.Listing{
			Title: "Prompt Library for Bakers", Claims: []product.Claim{
				{ID: "prompts", Tier: product.Pro, Count: 80, Text: "80 prompts"},
				{ID: "workflows", Tier: product.Pro, Count: 6, Text: "6 workflows"},
			},
		},
		Offers: []product.Offer{{Tier: product.Starter, Price: 1200, Currency: "USD"}, {Tier: product.Pro, Price: 2900, Currency: "USD"}},
	}
	in := quality.Input{
		Lexicon: words(), Product: p, Profile: profile(), Facts: map[string]quality.Facts{},
		Reading: brief.Reading{Text: "Bakers with 3 ovens", Who: "baker", Whos: "bakers", Domains: []string{"food"}, Needs: []brief.Need{{ID: "plan", Name: "13-week cash plan", Themes: []string{"money"}}}},
	}
	var md strings.Builder
	sec := product.Section{ID: "workflows"}
	for i, name := range []string{"Morning bake", "Wholesale order", "New loaf", "Holiday rota", "Stock day", "Price review"} {
		tier := product.Pro
		if i < 2 {
			tier = product.Starter
		}
		sec.Items = append(sec.Items, product.Item{ID: name, Kind: product.Workflow, Title: name, Tier: tier})
		md.WriteString("## " + name + "\n\n")
	}
	p.Sections = []product.Section{sec}
	for tier, n := range map[product.Tier]int{product.Starter: 30, product.Pro: 80} {
		f := product.File{Path: string(tier) + "/main/02-prompts.md", Type: "text/markdown"}
		facts := quality.Inspect(f, []byte(md.String()))
		facts.Counts["prompts"] = n
		in.Facts[f.Path] = facts
	}
	return in
}

// faults returns what one gate says.
func faults(r product.Report, gate string) []string {
	for _, g := range r.Gates {
		if g.ID == gate {
			return g.Faults
		}
	}
	return nil
}

func TestCount(t *testing.T) {
	t.Parallel()
	in := small(t)
	got := quality.Count(in.Product, in.Facts)
	if got[product.Starter]["prompts"] != 30 || got[product.Pro]["prompts"] != 80 || got[product.Starter]["workflows"] != 2 || got[product.Pro]["workflows"] != 6 {
		t.Errorf("got %v, want 30 and 80 prompts, 2 and 6 workflows", got)
	}
	in.Product.Sections[0].Items[5].Title = "A workflow that no file holds"
	if got := quality.Count(in.Product, in.Facts)[product.Pro]["workflows"]; got != 5 {
		t.Errorf("counted %d workflows, want the 5 that a file holds", got)
	}
}

func TestNumbersOfAListing(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // text: part of the fault, "" = none
		"With 80 prompts and 6 workflows.":                 "",
		"With 30 prompts in the small one.":                "",
		"It has 50 more prompts than Starter.":             "",
		"80 of them are for bakers.":                       "",
		"Six workflows and eighty prompts.":                "",
		"1. Open the file.\n2. Paste a prompt.":            "",
		"Made for 2027 and 2027/28, on A4 or 11 × 8.5 in.": "",
		"From 18:00 to 06:30, 24 hours, 7 days.":           "",
		"USD 29 or $29.00 once.":                           "",
		"The 13-week cash plan for bakers with 3 ovens.":   "",
		"Open `00-start-here.pdf` with a PDF 1.7 reader.":  "",
		"Prints at 100 % on a 300 dpi printer.":            "",
		"With 81 prompts.":                                 "It says 81 prompts",
		"With 500+ ready-made prompts.":                    "It says 500 prompts",
		"With 8 workflows.":                                "It says 8 workflows",
		"Seven workflows.":                                 "Seven workflows",
		"Hundreds of prompts.":                             "Hundreds of prompts",
		"Saves 4 of every ten loaves.":                     "The number 4",
		"With 1,000 recipes.":                              "The number 1,000",
		"90% less stress.":                                 "The number 90",
		"With 12 stickers.":                                "It says 12 stickers",
	}
	for text, want := range tests {
		in := small(t)
		in.Product.Listing.Description = text
		got := strings.Join(faults(quality.Judge(in), quality.GateClaims), "\n")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestClaimsAreRecounted(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		claim product.Claim
		says  string
	}{
		"right":               {product.Claim{ID: "prompts", Tier: product.Starter, Count: 30, Text: "30 prompts"}, ""},
		"of the largest tier": {product.Claim{ID: "prompts", Count: 80, Text: "80 prompts"}, ""},
		"of the offers":       {product.Claim{ID: "tiers", Count: 2, Text: "2 versions"}, ""},
		"too high":            {product.Claim{ID: "prompts", Tier: product.Starter, Count: 31, Text: "31 prompts"}, "have 30"},
		"said otherwise":      {product.Claim{ID: "prompts", Tier: product.Starter, Count: 30, Text: "300 prompts"}, "does not say the number 30"},
		"never counted":       {product.Claim{ID: "smiles", Tier: product.Pro, Count: 3, Text: "3 smiles"}, "counts \"smiles\""},
		"of no tier":          {product.Claim{ID: "prompts", Tier: product.Ultimate, Count: 150, Text: "150 prompts"}, "Nothing in tier ultimate"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := small(t)
			in.Product.Listing.Claims = append(in.Product.Listing.Claims, tt.claim)
			got := strings.Join(faults(quality.Judge(in), quality.GateClaims), "\n")
			if tt.says == "" && got != "" || !strings.Contains(got, tt.says) {
				t.Errorf("got %q, want %q", got, tt.says)
			}
		})
	}
}

func TestHonesty(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // text: part of the fault, "" = none
		"“It saved my mornings.” — Anna K., baker":                 "quotes or counts",
		"> A wonderful library.":                                   "quotes or counts",
		"What our customers say":                                   "quotes or counts",
		"Used by 2,000+ bakers":                                    "quotes or counts",
		"More than 500 happy customers":                            "quotes or counts",
		"Rated 4.9 by bakers":                                      "rank, rating or award",
		"★★★★★":                                                    "rank, rating or award",
		"As seen in the papers":                                    "rank, rating or award",
		"The best-selling library":                                 "rank, rating or award",
		"Only 5 copies left":                                       "presses",
		"The offer ends tonight":                                   "presses",
		"Last chance to buy":                                       "presses",
		"Double your sales":                                        "promises",
		"Earn money while you sleep; earn $500 a week":             "promises",
		"Valued at $199":                                           "promises",
		"Results are not guaranteed.":                              "",
		"There is no limited time offer here, and no hurry.":       "",
		"For days when you are in a hurry and the dough is not.":   "",
		"A log for top shelf flour, rated load and cured ham.":     "",
		"Ask three bakers what they say about the crust.":          "",
		"No reviews are shown, because there are none yet.":        "",
		"Answers to customers, and quotes for a wholesale order.":  "",
		"Keep the list of “words we use” beside you.":              "",
		"Use it for your own business; join the dough in the bowl": "",
	}
	for text, want := range tests {
		in := small(t)
		in.Product.Listing.Description = text
		got := strings.Join(faults(quality.Judge(in), quality.GateHonesty), "\n")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestQuotesOfTheCreatorAreKept lets a creator quote buyers, but not press them.
func TestQuotesOfTheCreatorAreKept(t *testing.T) {
	t.Parallel()
	in := small(t)
	in.Product.Listing.Edited = []string{"description"}
	in.Product.Listing.Description = "“It saved my mornings.” — Anna K., baker"
	if got := faults(quality.Judge(in), quality.GateHonesty); len(got) > 0 {
		t.Errorf("got %q, want nothing", got)
	}
	in.Product.Listing.Description += "\n\nOnly a few copies left."
	if got := faults(quality.Judge(in), quality.GateHonesty); len(got) != 1 {
		t.Errorf("got %q, want one fault", got)
	}
}

func TestPitfalls(t *testing.T) {
	t.Parallel()
	rule := brief.Rule{ID: "no-names", Text: "No fields for patient names", Forbid: []string{`patient(?:'s)? names?`}}
	tests := map[string]struct {
		text string
		bad  bool
	}{
		"a field":               {"Patient name", true},
		"a blank":               {"Fill in [PATIENT NAME] first.", true},
		"a request":             {"Write down the patient's name and the time.", true},
		"kept out":              {"Never write a patient's name; use the bed.", false},
		"left out":              {"Handover without patient names.", false},
		"kept out and asked":    {"Do not guess. Then add the patient name.", true},
		"told what to leave":    {"Leave out patient names and dates of birth.", false},
		"a rule in other words": {"Use initials instead of patient names.", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := small(t)
			in.Reading.Rules = []brief.Rule{rule}
			in.Product.Sections[0].Items[0].Texts = []product.Text{{Name: "step", Value: tt.text}}
			if got := faults(quality.Judge(in), quality.GatePitfalls); (len(got) > 0) != tt.bad {
				t.Errorf("got %q, want a fault: %v", got, tt.bad)
			}
		})
	}
}

func TestARuleThatCannotBeReadOrProvedIsAFault(t *testing.T) {
	t.Parallel()
	in := small(t)
	in.Reading.Rules = []brief.Rule{{ID: "broken", Text: "?", Forbid: []string{"("}}, {ID: "new", Text: "?", Require: []string{"flies"}}}
	if got := faults(quality.Judge(in), quality.GatePitfalls); len(got) != 2 {
		t.Errorf("got %q, want two faults", got)
	}
}
