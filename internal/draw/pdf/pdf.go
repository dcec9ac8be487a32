// Package pdf writes a document of the display list as a PDF 1.7: typefaces
// embedded as subsets, text that can be copied and searched, links, bookmarks,
// and the structure that screen readers need.
//
// A document is compiled once and then written in any number of palettes, each
// a small part of the work. A Memory makes that part of the next document cheap
// which is like one before. The same document and palette give the same bytes.
package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// level packs streams. It is dear, but each is packed once for all palettes.
const level = 6

// header is the version and four bytes that tell transfer programs that the
// file is not text.
const header = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

// paletteName is what content streams call the palette by: an indexed colour
// space. Its table is one small object at the end of the file, always of the same
// size, so that files of other palettes are the same but for those bytes.
const paletteName = "P"

// File is a compiled document. It is read-only: Bytes may be called from
// several goroutines at once.
type File struct {
	head []byte // up to the colours
	tail []byte // the rest, its identity open
	id   int    // where in the tail the identity stands, twice
}

// file ends a document with the colours, the table of objects and the trailer.
func (c *compiler) file(root, info, colours ref) *File {
	f := &File{head: append([]byte(header), c.body.Bytes()...)}
	c.rows[colours] = row{at: len(f.head)}
	f.head = append(strconv.AppendInt(f.head, int64(colours), 10), fmt.Sprintf(" 0 obj\n[/Indexed/DeviceRGB %d<", draw.NumSlots-1)...)
	f.tail = []byte(">]\nendobj\n")
	at := len(f.head) + 6*int(draw.NumSlots) + len(f.tail)
	xref := ref(len(c.rows))
	rows := append(c.rows, row{at: at})
	table := c.deep.pack(crossReference(rows))
	f.tail = fmt.Appendf(f.tail, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<", xref, len(rows), root, info)
	f.id = len(f.tail)
	nobody := strings.Repeat("0", 2*idBytes)
	f.tail = fmt.Appendf(f.tail, "%s><%s>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length %d>>\nstream\n", nobody, nobody, len(table))
	f.tail = append(append(f.tail, table...), "\nendstream\nendobj\n"...)
	f.tail = fmt.Appendf(f.tail, "startxref\n%d\n%%%%EOF\n", at)
	return f
}

// idBytes is the length of the identity of a file.
const idBytes = 16

// Bytes returns the whole file in the colours of a palette. Its identity follows
// from its contents.
func (f *File) Bytes(pal draw.Palette) []byte {
	out := make([]byte, 0, len(f.head)+6*int(draw.NumSlots)+len(f.tail))
	out = append(out, f.head...)
	for _, c := range pal {
		out = fmt.Appendf(out, "%02x%02x%02x", c.R, c.G, c.B)
	}
	id := sha256.Sum256(out)
	at := len(out) + f.id
	out = append(out, f.tail...)
	hex.Encode(out[at:], id[:idBytes])
	hex.Encode(out[at+2*idBytes+len("><"):], id[:idBytes])
	return out
}

// crossReference writes the table of objects, each line as its difference from
// the one before, as PNG does with pixels: that packs to almost nothing.
func crossReference(rows []row) []byte {
	const wide = 7
	out := make([]byte, 0, (wide+1)*len(rows))
	var line, above [wide]byte
	for i, r := range rows {
		switch {
		case i == 0:
			line = [wide]byte{0, 0, 0, 0, 0, 0xff, 0xff}
		case r.packed:
			line[0] = 2
			binary.BigEndian.PutUint32(line[1:], uint32(r.at))
			binary.BigEndian.PutUint16(line[5:], uint16(r.index))
		default:
			line[0] = 1
			binary.BigEndian.PutUint32(line[1:], uint32(r.at))
			binary.BigEndian.PutUint16(line[5:], 0)
		}
		out = append(out, 2)
		for k := range line {
			out = append(out, line[k]-above[k])
		}
		above = line
	}
	return out
}
