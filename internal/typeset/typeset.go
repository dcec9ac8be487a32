// Package typeset turns text into placed glyphs: it shapes (kerning, ligatures,
// joining, right-to-left), breaks lines with hyphenation and justifies.
//
// Lines are broken, words divided and put in order as the language of the text
// has it. Text is shaped once, for all three renderers. Nothing stands outside the
// width it was given: a word that is too wide is set smaller or broken.
package typeset

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// Align says where the lines of a paragraph stand in their width.
type Align int

// The alignments. Start is left for a left-to-right paragraph, right for a
// right-to-left one. In a language that is read from right to left Start is
// left, too: it is the right once the page is mirrored.
const (
	Start Align = iota
	Centre
	End
	Justify
)

// Style is how a text is set. Sizes are in points; the zero Leading is 1.35
// times the size, the zero Fill is draw.Ink.
type Style struct {
	Role     font.Role
	Size     float64
	Leading  float64
	Fill     draw.Slot
	Align    Align
	Tracking float64 // extra space after each cluster, in points; lines set by Line only
	Hyphens  bool
}

func (st Style) ink() draw.Slot {
	if st.Fill == draw.None {
		return draw.Ink
	}
	return st.Fill
}

func (st Style) leading() float64 {
	if st.Leading > 0 {
		return st.Leading
	}
	return st.Size * 1.35
}
