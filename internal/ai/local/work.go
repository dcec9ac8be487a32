package local

import (
	"hash/fnv"

	"github.com/gumgenie/gumgenie/internal/brief"
)

// workOf names what the people of a brief do all day, after "my" or "our". A
// need is a page and has no hours and no feelings: what takes time, suffers or
// is talked about is the work.
func workOf(r *brief.Reading) string {
	if len(r.Domains) == 0 {
		return "work"
	}
	switch r.Domains[0] {
	case "teaching":
		return "teaching"
	case "study":
		return "learning"
	case "growing":
		return "outdoor work"
	case "animals":
		return "work with the animals"
	case "food":
		return "work in the kitchen"
	case "creative":
		return "creative work"
	case "family":
		return "work for the family"
	case "community":
		return "work for the community"
	case "body":
		return "routine"
	case "play":
		return "hobby"
	case "self":
		return "everyday life"
	}
	return "work" // care, office, trades, making, tech, selling, events, shifts
}

// longPrompt is from where on, in words, a prompt takes in only short rules more.
const longPrompt = 195

// ownRules are the rules that a prompt has beside those of its family: the need
// that it may ask for, and the people and the words of the niche where the family
// does not name them. There are several ways to say each, so that two prompts do
// not sound alike.
func ownRules(f *known, s slots, beside *brief.Need, length int) []string {
	people, words := f.ofPeople, f.ofNeed && s.need != plainly()[0] || f.ofTerms
	pick := func(ways ...string) string {
		h := fnv.New32a()
		_, _ = h.Write([]byte(f.ID))
		return s.fill(ways[h.Sum32()%uint32(len(ways))])
	}
	var rules []string
	if beside != nil {
		s.need, words = beside.Name, true
		if length > longPrompt {
			return []string{pick("Ask for my {need} if it helps.")}
		}
		rules = append(rules, pick("I can paste lines from my {need}; say which ones you would need.", "If facts are missing, ask me for my {need} before you suppose anything.",
			"What you may look at besides: my {need}. Ask for the part that helps.", "Say if a look at my {need} would change your answer.",
			"I have my {need} at hand; ask for an extract where it would settle a point.", "Tell me at the end what of this I should carry over to my {need}."))
	}
	switch {
	case people && words:
	case length > longPrompt && people:
		rules = append(rules, pick("Use my words: {terms}."))
	case length > longPrompt:
		rules = append(rules, pick("I am one of many {whos}."))
	case people:
		rules = append(rules, pick("Words such as {terms} need no explanation between us.", "Take examples, if any, from a world of {terms}.",
			"I say {terms} every day; use my words, not textbook ones.", "Do not explain {terms} to me; that much I know.", "Where an example helps, let it have to do with {terms}."))
	case words:
		rules = append(rules, pick("Advise me as you would advise other {whos}.", "What suits {whos} counts, not what suits an office.",
			"I am one of many {whos}; assume no staff and no department.", "Leave out what {whos} have no use for."))
	default:
		rules = append(rules, pick("Speak as {whos} do among themselves, for whom {terms} are ordinary words.", "Where an example helps, take one that {whos} know, with {terms} in it.",
			"Test every sentence: would {whos} say it, who deal with {terms}?", "I am one of many {whos}; {terms} are part of an ordinary day, so be concrete.",
			"Among {whos}, words such as {terms} need no explanation."))
	}
	return rules
}
