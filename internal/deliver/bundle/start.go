package bundle

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
)

// Where a new page begins when the document takes two.
const (
	flowing = iota
	beforeLicence
	beforeLimits
	beforeApps
)

// startHere is the first document that a buyer opens. It is set on one page if
// that is possible in a readable size, else on two that part at a heading.
func (d doc) startHere() *draw.Document {
	const normal, small = 10.2, 9.2
	out := d.lay(normal, flowing)
	if len(out.Pages) != 2 {
		return out
	}
	if tight := d.lay(small, flowing); len(tight.Pages) == 1 {
		return tight
	}
	for _, part := range []int{beforeLicence, beforeLimits, beforeApps} {
		if even := d.lay(normal, part); len(even.Pages) == 2 {
			return even
		}
	}
	return out
}

// lay sets the document, with a new page before the part.
func (d doc) lay(size float64, part int) *draw.Document {
	lang := d.Product.Request.Language
	if lang == "" {
		lang = "en"
	}
	author := d.Profile.Name
	if author == "" {
		author = "GumGenie"
	}
	out := &draw.Document{Title: "Start here: " + d.Product.Title, Author: author, Subject: "What is in the box and how to begin", Lang: lang}
	set := d.Setters.Take(d.Look.Family, lang)
	defer d.Setters.Give(set)
	paper := d.Profile.Paper
	if d.Product.Request.Paper != "" {
		paper = d.Product.Request.Paper
	}
	b := book.New(out, set, book.PaperOf(paper), book.Look{Family: d.Look.Family, Size: size, Radius: d.Look.Radius, Heads: d.Look.Heads})
	b.Chapter("Start here", d.Product.Title+", "+d.tierName(), "start")
	b.Heading(2, "How to begin", "", 60)
	b.Items(book.Numbers, d.steps())
	b.Callout("Open this first", d.first())
	b.Heading(2, "What is in the box", "", 60)
	b.Table([]string{"Folder", "Files", "What for"}, []float64{2.2, 4.2, 2.8}, d.boxRows())
	begin := func(at int) {
		if at == part {
			b.Break()
		}
	}
	begin(beforeApps)
	b.Heading(2, "What it works with", "", 60)
	b.Items(book.Bullets, d.worksWith())
	begin(beforeLimits)
	b.Heading(2, "What it does not do", "", 60)
	b.Items(book.Bullets, d.limits())
	begin(beforeLicence)
	b.Heading(2, "Licence", "", 40)
	b.Text(deliver.Licence(d.Lang, d.Profile).String() + " The whole text is in LICENSE.txt.")
	b.Heading(2, "When something is wrong", "", 40)
	b.Text(d.contact() + ". " + deliver.Refund(d.Lang, d.Profile).String() + " More is in SUPPORT.txt.")
	b.Small(disclaimer(d.planner()))
	return b.Finish()
}

// boxRows is the table of folders: the real files, and what each folder is for.
func (d doc) boxRows() [][]string {
	var rows [][]string
	for _, gs := range alike(d.groups) {
		folder := gs[0].Folder
		if n := len(gs); n > 1 {
			folder += " to " + gs[n-1].Folder
		}
		rows = append(rows, []string{folder, summary(gs), d.purpose(gs[0])})
	}
	return rows
}

// summary names the files of folders that are alike, or their number when they
// are many.
func summary(gs []group) string {
	files := gs[0].Files
	if len(files) > many {
		return fmt.Sprintf("%d files, %s to %s", len(files), files[0].Name, files[len(files)-1].Name)
	}
	var names []string
	for _, f := range files {
		if len(files) > 4 {
			names = append(names, f.Name)
			continue
		}
		names = append(names, f.label())
	}
	if len(gs) > 1 {
		return "In each: " + strings.Join(names, ", ")
	}
	return strings.Join(names, ", ")
}

// purpose says what a folder is for.
func (d doc) purpose(g group) string {
	switch {
	case strings.Contains(g.Folder, "print"):
		return "To print on A4 or Letter"
	case strings.Contains(g.Folder, "sticker"):
		return "Drag them onto a page of your app"
	case strings.Contains(g.Folder, "single"):
		return "One prompt in each, to open and copy"
	case strings.HasPrefix(g.Folder, "bonus"):
		return "Extras: to print, or to keep beside you"
	case d.planner() && strings.Contains(g.Folder, "/"):
		return "All planners in one colour theme; choose a colour, then a planner"
	case d.planner():
		return "The planners; choose the one with your start day"
	}
	return "The library: the PDF to read, the other files to copy, search and filter"
}

// steps are the three things to do first.
func (d doc) steps() []string {
	if !d.planner() {
		return []string{
			"Open " + d.first() + " and read the guide at its front; it takes a few minutes.",
			"Choose one prompt for something you have to do today. Copy it and put your own facts into the blanks in [BRACKETS].",
			"Paste it into your assistant, hold the answer against the check below the prompt, and use a follow-up when it is not good enough.",
		}
	}
	choose := "Choose a planner: " + d.first() + " is a good one to start with."
	if len(d.themes()) > 1 {
		choose = "Choose a colour folder, and in it the planner with your dates and your first day of the week, such as " + d.first() + "."
	}
	return []string{
		choose,
		"Import that PDF into an app that writes on PDFs.",
		"Open the Index and follow the links. If they do not react, switch the app to reading (read-only) mode.",
	}
}

// worksWith are the true statements about apps.
func (d doc) worksWith() []string {
	if !d.planner() {
		return []string{
			"Plain text; paste into any chat assistant that accepts text.",
			"The PDF opens in any PDF reader, the Markdown, CSV and TXT files in any editor.",
		}
	}
	print := "The screen pages are 11 × 8.5 in. They are not made to be printed on A4."
	if d.holds("print-a4") {
		print = "To print, take the files in 90-print: one has A4 pages, one has Letter pages, with margins for holes."
	}
	return []string{
		"PDF with internal links. Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo.",
		"In Goodnotes and Notability links are followed in reading (read-only) mode.",
		print,
	}
}

// limits are the true statements about what is not to be expected.
func (d doc) limits() []string {
	if !d.planner() {
		return []string{
			"Results vary by model, and answers can be wrong. Check names, numbers and rules before you rely on them.",
			"The prompts cannot keep secrets: leave out names and whatever was told to you in confidence.",
			"No assistant and no account is included. Not affiliated with OpenAI, Anthropic or Google.",
		}
	}
	stickers := "It is not a Goodnotes file, and there is no pre-cropped sticker book."
	if d.holds("stickers") {
		stickers = "It is not a Goodnotes file. The stickers are single PNG pictures, not a pre-cropped sticker book."
	}
	return []string{
		stickers,
		"It is not for OneNote. On Goodnotes for Android or Windows links may not work.",
		"No calendar sync, no reminders. Phone screens are small.",
		"No tablet and no app is included; an app may cost money.",
	}
}
