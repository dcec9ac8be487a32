package gumroad_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/gumroad"
	"github.com/gumgenie/gumgenie/internal/gumroad/gumroadtest"
)

// canary is a token that must stand nowhere but in the header of a request.
const canary = "canary-gumroad-token-7f3a"

func shop() *gumroadtest.Server {
	return &gumroadtest.Server{Token: canary, Products: []gumroadtest.Product{
		{Name: "Sleep planner", Price: 1200, Sales: 10, URL: "https://a.gumroad.com/l/sleep", Taxonomy: "self-improvement/productivity"},
		{Name: "Shift planner", Price: 1500, Sales: 50, URL: "https://a.gumroad.com/l/shift", Taxonomy: "self-improvement", Open: true},
		{Name: "Night planner", Price: 2200, Sales: 20, URL: "https://a.gumroad.com/l/night", Taxonomy: "design"},
		{Name: "Club planner", Price: 500, Sales: 5, URL: "https://a.gumroad.com/l/club", Every: "month"},
		{Name: "Free planner", Price: 0, Sales: 900},
		{Name: "Schlafplaner", Description: "A planner", Price: 990, Currency: "eur"},
	}}
}

// start returns a client of the server over a real connection.
func start(t *testing.T, s *gumroadtest.Server) *gumroad.Client {
	t.Helper()
	base, stop := s.Start()
	t.Cleanup(stop)
	c, err := gumroad.New(gumroad.Config{Token: canary, BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// line writes what was found on one line.
func line(c gumroad.Comps) string {
	show := func(n *int) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	s := fmt.Sprintf("%d %s %s/%s/%s", c.Count, c.Currency, show(c.P25), show(c.P50), show(c.P75))
	for _, e := range c.Examples {
		s += fmt.Sprintf(" [%s %s %s]", e.Name, e.Price, e.URL)
	}
	return s
}

func TestComps(t *testing.T) {
	t.Parallel()
	s := shop()
	c := start(t, s)
	tests := map[string]struct {
		search gumroad.Search
		want   string
	}{
		"by words":    {gumroad.Search{Query: "planner"}, "4 USD 1025/1350/1675 [Shift planner $15+ https://a.gumroad.com/l/shift] [Night planner $22 https://a.gumroad.com/l/night] [Sleep planner $12 https://a.gumroad.com/l/sleep] [Club planner $5 a month https://a.gumroad.com/l/club]"},
		"by category": {gumroad.Search{Taxonomy: "self-improvement"}, "2 USD 1275/1350/1425 [Shift planner $15+ https://a.gumroad.com/l/shift] [Sleep planner $12 https://a.gumroad.com/l/sleep]"},
		"by both":     {gumroad.Search{Query: "night", Taxonomy: "self-improvement"}, "0 USD -/-/-"},
		"in euros":    {gumroad.Search{Query: "planner", Currency: "EUR"}, "1 EUR 990/990/990 [Schlafplaner €9.90 ]"},
	}
	for name, tc := range tests {
		got, err := c.Comps(t.Context(), tc.search)
		if err != nil || line(got) != tc.want {
			t.Errorf("%s: got %s, %v; want %s", name, line(got), err, tc.want)
		}
	}
	for _, call := range s.Calls() {
		if call.Token != canary || call.Path != "/v2/products/comps" || call.Agent != "gumgenie" || call.Query["access_token"] != "" {
			t.Errorf("it asked %+v, want the token in the header only", call)
		}
	}
}

// TestTheDocumentedAnswer reads answers as the API's own documentation and its
// official client have them, with whole numbers as 1.0 and values left out.
func TestTheDocumentedAnswer(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ body, want string }{
		"documented":      {`{"success":true,"comps":{"count":3,"currency":"usd","price_cents":{"p25":1200,"p50":1500,"p75":2200},"examples":[{"name":"Mid film","price":"$15","url":"https://seller.gumroad.com/l/w"}]}}`, "3 USD 1200/1500/2200 [Mid film $15 https://seller.gumroad.com/l/w]"},
		"without a code":  {`{"success":true,"comps":{"count":412,"price_cents":{"p25":900,"p50":1500,"p75":2900},"examples":[]}}`, "412 USD 900/1500/2900"},
		"none":            {`{"success":true,"comps":{"count":0,"price_cents":{"p25":null,"p50":null,"p75":null},"examples":[]}}`, "0 USD -/-/-"},
		"one only":        {`{"success":true,"comps":{"count":2.0,"price_cents":{"p25":null,"p50":1550.4,"p75":null},"examples":null,"more":{}}}`, "2 USD -/1550/-"},
		"more than five":  {`{"success":true,"comps":{"count":6,"examples":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"}]}}`, "6 USD -/-/- [a  ] [b  ] [c  ] [d  ] [e  ]"},
		"another code":    {`{"success":true,"comps":{"count":3,"currency":"eur","price_cents":{"p25":1,"p50":1,"p75":1}}}`, "unavailable"},
		"no comps":        {`{"success":true}`, "unavailable"},
		"no success":      {`{"comps":{"count":3}}`, "unavailable"},
		"a count of text": {`{"success":true,"comps":{"count":"3"}}`, "unavailable"},
		"below zero":      {`{"success":true,"comps":{"count":-3}}`, "unavailable"},
		"a list":          {`[]`, "unavailable"},
		"nothing":         {``, "unavailable"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				n++
				_, _ = io.WriteString(w, tc.body)
			}))
			defer h.Close()
			c, err := gumroad.New(gumroad.Config{Token: canary, BaseURL: h.URL})
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Comps(t.Context(), gumroad.Search{Query: "x"})
			said := line(got)
			if err != nil {
				said = string(fault.KindOf(err))
			}
			if said != tc.want || n != 1 {
				t.Errorf("got %s (%v) after %d calls, want %s after one", said, err, n, tc.want)
			}
		})
	}
}

// TestRefusals looks at kind, sentence and number of tries for each way of saying
// no, and for the token in none of them.
func TestRefusals(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		temper gumroadtest.Temper
		kind   fault.Kind
		say    string
		calls  int
	}{
		"revoked":       {gumroadtest.Temper{Fault: gumroadtest.Revoked}, fault.Invalid, "does not accept the access token", 1},
		"scope":         {gumroadtest.Temper{Fault: gumroadtest.Scope}, fault.Invalid, "not allowed to do this", 1},
		"throttled":     {gumroadtest.Temper{Fault: gumroadtest.Throttled}, fault.Limited, "asked too often", 3},
		"broken":        {gumroadtest.Temper{Fault: gumroadtest.Broken}, fault.Unavailable, "does not answer as it should", 3},
		"missing":       {gumroadtest.Temper{Fault: gumroadtest.Missing}, fault.NotFound, "nothing at this address", 1},
		"malformed":     {gumroadtest.Temper{Fault: gumroadtest.Malformed, Say: "Invalid page_key."}, fault.Invalid, "does not understand the request: Invalid page_key.", 1},
		"refused":       {gumroadtest.Temper{Fault: gumroadtest.Refused, Say: "Not\nso \x1b[31m" + canary}, fault.Invalid, "Gumroad says: Not so [31m[token].", 1},
		"refused, long": {gumroadtest.Temper{Fault: gumroadtest.Refused, Say: strings.Repeat("é", 400)}, fault.Invalid, "é…", 1},
		"noise":         {gumroadtest.Temper{Fault: gumroadtest.Noise}, fault.Unavailable, "does not answer as it should", 1},
		"cut":           {gumroadtest.Temper{Fault: gumroadtest.Cut}, fault.Unavailable, "cannot be reached", 3},
		"huge":          {gumroadtest.Temper{Fault: gumroadtest.Huge}, fault.Unavailable, "does not answer as it should", 1},
		"moved":         {gumroadtest.Temper{Fault: gumroadtest.Moved}, fault.Unavailable, "does not answer as it should", 1},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				t.Errorf("it followed a redirect with the headers %v", r.Header)
			}))
			defer elsewhere.Close()
			s := shop()
			s.Away = elsewhere.URL
			s.Temper = func(gumroadtest.Call) gumroadtest.Temper { return tc.temper }
			_, err := start(t, s).Comps(t.Context(), gumroad.Search{Query: "x"})
			if fault.KindOf(err) != tc.kind || !strings.Contains(fault.Message(err), tc.say) || len(s.Calls()) != tc.calls {
				t.Errorf("got %v (%s) after %d calls; want %s, %q after %d", err, fault.KindOf(err), len(s.Calls()), tc.kind, tc.say, tc.calls)
			}
			said := fmt.Sprintf("%v %+v %s", err, err, fault.Message(err))
			for e := err; e != nil; e = errors.Unwrap(e) {
				said += fmt.Sprintf(" %v %+v", e, e)
			}
			if strings.Contains(said, canary) {
				t.Errorf("the token stands in %s", said)
			}
			if m := fault.Message(err); !strings.HasSuffix(m, ".") && !strings.HasSuffix(m, "…") || len(m) > 400 {
				t.Errorf("the sentence is %q", m)
			}
		})
	}
}

func TestAWrongToken(t *testing.T) {
	t.Parallel()
	s := shop()
	s.Token = "another"
	if _, err := start(t, s).Comps(t.Context(), gumroad.Search{Query: "x"}); !strings.Contains(fault.Message(err), "GUMROAD_ACCESS_TOKEN") {
		t.Errorf("got %v, want a sentence that names the setting", err)
	}
	if _, err := start(t, shop()).Comps(t.Context(), gumroad.Search{}); !strings.Contains(fault.Message(err), "Gumroad says: Please give") {
		t.Errorf("nothing to look for: got %v", err)
	}
	if _, err := start(t, shop()).Comps(t.Context(), gumroad.Search{Query: "x", Currency: "XYZ"}); !strings.Contains(fault.Message(err), "'xyz' is not a supported currency.") {
		t.Errorf("an unknown currency: got %v", err)
	}
}

// inside answers without a network, so that time can be simulated.
type inside struct{ h http.Handler }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	done := make(chan struct{})
	go func() {
		defer close(done)
		i.h.ServeHTTP(w, r)
	}()
	select {
	case <-done:
		return w.Result(), nil
	case <-r.Context().Done():
		<-done
		return nil, r.Context().Err()
	}
}

func simulated(t *testing.T, s *gumroadtest.Server) *gumroad.Client {
	t.Helper()
	c, err := gumroad.New(gumroad.Config{Token: canary, BaseURL: "https://gumroad.test/v2", HTTP: &http.Client{Transport: inside{s}}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestWaits looks at how long it waits and how often it asks, on a simulated
// clock.
func TestWaits(t *testing.T) {
	t.Parallel()
	throttled := func(after string) gumroadtest.Temper {
		return gumroadtest.Temper{Fault: gumroadtest.Throttled, After: after}
	}
	tests := map[string]struct {
		answers  []gumroadtest.Temper // then well
		deadline time.Duration        // 0 = none
		calls    int
		took     time.Duration
		kind     fault.Kind
	}{
		"well at once":                     {nil, time.Second, 1, 0, ""},
		"its own pause, doubled":           {[]gumroadtest.Temper{throttled(""), {Fault: gumroadtest.Broken}}, 0, 3, 600 * time.Millisecond, ""},
		"as long as is asked for":          {[]gumroadtest.Temper{throttled("3")}, 8 * time.Second, 2, 3 * time.Second, ""},
		"a fraction":                       {[]gumroadtest.Temper{throttled("1.5")}, 8 * time.Second, 2, 1500 * time.Millisecond, ""},
		"longer than there is time":        {[]gumroadtest.Temper{throttled("34")}, 8 * time.Second, 1, 0, fault.Limited},
		"nonsense is its own pause":        {[]gumroadtest.Temper{throttled("soon")}, 8 * time.Second, 2, 200 * time.Millisecond, ""},
		"three tries":                      {[]gumroadtest.Temper{throttled(""), throttled(""), throttled("")}, 0, 3, 600 * time.Millisecond, fault.Limited},
		"deaf, then well":                  {[]gumroadtest.Temper{{Fault: gumroadtest.Deaf}}, 8 * time.Second, 2, 5200 * time.Millisecond, ""},
		"deaf until the end":               {[]gumroadtest.Temper{{Fault: gumroadtest.Deaf}, {Fault: gumroadtest.Deaf}}, 6 * time.Second, 2, 6 * time.Second, fault.Unavailable},
		"slow is no failure":               {[]gumroadtest.Temper{{Wait: 4 * time.Second}}, 8 * time.Second, 1, 4 * time.Second, ""},
		"a revoked token is not tried on":  {[]gumroadtest.Temper{{Fault: gumroadtest.Revoked}}, 8 * time.Second, 1, 0, fault.Invalid},
		"an overload says how long":        {[]gumroadtest.Temper{{Fault: gumroadtest.Broken, After: "2"}}, 8 * time.Second, 2, 2 * time.Second, ""},
		"a wait is believed for one hour":  {[]gumroadtest.Temper{throttled("1e9")}, 2 * time.Hour, 2, time.Hour, ""},
		"less than its own pause is asked": {[]gumroadtest.Temper{throttled("0.01")}, 8 * time.Second, 2, 200 * time.Millisecond, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := shop()
				s.Temper = func(c gumroadtest.Call) gumroadtest.Temper {
					if c.Number <= len(tc.answers) {
						return tc.answers[c.Number-1]
					}
					return gumroadtest.Temper{}
				}
				ctx, cancel := context.WithCancel(t.Context())
				if tc.deadline > 0 {
					ctx, cancel = context.WithTimeout(t.Context(), tc.deadline)
				}
				defer cancel()
				began := time.Now()
				_, err := simulated(t, s).Comps(ctx, gumroad.Search{Query: "planner"})
				if took := time.Since(began); took != tc.took || len(s.Calls()) != tc.calls || fault.KindOf(err) != tc.kind {
					t.Errorf("got %v after %v and %d calls; want %q after %v and %d", err, took, len(s.Calls()), tc.kind, tc.took, tc.calls)
				}
			})
		})
	}
}

func TestAStopEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := shop()
		s.Temper = func(gumroadtest.Call) gumroadtest.Temper {
			return gumroadtest.Temper{Fault: gumroadtest.Throttled, After: "60"}
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		if _, err := simulated(t, s).Comps(ctx, gumroad.Search{Query: "x"}); err == nil || time.Since(began) != time.Second {
			t.Errorf("got %v after %v, want an error after a second", err, time.Since(began))
		}
	})
}

func TestConfigurationsThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		c   gumroad.Config
		say string
	}{
		"no token":        {gumroad.Config{}, "is empty"},
		"blank":           {gumroad.Config{Token: " "}, "is empty"},
		"a line break":    {gumroad.Config{Token: canary + "\n"}, "Copy it again"},
		"no address":      {gumroad.Config{Token: canary, BaseURL: "api.gumroad.com"}, "no web address"},
		"another scheme":  {gumroad.Config{Token: canary, BaseURL: "ftp://api.gumroad.com"}, "no web address"},
		"a user":          {gumroad.Config{Token: canary, BaseURL: "https://" + canary + "@api.gumroad.com"}, "no web address"},
		"in the clear":    {gumroad.Config{Token: canary, BaseURL: "http://api.gumroad.com/v2"}, "in the clear"},
		"an odd loopback": {gumroad.Config{Token: canary, BaseURL: "http://127.0.0.1.evil.example/v2"}, "in the clear"},
		"broken":          {gumroad.Config{Token: canary, BaseURL: "https://[::1"}, "no web address"},
	}
	for name, tc := range tests {
		_, err := gumroad.New(tc.c)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), tc.say) || strings.Contains(fmt.Sprint(err), canary) {
			t.Errorf("%s: got %v, want %q and no token", name, err, tc.say)
		}
	}
	for _, base := range []string{"", "https://api.gumroad.com/v2/", "http://localhost:1/v2", "http://[::1]:1", "http://127.0.0.1:1"} {
		if _, err := gumroad.New(gumroad.Config{Token: canary, BaseURL: base}); err != nil {
			t.Errorf("%q: %v", base, err)
		}
	}
}

// TestAClientPrintsNoToken prints a client by mistake.
func TestAClientPrintsNoToken(t *testing.T) {
	t.Parallel()
	c, err := gumroad.New(gumroad.Config{Token: canary})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if said := fmt.Sprintf("%v %+v %#v %+v %s", c, c, c, *c, raw); strings.Contains(said, canary) {
		t.Errorf("the token stands in %s", said)
	}
}

// TestUnreachable asks a port where nobody listens.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	s := shop()
	base, stop := s.Start()
	stop()
	c, err := gumroad.New(gumroad.Config{Token: canary, BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Comps(t.Context(), gumroad.Search{Query: "x"}); fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.Message(err), "cannot be reached") {
		t.Errorf("got %v", err)
	}
}
