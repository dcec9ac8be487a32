package art

import "github.com/gumgenie/gumgenie/internal/draw"

// polygon is a contour of straight pieces.
type polygon struct {
	pts    []draw.Point
	closed bool
}

// pieces is into how many straight lines a curve is cut where it must be
// measured or cut off: under a thirtieth of a point off for a quarter circle of
// 100 points' radius.
const pieces = 24

// polygons flattens a path.
func polygons(p *draw.Path) []polygon {
	var all []polygon
	var cur polygon
	at := 0
	for _, v := range p.Verbs {
		switch v {
		case draw.MoveTo:
			if len(cur.pts) > 1 {
				all = append(all, cur)
			}
			cur = polygon{pts: []draw.Point{p.Points[at]}}
			at++
		case draw.LineTo:
			cur.pts = append(cur.pts, p.Points[at])
			at++
		case draw.CubicTo:
			a := cur.pts[len(cur.pts)-1]
			b, c, d := p.Points[at], p.Points[at+1], p.Points[at+2]
			for i := 1; i <= pieces; i++ {
				u := float64(i) / pieces
				w := 1 - u
				k0, k1, k2, k3 := w*w*w, 3*w*w*u, 3*w*u*u, u*u*u
				cur.pts = append(cur.pts, draw.Point{X: k0*a.X + k1*b.X + k2*c.X + k3*d.X, Y: k0*a.Y + k1*b.Y + k2*c.Y + k3*d.Y})
			}
			at += 3
		case draw.Close:
			cur.closed = true
		}
	}
	if len(cur.pts) > 1 {
		all = append(all, cur)
	}
	return all
}

// put adds a path, cut off at the box. Only what crosses the edge is flattened.
func (s *sheet) put(p *draw.Path) {
	half := 0.0
	if p.Stroke != draw.None {
		if p.Width == 0 {
			p.Width = 0.5
		}
		half = p.Width / 2
	}
	inside := inset(s.Rect, half)
	whole := true
	for _, v := range p.Points {
		whole = whole && v.X >= inside.X && v.Y >= inside.Y && v.X <= inside.X+inside.W && v.Y <= inside.Y+inside.H
	}
	if whole {
		s.c.Add(p)
		return
	}
	if p.Fill != draw.None {
		q := &draw.Path{Fill: p.Fill}
		for _, g := range polygons(p) {
			if pts := cutArea(g.pts, s.Rect); len(pts) > 2 {
				chain(q, pts, true, false)
			}
		}
		if len(q.Verbs) > 0 {
			s.c.Add(q)
		}
	}
	if p.Stroke != draw.None {
		q := &draw.Path{Stroke: p.Stroke, Width: p.Width, Dash: p.Dash, Round: p.Round}
		for _, g := range polygons(p) {
			pts := g.pts
			if g.closed {
				pts = append(pts, pts[0])
			}
			cutLine(q, pts, inside)
		}
		if len(q.Verbs) > 0 {
			s.c.Add(q)
		}
	}
}

// side is a half-plane: how far a point is inside it.
type side func(draw.Point) float64

func sides(r draw.Rect) []side {
	return []side{
		func(p draw.Point) float64 { return p.X - r.X },
		func(p draw.Point) float64 { return r.X + r.W - p.X },
		func(p draw.Point) float64 { return p.Y - r.Y },
		func(p draw.Point) float64 { return r.Y + r.H - p.Y },
	}
}

// cutArea cuts a filled polygon to a box (Sutherland and Hodgman, 1974).
func cutArea(pts []draw.Point, r draw.Rect) []draw.Point {
	for _, in := range sides(r) {
		var out []draw.Point
		for i, b := range pts {
			a := pts[(i+len(pts)-1)%len(pts)]
			da, db := in(a), in(b)
			if da < 0 != (db < 0) {
				out = append(out, between(a, b, da/(da-db)))
			}
			if db >= 0 {
				out = append(out, b)
			}
		}
		pts = out
	}
	return pts
}

// cutLine adds the pieces of a line that are in a box.
func cutLine(q *draw.Path, pts []draw.Point, r draw.Rect) {
	open := false
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		from, to := 0.0, 1.0
		for _, in := range sides(r) {
			da, db := in(a), in(b)
			switch {
			case da < 0 && db < 0:
				from, to = 1, 0
			case da < 0:
				from = max(from, da/(da-db))
			case db < 0:
				to = min(to, da/(da-db))
			}
		}
		if from >= to {
			open = false
			continue
		}
		start, end := between(a, b, from), between(a, b, to)
		if !open || from > 0 {
			q.Move(start.X, start.Y)
		}
		q.LineTo(end.X, end.Y)
		open = to == 1
	}
}

func between(a, b draw.Point, t float64) draw.Point {
	return draw.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}
