package local

// arc is a workflow before it has prompts: the kinds of task in the order in
// which the work is done, and why each comes where it comes. Texts may use
// {need}.
type arc struct {
	title, when, end string
	steps            []arcStep
}

// arcStep is one step: a group of prompts and what it is there for.
type arcStep struct{ group, why string }

// arcs lists the twelve workflows; the first two need only the groups of the
// starter tier, the next four those of the pro tier.
func arcs() []arc {
	return []arc{
		{"Your {need}, from nothing to a first version", "you have the wish and no page yet", "a first version that can be used tomorrow, and a list of what is still open",
			[]arcStep{{"research", "Find out what is known and what you would only be guessing."}, {"plan", "Turn what you found into an order of work with dates."},
				{"organise", "Give the result the form in which you will look at it each time."}}},
		{"Somebody asks about your {need}, and the answer must be right", "a question has come in and a quick answer would be a wrong one", "an answer that can be sent, and the facts behind it in one place",
			[]arcStep{{"organise", "Collect what you have before you write a word."}, {"write", "Put the facts into sentences, for yourself first."},
				{"reply", "Shorten them to what this person needs."}}},
		{"One choice about your {need}, made and explained", "you go round in circles between two or three ways", "a decision with its reason, its price and a page that others understand",
			[]arcStep{{"research", "Ask the same questions to every way."}, {"decide", "Choose, and say what is given up."}, {"write", "Write down why, while you still know it."},
				{"review", "Let a stranger look for the hole."}}},
		{"Your {need}, better without starting again", "it works, more or less, and you have stopped liking it", "three changes that are worth it, in the order in which you will make them",
			[]arcStep{{"review", "Look at what is there with somebody else's eyes."}, {"decide", "Choose which of the remarks are worth the work."},
				{"plan", "Put the changes into days that exist."}, {"organise", "Bring the new version into its place and take the old one away."}}},
		{"Your {need}, explained to somebody who has never seen it", "someone else pays, helps, or has to live with it", "a page that a newcomer understands without you beside it",
			[]arcStep{{"organise", "Lay everything out once, in full."}, {"sell", "Say what it is good for, from the other side."}, {"review", "Find the sentence at which a newcomer stops reading."}}},
		{"Your {need} in a week that is too full", "you know beforehand that the week will not hold everything", "a smaller version that holds, and messages to those who will notice",
			[]arcStep{{"plan", "Lay out the week as it really is."}, {"decide", "Drop something before it drops itself."}, {"reply", "Tell those who wait, early and in two sentences."},
				{"review", "Look at the plan for the spot at which it will break."}}},
		{"Your {need}, from effort to habit", "you do it well whenever you think of it", "a routine that runs without a decision, and a sign by which you see that it stopped",
			[]arcStep{{"review", "Look at the last weeks: when did it work by itself?"}, {"automate", "Make that the rule."}, {"plan", "Place the rule in the week."},
				{"solve", "Look ahead to what usually kills it."}}},
		{"When your {need} has gone wrong", "the same thing has failed again", "the likely cause, one test of it, and what to say to those it touched",
			[]arcStep{{"solve", "Find the cause before the cure."}, {"decide", "Choose between mending, replacing and leaving it."}, {"plan", "Give the cure a first day and a test."},
				{"reply", "Write to whoever was touched by it."}}},
		{"Learning what your {need} asks of you", "one skill is missing and everything waits for it", "a few weeks of practice with tests that you can judge yourself",
			[]arcStep{{"research", "Find out which part of the skill is really missing."}, {"learn", "Learn that part, in small steps."}, {"review", "Have the result looked at, strictly."},
				{"automate", "Build the practice into what you do anyway."}}},
		{"Your {need}, in words that are yours", "the texts are correct and could be by anyone", "a text that people who know you take for yours",
			[]arcStep{{"voice", "Find out how you sound when you do not try."}, {"write", "Write it in that voice."}, {"sell", "Say what it is for, without the tone of an advertisement."},
				{"review", "Take out each sentence that is not yours."}}},
		{"A month of your {need}, looked back on", "the month is over and its notes are lying about", "three facts, one cause, and a plan for the next month that follows from them",
			[]arcStep{{"organise", "Bring the notes of the month together."}, {"research", "Look for what repeats."}, {"solve", "Ask for the cause of the one thing that cost most."},
				{"plan", "Plan the next month out of the answer."}}},
		{"Your {need}, handed over to somebody else", "you will be away, or the job is leaving you", "instructions with which somebody can do it without a call",
			[]arcStep{{"learn", "Say what a beginner must know first."}, {"write", "Write it down in the order in which it is done."}, {"automate", "Give whatever repeats its form and its date."},
				{"voice", "Make it sound like a colleague and not like a manual."}}},
	}
}
