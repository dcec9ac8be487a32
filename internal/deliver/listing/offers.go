package listing

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/brief"
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
			Tier: t.Tier, Name: offerName(t.Tier), Price: suggested(t.Price, currency), Currency: currency,
			Includes: w.includes(i), Evidence: evidence(t, currency),
			Bundle: old[t.Tier].Bundle, Bytes: old[t.Tier].Bytes,
		}
		if was := old[t.Tier]; was.Edited {
			o.Name, o.Price, o.Edited = was.Name, was.Price, true
			o.Evidence = "Set by you. Suggested: " + money(suggested(t.Price, currency), currency) + ". " + o.Evidence
		}
		all = append(all, o)
	}
	return all
}

// offerName is what a buyer chooses between.
func offerName(t product.Tier) string {
	if t == product.Mini {
		return "Free mini"
	}
	return brief.Heading(string(t))
}

// includes lists what a tier holds. A tier that holds all of the one before it
// says so and then gives its own totals.
func (w *writer) includes(i int) []string {
	t := w.tiers[i].Tier
	var lines []string
	if i > 0 && w.tiers[i-1].Tier != product.Mini {
		// The mini's two weeks on a page are in no other tier.
		lines = append(lines, "Everything in "+tierName(w.tiers[i-1].Tier)+" (the counts below are totals)")
	}
	add := func(text string, more string) {
		if text != "" {
			lines = append(lines, text+more)
		}
	}
	if w.planner() {
		w.plannerIncludes(t, add)
	} else {
		w.promptIncludes(t, add)
	}
	return append(lines, "Start-here guide, licence, change log and support note")
}

func (w *writer) plannerIncludes(t product.Tier, add func(text, more string)) {
	y := w.Product.Request.Year
	more := ": year, months and weeks, undated"
	switch t {
	case product.Pro:
		more = fmt.Sprintf(": year, months, weeks and days; undated and %d", y)
	case product.Ultimate:
		more = fmt.Sprintf(": year, months, weeks and days; undated, %d, %d and academic year", y, y+1)
	}
	add(w.say(t, "pages", "linked page", "linked pages"), more)
	add(w.say(t, "modules", "page for your needs", "pages for your needs"), ", each with a layout of its own")
	if n := w.of(t, "pdfs"); n > 1 {
		more = ", weeks from Monday and from Sunday"
		if t == product.Ultimate {
			more += ", portrait, and to print on A4 and Letter"
		}
		add(w.say(t, "pdfs", "PDF", "PDFs"), more)
	}
	add(w.say(t, "themes", "colour theme", "colour themes"), "")
	add(w.say(t, "papers", "note paper", "note papers"), "")
	add(w.say(t, "covers", "cover", "covers"), "")
	add(w.say(t, "sections", "custom section", "custom sections"), "")
	add(w.say(t, "stickers", "sticker", "stickers"), " as single PNG pictures")
}

func (w *writer) promptIncludes(t product.Tier, add func(text, more string)) {
	in := w.say(t, "groups", "group", "groups")
	if in != "" {
		in = " in " + in
	}
	add(w.say(t, "prompts", "prompt", "prompts"), in)
	add(w.say(t, "workflows", "workflow", "workflows"), " that chain prompts")
	add(w.say(t, "examples", "worked example", "worked examples"), " with the blanks filled in")
	add(w.say(t, "cards", "role card", "role cards"), "")
	add(w.say(t, "checklists", "check sheet", "check sheets"), " as PDF, brand voice and evaluation among them")
	switch {
	case t == product.Starter:
		add("Typeset PDF, Markdown and CSV", "")
	case t == product.Pro:
		add("Also as XLSX that filters, JSON and single TXT files", "")
	}
}
