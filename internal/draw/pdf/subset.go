package pdf

import (
	"encoding/binary"
	"fmt"
	"math"
)

// trueType is a font file with the tables that a subset needs.
type trueType struct {
	tables  map[string][]byte
	glyphs  int
	units   int
	metrics int  // glyphs with an advance of their own
	long    bool // offsets of glyphs are 32 bits wide
	box     [4]int
	italic  float64 // angle, in degrees
	fixed   bool
	weight  int
}

// readTrueType reads the directory and the fixed tables of a font file.
func readTrueType(data []byte) (*trueType, error) {
	t := &trueType{tables: map[string][]byte{}, weight: 400}
	if len(data) < 12 {
		return nil, fmt.Errorf("the file is too short")
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, fmt.Errorf("the directory is cut off")
		}
		off, size := int(binary.BigEndian.Uint32(data[at+8:])), int(binary.BigEndian.Uint32(data[at+12:]))
		if off > len(data) || size > len(data)-off {
			return nil, fmt.Errorf("table %q is cut off", data[at:at+4])
		}
		t.tables[string(data[at:at+4])] = data[off : off+size]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 0} {
		if b, ok := t.tables[name]; !ok || len(b) < least {
			return nil, fmt.Errorf("it has no whole table %s, so it is not TrueType", name)
		}
	}
	return t, t.read()
}

func (t *trueType) read() error {
	head, hhea := t.tables["head"], t.tables["hhea"]
	t.units = int(binary.BigEndian.Uint16(head[18:]))
	t.long = binary.BigEndian.Uint16(head[50:]) != 0
	for i := range t.box {
		t.box[i] = int(int16(binary.BigEndian.Uint16(head[36+2*i:])))
	}
	t.glyphs = int(binary.BigEndian.Uint16(t.tables["maxp"][4:]))
	t.metrics = int(binary.BigEndian.Uint16(hhea[34:]))
	if post := t.tables["post"]; len(post) >= 16 {
		t.italic = float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536
		t.fixed = binary.BigEndian.Uint32(post[12:]) != 0
	}
	if os2 := t.tables["OS/2"]; len(os2) >= 6 {
		t.weight = int(binary.BigEndian.Uint16(os2[4:]))
	}
	width := 2
	if t.long {
		width = 4
	}
	switch {
	case t.units == 0, t.metrics == 0, t.metrics > t.glyphs:
		return fmt.Errorf("its sizes make no sense")
	case len(t.tables["hmtx"]) < 4*t.metrics+2*(t.glyphs-t.metrics), len(t.tables["loca"]) < width*(t.glyphs+1):
		return fmt.Errorf("it has fewer glyphs than it says")
	}
	return nil
}

// stem guesses the width of stems from the weight: fonts do not state it, and
// readers use it only when they have to replace the font.
func (t *trueType) stem() int {
	w := float64(t.weight) / 65
	return 50 + int(math.Round(w*w))
}

func (t *trueType) advance(g uint16) int {
	return int(binary.BigEndian.Uint16(t.tables["hmtx"][4*min(int(g), t.metrics-1):]))
}

func (t *trueType) bearing(g uint16) uint16 {
	if int(g) < t.metrics {
		return binary.BigEndian.Uint16(t.tables["hmtx"][4*int(g)+2:])
	}
	return binary.BigEndian.Uint16(t.tables["hmtx"][4*t.metrics+2*(int(g)-t.metrics):])
}

// outline returns the description of a glyph, empty for a blank.
func (t *trueType) outline(g uint16) ([]byte, error) {
	loca, glyf := t.tables["loca"], t.tables["glyf"]
	var from, to int
	if t.long {
		from, to = int(binary.BigEndian.Uint32(loca[4*int(g):])), int(binary.BigEndian.Uint32(loca[4*int(g)+4:]))
	} else {
		from, to = 2*int(binary.BigEndian.Uint16(loca[2*int(g):])), 2*int(binary.BigEndian.Uint16(loca[2*int(g)+2:]))
	}
	if from > to || to > len(glyf) {
		return nil, fmt.Errorf("glyph %d is cut off", g)
	}
	return glyf[from:to], nil
}

// parts returns where the numbers of its parts stand in a composite glyph.
func parts(outline []byte) ([]int, error) {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil, nil
	}
	var all []int
	for at, more := 10, true; more; {
		if at+4 > len(outline) {
			return nil, fmt.Errorf("a composite glyph is cut off")
		}
		flags := binary.BigEndian.Uint16(outline[at:])
		all = append(all, at+2)
		at += 6
		if flags&0x0001 != 0 { // words for the offsets
			at += 2
		}
		switch {
		case flags&0x0008 != 0: // one scale
			at += 2
		case flags&0x0040 != 0: // two
			at += 4
		case flags&0x0080 != 0: // a matrix
			at += 8
		}
		more = flags&0x0020 != 0
	}
	return all, nil
}

// closure adds to the used glyphs what they are composed of, and the glyph 0
// that every font has.
func (t *trueType) closure(used map[uint16]bool) ([]uint16, error) {
	all := map[uint16]bool{0: true}
	todo := append([]uint16{0}, sorted(used)...)
	for len(todo) > 0 {
		g := todo[0]
		todo = todo[1:]
		all[g] = true
		out, err := t.outline(g)
		if err != nil {
			return nil, err
		}
		places, err := parts(out)
		if err != nil {
			return nil, err
		}
		for _, at := range places {
			part := binary.BigEndian.Uint16(out[at:])
			if int(part) >= t.glyphs {
				return nil, fmt.Errorf("glyph %d has a part that is missing", g)
			}
			if !all[part] {
				all[part] = true
				todo = append(todo, part)
			}
		}
	}
	return sorted(all), nil
}

// subset returns a font file with the used glyphs only, numbered anew, and
// their new numbers.
func (t *trueType) subset(used map[uint16]bool) ([]byte, map[uint16]uint16, error) {
	all, err := t.closure(used)
	if err != nil {
		return nil, nil, err
	}
	index := map[uint16]uint16{}
	for i, g := range all {
		index[g] = uint16(i)
	}
	var glyf, loca, hmtx []byte
	for _, g := range all {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(t.advance(g)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, t.bearing(g))
		out, err := t.outline(g)
		if err != nil {
			return nil, nil, err
		}
		places, err := parts(out)
		if err != nil {
			return nil, nil, err
		}
		start := len(glyf)
		glyf = append(glyf, out...)
		for _, at := range places {
			part := glyf[start+at:]
			binary.BigEndian.PutUint16(part, index[binary.BigEndian.Uint16(part)])
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := clone(t.tables["head"]), clone(t.tables["hhea"]), clone(t.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(all)))
	return assemble(map[string][]byte{
		"cvt ": t.tables["cvt "], "fpgm": t.tables["fpgm"], "prep": t.tables["prep"],
		"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp,
	}), index, nil
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }

// assemble writes a font file of the tables that are not empty.
func assemble(tables map[string][]byte) []byte {
	var names []string
	for _, name := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		if len(tables[name]) > 0 {
			names = append(names, name)
		}
	}
	n := len(names)
	power := 1
	entry := 0
	for power*2 <= n {
		power *= 2
		entry++
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 * power, entry, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	off := 12 + 16*n
	var body []byte
	headAt := 0
	for _, name := range names {
		b := tables[name]
		if name == "head" {
			headAt = off + len(body)
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(b))
		out = binary.BigEndian.AppendUint32(out, uint32(off+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(b)))
		body = append(body, b...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up the 32-bit words of a table, the last filled with zeros.
func checksum(b []byte) uint32 {
	sum := uint32(0)
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
