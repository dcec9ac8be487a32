package library

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// markdown writes everything as one Markdown document. Links lead to headings
// by the anchors that GitHub, VS Code and most editors give them.
func markdown(in Input, c *contents) []byte {
	w := &writer{lang: in.Lang, slugs: map[string]int{}}
	w.heading(1, c.Title)
	w.line(escape(in.Lang.Say("%s edition: %s.", deliver.TierName(in.Lang, c.Edition), c.summary())))
	w.line(escape(in.statement()))
	w.line(escape(in.licence()))
	w.heading(2, w.lang.Say("Contents"))
	w.plan(c)
	for _, g := range c.Groups {
		w.heading(2, g.Title)
		w.line(escape(g.Note))
		for _, p := range g.Prompts {
			w.prompt(p)
		}
	}
	if len(c.Workflows) > 0 {
		w.heading(2, w.lang.Say("Workflows"))
		for i := range c.Workflows {
			w.workflow(c, &c.Workflows[i])
		}
	}
	if len(c.Examples) > 0 {
		w.heading(2, w.lang.Say("Worked examples"))
		w.line(escape(w.lang.Say("All values are invented: they show what kind of fact to give and how exact to be.")))
		for i := range c.Examples {
			w.example(c, &c.Examples[i])
		}
	}
	w.blanks(c)
	return []byte(strings.TrimRight(w.b.String(), "\n") + "\n")
}

// writer writes Markdown and keeps the anchors that headings have been given.
type writer struct {
	b     strings.Builder
	lang  *locale.Printer
	slugs map[string]int
	names map[string]string // anchors by number
}

func (w *writer) line(s string) {
	if s != "" {
		w.b.WriteString(s + "\n\n")
	}
}

func (w *writer) heading(level int, text string) {
	w.b.WriteString(strings.Repeat("#", level) + " " + escape(flat(text)) + "\n\n")
}

// plan writes the contents. It gives out the anchors in the order in which the
// headings come, because a heading that is there twice gets a number.
func (w *writer) plan(c *contents) {
	w.names = map[string]string{}
	w.anchor(c.Title)
	w.anchor(w.lang.Say("Contents"))
	entry := func(depth int, text, anchor string) {
		fmt.Fprintf(&w.b, "%s- [%s](#%s)\n", strings.Repeat("  ", depth), escape(flat(text)), anchor)
	}
	for _, g := range c.Groups {
		entry(0, g.Title, w.anchor(g.Title))
		for _, p := range g.Prompts {
			w.names[p.Number] = w.anchor(p.label())
			entry(1, p.label(), w.names[p.Number])
		}
	}
	if len(c.Workflows) > 0 {
		said := w.lang.Say("Workflows")
		entry(0, said, w.anchor(said))
		for _, f := range c.Workflows {
			entry(1, f.Number+" "+f.Title, w.anchor(f.Number+" "+f.Title))
		}
	}
	if len(c.Examples) > 0 {
		said := w.lang.Say("Worked examples")
		entry(0, said, w.anchor(said))
		for _, e := range c.Examples {
			entry(1, e.Number+" "+e.Title, w.anchor(e.Number+" "+e.Title))
		}
	}
	said := w.lang.Say("Index of blanks")
	entry(0, said, w.anchor(said))
	w.b.WriteString("\n")
}

// anchor is the name that a heading is given: its letters, digits, hyphens and
// underscores in lower case, spaces as hyphens, a number if it was given before.
func (w *writer) anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(flat(heading)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '-':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	s := b.String()
	n := w.slugs[s]
	w.slugs[s]++
	if n > 0 {
		return fmt.Sprintf("%s-%d", s, n)
	}
	return s
}

func (w *writer) prompt(p *prompt) {
	w.heading(3, p.label())
	w.line(escape(p.Job))
	if p.When != "" {
		w.line(bold(w.lang.Say("When:")) + " " + escape(p.When))
	}
	if len(p.Needs) > 0 {
		w.line(bold(w.lang.Say("Helps with:")) + " " + escape(deliver.List(w.lang, p.Needs)))
	}
	if len(p.Inputs) > 0 {
		w.pairs(w.lang.Say("Fill in"), w.lang.Say("For example"), p.Inputs)
	}
	w.fenced(p.Text)
	w.list(bold(w.lang.Say("Ask next:")), p.Next)
	w.list(bold(w.lang.Say("Check the answer:")), p.Check)
	if p.Failure != "" {
		w.line(bold(w.lang.Say("If it goes wrong:")) + " " + escape(p.Failure))
	}
}

// pairs writes a table of two columns.
func (w *writer) pairs(left, right string, rows []input) {
	fmt.Fprintf(&w.b, "| %s | %s |\n|---|---|\n", cell(left), cell(right))
	for _, r := range rows {
		fmt.Fprintf(&w.b, "| %s | %s |\n", cell(r.Name), cell(r.Example))
	}
	w.b.WriteString("\n")
}

func bold(s string) string { return "**" + escape(s) + "**" }

func cell(s string) string { return strings.ReplaceAll(escape(flat(s)), "|", "\\|") }

func (w *writer) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	w.line(title)
	for _, l := range lines {
		w.b.WriteString("- " + escape(flat(l)) + "\n")
	}
	w.b.WriteString("\n")
}

// fenced writes text to be copied between fences that are longer than any row
// of the same mark in it.
func (w *writer) fenced(text string) {
	longest, run := 0, 0
	for _, r := range text {
		if r == '`' {
			run++
			longest = max(longest, run)
			continue
		}
		run = 0
	}
	fence := strings.Repeat("`", max(3, longest+1))
	w.line(fence + "text\n" + text + "\n" + fence)
}

func (w *writer) workflow(c *contents, f *workflow) {
	w.heading(3, f.Number+" "+f.Title)
	w.line(escape(f.Purpose))
	for i, s := range f.Steps {
		fmt.Fprintf(&w.b, "%d. ", i+1)
		if p := c.find(s.Uses); p != nil {
			fmt.Fprintf(&w.b, "[%s](#%s) ", p.Number, w.names[p.Number])
		}
		w.b.WriteString(escape(flat(s.Text)))
		if s.Pass != "" {
			w.b.WriteString(" *" + escape(w.lang.Say("Hand over:")) + "* " + escape(flat(s.Pass)))
		}
		w.b.WriteString("\n")
	}
	w.b.WriteString("\n")
}

func (w *writer) example(c *contents, e *example) {
	w.heading(3, e.Number+" "+e.Title)
	if p := c.find(e.Uses); p != nil {
		w.line(w.lang.Say("Invented values, filled into %s.", fmt.Sprintf("[%s](#%s)", p.Number, w.names[p.Number])))
	}
	if len(e.Values) > 0 {
		w.pairs(w.lang.Say("Blank"), w.lang.Say("Invented value"), e.Values)
	}
	w.fenced(e.Filled)
	w.list(bold(w.lang.Say("A good answer has:")), e.Good)
}

// blanks writes the index of blanks.
func (w *writer) blanks(c *contents) {
	w.heading(2, w.lang.Say("Index of blanks"))
	for _, b := range c.blanks() {
		var links []string
		for _, p := range b.prompts {
			links = append(links, fmt.Sprintf("[%s](#%s)", p.Number, w.names[p.Number]))
		}
		fmt.Fprintf(&w.b, "- %s: %s\n", escape(b.name), deliver.List(w.lang, links))
	}
}

// flat makes one line of a text.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape keeps text from being read as Markdown or HTML. Brackets stay, because
// blanks are written in them, but lead nowhere.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_<>#&|]~+-=0123456789\n") {
		return s
	}
	var b strings.Builder
	start := true // of a line
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_<>~|", r),
			r == '&' && entity(s[i:]),
			start && strings.ContainsRune("#+-=", r),
			r == ']' && i+1 < len(s) && strings.IndexByte("([:", s[i+1]) >= 0:
			b.WriteByte('\\')
		case (r == '.' || r == ')') && i > 0 && numbered(s[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		start = r == '\n' || start && r == ' '
	}
	return b.String()
}

// entity reports what begins a character reference such as &lt;.
func entity(s string) bool {
	end := strings.IndexByte(s, ';')
	return end > 1 && end < 32 && !strings.ContainsAny(s[:end], " \n")
}

// numbered reports a text whose last line is a number only, as before the dot
// of a list.
func numbered(s string) bool {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	if len(s) > 9 || s == "" {
		return false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
