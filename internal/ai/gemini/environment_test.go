package gemini_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
)

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestTheEnvironmentDoesNotLeadElsewhere: an address in the environment is for the
// key in the environment, which its reader passes in.
func TestTheEnvironmentDoesNotLeadElsewhere(t *testing.T) {
	for name, value := range map[string]string{"GOOGLE_GEMINI_BASE_URL": "http://canary.invalid/", "GOOGLE_API_KEY": "canary", "GOOGLE_GENAI_USE_VERTEXAI": "true", "GOOGLE_CLOUD_PROJECT": "canary"} {
		t.Setenv(name, value)
	}
	var asked, key string
	m, err := gemini.New(t.Context(), gemini.Config{Key: "mine", Model: "m", HTTP: &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		asked, key = r.URL.Scheme+"://"+r.URL.Host+"/", r.Header.Get("X-Goog-Api-Key")
		return nil, errors.New("nobody is asked in a test")
	})}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil); ai.ReasonOf(err) != ai.Broken || asked != gemini.Home || key != "mine" {
		t.Errorf("it asks %s with the key %q, %v", asked, key, err)
	}
}
