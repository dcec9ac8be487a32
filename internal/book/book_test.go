package book_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func begin(title string) *book.Book {
	doc := &draw.Document{Title: title, Author: "Ada Example", Lang: "en"}
	return book.New(doc, typeset.New(font.NewLibrary(), "serif", "en"), book.A4(), book.Look{Family: "serif", Radius: 6})
}

// piece is a line of text with its tag and place.
type piece struct {
	tag  draw.Tag
	key  int
	text string
	fill draw.Slot
	x, y float64
}

// pieces returns the text of a page, joined by baseline and group.
func pieces(p *draw.Page) []piece {
	var all []piece
	var walk func(ops []draw.Op, tag draw.Tag, key int)
	walk = func(ops []draw.Op, tag draw.Tag, key int) {
		fresh := true
		for _, op := range ops {
			switch op := op.(type) {
			case *draw.Group:
				k := key
				if op.Key != 0 {
					k = op.Key
				}
				walk(op.Ops, op.Tag, k)
				fresh = true
			case *draw.Run:
				text := op.Glyphs.Text()
				if n := len(all); !fresh && all[n-1].y == op.Y && all[n-1].fill == op.Fill {
					all[n-1].text += text
					continue
				}
				all = append(all, piece{tag, key, text, op.Fill, op.X, op.Y})
				fresh = false
			}
		}
	}
	walk(p.Ops, "", 0)
	return all
}

func words(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "word%d ", i)
	}
	return strings.TrimSpace(b.String())
}

func TestNoParagraphLeavesOrTakesASingleLine(t *testing.T) {
	t.Parallel()
	broken := 0
	for lead := range 40 {
		b := begin("Widows")
		b.Chapter("One", "", "one")
		b.Move(float64(400 + 7*lead))
		for k := range 14 {
			n := 20 + (13*k+lead)%70 // two to nine lines
			if lead%2 == 0 {
				n = 30 + k%6 // three lines, which cannot be divided at all
			}
			b.Text(words(n))
		}
		doc := b.Finish()
		lines := map[int][]int{} // of each paragraph that goes on, by page
		for _, p := range doc.Pages {
			here := map[int]int{}
			for _, x := range pieces(p) {
				if x.key != 0 {
					here[x.key]++
				}
			}
			for k, n := range here {
				lines[k] = append(lines[k], n)
			}
		}
		for k, ns := range lines {
			broken++
			for _, n := range ns {
				if n < 2 {
					t.Errorf("lead %d: paragraph %d has lines %v on its pages, want at least 2 each", lead, k, ns)
				}
			}
		}
	}
	if broken < 12 {
		t.Errorf("only %d paragraphs were broken over pages: too little was tested", broken)
	}
}

func TestHeadingsStandWithWhatFollows(t *testing.T) {
	t.Parallel()
	for drop := range 30 {
		b := begin("Headings")
		b.Chapter("One", "", "one")
		b.Move(float64(480 + 6*drop))
		b.Heading(2, "A heading", "h", 40)
		b.Text(words(90))
		doc := b.Finish()
		for _, p := range doc.Pages {
			all := pieces(p)
			for i, x := range all {
				if x.tag != draw.H2 {
					continue
				}
				if i+2 >= len(all) || all[i+1].tag != draw.P || all[i+1].y > p.H-62 {
					t.Errorf("drop %d: the heading at %.0f of %.0f has no text below it", drop, x.y, p.H)
				}
			}
		}
	}
}

func TestContentsNameThePagesWhereHeadingsStand(t *testing.T) {
	t.Parallel()
	b := begin("Contents")
	b.Bare("cover", "Cover", func(p *draw.Page) { p.Box(draw.Rect{W: p.W, H: p.H}, draw.Accent, draw.None, 0) })
	for c := range 9 {
		b.Chapter(fmt.Sprintf("Chapter %d", c), "", fmt.Sprintf("c%d", c))
		for h := range 14 {
			b.Heading(2, fmt.Sprintf("Part %d of chapter %d", h, c), fmt.Sprintf("c%d-%d", c, h), 40)
			b.Text(words(110))
		}
	}
	doc := b.Finish()
	at := map[string]int{}
	for i, p := range doc.Pages {
		for _, a := range p.Anchors {
			at[a.Name] = i + 1
		}
	}
	entries, pages := 0, 0
	for _, p := range doc.Pages {
		if !strings.HasPrefix(p.Name, "contents-") {
			continue
		}
		pages++
		here := 0
		number := map[float64]string{} // by baseline
		for _, x := range pieces(p) {
			number[math.Round(x.y)] += " " + x.text
		}
		for _, l := range p.Links {
			if l.Label == "Contents" || l.Label == "goes on" {
				continue
			}
			here++
			line := number[math.Round(l.Box.Y+11)]
			if want := l.Label + strconv.Itoa(at[l.To]); strings.ReplaceAll(line, " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("the line reads %q, want %q", line, want)
			}
		}
		if here < 20 {
			t.Errorf("%s has %d lines of 135: it is nearly empty", p.Name, here)
		}
		entries += here
	}
	if entries != 9+9*14 || pages < 2 {
		t.Errorf("the contents have %d entries on %d pages, want 135 on more than one", entries, pages)
	}
}

func TestTablesRepeatTheirHeadAndCutNoRow(t *testing.T) {
	t.Parallel()
	b := begin("Tables")
	b.Chapter("One", "", "one")
	var rows [][]string
	for i := range 60 {
		rows = append(rows, []string{fmt.Sprintf("row%d", i), words(5 + i%30), "end"})
	}
	b.Table([]string{"Day", "What", "Mark"}, []float64{1, 4, 1}, rows)
	doc := b.Finish()
	next, tables := 0, map[int]bool{}
	for i, p := range doc.Pages {
		if strings.HasPrefix(p.Name, "contents") {
			continue
		}
		heads := 0
		for _, x := range pieces(p) {
			if x.y > p.H-40 || x.y < 50 {
				continue
			}
			switch {
			case x.tag == draw.TH && x.text == "Day":
				heads++
				tables[x.key] = true
			case x.tag == draw.TD && strings.HasPrefix(x.text, "row"):
				if x.text != fmt.Sprintf("row%d", next) {
					t.Errorf("page %d: %s follows, want row%d", i+1, x.text, next)
				}
				next++
			}
			if x.y > p.H-60 {
				t.Errorf("page %d: %q stands below the foot at %.0f", i+1, x.text, x.y)
			}
		}
		if heads != 1 {
			t.Errorf("page %d has %d table heads, want 1", i+1, heads)
		}
	}
	if next != 60 || len(doc.Pages) < 2 || len(tables) != 1 {
		t.Errorf("%d rows on %d pages in %d tables, want 60 on several in 1", next, len(doc.Pages), len(tables))
	}
}

func TestIndexListsEachWordOnceWithItsPlaces(t *testing.T) {
	t.Parallel()
	b := begin("Index")
	for c := range 6 {
		name := fmt.Sprintf("c%d", c)
		b.Chapter("Chapter "+name, "", name)
		b.Term("zebra")
		b.Term("Apple")
		b.Term("apple") // the same word in the same place
		for k := range 40 {
			b.Term(fmt.Sprintf("%c-term %d", 'a'+(k*7+c)%26, k))
		}
		b.Text(words(30))
	}
	b.Index("Index", "", "index")
	doc := b.Finish()
	number := map[string]string{}
	for i, p := range doc.Pages {
		for _, a := range p.Anchors {
			number[a.Name] = strconv.Itoa(i + 1)
		}
	}
	count := map[string]int{}
	links, last := 0, ""
	var order []string
	for _, p := range doc.Pages {
		if p.Label != "Index" {
			continue
		}
		for _, x := range pieces(p) {
			if regexp.MustCompile(`term|zebra|[Aa]pple`).MatchString(x.text) {
				count[strings.ToLower(x.text)]++
				order = append(order, strings.ToLower(x.text))
			}
		}
		for _, l := range p.Links {
			if number[l.To] != "" && l.Label != "Contents" {
				links++
			}
		}
	}
	if count["zebra"] != 1 || count["apple"] != 1 {
		t.Errorf("zebra stands %d times and apple %d times, want once each", count["zebra"], count["apple"])
	}
	if want := 6*2 + 6*40; links != want {
		t.Errorf("the index has %d links, want %d", links, want)
	}
	for _, w := range order {
		if w < last {
			t.Errorf("%q stands after %q", w, last)
		}
		last = w
	}
}

func TestEveryLinkLandsAndCanBeHit(t *testing.T) {
	t.Parallel()
	b := begin("Links")
	b.Chapter("One", "", "one")
	for i := range 30 {
		b.Spans([]typeset.Span{{Text: words(20 + i)}, {Text: " "}, {Text: "2", To: "two"}, {Text: " and "}, {Text: "the site", URI: "https://example.com"}})
	}
	b.Chapter("Two", "", "two")
	b.Term("word")
	b.Chapter("Three", "", "three")
	b.Panel("Copy", []book.Line{{Spans: []typeset.Span{{Text: words(1500)}}}})
	b.Index("Index", "", "index")
	doc := b.Finish()
	names := map[string]bool{}
	for _, p := range doc.Pages {
		names[p.Name] = true
		for _, a := range p.Anchors {
			if names[a.Name] {
				t.Errorf("the name %q is given twice", a.Name)
			}
			names[a.Name] = true
		}
	}
	reached := map[string]bool{}
	for _, m := range doc.Outline {
		reached[m.To] = true
	}
	for _, p := range doc.Pages {
		for _, l := range p.Links {
			reached[l.To] = true
			if l.URI == "" && !names[l.To] {
				t.Errorf("%s: the link %q leads to %q, which is not there", p.Name, l.Label, l.To)
			}
			if max(l.Box.W, l.Box.H) < 24 || min(l.Box.W, l.Box.H) < 11.99 {
				t.Errorf("%s: the box of %q has %.1f × %.1f points", p.Name, l.Label, l.Box.W, l.Box.H)
			}
		}
	}
	for _, p := range doc.Pages {
		ok := reached[p.Name]
		for _, a := range p.Anchors {
			ok = ok || reached[a.Name]
		}
		if !ok {
			t.Errorf("nothing leads to %s (%s)", p.Name, p.Label)
		}
	}
}

func TestFitTakesTheFirstSizeInWhichThingsStandOnOnePage(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		words int
		fits  bool
		size  float64
		pages int
	}{
		"little": {200, true, 10, 1}, "more": {560, true, 9, 1}, "too much": {1500, false, 10, 4},
	}
	for name, tt := range tests {
		b := begin("Fit")
		size, calls := 0.0, 0
		got := b.Fit([]float64{10, 9}, func() {
			calls++
			size = b.Size()
			b.Chapter("Title", "", "title")
			b.Text(words(tt.words))
		})
		doc := b.Finish()
		if got != tt.fits || size != tt.size || len(doc.Pages) != tt.pages {
			t.Errorf("%s: fits %v at %v on %d pages after %d tries, want %v at %v on %d", name, got, size, len(doc.Pages), calls, tt.fits, tt.size, tt.pages)
		}
		if n := len(doc.Pages[0].Anchors); n != 1 {
			t.Errorf("%s: the first page has %d anchors, want 1: tries leave no traces", name, n)
		}
	}
}

func TestPanelsGoOnOverleafOnTheirGround(t *testing.T) {
	t.Parallel()
	b := begin("Panel")
	b.Chapter("One", "", "one")
	b.Move(500)
	b.Panel("Copy this", []book.Line{{Spans: []typeset.Span{{Text: words(900)}}}, {Mark: "-", Spans: []typeset.Span{{Text: "the last line"}}}})
	doc := b.Finish()
	var all strings.Builder
	for i, p := range doc.Pages {
		grounds := 0
		for _, op := range p.Ops {
			if path, ok := op.(*draw.Path); ok && path.Fill == draw.Soft {
				grounds++
			}
		}
		if grounds != 1 {
			t.Errorf("page %d has %d grounds, want 1", i+1, grounds)
		}
		for _, x := range pieces(p) {
			if x.tag == draw.P && x.y < p.H-60 {
				all.WriteString(x.text + " ")
			}
		}
	}
	if got := all.String(); !strings.Contains(got, words(900)) || !strings.Contains(got, "the last line") {
		t.Error("words of the panel are missing or out of order")
	}
	if n := strings.Count(all.String(), "Copy this"); n != 1 || len(doc.Pages) < 3 {
		t.Errorf("the label stands %d times on %d pages, want once on at least 3", n, len(doc.Pages))
	}
}

func TestARowTallerThanAPageStaysOnPages(t *testing.T) {
	t.Parallel()
	b := begin("Tall")
	b.Chapter("One", "", "one")
	b.Named([]string{"Fill in", "For example"}, []float64{1, 3}, [][]string{{"A", "short"}, {"B", words(1500)}, {"C", "after it"}})
	b.Callout("Note", words(1500))
	doc := b.Finish()
	found := 0
	for i, p := range doc.Pages {
		for _, x := range pieces(p) {
			if x.y > p.H-30 {
				t.Fatalf("page %d: %q stands at %.0f of %.0f", i+1, x.text, x.y, p.H)
			}
			found += strings.Count(x.text, "word1499") + strings.Count(x.text, "after it")
		}
	}
	if found != 3 {
		t.Errorf("%d of 3 ends were found", found)
	}
}
