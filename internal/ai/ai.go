// Package ai says what a writer is: something that turns a brief that was read
// into the sections of a product.
package ai

import (
	"context"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Order is what a writer is asked for.
type Order struct {
	Category product.Category
	Reading  brief.Reading
	Sources  []product.Source // the creator's own texts
	Seed     uint64           // another seed chooses and orders otherwise
	// Off reports whether an item has nothing to do with the brief, so that the
	// writer can take another; nil = nothing is off.
	Off func(*product.Item) bool
}

// Writer writes the sections of a product, for the largest tier; each item
// names the smallest tier that holds it. The same order gives the same
// sections. It stops with the context's error when the context ends.
type Writer interface {
	Write(ctx context.Context, o Order) ([]product.Section, error)
}
