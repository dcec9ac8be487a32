package app_test

import (
	"bytes"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// canary begins keys for tests only: they open nothing.
const canary = "canary-key-for-tests-only"

// journal is a log that can be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

func fake(t *testing.T, temper func(aitest.Call) aitest.Temper) (*aitest.Server, string) {
	t.Helper()
	srv := &aitest.Server{Temper: temper}
	base, stop := srv.Start()
	t.Cleanup(stop)
	return srv, base
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// ask calls the interface inside the process, and returns status and body.
func ask(t *testing.T, a *app.App, method, path, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1:0"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := app.Inside{Handler: a.Handler()}.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

func asks(t *testing.T, a *app.App) error {
	t.Helper()
	m, ok := a.Models().Model()
	if !ok {
		t.Fatal("there is no model")
	}
	_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
	return err
}

// TestProvidersComeFromEverywhere joins environment, file and what was kept, asks
// them in order, and does so again after a restart.
func TestProvidersComeFromEverywhere(t *testing.T) {
	t.Parallel()
	srv, base := fake(t, func(c aitest.Call) aitest.Temper {
		if c.Key != canary+"-kept" {
			return aitest.Temper{Fault: aitest.Key}
		}
		return aitest.Temper{}
	})
	c := config(t.TempDir())
	c.Getenv = environment("OPENAI_API_KEY", canary+"-env", "OPENAI_BASE_URL", base+"v1", "OPENAI_MODEL", "m-env", "FILE_KEY", canary+"-file")
	c.Providers = filepath.Join(t.TempDir(), "p.yaml")
	text := "providers:\n  - {id: filed, kind: gemini, baseURL: " + base + ", model: m-file, keyEnv: FILE_KEY}\n"
	if err := os.WriteFile(c.Providers, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	asked := func() string {
		var all []string
		for _, c := range srv.Calls() {
			all = append(all, c.Model+" "+strings.TrimPrefix(c.Key, canary))
		}
		return strings.Join(all, ", ")
	}
	a := open(t, c)
	if status, body := ask(t, a, http.MethodPut, "/api/providers/kept", `{"kind":"openai","baseURL":"`+base+`v1","model":"m-kept","key":"`+canary+`-kept"}`); status != 200 {
		t.Fatalf("got %d %s", status, body)
	}
	if err := asks(t, a); err != nil {
		t.Error(err)
	}
	const want = "m-file -file, m-env -env, m-kept -kept"
	if got := asked(); got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
	if status, body := ask(t, a, http.MethodPut, "/api/providers/order", `{"order":["kept","openai","filed"]}`); status != 200 {
		t.Errorf("got %d %s", status, body)
	}
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := asks(t, open(t, c)); err != nil {
		t.Error(err)
	}
	if got := asked(); got != want+", m-kept -kept" {
		t.Errorf("after a restart asked %q", got)
	}
}

func TestAProvidersFileThatDoesNotFitIsOneSentence(t *testing.T) {
	t.Parallel()
	c := config(t.TempDir())
	c.Providers = filepath.Join(t.TempDir(), "p.yaml")
	if err := os.WriteFile(c.Providers, []byte("providers:\n  - {id: x, kind: gemini, key: "+canary+", modle: y}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := app.Open(t.Context(), c); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "line 2") || strings.Contains(err.Error(), canary) {
		t.Errorf("got %v", err)
	}
	c.Providers = ""
	open(t, c) // the folder was given back
}

// everything returns the bytes of all files of a folder, by name.
func everything(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		all[p], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAKeyIsNowhere gives keys in all three ways, makes calls fail and succeed,
// makes backups, and looks into everything that is left: log, answers, database
// with its write-ahead log, every file of the folder, backups.
func TestAKeyIsNowhere(t *testing.T) {
	t.Parallel()
	bad := true
	_, base := fake(t, func(aitest.Call) aitest.Temper {
		if bad {
			return aitest.Temper{Fault: aitest.Key}
		}
		return aitest.Temper{}
	})
	log := &journal{}
	c := config(t.TempDir())
	c.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c.Getenv = environment("GEMINI_API_KEY", canary+"-env", "GOOGLE_GEMINI_BASE_URL", base, "GUMGENIE_SECRET", "")
	c.Providers = filepath.Join(t.TempDir(), "p.yaml")
	if err := os.WriteFile(c.Providers, []byte("providers:\n  - {id: filed, kind: openai, baseURL: "+base+"v1, model: m, key: "+canary+"-file}"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := open(t, c)
	var said strings.Builder
	do := func(method, path, body string, want int) {
		t.Helper()
		status, text := ask(t, a, method, path, body)
		if status != want {
			t.Errorf("%s %s: got %d %s, want %d", method, path, status, text, want)
		}
		said.WriteString(text)
	}
	settings := `"kind":"openai","baseURL":"` + base + `v1","model":"m"`
	do("PUT", "/api/providers/kept", `{`+settings+`,"key":"`+canary+`-kept"}`, 200)
	do("PUT", "/api/providers/kept", `{"key":"`+canary+`-kept-again"}`, 200)
	do("PUT", "/api/providers/gone", `{`+settings+`,"key":"`+canary+`-gone"}`, 200)
	do("DELETE", "/api/providers/gone", "", 204)
	do("PUT", "/api/providers/bad", `{`+settings+`,"key":"`+canary+` -bad"}`, 422)
	do("PUT", "/api/providers/bad", `{`+settings+`,"key":{"`+canary+`":1}}`, 422)
	for _, bad = range []bool{true, false} {
		want := map[bool]int{true: 422, false: 200}[bad]
		for _, id := range []string{"gemini", "filed", "kept"} {
			do("POST", "/api/providers/"+id+"/test", "", want)
		}
		if err := asks(t, a); (err == nil) == bad || err != nil && strings.Contains(err.Error(), canary) {
			t.Errorf("got %v", err)
		}
	}
	do("GET", "/api/providers", "", 200)
	do("GET", "/api/readyz", "", 200)
	do("GET", "/api/openapi.json", "", 200)
	_, copied := ask(t, a, "POST", "/api/admin/backup", "")

	found := everything(t, c.Data)
	found["backup"], found["log"], found["answers"] = []byte(copied), []byte(log.String()), []byte(said.String())
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, raw := range everything(t, c.Data) {
		found["closed "+name] = raw
	}
	key := bytes.TrimSpace(found[filepath.Join(c.Data, secret.KeyName)])
	if len(key) < 40 || len(copied) < 1000 || len(found) < 8 || !strings.Contains(log.String(), "/api/providers/kept") {
		t.Fatalf("%d files with a key of %d bytes and a backup of %d were looked at", len(found), len(key), len(copied))
	}
	for name, raw := range found {
		if bytes.Contains(raw, []byte(canary)) {
			t.Errorf("the key is in %s", name)
		}
		if bytes.Contains(raw, key) && !strings.HasSuffix(name, secret.KeyName) {
			t.Errorf("what opens the keys is in %s", name)
		}
	}
}

// TestARestoredFolderAsksForTheKeys: no backup holds the key file, so the provider
// comes back out of use, and says so to log, API and page.
func TestARestoredFolderAsksForTheKeys(t *testing.T) {
	t.Parallel()
	srv, base := fake(t, nil)
	c := config(t.TempDir())
	a := open(t, c)
	add := `{"kind":"gemini","baseURL":"` + base + `","model":"m","key":"` + canary + `"}`
	if status, body := ask(t, a, http.MethodPut, "/api/providers/kept", add); status != 200 {
		t.Fatalf("got %d %s", status, body)
	}
	_, copied := ask(t, a, http.MethodPost, "/api/admin/backup", "")
	c = config(filepath.Join(t.TempDir(), "restored"))
	if err := backup.Restore(t.Context(), strings.NewReader(copied), c.Data); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(c.Data, secret.KeyName)); !os.IsNotExist(err) {
		t.Errorf("the key file came along: %v", err)
	}
	log := &journal{}
	c.Log = slog.New(slog.NewJSONHandler(log, nil))
	b := open(t, c)
	const want = "not part of a backup"
	_, listed := ask(t, b, http.MethodGet, "/api/providers", "")
	_, ready := ask(t, b, http.MethodGet, "/api/readyz", "")
	_, page := ask(t, b, http.MethodGet, "/", "")
	status, tested := ask(t, b, http.MethodPost, "/api/providers/kept/test", "")
	for where, text := range map[string]string{"log": log.String(), "list": listed, "probe": ready, "page": page, "test call": tested} {
		if !strings.Contains(text, want) || !strings.Contains(text, "enter it again") {
			t.Errorf("the %s does not ask for the key: %s", where, text)
		}
	}
	if _, ok := b.Models().Model(); ok || status != 503 || !strings.Contains(listed, `"hasKey":false`) {
		t.Errorf("status %d, models %t, %s", status, ok, listed)
	}
	if status, body := ask(t, b, http.MethodPut, "/api/providers/kept", `{"key":"`+canary+`-again"}`); status != 200 {
		t.Errorf("got %d %s", status, body)
	}
	if err := asks(t, b); err != nil || srv.Calls()[0].Key != canary+"-again" {
		t.Errorf("with its key again: %v", err)
	}
	if h := b.Models().List()[0].Health; h.State != providers.OK {
		t.Errorf("it stands %+v", h)
	}
}
