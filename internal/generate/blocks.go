package generate

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/gumgenie/gumgenie/internal/deliver/planner/layout"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// limits of what a creator may put on a page: what still fits one.
const (
	maxBlocks = 24 // on a page, with those inside others
	maxDepth  = 4
	maxRows   = 40 // rows and columns with a text of their own
	maxCount  = 40 // blank rows
	maxStep   = 48 // hours, rings, numbered cells
	maxAxis   = 1_000_000
	maxWeight = 6
	maxLabel  = 120
	maxHint   = 300
	maxTexts  = 60 // of an item
)

var textName = regexp.MustCompile(`^[a-z][A-Za-z]{0,30}$`)

// checkTexts checks the texts of an item and returns them as they are kept.
func checkTexts(where string, texts []product.Text) ([]product.Text, error) {
	if len(texts) > maxTexts {
		return nil, fault.Field(where, "An item takes at most %d texts, not %d.", maxTexts, len(texts))
	}
	var kept []product.Text
	for _, t := range texts {
		if !textName.MatchString(t.Name) {
			return nil, fault.Field(where, "The name %.40q of a text may have up to 31 ASCII letters, the first a small one.", t.Name)
		}
		v, err := text(where+"."+t.Name, t.Value, maxText)
		if err != nil {
			return nil, err
		}
		kept = append(kept, product.Text{Name: t.Name, Value: v})
	}
	return kept, nil
}

// checkBlocks checks the widgets of a page: kinds that can be drawn, numbers
// that fit a page, texts that a file can hold.
func checkBlocks(where string, blocks []product.Block) error {
	n := 0
	return eachBlock(where, blocks, 0, &n)
}

func eachBlock(where string, blocks []product.Block, depth int, n *int) error {
	if depth > maxDepth {
		return fault.Field(where, "The blocks lie more than %d deep in each other.", maxDepth)
	}
	for i := range blocks {
		if *n++; *n > maxBlocks {
			return fault.Field(where, "A page takes at most %d blocks.", maxBlocks)
		}
		b := &blocks[i]
		at := fmt.Sprintf("%s.%d", where, i)
		if err := checkBlock(at, b); err != nil {
			return err
		}
		if err := eachBlock(at+".of", b.Of, depth+1, n); err != nil {
			return err
		}
	}
	return nil
}

func checkBlock(at string, b *product.Block) error {
	if !slices.Contains(layout.Kinds(), b.Kind) {
		return fault.Field(at+".kind", "There is no block of the kind %.40q.", b.Kind)
	}
	if b.Fill != "" && !slices.Contains([]string{"blank", "lines", "dots", "squares"}, b.Fill) {
		return fault.Field(at+".fill", "A block is filled with blank, lines, dots or squares, not %.40q.", b.Fill)
	}
	if !(b.Weight >= 0 && b.Weight <= maxWeight) || b.Count < 0 || b.Count > maxCount {
		return fault.Field(at, "The weight is 0 to %d and the count 0 to %d, not %v and %d.", maxWeight, maxCount, b.Weight, b.Count)
	}
	most := maxStep
	if b.Kind == "chart" { // the ends of an axis, no marks between
		most = maxAxis
	}
	if min(b.From, b.To) < 0 || max(b.From, b.To) > most {
		return fault.Field(at, "From and to lie between 0 and %d.", most)
	}
	if len(b.Rows) > maxRows || len(b.Columns) > maxRows {
		return fault.Field(at, "A block takes at most %d rows and columns with a text.", maxRows)
	}
	if fits, wants := shaped(b); !fits {
		return fault.Field(at, "A block of the kind %.40q wants %s.", b.Kind, wants)
	}
	for _, s := range slices.Concat([]string{b.Label}, b.Columns, b.Rows) {
		if _, err := text(at, s, maxLabel); err != nil {
			return err
		}
	}
	_, err := text(at+".hint", b.Hint, maxHint)
	return err
}

// shaped reports whether a block has what its kind is drawn from, and what that is.
func shaped(b *product.Block) (bool, string) {
	switch b.Kind {
	case "row", "stack":
		return len(b.Of) > 0, "blocks inside"
	case "fields", "prompts":
		return len(b.Of) == 0 && len(b.Rows) > 0, "rows, and no blocks inside"
	case "table":
		return len(b.Of) == 0 && len(b.Columns) >= 2, "two columns at least, and no blocks inside"
	case "grid":
		return len(b.Of) == 0 && (len(b.Columns) >= 2 || b.To > b.From), "two columns, or a range from from to to"
	case "quad":
		return len(b.Of) == 0 && len(b.Rows) == 4, "four rows"
	case "wheel", "mind":
		return len(b.Of) == 0 && len(b.Rows) >= 4 && len(b.Rows) <= 12, "4 to 12 rows"
	case "hours":
		return len(b.Of) == 0 && b.To > b.From && b.To-b.From <= 30, "a range of 1 to 30 hours"
	}
	return len(b.Of) == 0, "no blocks inside"
}
