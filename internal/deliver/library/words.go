package library

import (
	_ "embed"
	"strings"

	"github.com/gumgenie/gumgenie/internal/book"
)

// words is the prose of the guide and of the sheets in Markdown: a part under
// each heading of the first level.
//
//go:embed words.md
var words string

// recite sets a part of words.md, block by block as the language has it. Blanks
// such as {number} are filled from pairs of old and new text.
func (t *typesetter) recite(part string, fill ...string) {
	_, text, _ := strings.Cut("\n"+words, "\n# "+part+"\n")
	text, _, _ = strings.Cut(text, "\n# ")
	blanks := strings.NewReplacer(fill...)
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		block = blanks.Replace(strings.TrimSpace(t.in.Lang.Say(block)))
		switch mark, rest, _ := strings.Cut(block, " "); mark {
		case "##":
			t.Heading(3, rest, "", 60)
		case ">":
			title, note, ok := strings.Cut(rest, ": ")
			if !ok {
				title, note = "", rest
			}
			t.Callout(title, note)
		case "|":
			t.chart(strings.Split(block, "\n"))
		case "1.", "-":
			t.points(block)
		default:
			t.Text(block)
		}
	}
}

// points sets a list: with numbers, boxes or bullets as its first line has.
func (t *typesetter) points(block string) {
	mark, kind := "- ", book.Bullets
	switch {
	case strings.HasPrefix(block, "1. "):
		mark, kind = "1. ", book.Numbers
	case strings.HasPrefix(block, "- [ ] "):
		mark, kind = "- [ ] ", book.Boxes
	}
	t.Items(kind, strings.Split(strings.TrimPrefix(block, mark), "\n"+mark))
}

// chart sets a table: a line of heads, a rule with as many dashes as the column
// has shares of the width, and rows. With a colon before the first dash the
// first column is what the rows are about. Whatever else a translation holds
// stands as text.
func (t *typesetter) chart(lines []string) {
	if len(lines) < 3 || !strings.HasPrefix(lines[1], "|") {
		t.Text(strings.Join(lines, " "))
		return
	}
	var widths []float64
	cells := func(line string) []string { return strings.SplitN(strings.Trim(line, "| "), " | ", len(widths)) }
	for rule := range strings.SplitSeq(strings.Trim(lines[1], "|"), "|") {
		widths = append(widths, float64(strings.Count(rule, "-")))
	}
	var rows [][]string
	for _, line := range lines[2:] {
		rows = append(rows, cells(line))
	}
	if strings.HasPrefix(lines[1], "|:") {
		t.Named(cells(lines[0]), widths, rows)
	} else {
		t.Table(cells(lines[0]), widths, rows)
	}
}
