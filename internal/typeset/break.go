package typeset

import (
	"math"
)

// line is the tokens from one break to the next. Head replaces the first token
// with what is left of a divided word, tail stands for the divided last one.
type line struct {
	from, to   int // tokens [from, to)
	head, tail *token
	ratio      float64 // stretch of its gaps, in shares of the width of a space
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
	e := s.estimate(all, st, width)
	lines, worst := s.pass(all, st, e, false)
	if st.Hyphens && worst > e.bad {
		if divided, less := s.pass(all, st, e, true); less < worst {
			return divided
		}
	}
	return lines
}

// estimate is what lines of a paragraph are judged by.
type estimate struct {
	width, space float64
	sums         []float64 // width of tokens [0, i) with their spaces
	gaps         []int     // of tokens [0, i), nil = lines are judged by the width that stays free
	bad          float64   // from which badness on words may be divided
	divide, last float64   // what that costs in the paragraph and in its last word
}

// estimate measures tokens. English is judged by the width that stays free, and
// seldom divided. Languages with longer words are judged by how far the gaps of
// a justified line would be stretched, because that is what shows.
func (s *Setter) estimate(all []token, st Style, width float64) estimate {
	e := estimate{
		width: width, space: s.space(st.Role) * st.Size, sums: make([]float64, len(all)+1),
		bad: 1, divide: 12, last: 30,
	}
	for i, t := range all {
		e.sums[i+1] = e.sums[i] + t.w.width*st.Size
		if t.space {
			e.sums[i+1] += e.space
		}
	}
	if st.Align == Justify && st.Hyphens && s.divider().often() {
		e.bad, e.divide, e.last = 0.6, 1.2, 3
		e.gaps = make([]int, len(all)+1)
		for i, t := range all {
			e.gaps[i+1] = e.gaps[i]
			if t.space || t.loose {
				e.gaps[i+1]++
			}
		}
	}
	return e
}

func (s *Setter) pass(all []token, st Style, e estimate, divide bool) ([]line, float64) {
	width := e.width
	places := []place{{prev: -1}}
	open := 0 // the first place a line to here could begin at
	add := func(at, part int, penalty float64) {
		best := place{at: at, part: part, cost: math.Inf(1), prev: -1}
		for i := len(places) - 1; i >= open; i-- {
			w := s.span(all, &st, &e, &places[i], &best)
			if w > width+0.01 && i < len(places)-1 {
				if w > width*2 {
					break
				}
				continue
			}
			bad := badness(width-w, width, at == len(all))
			if e.gaps != nil {
				bad = e.badness(width-w, &places[i], &best, at == len(all))
			}
			if c := places[i].cost + bad + penalty; c < best.cost {
				best.cost, best.prev = c, i
			}
		}
		if best.prev >= 0 {
			places = append(places, best)
		}
	}
	for i := 1; i < len(all); i++ {
		if divide {
			s.divisions(all, i-1, func(part int) { add(i-1, part, e.divide) })
		}
		if all[i].breaks {
			add(i, 0, 0)
		}
	}
	if divide {
		s.divisions(all, len(all)-1, func(part int) { add(len(all)-1, part, e.last) })
	}
	add(len(all), 0, 0)
	return s.trace(all, st, e, places)
}

// badness of the line from a to b, of whose width some is free.
func (e *estimate) badness(free float64, a, b *place, last bool) float64 {
	if e.gaps == nil || last || free < 0 {
		return badness(free, e.width, last)
	}
	gaps := e.gaps[b.at] - e.gaps[min(a.at+1, b.at)]
	if b.part > 0 && b.at > a.at {
		gaps += e.gaps[b.at+1] - e.gaps[b.at]
	}
	stretch := free / (max(0.5, float64(gaps)) * e.space)
	if stretch > maxStretch {
		stretch++ // it will stay ragged among straight ones
	}
	return 0.2 + stretch*stretch*stretch
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
	h := s.divider()
	from, to := h.core(all[i].text)
	for _, p := range h.points(all[i].text[from:to]) {
		fn(from + p)
	}
}

// divider returns what divides words of the language.
func (s *Setter) divider() *hyphenator {
	if s.hyphens == nil {
		s.hyphens = &hyphenator{s.shelf.of(s.tag), map[string][]int{}}
	}
	return s.hyphens
}

// span returns the width of the line from a to b.
func (s *Setter) span(all []token, st *Style, e *estimate, a, b *place) float64 {
	sums, space := e.sums, e.space
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
		w += s.reshape(t, t.text[a.part:]).width * st.Size
	}
	if b.part > 0 {
		t := all[b.at]
		from := 0
		if a.at == b.at {
			from = a.part
		}
		w += s.reshape(t, t.text[from:b.part]+hyphen).width * st.Size
		if t.space && b.at > a.at {
			w += space
		}
	}
	return w
}

// hyphen ends a divided word.
const hyphen = "-"

func (s *Setter) trace(all []token, st Style, e estimate, places []place) ([]line, float64) {
	var lines []line
	worst := 0.0
	for i := len(places) - 1; places[i].prev >= 0; i = places[i].prev {
		a, b := places[places[i].prev], places[i]
		l := line{from: a.at, to: b.at}
		if a.part > 0 {
			t := all[a.at]
			t.text, t.space = t.text[a.part:], false
			t.w = s.reshape(t, t.text)
			l.head, l.from = &t, a.at+1
		}
		if b.part > 0 {
			t := all[b.at]
			from := 0
			if a.at == b.at {
				from = a.part
			}
			t.text = t.text[from:b.part] + hyphen
			t.w = s.reshape(t, t.text)
			l.tail = &t
		}
		w := s.span(all, &st, &e, &a, &b)
		gaps := gapsOf(all, l)
		if i != len(places)-1 {
			worst = max(worst, e.badness(e.width-w, &a, &b, false))
			if gaps > 0 {
				l.ratio = (e.width - w) / (float64(gaps) * e.space)
			}
		}
		lines = append(lines, l)
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	return lines, worst
}

// gapsOf counts the places where a line can be made wider.
func gapsOf(all []token, l line) int {
	n := 0
	for _, t := range l.tokens(all)[1:] {
		if t.space || t.loose {
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
