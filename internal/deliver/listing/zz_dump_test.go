package listing_test

import (
	"context"
	"encoding/json"
	"fmt"
	xdraw "golang.org/x/image/draw"
	"image"
	stdpng "image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

func real(t *testing.T, s sample, niche string) listing.Input {
	in := s.input()
	if niche != "" {
		raw, _ := os.ReadFile("../../catalog/data/people/niches.json")
		var all []struct {
			ID, Who, Whos, Setting string
			Domains, Terms, Tools  []string
			Needs                  []brief.Need
		}
		if err := json.Unmarshal(raw, &all); err != nil {
			t.Fatal(err)
		}
		for _, n := range all {
			if n.ID == niche {
				r := &in.Reading
				r.Who, r.Whos, r.Setting, r.Domains, r.Terms, r.Tools, r.Needs = n.Who, n.Whos, n.Setting, n.Domains, n.Terms, n.Tools, n.Needs
			}
		}
		secs, err := local.New(catalog.New()).Write(context.Background(), ai.Order{Category: s.category, Reading: in.Reading, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		in.Product.Sections = secs
		if s.category == product.DigitalPlanners {
			in.Gallery = func() ([]*draw.Page, error) {
				t0 := time.Now()
				defer func() { fmt.Println("gallery", time.Since(t0)) }()
				return planner.Gallery(planner.Input{Product: in.Product, Profile: in.Profile, Fonts: in.Fonts, Themes: catalog.Colours(), Look: in.Look}, product.Ultimate)
			}
		}
	}
	return in
}

func TestSheet(t *testing.T) {
	mk := func(out string, cols, w, h int, files ...string) {
		rows := (len(files) + cols - 1) / cols
		dst := image.NewRGBA(image.Rect(0, 0, cols*(w+8), rows*(h+8)))
		for i, f := range files {
			r, err := os.Open("/tmp/dump/" + f + ".png")
			if err != nil {
				continue
			}
			img, _, err := image.Decode(r)
			if err != nil {
				t.Fatal(err)
			}
			ww, hh := w, w*img.Bounds().Dy()/img.Bounds().Dx()
			if hh > h {
				hh = h
				ww = h * img.Bounds().Dx() / img.Bounds().Dy()
			}
			x, y := (i%cols)*(w+8), i/cols*(h+8)
			xdraw.CatmullRom.Scale(dst, image.Rect(x, y, x+ww, y+hh), img, img.Bounds(), xdraw.Over, nil)
		}
		f, _ := os.Create("/tmp/dump/" + out)
		stdpng.Encode(f, dst)
		f.Close()
	}
	names := []string{"nurses", "twins", "allotment", "potters", "translators", "general"}
	var covers, thumbs []string
	for _, n := range names {
		covers = append(covers, n+"/listing/cover")
		thumbs = append(thumbs, n+"/listing/thumbnail")
		var g []string
		for i := 1; i <= 6; i++ {
			g = append(g, fmt.Sprintf("%s/listing/gallery-%d", n, i))
		}
		mk("g-"+n+".png", 2, 800, 450, g...)
	}
	mk("covers.png", 2, 800, 450, covers...)
	mk("small.png", 3, 320, 180, covers...)
	mk("thumbs.png", 3, 300, 300, thumbs...)
}

func TestDump(t *testing.T) {
	niche := map[string]string{"nurses": "night-shift-nurse", "allotment": os.Getenv("N2"), "twins": os.Getenv("N3"), "potters": os.Getenv("N4"), "translators": os.Getenv("N5")}
	for name, s := range samples() {
		in := real(t, s, niche[name])
		in.Product.Offers = listing.Offers(in)
		in.Product.Listing = listing.Compose(in)
		tasks, err := listing.Tasks(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range tasks {
			t0 := time.Now()
			err := k.Make(context.Background(), func(f product.File, data []byte) error {
				p := filepath.Join("/tmp/dump", name, f.Path)
				os.MkdirAll(filepath.Dir(p), 0o755)
				return os.WriteFile(p, data, 0o644)
			})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Println(k.Name, time.Since(t0))
		}
		fmt.Println("=====", name, in.Product.Listing.Title, "|", in.Product.Listing.Tagline, in.Product.Listing.Tags)
		fmt.Println(in.Product.Listing.Description)
		for _, f := range in.Product.Listing.Facts {
			fmt.Println(f)
		}
	}
}
