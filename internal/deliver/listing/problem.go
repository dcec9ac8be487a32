package listing

import (
	"slices"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// opening is the first line of a description, by a model where it wrote one.
func (w *writer) opening() string {
	if s := w.Product.Words.Outcome; s != "" {
		return markdown(s)
	}
	return w.fill(w.outcome())
}

// days says what the days of these people are like, by a model where it did.
func (w *writer) days() string {
	if s := w.Product.Words.Situation; s != "" {
		return markdown(s)
	}
	return w.fill(w.situation())
}

// outcome is the first line of a description.
func (w *writer) outcome() string {
	if w.planner() {
		switch w.headline() {
		case "problem":
			return w.pick("outcome",
				locale.Key("Still keeping {a} in one place and {b} in another?"),
				locale.Key("Where did you write down {a} last time?"),
				locale.Key("{A} here, {b} there, and the rest of it in your head?"))
		case "direct":
			return w.pick("outcome",
				locale.Key("A digital planner for {whos}: {P}, {Q}, {R}, and the calendar around them."),
				locale.Key("A calendar and pages for {whos}, joined by links: {P}, {Q}, {R} and more."),
				locale.Key("{P}, {Q}, {R}: a linked PDF planner for {whos}."))
		}
		return w.pick("outcome",
			locale.Key("{P}, {Q}, {R}: one planner, one tap apart."),
			locale.Key("One planner for {a}, {b} and the weeks around them, made for {whos}."),
			locale.Key("Keep {a} and {b} where you find them again: in a planner made for {whos}."))
	}
	switch w.headline() {
	case "problem":
		return w.pick("outcome",
			locale.Key("Tired of answers about {a} that could be meant for anyone?"),
			locale.Key("Still explaining who you are before you can ask about {a}?"),
			locale.Key("Why does every answer about {a} sound as if it were written for somebody else?"))
	case "direct":
		return w.pick("outcome",
			locale.Key("A prompt library for {whos}: copy, fill in the blanks, read the answer with care."),
			locale.Key("Prompts for {whos}, in plain text, from {a} to {b}."),
			locale.Key("Ready prompts about {a}, {b} and {c}, written for {whos}."))
	}
	return w.pick("outcome",
		locale.Key("Answers that fit {whos}, because the prompt already says who is asking."),
		locale.Key("Spend the time on the work, not on explaining it to an assistant."),
		locale.Key("{A}, {b} and {c}, with a prompt ready for each."))
}

// situation is what the days of these people are like. A constraint says more
// than a field of work.
func (w *writer) situation() string {
	for _, tag := range w.Reading.Tags {
		if lines := constraintLines(w.planner())[tag]; len(lines) > 0 {
			return w.pick("constraint", lines...)
		}
	}
	all := domainLines()
	for _, d := range w.Reading.Domains {
		if lines := all[d]; len(lines) > 0 {
			return w.pick("domain", lines...)
		}
	}
	return w.pick("domain", all["self"]...)
}

// scattered names the first needs as something that is not in one place, or not
// answered well.
func (w *writer) scattered() string {
	if w.planner() {
		return w.pick("scattered",
			locale.Key("{A} and {b} each live somewhere else: an app, a drawer, a message to yourself."),
			locale.Key("So {a} and {b} end up on loose paper, in an app and in your head."),
			locale.Key("And {a} and {b} still want a place where they can be found again."),
			locale.Key("A blank notebook does not ask about {a} or {b}."))
	}
	return w.pick("scattered",
		locale.Key("Ask an assistant about {a} or {b} without saying who you are, and it answers for everybody and nobody."),
		locale.Key("A general question about {a} or {b} gets a general answer."),
		locale.Key("An assistant can help with {a} or {b}, but only when it is told who it is for, what there is to work with and what must not happen."),
		locale.Key("The time goes into asking again: about {a}, about {b}, about {c}."))
}

// constraintLines are openings for circumstances that a brief named.
func constraintLines(planner bool) map[string][]string {
	nights := locale.Key("Advice made for people who sleep at night does not fit somebody who works then.")
	if planner {
		nights = locale.Key("Most planners end the day at ten in the evening. That is when yours begins.")
	}
	return map[string][]string{
		"nights": {nights},
		"shifts": {
			locale.Key("When the rota changes, sleep, food and family change with it."),
			locale.Key("Your week does not begin on Monday and your day does not end at ten."),
		},
		"twins": {locale.Key("Everything comes twice, and rarely at the same time.")},
		"adhd": {
			locale.Key("Anything that has to be kept up perfectly is dropped after a while. That says more about the system than about you."),
			locale.Key("The plan is good on the day it is made. Finding it again the next day is the hard part."),
		},
		"dyslexia":     {locale.Key("Long pages of small print cost strength that is needed elsewhere.")},
		"budget":       {locale.Key("There is a plan, and there is what is left in the account. They have to meet somewhere.")},
		"small-space":  {locale.Key("There is no room for a second of anything, least of all for guesswork.")},
		"chronic-pain": {locale.Key("Some days there is energy for one thing. It should not go into looking for the list.")},
		"beginner":     {locale.Key("At the beginning everything seems important, and nobody says what comes first.")},
		"deadline":     {locale.Key("The date is fixed. What has to be ready before it is not.")},
		"travel":       {locale.Key("Plans made at a desk rarely survive the road.")},
		"remote":       {locale.Key("When the next shop and the next colleague are far away, it has to be thought of beforehand.")},
		"part-time":    {locale.Key("The hours are part-time. The things to think of are not.")},
		"pregnancy":    {locale.Key("There are appointments, opinions and lists from all sides, and one head to keep them in.")},
		"seasonal":     {locale.Key("It is quiet until it is not, and then there is no time left to plan.")},
		"no-time":      {locale.Key("There are minutes, not hours, and they come without warning.")},
		"alone":        {locale.Key("There is nobody to ask what was decided last time, so it has to be written down.")},
		"late":         {locale.Key("The evening is when the work happens. The paperwork waits for the morning after.")},
	}
}

// domainLines are openings for fields of work and life, two for each.
func domainLines() map[string][]string {
	return map[string][]string{
		"care": {
			locale.Key("The shift leaves little over: what is not written down by the door is gone by the time you are home."),
			locale.Key("You keep track of everybody else all day. What keeps track of you is a note on the back of a hand."),
		},
		"teaching": {
			locale.Key("Planning happens after the lessons, at a kitchen table, with last year's version in a folder nobody can find."),
			locale.Key("Every group needs something else, and the blank page is there again on Sunday evening."),
		},
		"office": {
			locale.Key("The work itself is fine. It is the lists, the follow-ups and the next version of the same file that eat the day."),
			locale.Key("Much of the job is remembering who was promised what, and by when."),
		},
		"trades": {
			locale.Key("The job gets done on site; the paperwork gets done later, from memory."),
			locale.Key("Quotes, parts and call-backs live in the phone, on the dashboard and in one overworked head."),
		},
		"making": {
			locale.Key("The piece is finished and nobody wrote down how: which batch, which mix, how long it took."),
			locale.Key("Orders, materials and trials share one notebook, and it never opens at the page you need."),
		},
		"growing": {
			locale.Key("The season does not wait, and what worked last year is a guess unless somebody wrote it down."),
			locale.Key("Dates, seeds and good intentions end up in the same drawer."),
		},
		"animals": {
			locale.Key("They cannot tell you what they had, when they had it or what was decided last time. Somebody has to know."),
			locale.Key("Feeding, health and papers are kept by whoever remembers, until that person is away."),
		},
		"food": {
			locale.Key("What to make, what is left and what it cost gets decided in a hurry, standing up."),
			locale.Key("Recipes sit in one place, the shopping in another, and the costs in neither."),
		},
		"creative": {
			locale.Key("The ideas come anyway. It is the briefs, dates and unanswered mails around them that wear you down."),
			locale.Key("Good work disappears between a notes app, a folder called “final” and somebody's inbox."),
		},
		"tech": {
			locale.Key("Decisions are made in chats that nobody finds again, and the next person starts from nothing."),
			locale.Key("There is a tool for everything and a place for nothing."),
		},
		"selling": {
			locale.Key("Stock here, messages there, and the figures you would need for a decision in neither place."),
			locale.Key("You sell, pack, answer and keep the books, often in the same hour."),
		},
		"events": {
			locale.Key("Everything happens on one day, and everything has to be decided long before it."),
			locale.Key("Suppliers, guests and times change by message, and the list everyone works from is already old."),
		},
		"family": {
			locale.Key("Somebody in the house carries the whole plan in their head. It is heavy, and nobody sees it."),
			locale.Key("Letters, meals, appointments and moods all land in the same place, which is you."),
		},
		"body": {
			locale.Key("Good days and bad days blur together, and what made the difference is hard to see afterwards."),
			locale.Key("Starting is easy. Seeing later what helped is not, unless it was written down the same way each time."),
		},
		"study": {
			locale.Key("There is more material than time, and rereading feels like work without being it."),
			locale.Key("Deadlines come in clusters, and the plan from the first week is soon forgotten."),
		},
		"shifts": {
			locale.Key("Your week does not begin on Monday and your day does not end at ten. Most advice assumes both."),
			locale.Key("When the rota changes, sleep, food and family change with it, and no calendar asks how."),
		},
		"community": {
			locale.Key("Volunteers come and go; what they knew goes with them."),
			locale.Key("The meeting was good. Who does what until the next one is written nowhere."),
		},
		"play": {
			locale.Key("It is meant to be fun, and it is, until you look for the note from last time."),
			locale.Key("What you learned, bought and planned lies in notebooks, open tabs and good memories."),
		},
		"self": {
			locale.Key("You know what helps. You also know how quickly it slips when life gets loud."),
			locale.Key("Thoughts circle until they are on paper, and a blank page is a hard place to begin."),
		},
	}
}

// advice names the kinds of advice that the product must not be taken for,
// from what its needs are about; "" when none is near.
func (w *writer) advice() string {
	themed := func(theme string) int {
		n := 0
		for _, need := range w.Reading.Needs {
			if len(need.Themes) > 0 && need.Themes[0] == theme {
				n++
			}
		}
		return n
	}
	fields := w.Reading.Domains[:min(2, len(w.Reading.Domains))]
	medical := themed("health") > 1 || slices.Contains(fields, "care") || slices.Contains(fields, "body")
	switch legal, money := themed("papers") > 0, themed("money") > 0; {
	case medical && legal && money:
		return w.Lang.Say("Not medical, legal, tax or investment advice.")
	case medical && legal:
		return w.Lang.Say("Not medical or legal advice.")
	case medical && money:
		return w.Lang.Say("Not medical, tax or investment advice.")
	case legal && money:
		return w.Lang.Say("Not legal, tax or investment advice.")
	case medical:
		return w.Lang.Say("Not medical advice.")
	case legal:
		return w.Lang.Say("Not legal advice.")
	case money:
		return w.Lang.Say("Not tax or investment advice.")
	}
	return ""
}
