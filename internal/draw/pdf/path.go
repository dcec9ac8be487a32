package pdf

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// path paints an outline.
func (p *painter) path(op *draw.Path, at *element) error {
	if op.Fill == draw.None && op.Stroke == draw.None || len(op.Verbs) == 0 {
		return nil
	}
	p.mark(at)
	p.endText()
	if op.Fill != draw.None {
		if err := p.colour(op.Fill, false); err != nil {
			return err
		}
	}
	if op.Stroke != draw.None {
		if err := p.stroke(op); err != nil {
			return err
		}
	}
	if err := p.outline(op); err != nil {
		return err
	}
	switch {
	case op.Stroke == draw.None:
		p.buf = append(p.buf, "f\n"...)
	case op.Fill == draw.None:
		p.buf = append(p.buf, "S\n"...)
	default:
		p.buf = append(p.buf, "B\n"...)
	}
	return nil
}

// stroke sets colour, width, dashes, caps and joins where they differ from
// those of the stroke before.
func (p *painter) stroke(op *draw.Path) error {
	if err := p.colour(op.Stroke, true); err != nil {
		return err
	}
	width := op.Width
	if width == 0 {
		width = 0.5
	}
	w, err := fix(width)
	if err != nil || w <= 0 {
		return fmt.Errorf("a line is %g points wide", width)
	}
	if w != p.st.width {
		p.st.width = w
		p.buf = append(appendNum(p.buf, w), " w "...)
	}
	dash, err := dashes(op.Dash)
	if err != nil {
		return err
	}
	if !p.st.mitre {
		p.st.mitre = true
		p.buf = append(p.buf, "4 M "...) // where the other renderers cut a sharp corner
	}
	if dash != p.st.dash || !p.st.known {
		p.st.dash = dash
		p.buf = append(p.buf, "["+dash+"]0 d "...)
	}
	if op.Round != p.st.round || !p.st.known {
		p.st.round = op.Round
		cap := "0 J 0 j "
		if op.Round {
			cap = "1 J 1 j "
		}
		p.buf = append(p.buf, cap...)
	}
	p.st.known = true
	return nil
}

// dashes writes a pattern. One without length draws all, as the others do.
func dashes(pattern []float64) (string, error) {
	var b []byte
	sum := hundredth(0)
	for _, d := range pattern {
		v, err := fix(d)
		if err != nil || v < 0 {
			return "", fmt.Errorf("a dash is %g points long", d)
		}
		sum += v
		b = nums(b, v)
	}
	if sum == 0 {
		return "", nil
	}
	return string(b[:len(b)-1]), nil
}

func (p *painter) outline(op *draw.Path) error {
	if x, y, w, h, ok := rectangle(op); ok {
		x1, y1, err := p.place(draw.Point{X: x, Y: y + h})
		if err != nil {
			return err
		}
		x2, y2, err := p.place(draw.Point{X: x + w, Y: y})
		if err != nil {
			return err
		}
		p.buf = append(nums(p.buf, x1, y1, x2-x1, y2-y1), "re "...)
		return nil
	}
	rest := op.Points
	begun := false
	for _, v := range op.Verbs {
		n, name, err := verb(v)
		if err != nil {
			return err
		}
		if len(rest) < n {
			return fmt.Errorf("a path lacks points")
		}
		if !begun && v != draw.MoveTo {
			return fmt.Errorf("a path begins without a point to move to")
		}
		begun = true
		for _, pt := range rest[:n] {
			x, y, err := p.place(pt)
			if err != nil {
				return err
			}
			p.buf = nums(p.buf, x, y)
		}
		rest = rest[n:]
		p.buf = append(p.buf, name, ' ')
	}
	return nil
}

// verb returns how many points a path command takes and its operator.
func verb(v draw.Verb) (points int, op byte, err error) {
	switch v {
	case draw.MoveTo:
		return 1, 'm', nil
	case draw.LineTo:
		return 1, 'l', nil
	case draw.CubicTo:
		return 3, 'c', nil
	case draw.Close:
		return 0, 'h', nil
	}
	return 0, 0, fmt.Errorf("unknown path command %d", v)
}

// rectangle reports a path that is one upright rectangle, which has an operator
// of its own.
func rectangle(op *draw.Path) (x, y, w, h float64, ok bool) {
	v, q := op.Verbs, op.Points
	if len(v) != 5 || len(q) != 4 || v[0] != draw.MoveTo || v[1] != draw.LineTo || v[2] != draw.LineTo || v[3] != draw.LineTo || v[4] != draw.Close {
		return 0, 0, 0, 0, false
	}
	level := q[0].Y == q[1].Y && q[1].X == q[2].X && q[2].Y == q[3].Y && q[3].X == q[0].X
	w, h = q[1].X-q[0].X, q[2].Y-q[1].Y
	return q[0].X, q[0].Y, w, h, level && w > 0 && h > 0
}

// bounds is a box by its corners.
type bounds struct{ x0, y0, x1, y1 float64 }

func nowhere() bounds {
	return bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

func (b bounds) join(o bounds) bounds {
	return bounds{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

func (b bounds) grow(d float64) bounds { return bounds{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }

func (b bounds) holds(x, y float64) bool { return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 }

// String writes the corners as the four numbers of a PDF rectangle. What is
// nowhere or beyond all pages is written as a point or held to the range.
func (b bounds) String() string {
	if b.x0 > b.x1 || b.y0 > b.y1 {
		return "0 0 0 0"
	}
	hold := func(v float64) hundredth { return hundredth(math.Round(max(-maxCoord, min(maxCoord, v)) * 100)) }
	s := nums(nil, hold(b.x0), hold(b.y0), hold(b.x1), hold(b.y1))
	return string(s[:len(s)-1])
}

// turned gives the box in a space whose y runs up from the foot.
func turned(b bounds, h float64) bounds { return bounds{b.x0, h - b.y1, b.x1, h - b.y0} }

// boundsOf returns a box that holds all that operations draw.
func boundsOf(ops []draw.Op) bounds {
	b := nowhere()
	for _, op := range ops {
		switch op := op.(type) {
		case *draw.Path:
			in := nowhere()
			for _, q := range op.Points {
				in = in.join(bounds{q.X, q.Y, q.X, q.Y})
			}
			if op.Stroke != draw.None {
				in = in.grow(2 * max(op.Width, 0.5)) // a mitre reaches four half widths
			}
			b = b.join(in)
		case *draw.Run:
			b = b.join(runBounds(op))
		case *draw.Image:
			b = b.join(bounds{op.Box.X, op.Box.Y, op.Box.X + op.Box.W, op.Box.Y + op.Box.H})
		case *draw.Group:
			b = b.join(boundsOf(op.Ops))
		case *draw.Use:
			s := op.Scale
			if s == 0 {
				s = 1
			}
			if in := boundsOf(op.Form.Ops); in.x0 <= in.x1 {
				b = b.join(bounds{op.X + s*in.x0, op.Y + s*in.y0, op.X + s*in.x1, op.Y + s*in.y1})
			}
		}
	}
	return b
}

// runBounds returns the box of a run by the metrics of its face.
func runBounds(r *draw.Run) bounds {
	em := r.Size / float64(r.Face.Units)
	return bounds{r.X, r.Y - em*float64(r.Face.Ascent), r.X + r.Width(), r.Y - em*float64(r.Face.Descent)}
}
