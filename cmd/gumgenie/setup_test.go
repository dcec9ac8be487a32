package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// envProgram makes the test binary the program, for what needs a process.
const envProgram = "GUMGENIE_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(envProgram) == "" { // no test asks the provider of whoever runs it, nor tells their collector
		for _, name := range []string{"GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", "GEMINI_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "GUMGENIE_PROVIDERS", "GUMGENIE_SECRET",
			"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"} {
			_ = os.Unsetenv(name)
		}
	}
	if os.Getenv(envProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// said is what a command left.
type said struct {
	t        *testing.T
	code     int
	out, err string
}

// buffer is a writer that a server and a test may use at once.
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

func typed(t *testing.T, in string, args ...string) said {
	t.Helper()
	var out, errOut buffer
	code := run(t.Context(), args, strings.NewReader(in), &out, &errOut)
	return said{t, code, out.String(), errOut.String()}
}

func do(t *testing.T, args ...string) said {
	t.Helper()
	return typed(t, "", args...)
}

// ok checks that it went well, without a complaint.
func (s said) ok() said {
	s.t.Helper()
	if s.code != exitOK || strings.Contains(s.err, "gumgenie:") {
		s.t.Fatalf("exit %d: %s%s", s.code, s.out, s.err)
	}
	return s
}

// fails checks the exit code and that the last line is one sentence which holds
// the words, without what only a log may have.
func (s said) fails(code int, words ...string) {
	s.t.Helper()
	lines := strings.Split(strings.TrimRight(s.err, "\n"), "\n")
	last := lines[len(lines)-1]
	if s.code != code || !strings.HasPrefix(last, "gumgenie: ") {
		s.t.Errorf("exit %d with %q, want %d and a sentence", s.code, s.err, code)
		return
	}
	if n := strings.Count(s.err, "gumgenie:"); n != 1 {
		s.t.Errorf("got %d complaints: %s", n, s.err)
	}
	for _, w := range words {
		if !strings.Contains(last, w) {
			s.t.Errorf("got %q, want it to say %q", last, w)
		}
	}
	for _, w := range []string{"goroutine", ".go:", "panic", "level=", "sqlite", "%!"} {
		if strings.Contains(s.err, w) {
			s.t.Errorf("got %q, which holds %q", s.err, w)
		}
	}
}

// made runs generate with JSON and returns the product.
func made(t *testing.T, data string, args ...string) product.Product {
	t.Helper()
	s := do(t, append([]string{"generate", "--json", "--data", data, "--out", t.TempDir()}, args...)...).ok()
	return shown(t, data, result(t, s.out).ID)
}

func shown(t *testing.T, data, id string) product.Product {
	t.Helper()
	var p product.Product
	if err := json.Unmarshal([]byte(do(t, "products", "show", id, "--data", data).ok().out), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// final is the last line of generate --json.
type final struct {
	Kind, ID, Folder, Why string
	Score                 float64
	LaunchReady           bool
	Tiers                 []product.Offer
}

func result(t *testing.T, out string) final {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var f final
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &f); err != nil || f.Kind != "result" {
		t.Fatalf("the last line is %q, %v", lines[len(lines)-1], err)
	}
	return f
}

// program starts this program as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), envProgram+"=1")
	return cmd
}

// serving runs a server over a folder until end is called.
func serving(t *testing.T, data string, more ...string) (addr string, end func() said) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready := &firstLine{line: make(chan string, 1)}
	var errOut buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0", "--data", data}, more...), strings.NewReader(""), ready, &errOut)
	}()
	end = func() said {
		cancel()
		return said{t, <-code, "", errOut.String()}
	}
	select {
	case line := <-ready.line:
		_, addr, _ = strings.Cut(line, "http://")
		return strings.TrimSpace(addr), end
	case c := <-code:
		cancel()
		t.Fatalf("serve: exit %d: %s", c, errOut.String())
	}
	return "", end
}

// firstLine hands over what is written first.
type firstLine struct {
	line chan string
	once sync.Once
}

func (f *firstLine) Write(p []byte) (int, error) {
	f.once.Do(func() { f.line <- string(p) })
	return len(p), nil
}

// listing lists the files under a folder, by path.
func listing(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
