package listing

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// plannerParts is the description of a planner.
func (w *writer) plannerParts() []part {
	parts := []part{
		{body: "**" + w.fill(w.outcome()) + "**"},
		{body: w.fill(w.problem())},
		{body: w.plannerIs()},
		{head: w.includedHead(), body: w.plannerBullets()},
		{head: "Versions", body: w.versions()},
		{head: "Pages for", body: sentence(series(w.covered())) + "."},
		{head: "Who it is for", body: w.forWhom(), rank: 2},
		{head: "How to start", body: "1. Unzip and open `00-start-here.pdf`.\n2. Import the planner with your start day into your app.\n3. Begin at the Index and follow the links."},
		{head: "Works with", body: "PDF with internal links, made for PDF annotation apps such as Goodnotes, Notability, Noteshelf and Xodo. In Goodnotes and Notability links are followed in reading (read-only) mode."},
		{head: "What it does not do", body: bullets(w.plannerLimits())},
		{head: "Licence, refund, contact", body: w.terms()},
	}
	if len(w.covered()) == 0 {
		parts[5].body = ""
	}
	return parts
}

// plannerIs says in one or two sentences what the thing is.
func (w *writer) plannerIs() string {
	s := w.pick("is",
		"This is a PDF planner to write on: tabs and links lead from the year to the month and the week, and back.",
		"It is a linked PDF for a tablet. Year, months and weeks are a tap apart, and every page knows the way back to the Index.",
		"The planner is a PDF that you write on. Tap a month, a week or a page name and you are there.")
	if w.daily() {
		s = strings.Replace(s, "the month and the week,", "the month, the week and the day,", 1)
		s = strings.Replace(s, "Year, months and weeks are", "Year, months, weeks and days are", 1)
		s = strings.Replace(s, "a month, a week or", "a month, a week, a day or", 1)
	}
	if d := w.Product.Day; d.Crosses() {
		s += fmt.Sprintf(" Its days run from %02d:00 past midnight to %02d:00, so that one night stays one piece.", d.From%24, d.To%24)
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
		return fmt.Sprintf("undated, %d, %d, academic year %d/%d", y, y+1, y, y+1)
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
		pages += " and a page for every day"
	}
	files := w.dates() + "; " + w.starts()
	if w.top() == product.Ultimate {
		files += "; a portrait edition, and one each to print on A4 and Letter"
	}
	themes := "the whole planner in each"
	if w.of(w.top(), "themes") == 1 {
		themes = markdown(w.Theme.Name)
	}
	return bullets([]string{
		w.included("pages", "linked page", "linked pages", pages),
		w.included("modules", "page for your needs", "pages for your needs", "each with a layout of its own, named for what it keeps"),
		w.included("pdfs", "PDF", "PDFs", files),
		w.included("themes", "colour theme", "colour themes", themes),
		w.included("papers", "note paper", "note papers", "for what has no page yet"),
		w.included("covers", "cover", "covers", "inside the file, to choose from"),
		w.included("sections", "custom section", "custom sections", "give them your own names"),
		w.included("stickers", "sticker", "stickers", "single PNG pictures on a clear ground"),
	})
}

// plannerLimits are the true statements about what is not to be expected.
func (w *writer) plannerLimits() []string {
	stickers := "no pre-cropped sticker book"
	if w.of(w.top(), "stickers") > 0 {
		stickers = "no pre-cropped sticker book (stickers are single pictures)"
	}
	print := "Screen pages are 11 × 8.5 in; there is no A4 edition."
	if w.top() == product.Ultimate {
		print = "Print from the A4 and Letter editions in Ultimate; screen pages are 11 × 8.5 in."
	}
	lines := []string{
		"Not a Goodnotes file, " + stickers + ", not for OneNote.",
		"No calendar sync, no reminders.",
		"On Goodnotes for Android or Windows links may not work. Phone screens are small.",
		print,
		"No tablet and no app is included.",
	}
	if a := w.advice(); a != "" {
		lines[len(lines)-1] += " " + a
	}
	return lines
}

// forWhom names the people, in the brief's words.
func (w *writer) forWhom() string {
	if w.whos == "you" {
		return w.pick("whom",
			"For anyone who wants one place for this and is ready to write things down.",
			"For people who would rather write by hand than fill in another app.")
	}
	if w.planner() {
		return sentence(w.fill(w.pick("whom",
			"{whos} who would rather write by hand than fill in another app.",
			"{whos} with a tablet, a pen and too many loose notes.",
			"{whos} who want a page that already asks the right questions.")))
	}
	return sentence(w.fill(w.pick("whom",
		"{whos} who already use a chat assistant and want answers that fit.",
		"{whos} who write the same kinds of things again and again.",
		"{whos} who want a good first draft and keep the last word.")))
}
