package quality

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/memo"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Reader inspects files and remembers what it read, so that equal files, equal
// pages and the colourways of one document cost little, in one product or in
// several. What it remembers is bounded. The zero value is ready; it is safe for
// concurrent use.
type Reader struct {
	seen   memo.Memo[[32]byte, Facts]   // small files, by type, place and content
	leads  memo.Memo[lead, Facts]       // PDFs that were read whole
	sheets memo.Memo[leaf, *sheet]      // pages of PDFs in which nothing was found
	tables memo.Memo[[32]byte, *cells]  // sheets of workbooks in which nothing was found
	clean  memo.Set                     // texts in which a check found nothing
	abroad memo.Memo[string, []wording] // statements, by language and its messages
}

// lead is a PDF that was read whole: all but its colours, and whether it was held
// to the margins of printers.
type lead struct {
	print print
	paper bool
}

// Bounds on what a Reader remembers.
const (
	maxSeen  = 2048     // small files
	maxSmall = 32 << 10 // bytes of one of them: what many products hold, such as stickers, is small
	maxLeads = 8        // more than are at work at once
	maxClean = 32 << 10 // texts: some libraries, in all their files
)

// Inspect reads a finished file as a buyer's program would, and returns what it
// holds and what is wrong with it. It never fails: what cannot be read is a
// fault of the file.
func Inspect(f product.File, data []byte) Facts { return new(Reader).Inspect(f, data) }

// Inspect is like the function Inspect, and gives the same facts. A PDF that
// differs from one before in its colours alone, which is proved byte by byte,
// takes over what was found there.
func (r *Reader) Inspect(f product.File, data []byte) Facts {
	if mediaType(f) == "application/pdf" {
		return r.document(f, data)
	}
	if len(data) > maxSmall {
		return r.read(f, data)
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\x00%s\x00", f.Type, place(f))
	h.Write(data)
	key := [32]byte(h.Sum(nil))
	if known, ok := r.seen.Get(key); ok {
		return known
	}
	facts := r.read(f, data)
	r.seen.Put(key, facts, 1, maxSeen)
	return facts
}

// passed reports whether a check found nothing in a text before. check stands
// for all that the text is held against.
func (r *Reader) passed(check, text string) bool {
	return r != nil && r.clean.Has(textKey(check, text))
}

// pass notes that a check found nothing in a text.
func (r *Reader) pass(check, text string) {
	if r != nil {
		r.clean.Add(textKey(check, text), maxClean)
	}
}

// textKey is a hash of a check and a text.
func textKey(check, text string) [16]byte {
	var room [512]byte
	b := append(append(append(room[:0], check...), 0), text...)
	sum := sha256.Sum256(b)
	return [16]byte(sum[:16])
}

// document inspects a PDF, by way of one before where that is enough.
func (r *Reader) document(f product.File, data []byte) Facts {
	p, ok := fingerprint(data)
	l := lead{p, onPaper(f)}
	facts, known := r.leads.Get(l)
	if !ok || !known {
		facts = blank()
		pdfFile(&facts, f, data, &r.sheets)
	}
	if ok && !known {
		r.leads.Put(l, facts, 1, maxLeads)
	}
	facts.Faults = append(slices.Clone(facts.Faults), paged(f, facts.Counts["pages"])...)
	return facts
}

// onPaper reports files that are made to be printed.
func onPaper(f product.File) bool { return strings.Contains(f.Path, "print") }

// paged holds the page count that the renderer gave against the one that was read.
func paged(f product.File, pages int) []Fault {
	if f.Pages == 0 || pages == 0 || f.Pages == pages {
		return nil
	}
	return []Fault{{GateFiles, "the file", fmt.Sprintf("It should have %d pages and has %d.", f.Pages, pages)}}
}

func blank() Facts {
	return Facts{Counts: map[string]int{"files": 1}, Checks: map[string]int{GateFiles: 1}}
}

// place is the part of a path that decides what a file must be: a cover has a
// size of its own, stickers are alike under any name.
func place(f product.File) string {
	if strings.Contains(f.Path, "/stickers/") {
		return "stickers/" + path.Ext(f.Path)
	}
	return f.Path
}

// mediaType is the type of a file without parameters.
func mediaType(f product.File) string {
	t, _, _ := strings.Cut(f.Type, ";")
	return strings.TrimSpace(t)
}

// endings lists the file names that a media type goes with.
func endings(mediaType string) []string {
	switch mediaType {
	case "application/pdf":
		return []string{".pdf"}
	case "image/png":
		return []string{".png"}
	case "image/svg+xml":
		return []string{".svg"}
	case "application/json":
		return []string{".json"}
	case "text/csv":
		return []string{".csv"}
	case "text/markdown":
		return []string{".md"}
	case "text/plain":
		return []string{".txt"}
	case "text/html":
		return []string{".html"}
	case "application/zip":
		return []string{".zip"}
	case sheetType:
		return []string{".xlsx"}
	}
	return nil
}

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// read inspects everything but PDFs.
func (r *Reader) read(f product.File, data []byte) Facts {
	facts := blank()
	t := mediaType(f)
	ends := endings(t)
	if len(ends) == 0 {
		facts.fault(GateFiles, "the file", fmt.Sprintf("Files of type %q are not part of any product.", f.Type))
		return facts
	}
	if got := path.Ext(f.Path); !slices.Contains(ends, got) {
		facts.fault(GateFiles, "the file", fmt.Sprintf("The name ends in %q, but the type is %s.", got, t))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		facts.fault(GateFiles, "the file", "The file is empty.")
		return facts
	}
	switch t {
	case "image/png":
		pngFile(&facts, f, data)
	case "image/svg+xml":
		svgFile(&facts, f, data)
	case "application/json":
		r.jsonFile(&facts, f, data)
	case "text/csv":
		r.csvFile(&facts, f, data)
	case "text/markdown":
		r.markdownFile(&facts, f, data)
	case "text/html":
		r.htmlFile(&facts, f, data)
	case "text/plain":
		r.textFile(&facts, f, data)
	case sheetType:
		r.sheetFile(&facts, f, data)
	case "application/zip":
		zipFile(&facts, f, data)
	}
	return facts
}

// sorted returns the keys of a map in order, so that reports are the same twice.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
