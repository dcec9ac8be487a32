package typeset

import (
	"math"
)

// line is the tokens from one break to the next. Head replaces the first token
// with what is left of a divided word, tail stands for the divided last one.
type line struct {
	from, to   int // tokens [from, to)
	head, tail *token
	ratio      float64 // stretch of its spaces, in shares of their width
}

// place is a possible break: before token at, or inside it after part bytes.
type place struct {
	at, part int
	cost     float64
	prev     int
}

// fit breaks tokens into lines by least total badness over the paragraph, after
// Knuth and Plass (Breaking Paragraphs into Lines, 1981). Words are divided
// only when lines without divisions come out bad.
func (s *Setter) fit(all []token, st Style, width float64) []line {
	if len(all) == 0 {
		return nil
	}
	lines, worst := s.pass(all, st, width, false)
	if st.Hyphens && worst > 1 {
		if divided, less := s.pass(all, st, width, true); less < worst {
			return divided
		}
	}
	return lines
}

func (s *Setter) pass(all []token, st Style, width float64, divide bool) ([]line, float64) {
	sums := make([]float64, len(all)+1) // width of tokens [0, i) with their spaces
	space := s.space(st.Role) * st.Size
	for i, t := range all {
		sums[i+1] = sums[i] + t.w.width*st.Size
		if t.space {
			sums[i+1] += space
		}
	}
	places := []place{{prev: -1}}
	open := 0 // the first place a line to here could begin at
	add := func(at, part int, penalty float64) {
		best := place{at: at, part: part, cost: math.Inf(1), prev: -1}
		for i := len(places) - 1; i >= open; i-- {
			w := s.span(all, sums, st, space, places[i], best)
			if w > width+0.01 && i < len(places)-1 {
				if w > width*2 {
					break
				}
				continue
			}
			if c := places[i].cost + badness(width-w, width, at == len(all)) + penalty; c < best.cost {
				best.cost, best.prev = c, i
			}
		}
		if best.prev >= 0 {
			places = append(places, best)
		}
	}
	for i := 1; i < len(all); i++ {
		if divide {
			s.divisions(all, i-1, func(part int) { add(i-1, part, 12) })
		}
		if all[i].breaks {
			add(i, 0, 0)
		}
	}
	if divide {
		s.divisions(all, len(all)-1, func(part int) { add(len(all)-1, part, 30) })
	}
	add(len(all), 0, 0)
	return s.trace(all, sums, st, space, width, places)
}

// badness grows with the cube of the share of the width that stays free; the
// last line may be short, but not a single syllable.
func badness(free, width float64, last bool) float64 {
	if free < 0 {
		return 1000 - free
	}
	share := free / width
	if last {
		if share > 0.85 {
			return 3
		}
		return 0.2
	}
	return 0.2 + 100*share*share*share
}

// divisions calls fn with every place in token i where the word may be divided.
func (s *Setter) divisions(all []token, i int, fn func(part int)) {
	if s.hyphens == nil {
		s.hyphens = newHyphenator()
	}
	text := all[i].text
	end := len(text)
	for end > 0 && (text[end-1] == ',' || text[end-1] == '.' || text[end-1] == ';' || text[end-1] == ':' || text[end-1] == ')') {
		end--
	}
	for _, p := range s.hyphens.points(text[:end]) {
		fn(p)
	}
}

// span returns the width of the line from a to b.
func (s *Setter) span(all []token, sums []float64, st Style, space float64, a, b place) float64 {
	w := sums[b.at] - sums[a.at]
	if a.at < len(all) && all[a.at].space && (b.at > a.at || b.part > 0) && a.part == 0 && b.at > a.at {
		w -= space
	}
	if a.part > 0 && b.at > a.at {
		t := all[a.at]
		w -= t.w.width * st.Size
		if t.space {
			w -= space
		}
		w += s.shape(t.role, t.text[a.part:]).width * st.Size
	}
	if b.part > 0 {
		t := all[b.at]
		from := 0
		if a.at == b.at {
			from = a.part
		}
		w += s.shape(t.role, t.text[from:b.part]+hyphen).width * st.Size
		if t.space && b.at > a.at {
			w += space
		}
	}
	return w
}

// hyphen ends a divided word.
const hyphen = "-"

func (s *Setter) trace(all []token, sums []float64, st Style, space, width float64, places []place) ([]line, float64) {
	var lines []line
	worst := 0.0
	for i := len(places) - 1; places[i].prev >= 0; i = places[i].prev {
		a, b := places[places[i].prev], places[i]
		l := line{from: a.at, to: b.at}
		if a.part > 0 {
			t := all[a.at]
			t.text, t.space = t.text[a.part:], false
			t.w = s.shape(t.role, t.text)
			l.head, l.from = &t, a.at+1
		}
		if b.part > 0 {
			t := all[b.at]
			from := 0
			if a.at == b.at {
				from = a.part
			}
			t.text = t.text[from:b.part] + hyphen
			t.w = s.shape(t.role, t.text)
			l.tail = &t
		}
		w := s.span(all, sums, st, space, a, b)
		gaps := gapsOf(all, l)
		if i != len(places)-1 {
			worst = max(worst, badness(width-w, width, false))
			if gaps > 0 {
				l.ratio = (width - w) / (float64(gaps) * space)
			}
		}
		lines = append(lines, l)
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	return lines, worst
}

func gapsOf(all []token, l line) int {
	n := 0
	for _, t := range l.tokens(all)[1:] {
		if t.space {
			n++
		}
	}
	return n
}

// tokens returns what stands on the line.
func (l line) tokens(all []token) []token {
	out := make([]token, 0, l.to-l.from+2)
	if l.head != nil {
		out = append(out, *l.head)
	}
	if l.to > l.from {
		out = append(out, all[l.from:l.to]...)
	}
	if l.tail != nil {
		out = append(out, *l.tail)
	}
	return out
}
