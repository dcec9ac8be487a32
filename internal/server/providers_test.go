package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/server"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// asking is a studio that asks the models of a fake provider, one of which the
// environment names.
func asking(t *testing.T, temper func(aitest.Call) aitest.Temper, change ...func(*server.Config)) (*studio, *aitest.Server, string) {
	t.Helper()
	srv := &aitest.Server{Temper: temper}
	base, stop := srv.Start()
	t.Cleanup(stop)
	env := map[string]string{"GEMINI_API_KEY": canary, "GOOGLE_GEMINI_BASE_URL": base, "GEMINI_MODEL": "writer-1"}
	set, err := providers.New(t.Context(), providers.Config{Env: providers.FromEnv(func(name string) string { return env[name] }), Local: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(set.Close)
	s := open(t, append([]func(*server.Config){func(c *server.Config) { c.Models = set }}, change...)...)
	return s, srv, base
}

func (s *studio) put(path, body string) answer {
	return s.do(http.MethodPut, path, body, "Content-Type", "application/json")
}

// shownProvider is a provider as callers read it.
type shownProvider struct {
	ID, Kind, Name, BaseURL, Model, From string
	Limit                                int
	Enabled, HasKey                      bool
	Health                               struct {
		State, Says      string
		Answered, Failed *time.Time
		OnWire, Waiting  int
	}
}

func (s *studio) shown(t *testing.T) map[string]shownProvider {
	t.Helper()
	all := map[string]shownProvider{}
	for _, p := range decoded[struct{ Providers []shownProvider }](t, s.get("/api/providers").status(t, 200)).Providers {
		all[p.ID] = p
	}
	return all
}

func TestProvidersAreAddedTestedOrderedAndRemoved(t *testing.T) {
	t.Parallel()
	s, srv, base := asking(t, func(c aitest.Call) aitest.Temper {
		if c.Model == "unknown" {
			return aitest.Temper{Fault: aitest.NoModel}
		}
		return aitest.Temper{}
	})
	if p := s.shown(t)["gemini"]; p.From != "env" || !p.HasKey || !p.Enabled || p.Limit != 5 || p.Health.State != "unproven" || p.Health.Answered != nil {
		t.Errorf("got %+v", p)
	}
	made := s.put("/api/providers/mine", `{"kind":"openai","baseURL":"`+base+`v1","model":"writer-2","limit":3,"key":"mine-`+canary+`"}`).status(t, 200)
	p := decoded[shownProvider](t, made)
	if p.ID != "mine" || p.Model != "writer-2" || p.Limit != 3 || !p.HasKey || p.From != "stored" || made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %s", made.body)
	}
	tried := decoded[struct {
		Model     string
		LatencyMS *int64
	}](t, s.post("/api/providers/mine/test", "").status(t, 200))
	if tried.Model != "writer-2" || tried.LatencyMS == nil || srv.Calls()[0].Key != "mine-"+canary {
		t.Errorf("got %+v after %+v", tried, srv.Calls())
	}
	s.put("/api/providers/mine", `{"model":"unknown"}`).status(t, 200)
	failed := s.post("/api/providers/mine/test", "")
	failed.problem(t, 422, "invalid", "")
	if !strings.Contains(failed.body, "Check the model's name") || srv.Calls()[1].Key != "mine-"+canary {
		t.Errorf("got %s; the key is kept: %v", failed.body, srv.Calls()[1].Key)
	}
	if p := s.shown(t)["mine"]; p.Health.State != "refused" || !strings.Contains(failed.body, p.Health.Says) || p.Health.Failed == nil {
		t.Errorf("the list says %+v, the test call %s", p.Health, failed.body)
	}
	order := s.put("/api/providers/order", `{"order":["mine","gemini"]}`).status(t, 200)
	if strings.Index(order.body, `"mine"`) > strings.Index(order.body, `"gemini"`) {
		t.Errorf("got %s", order.body)
	}
	s.put("/api/providers/gemini", `{"enabled":false}`).status(t, 200)
	if p := s.shown(t)["gemini"]; p.Enabled || p.Health.State != "off" {
		t.Errorf("got %+v", p)
	}
	s.do(http.MethodDelete, "/api/providers/mine", "").status(t, 204)
	if all := s.shown(t); len(all) != 1 {
		t.Errorf("got %+v", all)
	}
}

func TestProvidersRefuse(t *testing.T) {
	t.Parallel()
	s, _, _ := asking(t, nil)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
		kind, field        string
	}{
		"edit one of the environment":   {"PUT", "/api/providers/gemini", `{"model":"x"}`, 409, "conflict", ""},
		"a key for it":                  {"PUT", "/api/providers/gemini", `{"key":"` + canary + `"}`, 409, "conflict", ""},
		"remove one of the environment": {"DELETE", "/api/providers/gemini", "", 409, "conflict", ""},
		"remove nobody":                 {"DELETE", "/api/providers/x", "", 404, "not-found", ""},
		"test nobody":                   {"POST", "/api/providers/x/test", "", 404, "not-found", ""},
		"no kind":                       {"PUT", "/api/providers/x", `{}`, 422, "invalid", "kind"},
		"a secret number":               {"PUT", "/api/providers/x", `{"kind":"gemini","key":778899}`, 422, "invalid", "key"},
		"a secret list":                 {"PUT", "/api/providers/x", `{"kind":"gemini","key":["` + canary + `"]}`, 422, "invalid", "key"},
		"a secret with a break":         {"PUT", "/api/providers/x", `{"kind":"gemini","key":"` + canary + `\r\nX: 1"}`, 422, "invalid", "key"},
		"half a body":                   {"PUT", "/api/providers/x", `{"kind":"gemini","key":"` + canary, 400, "invalid", ""},
		"unknown field":                 {"PUT", "/api/providers/x", `{"kind":"gemini","apiKey":"` + canary + `"}`, 422, "invalid", "apiKey"},
		"metadata":                      {"PUT", "/api/providers/x", `{"kind":"openai","model":"m","baseURL":"http://169.254.169.254/"}`, 422, "invalid", "baseURL"},
		"a file":                        {"PUT", "/api/providers/x", `{"kind":"openai","model":"m","baseURL":"file:///etc/passwd"}`, 422, "invalid", "baseURL"},
		"a password":                    {"PUT", "/api/providers/x", `{"kind":"openai","model":"m","baseURL":"https://a:` + canary + `@b/"}`, 422, "invalid", "baseURL"},
		"a capital":                     {"PUT", "/api/providers/X", `{"kind":"gemini","key":"k"}`, 422, "invalid", "id"},
		"no order":                      {"PUT", "/api/providers/order", `{}`, 422, "invalid", "order"},
		"order of others":               {"PUT", "/api/providers/order", `{"order":["gemini","gemini"]}`, 422, "invalid", "order"},
	} {
		a := s.do(tc.method, tc.path, tc.body, "Content-Type", "application/json")
		a.problem(t, tc.status, tc.kind, tc.field)
		if strings.Contains(a.body, canary) || strings.Contains(a.body, "778899") {
			t.Errorf("%s: the answer holds the key: %s", name, a.body)
		}
	}
	s.do(http.MethodPut, "/api/providers/x", `{}`, "Content-Type", "text/yaml").problem(t, 415, "invalid", "Content-Type")
	s.do(http.MethodPut, "/api/providers/x", `{"kind":"gemini","key":"k"}`, "Content-Type", "application/json", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site").problem(t, 403, "forbidden", "")
	s.do(http.MethodPost, "/api/providers/gemini/test", "", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site").problem(t, 403, "forbidden", "")
	if log := s.log.String(); strings.Contains(log, canary) || strings.Contains(log, "778899") || !strings.Contains(log, "/api/providers/x") {
		t.Errorf("the log holds the key, or nothing: %s", log)
	}
}

// TestEachFailureSaysTheSameEverywhere compares the test call, the list, the
// readiness probe and the page; none of them makes the server less ready.
func TestEachFailureSaysTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for fault, tc := range map[aitest.Fault]struct {
		status int
		word   string
	}{
		aitest.Key: {422, "does not accept the key"}, aitest.NoModel: {422, "is not known there"}, aitest.SpentDay: {429, "used up"}, aitest.Unavailable: {503, "overloaded"}, aitest.Reset: {503, "cannot be reached"},
	} {
		s, _, _ := asking(t, func(aitest.Call) aitest.Temper { return aitest.Temper{Fault: fault} })
		a := s.post("/api/providers/gemini/test", "")
		detail := decoded[struct{ Detail string }](t, a).Detail
		if a.StatusCode != tc.status || !strings.Contains(detail, tc.word) {
			t.Errorf("%s: got %d %s", fault, a.StatusCode, a.body)
		}
		listed := s.get("/api/providers").status(t, 200)
		ready := s.get("/api/readyz").status(t, 200)
		page := sound(t, s.get("/").status(t, 200))
		for where, text := range map[string]string{"the list": listed.body, "the probe": ready.body, "the page": words(page)} {
			if !strings.Contains(text, strings.Trim(string(must(json.Marshal(detail))), `"`)) && !strings.Contains(text, detail) {
				t.Errorf("%s: %s does not say %q: %s", fault, where, detail, text)
			}
			if strings.Contains(text, canary) {
				t.Errorf("%s holds the key", where)
			}
		}
		if r := decoded[struct{ Status string }](t, ready); r.Status != "ready" {
			t.Errorf("%s: the server is %q", fault, r.Status)
		}
	}
}

func must(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}

func TestAServerWithoutModels(t *testing.T) {
	t.Parallel()
	s := open(t)
	if a := s.get("/api/providers").status(t, 200); strings.TrimSpace(a.body) != `{"providers":[]}` {
		t.Errorf("got %s", a.body)
	}
	s.put("/api/providers/x", `{"kind":"gemini","key":"k"}`).problem(t, 404, "not-found", "")
	s.put("/api/providers/order", `{"order":[]}`).problem(t, 404, "not-found", "")
	s.do(http.MethodDelete, "/api/providers/x", "").problem(t, 404, "not-found", "")
	s.post("/api/providers/x/test", "").problem(t, 404, "not-found", "")
	if a := s.get("/api/readyz").status(t, 200); strings.Contains(a.body, "providers") {
		t.Errorf("got %s", a.body)
	}
	each(sound(t, s.get("/").status(t, 200)), func(n *html.Node) {
		if attr(n, "id") == "models" {
			t.Error("the page speaks of models")
		}
	})
}

func TestProvidersAreDescribed(t *testing.T) {
	t.Parallel()
	s := open(t)
	d := decoded[struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct {
					Type      any
					WriteOnly bool
					Enum      []string
				}
				Required             []string
				AdditionalProperties any
			}
		}
	}](t, s.get("/api/openapi.json").status(t, 200))
	sent := d.Components.Schemas["ProviderSettings"]
	if key := sent.Properties["key"]; !key.WriteOnly || !strings.Contains(string(must(json.Marshal(key.Type))), `string`) || len(sent.Required) != 0 || sent.AdditionalProperties != false {
		t.Errorf("got the schema %+v", sent)
	}
	if kinds := sent.Properties["kind"].Enum; len(kinds) != 2 {
		t.Errorf("got the kinds %v", kinds)
	}
	shown := d.Components.Schemas["Provider"]
	if _, there := shown.Properties["key"]; there || shown.Properties["hasKey"].Type == nil || shown.Properties["health"].Type == nil && len(d.Components.Schemas["Health"].Properties) == 0 {
		t.Errorf("got the schema %+v", shown)
	}
}
