package library

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Prompt is a prompt as every file of an edition shows it.
type prompt struct {
	Number  string // "P001", counted through the edition without gaps
	Group   int    // place of its group
	Edition product.Tier
	Title   string
	Job     string
	When    string
	Inputs  []input
	Text    string
	Next    []string // follow-ups
	Check   []string // how to tell a good answer
	Failure string
	Needs   []string // names

}

// input is a blank of a prompt. Name is without brackets.
type input struct{ Name, Example string }

// group is a chapter of prompts.
type group struct {
	Title, Note string
	Prompts     []*prompt
}

// workflow is a chain of prompts.
type workflow struct {
	Number, Title, Purpose string
	Needs                  []string
	Steps                  []step
}

// step is one prompt of a workflow, and what is handed on.
type step struct {
	Uses string // number of a prompt, "" if the text names none
	Text string // what to do, without the number
	Pass string // what is handed over, may be empty
}

// example is a prompt with its blanks filled in.
type example struct {
	Number, Title string
	Uses          string // number of the prompt, "" if the edition lacks it
	Values        []input
	Filled        string
	Good          []string
}

// sheet is a role card or a checklist.
type sheet struct {
	Number, Title string
	Texts         []product.Text
	Uses          string

	id string // of its item
}

// contents is what an edition holds, cleaned for all files.
type contents struct {
	Title     string
	Edition   product.Tier
	Groups    []group
	Prompts   []*prompt
	Workflows []workflow
	Examples  []example
	Cards     []sheet
	Sheets    []sheet
	Needs     []string // names, in the order in which they are first met

	lang *locale.Printer
	hash func() string // of all of it
}

// read collects what a buyer of the tier gets. Prompts are numbered anew in
// every edition, so that none begins with gaps; texts that name a prompt by its
// id name it by that number.
func read(in Input, tier product.Tier) *contents {
	p := in.Product
	c := &contents{Title: title(p.Title), Edition: tier, lang: in.Lang}
	names := &needs{lang: in.Lang, brief: in.Needs, known: map[string]string{}}
	numbers := map[string]string{}
	last := (*product.Section)(nil)
	p.Items(tier, func(s *product.Section, it *product.Item) {
		if it.Kind != product.Prompt {
			return
		}
		if s != last {
			c.Groups = append(c.Groups, group{Title: title(s.Title), Note: short(clean(s.Note), noteMost)})
			last = s
		}
		pr := &prompt{
			Number: fmt.Sprintf("P%03d", len(c.Prompts)+1), Group: len(c.Groups) - 1, Edition: it.Tier,
			Title: title(it.Title), Job: clean(it.Text("job")), When: clean(it.Text("when")), Text: clean(it.Text("prompt")),
			Inputs: inputs(it.All("input")), Next: all(it.All("followUp")), Check: all(it.All("quality")), Failure: clean(it.Text("failure")),
			Needs: names.of(it),
		}
		numbers[strings.ToUpper(it.ID)] = pr.Number
		c.Prompts = append(c.Prompts, pr)
		g := &c.Groups[len(c.Groups)-1]
		g.Prompts = append(g.Prompts, pr)
	})
	c.Needs = names.order
	p.Items(tier, func(_ *product.Section, it *product.Item) { c.other(it, names, numbers) })
	c.hash = sync.OnceValue(func() string { return digest(c) })
	return c
}

// other adds an item that is no prompt.
func (c *contents) other(it *product.Item, names *needs, numbers map[string]string) {
	switch it.Kind {
	case product.Workflow:
		w := workflow{
			Number: fmt.Sprintf("W%02d", len(c.Workflows)+1), Title: title(it.Title),
			Purpose: renumber(clean(it.Text("purpose")), numbers), Needs: names.of(it),
		}
		for _, s := range it.All("step") {
			w.Steps = append(w.Steps, c.step(renumber(clean(s), numbers), numbers))
		}
		c.Workflows = append(c.Workflows, w)
	case product.Example:
		c.Examples = append(c.Examples, example{
			Number: fmt.Sprintf("E%02d", len(c.Examples)+1), Title: title(it.Title), Uses: numbers[strings.ToUpper(it.Source)],
			Values: inputs(it.All("value")), Filled: clean(it.Text("filled")), Good: all(it.All("good")),
		})
	case product.Card, product.Sheet:
		s := sheet{Title: title(it.Title), Uses: numbers[strings.ToUpper(it.Source)], id: it.ID}
		for _, t := range it.Texts {
			s.Texts = append(s.Texts, product.Text{Name: t.Name, Value: renumber(clean(t.Value), numbers)})
		}
		if it.Kind == product.Card {
			s.Number = fmt.Sprintf("C%02d", len(c.Cards)+1)
			c.Cards = append(c.Cards, s)
			return
		}
		s.Number = fmt.Sprintf("S%02d", len(c.Sheets)+1)
		c.Sheets = append(c.Sheets, s)
	}
}

// text returns the first text of a name.
func (s sheet) text(name string) string {
	for _, t := range s.Texts {
		if t.Name == name {
			return t.Value
		}
	}
	return ""
}

// list returns all texts of a name.
func (s sheet) list(name string) []string {
	var out []string
	for _, t := range s.Texts {
		if t.Name == name {
			out = append(out, t.Value)
		}
	}
	return out
}

// find returns the prompt of a number, nil if the edition has none.
func (c *contents) find(number string) *prompt {
	for _, p := range c.Prompts {
		if p.Number == number {
			return p
		}
	}
	return nil
}

// reference matches what may be the number of a prompt in a text.
var reference = regexp.MustCompile(`\b[A-Za-z]{1,3}[0-9]{1,4}\b`)

// renumber puts the numbers of this edition for the ids of items.
func renumber(text string, numbers map[string]string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	return reference.ReplaceAllStringFunc(text, func(id string) string {
		if n, ok := numbers[strings.ToUpper(id)]; ok {
			return n
		}
		return id
	})
}

// step takes a step apart: the prompt it begins with, what to do, and what is
// handed over. What is written in another way stays whole.
func (c *contents) step(text string, numbers map[string]string) step {
	s := step{Text: text}
	first := reference.FindString(text)
	if rest, ok := strings.CutPrefix(text, first); ok && (rest == "" || rest[0] == ' ' || !c.lang.Spaced()) {
		for _, n := range numbers {
			if first == n {
				s.Uses, s.Text = first, strings.TrimSpace(rest)
			}
		}
	}
	for _, head := range []string{c.lang.Say("Hand over:"), "Hand over:"} {
		if do, pass, ok := strings.Cut(s.Text, head); ok {
			s.Text, s.Pass = strings.TrimSpace(do), c.sentence(strings.TrimSpace(pass))
			break
		}
	}
	s.Text = strings.TrimSpace(s.Text)
	return s
}

// sentence begins a text with a capital where the language does; another one
// has its words as they are written.
func (c *contents) sentence(s string) string {
	if !c.lang.English() {
		return s
	}
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// inputs reads "[NAME] example" lines.
func inputs(lines []string) []input {
	var out []input
	for _, l := range lines {
		l = clean(l)
		name, rest, ok := strings.Cut(l, "]")
		if !ok || !strings.HasPrefix(name, "[") {
			out = append(out, input{Name: l})
			continue
		}
		out = append(out, input{Name: strings.TrimPrefix(name, "["), Example: strings.TrimSpace(rest)})
	}
	return out
}

func all(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l = clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// clean leaves out control characters and spaces at the ends, so that no file
// has to; lines stay lines.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' || c >= 0x7f {
			plain = false
			break
		}
	}
	if !plain {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				return r
			case r == '\t' || r == '\r' || r == 0x2028 || r == 0x2029:
				return ' '
			case unicode.IsControl(r) || r == 0xfeff || r == unicode.ReplacementChar || r&0xfffe == 0xfffe:
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// edition is what this edition is called, and what it holds.
func (c *contents) edition() string {
	return c.lang.Say("%s edition: %s", deliver.TierName(c.lang, c.Edition), c.summary())
}

// mark is a version of the contents: it changes when they do.
func (c *contents) mark() string {
	key := c.hash()
	return strings.ToUpper(key[:4] + "-" + key[4:8])
}

// What a page has room for, in characters. Nothing that people write as a title
// or a note comes near; longer ones are cut with an ellipsis.
const (
	titleMost = 160
	noteMost  = 420
	lineMost  = 300 // of a line in a list
	nameMost  = 70  // of a blank or a need
)

func title(s string) string { return short(flat(clean(s)), titleMost) }

// short cuts a text after so many characters, at a word if one ends there.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n, space := 0, 0
	for i, r := range s {
		if n++; n == most {
			if space > i/2 {
				i = space
			}
			return strings.TrimRight(s[:i], " ,;:.") + "…"
		}
		if r == ' ' {
			space = i
		}
	}
	return s
}
