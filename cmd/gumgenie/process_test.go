package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

func TestServeRefusesWhatItCannotServe(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for name, tc := range map[string]struct {
		addr, word string
		code       int
	}{
		"in use":      {taken.Addr().String(), "in use", exitFailed},
		"the network": {"0.0.0.0:0", "--trust-network", exitInput},
		"no port":     {"localhost", "host:port", exitInput},
	} {
		data := t.TempDir()
		do(t, "serve", "--addr", tc.addr, "--data", data).fails(tc.code, tc.word)
		if slices.Contains(listing(t, data), "server.json") {
			t.Errorf("%s: it says that it serves", name)
		}
	}
}

func TestTheEnvironmentSetsFolderAndAddress(t *testing.T) {
	data := t.TempDir()
	t.Setenv("GUMGENIE_DATA", data)
	t.Setenv("GUMGENIE_ADDR", "0.0.0.0:0")
	do(t, "products").ok()
	if !slices.Contains(listing(t, data), "gumgenie.db") {
		t.Error("the folder of the environment was not used")
	}
	do(t, "serve").fails(exitInput, "0.0.0.0:0")
}

// TestAnInterruptedRunGoesOn interrupts generate as a person does, in the middle
// of the files, and opens the folder again.
func TestAnInterruptedRunGoesOn(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cmd := program(t, "generate", nurses, "--category", "digital-planners", "--tier", "pro", "--data", data, "--out", t.TempDir())
	errOut, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for r := bufio.NewReader(errOut); ; {
		line, err := r.ReadString('\n')
		said.WriteString(line)
		if strings.Contains(line, "3/6") {
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil {
			break
		}
	}
	_ = cmd.Wait()
	text := said.String()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(text, "goes on when the data folder is next opened") || !strings.HasSuffix(text, "gumgenie: Interrupted.\n") {
		t.Fatalf("exit %d with %q", code, text)
	}
	_, id, _ := strings.Cut(text, "gumgenie products stop ")
	id, _, _ = strings.Cut(id, "\n")
	if p := shown(t, data, id); p.Status.Final() {
		t.Fatalf("the product is %s after the interruption", p.Status)
	}
	addr, end := serving(t, data)
	defer end()
	finish(t, addr, id)
	if p := shown(t, data, id); p.Status != product.Complete || len(p.Files) == 0 {
		t.Errorf("the product is %s with %d files", p.Status, len(p.Files))
	}
}

// finish reads a product's events until its run has ended.
func finish(t *testing.T, addr, id string) {
	t.Helper()
	c := outside(addr)
	if err := c.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestAServerKilledHardIsNotTakenForAlive(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cmd := program(t, "serve", "--addr", "127.0.0.1:0", "--data", data)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait()
	if !slices.Contains(listing(t, data), "server.json") {
		t.Fatal("the killed server left nothing, so that this test says nothing")
	}
	do(t, "products", "--data", data).ok()
	if slices.Contains(listing(t, data), "server.json") {
		t.Error("the dead server is still announced")
	}
}

func TestCompletionScriptsAreScripts(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		s := do(t, "completion", shell).ok()
		if !strings.Contains(s.out, "gumgenie") {
			t.Errorf("%s: got %q", shell, s.out)
		}
		path, err := exec.LookPath(shell)
		if err != nil {
			continue // the shell is not here; its script is looked at above
		}
		if raw, err := exec.Command(path, "-n", write(t, "script", s.out)).CombinedOutput(); err != nil {
			t.Errorf("%s: the script: %v: %s", shell, err, raw)
		}
	}
}

// TestBashCompletes sources the script in a real bash and asks it, as the shell does.
func TestBashCompletes(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("bash is not here")
		}
		t.Skip("bash is not here")
	}
	bin := t.TempDir()
	if err := os.Symlink(os.Args[0], filepath.Join(bin, "gumgenie")); err != nil {
		t.Fatal(err)
	}
	script := do(t, "completion", "bash").ok().out
	for line, want := range map[string][]string{
		"gumgenie ":                         {"generate", "serve", "products", "profile", "backup", "restore", "version", "completion"},
		"gumgenie gen":                      {"generate"},
		"gumgenie products ":                {"list", "show", "save", "stop", "delete"},
		"gumgenie generate x --tier ":       {"mini", "starter", "pro", "ultimate"},
		"gumgenie generate x --category ":   {"ai-prompts", "digital-planners"},
		"gumgenie generate x --palette plu": {"plum"},
		"gumgenie generate --week-start ":   {"monday", "sunday"},
		"gumgenie generate --pa":            {"--palette", "--paper"},
	} {
		words := strings.Fields(line)
		last := ""
		if !strings.HasSuffix(line, " ") {
			last = words[len(words)-1]
		}
		cmd := exec.Command(bash, "--norc", "-c", script+"\ncomplete -p gumgenie >/dev/null && gumgenie gumgenie \"$1\" \"$2\"", "bash", last, words[0])
		cmd.Env = append(os.Environ(), envProgram+"=1", "PATH="+bin+":"+os.Getenv("PATH"), "COMP_LINE="+line, "COMP_POINT="+point(line))
		var errOut bytes.Buffer
		cmd.Stderr = &errOut
		raw, err := cmd.Output()
		got := strings.Fields(string(raw))
		for _, w := range want {
			if err != nil || !slices.Contains(got, w) {
				t.Errorf("%q: got %v, %v %s; want %q among it", line, got, err, errOut.String(), w)
			}
		}
	}
}

func point(line string) string {
	n := len(line)
	digits := ""
	for ; n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return digits
}
