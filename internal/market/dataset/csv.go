package dataset

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// maxRecord bounds how many lines a quoted cell may go on for: a quotation mark
// that is never closed must not swallow the rest of the table.
const maxRecord = 20

// readCSV takes the lines of a table whose first line names the columns.
func (b *builder) readCSV(text string) error {
	sheet := &sheet{text: text, number: 1}
	sheet.separator()
	head, err := sheet.head()
	if err != nil {
		return &fault.Fault{Kind: fault.Invalid, Field: "dataset", Cause: err, Message: "The first line of the dataset has a quotation mark that is not closed."}
	}
	cols, coin, err := b.header(head)
	if err != nil {
		return err
	}
	need := 1 + slices.IndexFunc(cols, func(c column) bool { return c == price || c == cents || c == formatted })
	for !sheet.ended() {
		at, number := sheet.at, sheet.number
		cells, err := sheet.next()
		if sheet.number > number+1 && !empty(cells) && len(cells) < len(cols) {
			sheet.back(at, number) // the mark that closed it belongs to another line
			err = csv.ErrQuote
		}
		switch {
		case err != nil:
			b.problem(number, true, "A quotation mark is not closed.")
		case empty(cells):
		case len(cells) > len(cols) && !empty(cells[len(cols):]) || len(cells) < need:
			b.problem(number, true, "It has %d cells, the header %d. A cell that holds the separator needs quotation marks around it.", len(cells), len(cols))
		default:
			l := line{number: number, coin: coin}
			for i, cell := range cells[:min(len(cells), len(cols))] {
				if c := cols[i]; c != unknown && l.cells[c] == "" {
					l.cells[c] = cell
				}
			}
			if err := b.take(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// header reads the names of the columns. Title and a price must be among them.
func (b *builder) header(head []string) (cols []column, coin string, err error) {
	cols = make([]column, len(head))
	has := map[column]bool{}
	for i, name := range head {
		c, named := columnOf(name)
		cols[i] = c
		has[c] = true
		if named != "" {
			coin = named
		}
		if c == unknown && strings.TrimSpace(name) != "" && len(b.table.Ignored) < 40 {
			name, _ = plain(name, 40)
			b.table.Ignored = append(b.table.Ignored, name)
		}
	}
	missing := ""
	switch {
	case !has[title]:
		missing = "title"
	case !has[price] && !has[cents] && !has[formatted]:
		missing = "price"
	default:
		return cols, coin, nil
	}
	shown := make([]string, 0, 8)
	for _, name := range head[:min(len(head), 8)] {
		shown = append(shown, quoted(name))
	}
	return nil, "", fault.Field("dataset", "The dataset has no column “%s”. Its first line must name the columns: title, price, currency, and where you have them url, rating, ratings, sales, tags. It reads %s.",
		missing, strings.Join(shown, ", "))
}

// sheet walks through a table record by record.
type sheet struct {
	text   string
	at     int // where the next record begins
	number int // of its first line
	comma  rune
	in     *bufio.Reader // used again for each record
}

// separator finds what stands between cells: what Excel says in "sep=;", else
// what makes most of the first line known.
func (s *sheet) separator() {
	first, _, _ := strings.Cut(strings.TrimLeft(s.text, "\n"), "\n")
	if rest, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(rest) > 0 && strings.ContainsRune(",;\t|", rune(rest[0])) {
		s.comma = rune(rest[0])
		skipped := len(s.text) - len(strings.TrimLeft(s.text, "\n"))
		s.at, s.number = min(len(s.text), skipped+len(first)+1), skipped+2
		return
	}
	best := -1
	for _, comma := range ",;\t|" {
		try := &sheet{text: s.text, number: 1, comma: comma}
		head, _ := try.head()
		known := 0
		for _, name := range head {
			if c, _ := columnOf(name); c != unknown {
				known++
			}
		}
		if score := known*1000 + len(head); score > best {
			best, s.comma = score, comma
		}
	}
}

// head returns the first record that holds anything.
func (s *sheet) head() (head []string, err error) {
	for err == nil && empty(head) && !s.ended() {
		head, err = s.next()
	}
	return head, err
}

func (s *sheet) ended() bool { return s.at >= len(s.text) }

// next returns the cells of the next record. After an error it stands behind the
// line that was at fault.
func (s *sheet) next() ([]string, error) {
	end, lines, closed := s.extent()
	record := s.text[s.at:end]
	s.at, s.number = end, s.number+lines
	if !closed {
		return nil, csv.ErrQuote
	}
	if strings.TrimSpace(record) == "" {
		return nil, nil
	}
	if s.in == nil {
		s.in = bufio.NewReaderSize(nil, 4096)
	}
	s.in.Reset(strings.NewReader(record))
	r := csv.NewReader(s.in)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = s.comma, true, -1
	r.TrimLeadingSpace = s.comma != '\t' // it would take empty cells for space
	cells, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read a record: %w", err)
	}
	if r.InputOffset() != int64(len(record)) { // it sees another end: nothing may be lost in silence
		return nil, csv.ErrQuote
	}
	return cells, nil
}

// extent finds the end of the record that begins at s.at: the end of a line that
// is not inside quotation marks. A cell is quoted if it begins with the mark, as
// encoding/csv has it.
func (s *sheet) extent() (end, lines int, closed bool) {
	quoted, begins := false, true
	for i := s.at; i < len(s.text); i++ {
		c := s.text[i]
		switch {
		case c == '\n':
			lines++
			if !quoted {
				return i + 1, lines, true
			}
			if lines == maxRecord {
				return s.firstLine()
			}
		case quoted && c == '"':
			switch next := i + 1; {
			case next == len(s.text) || s.text[next] == '\n' || rune(s.text[next]) == s.comma:
				quoted = false
			case s.text[next] == '"':
				i++
			}
		case quoted:
		case rune(c) == s.comma:
			begins = true
			continue
		case begins && c == '"':
			quoted = true
		case begins && c == ' ' && s.comma != '\t':
			continue
		}
		begins = false
	}
	if quoted {
		return s.firstLine()
	}
	return len(s.text), lines + 1, true
}

// back goes on behind the first line of a record that was read.
func (s *sheet) back(at, number int) {
	s.at = at
	s.at, _, _ = s.firstLine()
	s.number = number + 1
}

// firstLine gives up a record whose quotation mark is not closed, so that the
// line after it is read again.
func (s *sheet) firstLine() (end, lines int, closed bool) {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		return s.at + i + 1, 1, false
	}
	return len(s.text), 1, false
}

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.ContainsFunc(c, func(r rune) bool { return !unicode.IsSpace(r) }) {
			return false
		}
	}
	return true
}
