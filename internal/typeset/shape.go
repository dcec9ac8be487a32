package typeset

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// em is the size at which words are shaped, in units per em. Shaping does not
// depend on the size of static unhinted fonts, so a word is shaped once and
// scaled.
const em = 1000

// Setter sets text. It keeps the words it has shaped, because a document
// repeats them; use one per goroutine.
type Setter struct {
	lib      *font.Library
	family   string
	tag      string // the language
	rtl      bool   // it is read from right to left
	japanese bool
	lang     language.Language
	shaper   shaping.HarfbuzzShaper
	seg      shaping.Segmenter
	bidi     bidi.Paragraph
	lines    segmenter.Segmenter
	faces    map[*font.Face]*gofont.Face
	back     map[*gofont.Face]*font.Face
	words    [2]map[wordKey]*word // read from left to right, from right to left
	known    map[rune]bool
	dropped  []rune
	shelf    *shelf
	hyphens  *hyphenator
	glyphs   []draw.Glyph // of the run at work
	kind     kind         // in a Pool
}

type wordKey struct {
	role font.Role
	text string
}

// word is shaped text in ems, all of it read in one direction.
type word struct {
	glyphs []piece
	width  float64
	rtl    bool
}

type piece struct {
	face *font.Face
	g    draw.Glyph // in ems
}

// New returns a setter for a family ("sans", "serif", "mono") and a language
// (BCP 47). What it sets in a language that is read from right to left stands
// where it should once the page is mirrored, see draw.Mirror.
func New(lib *font.Library, family, lang string) *Setter {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return &Setter{
		lib: lib, family: family, lang: language.NewLanguage(lang),
		tag: lang, rtl: draw.RTL(lang), japanese: base == "ja", shelf: &shelf{},
		faces: map[*font.Face]*gofont.Face{}, back: map[*gofont.Face]*font.Face{},
		words: [2]map[wordKey]*word{{}, {}}, known: map[rune]bool{},
	}
}

// Library returns the faces that text is set in.
func (s *Setter) Library() *font.Library { return s.lib }

// Dropped returns the characters that no face here has, each once, in the order
// they were met. They are left out of what is drawn.
func (s *Setter) Dropped() string { return string(s.dropped) }

// fontmap resolves a character to the first face that has it: that of the
// family, then those that other scripts need, Japanese last.
type fontmap struct {
	s     *Setter
	faces []*font.Face
	bold  bool
}

func (s *Setter) fontmap(role font.Role) fontmap {
	bold := role == font.Bold || role == font.Display
	own := s.lib.Face(s.family, role)
	return fontmap{s, append([]*font.Face{own}, s.lib.Fallbacks(bold)...), bold}
}

// find returns the face of a character, nil if none has it.
func (m fontmap) find(r rune) *font.Face {
	if m.s.japanese && centred(r) {
		return m.s.lib.Japanese(m.bold)
	}
	for _, f := range m.faces {
		if _, ok := f.Glyph(r); ok {
			return f
		}
	}
	if eastAsian(r) {
		f := m.s.lib.Japanese(m.bold)
		if _, ok := f.Glyph(r); ok {
			return f
		}
	}
	return nil
}

func (m fontmap) ResolveFace(r rune) *gofont.Face {
	if f := m.find(r); f != nil {
		return m.s.face(f)
	}
	return m.s.face(m.faces[0])
}

func (s *Setter) face(f *font.Face) *gofont.Face {
	g, ok := s.faces[f]
	if !ok {
		g = gofont.NewFace(f.Font())
		s.faces[f], s.back[g] = g, f
	}
	return g
}

// clean leaves out what cannot be drawn: control characters and selectors
// silently, characters without a face with a note.
func (s *Setter) clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		if r < 0x7f && r >= 0x20 {
			return r
		}
		if invisible(r) || r == unicode.ReplacementChar {
			return -1
		}
		if r == 0xa0 || r == 0x202f {
			return 0xa0
		}
		if has, ok := s.known[r]; ok {
			if has {
				return r
			}
			return -1
		}
		if s.fontmap(font.Regular).find(r) != nil {
			s.known[r] = true
			return r
		}
		s.known[r] = false
		s.dropped = append(s.dropped, r)
		return -1
	}, text)
}

// invisible reports characters that only steer others: controls, joiners,
// selectors, skin tones, bidi marks.
func invisible(r rune) bool {
	return unicode.IsControl(r) || r >= 0xfe00 && r <= 0xfe0f || r >= 0x200b && r <= 0x200f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xad || r == 0xfeff ||
		r == 0x20e3 || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0000
}

// shape returns a cleaned word without spaces, shaped. rtl says in which
// direction it is read.
func (s *Setter) shape(role font.Role, text string, rtl bool) *word {
	words, dir := s.words[0], di.DirectionLTR
	if rtl {
		words, dir = s.words[1], di.DirectionRTL
	}
	key := wordKey{role, text}
	if w, ok := words[key]; ok {
		return w
	}
	w := &word{rtl: rtl}
	runes := []rune(text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Direction: dir, Size: fixed.I(em), Language: s.lang}
	runs := append([]shaping.Input(nil), s.seg.Split(in, s.fontmap(role))...)
	if rtl { // runs come in logical order, a word is kept in visual order
		slices.Reverse(runs)
	}
	for _, run := range runs {
		s.appendRun(w, run, runes)
	}
	words[key] = w
	return w
}

func (s *Setter) appendRun(w *word, run shaping.Input, runes []rune) {
	run.Size = fixed.I(em)
	out := s.shaper.ShapeNoExtents(run)
	face := s.back[run.Face]
	last := -1
	for _, g := range out.Glyphs {
		if g.GlyphID == 0 || g.GlyphID > 0xffff {
			continue // a mark the face lacks: better gone than a box
		}
		p := piece{face: face, g: draw.Glyph{
			ID: uint16(g.GlyphID), X: units(g.XOffset), Y: -units(g.YOffset), Advance: units(g.Advance),
		}}
		if at := g.TextIndex(); at != last {
			end := min(at+g.RunesCount(), len(runes))
			p.g.Text = string(runes[at:end])
			last = at
		}
		w.glyphs = append(w.glyphs, p)
		w.width += p.g.Advance
	}
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 / em }

// space returns the width of a word space in ems.
func (s *Setter) space(role font.Role) float64 {
	return s.shape(role, " ", false).width
}
