package author

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/product"
)

// fields returns all words of an item as named texts: those of its blocks under
// their place, such as "1.label" or "0.2.rows.3", which what comes back keeps.
func fields(it *product.Item) []product.Text {
	all := slices.Clone(it.Texts)
	walk(it.Blocks, "", func(place string, s *string) {
		all = append(all, product.Text{Name: place, Value: *s})
	})
	return all
}

// walk calls fn with every text of blocks and its place.
func walk(blocks []product.Block, at string, fn func(place string, s *string)) {
	for i := range blocks {
		b, place := &blocks[i], at+strconv.Itoa(i)+"."
		for _, one := range []struct {
			name string
			text *string
		}{{"label", &b.Label}, {"hint", &b.Hint}} {
			if *one.text != "" {
				fn(place+one.name, one.text)
			}
		}
		for _, many := range []struct {
			name  string
			texts []string
		}{{"columns", b.Columns}, {"rows", b.Rows}} {
			for k := range many.texts {
				if many.texts[k] != "" {
					fn(place+many.name+"."+strconv.Itoa(k), &many.texts[k])
				}
			}
		}
		walk(b.Of, place, fn)
	}
}

// deep copies blocks, so that words can be changed in the copy.
func deep(blocks []product.Block) []product.Block {
	out := slices.Clone(blocks)
	for i := range out {
		out[i].Columns, out[i].Rows, out[i].Of = slices.Clone(out[i].Columns), slices.Clone(out[i].Rows), deep(out[i].Of)
	}
	return out
}

// merge returns the item with the words of an entry, or what is wrong with the
// entry. Whatever an entry cannot say, such as tier, needs and layout, stays.
func merge(it *product.Item, e entry, how ai.Action) (product.Item, []string) {
	out := *it
	var faults []string
	out.Title = line(e.Title)
	if n := utf8.RuneCountInString(out.Title); n == 0 || n > maxTitle {
		faults = append(faults, fmt.Sprintf("The title has %d characters; 1 to %d are wanted.", n, maxTitle))
	}
	given := map[string][]string{}
	for _, t := range e.Texts {
		given[t.Name] = append(given[t.Name], clean(t.Value))
	}
	out.Texts = nil
	used := map[string]int{}
	for _, t := range it.Texts {
		k := used[t.Name]
		used[t.Name]++
		if k >= len(given[t.Name]) {
			faults = append(faults, fmt.Sprintf("It has %d texts named %q and needs %d.", len(given[t.Name]), t.Name, count(it.Texts, t.Name)))
			break
		}
		v := given[t.Name][k]
		if f := size(t.Name, t.Value, v, doing(it, how)); f != "" {
			faults = append(faults, f)
		}
		out.Texts = append(out.Texts, product.Text{Name: t.Name, Value: v})
	}
	out.Blocks = deep(it.Blocks)
	walk(out.Blocks, "", func(place string, s *string) {
		if len(given[place]) == 0 {
			faults = append(faults, fmt.Sprintf("The text %q is missing.", place))
			return
		}
		v := line(given[place][0])
		if f := label(place, *s, v, doing(it, how)); f != "" {
			faults = append(faults, f)
		}
		*s = v
	})
	switch {
	case it.Language != "":
		faults = append(faults, kept(it, &out)...)
	case it.Kind == product.Prompt:
		faults = append(faults, blanks(it, &out, how)...)
	}
	return out, faults
}

// handOver stands in a step of a workflow before what goes on to the next.
const handOver = "Hand over:"

// kept checks that an entry which was put into another language still has what
// others build on: the blanks of a prompt, by whatever name, each with an
// example; the number of the prompt that a step begins with, and the mark before
// what it hands over.
func kept(was, now *product.Item) []string {
	var faults []string
	blanks := distinct(now.Text("prompt"))
	if a, b := len(distinct(was.Text("prompt"))), len(blanks); a != b {
		faults = append(faults, fmt.Sprintf("The prompt has %d different blanks in capitals and brackets; its draft has %d.", b, a))
	}
	for i, in := range now.All("input") {
		name, rest, _ := strings.Cut(in, "]")
		if !slices.Contains(blanks, name+"]") || utf8.RuneCountInString(strings.TrimSpace(rest)) < 1 {
			faults = append(faults, fmt.Sprintf("The text \"input\" number %d must begin with a blank of the prompt, in brackets, and give an example.", i+1))
		}
	}
	old := was.All("step")
	for i, step := range now.All("step") {
		number, _, _ := strings.Cut(old[i], " ")
		if numbered(number) && !strings.HasPrefix(step, number+" ") {
			faults = append(faults, fmt.Sprintf("The text \"step\" number %d must begin with %s.", i+1, number))
		}
		if strings.Contains(old[i], handOver) != strings.Contains(step, handOver) {
			faults = append(faults, fmt.Sprintf("The text \"step\" number %d must keep the English words “%s” before what is handed over, if its draft has them.", i+1, handOver))
		}
	}
	return faults
}

// numbered reports the number of a prompt, such as P012.
func numbered(s string) bool {
	return len(s) > 1 && s[0] == 'P' && strings.Trim(s[1:], "0123456789") == ""
}

// distinct lists the blanks of a text, each once, in order.
func distinct(text string) []string {
	var all []string
	for _, b := range blankPattern.FindAllString(text, -1) {
		if !slices.Contains(all, b) {
			all = append(all, b)
		}
	}
	return all
}

const (
	maxTitle   = 90
	leastRoom  = 24  // characters that any label may have
	growth     = 1.3 // a text may be so much longer than the draft, which fits its place
	promptMore = 1.6 // a prompt has a page to itself, and other languages take more room
	expanded   = 2.5 // what may become of a text that is to say more
)

// size says what is wrong with the length of a text that takes the place of
// another, "" if nothing is.
func size(name, was, now string, how ai.Action) string {
	old := utf8.RuneCountInString(was)
	most := growth * float64(old)
	switch {
	case how == ai.Expand:
		most = expanded * float64(old)
	case how == ai.Shorten:
		most = float64(old)
	case how == ai.Translate && name == "input": // a blank may have a longer name there
		most = promptMore*float64(old) + leastRoom
	case how == ai.Translate, name == "prompt":
		most = promptMore * float64(old)
	}
	return fits(name, now, int(most))
}

// label is size for a text that is printed in a place of its own: it has hardly
// more room than the draft takes, whatever is done with it.
func label(name, was, now string, how ai.Action) string {
	more := growth
	if how == ai.Translate {
		more = promptMore
	}
	return fits(name, now, int(more*float64(utf8.RuneCountInString(was))))
}

// doing is what is done with an item: one that is not in the product's language
// is translated, whatever else is.
func doing(it *product.Item, how ai.Action) ai.Action {
	if it.Language != "" {
		return ai.Translate
	}
	return how
}

func fits(name, now string, most int) string {
	switch n := utf8.RuneCountInString(now); {
	case n == 0:
		return fmt.Sprintf("The text %q is empty.", name)
	case n > max(most, leastRoom):
		return fmt.Sprintf("The text %q has %d characters; at most %d fit.", name, n, max(most, leastRoom))
	}
	return ""
}

func count(texts []product.Text, name string) int {
	n := 0
	for _, t := range texts {
		if t.Name == name {
			n++
		}
	}
	return n
}

var blankPattern = regexp.MustCompile(`\[[\p{Lu}\p{Lo}\d][\p{Lu}\p{Lo}\p{Lm}\p{M}ß\d '’/&・-]*\]`)

// blanks checks that a prompt still has the blanks of its draft, each with an
// example, and still asks for an answer in the same form: workflows and worked
// examples build on both.
func blanks(was, now *product.Item, how ai.Action) []string {
	var faults []string
	if how == ai.Translate { // they are translated as well
		if a, b := blankPattern.FindAllString(was.Text("prompt"), -1), blankPattern.FindAllString(now.Text("prompt"), -1); len(a) > 0 && len(b) == 0 {
			faults = append(faults, "The prompt has lost its blanks.")
		}
		return faults
	}
	want := blankPattern.FindAllString(was.Text("prompt"), -1)
	have := blankPattern.FindAllString(now.Text("prompt"), -1)
	for _, b := range want {
		if !slices.Contains(have, b) {
			faults = append(faults, fmt.Sprintf("The prompt lacks the blank %s.", b))
		}
	}
	for _, b := range have {
		if !slices.Contains(want, b) {
			faults = append(faults, fmt.Sprintf("The prompt has a new blank %s; only those of the draft are explained.", b))
		}
	}
	for i, in := range now.All("input") {
		name, _, _ := strings.Cut(was.All("input")[i], "]")
		if !strings.HasPrefix(in, name+"]") || len(strings.TrimSpace(strings.TrimPrefix(in, name+"]"))) < 2 {
			faults = append(faults, fmt.Sprintf("The text \"input\" number %d must begin with %s] and give an example.", i+1, name))
		}
	}
	if a, b := form(was.Text("prompt")), form(now.Text("prompt")); a != "" && b != a {
		faults = append(faults, fmt.Sprintf("The prompt must keep its line %q.", formHead+a))
	}
	return faults
}

const formHead = "Answer as: "

// form is the form of the answer that a prompt asks for.
func form(prompt string) string {
	_, f, _ := strings.Cut(prompt, formHead)
	f, _, _ = strings.Cut(f, "\n")
	return strings.TrimSpace(f)
}

// line puts a text on one line.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// clean takes out what no file can hold, and the marks of Markdown that models
// put around words.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r < 0x20 || r == 0x7f || r == utf8.RuneError || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff || r >= 0xe0000 && r <= 0xe0fff:
			return -1 // control characters, and those that hide or turn text
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	s = strings.NewReplacer("**", "", "__", "", "`", "").Replace(s)
	return strings.TrimSpace(s)
}
