package png

import "slices"

// strips are the pixels of a picture as numbers of colours: each row is cut into
// strips of one colour. A number with long on it is followed by how many pixels
// it stands for, others stand for one.
type strips struct {
	width, height int
	numbers       []uint16
	rows          []uint32 // where a row begins in numbers; equal rows begin at the same place
}

const long = 1 << 15

// cut takes in a picture of so many pixels a row.
func (s *strips) cut(width int, pixels []uint16) {
	s.width, s.height = width, len(pixels)/width
	s.numbers, s.rows = s.numbers[:0], s.rows[:0]
	var above []uint16
	for y := range s.height {
		row := pixels[y*width : (y+1)*width]
		if y > 0 && alike(row, above) {
			s.rows = append(s.rows, s.rows[y-1])
			continue
		}
		s.rows, above = append(s.rows, uint32(len(s.numbers))), row //nolint:gosec // at most twice the pixels
		for x := 0; x < width; {
			n := stretch(row[x:])
			if n == 1 {
				s.numbers = append(s.numbers, row[x])
			} else {
				s.numbers = append(s.numbers, row[x]|long, uint16(n)) //nolint:gosec // at most maxSide
			}
			x += n
		}
	}
}

// alike reports whether two rows of one length are equal. Arrays are compared
// without looking at each number.
func alike(a, b []uint16) bool {
	const many = 128
	for ; len(a) >= many; a, b = a[many:], b[many:] {
		if [many]uint16(a) != [many]uint16(b) {
			return false
		}
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// stretch returns how often the first number of a row stands at its start.
func stretch(row []uint16) int {
	n := 1
	if len(row) < 2 || row[1] != row[0] {
		return n
	}
	const many = 32
	for n+many <= len(row) && [many]uint16(row[n:]) == [many]uint16(row[n-1:]) {
		n += many
	}
	for n < len(row) && row[n] == row[0] {
		n++
	}
	return n
}

// row calls do for each strip of a row.
func (s *strips) row(y int, do func(number uint16, n int)) {
	at := s.rows[y]
	for x := 0; x < s.width; at++ {
		number, n := s.numbers[at], 1
		if number >= long {
			at++
			number, n = number-long, int(s.numbers[at])
		}
		do(number, n)
		x += n
	}
}

func (s *strips) clone() strips {
	return strips{s.width, s.height, slices.Clone(s.numbers), slices.Clone(s.rows)}
}

// again reports whether a row is like the one above.
func (s *strips) again(y int) bool { return y > 0 && s.rows[y] == s.rows[y-1] }
