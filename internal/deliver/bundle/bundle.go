// Package bundle makes what every tier's ZIP holds beside the product itself:
// start here, read-me, licence, changelog, support; and the ZIP.
package bundle

import (
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that the documents of a bundle depend on.
type Input struct {
	Product *product.Product
	Profile product.Profile
	Fonts   *font.Library
	Theme   catalog.Theme
	Look    deliver.Look
	Counts  product.Counts
}
