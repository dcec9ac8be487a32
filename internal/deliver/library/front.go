package library

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// cover draws the front page. Which picture it has follows from the title, so
// that all editions of a product share it.
func (t *typesetter) cover() {
	t.Bare("cover", t.in.Lang.Say("Cover"), func(p *draw.Page) {
		line := strings.Join(t.c.holds(), "  ·  ")
		art.DrawCover(&p.Canvas, t.Set, coverOf(t.c.Title), t.shape.W, t.shape.H, art.Words{Title: t.c.Title, Line: line, Foot: title(t.in.Profile.Name)})
	})
}

// coverOf chooses a cover by the title, of those that suit any field.
func coverOf(title string) string {
	var all []art.Entry
	for _, e := range art.Covers() {
		if art.Abstract(e.ID) {
			all = append(all, e)
		}
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(title))
	return all[int(h.Sum32())%len(all)].ID
}

// imprint is the page that says whose the book is and what one may do with it.
func (t *typesetter) imprint() {
	t.Bare("imprint", t.in.Lang.Say("About this library"), func(p *draw.Page) {
		p.Box(draw.Rect{W: p.W, H: p.H}, draw.Paper, draw.None, 0)
		x, w := t.shape.Left, t.shape.W-t.shape.Left-t.shape.Right
		y := t.shape.Top + 40
		title := t.Set.Text(t.c.Title, typeset.Style{Role: font.Display, Size: 26, Leading: 32}, w)
		p.Group(draw.H1, func(c *draw.Canvas) { title.Draw(c, x, y) })
		y += title.Height() + 8
		p.Group(draw.P, func(c *draw.Canvas) {
			t.Set.Line(c, t.c.edition(), typeset.Style{Size: 11.5, Fill: draw.Muted}, x, y+12, w)
		})
		y += 34
		p.Rule(x, y, x+56, y, draw.Accent, 1.6)
		facts := t.facts()
		name := typeset.Style{Role: font.Bold, Size: 9.2, Fill: draw.Accent}
		in := 98.0 // where the values begin
		for _, f := range facts {
			in = min(max(in, t.Set.Width(f.Name, name)), w/3)
		}
		in += 6
		heights := make([]*typeset.Para, len(facts))
		total := 0.0
		for i, f := range facts {
			heights[i] = t.Set.Text(f.Value, typeset.Style{Size: 9.2, Leading: 13.6}, w-in)
			total += heights[i].Height() + 9
		}
		at := max(y+24, t.shape.H-t.shape.Bottom-total)
		for i, f := range facts {
			p.Group(draw.P, func(c *draw.Canvas) {
				t.Set.Line(c, f.Name, name, x, at+10.2, in-6)
				heights[i].Draw(c, x+in, at)
			})
			at += heights[i].Height() + 9
		}
	})
}

// facts are the lines of the imprint.
func (t *typesetter) facts() []product.Fact {
	lang := t.in.Lang
	facts := []product.Fact{
		{Name: lang.Say("Works with"), Value: t.in.statement()},
		{Name: lang.Say("Licence"), Value: t.in.licence()},
		{Name: lang.Say("Your duty"), Value: lang.Say("An assistant can be wrong in good English. Check what it says before you use it; the guide shows how. Nothing here is medical, legal, tax or investment advice, and no result is promised.")},
		{Name: lang.Say("Version"), Value: lang.Say("%s. The mark follows from the contents: two files with the same mark hold the same prompts.", t.c.mark())},
		{Name: lang.Say("Made by"), Value: t.in.author()},
	}
	contact := lang.Say("A file that does not open or is faulty? Write through the shop where you got it.")
	if who := short(clean(t.in.Profile.Contact), titleMost); who != "" {
		contact = lang.Say("A file that does not open or is faulty? Write to %s.", who)
	}
	facts = append(facts, product.Fact{Name: lang.Say("Contact"), Value: contact})
	if site := short(clean(t.in.Profile.Site), titleMost); site != "" {
		facts = append(facts, product.Fact{Name: lang.Say("On the web"), Value: site})
	}
	return append(facts, product.Fact{Name: lang.Say("Trade marks"), Value: lang.Say("Names of products and firms belong to their owners; no affiliation with any of them.")})
}

// guide is five pages on how to work with the prompts.
func (t *typesetter) guide() {
	pages := []string{
		locale.Key("Fill the blanks"), locale.Key("Make the answer better"), locale.Key("Keep private data private"),
		locale.Key("Check what it says"), locale.Key("Notes for your kind of assistant"),
	}
	for i, page := range pages {
		number := t.c.Prompts[0].Number
		t.piece(func() {
			t.Fit(sizes(), func() {
				if i == 0 {
					t.Chapter(t.in.Lang.Say("How to Use This Library"), "", "guide")
				}
				t.Heading(2, t.in.Lang.Say(page), fmt.Sprintf("guide-%d", i+1), 80)
				t.recite(page, "{number}", number, "{statement}", t.in.statement())
			})
		}, "guide", i, number)
	}
}
