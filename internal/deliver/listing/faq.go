package listing

import (
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

// tagline says in one sentence what is on offer, with the counts of the largest
// tier.
func (w *writer) tagline() string {
	write := w.promptTagline
	if w.planner() {
		write = w.plannerTagline
	}
	said := brief.Sentence(write())
	if len(w.tiers) > 1 && hasDigit(said) {
		if r, size := utf8.DecodeLastRuneInString(said); strings.ContainsRune(".。।۔", r) {
			said = said[:len(said)-size]
		}
		said = w.Lang.In("a sentence without its stop (name of a version)", "%s (%s).", said, w.tierName(w.top()))
	}
	return clip(w.Lang, said, 200)
}

func (w *writer) plannerTagline() string {
	pages, modules := w.say(w.top(), "pages", numPages), w.say(w.top(), "modules", numSomePages)
	switch {
	case pages == "":
		return w.Lang.Say("A linked PDF planner for %s.", w.whos)
	case modules == "":
		return w.Lang.Say("A planner for %s: %s.", w.whos, pages)
	}
	return w.pick("tagline",
		w.Lang.Say("%s for %s, %d of them made for needs such as %s.", pages, w.whos, w.of(w.top(), "modules"), w.need(0)),
		w.Lang.Say("A PDF planner for %s: %s, and among them %s for needs such as %s.", w.whos, pages, modules, w.need(0)))
}

func (w *writer) promptTagline() string {
	prompts, examples := w.say(w.top(), "prompts", numPrompts), w.say(w.top(), "examples", numExamples)
	switch {
	case prompts == "":
		return w.Lang.Say("A prompt library for %s.", w.whos)
	case examples == "":
		return w.Lang.Say("%s for %s.", prompts, w.whos)
	}
	return w.pick("tagline",
		w.Lang.Say("%s for %s, with blanks, examples and a check for every answer.", prompts, w.whos),
		w.Lang.Say("%s and %s for %s, from %s to %s.", prompts, examples, w.whos, w.need(0), w.need(1)))
}

// callToAct is the text of the button.
func (w *writer) callToAct() string {
	if w.planner() {
		return w.pick("act", w.Lang.Say("Get the planner"), w.Lang.Say("Start with your first page"), w.Lang.Say("Get your planner"))
	}
	return w.pick("act", w.Lang.Say("Get the prompts"), w.Lang.Say("Get the library"), w.Lang.Say("Start with your first prompt"))
}

// facts are the rows beside the price.
func (w *writer) facts() []product.Fact {
	rows := []product.Fact{{Name: w.Lang.Say("Format"), Value: w.format()}}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, product.Fact{Name: name, Value: value})
		}
	}
	if w.planner() {
		add(w.Lang.Say("Pages"), w.perTier("pages"))
		add(w.Lang.Say("Works with"), w.Lang.Say("PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo"))
		add(w.Lang.Say("Variants"), brief.Sentence(w.variants()))
		add(w.Lang.Say("Colour themes"), w.perTier("themes"))
	} else {
		add(w.Lang.Say("Prompts"), w.perTier("prompts"))
		add(w.Lang.Say("Works with"), w.Lang.Say("Any chat assistant that accepts text"))
		add(w.Lang.Say("Variants"), w.versionNames())
	}
	add(w.Lang.Say("Licence"), deliver.Licence(w.Lang, w.Profile).Short)
	version := w.Lang.Say("First version")
	if w.Product.Revision > 1 {
		version = w.Lang.Say("Revised; see CHANGELOG.txt")
	}
	add(w.Lang.Say("Version"), version)
	return rows
}

// variants says which planners there are, in few words.
func (w *writer) variants() string {
	if w.top() == product.Mini {
		return w.Lang.Say("%s; weeks start on Monday", w.dates())
	}
	return w.Lang.Say("%s; weeks start on Monday or Sunday", w.dates())
}

// versionNames names the versions on offer.
func (w *writer) versionNames() string {
	var names []string
	for _, t := range w.tiers {
		names = append(names, w.tierName(t.Tier))
	}
	return w.list(names)
}

func (w *writer) format() string {
	switch {
	case w.planner() && w.of(w.top(), "stickers") > 0:
		return w.Lang.Say("PDF, stickers as PNG; in a ZIP")
	case w.planner():
		return w.Lang.Say("PDF, in a ZIP")
	case w.top().Rank() >= product.Pro.Rank():
		return w.Lang.Say("PDF, Markdown, CSV, XLSX, JSON, TXT; in a ZIP")
	}
	return w.Lang.Say("PDF, Markdown, CSV; in a ZIP")
}

// perTier gives a count for each tier: "30 in Starter, 80 in Pro".
func (w *writer) perTier(id string) string {
	var all []string
	for _, t := range w.tiers {
		n := w.of(t.Tier, id)
		if n == 0 {
			continue
		}
		text := w.Lang.Number(n)
		if len(w.tiers) > 1 {
			text = w.Lang.In("so many in a version", "%d in %s", n, w.tierName(t.Tier))
		}
		w.claim(product.Claim{ID: id, Tier: t.Tier, Count: n, Text: text})
		all = append(all, text)
	}
	return w.list(all)
}

// faq answers what buyers ask before they pay.
func (w *writer) faq() []product.Question {
	var all []product.Question
	if w.planner() {
		all = w.plannerFAQ()
	} else {
		all = w.promptFAQ()
	}
	if names := w.covered(); len(names) > 0 {
		all = append(all, w.allNeeds(names))
	}
	return append(all,
		product.Question{Ask: w.Lang.Say("What may I do with it?"), Answer: deliver.Licence(w.Lang, w.Profile).String()},
		product.Question{Ask: w.Lang.Say("What if a file is faulty, or not what I expected?"), Answer: deliver.Sentences(w.Lang,
			deliver.Refund(w.Lang, w.Profile).String(), plain(w.writeTo()),
			w.Lang.Say("Rights that you have as a consumer, in the EU and the UK for example, stay as they are."))},
		product.Question{Ask: w.Lang.Say("Do I get later versions?"), Answer: w.Lang.Say("Later versions of these files appear in your library if they are published. None are promised.")},
	)
}

// allNeeds names every need that the largest tier has pages or prompts for; the
// description may have room for the first of them only.
func (w *writer) allNeeds(names []string) product.Question {
	ask := w.Lang.Say("What are the prompts about?")
	if w.planner() {
		ask = w.Lang.Say("Which needs have a page of their own?")
	}
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = plain(n)
		if w.planner() {
			list[i] = deliver.Heading(w.Lang, list[i])
		}
	}
	answer := w.alone(w.list(list))
	if len(w.tiers) > 1 {
		answer = w.inTop(w.list(list))
	}
	if !w.planner() {
		answer = brief.Sentence(answer)
	}
	return product.Question{Ask: ask, Answer: answer}
}

// inTop says that something is in the largest version.
func (w *writer) inTop(what string) string {
	return w.Lang.In("name of a version: a list", "In %s: %s.", w.tierName(w.top()), what)
}

func (w *writer) plannerFAQ() []product.Question {
	print := w.Lang.Say("Yes for your own use, but the pages are made for a screen (11 × 8.5 in).")
	if w.top() == product.Ultimate {
		print = w.Lang.Say("Yes for your own use: Ultimate has one edition for A4 and one for Letter, with margins for holes. The other editions are made for a screen (11 × 8.5 in).")
	}
	return []product.Question{
		{Ask: w.Lang.Say("Which app and device do I need?"), Answer: w.Lang.Say("An app that writes on PDFs, such as Goodnotes, Notability, Noteshelf or Xodo, on a tablet. On Goodnotes for Android or Windows links may not work. Phone screens are small. It is not for OneNote.")},
		{Ask: w.Lang.Say("How do I open it?"), Answer: w.Lang.Say("Unzip the download, then import the PDF into your app. If a link does not react, switch to reading (read-only) mode: in Goodnotes and Notability links are followed there.")},
		{Ask: w.Lang.Say("Does the app cost money?"), Answer: w.Lang.Say("Some apps are free, some are not; their makers set the price. No app and no tablet is included.")},
		{Ask: w.Lang.Say("May I print or edit it?"), Answer: deliver.Sentences(w.Lang, print, w.Lang.Say("You can write on every page, copy and reorder pages in your app; the layout itself is fixed."))},
		{Ask: w.Lang.Say("Is it dated, and when does the week start?"), Answer: w.dated()},
		{Ask: w.Lang.Say("Does it sync with my calendar or remind me?"), Answer: w.Lang.Say("No. It is a PDF: no calendar sync, no reminders.")},
	}
}

// dated answers which dates the planners have.
func (w *writer) dated() string {
	switch w.top() {
	case product.Pro, product.Ultimate:
	default:
		return deliver.Sentences(w.Lang, w.Lang.Say("Undated: you write the dates in."), w.starts())
	}
	each := w.Lang.Say("Weeks start on Monday or Sunday, each as a file of its own.")
	if len(w.tiers) == 1 {
		return deliver.Sentences(w.Lang, brief.Sentence(w.alone(w.dates())), each)
	}
	return deliver.Sentences(w.Lang, w.inTop(w.dates()), each, w.Lang.Say("Smaller versions have fewer of these; see the list beside each price."))
}

func (w *writer) promptFAQ() []product.Question {
	edit := w.Lang.Say("Yes. The prompts are plain text; change them, add your own, print the PDF for your own use.")
	if w.top().Rank() >= product.Pro.Rank() {
		edit = deliver.Sentences(w.Lang, edit, w.Lang.Say("The XLSX file filters by group and need."))
	}
	return []product.Question{
		{Ask: w.Lang.Say("Which assistant and device does it work with?"), Answer: w.Lang.Say("Any chat assistant that accepts text, on any device that opens a PDF or text file. Results vary by model. Not affiliated with OpenAI, Anthropic or Google.")},
		{Ask: w.Lang.Say("How do I open and use it?"), Answer: w.Lang.Say("Unzip the download and open the PDF, or the Markdown or CSV file in any editor. Copy a prompt, replace the blanks in [BRACKETS] by your own facts, paste it and read the answer before you use it.")},
		{Ask: w.Lang.Say("Does the assistant cost money?"), Answer: w.Lang.Say("That depends on the assistant you choose; some have a free plan. No account is included.")},
		{Ask: w.Lang.Say("May I edit or print the prompts?"), Answer: edit},
		{Ask: w.Lang.Say("Is it safe to paste private data?"), Answer: w.Lang.Say("Leave out names and anything told to you in confidence. The prompts ask for facts, not for identities, but what you paste goes to the assistant you use.")},
		{Ask: w.Lang.Say("Are the examples real cases?"), Answer: w.Lang.Say("No. Their values are invented, to show what a filled-in prompt and a good answer look like.")},
	}
}
