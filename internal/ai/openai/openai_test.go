package openai_test

import (
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/conform"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
)

func TestConforms(t *testing.T) {
	t.Parallel()
	conform.Model(t, func(t *testing.T, base, key string) ai.Model {
		t.Helper()
		m, err := openai.New(openai.Config{Key: key, Model: "writer-1", BaseURL: base + "v1"})
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

// TestAnEndpointWithoutAKey is what a model of one's own machine is.
func TestAnEndpointWithoutAKey(t *testing.T) {
	t.Parallel()
	srv := &aitest.Server{}
	base, stop := srv.Start()
	defer stop()
	m, err := openai.New(openai.Config{Model: "llama", BaseURL: base + "v1/"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil); err != nil {
		t.Fatal(err)
	}
	if key := srv.Calls()[0].Key; key != "" {
		t.Errorf("it shows the key %q", key)
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		config openai.Config
		want   ai.Reason
	}{
		"no key":     {openai.Config{Model: "gpt-5-mini"}, ai.BadKey},
		"no model":   {openai.Config{Key: "k"}, ai.UnknownModel},
		"no address": {openai.Config{Key: "k", Model: "m", BaseURL: "localhost:11434"}, ai.Broken},
		"a file":     {openai.Config{Key: "k", Model: "m", BaseURL: "file:///etc/passwd"}, ai.Broken},
	} {
		if _, err := openai.New(tc.config); ai.ReasonOf(err) != tc.want {
			t.Errorf("%s: got %v, want %s", name, err, tc.want)
		}
	}
}

func TestWhatIsLocal(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://localhost:11434/v1": true, "http://127.0.0.1:8080/v1": true, "http://[::1]:8080/v1": true, "http://192.168.1.20/v1": true, "http://10.0.0.7/v1": true,
		"http://[fd00::7]/v1": true, "http://[::ffff:10.0.0.7]/v1": true, "http://ollama:11434/v1": true, "http://box.local/v1": true, "http://host.docker.internal:11434/v1": true, "http://LOCALHOST./v1": true,
		"": false, "https://api.openai.com/v1": false, "https://openrouter.ai/api/v1": false, "http://8.8.8.8/v1": false, "https://localhost.example.com/v1": false, "https://notlocalhost.com": false,
		"http://[2001:4860::1]/v1": false,
	} {
		m, err := openai.New(openai.Config{Key: "for-tests", Model: "m", BaseURL: address})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Local(); got != want {
			t.Errorf("%q: local %v, want %v", address, got, want)
		}
	}
}
