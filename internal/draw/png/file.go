package png

import (
	"encoding/binary"
	"hash/crc32"
)

// file puts the chunks of a picture together: its size, the colours, how opaque
// they are up to the last that is not, the pixels.
func (w *writer) file(width, height int) []byte {
	colours := make([]byte, 0, 3*places)
	opaque := make([]byte, 0, places)
	last := 0
	for i, px := range w.table.colours {
		colours = append(colours, byte(px), byte(px>>8), byte(px>>16))
		if opaque = append(opaque, byte(px>>24)); px>>24 != 255 {
			last = i + 1
		}
	}
	out := make([]byte, 0, w.packed.Len()+4*places+128)
	out = append(out, "\x89PNG\r\n\x1a\n"...)
	head := binary.BigEndian.AppendUint32(nil, uint32(width))  //nolint:gosec // at most maxSide
	head = binary.BigEndian.AppendUint32(head, uint32(height)) //nolint:gosec // at most maxSide
	out = chunk(out, "IHDR", append(head, 8, 3, 0, 0, 0))      // 8 bits a pixel, in a table
	out = chunk(out, "PLTE", colours)
	if last > 0 {
		out = chunk(out, "tRNS", opaque[:last])
	}
	return chunk(chunk(out, "IDAT", w.packed.Bytes()), "IEND", nil)
}

// chunk appends a part of a file under its four letters, with its length and sum.
func chunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data))) //nolint:gosec // less than the picture
	from := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}

// sum is the Adler-32 of bytes (RFC 1950): that of equal bytes in a row, and that
// of an equal row, take no look at each of them.
type sum struct{ a, b uint64 }

// prime is what the two sums are taken modulo.
const prime = 65521

// repeat adds n times a byte, to at most a row.
func (s *sum) repeat(v uint8, n int) {
	times, value := uint64(n), uint64(v) //nolint:gosec // not negative
	s.b += times*s.a + value*times*(times+1)/2
	s.a += times * value
}

// row adds so many bytes that have a sum of their own, begun with nothing.
func (s *sum) row(r sum, length int) {
	s.b = (s.b + uint64(length)*s.a + r.b) % prime //nolint:gosec // not negative
	s.a = (s.a + r.a) % prime
}
