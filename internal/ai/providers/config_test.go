package providers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// env returns a lookup in pairs of names and values.
func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// line is what a table says of a provider.
func line(p providers.Provider) string {
	s := fmt.Sprintf("%s %s %s %s %s %d", p.From, p.ID, p.Kind, p.BaseURL, p.Model, p.Limit)
	if p.Key.Given() {
		s += " " + p.Key.Reveal()
	}
	if !p.Enabled {
		s += " off"
	}
	if p.Why != nil {
		s += " !" + p.Why.Message
	}
	return s
}

func lines(all []providers.Provider) []string {
	var out []string
	for _, p := range all {
		out = append(out, line(p))
	}
	return out
}

func TestFromEnv(t *testing.T) {
	t.Parallel()
	const model = providers.GeminiModel
	for name, tc := range map[string]struct {
		env  []string
		want []string
	}{
		"nothing":          {nil, nil},
		"empty values":     {[]string{"GEMINI_API_KEY", " ", "OPENAI_BASE_URL", ""}, nil},
		"a model only":     {[]string{"GEMINI_MODEL", "gemini-pro-latest", "OPENAI_MODEL", "x"}, nil},
		"gemini":           {[]string{"GEMINI_API_KEY", "k1"}, []string{"env gemini gemini  " + model + " 5 k1"}},
		"google":           {[]string{"GOOGLE_API_KEY", "k2"}, []string{"env gemini gemini  " + model + " 5 k2"}},
		"both":             {[]string{"GOOGLE_API_KEY", "k2", "GEMINI_API_KEY", "k1"}, []string{"env gemini gemini  " + model + " 5 k2"}},
		"gemini elsewhere": {[]string{"GEMINI_API_KEY", "k1\n", "GOOGLE_GEMINI_BASE_URL", "http://proxy:1/x/", "GEMINI_MODEL", "models/m"}, []string{"env gemini gemini http://proxy:1/x m 5 k1"}},
		"gemini at home":   {[]string{"GEMINI_API_KEY", "k1", "GOOGLE_GEMINI_BASE_URL", "https://generativelanguage.googleapis.com"}, []string{"env gemini gemini  " + model + " 5 k1"}},
		"openai":           {[]string{"OPENAI_API_KEY", "k3"}, []string{"env openai openai  " + providers.OpenAIModel + " 8 k3"}},
		"ollama":           {[]string{"OPENAI_BASE_URL", "http://localhost:11434/v1/", "OPENAI_MODEL", "llama3.2"}, []string{"env openai openai http://localhost:11434/v1 llama3.2 8"}},
		"no model": {[]string{"OPENAI_BASE_URL", "http://localhost:11434/v1"},
			[]string{"env openai openai http://localhost:11434/v1  0 !OPENAI_MODEL in the environment is wrong. The model is missing: name one that the endpoint has."}},
		"no address": {[]string{"OPENAI_BASE_URL", "localhost:11434", "OPENAI_MODEL", "m"},
			[]string{"env openai openai localhost:11434 m 0 !OPENAI_BASE_URL in the environment is wrong. The address is one such as http://localhost:11434/v1, with http or https."}},
		"all": {[]string{"OPENAI_API_KEY", "k3", "GEMINI_API_KEY", "k1"}, []string{"env gemini gemini  " + model + " 5 k1", "env openai openai  " + providers.OpenAIModel + " 8 k3"}},
	} {
		if got := lines(providers.FromEnv(env(tc.env...))); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
	for _, key := range []string{"GEMINI_API_KEY", "GOOGLE_API_KEY", "OPENAI_API_KEY"} {
		all := providers.FromEnv(env(key, canary+" "+canary))
		if len(all) != 1 || all[0].Why == nil || !strings.Contains(all[0].Why.Message, key) || strings.Contains(all[0].Why.Error(), canary) {
			t.Errorf("%s with a space in it: got %v", key, all)
		}
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFromFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"gemini.key": canary + "\n", "empty.key": "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"file ollama openai http://localhost:11434/v1 llama3.2 2",
		"file gemini gemini  " + providers.GeminiModel + " 5 " + canary,
		"file router openai https://openrouter.ai/api/v1 a/b:free 8 k-env off",
		"file plain openai  " + providers.OpenAIModel + " 8 k-plain",
	}
	for name, text := range map[string]string{
		"p.yaml": `# who writes
providers:
  - id: ollama
    kind: openai
    baseURL: http://localhost:11434/v1
    model: llama3.2
    limit: 2
  - {id: gemini, kind: gemini, keyFile: gemini.key}
  - id: router
    name: Router
    kind: openai
    baseURL: https://openrouter.ai/api/v1
    model: a/b:free
    keyEnv: ROUTER_KEY
    enabled: false
  - {id: plain, kind: openai, key: k-plain}
`,
		"p.json": `{"providers":[{"id":"ollama","kind":"openai","baseURL":"http://localhost:11434/v1","model":"llama3.2","limit":2},
{"id":"gemini","kind":"gemini","keyFile":"` + filepath.Join(dir, "gemini.key") + `"},
{"id":"router","name":"Router","kind":"openai","baseURL":"https://openrouter.ai/api/v1","model":"a/b:free","keyEnv":"ROUTER_KEY","enabled":false},
{"id":"plain","kind":"openai","key":"k-plain"}]}`,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all, err := providers.FromFile(path, env("ROUTER_KEY", "k-env"))
		if err != nil || !reflect.DeepEqual(lines(all), want) {
			t.Errorf("%s: got %q, %v; want %q", name, lines(all), err, want)
		}
		all, err = providers.FromFile(path, env("ROUTER_KEY", canary+"\x00"))
		if err != nil || all[2].Why == nil || strings.Contains(all[2].Why.Error(), canary) {
			t.Errorf("%s with a garbled key: got %v, %v", name, all, err)
		}
	}
	for name, where := range map[string]string{"no variable": "keyEnv: NOT_SET", "no file": "keyFile: nowhere.key", "an empty file": "keyFile: " + filepath.Join(dir, "empty.key"), "no end": "keyFile: /dev/zero"} {
		all, err := providers.FromFile(write(t, "p.yaml", "providers: [{id: g, kind: gemini, "+where+"}]"), env())
		if err != nil || len(all) != 1 || all[0].Why == nil || !strings.Contains(all[0].Why.Message, strings.Fields(where)[1]) {
			t.Errorf("%s: got %v, %v; want it out of use, with the reason", name, lines(all), err)
		}
	}
}

// TestAFileThatDoesNotFit names the line, and never repeats what may be a key.
func TestAFileThatDoesNotFit(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, word string }{
		"empty":           {"", "empty"},
		"a list":          {"- id: x", "line 1"},
		"no list":         {"providers: 3", "and a list"},
		"unknown section": {"provider: []", `line 1: there is no field "provider"`},
		"unknown field":   {"providers:\n  - id: x\n    kind: gemini\n    modle: y", `line 4: there is no field "modle" here. The fields are baseURL, enabled, id,`},
		"a key as field":  {"providers:\n  - id: x\n    " + canary + ": y", "line 3: there is no field here."},
		"a key as item":   {"providers:\n  - " + canary, "line 2"},
		"a key as limit":  {"providers:\n  - id: x\n    kind: gemini\n    limit: " + canary, "line 4: limit"},
		"a key as switch": {"providers:\n  - id: x\n    enabled: " + canary, "line 3: enabled"},
		"a key as kind":   {"providers:\n  - id: x\n    kind: " + canary, "line 3: The kind"},
		"a key as model":  {"providers:\n  - id: x\n    kind: gemini\n    model: " + canary + " x", "line 4: The model"},
		"a key as id":     {"providers:\n  - id: " + canary + strings.Repeat("x", 40) + "\n    kind: gemini", "line 2: An id"},
		"key is a list":   {"providers:\n  - id: x\n    kind: gemini\n    key: [" + canary + "]", "line 4: key is a text"},
		"key is nothing":  {"providers:\n  - id: x\n    kind: gemini\n    key:", "line 4: key is a text"},
		"key with spaces": {"providers:\n  - id: x\n    kind: gemini\n    key: a " + canary, "line 4: The key is not as one looks"},
		"two keys":        {"providers:\n  - id: x\n    kind: gemini\n    key: " + canary + "\n    keyEnv: Y", "given once"},
		"key in address":  {"providers:\n  - id: x\n    kind: openai\n    model: m\n    baseURL: https://u:" + canary + "@host/v1", "line 5: The address has no name"},
		"file address":    {"providers:\n  - id: x\n    kind: openai\n    model: m\n    baseURL: file:///etc", "line 5: The address"},
		"no kind":         {"providers:\n  - id: x", "line 2: The kind is missing"},
		"no id":           {"providers:\n  - kind: gemini", "line 2: An id"},
		"reserved id":     {"providers:\n  - id: order\n    kind: gemini", "An id"},
		"no model":        {"providers:\n  - id: x\n    kind: openai\n    baseURL: http://localhost/v1", "The model is missing"},
		"huge limit":      {"providers:\n  - id: x\n    kind: gemini\n    limit: 100000", "line 4: The limit"},
		"no limit":        {"providers:\n  - id: x\n    kind: gemini\n    limit: 0", "line 4: limit"},
		"twice a field":   {"providers:\n  - id: x\n    id: y", "line 3: id stands twice"},
		"twice an id":     {"providers:\n  - {id: x, kind: gemini}\n  - {id: x, kind: gemini}", `line 3: there are two providers with the id "x"`},
		"an alias":        {"providers:\n  - &a {id: x, kind: gemini}\n  - *a", "line 3"},
		"two documents":   {"providers: []\n---\nproviders: []", "second document"},
		"no YAML":         {"providers:\n  - id: [" + canary, "neither YAML nor JSON"},
		"tabs":            {"providers:\n\t- id: x", "line 2"},
		"bytes":           {"\x00\x01" + canary, "neither YAML nor JSON"},
		"many":            {"providers:" + strings.Repeat("\n  - {id: x, kind: gemini}", 51), "51 providers"},
		"large":           {"#" + strings.Repeat("x", 1<<20), "cannot be read"},
	} {
		path := write(t, "p.yaml", tc.text)
		all, err := providers.FromFile(path, env())
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), tc.word) || !strings.Contains(fault.Message(err), path) || all != nil {
			t.Errorf("%s: got %v, %v; want %q", name, lines(all), err, tc.word)
			continue
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
	if _, err := providers.FromFile(filepath.Join(t.TempDir(), "nowhere"), env()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no file: got %v", err)
	}
}
