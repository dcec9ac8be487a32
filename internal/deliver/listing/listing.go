// Package listing writes the page that a buyer reads before paying, and the
// pictures on it. Every number in it is counted from the finished files.
package listing

import (
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Input is all that a listing depends on.
type Input struct {
	Product *product.Product
	Profile product.Profile
	Fonts   *font.Library
	Theme   catalog.Theme
	Look    deliver.Look
	Reading brief.Reading
	Counts  product.Counts
	Gallery func() ([]*draw.Page, error) // real pages of the product, best first
}
