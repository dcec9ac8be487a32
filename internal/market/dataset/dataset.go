// Package dataset reads a table of listings that a creator has collected: CSV
// or JSON with title, price and currency, and where it has them address, rating,
// sales and tags.
//
// It forgives how the table was written (separator, decimal sign, names of
// columns, encoding) and is strict about what it says: a line that cannot be
// read is left out and reported with its number, and no figure is guessed.
// What it returns is text that no spreadsheet takes for a formula and no
// terminal for a command.
package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Bounds of a dataset.
const (
	MaxBytes    = 5 << 20
	MaxRows     = 50_000
	MaxProblems = 100 // lines that are reported one by one; the others are counted
)

// Row is one listing.
type Row struct {
	Line     int // in the text, from 1; the number of the entry where it came without lines
	Title    string
	Price    *int // in the smallest unit of the currency, 0 = free; nil = not said
	Currency string
	URL      string   // http or https, "" = none
	Rating   *float64 // mean of the stars, 0 to 5; nil = not said
	Ratings  *int     // how many rated; nil = not said
	Sales    *int     // nil = not said
	Tags     []string
}

// Problem is a line that was not taken as it stands.
type Problem struct {
	Line    int
	LeftOut bool   // else the row counts, without what is wrong
	Text    string // a sentence
}

// Table is a dataset that was read.
type Table struct {
	Rows     []Row
	Problems []Problem // the first MaxProblems, in the order of the lines
	LeftOut  int       // how many lines were left out in all
	Mended   int       // how many lines lost a part
	Ignored  []string  // names of columns that mean nothing here
	Notes    []string  // sentences on the whole: what was assumed
}

// Options say what a dataset itself may leave open.
type Options struct {
	Currency string // of prices that name none, ISO 4217; "" = such lines are left out
}

// Parse reads a dataset; what it is, its bytes tell. The same bytes give the same
// table. A dataset that as a whole cannot be read, or has no line that can, is a
// fault of the field "dataset".
func Parse(raw []byte, o Options) (*Table, error) {
	if len(raw) > MaxBytes {
		return nil, fault.Field("dataset", "The dataset has %d bytes; at most %d are read. Keep the lines that matter.", len(raw), MaxBytes)
	}
	text, note, err := decode(raw)
	if err != nil {
		return nil, err
	}
	b := &builder{Options: o}
	if note != "" {
		b.table.Notes = append(b.table.Notes, note)
	}
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		err = b.readJSON(text)
	} else {
		err = b.readCSV(text)
	}
	if err != nil {
		return nil, err
	}
	return b.finish()
}

// Of reads listings that came as values of JSON; see Parse. Rows have the number
// of their entry for a line.
func Of(entries []map[string]any, o Options) (*Table, error) {
	b := &builder{Options: o}
	for i, e := range entries {
		if err := b.entry(i+1, e); err != nil {
			return nil, err
		}
	}
	return b.finish()
}

// line is a row before it was understood: a text for each column.
type line struct {
	number int
	cells  [columns]string
	tags   []string
	coin   string // currency that the name of the price column says
}

// builder collects lines and turns them into rows when all are known: whether a
// comma is a decimal sign only the whole column tells.
type builder struct {
	Options
	table   Table
	lines   []line
	dollars bool // a bare $ was taken for US dollars
	unnamed int  // lines left out because no currency is known
}

// take keeps a line for finish.
func (b *builder) take(l line) error {
	if len(b.lines) == MaxRows {
		return fault.Field("dataset", "The dataset has more than %d rows. Keep the lines that matter.", MaxRows)
	}
	b.lines = append(b.lines, l)
	return nil
}

func (b *builder) problem(line int, leftOut bool, format string, args ...any) {
	if leftOut {
		b.table.LeftOut++
	} else {
		b.table.Mended++
	}
	if len(b.table.Problems) < MaxRows { // finish keeps the first of them by line
		b.table.Problems = append(b.table.Problems, Problem{line, leftOut, fmt.Sprintf(format, args...)})
	}
}

// finish turns the lines into rows.
func (b *builder) finish() (*Table, error) {
	sign := b.decimal()
	seen := map[string]int{}
	for i := range b.lines {
		b.row(&b.lines[i], sign, seen)
	}
	t := &b.table
	slices.SortStableFunc(t.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	t.Problems = t.Problems[:min(len(t.Problems), MaxProblems)]
	switch {
	case len(t.Rows) > 0:
	case b.unnamed > 0 && b.unnamed == t.LeftOut:
		return nil, fault.Field("dataset", "The dataset does not say in which currency its prices are. Add a column “currency”, or name the currency of the dataset in the request.")
	case len(t.Problems) > 0:
		p := t.Problems[0]
		return nil, fault.Field("dataset", "No line of the dataset can be used. Line %d: %s", p.Line, p.Text)
	default:
		return nil, fault.Field("dataset", "The dataset has no listing: there is nothing under its header.")
	}
	if b.dollars {
		t.Notes = append(t.Notes, "A price with $ and no other currency was read as US dollars.")
	}
	return t, nil
}
