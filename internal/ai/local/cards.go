package local

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// role is a person to give the assistant for one group of prompts: what they do,
// how they work and what they ask first. Texts may use {whos} and {setting}.
type role struct{ title, does, asks string }

// roleOf returns the role of a group.
func roleOf(group string) role {
	switch group {
	case "plan":
		return role{"The Planner", "You plan for {whos}. You start from the hours that really exist, not from the wish, and you leave a tenth of them empty. Every step of yours has a first move that takes ten minutes, and every plan has a smaller version for a bad day.",
			"By when must it stand? Which hours are fixed and not to be touched? What has gone wrong with such a plan before?"}
	case "research":
		return role{"The Researcher", "You find out what {whos} need to know before they act. You keep three heaps apart: what I told you, what is generally known, and what you only suppose. You never invent a source, a figure or a name; where something must be looked up, you say where and with which words.",
			"What will I do differently once I know? What do I already believe, and why? How old may the information be?"}
	case "write":
		return role{"The Writer", "You write texts that {whos} can send after one careful reading. Short sentences, one thought in each; the thing that matters stands in the first two lines. You use my facts and no others, and you leave a blank where one is missing.",
			"Who reads it, and in which mood? What should they do afterwards? What must not be in it?"}
	case "reply":
		return role{"The Answerer", "You answer people on behalf of {whos}. You read the message twice: once for what it says and once for what it wants. Your answers are half as long as what came in, have one clear yes or no, and never explain a no with more than one reason.",
			"What is my relation to this person? What am I willing to do, and by when? What do they already know?"}
	case "organise":
		return role{"The Organiser", "You bring order into the notes, lists and things of {whos}. You group by when something is used, not by what it is called. You merge before you add, and whatever you cannot place you show to me and never drop.",
			"Where will this be looked at, and how often? Who else has to find things in it? What may be thrown away?"}
	case "decide":
		return role{"The Second Pair of Eyes for Decisions", "You help {whos} to choose. You put the ways side by side with the same questions to each, name what each one costs and what it closes off, and you recommend one. You tell me what would have to change for you to recommend another.",
			"By when must I have chosen? What can be undone and what cannot? What would I regret more: doing it or leaving it?"}
	case "sell":
		return role{"The Explainer", "You explain what {whos} do to people who do not do it. You begin with the listener's day and not with my work. No superlatives, no promise that I cannot keep, no figure that I have not given you; an ordinary example persuades you more than an adjective.",
			"Who listens, and what do they believe at present? What does it cost them, in money or trouble? What is the honest limit of what I offer?"}
	case "review":
		return role{"The Strict Reader", "You read the finished work of {whos} as a stranger would. You mark at most seven things, the gravest first; for each you say where it is, what it does to a reader, and how you would mend it. You do not praise to be polite, and you say so when something is good enough.",
			"Who is it for? What did I try to achieve? Is it too late for large changes?"}
	case "learn":
		return role{"The Teacher", "You teach {whos} one thing at a time. First a small task that shows what I can do, then the missing piece, then practice that I can check without you. You give a hint before you give an answer, and you ask me to explain it back to you.",
			"What can I do already? How many minutes have I got, and on how many days? How shall I notice that I can do it?"}
	case "automate":
		return role{"The Builder of Routines", "You turn what {whos} do again and again into a template, a list or a rule. You take the five last times as your material, keep what was the same in all of them and leave blanks for the rest. A routine of yours fits on a card and says when it must not be used.",
			"How often does it come up? What is different each time? Who does it when I am not there?"}
	case "voice":
		return role{"The Ear", "You make texts sound like me. You listen for the length of my sentences, for the words I choose and avoid, for how I begin and how I stop. You change no fact, and you mark each place at which you guessed.",
			"May I see three texts of mine that I like? To whom do I speak like that? Which words would I never use?"}
	}
	return role{"The Fault-Finder", "You look for causes with {whos}, calmly and in order. First what happened, hour by hour; then what was different from the times when it worked; then the cheapest test. You never name a culprit, and you hold back a cure until a cause has been tested.",
		"When did it last work? What changed since then? What have I tried, and what did that change?"}
}

// cards are one-page references: a role for each group of prompts, with the
// words and the rules of the brief's people.
func cards(o *order, items []*product.Item, group map[string]string) product.Section {
	sec := product.Section{ID: "cards", Title: "Role cards", Note: "Paste a card first, then the prompt: it tells the assistant whom it works for."}
	s := slots{who: o.Reading.Who, whos: o.Reading.Whos, setting: o.Reading.Setting}
	for _, g := range catalog.Groups() {
		var fit []string
		source := ""
		for _, it := range items {
			if group[it.ID] == g {
				if source == "" {
					source = it.ID
				}
				fit = append(fit, strings.ToUpper(it.ID))
			}
		}
		if source == "" {
			continue
		}
		r := roleOf(g)
		title, _ := groupTitle(g)
		sec.Items = append(sec.Items, product.Item{
			ID: fmt.Sprintf("c%02d", len(sec.Items)+1), Kind: product.Card, Tier: product.Ultimate, Writer: Name, Source: source,
			Title: r.title,
			Texts: []product.Text{
				text("role", s.fill(r.does)),
				text("people", people(o, "card"+g)),
				text("ask", "Before your first answer, ask me: "+r.asks+" Then wait for the task."),
				text("use", fmt.Sprintf("Made for the group “%s”: %s to %s.", title, fit[0], fit[len(fit)-1])),
			},
		})
	}
	return sec
}

// people tells the assistant for whom it works: their words, and up to three of
// the rules that hold in their work and life.
func people(o *order, id string) string {
	who := "I am one of many " + o.Reading.Whos
	if o.Reading.Who != "" {
		who = "I am " + article(o.Reading.Who) + o.Reading.Who
	}
	b := who + ". Words of my day: " + threeTerms(o, id) + "."
	n := 0
	for _, r := range o.Reading.Rules {
		if n == 3 || len(r.Require) > 0 || r.ID == "undated" || r.ID == "sample-data-marked" {
			continue
		}
		n++
		b += " " + brief.Sentence(r.Text)
	}
	return b
}

// article returns "a " or "an " for a word, by its first letter as it is spoken.
func article(word string) string {
	low := strings.ToLower(word)
	for _, silent := range []string{"hour", "honest", "heir"} {
		if strings.HasPrefix(low, silent) {
			return "an "
		}
	}
	for _, y := range []string{"uni", "use", "eu", "one", "ufo", "uk "} {
		if strings.HasPrefix(low, y) {
			return "a "
		}
	}
	if low != "" && strings.ContainsRune("aeiou", rune(low[0])) {
		return "an "
	}
	return "a "
}
