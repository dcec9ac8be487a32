package pdf

import (
	"encoding/binary"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// factoring finds drawing that stands on many pages, such as the hours and lines
// of every day of a planner, so that the file can hold it once as a form.
//
// Operations that are equal get the same number. Two that only ever stand next
// to each other belong together; the longest such chains are the forms.
type factoring struct {
	ids    map[string]int
	faces  map[*font.Face]int
	forms  map[*draw.Form]int
	count  []int    // uses by number
	weight []int    // size of the description by number
	next   [][2]int // by number: what follows, and how often
	made   map[int]*draw.Form
	key    []byte
}

// fewest is from how many pages a document is looked through.
const fewest = 8

// factor returns the operations of each page with what they share as forms.
// Only drawing outside groups is moved: what has a role stays where its marks are.
func factor(pages []*draw.Page) [][]draw.Op {
	out := make([][]draw.Op, len(pages))
	for i, p := range pages {
		out[i] = p.Ops
	}
	if len(pages) < fewest {
		return out
	}
	f := &factoring{
		ids: map[string]int{}, faces: map[*font.Face]int{}, forms: map[*draw.Form]int{},
		made: map[int]*draw.Form{},
	}
	numbers := make([][]int, len(pages))
	for i, p := range pages {
		numbers[i] = f.read(p.Ops)
	}
	for _, ns := range numbers {
		f.follow(ns)
	}
	for i, p := range pages {
		out[i] = f.rewrite(p, numbers[i])
	}
	return out
}

// read numbers the operations of a page; -1 is one that stays.
func (f *factoring) read(ops []draw.Op) []int {
	ns := make([]int, len(ops))
	for i, op := range ops {
		ns[i] = -1
		if !f.describe(op) {
			continue
		}
		n, ok := f.ids[string(f.key)]
		if !ok {
			n = len(f.count)
			f.ids[string(f.key)] = n
			f.count = append(f.count, 0)
			f.weight = append(f.weight, len(f.key))
			f.next = append(f.next, [2]int{-1, 0})
		}
		f.count[n]++
		ns[i] = n
	}
	return ns
}

// follow counts how often operations stand behind each other. An operation with
// a second successor has none that counts.
func (f *factoring) follow(ns []int) {
	for i := 1; i < len(ns); i++ {
		a, b := ns[i-1], ns[i]
		if a < 0 || b < 0 || a == b {
			continue
		}
		switch {
		case f.next[a][0] == -1:
			f.next[a] = [2]int{b, 1}
		case f.next[a][0] == b:
			f.next[a][1]++
		default:
			f.next[a][0] = -2
		}
	}
}

// joined reports operations that never stand apart.
func (f *factoring) joined(a, b int) bool {
	return a >= 0 && b >= 0 && f.next[a][0] == b && f.next[a][1] == f.count[a] && f.count[a] == f.count[b]
}

// rewrite puts forms in the place of chains that are worth it.
func (f *factoring) rewrite(p *draw.Page, ns []int) []draw.Op {
	var out []draw.Op
	for i := 0; i < len(ns); {
		j := i + 1
		for j < len(ns) && f.joined(ns[j-1], ns[j]) {
			j++
		}
		if form := f.form(p, ns[i:j], p.Ops[i:j]); form != nil {
			out = append(out, &draw.Use{Form: form})
		} else {
			out = append(out, p.Ops[i:j]...)
		}
		i = j
	}
	return out
}

// The description of an operation is about fifteen times its packed size. A form
// costs some 300 bytes, each use of it a dozen.
const (
	perByte  = 15
	formCost = 300
	useCost  = 12
)

func (f *factoring) form(p *draw.Page, ns []int, ops []draw.Op) *draw.Form {
	if ns[0] < 0 {
		return nil
	}
	if form, ok := f.made[ns[0]]; ok {
		return form
	}
	size := 0
	for _, n := range ns {
		size += f.weight[n]
	}
	if saved := size/perByte - useCost; saved <= 0 || saved*(f.count[ns[0]]-1) < formCost {
		return nil
	}
	form := &draw.Form{W: p.W, H: p.H, Canvas: draw.Canvas{Ops: ops}}
	f.made[ns[0]] = form
	return form
}

// describe writes all that an operation depends on into the key. It reports
// false for those that stay on their page.
func (f *factoring) describe(op draw.Op) bool {
	b := f.key[:0]
	switch op := op.(type) {
	case *draw.Path:
		round := byte(0)
		if op.Round {
			round = 1
		}
		b = append(b, 'P', byte(op.Fill), byte(op.Stroke), round, byte(len(op.Dash)))
		b = floats(b, op.Width)
		b = floats(b, op.Dash...)
		for _, v := range op.Verbs {
			b = append(b, byte(v))
		}
		for _, q := range op.Points {
			b = floats(b, q.X, q.Y)
		}
	case *draw.Run:
		if _, ok := f.faces[op.Face]; !ok {
			f.faces[op.Face] = len(f.faces)
		}
		b = append(b, 'R', byte(op.Fill))
		b = binary.LittleEndian.AppendUint32(b, uint32(f.faces[op.Face]))
		b = floats(b, op.Size, op.X, op.Y)
		for _, g := range op.Glyphs {
			b = binary.LittleEndian.AppendUint16(b, g.ID)
			b = floats(b, g.X, g.Y, g.Advance)
			b = binary.LittleEndian.AppendUint32(b, uint32(len(g.Text)))
			b = append(b, g.Text...)
		}
	case *draw.Use:
		if _, ok := f.forms[op.Form]; !ok {
			f.forms[op.Form] = len(f.forms)
		}
		b = append(b, 'U')
		b = binary.LittleEndian.AppendUint32(b, uint32(f.forms[op.Form]))
		b = floats(b, op.X, op.Y, op.Scale)
	default:
		return false
	}
	f.key = b
	return true
}

func floats(b []byte, vs ...float64) []byte {
	for _, v := range vs {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}
