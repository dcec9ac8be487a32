package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// shape is a brief cut into what it is about and whom it is for.
type shape struct {
	text    string
	ws      []word
	subject string // before the word for the product, "" if nothing stands there
	people  []word // the phrase after "for", or the whole brief
	split   bool   // there was a "for"
	form    product.Category
}

// forms of product: the words that say which, and that are no part of a subject.
func formOf(stem string) (product.Category, bool) {
	switch stem {
	case "planner", "journal", "tracker", "organizer", "organiser", "diary", "log", "logbook", "agenda", "calendar", "binder", "notebook", "workbook", "planning":
		return product.DigitalPlanners, true
	case "prompt", "chatgpt", "gpt", "ai":
		return product.AIPrompts, true
	case "library", "pack", "template", "printable", "kit", "bundle", "guide", "checklist", "book", "toolkit", "sheet", "page", "card", "digital", "set", "pdf", "undated", "ultimate", "complete", "simple", "collection of", "new":
		return "", true
	}
	return "", false
}

func shapeOf(text string) shape {
	s := shape{text: text, ws: words(text)}
	at := -1
	for i, w := range s.ws {
		if c, ok := formOf(w.stem); ok && c != "" && (s.form == "" || c == product.AIPrompts) {
			s.form = c
		}
		if at < 0 && i > 0 && i+1 < len(s.ws) && (w.low == "for" || w.low == "to" && i > 0 && isForm(s.ws[i-1].stem)) {
			at = i
		}
	}
	from, to := 0, len(s.ws)
	if at > 0 && s.form == "" && s.ws[at].low == "for" && plural(s.ws[headOf(s.ws[:at])]) && person(s.ws[headOf(s.ws[:at])].stem) {
		at = -1 // "swimming teachers for toddlers" are the people
	}
	if at > 0 {
		s.split = true
		s.people = s.ws[at+1:]
		to = at
	} else {
		s.people = s.ws
	}
	for from < to && (isForm(s.ws[from].stem) || isArticle(s.ws[from].low)) {
		from++
	}
	for to > from && (isForm(s.ws[to-1].stem) || s.ws[to-1].stop) {
		to--
	}
	if from < to {
		s.subject = s.slice(s.ws[from:to])
		if strings.ContainsAny(s.subject, `!=/()[]@#$%*"`) {
			s.subject = "" // a formula or code, no subject
		}
	}
	if !s.split {
		s.people = s.ws[from:to]
	}
	for i, w := range s.ws {
		c, ok := formOf(w.stem)
		s.ws[i].form = ok && c != ""
	}
	for i := range s.people {
		s.people[i].who = true // a slice of ws
		if s.people[i].owner && !s.split {
			s.people = s.people[:i+1]
			break
		}
	}
	return s
}

// markHead marks the word that the phrase of the people is about.
func (x *index) markHead(s shape) {
	ws := s.people
	if a := x.audienceOf(s); a != nil {
		ws = a
	}
	if h := headOf(ws); h >= 0 {
		ws[h].head = true
	}
}

// keepFixed forgets mended typing errors in words that named nothing.
func (s shape) keepFixed(found []match) {
	used := map[int]bool{}
	for _, m := range found {
		for _, i := range m.at {
			used[i] = true
		}
	}
	for i := range s.ws {
		if !used[i] {
			s.ws[i].fixed = ""
		}
	}
}

func isForm(stem string) bool {
	_, ok := formOf(stem)
	return ok
}

func isArticle(low string) bool {
	switch low {
	case "a", "an", "the", "my", "our", "your", "i", "want", "need", "make", "create", "please", "some":
		return true
	}
	return false
}

// slice returns the text from the first to the last of some words, as typed.
func (s shape) slice(ws []word) string {
	if len(ws) == 0 {
		return ""
	}
	last := ws[len(ws)-1]
	return s.text[ws[0].at : last.at+len(last.typed)]
}

// headOf returns the place of the word that a phrase is about: the last before
// a preposition or a clause. It is -1 for an empty phrase.
func headOf(ws []word) int {
	for i := 1; i < len(ws); i++ {
		if bound(ws[i].low) || strings.HasSuffix(ws[i].low, "ing") && i+1 < len(ws) && (plural(ws[i-1]) || person(ws[i-1].stem)) {
			return i - 1
		}
	}
	return len(ws) - 1
}

func plural(w word) bool { return single(w.low) != w.low }

func bound(low string) bool {
	switch low {
	case "of", "with", "who", "that", "in", "on", "at", "from", "under", "over", "by", "to", "for", "and", "or", "without", "after", "before", "during", "about", "near", "abroad", "through", "whose", "across", "into", "&", "while", "when", "as":
		return true
	}
	return false
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
		if i+1 < len(ws) && strings.ContainsAny(s.text[end:ws[i+1].at], ".;:!?()") {
			ws = ws[:i+1]
			break
		}
	}
	for len(ws) > 0 && isForm(ws[len(ws)-1].stem) && len(ws) > 1 {
		ws = ws[:len(ws)-1]
	}
	for len(ws) > 0 && utf8.RuneCountInString(s.slice(ws)) > 60 {
		ws = shorter(ws)
	}
	if len(ws) == 0 {
		return nil
	}
	h := headOf(ws)
	st := ws[h].stem
	if x.heads[st] || st == "people" || person(st) && len(st) > 5 || strings.HasSuffix(st, "person") {
		return ws
	}
	return nil
}

// shorter cuts a phrase at its last preposition or clause, else by a word.
func shorter(ws []word) []word {
	for i := len(ws) - 1; i > 0; i-- {
		if bound(ws[i].low) {
			return ws[:i]
		}
	}
	return ws[:len(ws)-1]
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
		p.text = append(p.text, x.lowerWord(w, titled || w.at == s.ws[0].at))
	}
	return p
}

func (x *index) lowerWord(w word, free bool) string {
	if w.fixed != "" {
		if plural(w) {
			return many(w.fixed)
		}
		return w.fixed
	}
	if form, ok := x.proper[w.low]; ok && !w.stop && (free || w.typed == w.low) && len(w.low) > 2 && !x.common(w) {
		return form
	}
	if !free || w.typed == w.low {
		return w.typed
	}
	rest := strings.TrimLeftFunc(w.typed, unicode.IsUpper)
	if len(w.typed)-len(rest) > 1 { // an abbreviation
		return w.typed
	}
	if x.known[w.stem] || x.heads[w.stem] || w.stop || bound(w.low) {
		return strings.ToLower(w.typed)
	}
	return w.typed
}

// common reports whether a word that is a name elsewhere is plain here.
func (x *index) common(w word) bool {
	switch w.low {
	case "old", "new", "go", "may", "home", "dad", "mom", "army", "navy", "wall", "king", "pride", "switch", "may's", "lego":
		return w.low != "lego"
	}
	return false
}

// address returns one and several of them, and how a title calls them.
func (x *index) address(s shape, found []match) (who, whos, audience string) {
	if ws := x.audienceOf(s); ws != nil {
		base := x.lower(s, ws)
		short := base
		if at := placeTail(ws); at > 0 {
			short = x.lower(s, ws[:at])
		}
		return short.numbered(one), short.numbered(many), base.numbered(many)
	}
	typed := func(m match) string { return x.lower(s, s.ws[m.from:m.to]).String() }
	for _, m := range found {
		p := m.part
		switch {
		case p.Kind == catalog.Hobby && s.split && !x.heads[s.ws[m.to-1].stem] && len(p.Names) > 12:
			n := typed(m)
			return "person who enjoys " + n, "people who enjoy " + n, "people who enjoy " + n
		case p.Kind == catalog.Role || p.Kind == catalog.TradeKind:
			n := x.lower(s, s.ws[m.from:m.to])
			return n.numbered(one), n.numbered(many), n.numbered(many)
		case p.Whos != "":
			return p.Who, p.Whos, p.Whos
		case p.Doing != "":
			return "person " + p.Doing, "people " + p.Doing, "people " + p.Doing
		case p.With != "":
			return "person " + p.With, "people " + p.With, "people " + p.With
		case p.Kind == catalog.Object && plural(s.ws[m.to-1]):
			n := typed(m)
			return "person with " + n, "people with " + n, "people with " + n
		}
	}
	if s.split && len(s.people) > 0 {
		n := x.lower(s, trimTo(s, s.people, 40)).String()
		return n, n, n
	}
	return "person", "people", ""
}

func trimTo(s shape, ws []word, limit int) []word {
	for len(ws) > 0 && isArticle(ws[0].low) && len(ws) > 1 {
		ws = ws[1:]
	}
	for len(ws) > 1 && utf8.RuneCountInString(s.slice(ws)) > limit {
		ws = shorter(ws)
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
