package bundle

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// page collects a plain text: wrapped, with \n, no blank line twice.
type page struct {
	b    strings.Builder
	lang *locale.Printer
}

// page begins a text with its name, and the product's.
func (d doc) page(name string) *page {
	p := &page{lang: d.Lang}
	p.b.WriteString(name + "\n" + strings.Repeat("=", min(deliver.Column, deliver.Width(name))) + "\n")
	if d.Profile.Name != "" {
		p.text(d.Lang.Say("%s (%s), by %s", d.Product.Title, d.tierName(), d.Profile.Name))
	} else {
		p.text(fmt.Sprintf("%s (%s)", d.Product.Title, d.tierName()))
	}
	return p
}

func (p *page) part(text string) { p.b.WriteString("\n" + p.lang.Upper(text) + "\n") }

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

// readme names every file, and the way in.
func (d doc) readme() string {
	p := d.page(d.Lang.Say("Read me"))
	p.text(d.Lang.Say("Open %s first. It shows what is in the box and how to begin. After that: %s.", startHere, d.first()))
	p.part(d.Lang.Say("How to begin"))
	p.list("1", d.steps())
	p.part(d.Lang.Say("What is in the box"))
	for _, gs := range alike(d.groups) {
		var names []string
		for _, g := range gs {
			names = append(names, g.Folder+"/")
		}
		p.text(deliver.List(d.Lang, names))
		p.list("  ", d.lines(gs))
	}
	p.part(d.Lang.Say("What it works with, and what it does not do"))
	p.list("- ", append(d.worksWith(), d.limits()...))
	p.part(d.Lang.Say("The other files"))
	p.list("- ", []string{
		d.Lang.Say("LICENSE.txt: what you may do with the files, and what not."),
		d.Lang.Say("CHANGELOG.txt: what has changed since the first version."),
		d.Lang.Say("SUPPORT.txt: where to write when a file is faulty, and about refunds."),
	})
	return p.String()
}

// many is how many files a folder may have and still be listed in full.
const many = 14

// lines are the files of a folder, or of folders that hold the same; a folder
// of many like files is told by its first, its last and their number.
func (d doc) lines(gs []group) []string {
	files := gs[0].Files
	var all []string
	if len(gs) > 1 {
		all = append(all, d.Lang.Say("In each of these:"))
	}
	if n := len(files); n > many {
		said := d.Lang.Plural(n, "%d file, from %s\nto %s", "%d files, from %s\nto %s", n, files[0].Name, files[n-1].Name)
		return append(all, strings.Split(said, "\n")...)
	}
	for _, f := range files {
		all = append(all, d.label(f))
	}
	return all
}

// label is the name of a file with its number of pages.
func (d doc) label(f file) string {
	if f.Pages == 0 {
		return f.Name
	}
	return d.Lang.Plural(f.Pages, "%s (%d page)", "%s (%d pages)", f.Name, f.Pages)
}

// changelog tells what is new. A product that was never changed says so.
func (d doc) changelog() string {
	p := d.page(d.Lang.Say("Changelog"))
	if n := d.Product.Revision; n > 1 {
		p.part(d.Lang.Say("Version %s", fmt.Sprintf("1.%d", n-1)))
		p.list("- ", []string{d.Lang.Say("Contents revised. The list of files in README.txt is that of this version.")})
	}
	p.part(d.Lang.Say("Version %s", "1.0"))
	p.list("- ", []string{d.Lang.Say("First version.")})
	p.text(d.Lang.Say("Later versions of these files appear in your library if they are published."))
	return p.String()
}

// support says where to write, what for, and what about the money.
func (d doc) support() string {
	p := d.page(d.Lang.Say("Support"))
	p.part(d.Lang.Say("Where to write"))
	p.text(d.contact())
	if d.Profile.Site != "" {
		p.text(d.Lang.Say("Web: %s", d.Profile.Site))
	}
	p.text(d.Lang.Say("Please name the product, the file and what happens when you open it. A screenshot helps."))
	p.part(d.Lang.Say("What is covered"))
	p.list("- ", []string{
		d.Lang.Say("The download does not start or is not complete."),
		d.Lang.Say("A file does not open."),
		d.Lang.Say("A file is faulty: a wrong link, a missing page, an unreadable text."),
		d.Lang.Say("A file is not what the product page says."),
	})
	p.part(d.Lang.Say("What is not covered"))
	p.list("- ", d.notCovered())
	p.part(d.Lang.Say("Refunds"))
	p.text(deliver.Refund(d.Lang, d.Profile).String())
	p.text(d.Lang.Say("If you live in the EU, the UK or another place with consumer rights for digital contents: the rights that the law gives you stay, whatever is written here. A shop may ask at checkout whether the download shall begin at once, since that can end the right of withdrawal."))
	p.part(d.Lang.Say("Good to know"))
	p.text(d.disclaimer())
	return p.String()
}

func (d doc) notCovered() []string {
	if d.planner() {
		return []string{
			d.Lang.Say("Lessons in an annotation app; its makers have help pages."),
			d.Lang.Say("Changes to the layout for one person."),
			d.Lang.Say("Lost notes: they are kept by your app, not by this file."),
		}
	}
	return []string{
		d.Lang.Say("Lessons in a chat assistant; its makers have help pages."),
		d.Lang.Say("Prompts written for one person."),
		d.Lang.Say("The answers of an assistant: they are made by its model, not by these files."),
	}
}

// contact says where to write; without an address it is the shop.
func (d doc) contact() string {
	switch {
	case d.Profile.Contact != "" && d.Profile.Name != "":
		return d.Lang.Say("Write to %s: %s", d.Profile.Name, d.Profile.Contact)
	case d.Profile.Contact != "":
		return d.Lang.Say("Write to %s", d.Profile.Contact)
	}
	return d.Lang.Say("Write to the seller through the shop where you got this product")
}

// disclaimer says what the files are not.
func (d doc) disclaimer() string {
	if d.planner() {
		return d.Lang.Say("This product is not medical, legal, tax or investment advice. Earnings and results are not promised. Names of apps are trademarks of their owners, who have no part in this product.")
	}
	return d.Lang.Say("This product is not medical, legal, tax or investment advice. Earnings and results are not promised. Not affiliated with OpenAI, Anthropic or Google; names of products are trademarks of their owners.")
}
