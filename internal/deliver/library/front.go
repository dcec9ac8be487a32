package library

import (
	"hash/fnv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// cover draws the front page. Which picture it has follows from the title, so
// that all editions of a product share it.
func (t *typesetter) cover() {
	t.Bare("cover", "Cover", func(p *draw.Page) {
		line := strings.ReplaceAll(t.c.summary(), ", ", "  ·  ")
		art.DrawCover(&p.Canvas, t.Set, coverOf(t.c.Title), t.shape.W, t.shape.H, art.Words{Title: t.c.Title, Line: line, Foot: title(t.in.Profile.Name)})
	})
}

// coverOf chooses a cover by the title, of those that suit any field.
func coverOf(title string) string {
	var all []art.Entry
	for _, e := range art.Covers() {
		if art.Abstract(e.ID) {
			all = append(all, e)
		}
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(title))
	return all[int(h.Sum32())%len(all)].ID
}

// imprint is the page that says whose the book is and what one may do with it.
func (t *typesetter) imprint() {
	t.Bare("imprint", "About this library", func(p *draw.Page) {
		p.Box(draw.Rect{W: p.W, H: p.H}, draw.Paper, draw.None, 0)
		x, w := t.shape.Left, t.shape.W-t.shape.Left-t.shape.Right
		y := t.shape.Top + 40
		title := t.Set.Text(t.c.Title, typeset.Style{Role: font.Display, Size: 26, Leading: 32}, w)
		p.Group(draw.H1, func(c *draw.Canvas) { title.Draw(c, x, y) })
		y += title.Height() + 8
		p.Group(draw.P, func(c *draw.Canvas) {
			t.Set.Line(c, tierName(t.c.Edition)+" edition: "+t.c.summary(), typeset.Style{Size: 11.5, Fill: draw.Muted}, x, y+12, w)
		})
		y += 34
		p.Rule(x, y, x+56, y, draw.Accent, 1.6)
		facts := t.facts()
		heights := make([]*typeset.Para, len(facts))
		total := 0.0
		for i, f := range facts {
			heights[i] = t.Set.Text(f.Value, typeset.Style{Size: 9.2, Leading: 13.6}, w-104)
			total += heights[i].Height() + 9
		}
		at := max(y+24, t.shape.H-t.shape.Bottom-total)
		for i, f := range facts {
			p.Group(draw.P, func(c *draw.Canvas) {
				t.Set.Line(c, f.Name, typeset.Style{Role: font.Bold, Size: 9.2, Fill: draw.Accent}, x, at+10.2, 98)
				heights[i].Draw(c, x+104, at)
			})
			at += heights[i].Height() + 9
		}
	})
}

// facts are the lines of the imprint.
func (t *typesetter) facts() []product.Fact {
	facts := []product.Fact{{Name: "Works with", Value: statement}}
	facts = append(facts,
		product.Fact{Name: "Licence", Value: licence(t.in.Profile)},
		product.Fact{Name: "Your duty", Value: "An assistant can be wrong in good English. Check what it says before you use it; the guide shows how. Nothing here is medical, legal, tax or investment advice, and no result is promised."},
		product.Fact{Name: "Version", Value: t.c.mark() + ". The mark follows from the contents: two files with the same mark hold the same prompts."},
		product.Fact{Name: "Made by", Value: t.in.author()},
	)
	contact := "A file that does not open or is faulty? Write through the shop where you got it."
	if who := short(clean(t.in.Profile.Contact), titleMost); who != "" {
		contact = "A file that does not open or is faulty? Write to " + who + "."
	}
	facts = append(facts, product.Fact{Name: "Contact", Value: contact})
	if site := short(clean(t.in.Profile.Site), titleMost); site != "" {
		facts = append(facts, product.Fact{Name: "On the web", Value: site})
	}
	return append(facts, product.Fact{Name: "Trade marks", Value: "Names of products and firms belong to their owners; no affiliation with any of them."})
}

// licence is the licence in one or two sentences.
func licence(p product.Profile) string {
	const never = " The files may not be resold, shared, given away or uploaded to collections of templates or prompts."
	switch p.Licence {
	case "commercial":
		return "Commercial licence: you may use the prompts and what you make with them in your own business and in work for clients." + never
	case "team":
		return "Team licence: up to " + plural(max(p.TeamSize, 2), "named person") + " may use the prompts and what they make with them." + never
	}
	return "Personal licence: one person, on all your own devices, printed as often as you like for yourself. What you make with the prompts is yours." + never
}

// guide is five pages on how to work with the prompts.
func (t *typesetter) guide() {
	for i, page := range []struct {
		title string
		paint func()
	}{
		{"Fill the blanks", t.guideBlanks},
		{"Make the answer better", t.guideNext},
		{"Keep private data private", t.guidePrivate},
		{"Check what it says", t.guideCheck},
		{"Notes for your kind of assistant", t.guideKinds},
	} {
		t.Fit([]float64{10, 9.5, 9, 8.6}, func() {
			if i == 0 {
				t.Chapter("How to Use This Library", "", "guide")
			}
			t.Heading(2, page.title, "guide-"+string(rune('1'+i)), 80)
			page.paint()
		})
		t.Break()
	}
}

func (t *typesetter) guideBlanks() {
	first := t.c.Prompts[0]
	t.Text("Every prompt has blanks, written in brackets and capitals. They stand for facts that only you know, and they decide how useful the answer is: an assistant that is told little can only say what would fit anybody.")
	t.Heading(3, "What stands on the page of a prompt", "", 60)
	t.Named([]string{"Part", "What it is for"}, []float64{1, 3}, [][]string{
		{"Number and title", "The number, such as " + first.Number + ", is what workflows, examples and both indexes point to. It is the same in all files of this edition."},
		{"Fill in", "Each blank with a value as it might be. The values are invented: they show the kind of fact and the length, not what you should write."},
		{"Copy this prompt", "The text for the assistant, from the first word to the last. Copy it from here, or from the text files if your reader breaks lines."},
		{"Ask next", "Two messages to send in the same chat once the first answer is there."},
		{"Check the answer", "Three marks of a good answer. If one is missing, ask again before you use it."},
		{"If it goes wrong", "What usually goes wrong with this prompt, and the sentence that cures it."},
	})
	t.Heading(3, "Five steps", "", 60)
	t.Items(book.Numbers, []string{
		"Open a new chat, so that nothing from an earlier one leaks into the answer.",
		"Paste the prompt and put your own facts in place of every blank, brackets and all.",
		"Where you do not know a value, write “unknown: ask me”. A guess comes back as a fact.",
		"Read it once as if you had received it. Take out every rule that does not hold for you.",
		"Send it, then compare the answer with the three marks on the page.",
	})
	t.Heading(3, "Thin values and strong ones", "", 60)
	t.Table([]string{"Thin", "Strong", "Why"}, []float64{1, 2, 2}, [][]string{
		{"soon", "Friday 14:00, no later", "A plan can be made backwards from it."},
		{"a few", "6 of 23", "Shares and priorities become visible."},
		{"the usual problem", "the label peels off after two days in the cold", "The cause can be looked for."},
		{"make it nice", "two short paragraphs, no greeting, no exclamation marks", "It can be checked."},
	})
}

func (t *typesetter) guideNext() {
	t.Text("The first answer is a draft. What you say next matters more than how you began, because now you can point at something. Say what is wrong, where it is, and what you want in its place; one thing at a time.")
	t.Heading(3, "If the answer is not right yet", "", 60)
	t.Named([]string{"The answer is", "Say next"}, []float64{1, 3}, [][]string{
		{"too general", "Name the three places where this could be about anybody. Rewrite only those, with the facts I gave you."},
		{"too long", "Cut it to half. Keep every fact and every number; drop what merely repeats or introduces."},
		{"too sure", "Mark each sentence: told by me, common knowledge, or your guess. Put the guesses in a list of their own."},
		{"missing a rule", "You left out this rule: … Say in one line what changes, then give me the whole answer again."},
		{"in the wrong form", "The same content as a table with these columns: … No sentence before or after it."},
		{"not how I talk", "Here are four sentences of mine: … List what is typical of them, then rewrite your answer that way."},
		{"good but for one part", "Keep everything. Give me three other versions of the second part only."},
	})
	t.Heading(3, "Habits that save time", "", 60)
	t.Items(book.Bullets, []string{
		"Change one thing per message. If you change three, you will not know which of them helped.",
		"Ask for the questions first. “What do you need to know before you start?” is often the best second message.",
		"Ask for the other side: “Which part of this would an experienced colleague object to, and why?”",
		"Begin anew when the answers circle. Copy what was good into a fresh chat and say what is still missing.",
		"Write what worked on the lines below a prompt. Next time you start where you stopped.",
	})
	t.Callout("Workflows", "Some tasks are too large for one message. The workflows in this book chain prompts: what one of them answers goes into a blank of the next. Check each answer before you hand it on, since a mistake that is handed on looks like a fact.")
}

func (t *typesetter) guidePrivate() {
	t.Text("What you type leaves your machine unless the model runs on it. It may be stored, read by people who look after the service, or used to improve it. So write the prompt as if it could be read by a stranger, and you lose nothing: the answer is as good with a stand-in as with the name.")
	t.Heading(3, "Stand-ins", "", 60)
	t.Named([]string{"Instead of", "Write", "The answer loses"}, []float64{2, 3, 2}, [][]string{
		{"a full name", "Client A, the neighbour, my sister", "nothing"},
		{"an address", "a flat on the third floor, no lift", "nothing"},
		{"a date of birth", "in her forties", "nothing"},
		{"an exact sum", "the sum rounded, or all sums times the same factor", "the last digits; put them back yourself"},
		{"your employer", "a firm of about 60 people", "nothing"},
		{"a diagnosis or a case", "the question without the person: “What should one ask when …?”", "detail that belongs to a professional"},
	})
	t.Heading(3, "What never goes in", "", 60)
	t.Items(book.Boxes, []string{
		"Passwords, keys, card and account numbers, numbers of identity papers.",
		"Health, pay, faith or family matters of somebody who could be recognised.",
		"Letters and messages of other people, unless they agreed.",
		"What your contract, your employer or your profession keeps confidential.",
		"Whole documents when one paragraph would do.",
	})
	t.Heading(3, "Once, before you start", "", 60)
	t.Items(book.Boxes, []string{
		"Look through the settings of your assistant for the ones about history and about training on your chats; choose what you can live with.",
		"At work: ask which assistants are allowed, and for what kind of data.",
		"Delete chats that you no longer need.",
	})
	t.Callout("One test", "Would you read the message aloud in a full waiting room? If not, take out what stops you.")
}

func (t *typesetter) guideCheck() {
	t.Text("An assistant puts words together that fit. It does not know which of its sentences are true, and the false ones sound exactly like the others. The prompts here ask for assumptions and for a check before the answer; that lowers the number of mistakes and does not end them.")
	t.Heading(3, "Three passes", "", 60)
	t.Items(book.Numbers, []string{
		"Mark. Go through the answer and mark each number, name, date, quotation, rule and claim about the world. What remains is wording and needs your taste, not a check.",
		"Trace. For each mark ask: did I say this, can I look it up, or is it a guess? Look it up where it was first published, not where it is repeated.",
		"Count again. Add up sums, days and quantities yourself. Ask for the steps of a calculation and check the steps.",
	})
	t.Heading(3, "Where to look", "", 60)
	t.Named([]string{"What it says", "Where to check it"}, []float64{1, 2}, [][]string{
		{"A law, a rule, a deadline", "The text of the authority itself, with its date; for your case, someone qualified"},
		{"A dose, a symptom, a treatment", "Not with an assistant. A doctor, a nurse, a pharmacist"},
		{"A price, an opening time, a product", "The seller’s own page, today"},
		{"A quotation or a study", "The original. If you cannot find it, leave it out: invented sources look real"},
		{"A total, a share, a date", "A calculator and a calendar"},
		{"Something about a person", "That person"},
	})
	t.Heading(3, "Before it leaves your hands", "", 60)
	t.Items(book.Boxes, []string{
		"Every number in it comes from me or was checked.",
		"Nothing in it promises what I cannot keep.",
		"It says nothing about a person that I would not say to them.",
		"I could explain each sentence if somebody asked.",
	})
	t.Callout("Limits", "Nothing in this book is medical, legal, tax or investment advice. Where health, money or rights are at stake, use an answer to prepare your questions, and put them to someone who is answerable for the reply.")
}

func (t *typesetter) guideKinds() {
	t.Callout("What works", statement)
	t.Text("The prompts use nothing but words, so they do not depend on one product. Kinds of assistant differ in how much they read at once, what else they can see, and how their answers come out. These notes name no versions, since those change faster than a book.")
	t.Named([]string{"Kind", "What to know", "So do this"}, []float64{2, 3, 3}, [][]string{
		{"Chat in a browser", "Reads long prompts; makes tables that can be copied.", "One chat for one task. Rename it with the number of the prompt."},
		{"App on a phone", "The same, but long pasted text is hard to correct.", "Fill the blanks in a note first, then paste the whole."},
		{"Inside an office program", "May see the document you have open, and write into it.", "Say which part it may use: “only the table on page 2”. Save a copy first."},
		{"With web search", "Quotes pages, good ones and bad ones.", "Ask for the address and the date of each source, and open it."},
		{"At your company", "May be cut off from the web and have rules of its own.", "Ask what is stored. Leave out steps that need a search."},
		{"On your own computer", "Small models follow fewer rules at once.", "Send context and task first, the rules in a second message."},
		{"By voice", "Blanks get lost; tables cannot be heard.", "Use it for follow-up questions, not for the first message."},
		{"With memory of you", "Old facts may slip into new answers.", "Say “use only what is in this message”, or switch it off for the chat."},
	})
	t.Heading(3, "When an assistant refuses or stops short", "", 60)
	t.Items(book.Bullets, []string{
		"It stops in the middle: write “go on from the last complete line”.",
		"It answers half the rules: send the prompt in two parts, and ask it to wait after the first.",
		"It refuses: leave out names and drastic words, say what the result is for, and ask for the general procedure.",
		"It ignores the form: repeat only the line that begins with “Answer as”, at the end of your message.",
	})
}
