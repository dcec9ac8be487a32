package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/gumroad/gumroadtest"
	"github.com/gumgenie/gumgenie/internal/market"
)

// token opens nothing. It is a canary, which must stand nowhere but in requests to Gumroad.
const token = "canary-gumroad-token-91c4"

// heard is a log that can be read while requests still write it.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// TestMarketBriefsWithGumroad asks the whole program, which asks a marketplace.
func TestMarketBriefsWithGumroad(t *testing.T) {
	t.Parallel()
	var products []gumroadtest.Product
	for i := range 12 {
		products = append(products, gumroadtest.Product{Name: fmt.Sprintf("Sleep planner for nurses %d", i), Price: 500 + 100*i, Sales: i, URL: fmt.Sprintf("https://seller.gumroad.com/l/%d", i)})
	}
	tests := map[string]struct {
		env    map[string]string
		temper gumroadtest.Temper
		failed string // what the brief says of Gumroad, "" = nothing
		calls  bool
		price  int // of the starter tier
	}{
		"with a token":         {map[string]string{"GUMROAD_ACCESS_TOKEN": token}, gumroadtest.Temper{}, "", true, 800}, // p25 is 7.75 dollars
		"without":              {nil, gumroadtest.Temper{}, "", false, 400},
		"revoked":              {map[string]string{"GUMROAD_ACCESS_TOKEN": token}, gumroadtest.Temper{Fault: gumroadtest.Revoked}, "Gumroad does not accept the access token.", true, 400},
		"broken":               {map[string]string{"GUMROAD_ACCESS_TOKEN": token}, gumroadtest.Temper{Fault: gumroadtest.Broken}, "Gumroad does not answer as it should", true, 400},
		"it repeats the token": {map[string]string{"GUMROAD_ACCESS_TOKEN": token}, gumroadtest.Temper{Fault: gumroadtest.Refused, Say: "Bad token " + token}, "Gumroad says: Bad token [token].", true, 400},
		"no token at all":      {map[string]string{"GUMROAD_ACCESS_TOKEN": token + "\n"}, gumroadtest.Temper{}, "Copy it again", false, 400},
		"in the clear":         {map[string]string{"GUMROAD_ACCESS_TOKEN": token, "GUMROAD_API_BASE_URL": "http://gumroad.example"}, gumroadtest.Temper{}, "in the clear", false, 400},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shop := &gumroadtest.Server{Token: token, Products: products, Temper: func(gumroadtest.Call) gumroadtest.Temper { return tc.temper }}
			base, stop := shop.Start()
			t.Cleanup(stop)
			log := &heard{}
			c := config(t.TempDir())
			c.Log = slog.New(slog.NewTextHandler(log, nil))
			c.Getenv = func(name string) string {
				if v, ok := tc.env[name]; ok || name != "GUMROAD_API_BASE_URL" {
					return v
				}
				return base
			}
			a := open(t, c)
			body, answer := brief(t, a)
			var why []string
			for _, f := range answer.Failed {
				why = append(why, f.Why)
			}
			if got := strings.Join(why, " "); tc.failed == "" && got != "" || !strings.Contains(got, tc.failed) {
				t.Errorf("got the failures %q, want %q", got, tc.failed)
			}
			if calls := len(shop.Calls()); (calls > 0) != tc.calls {
				t.Errorf("Gumroad was asked %d times", calls)
			}
			for _, tier := range answer.Tiers {
				if tier.Tier == "starter" && *tier.Price != tc.price {
					t.Errorf("starter costs %d (%s), want %d", *tier.Price, tier.Why, tc.price)
				}
			}
			if strings.Contains(body, token) || strings.Contains(log.String(), token) {
				t.Errorf("the token stands in the answer or in the log:\n%s\n%s", body, log)
			}
			if tc.failed != "" && tc.calls && !strings.Contains(log.String(), "gumroad") {
				t.Errorf("the log does not tell of the failure: %s", log)
			}
		})
	}
}

func brief(t *testing.T, a *app.App) (string, market.Brief) {
	t.Helper()
	c := &http.Client{Transport: app.Inside{Handler: a.Handler()}}
	res, err := c.Post("http://127.0.0.1:0/api/market-brief", "application/json", strings.NewReader(`{"query":"Sleep planner for nurses"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("got status %d, %v: %s", res.StatusCode, err, body)
	}
	var b market.Brief
	if err := json.Unmarshal(body, &b); err != nil {
		t.Fatal(err)
	}
	return string(body), b
}
