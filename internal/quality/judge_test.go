package quality_test

import (
	"reflect"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

func BenchmarkJudgeLibrary(b *testing.B) {
	mk := newMaker(b)
	m := mk.library(b, "Prompts for wedding photographers", product.Starter, product.Pro, product.Ultimate)
	for b.Loop() {
		quality.Judge(m.in)
	}
}

// TestJudgeIsPure judges twice and looks whether anything was changed.
func TestJudgeIsPure(t *testing.T) {
	t.Parallel()
	mk := newMaker(t)
	m := mk.planner(t, "Vegetable gardening on clay soil", product.Mini, product.Starter)
	before := m.copy()
	first, second := m.judge(), m.judge()
	if !reflect.DeepEqual(first, second) {
		t.Errorf("two verdicts on one product differ:\n%+v\n%+v", first, second)
	}
	if !reflect.DeepEqual(before.in.Product, m.in.Product) || !reflect.DeepEqual(before.in.Facts, m.in.Facts) {
		t.Error("the verdict has changed what it judged")
	}
	sum := 0.0
	dims := map[string]float64{}
	for _, c := range first.Criteria {
		if c.Points < 0 || c.Points > c.Of || c.Measured == "" || (c.Points < c.Of) != (c.Raise != "") {
			t.Errorf("criterion %+v", c)
		}
		sum += c.Of
		dims[c.Dimension] += c.Of
	}
	if sum != 100 || len(dims) != 4 {
		t.Errorf("the criteria add up to %g in %v, want 100 in four dimensions", sum, dims)
	}
	for name, of := range dims {
		if of != 25 {
			t.Errorf("dimension %s has %g points, want 25", name, of)
		}
	}
}

// TestJudgeTakesAnything judges what no run would leave behind.
func TestJudgeTakesAnything(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]quality.Input{
		"an empty product":     {Product: &product.Product{}},
		"an unknown category":  {Product: &product.Product{Category: "socks", Offers: []product.Offer{{Tier: "huge"}}}},
		"a file of no product": {Product: &product.Product{Category: product.AIPrompts}, Facts: map[string]quality.Facts{"x": {}, "pro/main/a.pdf": {}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := quality.Judge(in)
			if r.LaunchReady || r.Why == "" || len(r.Gates) != 16 || len(r.Criteria) != 14 {
				t.Errorf("got launch-ready %v, why %q, %d gates, %d criteria", r.LaunchReady, r.Why, len(r.Gates), len(r.Criteria))
			}
		})
	}
}
