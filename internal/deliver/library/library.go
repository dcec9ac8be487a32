// Package library renders a prompt library: the typeset book, and the same
// prompts as Markdown, CSV, XLSX, JSON and plain text.
package library

import (
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that the files of a prompt library depend on.
type Input struct {
	Product *product.Product
	Profile product.Profile
	Fonts   *font.Library
	Theme   catalog.Theme
	Look    deliver.Look
}
