package typeset

import (
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// Span is a stretch of text in one style. To or URI make it a link.
type Span struct {
	Text string
	Role font.Role // Regular = the style's role
	Fill draw.Slot // None = the style's fill
	URI  string
	To   string
}

// token is a word, or a part of one that a line may end after or that is read
// in another direction than the rest.
type token struct {
	text   string
	role   font.Role
	span   int
	w      *word
	fill   draw.Slot
	level  uint8 // of embedding, odd = read from right to left
	gap    uint8 // level of the space before it
	space  bool  // a space stands before it
	breaks bool  // a line may begin with it
	loose  bool  // it may stand off from the one before when a line is justified
}

// longest is how many bytes are shaped as one. Longer words are cut: the time
// that a text takes must not grow with the square of a word's length.
const longest = 300

// bytesPerWord is about how many bytes of text make a token.
const bytesPerWord = 6

// tokens cuts spans into words. A line may break at spaces, beside ideographs
// and after hyphens, dashes and slashes inside a word, but not inside short
// brackets, because a blank such as [SHIFT PATTERN] is read as one thing. rtl
// reports that the paragraph is read from right to left.
func (s *Setter) tokens(spans []Span, st Style) (all []token, rtl bool) {
	texts, length := make([]string, len(spans)), 0
	for i, sp := range spans {
		texts[i] = s.clean(sp.Text)
		length += len(texts[i])
	}
	all = make([]token, 0, length/bytesPerWord+1)
	m := s.measures(texts)
	space, first, depth := false, true, 0
	inside, gap := false, uint8(0) // the token before is a part of the same word
	for i, sp := range spans {
		role, fill := sp.Role, sp.Fill
		if role == font.Regular {
			role = st.Role
		}
		if fill == draw.None {
			fill = st.ink()
		}
		for text := texts[i]; text != ""; {
			between, level := m.here()
			if text[0] == ' ' {
				space, gap = !first, level
				text = text[1:]
				m.pass(1)
				continue
			}
			word := cut(start(text))
			n := m.pass(word)
			part := text[:n]
			text = text[n:]
			after := !inside && (strings.HasSuffix(last(all), "-") || strings.HasSuffix(last(all), "/") || strings.HasSuffix(last(all), "—") || strings.HasSuffix(last(all), "–"))
			inside = n < word
			t := token{
				text: part, role: role, fill: fill, span: i, level: level, gap: gap, space: space, loose: between && !space,
				breaks: !first && depth == 0 && (space || between || after),
			}
			t.w = s.reshape(t, part)
			all = append(all, t)
			depth = nesting(depth, part, text)
			space, first = false, false
		}
	}
	return all, m.rtl
}

// reshape returns another text shaped as the token is.
func (s *Setter) reshape(t token, text string) *word { return s.shape(t.role, text, t.level%2 == 1) }

// measures goes through a paragraph beside tokens: it knows where a line may
// end beside ideographs, and in which direction each part is read.
type measures struct {
	at      int
	between []int
	levels  []stretch
	rtl     bool
}

func (s *Setter) measures(texts []string) measures {
	if len(texts) != 1 {
		texts = []string{strings.Join(texts, "")}
	}
	var m measures
	ideographs, right := scripts(texts[0])
	if ideographs {
		m.between = s.between(texts[0])
	}
	if right || s.rtl {
		m.levels, m.rtl = s.direct(texts[0])
	}
	return m
}

// scripts reports whether a text may hold ideographs, and letters that are read
// from right to left. Most texts do not.
func scripts(text string) (ideographs, right bool) {
	for i := 0; i < len(text); {
		if text[i] < 0xd6 { // all of them begin higher
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		ideographs = ideographs || ideograph(r)
		right = right || r >= 0x590 && r < 0x900 || r >= 0xfb1d && r < 0xff00 || r >= 0x10800 && r < 0x11000 || r >= 0x1e800 && r < 0x1f000
		i += size
	}
	return ideographs, right
}

// here reports whether a line may end before the next character, beside an
// ideograph, and at which level that is.
func (m *measures) here() (between bool, level uint8) {
	for len(m.between) > 0 && m.between[0] < m.at {
		m.between = m.between[1:]
	}
	for len(m.levels) > 0 && m.levels[0].end <= m.at {
		m.levels = m.levels[1:]
	}
	if len(m.levels) > 0 {
		level = m.levels[0].level
	}
	return len(m.between) > 0 && m.between[0] == m.at, level
}

// pass goes on by n bytes, or by as many as belong together, which it returns.
func (m *measures) pass(n int) int {
	for _, at := range m.between {
		if at > m.at {
			n = min(n, at-m.at)
			break
		}
	}
	if len(m.levels) > 0 {
		n = min(n, m.levels[0].end-m.at)
	}
	m.at += n
	return n
}

// start returns the text, or the beginning of one that is too long to be cut
// into words at once.
func start(text string) string {
	n := min(len(text), longest)
	for n < len(text) && !utf8.RuneStart(text[n]) {
		n++
	}
	return text[:n]
}

func last(all []token) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].text
}

// cut returns the length of the first unbreakable part of text.
func cut(text string) int {
	for i, r := range text {
		if r == ' ' {
			return i
		}
		end := i + utf8.RuneLen(r)
		if i > 1 && end < len(text) && (r == '-' || r == '/' || r == '—' || r == '–') && text[end] != ' ' && !digit(text[i-1]) {
			return end
		}
	}
	return len(text)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// nesting tracks whether the next word stands inside a short bracket.
func nesting(depth int, part, rest string) int {
	for i, r := range part {
		switch r {
		case '[':
			tail := part[i:] + rest[:min(len(rest), 27)]
			if end := strings.IndexByte(tail, ']'); end > 0 && end <= 26 {
				depth = 1
			}
		case ']':
			depth = 0
		}
	}
	return depth
}

// chop cuts tokens wider than the width into pieces that fit, so that nothing
// ever stands outside its box.
func (s *Setter) chop(all []token, size, width float64) []token {
	s.loosen(all, size, width)
	wide := false
	for i := range all {
		wide = wide || all[i].w.width*size > width
	}
	if !wide {
		return all
	}
	var out []token
	for _, t := range all {
		if t.w.width*size <= width {
			out = append(out, t)
			continue
		}
		rest := t
		for rest.w.width*size > width && utf8.RuneCountInString(rest.text) > 1 {
			n := s.fitting(rest, size, width)
			head := rest
			head.text = rest.text[:n]
			head.w = s.reshape(rest, head.text)
			out = append(out, head)
			rest.text, rest.space, rest.breaks = rest.text[n:], false, true
			rest.w = s.reshape(rest, rest.text)
		}
		out = append(out, rest)
	}
	return out
}

// fitting returns how many bytes of the token fit the width, at least one character.
func (s *Setter) fitting(t token, size, width float64) int {
	n := 0
	for i, r := range t.text {
		end := i + utf8.RuneLen(r)
		if i > 0 && s.reshape(t, t.text[:end]).width*size > width {
			break
		}
		n = end
	}
	return n
}

// loosen lets lines break inside a group of words that were to stay together
// but are wider than the width.
func (s *Setter) loosen(all []token, size, width float64) {
	for i := 0; i < len(all); {
		j, w := i, 0.0
		for ; j < len(all) && (j == i || !all[j].breaks); j++ {
			w += all[j].w.width * size
			if all[j].space && j > i {
				w += s.space(all[j].role) * size
			}
		}
		if w > width {
			for k := i + 1; k < j; k++ {
				all[k].breaks = true
			}
		}
		i = j
	}
}
