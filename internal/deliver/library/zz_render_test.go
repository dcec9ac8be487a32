package library_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/library"
	gpng "github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestZZRender(t *testing.T) {
	out := os.Getenv("LIBOUT")
	if out == "" {
		t.Skip()
	}
	cat := catalog.New()
	text := os.Getenv("LIBBRIEF")
	if text == "" {
		text = "Prompts for beekeepers with thirty hives"
	}
	r, err := brief.NewReader(cat).Read(text)
	if err != nil {
		t.Fatal(err)
	}
	secs, err := local.New(cat).Write(context.Background(), ai.Order{Category: product.AIPrompts, Reading: r, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	preset := catalog.Presets()[0]
	if id := os.Getenv("LIBPRESET"); id != "" {
		preset, _ = catalog.PresetOf(id)
	}
	var theme catalog.Theme
	for _, c := range catalog.Colours() {
		if c.ID == preset.Palette {
			theme = c
		}
	}
	p := &product.Product{Title: r.TitleFor(product.AIPrompts), Sections: secs, Request: product.Request{Paper: os.Getenv("LIBPAPER")}}
	in := library.Input{Product: p, Profile: product.Profile{Name: "Ada Example", Contact: "help@example.org"}, Fonts: font.NewLibrary(), Theme: theme, Look: deliver.LookOf(preset)}
	for _, tier := range []product.Tier{product.Starter, product.Pro, product.Ultimate} {
		tasks, err := library.Tasks(in, tier)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range tasks {
			began := time.Now()
			if err := task.Make(context.Background(), func(f product.File, data []byte) error {
				path := filepath.Join(out, f.Path)
				os.MkdirAll(filepath.Dir(path), 0o755)
				return os.WriteFile(path, data, 0o644)
			}); err != nil {
				t.Fatal(err)
			}
			fmt.Println(task.Name, time.Since(began))
		}
	}
	want := os.Getenv("LIBPAGES")
	if want == "" {
		return
	}
	tier := product.Tier(os.Getenv("LIBTIER"))
	doc, err := library.Draw(in, tier)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("pages", len(doc.Pages))
	for _, s := range strings.Split(want, ",") {
		n, _ := strconv.Atoi(s)
		img, err := gpng.Render(doc.Pages[n-1], theme.Palette, 1)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		png.Encode(&b, img)
		os.WriteFile(filepath.Join(out, fmt.Sprintf("%s-%03d.png", tier, n)), b.Bytes(), 0o644)
	}
}
