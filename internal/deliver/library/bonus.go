package library

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// sheets tells the checklists apart: the kit for the voice, the sheet to score
// answers with, and all others. The first two are known by their titles, or in
// another language by the ids that the writer gives them.
func (c *contents) sheets() (kit, score *sheet, lists []sheet) {
	for i := range c.Sheets {
		s := &c.Sheets[i]
		known := func(id string) bool { return s.id == id && !c.lang.English() }
		switch title := strings.ToLower(s.Title); {
		case kit == nil && (strings.Contains(title, "voice") || known("s01")):
			kit = s
		case score == nil && (strings.HasPrefix(title, "evaluation") || known("s02")):
			score = s
		default:
			list := *s
			list.Number = fmt.Sprintf("S%02d", len(lists)+1)
			lists = append(lists, list)
		}
	}
	return kit, score, lists
}

// booklet begins a document of few pages with a coloured head.
func booklet(in Input, c *contents, title, subject, note string) *typesetter {
	t := newTypesetter(in, c, title+" – "+c.Title, subject)
	t.Short()
	t.Opener(c.Title, title, short(flat(note), noteMost), "top")
	return t
}

// roleCards are two cards a page, to cut out or to keep open beside the chat.
func roleCards(in Input, c *contents) *draw.Document {
	n := len(c.Cards)
	t := booklet(in, c, in.Lang.Say("Role Cards"), in.Lang.Plural(n, "%d role card", "%d role cards", n), in.Lang.Say("A card tells the assistant whom it works for and how. Paste it first, wait for the answer, then paste the prompt."))
	t.recite("Role Cards")
	t.Heading(3, in.Lang.Say("The cards"), "", 60)
	for _, card := range c.Cards {
		t.listedCard(card)
	}
	lower := false
	for i := range c.Cards {
		card := &c.Cards[i]
		if long := deliver.Width(card.text("role")+card.text("people")+card.text("ask")) > cardMost; long {
			t.Break()
			t.wholePage(card)
			t.Break()
			lower = false
			continue
		}
		if !lower {
			t.Break()
		}
		t.card(card, lower)
		lower = !lower
	}
	return t.finish()
}

func (t *typesetter) listedCard(card sheet) {
	t.Whole(func() {
		page, box := t.Place()
		page.Group(draw.P, func(c *draw.Canvas) {
			t.Set.Line(c, card.Number, typeset.Style{Role: font.Bold, Size: 8.6, Fill: draw.Accent}, box.X, box.Y+10, 34)
			t.Set.Line(c, card.Title, typeset.Style{Size: 9.2}, box.X+36, box.Y+10, box.W-36)
		})
		t.Link(draw.Rect{X: box.X, Y: box.Y, W: box.W, H: 14}, strings.ToLower(card.Number), card.Number+" "+card.Title)
		t.Move(16)
	})
}

// cardMost is how much text half a page holds, in columns.
const cardMost = 900

// wholePage sets a card that is too long for half a page.
func (t *typesetter) wholePage(s *sheet) {
	t.titled(s.Number, s.Title, "")
	t.Panel(t.in.Lang.Say("Copy this first"), s.copied())
	t.lined(t.in.Lang.Say("What I add for my own work"), 30)
}

// copied is the text of a card that goes to the assistant.
func (s *sheet) copied() []book.Line {
	var lines []book.Line
	for _, name := range []string{"role", "people", "ask"} {
		if v := s.text(name); v != "" {
			lines = append(lines, panel(v)...)
		}
	}
	return lines
}

// card draws a card in the upper or the lower half of the page.
func (t *typesetter) card(s *sheet, lower bool) {
	page, box := t.Place()
	top, h := t.shape.Top-6, (t.shape.H-t.shape.Top-t.shape.Bottom)/2-6
	if lower {
		top += h + 24
		page.Rule(24, top-12, t.shape.W-24, top-12, draw.Muted, 0.6, 3, 3) // to cut along
	}
	t.Move(top - box.Y)
	r := draw.Rect{X: box.X - 10, Y: top, W: box.W + 20, H: h}
	page.Rounded(r, t.in.Look.Radius, draw.None, draw.Line, 0.8)
	page.Box(draw.Rect{X: r.X, Y: r.Y + 14, W: 4, H: 40}, draw.Accent, draw.None, 0)
	t.Move(16)
	t.Inset(10, func() {
		t.titled(s.Number, s.Title, "")
		t.Panel(t.in.Lang.Say("Copy this first"), s.copied())
		if p := t.c.find(s.Uses); p != nil {
			t.Plain(t.in.Lang.Say("Goes well with %s.", p.label()))
		} else if use := s.text("use"); use != "" {
			t.Plain(short(use, lineMost))
		}
	})
	_, now := t.Place()
	if room := top + h - 16 - now.Y; room > 60 {
		t.Inset(10, func() { t.Rules(t.in.Lang.Say("What I add for my own work"), float64(int(room-18)/21)*21) })
	}
}

// voiceKit is a form to find out how one sounds, and the block to paste.
func voiceKit(in Input, c *contents) *draw.Document {
	kit, _, _ := c.sheets()
	t := booklet(in, c, kit.Title, in.Lang.Say("A form to fill in once, and the text to paste"), kit.text("purpose"))
	t.recite("Brand Voice")
	t.questions(kit.list("check"))
	t.Break()
	t.Chapter(in.Lang.Say("The Block to Paste"), in.Lang.Say("Put your answers in place of the blanks, once. Keep the text where you can reach it in two clicks."), "block")
	t.Panel(in.Lang.Say("My voice"), voiceBlock(in))
	t.recite("Trying the Block")
	t.Heading(3, in.Lang.Say("What I changed after trying"), "", 60)
	t.lined(in.Lang.Say("Date, and what it was"), 30)
	return t.finish()
}

// questions sets questions with lines to answer on, spread so that their pages
// are filled.
func (t *typesetter) questions(all []string) {
	const head, step, least = 42.0, 21.0, 4
	for len(all) > 0 {
		if t.Left() < head+least*step {
			t.Break()
			t.Place()
		}
		n := min(len(all), max(1, int(t.Left()/(head+least*step))))
		if pages := 2; len(all) > n && len(all) < 2*n+2 { // the rest gets a page as full as this one
			n = min(n, (len(all)+pages-1)/pages)
		}
		lines := max(least, int((t.Left()/float64(n)-head)/step))
		for _, q := range all[:n] {
			t.Whole(func() {
				t.Heading(3, short(flat(q), lineMost), "", 60)
				t.Rules("", float64(min(lines, 9))*step)
			})
		}
		all = all[n:]
		t.Break()
		if len(all) > 0 {
			t.Place()
		}
	}
}

// voiceBlock is what the answers of the form are put into.
func voiceBlock(in Input) []book.Line {
	return panel(in.Lang.Say(`Write in my voice. Keep to all of this:
- I sound: [THREE WORDS FOR HOW I SOUND]. I never sound: [THREE WORDS FOR HOW I NEVER SOUND].
- I write to: [MY READER IN ONE LINE].
- Words we use: [WORDS OF MY FIELD]. Words I avoid, and what I say instead: [WORD AND ITS REPLACEMENT].
- I greet with [MY GREETING] and sign with [MY CLOSING].
- I promise [WHAT I PROMISE]. I never promise [WHAT I NEVER PROMISE].
This paragraph of mine sounds right: [A PARAGRAPH OF MINE].
Before you answer: compare your draft with that paragraph, sentence length by sentence length, and correct what does not match.`))
}

// evaluation is a sheet to score answers with, and a record of the scores.
func evaluation(in Input, c *contents) *draw.Document {
	_, s, _ := c.sheets()
	t := booklet(in, c, s.Title, in.Lang.Say("A sheet to score answers with, and a record"), s.text("purpose"))
	marks := s.list("check")
	t.recite("Evaluation", "{marks}", fmt.Sprint(len(marks)))
	t.Break()
	t.Chapter(in.Lang.Say("Score Sheet"), "", "score")
	t.Plain(in.Lang.Say("Task and number of the prompt:"))
	t.Rules("", 21)
	t.grid(marks, []string{in.Lang.Say("1st"), in.Lang.Say("2nd"), in.Lang.Say("3rd"), in.Lang.Say("4th")}, true)
	t.lined(in.Lang.Say("What I asked for in between"), 30)
	t.Break()
	t.Chapter(in.Lang.Say("Record of Answers"), in.Lang.Say("One line for each prompt you use often. After ten lines you know which ones deserve your time."), "record")
	t.grid(make([]string, 22), []string{in.Lang.Say("Date"), in.Lang.Say("Prompt"), in.Lang.Say("Points"), in.Lang.Say("What made it better")}, false)
	return t.finish()
}

// grid draws lines of text with cells to fill in. With a total the last line
// adds up; without texts the cells take the whole width.
func (t *typesetter) grid(lines, heads []string, total bool) {
	const most = 14 // lines of a page, at their longest
	for total && len(lines) > most {
		t.grid(lines[:most], heads, true)
		t.Break()
		lines = lines[most:]
	}
	page, box := t.Place()
	const wide = 42.0
	first := box.W - wide*float64(len(heads))
	widths := make([]float64, len(heads))
	for i := range widths {
		widths[i] = wide
	}
	if !total {
		first = 0
		widths = []float64{70, 70, 60, box.W - 200}
	}
	y := box.Y + 4
	head := typeset.Style{Role: font.Bold, Size: 8.6, Align: typeset.Centre}
	page.Rounded(draw.Rect{X: box.X, Y: y, W: box.W, H: 20}, min(t.in.Look.Radius, 4), draw.Soft, draw.None, 0)
	x := box.X + first
	for i, h := range heads {
		page.Group(draw.P, func(c *draw.Canvas) { t.Set.Line(c, h, head, x+2, y+13.4, widths[i]-4) })
		x += widths[i]
	}
	top := y + 20
	y = top
	if total {
		lines = append(append([]string{}, lines...), t.in.Lang.Say("Total"))
	}
	for i, l := range lines {
		st := typeset.Style{Size: 9.2, Leading: 13.2}
		if total && i == len(lines)-1 {
			st.Role = font.Bold
		}
		p := t.Set.Text(short(l, lineMost), st, max(40, first-16))
		h := max(p.Height()+12, 25)
		if y+h > t.shape.H-t.shape.Bottom {
			break
		}
		page.Group(draw.P, func(c *draw.Canvas) { p.Draw(c, box.X+6, y+(h-p.Height())/2) })
		y += h
		page.Rule(box.X, y, box.X+box.W, y, draw.Line, 0.5)
	}
	x = box.X + first
	for _, w := range widths[1:] {
		x += w
		page.Rule(x-w, top, x-w, y, draw.Faint, 0.6)
	}
	page.Rule(x, top, x, y, draw.Faint, 0.6)
	t.Move(y - box.Y + 12)
}

// checklists are lists to tick five times, each on a page of its own.
func checklists(in Input, c *contents) *draw.Document {
	_, _, lists := c.sheets()
	n := len(lists)
	t := booklet(in, c, in.Lang.Say("Checklists"), in.Lang.Plural(n, "%d checklist", "%d checklists", n), in.Lang.Say("Each list has five columns: write a date at the head and tick downwards, so that one sheet lasts five rounds."))
	t.recite("Checklists")
	t.Heading(3, in.Lang.Say("The lists"), "", 60)
	for _, l := range lists {
		t.listedCard(l)
	}
	for i := range lists {
		l := &lists[i]
		t.Break()
		t.titled(l.Number, l.Title, "")
		if use := l.text("purpose"); use != "" {
			t.Plain(short(use, lineMost))
		}
		t.tickGrid(l.list("check"))
		t.lined(in.Lang.Say("What is missing in this list, and what I found"), 30)
	}
	return t.finish()
}

// tickGrid draws lines with five boxes each, under lines for dates.
func (t *typesetter) tickGrid(lines []string) {
	const cols, wide = 5, 38.0
	_, box := t.Place()
	first := box.W - cols*wide
	t.Move(6)
	page, now := t.Place()
	page.Group(draw.P, func(c *draw.Canvas) {
		t.Set.Line(c, t.in.Lang.Say("Date"), typeset.Style{Size: 8.6, Fill: draw.Muted, Align: typeset.End}, now.X, now.Y+12, first-10)
	})
	for i := range cols {
		x := now.X + first + wide*float64(i)
		page.Rule(x+4, now.Y+15, x+wide-4, now.Y+15, draw.Line, 0.6)
	}
	t.Move(24)
	for _, l := range lines {
		p := t.Set.Text(short(l, lineMost), typeset.Style{Size: 10, Leading: 14.4}, first-14)
		h := max(p.Height()+11, 27)
		t.Keep(h)
		page, now := t.Place()
		page.Group(draw.LI, func(c *draw.Canvas) { p.Draw(c, now.X, now.Y+(h-p.Height())/2) })
		for i := range cols {
			x := now.X + first + wide*float64(i) + wide/2
			page.Rounded(draw.Rect{X: x - 7, Y: now.Y + h/2 - 7, W: 14, H: 14}, min(t.in.Look.Radius, 3), draw.None, draw.Muted, 0.8)
		}
		page.Rule(now.X, now.Y+h, now.X+now.W, now.Y+h, draw.Faint, 0.6)
		t.Move(h)
	}
	t.Move(12)
}
