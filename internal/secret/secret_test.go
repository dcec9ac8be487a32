package secret_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

func TestATextIsNeverPrinted(t *testing.T) {
	t.Parallel()
	type deep struct {
		Name string
		Key  secret.Text
		own  secret.Text // fmt prints it without its methods
	}
	k := secret.Hide(canary)
	d := deep{"ollama", k, k}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", k, "deep", d, "at", &d)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "key", k, "deep", d, "at", &d)
	raw, err := json.Marshal([]any{k, d, map[string]any{"k": k}})
	if err != nil {
		t.Fatal(err)
	}
	said := log.String() + string(raw)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%20s"} {
		said += fmt.Sprintf(verb, k) + fmt.Sprintf(verb, &k) + fmt.Sprintf(verb, d) + fmt.Sprintf(verb, []deep{d}) + fmt.Sprintf(verb, d.own)
	}
	for name, form := range map[string]string{"plain": canary, "hex": fmt.Sprintf("%x", canary), "HEX": fmt.Sprintf("%X", canary), "base64": base64.StdEncoding.EncodeToString([]byte(canary))} {
		if strings.Contains(said, form) {
			t.Errorf("%s: it is printed: %s", name, said)
		}
	}
	if !strings.Contains(said, "[key]") || k.Reveal() != canary || !k.Given() {
		t.Errorf("got %q and %q", said, k.Reveal())
	}
}

func TestTextsAreCompared(t *testing.T) {
	t.Parallel()
	a, b, none := secret.Hide("a"), secret.Hide("b"), secret.Hide("")
	if !a.Same(secret.Hide("a")) || a.Same(b) || a.Same(none) || !none.Same(secret.Text{}) || none.Given() || none.String() != "" {
		t.Error("texts are the same when they are not, or are not when they are")
	}
	if a.Sum() == b.Sum() || a.Sum() != secret.Hide("a").Sum() {
		t.Error("sums do not tell texts apart")
	}
}

func sealed(t *testing.T, b *secret.Box, row string) []byte {
	t.Helper()
	raw, err := b.Seal(row, secret.Hide(canary))
	if err != nil {
		t.Fatalf("seal: %v", err)
	}
	return raw
}

func TestWhatIsSealedOpensInItsRowOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := secret.New(dir, "")
	raw := sealed(t, b, "provider/a")
	if bytes.Contains(raw, []byte(canary)) || bytes.Equal(raw, sealed(t, b, "provider/a")) {
		t.Error("the text shows, or the same text is sealed alike twice")
	}
	info, err := os.Stat(filepath.Join(dir, secret.KeyName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v; want 0600", info, err)
	}
	for name, again := range map[string]*secret.Box{"the same box": b, "a box of the next start": secret.New(dir, "")} {
		if got, err := again.Open("provider/a", raw); err != nil || got.Reveal() != canary {
			t.Errorf("%s: got %q, %v", name, got.Reveal(), err)
		}
	}
	changed := bytes.Clone(raw)
	changed[len(changed)-1] ^= 1
	for name, tc := range map[string]struct {
		row string
		raw []byte
	}{"another row": {"provider/b", raw}, "a changed byte": {"provider/a", changed}, "cut": {"provider/a", raw[:10]}, "nothing": {"provider/a", nil}, "another form": {"provider/a", append([]byte{9}, raw[1:]...)}} {
		if got, err := b.Open(tc.row, tc.raw); !errors.Is(err, secret.ErrDamaged) || got.Given() {
			t.Errorf("%s: got %q, %v", name, got.Reveal(), err)
		}
	}
}

func TestTheKeyThatIsMissingOrAnother(t *testing.T) {
	t.Parallel()
	given := func(c string) string { return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(c, 32))) }
	home := t.TempDir()
	raw := sealed(t, secret.New(home, ""), "r")
	other := t.TempDir()
	sealed(t, secret.New(other, ""), "r")
	garbled := t.TempDir()
	if err := os.WriteFile(filepath.Join(garbled, secret.KeyName), []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		box   *secret.Box
		cause error
		kind  fault.Kind
		word  string
	}{
		"missing":       {secret.New(t.TempDir(), ""), secret.ErrNoKey, fault.Unavailable, "not part of a backup"},
		"another":       {secret.New(other, ""), secret.ErrOtherKey, fault.Unavailable, "secret.key"},
		"another given": {secret.New(home, given("x")), secret.ErrOtherKey, fault.Unavailable, "GUMGENIE_SECRET"},
		"given short":   {secret.New(home, "c2hvcnQ="), nil, fault.Invalid, "openssl rand"},
		"given no key":  {secret.New(home, "§§§"), nil, fault.Invalid, "GUMGENIE_SECRET"},
		"garbled":       {secret.New(garbled, ""), nil, fault.Unavailable, "damaged"},
	} {
		_, err := tc.box.Open("r", raw)
		if fault.KindOf(err) != tc.kind || tc.cause != nil && !errors.Is(err, tc.cause) || !strings.Contains(fault.Message(err), tc.word) {
			t.Errorf("%s: got %v, want %q", name, err, tc.word)
		}
	}
	if _, err := secret.New(garbled, "").Seal("r", secret.Hide("x")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("sealed over a damaged key: %v", err)
	}
	if text, err := os.ReadFile(filepath.Join(garbled, secret.KeyName)); err != nil || string(text) != "not a key" {
		t.Errorf("the damaged key was replaced by %q, %v", text, err)
	}
	empty := t.TempDir()
	fromOutside := secret.New(empty, given("k")+"\n")
	if got, err := fromOutside.Open("r", sealed(t, fromOutside, "r")); err != nil || got.Reveal() != canary {
		t.Errorf("a key from outside: %q, %v", got.Reveal(), err)
	}
	if all, err := os.ReadDir(empty); err != nil || len(all) != 0 {
		t.Errorf("a key from outside left %v, %v", all, err)
	}
	if _, err := secret.New("/proc/nowhere", "").Seal("r", secret.Hide("x")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("no place for the key: %v", err)
	}
}

func TestAKeyFileThatOthersCanRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := secret.New(dir, "")
	if b.Exposed() {
		t.Error("a file that is not there is exposed")
	}
	sealed(t, b, "r")
	if b.Exposed() {
		t.Error("a new key is exposed")
	}
	if err := os.Chmod(filepath.Join(dir, secret.KeyName), 0o644); err != nil {
		t.Fatal(err)
	}
	if !b.Exposed() {
		t.Error("a key that all can read is not exposed")
	}
}
