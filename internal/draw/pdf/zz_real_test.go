package pdf_test

import (
	"os"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	realp "github.com/gumgenie/gumgenie/internal/deliver/planner"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestReal(t *testing.T) {
	var r brief.Reading
	r.Who = "night-shift nurses"
	r.Needs = []brief.Need{{ID: "sleep", Name: "sleep log", Themes: []string{catalog.Themes()[0]}}, {ID: "meals", Name: "meal plan", Themes: []string{catalog.Themes()[1]}}}; r.Domains = catalog.Domains()[:3]; r.Whos = r.Who
	secs, err := local.New(catalog.New()).Write(t.Context(), ai.Order{Category: product.DigitalPlanners, Reading: r, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := &product.Product{Title: "Night planner", Sections: secs}
	in := realp.Input{Product: p, Fonts: font.NewLibrary(), Themes: catalog.Colours(), Look: deliver.LookOf(catalog.Presets()[0])}
	for _, ed := range realp.Editions(product.Ultimate, 2027) {
		doc, err := realp.Draw(in, ed)
		if err != nil {
			t.Log(err)
			continue
		}
		n := 0
		for _, p := range doc.Pages {
			n += len(p.Links)
		}
		t0 := time.Now()
		f, err := pdf.Compile(doc)
		if err != nil {
			t.Error(err)
			continue
		}
		t1 := time.Now()
		b := f.Bytes(catalog.Colours()[0].Palette)
		t2 := time.Now()
		d, err := inspect.PDF(b)
		if err != nil {
			t.Fatal(err)
		}
		t3 := time.Now()
		for i := range d.Pages() {
			if _, err := d.Page(i).Links(); err != nil {
				t.Fatal(err)
			}
		}
		t4 := time.Now()
		for i := range d.Pages() {
			if _, err := d.Page(i).Text(); err != nil {
				t.Fatal(err)
			}
		}
		t5 := time.Now()
		roles, _ := d.Roles()
		t.Log(ed.Name, len(doc.Pages), "pages", n, "links compile", t1.Sub(t0), "bytes", t2.Sub(t1), len(b), "| open", t3.Sub(t2), "links", t4.Sub(t3), "text", t5.Sub(t4), "roles", time.Since(t5), roles)
		os.WriteFile("/tmp/real/"+ed.Name+".pdf", b, 0o644)
	}
}
