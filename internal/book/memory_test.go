package book_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/gumgenie/gumgenie/internal/book"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// part is a chapter of a book that is set in pieces: a piece for each chapter.
type part struct {
	title string
	words int
	rows  int
}

// inPieces sets a book and tells which of its chapters were really set.
func inPieces(lib *font.Library, m *book.Memory, title string, parts ...part) (doc *draw.Document, set []string) {
	b := book.New(&draw.Document{Title: title, Lang: "en"}, typeset.New(lib, "serif", "en"), book.A4(), book.Look{Family: "serif", Radius: 6})
	b.Memory = m
	b.Bare("cover", "Cover", func(p *draw.Page) { p.Box(draw.Rect{W: 90, H: 90}, draw.Accent, draw.None, 0) })
	for i, p := range parts {
		b.Piece(fmt.Sprint(i, p), func() {
			set = append(set, p.title)
			b.Chapter(p.title, "", fmt.Sprintf("c%d", i))
			b.Term("bees")
			b.Text(words(p.words))
			b.Heading(2, "Rows of "+p.title, fmt.Sprintf("r%d", i), 40)
			var rows [][]string
			for k := range p.rows {
				rows = append(rows, []string{fmt.Sprint(k), words(9)})
			}
			b.Table([]string{"No.", "What"}, []float64{1, 4}, rows)
			b.Term("hives")
			b.Spans([]typeset.Span{{Text: "Back to the first.", To: "c0"}})
		})
	}
	b.Index("Index", "", "index")
	return b.Finish(), set
}

func packed(t *testing.T, doc *draw.Document) []byte {
	t.Helper()
	f, err := pdf.Compile(doc)
	if err != nil {
		t.Fatalf("%s: %v", doc.Title, err)
	}
	return f.Bytes(draw.Palette{})
}

func TestABookPutTogetherIsAsOneThatWasSet(t *testing.T) {
	t.Parallel()
	var m book.Memory
	lib := font.NewLibrary()
	a, b, c := part{"One", 700, 4}, part{"Two", 1500, 70}, part{"Three", 300, 2}
	steps := []struct {
		name  string
		title string
		parts []part
		set   string // the chapters that had to be set
	}{
		{"new", "Bees", []part{a, b, c}, "[One Two Three]"},
		{"again", "Bees", []part{a, b, c}, "[]"},
		{"a chapter grows and moves all pages behind it", "Bees", []part{{"One", 1900, 4}, b, c}, "[One]"},
		{"another title, which stands at the head of every page", "Wasps", []part{a, b, c}, "[]"},
		{"a chapter less", "Bees", []part{a, b}, "[]"},
		{"another order", "Bees", []part{b, a, c}, "[Two One Three]"}, // the head of the chapter before is part of a piece
		{"one chapter, without contents", "Bees", []part{a}, "[]"},
	}
	var first *draw.Document
	var bytesOfFirst []byte
	for _, s := range steps {
		doc, set := inPieces(lib, &m, s.title, s.parts...)
		plain, _ := inPieces(lib, nil, s.title, s.parts...)
		got := packed(t, doc)
		if !bytes.Equal(got, packed(t, plain)) {
			t.Errorf("%s: the book is not the one that is set without a memory", s.name)
		}
		if fmt.Sprint(set) != s.set {
			t.Errorf("%s: %v were set, want %s", s.name, set, s.set)
		}
		if first == nil {
			first, bytesOfFirst = doc, got
		}
	}
	if _, set := inPieces(font.NewLibrary(), &m, "Bees", a); len(set) != 1 {
		t.Errorf("with other typefaces %v were set, want all", set)
	}
	if !bytes.Equal(packed(t, first), bytesOfFirst) {
		t.Error("the first book has changed while later ones were put together")
	}
}

// What is finished with the book, or leans on what stands before, is set anew.
func TestPiecesThatCannotStandAloneAreNotKept(t *testing.T) {
	t.Parallel()
	var m book.Memory
	tests := map[string]func(b *book.Book){
		"an index": func(b *book.Book) { b.Index("Index", "", "index") },
		"a word for the heading before": func(b *book.Book) {
			b.Break()
			b.Text("No heading here.")
			b.Term("wax")
		},
	}
	for name, paint := range tests {
		calls := 0
		for range 2 {
			b := begin("Bees")
			b.Memory = &m
			b.Chapter("One", "", "one")
			b.Term("comb")
			b.Piece(name, func() { calls++; paint(b) })
			b.Chapter("Two", "", "two")
			packed(t, b.Finish())
		}
		if calls != 2 {
			t.Errorf("%s: it was set %d times, want 2", name, calls)
		}
	}
}
