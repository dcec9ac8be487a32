package local

import (
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// workflows fills every arc with prompts for the need that it suits best. A
// need has a second workflow only when there are fewer needs than arcs.
func workflows(o ai.Order, items []*product.Item, group map[string]string, picked []chosen) product.Section {
	sec := product.Section{ID: "workflows", Title: "Workflows", Note: "Prompts in a row: what one answers, the next takes in."}
	w := weaver{byGroup: map[string][]*product.Item{}, used: map[string]int{}, themes: map[string][]string{}}
	for _, c := range picked {
		w.themes[c.fam.ID] = c.fam.Themes
	}
	for _, it := range items {
		w.byGroup[group[it.ID]] = append(w.byGroup[group[it.ID]], it)
	}
	taken := map[string]int{}
	for n, a := range arcs() {
		tier := tierOf(n, 2, 6)
		best, need := chainOf{score: math.Inf(-1)}, brief.Need{}
		for i, candidate := range o.Reading.Needs {
			c, ok := w.chain(a, candidate, tier)
			c.score -= 9*float64(taken[candidate.ID]) + 0.3*float64(i) - 3*chance(o, a.title+candidate.ID)
			if ok && c.score > best.score {
				best, need = c, candidate
			}
		}
		if len(best.items) < 3 {
			continue
		}
		taken[need.ID]++
		it := w.workflow(o, a, best, need)
		it.ID, it.Tier = fmt.Sprintf("w%02d", len(sec.Items)+1), tier
		sec.Items = append(sec.Items, it)
	}
	return sec
}

// weaver chooses prompts for arcs and remembers which were used.
type weaver struct {
	byGroup map[string][]*product.Item
	used    map[string]int
	themes  map[string][]string // of a family, by its id
}

// chainOf is a way through an arc.
type chainOf struct {
	items []*product.Item
	score float64
}

// chain finds the prompts of an arc, one for each step, that serve a need
// together best and hand their answers on best.
func (w *weaver) chain(a arc, need brief.Need, tier product.Tier) (chainOf, bool) {
	about := ofNeed(need)
	var before []chainOf
	for i, step := range a.groups {
		var now []chainOf
		for _, it := range w.byGroup[step] {
			if !tier.Holds(it.Tier) {
				continue
			}
			best := chainOf{score: math.Inf(-1)}
			if i == 0 {
				best = chainOf{}
			}
			for _, c := range before {
				last := c.items[len(c.items)-1]
				if s := c.score + linked(a.groups[i-1], it); s > best.score && last != it {
					best = chainOf{items: c.items, score: s}
				}
			}
			best.score += w.fit(it, need, about)
			best.items = append(best.items[:len(best.items):len(best.items)], it)
			now = append(now, best)
		}
		if before = now; len(before) == 0 {
			return chainOf{}, false
		}
	}
	best := before[0]
	for _, c := range before {
		if c.score > best.score {
			best = c
		}
	}
	return best, true
}

// fit says how well a prompt serves a need.
func (w *weaver) fit(it *product.Item, need brief.Need, about lexicon) float64 {
	words := lexicon{}
	words.add(it.Title, it.Text("job"), it.Text("when"))
	s := 2*float64(min(3, words.shared(about))) + 0.4*float64(share(need.Themes, w.themes[it.Source])) - 5*float64(w.used[it.ID])
	switch {
	case len(it.Needs) > 0 && it.Needs[0] == need.ID:
		return s + 8
	case has(it.Needs, need.ID):
		return s + 5
	case share(need.Themes, w.themes[it.Source]) == 0:
		return s - 20
	}
	return s - 12
}

// linked rewards a prompt that has a blank for what the step before it answers.
func linked(from string, it *product.Item) float64 {
	if blankFor(from, it) != "" {
		return 5
	}
	return 0
}

func (w *weaver) workflow(o ai.Order, a arc, c chainOf, need brief.Need) product.Item {
	s := slots{need: need.Name}
	it := product.Item{
		Kind: product.Workflow, Writer: Name, Needs: []string{need.ID}, Title: brief.Sentence(s.fill(a.title)),
		Texts: []product.Text{text("purpose", fmt.Sprintf("When %s. At the end you have %s. %s steps, one chat.", a.when, a.end, brief.Sentence(inWords(len(c.items)))))},
	}
	for i, p := range c.items {
		w.used[p.ID]++
		line := fmt.Sprintf("%s %s %s", strings.ToUpper(p.ID), stopped(w.plainTitle(o, p)), aimOf(a.groups[i]))
		if name := unnamed(o, p, need); name != "" {
			line += fmt.Sprintf(" Where it says “%s”, write “%s”.", name, need.Name)
		}
		if i+1 < len(c.items) {
			line += " Hand over: " + handOver(p, c.items[i+1], a.groups[i], i)
		}
		it.Texts = append(it.Texts, text("step", line))
	}
	return it
}

// unnamed returns the need that a prompt names instead of the workflow's, ""
// when it names the workflow's or none.
func unnamed(o ai.Order, p *product.Item, need brief.Need) string {
	if has(p.Needs, need.ID) || len(p.Needs) == 0 {
		return ""
	}
	for _, n := range o.Reading.Needs {
		if n.ID == p.Needs[0] {
			return n.Name
		}
	}
	return ""
}

// plainTitle is the title of a prompt without the need that the workflow names
// already.
func (w *weaver) plainTitle(o ai.Order, p *product.Item) string {
	for _, n := range o.Reading.Needs {
		for _, tail := range []string{": " + brief.Heading(n.Name), " (" + brief.Heading(n.Name) + ")"} {
			if has(p.Needs, n.ID) && strings.HasSuffix(p.Title, tail) {
				return strings.TrimSuffix(p.Title, tail)
			}
		}
	}
	return p.Title
}

// handOver says what goes from one prompt into which blank of the next. Without
// a blank for it, the next works from what stands above it in the chat.
func handOver(p, next *product.Item, from string, i int) string {
	id, what := strings.ToUpper(next.ID), answerOf(p)
	blank := blankFor(from, next)
	if blank == "" {
		return fmt.Sprintf("stay in the chat and begin %s with the line “Work from %s above.”", id, what)
	}
	care := []string{"Strike out first what you do not believe.", "Correct it by hand before you pass it on.", "Leave out what concerns nobody here."}[i%3]
	return fmt.Sprintf("put %s into [%s] of %s. %s", what, blank, id, care)
}

// answerOf names what a prompt asks for, by the first words of its form: "the
// table", "the three cards".
func answerOf(p *product.Item) string {
	_, form, _ := strings.Cut(p.Text("prompt"), "Answer as: ")
	form, _, _ = strings.Cut(form, "\n")
	if at := strings.IndexAny(form, ",;:(."); at >= 0 {
		form = form[:at]
	}
	words := strings.Fields(strings.ToLower(form))
	for i, w := range words {
		switch w {
		case "with", "of", "and", "in", "for", "under", "from", "as", "at", "by", "then", "plus", "per", "that", "which", "each", "to", "about", "on", "after", "brought", "drawn", "written", "sorted", "marked", "filled", "rebuilt", "showing", "saying":
			if i > 0 {
				words = words[:i]
			}
		}
		if i+1 >= len(words) { // words was cut
			break
		}
	}
	if len(words) == 0 || len(words) > 5 {
		return "the answer"
	}
	switch words[0] {
	case "a", "an", "the", "one":
		words = words[1:]
		if len(words) == 1 && (words[0] == "title" || words[0] == "line" || words[0] == "sentence" || words[0] == "heading" || words[0] == "sum") {
			return "the answer"
		}
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve":
	default:
		return "the answer"
	}
	if len(words) == 0 || strings.ContainsAny(words[0], "0123456789") {
		return "the answer"
	}
	return "the " + strings.Join(words, " ")
}

// blankFor returns the blank of a prompt that can take in what a group of
// prompts answers, "" when it has none.
func blankFor(from string, it *product.Item) string {
	for _, sort := range takes(from) {
		for _, in := range it.All("input") {
			name, _, ok := strings.Cut(strings.TrimPrefix(in, "["), "]")
			if ok && holds(sort, name) {
				return name
			}
		}
	}
	return ""
}

// takes lists the sorts of blanks into which the answers of a group fit, the
// best first.
func takes(from string) []string {
	switch from {
	case "research", "learn":
		return []string{"notes"}
	case "organise":
		return []string{"notes", "draft"}
	case "decide":
		return []string{"aim", "draft"}
	case "review", "solve":
		return []string{"trouble", "notes"}
	}
	return []string{"draft"} // plan, write, reply, sell, automate, voice
}

// holds reports whether a blank of that name is of the sort.
func holds(sort, name string) bool {
	switch sort {
	case "notes":
		switch name {
		case "NOTES", "MY NOTES", "RAW NOTES", "ENTRIES", "RECORDS", "FACTS", "WHAT I KNOW", "WHAT WE KNOW", "FOUND", "FOUND SO FAR", "SCRAPS", "SCATTERED NOTES", "WHAT I HAVE", "WHAT IS THERE",
			"FIGURES", "HISTORY", "EVIDENCE", "RECORD", "MY RECORD", "WHAT IS TRUE", "WHAT I NOTICED", "OBSERVATIONS", "RESULTS", "SEEN":
			return true
		}
	case "draft":
		switch name {
		case "TEXT", "MY TEXT", "DRAFT", "PLAN", "MY PLAN", "THE PLAN", "SHEET", "LIST", "THE LIST", "LISTS", "WHAT I PLAN", "PROPOSAL", "STEPS", "CALENDAR", "HOW I DO IT", "TIMELINE", "CHECKLIST":
			return true
		}
	case "aim":
		switch name {
		case "AIM", "GOAL", "I WANT", "WHAT I WANT", "THE TASK", "TASK", "CHANGE", "THE CHANGE", "WHAT CHANGED", "WHAT I CHANGE", "DECISION", "PURPOSE", "WHAT IT IS FOR", "WHAT NEXT":
			return true
		}
	case "trouble":
		switch name {
		case "WHAT HAPPENED", "TROUBLE", "MISTAKES", "WHAT FAILED", "WHAT GOES WRONG", "GAPS", "DOUBT", "WHAT IS WRONG", "WHERE I DOUBT", "COMMENTS", "WHAT WENT WRONG", "PROBLEM":
			return true
		}
	}
	return false
}

// stopped ends a title that stands in a line of text.
func stopped(title string) string {
	if strings.HasSuffix(title, "?") || strings.HasSuffix(title, "!") || strings.HasSuffix(title, "?\"") || strings.HasSuffix(title, "?'") {
		return title
	}
	return title + "."
}

func inWords(n int) string {
	return []string{"no", "one", "two", "three", "four", "five", "six"}[min(n, 6)]
}
