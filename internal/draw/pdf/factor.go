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
// Operations that are equal get the same number. Where most of those with one
// number are followed by the same other, the two belong together; chains of
// such pairs that come again are the forms.
type factoring struct {
	ids    map[string]int
	faces  map[*font.Face]int
	forms  map[*draw.Form]int
	count  []int // uses by number
	weight []int // size of the description by number
	pairs  map[[2]int]int
	chains map[string]*chain
	key    []byte
}

// chain is a sequence of operations that stands on several pages.
type chain struct {
	uses int
	form *draw.Form
}

// fewest is from how many pages a document is looked through.
const fewest = 8

// factor returns the operations of each page with what they share as forms.
// Only drawing outside groups is moved: what has a role stays where its marks are.
func factor(pages []*draw.Page) [][]draw.Op {
	out := make([][]draw.Op, len(pages))
	for i, p := range pages {
		out[i] = flat(nil, p.Ops)
	}
	if len(pages) < fewest {
		return out
	}
	f := &factoring{
		ids: map[string]int{}, faces: map[*font.Face]int{}, forms: map[*draw.Form]int{},
		pairs: map[[2]int]int{}, chains: map[string]*chain{},
	}
	numbers := make([][]int, len(pages))
	for i := range pages {
		numbers[i] = f.read(out[i])
	}
	for _, ns := range numbers {
		for i := 1; i < len(ns); i++ {
			f.pairs[[2]int{ns[i-1], ns[i]}]++
		}
	}
	for _, ns := range numbers {
		f.split(ns, func(_, _ int, c *chain) { c.uses++ })
	}
	for i, p := range pages {
		out[i] = f.rewrite(p, out[i], numbers[i])
	}
	return out
}

// flat takes the drawing out of groups that have no part in the structure:
// artifacts, and lists and tables whose boxes hold no text.
func flat(out, ops []draw.Op) []draw.Op {
	for _, op := range ops {
		if g, ok := op.(*draw.Group); ok && mute(g) {
			out = flat(out, g.Ops)
			continue
		}
		out = append(out, op)
	}
	return out
}

// mute reports a group of which a screen reader would hear nothing.
func mute(g *draw.Group) bool {
	switch g.Tag {
	case draw.Artifact, draw.L, draw.Table, draw.TOC:
	default:
		return false
	}
	for _, op := range g.Ops {
		switch op := op.(type) {
		case *draw.Group:
			if !mute(op) {
				return false
			}
		case *draw.Image:
			return false
		}
	}
	return true
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
		}
		f.count[n]++
		ns[i] = n
	}
	return ns
}

// joined reports operations of which more than half stand together.
func (f *factoring) joined(a, b int) bool {
	return a >= 0 && b >= 0 && 2*f.pairs[[2]int{a, b}] > max(f.count[a], f.count[b])
}

// split hands over the chains of a page, with the operations they are made of.
func (f *factoring) split(ns []int, each func(from, to int, c *chain)) {
	for i := 0; i < len(ns); {
		j := i + 1
		for j < len(ns) && f.joined(ns[j-1], ns[j]) {
			j++
		}
		each(i, j, f.chain(ns[i:j]))
		i = j
	}
}

// chain returns the chain of the numbers.
func (f *factoring) chain(ns []int) *chain {
	b := f.key[:0]
	for _, n := range ns {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	f.key = b
	c, ok := f.chains[string(b)]
	if !ok {
		c = &chain{}
		f.chains[string(b)] = c
	}
	return c
}

// rewrite puts forms in the place of chains that are worth it.
func (f *factoring) rewrite(p *draw.Page, ops []draw.Op, ns []int) []draw.Op {
	var out []draw.Op
	f.split(ns, func(from, to int, c *chain) {
		if c.form == nil && f.worth(ns[from:to], c.uses) {
			c.form = &draw.Form{W: p.W, H: p.H, Canvas: draw.Canvas{Ops: ops[from:to]}}
		}
		if c.form == nil {
			out = append(out, ops[from:to]...)
			return
		}
		out = append(out, &draw.Use{Form: c.form})
	})
	return out
}

// A form costs some 300 bytes, each use of it a dozen.
const (
	formCost = 300
	useCost  = 12
)

// worth reports whether a form makes the file smaller. The description of an
// operation is about ten times its packed size.
func (f *factoring) worth(ns []int, uses int) bool {
	if ns[0] < 0 {
		return false
	}
	size := 0
	for _, n := range ns {
		size += f.weight[n]
	}
	return (size/10-useCost)*(uses-1) > formCost
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
		for _, g := range op.Glyphs.All() {
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
