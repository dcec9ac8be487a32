package main

import (
	"slices"
	"testing"
)

// TestAFewFaults is the short version of `make chaos-ai`, which needs Toxiproxy
// and an idle machine: what a provider can do wrong at each step of a call. How
// long it took is printed and not judged.
func TestAFewFaults(t *testing.T) {
	t.Parallel()
	few := []string{"none", "429, no wait said", "500", "key expires in mid-run", "stream cut in a line", "bad JSON", "not even a head", "503, a second provider is there"}
	ran := 0
	for i, f := range faults() {
		if !slices.Contains(few, f.name) {
			continue
		}
		ran++
		r, err := one(t.Context(), i, f, nil)
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		t.Logf("%s: %s", f.name, r)
		if why := r.broken(); why != "" {
			t.Errorf("%s: %s", f.name, why)
		}
	}
	if ran != len(few) {
		t.Errorf("%d of %d faults are known", ran, len(few))
	}
}
