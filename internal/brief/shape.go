package brief

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// shape is a brief cut into what it is about and whom it is for.
type shape struct {
	text   string
	ws     []word
	about  []word // before the word for the product, empty if nothing stands there
	people []word // the phrase after "for", or the whole brief
	split  bool   // people and subject stand apart
	lead   string // how a sentence speaks of its people: "who", "whose", "helping", "-ing"; "" for a plain phrase
	form   product.Category
}

// formOf says whether a word names a kind of product, and which category: such
// words are no part of a subject.
func formOf(stem string) (product.Category, bool) {
	switch stem {
	case "planner", "journal", "tracker", "organizer", "organiser", "diary", "log", "logbook", "agenda", "calendar", "binder", "notebook", "workbook", "planning":
		return product.DigitalPlanners, true
	case "prompt", "chatgpt", "gpt", "ai":
		return product.AIPrompts, true
	case "library", "pack", "template", "printable", "kit", "bundle", "guide", "checklist", "book", "toolkit", "sheet", "page", "card", "digital", "set", "pdf", "undated", "ultimate", "complete", "simple", "new", "collection", "worksheet", "file", "download":
		return "", true
	}
	return "", false
}

func isForm(stem string) bool {
	_, ok := formOf(stem)
	return ok
}

func isStrong(stem string) bool {
	c, ok := formOf(stem)
	return ok && c != ""
}

// praise reports whether a word only says how a product is.
func praise(stem string) bool {
	switch stem {
	case "ultimate", "complete", "simple", "printable", "undated", "pdf":
		return true
	}
	return false
}

func (x *index) shapeOf(text string) shape {
	s := shape{text: text, ws: x.segment(words(text))}
	x.correct(s.ws)
	if x.sentence(&s) {
		s.split = true
		x.markForms(&s, 0, len(s.ws))
		return s
	}
	at := x.splitAt(s)
	to := len(s.ws)
	if at > 0 {
		mendForm(&s.ws[at-1])
		s.split, s.people, to = true, s.ws[at+1:], at
	} else {
		mendForm(&s.ws[to-1])
	}
	from, to := x.trimForms(s.ws[:to], s.split)
	s.about = s.ws[from:to]
	if !s.split {
		s.people = s.about
	}
	x.markForms(&s, from, to)
	for i := range s.people {
		s.people[i].who = true // a slice of ws
		next := i + 1
		if s.people[i].owner && !s.split && (next == len(s.people) || !x.human(s.people[len(s.people)-1])) {
			x.owned(&s, i)
			break
		}
	}
	if len(s.about) > 0 && strings.ContainsAny(s.slice(s.about), `!=/()[]@#$%*"`) {
		s.about = nil // a formula or code, no subject
	}
	return s
}

// splitAt returns the place of the word "for" that parts the subject from the
// people, -1 if there is none. Words of other languages count in a brief that
// has more of them.
func (x *index) splitAt(s shape) int {
	foreign := false
	for _, w := range s.ws {
		foreign = foreign || w.gloss
	}
	at := -1
	for i, w := range s.ws {
		if i == 0 || i+1 == len(s.ws) {
			continue
		}
		if w.low == "for" || w.low == "to" && isForm(s.ws[i-1].stem) || forAbroad(w.low, foreign) {
			at = i
			break
		}
	}
	if at < 0 || s.ws[at].low == "to" {
		return at
	}
	before := s.ws[:at]
	for _, w := range before {
		if isStrong(w.stem) {
			return at
		}
	}
	if h := x.headOf(before); plural(before[h]) && x.human(before[h]) {
		return -1 // "swimming teachers for toddlers" are the people
	}
	return at
}

// forAbroad reports whether a word of another language means "for"; those that
// are English words too count only among words of other languages.
func forAbroad(low string, foreign bool) bool {
	switch low {
	case "für", "voor", "för", "dla", "для", "за":
		return true
	case "para", "pour", "per":
		return foreign
	}
	return false
}

// joinsOn reports whether a word for a product often begins a name of another
// thing: log cabins, AI engineers, calendar girls.
func joinsOn(stem string) bool {
	switch stem {
	case "log", "ai", "gpt", "calendar", "diary", "agenda", "binder", "notebook":
		return true
	}
	return false
}

// trimForms returns where the subject begins and ends among the words before
// "for", or among all words: without the words for the product around it. With
// no "for", a word such as "library" or "card" may belong to the people.
func (x *index) trimForms(ws []word, split bool) (from, to int) {
	to = len(ws)
	for from < to {
		w := ws[from]
		next := from+1 == to || isForm(ws[from+1].stem) || isArticle(ws[from+1].low) || bound(ws[from+1].low)
		if w.low == "guides" && !split {
			break // they are people
		}
		drop := isArticle(w.low) || praise(w.stem) || isForm(w.stem) && next || isStrong(w.stem) && !w.owner && (split || !joinsOn(w.stem))
		if !drop {
			break
		}
		from++
	}
	seen := split
	for to > from {
		w := ws[to-1]
		strong := isStrong(w.stem) && (split || !plural(w) || to-from > 1 && isStrong(ws[to-2].stem) || w.stem == "prompt")
		weak := isForm(w.stem) && !isStrong(w.stem) && (seen || w.stem == "checklist" || w.stem == "template" || w.stem == "printable" || w.stem == "bundle" || to-from > 1 && isForm(ws[to-2].stem))
		if !strong && !weak && !(w.stop && w.low != "us" && w.low != "me" && w.low != "am" && !somebody(w.low)) {
			break
		}
		to--
		seen = true
	}
	return from, to
}

// markForms marks the words that say what the brief wants made, and takes the
// category from them. Within the people they are a part of a name: "AI
// engineers", "bullet journal lovers".
func (x *index) markForms(s *shape, from, to int) {
	for i := range s.ws {
		w := &s.ws[i]
		c, ok := formOf(w.stem)
		if !ok || !s.split && i >= from && i < to && (c == "" || plural(*w) || joinsOn(w.stem)) {
			continue
		}
		if i+1 < len(s.ws) && !isForm(s.ws[i+1].stem) && (x.human(s.ws[i+1]) || s.ws[i+1].stem == "club" || s.ws[i+1].stem == "engineer") {
			continue
		}
		if c == "" && i >= from && i < to || c == "" && s.inPeople(*w) {
			continue
		}
		w.form = true
		if c != "" && (s.form == "" || c == product.AIPrompts) {
			s.form = c
		}
	}
}

func (s shape) inPeople(w word) bool {
	n := len(s.people)
	return s.split && n > 0 && w.at >= s.people[0].at && w.at <= s.people[n-1].at
}

// owned reads "shepherd's year": the owner is the people, the rest the subject.
func (x *index) owned(s *shape, i int) {
	s.about = s.people[i+1:]
	for n := len(s.about); n > 0 && isForm(s.about[n-1].stem); n-- {
		s.about = s.about[:n-1]
	}
	s.people = s.people[:i+1]
	s.split = x.human(s.people[i])
}

// mendForm corrects a typing error in the word for the product.
func mendForm(w *word) {
	if isForm(w.stem) || len(w.low) < 5 {
		return
	}
	for _, f := range []string{"planner", "journal", "tracker", "organizer", "calendar", "template", "checklist", "notebook", "logbook", "prompt", "chatgpt", "diary"} {
		if near(w.stem, f) {
			w.stem, w.fixed = f, f
			return
		}
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
		if !used[i] && !isForm(s.ws[i].stem) {
			s.ws[i].fixed = ""
		}
	}
}

func isArticle(low string) bool {
	switch low {
	case "a", "an", "the", "my", "our", "your", "i", "want", "need", "make", "create", "please", "some", "something":
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
