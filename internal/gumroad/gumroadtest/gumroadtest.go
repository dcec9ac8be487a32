// Package gumroadtest is Gumroad's API for tests and trials, as far as this
// project asks it: it searches the products it was given, refuses as the real one
// does, fails as it is told, and remembers what it was asked.
package gumroadtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"
)

// Product is a public listing of the marketplace.
type Product struct {
	Name        string
	Description string
	Taxonomy    string // path of its category
	Price       int    // in the smallest unit, 0 = free
	Currency    string // lower case, as the wire has it; "" = usd
	Every       string // "month" or "year" for a membership
	Open        bool   // pay what you want from the price
	Sales       int
	URL         string
}

// Fault is a way of not answering well.
type Fault string

// The faults.
const (
	None      Fault = ""
	Revoked   Fault = "revoked"   // 401 with an empty body
	Scope     Fault = "scope"     // 403 with an empty body
	Throttled Fault = "throttled" // 429 in plain text
	Broken    Fault = "broken"    // 502 with a page of HTML
	Missing   Fault = "missing"   // 404
	Malformed Fault = "malformed" // 400 {"status","error"}
	Refused   Fault = "refused"   // 200 {"success":false,"message"}
	Noise     Fault = "noise"     // 200 with a page of HTML
	Cut       Fault = "cut"       // the connection ends in the middle of the answer
	Deaf      Fault = "deaf"      // nothing comes
	Moved     Fault = "moved"     // a redirect to Away
	Huge      Fault = "huge"      // an answer without end
)

// Temper is how one request is answered. The zero value answers at once and well.
type Temper struct {
	Fault Fault
	After string // Retry-After; "" = not said, as Gumroad does
	Say   string // with Refused and Malformed: the sentence
	Wait  time.Duration
}

// Call is a request as it was received.
type Call struct {
	Number int // from 1
	Path   string
	Query  map[string]string
	Token  string
	Agent  string
}

// Server is the marketplace. Set its fields before the first request.
type Server struct {
	Token    string // that is accepted
	Products []Product
	Away     string            // where Moved leads
	Temper   func(Call) Temper // nil = always well

	mu    sync.Mutex
	calls []Call
}

// Start serves on a free port of this machine until stop is called. base is the
// address for a client's configuration.
func (s *Server) Start() (base string, stop func()) {
	gone, leave := context.WithCancel(context.Background())
	h := httptest.NewUnstartedServer(s)
	h.Config.BaseContext = func(net.Listener) context.Context { return gone }
	h.Start()
	return h.URL + "/v2", func() {
		leave()
		h.CloseClientConnections()
		h.Close()
	}
}

// Calls returns what was asked so far, in order.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := s.note(r)
	t := Temper{}
	if s.Temper != nil {
		t = s.Temper(c)
	}
	if t.Wait > 0 && !pause(r.Context(), t.Wait) {
		return
	}
	if t.Fault != None {
		s.fail(w, r, t)
		return
	}
	switch {
	case c.Token == "" || c.Token != s.Token:
		s.fail(w, r, Temper{Fault: Revoked})
	case r.Method != http.MethodGet || r.URL.Path != "/v2/products/comps":
		s.fail(w, r, Temper{Fault: Missing})
	default:
		s.comps(w, c)
	}
}

func (s *Server) note(r *http.Request) Call {
	c := Call{Path: r.URL.Path, Query: map[string]string{}, Agent: r.UserAgent()}
	for name, values := range r.URL.Query() {
		c.Query[name] = values[0]
	}
	c.Token, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if c.Token == "" {
		c.Token = c.Query["access_token"]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Number = len(s.calls) + 1
	s.calls = append(s.calls, c)
	return c
}

// fail answers as Gumroad does when something is wrong.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, t Temper) {
	if t.After != "" {
		w.Header().Set("Retry-After", t.After)
	}
	switch t.Fault {
	case Revoked:
		w.Header().Set("WWW-Authenticate", `Bearer realm="Doorkeeper", error="invalid_token", error_description="The access token was revoked"`)
		w.WriteHeader(http.StatusUnauthorized)
	case Scope:
		w.Header().Set("WWW-Authenticate", `Bearer realm="Doorkeeper", error="insufficient_scope"`)
		w.WriteHeader(http.StatusForbidden)
	case Throttled:
		send(w, http.StatusTooManyRequests, "text/plain", "Retry later\n")
	case Broken:
		send(w, http.StatusBadGateway, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>")
	case Missing:
		send(w, http.StatusNotFound, "application/json", `{"success":false,"error":"Not found"}`)
	case Malformed:
		send(w, http.StatusBadRequest, "application/json", string(encode(map[string]any{"status": 400, "error": t.Say})))
	case Refused:
		send(w, http.StatusOK, "application/json", string(encode(map[string]any{"success": false, "message": t.Say})))
	case Noise:
		send(w, http.StatusOK, "text/html", "<html>maintenance</html>")
	case Cut:
		w.Header().Set("Content-Length", "1000")
		send(w, http.StatusOK, "application/json", `{"success":true,"comps":{"cou`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case Deaf:
		<-r.Context().Done()
	case Moved:
		http.Redirect(w, r, s.Away, http.StatusFound)
	case Huge:
		send(w, http.StatusOK, "application/json", `{"success":true,"comps":"`)
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	}
}

// comps searches as the real one does: public products at a price in the
// currency, in the category and below, that name all the words.
func (s *Server) comps(w http.ResponseWriter, c Call) {
	query, taxonomy := strings.TrimSpace(c.Query["query"]), strings.TrimSpace(c.Query["taxonomy"])
	if query == "" && taxonomy == "" {
		s.fail(w, nil, Temper{Fault: Refused, Say: "Please give a taxonomy or a query."})
		return
	}
	currency := strings.ToLower(c.Query["price_currency_type"])
	if currency == "" {
		currency = "usd"
	}
	if sign(currency) == "" {
		s.fail(w, nil, Temper{Fault: Refused, Say: fmt.Sprintf("'%s' is not a supported currency.", c.Query["price_currency_type"])})
		return
	}
	var found []Product
	for _, p := range s.Products {
		if p.Currency == "" {
			p.Currency = "usd"
		}
		if p.Price > 0 && p.Currency == currency && under(p.Taxonomy, taxonomy) && holds(p.Name+" "+p.Description, query) {
			found = append(found, p)
		}
	}
	prices := make([]int, 0, len(found))
	for _, p := range found {
		prices = append(prices, p.Price)
	}
	slices.Sort(prices)
	slices.SortStableFunc(found, func(a, b Product) int { return b.Sales - a.Sales })
	examples := []map[string]string{}
	for _, p := range found[:min(len(found), 5)] {
		examples = append(examples, map[string]string{"name": p.Name, "price": shown(p), "url": p.URL})
	}
	send(w, http.StatusOK, "application/json", string(encode(map[string]any{"success": true, "comps": map[string]any{
		"count": len(found), "currency": currency,
		"price_cents": map[string]any{"p25": percentile(prices, 0.25), "p50": percentile(prices, 0.50), "p75": percentile(prices, 0.75)},
		"examples":    examples,
	}})))
}

func under(path, taxonomy string) bool {
	return taxonomy == "" || path == taxonomy || strings.HasPrefix(path, taxonomy+"/")
}

// holds reports whether a text has all the words.
func holds(text, query string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// percentile lies between two prices where it must; nil of none.
func percentile(sorted []int, p float64) any {
	if len(sorted) == 0 {
		return nil
	}
	h := p * float64(len(sorted)-1)
	low := int(h)
	high := min(low+1, len(sorted)-1)
	return int(float64(sorted[low]) + (h-float64(low))*float64(sorted[high]-sorted[low]) + 0.5)
}

func sign(currency string) string {
	return map[string]string{"usd": "$", "gbp": "£", "eur": "€", "jpy": "¥", "inr": "₹", "aud": "A$", "cad": "CAD$", "brl": "R$", "chf": "CHF"}[currency]
}

// shown is a price as the listing has it.
func shown(p Product) string {
	text := fmt.Sprintf("%d.%02d", p.Price/100, p.Price%100)
	if p.Currency == "jpy" {
		text = fmt.Sprint(p.Price)
	}
	text = sign(p.Currency) + strings.TrimSuffix(text, ".00")
	if p.Open {
		text += "+"
	}
	if p.Every != "" {
		text += " a " + p.Every
	}
	return text
}

func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of plain values
	}
	return raw
}

func send(w http.ResponseWriter, status int, media, body string) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// pause waits; false = the client went.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
