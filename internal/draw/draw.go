// Package draw is the display list that every page, card, cover and sticker is
// made of. One drawing is rendered by three renderers (PDF, SVG, PNG), so what
// the gallery shows is what the buyer opens.
//
// Coordinates are in points (1/72 in) from the top left, y down. Colours are
// slots of a Palette, never values: a colourway is another palette over the
// same drawing.
package draw

import "github.com/gumgenie/gumgenie/internal/font"

// Slot names a colour of the palette by what it is for.
type Slot uint8

// The slots. Text may stand only on the grounds named beside it (contrast at
// least 4.5:1 in every palette, which a test of the catalog checks).
const (
	None       Slot = iota // no paint
	Paper                  // the page
	Ink                    // text on Paper, Wash, Soft
	Muted                  // secondary text on Paper
	Line                   // rules and borders
	Faint                  // grid dots and hairlines
	Wash                   // very light ground for boxes
	Accent                 // filled headers and tabs; also large text on Paper
	OnAccent               // text on Accent
	Soft                   // light tint of Accent
	Second                 // second filled colour
	OnSecond               // text on Second
	SecondSoft             // light tint of Second
	Third                  // third filled colour
	OnThird                // text on Third
	ThirdSoft              // light tint of Third
	NumSlots
)

// RGB is a colour in sRGB.
type RGB struct{ R, G, B uint8 }

// Palette gives each slot its colour. Palette[None] is unused.
type Palette [NumSlots]RGB

// Rect is a box in points.
type Rect struct{ X, Y, W, H float64 }

// Op is one drawing instruction: *Path, *Run, *Use, *Image or *Group.
type Op interface{ isOp() }

// Verb is a path command.
type Verb uint8

// The path commands and how many points each takes: MoveTo 1, LineTo 1,
// CubicTo 3, Close 0.
const (
	MoveTo Verb = iota
	LineTo
	CubicTo
	Close
)

// Point is a position in points.
type Point struct{ X, Y float64 }

// Path is an outline, filled (non-zero rule) and/or stroked.
type Path struct {
	Verbs  []Verb
	Points []Point
	Fill   Slot
	Stroke Slot
	Width  float64   // stroke width, 0 = 0.5
	Dash   []float64 // on, off lengths; nil = solid
	Round  bool      // round caps and joins
}

// Run is shaped text on one baseline. X, Y is the start of the baseline.
type Run struct {
	Face   *font.Face
	Size   float64
	X, Y   float64
	Fill   Slot
	Glyphs Glyphs
	RTL    bool
	// Before and After are how much of its line stands left and right of the
	// run: where a page is mirrored, its lines are moved as they are.
	Before, After float64
}

// Width returns the sum of the advances in points.
func (r *Run) Width() float64 { return r.Glyphs.Width() }

// Form is a drawing used many times, such as a strip of tabs. PDF holds it once.
type Form struct {
	W, H float64
	Canvas
}

// Use draws a form with its top left at X, Y, scaled (0 = 1).
type Use struct {
	Form  *Form
	X, Y  float64
	Scale float64
}

// Image is a raster picture (JPEG or PNG bytes) in a box; Alt describes it.
type Image struct {
	Data []byte
	Box  Rect
	Alt  string
}

// Tag is the role of a group in a tagged document.
type Tag string

// The tags, by their PDF names. Artifact is decoration that a reader skips.
const (
	H1       Tag = "H1"
	H2       Tag = "H2"
	H3       Tag = "H3"
	P        Tag = "P"
	L        Tag = "L"
	LI       Tag = "LI"
	Table    Tag = "Table"
	TR       Tag = "TR"
	TH       Tag = "TH"
	TD       Tag = "TD"
	Figure   Tag = "Figure"
	Code     Tag = "Code"
	Note     Tag = "Note"
	TOC      Tag = "TOC"
	TOCI     Tag = "TOCI"
	Artifact Tag = "Artifact"
)

// Group gives the operations in it a role. Groups nest: L holds LI, Table
// holds TR holds TH and TD. A paragraph that goes on overleaf has the same
// Key in both groups. Drawing outside any group is an artifact.
type Group struct {
	Tag Tag
	Alt string // of a Figure
	Key int    // 0 = stands alone
	// Upright keeps it as it is when its page is mirrored: it is moved, not
	// turned, as suits a picture that has a right way round.
	Upright bool
	Ops     []Op
}

func (*Path) isOp()  {}
func (*Run) isOp()   {}
func (*Use) isOp()   {}
func (*Image) isOp() {}
func (*Group) isOp() {}

// Link is a box that leads somewhere: to the page or anchor named To, or to
// URI. Label says in words where it leads: "March 2027"; a gate holds it
// against the label of the page it lands on.
type Link struct {
	Box   Rect
	To    string
	URI   string
	Label string
}

// Anchor is a place on a page that links and bookmarks can name.
type Anchor struct {
	Name  string
	Label string // "" = the page's label
	Y     float64
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	To    string // page or anchor name
	Kids  []Bookmark
}

// Page is one page.
type Page struct {
	W, H    float64
	Name    string // unique in the document; links name it
	Label   string // what it is, in words: "March 2027"
	Links   []Link
	Anchors []Anchor
	Canvas
}

// Document is a sequence of pages with what a reader shows around them.
type Document struct {
	Title, Author, Subject, Lang string
	Keywords                     []string
	Pages                        []*Page
	Outline                      []Bookmark
}
