package catalog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver/planner/layout"
	"github.com/gumgenie/gumgenie/internal/product"
)

// moduleFiles reads the data file by file, so that a fault names its file.
func moduleFiles(t *testing.T) map[string][]catalog.Module {
	t.Helper()
	names, err := filepath.Glob("data/modules/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("find the module files: %v, %d files", err, len(names))
	}
	all := map[string][]catalog.Module{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		part, err := catalog.Decode[catalog.Module](data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		all[filepath.Base(name)] = part
	}
	return all
}

func TestModulesAreWhole(t *testing.T) {
	t.Parallel()
	ids, names := map[string]string{}, map[string]string{}
	n, takers := 0, 0
	for file, part := range moduleFiles(t) {
		for _, m := range part {
			n++
			if at, twice := ids[m.ID]; twice {
				t.Errorf("%s %s: the id is taken in %s", file, m.ID, at)
			}
			ids[m.ID] = file
			key := strings.ToLower(m.Name)
			if at, twice := names[key]; twice {
				t.Errorf("%s %s: the name %q is taken by %s", file, m.ID, m.Name, at)
			}
			names[key] = m.ID
			for _, fault := range moduleFaults(file, m) {
				t.Errorf("%s %s: %s", file, m.ID, fault)
			}
			if absorbers(m.Blocks) > 0 {
				takers++
			}
		}
	}
	if n < 150 {
		t.Errorf("%d modules, want at least 150", n)
	}
	if takers*10 < n*8 {
		t.Errorf("%d of %d modules take in a need's details, want four in five", takers, n)
	}
}

func moduleFaults(file string, m catalog.Module) []string {
	var faults []string
	bad := func(cond bool, format string, args ...any) {
		if cond {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	bad(!kebabPattern.MatchString(m.ID), "the id is not kebab")
	bad(m.Name == "" || len([]rune(m.Name)) > 45, "the name has %d characters, want 1 to 45", len([]rune(m.Name)))
	bad(!kebabPattern.MatchString(m.Family), "the family %q is not one word", m.Family)
	domain := strings.TrimPrefix(strings.TrimSuffix(file, ".json"), "wider-")
	general := strings.HasPrefix(domain, "any-")
	bad(general != (len(m.Domains) == 0), "a file any-… holds modules for anyone, the others have domains: %v", m.Domains)
	bad(!general && !slices.Contains(m.Domains, domain), "it stands in %s and is for %v", file, m.Domains)
	bad(repeats(m.Domains), "a domain stands twice in %v", m.Domains)
	for _, d := range m.Domains {
		bad(!slices.Contains(catalog.Domains(), d), "unknown domain %q", d)
	}
	bad(len(m.Themes) == 0 || repeats(m.Themes), "themes %v: at least one is wanted, none twice", m.Themes)
	for _, th := range m.Themes {
		bad(!slices.Contains(catalog.Themes(), th), "unknown theme %q", th)
	}
	words := len(strings.Fields(m.Purpose))
	bad(words < 6 || words > 26, "the purpose has %d words, want 6 to 26 on its one line", words)
	bad(!strings.HasSuffix(m.Purpose, "."), "the purpose is a sentence with a full stop")
	bad(len(m.Blocks) == 0 || len(m.Blocks) > 6, "%d blocks, want 1 to 6", len(m.Blocks))
	bad(leaves(m.Blocks) < 3, "%d widgets, want at least 3 for a page of its own", leaves(m.Blocks))
	bad(absorbers(m.Blocks) > 1, "%d widgets take in the need's details, want at most one", absorbers(m.Blocks))
	for i := range m.Blocks {
		faults = append(faults, blockFaults(&m.Blocks[i], 0)...)
	}
	return faults
}

func blockFaults(b *product.Block, depth int) []string {
	var faults []string
	bad := func(cond bool, format string, args ...any) {
		if cond {
			faults = append(faults, b.Kind+" "+b.Label+": "+fmt.Sprintf(format, args...))
		}
	}
	bad(!slices.Contains(layout.Kinds(), b.Kind), "unknown kind")
	bad(depth > 4, "nested more than four deep")
	bad(b.Fill != "" && !slices.Contains([]string{"blank", "lines", "dots", "squares"}, b.Fill), "unknown fill %q", b.Fill)
	bad(b.Weight < 0 || b.Weight > 6 || b.Count < 0 || b.Count > 40, "weight %v or count %d out of range", b.Weight, b.Count)
	nest := b.Kind == "row" || b.Kind == "stack"
	bad(nest != (len(b.Of) > 0), "only row and stack hold other widgets, and never none")
	bad(nest && b.Absorb, "a group takes in no details")
	bad(b.Absorb && !slices.Contains([]string{"table", "checklist", "scale", "tally", "fields", "prompts", "cards"}, b.Kind), "it cannot take in details")
	bad(b.Absorb && b.Kind == "table" && len(b.Rows) > 0, "details become columns, which would cut the printed rows from their heads")
	bad(b.Kind == "fields" && len(b.Rows) == 0, "no names")
	bad(b.Kind == "prompts" && len(b.Rows) == 0, "no questions")
	bad(b.Kind == "table" && len(b.Columns) < 2, "a table wants two columns")
	bad(b.Kind == "grid" && len(b.Columns) < 2 && b.To <= b.From, "a grid wants heads")
	bad(b.Kind == "quad" && len(b.Rows) != 4, "four fields are wanted")
	bad((b.Kind == "wheel" || b.Kind == "mind") && (len(b.Rows) < 4 || len(b.Rows) > 12), "%d rows, want 4 to 12", len(b.Rows))
	bad(b.Kind == "hours" && (b.To <= b.From || b.To-b.From > 30 || b.From < 0), "hours %d to %d", b.From, b.To)
	bad((b.Kind == "chart" || b.Kind == "quad" || b.Kind == "scale") && len(b.Columns) != 0 && len(b.Columns) != 2, "two ends or axes are wanted")
	for _, s := range append(append([]string{b.Label}, b.Columns...), b.Rows...) {
		bad(strings.TrimSpace(s) != s || len([]rune(s)) > 72, "the text %q is too long or has blanks around it", s)
		for _, slot := range slotPattern.FindAllString(s, -1) {
			bad(!slices.Contains([]string{"{who}", "{whos}", "{need}", "{term}"}, slot), "unknown slot %s", slot)
		}
	}
	for i := range b.Of {
		faults = append(faults, blockFaults(&b.Of[i], depth+1)...)
	}
	return faults
}

func repeats(all []string) bool {
	for i, s := range all {
		if slices.Contains(all[:i], s) {
			return true
		}
	}
	return false
}

func leaves(blocks []product.Block) int {
	n := 0
	for i := range blocks {
		if len(blocks[i].Of) == 0 {
			n++
		}
		n += leaves(blocks[i].Of)
	}
	return n
}

func absorbers(blocks []product.Block) int {
	n := 0
	for i := range blocks {
		if blocks[i].Absorb {
			n++
		}
		n += absorbers(blocks[i].Of)
	}
	return n
}

// TestEveryDomainHasModules holds the planner to its promise: whoever the brief
// names, there are pages of their own work and life.
func TestEveryDomainHasModules(t *testing.T) {
	t.Parallel()
	domains, themes := map[string]int{}, map[string]int{}
	for _, part := range moduleFiles(t) {
		for _, m := range part {
			for _, d := range m.Domains {
				domains[d]++
			}
			for _, th := range m.Themes {
				if absorbers(m.Blocks) > 0 {
					themes[th]++
				}
			}
		}
	}
	for _, d := range catalog.Domains() {
		if domains[d] < 8 {
			t.Errorf("%d modules for the domain %s, want at least 8", domains[d], d)
		}
	}
	for _, th := range catalog.Themes() {
		if themes[th] < 8 {
			t.Errorf("%d modules of the theme %s take in details, want at least 8", themes[th], th)
		}
	}
}

// shape writes the structure of blocks, with their proportions and without
// their words.
func shape(b *strings.Builder, blocks []product.Block) {
	for i := range blocks {
		w := &blocks[i]
		fmt.Fprintf(b, "%s:%d/%d/%d/%.1f", w.Kind, len(w.Columns), len(w.Rows), w.Count, w.Weight)
		if len(w.Of) > 0 {
			b.WriteByte('(')
			shape(b, w.Of)
			b.WriteByte(')')
		}
		b.WriteByte(' ')
	}
}

func TestNoTwoModulesAreAlike(t *testing.T) {
	t.Parallel()
	shapes := map[string]string{}
	labels := map[string][]string{} // module by label and first words
	for _, part := range moduleFiles(t) {
		for _, m := range part {
			var b strings.Builder
			shape(&b, m.Blocks)
			if other, twice := shapes[b.String()]; twice {
				t.Errorf("%s and %s have the same layout: %s", m.ID, other, b.String())
			}
			shapes[b.String()] = m.ID
			for _, s := range widgetWords(m.Blocks) {
				if !slices.Contains(labels[s], m.ID) {
					labels[s] = append(labels[s], m.ID)
				}
			}
		}
	}
	for words, at := range labels {
		if len(at) > 1 {
			t.Errorf("the same widget %q stands in %v", words, at)
		}
	}
}

// widgetWords returns the words of each widget that has four texts or more: what
// a buyer would recognise as copied.
func widgetWords(blocks []product.Block) []string {
	var all []string
	for i := range blocks {
		w := &blocks[i]
		texts := append(append([]string{}, w.Columns...), w.Rows...)
		if len(texts) >= 4 && !slices.Contains([]string{"Mon", "M", "J", "1"}, texts[0]) && texts[0] != "Week 1" {
			all = append(all, w.Kind+": "+strings.Join(texts, ", "))
		}
		all = append(all, widgetWords(w.Of)...)
	}
	return all
}

// TestNightsAreOnePiece holds the pages for shift workers to a day that goes on
// past midnight.
func TestNightsAreOnePiece(t *testing.T) {
	t.Parallel()
	rails := 0
	var look func(id string, blocks []product.Block)
	look = func(id string, blocks []product.Block) {
		for i := range blocks {
			if b := &blocks[i]; b.Kind == "hours" {
				rails++
				if b.From >= 24 || b.To <= 24 {
					t.Errorf("%s: a rail from %d to %d does not cross midnight", id, b.From, b.To)
				}
			}
			look(id, blocks[i].Of)
		}
	}
	for _, m := range moduleFiles(t)["shifts.json"] {
		look(m.ID, m.Blocks)
	}
	if rails < 3 {
		t.Errorf("%d rails of hours in the shift pages, want at least 3", rails)
	}
}

// TestModulesKeepOffWhatHarms looks for words that the pages must not hold:
// counting calories, a verdict on a body or an illness, names of children or
// patients, and praise that nobody gave.
func TestModulesKeepOffWhatHarms(t *testing.T) {
	t.Parallel()
	for file, part := range moduleFiles(t) {
		for _, m := range part {
			text := strings.ToLower(m.Name + " " + m.Purpose + " " + allWords(m.Blocks))
			for _, word := range []string{"calorie", "kcal", "diagnos", "overweight", "ideal weight", "flab", "full name", "patient name", "best-selling", "testimonial", "pin code"} {
				if strings.Contains(text, word) {
					t.Errorf("%s %s holds %q", file, m.ID, word)
				}
			}
		}
	}
}

func allWords(blocks []product.Block) string {
	var b strings.Builder
	for i := range blocks {
		w := &blocks[i]
		b.WriteString(w.Label + " " + w.Hint + " " + strings.Join(w.Columns, " ") + " " + strings.Join(w.Rows, " ") + " " + allWords(w.Of) + " ")
	}
	return b.String()
}
