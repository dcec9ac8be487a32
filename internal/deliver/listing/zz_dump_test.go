package listing_test

import (
	"context"
	"os"
	"path/filepath"
	"fmt"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestDump(t *testing.T) {
	for name, s := range samples() {
		in := s.input()
		in.Product.Offers = listing.Offers(in)
		in.Product.Listing = listing.Compose(in)
		tasks, err := listing.Tasks(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range tasks {
			err := k.Make(context.Background(), func(f product.File, data []byte) error {
				p := filepath.Join("/tmp/dump", name, f.Path)
				os.MkdirAll(filepath.Dir(p), 0o755)
				return os.WriteFile(p, data, 0o644)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		fmt.Println("=====", name, in.Product.Listing.Title, "|", in.Product.Listing.Tagline, in.Product.Listing.Tags)
		fmt.Println(in.Product.Listing.Description)
		for _, f := range in.Product.Listing.Facts { fmt.Println(f) }
	}
}
