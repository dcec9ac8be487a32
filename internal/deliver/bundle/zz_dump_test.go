package bundle_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestDump(t *testing.T) {
	preset, _ := catalog.PresetOf("organized-efficiency")
	lib := font.NewLibrary()
	in := bundle.Input{Product: &product.Product{Title: "Meal and Sleep Planner for Night-Shift Nurses", Category: product.DigitalPlanners, Revision: 2, Request: product.Request{Year: 2027, WeekStart: "sunday"}},
		Profile: product.Profile{Name: "Wren & Co", Contact: "hello@example.org", Refund: "30-days"}, Fonts: lib, Theme: catalog.Colours()[0], Look: deliver.LookOf(preset)}
	var files []product.File
	for i, th := range []string{"sage", "ocean", "rose", "midnight", "contrast", "plum"} {
		for _, e := range []string{"undated-monday", "undated-sunday", "2027-monday", "2027-sunday", "2028-monday", "2028-sunday", "academic-2027-2028-monday", "academic-2027-2028-sunday", "2027-portrait"} {
			files = append(files, product.File{Path: fmt.Sprintf("ultimate/main/%02d-%s/planner-%s.pdf", i+1, th, e), Pages: 812})
		}
	}
	files = append(files, product.File{Path: "ultimate/main/90-print/planner-print-a4.pdf", Pages: 812}, product.File{Path: "ultimate/main/90-print/planner-print-letter.pdf", Pages: 812})
	for i := 1; i <= 400; i++ {
		files = append(files, product.File{Path: fmt.Sprintf("ultimate/bonus/stickers/%03d-star.png", i)})
	}
	dump(t, in, "ultimate", files)
	in.Product = &product.Product{Title: "Prompt Library for Potters", Category: product.AIPrompts, Revision: 1}
	in.Profile = product.Profile{Licence: "team", TeamSize: 5}
	p2, _ := catalog.PresetOf("tech-forward-brutalist")
	in.Look = deliver.LookOf(p2)
	dump(t, in, "starter", []product.File{{Path: "starter/main/01-prompt-library.pdf", Pages: 61}, {Path: "starter/main/02-prompts.md"}, {Path: "starter/main/03-prompts.csv"}})
}

func dump(t *testing.T, in bundle.Input, tier product.Tier, files []product.File) {
	tasks, err := bundle.Tasks(in, tier, files)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
	t0 := time.Now()
	for _, k := range tasks {
		if err := k.Make(context.Background(), func(f product.File, data []byte) error {
			p := filepath.Join("/tmp/dump", f.Path)
			os.MkdirAll(filepath.Dir(p), 0o755)
			return os.WriteFile(p, data, 0o644)
		}); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Println(tier, time.Since(t0))
	}
}
