package gemini_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/conform"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
)

func TestConforms(t *testing.T) {
	t.Parallel()
	conform.Model(t, func(t *testing.T, base, key string) ai.Model {
		t.Helper()
		m, err := gemini.New(t.Context(), gemini.Config{Key: key, Model: "writer-1", BaseURL: base})
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		config gemini.Config
		want   ai.Reason
	}{
		"no key":   {gemini.Config{Model: "gemini-2.5-flash"}, ai.BadKey},
		"no model": {gemini.Config{Key: "k"}, ai.UnknownModel},
	} {
		if _, err := gemini.New(t.Context(), tc.config); ai.ReasonOf(err) != tc.want {
			t.Errorf("%s: got %v, want %s", name, err, tc.want)
		}
	}
}
