package quality

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// print is a PDF without its colours: every object in the order of the file,
// those with drawing in them unpacked and the colours taken out. Two files with
// equal prints differ in nothing else. What a print says is only that; it is
// never a reason to believe that a file is sound.
type print struct {
	objects []object
	sum     [32]byte // over all objects and the places of packed ones
}

// object is where an object stands in the file.
type object struct{ num, at int }

// same reports whether two files differ in their colours alone.
func (p *print) same(q *print) bool { return p.sum == q.sum && len(p.objects) == len(q.objects) }

// fingerprint takes the print of a file as our own writer lays it out: objects
// one after the other, then one cross-reference stream. It returns nil for any
// other, damaged ones included: those are read whole.
func fingerprint(data []byte) *print {
	head := bytes.IndexByte(data, '\n')
	end := bytes.LastIndex(data, []byte("startxref\n"))
	if head < 0 || end < 0 || !bytes.HasPrefix(data, []byte("%PDF-1.")) {
		return nil
	}
	if n := bytes.IndexByte(data[head+1:], '\n'); n >= 0 && data[head+1] == '%' {
		head += 1 + n
	}
	table, ok := trailing(data[end:])
	if !ok {
		return nil
	}
	f := &printer{data: data, p: &print{}, hash: sha256.New()}
	f.hash.Write(data[:head+1])
	for at := head + 1; at < end; {
		next, ok := f.object(at, at == table)
		if !ok {
			return nil
		}
		if at == table && next != end {
			return nil
		}
		at = next
	}
	if f.table == nil || !f.places() {
		return nil
	}
	f.p.sum = [32]byte(f.hash.Sum(nil))
	return f.p
}

// trailing reads "startxref\nN\n%%EOF\n".
func trailing(tail []byte) (int, bool) {
	lines := bytes.Split(tail, []byte("\n"))
	if len(lines) < 3 || string(lines[2]) != "%%EOF" {
		return 0, false
	}
	n, err := strconv.Atoi(string(lines[1]))
	return n, err == nil
}

// printer walks over the objects of a file.
type printer struct {
	data  []byte
	p     *print
	hash  hash.Hash
	table []byte // the unpacked cross-reference stream
	unzip io.ReadCloser
	plain bytes.Buffer
	lean  []byte
}

// object reads the object at a place and returns where the next one is.
func (f *printer) object(at int, last bool) (next int, ok bool) {
	rest := f.data[at:]
	sp := bytes.IndexByte(rest[:min(len(rest), 12)], ' ')
	if sp <= 0 || !bytes.HasPrefix(rest[sp:], []byte(" 0 obj\n")) {
		return 0, false
	}
	num, err := strconv.Atoi(string(rest[:sp]))
	if err != nil {
		return 0, false
	}
	f.p.objects = append(f.p.objects, object{num, at})
	body := rest[sp+len(" 0 obj\n"):]
	shut := bytes.Index(body, []byte("endobj\n"))
	open := bytes.Index(body, []byte(">>\nstream\n"))
	if shut < 0 {
		return 0, false
	}
	if open < 0 || open > shut { // no stream
		f.part(num, body[:shut])
		return at + sp + len(" 0 obj\n") + shut + len("endobj\n"), !last
	}
	dict := body[:open]
	i := bytes.LastIndex(dict, []byte("/Length "))
	if i < 0 {
		return 0, false
	}
	digits := dict[i+len("/Length "):]
	stop := 0
	for stop < len(digits) && digits[stop] >= '0' && digits[stop] <= '9' {
		stop++
	}
	n, err := strconv.Atoi(string(digits[:stop]))
	start := open + len(">>\nstream\n")
	if err != nil || n > len(body)-start || !bytes.HasPrefix(body[start+n:], []byte("\nendstream\nendobj\n")) {
		return 0, false
	}
	raw := body[start : start+n]
	next = at + sp + len(" 0 obj\n") + start + n + len("\nendstream\nendobj\n")
	return next, f.stream(num, dict, i, stop, raw, last)
}

// stream takes in an object with a stream: drawing without its colours, the
// cross-reference table for later, all else as it is.
func (f *printer) stream(num int, dict []byte, length, digits int, raw []byte, last bool) bool {
	if last {
		data, ok := f.unpack(raw)
		if !ok || !bytes.Contains(dict, []byte("/Type/XRef")) || !bytes.Contains(dict, []byte("/Predictor 12/Columns 7>>")) || !bytes.Contains(dict, []byte("/W[1 4 2]")) {
			return false
		}
		f.table = bytes.Clone(data)
		if id := bytes.Index(dict, []byte("/ID[")); id >= 0 { // the identity and the packed length follow the content
			f.part(num, dict[:id])
		}
		return true
	}
	form := bytes.Contains(dict, []byte("/Subtype/Form"))
	if !form && !bytes.Equal(bytes.TrimSpace(dict[:length]), []byte("<</Filter/FlateDecode")) {
		f.part(num, dict)
		f.part(num, raw)
		return true
	}
	data, ok := f.unpack(raw)
	if !ok {
		return false
	}
	f.lean = colourless(f.lean[:0], data)
	f.part(num, dict[:length])
	f.part(num, dict[length+len("/Length ")+digits:])
	f.part(num, f.lean)
	return true
}

func (f *printer) unpack(raw []byte) ([]byte, bool) {
	var err error
	if f.unzip == nil {
		f.unzip, err = zlib.NewReader(bytes.NewReader(raw))
	} else {
		err = f.unzip.(zlib.Resetter).Reset(bytes.NewReader(raw), nil)
	}
	if err != nil {
		f.unzip = nil
		return nil, false
	}
	f.plain.Reset()
	if _, err := io.Copy(&f.plain, io.LimitReader(f.unzip, 64<<20)); err != nil {
		return nil, false
	}
	return f.plain.Bytes(), true
}

// places checks the cross-reference table against where the objects stand, and
// takes in where the packed ones lie.
func (f *printer) places() bool {
	const wide = 7
	if len(f.table)%(wide+1) != 0 {
		return false
	}
	at := make(map[int]int, len(f.p.objects))
	for _, o := range f.p.objects {
		if _, twice := at[o.num]; twice {
			return false
		}
		at[o.num] = o.at
	}
	var line [wide]byte
	direct := 0
	packed := f.lean[:0]
	for num := 0; num*(wide+1) < len(f.table); num++ {
		row := f.table[num*(wide+1):][:wide+1]
		if row[0] != 2 {
			return false
		}
		for k := range line {
			line[k] += row[1+k]
		}
		switch line[0] {
		case 0:
		case 1:
			if at[num] != int(binary.BigEndian.Uint32(line[1:])) || at[num] == 0 {
				return false
			}
			direct++
		case 2:
			packed = append(packed, line[:]...)
		default:
			return false
		}
	}
	f.part(-1, packed)
	return direct == len(f.p.objects)
}

// colourless copies a content stream without the operands of its colour
// operators: "r g b rg" and "r g b RG". Each operand must be a number from 0 to
// 1, or it stays.
func colourless(dst, src []byte) []byte {
	for at := 0; at < len(src); {
		i := bytes.IndexAny(src[at:], "gG")
		if i < 0 {
			return append(dst, src[at:]...)
		}
		i += at
		if i > 0 && (src[i-1] == 'r' && src[i] == 'g' || src[i-1] == 'R' && src[i] == 'G') && (i+1 == len(src) || blankByte(src[i+1])) {
			if from, ok := operands(src[at : i-1]); ok {
				dst = append(dst, src[at:at+from]...)
				dst = append(dst, src[i-1:i+1]...)
				at = i + 1
				continue
			}
		}
		dst = append(dst, src[at:i+1]...)
		at = i + 1
	}
	return dst
}

// operands returns where the last three numbers of a text begin; false if there
// are none, or one is not a share.
func operands(b []byte) (int, bool) {
	at := len(b)
	for range 3 {
		for at > 0 && blankByte(b[at-1]) {
			at--
		}
		end := at
		for at > 0 && (b[at-1] >= '0' && b[at-1] <= '9' || b[at-1] == '.') {
			at--
		}
		num := b[at:end]
		if len(num) == 0 || len(num) > 6 || num[0] != '0' && num[0] != '.' && !bytes.Equal(num, []byte("1")) {
			return 0, false
		}
		if at > 0 && !blankByte(b[at-1]) {
			return 0, false
		}
	}
	return at, true
}

func blankByte(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// part hashes a part with its length, so that moving a byte from one part to the
// next shows.
func (f *printer) part(num int, b []byte) {
	var head [16]byte
	binary.BigEndian.PutUint64(head[:], uint64(int64(num)))
	binary.BigEndian.PutUint64(head[8:], uint64(len(b)))
	f.hash.Write(head[:])
	f.hash.Write(b)
}
