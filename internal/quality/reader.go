package quality

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Reader inspects files and remembers what it read, so that equal files and the
// colourways of one document cost little. Keep one for the files of one task,
// which come one after the other, and drop it then. The zero value is ready; it
// is safe for concurrent use.
type Reader struct {
	mu   sync.Mutex
	seen map[[32]byte]Facts // small files, by type, place and content
	lead *lead              // the last PDF that was read whole
}

// Inspect reads a finished file as a buyer's program would, and returns what it
// holds and what is wrong with it. It never fails: what cannot be read is a
// fault of the file.
func Inspect(f product.File, data []byte) Facts { return new(Reader).Inspect(f, data) }

// Inspect is like the function Inspect, and gives the same facts. A PDF that
// differs from the one before in its colours alone, which is proved object by
// object, takes over what was found there.
func (r *Reader) Inspect(f product.File, data []byte) Facts {
	if mediaType(f) == "application/pdf" {
		return r.document(f, data)
	}
	if len(data) > maxSeen {
		return read(f, data)
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\x00%s\x00", f.Type, place(f))
	h.Write(data)
	key := [32]byte(h.Sum(nil))
	r.mu.Lock()
	known, ok := r.seen[key]
	r.mu.Unlock()
	if ok {
		return known
	}
	facts := read(f, data)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[[32]byte]Facts{}
	}
	r.seen[key] = facts
	return facts
}

// maxSeen is the size from which a file is not worth remembering: what is put
// into several tiers, such as stickers, is small.
const maxSeen = 256 << 10

// document inspects a PDF, by way of the one before where that is enough.
func (r *Reader) document(f product.File, data []byte) Facts {
	r.mu.Lock()
	before := r.lead
	r.mu.Unlock()
	now := fingerprint(data)
	if before != nil && now != nil && before.print.same(now) {
		facts := before.facts
		facts.Faults = append(slices.Clone(before.facts.Faults), paged(f, facts.Counts["pages"])...)
		return facts
	}
	facts := blank()
	pdfFile(&facts, f, data)
	r.mu.Lock()
	if now != nil {
		r.lead = &lead{print: now, facts: facts}
	}
	r.mu.Unlock()
	facts.Faults = append(slices.Clone(facts.Faults), paged(f, facts.Counts["pages"])...)
	return facts
}

// lead is a PDF that was read whole.
type lead struct {
	print *print
	facts Facts
}

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
// size of its own, a sticker has not.
func place(f product.File) string {
	dir, name, _ := strings.Cut(f.Path, "/")
	if dir == "listing" || dir == "report" {
		return dir + "/" + name
	}
	switch {
	case strings.Contains(f.Path, "stickers/"):
		return "stickers/" + path.Ext(f.Path)
	case strings.Contains(f.Path, "single"):
		return "single/" + path.Ext(f.Path)
	}
	return path.Base(f.Path)
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
func read(f product.File, data []byte) Facts {
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
		jsonFile(&facts, f, data)
	case "text/csv":
		csvFile(&facts, f, data)
	case "text/markdown":
		markdownFile(&facts, f, data)
	case "text/html":
		htmlFile(&facts, f, data)
	case "text/plain":
		textFile(&facts, f, data)
	case sheetType:
		sheetFile(&facts, f, data)
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
