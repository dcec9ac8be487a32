package quality

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/inspect"
)

// sheet is what one page of a PDF says, apart from where its links lead.
type sheet struct {
	title  string   // the words of its headings of the first level
	near   string   // small lines on the height of the title: dates, parts
	second []string // headings of the second level
	third  []string
	texts  []string // every piece of text with its height, for places on the page
	at     []float64
	sizes  []lettered
	hours  span
	runs   int // pieces of text, blank ones too
	faults []Fault
	clean  bool // no fault, and none that was told on a page before
}

// lettered is how many letters have a size, in tenths of a point.
type lettered struct{ size, letters int }

// leaf is what a sheet follows from: the page as it stands in the file, and how
// far text has to keep from its edge.
type leaf struct {
	page   [32]byte
	margin float64
}

// maxSheets bounds what a Reader remembers of pages, in bytes.
const maxSheets = 6 << 20

// sheet reads a page, or knows it from a document before: most of a book is the
// same when one chapter of it has changed. Only clean pages are remembered.
func (d *document) sheet(page *inspect.Page, margin float64) (*sheet, error) {
	if d.known == nil {
		return d.read(page, margin)
	}
	sum, whole := page.Digest()
	l := leaf{sum, margin}
	if whole {
		if s, ok := d.known.Get(l); ok {
			return s, nil
		}
	}
	s, err := d.read(page, margin)
	if err == nil && s.clean && whole {
		d.known.Put(l, s, s.weight(), maxSheets)
	}
	return s, err
}

// weight is about what a sheet takes in memory, in bytes.
func (s *sheet) weight() int {
	w := 400 + len(s.title) + len(s.near)
	for _, texts := range [][]string{s.second, s.third, s.texts} {
		for _, t := range texts {
			w += 32 + len(t)
		}
	}
	return w
}

// all is the text of the page.
func (s *sheet) all() string {
	if len(s.texts) == 0 {
		return ""
	}
	return strings.Join(s.texts, " ") + " "
}

func (s *sheet) fault(gate, what string) {
	s.faults = append(s.faults, Fault{Gate: gate, What: what})
	s.clean = false
}

// thumbnail is the size under which text that is no part of the document's
// structure is a small picture of a page.
const thumbnail = 4.5

// read takes in the texts of a page and checks each piece.
func (d *document) read(page *inspect.Page, margin float64) (*sheet, error) {
	runs, err := page.Text()
	if err != nil {
		return nil, err
	}
	safe := draw.Rect{X: margin, Y: margin, W: page.W - 2*margin, H: page.H - 2*margin}
	s := &sheet{runs: len(runs), clean: true, texts: make([]string, 0, len(runs)), at: make([]float64, 0, len(runs))}
	sizes := map[int]int{}
	for k := range runs {
		r := &runs[k]
		if strings.TrimSpace(r.Text) == "" {
			continue
		}
		if !within(r, safe) {
			s.fault(GateText, fmt.Sprintf("The text %q stands outside the page or too near its edge.", short(r.Text)))
		}
		if r.Tag != "Artifact" || r.Size > thumbnail {
			sizes[int(math.Round(r.Size*10))] += len(r.Text)
		}
		fine, known := d.pieces[r.Text]
		if !known {
			before := len(s.faults)
			s.piece(r.Text)
			fine = len(s.faults) == before
			d.pieces[r.Text] = fine
		}
		s.clean = s.clean && fine
		s.texts, s.at = append(s.texts, r.Text), append(s.at, r.Y)
	}
	for size, n := range sizes {
		s.sizes = append(s.sizes, lettered{size, n})
	}
	s.heads(runs)
	if what := leftover(s.all()); what != "" {
		s.fault(GateLeftovers, fmt.Sprintf("It holds %q.", what))
	}
	if calendarTitle.MatchString(s.title) {
		s.hours = hours(runs)
	}
	return s, nil
}

// heads takes in the headings of a page, and what stands beside its title.
func (s *sheet) heads(runs []inspect.Run) {
	var title, near []string
	top := 0.0
	for k := range runs {
		switch r := &runs[k]; r.Tag {
		case "H1":
			if len(title) == 0 {
				top = r.Y
			}
			title = append(title, r.Text)
		case "H2":
			s.second = append(s.second, r.Text)
		case "H3":
			s.third = append(s.third, r.Text)
		}
	}
	s.title = strings.TrimSpace(strings.Join(title, " "))
	if s.title == "" {
		return
	}
	for k := range runs {
		if r := &runs[k]; r.Tag == "P" && math.Abs(r.Y-top) < 16 {
			near = append(near, r.Text)
		}
	}
	s.near = strings.TrimSpace(strings.Join(near, " "))
}

// piece checks one piece of text for letters that are missing and doubled words.
func (s *sheet) piece(text string) {
	for _, r := range text {
		if r == unicode.ReplacementChar || r == 0 || unicode.Is(unicode.Co, r) {
			s.fault(GateText, fmt.Sprintf("The text %q has a letter that no typeface shows.", short(text)))
			break
		}
	}
	if w := doubled(text); w != "" {
		s.fault(GateLeftovers, fmt.Sprintf("The word %q stands twice in %q.", w, short(text)))
	}
}

func within(r *inspect.Run, safe draw.Rect) bool {
	const slack = 0.5
	return r.Box.X >= safe.X-slack && r.Box.X+r.Box.W <= safe.X+safe.W+slack && r.Y >= safe.Y && r.Y <= safe.Y+safe.H+slack
}
