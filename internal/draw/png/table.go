package png

import "slices"

const (
	places = 256 // colours that a PNG can name
	// popular is how many places the most frequent colours take; the rest go to
	// those that would be farthest from them.
	popular = 160
	// farthest is how far a colour may move: the squared distance of
	// premultiplied 8-bit channels, about 11 steps in each.
	farthest = 4 * 11 * 11
)

// table is the colours that stay, and which of them each of the others becomes.
//
// Beside every colour that stays it has a list of the others that are nearest to it.
// One more that stays takes over what is nearer to it. In a list that is no wider
// than half the way between the two colours there is nothing to take, so that
// hardly any distance has to be measured.
type table struct {
	colours []uint32 // that stay
	near    []uint8  // of each colour there was: its place in colours

	order []uint64 // the colours there were, the most frequent first: how rare each is, and itself
	spots []spot   // of each in order
	lists []list   // of each that stays
}

// spot is a colour and the list that it is on.
type spot struct {
	px   uint32
	at   point
	away int32 // squared distance to the colour that stays
	next int32 // on the list, -1 at its end
	list uint8
}

// list is the spots nearest to a colour that stays.
type list struct {
	at     point
	first  int32
	radius int32 // the greatest distance on it
	edge   int32 // the first in order that is as far away, -1 for none
}

// point is the channels of a colour as they show: premultiplied.
type point [4]int32

func pointOf(px uint32) point {
	a := int32(px >> 24) //nolint:gosec // a byte
	ch := func(shift int) int32 { return int32(px>>shift&0xff) * a / 255 }
	return point{ch(0), ch(8), ch(16), a}
}

// to returns the squared distance to another one.
func (p point) to(q point) int32 {
	d0, d1, d2, d3 := p[0]-q[0], p[1]-q[1], p[2]-q[2], p[3]-q[3]
	return d0*d0 + d1*d1 + d2*d2 + d3*d3
}

// choose chooses which of the colours stay, of which each is seen so often; false
// if one would be too far from all. There is at least one.
func (t *table) choose(all *numbered, count []uint32) bool {
	colours := all.values
	t.near = slices.Grow(t.near[:0], len(colours))[:len(colours)]
	if len(colours) <= places {
		t.colours = append(t.colours[:0], colours...)
		for i := range t.near {
			t.near[i] = uint8(i) //nolint:gosec // under 256
		}
		return true
	}
	t.begin(colours, count)
	for len(t.colours) < places {
		k, radius := t.widest()
		if radius == 0 {
			break // nothing moves any more
		}
		t.keep(k)
	}
	if _, radius := t.widest(); radius > farthest {
		return false
	}
	for _, s := range t.spots {
		k, _ := all.number(s.px)
		t.near[k] = s.list
	}
	return true
}

// begin orders the colours and keeps the popular ones.
func (t *table) begin(colours, count []uint32) {
	t.order, t.spots, t.lists, t.colours = t.order[:0], t.spots[:0], t.lists[:0], t.colours[:0]
	for k, px := range colours {
		t.order = append(t.order, uint64(^count[k])<<32|uint64(px))
	}
	slices.Sort(t.order)
	for _, key := range t.order {
		px := uint32(key) //nolint:gosec // the lower half
		t.spots = append(t.spots, spot{px: px, at: pointOf(px)})
	}
	first := list{at: t.spots[0].at, first: -1, edge: -1}
	for i := popular; i < len(t.spots); i++ {
		s := &t.spots[i]
		s.away = s.at.to(first.at)
		first.take(int32(i), s) //nolint:gosec // under maxColours
	}
	t.colours, t.lists = append(t.colours, t.spots[0].px), append(t.lists, first)
	for k := 1; k < popular; k++ {
		t.keep(k)
	}
}

// take puts a spot on a list.
func (l *list) take(i int32, s *spot) {
	s.next, l.first = l.first, i
	l.see(i, s.away)
}

// see widens a list as far as a spot on it reaches.
func (l *list) see(i, away int32) {
	if away > l.radius || away == l.radius && (i < l.edge || l.edge < 0) {
		l.radius, l.edge = away, i
	}
}

// keep lets a colour stay, and puts on its list what is nearer to it than to the
// others.
func (t *table) keep(k int) {
	at := uint8(len(t.lists)) //nolint:gosec // under 256
	mine := list{at: t.spots[k].at, first: -1, edge: -1}
	for j := range t.lists {
		l := &t.lists[j]
		if l.radius == 0 {
			continue
		}
		way := mine.at.to(l.at)
		if way >= 4*l.radius {
			continue // it is twice the radius or more
		}
		edge := l.edge
		for link := &l.first; *link >= 0; {
			i := *link
			s := &t.spots[i]
			if way < 4*s.away {
				if d := s.at.to(mine.at); d < s.away {
					*link, s.away, s.list = s.next, d, at
					mine.take(i, s)
					if i == edge {
						l.edge = -1
					}
					continue
				}
			}
			link = &s.next
		}
		if l.edge < 0 {
			l.radius = 0
			for i := l.first; i >= 0; i = t.spots[i].next {
				l.see(i, t.spots[i].away)
			}
		}
	}
	t.spots[k].list = at // also if another one that stays looks the same
	t.colours, t.lists = append(t.colours, t.spots[k].px), append(t.lists, mine)
}

// widest returns the colour that is farthest from the one it is counted to, and
// its distance; of several the first in order.
func (t *table) widest() (k int, radius int32) {
	best := t.lists[0]
	for _, l := range t.lists[1:] {
		if l.edge >= 0 && (l.radius > best.radius || l.radius == best.radius && (l.edge < best.edge || best.edge < 0)) {
			best = l
		}
	}
	return int(best.edge), best.radius
}
