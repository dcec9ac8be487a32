package local_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// update has testdata/golden.txt written anew: a change of the catalog, of the
// reading of briefs or of the wording changes what the writer writes, and that
// is meant. A change that only makes it faster must leave the file as it is.
var update = flag.Bool("update", false, "write testdata/golden.txt anew")

// TestWritesTheSameWords holds the sections of briefs far apart against their
// hashes: once with the drift gate of the pipeline, once with a gate that lets
// through so little that choices are made anew until the tries are used up.
func TestWritesTheSameWords(t *testing.T) {
	t.Parallel()
	const file = "testdata/golden.txt"
	want := map[string]string{}
	if data, err := os.ReadFile(file); err == nil {
		for line := range strings.Lines(string(data)) {
			hash, name, _ := strings.Cut(strings.TrimSpace(line), " ")
			want[name] = hash
		}
	} else if !*update {
		t.Fatal(err)
	}
	cat := catalog.New()
	lex, err := quality.NewLexicon(cat)
	if err != nil {
		t.Fatal(err)
	}
	reader, writer := brief.NewReader(cat), local.New(cat)
	stern := func(it *product.Item) bool {
		h := fnv.New32a()
		_, _ = h.Write([]byte(it.Source))
		return h.Sum32()%5 < 2
	}
	var got strings.Builder
	for _, b := range goldenBriefs() {
		r, err := reader.Read(b)
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		for _, category := range []product.Category{product.AIPrompts, product.DigitalPlanners} {
			for _, gate := range []struct {
				name string
				off  func(*product.Item) bool
			}{{"drift gate", quality.NewCompass(lex, r).Off}, {"stern gate", stern}} {
				name := fmt.Sprintf("%s, %s: %s", category, gate.name, b)
				sections, err := writer.Write(t.Context(), ai.Order{Category: category, Reading: r, Seed: 7, Off: gate.off})
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				data, err := json.Marshal(sections)
				if err != nil {
					t.Fatal(err)
				}
				sum := sha256.Sum256(data)
				hash := hex.EncodeToString(sum[:12])
				fmt.Fprintln(&got, hash, name)
				if !*update && hash != want[name] {
					t.Errorf("%s: got %s, want %s. Meant? Then go test ./internal/ai/local -run TestWritesTheSameWords -update", name, hash, want[name])
				}
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// goldenBriefs differ in what decides how they are written: people with rules of
// their own, with none, of two fields, of no field that is known, and a night
// that crosses midnight.
func goldenBriefs() []string {
	return []string{
		"Meal and sleep planner for night-shift nurses",
		"Prompts for wedding photographers who work alone",
		"Parents of a child with coeliac disease",
		"First-time landlords with a few flats",
		"Sourdough bakers who sell at the market",
		"Collectors of antique slide rules",
	}
}
