package inspect

import (
	"bytes"
	"fmt"
)

// interpreter runs a content stream for its text alone.
type interpreter struct {
	d   *Doc
	out []placed
	// clusters are the text of the runs by cluster, from left to right
	clusters []string
	gs       graphics
	saved    []graphics
	tm       matrix // of the text
	line     matrix // of the start of its line
	tags     []string
	joins    bool // what is shown next goes on where the last run ends
}

// graphics is the part of the graphics state that text depends on.
type graphics struct {
	ctm                     matrix
	face                    *typeface
	size, chars, words      float64
	stretch, leading, raise float64
}

func (in *interpreter) run(data []byte, resources any, depth int) error {
	in.gs = graphics{ctm: unit(), stretch: 1}
	in.tm, in.line = unit(), unit()
	res := in.d.f.dict(resources)
	s := &scanner{b: data, words: in.d.f.words, plain: true}
	var args []any
	for !s.done() {
		v, err := s.value(0)
		if err != nil {
			return fmt.Errorf("page content: %w", err)
		}
		op, ok := v.(operator)
		if !ok {
			if args = append(args, v); len(args) > 1000 {
				return fmt.Errorf("page content: an operator has more than 1000 operands")
			}
			continue
		}
		if op != "TJ" && op != "Tj" && op != "Ts" {
			in.joins = false
		}
		switch op {
		case "BI":
			if err := skipImage(s); err != nil {
				return err
			}
		case "Do":
			if err := in.do(args, res, depth); err != nil {
				return err
			}
		case "Tf":
			if len(args) == 2 {
				n, _ := args[0].(name)
				in.gs.face = in.d.typeface(in.d.f.dict(res["Font"])[n])
				in.gs.size = num(args, 1)
			}
		default:
			in.state(op, args)
			in.text(op, args)
			in.marks(op, args)
		}
		if len(in.out) > maxRuns {
			return fmt.Errorf("a page has more than %d pieces of text", maxRuns)
		}
		args = args[:0]
	}
	for i := range in.out {
		if m := &in.out[i]; m.from < m.to {
			m.text = logical(in.clusters[m.from:m.to])
			m.from, m.to = 0, 0
		}
	}
	return nil
}

// num returns an operand as a number, 0 if it is none.
func num(args []any, i int) float64 {
	if i >= len(args) {
		return 0
	}
	v, _ := args[i].(float64)
	return v
}

func six(args []any) matrix {
	var m matrix
	for i := range m {
		m[i] = num(args, i)
	}
	return m
}

// state does what concerns the state of graphics and text.
func (in *interpreter) state(op operator, args []any) {
	switch op {
	case "q":
		if len(in.saved) < 1000 {
			in.saved = append(in.saved, in.gs)
		}
	case "Q":
		if n := len(in.saved); n > 0 {
			in.gs, in.saved = in.saved[n-1], in.saved[:n-1]
		}
	case "cm":
		in.gs.ctm = six(args).times(in.gs.ctm)
	case "Tc":
		in.gs.chars = num(args, 0)
	case "Tw":
		in.gs.words = num(args, 0)
	case "Tz":
		in.gs.stretch = num(args, 0) / 100
	case "TL":
		in.gs.leading = num(args, 0)
	case "Ts":
		in.gs.raise = num(args, 0)
	}
}

// text does what moves and shows text.
func (in *interpreter) text(op operator, args []any) {
	switch op {
	case "BT":
		in.tm, in.line = unit(), unit()
	case "Tm":
		in.tm = six(args)
		in.line = in.tm
	case "TD":
		in.gs.leading = -num(args, 1)
		in.move(num(args, 0), num(args, 1))
	case "Td":
		in.move(num(args, 0), num(args, 1))
	case "T*":
		in.move(0, -in.gs.leading)
	case "Tj":
		in.show(args)
	case "'":
		in.move(0, -in.gs.leading)
		in.show(args)
	case "\"":
		in.gs.words, in.gs.chars = num(args, 0), num(args, 1)
		in.move(0, -in.gs.leading)
		if len(args) > 2 {
			in.show(args[2:])
		}
	case "TJ":
		if len(args) > 0 {
			if a, ok := args[0].(array); ok {
				in.show(a)
			}
		}
	}
}

func (in *interpreter) move(x, y float64) {
	in.line = matrix{1, 0, 0, 1, x, y}.times(in.line)
	in.tm = in.line
}

func (in *interpreter) marks(op operator, args []any) {
	switch op {
	case "BMC", "BDC":
		tag := ""
		if len(args) > 0 {
			n, _ := args[0].(name)
			tag = string(n)
		}
		if len(in.tags) < 1000 {
			in.tags = append(in.tags, tag)
		}
	case "EMC":
		if n := len(in.tags); n > 0 {
			in.tags = in.tags[:n-1]
		}
	}
}

func (in *interpreter) tag() string {
	if n := len(in.tags); n > 0 {
		return in.tags[n-1]
	}
	return ""
}

// gapEm is the gap between glyphs, in ems, that reads as a space.
const gapEm = 0.22

// show shows strings, with corrections between them, as one run. Text that is
// shown directly after, raised or not, belongs to the same run.
func (in *interpreter) show(parts []any) {
	g := &in.gs
	scale := g.size * g.stretch
	if g.face == nil || scale == 0 {
		return
	}
	start := matrix{scale, 0, 0, g.size, 0, g.raise}.times(in.tm).times(g.ctm)
	run := placed{tag: in.tag(), face: g.face, at: start, from: len(in.clusters), to: len(in.clusters)}
	if in.joins {
		last := len(in.out) - 1
		run, in.out = in.out[last], in.out[:last]
	}
	from := run.width
	for _, part := range parts {
		switch part := part.(type) {
		case float64:
			run.width -= part / 1000
		case string:
			in.add(&run, part)
		}
	}
	if in.joins = run.from < run.to; in.joins {
		in.out = append(in.out, run)
	}
	in.tm = matrix{1, 0, 0, 1, (run.width - from) * scale, 0}.times(in.tm)
}

// add appends the characters of a string to a run. Glyphs without text, such as
// marks, stand anywhere; a gap counts from the last that has some.
func (in *interpreter) add(run *placed, s string) {
	g := &in.gs
	step := 1
	if g.face.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		c := code(s[i : i+step])
		w := g.face.width(c)/1000 + g.chars/g.size
		if step == 1 && c == ' ' {
			w += g.words / g.size
		}
		if text := g.face.char(c); text != "" {
			if run.from < run.to && run.width-run.end > gapEm && in.clusters[run.to-1] != " " && text != " " {
				in.clusters = append(in.clusters, " ")
			}
			in.clusters = append(in.clusters, text)
			run.end, run.to = run.width+w, len(in.clusters)
		}
		run.width += w
	}
}

// do shows the text of a form.
func (in *interpreter) do(args []any, res dict, depth int) error {
	if len(args) != 1 {
		return nil
	}
	n, _ := args[0].(name)
	r, ok := in.d.f.dict(res["XObject"])[n].(ref)
	if !ok {
		return nil
	}
	st, ok := in.d.f.get(r).(*stream)
	if !ok || in.d.f.name(st.dict["Subtype"]) != "Form" {
		return nil
	}
	f, err := in.d.form(r, st, res, depth)
	if err != nil {
		return err
	}
	if len(in.out)+len(f.runs) > maxRuns {
		return fmt.Errorf("a page has more than %d pieces of text", maxRuns)
	}
	for _, m := range f.runs {
		m.at = m.at.times(in.gs.ctm)
		if m.tag == "" {
			m.tag = in.tag()
		}
		in.out = append(in.out, m)
	}
	return nil
}

// form reads the text of a form, once.
func (d *Doc) form(r ref, st *stream, res dict, depth int) (*form, error) {
	if f, ok := d.forms[r]; ok {
		if f.busy {
			return nil, fmt.Errorf("a form uses itself")
		}
		return f, f.err
	}
	f := &form{busy: true}
	d.forms[r] = f
	f.runs, f.err = d.readForm(st, res, depth)
	f.busy = false
	return f, f.err
}

func (d *Doc) readForm(st *stream, res dict, depth int) ([]placed, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("forms are nested more than %d deep", maxDepth)
	}
	data, err := d.f.unpack(st)
	if err != nil {
		return nil, err
	}
	var own any = res
	if v := st.dict["Resources"]; v != nil {
		own = v
	}
	in := &interpreter{d: d}
	if err := in.run(data, own, depth+1); err != nil {
		return nil, err
	}
	if a := d.f.array(st.dict["Matrix"]); len(a) == 6 {
		var m matrix
		for i := range m {
			m[i] = d.f.num(a[i])
		}
		for i := range in.out {
			in.out[i].at = in.out[i].at.times(m)
		}
	}
	return in.out, nil
}

// skipImage passes over a picture in the content.
func skipImage(s *scanner) error {
	for at := s.at; ; {
		n := bytes.Index(s.b[at:], []byte("EI"))
		if n < 0 {
			return fmt.Errorf("page content: a picture does not end")
		}
		at += n + 2
		if space(s.b[at-3]) && (at == len(s.b) || space(s.b[at])) {
			s.at = at
			return nil
		}
	}
}
