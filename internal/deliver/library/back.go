package library

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// workflows are chains of prompts, each whole on a page.
func (t *typesetter) workflows() {
	if len(t.c.Workflows) == 0 {
		return
	}
	t.Opener("", t.in.Lang.Say("Workflows"), t.in.Lang.Say("Prompts in a row: what one answers, the next takes in. Read each answer before you hand it on, and keep them all in one chat or in one document."), "workflows")
	for i := range t.c.Workflows {
		w := &t.c.Workflows[i]
		t.Whole(func() { t.workflow(w) })
	}
}

func (t *typesetter) workflow(w *workflow) {
	t.titled(w.Number, w.Title, "")
	if w.Purpose != "" {
		t.Plain(short(w.Purpose, 2*noteMost))
	}
	for i, s := range w.Steps {
		t.step(i, s, i == len(w.Steps)-1)
	}
	t.Move(14)
}

// titled draws the number and title of something in a line, as an entry of the
// contents, with a short line below.
func (t *typesetter) titled(number, title, below string) {
	page, box := t.Place()
	t.Anchor(2, number, title, strings.ToLower(number), 0)
	t.code(page, number, box.X, box.Y+2)
	p := t.Set.Text(title, typeset.Style{Role: font.Bold, Size: 13.5, Leading: 17}, box.W-52)
	page.Group(draw.H2, func(c *draw.Canvas) { p.Draw(c, box.X+52, box.Y+1.5) })
	t.Move(p.Height() + 5)
	if below != "" {
		t.Small(below)
	}
}

// step draws a step of a workflow beside a line that leads to the next.
func (t *typesetter) step(i int, s step, last bool) {
	const in = 30.0
	st := typeset.Style{Size: 9.2, Leading: 13.4}
	var spans []typeset.Span
	if s.Uses != "" {
		spans = append(spans, typeset.Span{Text: s.Uses + " ", Role: font.Bold, Fill: draw.Accent})
	}
	spans = append(spans, typeset.Span{Text: short(s.Text, 3*lineMost)})
	_, box := t.Place()
	do := t.Set.Para(spans, st, box.W-in)
	t.Keep(do.Height() + 60) // the lines below are short
	page, box := t.Place()
	y := box.Y + 3
	h := do.Height()
	page.Group(draw.P, func(c *draw.Canvas) { do.Draw(c, box.X+in, y) })
	if s.Uses != "" {
		t.Link(draw.Rect{X: box.X + in - 3, Y: y - 1, W: box.W - in + 3, H: h + 2}, strings.ToLower(s.Uses), t.labelOf(s))
	}
	small := typeset.Style{Size: 8.6, Leading: 12.6, Fill: draw.Muted}
	if p := t.c.find(s.Uses); p != nil && p.Job != "" {
		job := t.Set.Text(short(p.Job, lineMost), small, box.W-in)
		page.Group(draw.P, func(c *draw.Canvas) { job.Draw(c, box.X+in, y+h+1) })
		h += job.Height() + 1
	}
	if s.Pass != "" {
		pass := t.Set.Para(append([]typeset.Span{{Text: t.in.Lang.Say("Hand over:") + " ", Role: font.Bold}}, bracketed(short(s.Pass, lineMost))...), small, box.W-in)
		page.Group(draw.P, func(c *draw.Canvas) { pass.Draw(c, box.X+in, y+h+1) })
		h += pass.Height() + 1
	}
	if !last {
		page.Rule(box.X+10, y+17, box.X+10, y+h+13, draw.Line, 1.2)
	}
	page.Circle(box.X+10, y+7, 8.5, draw.Soft, draw.None, 0)
	page.Group(draw.Artifact, func(c *draw.Canvas) {
		t.Set.Line(c, fmt.Sprint(i+1), typeset.Style{Role: font.Bold, Size: 8.6, Align: typeset.Centre}, box.X, y+10.2, 20)
	})
	t.Move(3 + h + 8)
}

func (t *typesetter) labelOf(s step) string {
	if p := t.c.find(s.Uses); p != nil {
		return p.label()
	}
	return s.Uses
}

// examples show prompts with their blanks filled in, each on a page.
func (t *typesetter) examples() {
	if len(t.c.Examples) == 0 {
		return
	}
	rows := make([]listing, len(t.c.Examples))
	shows := []any{"examples"}
	for i, e := range t.c.Examples {
		rows[i] = listing{e.Number, e.Title}
		shows = append(shows, e.Number, e.Title)
	}
	t.piece(func() { t.exampleList(rows) }, shows...)
	for i := range t.c.Examples {
		e := &t.c.Examples[i]
		t.piece(func() { t.example(e) }, "example", e, t.c.find(e.Uses) != nil)
	}
}

// exampleList is the head of the examples.
func (t *typesetter) exampleList(rows []listing) {
	t.Opener("", t.in.Lang.Say("Worked Examples"), t.in.Lang.Say("Prompts with their blanks filled in, and what a good answer has. All values are invented: they show what kind of fact to give and how exact to be."), "examples")
	t.recite("Worked Examples")
	t.Heading(3, t.in.Lang.Say("The examples"), "", 60)
	for len(rows) > 0 {
		n := min(len(rows), 60)
		t.Whole(func() { t.twoColumns(rows[:n]) })
		rows = rows[n:]
	}
}

func (t *typesetter) example(e *example) {
	fits := t.Fit(sizes(), func() {
		t.titled(e.Number, e.Title, "")
		if p := t.c.find(e.Uses); p != nil {
			before, after, _ := strings.Cut(t.in.Lang.Say("Invented values, filled into %s.", p.Number), p.Number)
			t.Spans([]typeset.Span{{Text: before, Fill: draw.Muted}, {Text: p.Number, To: p.anchor(), Role: font.Bold, Fill: draw.Accent}, {Text: after, Fill: draw.Muted}})
		} else {
			t.Small(t.in.Lang.Say("Invented values."))
		}
		var rows [][]string
		for _, v := range e.Values {
			rows = append(rows, []string{v.Name, v.Example})
		}
		if len(rows) > 0 {
			t.Named([]string{t.in.Lang.Say("Blank"), t.in.Lang.Say("Invented value")}, []float64{2, 5}, rows)
		}
		t.Panel(t.in.Lang.Say("What is sent"), panel(e.Filled))
		t.Caption(t.in.Lang.Say("A good answer has"), 24)
		t.Items(book.Boxes, e.Good)
	})
	if fits {
		t.notes(t.in.Lang.Say("Your own values for this prompt"))
	}
}

// quickCards bring each group onto one card: the situation, and which prompt.
func (t *typesetter) quickCards() {
	t.Chapter(t.in.Lang.Say("Quick-Reference Cards"), t.in.Lang.Say("The situation you are in, and the prompt that is made for it."), "cards")
	for i := range t.c.Groups {
		g := t.c.Groups[i]
		for len(g.Prompts) > 0 { // a card has room for so many
			part := g
			part.Prompts = g.Prompts[:min(len(g.Prompts), 15)]
			t.Whole(func() { t.quickCard(&part) })
			g.Prompts = g.Prompts[len(part.Prompts):]
		}
	}
}

func (t *typesetter) quickCard(g *group) {
	page, box := t.Place()
	r := min(t.in.Look.Radius, 6)
	const head, pad, gap = 25.0, 12.0, 3.4
	at := len(page.Ops)
	y := box.Y + head + 6
	for i, p := range g.Prompts {
		if i > 0 {
			page.Rule(box.X+pad, y-gap, box.X+box.W-pad, y-gap, draw.Faint, 0.5)
		}
		when := t.Set.Text(short(p.When, lineMost/2), typeset.Style{Size: 9.2, Leading: 12.8}, box.W-2*pad-50)
		h := when.Height()
		page.Group(draw.P, func(c *draw.Canvas) {
			when.Draw(c, box.X+pad, y)
			t.Set.Line(c, p.Number, typeset.Style{Role: font.Bold, Size: 9.2, Fill: draw.Accent, Align: typeset.End}, box.X+box.W-pad-44, y+9.7, 44)
		})
		t.Link(draw.Rect{X: box.X + pad, Y: y - 1, W: box.W - 2*pad, H: h + 2}, p.anchor(), p.label())
		y += h + 2*gap
	}
	var frame draw.Canvas
	full := draw.Rect{X: box.X, Y: box.Y, W: box.W, H: y - box.Y}
	frame.Rounded(draw.Rect{X: box.X, Y: box.Y, W: box.W, H: head + r}, r, draw.Soft, draw.None, 0)
	frame.Box(draw.Rect{X: box.X, Y: box.Y + head, W: box.W, H: r + 0.5}, draw.Paper, draw.None, 0)
	frame.Rounded(full, r, draw.None, draw.Line, 0.8)
	frame.Group(draw.H3, func(c *draw.Canvas) {
		t.Set.Line(c, g.Title, typeset.Style{Role: font.Bold, Size: 10.5}, box.X+pad, box.Y+16.6, box.W-2*pad)
	})
	page.Ops = append(page.Ops[:at:at], append(frame.Ops, page.Ops[at:]...)...)
	t.Move(full.H + 14)
}

// needsIndex lists for each need the prompts that serve it.
func (t *typesetter) needsIndex() {
	if len(t.c.Needs) == 0 {
		return
	}
	t.Chapter(t.in.Lang.Say("Index of Needs"), t.in.Lang.Say("What you want to get done, and every prompt that helps with it."), "needs")
	serve := t.c.serving()
	_, box := t.Place()
	heights := make([]float64, len(serve))
	for i, s := range serve {
		heights[i] = needHead + float64((len(s.prompts)+1)/2)*listLine + needFoot
	}
	breaks := balance(heights, box.H, t.shape.H-t.shape.Top-t.shape.Bottom)
	for i, s := range serve {
		if breaks[i] {
			t.Break()
		}
		t.Whole(func() { t.need(s) })
	}
}

// balance says before which of some blocks a new page begins, so that they take
// as few pages as they can and the last is not much emptier than the others.
func balance(heights []float64, first, rest float64) []bool {
	pages := func(less float64) (int, []bool) {
		n, at, left := 1, make([]bool, len(heights)), first-less
		for i, h := range heights {
			if h > left && i > 0 {
				n, at[i], left = n+1, true, rest-less
			}
			left -= h
		}
		return n, at
	}
	n, at := pages(0)
	for less := 10.0; less < first/2; less += 10 {
		m, shorter := pages(less)
		if m > n {
			break
		}
		at = shorter
	}
	return at
}

const (
	listLine = 13.4 // of twoColumns
	needHead = 27.0
	needFoot = 5.0
)

// need sets a need and its prompts in two columns.
func (t *typesetter) need(s served) {
	t.Heading(3, t.c.sentence(s.need), "", 30)
	rows := make([]listing, len(s.prompts))
	for i, p := range s.prompts {
		rows[i] = listing{p.Number, p.Title}
	}
	t.twoColumns(rows)
}

// listing is a line of a list that leads somewhere.
type listing struct{ number, title string }

// twoColumns lists things by number and title, downwards in two columns.
func (t *typesetter) twoColumns(rows []listing) {
	page, box := t.Place()
	const gap, line = 20.0, listLine
	w, half := (box.W-gap)/2, (len(rows)+1)/2
	for i, r := range rows {
		x, y := box.X+float64(i/half)*(w+gap), box.Y+float64(i%half)*line
		page.Group(draw.P, func(c *draw.Canvas) {
			t.Set.Line(c, r.number, typeset.Style{Role: font.Bold, Size: 8.6, Fill: draw.Accent}, x, y+10, 28)
			t.Set.Line(c, r.title, typeset.Style{Size: 8.6}, x+30, y+10, w-30)
		})
		t.Link(draw.Rect{X: x - 2, Y: y + 0.4, W: w + 4, H: 12.6}, strings.ToLower(r.number), r.number+" "+r.title)
	}
	t.Move(float64(half)*line + 5)
}
