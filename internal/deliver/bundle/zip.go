package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/gumgenie/gumgenie/internal/memo"
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
	return (*Memory)(nil).Zip(files, read)
}

// Memory keeps small files as they were packed: most of a bundle is the same when
// one file of it has changed. It is bounded. The zero value is ready; it is safe
// for concurrent use.
type Memory struct {
	texts memo.Memo[string, part] // by the hash of the file
}

// part is a file as it stands in a ZIP.
type part struct {
	data []byte
	sum  uint32
	size int // unpacked
}

// Bounds on what a Memory keeps, in bytes.
const (
	maxTexts = 2 << 20
	maxText  = 16 << 10 // of one file, packed
)

// Zip is like the function Zip, and gives the same bytes.
func (m *Memory) Zip(files []product.File, read func(sha string) ([]byte, error)) ([]byte, error) {
	all, err := entries(files)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	buf.Grow(room(all))
	w := zip.NewWriter(&buf)
	p, err := newPacker(m, read)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	for _, e := range all {
		h, data, err := p.pack(e)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
		body, err := w.CreateRaw(h)
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

// packer packs one entry after the other with one set of tables.
type packer struct {
	memory  *Memory
	read    func(sha string) ([]byte, error)
	out     bytes.Buffer
	deflate *flate.Writer
}

func newPacker(m *Memory, read func(sha string) ([]byte, error)) (*packer, error) {
	p := &packer{memory: m, read: read}
	var err error
	p.deflate, err = flate.NewWriter(&p.out, level)
	return p, err
}

// pack returns the head of an entry and its data, valid until the next call.
func (p *packer) pack(e entry) (*zip.FileHeader, []byte, error) {
	h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, CreatorVersion: unix, ReaderVersion: zipVersion, ModifiedDate: newYear2000}
	h.SetMode(0o644)
	if packed(e.name) {
		h.Method = zip.Store
		data, err := p.read(e.file.SHA)
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = crc32.ChecksumIEEE(data), uint64(len(data)), uint64(len(data))
		return h, data, err
	}
	text, err := p.text(e.file.SHA)
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = text.sum, uint64(len(text.data)), uint64(text.size)
	return h, text.data, err
}

// text returns a file that is worth deflating.
func (p *packer) text(sha string) (part, error) {
	if p.memory != nil {
		if known, ok := p.memory.texts.Get(sha); ok {
			return known, nil
		}
	}
	data, err := p.read(sha)
	if err != nil {
		return part{}, err
	}
	p.out.Reset()
	p.deflate.Reset(&p.out)
	if _, err := p.deflate.Write(data); err != nil {
		return part{}, err
	}
	if err := p.deflate.Close(); err != nil {
		return part{}, err
	}
	made := part{p.out.Bytes(), crc32.ChecksumIEEE(data), len(data)}
	if p.memory != nil && len(made.data) <= maxText {
		const entry = 250
		kept := part{bytes.Clone(made.data), made.sum, made.size}
		p.memory.texts.Put(sha, kept, entry+len(kept.data), maxTexts)
	}
	return made, nil
}

// What stands in the head of every entry: who wrote it, what reads it, and a day
// as MS-DOS counts them.
const (
	zipVersion  = 20
	unix        = 3<<8 | zipVersion
	newYear2000 = (2000-1980)<<9 | 1<<5 | 1
)

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
