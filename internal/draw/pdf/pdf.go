// Package pdf writes a document of the display list as a PDF 1.7: typefaces
// embedded as subsets, text that can be copied and searched, links, bookmarks,
// and the structure that screen readers need.
//
// A document is compiled once and then written in any number of palettes, each
// a small part of the work. The same document and palette give the same bytes.
package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// deepLevel packs what is written once for all palettes, fastLevel what is
// packed anew for each.
const (
	deepLevel = 6
	fastLevel = 6
)

// header is the version and four bytes that tell transfer programs that the
// file is not text.
const header = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

// File is a compiled document. It is read-only: Bytes may be called from
// several goroutines at once.
type File struct {
	rows       []row // without a place for content streams and the table itself
	body       []byte
	streams    []stream
	root, info ref
	xref       ref
}

// Bytes returns the whole file in the colours of a palette.
func (f *File) Bytes(pal draw.Palette) []byte {
	colours := operators(pal)
	pack := newDeflater(fastLevel)
	out := make([]byte, 0, len(f.body)+len(f.body)/2+1<<16)
	out = append(append(out, header...), f.body...)
	rows := append([]row(nil), f.rows...)
	for i := range rows {
		if !rows[i].packed {
			rows[i].at += len(header)
		}
	}
	var plain []byte
	for i := range f.streams {
		s := &f.streams[i]
		plain = s.fill(plain[:0], &colours)
		data := pack.pack(plain)
		rows[s.r] = row{at: len(out)}
		out = append(strconv.AppendInt(out, int64(s.r), 10), " 0 obj\n<<"...)
		out = append(append(out, s.dict...), "/Filter/FlateDecode/Length "...)
		out = append(strconv.AppendInt(out, int64(len(data)), 10), ">>\nstream\n"...)
		out = append(append(out, data...), "\nendstream\nendobj\n"...)
	}
	at := len(out)
	rows = append(rows, row{at: at})
	table := pack.pack(crossReference(rows))
	id := sha256.Sum256(out)
	out = fmt.Appendf(out, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<%x><%x>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length %d>>\nstream\n",
		f.xref, len(rows), f.root, f.info, id[:16], id[:16], len(table))
	out = append(append(out, table...), "\nendstream\nendobj\n"...)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", at)
}

// operators writes how each slot becomes the colour of fills and strokes. Three
// decimals tell all 256 steps apart.
func operators(pal draw.Palette) [2 * draw.NumSlots]string {
	var all [2 * draw.NumSlots]string
	for i, c := range pal {
		var b []byte
		for _, v := range [3]uint8{c.R, c.G, c.B} {
			b = append(b, thousandths(int(v))...)
			b = append(b, ' ')
		}
		all[i] = string(b) + "rg "
		all[i+int(draw.NumSlots)] = string(b) + "RG "
	}
	return all
}

func thousandths(v int) string {
	return strconv.FormatFloat(float64((v*1000+127)/255)/1000, 'f', -1, 64)
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
