package generate

import "github.com/gumgenie/gumgenie/internal/product"

// Slug makes a file name of a title.
func Slug(title string) string { return slug(title) }

// Apply changes a product without making anything again.
func (e Patch) Apply(p *product.Product) ([]string, error) { return e.apply(p) }
