package listing

import "github.com/gumgenie/gumgenie/internal/locale"

// phrase says how many there are of something: "150 prompts".
type phrase func(p *locale.Printer, n int) string

func numPrompts(p *locale.Printer, n int) string { return p.Plural(n, "%d prompt", "%d prompts", n) }

func numTitlePrompts(p *locale.Printer, n int) string {
	return p.Plural(n, "%d Prompt", "%d Prompts", n)
}

func numGroups(p *locale.Printer, n int) string { return p.Plural(n, "%d group", "%d groups", n) }

func numWorkflows(p *locale.Printer, n int) string {
	return p.Plural(n, "%d workflow", "%d workflows", n)
}

func numExamples(p *locale.Printer, n int) string {
	return p.Plural(n, "%d worked example", "%d worked examples", n)
}

func numBlanks(p *locale.Printer, n int) string {
	return p.Plural(n, "%d kind of blank", "%d kinds of blank", n)
}

func numCards(p *locale.Printer, n int) string {
	return p.Plural(n, "%d role card", "%d role cards", n)
}

func numChecklists(p *locale.Printer, n int) string {
	return p.Plural(n, "%d check sheet", "%d check sheets", n)
}

func numPages(p *locale.Printer, n int) string {
	return p.Plural(n, "%d linked page", "%d linked pages", n)
}

// numSomePages are the pages for needs where a sentence has named the linked
// pages before.
func numSomePages(p *locale.Printer, n int) string { return p.Plural(n, "%d page", "%d pages", n) }

func numModules(p *locale.Printer, n int) string {
	return p.Plural(n, "%d page for your needs", "%d pages for your needs", n)
}

func numPDFs(p *locale.Printer, n int) string { return p.Plural(n, "%d PDF", "%d PDFs", n) }

func numThemes(p *locale.Printer, n int) string {
	return p.Plural(n, "%d colour theme", "%d colour themes", n)
}

func numPapers(p *locale.Printer, n int) string {
	return p.Plural(n, "%d note paper", "%d note papers", n)
}

func numCovers(p *locale.Printer, n int) string { return p.Plural(n, "%d cover", "%d covers", n) }

func numSections(p *locale.Printer, n int) string {
	return p.Plural(n, "%d custom section", "%d custom sections", n)
}

func numOwnSections(p *locale.Printer, n int) string {
	return p.Plural(n, "%d section of your own", "%d sections of your own", n)
}

func numStickers(p *locale.Printer, n int) string {
	return p.Plural(n, "%d sticker", "%d stickers", n)
}

func numPNGStickers(p *locale.Printer, n int) string {
	return p.Plural(n, "%d sticker as PNG", "%d stickers as PNG", n)
}

// counted is a thing that tiers hold, with its words.
type counted struct {
	id  string // of the claim
	say phrase
}

// countable lists what can be counted, in the words of a listing.
func countable() []counted {
	return []counted{
		{"prompts", numPrompts}, {"groups", numGroups}, {"workflows", numWorkflows}, {"examples", numExamples}, {"blanks", numBlanks},
		{"cards", numCards}, {"checklists", numChecklists}, {"pages", numPages}, {"modules", numModules}, {"pdfs", numPDFs},
		{"themes", numThemes}, {"papers", numPapers}, {"covers", numCovers}, {"sections", numSections}, {"sections", numOwnSections}, {"stickers", numStickers},
	}
}
