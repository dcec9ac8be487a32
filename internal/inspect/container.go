package inspect

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/klauspost/compress/flate"
)

// PNG checks a picture whole, every pixel, and returns its size.
func PNG(data []byte) (w, h int, err error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, fmt.Errorf("read PNG: %w", err)
	}
	if cfg.Width > 20000 || cfg.Height > 20000 || cfg.Width*cfg.Height > 100<<20 {
		return 0, 0, fmt.Errorf("read PNG: %d × %d pixels are out of range", cfg.Width, cfg.Height)
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		return 0, 0, fmt.Errorf("read PNG: %w", err)
	}
	return cfg.Width, cfg.Height, nil
}

// XML checks that a file, such as an SVG, is well-formed: one root, every
// element closed, only the entities that XML itself has.
func XML(data []byte) error { return ReadXML(data, func(xml.Token) {}) }

// ReadXML is XML, and hands each token to a function on the way. A token is valid
// until the function returns.
func ReadXML(data []byte, each func(xml.Token)) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("encoding %q is not UTF-8", charset)
	}
	depth, roots := 0, 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read XML: %w", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			if a, ok := repeated(tok.Attr); ok {
				return fmt.Errorf("read XML: <%s> has the attribute %s twice", tok.Name.Local, a)
			}
			if depth++; depth > 512 {
				return fmt.Errorf("read XML: elements are nested more than 512 deep")
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && strings.TrimSpace(string(tok)) != "" {
				return fmt.Errorf("read XML: there is text outside the root")
			}
		}
		each(tok)
	}
	if roots != 1 || depth != 0 {
		return fmt.Errorf("read XML: there are %d roots", roots)
	}
	return nil
}

// repeated returns the name of an attribute that is there twice, which the
// decoder lets through.
func repeated(attrs []xml.Attr) (string, bool) {
	if len(attrs) < 2 {
		return "", false
	}
	seen := make(map[xml.Name]bool, len(attrs))
	for _, a := range attrs {
		if seen[a.Name] {
			return a.Name.Local, true
		}
		seen[a.Name] = true
	}
	return "", false
}

// Entry is a file in a ZIP.
type Entry struct {
	Path   string
	Size   int64 // unpacked, in bytes
	CRC    uint32
	Nested bool // it is a ZIP itself, by its name or its first bytes
}

// Bounds on a ZIP: files, bytes in all, and how much smaller than its content
// an entry may be.
const (
	maxEntries  = 20000
	maxUnpacked = 4 << 30
	maxRatio    = 400
	maxPath     = 100
)

var (
	errName   = errors.New("is not lower-case ASCII with hyphens")
	cleanName = regexp.MustCompile(`^[a-z0-9]+([-.][a-z0-9]+)*$`)
	upperName = regexp.MustCompile(`^[A-Z]+(-[A-Z]+)*\.(txt|md)$`)
)

// ZIP checks an archive as a buyer unpacks it and returns its files in order:
// every entry is unpacked and its sum checked; paths are relative, without "..",
// unlike each other even where case does not count, shorter than 100 characters
// and in lower-case ASCII with hyphens, but for notes such as README.txt. An
// entry that unpacks to more than 400 times its size is refused.
func ZIP(r io.ReaderAt, size int64) ([]Entry, error) {
	z, err := OpenZIP(r, size)
	if err != nil {
		return nil, fmt.Errorf("read ZIP: %w", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("read ZIP: more than %d entries", maxEntries)
	}
	var all []Entry
	seen := map[string]bool{}
	total := int64(0)
	for _, f := range z.File {
		if err := checkPath(f.Name); err != nil {
			return nil, fmt.Errorf("read ZIP: the path %q %w", f.Name, err)
		}
		low := strings.ToLower(strings.TrimSuffix(f.Name, "/"))
		if seen[low] {
			return nil, fmt.Errorf("read ZIP: the path %q is there twice", f.Name)
		}
		seen[low] = true
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		e, err := readEntry(f)
		if err != nil {
			return nil, fmt.Errorf("read ZIP: %q: %w", f.Name, err)
		}
		if total += e.Size; total > maxUnpacked {
			return nil, fmt.Errorf("read ZIP: it unpacks to more than %d bytes", int64(maxUnpacked))
		}
		all = append(all, e)
	}
	return all, nil
}

// OpenZIP opens an archive whose entries are read one after the other, with one
// set of tables.
func OpenZIP(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	var unpack io.ReadCloser
	z.RegisterDecompressor(zip.Deflate, func(in io.Reader) io.ReadCloser {
		if unpack == nil {
			unpack = flate.NewReader(in)
			return unpack
		}
		_ = unpack.(flate.Resetter).Reset(in, nil) // without a dictionary nothing can fail
		return unpack
	})
	return z, nil
}

func checkPath(p string) error {
	dir := strings.HasSuffix(p, "/")
	p = strings.TrimSuffix(p, "/")
	switch {
	case p == "" || strings.HasPrefix(p, "/") || strings.ContainsAny(p, `\:`):
		return errors.New("is not relative")
	case path.Clean(p) != p || p == ".." || strings.HasPrefix(p, "../"):
		return errors.New("leads out of its folder")
	case len(p) >= maxPath:
		return fmt.Errorf("has %d characters or more", maxPath)
	}
	parts := strings.Split(p, "/")
	for i, s := range parts {
		if !cleanName.MatchString(s) && (dir || i < len(parts)-1 || !upperName.MatchString(s)) {
			return errName
		}
	}
	return nil
}

// readEntry unpacks an entry into nothing and counts.
func readEntry(f *zip.File) (Entry, error) {
	if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(1, f.CompressedSize64) > maxRatio {
		return Entry{}, fmt.Errorf("it unpacks to %d times its size", f.UncompressedSize64/max(1, f.CompressedSize64))
	}
	if f.UncompressedSize64 > maxUnpacked {
		return Entry{}, fmt.Errorf("it unpacks to %d bytes", f.UncompressedSize64)
	}
	in, err := f.Open()
	if err != nil {
		return Entry{}, err
	}
	defer in.Close()
	sum := crc32.NewIEEE()
	var first [4]byte
	head, err := io.ReadFull(in, first[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return Entry{}, err
	}
	sum.Write(first[:head])
	rest, err := io.Copy(sum, io.LimitReader(in, maxUnpacked))
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Path: f.Name, Size: int64(head) + rest, CRC: sum.Sum32()}
	if uint64(e.Size) != f.UncompressedSize64 || e.CRC != f.CRC32 {
		return Entry{}, errors.New("its content is not what it says")
	}
	e.Nested = strings.HasSuffix(strings.ToLower(f.Name), ".zip") || plainZIP(f.Name, first[:head])
	return e, nil
}

// plainZIP reports an archive under another name. Documents of office programs
// and e-books are ZIPs by format and do not count.
func plainZIP(name string, head []byte) bool {
	switch path.Ext(name) {
	case ".xlsx", ".pptx", ".docx", ".epub":
		return false
	}
	return bytes.HasPrefix(head, []byte("PK\x03\x04"))
}
