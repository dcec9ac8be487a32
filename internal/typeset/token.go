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

// token is a word, or a part of one that a line may end after.
type token struct {
	text   string
	role   font.Role
	fill   draw.Slot
	span   int
	w      *word
	space  bool // a space stands before it
	breaks bool // a line may begin with it
}

// tokens cuts spans into words. A line may break at spaces and after hyphens,
// dashes and slashes inside a word, but not inside short brackets, because a
// blank such as [SHIFT PATTERN] is read as one thing.
func (s *Setter) tokens(spans []Span, st Style) []token {
	var all []token
	space, first, depth := false, true, 0
	for i, sp := range spans {
		role, fill := sp.Role, sp.Fill
		if role == font.Regular {
			role = st.Role
		}
		if fill == draw.None {
			fill = st.ink()
		}
		text := s.clean(sp.Text)
		for text != "" {
			if text[0] == ' ' {
				space = !first
				text = text[1:]
				continue
			}
			n := cut(text)
			part := text[:n]
			text = text[n:]
			after := strings.HasSuffix(last(all), "-") || strings.HasSuffix(last(all), "/") || strings.HasSuffix(last(all), "—") || strings.HasSuffix(last(all), "–")
			t := token{text: part, role: role, fill: fill, span: i, space: space, breaks: !first && depth == 0 && (space || after)}
			t.w = s.shape(role, part)
			all = append(all, t)
			depth = nesting(depth, part, text)
			space, first = false, false
		}
	}
	return all
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
			tail := part[i:] + rest
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
			head.w = s.shape(rest.role, head.text)
			out = append(out, head)
			rest.text, rest.space, rest.breaks = rest.text[n:], false, true
			rest.w = s.shape(rest.role, rest.text)
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
		if i > 0 && s.shape(t.role, t.text[:end]).width*size > width {
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
