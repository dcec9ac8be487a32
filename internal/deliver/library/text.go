package library

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

// columns are the names of the columns in the table of prompts, the same in every
// language, since programs know them; row gives the cells below.
func columns() []string {
	return []string{"Number", "Title", "Group", "Edition", "Needs", "Job", "When", "Inputs", "Prompt", "Follow-ups", "Quality check", "Common failure"}
}

func (c *contents) row(p *prompt) []string {
	var ins []string
	for _, in := range p.Inputs {
		ins = append(ins, "["+in.Name+"] "+in.Example)
	}
	return []string{
		p.Number, p.Title, c.Groups[p.Group].Title, deliver.TierName(c.lang, p.Edition), strings.Join(p.Needs, "; "), p.Job, p.When,
		strings.Join(ins, "\n"), p.Text, strings.Join(p.Next, "\n"), strings.Join(p.Check, "\n"), p.Failure,
	}
}

// table writes the prompts as CSV after RFC 4180. It begins with a byte order
// mark: without one Excel takes the file for text in the system's own code page
// and breaks every dash and quotation mark, and the starter edition has no XLSX
// to open instead. Lines inside a cell end with LF alone, as spreadsheet
// programs write them.
func table(c *contents) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	line := func(cells []string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			cell = harmless(cell)
			if strings.ContainsAny(cell, "\",\n\r") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	line(columns())
	for _, p := range c.Prompts {
		line(c.row(p))
	}
	return b.Bytes()
}

// harmless puts an apostrophe before what a spreadsheet program would work out.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// library is the shape of the JSON file. Format and Version name it; a reader
// should refuse a version that it does not know. Fields may be added without a
// new version.
type exported struct {
	Format    string             `json:"format"`  // always "prompt-library"
	Version   int                `json:"version"` // of the shape, 1
	About     string             `json:"about"`
	Title     string             `json:"title"`
	Edition   string             `json:"edition"`
	Contents  string             `json:"contentsMark"` // changes when the contents do
	Language  string             `json:"language"`
	Statement string             `json:"statement"`
	Licence   string             `json:"licence"`
	Groups    []exportedGroup    `json:"groups"`
	Prompts   []exportedPrompt   `json:"prompts"`
	Workflows []exportedWorkflow `json:"workflows"`
	Examples  []exportedExample  `json:"examples"`
}

type exportedGroup struct {
	Name    string   `json:"name"`
	Note    string   `json:"note"`
	Numbers []string `json:"numbers"` // of its prompts
}

type exportedPrompt struct {
	Number    string          `json:"number"`
	Title     string          `json:"title"`
	Group     string          `json:"group"`
	Edition   string          `json:"edition"` // the smallest that has it
	Needs     []string        `json:"needs"`
	Job       string          `json:"job"`
	When      string          `json:"when"`
	Inputs    []exportedValue `json:"inputs"`
	Prompt    string          `json:"prompt"`
	FollowUps []string        `json:"followUps"`
	Quality   []string        `json:"qualityCheck"`
	Failure   string          `json:"commonFailure"`
}

type exportedValue struct {
	Name  string `json:"name"` // as in the brackets of the prompt
	Value string `json:"value"`
}

type exportedWorkflow struct {
	Number  string         `json:"number"`
	Title   string         `json:"title"`
	Purpose string         `json:"purpose"`
	Needs   []string       `json:"needs"`
	Steps   []exportedStep `json:"steps"`
}

type exportedStep struct {
	Uses     string `json:"uses"` // number of a prompt
	Do       string `json:"do"`
	HandOver string `json:"handOver"`
}

type exportedExample struct {
	Number string          `json:"number"`
	Title  string          `json:"title"`
	Uses   string          `json:"uses"`   // number of a prompt, empty if this edition lacks it
	Values []exportedValue `json:"values"` // invented
	Filled string          `json:"filled"`
	Good   []string        `json:"goodAnswerHas"`
}

// export writes everything as JSON.
func export(in Input, c *contents) ([]byte, error) {
	out := exported{
		Format: "prompt-library", Version: 1,
		About:    in.Lang.Say("Prompts are in prompts[].prompt; blanks are written [NAME] and listed in inputs with an invented value each. The fields uses and numbers hold prompts[].number."),
		Title:    c.Title,
		Edition:  string(c.Edition),
		Contents: c.mark(), Language: in.Lang.Tag(), Statement: in.statement(), Licence: in.licence(),
		Groups: []exportedGroup{}, Prompts: []exportedPrompt{}, Workflows: []exportedWorkflow{}, Examples: []exportedExample{},
	}
	for _, g := range c.Groups {
		e := exportedGroup{Name: g.Title, Note: g.Note, Numbers: []string{}}
		for _, p := range g.Prompts {
			e.Numbers = append(e.Numbers, p.Number)
		}
		out.Groups = append(out.Groups, e)
	}
	for _, p := range c.Prompts {
		out.Prompts = append(out.Prompts, exportedPrompt{
			p.Number, p.Title, c.Groups[p.Group].Title, string(p.Edition), some(p.Needs), p.Job, p.When, values(p.Inputs), p.Text, some(p.Next), some(p.Check), p.Failure,
		})
	}
	for _, w := range c.Workflows {
		e := exportedWorkflow{w.Number, w.Title, w.Purpose, some(w.Needs), []exportedStep{}}
		for _, s := range w.Steps {
			e.Steps = append(e.Steps, exportedStep{s.Uses, s.Text, s.Pass})
		}
		out.Workflows = append(out.Workflows, e)
	}
	for _, e := range c.Examples {
		out.Examples = append(out.Examples, exportedExample{e.Number, e.Title, e.Uses, values(e.Values), e.Filled, some(e.Good)})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false) // it is a file, not a page: < stays readable
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("encode the prompts: %w", err)
	}
	return b.Bytes(), nil
}

// some makes an empty list of none, which JSON would call null.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func values(ins []input) []exportedValue {
	out := []exportedValue{}
	for _, in := range ins {
		out = append(out, exportedValue{in.Name, in.Example})
	}
	return out
}

// singles puts each prompt into a text file of its own.
func (m maker) singles(ctx context.Context, put deliver.Put) error {
	for i, p := range m.c.Prompts {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := fmt.Sprintf("%s/main/06-single-prompts/%03d-%s.txt", m.c.Edition, i+1, m.slug(p.Title))
		f := product.File{Path: path, Type: "text/plain; charset=utf-8", Tier: m.c.Edition}
		if err := put(f, []byte(m.c.single(p))); err != nil {
			return err
		}
	}
	return nil
}

// single is a prompt as plain text. Lines end as on Windows, where old editors
// would show one long line otherwise; all others take both.
func (c *contents) single(p *prompt) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n%s\n", p.label(), c.lang.Say("What it does: %s", p.Job), c.lang.Say("When to reach for it: %s", p.When))
	if len(p.Inputs) > 0 {
		fmt.Fprintf(&b, "\n%s\n", c.lang.Say("Fill in (the values are invented):"))
		for _, in := range p.Inputs {
			fmt.Fprintf(&b, "  %s\n", c.lang.Say("[%s] for example: %s", in.Name, in.Example))
		}
	}
	from, to := c.lang.Say("----- copy from below this line -----"), c.lang.Say("----- copy to above this line -----")
	fmt.Fprintf(&b, "\n%s\n\n%s\n\n%s\n", from, p.Text, to)
	lists := []struct {
		title string
		lines []string
	}{{c.lang.Say("Ask next:"), p.Next}, {c.lang.Say("Check the answer:"), p.Check}}
	for _, l := range lists {
		if len(l.lines) > 0 {
			fmt.Fprintf(&b, "\n%s\n", l.title)
			for _, line := range l.lines {
				fmt.Fprintf(&b, "  - %s\n", line)
			}
		}
	}
	if p.Failure != "" {
		fmt.Fprintf(&b, "\n%s\n", c.lang.Say("If it goes wrong: %s", p.Failure))
	}
	return strings.ReplaceAll(b.String(), "\n", "\r\n")
}

// slug makes part of a file name: ASCII in lower case, at most 48 letters.
func (m maker) slug(title string) string {
	var b strings.Builder
	if !m.in.Lang.English() { // where letters with accents are in most words
		title = norm.NFD.String(strings.ReplaceAll(title, "ß", "ss"))
		title = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, title)
	}
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > 48 {
		s = s[:48]
		if i := strings.LastIndexByte(s, '-'); i > 20 {
			s = s[:i]
		}
	}
	if s == "" {
		return "prompt"
	}
	return strings.Trim(s, "-")
}
