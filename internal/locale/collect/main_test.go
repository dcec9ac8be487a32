package main

import (
	"slices"
	"testing"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// TestSentencesAreCollected wants the collected file to hold what the code says.
func TestSentencesAreCollected(t *testing.T) {
	t.Parallel()
	want, err := Collect("../../..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d sentences are in data/sentences.json, the code says %d, or other ones: run `make messages`", len(got), len(want))
	}
}

// TestCatalogsFit wants each built-in catalog of messages to have every
// sentence, with all that is filled in.
func TestCatalogsFit(t *testing.T) {
	t.Parallel()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	l := locale.NewLanguages()
	for _, tag := range l.Builtin() {
		m := l.Messages(tag)
		known := map[string]bool{}
		for _, s := range all {
			known[s.Key()] = true
			got, ok := m[s.Key()]
			if !ok {
				t.Errorf("%s lacks %q", tag, s.Key())
				continue
			}
			if f := locale.Fits(s.English, got); f != "" {
				t.Errorf("%s: %s", tag, f)
			}
		}
		for key := range m {
			if !known[key] {
				t.Errorf("%s has %q, which nothing says", tag, key)
			}
		}
	}
}

// TestNamesAndWordsOfBlocksAreCollected looks for some that no code says by name.
func TestNamesAndWordsOfBlocksAreCollected(t *testing.T) {
	t.Parallel()
	all, err := locale.Sentences()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Everyday spending", "Few habits, small enough for a bad day.", "Why it matters", "What went well, and why?", "Crescent moon", "Terracotta", "Ultimate", "Planner"} {
		if !slices.ContainsFunc(all, func(s locale.Sentence) bool { return s.English == want }) {
			t.Errorf("%q is not collected", want)
		}
	}
}
