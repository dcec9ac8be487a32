package typeset_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

func setter() *typeset.Setter { return typeset.New(font.NewLibrary(), "serif", "en") }

func TestPairsAreKernedAndLigaturesKeepTheirText(t *testing.T) {
	t.Parallel()
	s := typeset.New(font.NewLibrary(), "sans", "en")
	st := typeset.Style{Size: 100}
	if got, sum := s.Width("AV", st), s.Width("A", st)+s.Width("V", st); got >= sum {
		t.Errorf("AV is %.2f wide, want less than A and V apart (%.2f)", got, sum)
	}
	for _, text := range []string{"office affluent fjord", "سلام عليكم", "שלום עולם", "naïve café", "moth 🌙"} {
		var c draw.Canvas
		if !s.Line(&c, text, typeset.Style{Size: 10}, 0, 10, 500) {
			t.Errorf("%q does not stand whole on 500 points", text)
		}
		letters := map[rune]int{}
		for _, r := range text {
			letters[r]++
		}
		for _, op := range c.Ops {
			for _, g := range op.(*draw.Run).Glyphs.All() {
				if g.ID == 0 {
					t.Errorf("%q: a glyph is missing", text)
				}
				for _, r := range g.Text {
					letters[r]--
				}
			}
		}
		delete(letters, ' ')
		for r, n := range letters {
			if n != 0 {
				t.Errorf("%q: %q stands %d times too few", text, r, n)
			}
		}
	}
}

func TestLinesFitAndLoseNothing(t *testing.T) {
	t.Parallel()
	s := setter()
	vocabulary := []string{"a", "the", "night-shift", "hyphenation", "[SHIFT PATTERN]", "incomprehensibilities", "and/or", "“quoted,”", "12:30–14:00", "שלום", "handover", "x", strings.Repeat("w", 70)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 60).Draw(t, "words"), " ")
		width := rapid.Float64Range(60, 400).Draw(t, "width")
		st := typeset.Style{Size: 10, Hyphens: rapid.Bool().Draw(t, "hyphens"), Align: typeset.Align(rapid.IntRange(0, 3).Draw(t, "align"))}
		p := s.Text(text, st, width)
		var all strings.Builder
		for i := range p.Lines() {
			all.WriteString(p.LineText(i))
			all.WriteByte(' ')
		}
		strip := strings.NewReplacer(" ", "", "-", "")
		if got, want := strip.Replace(all.String()), strip.Replace(text); got != want {
			t.Fatalf("the lines say %q, want %q", got, want)
		}
		var c draw.Canvas
		p.Draw(&c, 0, 0)
		for _, op := range c.Ops {
			r := op.(*draw.Run)
			if r.X < -0.1 || r.X+r.Width() > width+0.2 {
				t.Fatalf("a run from %.2f to %.2f leaves the width %.2f: %q", r.X, r.X+r.Width(), width, text)
			}
		}
	})
}

func TestTooLongLinesShrinkThenEndInAnEllipsis(t *testing.T) {
	t.Parallel()
	s := setter()
	st := typeset.Style{Size: 12}
	w := s.Width("Sleep log for nights", st)
	tests := map[string]struct {
		width float64
		whole bool
		tail  string
	}{
		"fits": {w + 1, true, "nights"}, "shrinks": {w * 0.8, true, "nights"}, "is cut": {w * 0.5, false, "…"}, "hardly any room": {14, false, "…"},
	}
	for name, tt := range tests {
		var c draw.Canvas
		if got := s.Line(&c, "Sleep log for nights", st, 0, 0, tt.width); got != tt.whole {
			t.Errorf("%s: whole %v, want %v", name, got, tt.whole)
		}
		text, right := "", 0.0
		for _, op := range c.Ops {
			r := op.(*draw.Run)
			right = r.X + r.Width()
			text += r.Glyphs.Text()
		}
		if !strings.HasSuffix(text, tt.tail) || right > tt.width+0.1 {
			t.Errorf("%s: %q reaches %.1f of %.1f, want it to end in %q", name, text, right, tt.width, tt.tail)
		}
	}
}

func TestCharactersWithoutAFaceAreNamed(t *testing.T) {
	t.Parallel()
	s := setter()
	s.Text("ไทย for हिन्दी keepers ไ", typeset.Style{Size: 10}, 300)
	if got := s.Dropped(); got != "ไทยहिन्दी" {
		t.Errorf("dropped %q, want ไทยहिन्दी", got)
	}
}

func FuzzPara(f *testing.F) {
	f.Add("Sleep\tlog\x00 for שלום 日 🐝\u200d🌙 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 40.0)
	s := setter()
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !(width > 5 && width < 2000) || len(text) > 5000 {
			return
		}
		var c draw.Canvas
		s.Text(text, typeset.Style{Size: 10, Hyphens: true}, width).Draw(&c, 0, 0)
		for _, op := range c.Ops {
			for _, g := range op.(*draw.Run).Glyphs.All() {
				if g.ID == 0 {
					t.Errorf("%q: glyph 0 is drawn", text)
				}
			}
		}
	})
}

func BenchmarkPara(b *testing.B) {
	text := strings.Repeat("Write down what the night asked of you and when it did, then mark the two hours that were hardest. ", 40)
	s := setter()
	for b.Loop() {
		s.Text(text, typeset.Style{Size: 10, Hyphens: true, Align: typeset.Justify}, 380)
	}
	b.ReportMetric(float64(len(strings.Fields(text))*b.N)/b.Elapsed().Seconds(), "words/s")
}
