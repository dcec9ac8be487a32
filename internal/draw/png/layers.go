package png

import (
	"encoding/binary"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// layers is a surface without colours: of each pixel it knows which slots were
// painted over each other there, and how much of it each covers.
type layers struct {
	width  int
	pixels []uint16 // of each the number of its blend
	blends numbered
	over   bool // there were too many blends
	soft   soft
}

// soft remembers the blends of soft edges: most of a text lie upon one ground.
type soft struct {
	under uint16
	slot  draw.Slot
	of    [256]uint16 // by share; 0 = not known yet
}

// A blend is the number of the one that it lies upon, a slot, and the share of
// the pixel that the slot covers. The first one is nothing at all.
const (
	blendUnder = 12 // bits to the right of the number below
	blendSlot  = 8
)

func (l *layers) begin(w, h int) {
	if cap(l.pixels) < w*h {
		l.pixels = make([]uint16, w*h)
	}
	l.width, l.pixels, l.over = w, l.pixels[:w*h], false
	clear(l.pixels)
	l.blends.clear()
	l.soft = soft{}
	l.blend(0, draw.None, 0)
}

// blend returns the number of what a share of a slot makes of another blend.
func (l *layers) blend(under uint16, s draw.Slot, share uint32) uint16 {
	if share >= whole {
		under, share = 0, whole // nothing shows of what was there
	}
	k, ok := l.blends.number(uint32(under)<<blendUnder | uint32(s%draw.NumSlots)<<blendSlot | share)
	l.over = l.over || !ok
	return k
}

func (l *layers) row(left, y, n int, s draw.Slot) {
	full := l.blend(0, s, whole)
	row := l.pixels[y*l.width+left:][:n]
	row[0] = full
	for n := 1; n < len(row); n *= 2 { // each copy is twice as long as the one before
		copy(row[n:], row[:n])
	}
}

func (l *layers) part(left, y int, share uint32, s draw.Slot) {
	if px := &l.pixels[y*l.width+left]; share > 0 {
		*px = l.blend(*px, s, share)
	}
}

// through looks at eight pixels at once, because most masks let nothing or all
// through for a long way.
func (l *layers) through(left, y int, mask []uint8, s draw.Slot) {
	row := l.pixels[y*l.width+left:][:len(mask)]
	full := l.blend(0, s, whole)
	for i := 0; i < len(mask); {
		if i+8 <= len(mask) {
			switch binary.LittleEndian.Uint64(mask[i:]) {
			case 0:
				i += 8
				continue
			case math.MaxUint64:
				*(*[8]uint16)(row[i:]) = [8]uint16{full, full, full, full, full, full, full, full}
				i += 8
				continue
			}
		}
		for end := min(i+8, len(mask)); i < end; i++ {
			switch m := mask[i]; m {
			case 0:
			case whole:
				row[i] = full
			default:
				k := l.soft.of[m]
				if k == 0 || l.soft.under != row[i] || l.soft.slot != s {
					k = l.edge(row[i], s, m)
				}
				row[i] = k
			}
		}
	}
}

// edge is blend, and remembers it for the next pixel.
func (l *layers) edge(under uint16, s draw.Slot, share uint8) uint16 {
	if l.soft.under != under || l.soft.slot != s {
		l.soft = soft{under: under, slot: s}
	}
	k := l.blend(under, s, uint32(share))
	l.soft.of[share] = k
	return k
}
