// Package font holds the typefaces that ship in the binary, all under the SIL
// Open Font Licence, and the three families that presets choose between.
//
// The Japanese faces are packed, because they are larger than all others
// together and few documents need them.
//
// A Face is read-only and safe to share; shapers over it are not (see typeset).
package font

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/klauspost/compress/zstd"
)

//go:embed data/*.ttf data/*.ttf.zst
var files embed.FS

// Face is one static TrueType font.
type Face struct {
	Name  string // PostScript name, such as "Inter-SemiBold"
	Data  []byte // the TrueType file
	Units int    // units per em
	// Ascent, Descent (negative), CapHeight and XHeight are in units of the em.
	Ascent, Descent, CapHeight, XHeight int

	parsed *font.Font

	mu       sync.RWMutex
	outlines map[uint16][]Segment
}

// Role is what a face is for in a family.
type Role int

// The roles of a family.
const (
	Regular Role = iota
	Italic
	Bold
	Display // headlines
	Mono    // literal text
)

// Segment is a piece of an outline in font units, y up.
type Segment struct {
	Op   byte // 'M' move, 'L' line, 'Q' quadratic, 'C' cubic
	Args [3][2]float32
}

// Parse reads a TrueType file. Name is what documents call the face. Damaged
// data gives an error.
func Parse(name string, data []byte) (f *Face, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser indexes tables by what the tables say
			f, err = nil, fmt.Errorf("parse font %s: %v", name, r)
		}
	}()
	ld, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	p, err := font.NewFont(ld)
	if err != nil {
		return nil, fmt.Errorf("parse font %s: %w", name, err)
	}
	face := font.NewFace(p)
	ext, ok := face.FontHExtents()
	if !ok || p.Upem() == 0 {
		return nil, fmt.Errorf("parse font %s: no horizontal metrics", name)
	}
	return &Face{
		Name: name, Data: data, Units: int(p.Upem()),
		Ascent: int(ext.Ascender), Descent: int(ext.Descender),
		CapHeight: int(face.LineMetric(font.CapHeight)), XHeight: int(face.LineMetric(font.XHeight)),
		parsed: p, outlines: map[uint16][]Segment{},
	}, nil
}

// Font returns the parsed tables for a shaper, which makes its own face of them.
func (f *Face) Font() *font.Font { return f.parsed }

// Glyph returns the glyph of a character; false if the face has none.
func (f *Face) Glyph(r rune) (uint16, bool) {
	g, ok := f.parsed.NominalGlyph(r)
	return uint16(g), ok && g != 0
}

// Advance returns the advance width of a glyph in font units.
func (f *Face) Advance(glyph uint16) float64 {
	return float64(font.NewFace(f.parsed).HorizontalAdvance(font.GID(glyph)))
}

// Outline returns the outline of a glyph in font units, nil for an empty one.
// The result is shared and must not be changed.
func (f *Face) Outline(glyph uint16) []Segment {
	f.mu.RLock()
	segs, ok := f.outlines[glyph]
	f.mu.RUnlock()
	if ok {
		return segs
	}
	if o, ok := font.NewFace(f.parsed).GlyphDataOutline(font.GID(glyph)); ok {
		for _, s := range o.Segments {
			var seg Segment
			seg.Op = [...]byte{'M', 'L', 'Q', 'C'}[s.Op]
			for i, a := range s.Args {
				seg.Args[i] = [2]float32{a.X, a.Y}
			}
			segs = append(segs, seg)
		}
	}
	f.mu.Lock()
	f.outlines[glyph] = segs
	f.mu.Unlock()
	return segs
}

// Library hands out the embedded faces, each parsed when first asked for. It is
// safe for concurrent use.
type Library struct {
	mu    sync.Mutex
	faces map[string]*Face
}

// NewLibrary returns the embedded faces, none parsed yet.
func NewLibrary() *Library { return &Library{faces: map[string]*Face{}} }

// Face returns the face of a family ("sans", "serif" or "mono"; anything else
// is sans) in a role.
func (l *Library) Face(family string, role Role) *Face {
	names := [5]string{"Inter-Regular", "Inter-Italic", "Inter-SemiBold", "Inter-ExtraBold", "JetBrainsMono-Regular"}
	switch family {
	case "serif":
		names = [5]string{"SourceSerif4-Regular", "SourceSerif4-Italic", "SourceSerif4-SemiBold", "PlayfairDisplay-Bold", "JetBrainsMono-Regular"}
	case "mono":
		names = [5]string{"JetBrainsMono-Regular", "JetBrainsMono-Italic", "JetBrainsMono-Bold", "SpaceGrotesk-Bold", "JetBrainsMono-Regular"}
	}
	if role < 0 || int(role) >= len(names) {
		role = Regular
	}
	return l.named(names[role])
}

// Fallbacks returns the faces that are tried in order for characters that a
// family lacks: Latin, Hebrew, Arabic, emoji. Japanese is not among them, see
// Library.Japanese.
func (l *Library) Fallbacks(bold bool) []*Face {
	names := []string{"Inter-Regular", "NotoSansHebrew-Regular", "NotoNaskhArabic-Regular", "NotoEmoji-Regular"}
	if bold {
		names = []string{"Inter-SemiBold", "NotoSansHebrew-Bold", "NotoNaskhArabic-Bold", "NotoEmoji-Regular"}
	}
	faces := make([]*Face, len(names))
	for i, n := range names {
		faces[i] = l.named(n)
	}
	return faces
}

// Japanese returns the face of kanji and kana. It is large: ask for it only when
// a text has such characters.
func (l *Library) Japanese(bold bool) *Face {
	if bold {
		return l.named("NotoSansJP-Bold")
	}
	return l.named("NotoSansJP-Regular")
}

// named returns an embedded face. The files are part of the binary and a test
// parses each of them, so a failure here is a broken build.
func (l *Library) named(name string) *Face {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f, ok := l.faces[name]; ok {
		return f
	}
	data, err := load("data/" + name + ".ttf")
	if err != nil {
		panic(err)
	}
	f, err := Parse(name, data)
	if err != nil {
		panic(err)
	}
	if strings.HasPrefix(name, "NotoNaskhArabic") {
		list(f.parsed)
	}
	l.faces[name] = f
	return f
}

// list writes out the glyphs that are taken apart into a letter and its dots,
// where the font gives ranges of them: go-text 0.3.5 overlooks the ranges after a
// wide one (its issue 278, mended later), and letters such as noon and yeh would
// not join. Other faces keep their ranges: no text that is set today needs them
// listed, and it would be kerned otherwise.
func list(f *font.Font) {
	for _, l := range f.GSUB.Lookups {
		for i, t := range l.Subtables {
			m, ok := t.(tables.MultipleSubs)
			if !ok {
				continue
			}
			ranges, ok := m.Coverage.(tables.Coverage2)
			if !ok {
				continue
			}
			var all tables.Coverage1
			for _, r := range ranges.Ranges {
				for g := int(r.StartGlyphID); g <= int(r.EndGlyphID); g++ {
					all.Glyphs = append(all.Glyphs, tables.GlyphID(g))
				}
			}
			m.Coverage = all
			l.Subtables[i] = m
		}
	}
}

// load reads an embedded file, which may be packed.
func load(name string) ([]byte, error) {
	data, err := files.ReadFile(name)
	if err == nil {
		return data, nil
	}
	packed, err := files.ReadFile(name + ".zst")
	if err != nil {
		return nil, err
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.DecodeAll(packed, nil)
}
