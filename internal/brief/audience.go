package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// markHead marks the word that the phrase of the people is about.
func (x *index) markHead(s shape) {
	ws := s.people
	if a := x.audienceOf(s); a != nil {
		ws = a
	}
	if h := x.headOf(ws); h >= 0 {
		ws[h].head = true
	}
}

// audienceOf returns the phrase of the people as typed, without article, "" if
// the brief names none.
func (x *index) audienceOf(s shape) []word {
	ws := s.people
	for len(ws) > 0 && isArticle(ws[0].low) {
		ws = ws[1:]
	}
	for i, w := range ws { // a sentence ends the phrase
		end := w.at + len(w.typed)
		if i+1 < len(ws) && strings.ContainsAny(s.text[end:ws[i+1].at], ".;:!?()") && (len(w.low) > 2 || s.text[end] != '.') {
			ws = ws[:i+1]
			break
		}
	}
	if ws = trimmed(ws); len(ws) > 0 {
		ws = s.within(ws, 60)
	}
	if len(ws) == 0 || len(ws) == 1 && !s.split && little(ws[0].stem) {
		return nil // their parents are meant
	}
	if h := x.headOf(ws); x.human(ws[h]) {
		return ws
	}
	return nil
}

// lower writes words in lower case where English wants it: the first of a
// sentence, and all of a brief in title case, unless they are names.
func (x *index) lower(s shape, ws []word) pieces {
	caps, all := 0, 0
	for _, w := range s.ws {
		if !w.stop {
			all++
			if r, _ := utf8.DecodeRuneInString(w.typed); unicode.IsUpper(r) {
				caps++
			}
		}
	}
	titled := all > 2 && caps*10 >= all*7 || all <= 2 && caps == all
	p := pieces{ws: ws}
	for i, w := range ws {
		gap := ""
		if i > 0 {
			gap = s.text[ws[i-1].at+len(ws[i-1].typed) : w.at]
		}
		p.gap = append(p.gap, gap)
		before := ""
		if w.at > s.ws[0].at {
			before = s.before(w)
		}
		t := x.lowerWord(w, titled || before == "", before)
		if i > 0 && (w.low == "my" || w.low == "our") {
			t = theirs(ws[i+1:])
		}
		p.text = append(p.text, t)
	}
	return p
}

// lowerWord writes a word in lower case unless it is a name. free says that
// its capital says nothing: it begins the sentence, or all words have one.
func (x *index) lowerWord(w word, free bool, before string) string {
	if w.gloss {
		return w.typed
	}
	if w.fixed != "" {
		if plural(w) {
			return many(w.fixed)
		}
		return w.fixed
	}
	if form, ok := x.proper[w.low]; ok && !w.stop && (free || w.typed == w.low) && len(w.low) > 1 && !x.common(w) {
		return form
	}
	if w.typed == w.low {
		return w.typed
	}
	rest := strings.TrimLeftFunc(w.typed, unicode.IsUpper)
	shout := len(w.typed)-len(rest) > 1
	plain := x.known[w.stem] || x.heads[w.stem] || w.stop || bound(w.low)
	if !free {
		// in "a Day job" the capital is a slip, in "the Peak District" it is not
		if plain && !shout && (before == "a" || before == "an" || before == "my" || before == "and") && x.proper[w.low] == "" && !month(w.low) {
			return w.low
		}
		return w.typed
	}
	if shout && (rest != "" || !x.shouted(w) || before != "" && spelt(w.typed)) { // an abbreviation
		return w.typed
	}
	if plain || shout || before == "" && (plural(w) || person(w.stem) || strings.HasSuffix(w.low, "ing")) && !strings.HasSuffix(w.stem, "an") {
		return w.low
	}
	return w.typed
}

// shouted reports whether a word in capitals is a plain word: a brief may be
// all in capitals.
func (x *index) shouted(w word) bool {
	return w.stop || bound(w.low) || x.known[w.stem] || x.heads[w.stem] || len(w.low) > 5
}

// common reports whether a word that is a name elsewhere is plain here.
func (x *index) common(w word) bool {
	switch w.low {
	case "pots", "pot", "pod", "pods", "pm", "pa", "sup", "fire", "send", "str", "soc", "old", "new", "go", "may", "home", "dad", "mom", "army", "navy", "wall", "king", "pride", "switch", "may's", "it", "us", "add", "day", "rest", "back", "less", "plus", "will", "class", "english":
		return w.low != "english"
	}
	return false
}

// address returns one and several of them, and how a title calls them.
func (x *index) address(s shape, found []match) (who, whos, audience string) {
	if s.lead != "" {
		return x.spoken(s)
	}
	if ws := x.audienceOf(s); ws != nil {
		base := x.lower(s, ws)
		if h := x.headOf(ws); x.abroad(ws) && !(latin(ws[h].low) && english(ws)) {
			for _, m := range found {
				if m.part.Whos != "" && m.who { // sentences are English
					who, whos := x.inEnglish(s, m)
					return who, whos, base.String()
				}
			}
			return base.String(), base.String(), base.String()
		}
		short := base
		if at := placeTail(ws); at > 0 {
			short = x.lower(s, ws[:at])
		}
		return short.numbered(one), short.numbered(many), base.numbered(many)
	}
	if n := len(s.people); n > 0 && n < 4 && stateOf(s.people[n-1].low) {
		n := x.lower(s, skipArticles(s.people)).String()
		return n + " person", n + " people", n + " people"
	}
	named := ""
	if s.split && len(s.people) > 0 { // no people, but what it is for: "a first apartment"
		named = x.lower(s, trimTo(s, s.people, 45)).String()
	}
	or := func(whos string) string {
		if named != "" {
			return named
		}
		return whos
	}
	typed := func(m match) string { return x.lower(s, s.ws[m.from:m.to]).String() }
	for _, m := range found {
		p := m.part
		switch {
		case p.Kind == catalog.Hobby && s.split && !x.heads[s.ws[m.to-1].stem] && len(p.Names) > 12:
			n := typed(m)
			return "person who enjoys " + n, "people who enjoy " + n, or("people who enjoy " + n)
		case p.Kind == catalog.Role || p.Kind == catalog.TradeKind:
			if !x.human(s.ws[m.to-1]) && p.Who != "" {
				return p.Who, p.Whos, or(p.Whos)
			}
			if s.ws[m.to-1].gloss {
				who, whos := x.inEnglish(s, m)
				return who, whos, or(whos)
			}
			n := x.lower(s, s.ws[m.from:m.to])
			return n.numbered(one), n.numbered(many), or(n.numbered(many))
		case p.Whos != "":
			who, whos := x.inEnglish(s, m)
			return who, whos, or(whos)
		case p.Doing != "":
			return "person " + p.Doing, "people " + p.Doing, or("people " + p.Doing)
		case p.With != "":
			return "person " + p.With, "people " + p.With, or("people " + p.With)
		case p.Kind == catalog.Object && plural(s.ws[m.to-1]):
			n := typed(m)
			return "person with " + n, "people with " + n, or("people with " + n)
		}
	}
	if ws := trimTo(s, s.people, 45); named != "" && len(ws) > 0 && (plural(ws[headOf(ws)]) || !latin(ws[headOf(ws)].low)) {
		n := x.lower(s, skipArticles(ws))
		return n.numbered(one), n.numbered(many), named
	}
	return "person", "people", named
}

// stateOf reports whether a word says how people are, and stands for them:
// "the recently bereaved".
func stateOf(low string) bool {
	switch low {
	case "bereaved", "unemployed", "retired", "divorced", "separated", "widowed", "disabled", "elderly", "homeless", "deaf", "blind", "autistic", "neurodivergent", "dyslexic", "bedbound", "housebound", "overworked", "overwhelmed", "lonely", "self-employed", "employed", "engaged", "pregnant", "menopausal", "sober":
		return true
	}
	return false
}

// spoken addresses the people of a sentence: "people who run a theatre".
func (x *index) spoken(s shape) (who, whos, audience string) {
	ws := s.people
	for _, limit := range []int{52, 70} { // a clause that cannot be parted may be longer
		if short := s.within(s.people, limit); said(short) > 1 || limit == 70 {
			ws = short
			break
		}
	}
	p := x.lower(s, ws)
	p.text[0] = strings.ToLower(p.text[0])
	text := p.String()
	switch s.lead {
	case "whose", "who want to", "who are", "who":
		several := "people " + s.lead + " " + text
		switch s.lead {
		case "whose":
			return "person whose " + text, several, several
		case "who want to":
			return "person who wants to " + text, several, several
		case "who are":
			return "person who is " + text, several, several
		}
		at := 0
		for at+1 < len(ws) && adverb(ws[at].low) {
			at++
		}
		p.text[at] = verb(p.text[at])
		return "person who " + p.String(), several, several
	case "helping":
		if first := s.people[0].low; first == "my" || first == "our" {
			p.text[0] = theirs(ws[1:])
			return "person helping " + p.String(), "people helping " + p.String(), "helping " + text
		}
		return "person helping " + text, "people helping " + text, "people helping " + text
	}
	return "person " + text, "people " + text, "people " + text
}

// little reports whether a word names people too young to plan.
func little(stem string) bool {
	switch stem {
	case "baby", "toddler", "newborn", "infant", "twin", "triplet", "preschooler":
		return true
	}
	return false
}

// abroad reports whether the people of a phrase are named in another language.
func (x *index) abroad(ws []word) bool {
	for _, w := range ws {
		if w.gloss && x.human(w) {
			return true
		}
	}
	return false
}

// inEnglish names the people of a part for sentences; those whom one word of
// another language names are called by the English word for it.
func (x *index) inEnglish(s shape, m match) (who, whos string) {
	if w := s.ws[m.from]; m.words == 1 && w.gloss && x.heads[w.stem] {
		return w.stem, many(w.stem)
	}
	return m.part.Who, m.part.Whos
}

// english reports whether a phrase is an English one with a word of another
// language in it: "pâtissiers who sell macarons".
func english(ws []word) bool {
	for _, w := range ws {
		if !w.gloss && (w.stop || bound(w.low)) && w.low[0] < 0x80 {
			return true
		}
	}
	return false
}

// theirs stands for "my" where several are meant: "a husband", "their cats".
func theirs(next []word) string {
	if len(next) == 0 || plural(next[0]) || next[0].low == "own" || len(next) > 1 && plural(next[1]) && !bound(next[0].low) {
		return "their"
	}
	if strings.ContainsRune("aeiou", rune(next[0].low[0])) {
		return "an"
	}
	return "a"
}

// before returns the word before another, in lower case.
func (s shape) before(w word) string {
	low := ""
	for _, o := range s.ws {
		if o.at >= w.at {
			break
		}
		low = o.low
	}
	return low
}

func trimTo(s shape, ws []word, limit int) []word {
	if ws = trimmed(ws); len(ws) > 1 {
		ws = s.within(ws, limit)
	}
	return ws
}

// placeTail returns where "in Iceland" begins in a phrase, 0 if it does not.
func placeTail(ws []word) int {
	for i := 1; i+1 < len(ws); i++ {
		if w := ws[i].low; w != "in" && w != "near" && w != "at" {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(ws[i+1].typed); unicode.IsUpper(r) && !month(ws[i+1].low) {
			return i
		}
	}
	return 0
}

func month(low string) bool {
	switch low {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "ramadan", "lent", "advent", "monday", "sunday", "spring", "summer", "autumn", "winter":
		return true
	}
	return false
}
