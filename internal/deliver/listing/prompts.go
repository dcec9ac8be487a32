package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// promptParts is the description of a prompt library that names up to `named`
// needs.
func (w *writer) promptParts(named int) []part {
	return []part{
		{body: "**" + w.opening() + "**"},
		{body: deliver.Sentences(w.Lang, w.days(), w.fill(w.scattered()))},
		{body: w.promptsAre()},
		{head: w.includedHead(), body: w.promptBullets()},
		{head: w.Lang.Say("Versions"), body: w.versions(counted{"prompts", numPrompts}, counted{"workflows", numWorkflows}, counted{"examples", numExamples})},
		{head: w.Lang.Say("In every prompt"), rank: 1, body: markdown(w.Lang.Say("The job, when to use it, blanks in [BRACKETS] with an example for each, the prompt itself (role, context, task, rules, form of the answer, check), follow-up questions, how to tell a good answer, and the usual way it goes wrong."))},
		{head: w.Lang.Say("Needs covered"), body: bullets(w.namesOf(w.covered(), named))},
		{head: w.Lang.Say("Who it is for"), body: w.forWhom()},
		{head: w.Lang.Say("How to start"), body: steps(
			w.Lang.Say("Unzip and open `00-start-here.pdf`."),
			w.Lang.Say("Choose a prompt for something you have to do today."),
			w.Lang.Say("Paste it into your assistant, put your own facts into the blanks, and read the answer before you use it."))},
		{head: w.Lang.Say("What it does not do"), body: bullets(w.promptLimits())},
		{head: w.Lang.Say("Licence, refund, contact"), body: w.terms()},
	}
}

// namesOf starts the names of needs with a capital letter; those beyond the limit
// are "and more".
func (w *writer) namesOf(all []string, limit int) []string {
	var out []string
	for i, s := range all {
		if i == limit {
			return append(out, w.Lang.Say("And more, in the index of needs"))
		}
		out = append(out, brief.Sentence(s))
	}
	return out
}

func (w *writer) promptsAre() string {
	return w.fill(w.pick("is",
		locale.Key("This is a library of prompts written for {whos}. They use your words, ask for the facts that matter and say what the answer has to look like."),
		locale.Key("It is a library of prompts for {whos}: each names the situation, leaves blanks for your facts and tells the assistant how to check itself."),
		locale.Key("Here are prompts that start where {whos} start. You fill in the blanks; the rest of the asking is done.")))
}

func (w *writer) promptBullets() string {
	groups := w.groups()
	order := w.Lang.Say("by what you want done")
	if groups != "" {
		order = w.Lang.In("what groups of prompts are for: verbs", "to %s", groups)
	}
	files := w.Lang.Say("**Files**: typeset PDF with contents and index, Markdown and CSV.")
	if w.top().Rank() >= product.Pro.Rank() {
		files = w.Lang.Say("**Files**: typeset PDF with contents and index, Markdown and CSV, an XLSX that filters by group and need, JSON, and single TXT files.")
	}
	return bullets([]string{
		w.included("prompts", numPrompts, w.Lang.Say("plain text to paste, for the needs named below")),
		w.included("groups", numGroups, order),
		w.included("workflows", numWorkflows, w.Lang.Say("prompts in a row; each answer is handed to the next")),
		w.included("examples", numExamples, w.Lang.Say("blanks filled with invented values, and what a good answer has")),
		w.included("blanks", numBlanks, w.Lang.Say("with an example each, and an index of where they are")),
		w.included("cards", numCards, w.Lang.Say("tell the assistant once whom it works for")),
		w.included("checklists", numChecklists, w.Lang.Say("brand voice, judging an answer, and the first needs, as PDF to print")),
		files,
	})
}

// groups names the first groups of the product, in English in lower case.
func (w *writer) groups() string {
	var names []string
	seen := map[string]bool{}
	w.Product.Items(w.top(), func(s *product.Section, it *product.Item) {
		if it.Kind == product.Prompt && !seen[s.ID] && !hasDigit(s.Title) {
			seen[s.ID] = true
			title := s.Title
			if w.Lang.English() {
				title = strings.ToLower(title)
			}
			names = append(names, markdown(title))
		}
	})
	if len(names) > 5 {
		return w.goesOn(names[:5])
	}
	return w.Lang.And(names)
}

// promptLimits are the true statements about what is not to be expected.
func (w *writer) promptLimits() []string {
	lines := []string{
		w.Lang.Say("Plain text; paste into any chat assistant that accepts text. No assistant and no account is included."),
		w.Lang.Say("Results vary by model, and answers can be wrong: check names, numbers and rules before you rely on them."),
		w.Lang.Say("It does not make private data safe: leave out names and whatever was told to you in confidence."),
		w.Lang.Say("Not affiliated with OpenAI, Anthropic or Google."),
	}
	if a := w.advice(); a != "" {
		return append(lines, deliver.Sentences(w.Lang, a, w.Lang.Say("Earnings are not promised.")))
	}
	return append(lines, w.Lang.Say("Earnings and results are not promised."))
}
