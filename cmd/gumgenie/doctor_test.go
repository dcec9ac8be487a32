package main

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// fake is a provider of language models that answers by the name of the model.
func fake(t *testing.T) string {
	t.Helper()
	srv := &aitest.Server{Temper: func(c aitest.Call) aitest.Temper {
		return aitest.Temper{Fault: map[string]aitest.Fault{"refused": aitest.Key, "unknown": aitest.NoModel, "spent": aitest.SpentDay, "down": aitest.Unavailable, "cut": aitest.Cut}[c.Model]}
	}}
	base, stop := srv.Start()
	t.Cleanup(stop)
	return base
}

// freeAddr is an address that nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

func TestDoctorSaysThatAllIsWell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := do(t, "doctor", "--data", data, "--addr", freeAddr(t)).ok()
	for _, want := range []string{"ok    fonts: ", "ok    data folder: " + data, "ok    disk: ", "ok    address: ", "ok    language models: none is set"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("got %s, want %q", s.out, want)
		}
	}
	file := write(t, "p.yaml", "providers:\n  - {id: good, kind: gemini, baseURL: "+fake(t)+", model: writer-1, key: "+canary+"}\n  - {id: off, kind: gemini, baseURL: http://127.0.0.1:1, key: x, enabled: false}\n")
	s = do(t, "doctor", "--data", data, "--addr", freeAddr(t), "--providers", file).ok()
	if !strings.Contains(s.out, "ok    model good (writer-1): answers after ") || !strings.Contains(s.out, "ok    model off (gemini-flash-latest): switched off") || strings.Contains(s.out, canary) {
		t.Errorf("got %s", s.out)
	}
}

func TestDoctorSaysWhatHelps(t *testing.T) {
	t.Parallel()
	base := fake(t)
	data := t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	text := "providers:\n"
	for _, id := range []string{"refused", "unknown", "spent", "down", "cut"} {
		text += "  - {id: " + id + ", kind: openai, baseURL: " + base + "v1, model: " + id + ", key: " + canary + "-" + id + "}\n"
	}
	text += "  - {id: away, kind: gemini, baseURL: \"http://127.0.0.1:1\", key: " + canary + "}\n  - {id: keyless, kind: gemini, keyEnv: NOT_SET_ANYWHERE}\n  - {id: good, kind: gemini, baseURL: " + base + ", model: m, key: " + canary + "}\n"
	words := map[string]string{
		"model refused": "does not accept the key", "model unknown": "is not known there", "model spent": "used up", "model down": "overloaded", "model cut": "Check the address and the network",
		"model away": "Check the address and the network", "model keyless": "NOT_SET_ANYWHERE", "address": "--addr",
	}
	s := do(t, "doctor", "--json", "--data", data, "--addr", taken.Addr().String(), "--providers", write(t, "p.yaml", text))
	s.fails(exitFailed, "8 of 12 checks failed")
	var got struct {
		OK     bool
		Checks []found
	}
	if err := json.Unmarshal([]byte(s.out), &got); err != nil || got.OK || len(got.Checks) != 12 {
		t.Fatalf("got %s, %v", s.out, err)
	}
	for _, c := range got.Checks {
		name, _, _ := strings.Cut(c.Name, " (")
		if word := words[name]; c.OK != (word == "") || !strings.Contains(c.Says, word) {
			t.Errorf("%s: got %+v, want %q", c.Name, c, word)
		}
	}
	if strings.Contains(s.out+s.err, canary) {
		t.Errorf("the key is printed: %s", s.out)
	}
	for name, tc := range map[string]struct {
		args []string
		word string
	}{
		"no folder":  {[]string{"--data", "/proc/data"}, "fail  data folder: "},
		"a bad file": {[]string{"--data", data, "--providers", write(t, "q.yaml", "providers:\n  - {id: x, "+canary+": y}")}, "fail  providers file: "},
	} {
		s := do(t, append([]string{"doctor", "--addr", freeAddr(t)}, tc.args...)...)
		s.fails(exitFailed, "checks failed")
		if !strings.Contains(s.out, tc.word) || strings.Contains(s.out+s.err, canary) {
			t.Errorf("%s: got %s", name, s.out)
		}
	}
}

// TestDoctorAsksTheServerThatRuns: the providers are those of the server, and the
// key file is looked at.
func TestDoctorAsksTheServerThatRuns(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	file := write(t, "p.json", `{"providers":[{"id":"served","kind":"gemini","baseURL":"`+fake(t)+`","model":"writer-1","key":"`+canary+`"}]}`)
	addr, end := serving(t, data, "--providers", file)
	s := do(t, "doctor", "--data", data, "--addr", addr).ok()
	if !strings.Contains(s.out, "the server at http://"+addr+" works in it") || !strings.Contains(s.out, "ok    model served (writer-1): answers") {
		t.Errorf("got %s", s.out)
	}
	if s := end().ok(); strings.Contains(s.err, canary) {
		t.Errorf("the server's log holds the key: %s", s.err)
	}
	if err := os.WriteFile(filepath.Join(data, "secret.key"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s = do(t, "doctor", "--data", data, "--addr", addr)
	s.fails(exitFailed, "1 of 6")
	if !strings.Contains(s.out, "fail  key file: ") || !strings.Contains(s.out, "chmod 600 "+filepath.Join(data, "secret.key")) {
		t.Errorf("got %s", s.out)
	}
}

func TestAProvidersFileThatDoesNotFitStopsTheStart(t *testing.T) {
	t.Parallel()
	file := write(t, "p.yaml", "providers:\n  - {id: x, kind: gemini, limit: "+canary+"}")
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, append([]string{"generate", "--out", t.TempDir()}, mini()...)} {
		s := do(t, append(args, "--data", t.TempDir(), "--providers", file)...)
		s.fails(exitInput, "line 2", "limit")
		if strings.Contains(s.err, canary) {
			t.Errorf("%s: the key is printed: %s", args[0], s.err)
		}
	}
	for _, args := range [][]string{{"products"}, {"profile"}} { // these ask no model
		do(t, append(args, "--data", t.TempDir())...).ok()
	}
}

func TestHelpNamesTheEnvironment(t *testing.T) {
	t.Parallel()
	s := do(t, "--help").ok()
	for _, name := range []string{"GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", "GEMINI_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "GUMGENIE_SECRET", "OTEL_EXPORTER_OTLP_ENDPOINT"} {
		if !strings.Contains(s.out, name) {
			t.Errorf("%s is not in the help: %s", name, s.out)
		}
	}
	if s := do(t, "serve", "--help").ok(); !strings.Contains(s.out, "GUMGENIE_PROVIDERS") {
		t.Errorf("got %s", s.out)
	}
}
