package typeset_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// em is a style whose width is counted in kanji.
func em() typeset.Style { return typeset.Style{Size: 10} }

func TestJapaneseLinesBreakByItsRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		width float64 // in kanji
		want  string
	}{
		{"日本語の計画表", 4, "日本語の|計画表"},
		{"これは本です。", 6, "これは本で|す。"},             // no line begins with 。
		{"これは「本」です", 4, "これは|「本」で|す"},          // none ends with 「, none begins with 」
		{"プランナー計画", 4, "プラン|ナー計画"},             // none begins with ー
		{"あちょっとだけ", 3, "あ|ちょっ|とだけ"},            // nor with a small kana
		{"時々日々人々", 3, "時々|日々|人々"},              // nor with 々
		{"第3章ChatGPT入門", 7, "第3章ChatGPT|入門"},   // a word stays whole
		{"12:30〜14:00の間", 5, "12:30〜|14:00の間"}, // a line ends after 〜
		{"食事 と 睡眠", 3.5, "食事 と|睡眠"},            // spaces are spaces
		{"[日本語の計画]を書く", 6.5, "[日本語の計|画]を書く"},   // what is in brackets breaks when it must
	}
	lib := font.NewLibrary()
	for _, tt := range tests {
		s := typeset.New(lib, "sans", "ja")
		p := s.Text(tt.text, em(), tt.width*10+0.5)
		var lines []string
		for i := range p.Lines() {
			lines = append(lines, p.LineText(i))
		}
		if got := strings.Join(lines, "|"); got != tt.want {
			t.Errorf("%q in %g: %s, want %s", tt.text, tt.width, got, tt.want)
		}
	}
}

// TestJapaneseLinesFitAndKeepTheRules: whatever the width, nothing is lost, nothing
// leaves the width, no line begins or ends with what it must not.
func TestJapaneseLinesFitAndKeepTheRules(t *testing.T) {
	t.Parallel()
	s := typeset.New(font.NewLibrary(), "sans", "ja")
	parts := []string{"日", "本", "計画", "の", "プランナー", "。", "、", "「", "」", "（", "）", "ちょっと", "々", "PDF", "12:30", " ", "ー", "？", "…", "・"}
	rapid.Check(t, func(t *rapid.T) {
		text := "日本" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 80).Draw(t, "parts"), "") + "語"
		width := rapid.Float64Range(150, 400).Draw(t, "width")
		p := s.Text(text, typeset.Style{Size: 10, Align: typeset.Align(rapid.IntRange(0, 3).Draw(t, "align"))}, width)
		var all strings.Builder
		for i := range p.Lines() {
			l := p.LineText(i)
			all.WriteString(l)
			first, _ := utf8.DecodeRuneInString(l)
			last, _ := utf8.DecodeLastRuneInString(l)
			if i > 0 && strings.ContainsRune("。、」）？々ょっー", first) || i < p.Lines()-1 && strings.ContainsRune("「（", last) {
				if utf8.RuneCountInString(l) > 0 && !crowded(text) {
					t.Fatalf("line %q of %q", l, text)
				}
			}
		}
		strip := strings.NewReplacer(" ", "")
		if got, want := strip.Replace(all.String()), strip.Replace(text); got != want {
			t.Fatalf("the lines say %q, want %q", got, want)
		}
		var c draw.Canvas
		p.Draw(&c, 0, 0)
		for _, op := range c.Ops {
			if r := op.(*draw.Run); r.X < -0.1 || r.X+r.Width() > width+0.2 {
				t.Fatalf("a run from %.2f to %.2f leaves the width %.2f", r.X, r.X+r.Width(), width)
			}
		}
	})
}

// crowded reports a text with so many marks in a row that a line must break
// between them, or after a space, which allows every mark to begin a line.
func crowded(text string) bool {
	run := 0
	for _, r := range text {
		if strings.ContainsRune("。、」）？々ょっー「（…・", r) {
			run++
		} else {
			run = 0
		}
		if run > 3 || r == ' ' {
			return true
		}
	}
	return false
}

func TestJapaneseLettersComeFromTheirFaces(t *testing.T) {
	t.Parallel()
	faces := func(lang, text string) string {
		var c draw.Canvas
		typeset.New(font.NewLibrary(), "serif", lang).Line(&c, text, em(), 0, 0, 500)
		var names []string
		for _, op := range c.Ops {
			names = append(names, op.(*draw.Run).Face.Name)
		}
		return strings.Join(names, " ")
	}
	tests := []struct{ lang, text, want string }{
		{"ja", "計画PDF計", "NotoSansJP-Regular SourceSerif4-Regular NotoSansJP-Regular"},
		{"en", "a 計", "SourceSerif4-Regular NotoSansJP-Regular"},
		{"ja", "計…", "NotoSansJP-Regular"},
		{"en", "a…", "SourceSerif4-Regular"},
		{"en", "☐", "SourceSerif4-Regular"}, {"en", "★", "Inter-Regular"}, {"ja", "★", "Inter-Regular"}, {"en", "→", "SourceSerif4-Regular"}, {"en", "🐝", "NotoEmoji-Regular"},
	}
	for _, tt := range tests {
		if got := faces(tt.lang, tt.text); got != tt.want {
			t.Errorf("%s: %q is set in %s, want %s", tt.lang, tt.text, got, tt.want)
		}
	}
}

func TestWidest(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	st := typeset.Style{Size: 10, Tracking: 0.5}
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "a night-shift planner", "night-shift"}, {"en", "", ""}, {"ar", "سلام عليكم (Pro)", "(Pro)"},
		{"ja", "計画のPDFです", "PDF"}, {"ja", "日本「語」だ", "「語」"},
	} {
		s := typeset.New(lib, "sans", tt.lang)
		if got, want := s.Widest(tt.text, st), s.Width(tt.want, st); got != want {
			t.Errorf("%s: the widest part of %q is %.2f wide, want that of %q, %.2f", tt.lang, tt.text, got, tt.want, want)
		}
	}
}

func TestJustifiedJapaneseReachesTheEdge(t *testing.T) {
	t.Parallel()
	s := typeset.New(font.NewLibrary(), "sans", "ja")
	p := s.Text(strings.Repeat("日本語の計画表です。", 20), typeset.Style{Size: 10, Align: typeset.Justify}, 236)
	var c draw.Canvas
	p.DrawLines(&c, 0, 0, 0, p.Lines()-1)
	for _, op := range c.Ops {
		if r := op.(*draw.Run); r.Width() < 235.9 || r.Width() > 236.1 {
			t.Errorf("a line is %.2f wide, want 236: %s", r.Width(), r.Glyphs.Text())
		}
	}
}

// TestLongWordsTakeTimeByTheirLength: a word eight times as long takes about
// eight times as long, not 64 times.
func TestLongWordsTakeTimeByTheirLength(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	for _, unit := range []string{"a", "計", "ب", "[", "x-"} {
		took := func(n int) time.Duration {
			text := strings.Repeat(unit, n)
			s := typeset.New(lib, "sans", "en")
			s.Width(unit, em()) // reads the faces
			began := time.Now()
			var c draw.Canvas
			s.Line(&c, text, em(), 0, 0, 300)
			s.Text(text, typeset.Style{Size: 10, Hyphens: true}, 300)
			return time.Since(began)
		}
		short, long := took(4000), took(32000)
		if long > 30*short && long > time.Second {
			t.Errorf("%q: 4000 take %v, 32000 take %v", unit, short, long)
		}
	}
}
