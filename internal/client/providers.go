package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Provider is a provider of language models as the list shows it.
type Provider struct {
	ID      string `json:"id"`
	Model   string `json:"model"`
	Enabled bool   `json:"enabled"`
}

// Providers returns the providers in the order in which they are asked.
func (c *Client) Providers(ctx context.Context) ([]Provider, error) {
	var out struct {
		Providers []Provider `json:"providers"`
	}
	r, err := c.request(ctx, http.MethodGet, "/api/providers", nil)
	if err != nil {
		return nil, err
	}
	err = c.answer(r, &out)
	return out.Providers, err
}

// TestProvider has a provider asked a tiny question and returns how long it took
// to answer.
func (c *Client) TestProvider(ctx context.Context, id string) (time.Duration, error) {
	var out struct {
		LatencyMS int64 `json:"latencyMs"`
	}
	r, err := c.request(ctx, http.MethodPost, "/api/providers/"+url.PathEscape(id)+"/test", nil)
	if err != nil {
		return 0, err
	}
	err = c.answer(r, &out)
	return time.Duration(out.LatencyMS) * time.Millisecond, err
}

// Ready reports whether the server can work.
func (c *Client) Ready(ctx context.Context) error {
	r, err := c.request(ctx, http.MethodGet, "/api/readyz", nil)
	if err != nil {
		return err
	}
	return c.answer(r, nil)
}
