package quality

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
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

var cellRef = regexp.MustCompile(`^[A-Z]+`)

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
	parts := map[string]bool{}
	most := 0
	for _, f := range z.File {
		facts.check(GateFiles, 1)
		part, err := partOf(f)
		if err != nil {
			facts.fault(GateFiles, f.Name, "A part of the workbook is damaged: "+err.Error()+".")
			return
		}
		parts[f.Name] = true
		switch {
		case strings.HasSuffix(f.Name, ".bin"), strings.HasPrefix(f.Name, "xl/externalLinks/"):
			facts.fault(GateFiles, f.Name, "The workbook holds a program or leads to another file.")
		case strings.HasPrefix(f.Name, "xl/worksheets/") && path.Ext(f.Name) == ".xml":
			facts.Counts["sheets"]++
			most = max(most, worksheet(facts, path.Base(f.Name), part))
		case f.Name == "xl/sharedStrings.xml":
			shared(facts, part)
		}
	}
	for _, need := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		if !parts[need] {
			facts.fault(GateFiles, need, "The workbook lacks this part.")
		}
	}
	if facts.Counts["sheets"] == 0 {
		facts.fault(GateFiles, "the file", "The workbook has no sheet.")
	}
	facts.Counts["rows"] = most
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

// worksheet looks through the cells of a sheet and returns the number of rows
// below the head.
func worksheet(facts *Facts, name string, part []byte) int {
	dec := xml.NewDecoder(bytes.NewReader(part))
	rows, cell := 0, ""
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) || err != nil {
			return max(0, rows-1)
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch el.Name.Local {
		case "row":
			rows++
		case "c":
			facts.check(GateFiles, 1)
			cell = attr(el, "r")
			if attr(el, "t") == "e" {
				facts.fault(GateFiles, name+", cell "+cell, "The cell holds an error value.")
			}
		case "f":
			facts.fault(GateFiles, name+", cell "+cell, "The cell holds a formula, and no sheet of ours needs one.")
		case "v", "t":
			var s string
			if dec.DecodeElement(&s, &el) == nil {
				cellText(facts, name, cell, s)
			}
		}
	}
}

func cellText(facts *Facts, sheet, cell, s string) {
	if strings.HasPrefix(s, "#") && (strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || s == "#N/A") {
		facts.fault(GateFiles, sheet+", cell "+cell, fmt.Sprintf("The cell shows %s.", s))
	}
	if cellRef.MatchString(cell) {
		tidy(facts, sheet+", cell "+cell, s)
	}
}

// shared looks through the texts that cells share.
func shared(facts *Facts, part []byte) {
	dec := xml.NewDecoder(bytes.NewReader(part))
	titles := map[string]bool{}
	for n := 0; ; {
		tok, err := dec.Token()
		if err != nil {
			facts.Titles = newTitles(titles)
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
			continue
		}
		n++
		text := si.T
		for _, r := range si.R {
			text += r.T
		}
		if len(text) < 120 {
			titles[text] = true
		}
		tidy(facts, "text "+strconv.Itoa(n), text)
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
