package inspect

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

// unpack returns the data of a stream.
func (f *file) unpack(st *stream) ([]byte, error) {
	data, err := f.glance(st)
	return bytes.Clone(data), err
}

// glance returns the data of a stream until the next one is unpacked. FlateDecode
// with and without predictor is read; other filters are refused, as they are of
// pictures.
func (f *file) glance(st *stream) ([]byte, error) {
	filters := f.list(st.dict["Filter"])
	parms := f.list(st.dict["DecodeParms"])
	data := st.raw
	if len(filters) > 4 {
		return nil, fmt.Errorf("a stream has %d filters", len(filters))
	}
	for i, v := range filters {
		if n := f.name(v); n != "FlateDecode" && n != "Fl" {
			return nil, fmt.Errorf("filter %q is not read here", n)
		}
		if i > 0 {
			data = bytes.Clone(data) // it lies in the buffer
		}
		out, err := f.inflate(data)
		if err != nil {
			return nil, err
		}
		data = out
		if i < len(parms) {
			if p := f.dict(parms[i]); p != nil {
				if data, err = f.unpredict(data, p); err != nil {
					return nil, err
				}
			}
		}
	}
	return data, nil
}

// list returns an array as it is and a single value as an array of one.
func (f *file) list(v any) array {
	switch v := f.resolve(v).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

// inflate unpacks with one set of tables and one buffer for all streams: most are
// short.
func (f *file) inflate(data []byte) ([]byte, error) {
	var err error
	if f.unzip == nil {
		f.unzip, err = zlib.NewReader(bytes.NewReader(data))
	} else {
		err = f.unzip.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	}
	if err != nil {
		f.unzip = nil
		return nil, fmt.Errorf("unpack: %w", err)
	}
	limit := min(maxStream, f.budget)
	f.plain.Reset()
	if _, err := f.plain.ReadFrom(io.LimitReader(f.unzip, int64(limit)+1)); err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if f.plain.Len() > limit {
		return nil, fmt.Errorf("a stream unpacks to more than %d bytes", limit)
	}
	f.budget -= f.plain.Len()
	return f.plain.Bytes(), nil
}

// unpredict undoes the differences between lines that PNG predictors leave.
func (f *file) unpredict(data []byte, p dict) ([]byte, error) {
	kind := f.num(p["Predictor"])
	if kind <= 1 {
		return data, nil
	}
	size := func(k name, none float64) int {
		if v, ok := f.resolve(p[k]).(float64); ok {
			none = v
		}
		return int(max(0, min(none, 1<<20)))
	}
	channels, bits, columns := size("Colors", 1), size("BitsPerComponent", 8), size("Columns", 1)
	if kind < 10 || channels < 1 || channels > 32 || bits < 1 || bits > 16 || columns < 1 {
		return nil, fmt.Errorf("predictor %g is not read here", kind)
	}
	line := (channels*bits*columns + 7) / 8
	step := max(1, channels*bits/8)
	out := make([]byte, 0, len(data))
	above := make([]byte, line)
	for len(data) > line {
		how := data[0]
		out = append(out, data[1:line+1]...)
		row := out[len(out)-line:]
		for i := range row {
			left, corner := byte(0), byte(0)
			if i >= step {
				left, corner = row[i-step], above[i-step]
			}
			switch how {
			case 0:
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			default:
				return nil, fmt.Errorf("line predictor %d does not exist", how)
			}
		}
		above = row
		data = data[line+1:]
	}
	return out, nil
}

// paeth returns which of the neighbours is nearest to their gradient.
func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	dist := func(v byte) int { return max(p-int(v), int(v)-p) }
	if dist(a) <= dist(b) && dist(a) <= dist(c) {
		return a
	}
	if dist(b) <= dist(c) {
		return b
	}
	return c
}
