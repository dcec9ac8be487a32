package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
)

// buffer is written by the server and read by the test.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// start runs the program on a free port and returns the variables of the lines
// that it prints, its log, and what ends it.
func start(t *testing.T, args ...string) (vars map[string]string, log *buffer, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	pr, pw := io.Pipe()
	log = &buffer{}
	done := make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"-addr", "127.0.0.1:0", "-p50", "0", "-p95", "0", "-token-delay", "0"}, args...), pw, log)
		pw.Close()
		done <- err
	}()
	vars = map[string]string{}
	lines := bufio.NewScanner(pr)
	for len(vars) < 6 && lines.Scan() {
		for _, m := range regexp.MustCompile(`(\w+)=(\S+)`).FindAllStringSubmatch(lines.Text(), -1) {
			vars[m[1]] = m[2]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, pr) }()
	stop = func() error {
		cancel()
		return <-done
	}
	t.Cleanup(cancel)
	if len(vars) < 6 {
		t.Fatalf("it printed %v and ended with %v", vars, stop())
	}
	return vars, log, stop
}

const (
	schema = `{"type":"object","properties":{"entries":{"type":"array","items":{"type":"object"}}},"required":["entries"]}`
	asks   = "Language: en.\n\nBelow are drafts of entries. Shorten each text to about two thirds.\n\nDrafts:\n" +
		`[{"id":"p1","title":"A","texts":[{"name":"job","value":"Keep the secretword, and leave the rest."}]}]`
)

// TestTheLinesWork asks with what the printed lines say, in both protocols.
func TestTheLinesWork(t *testing.T) {
	t.Parallel()
	vars, log, stop := start(t)
	g, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", BaseURL: vars["GOOGLE_GEMINI_BASE_URL"], Model: vars["GEMINI_MODEL"]})
	if err != nil {
		t.Fatal(err)
	}
	o, err := openai.New(openai.Config{Key: vars["OPENAI_API_KEY"], BaseURL: vars["OPENAI_BASE_URL"], Model: vars["OPENAI_MODEL"]})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []ai.Model{g, o} {
		a, err := m.Ask(t.Context(), ai.Question{Purpose: "enhance", Prompt: asks, Schema: json.RawMessage(schema)}, nil)
		if err != nil || a.Text != `{"entries":[{"id":"p1","title":"A","texts":[{"name":"job","value":"Keep the secretword."}]}]}` {
			t.Errorf("%s: got %q, %v", m.Name(), a.Text, err)
		}
	}
	if err := stop(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	want := regexp.MustCompile(`^#1 gemini fake-1: 1 entry, \d+ characters in \d\.\d\d s\n#2 openai fake-1: 1 entry, \d+ characters in \d\.\d\d s\n$`)
	if got := log.String(); !want.MatchString(got) || strings.Contains(got, "canary") || strings.Contains(got, "secretword") {
		t.Errorf("the log is\n%s", got)
	}
}

func TestATemperShows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		want ai.Reason
		log  string
	}{
		"spent":         {[]string{"-temper", "spent"}, ai.Spent, ", spent\n"},
		"a fault":       {[]string{"-temper", "no-model"}, ai.UnknownModel, ", no-model\n"},
		"a share":       {[]string{"-temper", "cut", "-share", "1"}, ai.Broken, "characters in"},
		"no share":      {[]string{"-temper", "spent", "-share", "0"}, "", "plain text"},
		"without a log": {[]string{"-quiet"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars, log, stop := start(t, c.args...)
			m, err := gemini.New(t.Context(), gemini.Config{Key: "k", BaseURL: vars["GOOGLE_GEMINI_BASE_URL"], Model: "fake-1"})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Say a few words about sleep."}, nil); ai.ReasonOf(err) != c.want || err != nil && c.want == "" {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if err := stop(); err != nil {
				t.Error(err)
			}
			if got := log.String(); !strings.Contains(got, c.log) || c.log == "" && got != "" {
				t.Errorf("the log is %q, want %q in it", got, c.log)
			}
		})
	}
}

func TestWrongCommandLines(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-temper gloomy":         `the temper "gloomy" is not known`,
		"-p50 2s -p95 1s":        "-p95 must be at least -p50",
		"-p50 -1s":               "times cannot be below 0",
		"-temper cut -share 1.5": "-share goes from 0 to 1",
		"-share 0.5":             "takes no -share",
		"good":                   `"good" is no flag`,
		"-addr nowhere":          "listen on nowhere",
	} {
		err := run(t.Context(), strings.Fields(args), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", args, err, want)
		}
	}
	var help bytes.Buffer
	if err := run(t.Context(), []string{"-h"}, io.Discard, &help); !errors.Is(err, flag.ErrHelp) || !strings.Contains(help.String(), "off-topic") || !strings.Contains(help.String(), "silent") {
		t.Errorf("-h ends with %v and says %s", err, help.String())
	}
}
