package listing

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// plannerParts is the description of a planner that names up to `named` needs.
func (w *writer) plannerParts(named int) []part {
	return []part{
		{body: "**" + w.opening() + "**"},
		{body: w.days()},
		{body: w.fill(w.scattered()), rank: 1, on: true},
		{body: w.plannerIs()},
		{head: w.includedHead(), body: w.plannerBullets()},
		{head: w.Lang.Say("Pages for your needs"), body: w.pageNames(w.covered(), named)},
		{head: w.Lang.Say("Who it is for"), body: w.forWhom()},
		{head: w.Lang.Say("How to start"), body: steps(
			w.Lang.Say("Unzip; open `00-start-here.pdf`."),
			w.Lang.Say("Import a planner into your app."),
			w.Lang.Say("Begin at the Index."))},
		{head: w.Lang.Say("Works with"), body: w.Lang.Say("PDF with internal links. Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo. In Goodnotes and Notability links are followed in reading (read-only) mode.")},
		{head: w.Lang.Say("What it does not do"), body: bullets(w.plannerLimits())},
		{head: w.Lang.Say("Licence, refund, contact"), body: w.terms()},
	}
}

// pageNames lists needs as the names of their pages; those beyond the limit
// are "and more".
func (w *writer) pageNames(names []string, limit int) string {
	if len(names) == 0 {
		return ""
	}
	titled := make([]string, len(names))
	for i, n := range names {
		titled[i] = deliver.Heading(w.Lang, n)
	}
	if len(titled) > limit {
		return w.alone(w.goesOn(titled[:limit]))
	}
	return w.alone(w.list(titled))
}

// alone is a list that stands for a sentence.
func (w *writer) alone(list string) string { return w.Lang.In("a list, as a sentence", "%s.", list) }

// plannerIs says in one or two sentences what the thing is.
func (w *writer) plannerIs() string {
	all := []string{
		locale.Key("It is a linked PDF to write on: year, months and weeks are a tap apart."),
		locale.Key("It is a PDF for a tablet and a pen. Tap, and you are there: year, months and weeks are linked."),
		locale.Key("A PDF planner with links from every page to the Index, and between year, months and weeks."),
	}
	night := ""
	if w.daily() {
		all = []string{
			locale.Key("It is a linked PDF to write on: year, months, weeks and days are a tap apart."),
			locale.Key("It is a PDF for a tablet and a pen. Tap, and you are there: year, months, weeks and days are linked."),
			locale.Key("A PDF planner with links from every page to the Index, and between year, months, weeks and days."),
		}
		if d := w.Product.Day; d.Crosses() {
			night = w.Lang.Say("Days run from %s past midnight to %s, so one night stays one piece.", clock(d.From), clock(d.To))
		}
	}
	return deliver.Sentences(w.Lang, w.Lang.Say(w.pick("is", all...)), night)
}

// clock writes a full hour; those of the next day go on after 24.
func clock(hour int) string { return fmt.Sprintf("%02d:00", hour%24) }

// daily reports whether the largest planner has a page for every day.
func (w *writer) daily() bool { return w.top().Rank() >= product.Pro.Rank() }

// dates says which years the planners of the largest tier are for.
func (w *writer) dates() string {
	year, next := w.years()
	switch w.top() {
	case product.Ultimate:
		return w.Lang.Say("undated, %[1]s, %[2]s, academic %[1]s/%[2]s", year, next)
	case product.Pro:
		return w.Lang.Say("undated and %s", year)
	}
	return w.Lang.Say("undated")
}

// years are the year that was asked for and the next, as texts: a year is no
// number of things.
func (w *writer) years() (year, next string) {
	y := w.Product.Request.Year
	return fmt.Sprint(y), fmt.Sprint(y + 1)
}

// starts says on which day weeks start.
func (w *writer) starts() string {
	if w.top() == product.Mini {
		return w.Lang.Say("Weeks start on Monday.")
	}
	return w.Lang.Say("Weeks start on Monday or Sunday.")
}

// files says which planners are in the largest tier.
func (w *writer) files() string {
	switch w.top() {
	case product.Mini:
		return w.Lang.Say("%s; Monday start", w.dates())
	case product.Ultimate:
		return w.Lang.Say("%s; Monday or Sunday start; portrait; print", w.dates())
	}
	return w.Lang.Say("%s; Monday or Sunday start", w.dates())
}

func (w *writer) plannerBullets() string {
	pages := w.Lang.Say("index, year, months, weeks")
	if w.daily() {
		pages = w.Lang.Say("index, year, months, weeks, days")
	}
	themes := markdown(w.Lang.Say(w.Theme.Name))
	switch n := w.of(w.top(), "themes"); {
	case n >= 4:
		themes = w.Lang.Say("one dark, one of high contrast")
	case n > 1:
		themes = w.Lang.Say("one of them dark")
	}
	return bullets([]string{
		w.included("pages", numPages, pages),
		w.included("modules", numModules, w.Lang.Say("each with its own layout")),
		w.included("pdfs", numPDFs, w.files()),
		w.included("themes", numThemes, themes),
		w.extras(),
	})
}

// extras are what needs no explanation, in one line.
func (w *writer) extras() string {
	var all []string
	for _, c := range []counted{
		{"papers", numPapers}, {"covers", numCovers}, {"sections", numOwnSections}, {"stickers", numPNGStickers},
	} {
		if s := w.say(w.top(), c.id, c.say); s != "" {
			all = append(all, "**"+s+"**")
		}
	}
	return w.Lang.And(all)
}

// plannerLimits are the true statements about what is not to be expected.
func (w *writer) plannerLimits() []string {
	print := w.Lang.Say("Made for screens (11 × 8.5 in); there is no A4 edition.")
	if w.top() == product.Ultimate {
		print = w.Lang.Say("Prints at A4 or Letter from the print editions in Ultimate only.")
	}
	return []string{
		w.Lang.Say("Not a Goodnotes file, no pre-cropped sticker book. Not for OneNote."),
		w.Lang.Say("No calendar sync, no reminders."),
		w.Lang.Say("On Goodnotes for Android or Windows links may not work. Phone screens are small."),
		print,
		deliver.Sentences(w.Lang, w.Lang.Say("No tablet or app is included."), w.advice()),
	}
}

// forWhom names the people, in the brief's words.
func (w *writer) forWhom() string {
	switch {
	case w.anyone && w.planner():
		return w.Lang.Say(w.pick("whom",
			locale.Key("Anyone who wants one place for this and likes to write things down."),
			locale.Key("People who would rather write by hand than fill in another app.")))
	case w.anyone:
		return w.Lang.Say(w.pick("whom",
			locale.Key("Anyone who already uses a chat assistant and wants answers that fit."),
			locale.Key("People who want a good first draft and keep the last word.")))
	case w.planner():
		return w.fill(w.pick("whom",
			locale.Key("Made for {whos}, and for writing by hand rather than filling in another app."),
			locale.Key("Made for {whos}: for a tablet, a pen and fewer loose notes."),
			locale.Key("Made for {whos}, with pages that already ask the right questions.")))
	}
	return w.fill(w.pick("whom",
		locale.Key("Made for {whos}: useful if you already use a chat assistant and want answers that fit."),
		locale.Key("Made for {whos}: useful if you write the same kinds of things again and again."),
		locale.Key("Made for {whos}: a good first draft, with the last word left to you.")))
}
