package svg

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

func outline(verbs []draw.Verb, points []draw.Point) string {
	var d strings.Builder
	at := 0
	for _, v := range verbs {
		switch v {
		case draw.MoveTo:
			command(&d, 'M', points[at:at+1])
			at++
		case draw.LineTo:
			command(&d, 'L', points[at:at+1])
			at++
		case draw.CubicTo:
			command(&d, 'C', points[at:at+3])
			at += 3
		case draw.Close:
			d.WriteByte('Z')
		}
	}
	return d.String()
}

func command(d *strings.Builder, letter byte, points []draw.Point) {
	d.WriteByte(letter)
	for i, p := range points {
		if i > 0 {
			d.WriteByte(' ')
		}
		d.WriteString(num(p.X))
		d.WriteByte(' ')
		d.WriteString(num(p.Y))
	}
}

// glyphOutline appends the outline of one glyph whose pen stands at pen.
func glyphOutline(d *strings.Builder, run *draw.Run, g draw.Glyph, pen float64) {
	x, y, em := pen+g.X, run.Y+g.Y, run.Size/float64(run.Face.Units)
	open := false
	for _, s := range run.Face.Outline(g.ID) {
		if s.Op == 'M' {
			if open {
				d.WriteByte('Z')
			}
			open = true
		}
		var pts [3]draw.Point
		for i, a := range s.Args {
			pts[i] = draw.Point{X: x + float64(a[0])*em, Y: y - float64(a[1])*em}
		}
		command(d, s.Op, pts[:arity(s.Op)])
	}
	if open {
		d.WriteByte('Z')
	}
}

func arity(op byte) int {
	switch op {
	case 'Q':
		return 2
	case 'C':
		return 3
	}
	return 1
}
