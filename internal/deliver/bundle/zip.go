package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"

	"github.com/gumgenie/gumgenie/internal/product"
)

// level is how hard texts are packed, 1 to 9.
const level = 6

// longest is the longest path that every unpacker takes.
const longest = 99

// startHere stands first in every ZIP.
const startHere = "00-start-here.pdf"

// namePattern is a path of lower-case kebab folders and a file with one suffix.
// The read-me and its like keep their customary capitals.
var namePattern = regexp.MustCompile(`^(?:(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+|README\.txt|LICENSE\.txt|CHANGELOG\.txt|SUPPORT\.txt)$`)

// Zip packs the files of one tier. Names are relative to the tier's folder,
// 00-start-here.pdf first, the others sorted; times are fixed, so that the same
// files give the same bytes. PDF, PNG, JPEG and XLSX, which are compressed
// already, are stored, the rest is deflated. It fails for a file outside the
// tier's folder, a name that is not plain kebab ASCII of less than 100
// characters, a name that comes twice (also in another case), a ZIP within, a
// bundle without 00-start-here.pdf, and when read fails.
func Zip(files []product.File, read func(sha string) ([]byte, error)) ([]byte, error) {
	all, err := entries(files)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	buf.Grow(room(all))
	w := zip.NewWriter(&buf)
	pack, err := flate.NewWriter(io.Discard, level)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		pack.Reset(out) // one entry is written after the other
		return pack, nil
	})
	for _, e := range all {
		data, err := read(e.file.SHA)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(0o644)
		h.Modified = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
		if packed(e.name) {
			h.Method = zip.Store
		}
		body, err := w.CreateHeader(h)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
		if _, err := body.Write(data); err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return buf.Bytes(), nil
}

// room is about what a ZIP takes: the files, and twice the names with what
// stands around them.
func room(all []entry) int {
	n := 1 << 10
	for _, e := range all {
		n += int(e.file.Bytes) + 2*len(e.name) + 200
	}
	return n
}

type entry struct {
	name string
	file product.File
}

// entries checks the names and puts them in order.
func entries(files []product.File) ([]entry, error) {
	var all []entry
	seen := map[string]bool{}
	tier := ""
	for _, f := range files {
		head, name, ok := strings.Cut(f.Path, "/")
		if tier == "" {
			tier = head
		}
		switch {
		case !ok || head != tier || product.Tier(head).Rank() < 0:
			return nil, fmt.Errorf("pack %q: it does not lie in the folder of the tier", f.Path)
		case len(name) > longest:
			return nil, fmt.Errorf("pack %q: the name has %d characters, the limit is %d", f.Path, len(name), longest)
		case !namePattern.MatchString(name):
			return nil, fmt.Errorf("pack %q: a name has small letters, digits and single hyphens, and one suffix", f.Path)
		case path.Ext(name) == ".zip":
			return nil, fmt.Errorf("pack %q: a bundle holds no other ZIP", f.Path)
		case seen[strings.ToLower(name)]:
			return nil, fmt.Errorf("pack %q: the name comes twice", f.Path)
		}
		seen[strings.ToLower(name)] = true
		all = append(all, entry{name, f})
	}
	if !seen[startHere] {
		return nil, fmt.Errorf("pack: there is no %s", startHere)
	}
	sort.Slice(all, func(i, j int) bool {
		if first := all[i].name == startHere; first || all[j].name == startHere {
			return first
		}
		return all[i].name < all[j].name
	})
	return all, nil
}

// packed reports a format that deflating would not make smaller.
func packed(name string) bool {
	switch path.Ext(name) {
	case ".pdf", ".png", ".jpg", ".xlsx", ".epub", ".pptx":
		return true
	}
	return false
}
