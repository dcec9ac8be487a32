package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/server"
	"github.com/gumgenie/gumgenie/internal/store"
)

// noon is a moment of a day with a clear name.
func noon() time.Time { return time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC) }

// named is a model with a name and nothing else.
type named string

func (n named) Name() string { return string(n) }

func (n named) Ask(context.Context, ai.Question, ai.Told) (ai.Answer, error) {
	return ai.Answer{Text: "yes", Usage: ai.Usage{In: 1000, Out: 100}}, nil
}

// accounted is a studio that keeps account, with a model or without.
func accounted(t *testing.T, conf app.UsageConfig, model ai.Model) (*studio, *app.Usage) {
	t.Helper()
	conf.Log, conf.Now = slog.New(slog.DiscardHandler), noon
	var u *app.Usage
	s := open(t, func(c *server.Config) {
		var err error
		u, err = app.OpenUsage(t.Context(), conf, c.DB.(*store.DB), app.Pipeline(nil))
		if err != nil {
			t.Fatal(err)
		}
		c.Usage, c.Now = u, noon
	})
	if model != nil {
		u.Model = func() (ai.Model, bool) { return model, true }
	}
	t.Cleanup(func() { // before the store is closed: clean-ups run in reverse
		if err := u.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s, u
}

func TestUsageIsReported(t *testing.T) {
	t.Parallel()
	s, _ := accounted(t, app.UsageConfig{}, nil)
	id := s.submit("x")
	rows := []ledger.Record{
		{At: noon(), Product: id, Purpose: "section", Model: "gemini/a", Sum: ledger.Sum{Calls: 2, Failed: 1, Unknown: 1, Batched: 7, Used: ai.Usage{In: 1000, Cached: 100, Out: 200, Thought: 10}, Cost: 1_234_567, Estimate: 89}},
		{At: noon().AddDate(0, 0, -1), Product: id, Purpose: "listing", Model: "gemini/a", Sum: ledger.Sum{Kept: 3, Shared: 1, Saved: ai.Usage{In: 30, Out: 40}, SavedFor: 500}},
		{At: noon().AddDate(0, 0, -29), Purpose: "enhance", Model: "openai/b", Sum: ledger.Sum{Calls: 1, Unpriced: 1, Used: ai.Usage{In: 5}}},
		{At: noon().AddDate(0, 0, -30), Purpose: "enhance", Model: "openai/b", Sum: ledger.Sum{Calls: 100}},
		{At: noon(), Owner: "somebody else", Purpose: "enhance", Model: "openai/b", Sum: ledger.Sum{Calls: 1000}},
	}
	if err := s.db.AddCalls(t.Context(), "local", rows); err != nil {
		t.Fatal(err)
	}
	type sums struct {
		Key                                      string
		Calls, Failed, GaveUp, Unknown, Unpriced int
		Tokens                                   struct{ In, Cached, Out, Thought int }
		CostUSD, EstimatedUSD                    *float64
		Saved                                    struct {
			CallsByCache, CallsByJoining, CallsByBatching int
			CostUSD                                       *float64
		}
	}
	type report struct {
		From, To, By, Zone string
		Total              sums
		Groups             []sums
	}
	got := decoded[report](t, s.get("/api/usage").status(t, 200))
	if got.From != "2026-10-31" || got.To != "2026-11-29" || got.By != "day" || got.Zone != "UTC" || got.Total.Calls != 3 || len(got.Groups) != 3 {
		t.Errorf("the last 30 days: %+v", got)
	}
	if d := got.Groups[2]; d.Key != "2026-11-29" || d.Calls != 2 || d.Failed != 1 || d.Unknown != 1 || d.Tokens.In != 1000 || d.Tokens.Cached != 100 || d.Tokens.Out != 200 || d.Tokens.Thought != 10 ||
		*d.CostUSD != 1.234567 || *d.EstimatedUSD != 0.000089 || d.Saved.CallsByBatching != 7 {
		t.Errorf("today: %+v", d)
	}
	if d := got.Groups[1]; d.Key != "2026-11-28" || d.Saved.CallsByCache != 3 || d.Saved.CallsByJoining != 1 || *d.Saved.CostUSD != 0.0005 || *d.CostUSD != 0 {
		t.Errorf("yesterday: %+v", d)
	}
	if d := got.Groups[0]; d.CostUSD != nil || d.Unpriced != 1 {
		t.Errorf("a day of calls without a price: %+v, want no figure", d)
	}
	for query, want := range map[string]string{
		"?by=model":   "gemini/a 2, openai/b 1",
		"?by=purpose": "section 2, enhance 1, listing 0",
		"?by=product": id + " 2,  1",
		"?by=model&from=2026-10-30&to=2026-10-30": "openai/b 100",
		"?by=model&from=2026-11-29":               "gemini/a 2",
		"?by=model&to=2026-10-30":                 "openai/b 100",
		"?by=day&from=2020-01-01&to=2020-02-01":   "",
	} {
		var lines []string
		for _, g := range decoded[report](t, s.get("/api/usage"+query).status(t, 200)).Groups {
			lines = append(lines, fmt.Sprint(g.Key, " ", g.Calls))
		}
		if got := strings.Join(lines, ", "); got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	for query, field := range map[string]string{"?by=owner": "by", "?from=yesterday": "from", "?to=2026-13-01": "to", "?from=2026-11-30": "from", "?from=1990-01-01": "from"} {
		s.get("/api/usage"+query).problem(t, 422, "invalid", field)
	}
	one := decoded[sums](t, s.get("/api/products/"+id+"/usage").status(t, 200))
	if one.Calls != 2 || *one.CostUSD != 1.234567 || one.Saved.CallsByCache != 3 || one.Saved.CallsByBatching != 7 {
		t.Errorf("of the product: %+v", one)
	}
	s.get("/api/products/0199e000-0000-7000-8000-000000009999/usage").problem(t, 404, "not-found", "")
}

func TestTheSpendLimitIsSet(t *testing.T) {
	t.Parallel()
	s, u := accounted(t, app.UsageConfig{SpendLimit: "5"}, nil)
	type state struct {
		LimitUSD             *float64
		UnknownPrices, From  string
		SpentUSD, PendingUSD float64
		Renewed              time.Time
	}
	show := func(a answer) string {
		l := decoded[state](t, a.status(t, 200))
		if !l.Renewed.Equal(noon().Add(12 * time.Hour)) {
			t.Errorf("renewed at %v, want midnight", l.Renewed)
		}
		limit := "none"
		if l.LimitUSD != nil {
			limit = fmt.Sprint(*l.LimitUSD)
		}
		return fmt.Sprint(limit, " ", l.UnknownPrices, " ", l.From, " ", l.SpentUSD, " ", l.PendingUSD)
	}
	put := func(body string) answer {
		return s.do(http.MethodPut, "/api/usage/limit", body, "Content-Type", "application/json")
	}
	if got := show(s.get("/api/usage/limit")); got != "5 refuse start 0 0" {
		t.Errorf("at the start: %s", got)
	}
	for _, step := range []struct{ body, want string }{
		{`{"limitUSD": 0.5, "unknownPrices": "allow"}`, "0.5 allow stored 0 0"},
		{`{"limitUSD": 0.000001}`, "1e-06 refuse stored 0 0"},
		{`{"limitUSD": 0}`, "0 refuse stored 0 0"},
		{`{"limitUSD": null}`, "none refuse stored 0 0"},
	} {
		if got := show(put(step.body)); got != step.want {
			t.Errorf("%s: got %s, want %s", step.body, got, step.want)
		}
		if got := show(s.get("/api/usage/limit")); got != step.want {
			t.Errorf("read after %s: got %s, want %s", step.body, got, step.want)
		}
	}
	for body, field := range map[string]string{
		`{}`: "limitUSD", `{"unknownPrices": "allow"}`: "limitUSD", `{"limitUSD": -1}`: "limitUSD", `{"limitUSD": 1000001}`: "limitUSD", `{"limitUSD": 1e300}`: "limitUSD",
		`{"limitUSD": "5"}`: "limitUSD", `{"limitUSD": true}`: "limitUSD", `{"limitUSD": [5]}`: "limitUSD",
		`{"limitUSD": 5, "unknownPrices": "maybe"}`: "unknownPrices", `{"limitUSD": 5, "currency": "EUR"}`: "currency",
	} {
		put(body).problem(t, 422, "invalid", field)
	}
	s.do(http.MethodPut, "/api/usage/limit", `{"limitUSD": 5}`, "Content-Type", "text/plain").problem(t, 415, "invalid", "Content-Type")
	if got := show(s.do(http.MethodDelete, "/api/usage/limit", "")); got != "5 refuse start 0 0" {
		t.Errorf("after the limit was taken back: %s", got)
	}

	put(`{"limitUSD": 0.002}`).status(t, 200)
	m := u.Wrap(named("gemini/gemini-2.5-flash"))
	if _, err := m.Ask(t.Context(), ai.Question{Prompt: "x", MaxTokens: 100}, nil); err != nil {
		t.Fatal(err)
	}
	got := decoded[state](t, s.get("/api/usage/limit").status(t, 200))
	if got.SpentUSD <= 0 || got.PendingUSD != 0 {
		t.Errorf("after a call: %+v", got)
	}
	_, err := m.Ask(t.Context(), ai.Question{Prompt: "x"}, nil)
	if ai.ReasonOf(err) != ai.Limit || fault.KindOf(err) != fault.Limited {
		t.Errorf("beyond the limit: %v", err)
	}
	s.mu.Lock()
	s.refuse = err
	s.mu.Unlock()
	refused := s.post("/api/generate", goodBrief)
	refused.problem(t, 429, "limited", "")
	if got := refused.Header.Get("Retry-After"); got != "43200" || !strings.Contains(refused.body, "$0.002 a day") {
		t.Errorf("Retry-After %q, %s; want the seconds to midnight and the limit", got, refused.body)
	}
}

func TestEstimates(t *testing.T) {
	t.Parallel()
	type estimate struct {
		Estimate       bool
		Model          string
		Calls, Entries int
		Tokens         struct{ In, Out int }
		CostUSD        *float64
		PricesAsOf     string
		Assumes        []string
	}
	for name, tt := range map[string]struct {
		model ai.Model
		calls bool
		cost  string // "none", "free" or "some"
	}{
		"no model":    {nil, false, "free"},
		"a known one": {named("gemini/gemini-2.5-flash"), true, "some"},
		"an odd one":  {named("openai/nobody-knows"), true, "none"},
		"our own":     {local{named("openai/llama")}, true, "free"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, u := accounted(t, app.UsageConfig{}, tt.model)
			if tt.model != nil {
				u.Wrap(tt.model)
			}
			e := decoded[estimate](t, s.post("/api/generate/estimate", goodBrief).status(t, 200))
			cost := "none"
			if e.CostUSD != nil {
				if cost = "free"; *e.CostUSD > 0.01 && *e.CostUSD < 1 {
					cost = "some"
				} else if *e.CostUSD != 0 {
					t.Errorf("it costs %v", *e.CostUSD)
				}
			}
			if cost != tt.cost || (e.Calls > 20) != tt.calls || (e.Tokens.Out > 10_000) != tt.calls || !e.Estimate || len(e.Assumes) == 0 {
				t.Errorf("got %+v at %s", e, cost)
			}
			if date, err := time.Parse(time.DateOnly, e.PricesAsOf); err != nil || date.Year() < 2026 {
				t.Errorf("the prices are of %q", e.PricesAsOf)
			}
			small := decoded[estimate](t, s.post("/api/generate/estimate", strings.Replace(goodBrief, "}", `,"tier":"starter"}`, 1)).status(t, 200))
			if tt.calls && small.Calls*3 > e.Calls {
				t.Errorf("a starter tier takes %d calls, all take %d", small.Calls, e.Calls)
			}
			if len(s.accepted()) != 0 {
				t.Error("something was made")
			}
		})
	}
	s, _ := accounted(t, app.UsageConfig{}, nil)
	s.post("/api/generate/estimate", `{"brief":""}`).problem(t, 422, "invalid", "brief")
	s.post("/api/generate/estimate", `{"brief":"For nurses on nights","tier":"huge"}`).problem(t, 422, "invalid", "tier")
	s.post("/api/generate/estimate", `{"brief":`).problem(t, 400, "invalid", "")
	s.do(http.MethodPost, "/api/generate/estimate", "brief=x", "Content-Type", "application/x-www-form-urlencoded").problem(t, 415, "invalid", "Content-Type")
}

// local is a model on the creator's own machine.
type local struct{ named }

func (local) Local() bool { return true }

// TestAServerWithoutAccountSaysSo has nothing that keeps account.
func TestAServerWithoutAccountSaysSo(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, path := range []string{"/api/usage", "/api/usage/limit", "/api/products/" + s.submit("x") + "/usage"} {
		s.get(path).problem(t, 503, "unavailable", "")
	}
	s.post("/api/generate/estimate", goodBrief).problem(t, 503, "unavailable", "")
	s.do(http.MethodPut, "/api/usage/limit", `{"limitUSD":5}`, "Content-Type", "application/json").problem(t, 503, "unavailable", "")
	s.do(http.MethodDelete, "/api/usage/limit", "").problem(t, 503, "unavailable", "")
}

// TestBadSettingsAreRefusedAtTheStart opens with settings that mean nothing.
func TestBadSettingsAreRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	for name, conf := range map[string]app.UsageConfig{
		"a limit in words":  {SpendLimit: "a lot"},
		"a limit below":     {SpendLimit: "-1"},
		"odd prices":        {UnknownPrices: "maybe"},
		"no file of prices": {Prices: "/nowhere/prices.json"},
	} {
		if _, err := app.OpenUsage(t.Context(), conf, nil, nil); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want a fault of kind invalid", name, err)
		}
	}
}

// TestTheFiguresAreDescribed looks for them in the OpenAPI document.
func TestTheFiguresAreDescribed(t *testing.T) {
	t.Parallel()
	d := decoded[document](t, open(t).get("/api/openapi.json").status(t, 200))
	for name, fields := range map[string][]string{
		"UsedGroup":    {"key", "calls", "costUSD", "saved"},
		"ProductUsage": {"id", "calls", "costUSD", "saved"},
		"LimitState":   {"limitUSD", "spentUSD", "renewed"},
		"Estimate":     {"calls", "costUSD", "assumes"},
	} {
		for _, f := range fields {
			if d.Components.Schemas[name].Properties[f] == nil {
				t.Errorf("%s: nothing is said of %s", name, f)
			}
		}
	}
	if d.Components.Schemas["LimitChange"].AdditionalProperties != false {
		t.Error("a change of the limit has room for other fields")
	}
}
