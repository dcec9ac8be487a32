package book

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// term is a word for the index with the heading it stands under.
type term struct {
	text string
	at   entry
	page *draw.Page
}

// Term puts a word into the index, for the place of the last heading.
func (b *Book) Term(text string) {
	if n := len(b.heads); n > 0 && strings.TrimSpace(text) != "" {
		b.terms = append(b.terms, term{text, b.heads[n-1], b.page})
	}
}

const (
	indexCols = 2
	indexGap  = 24.0
	indexLine = 13.4
	indexMark = 28.0 // room of a number that leads to a place
)

// indexRow is a line of the index: a letter, or a word with some of its places,
// or more places of the word above.
type indexRow struct {
	letter, text string
	marks        []term
	from         float64 // where the marks begin
}

// Index sets the index: each word once, in alphabetical order, with the numbers
// of the headings it stands under, or else of the pages, as links. It does
// nothing when no word was named.
func (b *Book) Index(title, note, name string) {
	if len(b.terms) == 0 {
		return
	}
	b.Chapter(title, note, name)
	rows := b.indexRows((b.width() - indexGap*(indexCols-1)) / indexCols)
	deep, rest := b.lines(indexLine, 0), int(b.depth()/indexLine)
	less := 0 // lines by which every page is shorter, so that the last is not nearly empty
	for n := indexPages(rows, deep, rest); deep-less > 5 && indexPages(rows, deep-less-1, rest-less-1) == n; {
		less++
	}
	for deep -= less; len(rows) > 0; deep = rest - less {
		top := b.y
		for col := range indexCols {
			x := b.shape.Left + float64(col)*(b.width()+indexGap)/indexCols
			n := column(rows, b.columnDepth(rows, deep, col))
			for k, r := range rows[:n] {
				b.indexRow(r, x, top+float64(k)*indexLine)
			}
			rows = rows[n:]
		}
		if len(rows) > 0 {
			b.fresh()
		}
	}
	b.page = nil
}

// columnDepth is how many rows go into a column: as many as fit, or on the last
// page as many as make the columns even.
func (b *Book) columnDepth(rows []indexRow, deep, col int) int {
	left := indexCols - col
	return min(max(1, deep), (len(rows)+left-1)/left)
}

// column returns how many rows a column of a depth takes: a letter stands with
// its words, so it is never the last.
func column(rows []indexRow, deep int) int {
	n := min(deep, len(rows))
	if n > 1 && n < len(rows) && rows[n-1].letter != "" {
		n--
	}
	return n
}

// indexPages counts the pages that rows take when the first has columns of one
// depth and all others of another.
func indexPages(rows []indexRow, first, rest int) int {
	n := 0
	for deep := first; len(rows) > 0; deep = rest {
		for range indexCols {
			rows = rows[column(rows, max(1, deep)):]
		}
		n++
	}
	return n
}

// indexRows sorts the words and spreads their places over lines of a width.
func (b *Book) indexRows(wide float64) []indexRow {
	all := append([]term(nil), b.terms...)
	compare, same := b.order()
	slices.SortStableFunc(all, func(a, b term) int { return compare(a.text, b.text) })
	var rows []indexRow
	letter := ""
	for i := 0; i < len(all); {
		j := i
		var marks []term
		for ; j < len(all) && strings.EqualFold(all[j].text, all[i].text); j++ {
			if n := len(marks); n == 0 || marks[n-1].at.name != all[j].at.name {
				marks = append(marks, all[j])
			}
		}
		if l := initial(all[i].text); l != "" && !same(l, letter) {
			letter = l
			rows = append(rows, indexRow{letter: l})
		}
		from := min(b.Set.Width(all[i].text, indexStyle()), wide*0.72) + 8
		for n := 0; len(marks) > 0; n++ {
			row := indexRow{from: 12}
			if n == 0 {
				row.text, row.from = all[i].text, from
			}
			fit := min(len(marks), max(1, int((wide-row.from)/indexMark)))
			row.marks, marks = marks[:fit], marks[fit:]
			rows = append(rows, row)
		}
		i = j
	}
	return rows
}

func indexStyle() typeset.Style { return typeset.Style{Size: 8.6} }

// order is how words follow each other in the language of the book, and whether
// two letters are filed as the same one.
func (b *Book) order() (compare func(a, b string) int, same func(a, b string) bool) {
	if b.Lang.English() {
		return func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) },
			func(a, b string) bool { return a == b }
	}
	tag := language.Make(b.Doc.Lang)
	words, letters := collate.New(tag), collate.New(tag, collate.Loose)
	return words.CompareString, func(a, b string) bool { return letters.CompareString(a, b) == 0 }
}

// initial is the letter that a word is filed under, "" for kanji: those are too
// many to stand over words.
func initial(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.Is(unicode.Han, r):
		return ""
	case !unicode.IsLetter(r):
		return "#"
	}
	return string(unicode.ToUpper(r))
}

func (b *Book) indexRow(r indexRow, x, y float64) {
	base := y + 10
	if r.letter != "" {
		b.page.Group(draw.P, func(c *draw.Canvas) {
			b.Set.Line(c, r.letter, typeset.Style{Role: font.Bold, Size: 9.2, Fill: draw.Accent}, x, base, 30)
		})
		return
	}
	page, limit := b.page, r.from-7
	b.fills = append(b.fills, func(number map[*draw.Page]int) {
		page.Group(draw.P, func(c *draw.Canvas) {
			if r.text != "" {
				b.Set.Line(c, r.text, indexStyle(), x, base, limit)
			}
			for i, t := range r.marks {
				label, text := t.at.label(), t.at.code
				if text == "" {
					text = strconv.Itoa(number[t.page])
				}
				at := x + r.from + float64(i)*indexMark
				b.Set.Line(c, text, typeset.Style{Size: 8.6, Fill: draw.Accent}, at, base, indexMark-3)
				page.Links = append(page.Links, draw.Link{Box: draw.Rect{X: at - 2, Y: y + 0.5, W: indexMark - 2, H: 12.4}, To: t.at.name, Label: label})
			}
		})
	})
}
