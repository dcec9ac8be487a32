package local

// arc is a workflow before it has prompts: the kinds of task in the order in
// which the work is done. Texts may use {need}.
type arc struct {
	title, when, end string
	groups           []string
}

// aimOf says what the prompts of a group do in a workflow.
func aimOf(group string) string {
	switch group {
	case "plan":
		return "Plan it."
	case "research":
		return "Understand first."
	case "write":
		return "Put it in writing."
	case "reply":
		return "Answer those whom it concerns."
	case "organise":
		return "Put it in order."
	case "decide":
		return "Decide."
	case "sell":
		return "Explain it to others."
	case "review":
		return "Have it checked."
	case "learn":
		return "Practise it."
	case "automate":
		return "Make it repeatable."
	case "voice":
		return "Make it sound like you."
	}
	return "Find the cause."
}

// arcs lists the twelve workflows; the first two need only the groups of the
// starter tier, the next four those of the pro tier.
func arcs() []arc {
	return []arc{
		{"Your {need}, from nothing to a first version", "you have the wish and no page yet", "a first version that can be used tomorrow, and a list of what is still open",
			[]string{"research", "plan", "organise"}},
		{"Somebody asks about your {need}, and the answer must be right", "a question has come in and a quick answer would be a wrong one", "an answer that can be sent, and the facts behind it in one place",
			[]string{"organise", "write", "reply"}},
		{"One choice about your {need}, made and explained", "you go round in circles between two or three ways", "a decision with its reason, its price and a page that others understand",
			[]string{"research", "decide", "write", "review"}},
		{"Your {need}, better without starting again", "it works, more or less, and you have stopped liking it", "three changes that are worth it, in the order in which you will make them",
			[]string{"review", "decide", "plan", "organise"}},
		{"Your {need}, explained to somebody who has never seen it", "someone else pays, helps, or has to live with it", "a page that a newcomer understands without you beside it",
			[]string{"organise", "sell", "review"}},
		{"Your {need} in a week that is too full", "you know beforehand that the week will not hold everything", "a smaller version that holds, and messages to those who will notice",
			[]string{"plan", "decide", "reply", "review"}},
		{"Your {need}, from effort to habit", "you do it well whenever you think of it", "a routine that runs without a decision, and a sign by which you see that it stopped",
			[]string{"review", "automate", "plan", "solve"}},
		{"It went wrong: your {need}, mended", "the same thing has failed again", "the likely cause, one test of it, and what to say to those it touched",
			[]string{"solve", "decide", "plan", "reply"}},
		{"One skill for your {need}, learnt properly", "one skill is missing and everything waits for it", "a few weeks of practice with tests that you can judge yourself",
			[]string{"research", "learn", "review", "automate"}},
		{"Your {need}, in words that are yours", "the texts are correct and could be by anyone", "a text that people who know you take for yours",
			[]string{"voice", "write", "sell", "review"}},
		{"A month of your {need}, looked back on", "the month is over and its notes are lying about", "three facts, one cause, and a plan for the next month that follows from them",
			[]string{"organise", "research", "solve", "plan"}},
		{"Your {need}, handed over to somebody else", "you will be away, or the job is leaving you", "instructions with which somebody can do it without a call",
			[]string{"learn", "write", "automate", "voice"}},
	}
}
