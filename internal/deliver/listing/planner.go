package listing

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
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
		{head: "Pages for your needs", body: pageNames(w.covered(), named)},
		{head: "Who it is for", body: w.forWhom()},
		{head: "How to start", body: "1. Unzip; open `00-start-here.pdf`.\n2. Import a planner into your app.\n3. Begin at the Index."},
		{head: "Works with", body: "PDF with internal links. Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo. In Goodnotes and Notability links are followed in reading (read-only) mode."},
		{head: "What it does not do", body: bullets(w.plannerLimits())},
		{head: "Licence, refund, contact", body: w.terms()},
	}
}

// pageNames lists needs as the names of their pages; those beyond the limit
// are "and more".
func pageNames(names []string, limit int) string {
	if len(names) == 0 {
		return ""
	}
	titled := make([]string, len(names))
	for i, n := range names {
		titled[i] = brief.Heading(n)
	}
	if len(titled) > limit {
		return strings.Join(titled[:limit], ", ") + " and more."
	}
	return strings.Join(titled, ", ") + "."
}

// plannerIs says in one or two sentences what the thing is.
func (w *writer) plannerIs() string {
	parts := "year, months and weeks"
	if w.daily() {
		parts = "year, months, weeks and days"
	}
	s := w.pick("is",
		"It is a linked PDF to write on: "+parts+" are a tap apart.",
		"It is a PDF for a tablet and a pen. Tap, and you are there: "+parts+" are linked.",
		"A PDF planner with links from every page to the Index, and between "+parts+".")
	if d := w.Product.Day; d.Crosses() && w.daily() {
		s += fmt.Sprintf(" Days run from %02d:00 past midnight to %02d:00, so one night stays one piece.", d.From%24, d.To%24)
	}
	return s
}

// daily reports whether the largest planner has a page for every day.
func (w *writer) daily() bool { return w.top().Rank() >= product.Pro.Rank() }

// dates says which years the planners of the largest tier are for.
func (w *writer) dates() string {
	y := w.Product.Request.Year
	switch {
	case w.top() == product.Ultimate:
		return fmt.Sprintf("undated, %d, %d, academic %d/%d", y, y+1, y, y+1)
	case w.top() == product.Pro:
		return fmt.Sprintf("undated and %d", y)
	}
	return "undated"
}

func (w *writer) starts() string {
	if w.top() == product.Mini {
		return "weeks start on Monday"
	}
	return "weeks start on Monday or Sunday"
}

func (w *writer) plannerBullets() string {
	pages := "index, year, months, weeks"
	if w.daily() {
		pages += ", days"
	}
	files := w.dates() + "; " + strings.TrimPrefix(w.starts(), "weeks start on ") + " start"
	if w.top() == product.Ultimate {
		files += "; portrait; print"
	}
	themes := markdown(w.Theme.Name)
	switch n := w.of(w.top(), "themes"); {
	case n >= 4:
		themes = "one dark, one of high contrast"
	case n > 1:
		themes = "one of them dark"
	}
	return bullets([]string{
		w.included("pages", "linked page", "linked pages", pages),
		w.included("modules", "page for your needs", "pages for your needs", "each with its own layout"),
		w.included("pdfs", "PDF", "PDFs", files),
		w.included("themes", "colour theme", "colour themes", themes),
		w.extras(),
	})
}

// extras are what needs no explanation, in one line.
func (w *writer) extras() string {
	var all []string
	for _, c := range []counted{
		{"papers", "note paper", "note papers"}, {"covers", "cover", "covers"},
		{"sections", "section of your own", "sections of your own"}, {"stickers", "sticker as PNG", "stickers as PNG"},
	} {
		if s := w.say(w.top(), c.id, c.one, c.many); s != "" {
			all = append(all, "**"+s+"**")
		}
	}
	return series(all)
}

// plannerLimits are the true statements about what is not to be expected.
func (w *writer) plannerLimits() []string {
	print := "Made for screens (11 × 8.5 in); there is no A4 edition."
	if w.top() == product.Ultimate {
		print = "Prints at A4 or Letter from the print editions in Ultimate only."
	}
	lines := []string{
		"Not a Goodnotes file, no pre-cropped sticker book. Not for OneNote.",
		"No calendar sync, no reminders.",
		"On Goodnotes for Android or Windows links may not work. Phone screens are small.",
		print,
		"No tablet or app is included.",
	}
	if a := w.advice(); a != "" {
		lines[len(lines)-1] += " " + a
	}
	return lines
}

// forWhom names the people, in the brief's words.
func (w *writer) forWhom() string {
	switch {
	case w.whos == "you" && w.planner():
		return w.pick("whom", "Anyone who wants one place for this and likes to write things down.", "People who would rather write by hand than fill in another app.")
	case w.whos == "you":
		return w.pick("whom", "Anyone who already uses a chat assistant and wants answers that fit.", "People who want a good first draft and keep the last word.")
	case w.planner():
		return w.fill(w.pick("whom",
			"Made for {whos}, and for writing by hand rather than filling in another app.",
			"Made for {whos}: for a tablet, a pen and fewer loose notes.",
			"Made for {whos}, with pages that already ask the right questions."))
	}
	return w.fill(w.pick("whom",
		"Made for {whos}: useful if you already use a chat assistant and want answers that fit.",
		"Made for {whos}: useful if you write the same kinds of things again and again.",
		"Made for {whos}: a good first draft, with the last word left to you."))
}
