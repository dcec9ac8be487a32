package inspect

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"
	"slices"
)

// maxDigest bounds how many values a digest goes through.
const maxDigest = 1 << 20

// Digest returns a hash of all that the text of a page depends on: its size, its
// content and everything that its resources lead to, as they stand in the file.
// Pages with one digest, of one document or of two, have the same text. It
// reports false for resources that lead too far.
func (p *Page) Digest() ([32]byte, bool) {
	d := digester{f: p.d.f, h: sha256.New(), seen: map[ref]int{}}
	for _, v := range []float64{p.W, p.H, p.x, p.top} {
		d.number(math.Float64bits(v))
	}
	shared, ok := p.d.resourcesDigest(p.resources)
	d.h.Write(shared[:])
	d.value(p.dict["Contents"], 0)
	return [32]byte(d.h.Sum(nil)), ok && !d.lost
}

// resourcesDigest is the digest of resources, worked out once for all pages that
// share them.
func (d *Doc) resourcesDigest(v any) ([32]byte, bool) {
	r, shared := v.(ref)
	if known, ok := d.digests[r]; ok && shared {
		return known, known != [32]byte{}
	}
	g := digester{f: d.f, h: sha256.New(), seen: map[ref]int{}}
	g.value(v, 0)
	var sum [32]byte
	if !g.lost {
		sum = [32]byte(g.h.Sum(nil))
	}
	if shared {
		d.digests[r] = sum
	}
	return sum, !g.lost
}

// digester writes values into a hash so that two graphs of values give the same
// bytes only when they are the same, whatever their objects are numbered.
type digester struct {
	f    *file
	h    hash.Hash
	seen map[ref]int // objects in the order in which they are met
	n    int
	lost bool // it led too far, or in nesting too deep
	room []byte
}

func (d *digester) number(n uint64) {
	d.room = binary.BigEndian.AppendUint64(d.room[:0], n)
	d.h.Write(d.room)
}

func (d *digester) text(kind byte, s string) {
	d.room = binary.BigEndian.AppendUint64(append(d.room[:0], kind), uint64(len(s)))
	d.room = append(d.room, s...)
	d.h.Write(d.room)
}

func (d *digester) value(v any, depth int) {
	if d.n++; d.lost || d.n > maxDigest || depth > maxDepth {
		d.lost = true
		return
	}
	switch v := v.(type) {
	case ref:
		if at, ok := d.seen[v]; ok {
			d.text('r', "")
			d.number(uint64(at))
			return
		}
		d.seen[v] = len(d.seen)
		d.value(d.f.get(v), depth+1)
	case float64:
		d.text('f', "")
		d.number(math.Float64bits(v))
	case bool:
		d.text('b', map[bool]string{true: "t"}[v])
	case string:
		d.text('s', v)
	case name:
		d.text('n', string(v))
	case operator:
		d.text('o', string(v))
	case array:
		d.text('a', "")
		d.number(uint64(len(v)))
		for _, e := range v {
			d.value(e, depth+1)
		}
	case dict:
		d.dict(v, depth)
	case *stream:
		d.dict(v.dict, depth)
		d.text('d', "")
		d.number(uint64(len(v.raw)))
		d.h.Write(v.raw)
	default:
		d.text('0', "")
	}
}

func (d *digester) dict(v dict, depth int) {
	keys := make([]name, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	d.text('D', "")
	d.number(uint64(len(keys)))
	for _, k := range keys {
		d.text('k', string(k))
		d.value(v[k], depth+1)
	}
}
