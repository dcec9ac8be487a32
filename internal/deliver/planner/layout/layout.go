// Package layout draws the widgets of a planner page: it shares the space of a
// page among the blocks of a module and draws each for handwriting.
//
// Space goes to blocks by weight, never under what their contents need. What
// does not fit is reported, not hidden: a page with a clipped word must not ship.
package layout

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Pitch is the distance of writing lines in points: comfortable for a pen on a
// tablet and on paper (7.4 mm).
const Pitch = 21.0

const (
	labelSize = 8.5
	hintSize  = 7.5
	cellSize  = 8.5
	gap       = 12.0 // between blocks
)

// Kit draws widgets in one look. It is for one goroutine.
type Kit struct {
	Set     *typeset.Setter
	Lang    *locale.Printer // nil = English
	Week    [7]time.Weekday // order of the days
	Radius  float64         // of boxes, in points
	Heads   string          // how a label stands: line, band or plain
	Clipped []string        // texts that did not fit and were cut
}

// Draw shares the box among the blocks, stacked, and draws them.
func (k *Kit) Draw(c *draw.Canvas, blocks []product.Block, box draw.Rect) {
	heights := k.share(blocks, box)
	y := box.Y
	for i := range blocks {
		k.block(c, &blocks[i], draw.Rect{X: box.X, Y: y, W: box.W, H: heights[i]})
		y += heights[i] + gap
	}
}

func (k *Kit) block(c *draw.Canvas, b *product.Block, box draw.Rect) {
	box = k.head(c, b, box)
	switch b.Kind {
	case "row":
		x := box.X
		for i, w := range k.columns(b, box.W) {
			k.block(c, &b.Of[i], draw.Rect{X: x, Y: box.Y, W: w, H: box.H})
			x += w + gap
		}
	case "stack":
		k.Draw(c, b.Of, box)
	default:
		k.leaf(c, b, box)
	}
}

// leaf draws one widget. The list of kinds is closed; catalog tests hold the
// data to it.
func (k *Kit) leaf(c *draw.Canvas, b *product.Block, box draw.Rect) {
	switch b.Kind {
	case "lines":
		k.lines(c, b, box)
	case "fields":
		k.fields(c, b, box)
	case "table":
		k.table(c, b, box)
	case "checklist":
		k.checklist(c, b, box)
	case "grid":
		k.grid(c, b, box)
	case "scale":
		k.scale(c, b, box)
	case "tally":
		k.tally(c, b, box)
	case "bars":
		k.bars(c, b, box)
	case "hours":
		k.Hours(c, b, box)
	case "days":
		k.days(c, b, box)
	case "timeline":
		k.timeline(c, b, box)
	case "wheel":
		k.wheel(c, b, box)
	case "quad":
		k.quad(c, b, box)
	case "mind":
		k.mind(c, b, box)
	case "cards":
		k.cards(c, b, box)
	case "calendar":
		k.calendar(c, b, box)
	case "chart":
		k.chart(c, b, box)
	case "plan":
		k.plan(c, box)
	case "prompts":
		k.prompts(c, b, box)
	default:
		k.area(c, b, box)
	}
}

// Kinds returns the closed list of widgets.
func Kinds() []string {
	return []string{
		"row", "stack", "lines", "fields", "table", "checklist", "grid", "box", "scale", "hours", "days", "timeline",
		"wheel", "quad", "mind", "bars", "cards", "calendar", "chart", "plan", "prompts", "tally",
	}
}

func (k *Kit) headHeight(b *product.Block, width float64) float64 {
	h := 0.0
	if b.Label != "" {
		h += 17
	}
	if b.Hint != "" {
		h += k.Set.Text(b.Hint, hint(), width).Height() + 3
	}
	return h
}

func hint() typeset.Style {
	return typeset.Style{Role: font.Italic, Size: hintSize, Leading: 9.5, Fill: draw.Muted}
}

// head draws label and hint and returns the box under them.
func (k *Kit) head(c *draw.Canvas, b *product.Block, box draw.Rect) draw.Rect {
	y := box.Y
	if b.Label != "" {
		st := typeset.Style{Role: font.Bold, Size: labelSize, Tracking: 0.35}
		c.Group(draw.H2, func(c *draw.Canvas) {
			switch k.Heads {
			case "band":
				c.Rounded(draw.Rect{X: box.X, Y: y, W: box.W, H: 14}, min(k.Radius, 3), draw.Soft, draw.None, 0)
				k.Line(c, b.Label, st, box.X+5, y+10, box.W-10)
			case "line":
				c.Rule(box.X, y+13.5, box.X+box.W, y+13.5, draw.Accent, 0.9)
				k.Line(c, b.Label, st, box.X, y+9.5, box.W)
			default:
				k.Line(c, b.Label, st, box.X, y+9.5, box.W)
			}
		})
		y += 17
	}
	if b.Hint != "" {
		p := k.Set.Text(b.Hint, hint(), box.W)
		c.Group(draw.P, func(c *draw.Canvas) { p.Draw(c, box.X, y) })
		y += p.Height() + 3
	}
	return draw.Rect{X: box.X, Y: y, W: box.W, H: box.Y + box.H - y}
}

// Line sets one line of text and notes it if it had to be cut. The places on a
// page are made for English words: where another language needs more room, a
// text is set smaller before it is cut.
func (k *Kit) Line(c *draw.Canvas, text string, st typeset.Style, x, base, width float64) {
	if text == "" {
		return
	}
	if w := 0.7 * k.Set.Width(text, st); w > width && !k.Lang.English() {
		st.Size *= max(0.6, width/w)
	}
	if !k.Set.Line(c, text, st, x, base, width) {
		k.Clipped = append(k.Clipped, text)
	}
}

// Box wraps a text into a box and notes it if it had to be cut.
func (k *Kit) Box(c *draw.Canvas, text string, st typeset.Style, box draw.Rect, mid bool) {
	if text == "" {
		return
	}
	if longest := k.longest(text, st); longest > box.W { // smaller rather than broken inside a word
		shrink := max(0.7, box.W/longest)
		st.Size, st.Leading = st.Size*shrink, st.Leading*shrink
		if k.longest(text, st) <= box.W*1.001 {
			box.W *= 1.001
		}
	}
	if !k.Set.Box(c, text, st, box, mid) {
		k.Clipped = append(k.Clipped, text)
	}
}

// longest returns the width of the longest word of a text, of a letter where a
// line may end after any of them.
func (k *Kit) longest(text string, st typeset.Style) float64 {
	if !k.Lang.Spaced() {
		return st.Size
	}
	most := 0.0
	for word := range strings.FieldsSeq(text) {
		most = max(most, k.Set.Width(word, st))
	}
	return most
}

// letters is how long a text is.
func (k *Kit) letters(text string) int {
	if k.Lang.English() {
		return len(text)
	}
	return utf8.RuneCountInString(text)
}
