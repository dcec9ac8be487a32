package bundle

import (
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
	author := d.Profile.Name
	if author == "" {
		author = "GumGenie"
	}
	out := &draw.Document{Title: d.Lang.Say("Start here: %s", d.Product.Title), Author: author, Subject: d.Lang.Say("What is in the box and how to begin"), Lang: d.Lang.Tag()}
	set := d.Setters.Take(d.Look.Family, out.Lang)
	defer d.Setters.Give(set)
	paper := d.Profile.Paper
	if d.Product.Request.Paper != "" {
		paper = d.Product.Request.Paper
	}
	b := book.New(out, set, book.PaperOf(paper), book.Look{Family: d.Look.Family, Size: size, Radius: d.Look.Radius, Heads: d.Look.Heads})
	b.Lang = d.Lang
	b.Chapter(d.Lang.Say("Start here"), d.Lang.In("product and version", "%s, %s", d.Product.Title, d.tierName()), "start")
	b.Heading(2, d.Lang.Say("How to begin"), "", 60)
	b.Items(book.Numbers, d.steps())
	b.Callout(d.Lang.Say("Open this first"), d.first())
	b.Heading(2, d.Lang.Say("What is in the box"), "", 60)
	b.Table([]string{d.Lang.Say("Folder"), d.Lang.Say("Files"), d.Lang.Say("What for")}, []float64{2.2, 4.2, 2.8}, d.boxRows())
	begin := func(at int) {
		if at == part {
			b.Break()
		}
	}
	begin(beforeApps)
	b.Heading(2, d.Lang.Say("What it works with"), "", 60)
	b.Items(book.Bullets, d.worksWith())
	begin(beforeLimits)
	b.Heading(2, d.Lang.Say("What it does not do"), "", 60)
	b.Items(book.Bullets, d.limits())
	begin(beforeLicence)
	b.Heading(2, d.Lang.Say("Licence"), "", 40)
	b.Text(d.Lang.Say("%s The whole text is in LICENSE.txt.", deliver.Licence(d.Lang, d.Profile)))
	b.Heading(2, d.Lang.Say("When something is wrong"), "", 40)
	b.Text(d.Lang.Say("%s. %s More is in SUPPORT.txt.", d.contact(), deliver.Refund(d.Lang, d.Profile)))
	b.Small(d.disclaimer())
	return b.Finish()
}

// boxRows is the table of folders: the real files, and what each folder is for.
func (d doc) boxRows() [][]string {
	var rows [][]string
	for _, gs := range alike(d.groups) {
		folder := gs[0].Folder
		if n := len(gs); n > 1 {
			folder = d.Lang.In("folders", "%s to %s", folder, gs[n-1].Folder)
		}
		rows = append(rows, []string{folder, d.summary(gs), d.purpose(gs[0])})
	}
	return rows
}

// summary names the files of folders that are alike, or their number when they
// are many.
func (d doc) summary(gs []group) string {
	files := gs[0].Files
	if n := len(files); n > many {
		return d.Lang.Plural(n, "%d file, %s to %s", "%d files, %s to %s", n, files[0].Name, files[n-1].Name)
	}
	var names []string
	for _, f := range files {
		if len(files) > 4 {
			names = append(names, f.Name)
			continue
		}
		names = append(names, d.label(f))
	}
	if len(gs) > 1 {
		return d.Lang.Say("In each: %s", deliver.List(d.Lang, names))
	}
	return deliver.List(d.Lang, names)
}

// purpose says what a folder is for.
func (d doc) purpose(g group) string {
	switch {
	case strings.Contains(g.Folder, "print"):
		return d.Lang.Say("To print on A4 or Letter")
	case strings.Contains(g.Folder, "sticker"):
		return d.Lang.Say("Drag them onto a page of your app")
	case strings.Contains(g.Folder, "single"):
		return d.Lang.Say("One prompt in each, to open and copy")
	case strings.HasPrefix(g.Folder, "bonus"):
		return d.Lang.Say("Extras: to print, or to keep beside you")
	case d.planner() && strings.Contains(g.Folder, "/"):
		return d.Lang.Say("All planners in one colour theme; choose a colour, then a planner")
	case d.planner():
		return d.Lang.Say("The planners; choose the one with your start day")
	}
	return d.Lang.Say("The library: the PDF to read, the other files to copy, search and filter")
}

// steps are the three things to do first.
func (d doc) steps() []string {
	if !d.planner() {
		return []string{
			d.Lang.Say("Open %s and read the guide at its front; it takes a few minutes.", d.first()),
			d.Lang.Say("Choose one prompt for something you have to do today. Copy it and put your own facts into the blanks in [BRACKETS]."),
			d.Lang.Say("Paste it into your assistant, hold the answer against the check below the prompt, and use a follow-up when it is not good enough."),
		}
	}
	choose := d.Lang.Say("Choose a planner: %s is a good one to start with.", d.first())
	if len(d.themes()) > 1 {
		choose = d.Lang.Say("Choose a colour folder, and in it the planner with your dates and your first day of the week, such as %s.", d.first())
	}
	return []string{
		choose,
		d.Lang.Say("Import that PDF into an app that writes on PDFs."),
		d.Lang.Say("Open the Index and follow the links. If they do not react, switch the app to reading (read-only) mode."),
	}
}

// worksWith are the true statements about apps.
func (d doc) worksWith() []string {
	if !d.planner() {
		return []string{
			d.Lang.Say("Plain text; paste into any chat assistant that accepts text."),
			d.Lang.Say("The PDF opens in any PDF reader, the Markdown, CSV and TXT files in any editor."),
		}
	}
	print := d.Lang.Say("The screen pages are 11 × 8.5 in. They are not made to be printed on A4.")
	if d.holds("print-a4") {
		print = d.Lang.Say("To print, take the files in 90-print: one has A4 pages, one has Letter pages, with margins for holes.")
	}
	return []string{
		d.Lang.Say("PDF with internal links. Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo."),
		d.Lang.Say("In Goodnotes and Notability links are followed in reading (read-only) mode."),
		print,
	}
}

// limits are the true statements about what is not to be expected.
func (d doc) limits() []string {
	if !d.planner() {
		return []string{
			d.Lang.Say("Results vary by model, and answers can be wrong. Check names, numbers and rules before you rely on them."),
			d.Lang.Say("The prompts cannot keep secrets: leave out names and whatever was told to you in confidence."),
			d.Lang.Say("No assistant and no account is included. Not affiliated with OpenAI, Anthropic or Google."),
		}
	}
	stickers := d.Lang.Say("It is not a Goodnotes file, and there is no pre-cropped sticker book.")
	if d.holds("stickers") {
		stickers = d.Lang.Say("It is not a Goodnotes file. The stickers are single PNG pictures, not a pre-cropped sticker book.")
	}
	return []string{
		stickers,
		d.Lang.Say("It is not for OneNote. On Goodnotes for Android or Windows links may not work."),
		d.Lang.Say("No calendar sync, no reminders. Phone screens are small."),
		d.Lang.Say("No tablet and no app is included; an app may cost money."),
	}
}
