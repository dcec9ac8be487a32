package png

import (
	"image"
	"image/color"
)

// EncodeFlat writes a drawing of few colours as PNG with a colour table: a
// quarter of the size and of the time. Colours that fill areas stay as they are;
// those of soft edges, each in some pixels only, are rounded until 256 colours
// do. What does not become a table so is written by Encode.
func EncodeFlat(n *image.NRGBA) ([]byte, error) {
	count := map[[4]byte]int{}
	runs(n, func(px [4]byte, from, to int) { count[px] += to - from })
	const area = 48 // pixels that an eye sees as an area
	for _, step := range []int{1, 8, 16, 32, 48} {
		to := map[[4]byte][4]byte{}
		table := map[[4]byte]uint8{}
		for px, k := range count {
			q := px
			if k < area {
				q = round(px, step)
			}
			to[px] = q
			table[q] = 0
		}
		if len(table) <= 256 {
			return write(mapped(n, to))
		}
	}
	return Encode(n)
}

// round moves a colour to the nearest multiple of a step; what is nearly clear
// becomes clear, what is nearly solid solid.
func round(px [4]byte, step int) [4]byte {
	for i, v := range px {
		px[i] = uint8(min(255, (int(v)+step/2)/step*step)) //nolint:gosec // at most 255
	}
	if px[3] == 0 {
		return [4]byte{}
	}
	return px
}

// runs calls fn for every stretch of equal pixels.
func runs(n *image.NRGBA, fn func(px [4]byte, from, to int)) {
	from := 0
	for i := 4; i <= len(n.Pix); i += 4 {
		if i == len(n.Pix) || [4]byte(n.Pix[i:i+4]) != [4]byte(n.Pix[from*4:from*4+4]) {
			fn([4]byte(n.Pix[from*4:from*4+4]), from, i/4)
			from = i / 4
		}
	}
}

// mapped returns the picture in other colours, with a colour table in order of
// appearance, so that the same picture gives the same bytes.
func mapped(n *image.NRGBA, to map[[4]byte][4]byte) *image.Paletted {
	out := image.NewPaletted(n.Rect, nil)
	index := map[[4]byte]uint8{}
	runs(n, func(px [4]byte, from, end int) {
		q := to[px]
		k, ok := index[q]
		if !ok {
			k = uint8(len(index)) //nolint:gosec // the caller counted them
			index[q] = k
			out.Palette = append(out.Palette, color.NRGBA{q[0], q[1], q[2], q[3]})
		}
		for i := from; i < end; i++ {
			out.Pix[i] = k
		}
	})
	return out
}
