package catalog

import "github.com/gumgenie/gumgenie/internal/product"

// Module is one planner page layout with its words. Titles and labels may use
// the slots {who}, {whos}, {need}, {term}.
type Module struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Family  string          `json:"family"`  // calendar, goals, health, money ...
	Domains []string        `json:"domains"` // empty = any
	Themes  []string        `json:"themes"`  // needs it can serve, at least one
	Purpose string          `json:"purpose"` // one line of small print under the title: how to use it
	Blocks  []product.Block `json:"blocks"`
}
