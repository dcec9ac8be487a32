package book_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// sides sets one page in a language and returns it with its left margin.
func sides(lang string, paint func(b *book.Book)) *draw.Page {
	b := book.New(&draw.Document{Title: "X", Lang: lang}, typeset.New(font.NewLibrary(), "sans", lang), book.A4(), book.Look{Radius: 6})
	b.Short()
	paint(b)
	return b.Finish().Pages[0]
}

// extent is how far operations of a page reach to the left and right, but for
// its ground, head and foot.
func extent(p *draw.Page) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	var walk func(ops []draw.Op)
	walk = func(ops []draw.Op) {
		for _, op := range ops {
			switch op := op.(type) {
			case *draw.Group:
				if op.Tag != draw.Artifact {
					walk(op.Ops)
				}
			case *draw.Run:
				left, right = min(left, op.X), max(right, op.X+op.Width())
			case *draw.Path:
				if op.Fill == draw.Paper {
					continue
				}
				for _, pt := range op.Points {
					left, right = min(left, pt.X), max(right, pt.X)
				}
			}
		}
	}
	walk(p.Ops)
	return left, right
}

// TestRightToLeftBooksBeginAtTheRight sets short things: all of them stand at
// the side where reading begins.
func TestRightToLeftBooksBeginAtTheRight(t *testing.T) {
	t.Parallel()
	things := map[string]func(b *book.Book){
		"text":    func(b *book.Book) { b.Text("سلام") },
		"latin":   func(b *book.Book) { b.Text("Hello.") },
		"bullets": func(b *book.Book) { b.Items(book.Bullets, []string{"سلام"}) },
		"boxes":   func(b *book.Book) { b.Items(book.Boxes, []string{"سلام"}) },
		"heading": func(b *book.Book) { b.Heading(2, "سلام", "x", 0) },
		"caption": func(b *book.Book) { b.Caption("سلام", 0) },
		"link":    func(b *book.Book) { b.Spans([]typeset.Span{{Text: "سلام", URI: "https://example.com"}}) },
		"place": func(b *book.Book) {
			p, r := b.Place()
			p.Box(draw.Rect{X: r.X, Y: r.Y, W: 20, H: 20}, draw.Accent, draw.None, 0)
		},
	}
	shape := book.A4()
	for name, paint := range things {
		for _, lang := range []string{"ar", "he", "en"} {
			p := sides(lang, paint)
			left, right := extent(p)
			from := left - shape.Left // how far the thing stands off the edge where it begins
			if draw.RTL(lang) {
				from = shape.W - shape.Left - right
			}
			if lang == "en" && name != "latin" && name != "place" {
				continue // an Arabic line of an English book stands at the right as well
			}
			if from < -0.5 || from > 4 || right-left > 100 {
				t.Errorf("%s in %s lies from %.1f to %.1f", name, lang, left, right)
			}
			for _, l := range p.Links {
				if l.Box.X > left+1 || l.Box.X+l.Box.W < right-1 {
					t.Errorf("%s in %s: the link lies at %v, its text from %.1f to %.1f", name, lang, l.Box, left, right)
				}
			}
		}
	}
}

func TestColumnsOfRightToLeftTablesBeginAtTheRight(t *testing.T) {
	t.Parallel()
	p := sides("ar", func(b *book.Book) {
		b.Table([]string{"أ", "ب", "ج"}, []float64{1, 1, 1}, [][]string{{"د", "ه", "و"}})
	})
	var x []float64
	for _, piece := range pieces(p) {
		if piece.tag == draw.TH {
			x = append(x, piece.x)
		}
	}
	if len(x) != 3 || !(x[0] > x[1]+100 && x[1] > x[2]+100) {
		t.Errorf("the heads stand at %.0f, want each left of the one before", x)
	}
}

func TestRightToLeftBooksAreTheSameOutOfMemory(t *testing.T) {
	t.Parallel()
	lib, m := font.NewLibrary(), new(book.Memory)
	make := func(m *book.Memory) []byte {
		b := book.New(&draw.Document{Title: "كتاب", Lang: "ar"}, typeset.New(lib, "sans", "ar"), book.A4(), book.Look{Radius: 6})
		b.Memory = m
		for _, name := range []string{"one", "two"} {
			b.Piece(name, func() {
				b.Chapter("سلام "+name, "", name)
				b.Items(book.Numbers, []string{"أ", "ب"})
				b.Spans([]typeset.Span{{Text: "انظر ", To: "one"}})
			})
		}
		f, err := pdf.Compile(b.Finish())
		if err != nil {
			t.Fatal(err)
		}
		return f.Bytes(draw.Palette{})
	}
	fresh := make(nil)
	for range 3 { // Finish turns its pages, not those that are kept
		if !bytes.Equal(make(m), fresh) {
			t.Fatal("a book out of memory differs")
		}
	}
}

func TestTheBookSpeaksItsLanguage(t *testing.T) {
	t.Parallel()
	b := begin("Buch")
	b.Lang = locale.NewLanguages().Printer("de").With(locale.Messages{"Contents": {Other: "Inhalt"}, "goes on": {Other: "weiter"}, "goes on ›": {Other: "weiter ›"}})
	for _, name := range []string{"eins", "zwei", "drei"} {
		b.Chapter(name, "", name)
		b.Text(strings.Repeat("Wort ", 1200))
	}
	doc := b.Finish()
	said := map[string]int{}
	for _, p := range doc.Pages {
		for _, piece := range pieces(p) {
			said[piece.text]++
		}
		for _, l := range p.Links {
			said[l.Label]++
		}
	}
	if said["Contents"]+said["goes on"]+said["goes on ›"] > 0 || said["Inhalt"] < 2*len(doc.Pages)-2 || said["weiter"] == 0 || said["weiter ›"] == 0 || doc.Outline[0].Title != "Inhalt" {
		t.Errorf("the book says %v", said)
	}
}

// TestTheIndexIsInTheOrderOfTheLanguage reads the words and letters of an index.
func TestTheIndexIsInTheOrderOfTheLanguage(t *testing.T) {
	t.Parallel()
	tests := []struct{ lang, words, want string }{
		{"en", "beta Alpha ärger zeta", "A Alpha B beta Z zeta Ä ärger"},
		{"de", "Zebra Ärger Apfel Affe Österreich", "A Affe Apfel Ärger Ö Österreich Z Zebra"},
		{"sv", "Zebra Ärger Apfel Ålgå", "A Apfel Z Zebra Å Ålgå Ä Ärger"},
		{"ja", "計画 睡眠 PDF", "P PDF 計画 睡眠"},
	}
	for _, tt := range tests {
		b := book.New(&draw.Document{Title: "X", Lang: tt.lang}, typeset.New(font.NewLibrary(), "sans", tt.lang), book.A4(), book.Look{})
		b.Lang = locale.NewLanguages().Printer(tt.lang)
		b.Chapter("One", "", "one")
		for w := range strings.FieldsSeq(tt.words) {
			b.Term(w)
		}
		b.Index("Index", "", "index")
		doc := b.Finish()
		var got []string
		for _, piece := range pieces(doc.Pages[len(doc.Pages)-1]) {
			if piece.tag == draw.P && piece.y > 100 && piece.y < 700 && !strings.Contains("0123456789", piece.text) {
				got = append(got, piece.text)
			}
		}
		letters := map[bool][]string{}
		for _, g := range got { // letters are drawn at once, words when the pages have their numbers
			letters[len([]rune(g)) == 1] = append(letters[len([]rune(g)) == 1], g)
		}
		want := map[bool][]string{}
		for w := range strings.FieldsSeq(tt.want) {
			want[len([]rune(w)) == 1] = append(want[len([]rune(w)) == 1], w)
		}
		if !slices.Equal(letters[true], want[true]) || !slices.Equal(letters[false], want[false]) {
			t.Errorf("%s: the index says %q, want %q", tt.lang, got, tt.want)
		}
	}
}
