package quality

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxPDF is what a PDF may weigh: tablets open no larger ones at once.
const maxPDF = 40 << 20

// sheet is what is known of one page while a document is looked through.
type sheet struct {
	title string   // the words of its headings of the first level
	near  string   // small lines on the height of the title: dates, parts
	texts []string // every piece of text with its height, for places on the page
	at    []float64
	links []inspect.Link
}

// document is one PDF while it is looked through.
type document struct {
	facts    *Facts
	doc      *inspect.Doc
	sheets   []sheet
	outline  []inspect.Bookmark
	headings map[string]bool // titles of pages and bookmarks
	minor    map[string]bool // headings within pages
	sizes    map[int]int     // letters by size in tenths of a point
	said     strings.Builder
	seen     map[string]bool // pieces of text that have been checked
}

// pdfFile reads a PDF whole: every page, every link, every piece of text.
func pdfFile(facts *Facts, f product.File, data []byte) {
	facts.check(GateFiles, 6)
	if len(data) > maxPDF {
		facts.fault(GateFiles, "the file", fmt.Sprintf("It has %.0f MB; tablets open 40 MB at most.", float64(len(data))/(1<<20)))
	}
	doc, err := inspect.PDF(data)
	if err != nil {
		facts.fault(GateFiles, "the file", "It cannot be opened: "+err.Error()+".")
		return
	}
	if doc.Encrypted {
		facts.fault(GateFiles, "the file", "It asks for a password.")
		return
	}
	d := &document{facts: facts, doc: doc, headings: map[string]bool{}, minor: map[string]bool{}, sizes: map[int]int{}, seen: map[string]bool{}}
	d.about()
	if err := d.pages(onPaper(f)); err != nil {
		facts.fault(GateFiles, "the file", "It is damaged: "+err.Error()+".")
		return
	}
	d.linked()
	d.measure()
	facts.Titles = newTitles(d.titles())
	facts.Says = statements(d.said.String())
}

// titles lists what items may be confirmed by. Where one moves about by links,
// every item has a page; dates are no items.
func (d *document) titles() map[string]bool {
	all := map[string]bool{}
	for h := range d.headings {
		if weekdayOrMonth(h) && strings.ContainsAny(h, "0123456789") {
			continue
		}
		all[h] = true
	}
	if d.facts.Counts["navigated"] == 0 {
		for h := range d.minor {
			all[h] = true
		}
	}
	return all
}

func weekdayOrMonth(text string) bool {
	for _, w := range strings.Fields(plain(text)) {
		if !strings.ContainsAny(w, "0123456789") && fixed(w) {
			return true
		}
	}
	return false
}

// about checks what the file says of itself and that it brings its typefaces.
func (d *document) about() {
	info := d.doc.Info
	if d.doc.Version > "1.7" || d.doc.Version < "1.4" {
		d.facts.fault(GateFiles, "the file", fmt.Sprintf("It is PDF %s; apps for tablets read 1.4 to 1.7.", d.doc.Version))
	}
	for _, has := range []struct{ name, value string }{{"title", info.Title}, {"author", info.Author}, {"language", info.Lang}} {
		if strings.TrimSpace(has.value) == "" {
			d.facts.fault(GateFiles, "the file", "Its "+has.name+" is not set.")
		}
	}
	if !d.doc.Tagged {
		d.facts.fault(GateFiles, "the file", "It has no structure for screen readers.")
	}
	fonts, err := d.doc.Fonts()
	if err != nil {
		d.facts.fault(GateFiles, "the file", "Its typefaces cannot be read: "+err.Error()+".")
	}
	names := map[string]bool{}
	for _, font := range fonts {
		d.facts.check(GateText, 1)
		name := font.Name
		if font.Subset {
			name = name[7:]
		}
		names[name] = true
		switch {
		case !font.Embedded:
			d.facts.fault(GateText, "the file", fmt.Sprintf("The typeface %s is not in it: other machines would show another.", font.Name))
		case !font.Subset:
			d.facts.fault(GateText, "the file", fmt.Sprintf("The typeface %s is in it whole, not only the letters used.", font.Name))
		case !font.ToUnicode:
			d.facts.fault(GateText, "the file", fmt.Sprintf("Text in the typeface %s cannot be searched or read aloud.", font.Name))
		}
	}
	d.facts.Names = sorted(names)
}

// pages reads the texts and links of every page.
func (d *document) pages(paper bool) error {
	var err error
	if d.outline, err = d.doc.Outline(); err != nil {
		return err
	}
	d.sheets = make([]sheet, d.doc.Pages())
	formats := map[[2]int]bool{}
	for i := range d.sheets {
		page := d.doc.Page(i)
		formats[[2]int{int(math.Round(page.W)), int(math.Round(page.H))}] = true
		s := &d.sheets[i]
		if s.links, err = page.Links(); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		runs, err := page.Text()
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		d.read(i, page, runs, paper)
	}
	d.facts.Counts["pages"] = len(d.sheets)
	d.facts.Counts["formats"] = len(formats)
	return nil
}

// thumbnail is the size under which text that is no part of the document's
// structure is a small picture of a page.
const thumbnail = 4.5

// edge is how far text keeps from the edge of a page, in points; office
// printers leave out what comes nearer than 5 mm.
const (
	edge      = 2.0
	edgePaper = 14.0
)

// read takes in the texts of a page and checks each piece.
func (d *document) read(i int, page *inspect.Page, runs []inspect.Run, paper bool) {
	margin := edge
	if paper && i > 0 {
		margin = edgePaper
	}
	safe := draw.Rect{X: margin, Y: margin, W: page.W - 2*margin, H: page.H - 2*margin}
	s := &d.sheets[i]
	d.facts.check(GateText, len(runs))
	var all strings.Builder
	for k := range runs {
		r := &runs[k]
		if strings.TrimSpace(r.Text) == "" {
			continue
		}
		if !within(r, safe) {
			d.facts.fault(GateText, pageName(i), fmt.Sprintf("The text %q stands outside the page or too near its edge.", short(r.Text)))
		}
		if r.Tag != "Artifact" || r.Size > thumbnail {
			d.sizes[int(math.Round(r.Size*10))] += len(r.Text)
		}
		if !d.seen[r.Text] {
			d.seen[r.Text] = true
			d.piece(i, r.Text)
		}
		s.texts, s.at = append(s.texts, r.Text), append(s.at, r.Y)
		all.WriteString(r.Text)
		all.WriteByte(' ')
	}
	d.heads(s, runs)
	text := all.String()
	if what := leftover(text); what != "" {
		d.facts.fault(GateLeftovers, pageName(i), fmt.Sprintf("It holds %q.", what))
	}
	d.facts.check(GateLeftovers, 1)
	if len(d.sheets) <= 60 || i < 12 { // statements stand in front or in small documents
		d.said.WriteString(text)
		d.said.WriteByte('\n')
	}
	if !calendarTitle.MatchString(s.title) {
		return
	}
	switch hours(runs) {
	case crossing:
		d.facts.Counts["nights"]++
		d.facts.Counts["hours"]++
	case oneDay:
		d.facts.Counts["hours"]++
	}
}

// heads takes in the headings of a page, and what stands beside its title.
func (d *document) heads(s *sheet, runs []inspect.Run) {
	var title, near []string
	top := 0.0
	for k := range runs {
		switch r := &runs[k]; r.Tag {
		case "H1":
			if len(title) == 0 {
				top = r.Y
			}
			title = append(title, r.Text)
		case "H2", "H3":
			d.minor[r.Text] = true
			d.facts.Counts[strings.ToLower(r.Tag)]++
		}
	}
	s.title = strings.TrimSpace(strings.Join(title, " "))
	if s.title == "" {
		return
	}
	d.facts.Counts["h1"]++
	d.headings[s.title] = true
	for k := range runs {
		if r := &runs[k]; r.Tag == "P" && math.Abs(r.Y-top) < 16 {
			near = append(near, r.Text)
		}
	}
	s.near = strings.TrimSpace(strings.Join(near, " "))
}

// piece checks one piece of text for letters that are missing and doubled words.
func (d *document) piece(i int, text string) {
	for _, r := range text {
		if r == unicode.ReplacementChar || r == 0 || unicode.Is(unicode.Co, r) {
			d.facts.fault(GateText, pageName(i), fmt.Sprintf("The text %q has a letter that no typeface shows.", short(text)))
			break
		}
	}
	if w := doubled(text); w != "" {
		d.facts.fault(GateLeftovers, pageName(i), fmt.Sprintf("The word %q stands twice in %q.", w, short(text)))
	}
}

func within(r *inspect.Run, safe draw.Rect) bool {
	const slack = 0.5
	return r.Box.X >= safe.X-slack && r.Box.X+r.Box.W <= safe.X+safe.W+slack && r.Y >= safe.Y && r.Y <= safe.Y+safe.H+slack
}

func pageName(i int) string { return fmt.Sprintf("page %d", i+1) }

// short cuts a text for a report.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:57]) + "..."
	}
	return string(r)
}

// measure notes what the rubric asks of typography: the size that most letters
// have, that of the smallest readable text, and how many sizes there are.
func (d *document) measure() {
	c := d.facts.Counts
	body, most, total := 0, 0, 0
	for size, n := range d.sizes {
		total += n
		if n > most || n == most && size < body {
			body, most = size, n
		}
	}
	least, largest, kinds, below := 1<<30, 0, 0, 0
	for size, n := range d.sizes {
		least, largest = min(least, size), max(largest, size)
		if n*200 > total {
			kinds++
		}
		if size < 65 { // under 6.5 pt nobody reads without a glass
			below += n
		}
	}
	if total == 0 {
		return
	}
	c["body-size"], c["least-size"], c["largest-size"], c["sizes"] = body, least, largest, kinds
	c["letters"], c["tiny-letters"] = total, below
}
