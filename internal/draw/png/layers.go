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
	soft   [8]soft
}

// soft remembers the blends of soft edges of a slot upon another blend: all of a
// text lie upon one ground.
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
	l.soft = [8]soft{}
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
	eight := [8]uint16{full, full, full, full, full, full, full, full}
	for len(mask) >= 8 {
		switch binary.LittleEndian.Uint64(mask) {
		case 0:
		case math.MaxUint64:
			*(*[8]uint16)(row) = eight
		default:
			l.soften(row[:8], mask[:8], s, full)
		}
		row, mask = row[8:], mask[8:]
	}
	l.soften(row, mask, s, full)
}

// soften paints pixels of which some may be covered in part.
func (l *layers) soften(row []uint16, mask []uint8, s draw.Slot, full uint16) {
	for i, m := range mask {
		switch px := &row[i]; m {
		case 0:
		case whole:
			*px = full
		default:
			known := &l.soft[(*px^uint16(s))%8]
			if known.under != *px || known.slot != s {
				*known = soft{under: *px, slot: s}
			}
			k := known.of[m]
			if k == 0 {
				k = l.blend(*px, s, uint32(m))
				known.of[m] = k
			}
			*px = k
		}
	}
}
