package art_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/draw"
)

func TestNotationIsReadOrRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		notation string
		ok       bool
	}{
		"disc":                    {"a o 50 50 40", true},
		"all modifiers":           {"bi3 | ~20 @4,50,50 r 10 10 20 20 3", true},
		"moved":                   {"( 10 10 .5; a o 50 50 40; ); b h 50 50 20", true},
		"text on a ground":        {"a o 50 50 40; a t 50 60 20 Mon", true},
		"nothing":                 {" ; ;", false},
		"no shape":                {"a", false},
		"no paint":                {"- o 50 50 40", false},
		"unknown paint":           {"z o 50 50 40", false},
		"unknown shape":           {"a y 1 2 3", false},
		"too few numbers":         {"a o 50 50", false},
		"odd coordinates":         {"a p 1 2 3 4 5 6 7", false},
		"not a number":            {"a o NaN 50 40", false},
		"out of range":            {"a o 1e9 50 40", false},
		"text on a tint of two":   {"B t 50 50 20 x", false},
		"text on nothing":         {"-a2 t 50 50 20 x", false},
		"too many copies":         {"a @30 +30,1,1 o 50 50 4", false},
		"half a copy":             {"a @2.5 o 50 50 4", false},
		"stroke without width":    {"-a o 50 50 4", false},
		"star of two points":      {"a * 50 50 40 20 2", false},
		"too many marks":          {strings.Repeat("a o 5 5 2;", 97), false},
		"too long":                {strings.Repeat(" ", 5000) + "a o 50 50 40", false},
		"group without a scale":   {"( 1 2; a o 50 50 40", false},
		"wave of too many swings": {"-a2 w 0 100 50 5 99", false},
	}
	for name, tt := range tests {
		_, err := art.Parse(tt.notation)
		if (err == nil) != tt.ok {
			t.Errorf("%s: error %v, want ok = %t", name, err, tt.ok)
		}
		if err != nil && !errors.Is(err, art.ErrNotation) {
			t.Errorf("%s: %v does not wrap ErrNotation", name, err)
		}
	}
}

func TestPictureFillsItsBoxAndMirrors(t *testing.T) {
	t.Parallel()
	p, err := art.Parse("a | r 10 40 20 20")
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	var c draw.Canvas
	p.Draw(&c, setter("sans"), draw.Rect{W: 200, H: 200})
	if got, want := len(c.Ops), 4; got != want { // rim, border, and both halves
		t.Fatalf("%d operations, want %d", got, want)
	}
	l1, t1, r1, b1 := extent(c.Ops[2])
	l2, _, r2, _ := extent(c.Ops[3])
	if math.Abs(l1+r2-200) > 0.01 || math.Abs(r1+l2-200) > 0.01 {
		t.Errorf("halves from %.1f to %.1f and %.1f to %.1f are not mirror images", l1, r1, l2, r2)
	}
	if math.Abs((t1+b1)/2-100) > 0.01 || r2-l1 < 170 {
		t.Errorf("picture from %.1f,%.1f to %.1f,%.1f does not fill the middle of the box", l1, t1, r2, b1)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"a o 50 50 40; bi2 | ~20 @3 * 50 50 40 20 5", "-c3 s 1 2 3 4 5 6; A q 4 1 1 9 1 9 9", "( 1 2 3; w d 5 5 2 3; )",
		"a t 50 50 20 Mon", "m m 50 50 40 -.4; k k 5 5 5 0 400", "f +36,1,0 l 0 0 1 1", "a w 0 0 0 0 1", "a e 5 5 5 5 1",
	} {
		f.Add(s)
	}
	set := setter("sans")
	f.Fuzz(func(t *testing.T, notation string) {
		p, err := art.Parse(notation)
		if err != nil {
			if !errors.Is(err, art.ErrNotation) {
				t.Fatalf("%v does not wrap ErrNotation", err)
			}
			return
		}
		var c draw.Canvas
		p.Draw(&c, set, draw.Rect{W: 100, H: 100})
		for _, op := range c.Ops {
			path, ok := op.(*draw.Path)
			if !ok {
				continue
			}
			for _, v := range path.Points {
				if math.IsNaN(v.X) || math.IsNaN(v.Y) || math.Abs(v.X) > 1e5 || math.Abs(v.Y) > 1e5 {
					t.Fatalf("a point of %q is at %v", notation, v)
				}
			}
		}
	})
}
