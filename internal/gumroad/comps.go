package gumroad

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"strings"
)

// Search is what comparable products are looked for by; a query, a taxonomy, or
// both are needed.
type Search struct {
	Query    string // words of names and descriptions
	Taxonomy string // path of a category such as "design/ui-and-web/figma", with all below it
	Currency string // of the prices, ISO 4217; "" = US dollars
}

// Comps is what comparable products cost: public ones that are priced in the
// currency, free ones not counted.
type Comps struct {
	Count    int
	Currency string // ISO 4217, upper case
	P25      *int   // of the prices, in the smallest unit; nil = there is none
	P50      *int
	P75      *int
	Examples []Example // up to five, the best-selling first
}

// Example is a product that is compared with.
type Example struct {
	Name  string `json:"name"`
	Price string `json:"price"` // as Gumroad shows it: "$15", "$5+", "$10 a month"
	URL   string `json:"url"`
}

// count is a whole number as Gumroad sends it: 1, 1.0 or null.
type count float64

// UnmarshalJSON takes numbers of 0 and more, rounded: percentiles may lie between
// two prices. null is 0.
func (c *count) UnmarshalJSON(raw []byte) error {
	var f *float64
	if err := json.Unmarshal(raw, &f); err != nil {
		return err
	}
	switch {
	case f == nil:
		*c = 0
	case *f < 0 || *f > 1e9:
		return fmt.Errorf("%g is no count", *f)
	default:
		*c = count(math.Round(*f))
	}
	return nil
}

// amount is the count where there is one.
func (c *count) amount() *int {
	if c == nil {
		return nil
	}
	n := int(*c)
	return &n
}

// Comps asks what comparable products cost. None found is no error.
func (c *Client) Comps(ctx context.Context, s Search) (Comps, error) {
	params := url.Values{}
	for name, v := range map[string]string{"query": s.Query, "taxonomy": s.Taxonomy, "price_currency_type": strings.ToLower(s.Currency)} {
		if v = strings.TrimSpace(v); v != "" {
			params.Set(name, v)
		}
	}
	var answer struct {
		Comps *struct {
			Count    count  `json:"count"`
			Currency string `json:"currency"`
			Price    struct {
				P25 *count `json:"p25"`
				P50 *count `json:"p50"`
				P75 *count `json:"p75"`
			} `json:"price_cents"`
			Examples []Example `json:"examples"`
		} `json:"comps"`
	}
	if err := c.get(ctx, "/products/comps", params, &answer); err != nil {
		return Comps{}, err
	}
	if answer.Comps == nil {
		return Comps{}, c.away(fmt.Errorf("the answer has no comps"))
	}
	got := answer.Comps
	out := Comps{Count: int(got.Count), Currency: strings.ToUpper(first(got.Currency, s.Currency, "usd")),
		P25: got.Price.P25.amount(), P50: got.Price.P50.amount(), P75: got.Price.P75.amount(), Examples: got.Examples[:min(len(got.Examples), 5)]}
	if asked := strings.ToUpper(first(s.Currency, "usd")); out.Currency != asked {
		return Comps{}, c.away(fmt.Errorf("prices in %.10q came for %s", out.Currency, asked))
	}
	return out, nil
}
