package providers_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

func health(t *testing.T, s *providers.Set, id string) providers.Health {
	t.Helper()
	for _, l := range s.List() {
		if l.ID == id {
			return l.Health
		}
	}
	t.Fatalf("there is no provider %s", id)
	return providers.Health{}
}

// TestATestCallSaysWhatToDo makes each thing go wrong that may: test call, health
// line and error agree.
func TestATestCallSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for fault, tc := range map[aitest.Fault]struct {
		state providers.State
		word  string // "" = it answers
	}{
		aitest.None: {providers.OK, ""}, aitest.Long: {providers.OK, ""},
		aitest.Key: {providers.Refused, "does not accept the key"}, aitest.NoModel: {providers.Refused, "Check the model's name"},
		aitest.SpentDay: {providers.Refused, "used up"}, aitest.Malformed: {providers.Refused, "did not accept the question"},
		aitest.Limited: {providers.Failing, "no more calls"}, aitest.Unavailable: {providers.Failing, "overloaded"},
		aitest.Reset: {providers.Failing, "cannot be reached"}, aitest.Noise: {providers.Failing, ""}, aitest.Empty: {providers.Failing, "cannot be read"},
		aitest.BlockedSay: {providers.OK, "filter"},
	} {
		t.Run("fault "+string(fault), func(t *testing.T) {
			t.Parallel()
			for wire, p := range both(t, aitest.Temper{Fault: fault}) {
				s := opened(t, providers.Config{File: []providers.Provider{p}})
				if h := health(t, s, "x"); h.State != providers.Unproven || h.Says != "" || !h.Answered.IsZero() {
					t.Errorf("%s: it begins %+v", wire, h)
				}
				got, err := s.Test(t.Context(), "x")
				h := health(t, s, "x")
				if h.State != tc.state || h.OnWire != 0 || h.Waiting != 0 {
					t.Errorf("%s: it stands %+v after %v, want %s", wire, h, err, tc.state)
				}
				if tc.state == providers.OK && tc.word == "" {
					if err != nil || got.Model != "writer-1" || h.Says != "" || h.Answered.IsZero() || !h.Failed.IsZero() {
						t.Errorf("%s: got %+v, %v, %+v", wire, got, err, h)
					}
					continue
				}
				sentence(t, wire, err, tc.word)
				if tc.state != providers.OK && (h.Says != message(err) || h.Failed.IsZero()) {
					t.Errorf("%s: it says %q, and the error %q", wire, h.Says, message(err))
				}
			}
		})
	}
}

func message(err error) string { return fault.Message(err) }

func sentence(t *testing.T, name string, err error, word string) {
	t.Helper()
	if kind := fault.KindOf(err); kind == fault.Internal || kind == "" || !strings.Contains(fault.Message(err), word) || !strings.HasSuffix(fault.Message(err), ".") {
		t.Errorf("%s: got %v, want a sentence with %q", name, err, word)
	}
	if err != nil && strings.Contains(err.Error(), canary) {
		t.Errorf("%s: the error holds the key", name)
	}
}

// both returns a provider of each protocol that is answered in one way.
func both(t *testing.T, temper aitest.Temper) map[string]providers.Provider {
	t.Helper()
	_, base := served(t, func(aitest.Call) aitest.Temper { return temper })
	return map[string]providers.Provider{"gemini": gem("x", base), "openai": oai("x", base)}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	early := httptest.NewUnstartedServer(http.NotFoundHandler())
	early.TLS = &tls.Config{Certificates: []tls.Certificate{certificate(t, time.Now().Add(time.Hour))}}
	early.Config.ErrorLog = log.New(io.Discard, "", 0)
	early.StartTLS()
	defer early.Close()
	shown := make(chan string, 9)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		shown <- fmt.Sprint(r.Header)
	}))
	defer elsewhere.Close()
	moved := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer moved.Close()
	pages := httptest.NewServer(http.NotFoundHandler())
	defer pages.Close()
	for name, tc := range map[string]struct{ base, word string }{
		"nobody listens": {"http://127.0.0.1:1/", "Check the address and the network"},
		"no such host":   {"http://nowhere.invalid/", "Check the address and the network"},
		"clock":          {early.URL + "/", "Set the clock"},
		"redirect":       {moved.URL + "/", "where the key is not sent"},
		"a web site":     {pages.URL + "/", "the address"},
	} {
		t.Run(name, func(t *testing.T) {
			for wire, p := range map[string]providers.Provider{"gemini": gem("x", tc.base), "openai": oai("x", tc.base)} {
				s := opened(t, providers.Config{File: []providers.Provider{p}})
				_, err := s.Test(t.Context(), "x")
				sentence(t, wire, err, tc.word)
				if h := health(t, s, "x"); h.Says != message(err) {
					t.Errorf("%s: it stands %+v, and the error is %v", wire, h, err)
				}
			}
		})
	}
	select {
	case head := <-shown:
		t.Errorf("the redirect was followed, with %s", head)
	default:
	}
	if _, err := opened(t, providers.Config{}).Test(t.Context(), "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown id: %v", err)
	}
}

// certificate is valid from then on for an hour.
func certificate(t *testing.T, from time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: from.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// TestAKeyThatExpires is refused in the middle of the work and mended without a
// restart.
func TestAKeyThatExpires(t *testing.T) {
	t.Parallel()
	_, base := served(t, func(c aitest.Call) aitest.Temper {
		if c.Number > 2 && c.Key == canary {
			return aitest.Temper{Fault: aitest.Key}
		}
		return aitest.Temper{}
	})
	s := opened(t, providers.Config{})
	if _, err := s.Put(t.Context(), "x", providers.Change{Kind: ptr(providers.Gemini), BaseURL: &base, Key: ptr(secret.Hide(canary))}); err != nil {
		t.Fatal(err)
	}
	var says []string
	for range 3 {
		m, _ := s.Model()
		_, err := m.Ask(t.Context(), ai.Question{}, nil)
		says = append(says, string(ai.ReasonOf(err))+" "+string(health(t, s, "x").State))
	}
	if want := " ok| ok|bad-key refused"; strings.Join(says, "|") != want {
		t.Errorf("got %q, want %q", says, want)
	}
	if h := health(t, s, "x"); !strings.Contains(h.Says, "does not accept the key") || h.Answered.IsZero() || h.Failed.Before(h.Answered) {
		t.Errorf("it stands %+v", h)
	}
	l, err := s.Put(t.Context(), "x", providers.Change{Key: ptr(secret.Hide("a-new-key"))})
	if err != nil || l.Health.State != providers.Unproven {
		t.Errorf("with a new key it stands %+v, %v", l.Health, err)
	}
	m, _ := s.Model()
	if _, err := m.Ask(t.Context(), ai.Question{}, nil); err != nil {
		t.Errorf("with a new key: %v", err)
	}
}

// scripted is a model that does what a function says.
type scripted struct {
	ai.Model
	ask func(ctx context.Context) error
}

func (s scripted) Ask(ctx context.Context, _ ai.Question, _ ai.Told) (ai.Answer, error) {
	return ai.Answer{Text: "ok", Model: "m"}, s.ask(ctx)
}

// TestATestCallGoesPastTheBreaker and ends by itself; the states follow the clock.
func TestATestCallGoesPastTheBreaker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		how := func(context.Context) error { return &ai.Error{Reason: ai.Overloaded, Model: "x"} }
		s, err := providers.New(t.Context(), providers.Config{
			File: []providers.Provider{gem("x", "http://localhost:1")},
			Wrap: func(m ai.Model) ai.Model { return scripted{m, func(ctx context.Context) error { return how(ctx) }} },
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			_, _ = s.Below("x").Ask(t.Context(), ai.Question{}, nil)
		}
		if h := health(t, s, "x"); h.State != providers.Open || !strings.Contains(h.Says, "overloaded") {
			t.Errorf("it stands %+v, want open", h)
		}
		how = func(context.Context) error { time.Sleep(3 * time.Second); return nil }
		got, err := s.Test(t.Context(), "x")
		if err != nil || got.Model != "m" || got.Took != 3*time.Second {
			t.Errorf("past the breaker: %+v, %v", got, err)
		}
		how = func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) }
		began := time.Now()
		_, err = s.Test(t.Context(), "x")
		if took := time.Since(began); took != 20*time.Second || !strings.Contains(message(err), "did not answer in time") || fault.KindOf(err) != fault.Unavailable {
			t.Errorf("one that never answers: %v after %v", err, took)
		}
		if h := health(t, s, "x"); h.State != providers.Failing || h.Says != message(err) {
			t.Errorf("it stands %+v, want failing", h)
		}
		why := errors.New("the person went")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(why) })
		time.Sleep(500 * time.Millisecond) // the place lingers
		before := health(t, s, "x")
		if _, err := s.Test(ctx, "x"); !errors.Is(err, why) {
			t.Errorf("given up: %v", err)
		}
		time.Sleep(500 * time.Millisecond)
		if h := health(t, s, "x"); h != before {
			t.Errorf("a call that was given up changed %+v to %+v", before, h)
		}
		s.Close()
	})
}

func TestALineCountsTheWire(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	s := opened(t, providers.Config{
		File: []providers.Provider{gem("x", "http://localhost:1")},
		Wrap: func(m ai.Model) ai.Model {
			return scripted{m, func(context.Context) error { <-let; return nil }}
		},
	})
	var wg sync.WaitGroup
	for range 7 {
		wg.Go(func() { _, _ = s.Test(t.Context(), "x") })
	}
	for h := health(t, s, "x"); h.OnWire != 5 || h.Waiting != 2; h = health(t, s, "x") {
		time.Sleep(time.Millisecond) // the test's own limit ends this
	}
	close(let)
	wg.Wait()
}

func TestNothingPrintsAKey(t *testing.T) {
	t.Parallel()
	s := opened(t, providers.Config{File: []providers.Provider{gem("a", "http://127.0.0.1:1/"), oai("b", "http://127.0.0.1:1/")}, Env: providers.FromEnv(env("GEMINI_API_KEY", canary))})
	_, err := s.Test(t.Context(), "a")
	c := providers.Change{Key: ptr(secret.Hide(canary))}
	var logged strings.Builder
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "list", s.List(), "err", err, "change", c)
	raw, e := json.Marshal([]any{s.List(), c})
	if e != nil {
		t.Fatal(e)
	}
	all := logged.String() + string(raw) + fmt.Sprintf("%v %+v %#v %v %+v", s.List(), s.List(), s.List(), err, c)
	if strings.Contains(all, canary) {
		t.Errorf("the key is printed: %s", all)
	}
	if !strings.Contains(all, "[key]") {
		t.Error("nothing was printed that has a key")
	}
}
