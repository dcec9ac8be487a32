package brief

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// complete reports whether a phrase reads as a whole: it ends in no preposition,
// article or auxiliary, and no verb in it waits for what it is about.
func complete(ws []word) bool {
	if len(ws) == 0 {
		return false
	}
	last := ws[len(ws)-1]
	if bound(last.low) || isArticle(last.low) || minor(last.low) || helper(last.low) || adverb(last.low) {
		return false
	}
	if counts(last.low) && (len(ws) == 1 || !bound(ws[len(ws)-2].low)) {
		return false // "over fifty" is whole
	}
	if n := len(ws); n > 2 && clausal(ws) && among(ws[n-2].low, "and", "or") && !plural(last) {
		return false // "who started late and play"
	}
	if len(ws) > 1 && dangling(ws[len(ws)-2], last) {
		return false
	}
	for k := len(ws) - 1; k > 0; k-- {
		least := 2 // the verb and what it is about
		switch ws[k].low {
		case "whose":
			least = 3
		case "who", "that", "which", "where", "when", "while", "because":
		default:
			continue
		}
		return said(ws[k+1:]) >= least
	}
	return true
}

// dangling reports whether a word only begins to say what the people before it
// do, or how they are: "women recovering", "managers new".
func dangling(before, w word) bool {
	if strings.HasSuffix(before.low, "ing") && (particle(w.low) || w.low == "back") {
		return true
	}
	if !plural(before) && !adverb(before.low) && !helper(before.low) && !somebody(before.low) && !person(before.stem) {
		return false
	}
	digits := w.low[0] >= '0' && w.low[0] <= '9'
	return (verbal(w) || past([]word{w})) && !digits || particle(w.low) || among(w.low, "able", "afraid", "good", "bad", "about", "due", "used", "prone", "close")
}

// said counts the words of a clause that say something; adverbs and the verbs
// that only lead to another verb do not.
func said(ws []word) int {
	n := 0
	for i, w := range ws {
		next := word{}
		if i+1 < len(ws) {
			next = ws[i+1]
		}
		switch {
		case bound(w.low), isArticle(w.low) && w.low != "need" && w.low != "want", adverb(w.low), counts(w.low), particle(w.low):
		case (w.low == "have" || w.low == "has" || w.low == "had") && !past(ws[i+1:]):
			n++
		case helper(w.low):
		case n == 0 && next.low == "to":
		default:
			n++
		}
	}
	return n
}

// past reports whether words begin with a participle: "just lost".
func past(ws []word) bool {
	for len(ws) > 0 && adverb(ws[0].low) {
		ws = ws[1:]
	}
	if len(ws) == 0 {
		return true
	}
	return ws[0].low == "to" || strings.HasSuffix(ws[0].low, "ed") || among(ws[0].low, "lost", "left", "had", "been", "gone", "begun", "bought", "built", "come", "become", "made", "sold", "taken", "won", "grown", "given", "got", "found", "quit", "got", "moved", "started", "never", "no")
}

// helper reports whether a word is a verb that says little without another.
func helper(low string) bool {
	switch low {
	case "is", "are", "am", "was", "were", "be", "been", "being", "have", "has", "had", "do", "does", "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must",
		"can't", "cannot", "won't", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "haven't", "hasn't", "not", "get", "gets", "getting", "going", "trying", "having", "want", "wants", "need", "needs":
		return true
	}
	return false
}

// particle reports whether a word belongs to the verb before it.
func particle(low string) bool {
	switch low {
	case "up", "down", "out", "off", "away", "along", "around", "over", "through":
		return true
	}
	return false
}

// counts reports whether a word begins to say which or how many.
func counts(low string) bool {
	switch low {
	case "my", "our", "your", "their", "his", "her", "its", "this", "these", "those", "each", "every", "all", "both", "many", "several", "few", "more", "most", "less", "no", "any", "other", "another", "such", "too", "very", "so", "than", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty":
		return true
	}
	return false
}

// clausal reports whether a phrase has a clause, so that "and" begins another.
func clausal(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return among(w.low, "who", "whose", "that", "which") })
}

// breaks returns where a phrase can end before a preposition or a clause and
// still read as a whole, the longest first. Within "parents of twins" and
// "nurses and midwives" it breaks only if all is asked for.
func breaks(ws []word, all bool) []int {
	var at []int
	for i := len(ws) - 1; i > 0; i-- {
		joins := among(ws[i].low, "of", "&", "to") || among(ws[i].low, "and", "or") && !clausal(ws[:i])
		opens := bound(ws[i].low) || among(ws[i].low, "which", "although", "since", "until", "plus", "among", "along", "toward", "towards", "per", "than")
		if ws[i].low == "than" && strings.HasSuffix(ws[i-1].low, "er") {
			continue
		}
		if opens && (all || !joins) && complete(ws[:i]) {
			at = append(at, i)
		}
	}
	return at
}

// within shortens a phrase to at most n characters of the text, at a place where
// it reads as a whole if there is one.
func (s shape) within(ws []word, n int) []word {
	fits := func(ws []word) bool { return utf8.RuneCountInString(s.slice(ws)) <= n }
	if fits(ws) {
		return ws
	}
	for _, all := range []bool{false, true} {
		for _, i := range breaks(ws, all) {
			if fits(ws[:i]) {
				return ws[:i]
			}
		}
	}
	if h := headOf(ws); h >= 0 && fits(ws[:h+1]) {
		return ws[:h+1]
	}
	for len(ws) > 1 && (!fits(ws) || !complete(ws)) {
		ws = ws[:len(ws)-1]
	}
	return ws
}

// trimmed takes the words for the product from the end of a phrase, unless one
// of them is what a verb is about: "teachers who hate planning".
func trimmed(ws []word) []word {
	end := len(ws)
	for end > 1 && ws[end-1].form {
		end--
	}
	if end < len(ws) && !complete(ws[:end]) {
		return ws
	}
	return ws[:end]
}
