package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
	"github.com/gumgenie/gumgenie/internal/server"
)

const marketPath = "/api/market-brief"

// reader is the real one; its index of names takes a while to build.
var reader = sync.OnceValue(func() *brief.Reader { return brief.NewReader(catalog.New()) })

// withMarket gives a studio the real desk, without a marketplace.
func withMarket(c *server.Config) {
	c.Market = market.NewDesk(market.Config{Read: reader().Read, Now: time.Now})
}

// nine are listings in CSV, nine of them paid.
func nine() string {
	var b strings.Builder
	b.WriteString("title;price;currency\n")
	for i := range 9 {
		fmt.Fprintf(&b, "Nurse planner %c;%d,50;EUR\n", 'a'+i, 10+i)
	}
	return b.String()
}

// form encodes parts; those whose name has a slash are files: "dataset/x.csv".
func form(t testing.TB, parts ...string) (body, media string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		name, file, is := strings.Cut(parts[i], "/")
		var err error
		if is {
			part, e := w.CreateFormFile(name, file)
			if err = e; err == nil {
				_, err = part.Write([]byte(parts[i+1]))
			}
		} else {
			err = w.WriteField(name, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func raw(t testing.TB, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestMarketBriefs sends the same dataset in the three ways there are.
func TestMarketBriefs(t *testing.T) {
	t.Parallel()
	s := open(t, withMarket)
	upload := map[string]any{"name": "x.csv", "text": nine(), "measured": "2026-09-01"}
	var entries []map[string]any
	for i := range 9 {
		entries = append(entries, map[string]any{"title": fmt.Sprintf("Nurse planner %c", 'a'+i), "price": float64(10+i) + 0.5})
	}
	parts, media := form(t, "query", "Planner for nurses", "category", "digital-planners", "currency", "", "dataset/x.csv", nine(), "measured", "2026-09-01")
	same := ""
	for name, a := range map[string]answer{
		"JSON":    s.post(marketPath, raw(t, map[string]any{"query": "Planner for nurses", "category": "digital-planners", "dataset": upload})),
		"a form":  s.do(http.MethodPost, marketPath, parts, "Content-Type", media),
		"entries": s.post(marketPath, raw(t, map[string]any{"query": "Planner for nurses", "category": "digital-planners", "dataset": map[string]any{"name": "x.csv", "currency": "EUR", "measured": "2026-09-01", "listings": entries}})),
	} {
		b := decoded[market.Brief](t, a.status(t, 200))
		if len(b.Bands) == 0 || b.Bands[0].N != 9 || *b.Bands[0].P50 != 1450 || b.Bands[0].Currency != "EUR" || b.Sources[0].Name != "x.csv" || b.Sources[0].At != "2026-09-01" {
			t.Errorf("%s: got %.600s", name, a.body)
		}
		if same == "" {
			same = a.body
		}
		if a.body != same {
			t.Errorf("%s: got another brief than before:\n%s\n%s", name, a.body, same)
		}
		if strings.Contains(a.body, ":null") {
			t.Errorf("%s: a list is null: %s", name, a.body)
		}
	}
	b := decoded[market.Brief](t, s.post(marketPath, `{"query":"prompts for beekeepers"}`).status(t, 200))
	if b.Category != "ai-prompts" || len(b.Tiers) != 3 || b.Listings == nil || len(b.Listings) != 0 {
		t.Errorf("a query alone: got %+v", b)
	}
	empty, media := form(t, "query", "prompts for beekeepers", "dataset/", "")
	if b := decoded[market.Brief](t, s.do(http.MethodPost, marketPath, empty, "Content-Type", media).status(t, 200)); len(b.Tiers) != 3 {
		t.Errorf("a form with an empty file, as browsers send it: got %+v", b)
	}
}

func TestMarketBriefsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t, withMarket)
	parts := func(p ...string) [2]string {
		body, media := form(t, p...)
		return [2]string{body, media}
	}
	body := func(v string) [2]string { return [2]string{v, "application/json"} }
	good := "Planner for nurses"
	large := strings.Repeat("x", dataset.MaxBytes+1)
	tests := map[string]struct {
		sent   [2]string
		status int
		field  string
	}{
		"nothing":                     {body(""), 400, ""},
		"no JSON":                     {body("query"), 400, ""},
		"a field too many":            {body(`{"query":"x","tier":"pro"}`), 422, "tier"},
		"a query of numbers":          {body(`{"query":7}`), 422, "query"},
		"no query":                    {body(`{}`), 422, "query"},
		"an unknown category":         {body(`{"query":"x planner","category":"<b>"}`), 422, "category"},
		"an unknown currency":         {body(`{"query":"x planner","currency":"GUM"}`), 422, "currency"},
		"a dataset of a text":         {body(`{"query":"x planner","dataset":"a,b"}`), 422, "dataset"},
		"a dataset with more fields":  {body(`{"query":"x planner","dataset":{"path":"/etc/passwd"}}`), 422, "path"},
		"listings of numbers":         {body(`{"query":"x planner","dataset":{"listings":[1]}}`), 422, "dataset.listings"},
		"a table without title":       {body(`{"query":"x planner","dataset":{"text":"price\n1"}}`), 422, "dataset"},
		"another media type":          {[2]string{"query=x", "application/x-www-form-urlencoded"}, 415, "Content-Type"},
		"no media type":               {[2]string{"{}", ""}, 415, "Content-Type"},
		"a form without boundary":     {[2]string{"--x", "multipart/form-data"}, 400, ""},
		"a form with another one":     {[2]string{"--x\r\n", "multipart/form-data; boundary=y"}, 400, ""},
		"a form that breaks off":      {[2]string{"--y\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\nabc", "multipart/form-data; boundary=y"}, 400, ""},
		"a part in another encoding":  {[2]string{"--y\r\nContent-Disposition: form-data; name=\"query\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--y--\r\n", "multipart/form-data; boundary=y"}, 400, ""},
		"a field that is not there":   {parts("query", good, "tier", "pro"), 422, "tier"},
		"a part without a name":       {[2]string{"--y\r\n\r\nabc\r\n--y--\r\n", "multipart/form-data; boundary=y"}, 422, ""},
		"a field twice":               {parts("query", good, "query", "y"), 422, "query"},
		"two datasets":                {parts("query", good, "dataset/a", "x", "dataset/b", "y"), 422, "dataset"},
		"a field without end":         {parts("query", strings.Repeat("x", 20_000)), 422, "query"},
		"a currency for no dataset":   {parts("query", good, "datasetCurrency", "EUR"), 422, "dataset"},
		"a form with a bad dataset":   {parts("query", good, "dataset/x", "PK\x03\x04"), 422, "dataset"},
		"a file over the bound":       {parts("query", good, "dataset/x", large), 413, "dataset"},
		"a text over the bound":       {body(`{"query":"x planner","dataset":{"text":"` + large + `"}}`), 413, "dataset"},
		"a request over its bound":    {body(`{"query":"` + strings.Repeat("x", 12<<20) + `"}`), 413, ""},
		"a hundred thousand listings": {body(`{"query":"x planner","dataset":{"listings":[` + strings.TrimSuffix(strings.Repeat(`{"title":"x"},`, 100_000), ",") + `]}}`), 422, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.do(http.MethodPost, marketPath, tc.sent[0], "Content-Type", tc.sent[1]).problem(t, tc.status, "invalid", tc.field)
		})
	}
}

// desked is a market that answers what a test says.
type desked func(context.Context, market.Request) (*market.Brief, error)

func (d desked) Brief(ctx context.Context, req market.Request) (*market.Brief, error) {
	return d(ctx, req)
}

func TestMarketFaults(t *testing.T) {
	t.Parallel()
	open(t).post(marketPath, `{"query":"x"}`).problem(t, 503, "unavailable", "")
	for kind, status := range map[fault.Kind]int{fault.Invalid: 422, fault.Unavailable: 503, fault.Limited: 429} {
		s := open(t, func(c *server.Config) {
			c.Market = desked(func(context.Context, market.Request) (*market.Brief, error) {
				return nil, fault.New(kind, "It does not work.")
			})
		})
		s.post(marketPath, `{"query":"x"}`).problem(t, status, string(kind), "")
	}
}

// TestAMarketBriefOutlivesTheReadLimit answers after the time in which a request
// must be read.
func TestAMarketBriefOutlivesTheReadLimit(t *testing.T) {
	t.Parallel()
	s := hasty(t, 100*time.Millisecond, func(c *server.Config) {
		c.Market = desked(func(ctx context.Context, _ market.Request) (*market.Brief, error) {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(400 * time.Millisecond):
				return &market.Brief{Query: "x"}, nil
			}
		})
	})
	s.post(marketPath, `{"query":"x"}`).status(t, 200)
}

// TestTheMarketInOpenAPI: other packages have a Request and a Source too.
func TestTheMarketInOpenAPI(t *testing.T) {
	t.Parallel()
	s := open(t)
	a := s.get("/api/openapi.json").status(t, 200)
	d := decoded[document](t, a)
	request, upload := d.Components.Schemas["MarketRequest"], d.Components.Schemas["MarketUpload"]
	if request.AdditionalProperties != false || len(request.Required) != 1 || request.Required[0] != "query" || upload.AdditionalProperties != false {
		t.Errorf("got the schemas %+v and %+v", request, upload)
	}
	for _, name := range []string{"bands", "tiers", "gaps", "keywords", "saturation", "sources", "failed", "lines"} {
		if d.Components.Schemas["MarketBrief"].Properties[name] == nil {
			t.Errorf("the schema of a market brief has no %s", name)
		}
	}
	if file := string(d.Components.Schemas["MarketForm"].Properties["dataset"]); !strings.Contains(file, `"binary"`) {
		t.Errorf("the file of the form is %s", file)
	}
	if d.Components.Schemas["Source"].Properties["text"] == nil || d.Components.Schemas["MarketSource"].Properties["limits"] == nil {
		t.Error("the two kinds of source have become one")
	}
}

func FuzzMarketBrief(f *testing.F) {
	parts, media := form(f, "query", "planner for nurses", "dataset/x.csv", nine())
	for _, seed := range [][2]string{
		{`{"query":"planner for nurses"}`, "application/json"}, {`{"query":"x","dataset":{"text":"title,price\na,$1"}}`, "application/json"},
		{`{"query":"x","dataset":{"listings":[{"title":"a","price":1,"currency":"USD"}]}}`, "application/json"}, {parts, media}, {"--y\r\n\r\n", "multipart/form-data; boundary=y"},
	} {
		f.Add(seed[0], seed[1])
	}
	s := open(f, withMarket)
	f.Fuzz(func(t *testing.T, body, media string) {
		r := httptest.NewRequest(http.MethodPost, "http://localhost"+marketPath, strings.NewReader(body))
		r.Header.Set("Content-Type", media)
		w := httptest.NewRecorder()
		s.h.ServeHTTP(w, r)
		sane(t, w)
	})
}
