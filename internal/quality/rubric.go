package quality

import (
	"fmt"
	"math"

	"github.com/gumgenie/gumgenie/internal/product"
)

// The dimensions of the rubric, 25 points each.
const (
	conversion   = "conversion"
	visual       = "visual"
	monetisation = "monetisation"
	completeness = "completeness"
)

// rubric scores every criterion. Each is a function of what was measured and of
// nothing else, and each fault of a gate counts in one criterion alone.
func (v *verdict) rubric() []product.Criterion {
	list := []struct {
		id, dimension string
		of            float64
		score         func(*verdict) mark
	}{
		{"headline", conversion, 8, headline},
		{"evidence", conversion, 6, evidence},
		{"pricing", conversion, 6, pricing},
		{"action", conversion, 5, action},
		{"hierarchy", visual, 8, hierarchy},
		{"consistency", visual, 7, consistency},
		{"access", visual, 5, access},
		{"polish", visual, 5, polish},
		{"stack", monetisation, 10, stack},
		{"revenue", monetisation, 8, revenue},
		{"positioning", monetisation, 7, positioning},
		{"depth", completeness, 10, depth},
		{"technical", completeness, 8, technical},
		{"documentation", completeness, 7, documentation},
	}
	var all []product.Criterion
	for _, c := range list {
		m := c.score(v)
		points := tenth(min(c.of, max(0, m.points())*c.of/m.most()))
		out := product.Criterion{ID: c.id, Dimension: c.dimension, Points: points, Of: c.of, Measured: m.measured()}
		if points < c.of {
			out.Raise = m.raise()
		}
		all = append(all, out)
	}
	return all
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

// mark collects what one criterion measures.
type mark struct{ parts []part }

// part is one thing measured: points reached of points possible, what was
// found, and what would raise it.
type part struct {
	got, of       float64
	found, better string
}

// add takes in a measure. share is how much of the points it reached, 0 to 1.
func (m *mark) add(of, share float64, better, found string, args ...any) {
	m.parts = append(m.parts, part{of * min(1, max(0, share)), of, fmt.Sprintf(found, args...), better})
}

func (m *mark) points() float64 { return m.sum(func(p part) float64 { return p.got }) }
func (m *mark) most() float64   { return max(0.001, m.sum(func(p part) float64 { return p.of })) }

func (m *mark) sum(of func(part) float64) float64 {
	s := 0.0
	for _, p := range m.parts {
		s += of(p)
	}
	return s
}

// measured is one sentence of all that was found.
func (m *mark) measured() string {
	s := ""
	for i, p := range m.parts {
		if i > 0 {
			s += "; "
		}
		s += p.found
	}
	return capital(s) + "."
}

// raise names what would bring the most points first.
func (m *mark) raise() string {
	best, lost := "", 0.0
	second, less := "", 0.0
	for _, p := range m.parts {
		switch d := p.of - p.got; {
		case d > lost:
			second, less = best, lost
			best, lost = p.better, d
		case d > less:
			second, less = p.better, d
		}
	}
	s := capital(best)
	if less > 0.05 {
		s += "; " + second
	}
	return s + "."
}

// ratio is a share that is 1 from want on.
func ratio(have, want float64) float64 {
	if want <= 0 {
		return 1
	}
	return min(1, have/want)
}

// yes is 1 for true.
func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// inside is 1 within bounds and falls to 0 at twice the distance.
func inside(x, low, high float64) float64 {
	switch {
	case x < low:
		return max(0, 1-(low-x)/max(1, low*0.5))
	case x > high:
		return max(0, 1-(x-high)/max(1, high*0.5))
	}
	return 1
}

// free is 1 without faults; each fault costs, the first the most.
func free(faults int) float64 {
	if faults == 0 {
		return 1
	}
	return max(0, 0.4-0.1*float64(faults-1))
}
