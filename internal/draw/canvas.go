package draw

// Canvas collects operations. Its zero value is empty and ready.
type Canvas struct{ Ops []Op }

// Add appends operations.
func (c *Canvas) Add(ops ...Op) { c.Ops = append(c.Ops, ops...) }

// Group appends what draw puts on the inner canvas, under a tag.
func (c *Canvas) Group(tag Tag, draw func(*Canvas)) *Group {
	var in Canvas
	draw(&in)
	g := &Group{Tag: tag, Ops: in.Ops}
	c.Add(g)
	return g
}

// Box fills and/or strokes a rectangle. width 0 = 0.5 pt.
func (c *Canvas) Box(r Rect, fill, stroke Slot, width float64) {
	p := &Path{Fill: fill, Stroke: stroke, Width: width}
	p.Rect(r)
	c.Add(p)
}

// Rounded is Box with corners of the given radius, clipped to half the sides.
func (c *Canvas) Rounded(r Rect, radius float64, fill, stroke Slot, width float64) {
	p := &Path{Fill: fill, Stroke: stroke, Width: width}
	p.Round4(r, radius)
	c.Add(p)
}

// Rule strokes a straight line. dash nil = solid.
func (c *Canvas) Rule(x1, y1, x2, y2 float64, stroke Slot, width float64, dash ...float64) {
	p := &Path{Stroke: stroke, Width: width, Dash: dash}
	p.Move(x1, y1)
	p.LineTo(x2, y2)
	c.Add(p)
}

// Circle fills and/or strokes a circle around x, y.
func (c *Canvas) Circle(x, y, radius float64, fill, stroke Slot, width float64) {
	p := &Path{Fill: fill, Stroke: stroke, Width: width}
	p.Ellipse(x, y, radius, radius)
	c.Add(p)
}

// Move starts a contour.
func (p *Path) Move(x, y float64) { p.add(MoveTo, Point{x, y}) }

// LineTo adds a straight segment.
func (p *Path) LineTo(x, y float64) { p.add(LineTo, Point{x, y}) }

// CubicTo adds a cubic Bézier segment.
func (p *Path) CubicTo(x1, y1, x2, y2, x, y float64) {
	p.add(CubicTo, Point{x1, y1}, Point{x2, y2}, Point{x, y})
}

// Close ends a contour at its start.
func (p *Path) Close() { p.add(Close) }

func (p *Path) add(v Verb, pts ...Point) {
	p.Verbs = append(p.Verbs, v)
	p.Points = append(p.Points, pts...)
}

// Rect adds a rectangle.
func (p *Path) Rect(r Rect) {
	p.Move(r.X, r.Y)
	p.LineTo(r.X+r.W, r.Y)
	p.LineTo(r.X+r.W, r.Y+r.H)
	p.LineTo(r.X, r.Y+r.H)
	p.Close()
}

// kappa is the control distance that makes a cubic a quarter of a circle, to
// within 0.03 % of the radius.
const kappa = 0.5522847498

// Ellipse adds an ellipse around x, y.
func (p *Path) Ellipse(x, y, rx, ry float64) {
	kx, ky := rx*kappa, ry*kappa
	p.Move(x+rx, y)
	p.CubicTo(x+rx, y+ky, x+kx, y+ry, x, y+ry)
	p.CubicTo(x-kx, y+ry, x-rx, y+ky, x-rx, y)
	p.CubicTo(x-rx, y-ky, x-kx, y-ry, x, y-ry)
	p.CubicTo(x+kx, y-ry, x+rx, y-ky, x+rx, y)
	p.Close()
}

// Round4 adds a rectangle with four round corners.
func (p *Path) Round4(r Rect, radius float64) {
	radius = min(radius, r.W/2, r.H/2)
	if radius <= 0 {
		p.Rect(r)
		return
	}
	k := radius * (1 - kappa)
	x1, y1, x2, y2 := r.X, r.Y, r.X+r.W, r.Y+r.H
	p.Move(x1+radius, y1)
	p.LineTo(x2-radius, y1)
	p.CubicTo(x2-k, y1, x2, y1+k, x2, y1+radius)
	p.LineTo(x2, y2-radius)
	p.CubicTo(x2, y2-k, x2-k, y2, x2-radius, y2)
	p.LineTo(x1+radius, y2)
	p.CubicTo(x1+k, y2, x1, y2-k, x1, y2-radius)
	p.LineTo(x1, y1+radius)
	p.CubicTo(x1, y1+k, x1+k, y1, x1+radius, y1)
	p.Close()
}
