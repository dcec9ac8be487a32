package providers_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/conform"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// opened returns a set of this machine's own that is closed after the test.
func opened(t *testing.T, c providers.Config) *providers.Set {
	t.Helper()
	c.Local = true
	s, err := providers.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func served(t *testing.T, temper func(aitest.Call) aitest.Temper) (*aitest.Server, string) {
	t.Helper()
	srv := &aitest.Server{Temper: temper}
	base, stop := srv.Start()
	t.Cleanup(stop)
	return srv, base
}

func gem(id, base string) providers.Provider {
	return providers.Provider{ID: id, Kind: providers.Gemini, Name: id, BaseURL: strings.TrimSuffix(base, "/"), Model: "writer-1", Limit: 5, Enabled: true, From: providers.File, Key: secret.Hide(canary)}
}

func oai(id, base string) providers.Provider {
	p := gem(id, base+"v1")
	p.Kind = providers.OpenAI
	return p
}

func ptr[T any](v T) *T { return &v }

// TestTheStackConforms holds client, gate, hedge and breaker together to what a
// client promises.
func TestTheStackConforms(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(id, base string) providers.Provider{"gemini": gem, "openai": oai} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conform.Model(t, func(t *testing.T, base, key string) ai.Model {
				p := make("x", base)
				p.Key = secret.Hide(key)
				return opened(t, providers.Config{File: []providers.Provider{p}}).Below("x")
			})
		})
	}
}

func ids(s *providers.Set) string {
	var all []string
	for _, l := range s.List() {
		name := string(l.From) + ":" + l.ID
		if !l.Enabled {
			name = "(" + name + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

func TestPrecedenceAndOrder(t *testing.T) {
	t.Parallel()
	at := func(from providers.From, id string) providers.Provider {
		p := gem(id, "http://localhost:1/"+string(from))
		p.From = from
		return p
	}
	envs := []providers.Provider{at(providers.Env, "gemini"), at(providers.Env, "openai")}
	file := []providers.Provider{at(providers.File, "ollama"), at(providers.File, "gemini")}
	keep := &memory{}
	box := secret.New(t.TempDir(), "")
	s := opened(t, providers.Config{Env: envs, File: file, Keeper: keep, Box: box})
	step := func(want string, err error) {
		t.Helper()
		if got := ids(s); got != want || err != nil {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
		again := opened(t, providers.Config{Env: envs, File: file, Keeper: keep, Box: box})
		if got := ids(again); got != want {
			t.Errorf("after the next start: %q, want %q", got, want)
		}
	}
	put := func(id string, c providers.Change) error { _, err := s.Put(t.Context(), id, c); return err }
	step("file:ollama file:gemini env:openai", nil)
	step("file:ollama file:gemini env:openai stored:mine", put("mine", providers.Change{Kind: ptr(providers.Gemini), Key: ptr(secret.Hide("k"))}))
	step("file:ollama (file:gemini) env:openai stored:mine", put("gemini", providers.Change{Enabled: ptr(false)}))
	step("stored:mine (file:gemini) file:ollama env:openai", s.Order(t.Context(), []string{"mine", "gemini", "ollama", "openai"}))
	step("stored:mine (file:gemini) file:ollama env:openai stored:more", put("more", providers.Change{Kind: ptr(providers.OpenAI), BaseURL: ptr("http://localhost:1"), Model: ptr("m")}))
	step("stored:mine file:gemini file:ollama env:openai stored:more", put("gemini", providers.Change{Enabled: ptr(true)}))
	step("file:gemini file:ollama env:openai stored:more", s.Remove(t.Context(), "mine"))

	file = nil // the file is gone: the environment's counts, at the place that was chosen
	s = opened(t, providers.Config{Env: envs, File: file, Keeper: keep, Box: box})
	step("env:gemini env:openai stored:more", nil)
	envs = append(envs, at(providers.Env, "more")) // what is stored counts more than what came later
	s = opened(t, providers.Config{Env: envs, Keeper: keep, Box: box})
	step("env:gemini env:openai stored:more", nil)
	step("env:gemini env:openai env:more", s.Remove(t.Context(), "more"))

	for name, order := range map[string][]string{"one left out": {"gemini", "openai"}, "twice": {"gemini", "openai", "openai"}, "unknown": {"gemini", "openai", "x"}, "nothing": nil} {
		if err := s.Order(t.Context(), order); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "gemini, openai, more") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := s.Remove(t.Context(), "gemini"); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Message(err), "environment") {
		t.Errorf("remove one of the environment: %v", err)
	}
	if err := s.Remove(t.Context(), "nobody"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("remove nobody: %v", err)
	}
}

// memory is a keeper that forgets with the test. The store's own is tested with
// the real database, in package app.
type memory struct {
	kept    []providers.Kept
	choices map[string]providers.Choice
	fail    error
}

func (m *memory) Load(context.Context) ([]providers.Kept, []providers.Choice, error) {
	var all []providers.Choice
	for _, c := range m.choices {
		all = append(all, c)
	}
	return append([]providers.Kept(nil), m.kept...), all, m.fail
}

func (m *memory) Put(ctx context.Context, k providers.Kept, c providers.Choice) error {
	if m.fail != nil {
		return m.fail
	}
	_ = m.drop(k.ID)
	if k.Key.Given() {
		return errors.New("a key is kept in clear")
	}
	m.kept = append(m.kept, k)
	return m.Choose(ctx, []providers.Choice{c})
}

func (m *memory) drop(id string) error {
	for i, k := range m.kept {
		if k.ID == id {
			m.kept = append(m.kept[:i], m.kept[i+1:]...)
			break
		}
	}
	return nil
}

func (m *memory) Remove(_ context.Context, id string) error {
	delete(m.choices, id)
	return errors.Join(m.fail, m.drop(id))
}

func (m *memory) Choose(_ context.Context, all []providers.Choice) error {
	if m.choices == nil {
		m.choices = map[string]providers.Choice{}
	}
	for _, c := range all {
		m.choices[c.ID] = c
	}
	return m.fail
}

func TestTheChainFallsBackInOrder(t *testing.T) {
	t.Parallel()
	down, first := served(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Fault: aitest.Key} })
	up, second := served(t, nil)
	var asked, whole []string
	note := func(to *[]string) func(ai.Model) ai.Model {
		return func(m ai.Model) ai.Model { return noting{m, to} }
	}
	s := opened(t, providers.Config{File: []providers.Provider{gem("a", first), oai("b", second)}, Wrap: note(&asked), Around: note(&whole)})
	m, ok := s.Model()
	if !ok {
		t.Fatal("there is no model")
	}
	a, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
	if err != nil || a.Model != "writer-1" || len(down.Calls()) != 1 || len(up.Calls()) != 1 {
		t.Errorf("got %+v, %v after %d and %d calls", a, err, len(down.Calls()), len(up.Calls()))
	}
	if want := []string{"gemini/writer-1", "openai/writer-1"}; !reflect.DeepEqual(asked, want) || len(whole) != 1 {
		t.Errorf("the hooks heard %q and %q, want %q and one", asked, whole, want)
	}
	if err := s.Order(t.Context(), []string{"b", "a"}); err != nil {
		t.Fatal(err)
	}
	m, _ = s.Model()
	if _, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil); err != nil || len(down.Calls()) != 1 {
		t.Errorf("after the order: %v, %d calls to the last", err, len(down.Calls()))
	}
	for _, id := range []string{"a", "b"} {
		if _, err := s.Put(t.Context(), id, providers.Change{Enabled: ptr(false)}); err != nil {
			t.Fatal(err)
		}
	}
	if m, ok := s.Model(); ok || m != nil {
		t.Errorf("got %v, want none when all are off", m)
	}
	if _, ok := opened(t, providers.Config{}).Model(); ok {
		t.Error("a set of nothing has a model")
	}
}

// noting writes down the names of who is asked.
type noting struct {
	ai.Model
	to *[]string
}

func (n noting) Ask(ctx context.Context, q ai.Question, told ai.Told) (ai.Answer, error) {
	*n.to = append(*n.to, n.Name())
	return n.Model.Ask(ctx, q, told)
}

// TestASwapUnderLoadKeepsTheBound changes everything that can be changed while
// calls go on and are given up, over one account: there is never a sixth call.
func TestASwapUnderLoadKeepsTheBound(t *testing.T) {
	t.Parallel()
	srv, base := served(t, func(c aitest.Call) aitest.Temper {
		return aitest.Temper{Wait: time.Duration(c.Number%5) * time.Millisecond, Token: time.Millisecond}
	})
	same := oai("same", base)
	s := opened(t, providers.Config{File: []providers.Provider{same}})
	mine := providers.Change{Kind: ptr(providers.OpenAI), BaseURL: ptr(base + "v1"), Model: ptr("writer-2"), Limit: ptr(5), Key: ptr(secret.Hide(canary))}
	ctx := t.Context()
	if _, err := s.Put(ctx, "mine", mine); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var done atomic.Bool
	wg.Go(func() {
		for n := 0; !done.Load(); n++ {
			var err error
			switch n % 6 {
			case 0:
				_, err = s.Put(ctx, "mine", providers.Change{Name: ptr(fmt.Sprint("n", n))})
			case 1:
				_, err = s.Put(ctx, "mine", providers.Change{Model: ptr(fmt.Sprint("writer-", n%2))})
			case 2:
				err = s.Order(ctx, []string{"mine", "same"})
			case 3:
				_, err = s.Put(ctx, "same", providers.Change{Enabled: ptr(n%4 == 1)})
			case 4:
				err = s.Remove(ctx, "mine")
			case 5:
				_, err = s.Put(ctx, "mine", mine)
			}
			if err != nil {
				t.Errorf("change %d: %v", n, err)
			}
			s.List()
			time.Sleep(time.Millisecond)
		}
	})
	var asking sync.WaitGroup
	for n := range 150 {
		asking.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, time.Duration(2+rand.IntN(300))*time.Millisecond)
			defer cancel()
			if n%3 == 0 {
				_, _ = s.Test(ctx, "same")
			}
			if m, ok := s.Model(); ok {
				_, _ = m.Ask(ctx, ai.Question{Prompt: "Go."}, nil)
			}
		})
	}
	asking.Wait()
	done.Store(true)
	wg.Wait()
	if peak := srv.Peak(); peak > 5 || peak < 2 {
		t.Errorf("%d calls at once at the server, want at most 5", peak)
	}
	if n := s.Accounts(); n != 1 {
		t.Errorf("%d accounts have a gate, want 1", n)
	}
	t.Logf("%d calls reached the server, at most %d at once", len(srv.Calls()), srv.Peak())
}

// TestAnOldChainSharesTheBound goes on with a chain that was handed out before its
// provider was removed and came back.
func TestAnOldChainSharesTheBound(t *testing.T) {
	t.Parallel()
	srv, base := served(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Wait: 30 * time.Millisecond} })
	s := opened(t, providers.Config{})
	add := providers.Change{Kind: ptr(providers.OpenAI), BaseURL: ptr(base + "v1"), Model: ptr("m"), Limit: ptr(5), Key: ptr(secret.Hide(canary))}
	var chains []ai.Model
	for n := range 3 {
		if _, err := s.Put(t.Context(), fmt.Sprint("x", n), add); err != nil {
			t.Fatal(err)
		}
		m, _ := s.Model()
		chains = append(chains, m)
		if n < 2 {
			if err := s.Remove(t.Context(), fmt.Sprint("x", n)); err != nil {
				t.Fatal(err)
			}
			runtime.GC()
		}
		add.BaseURL = ptr(strings.Replace(base, "http", "HTTP", 1) + "v1/") // the same, spelt otherwise
	}
	var wg sync.WaitGroup
	for n := range 45 {
		wg.Go(func() {
			if _, err := chains[n%len(chains)].Ask(t.Context(), ai.Question{}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if peak := srv.Peak(); peak != 5 {
		t.Errorf("%d calls at once at the server, want 5", peak)
	}
	runtime.KeepAlive(chains)
	clear(chains)
	if err := s.Remove(t.Context(), "x2"); err != nil {
		t.Fatal(err)
	}
	for n := 0; s.Accounts() > 0; n++ { // what nobody can call any more is forgotten
		if n > 1000 {
			t.Fatalf("%d accounts are remembered", s.Accounts())
		}
		runtime.GC()
		_ = s.Order(t.Context(), nil)
	}
}

func TestOneAccountHasOneBound(t *testing.T) {
	t.Parallel()
	srv, base := served(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Wait: 40 * time.Millisecond} })
	a, b, other := gem("a", base), gem("b", base), gem("c", base)
	b.Model, b.Limit = "writer-2", 2
	other.Key = secret.Hide("another-key")
	s := opened(t, providers.Config{File: []providers.Provider{a, b, other}})
	ask := func(ids ...string) int {
		var wg sync.WaitGroup
		before := len(srv.Calls())
		for n := range 20 {
			wg.Go(func() {
				if _, err := s.Below(ids[n%len(ids)]).Ask(t.Context(), ai.Question{Prompt: "Go."}, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		return len(srv.Calls()) - before
	}
	ask("a", "b")
	if peak := srv.Peak(); peak != 2 {
		t.Errorf("%d calls at once for one account, want the smallest limit, 2", peak)
	}
	if _, err := s.Put(t.Context(), "b", providers.Change{Enabled: ptr(false)}); err != nil {
		t.Fatal(err)
	}
	ask("a", "b")
	if peak := srv.Peak(); peak > 5 || peak < 3 {
		t.Errorf("%d calls at once when the small limit is off, want up to 5", peak)
	}
	ask("a", "c")
	if peak := srv.Peak(); peak > 10 || peak < 6 {
		t.Errorf("%d calls at once for two accounts, want up to 10", peak)
	}
}

// TestWhatDidNotChangeIsRemembered opens a breaker and teaches a hedge, and
// changes the set around them.
func TestWhatDidNotChangeIsRemembered(t *testing.T) {
	t.Parallel()
	var slow atomic.Bool
	srv, base := served(t, func(c aitest.Call) aitest.Temper {
		switch {
		case c.Model == "down":
			return aitest.Temper{Fault: aitest.Unavailable}
		case slow.Load() && c.Number%2 == 0:
			return aitest.Temper{Wait: 3 * time.Second}
		}
		return aitest.Temper{}
	})
	var mu sync.Mutex
	hedged, states := map[string]int{}, []string{}
	s := opened(t, providers.Config{
		Hedged:  func(m string) { mu.Lock(); defer mu.Unlock(); hedged[m]++ },
		Changed: func(m, state string) { mu.Lock(); defer mu.Unlock(); states = append(states, m+" "+state) },
	})
	put := func(id string, c providers.Change) providers.Listing {
		t.Helper()
		l, err := s.Put(t.Context(), id, c)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	add := func(model string) providers.Change {
		return providers.Change{Kind: ptr(providers.Gemini), BaseURL: &base, Model: &model, Key: ptr(secret.Hide(canary))}
	}
	put("broken", add("down"))
	put("quick", add("writer-1"))
	for range 8 {
		_, _ = s.Below("broken").Ask(t.Context(), ai.Question{}, nil)
	}
	for range 40 {
		if _, err := s.Below("quick").Ask(t.Context(), ai.Question{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	put("broken", providers.Change{Name: ptr("renamed"), Limit: ptr(7)})
	put("quick", providers.Change{Name: ptr("renamed"), Enabled: ptr(false)})
	put("third", add("writer-3"))
	put("quick", providers.Change{Enabled: ptr(true)})
	if err := s.Order(t.Context(), []string{"third", "quick", "broken"}); err != nil {
		t.Fatal(err)
	}
	before := len(srv.Calls())
	if _, err := s.Below("broken").Ask(t.Context(), ai.Question{}, nil); ai.ReasonOf(err) != ai.Overloaded || len(srv.Calls()) != before {
		t.Errorf("the breaker is closed again: %v, %d calls", err, len(srv.Calls())-before)
	}
	slow.Store(true)
	for range 2 { // one of them is slow
		if _, err := s.Below("quick").Ask(t.Context(), ai.Question{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	mu.Lock()
	if hedged["gemini/writer-1"] == 0 || !reflect.DeepEqual(states, []string{"gemini/down open"}) {
		t.Errorf("hedged %v, states %v; want a hedge, and the breaker opened once", hedged, states)
	}
	mu.Unlock()
	if l := put("broken", add("up")); l.Health.State != providers.Unproven {
		t.Errorf("another model begins %q, want unproven", l.Health.State)
	}
	if _, err := s.Below("broken").Ask(t.Context(), ai.Question{}, nil); err != nil {
		t.Errorf("another model at the same address: %v", err)
	}
}
