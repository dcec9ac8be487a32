package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// promptParts is the description of a prompt library that names up to `named`
// needs.
func (w *writer) promptParts(named int) []part {
	return []part{
		{body: "**" + w.opening() + "**"},
		{body: w.days() + " " + w.fill(w.scattered())},
		{body: w.promptsAre()},
		{head: w.includedHead(), body: w.promptBullets()},
		{head: "Versions", body: w.versions(counted{"prompts", "prompt", "prompts"}, counted{"workflows", "workflow", "workflows"}, counted{"examples", "worked example", "worked examples"})},
		{head: "In every prompt", rank: 1, body: "The job, when to use it, blanks in \\[BRACKETS\\] with an example for each, the prompt itself (role, context, task, rules, form of the answer, check), follow-up questions, how to tell a good answer, and the usual way it goes wrong."},
		{head: "Needs covered", body: bullets(sentences(w.covered(), named))},
		{head: "Who it is for", body: w.forWhom()},
		{head: "How to start", body: "1. Unzip and open `00-start-here.pdf`.\n2. Choose a prompt for something you have to do today.\n3. Paste it into your assistant, put your own facts into the blanks, and read the answer before you use it."},
		{head: "What it does not do", body: bullets(w.promptLimits())},
		{head: "Licence, refund, contact", body: w.terms()},
	}
}

// sentences starts each with a capital letter; those beyond the limit are "and
// more".
func sentences(all []string, limit int) []string {
	var out []string
	for i, s := range all {
		if i == limit {
			return append(out, "And more, in the index of needs")
		}
		out = append(out, brief.Sentence(s))
	}
	return out
}

func (w *writer) promptsAre() string {
	return w.fill(w.pick("is",
		"This is a library of prompts written for {whos}. They use your words, ask for the facts that matter and say what the answer has to look like.",
		"It is a library of prompts for {whos}: each names the situation, leaves blanks for your facts and tells the assistant how to check itself.",
		"Here are prompts that start where {whos} start. You fill in the blanks; the rest of the asking is done."))
}

func (w *writer) promptBullets() string {
	groups := w.groups()
	order := "by what you want done"
	if groups != "" {
		order = "to " + groups
	}
	files := "typeset PDF with contents and index, Markdown and CSV"
	if w.top().Rank() >= product.Pro.Rank() {
		files += ", an XLSX that filters by group and need, JSON, and single TXT files"
	}
	return bullets([]string{
		w.included("prompts", "prompt", "prompts", "plain text to paste, for the needs named below"),
		w.included("groups", "group", "groups", order),
		w.included("workflows", "workflow", "workflows", "prompts in a row; each answer is handed to the next"),
		w.included("examples", "worked example", "worked examples", "blanks filled with invented values, and what a good answer has"),
		w.included("blanks", "kind of blank", "kinds of blank", "with an example each, and an index of where they are"),
		w.included("cards", "role card", "role cards", "tell the assistant once whom it works for"),
		w.included("checklists", "check sheet", "check sheets", "brand voice, judging an answer, and the first needs, as PDF to print"),
		"**Files**: " + files + ".",
	})
}

// groups names the first groups of the product, in lower case.
func (w *writer) groups() string {
	var names []string
	seen := map[string]bool{}
	w.Product.Items(w.top(), func(s *product.Section, it *product.Item) {
		if it.Kind == product.Prompt && !seen[s.ID] && !hasDigit(s.Title) {
			seen[s.ID] = true
			names = append(names, markdown(strings.ToLower(s.Title)))
		}
	})
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + " and more"
	}
	return series(names)
}

// promptLimits are the true statements about what is not to be expected.
func (w *writer) promptLimits() []string {
	lines := []string{
		"Plain text; paste into any chat assistant that accepts text. No assistant and no account is included.",
		"Results vary by model, and answers can be wrong: check names, numbers and rules before you rely on them.",
		"It does not make private data safe: leave out names and whatever was told to you in confidence.",
		"Not affiliated with OpenAI, Anthropic or Google.",
	}
	if a := w.advice(); a != "" {
		lines = append(lines, a+" Earnings are not promised.")
	} else {
		lines = append(lines, "Earnings and results are not promised.")
	}
	return lines
}
