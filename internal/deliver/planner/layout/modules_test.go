package layout_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver/planner/layout"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// look is one way that modules are drawn.
type look struct {
	family, heads string
	radius        float64
}

func looks() []look { return []look{{"sans", "band", 8}, {"serif", "line", 0}, {"mono", "plain", 4}} }

func (l look) kit() *layout.Kit {
	return &layout.Kit{
		Set:    typeset.New(font.NewLibrary(), l.family, "en"),
		Week:   [7]time.Weekday{1, 2, 3, 4, 5, 6, 0},
		Radius: l.radius, Heads: l.heads,
	}
}

// shapes are the boxes that the four kinds of page leave for a module.
func shapes() map[string]draw.Rect {
	return map[string]draw.Rect{
		"screen":   {X: 30, Y: 102, W: 792 - 30 - 30 - 14, H: 612 - 88 - 18 - 14},
		"portrait": {X: 30, Y: 102, W: 612 - 30 - 30 - 14, H: 792 - 88 - 18 - 14},
		"a4":       {X: 42, Y: 106, W: 595.28 - 84, H: 841.89 - 92 - 58 - 14},
		"letter":   {X: 42, Y: 106, W: 612 - 84, H: 792 - 92 - 58 - 14},
	}
}

func modules(t *testing.T) []catalog.Module {
	t.Helper()
	all, err := catalog.New().Modules()
	if err != nil {
		t.Fatalf("read the modules: %v", err)
	}
	return all
}

func TestModulesFitEveryPage(t *testing.T) {
	t.Parallel()
	all := modules(t)
	for _, l := range looks() {
		t.Run(l.family, func(t *testing.T) {
			t.Parallel()
			kit := l.kit()
			for _, m := range all {
				for name, box := range shapes() {
					for _, fault := range drawn(kit, m.Blocks, box) {
						t.Errorf("%s on %s: %s", m.ID, name, fault)
					}
				}
			}
		})
	}
}

// TestModulesTakeDetails draws the pages as a need makes them: its own details
// stand where the module takes them in.
func TestModulesTakeDetails(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"short": {"Who", "Start", "End"},
		"usual": {"Blackout", "Wake-ups", "Quality 1-5", "Caffeine after noon", "Noise"},
		"long":  {"Accommodation checklist", "Insurance and claim number", "Side effects noticed", "Conversation with the school", "Responsible person", "Review date"},
	}
	all := modules(t)
	for name, details := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kit := looks()[2].kit() // the widest letters
			for _, m := range all {
				for shape, box := range shapes() {
					if shape == "letter" || shape == "portrait" {
						continue // between the other two
					}
					for _, fault := range drawn(kit, absorbed(m.Blocks, details), box) {
						t.Errorf("%s on %s: %s", m.ID, shape, fault)
					}
				}
			}
		})
	}
}

// absorbed puts details in, as the writers do: after the first column of a
// table, before the rows of anything else.
func absorbed(blocks []product.Block, details []string) []product.Block {
	out := slices.Clone(blocks)
	for i := range out {
		b := &out[i]
		b.Of = absorbed(b.Of, details)
		if !b.Absorb {
			continue
		}
		switch b.Kind {
		case "table", "grid":
			first := min(1, len(b.Columns))
			b.Columns = upTo(7, b.Columns[:first], details, b.Columns[first:])
		case "scale", "tally", "cards", "prompts":
			b.Rows = upTo(max(len(b.Rows), 4), details, b.Rows)
		default:
			b.Rows = upTo(max(len(b.Rows), 8), details, b.Rows)
		}
	}
	return out
}

func upTo(n int, lists ...[]string) []string {
	all := slices.Concat(lists...)
	return all[:min(n, len(all))]
}

// drawn draws blocks and returns what is wrong with the drawing.
func drawn(kit *layout.Kit, blocks []product.Block, box draw.Rect) []string {
	var c draw.Canvas
	kit.Clipped = nil
	kit.Draw(&c, blocks, box)
	var faults []string
	for _, text := range kit.Clipped {
		faults = append(faults, fmt.Sprintf("%q is cut", text))
	}
	if room := kit.Room(blocks, box); room < 1 {
		faults = append(faults, fmt.Sprintf("its widgets get %.2f of the height that they need", room))
	}
	var ink marks
	ink.take(c.Ops)
	return append(faults, ink.faults(box)...)
}

// marks are the texts and the straight rules of a drawing.
type marks struct {
	texts []mark
	rules []draw.Rect // of no width or no height
	all   []draw.Rect // the extent of every path
}

type mark struct {
	draw.Rect
	text string
}

func (m *marks) take(ops []draw.Op) {
	for _, op := range ops {
		switch op := op.(type) {
		case *draw.Group:
			m.take(op.Ops)
		case *draw.Run:
			m.run(op)
		case *draw.Path:
			m.path(op)
		}
	}
}

func (m *marks) run(r *draw.Run) {
	if text := strings.TrimSpace(r.Glyphs.Text()); text != "" {
		m.texts = append(m.texts, mark{draw.Rect{X: r.X, Y: r.Y - 0.68*r.Size, W: r.Width(), H: 0.68*r.Size + 0.1}, text})
	}
}

func (m *marks) path(p *draw.Path) {
	low, high := draw.Point{X: math.Inf(1), Y: math.Inf(1)}, draw.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, pt := range p.Points {
		low = draw.Point{X: min(low.X, pt.X), Y: min(low.Y, pt.Y)}
		high = draw.Point{X: max(high.X, pt.X), Y: max(high.Y, pt.Y)}
	}
	m.all = append(m.all, draw.Rect{X: low.X, Y: low.Y, W: high.X - low.X, H: high.Y - low.Y})
	if p.Stroke == draw.None {
		return
	}
	at, last := 0, draw.Point{}
	for _, v := range p.Verbs {
		switch v {
		case draw.MoveTo, draw.LineTo:
			next := p.Points[at]
			if v == draw.LineTo && (next.X == last.X || next.Y == last.Y) {
				m.rules = append(m.rules, draw.Rect{X: min(last.X, next.X), Y: min(last.Y, next.Y), W: math.Abs(next.X - last.X), H: math.Abs(next.Y - last.Y)})
			}
			last = next
			at++
		case draw.CubicTo:
			at += 3
			last = p.Points[at-1]
		}
	}
}

func (m *marks) faults(box draw.Rect) []string {
	var faults []string
	const slack = 0.6
	for i, a := range m.texts {
		if !inside(a.Rect, box, slack) {
			faults = append(faults, fmt.Sprintf("%q leaves the page at %.0f, %.0f", a.text, a.X, a.Y))
		}
		for _, b := range m.texts[:i] {
			if cross(a.Rect, b.Rect, slack) {
				faults = append(faults, fmt.Sprintf("%q lies on %q", a.text, b.text))
			}
		}
		for _, r := range m.rules {
			if cross(a.Rect, r, slack) {
				faults = append(faults, fmt.Sprintf("a rule goes through %q", a.text))
				break
			}
		}
	}
	for _, r := range m.all {
		if !inside(r, box, 1) {
			faults = append(faults, fmt.Sprintf("a path leaves the page: %.0f, %.0f, %.0f × %.0f", r.X, r.Y, r.W, r.H))
		}
	}
	return faults
}

func inside(r, box draw.Rect, slack float64) bool {
	return r.X >= box.X-slack && r.Y >= box.Y-slack && r.X+r.W <= box.X+box.W+slack && r.Y+r.H <= box.Y+box.H+slack
}

// cross reports whether two boxes share more than slack both ways.
func cross(a, b draw.Rect, slack float64) bool {
	return a.X+a.W-slack > b.X && b.X+b.W > a.X+slack && a.Y+a.H-slack > b.Y && b.Y+b.H > a.Y+slack
}

func TestNoTwoModulesLookAlike(t *testing.T) {
	t.Parallel()
	var pal draw.Palette
	for i := range pal {
		pal[i] = draw.RGB{R: 40, G: 40, B: 40}
	}
	pal[draw.Paper], pal[draw.Soft], pal[draw.Wash] = draw.RGB{R: 255, G: 255, B: 255}, draw.RGB{R: 200, G: 200, B: 200}, draw.RGB{R: 225, G: 225, B: 225}
	kit, all := looks()[1].kit(), modules(t)
	pictures := make([][]uint8, len(all))
	for i, m := range all {
		p := &draw.Page{W: 718, H: 492, Name: m.ID}
		p.Box(draw.Rect{W: 718, H: 492}, draw.Paper, draw.None, 0)
		kit.Draw(&p.Canvas, m.Blocks, draw.Rect{W: 718, H: 492})
		img, err := png.Render(p, pal, 0.125)
		if err != nil {
			t.Fatalf("%s: %v", m.ID, err)
		}
		for at := 0; at < len(img.Pix); at += 4 {
			pictures[i] = append(pictures[i], img.Pix[at])
		}
	}
	closest, pair := math.Inf(1), ""
	for i, a := range pictures {
		for j, b := range pictures[:i] {
			d := difference(a, b)
			if d < closest {
				closest, pair = d, all[i].ID+" and "+all[j].ID
			}
			if d < 2.5 {
				t.Errorf("%s and %s differ by %.2f levels of 255 a pixel, want 2.5", all[i].ID, all[j].ID, d)
			}
		}
	}
	t.Logf("%d modules, the closest are %s: %.2f levels", len(all), pair, closest)
}

func difference(a, b []uint8) float64 {
	sum := 0
	for i := range a {
		d := int(a[i]) - int(b[i])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(a))
}
