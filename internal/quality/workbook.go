package quality

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxPart bounds what is unpacked of one part of a workbook.
const maxPart = 64 << 20

// sheetFile reads a workbook: its parts are well-formed, no cell holds an error,
// and none a formula, because nothing of ours needs one.
func (r *Reader) sheetFile(facts *Facts, _ product.File, data []byte) {
	z, err := inspect.OpenZIP(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		facts.fault(GateFiles, "the file", "The workbook cannot be opened: "+err.Error()+".")
		return
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		facts.check(GateFiles, 1)
		part, err := partOf(f)
		if err != nil {
			facts.fault(GateFiles, f.Name, "A part of the workbook is damaged: "+err.Error()+".")
			return
		}
		parts[f.Name] = part
		if strings.HasSuffix(f.Name, ".bin") || strings.HasPrefix(f.Name, "xl/externalLinks/") {
			facts.fault(GateFiles, f.Name, "The workbook holds a program or leads to another file.")
		}
	}
	titles := map[string]bool{}
	common := parts["xl/sharedStrings.xml"]
	for _, name := range sorted(parts) {
		if !isSheet(name) {
			continue
		}
		facts.Counts["sheets"]++
		c, err := r.cells(path.Base(name), parts[name], common)
		if err != nil {
			facts.fault(GateFiles, name, "A part of the workbook is damaged: "+err.Error()+".")
			return
		}
		c.into(facts, titles)
	}
	facts.Titles = newTitles(titles)
	for _, need := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		if parts[need] == nil {
			facts.fault(GateFiles, need, "The workbook lacks this part.")
		}
	}
	if facts.Counts["sheets"] == 0 {
		facts.fault(GateFiles, "the file", "The workbook has no sheet.")
	}
}

// isSheet reports a part with cells, which is checked while they are read.
func isSheet(name string) bool {
	return strings.HasPrefix(name, "xl/worksheets/") && path.Ext(name) == ".xml"
}

// partOf unpacks one part and checks it as XML.
func partOf(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64, 1<<20)+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(in, maxPart+1)); err != nil {
		return nil, err
	}
	if data.Len() > maxPart {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", maxPart)
	}
	if e := path.Ext(f.Name); (e == ".xml" || e == ".rels") && !isSheet(f.Name) {
		return data.Bytes(), inspect.XML(data.Bytes())
	}
	return data.Bytes(), nil
}

// cells is what was found in a sheet of a workbook.
type cells struct {
	reader   *Reader
	facts    Facts
	name     string
	common   []string // texts that cells share
	titles   map[string]bool
	rows     int
	head     map[string]bool
	at, kind string // of the cell
	text     []byte
	in       string // the element whose text is collected, "" = none
}

// maxCells bounds what a Reader remembers of sheets, in bytes.
const maxCells = 1 << 20

// cells checks a sheet and looks through its cells, or knows them from a workbook
// before: an edit changes one sheet of some. Only clean sheets are remembered.
func (r *Reader) cells(name string, part, common []byte) (*cells, error) {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d\n", len(common))
	h.Write(common)
	h.Write(part)
	key := [32]byte(h.Sum(nil))
	if known, ok := r.tables.Get(key); ok {
		return known, nil
	}
	c := &cells{reader: r, facts: Facts{Counts: map[string]int{}, Checks: map[string]int{}}, name: name, common: shared(common), titles: map[string]bool{}, head: map[string]bool{}}
	if err := inspect.ReadXML(part, c.token); err != nil {
		return nil, err
	}
	c.common, c.text = nil, nil
	if len(c.facts.Faults) == 0 {
		weight := 400
		for t := range c.titles {
			weight += 40 + len(t)
		}
		r.tables.Put(key, c, weight, maxCells)
	}
	return c, nil
}

// into adds what was found to what is known of the workbook. A sheet with the
// columns "Title" and "Prompt" may be the library; the longest is counted.
func (c *cells) into(facts *Facts, titles map[string]bool) {
	for gate, n := range c.facts.Checks {
		facts.check(gate, n)
	}
	for _, f := range c.facts.Faults {
		facts.fault(f.Gate, f.Where, f.What)
	}
	for t := range c.titles {
		titles[t] = true
	}
	facts.Counts["rows"] = max(facts.Counts["rows"], c.rows-1)
	if c.head["prompt"] && c.head["title"] {
		facts.Counts["prompts"] = max(facts.Counts["prompts"], c.rows-1)
	}
}

func (c *cells) token(tok xml.Token) {
	switch tok := tok.(type) {
	case xml.StartElement:
		c.start(tok)
	case xml.CharData:
		if c.in != "" {
			c.text = append(c.text, tok...)
		}
	case xml.EndElement:
		if c.in != "" && tok.Name.Local == c.in {
			c.value(string(c.text))
			c.in = ""
		}
	}
}

func (c *cells) start(el xml.StartElement) {
	switch el.Name.Local {
	case "row":
		c.rows++
	case "c":
		c.facts.check(GateFiles, 1)
		c.at, c.kind = c.name+", cell "+attr(el, "r"), attr(el, "t")
		if c.kind == "e" {
			c.facts.fault(GateFiles, c.at, "The cell holds an error value.")
		}
	case "f":
		c.facts.fault(GateFiles, c.at, "The cell holds a formula, and no sheet of ours needs one.")
	case "v", "t":
		c.in, c.text = el.Name.Local, c.text[:0]
	}
}

// value takes in what a cell shows.
func (c *cells) value(s string) {
	if c.kind == "s" {
		if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < len(c.common) {
			s = c.common[n]
		}
	}
	if c.rows == 1 {
		c.head[strings.ToLower(s)] = true
	}
	if strings.HasPrefix(s, "#") && (strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || s == "#N/A") {
		c.facts.fault(GateFiles, c.at, fmt.Sprintf("The cell shows %s.", s))
	}
	if len(s) < 120 {
		c.titles[s] = true
	}
	c.reader.tidy(&c.facts, c.at, s)
}

// shared reads the texts that cells share.
func shared(part []byte) []string {
	var all []string
	dec := xml.NewDecoder(bytes.NewReader(part))
	for {
		tok, err := dec.Token()
		if err != nil {
			return all
		}
		el, ok := tok.(xml.StartElement)
		if !ok || el.Name.Local != "si" {
			continue
		}
		var si struct {
			T string `xml:"t"`
			R []struct {
				T string `xml:"t"`
			} `xml:"r"`
		}
		if dec.DecodeElement(&si, &el) != nil {
			return all
		}
		text := si.T
		for _, r := range si.R {
			text += r.T
		}
		all = append(all, text)
	}
}

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
