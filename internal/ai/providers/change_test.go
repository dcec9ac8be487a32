package providers_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

func key(text string) *secret.Text { return ptr(secret.Hide(text)) }

func TestPutRefuses(t *testing.T) {
	t.Parallel()
	g, o := ptr(providers.Gemini), ptr(providers.OpenAI)
	for name, tc := range map[string]struct {
		id    string
		c     providers.Change
		field string
	}{
		"no kind":         {"x", providers.Change{Key: key("k")}, "kind"},
		"unknown kind":    {"x", providers.Change{Kind: ptr(providers.Kind("bard")), Key: key("k")}, "kind"},
		"no key":          {"x", providers.Change{Kind: g}, "key"},
		"no key at home":  {"x", providers.Change{Kind: o}, "key"},
		"an empty key":    {"x", providers.Change{Kind: g, Key: key(" ")}, "key"},
		"a garbled key":   {"x", providers.Change{Kind: g, Key: key("a\r\nX-Evil: 1")}, "key"},
		"an endless key":  {"x", providers.Change{Kind: g, Key: key(strings.Repeat("k", 9000))}, "key"},
		"no model":        {"x", providers.Change{Kind: o, BaseURL: ptr("http://localhost:1")}, "model"},
		"a model in path": {"x", providers.Change{Kind: g, Key: key("k"), Model: ptr("../../x")}, "model"},
		"a model's query": {"x", providers.Change{Kind: g, Key: key("k"), Model: ptr("m?alt=x")}, "model"},
		"no HTTP":         {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("file:///etc/passwd")}, "baseURL"},
		"gopher":          {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("gopher://localhost/1")}, "baseURL"},
		"no host":         {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("http:///v1")}, "baseURL"},
		"password":        {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("https://me:" + canary + "@host/v1")}, "baseURL"},
		"query":           {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("https://host/v1?key=" + canary)}, "baseURL"},
		"metadata":        {"x", providers.Change{Kind: o, Model: ptr("m"), BaseURL: ptr("http://169.254.169.254/v1")}, "baseURL"},
		"two lines":       {"x", providers.Change{Kind: g, Key: key("k"), Name: ptr("a\nb")}, "name"},
		"no calls":        {"x", providers.Change{Kind: g, Key: key("k"), Limit: ptr(0)}, "limit"},
		"endless calls":   {"x", providers.Change{Kind: g, Key: key("k"), Limit: ptr(1001)}, "limit"},
		"reserved":        {"order", providers.Change{Kind: g, Key: key("k")}, "id"},
		"capital":         {"X", providers.Change{Kind: g, Key: key("k")}, "id"},
		"climbing":        {"../x", providers.Change{Kind: g, Key: key("k")}, "id"},
		"long":            {strings.Repeat("x", 41), providers.Change{Kind: g, Key: key("k")}, "id"},
	} {
		s := opened(t, providers.Config{})
		_, err := s.Put(t.Context(), tc.id, tc.c)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != tc.field || len(s.List()) != 0 {
			t.Errorf("%s: got %v with %d providers, want a complaint about %s", name, err, len(s.List()), tc.field)
			continue
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
}

func TestAKeyStaysUntilItsAddressChanges(t *testing.T) {
	t.Parallel()
	keep, box := &memory{}, secret.New(t.TempDir(), "")
	s := opened(t, providers.Config{Keeper: keep, Box: box})
	first := providers.Change{Kind: ptr(providers.OpenAI), BaseURL: ptr("https://one.example/v1"), Model: ptr("m"), Key: key(canary)}
	put := func(name string, c providers.Change, want string) {
		t.Helper()
		_, err := s.Put(t.Context(), "x", c)
		got := fault.Message(err)
		if err == nil {
			got = s.List()[0].Key.Reveal()
			again := opened(t, providers.Config{Keeper: keep, Box: box}).List()[0]
			if again.Key.Reveal() != got {
				t.Errorf("%s: after the next start the key is %q, want %q", name, again.Key.Reveal(), got)
			}
		}
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	const moved = "the key is not taken along"
	put("new", first, canary)
	put("a name", providers.Change{Name: ptr("One")}, canary)
	put("a path", providers.Change{BaseURL: ptr("https://ONE.example:443/api/v2/")}, canary)
	put("another host", providers.Change{BaseURL: ptr("https://two.example/v1")}, moved)
	put("another port", providers.Change{BaseURL: ptr("https://one.example:8443/v1")}, moved)
	put("in clear", providers.Change{BaseURL: ptr("http://one.example/v1")}, moved)
	put("home", providers.Change{BaseURL: ptr("")}, moved)
	put("another kind", providers.Change{Kind: ptr(providers.Gemini)}, moved)
	put("unchanged by all that", providers.Change{}, canary)
	put("another host with a key", providers.Change{BaseURL: ptr("https://two.example/v1"), Key: key("k2")}, "k2")
	put("without a key", providers.Change{BaseURL: ptr("https://three.example/v1"), Key: key("")}, "")
	put("without one still", providers.Change{BaseURL: ptr("https://four.example/v1")}, "")
	if l := s.List()[0]; l.Name != "One" || l.Model != "m" || l.Limit != providers.OpenAILimit || l.BaseURL != "https://four.example/v1" {
		t.Errorf("got %+v", l)
	}
}

func TestANameFollowsTheAddress(t *testing.T) {
	t.Parallel()
	s := opened(t, providers.Config{})
	for _, tc := range []struct{ base, name string }{{"http://localhost:11434/v1", "localhost:11434"}, {"http://box:8000/v1", "box:8000"}} {
		l, err := s.Put(t.Context(), "x", providers.Change{Kind: ptr(providers.OpenAI), Model: ptr("m"), BaseURL: &tc.base})
		if err != nil || l.Name != tc.name {
			t.Errorf("got %q, %v; want %q", l.Name, err, tc.name)
		}
	}
}

func TestProvidersFromElsewhereAreNotEdited(t *testing.T) {
	t.Parallel()
	file := gem("f", "http://localhost:1")
	s := opened(t, providers.Config{Env: providers.FromEnv(env("GEMINI_API_KEY", canary)), File: []providers.Provider{file}})
	for id, where := range map[string]string{"gemini": "environment", "f": "providers file"} {
		for name, c := range map[string]providers.Change{
			"key": {Key: key("k")}, "no key": {Key: key("")}, "model": {Model: ptr("m2")}, "limit": {Limit: ptr(9)}, "address": {BaseURL: ptr("http://localhost:2")},
			"name": {Name: ptr("n2")}, "kind": {Kind: ptr(providers.OpenAI), Enabled: ptr(false)},
		} {
			if _, err := s.Put(t.Context(), id, c); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Message(err), where) || !strings.Contains(fault.Message(err), "switched on or off") {
				t.Errorf("%s of %s: got %v", name, id, err)
			}
		}
	}
	same := providers.Change{Kind: &file.Kind, Name: &file.Name, BaseURL: &file.BaseURL, Model: &file.Model, Limit: &file.Limit, Enabled: ptr(false)}
	if l, err := s.Put(t.Context(), "f", same); err != nil || l.Enabled || l.Health.State != providers.Off {
		t.Errorf("switched off with the rest as it is: %+v, %v", l, err)
	}
}

// TestAddressesInsideAreForTheOwnerAlone: what others can reach may not ask the
// machine's own network, but for what the operator has written.
func TestAddressesInsideAreForTheOwnerAlone(t *testing.T) {
	t.Parallel()
	_, base := served(t, nil)
	base = strings.TrimSuffix(base, "/")
	byName := strings.Replace(base, "127.0.0.1", "localhost", 1)
	add := func(base string) providers.Change {
		return providers.Change{Kind: ptr(providers.OpenAI), Model: ptr("m"), BaseURL: ptr(base + "/v1")}
	}
	open, err := providers.New(t.Context(), providers.Config{File: []providers.Provider{oai("mine", base+"/")}})
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	for _, at := range []string{base, byName, "http://10.0.0.7:8000", "http://[::1]:1", "http://192.168.0.1", "http://169.254.169.254"} {
		if _, err := open.Put(t.Context(), "x", add(at)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "may not be asked") {
			t.Errorf("%s where others reach it: %v", at, err)
		}
	}
	if _, err := open.Test(t.Context(), "mine"); err != nil {
		t.Errorf("what the operator has written: %v", err)
	}
	local := opened(t, providers.Config{})
	for _, at := range []string{base, byName} {
		if _, err := local.Put(t.Context(), "x", add(at)); err != nil {
			t.Errorf("%s for the owner: %v", at, err)
		}
		if _, err := local.Test(t.Context(), "x"); err != nil {
			t.Errorf("%s for the owner: %v", at, err)
		}
	}

	// One that was kept in local mode is not asked any more where others reach it,
	// nor is a name that has come to mean this machine.
	keep, box := &memory{}, secret.New(t.TempDir(), "")
	if _, err := opened(t, providers.Config{Keeper: keep, Box: box}).Put(t.Context(), "x", add(base)); err != nil {
		t.Fatal(err)
	}
	later, err := providers.New(t.Context(), providers.Config{Keeper: keep, Box: box})
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	if _, err := later.Test(t.Context(), "x"); fault.KindOf(err) != fault.Forbidden || !strings.Contains(fault.Message(err), "may not be asked from here") {
		t.Errorf("kept from local mode: %v", err)
	}
	if h := later.List()[0].Health; h.State != providers.Refused {
		t.Errorf("it stands %+v, want refused", h)
	}
	if l, err := later.Put(t.Context(), "x", providers.Change{Enabled: ptr(false)}); err != nil || l.Enabled {
		t.Errorf("it cannot be switched off: %v", err)
	}
}

// TestAKeyThatCannotBeOpened is a restored folder, whose key file no backup holds:
// the provider is there, out of use, and asks for its key.
func TestAKeyThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	srv, base := served(t, nil)
	keep := &memory{}
	add := providers.Change{Kind: ptr(providers.Gemini), BaseURL: &base, Model: ptr("m"), Key: key(canary)}
	before := opened(t, providers.Config{Keeper: keep, Box: secret.New(t.TempDir(), "")})
	for _, id := range []string{"x", "y"} {
		if _, err := before.Put(t.Context(), id, add); err != nil {
			t.Fatal(err)
		}
	}
	s := opened(t, providers.Config{Keeper: keep, Box: secret.New(t.TempDir(), "")})
	if m, ok := s.Model(); ok {
		t.Errorf("there is the model %v without its key", m.Name())
	}
	says := func(id, word string) {
		t.Helper()
		h := health(t, s, id)
		_, err := s.Test(t.Context(), id)
		if h.State != providers.Refused || !strings.Contains(h.Says, word) || !strings.Contains(h.Says, "enter it again") || fault.Message(err) != h.Says {
			t.Errorf("%s stands %+v, and a test call says %v; want %q", id, h, err, word)
		}
	}
	says("x", "not part of a backup")
	if l, err := s.Put(t.Context(), "x", providers.Change{Enabled: ptr(false)}); err != nil || l.Enabled {
		t.Errorf("it cannot be switched off: %v", err)
	}
	if l, err := s.Put(t.Context(), "x", providers.Change{Enabled: ptr(true), Key: key("new-" + canary)}); err != nil || l.Health.State != providers.Unproven {
		t.Errorf("with its key again it stands %+v, %v", l.Health, err)
	}
	if _, err := s.Test(t.Context(), "x"); err != nil || srv.Calls()[0].Key != "new-"+canary {
		t.Errorf("with its key again: %v", err)
	}
	says("y", "not part of a backup")
	again := opened(t, providers.Config{Keeper: keep, Box: secret.New(t.TempDir(), "")})
	if len(again.List()) != 2 {
		t.Errorf("%d providers are left, want 2", len(again.List()))
	}
}

func TestAChangeThatCannotBeKeptIsNone(t *testing.T) {
	t.Parallel()
	keep := &memory{}
	s := opened(t, providers.Config{Keeper: keep, Box: secret.New(t.TempDir(), "")})
	add := providers.Change{Kind: ptr(providers.Gemini), Key: key(canary)}
	if _, err := s.Put(t.Context(), "x", add); err != nil {
		t.Fatal(err)
	}
	was := fmt.Sprint(s.List())
	keep.fail = fault.New(fault.Full, "The disk is full.")
	_, putNew := s.Put(t.Context(), "y", add)
	_, put := s.Put(t.Context(), "x", providers.Change{Limit: ptr(1)})
	for name, err := range map[string]error{"put": put, "put a new one": putNew, "order": s.Order(t.Context(), []string{"x"}), "remove": s.Remove(t.Context(), "x")} {
		if fault.KindOf(err) != fault.Full || fmt.Sprint(s.List()) != was {
			t.Errorf("%s: got %v, and %v", name, err, s.List())
		}
	}
	if _, err := providers.New(t.Context(), providers.Config{Keeper: keep, Box: secret.New(t.TempDir(), "")}); fault.KindOf(err) != fault.Full {
		t.Errorf("a set that cannot be loaded: %v", err)
	}
}

func TestThereIsRoomForSoMany(t *testing.T) {
	t.Parallel()
	s := opened(t, providers.Config{})
	var err error
	for n := range providers.MaxProviders + 1 {
		_, err = s.Put(t.Context(), fmt.Sprint("p", n), providers.Change{Kind: ptr(providers.Gemini), Key: key("k")})
		if n < providers.MaxProviders && err != nil {
			t.Fatal(err)
		}
	}
	if fault.KindOf(err) != fault.Limited {
		t.Errorf("one more: %v", err)
	}
}
