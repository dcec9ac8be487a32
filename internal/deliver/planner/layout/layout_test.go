package layout_test

import (
	"slices"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/layout"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestEveryKindDrawsSomething(t *testing.T) {
	t.Parallel()
	leaf := []product.Block{{Kind: "box"}}
	kit := looks()[0].kit()
	for _, kind := range layout.Kinds() {
		b := product.Block{Kind: kind, Rows: []string{"North", "East", "South", "West"}, To: 5}
		if kind == "row" || kind == "stack" {
			b = product.Block{Kind: kind, Of: leaf}
		}
		box := draw.Rect{W: 400, H: 300}
		var c draw.Canvas
		kit.Draw(&c, []product.Block{b}, box)
		var ink marks
		ink.take(c.Ops)
		if len(ink.all) == 0 {
			t.Errorf("%s draws no path", kind)
		}
		if faults := ink.faults(box); len(faults) > 0 {
			t.Errorf("%s: %v", kind, faults)
		}
	}
	if len(kit.Clipped) > 0 {
		t.Errorf("cut: %q", kit.Clipped)
	}
}

func TestMidnightIsMarked(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		from, to int
		want     bool
	}{
		"day":                {6, 22, false},
		"night":              {18, 34, true},
		"ends at midnight":   {14, 24, false},
		"begins at midnight": {24, 34, false},
	}
	for name, tt := range tests {
		var c draw.Canvas
		looks()[0].kit().Draw(&c, []product.Block{{Kind: "hours", From: tt.from, To: tt.to}}, draw.Rect{W: 300, H: 400})
		got := slices.ContainsFunc(c.Ops, func(op draw.Op) bool {
			p, ok := op.(*draw.Path)
			return ok && p.Stroke == draw.Accent && p.Width > 1
		})
		if got != tt.want {
			t.Errorf("%s: midnight marked %v, want %v", name, got, tt.want)
		}
	}
}

func TestWhatDoesNotFitIsTold(t *testing.T) {
	t.Parallel()
	kit := looks()[2].kit()
	long := "A name that goes on and on, past every edge that a small field on a narrow page could have"
	var c draw.Canvas
	kit.Draw(&c, []product.Block{{Kind: "fields", Rows: []string{long}, Count: 1}}, draw.Rect{W: 120, H: 30})
	if !slices.Contains(kit.Clipped, long) {
		t.Errorf("the cut texts are %q, want the long name among them", kit.Clipped)
	}
	blocks := []product.Block{{Kind: "calendar"}, {Kind: "plan"}}
	if got := kit.Room(blocks, draw.Rect{W: 300, H: 120}); got >= 1 {
		t.Errorf("Room = %.2f in a box that is too low, want less than 1", got)
	}
	if got := kit.Room(blocks, draw.Rect{W: 300, H: 600}); got < 1 {
		t.Errorf("Room = %.2f in a high box, want 1 or more", got)
	}
}

// TestNarrowTablesAreTurned sees that heads which cannot stand side by side are
// set one under the other, whole.
func TestNarrowTablesAreTurned(t *testing.T) {
	t.Parallel()
	heads := []string{"Medication", "Responsible", "Conversation", "Accommodation", "Reimbursement"}
	tests := map[string]struct {
		width float64
		lines int // different heights at which heads stand
	}{
		"wide":   {600, 1},
		"narrow": {170, 5},
	}
	for name, tt := range tests {
		kit := looks()[2].kit()
		var c draw.Canvas
		kit.Draw(&c, []product.Block{{Kind: "table", Columns: heads}}, draw.Rect{W: tt.width, H: 300})
		var ink marks
		ink.take(c.Ops)
		at := map[float64]bool{}
		for _, m := range ink.texts {
			if !slices.Contains(heads, m.text) {
				t.Errorf("%s: %q stands there, want only whole heads", name, m.text)
			}
			at[m.Y+m.H] = true
		}
		if len(at) != tt.lines || len(kit.Clipped) > 0 {
			t.Errorf("%s: heads stand on %d lines, %q are cut, want %d lines", name, len(at), kit.Clipped, tt.lines)
		}
	}
}
