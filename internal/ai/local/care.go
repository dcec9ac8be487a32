package local

// care is what a sort of page wants before somebody relies on it: lines before
// and after those for the details of a need, and ways to ask after a detail.
type care struct {
	purpose     string
	first, last []string
	each        []string // %s stands for the detail
}

// careFor returns the care for a sort of form; see formOf.
func careFor(sort string) care {
	switch sort {
	case "log":
		return care{"Go through it at the end of each week in which you kept your {need}.",
			[]string{"Each row was written on the day itself, or says that it was not.", "Days without a row are days on which nothing was to write, and not days on which I forgot."},
			[]string{"One row that surprised me is marked.", "I have asked myself what the rows have in common, and written the answer under them.", "What has to follow from it has a date in my calendar."},
			[]string{"%s: filled in every row, with a dash where there was nothing.", "%s: always in the same unit or the same words.", "%s: measured or seen, not guessed afterwards.", "%s: a stranger could read what I wrote."}}
	case "list":
		return care{"Once a month, and before anybody else works with your {need}.",
			[]string{"Everything on it is still wanted; what is not is struck out and not left standing.", "Nothing stands on it twice under two names."},
			[]string{"What is missing has been added before I looked for it in vain.", "The three lines that matter most can be seen without reading the rest.", "Whoever else uses it knows where it lies."},
			[]string{"%s: given in every line where it makes a difference.", "%s: checked against the thing itself, not against memory.", "%s: written so that somebody else would bring the right one.", "%s: the oldest entry has been looked at again."}}
	case "plan":
		return care{"Before you rely on your {need} for the first time.",
			[]string{"I can say in one sentence what will be there when it is done.", "The hours it needs are hours that I have: I have counted both."},
			[]string{"There is a smaller version for a bad day, and I know when I change over to it.", "Whoever has to do something for it has said yes, aloud or in writing.", "The first step can be done in ten minutes and has a time."},
			[]string{"%s: has a day, a length and an end one can see.", "%s: waits for nobody, or I know for whom and until when.", "%s: could go wrong in one way that I have written down.", "%s: stands before whatever depends on it."}}
	case "calendar":
		return care{"At the start of each month, with your {need} and last month's side by side.",
			[]string{"Fixed dates are in ink, wished ones in pencil.", "Weekdays and dates agree: I have checked two of them against another calendar."},
			[]string{"No day holds more than I have done on such a day before.", "At least one day of every week stands empty on purpose.", "Whoever is touched by a change has been told of it."},
			[]string{"%s: entered for the whole period, not only for this week.", "%s: has a day on which I begin, not only one on which it is due.", "%s: does not meet another entry at the same hour.", "%s: I know who may move it."}}
	case "check":
		return care{"The first three times that you use your {need}, and then every tenth time.",
			[]string{"The order on paper is the order in which I walk or work.", "Each point can be answered by looking, not by remembering."},
			[]string{"A point that was never out of order in ten rounds is off the list.", "What was out of order has a name and a date beside it.", "Somebody else has gone through it once without asking me anything."},
			[]string{"%s: I touch it or look at it while I tick.", "%s: what counts as in order is written beside it.", "%s: I know what to do at once if it is not in order.", "%s: has been missed before, so it stands early."}}
	case "notes":
		return care{"When a page of your {need} is full, before you turn it.",
			[]string{"What happened and what I think of it can be told apart.", "It has its date and, where it matters, who was there, without names that are not mine to write down."},
			[]string{"One sentence at the foot says what I shall do differently.", "Nothing in it would harm anybody if it were found.", "I know on which day I shall read it again."},
			[]string{"%s: said in whole words that I shall understand in a year.", "%s: an example stands beside the opinion.", "%s: I have written the part that is hard to write.", "%s: if it was left out, it says why."}}
	case "stock":
		return care{"On the day you count, with your {need} in your hand and not on the table.",
			[]string{"I have counted what is there, and not subtracted what I think was used.", "Everything lies where the page says that it lies."},
			[]string{"What stops everything when it runs out has a reserve.", "What is lent has a name and a date.", "What nobody has touched in a year has been given away, or has a reason."},
			[]string{"%s: in the unit in which I buy it.", "%s: the oldest stands in front.", "%s: there is a mark at which I order, and it is not zero.", "%s: the figure is from today."}}
	case "money":
		return care{"Before a figure from your {need} is told to anybody, yourself included.",
			[]string{"Every sum has a paper or a line of the bank behind it.", "Sums add up: I have added them in both directions."},
			[]string{"Planned and real stand beside each other, and the largest gap has a reason.", "What comes once a year is in it, a twelfth in every month.", "Where tax or law is touched, I have a question for somebody who knows, and not an answer of my own."},
			[]string{"%s: entered when it was due and when it was paid.", "%s: the currency and the period are clear.", "%s: no round figure where I could know the real one.", "%s: nothing is in it twice."}}
	case "compare":
		return care{"Before you choose with the help of your {need}.",
			[]string{"The same questions were put to each way, also to the one I like.", "At least one way is “leave it as it is”."},
			[]string{"What would make me change my mind is written down.", "What cannot be undone is marked.", "I have slept once between comparing and choosing."},
			[]string{"%s: known for every way, or marked as unknown.", "%s: weighs as much as I really care about it.", "%s: comes from somebody who does not sell it.", "%s: a small difference is treated as none."}}
	}
	return care{"Before you give your {need} out of your hand.",
		[]string{"It says at the top what it is, for whom, and from which day.", "It fits on its page without small print."},
		[]string{"Nothing in it is private to anybody but me.", "Somebody who does not know the matter has read it and repeated it to me.", "It says when it was last true and who keeps it up to date."},
		[]string{"%s: stands where a hurried reader looks first.", "%s: comes from a source that I could show.", "%s: is said once and not in two places.", "%s: is still right today."}}
}
