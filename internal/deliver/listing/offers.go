package listing

import (
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

func (w *writer) offers() []product.Offer {
	old := map[product.Tier]product.Offer{}
	for _, o := range w.Product.Offers {
		old[o.Tier] = o
	}
	currency := w.Product.Request.Currency
	if currency == "" {
		currency = "USD"
	}
	var all []product.Offer
	for i, t := range w.tiers {
		o := product.Offer{
			Tier: t.Tier, Name: w.offerName(t.Tier), Price: suggested(t.Price, currency), Currency: currency,
			Includes: w.includes(i), Evidence: evidence(w.Lang, t, currency),
			Bundle: old[t.Tier].Bundle, Bytes: old[t.Tier].Bytes,
		}
		if was := old[t.Tier]; was.Edited {
			o.Name, o.Price, o.Edited = was.Name, was.Price, true
			o.Evidence = deliver.Sentences(w.Lang, w.Lang.Say("Set by you. Suggested: %s.", money(w.Lang, suggested(t.Price, currency), currency)), o.Evidence)
		}
		all = append(all, o)
	}
	return all
}

// offerName is what a buyer chooses between.
func (w *writer) offerName(t product.Tier) string {
	if t == product.Mini {
		return w.Lang.In("name of a version", "Free mini")
	}
	return w.tierName(t)
}

// includes lists what a tier holds. A tier that holds all of the one before it
// says so and then gives its own totals.
func (w *writer) includes(i int) []string {
	t := w.tiers[i].Tier
	var lines []string
	if i > 0 && w.tiers[i-1].Tier != product.Mini {
		// The mini's two weeks on a page are in no other tier.
		lines = append(lines, w.Lang.Say("Everything in %s (the counts below are totals)", w.tierName(w.tiers[i-1].Tier)))
	}
	if w.planner() {
		lines = append(lines, w.plannerIncludes(t)...)
	} else {
		lines = append(lines, w.promptIncludes(t)...)
	}
	return append(lines, w.Lang.Say("Start-here guide, licence, change log and support note"))
}

func (w *writer) plannerIncludes(t product.Tier) []string {
	var lines []string
	if pages := w.say(t, "pages", numPages); pages != "" {
		lines = append(lines, w.calendar(t, pages))
	}
	if modules := w.say(t, "modules", numModules); modules != "" {
		lines = append(lines, w.Lang.Say("%s, each with a layout of its own", modules))
	}
	if n := w.of(t, "pdfs"); n > 1 {
		pdfs := w.say(t, "pdfs", numPDFs)
		if t == product.Ultimate {
			lines = append(lines, w.Lang.Say("%s, weeks from Monday and from Sunday, portrait, and to print on A4 and Letter", pdfs))
		} else {
			lines = append(lines, w.Lang.Say("%s, weeks from Monday and from Sunday", pdfs))
		}
	}
	for _, c := range []counted{{"themes", numThemes}, {"papers", numPapers}, {"covers", numCovers}, {"sections", numSections}} {
		if s := w.say(t, c.id, c.say); s != "" {
			lines = append(lines, s)
		}
	}
	if stickers := w.say(t, "stickers", numStickers); stickers != "" {
		lines = append(lines, w.Lang.Say("%s as single PNG pictures", stickers))
	}
	return lines
}

// calendar says which calendars the pages of a tier are.
func (w *writer) calendar(t product.Tier, pages string) string {
	year, next := w.years()
	switch t {
	case product.Pro:
		return w.Lang.Say("%s: year, months, weeks and days; undated and %s", pages, year)
	case product.Ultimate:
		return w.Lang.Say("%s: year, months, weeks and days; undated, %s, %s and academic year", pages, year, next)
	}
	return w.Lang.Say("%s: year, months and weeks, undated", pages)
}

func (w *writer) promptIncludes(t product.Tier) []string {
	var lines []string
	add := func(said, line string) {
		if said != "" {
			lines = append(lines, line)
		}
	}
	groups := w.say(t, "groups", numGroups)
	prompts := w.say(t, "prompts", numPrompts)
	if groups != "" {
		add(prompts, w.Lang.In("prompts in groups", "%s in %s", prompts, groups))
	} else {
		add(prompts, prompts)
	}
	workflows := w.say(t, "workflows", numWorkflows)
	add(workflows, w.Lang.Say("%s that chain prompts", workflows))
	examples := w.say(t, "examples", numExamples)
	add(examples, w.Lang.Say("%s with the blanks filled in", examples))
	cards := w.say(t, "cards", numCards)
	add(cards, cards)
	sheets := w.say(t, "checklists", numChecklists)
	add(sheets, w.Lang.Say("%s as PDF, brand voice and evaluation among them", sheets))
	switch t {
	case product.Starter:
		lines = append(lines, w.Lang.Say("Typeset PDF, Markdown and CSV"))
	case product.Pro:
		lines = append(lines, w.Lang.Say("Also as XLSX that filters, JSON and single TXT files"))
	}
	return lines
}
