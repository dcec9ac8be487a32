package bundle

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
)

// page collects a plain text: wrapped, with \n, no blank line twice.
type page struct{ b strings.Builder }

func (p *page) head(text string) {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	p.b.WriteString(text + "\n" + strings.Repeat("=", min(deliver.Column, len([]rune(text)))) + "\n")
}

func (p *page) part(text string) { p.b.WriteString("\n" + strings.ToUpper(text) + "\n") }

func (p *page) text(s string) {
	if s != "" {
		p.b.WriteString("\n" + deliver.Wrap(s, "", "") + "\n")
	}
}

func (p *page) list(mark string, lines []string) {
	p.b.WriteByte('\n')
	for i, l := range lines {
		m := mark
		if m == "1" {
			m = fmt.Sprintf("%d. ", i+1)
		}
		p.b.WriteString(deliver.Wrap(l, m, strings.Repeat(" ", len(m))) + "\n")
	}
}

func (p *page) String() string { return p.b.String() }

func (d doc) heading(p *page, what string) {
	p.head(what)
	by := d.Product.Title + " (" + d.tierName() + ")"
	if d.Profile.Name != "" {
		by += ", by " + d.Profile.Name
	}
	p.text(by)
}

// readme names every file, and the way in.
func (d doc) readme() string {
	p := &page{}
	d.heading(p, "Read me")
	p.text("Open 00-start-here.pdf first. It shows what is in the box and how to begin. After that: " + d.first() + ".")
	p.part("How to begin")
	p.list("1", d.steps())
	p.part("What is in the box")
	for _, gs := range alike(d.groups) {
		var names []string
		for _, g := range gs {
			names = append(names, g.Folder+"/")
		}
		p.text(strings.Join(names, ", "))
		p.list("  ", lines(gs))
	}
	p.part("What it works with, and what it does not do")
	p.list("- ", append(d.worksWith(), d.limits()...))
	p.part("The other files")
	p.list("- ", []string{
		"LICENSE.txt: what you may do with the files, and what not.",
		"CHANGELOG.txt: what has changed since the first version.",
		"SUPPORT.txt: where to write when a file is faulty, and about refunds.",
	})
	return p.String()
}

// many is how many files a folder may have and still be listed in full.
const many = 14

// lines are the files of a folder, or of folders that hold the same; a folder
// of many like files is told by its first, its last and their number.
func lines(gs []group) []string {
	files := gs[0].Files
	var all []string
	if len(gs) > 1 {
		all = append(all, "In each of these:")
	}
	if len(files) > many {
		return append(all, fmt.Sprintf("%d files, from %s", len(files), files[0].Name), "to "+files[len(files)-1].Name)
	}
	for _, f := range files {
		all = append(all, f.label())
	}
	return all
}

// label is the name of a file with its number of pages.
func (f file) label() string {
	switch {
	case f.Pages == 1:
		return f.Name + " (1 page)"
	case f.Pages > 1:
		return fmt.Sprintf("%s (%d pages)", f.Name, f.Pages)
	}
	return f.Name
}

// changelog tells what is new. A product that was never changed says so.
func (d doc) changelog() string {
	p := &page{}
	d.heading(p, "Changelog")
	if n := d.Product.Revision; n > 1 {
		p.part(fmt.Sprintf("Version 1.%d", n-1))
		p.list("- ", []string{"Contents revised. The list of files in README.txt is that of this version."})
	}
	p.part("Version 1.0")
	p.list("- ", []string{"First version."})
	p.text("Later versions of these files appear in your library if they are published.")
	return p.String()
}

// support says where to write, what for, and what about the money.
func (d doc) support() string {
	p := &page{}
	d.heading(p, "Support")
	p.part("Where to write")
	p.text(d.contact())
	if d.Profile.Site != "" {
		p.text("Web: " + d.Profile.Site)
	}
	p.text("Please name the product, the file and what happens when you open it. A screenshot helps.")
	p.part("What is covered")
	p.list("- ", []string{"The download does not start or is not complete.", "A file does not open.", "A file is faulty: a wrong link, a missing page, an unreadable text.", "A file is not what the product page says."})
	p.part("What is not covered")
	p.list("- ", d.notCovered())
	p.part("Refunds")
	p.text(deliver.Refund(d.Lang, d.Profile).String())
	p.text("If you live in the EU, the UK or another place with consumer rights for digital contents: the rights that the law gives you stay, whatever is written here. A shop may ask at checkout whether the download shall begin at once, since that can end the right of withdrawal.")
	p.part("Good to know")
	p.text(disclaimer(d.planner()))
	return p.String()
}

func (d doc) notCovered() []string {
	if d.planner() {
		return []string{"Lessons in an annotation app; its makers have help pages.", "Changes to the layout for one person.", "Lost notes: they are kept by your app, not by this file."}
	}
	return []string{"Lessons in a chat assistant; its makers have help pages.", "Prompts written for one person.", "The answers of an assistant: they are made by its model, not by these files."}
}

// contact says where to write; without an address it is the shop.
func (d doc) contact() string {
	switch {
	case d.Profile.Contact != "" && d.Profile.Name != "":
		return "Write to " + d.Profile.Name + ": " + d.Profile.Contact
	case d.Profile.Contact != "":
		return "Write to " + d.Profile.Contact
	}
	return "Write to the seller through the shop where you got this product"
}

// disclaimer says what the files are not.
func disclaimer(planner bool) string {
	s := "This product is not medical, legal, tax or investment advice. Earnings and results are not promised."
	if planner {
		return s + " Names of apps are trademarks of their owners, who have no part in this product."
	}
	return s + " Not affiliated with OpenAI, Anthropic or Google; names of products are trademarks of their owners."
}
