package listing

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// closeUp shows one page at reading size, with a caption beside it. It runs off
// the lower edge where it is taller than the picture.
func (s *stage) closeUp(i int) error {
	s.ground(draw.Soft)
	if len(s.pages) == 0 {
		return nil
	}
	p := s.inside(i)
	x, width := 350.0, 900.0
	if p.H > p.W {
		x, width = 560, 640
	}
	s.sheet(p, x, 48, width)
	s.c.Box(draw.Rect{X: 48, Y: 64, W: 64, H: 6}, draw.Accent, draw.None, 0)
	h := s.title(p.Label, typeset.Style{Role: font.Display, Fill: draw.Ink}, 46, 26, draw.Rect{X: 48, Y: 92, W: x - 96, H: 360})
	s.title(s.saying(i), running(), 24, 17, draw.Rect{X: 48, Y: 92 + h + 22, W: x - 96, H: high - 92 - h - 60})
	return nil
}

// saying is a true sentence about a page that is shown.
func (s *stage) saying(i int) string {
	switch {
	case s.w.planner() && i == 0:
		return s.Lang.Say("One of the pages made for your needs. Each has a layout of its own.")
	case s.w.planner():
		return s.Lang.Say("Tabs and names are links: tap one and you are there.")
	case i == 0:
		return s.Lang.Say("Job, blanks with examples, the prompt, follow-ups and a check for the answer.")
	}
	return s.Lang.Say("A real page of the library, as it prints.")
}

// running is the style of running text on a picture.
func running() typeset.Style { return typeset.Style{Size: 1, Leading: 1.34} }

// overview shows up to six pages beside each other.
func (s *stage) overview() error {
	s.ground(draw.Accent)
	s.title(s.Lang.Say("A look inside"), typeset.Style{Role: font.Display, Fill: draw.OnAccent}, 44, 30, draw.Rect{X: 56, Y: 36, W: wide - 112, H: 60})
	pages := s.distinct()
	if len(pages) == 0 {
		return nil
	}
	cols, most, width := 3, 6, 352.0
	if pages[0].H > pages[0].W {
		cols, most, width = 3, 3, 376
	}
	pages = pages[:min(len(pages), most)]
	cols = min(cols, len(pages))
	gap := (wide - 2*56 - float64(cols)*width) / max(1, float64(cols-1))
	for i, p := range pages {
		row := float64(i / cols)
		s.sheet(p, 56+float64(i%cols)*(width+gap), 118+row*(p.H*width/p.W+28), width)
	}
	return nil
}

// distinct leaves out pages of a kind that is shown already, such as a second
// week. In English they are told by the first word of their labels; elsewhere,
// where "Week 9" may be "9. Woche", by their names, which are w9 and w10.
func (s *stage) distinct() []*draw.Page {
	var kept []*draw.Page
	seen := map[string]bool{}
	for _, p := range s.pages {
		kind, rest, _ := strings.Cut(p.Label, " ")
		if !s.Lang.English() {
			kind, rest = strings.TrimRight(p.Name, "0123456789"), p.Label
			if strings.HasPrefix(p.Name, "i-") {
				rest = "" // a page for a need is always of its own kind
			}
		}
		if hasDigit(rest) {
			if seen[kind] {
				continue
			}
			seen[kind] = true
		}
		kept = append(kept, p)
	}
	return kept
}

// inTheBox is a table: what each tier holds, counted.
func (s *stage) inTheBox() error {
	s.ground(draw.Paper)
	s.title(s.Lang.Say("What’s in the box"), typeset.Style{Role: font.Display, Fill: draw.Ink}, 48, 32, draw.Rect{X: 56, Y: 40, W: wide - 112, H: 60})
	rows := s.rows()
	if len(rows) == 0 {
		return nil
	}
	const top, left = 122.0, 56.0
	width := min((wide-2*left-420)/float64(len(s.w.tiers)), 300)
	names := wide - 2*left - width*float64(len(s.w.tiers))
	step := min(66, (high-top-60-30)/float64(len(rows)))
	last := left + names + width*float64(len(s.w.tiers)-1)
	s.c.Rounded(draw.Rect{X: last, Y: top, W: width, H: 60 + step*float64(len(rows)) + 10}, s.Look.Radius*2, draw.Soft, draw.None, 0)
	for k, t := range s.w.tiers {
		st := typeset.Style{Role: font.Bold, Size: 26, Align: typeset.Centre}
		s.set.Line(&s.c.Canvas, s.w.offerName(t.Tier), st, left+names+width*float64(k)+4, top+40, width-8)
	}
	for i, r := range rows {
		y := top + 60 + step*float64(i)
		s.c.Rule(left, y, wide-left, y, draw.Line, 1)
		s.set.Line(&s.c.Canvas, r.name, typeset.Style{Size: 25}, left+6, y+step/2+9, names-16)
		for k, t := range s.w.tiers {
			text := "–"
			if n := s.w.of(t.Tier, r.id); n > 0 {
				text = s.Lang.Number(n)
			}
			st := typeset.Style{Role: font.Bold, Size: 27, Align: typeset.Centre}
			s.set.Line(&s.c.Canvas, text, st, left+names+width*float64(k)+4, y+step/2+10, width-8)
		}
	}
	return nil
}

// row is a line of the table of counts.
type row struct {
	id   string // of the claim
	name string
}

// rows are the counts worth a line: those that some tier has.
func (s *stage) rows() []row {
	all := []row{
		{"prompts", s.Lang.Say("Prompts")}, {"groups", s.Lang.Say("Groups")}, {"workflows", s.Lang.Say("Workflows")}, {"examples", s.Lang.Say("Worked examples")},
		{"cards", s.Lang.Say("Role cards")}, {"checklists", s.Lang.Say("Check sheets")},
	}
	if s.w.planner() {
		all = []row{
			{"pages", s.Lang.Say("Linked pages")}, {"modules", s.Lang.Say("Pages for your needs")}, {"pdfs", s.Lang.Say("PDF files")}, {"themes", s.Lang.Say("Colour themes")},
			{"papers", s.Lang.Say("Note papers")}, {"covers", s.Lang.Say("Covers")}, {"sections", s.Lang.Say("Custom sections")}, {"stickers", s.Lang.Say("Stickers (PNG)")},
		}
	}
	var kept []row
	for _, r := range all {
		for _, t := range s.w.tiers {
			if s.w.of(t.Tier, r.id) > 0 {
				kept = append(kept, r)
				break
			}
		}
	}
	return kept
}

// howItWorks shows three steps.
func (s *stage) howItWorks() error {
	s.ground(draw.Soft)
	s.title(s.Lang.Say("How it works"), typeset.Style{Role: font.Display, Fill: draw.Ink}, 48, 32, draw.Rect{X: 56, Y: 40, W: wide - 112, H: 60})
	steps := [][2]string{
		{s.Lang.In("a step, told to do", "Choose"), s.Lang.Say("Open the library and pick a prompt for something you have to do today.")},
		{s.Lang.In("a step, told to do", "Fill in"), s.Lang.Say("Replace the blanks in [BRACKETS] by your own facts. Each has an example beside it.")},
		{s.Lang.In("a step, told to do", "Check"), s.Lang.Say("Paste it into your assistant, then hold the answer against the check under the prompt.")},
	}
	if s.w.planner() {
		steps = [][2]string{
			{s.Lang.In("a step, told to do", "Import"), s.Lang.Say("Unzip the download and import the PDF into an app that writes on PDFs.")},
			{s.Lang.In("a step, told to do", "Tap"), s.Lang.Say("Start at the Index. Tabs and names lead to months, weeks and the pages for your needs.")},
			{s.Lang.In("a step, told to do", "Write"), s.Lang.Say("Write with a pen. Copy a page in your app when you need it more than once.")},
		}
	}
	const gap = 32.0
	width := (wide - 2*56 - 2*gap) / 3
	for i, step := range steps {
		r := draw.Rect{X: 56 + float64(i)*(width+gap), Y: 122, W: width, H: 558}
		s.c.Rounded(r, s.Look.Radius*3, draw.Paper, draw.Line, 1.5)
		s.c.Circle(r.X+56, r.Y+60, 28, draw.Accent, draw.None, 0)
		s.set.Line(&s.c.Canvas, fmt.Sprint(i+1), typeset.Style{Role: font.Bold, Size: 29, Fill: draw.OnAccent, Align: typeset.Centre}, r.X+28, r.Y+70, 56)
		s.title(step[0], typeset.Style{Role: font.Display, Fill: draw.Ink}, 40, 28, draw.Rect{X: r.X + 100, Y: r.Y + 38, W: width - 120, H: 50})
		s.title(step[1], running(), 25, 18, draw.Rect{X: r.X + 28, Y: r.Y + 112, W: width - 56, H: 178})
		if len(s.pages) > 0 {
			p := []*draw.Page{s.pages[0], s.pages[min(1, len(s.pages)-1)], s.inside(0)}[i]
			w := min(width-64, 230*p.W/p.H)
			s.sheet(p, r.X+(width-w)/2, r.Y+r.H-28-w*p.H/p.W, w)
		}
	}
	return nil
}

// compatibility says what it works with and what not to expect, in two columns.
func (s *stage) compatibility() error {
	s.ground(draw.Paper)
	s.c.Box(draw.Rect{X: wide / 2, W: wide / 2, H: high}, draw.Wash, draw.None, 0)
	yes := []string{s.Lang.Say("Any chat assistant that accepts text"), s.Lang.Say("Any device that opens a PDF or a text file"), deliver.Licence(s.Lang, s.Profile).Short}
	no := []string{s.Lang.Say("No assistant and no account is included"), s.Lang.Say("Results vary by model; check them"), s.Lang.Say("Not affiliated with OpenAI, Anthropic or Google")}
	if s.w.planner() {
		yes = []string{s.Lang.Say("Goodnotes, Notability, Noteshelf, Xodo and other apps that write on PDFs"), s.Lang.Say("In Goodnotes and Notability links are followed in reading (read-only) mode"), deliver.Licence(s.Lang, s.Profile).Short}
		no = []string{s.Lang.Say("Not for OneNote; on Goodnotes for Android or Windows links may not work"), s.Lang.Say("No calendar sync, no reminders"), s.Lang.Say("No tablet and no app is included; phone screens are small")}
		if s.w.top() == product.Ultimate {
			yes = append(yes, s.Lang.Say("A4 and Letter editions to print, in Ultimate"))
		}
	}
	yes = append(yes, s.Lang.Say("A faulty file is mended or refunded"))
	s.column(s.Lang.Say("Works with"), yes, 56, true)
	s.column(s.Lang.Say("Good to know"), no, wide/2+48, false)
	return nil
}

func (s *stage) column(head string, lines []string, x float64, good bool) {
	width := wide/2 - 104
	s.title(head, typeset.Style{Role: font.Display, Fill: draw.Ink}, 44, 30, draw.Rect{X: x, Y: 48, W: width, H: 60})
	y := 140.0
	for _, l := range lines {
		if good {
			p := &draw.Path{Stroke: draw.Accent, Width: 5, Round: true}
			p.Move(x+2, y+18)
			p.LineTo(x+11, y+27)
			p.LineTo(x+28, y+7)
			s.c.Add(p)
		} else {
			s.c.Rule(x+4, y+17, x+26, y+17, draw.Second, 5)
		}
		p := s.set.Text(l, typeset.Style{Size: 28, Leading: 37}, width-52)
		p.Draw(&s.c.Canvas, x+52, y)
		y += p.Height() + 26
	}
}
