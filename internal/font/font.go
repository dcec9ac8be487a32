// Package font holds the typefaces that ship in the binary, all under the SIL
// Open Font Licence, and the three families that presets choose between.
//
// A Face is read-only and safe to share; shapers over it are not (see typeset).
package font

// Face is one static TrueType font.
type Face struct {
	Name  string // PostScript name, such as "Inter-SemiBold"
	Data  []byte // the TrueType file
	Units int    // units per em
	// Ascent, Descent (negative), CapHeight and XHeight are in units of the em.
	Ascent, Descent, CapHeight, XHeight int
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
