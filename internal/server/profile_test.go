package server_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

func TestProfile(t *testing.T) {
	t.Parallel()
	s := open(t)
	first := s.get("/api/profile").status(t, 200)
	if p := decoded[product.Profile](t, first); p.Currency != "USD" || p.Paper != "a4" || p.Licence != "personal" || p.Refund != "faulty-only" || p.WeekStart != "monday" || p.Language != "en" {
		t.Errorf("got the defaults %+v", p)
	}
	logo := base64.StdEncoding.EncodeToString(picture(t))
	put := func(body string, headers ...string) answer {
		return s.do(http.MethodPut, "/api/profile", body, append([]string{"Content-Type", "application/json"}, headers...)...)
	}
	kept := put(`{"name":" Ada ","site":"https://ada.example","currency":"eur","licence":"team","teamSize":5,"logo":"`+logo+`"}`, "If-Match", first.Header.Get("ETag")).status(t, 200)
	if p := decoded[product.Profile](t, kept); p.Name != "Ada" || p.Currency != "EUR" || p.TeamSize != 5 || len(p.Logo) == 0 || p.Paper != "a4" {
		t.Errorf("got %+v", p)
	}
	if got := s.get("/api/profile").status(t, 200); got.body != kept.body || got.Header.Get("ETag") != kept.Header.Get("ETag") {
		t.Errorf("got %s, want what was kept: %s", got.body, kept.body)
	}
	put(`{"name":"B"}`, "If-Match", first.Header.Get("ETag")).problem(t, 412, "conflict", "If-Match")
	put(`{"name":"B"}`, "If-Match", "*").status(t, 200)
	s.get("/api/profile", "If-None-Match", kept.Header.Get("ETag")).status(t, 200)
}

func TestProfileRefuses(t *testing.T) {
	t.Parallel()
	s := open(t)
	tests := map[string]struct {
		body   string
		status int
		field  string
	}{
		"unknown field":      {`{"nickname":"x"}`, 422, "nickname"},
		"a list":             {`[]`, 422, ""},
		"nothing":            {``, 400, ""},
		"long name":          {`{"name":"` + strings.Repeat("x", 121) + `"}`, 422, "name"},
		"two lines":          {`{"name":"a\nb"}`, 422, "name"},
		"control character":  {`{"contact":"a\u0007"}`, 422, "contact"},
		"site with script":   {`{"site":"javascript:alert(1)"}`, 422, "site"},
		"site without host":  {`{"site":"ada"}`, 422, "site"},
		"unknown refund":     {`{"refund":"never"}`, 422, "refund"},
		"unknown licence":    {`{"licence":"GPL"}`, 422, "licence"},
		"unknown currency":   {`{"currency":"GUM"}`, 422, "currency"},
		"unknown paper":      {`{"paper":"a5"}`, 422, "paper"},
		"unknown week start": {`{"weekStart":"friday"}`, 422, "weekStart"},
		"no language":        {`{"language":"???"}`, 422, "language"},
		"another language":   {`{"language":"hi"}`, 422, "language"},
		"negative team":      {`{"teamSize":-1}`, 422, "teamSize"},
		"huge team":          {`{"teamSize":100000}`, 422, "teamSize"},
		"no picture":         {`{"logo":"aGVsbG8="}`, 422, "logo"},
		"damaged picture":    {`{"logo":"` + base64.StdEncoding.EncodeToString(picture(t)[:40]) + `"}`, 422, "logo"},
		"large picture":      {`{"logo":"` + base64.StdEncoding.EncodeToString(make([]byte, 600<<10)) + `"}`, 422, "logo"},
		"too large":          {`{"logo":"` + strings.Repeat("A", 1<<20) + `"}`, 413, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.do(http.MethodPut, "/api/profile", tc.body, "Content-Type", "application/json").problem(t, tc.status, "invalid", tc.field)
		})
	}
	s.do(http.MethodPut, "/api/profile", `{}`, "Content-Type", "text/yaml").problem(t, 415, "invalid", "Content-Type")
}

// document is as much of OpenAPI as the tests look at.
type document struct {
	OpenAPI    string
	Info       struct{ Title, Version string }
	Paths      map[string]map[string]operationDoc
	Components struct{ Schemas map[string]schemaDoc }
}

type operationDoc struct {
	OperationID string `json:"operationId"`
	Summary     string
	Parameters  []struct {
		Name, In string
		Required bool
		Schema   json.RawMessage
	}
	RequestBody struct{ Content map[string]json.RawMessage }
	Responses   map[string]struct{ Content map[string]json.RawMessage }
}

type schemaDoc struct {
	Properties           map[string]json.RawMessage
	Required             []string
	AdditionalProperties any
}

func TestOpenAPI(t *testing.T) {
	t.Parallel()
	s := open(t)
	a := s.get("/api/openapi.json").status(t, 200)
	d := decoded[document](t, a)
	if !strings.HasPrefix(d.OpenAPI, "3.1.") || d.Info.Version != "test" {
		t.Errorf("got OpenAPI %q, version %q", d.OpenAPI, d.Info.Version)
	}
	names, n := map[string]bool{}, 0
	for path, methods := range d.Paths {
		for method, op := range methods {
			n++
			if op.OperationID == "" || op.Summary == "" || names[op.OperationID] {
				t.Errorf("%s %s: the id %q or the summary %q is missing or taken", method, path, op.OperationID, op.Summary)
			}
			names[op.OperationID] = true
			for status, r := range op.Responses {
				if status >= "400" && r.Content["application/problem+json"] == nil {
					t.Errorf("%s %s: status %s is no problem+json", method, path, status)
				}
			}
			documentedRouteExists(t, s, method, path)
		}
	}
	if n != 34 {
		t.Errorf("%d operations are described, want 34: is a route missing from routes.go or from operations.go?", n)
	}
	for _, ref := range strings.Split(a.body, `"$ref":"#/components/schemas/`)[1:] {
		if name := ref[:strings.IndexByte(ref, '"')]; d.Components.Schemas[name].Properties == nil {
			t.Errorf("the schema %s is referred to and not there", name)
		}
	}
	request := d.Components.Schemas["Request"]
	if request.AdditionalProperties != false || len(request.Required) != 1 || !strings.Contains(string(request.Properties["category"]), "digital-planners") {
		t.Errorf("got the schema of a request %+v", request)
	}
	for _, name := range []string{"score", "gates", "launchReady", "selection", "tiers", "sections", "files"} {
		if d.Components.Schemas["Product"].Properties[name] == nil {
			t.Errorf("the schema of a product has no %s", name)
		}
	}
}

// documentedRouteExists asks for a documented address: it must not be unknown.
func documentedRouteExists(t *testing.T, s *studio, method, path string) {
	t.Helper()
	s.backup = func(io.Writer) error { return nil }
	path = strings.NewReplacer("{id}", "nobody", "{tier}", "pro", "{path}", "x").Replace(path)
	res := s.do(strings.ToUpper(method), path, "")
	if res.StatusCode == http.StatusMethodNotAllowed || strings.Contains(res.body, "nothing at this address") {
		t.Errorf("%s %s is described and not there", method, path)
	}
}
