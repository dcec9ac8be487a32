package brief

import "strings"

// sentence reads a brief that is a sentence about oneself or a question: "I am
// a nurse and I never sleep", "how can a retired teacher fill her days". It
// reports whether it found the people.
func (x *index) sentence(s *shape) bool {
	ws := s.ws
	for len(ws) > 2 && (ws[0].low == "hi" || ws[0].low == "hello" || ws[0].low == "please" || ws[0].low == "so" || ws[0].low == "well") {
		ws = ws[1:]
	}
	ws = s.afterCall(ws)
	if len(ws) < 3 {
		return false
	}
	first := strings.Trim(ws[0].low, "'")
	switch first {
	case "i", "we", "i'm", "im", "we're", "i've", "we've", "how", "what", "where", "which", "can", "should", "why":
		if people := x.roleIn(s, ws); people != nil {
			s.people, s.lead = people, ""
			return x.took(s)
		}
	}
	switch first {
	case "i", "we", "i'm", "im", "we're", "i've", "we've":
		return x.aboutMyself(s, ws, first)
	case "my", "our":
		if relative(ws[1].stem) && !ws[1].owner && !bound(ws[2].low) && !isForm(ws[2].stem) {
			s.people, s.lead = s.clause(ws[1:]), "whose"
			return x.took(s)
		}
	case "how", "what", "why", "can", "should":
		return x.question(s, ws)
	}
	return x.helping(s, ws)
}

// afterCall skips a call before a colon that says only that something is
// wanted: "My request: …".
func (s *shape) afterCall(ws []word) []word {
	for i := 0; i < min(6, len(ws)-3); i++ {
		if s.text[ws[i].at+len(ws[i].typed):][0] == ':' && among(ws[i].stem, "request", "brief", "idea", "question", "task", "wish", "order", "topic", "product", "niche", "help") {
			return ws[i+1:]
		}
	}
	return ws
}

func (x *index) took(s *shape) bool {
	for i := range s.people {
		s.people[i].who = true
	}
	return len(s.people) > 0
}

// roleIn finds "as a freelance translator".
func (x *index) roleIn(s *shape, ws []word) []word {
	for i := 1; i+2 < len(ws); i++ {
		if ws[i].low == "as" && (ws[i+1].low == "a" || ws[i+1].low == "an") {
			people := s.clause(ws[i+2:])
			if h := x.headOf(people); h >= 0 && x.human(people[h]) {
				return people
			}
		}
	}
	return nil
}

func (x *index) aboutMyself(s *shape, ws []word, first string) bool {
	k, being := 1, strings.HasSuffix(first, "m") && first != "m" || first == "we're"
	if !being && k < len(ws) && (ws[k].low == "am" || ws[k].low == "are") {
		being = true
		k++
	}
	for k < len(ws)-1 && adverb(ws[k].low) {
		k++
	}
	if strings.HasSuffix(first, "'ve") {
		being = false
	}
	rest := s.clause(ws[k:])
	if len(rest) == 0 {
		return false
	}
	if being {
		s.people = skipArticles(rest)
		h := x.headOf(s.people)
		switch {
		case h >= 0 && x.human(s.people[h]):
		case strings.HasSuffix(rest[0].low, "ing"):
			s.lead = "-ing"
		default:
			s.people, s.lead = rest, "who are"
		}
		return x.took(s)
	}
	if wish := wishIn(ws[k:]); wish > 0 {
		rest = s.clause(ws[k+wish:])
		s.people, s.lead = rest, "who want to"
		return x.took(s) && len(rest) > 1
	}
	if ws[k].low == "want" || ws[k].low == "need" || ws[k].low == "would" || ws[k].low == "like" || ws[k].low == "wish" {
		return x.helping(s, ws) // "I need a planner for …" is none
	}
	s.people, s.lead = rest, "who"
	return x.took(s) && len(rest) > 1
}

// wishIn returns how many words "want to" and its like have at the start.
func wishIn(ws []word) int {
	low := phrase(ws) + " "
	for _, w := range []string{"want to ", "need to ", "have to ", "would like to ", "would love to ", "must ", "should ", "try to ", "am trying to ", "hope to ", "wish to ", "like to "} {
		if strings.HasPrefix(low, w) {
			return strings.Count(w, " ")
		}
	}
	return 0
}

// question reads "how do I …" as people who want to …, and "how can a retired
// teacher …" as retired teachers.
func (x *index) question(s *shape, ws []word) bool {
	if ws[0].low == "how" && ws[1].low == "to" {
		s.people, s.lead = s.clause(ws[2:]), "who want to"
		return x.took(s)
	}
	for i := 0; i+2 < len(ws) && i < 4; i++ {
		switch ws[i].low {
		case "do", "does", "can", "could", "should", "would", "did", "is", "are":
			if ws[i+1].low == "i" || ws[i+1].low == "we" {
				s.people, s.lead = s.clause(ws[i+2:]), "who want to"
				return ws[0].low == "how" && x.took(s)
			}
			rest := skipArticles(s.clause(ws[i+1:]))
			for k := 0; k < len(rest) && k < 5; k++ {
				if bound(rest[k].low) {
					break
				}
				if x.human(rest[k]) && !(k+1 < len(rest) && x.human(rest[k+1])) {
					s.people = rest[:k+1]
					return x.took(s)
				}
			}
			return false
		}
	}
	return false
}

// helping reads "something to help my mother remember her pills".
func (x *index) helping(s *shape, ws []word) bool {
	most := 6
	if among(ws[0].low, "i", "we", "i'd", "we'd") {
		most = 14 // "I would really like something that helps my choir"
	}
	for i := 0; i+3 < len(ws) && i < most; i++ {
		if ws[i].low == "for" || isStrong(ws[i].stem) && i > 2 {
			return false
		}
		if ws[i].low != "help" && ws[i].low != "helps" && ws[i].low != "helping" {
			continue
		}
		if ws[i+1].low == "me" || ws[i+1].low == "us" {
			rest := ws[i+2:]
			if rest[0].low == "to" {
				rest = rest[1:]
			}
			if len(rest) < 2 || bound(rest[0].low) {
				return false
			}
			s.people, s.lead = s.clause(rest), "who want to"
			return x.took(s)
		}
		rest := s.clause(ws[i+1:])
		if ws[i+1].low == "my" || ws[i+1].low == "our" {
			if ws[i].low == "helps" && relative(ws[i+2].stem) && len(rest) > 2 && bound(rest[2].low) {
				s.people, s.lead = skipArticles(rest), ""
				return x.took(s)
			}
			s.people, s.lead = rest, "helping"
			return x.took(s) && len(rest) > 1
		}
		rest = skipArticles(rest)
		for k := 0; k < len(rest) && k < 5; k++ {
			if x.human(rest[k]) && !(k+1 < len(rest) && x.human(rest[k+1])) {
				s.people = rest[:k+1]
				return x.took(s)
			}
		}
		return false
	}
	return false
}

// clause cuts words where the sentence goes on to something else.
func (s *shape) clause(ws []word) []word {
	for i := 0; i+1 < len(ws); i++ {
		end := ws[i].at + len(ws[i].typed)
		if strings.ContainsAny(s.text[end:ws[i+1].at], ",.;:!?()—–") {
			return ws[:i+1]
		}
		switch ws[i+1].low {
		case "because", "but", "so", "although", "though", "since", "which":
			return ws[:i+1]
		case "and", "or":
			if i+2 < len(ws) {
				switch ws[i+2].low {
				case "i", "we", "my", "our", "it", "he", "she", "they", "i'm", "what", "how", "want", "need", "would", "never", "always", "every":
					return ws[:i+1]
				}
			}
		}
	}
	return ws
}

func skipArticles(ws []word) []word {
	for len(ws) > 1 && (ws[0].low == "a" || ws[0].low == "an" || ws[0].low == "the" || ws[0].low == "my" || ws[0].low == "our") {
		ws = ws[1:]
	}
	return ws
}

func adverb(low string) bool {
	switch low {
	case "also", "just", "now", "currently", "only", "still", "really", "never", "always", "often", "rarely", "usually", "sometimes", "mostly", "both", "both:", "already", "nearly", "almost":
		return true
	}
	return false
}

func relative(stem string) bool {
	switch stem {
	case "husband", "wife", "partner", "mother", "father", "mom", "dad", "son", "daughter", "child", "kid", "baby", "toddler", "teenager", "sister", "brother", "grandmother", "grandfather", "grandma", "grandpa", "boyfriend", "girlfriend", "dog", "cat", "puppy", "horse", "boss", "family", "team", "nan", "gran", "uncle", "aunt", "grandson", "granddaughter", "grandchild", "stepson", "stepdaughter", "niece", "nephew", "friend", "neighbor", "parent", "twin", "choir", "club", "band", "church", "school", "company", "charity", "class", "group":
		return true
	}
	return false
}
