// Package gumroad asks the API of Gumroad, as one seller.
//
// Gumroad says no in three ways: with a status, with a status and an empty body,
// and with 200 and "success": false. All of them come back as faults with a
// sentence that says what to do. The access token is sent to the one address that
// was configured, follows no redirect, and stands in no error.
package gumroad

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Home is the address of Gumroad's API.
const Home = "https://api.gumroad.com/v2"

// Config says where and as whom to ask.
type Config struct {
	Token   string       // of the seller, never empty
	BaseURL string       // with the version in its path; "" = Home
	HTTP    *http.Client // nil = one of its own; redirects are never followed
	Agent   string       // User-Agent, "" = gumgenie
}

// Client asks as one seller. It is safe for concurrent use.
type Client struct {
	base  string
	token func() string // a closure: printing a client by mistake shows no token
	agent string
	http  *http.Client
}

// New returns a client. It fails without a token, and for an address that would
// carry it over the network in the clear; nothing is sent yet.
func New(c Config) (*Client, error) {
	if c.BaseURL == "" {
		c.BaseURL = Home
	}
	u, err := url.Parse(c.BaseURL)
	switch {
	case strings.TrimSpace(c.Token) == "":
		return nil, fault.New(fault.Invalid, "The Gumroad access token is empty.")
	case strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, fault.New(fault.Invalid, "The Gumroad access token holds a character that no token has. Copy it again, without spaces and line breaks.")
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "":
		return nil, fault.New(fault.Invalid, "The address of Gumroad's API is no web address. Leave it out, or write one such as %s.", Home)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fault.New(fault.Invalid, "The address of Gumroad's API begins with http: the access token would travel in the clear. Use https.")
	}
	own := http.Client{Transport: http.DefaultTransport}
	if c.HTTP != nil {
		own = *c.HTTP
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if c.Agent == "" {
		c.Agent = "gumgenie"
	}
	return &Client{base: strings.TrimRight(c.BaseURL, "/"), token: func() string { return c.Token }, agent: c.Agent, http: &own}, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// How reads are tried: how long one try may take, how many there are, and how
// long the first pause is; each next one is twice as long. Gumroad's own client
// does the same.
const (
	tryTime    = 5 * time.Second
	tries      = 3
	firstPause = 200 * time.Millisecond
	maxPause   = time.Hour // what is believed of a wait
)

// get reads an answer into a value. A failure that may pass is tried again, after
// as long as Gumroad asks for, unless the context ends before that.
func (c *Client) get(ctx context.Context, path string, params url.Values, into any) error {
	pause := firstPause
	for n := 1; ; n++ {
		err := c.try(ctx, path, params, into)
		var f *failure
		if err == nil || !errors.As(err, &f) || !f.passing || n == tries {
			return err
		}
		wait := max(pause, f.after)
		if end, ok := ctx.Deadline(); ok && time.Until(end) <= wait {
			return err // there is no time left for another try
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return err
		}
		pause *= 2
	}
}

// try asks once.
func (c *Client) try(ctx context.Context, path string, params url.Values, into any) error {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path+"?"+params.Encode(), nil)
	if err != nil {
		return c.unreached(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token())
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", c.agent)
	res, err := c.http.Do(r)
	if err != nil {
		return c.unreached(err)
	}
	defer res.Body.Close()
	return c.read(res, into)
}
