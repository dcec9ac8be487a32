package typeset_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// hebrew writes capitals as Hebrew letters, as examples of the Unicode
// Bidirectional Algorithm do the other way round.
func hebrew(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return 'א' + r - 'A'
		}
		return r
	}, s)
}

func capitals(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'א' && r <= 'א'+25 {
			return 'A' + r - 'א'
		}
		return r
	}, s)
}

// seen returns the characters of a line from left to right, with a space where
// there is a gap.
func seen(c *draw.Canvas) string {
	var runs []*draw.Run
	for _, op := range c.Ops {
		runs = append(runs, op.(*draw.Run))
	}
	slices.SortFunc(runs, func(a, b *draw.Run) int { return cmp.Compare(a.X, b.X) })
	out, end := "", 0.0
	for i, r := range runs {
		if i > 0 && r.X > end+1 && !strings.HasSuffix(out, " ") {
			out += " "
		}
		out += r.Glyphs.Text()
		end = r.X + r.Width()
	}
	return out
}

// TestWordsStandInTheirVisualOrder: brackets are shown as the characters they
// are, though the glyph of one that is read from right to left is the other.
func TestWordsStandInTheirVisualOrder(t *testing.T) {
	t.Parallel()
	tests := []struct{ lang, text, want string }{
		{"he", "A B C", "C B A"},
		{"he", "ABC def GHI", "IHG def CBA"},
		{"he", "ABC def.", ".def CBA"},
		{"he", "ABC!", "!CBA"},
		{"he", "def ghi.", "def ghi."},
		{"he", "see (def).", "see (def)."},
		{"he", "ABC (DEF) GHI", "IHG )FED( CBA"},
		{"he", "ABC (def) GHI.", ".IHG )def( CBA"},
		{"he", "ABC 12:30 DEF", "FED 12:30 CBA"},
		{"he", "ABC 12:30–14:00 DEF", "FED 14:00–12:30 CBA"},
		{"he", "3–5", "5–3"},
		{"he", "2027-03-01", "2027-03-01"},
		{"he", "ABC 25% DEF", "FED 25% CBA"},
		{"he", "ABC $12.50.", ".$12.50 CBA"},
		{"he", "1. ABC", "CBA .1"},
		{"he", "- ABC", "CBA -"},
		{"he", "ABC gum pro 2.5 DEF", "FED gum pro 2.5 CBA"},
		{"he", "gum pro ABC", "CBA gum pro"},
		{"he", "ABC, def; GHI?", "?IHG ;def ,CBA"},
		{"he", "ABC “def” GHI", "IHG ”def“ CBA"},
		{"en", "abc DEF ghi", "abc FED ghi"},
		{"en", "abc DEF GHI jkl.", "abc IHG FED jkl."},
		{"en", "abc DEF 12 GHI jkl", "abc IHG 12 FED jkl"},
		{"en", "abc DEF 12 jkl", "abc 12 FED jkl"},
		{"en", "abc DEF 12, jkl", "abc 12 FED, jkl"},
		{"en", "abc DEF, 3:45 jkl", "abc 3:45 ,FED jkl"},
		{"en", "abc (DEF) ghi", "abc (FED) ghi"},
		{"en", "DEF 12 jkl", "jkl 12 FED"},
		{"en", "12 DEF", "FED 12"},
		{"ar", "ب 12/5", "12/5 ب"},
		{"ar", "ب 1-2", "2-1 ب"},
		{"ar", "ب ٢٥ ت", "ت ٢٥ ب"},
		{"ar", "ب 5%", "%5 ب"},
		{"ar", "ر؟", "؟ر"},
		{"ar", "ر، و", "و ،ر"},
	}
	lib := font.NewLibrary()
	for _, tt := range tests {
		for _, whole := range []bool{true, false} { // as a line and as a paragraph of one line
			s := typeset.New(lib, "sans", tt.lang)
			var c draw.Canvas
			if whole {
				s.Line(&c, hebrew(tt.text), typeset.Style{Size: 10}, 0, 20, 500)
			} else {
				s.Text(hebrew(tt.text), typeset.Style{Size: 10}, 500).Draw(&c, 0, 0)
			}
			if got := capitals(seen(&c)); got != tt.want {
				t.Errorf("%s: %q stands as %q, want %q (as a line %v)", tt.lang, tt.text, got, tt.want, whole)
			}
		}
	}
}

// TestLinesChangeSidesWhole mirrors a page and looks at where its words stand.
func TestLinesChangeSidesWhole(t *testing.T) {
	t.Parallel()
	const page, left, width = 400.0, 50.0, 200.0
	for _, align := range []typeset.Align{typeset.Start, typeset.End, typeset.Centre} {
		s := typeset.New(font.NewLibrary(), "sans", "he")
		p := &draw.Page{W: page, H: 100}
		st := typeset.Style{Size: 10, Align: align}
		para := s.Para([]typeset.Span{{Text: hebrew("ABC def ")}, {Text: hebrew("GHI"), To: "x"}}, st, width)
		p.Links = para.Draw(&p.Canvas, left, 0)
		before := seen(&p.Canvas)
		draw.MirrorPage(p)
		if got := seen(&p.Canvas); got != before {
			t.Errorf("%v: mirrored it stands as %q, want %q", align, got, before)
		}
		from, to := page, 0.0
		for _, op := range p.Ops {
			r := op.(*draw.Run)
			from, to = min(from, r.X), max(to, r.X+r.Width())
		}
		right := page - left
		want := map[typeset.Align]float64{typeset.Start: right, typeset.End: right - width + to - from, typeset.Centre: right - width/2 + (to-from)/2}[align]
		if to < want-0.01 || to > want+0.01 {
			t.Errorf("%v: the line ends at %.2f, want %.2f", align, to, want)
		}
		if b := p.Links[0].Box; b.X < from-0.01 || b.X > from+0.01 || b.W <= 0 || b.W > (to-from)/2 {
			t.Errorf("%v: the link of the last word stands at %v, want it to begin at %.2f", align, b, from)
		}
	}
}

func TestArabicLettersJoin(t *testing.T) {
	t.Parallel()
	s := typeset.New(font.NewLibrary(), "sans", "ar")
	ids := func(text string, role font.Role) []uint16 {
		var c draw.Canvas
		s.Line(&c, text, typeset.Style{Size: 10, Role: role}, 0, 0, 500)
		var all []uint16
		for _, op := range c.Ops {
			for _, g := range op.(*draw.Run).Glyphs.All() {
				all = append(all, g.ID)
			}
		}
		return all
	}
	for _, role := range []font.Role{font.Regular, font.Bold} {
		for _, r := range "بتثجحخسشصضطظعغفقكلمنهيئپچگکی" {
			three, one := ids(strings.Repeat(string(r), 3), role), ids(string(r), role)
			if slices.Equal(three, slices.Concat(one, one, one)) {
				t.Errorf("three %c (role %d) stand apart: glyphs %d", r, role, three)
			}
		}
	}
	if got, want := s.Width("سلام", typeset.Style{Size: 10, Tracking: 2}), s.Width("سلام", typeset.Style{Size: 10}); got != want {
		t.Errorf("letters that join are tracked: %.2f wide, want %.2f", got, want)
	}
}

func TestNumbersOfARangeStayTogether(t *testing.T) {
	t.Parallel()
	s := typeset.New(font.NewLibrary(), "sans", "he")
	for width := 60.0; width < 160; width += 3 {
		p := s.Text(hebrew("ABC DEF 12:30–14:00 GHI JKL 3–5 MNO"), typeset.Style{Size: 10}, width)
		for i := range p.Lines() {
			if l := p.LineText(i); strings.HasSuffix(l, "–") || strings.HasPrefix(l, "–") {
				t.Errorf("in %.0f points a range is broken: %q", width, l)
			}
		}
	}
}
