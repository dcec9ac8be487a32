package library

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// sizes are the sizes of body text that a prompt is tried in, so that it stands
// on one page where that can be read well.
func sizes() []float64 { return []float64{10, 9.5, 9, 8.6} }

// chapter is a group of prompts: what it is for, a list, then a page for each.
func (t *typesetter) chapter(i int) {
	g := t.c.Groups[i]
	place := [2]int{i, len(t.c.Groups)}
	listed := []any{"chapter", place, g.Title, g.Note}
	for _, p := range g.Prompts {
		listed = append(listed, p.Number, p.Title, p.Job)
	}
	t.piece(func() { t.opener(i) }, listed...)
	for _, p := range g.Prompts {
		t.piece(func() { t.prompt(p) }, "prompt", place, g.Title, p)
	}
}

// opener is the first page of a chapter.
func (t *typesetter) opener(i int) {
	g := t.c.Groups[i]
	t.Fit([]float64{10, 9.2, 8.6}, func() {
		t.Opener(t.in.Lang.Say("Part %d of %d", i+1, len(t.c.Groups)), g.Title, g.Note, fmt.Sprintf("part-%d", i+1))
		t.thumb(i)
		for _, p := range g.Prompts {
			t.listed(p)
		}
	})
}

// listed is a prompt in the list of its chapter.
func (t *typesetter) listed(p *prompt) {
	t.Whole(func() {
		page, box := t.Place()
		const in = 54.0
		size := t.Size() + 0.5
		t.code(page, p.Number, box.X, box.Y+1)
		title := t.Set.Text(p.Title, typeset.Style{Role: font.Bold, Size: size, Leading: size * 1.34}, box.W-in)
		page.Group(draw.P, func(c *draw.Canvas) { title.Draw(c, box.X+in, box.Y+1) })
		job := t.Set.Text(short(p.Job, lineMost), typeset.Style{Size: size - 1.3, Leading: size * 1.22, Fill: draw.Muted}, box.W-in)
		page.Group(draw.P, func(c *draw.Canvas) { job.Draw(c, box.X+in, box.Y+2+title.Height()) })
		h := title.Height() + job.Height() + 3
		t.Link(draw.Rect{X: box.X, Y: box.Y, W: box.W, H: h}, p.anchor(), p.label())
		t.Move(h + (size-8)*3)
	})
}

func (p *prompt) anchor() string { return strings.ToLower(p.Number) }
func (p *prompt) label() string  { return p.Number + " " + p.Title }

// code draws the number of something in a small filled box.
func (t *typesetter) code(page *draw.Page, number string, x, y float64) {
	page.Rounded(draw.Rect{X: x, Y: y, W: 42, H: 16}, min(t.in.Look.Radius, 4), draw.Accent, draw.None, 0)
	page.Group(draw.P, func(c *draw.Canvas) {
		t.Set.Line(c, number, typeset.Style{Role: font.Bold, Size: 9.2, Fill: draw.OnAccent, Align: typeset.Centre}, x, y+11.2, 42)
	})
}

// thumb marks the chapter at the outer edge of the page, lower from chapter to
// chapter, so that it can be found by leafing.
func (t *typesetter) thumb(i int) {
	page, _ := t.Place()
	const top, h = 210.0, 26.0
	step := min(h+8, (t.shape.H-top-80)/float64(max(1, len(t.c.Groups))))
	page.Rounded(draw.Rect{X: t.shape.W - 11, Y: top + float64(i)*step, W: 16, H: min(h, step-2)}, min(t.in.Look.Radius, 5), draw.Accent, draw.None, 0)
}

// prompt is the page of a prompt.
func (t *typesetter) prompt(p *prompt) {
	fits := t.Fit(sizes(), func() {
		t.heading(p)
		t.Columns(22, []float64{1, 1}, func() {
			t.Caption(t.in.Lang.Say("What it does"), 24)
			t.Plain(p.Job)
		}, func() {
			t.Caption(t.in.Lang.Say("When to reach for it"), 24)
			t.Plain(p.When)
		})
		t.blanks(p)
		t.Panel(t.in.Lang.Say("Copy this prompt"), panel(p.Text))
		t.Columns(22, []float64{1, 1}, func() {
			t.Caption(t.in.Lang.Say("Ask next"), 24)
			t.Items(book.Bullets, p.Next)
		}, func() {
			t.Caption(t.in.Lang.Say("Check the answer"), 24)
			t.Items(book.Boxes, p.Check)
		})
		if p.Failure != "" {
			t.Callout(t.in.Lang.Say("If it goes wrong"), p.Failure)
		}
	})
	if fits {
		t.notes(t.in.Lang.Say("Notes: values to keep, and what made the answer better"))
	}
}

// heading draws number, group, needs and title of a prompt.
func (t *typesetter) heading(p *prompt) {
	page, box := t.Place()
	t.thumb(p.Group)
	t.Anchor(2, p.Number, p.Title, p.anchor(), 0)
	t.code(page, p.Number, box.X, box.Y)
	tags := append([]string{t.c.Groups[p.Group].Title}, p.Needs...)
	page.Group(draw.P, func(c *draw.Canvas) {
		t.Set.Line(c, strings.Join(tags, "  ·  "), typeset.Style{Size: 8.6, Fill: draw.Muted}, box.X+52, box.Y+11, box.W-52)
	})
	title := t.Set.Text(p.Title, typeset.Style{Role: font.Display, Size: 18, Leading: 22}, box.W)
	page.Group(draw.H2, func(c *draw.Canvas) { title.Draw(c, box.X, box.Y+23) })
	t.Move(23 + title.Height() + 9)
}

// blanks is the table of what has to be filled in.
func (t *typesetter) blanks(p *prompt) {
	var rows [][]string
	for _, in := range p.Inputs {
		t.Term(short(in.Name, nameMost))
		rows = append(rows, []string{in.Name, in.Example})
	}
	if len(rows) > 0 {
		t.Named([]string{t.in.Lang.Say("Fill in"), t.in.Lang.Say("For example")}, []float64{2, 5}, rows)
	}
}

// notes puts lines to write on below a prompt.
func (t *typesetter) notes(caption string) { t.lined(caption, 12) }

// lined fills what is left of a page with lines to write on, at most so many.
func (t *typesetter) lined(caption string, most int) {
	const step, caption0 = 21.0, 15.0
	lines := int((t.Left() - caption0 - 6) / step)
	if lines < 2 {
		return
	}
	t.Move(2)
	t.Rules(caption, float64(min(lines, most))*step)
}

// panel takes a prompt apart into lines: labels and blanks in bold, rules hung
// from their dashes.
func panel(text string) []book.Line {
	var lines []book.Line
	for l := range strings.SplitSeq(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		var out book.Line
		if rest, ok := strings.CutPrefix(l, "- "); ok {
			out.Mark, l = "-", rest
		}
		if at := labelled(l); at > 0 && out.Mark == "" {
			out.Spans = append(out.Spans, typeset.Span{Text: l[:at], Role: font.Bold})
			l = l[at:]
		}
		out.Spans = append(out.Spans, bracketed(l)...)
		lines = append(lines, out)
	}
	return lines
}

// labelled is where the label that a line begins with ends, 0 if there is none:
// a few words and a colon, as wide as Japanese writes it or not.
func labelled(line string) int {
	at := strings.IndexAny(line, ":：")
	if at < 0 {
		return 0
	}
	label := line[:at]
	if utf8.RuneCountInString(label) > 24 || strings.Count(label, " ") > 3 || strings.ContainsAny(label, "[]") {
		return 0
	}
	_, colon := utf8.DecodeRuneInString(line[at:])
	return at + colon
}

// bracketed sets what stands in brackets and capitals in bold.
func bracketed(s string) []typeset.Span {
	var spans []typeset.Span
	plain := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '[' {
			continue
		}
		end := strings.IndexByte(s[i:], ']')
		if end < 0 {
			break
		}
		if name := s[i : i+end+1]; end > 1 && utf8.RuneCountInString(name) <= 60 && name == strings.ToUpper(name) {
			if i > plain {
				spans = append(spans, typeset.Span{Text: s[plain:i]})
			}
			spans = append(spans, typeset.Span{Text: name, Role: font.Bold})
			plain, i = i+end+1, i+end
		}
	}
	if plain < len(s) {
		spans = append(spans, typeset.Span{Text: s[plain:]})
	}
	return spans
}
