package quality

import (
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/memo"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxPDF is what a PDF may weigh: tablets open no larger ones at once.
const maxPDF = 40 << 20

// document is one PDF while it is looked through.
type document struct {
	facts    *Facts
	doc      *inspect.Doc
	sheets   []sheet
	links    [][]inspect.Link // by page
	outline  []inspect.Bookmark
	headings map[string]bool // titles of pages and bookmarks
	minor    map[string]bool // headings within pages
	sizes    map[int]int     // letters by size in tenths of a point
	said     strings.Builder
	pieces   map[string]bool // pieces of text that have been checked: whether nothing is wrong with them
	known    *memo.Memo[leaf, *sheet]
}

// pdfFile reads a PDF whole: every page, every link, every piece of text.
func pdfFile(facts *Facts, f product.File, data []byte, known *memo.Memo[leaf, *sheet]) {
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
	d := &document{facts: facts, doc: doc, headings: map[string]bool{}, minor: map[string]bool{}, sizes: map[int]int{}, pieces: map[string]bool{}, known: known}
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
	d.sheets, d.links = make([]sheet, d.doc.Pages()), make([][]inspect.Link, d.doc.Pages())
	formats := map[[2]int]bool{}
	for i := range d.sheets {
		page := d.doc.Page(i)
		formats[[2]int{int(math.Round(page.W)), int(math.Round(page.H))}] = true
		if d.links[i], err = page.Links(); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		margin := edge
		if paper && i > 0 {
			margin = edgePaper
		}
		s, err := d.sheet(page, margin)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		d.take(i, s)
	}
	d.facts.Counts["pages"] = len(d.sheets)
	d.facts.Counts["formats"] = len(formats)
	return nil
}

// edge is how far text keeps from the edge of a page, in points; office
// printers leave out what comes nearer than 5 mm.
const (
	edge      = 2.0
	edgePaper = 14.0
)

// take adds what a page says to what is known of the document.
func (d *document) take(i int, s *sheet) {
	d.sheets[i] = *s
	d.facts.check(GateText, s.runs)
	d.facts.check(GateLeftovers, 1)
	for _, f := range s.faults {
		f.Where = pageName(i)
		d.facts.fault(f.Gate, f.Where, f.What)
	}
	for _, n := range s.sizes {
		d.sizes[n.size] += n.letters
	}
	if s.title != "" {
		d.facts.Counts["h1"]++
		d.headings[s.title] = true
	}
	for k, texts := range [2][]string{s.second, s.third} {
		if len(texts) > 0 {
			d.facts.Counts[[2]string{"h2", "h3"}[k]] += len(texts)
		}
		for _, text := range texts {
			d.minor[text] = true
		}
	}
	if len(d.sheets) <= 60 || i < 12 { // statements stand in front or in small documents
		d.said.WriteString(s.all())
		d.said.WriteByte('\n')
	}
	switch s.hours {
	case crossing:
		d.facts.Counts["nights"]++
		d.facts.Counts["hours"]++
	case oneDay:
		d.facts.Counts["hours"]++
	}
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
