package acceptance_test

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// seeds makes the same again in another data folder: the same seed gives the
// same bytes, another one other contents.
func seeds(t *testing.T, l *ledger, w *workshop) {
	t.Helper()
	other := open(t)
	request := func(seed uint64) product.Request {
		return product.Request{Brief: "Record keeping prompts for beekeepers with thirty hives", Category: product.AIPrompts, Tier: product.Starter, Seed: seed}
	}
	planner := product.Request{Brief: "Allotment planner for beginners in a cold climate", Category: product.DigitalPlanners, Tier: product.Starter, Seed: 7}
	here := w.makes(t, l, request(7), planner)
	there := other.makes(t, l, planner, request(7), request(8))
	for _, pair := range [][2]made{{here[0], there[1]}, {here[1], there[0]}} {
		a, b := pair[0], pair[1]
		one, two := a.read(t, a.Offers[0].Bundle), b.read(t, b.Offers[0].Bundle)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two bundles of one seed differ", a.Slug)
		}
		for _, name := range a.files(t, "listing/*") {
			if !bytes.Equal(a.read(t, name), b.read(t, name)) {
				t.Errorf("%s: %s differs between two products of one seed", a.Slug, name)
			}
		}
		l.count("bytes alike between two machines", len(one))
	}
	same := 0
	rows := there[2].table(t, product.Starter)
	for _, r := range here[0].table(t, product.Starter) {
		if slices.ContainsFunc(rows, func(o row) bool { return o["Prompt"] == r["Prompt"] }) {
			same++
		}
	}
	l.remark("prompts alike between two seeds", fmt.Sprintf("%d of %d", same, len(rows)))
	if 2*same > len(rows) {
		t.Errorf("another seed changed %d of %d prompts only", len(rows)-same, len(rows))
	}
}

// oneChange changes one prompt of the largest tier, then one of the smallest:
// only files that hold it are made anew.
func oneChange(t *testing.T, w *workshop, m made) {
	t.Helper()
	before := m.Product
	for _, tier := range []product.Tier{product.Ultimate, product.Starter} {
		sec, it := promptOf(t, before, tier)
		added := "Say at the end which of these facts were missing, " + string(tier) + "."
		texts := slices.Clone(it.Texts)
		for i := range texts {
			if texts[i].Name == "prompt" {
				texts[i].Value += "\n" + added
			}
		}
		after := w.change(t, before, map[string]any{"sections": map[string]any{sec.ID: map[string]any{"items": map[string]any{it.ID: map[string]any{"texts": texts}}}}})
		old, changed := map[string]string{}, 0
		for _, f := range before.Files {
			old[f.Path] = f.SHA
		}
		for _, f := range after.Files {
			if f.SHA == old[f.Path] {
				continue
			}
			changed++
			if !mayHold(f.Path, tier) {
				t.Errorf("one prompt of %s changed %s", tier, f.Path)
			}
		}
		want := 0
		for _, f := range after.Files {
			if mustHold(f.Path, tier) {
				want++
				if f.SHA == old[f.Path] {
					t.Errorf("one prompt of %s did not change %s", tier, f.Path)
				}
			}
		}
		m.l.remark("files that one prompt of "+string(tier)+" changed", fmt.Sprintf("%d of %d", changed, len(after.Files)))
		now := w.unpack(t, m.l, after)
		if !strings.Contains(flat(strings.Join(now.text(t, "ultimate/main/01-prompt-library.pdf"), "")), flat(added)) {
			t.Errorf("the book does not show the change")
		}
		printed(t, now)
		before = after
	}
}

func promptOf(t *testing.T, p *product.Product, tier product.Tier) (*product.Section, *product.Item) {
	t.Helper()
	for s := range p.Sections {
		for i := range p.Sections[s].Items {
			if it := &p.Sections[s].Items[i]; it.Kind == product.Prompt && it.Tier == tier {
				return &p.Sections[s], it
			}
		}
	}
	t.Fatalf("no prompt of %s", tier)
	return nil, nil
}

var whole = regexp.MustCompile(`^(starter|pro|ultimate)/main/0[1-5]-`)

// mustHold reports whether a file shows every prompt of a tier.
func mustHold(name string, from product.Tier) bool {
	tier, _, _ := strings.Cut(name, "/")
	return whole.MatchString(name) && product.Tier(tier).Holds(from) || strings.HasPrefix(name, "bundles/") && heldBy(name, from)
}

func heldBy(zip string, from product.Tier) bool {
	base := strings.TrimSuffix(path.Base(zip), ".zip")
	return product.Tier(base[strings.LastIndex(base, "-")+1:]).Holds(from)
}

// mayHold adds the single text of the prompt, and what reports on all.
func mayHold(name string, from product.Tier) bool {
	tier, _, _ := strings.Cut(name, "/")
	return mustHold(name, from) || strings.Contains(name, "/06-single-prompts/") && product.Tier(tier).Holds(from) ||
		strings.HasPrefix(name, "report/") || strings.HasPrefix(name, "listing/gallery-") && from == product.Starter
}
