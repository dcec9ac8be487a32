package local

import (
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// flows is how many workflows the largest tier has, flowsStarter and flowsPro how
// many of them are in the smaller ones.
const flows, flowsStarter, flowsPro = 12, 2, 6

// workflows puts prompts in a row so that what one answers goes into a blank of
// the next, and so that the last one yields what the workflow is named for.
func (w *Writer) workflows(o ai.Order, items []*product.Item, group map[string]string, picked []chosen) product.Section {
	sec := product.Section{ID: "workflows", Title: "Workflows", Note: "Prompts in a row: what one answers, the next takes in."}
	v := newWeaver(w, items, group, picked)
	taken := map[string]int{}
	for n := range flows {
		tier := tierOf(n, flowsStarter, flowsPro)
		best, need := chainOf{score: math.Inf(-1)}, brief.Need{}
		for i, candidate := range o.Reading.Needs {
			c := v.chain(candidate, tier)
			c.score -= 12*float64(taken[candidate.ID]) + 0.3*float64(i)
			if len(c.at) > 0 && c.score > best.score {
				best, need = c, candidate
			}
		}
		if len(best.at) == 0 {
			break
		}
		taken[need.ID]++
		it := v.workflow(o, best, need)
		it.ID, it.Tier = fmt.Sprintf("w%02d", len(sec.Items)+1), tier
		sec.Items = append(sec.Items, it)
	}
	return sec
}

// weaver chooses prompts for workflows and remembers which were used.
type weaver struct {
	items  []*product.Item
	groups []string    // of each prompt
	links  [][]float64 // how well the second takes in what the first answers; 0 if not at all
	themes [][]string
	words  []lexicon
	used   []int
	last   map[string]int // of a prompt: workflows that ended with it
	takers map[string]taker
}

func newWeaver(w *Writer, items []*product.Item, group map[string]string, picked []chosen) *weaver {
	themes := map[string][]string{}
	for _, c := range picked {
		themes[c.fam.ID] = c.fam.Themes
	}
	v := &weaver{items: items, used: make([]int, len(items)), last: map[string]int{}, takers: takers()}
	for _, it := range items {
		v.groups, v.themes, v.words = append(v.groups, group[it.ID]), append(v.themes, themes[it.Source]), append(v.words, w.words()[it.Source])
	}
	for i := range items {
		row := make([]float64, len(items))
		for k := range items {
			if i != k {
				row[k] = v.link(i, k)
			}
		}
		v.links = append(v.links, row)
	}
	return v
}

// link says how well a prompt goes on from another one. It needs a blank that
// holds just what the other answers. What is made for any plan, text or list may
// follow any; what is made for a field follows only what speaks of the same things.
func (v *weaver) link(i, k int) float64 {
	blank, open := v.blank(i, k)
	if blank == "" {
		return 0
	}
	themes, words := share(v.themes[i], v.themes[k]), v.words[i].shared(v.words[k])
	if !open && (words < 4 || themes == 0) {
		return 0
	}
	s := 4 + 0.4*float64(min(themes, 10)) + 0.6*float64(min(words, 6))
	if v.groups[i] == v.groups[k] {
		s -= 3 // the same kind of work twice is hardly a step
	}
	return max(s, 0.1)
}

// blank returns the blank of a prompt that takes in what another one answers, ""
// for none, and whether that prompt takes in answers about anything.
func (v *weaver) blank(i, k int) (name string, open bool) {
	it := v.items[k]
	sorts := yields(v.groups[i])
	if c, ok := v.takers[v.items[i].Source]; ok {
		sorts = []string{c.gives}
	}
	for _, sort := range sorts {
		if c, ok := v.takers[it.Source]; ok {
			if c.sort == sort && hasBlank(it, c.blank) {
				return c.blank, true
			}
			continue
		}
		for _, in := range it.All("input") {
			if name, _, ok := strings.Cut(strings.TrimPrefix(in, "["), "]"); ok && holds(sort, name) {
				return name, false
			}
		}
	}
	return "", false
}

// chainOf is a way through prompts, by their places.
type chainOf struct {
	at    []int
	score float64
}

// chain finds the three or four prompts that serve a need together best and hand
// their answers on; none when no three do.
func (v *weaver) chain(need brief.Need, tier product.Tier) chainOf {
	about := ofNeed(need)
	fit := make([]float64, len(v.items))
	ways := make([]chainOf, len(v.items)) // the best that ends there
	for i, it := range v.items {
		fit[i] = math.Inf(-1)
		if tier.Holds(it.Tier) {
			fit[i] = v.fit(i, need, about)
		}
		ways[i] = chainOf{[]int{i}, fit[i]}
		if _, open := v.takers[it.Source]; open || !has(it.Needs, need.ID) && v.words[i].shared(about) < 2 {
			ways[i].score -= 15 // the matter of a workflow is what its first step makes
		}
	}
	best := chainOf{score: math.Inf(-1)}
	for n := 2; n <= 4; n++ {
		next := make([]chainOf, len(v.items))
		for k := range v.items {
			next[k].score = math.Inf(-1)
			for i, c := range ways {
				if v.links[i][k] == 0 || math.IsInf(c.score, -1) || math.IsInf(fit[k], -1) || contains(c.at, k) {
					continue
				}
				if s := c.score + v.links[i][k] + fit[k]; s > next[k].score {
					next[k] = chainOf{append(c.at[:len(c.at):len(c.at)], k), s}
				}
			}
			mean := next[k].score / float64(n)
			if n == 4 {
				mean += 0.5 // a longer way, if it is nearly as good
			}
			if len(next[k].at) == n {
				mean -= 6 * float64(v.last[v.items[k].ID])
			}
			if n >= 3 && mean > best.score {
				best = chainOf{next[k].at, mean}
			}
		}
		ways = next
	}
	best.score *= 3
	return best
}

// fit says how well a prompt serves a need in a workflow. One that names another
// need has no place in it unless nothing else is there.
func (v *weaver) fit(i int, need brief.Need, about lexicon) float64 {
	it := v.items[i]
	s := 1.5*float64(min(3, v.words[i].shared(about))) + 0.5*float64(min(12, share(need.Themes, v.themes[i]))) - 6*float64(v.used[i])
	switch {
	case has(it.Needs, need.ID):
		return s + 6
	case len(it.Needs) > 0:
		return s - 9
	}
	return s
}

func (v *weaver) workflow(o ai.Order, c chainOf, need brief.Need) product.Item {
	last := v.items[c.at[len(c.at)-1]]
	title := fmt.Sprintf("%s Steps to “%s”", brief.Sentence(inWords(len(c.at))), plainTitle(o, last))
	if v.last[last.ID] > 0 {
		title = fmt.Sprintf("From “%s” to “%s”", plainTitle(o, v.items[c.at[0]]), plainTitle(o, last))
	}
	v.last[last.ID]++
	it := product.Item{
		Kind: product.Workflow, Writer: Name, Needs: []string{need.ID},
		Title: title,
		Texts: []product.Text{text("purpose", fmt.Sprintf("%s It starts from your %s. The last step %s What you have at the end is %s. %s steps, one chat.",
			v.items[c.at[0]].Text("when"), need.Name, lowered(last.Text("job")), strings.Replace(answerOf(last), "the answer", "its answer", 1), brief.Sentence(inWords(len(c.at)))))},
	}
	for i, at := range c.at {
		p := v.items[at]
		v.used[at]++
		line := fmt.Sprintf("%s %s %s", strings.ToUpper(p.ID), stopped(plainTitle(o, p)), aimOf(v.groups[at]))
		if name := unnamed(o, p, need); name != "" {
			line += fmt.Sprintf(" Where it says “%s”, write “%s”.", name, need.Name)
		}
		if i+1 < len(c.at) {
			line += " Hand over: " + v.handOver(at, c.at[i+1], i)
		}
		it.Texts = append(it.Texts, text("step", line))
	}
	return it
}

// lowered begins a sentence inside another one.
func lowered(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && (s[1] < 'A' || s[1] > 'Z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
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
func plainTitle(o ai.Order, p *product.Item) string {
	for _, n := range o.Reading.Needs {
		for _, tail := range []string{": " + brief.Heading(n.Name), " (" + brief.Heading(n.Name) + ")"} {
			if has(p.Needs, n.ID) && strings.HasSuffix(p.Title, tail) {
				return strings.TrimSuffix(p.Title, tail)
			}
		}
	}
	return p.Title
}

// handOver says what goes from one prompt into which blank of the next.
func (v *weaver) handOver(at, next, i int) string {
	care := []string{"Strike out first what you do not believe.", "Correct it by hand before you pass it on.", "Leave out what concerns nobody here."}[i%3]
	blank, _ := v.blank(at, next)
	return fmt.Sprintf("put %s into [%s] of %s. %s", answerOf(v.items[at]), blank, strings.ToUpper(v.items[next].ID), care)
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
