package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// ref is an object number.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

func appendRef(b []byte, r ref) []byte {
	return append(strconv.AppendInt(b, int64(r), 10), " 0 R"...)
}

// perStream is how many objects share an object stream. Larger ones are smaller
// in the file, but a reader unpacks a whole one to get at a single object.
const perStream = 1000

// row is a line of the cross-reference table: where an object lies, either at
// an offset of the file or as the nth of an object stream.
type row struct {
	packed bool
	at     int // offset, or number of the object stream
	index  int
}

// objects collects the objects of a file that no palette changes.
type objects struct {
	rows   []row // by object number; 0 is the head of the free list
	body   bytes.Buffer
	batch  []byte
	heads  []byte
	inside []ref // objects of the batch
	deep   *deflater
	memory *Memory
}

// alloc reserves an object number, for objects that are named before they are written.
func (o *objects) alloc() ref {
	if len(o.rows) == 0 {
		o.rows = append(o.rows, row{})
	}
	o.rows = append(o.rows, row{})
	return ref(len(o.rows) - 1)
}

// put writes an object that is no stream into the object stream of the moment.
func (o *objects) put(r ref, value []byte) {
	o.heads = append(strconv.AppendInt(o.heads, int64(r), 10), ' ')
	o.heads = append(strconv.AppendInt(o.heads, int64(len(o.batch)), 10), ' ')
	o.batch = append(append(o.batch, value...), '\n')
	o.inside = append(o.inside, r)
	if len(o.inside) == perStream {
		o.flush()
	}
}

// add writes an object under a new number.
func (o *objects) add(value []byte) ref {
	r := o.alloc()
	o.put(r, value)
	return r
}

// flush ends the object stream of the moment.
func (o *objects) flush() {
	if len(o.inside) == 0 {
		return
	}
	r := o.alloc()
	for i, in := range o.inside {
		o.rows[in] = row{packed: true, at: int(r), index: i}
	}
	dict := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(o.inside), len(o.heads))
	o.raw(r, dict+"/Filter/FlateDecode", o.deep.pack(append(o.heads, o.batch...)))
	o.batch, o.heads, o.inside = o.batch[:0], o.heads[:0], o.inside[:0]
}

// stream writes a stream, deflated. dict is its dictionary without brackets,
// length and filter.
func (o *objects) stream(r ref, dict string, data []byte) {
	o.raw(r, dict+"/Filter/FlateDecode", o.memory.pack(o.deep, data))
}

// raw writes a stream whose data are encoded already.
func (o *objects) raw(r ref, dict string, data []byte) {
	o.rows[r] = row{at: len(header) + o.body.Len()}
	fmt.Fprintf(&o.body, "%d 0 obj\n<<%s/Length %d>>\nstream\n", r, dict, len(data))
	o.body.Write(data)
	o.body.WriteString("\nendstream\nendobj\n")
}

// deflater packs many short streams with one set of tables.
type deflater struct {
	buf bytes.Buffer
	w   *zlib.Writer
}

// newDeflater returns one for a level of 1 (fast) to 9. It panics for others.
func newDeflater(level int) *deflater {
	d := &deflater{}
	w, err := zlib.NewWriterLevel(&d.buf, level)
	if err != nil {
		panic(err)
	}
	d.w = w
	return d
}

// pack returns the packed data, valid until the next call. Writing to memory
// does not fail.
func (d *deflater) pack(data []byte) []byte {
	d.buf.Reset()
	d.w.Reset(&d.buf)
	_, _ = d.w.Write(data)
	_ = d.w.Close()
	return d.buf.Bytes()
}
