// Package client speaks GumGenie's HTTP interface: to a server that holds the
// data folder, or to one inside the same process.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Client calls one server. Its zero HTTP is http.DefaultClient.
type Client struct {
	Base string // such as "http://127.0.0.1:8080"
	HTTP *http.Client
}

// Light is a product as the list shows it.
type Light struct {
	ID       string           `json:"id"`
	Status   product.Status   `json:"status"`
	Category product.Category `json:"category"`
	Title    string           `json:"title"`
	Brief    string           `json:"brief"`
	Score    float64          `json:"score"`
	Created  string           `json:"created"`
}

// Start asks for a product and returns its id; the run goes on by itself. The
// key makes the call safe to repeat.
func (c *Client) Start(ctx context.Context, req product.Request, key string) (id string, err error) {
	body, err := json.Marshal(req)
	if err != nil {
		return "", fmt.Errorf("encode the request: %w", err)
	}
	r, err := c.request(ctx, http.MethodPost, "/api/generate", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Prefer", "respond-async")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	var out struct {
		ID string `json:"id"`
	}
	if err := c.answer(r, &out); err != nil {
		return "", err
	}
	return out.ID, nil
}

// Stop ends the making of a product.
func (c *Client) Stop(ctx context.Context, id string) error {
	r, err := c.request(ctx, http.MethodPost, "/api/products/"+url.PathEscape(id)+"/stop", nil)
	if err != nil {
		return err
	}
	return c.answer(r, nil)
}

// Product returns a product whole.
func (c *Client) Product(ctx context.Context, id string) (*product.Product, error) {
	var p product.Product
	r, err := c.request(ctx, http.MethodGet, "/api/products/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, err
	}
	if err := c.answer(r, &p); err != nil {
		return nil, err
	}
	return &p, nil
}

// Products returns a page of the list, newest first, and where the next begins
// ("" = there is none).
func (c *Client) Products(ctx context.Context, after string, limit int) ([]Light, string, error) {
	var out struct {
		Products []Light `json:"products"`
		Next     string  `json:"next"`
	}
	r, err := c.request(ctx, http.MethodGet, "/api/products?limit="+strconv.Itoa(limit)+"&after="+url.QueryEscape(after), nil)
	if err != nil {
		return nil, "", err
	}
	if err := c.answer(r, &out); err != nil {
		return nil, "", err
	}
	return out.Products, out.Next, nil
}

// Delete forgets a product and its files.
func (c *Client) Delete(ctx context.Context, id string) error {
	r, err := c.request(ctx, http.MethodDelete, "/api/products/"+url.PathEscape(id), nil)
	if err != nil {
		return err
	}
	return c.answer(r, nil)
}

// Profile returns the seller's profile.
func (c *Client) Profile(ctx context.Context) (product.Profile, error) {
	var p product.Profile
	r, err := c.request(ctx, http.MethodGet, "/api/profile", nil)
	if err != nil {
		return p, err
	}
	err = c.answer(r, &p)
	return p, err
}

// SetProfile keeps the seller's profile and returns it as kept.
func (c *Client) SetProfile(ctx context.Context, p product.Profile) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode the profile: %w", err)
	}
	r, err := c.request(ctx, http.MethodPut, "/api/profile", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.answer(r, nil)
}

// File copies a file of a product to w.
func (c *Client) File(ctx context.Context, id, path string, w io.Writer) error {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return c.copy(ctx, http.MethodGet, "/api/products/"+url.PathEscape(id)+"/files/"+strings.Join(parts, "/"), w)
}

// Backup copies a backup of the whole data folder to w.
func (c *Client) Backup(ctx context.Context, w io.Writer) error {
	return c.copy(ctx, http.MethodPost, "/api/admin/backup", w)
}

func (c *Client) copy(ctx context.Context, method, path string, w io.Writer) error {
	r, err := c.request(ctx, method, path, nil)
	if err != nil {
		return err
	}
	res, err := c.send(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	to := &sink{w: w}
	switch _, err := io.Copy(to, res.Body); {
	case to.err != nil:
		return to.err // as the writer said it
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	default:
		return fault.Wrap(err, fault.Unavailable, "The server at %s broke off before the end.", c.Base)
	}
}

// sink remembers what its writer said, to tell it from what the connection says.
type sink struct {
	w   io.Writer
	err error
}

// Write passes the bytes on.
func (s *sink) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	if err != nil {
		s.err = err
	}
	return n, err
}

func (c *Client) request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.Base, "/")+path, body)
	if err != nil {
		return nil, fmt.Errorf("ask the server: %w", err)
	}
	r.Header.Set("Accept", "application/json")
	return r, nil
}

// send returns an answer of success; a problem becomes a fault with the
// server's sentence.
func (c *Client) send(r *http.Request) (*http.Response, error) {
	h := c.HTTP
	if h == nil {
		h = http.DefaultClient
	}
	res, err := h.Do(r)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return nil, err
		}
		return nil, fault.Wrap(err, fault.Unavailable, "The server at %s does not answer.", c.Base)
	}
	if res.StatusCode < 300 {
		return res, nil
	}
	defer res.Body.Close()
	return nil, problem(res)
}

func problem(res *http.Response) error {
	var p struct {
		Type   string `json:"type"`
		Detail string `json:"detail"`
		Field  string `json:"field"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<16)).Decode(&p); err != nil || p.Detail == "" {
		return fault.New(fault.Unavailable, "The server answered with status %d.", res.StatusCode)
	}
	kind := fault.Kind(p.Type[strings.LastIndexByte(p.Type, '/')+1:])
	return &fault.Fault{Kind: kind, Message: p.Detail, Field: p.Field}
}

func (c *Client) answer(r *http.Request, out any) error {
	res, err := c.send(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if out == nil {
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		return fmt.Errorf("read the server's answer: %w", err)
	}
	return nil
}
