package inspect

import (
	"bytes"
	"errors"
	"strconv"
)

// The values of a PDF: nil, bool, float64, string, name, array, dict, ref and
// *stream; in content streams also operator.
type (
	name     string
	operator string
	array    []any
	dict     map[name]any
	ref      int // object number; generations are not told apart
)

// stream is a dictionary with data, still packed.
type stream struct {
	dict
	raw []byte
}

// Bounds on what is read. A file beyond them is refused, not read in part.
const (
	maxDepth   = 48      // nesting of values, forms, page tree and outline
	maxObjects = 2 << 20 // in the cross-reference table
	maxStream  = 64 << 20
	maxTotal   = 512 << 20 // unpacked in all
	maxPages   = 20000
	maxLinks   = 1 << 20 // in the document
	maxRuns    = 200000  // on a page
)

var errSyntax = errors.New("damaged PDF syntax")

// scanner reads values from bytes.
type scanner struct {
	b     []byte
	at    int
	words *words // nil = none are kept
	plain bool   // there are no references, as in content streams
	open  []any  // values of the arrays that are being read
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// ends reports a space or delimiter, which every byte of a file is asked for: the
// two numbers have a bit for each, of the first and the second 64 bytes.
func ends(c byte) bool {
	const (
		low  = 1<<' ' | 1<<'\n' | 1<<'\r' | 1<<'\t' | 1<<'\f' | 1<<0 | 1<<'(' | 1<<')' | 1<<'<' | 1<<'>' | 1<<'/' | 1<<'%'
		high = 1<<('['-64) | 1<<(']'-64) | 1<<('{'-64) | 1<<('}'-64)
	)
	return (uint64(low)>>c|uint64(high)>>(c-64))&1 != 0
}

func (s *scanner) skip() {
	for s.at < len(s.b) {
		c := s.b[s.at]
		if c == '%' {
			for s.at < len(s.b) && s.b[s.at] != '\n' && s.b[s.at] != '\r' {
				s.at++
			}
			continue
		}
		if !space(c) {
			return
		}
		s.at++
	}
}

// done reports that nothing but space is left.
func (s *scanner) done() bool {
	s.skip()
	return s.at >= len(s.b)
}

// value reads one value. Words that are no value come as operators.
func (s *scanner) value(depth int) (any, error) {
	if depth > maxDepth || s.done() {
		return nil, errSyntax
	}
	switch c := s.b[s.at]; {
	case c == '/':
		return s.name()
	case c == '(':
		return s.literal()
	case c == '<':
		if s.at+1 < len(s.b) && s.b[s.at+1] == '<' {
			return s.dict(depth)
		}
		return s.hex()
	case c == '[':
		return s.array(depth)
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return s.number()
	}
	return s.word()
}

// array reads an array. Its values are put aside until it is known how many there
// are: most arrays are short, and a file has very many.
func (s *scanner) array(depth int) (any, error) {
	s.at++
	for from := len(s.open); ; {
		if s.done() {
			return nil, errSyntax
		}
		if s.b[s.at] == ']' {
			s.at++
			all := append(make(array, 0, len(s.open)-from), s.open[from:]...)
			s.open = s.open[:from]
			return all, nil
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		s.open = append(s.open, v)
	}
}

// run returns the bytes up to the next space or delimiter.
func (s *scanner) run() []byte {
	from := s.at
	for s.at < len(s.b) && !ends(s.b[s.at]) {
		s.at++
	}
	return s.b[from:s.at]
}

func (s *scanner) word() (any, error) {
	w := s.run()
	if len(w) == 0 { // a stray delimiter
		return nil, errSyntax
	}
	switch string(w) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return s.words.operator(w), nil
}

// number reads a number, or a reference when two integers and an R follow.
func (s *scanner) number() (any, error) {
	w := s.run()
	v, ok := decimal(w)
	if !ok {
		return nil, errSyntax
	}
	if s.plain || v < 0 || v != float64(int(v)) || v > maxObjects {
		return s.words.number(v), nil
	}
	back := s.at
	s.skip()
	if s.at >= len(s.b) || s.b[s.at] < '0' || s.b[s.at] > '9' {
		return s.words.number(v), nil // what is skipped here would be skipped next
	}
	if g := s.run(); len(g) > 0 && len(g) <= 5 && digits(g) {
		s.skip()
		if r := s.run(); len(r) == 1 && r[0] == 'R' {
			return ref(v), nil
		}
	}
	s.at = back
	return s.words.number(v), nil
}

func digits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// decimal reads a number of PDF, which has no exponent.
func decimal(w []byte) (float64, bool) {
	sign, at := 1.0, 0
	if len(w) > 0 && (w[0] == '+' || w[0] == '-') {
		if w[0] == '-' {
			sign = -1
		}
		at = 1
	}
	v, scale, seen := 0.0, 0.0, false
	for _, c := range w[at:] {
		switch {
		case c == '.' && scale == 0:
			scale = 1
		case c >= '0' && c <= '9':
			seen = true
			if scale == 0 {
				v = v*10 + float64(c-'0')
				continue
			}
			scale /= 10
			v += float64(c-'0') * scale
		default:
			return 0, false
		}
	}
	return sign * v, seen && len(w) < 40
}

func (s *scanner) name() (any, error) {
	s.at++
	w := s.run()
	if bytes.IndexByte(w, '#') < 0 {
		return s.words.name(w), nil
	}
	var out []byte
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if v, err := strconv.ParseUint(string(w[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return name(out), nil
}

func (s *scanner) literal() (any, error) {
	s.at++
	if n := bytes.IndexAny(s.b[s.at:], "()\\\r"); n >= 0 && s.b[s.at+n] == ')' {
		text := string(s.b[s.at : s.at+n])
		s.at += n + 1
		return text, nil
	}
	var out []byte
	for depth := 1; s.at < len(s.b); s.at++ {
		c := s.b[s.at]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.at++
				return string(out), nil
			}
		case '\\':
			out = s.escaped(out)
			continue
		case '\r':
			if s.at+1 < len(s.b) && s.b[s.at+1] == '\n' {
				s.at++
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return nil, errSyntax
}

// escaped reads what follows a backslash and stays on its last byte.
func (s *scanner) escaped(out []byte) []byte {
	s.at++
	if s.at >= len(s.b) {
		return out
	}
	switch c := s.b[s.at]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if s.at+1 < len(s.b) && s.b[s.at+1] == '\n' {
			s.at++
		}
		return out
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := 0
		for n := 0; n < 3 && s.at < len(s.b) && s.b[s.at] >= '0' && s.b[s.at] <= '7'; n++ {
			v = v*8 + int(s.b[s.at]-'0')
			s.at++
		}
		s.at--
		return append(out, byte(v))
	default:
		return append(out, c)
	}
}

func (s *scanner) hex() (any, error) {
	s.at++
	out := make([]byte, 0, 1+max(0, bytes.IndexByte(s.b[s.at:min(s.at+512, len(s.b))], '>'))/2) // most end soon
	high, half := byte(0), false
	for ; s.at < len(s.b); s.at++ {
		c := s.b[s.at]
		var v byte
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c >= 'a' && c <= 'f':
			v = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			v = c - 'A' + 10
		case space(c):
			continue
		case c == '>':
			s.at++
			if half {
				out = append(out, high<<4)
			}
			return string(out), nil
		default:
			return nil, errSyntax
		}
		if half {
			out = append(out, high<<4|v)
		}
		high, half = v, !half
	}
	return nil, errSyntax
}

func (s *scanner) dict(depth int) (any, error) {
	s.at += 2
	d := dict{}
	for {
		if s.done() {
			return nil, errSyntax
		}
		if s.b[s.at] == '>' {
			if s.at+1 >= len(s.b) || s.b[s.at+1] != '>' {
				return nil, errSyntax
			}
			s.at += 2
			return d, nil
		}
		k, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		key, ok := k.(name)
		if !ok {
			return nil, errSyntax
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if _, ok := v.(operator); ok {
			return nil, errSyntax
		}
		d[key] = v
	}
}
