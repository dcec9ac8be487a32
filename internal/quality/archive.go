package quality

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxBundle is what the market's better bundles weigh at most, in bytes; buyers
// on tablets download them whole.
const maxBundle = 100 << 20

// zipFile unpacks a bundle and checks paths, sums and sizes.
func zipFile(facts *Facts, f product.File, data []byte) {
	facts.check(GateMarket, 1)
	if len(data) > maxBundle {
		facts.fault(GateMarket, "the file", fmt.Sprintf("The bundle has %.0f MB; 100 MB is the most that tablets take well.", float64(len(data))/(1<<20)))
	}
	entries, err := inspect.ZIP(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		facts.fault(GateFiles, "the file", "The archive cannot be unpacked: "+err.Error()+".")
		return
	}
	if len(entries) == 0 {
		facts.fault(GateFiles, "the file", "The archive is empty.")
	}
	names := map[string]bool{}
	for _, e := range entries {
		facts.check(GateFiles, 1)
		names[e.Path] = true
		switch {
		case e.Nested:
			facts.fault(GateFiles, e.Path, "An archive lies in the archive.")
		case e.Size == 0:
			facts.fault(GateFiles, e.Path, "The file in the archive is empty.")
		}
	}
	facts.Counts["entries"] = len(entries)
	facts.Titles = newTitles(names)
}

// maxPart bounds what is unpacked of one part of a workbook.
const maxPart = 64 << 20

// sheetFile reads a workbook: its parts are well-formed, no cell holds an error,
// and none a formula, because nothing of ours needs one.
func sheetFile(facts *Facts, _ product.File, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
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
	book := &workbook{facts: facts, titles: map[string]bool{}}
	book.shared(parts["xl/sharedStrings.xml"])
	for _, name := range sorted(parts) {
		if strings.HasPrefix(name, "xl/worksheets/") && path.Ext(name) == ".xml" {
			facts.Counts["sheets"]++
			book.sheet(path.Base(name), parts[name])
		}
	}
	facts.Titles = newTitles(book.titles)
	for _, need := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		if parts[need] == nil {
			facts.fault(GateFiles, need, "The workbook lacks this part.")
		}
	}
	if facts.Counts["sheets"] == 0 {
		facts.fault(GateFiles, "the file", "The workbook has no sheet.")
	}
}

// partOf unpacks one part and checks it as XML.
func partOf(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxPart+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPart {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", maxPart)
	}
	if e := path.Ext(f.Name); e == ".xml" || e == ".rels" {
		return data, inspect.XML(data)
	}
	return data, nil
}

// workbook is a workbook while its sheets are looked through.
type workbook struct {
	facts  *Facts
	texts  []string // that cells share
	titles map[string]bool
}

// sheet looks through the cells of a sheet. A sheet with the
// columns "Title" and "Prompt" may be the library; the longest is counted.
func (b *workbook) sheet(name string, part []byte) {
	dec := xml.NewDecoder(bytes.NewReader(part))
	rows := 0
	head := map[string]bool{}
	at, kind := "", ""
	for {
		tok, err := dec.Token()
		if err != nil {
			break // partOf has read it to its end before
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch el.Name.Local {
		case "row":
			rows++
		case "c":
			b.facts.check(GateFiles, 1)
			at, kind = name+", cell "+attr(el, "r"), attr(el, "t")
			if kind == "e" {
				b.facts.fault(GateFiles, at, "The cell holds an error value.")
			}
		case "f":
			b.facts.fault(GateFiles, at, "The cell holds a formula, and no sheet of ours needs one.")
		case "v", "t":
			var s string
			if dec.DecodeElement(&s, &el) != nil {
				continue
			}
			if n, err := strconv.Atoi(s); kind == "s" && err == nil && n >= 0 && n < len(b.texts) {
				s = b.texts[n]
			}
			if rows == 1 {
				head[strings.ToLower(s)] = true
			}
			b.cell(at, s)
		}
	}
	b.facts.Counts["rows"] = max(b.facts.Counts["rows"], rows-1)
	if head["prompt"] && head["title"] {
		b.facts.Counts["prompts"] = max(b.facts.Counts["prompts"], rows-1)
	}
}

func (b *workbook) cell(at, s string) {
	if strings.HasPrefix(s, "#") && (strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || s == "#N/A") {
		b.facts.fault(GateFiles, at, fmt.Sprintf("The cell shows %s.", s))
	}
	if len(s) < 120 {
		b.titles[s] = true
	}
	tidy(b.facts, at, s)
}

// shared reads the texts that cells share.
func (b *workbook) shared(part []byte) {
	dec := xml.NewDecoder(bytes.NewReader(part))
	for {
		tok, err := dec.Token()
		if err != nil {
			return
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
			return
		}
		text := si.T
		for _, r := range si.R {
			text += r.T
		}
		b.texts = append(b.texts, text)
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
