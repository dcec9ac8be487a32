package local_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestZZDump(t *testing.T) {
	cat := catalog.New()
	reader, writer := brief.NewReader(cat), local.New(cat)
	mods, _ := cat.Modules()
	by := map[string]catalog.Module{}
	for _, m := range mods {
		by[m.ID] = m
	}
	raw, err := os.ReadFile("/tmp/ggb-briefs.txt")
	if err != nil {
		t.Skip()
	}
	for _, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		_, b, _ := strings.Cut(l, "|")
		r, err := reader.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("=== %s\nwho=%s whos=%s setting=%s domains=%v terms=%v tools=%v\n", b, r.Who, r.Whos, r.Setting, r.Domains, r.Terms, r.Tools)
		for _, n := range r.Needs {
			fmt.Printf("  need %s | %v | %v | %s\n", n.Name, n.Themes, n.Details, n.From)
		}
		secs, _ := writer.Write(t.Context(), ai.Order{Category: product.DigitalPlanners, Reading: r, Seed: 1})
		for _, s := range secs {
			for _, it := range s.Items {
				if it.Kind == product.Page {
					m := by[it.Source]
					fmt.Printf("  %s %-9s %-40s <- %s %s (%v %v) %s\n", it.ID, it.Tier, it.Title, m.ID, m.Name, m.Themes, m.Domains, it.Text("purpose"))
				}
			}
		}
	}
}
