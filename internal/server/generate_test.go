package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

const goodBrief = `{"brief":"Meal and sleep planner for night-shift nurses","category":"ai-prompts"}`

func TestGenerateRefusesWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := open(t)
	const form = "application/x-www-form-urlencoded"
	tests := map[string]struct {
		body, media string
		header      [2]string
		status      int
		field       string
	}{
		"empty body":            {body: "", media: "application/json", status: 400},
		"white space":           {body: " \n", media: "application/json", status: 400},
		"not JSON":              {body: `{"brief":`, media: "application/json", status: 400},
		"text after it":         {body: `{"brief":"x"} {"brief":"y"}`, media: "application/json", status: 400},
		"not UTF-8":             {body: "{\"brief\":\"\xff\xfe\"}", media: "application/json", status: 400},
		"control character":     {body: "{\"brief\":\"a\x01b\"}", media: "application/json", status: 400},
		"too deep":              {body: strings.Repeat("[", 20_000), media: "application/json", status: 400},
		"a list":                {body: `[1]`, media: "application/json", status: 422},
		"null":                  {body: `null`, media: "application/json", status: 422},
		"unknown field":         {body: `{"brief":"x","colour":"red"}`, media: "application/json", status: 422, field: "colour"},
		"unknown nested field":  {body: `{"brief":"x","sources":[{"path":"/etc/passwd"}]}`, media: "application/json", status: 422, field: "path"},
		"a number for a text":   {body: `{"brief":5}`, media: "application/json", status: 422, field: "brief"},
		"a text for a number":   {body: `{"brief":"x","year":"soon"}`, media: "application/json", status: 422, field: "year"},
		"a fraction":            {body: `{"brief":"x","year":20.5}`, media: "application/json", status: 422, field: "year"},
		"a negative seed":       {body: `{"brief":"x","seed":-1}`, media: "application/json", status: 422, field: "seed"},
		"a huge seed":           {body: `{"brief":"x","seed":1e40}`, media: "application/json", status: 422, field: "seed"},
		"a text for a list":     {body: `{"brief":"x","sources":"y"}`, media: "application/json", status: 422, field: "sources"},
		"no media type":         {body: goodBrief, media: "", status: 415, field: "Content-Type"},
		"plain text":            {body: goodBrief, media: "text/plain", status: 415, field: "Content-Type"},
		"XML":                   {body: goodBrief, media: "application/xml", status: 415, field: "Content-Type"},
		"a form with files":     {body: goodBrief, media: "multipart/form-data; boundary=x", status: 415, field: "Content-Type"},
		"Latin-1":               {body: goodBrief, media: "application/json; charset=latin1", status: 415, field: "Content-Type"},
		"over nine mebibytes":   {body: `{"brief":"` + strings.Repeat("x", 9<<20) + `"}`, media: "application/json", status: 413},
		"a form over it":        {body: "brief=" + strings.Repeat("x", 9<<20), media: form, status: 413},
		"a key with a newline":  {body: goodBrief, media: "application/json", header: [2]string{"Idempotency-Key", "ü"}, status: 422, field: "Idempotency-Key"},
		"a long key":            {body: goodBrief, media: "application/json", header: [2]string{"Idempotency-Key", strings.Repeat("k", 256)}, status: 422, field: "Idempotency-Key"},
		"a form's bad escape":   {body: "brief=%zz", media: form, status: 400},
		"a form's odd field":    {body: "brief=x&colour=red", media: form, status: 422, field: "colour"},
		"a form's field twice":  {body: "brief=x&brief=y", media: form, status: 422, field: "brief"},
		"a form's odd year":     {body: "brief=x&year=soon", media: form, status: 422, field: "year"},
		"a form's odd seed":     {body: "brief=x&seed=-3", media: form, status: 422, field: "seed"},
		"a form's plus in year": {body: "brief=x&year=%2B2026", media: form, status: 422, field: "year"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			headers := []string{"Content-Type", tc.media}
			if tc.header[0] != "" {
				headers = append(headers, tc.header[0], tc.header[1])
			}
			s.do(http.MethodPost, "/api/generate", tc.body, headers...).problem(t, tc.status, "invalid", tc.field)
		})
	}
	t.Cleanup(func() {
		if n := len(s.accepted()); n != 0 {
			t.Errorf("%d wrong requests were submitted, want 0", n)
		}
	})
}

func TestGeneratePassesFaultsOn(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err         error
		status      int
		kind, field string
		retry       bool
	}{
		"invalid field":    {fault.Field("tier", "There is no tier %q.", "x"), 422, "invalid", "tier", false},
		"queue full":       {fault.New(fault.Limited, "200 products wait already."), 429, "limited", "", true},
		"used key":         {fault.New(fault.Conflict, "The key was used."), 409, "conflict", "", false},
		"disk full":        {fault.New(fault.Full, "The disk is full."), 507, "full", "", false},
		"database away":    {fault.New(fault.Unavailable, "The database is held."), 503, "unavailable", "", true},
		"forbidden":        {fault.New(fault.Forbidden, "Not from here."), 403, "forbidden", "", false},
		"defect, no words": {http.ErrBodyNotAllowed, 500, "internal", "", false},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			s.refuse = tc.err
			a := s.post("/api/generate", goodBrief)
			a.problem(t, tc.status, tc.kind, tc.field)
			if got := a.Header.Get("Retry-After") != ""; got != tc.retry {
				t.Errorf("Retry-After is there: got %v, want %v", got, tc.retry)
			}
			if strings.Contains(a.body, "request method or response status") {
				t.Errorf("the cause is shown: %s", a.body)
			}
		})
	}
}

func TestGenerateWaitsForTheProduct(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.script = func(id string) {
		s.emit(id, product.NewEvent(product.EventStarted, "started", nil))
		s.heartbeats(id, 20) // 400 ms, longer than the server's limit for reading
		s.finish(id)
	}
	a := s.post("/api/generate", goodBrief, "Accept", "*/*").status(t, 200)
	p := decoded[map[string]any](t, a)
	for _, name := range []string{"id", "status", "category", "brief", "selection", "score", "launchReady", "gates", "listing", "tiers", "sections", "files", "revision"} {
		if p[name] == nil {
			t.Errorf("the product has no %s", name)
		}
	}
	if p["score"] != 83.5 || p["status"] != "complete" || a.Header.Get("Location") != "/api/products/"+p["id"].(string) || a.Header.Get("ETag") != `"0"` {
		t.Errorf("got score %v, status %v, Location %q, ETag %q", p["score"], p["status"], a.Header.Get("Location"), a.Header.Get("ETag"))
	}
}

func TestGenerateSaysHowARunEnded(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.script = func(id string) {
		if err := s.Stop(t.Context(), "local", id); err != nil {
			t.Errorf("stop: %v", err)
		}
	}
	s.post("/api/generate", goodBrief).problem(t, 409, "conflict", "")
	s.script = func(id string) {
		s.finish(id, func(p *product.Product) { p.Status, p.Error = product.Failed, "The disk is full." })
	}
	a := s.post("/api/generate", goodBrief)
	a.problem(t, 500, "internal", "")
	if !strings.Contains(a.body, "The disk is full.") {
		t.Errorf("got %s, want the run's own sentence", a.body)
	}
}

func TestGenerateAnswersAsAsked(t *testing.T) {
	t.Parallel()
	s := open(t)
	a := s.post("/api/generate", goodBrief, "Prefer", "wait=3, respond-async").status(t, 202)
	got := decoded[struct{ ID, Status, Events string }](t, a)
	at := "/api/products/" + got.ID
	if got.Status != "queued" || got.Events != at+"/events" || a.Header.Get("Location") != at || !strings.Contains(a.Header.Get("Link"), at+"/events") {
		t.Errorf("got %+v, Location %q, Link %q", got, a.Header.Get("Location"), a.Header.Get("Link"))
	}
	form := url.Values{"brief": {"Log for beekeepers"}, "category": {""}, "year": {""}, "seed": {"7"}, "sources": {"# Hives\n", ""}}
	a = s.do(http.MethodPost, "/api/generate", form.Encode(), "Content-Type", "application/x-www-form-urlencoded; charset=UTF-8").status(t, 303)
	if !strings.HasPrefix(a.Header.Get("Location"), "/p/") {
		t.Errorf("got Location %q, want the product's page", a.Header.Get("Location"))
	}
	last := s.accepted()[len(s.accepted())-1]
	if last.Brief != "Log for beekeepers" || last.Seed != 7 || len(last.Sources) != 1 || last.Sources[0].Type != "markdown" {
		t.Errorf("got the request %+v", last)
	}
}

func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	s := open(t)
	ask := func(body string) answer {
		return s.post("/api/generate", body, "Prefer", "respond-async", "Idempotency-Key", "k-1")
	}
	first := decoded[struct{ ID string }](t, ask(goodBrief).status(t, 202))
	again := decoded[struct{ ID string }](t, ask(" "+strings.ReplaceAll(goodBrief, ",", " ,\n")).status(t, 202))
	if first.ID != again.ID {
		t.Errorf("the same request made %s and %s", first.ID, again.ID)
	}
	ask(strings.Replace(goodBrief, "Meal", "Tea", 1)).problem(t, 409, "conflict", "")
}
