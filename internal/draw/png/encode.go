package png

import (
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"slices"
)

// Encode writes a picture as PNG, a drawing with a colour table: a third of the
// size, a third of the time. Up to 256 colours stay as they are. Of more, which
// soft edges have, those that most pixels show stay, and each of the others
// becomes the nearest that stays. A picture in which one would move so far that
// an eye sees it keeps its true colours.
func Encode(n *image.NRGBA) ([]byte, error) {
	count := map[uint32]int{}
	runs(n, func(px uint32, from, to int) { count[px] += to - from })
	if len(count) > maxColours {
		return write(n)
	}
	pal, index, ok := reduce(count)
	if !ok {
		return write(n)
	}
	out := image.NewPaletted(n.Rect, pal)
	runs(n, func(px uint32, from, to int) {
		k := index[px]
		for i := range out.Pix[from:to] {
			out.Pix[from+i] = k
		}
	})
	return write(out)
}

const (
	maxColours = 1 << 14 // more are no flat drawing
	table      = 256     // colours that a PNG can name
	// popular is how many places the most frequent colours take; the rest go to
	// those that would be farthest from them.
	popular = 160
	// farthest is how far a colour may move: the squared distance of
	// premultiplied 8-bit channels, about 11 steps in each.
	farthest = 4 * 11 * 11
)

// reduce chooses the colours that stay and says which of them each becomes;
// false if one would be too far from all.
func reduce(count map[uint32]int) (color.Palette, map[uint32]uint8, bool) {
	all := make([]uint32, 0, len(count))
	for px := range count {
		all = append(all, px)
	}
	slices.SortFunc(all, func(a, b uint32) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	index := make(map[uint32]uint8, len(all))
	var pal color.Palette
	points := make([][4]int32, len(all))
	away := make([]int32, len(all)) // distance to the nearest that stays
	near := make([]uint8, len(all))
	for i, px := range all {
		points[i], away[i] = premultiplied(px), 1<<30
	}
	keep := func(k int) {
		at := uint8(len(pal)) //nolint:gosec // under 256
		px := all[k]
		pal = append(pal, color.NRGBA{uint8(px), uint8(px >> 8), uint8(px >> 16), uint8(px >> 24)})
		for i := range points {
			if d := distance(points[i], points[k]); d < away[i] {
				away[i], near[i] = d, at
			}
		}
		away[k], near[k] = 0, at
	}
	first := len(all)
	if first > table {
		first = popular
	}
	for k := range first {
		keep(k)
	}
	for len(pal) < min(table, len(all)) {
		keep(slices.Index(away, slices.Max(away)))
	}
	if slices.Max(away) > farthest {
		return nil, nil, false
	}
	for i, px := range all {
		index[px] = near[i]
	}
	return pal, index, true
}

// premultiplied returns the channels of a colour as they show.
func premultiplied(px uint32) [4]int32 {
	a := int32(px >> 24) //nolint:gosec // a byte
	ch := func(shift int) int32 { return int32(px>>shift&0xff) * a / 255 }
	return [4]int32{ch(0), ch(8), ch(16), a}
}

func distance(a, b [4]int32) int32 {
	sum := int32(0)
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return sum
}

// runs calls fn for every stretch of equal pixels; a pixel is its four bytes.
func runs(n *image.NRGBA, fn func(px uint32, from, to int)) {
	if len(n.Pix) == 0 {
		return
	}
	from, last := 0, binary.LittleEndian.Uint32(n.Pix)
	for i := 4; i < len(n.Pix); i += 4 {
		if px := binary.LittleEndian.Uint32(n.Pix[i : i+4]); px != last {
			fn(last, from, i/4)
			from, last = i/4, px
		}
	}
	fn(last, from, len(n.Pix)/4)
}
