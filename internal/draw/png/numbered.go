package png

// maxColours is how many colours a drawing may have; what has more is no flat
// drawing.
const maxColours = 1 << 14

// numbered gives values numbers from 0 on, as they are met.
type numbered struct {
	values []uint32
	seats  []uint16 // of a hash: one more than the number, 0 for none
}

// clear forgets all values.
func (n *numbered) clear() {
	n.values = n.values[:0]
	if n.seats == nil {
		n.seats = make([]uint16, 2*maxColours) // at most half are taken
	}
	clear(n.seats)
}

// number returns the number of a value; false when it is new and there are
// maxColours already.
func (n *numbered) number(v uint32) (uint16, bool) {
	const toSeat = 17 // leaves as many bits of a hash as the seats have
	for h := v * 0x9e3779b1 >> toSeat; ; h++ {
		seat := &n.seats[h%(2*maxColours)]
		if *seat == 0 {
			if len(n.values) == maxColours {
				return 0, false
			}
			n.values = append(n.values, v)
			*seat = uint16(len(n.values)) //nolint:gosec // at most maxColours
			return *seat - 1, true
		}
		if n.values[*seat-1] == v {
			return *seat - 1, true
		}
	}
}
