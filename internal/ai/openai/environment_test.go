package openai_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
)

// TestTheEnvironmentIsNotShown: what a person has set for OpenAI's own tools is
// nothing for another endpoint.
func TestTheEnvironmentIsNotShown(t *testing.T) {
	for name, value := range map[string]string{
		"OPENAI_API_KEY": "canary-1", "OPENAI_ADMIN_KEY": "canary-2", "OPENAI_ORG_ID": "canary-3", "OPENAI_PROJECT_ID": "canary-4",
		"OPENAI_CUSTOM_HEADERS": "X-Secret: canary-5", "OPENAI_BASE_URL": "http://canary-6.invalid/",
	} {
		t.Setenv(name, value)
	}
	var shown string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown = fmt.Sprint(r.Header)
		http.NotFound(w, r)
	}))
	defer srv.Close()
	for _, key := range []string{"", "mine"} {
		m, err := openai.New(openai.Config{Key: key, Model: "m", BaseURL: srv.URL + "/v1"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil); ai.ReasonOf(err) != ai.UnknownModel {
			t.Errorf("got %v", err)
		}
		if strings.Contains(shown, "canary") || strings.Contains(shown, "mine") != (key != "") {
			t.Errorf("with the key %q it shows %s", key, shown)
		}
	}
}
