package local

import (
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// flows is how many workflows the largest tier has, flowsStarter and flowsPro how
// many of them are in the smaller ones.
const flows, flowsStarter, flowsPro = 12, 2, 6

// workflows puts prompts in a row so that what one answers goes into a blank of
// the next, and so that the last one yields what the workflow is named for.
func (f *families) workflows(o *order, items []*product.Item, group map[string]string) product.Section {
	sec := product.Section{ID: "workflows", Title: "Workflows", Note: "Prompts in a row: what one answers, the next takes in."}
	v := newWeaver(items, group, f)
	var aims []aim
	for _, n := range o.Reading.Needs {
		aims = append(aims, v.aim(n, f.marked(ofNeed(n))))
	}
	taken := map[string]int{}
	for n := range flows {
		tier := tierOf(n, flowsStarter, flowsPro)
		best, need := chainOf{score: math.Inf(-1)}, brief.Need{}
		for i := range aims {
			c := v.chain(&aims[i], tier)
			c.score -= 12*float64(taken[aims[i].need.ID]) + 0.3*float64(i)
			if c.n > 0 && c.score > best.score {
				best, need = c, aims[i].need
			}
		}
		if best.n == 0 {
			break
		}
		taken[need.ID]++
		it := v.workflow(o, best.steps(), need)
		it.ID, it.Tier = fmt.Sprintf("w%02d", len(sec.Items)+1), tier
		sec.Items = append(sec.Items, it)
	}
	return sec
}

func (v *weaver) workflow(o *order, steps []int, need brief.Need) product.Item {
	last := v.items[steps[len(steps)-1]]
	title := fmt.Sprintf("%s Steps to “%s”", brief.Sentence(inWords(len(steps))), plainTitle(o, last))
	if v.last[last.ID] > 0 {
		title = fmt.Sprintf("From “%s” to “%s”", plainTitle(o, v.items[steps[0]]), plainTitle(o, last))
	}
	v.last[last.ID]++
	it := product.Item{
		Kind: product.Workflow, Writer: Name, Needs: []string{need.ID},
		Title: title,
		Texts: []product.Text{text("purpose", fmt.Sprintf("%s It starts from your %s. The last step %s What you have at the end is %s. %s steps, one chat.",
			v.items[steps[0]].Text("when"), need.Name, lowered(last.Text("job")), strings.Replace(answerOf(last), "the answer", "its answer", 1), brief.Sentence(inWords(len(steps)))))},
	}
	for i, at := range steps {
		p := v.items[at]
		v.used[at]++
		line := fmt.Sprintf("%s %s %s", strings.ToUpper(p.ID), stopped(plainTitle(o, p)), aimOf(v.groups[at]))
		if name := unnamed(o, p, need); name != "" {
			line += fmt.Sprintf(" Where it says “%s”, write “%s”.", name, need.Name)
		}
		if i+1 < len(steps) {
			line += " Hand over: " + v.handOver(at, steps[i+1], i)
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
func unnamed(o *order, p *product.Item, need brief.Need) string {
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
func plainTitle(o *order, p *product.Item) string {
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
