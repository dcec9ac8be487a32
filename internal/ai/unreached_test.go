package ai_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/guard"
)

// TestWhyNobodyIsReached asks both clients through connections that fail before
// any answer: the sentence says what helps.
func TestWhyNobodyIsReached(t *testing.T) {
	t.Parallel()
	now := time.Now()
	later, trusting := secured(t, now.Add(time.Hour), now.Add(2*time.Hour))
	over, trustingOver := secured(t, now.Add(-2*time.Hour), now.Add(-time.Hour))
	well, _ := secured(t, now.Add(-time.Hour), now.Add(time.Hour))
	failing := func(err error) *http.Client {
		return &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, err }}}
	}
	for name, tc := range map[string]struct {
		base string
		http *http.Client
		want ai.Reason
		word string
	}{
		"not yet valid":   {later, trusting, ai.Clock, "clock"},
		"no longer valid": {over, trustingOver, ai.Clock, "clock"},
		"not trusted":     {well, &http.Client{}, ai.Untrusted, "not trusted"},
		"barred":          {"http://barred.invalid/", failing(fmt.Errorf("dial: %w", guard.ErrBarred)), ai.Barred, "may not be asked"},
		"moved":           {"http://moved.invalid/", failing(fmt.Errorf("dial: %w", guard.ErrMoved)), ai.Moved, "key is not sent"},
		"no network":      {"http://away.invalid/", failing(&net.OpError{Op: "dial", Err: errors.New("network is unreachable")}), ai.Broken, "network"},
		"no such host":    {"http://away.invalid/", failing(&net.DNSError{Err: "no such host", Name: "away.invalid", IsNotFound: true}), ai.Broken, "address"},
	} {
		for wire, m := range clients(t, tc.base, tc.http) {
			_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
			var e *ai.Error
			if !errors.As(err, &e) || e.Reason != tc.want {
				t.Errorf("%s, %s: got %v, want %s", name, wire, err, tc.want)
				continue
			}
			if text := fault.Message(e.Fault()); !strings.Contains(text, tc.word) || !strings.Contains(text, m.Name()) || !strings.HasSuffix(text, ".") {
				t.Errorf("%s, %s: people read %q", name, wire, text)
			}
		}
	}
}

func clients(t *testing.T, base string, h *http.Client) map[string]ai.Model {
	t.Helper()
	g, err := gemini.New(t.Context(), gemini.Config{Key: "for-tests", Model: "m", BaseURL: base, HTTP: h})
	if err != nil {
		t.Fatal(err)
	}
	o, err := openai.New(openai.Config{Key: "for-tests", Model: "m", BaseURL: base, HTTP: h})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]ai.Model{"gemini": g, "openai": o}
}

// secured serves HTTPS with a certificate of that validity, and returns a client
// that trusts it.
func secured(t *testing.T, from, to time.Time) (base string, trusting *http.Client) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	pool := x509.NewCertPool()
	pool.AddCert(c)
	return srv.URL + "/", &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
}
