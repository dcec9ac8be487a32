package listing

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

// tagline says in one sentence what is on offer, with the counts of the largest
// tier.
func (w *writer) tagline() string {
	var s string
	if w.planner() {
		pages, modules := w.say(w.top(), "pages", "linked page", "linked pages"), w.say(w.top(), "modules", "page", "pages")
		switch {
		case pages == "":
			s = "A linked PDF planner for " + w.whos + "."
		case modules == "":
			s = "A planner for " + w.whos + ": " + pages + "."
		default:
			s = w.pick("tagline",
				fmt.Sprintf("%s for %s, %s of them made for needs such as %s.", brief.Sentence(pages), w.whos, number(modules), w.need(0)),
				fmt.Sprintf("A PDF planner for %s: %s, and among them %s for needs such as %s.", w.whos, pages, modules, w.need(0)))
		}
	} else {
		prompts, examples := w.say(w.top(), "prompts", "prompt", "prompts"), w.say(w.top(), "examples", "worked example", "worked examples")
		switch {
		case prompts == "":
			s = "A prompt library for " + w.whos + "."
		case examples == "":
			s = brief.Sentence(prompts) + " for " + w.whos + "."
		default:
			s = w.pick("tagline",
				fmt.Sprintf("%s for %s, with blanks, examples and a check for every answer.", prompts, w.whos),
				fmt.Sprintf("%s and %s for %s, from %s to %s.", prompts, examples, w.whos, w.need(0), w.need(1)))
		}
	}
	if len(w.tiers) > 1 && hasDigit(s) {
		s = strings.TrimSuffix(s, ".") + " (" + tierName(w.top()) + ")."
	}
	return clip(s, 200)
}

// number returns the figure of "48 pages".
func number(said string) string {
	n, _, _ := strings.Cut(said, " ")
	return n
}

// callToAct is the text of the button.
func (w *writer) callToAct() string {
	if w.planner() {
		return w.pick("act", "Get the planner", "Start with your first page", "Get your planner")
	}
	return w.pick("act", "Get the prompts", "Get the library", "Start with your first prompt")
}

// facts are the rows beside the price.
func (w *writer) facts() []product.Fact {
	rows := []product.Fact{{Name: "Format", Value: w.format()}}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, product.Fact{Name: name, Value: value})
		}
	}
	if w.planner() {
		add("Pages", w.perTier("pages"))
		add("Works with", "PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo")
		add("Variants", brief.Sentence(w.dates())+"; "+w.starts())
		add("Colour themes", w.perTier("themes"))
	} else {
		add("Prompts", w.perTier("prompts"))
		add("Works with", "Any chat assistant that accepts text")
		add("Variants", w.variants())
	}
	add("Licence", deliver.Licence(w.Profile).Short)
	version := "First version"
	if w.Product.Revision > 1 {
		version = "Revised; see CHANGELOG.txt"
	}
	add("Version", version)
	return rows
}

// variants names the versions on offer.
func (w *writer) variants() string {
	var names []string
	for _, t := range w.tiers {
		names = append(names, tierName(t.Tier))
	}
	return strings.Join(names, ", ")
}

func (w *writer) format() string {
	switch {
	case w.planner() && w.of(w.top(), "stickers") > 0:
		return "PDF, stickers as PNG; in a ZIP"
	case w.planner():
		return "PDF, in a ZIP"
	case w.top().Rank() >= product.Pro.Rank():
		return "PDF, Markdown, CSV, XLSX, JSON, TXT; in a ZIP"
	}
	return "PDF, Markdown, CSV; in a ZIP"
}

// perTier gives a count for each tier: "30 in Starter, 80 in Pro".
func (w *writer) perTier(id string) string {
	var all []string
	for _, t := range w.tiers {
		n := w.of(t.Tier, id)
		if n == 0 {
			continue
		}
		text := fmt.Sprint(n)
		if len(w.tiers) > 1 {
			text += " in " + tierName(t.Tier)
		}
		w.claim(product.Claim{ID: id, Tier: t.Tier, Count: n, Text: text})
		all = append(all, text)
	}
	return strings.Join(all, ", ")
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
		product.Question{Ask: "What may I do with it?", Answer: deliver.Licence(w.Profile).String()},
		product.Question{Ask: "What if a file is faulty, or not what I expected?", Answer: deliver.Refund(w.Profile).String() + " Write to " + plain(contact(w.Profile)) + ". Rights that you have as a consumer, in the EU and the UK for example, stay as they are."},
		product.Question{Ask: "Do I get later versions?", Answer: "Later versions of these files appear in your library if they are published. None are promised."},
	)
}

// allNeeds names every need that the largest tier has pages or prompts for; the
// description may have room for the first of them only.
func (w *writer) allNeeds(names []string) product.Question {
	where := ""
	if len(w.tiers) > 1 {
		where = "In " + tierName(w.top()) + ": "
	}
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = plain(n)
		if w.planner() {
			list[i] = brief.Heading(list[i])
		}
	}
	if w.planner() {
		return product.Question{Ask: "Which needs have a page of their own?", Answer: where + strings.Join(list, ", ") + "."}
	}
	answer := where + strings.Join(list, ", ") + "."
	return product.Question{Ask: "What are the prompts about?", Answer: brief.Sentence(answer)}
}

func (w *writer) plannerFAQ() []product.Question {
	print := "Yes for your own use, but the pages are made for a screen (11 × 8.5 in)."
	if w.top() == product.Ultimate {
		print = "Yes for your own use: Ultimate has one edition for A4 and one for Letter, with margins for holes. The other editions are made for a screen (11 × 8.5 in)."
	}
	print += " You can write on every page, copy and reorder pages in your app; the layout itself is fixed."
	dated := "Undated: you write the dates in. " + brief.Sentence(w.starts()) + "."
	switch w.top() {
	case product.Pro, product.Ultimate:
		dated = brief.Sentence(w.dates()) + ". " + brief.Sentence(w.starts()) + ", each as a file of its own."
		if len(w.tiers) > 1 {
			dated = "In " + tierName(w.top()) + ": " + w.dates() + ". " + brief.Sentence(w.starts()) + ", each as a file of its own. Smaller versions have fewer of these; see the list beside each price."
		}
	}
	return []product.Question{
		{Ask: "Which app and device do I need?", Answer: "An app that writes on PDFs, such as Goodnotes, Notability, Noteshelf or Xodo, on a tablet. On Goodnotes for Android or Windows links may not work. Phone screens are small. It is not for OneNote."},
		{Ask: "How do I open it?", Answer: "Unzip the download, then import the PDF into your app. If a link does not react, switch to reading (read-only) mode: in Goodnotes and Notability links are followed there."},
		{Ask: "Does the app cost money?", Answer: "Some apps are free, some are not; their makers set the price. No app and no tablet is included."},
		{Ask: "May I print or edit it?", Answer: print},
		{Ask: "Is it dated, and when does the week start?", Answer: dated},
		{Ask: "Does it sync with my calendar or remind me?", Answer: "No. It is a PDF: no calendar sync, no reminders."},
	}
}

func (w *writer) promptFAQ() []product.Question {
	edit := "Yes. The prompts are plain text; change them, add your own, print the PDF for your own use."
	if w.top().Rank() >= product.Pro.Rank() {
		edit += " The XLSX file filters by group and need."
	}
	return []product.Question{
		{Ask: "Which assistant and device does it work with?", Answer: "Any chat assistant that accepts text, on any device that opens a PDF or text file. Results vary by model. Not affiliated with OpenAI, Anthropic or Google."},
		{Ask: "How do I open and use it?", Answer: "Unzip the download and open the PDF, or the Markdown or CSV file in any editor. Copy a prompt, replace the blanks in [BRACKETS] by your own facts, paste it and read the answer before you use it."},
		{Ask: "Does the assistant cost money?", Answer: "That depends on the assistant you choose; some have a free plan. No account is included."},
		{Ask: "May I edit or print the prompts?", Answer: edit},
		{Ask: "Is it safe to paste private data?", Answer: "Leave out names and anything told to you in confidence. The prompts ask for facts, not for identities, but what you paste goes to the assistant you use."},
		{Ask: "Are the examples real cases?", Answer: "No. Their values are invented, to show what a filled-in prompt and a good answer look like."},
	}
}

// plain takes the Markdown escapes out again, for texts that are none.
func plain(s string) string {
	return strings.NewReplacer(`\\`, `\`, "\\`", "`", `\*`, "*", `\_`, "_", `\[`, "[", `\]`, "]", `\<`, "<", `\>`, ">", `\#`, "#", `\|`, "|", `\&`, "&").Replace(s)
}
