package layout

import (
	"math"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// share returns the height of each stacked block: what it needs, and of the
// rest a part by weight for those that can use it. When the needs are more
// than the box, all give way in proportion.
func (k *Kit) share(blocks []product.Block, box draw.Rect) []float64 {
	heights := make([]float64, len(blocks))
	free := box.H - gap*float64(len(blocks)-1)
	weights := 0.0
	for i := range blocks {
		heights[i] = k.need(&blocks[i], box.W)
		free -= heights[i]
		if greedy(&blocks[i]) {
			weights += weight(&blocks[i])
		}
	}
	if free < 0 {
		all := box.H - gap*float64(len(blocks)-1)
		for i := range heights {
			heights[i] *= all / (all - free)
		}
		return heights
	}
	if weights > 0 {
		for i := range blocks {
			if greedy(&blocks[i]) {
				heights[i] += free * weight(&blocks[i]) / weights
			}
		}
		return heights
	}
	k.stretch(blocks, box.W, heights, free)
	return heights
}

// stretch gives free height to blocks that can be drawn larger; what is left
// stays free under them.
func (k *Kit) stretch(blocks []product.Block, width float64, heights []float64, free float64) {
	sum := 0.0
	all := make([]float64, len(blocks))
	for i := range blocks {
		all[i] = k.slack(&blocks[i], width)
		sum += all[i]
	}
	if sum <= 0 {
		return
	}
	for i := range blocks {
		heights[i] += all[i] * min(1, free/sum)
	}
}

// slack is how much higher than its need a block with a fixed number of rows
// can be drawn before it looks empty.
func (k *Kit) slack(b *product.Block, width float64) float64 {
	n := float64(len(b.Rows))
	switch b.Kind {
	case "fields":
		return 4 * math.Ceil(n/float64(perLine(b)))
	case "checklist":
		return 7 * math.Ceil((n+float64(b.Count))/float64(k.checkColumns(b, width)))
	case "scale", "tally", "bars":
		return 8 * max(1, n)
	case "lines":
		return 5 * float64(b.Count)
	case "table":
		return 13 * max(3, n+float64(min(b.Count, 30)))
	case "timeline":
		return 16
	case "row":
		most := 0.0
		for i, w := range k.columns(b, width) {
			most = max(most, k.slack(&b.Of[i], w))
		}
		return most
	case "stack":
		sum := 0.0
		for i := range b.Of {
			sum += k.slack(&b.Of[i], width)
		}
		return sum
	}
	return 0
}

// Room returns how much of the height that the blocks need the box has: 1 or
// more when all fit, less when they will be drawn smaller.
func (k *Kit) Room(blocks []product.Block, box draw.Rect) float64 {
	need := 0.0
	for i := range blocks {
		need += k.need(&blocks[i], box.W)
	}
	if need <= 0 {
		return 1
	}
	return (box.H - gap*float64(len(blocks)-1)) / need
}

func weight(b *product.Block) float64 {
	if b.Weight > 0 {
		return b.Weight
	}
	return 1
}

// greedy reports whether more space makes a block more useful.
func greedy(b *product.Block) bool {
	switch b.Kind {
	case "fields", "scale", "tally", "bars", "timeline", "checklist":
		return false
	case "row", "stack":
		for i := range b.Of {
			if greedy(&b.Of[i]) {
				return true
			}
		}
		return false
	case "table", "lines":
		return b.Count == 0
	}
	return true
}

// need returns the least height of a block in points at a width.
func (k *Kit) need(b *product.Block, width float64) float64 {
	head := k.headHeight(b, width)
	switch b.Kind {
	case "row":
		most := 0.0
		for i, w := range k.columns(b, width) {
			most = max(most, k.need(&b.Of[i], w))
		}
		return head + most
	case "stack":
		sum := gap * float64(len(b.Of)-1)
		for i := range b.Of {
			sum += k.need(&b.Of[i], width)
		}
		return head + sum
	}
	return head + k.body(b, width)
}

// body returns the least height of a leaf under its head.
func (k *Kit) body(b *product.Block, width float64) float64 {
	n := float64(len(b.Rows))
	switch b.Kind {
	case "lines":
		return Pitch * float64(max(2, b.Count))
	case "fields":
		return 26 * math.Ceil(n/float64(perLine(b)))
	case "table":
		widths := k.tableWidths(b, width)
		if k.cramped(b, widths) {
			return 19 * float64(len(b.Columns))
		}
		return k.headRowHeight(b.Columns, widths) + 2 + 19*max(3, n+float64(min(b.Count, 30)))
	case "grid":
		_, widths := k.gridWidths(b, width)
		return k.headRowHeight(gridHeads(b), widths) + 17*max(3, n+float64(b.Count))
	case "checklist":
		return 20 * math.Ceil((n+float64(b.Count))/float64(k.checkColumns(b, width)))
	case "scale", "tally", "bars":
		return 22*max(1, n) + 8
	case "prompts":
		return n * (15 + 20*float64(max(1, b.Count)))
	case "timeline":
		return 64
	case "hours":
		return 11 * float64(max(1, b.To-b.From))
	case "wheel", "plan", "chart", "mind":
		return 110
	case "quad", "calendar":
		return 120
	case "days":
		return 90
	case "cards":
		most := mostCards(b, width)
		rows := float64((cardCount(b) + most - 1) / most)
		return rows*cardHeight(b) + 8*(rows-1)
	}
	return 42
}

// columns returns the widths of a row's children.
func (k *Kit) columns(b *product.Block, width float64) []float64 {
	all, sum := make([]float64, len(b.Of)), 0.0
	for i := range b.Of {
		sum += weight(&b.Of[i])
	}
	free := width - gap*float64(len(b.Of)-1)
	for i := range b.Of {
		all[i] = free * weight(&b.Of[i]) / sum
	}
	return all
}
