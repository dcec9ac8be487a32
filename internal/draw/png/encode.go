package png

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"

	"github.com/klauspost/compress/flate"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Encode writes a picture as PNG, a drawing with a colour table: a third of the
// size, a third of the time. Up to 256 colours stay as they are. Of more, which
// soft edges have, those that most pixels show stay, and each of the others
// becomes the nearest that stays. A picture in which one would move so far that
// an eye sees it keeps its true colours.
func Encode(n *image.NRGBA) ([]byte, error) { return new(writer).encode(n) }

// writer writes pictures, one after another with the same buffers.
type writer struct {
	colours numbered // of the picture
	count   []uint32 // pixels of each
	which   []int32  // of a number of the strips: its colour, -1 while not met
	table   table

	premixed [][4]uint8 // of each blend of a sketch: its colour, premultiplied
	mixed    []uint32   // and as the bytes of a pixel
	pixels   []uint16   // of a picture that comes with colours: the number of each
	strips   strips     // of it

	rows   []uint8 // of the file, each after a zero: no filter
	sum    sum     // of the rows
	packed bytes.Buffer
	zip    *flate.Writer
}

// effort is the level of compression: 3 packs in three quarters of the time, and
// makes files a twentieth larger.
const effort = 6

// few is how many colours fit into less than a byte for a pixel, which the
// standard library writes.
const few = 16

// encode is Encode.
func (w *writer) encode(n *image.NRGBA) ([]byte, error) {
	if n.Rect.Empty() || n.Rect.Dx() > math.MaxUint16 || !w.number(n) {
		return standard(n)
	}
	w.strips.cut(n.Rect.Dx(), w.pixels)
	w.mixed = append(w.mixed[:0], w.colours.values...)
	return w.write(&w.strips, w.mixed)
}

// number gives the colours of a picture numbers; false when it has too many.
func (w *writer) number(n *image.NRGBA) bool {
	w.colours.clear()
	w.pixels = w.pixels[:0]
	for y := range n.Rect.Dy() {
		row := n.Pix[y*n.Stride:][:4*n.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			if x > 0 && [4]uint8(row[x:]) == [4]uint8(row[x-4:]) {
				w.pixels = append(w.pixels, w.pixels[len(w.pixels)-1])
				continue
			}
			k, ok := w.colours.number(binary.LittleEndian.Uint32(row[x:]))
			if !ok {
				return false
			}
			w.pixels = append(w.pixels, k)
		}
	}
	return true
}

// colour writes a sketch in the colours of a palette.
func (w *writer) colour(k *Sketch, pal draw.Palette) ([]byte, error) {
	w.premixed, w.mixed = w.premixed[:0], w.mixed[:0]
	for i, b := range k.blends {
		var px [4]uint8
		if i > 0 {
			px = w.premixed[b>>blendUnder]
			mix(px[:], pal[b>>blendSlot&(1<<(blendUnder-blendSlot)-1)], b&whole)
		}
		w.premixed = append(w.premixed, px)
		divide(px[:])
		w.mixed = append(w.mixed, binary.LittleEndian.Uint32(px[:]))
	}
	return w.write(&k.strips, w.mixed)
}

// write writes strips whose numbers have these colours, with a colour table if
// one does.
func (w *writer) write(s *strips, colours []uint32) ([]byte, error) {
	w.tally(s, colours)
	if !w.table.choose(&w.colours, w.count) {
		return standard(s.whole(colours))
	}
	w.paint(s)
	if len(w.table.colours) <= few {
		return standard(w.paletted(s.width, s.height))
	}
	if w.zip == nil {
		zip, err := flate.NewWriter(&w.packed, effort)
		if err != nil {
			return nil, fmt.Errorf("encode PNG: %w", err)
		}
		w.zip = zip
	}
	w.packed.Reset()
	w.packed.WriteString("\x78\x9c") // deflated, as usual
	w.zip.Reset(&w.packed)
	if _, err := w.zip.Write(w.rows); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	if err := w.zip.Close(); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	w.packed.Write(binary.BigEndian.AppendUint32(nil, uint32(w.sum.b<<16|w.sum.a))) //nolint:gosec // two of 16 bits
	return w.file(s.width, s.height), nil
}

// tally counts the pixels of each colour that is seen.
func (w *writer) tally(s *strips, colours []uint32) {
	w.colours.clear()
	w.count, w.which = w.count[:0], w.which[:0]
	for range colours {
		w.which = append(w.which, -1)
	}
	for y, same := 0, 1; y < s.height; y, same = y+same, 1 {
		for y+same < s.height && s.again(y+same) {
			same++
		}
		s.row(y, func(number uint16, n int) {
			k := w.which[number]
			if k < 0 {
				at, _ := w.colours.number(colours[number]) // no more than there are numbers
				if k = int32(at); int(at) == len(w.count) {
					w.count = append(w.count, 0)
				}
				w.which[number] = k
			}
			w.count[k] += uint32(n * same) //nolint:gosec // of at most maxSide² pixels
		})
	}
}

// paint fills the rows of the file with the places of the colours.
func (w *writer) paint(s *strips) {
	stride := s.width + 1
	w.rows = slices.Grow(w.rows[:0], stride*s.height)[:stride*s.height]
	w.sum = sum{a: 1}
	var own sum // of a row
	for y := range s.height {
		row := w.rows[y*stride : (y+1)*stride]
		if s.again(y) {
			copy(row, w.rows[(y-1)*stride:y*stride])
			w.sum.row(own, stride)
			continue
		}
		row[0], own = 0, sum{}
		row = row[1:]
		s.row(y, func(number uint16, n int) {
			place := w.table.near[w.which[number]]
			own.repeat(place, n)
			fill(row[:n], place)
			row = row[n:]
		})
		w.sum.row(own, stride)
	}
}

// fill sets all of a row; each copy is twice as long as the one before.
func fill(row []uint8, v uint8) {
	for i := range row[:min(16, len(row))] {
		row[i] = v
	}
	for n := 16; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}

// whole is the picture in its true colours.
func (s *strips) whole(colours []uint32) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, s.width, s.height))
	px := img.Pix
	for y := range s.height {
		s.row(y, func(number uint16, n int) {
			for range n {
				binary.LittleEndian.PutUint32(px, colours[number])
				px = px[4:]
			}
		})
	}
	return img
}

// paletted is the picture with its few colours.
func (w *writer) paletted(width, height int) *image.Paletted {
	pal := make(color.Palette, len(w.table.colours))
	for i, px := range w.table.colours {
		pal[i] = color.NRGBA{uint8(px), uint8(px >> 8), uint8(px >> 16), uint8(px >> 24)}
	}
	img := image.NewPaletted(image.Rect(0, 0, width, height), pal)
	for y := range height {
		copy(img.Pix[y*img.Stride:], w.rows[y*(width+1)+1:(y+1)*(width+1)])
	}
	return img
}

// standard writes a picture as the standard library does.
func standard(img image.Image) ([]byte, error) {
	var buf bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	return buf.Bytes(), nil
}
