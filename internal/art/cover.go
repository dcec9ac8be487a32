package art

import (
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Words are what stands on a cover.
type Words struct{ Title, Line, Foot string }

// Covers returns the covers in a fixed order.
func Covers() []Entry { return nil }

// DrawCover draws a cover.
func DrawCover(c *draw.Canvas, set *typeset.Setter, id string, w, h float64, words Words) {}
