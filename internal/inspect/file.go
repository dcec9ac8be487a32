package inspect

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// entry says where an object lies: at an offset, or as the nth of an object stream.
type entry struct {
	known  bool
	packed bool
	at     int
	index  int
}

// file finds and reads the objects of a PDF.
type file struct {
	data    []byte
	entries []entry // by number
	trailer dict
	cache   []cached // by number
	packs   map[ref]*pack
	words   *words
	open    []any // of scanners before
	budget  int   // bytes that may still be unpacked
	unzip   io.ReadCloser
	plain   bytes.Buffer
}

// cached is an object that was read, or is being read.
type cached struct {
	v             any
	read, reading bool
}

// pack is an unpacked object stream.
type pack struct {
	data  []byte
	nums  []ref
	place []int
}

func open(data []byte) (*file, error) {
	f := &file{data: data, packs: map[ref]*pack{}, words: new(words), budget: maxTotal}
	tail := data[max(0, len(data)-2048):]
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return nil, fmt.Errorf("no startxref at the end")
	}
	s := &scanner{b: tail, at: at + len("startxref")}
	v, err := s.value(0)
	if err != nil {
		return nil, fmt.Errorf("startxref: %w", err)
	}
	seen := map[int]bool{}
	todo := []any{v}
	for len(todo) > 0 {
		n, ok := todo[0].(float64)
		todo = todo[1:]
		if !ok || n < 0 || n >= float64(len(data)) {
			return nil, fmt.Errorf("a cross-reference table lies outside the file")
		}
		if seen[int(n)] {
			continue
		}
		if seen[int(n)] = true; len(seen) > 200 {
			return nil, fmt.Errorf("more than 200 cross-reference tables")
		}
		t, err := f.section(int(n))
		if err != nil {
			return nil, fmt.Errorf("cross-reference table: %w", err)
		}
		if f.trailer == nil {
			f.trailer = t
		}
		for _, k := range []name{"XRefStm", "Prev"} {
			if p, ok := t[k]; ok {
				todo = append(todo, p)
			}
		}
	}
	return f, nil
}

// section reads one cross-reference table or stream and returns its trailer.
func (f *file) section(at int) (dict, error) {
	s := &scanner{b: f.data, at: at}
	s.skip()
	if bytes.HasPrefix(f.data[s.at:], []byte("xref")) {
		s.at += len("xref")
		return f.table(s)
	}
	v, _, err := f.indirect(at)
	if err != nil {
		return nil, err
	}
	st, ok := v.(*stream)
	if !ok || st.dict["Type"] != name("XRef") {
		return nil, errSyntax
	}
	return st.dict, f.xrefStream(st)
}

func (f *file) table(s *scanner) (dict, error) {
	for {
		v, err := s.value(0)
		if err != nil {
			return nil, err
		}
		if v == operator("trailer") {
			t, err := s.value(0)
			if err != nil {
				return nil, err
			}
			d, ok := t.(dict)
			if !ok {
				return nil, errSyntax
			}
			return d, nil
		}
		first, ok1 := v.(float64)
		c, err := s.value(0)
		if err != nil {
			return nil, err
		}
		count, ok2 := c.(float64)
		if !ok1 || !ok2 || first < 0 || count < 0 || first+count > maxObjects {
			return nil, errSyntax
		}
		for i := range int(count) {
			s.skip()
			off, ok := decimal(s.run())
			s.skip()
			s.run()
			s.skip()
			kind := s.run()
			if !ok || len(kind) != 1 {
				return nil, errSyntax
			}
			if kind[0] == 'n' && off < float64(len(f.data)) {
				f.enter(ref(int(first)+i), entry{at: int(off)})
			}
		}
	}
}

// enter keeps the first place of an object: later tables come first.
func (f *file) enter(r ref, e entry) {
	for len(f.entries) <= int(r) {
		f.entries = append(f.entries, entry{})
	}
	if !f.entries[r].known {
		e.known = true
		f.entries[r] = e
	}
}

func (f *file) xrefStream(st *stream) error {
	data, err := f.unpack(st)
	if err != nil {
		return err
	}
	w, ok := st.dict["W"].(array)
	size, okSize := st.dict["Size"].(float64)
	if !ok || len(w) != 3 || !okSize || size < 0 || size > maxObjects {
		return errSyntax
	}
	var widths [3]int
	for i, v := range w {
		n, ok := v.(float64)
		if !ok || n < 0 || n > 7 {
			return errSyntax
		}
		widths[i] = int(n)
	}
	line := widths[0] + widths[1] + widths[2]
	index, ok := st.dict["Index"].(array)
	if !ok {
		index = array{0.0, size}
	}
	if line == 0 || len(index)%2 != 0 {
		return errSyntax
	}
	for i := 0; i < len(index); i += 2 {
		first, ok1 := index[i].(float64)
		count, ok2 := index[i+1].(float64)
		if !ok1 || !ok2 || first < 0 || count < 0 || first+count > maxObjects || int(count) > len(data)/line {
			return errSyntax
		}
		f.entries = slices.Grow(f.entries, max(0, int(first+count)-len(f.entries)))
		for k := range int(count) {
			f.enterLine(ref(int(first)+k), data[k*line:(k+1)*line], widths)
		}
		data = data[int(count)*line:]
	}
	return nil
}

func (f *file) enterLine(r ref, line []byte, widths [3]int) {
	v := [3]int{1, 0, 0}
	for i, n := range widths {
		if n == 0 {
			continue
		}
		v[i] = 0
		for _, c := range line[:n] {
			v[i] = v[i]<<8 | int(c)
		}
		line = line[n:]
	}
	switch v[0] {
	case 1:
		f.enter(r, entry{at: v[1]})
	case 2:
		f.enter(r, entry{packed: true, at: v[1], index: v[2]})
	}
}

// indirect reads "n g obj ... endobj" and returns the value and its number.
func (f *file) indirect(at int) (any, ref, error) {
	if at < 0 || at >= len(f.data) {
		return nil, 0, fmt.Errorf("an object lies outside the file")
	}
	s := &scanner{b: f.data, at: at, words: f.words}
	s.skip()
	num, ok := decimal(s.run())
	s.skip()
	s.run()
	s.skip()
	if word := s.run(); !ok || num < 0 || num > maxObjects || string(word) != "obj" {
		return nil, 0, fmt.Errorf("no object at offset %d", at)
	}
	v, err := s.value(0)
	if err != nil {
		return nil, 0, err
	}
	d, ok := v.(dict)
	s.skip()
	if !ok || !bytes.HasPrefix(s.b[s.at:], []byte("stream")) {
		if _, ok := v.(operator); ok {
			return nil, ref(num), nil // an empty object
		}
		return v, ref(num), nil
	}
	s.at += len("stream")
	if s.at < len(s.b) && s.b[s.at] == '\r' {
		s.at++
	}
	if s.at < len(s.b) && s.b[s.at] == '\n' {
		s.at++
	}
	n, ok := f.resolve(d["Length"]).(float64)
	if !ok || n < 0 || n > float64(len(s.b)-s.at) {
		return nil, 0, fmt.Errorf("the stream of object %d has no length that fits", int(num))
	}
	raw := s.b[s.at : s.at+int(n)]
	s.at += int(n)
	s.skip()
	if !bytes.HasPrefix(s.b[s.at:], []byte("endstream")) {
		return nil, 0, fmt.Errorf("the stream of object %d does not end where it says", int(num))
	}
	return &stream{d, raw}, ref(num), nil
}

// get returns an object; nil for one that is not there or damaged, which is
// what the format says of missing objects.
func (f *file) get(r ref) any {
	if r < 0 || int(r) >= len(f.entries) || !f.entries[r].known {
		return nil
	}
	if f.cache == nil {
		f.cache = make([]cached, len(f.entries))
	}
	for len(f.cache) < len(f.entries) { // a later table had more
		f.cache = append(f.cache, cached{})
	}
	c := &f.cache[r]
	if c.read || c.reading {
		return c.v
	}
	c.reading = true
	e := f.entries[r]
	var v any
	if e.packed {
		v = f.inside(ref(e.at), r, e.index)
	} else if got, num, err := f.indirect(e.at); err == nil && num == r {
		v = got
	}
	f.cache[r] = cached{v: v, read: true}
	return v
}

// inside returns an object of an object stream.
func (f *file) inside(container, r ref, index int) any {
	p, ok := f.packs[container]
	if !ok {
		p = f.openPack(container)
		f.packs[container] = p
	}
	if p == nil || index >= len(p.nums) || p.nums[index] != r {
		return nil
	}
	s := &scanner{b: p.data, at: p.place[index], words: f.words, open: f.open}
	v, err := s.value(0)
	f.open = s.open[:0]
	if _, op := v.(operator); err != nil || op {
		return nil
	}
	return v
}

func (f *file) openPack(r ref) *pack {
	if r < 0 || int(r) >= len(f.entries) || f.entries[r].packed {
		return nil // an object stream cannot lie in another
	}
	st, ok := f.get(r).(*stream)
	if !ok {
		return nil
	}
	data, err := f.unpack(st)
	n, ok1 := f.resolve(st.dict["N"]).(float64)
	first, ok2 := f.resolve(st.dict["First"]).(float64)
	if err != nil || !ok1 || !ok2 || n < 0 || n > maxObjects || first < 0 || first > float64(len(data)) {
		return nil
	}
	p := &pack{data: data}
	p.nums, p.place = make([]ref, 0, min(int(n), int(first)/4)), make([]int, 0, min(int(n), int(first)/4))
	s := &scanner{b: data[:int(first)]}
	for range int(n) {
		s.skip()
		num, ok1 := decimal(s.run())
		s.skip()
		off, ok2 := decimal(s.run())
		if !ok1 || !ok2 || num < 0 || num > maxObjects || off < 0 || first+off > float64(len(data)) {
			return nil
		}
		p.nums = append(p.nums, ref(num))
		p.place = append(p.place, int(first)+int(off))
	}
	return p
}

// resolve follows references.
func (f *file) resolve(v any) any {
	for range maxDepth {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.get(r)
	}
	return nil
}

// dict returns a value as a dictionary, that of a stream included; nil if it is none.
func (f *file) dict(v any) dict {
	switch v := f.resolve(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.resolve(v).(array)
	return a
}

func (f *file) name(v any) name {
	n, _ := f.resolve(v).(name)
	return n
}

func (f *file) num(v any) float64 {
	n, _ := f.resolve(v).(float64)
	return n
}
