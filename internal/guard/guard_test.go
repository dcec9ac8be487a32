package guard_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/guard"
)

func TestWhichAddressesMayBeAsked(t *testing.T) {
	t.Parallel()
	const nobody, near, all = 0, 1, 2 // from which rule on it may be asked: Any only, Near, Public
	for address, want := range map[string]int{
		"https://generativelanguage.googleapis.com": all, "http://openrouter.ai/api/v1": all, "https://8.8.8.8": all, "https://[2606:4700::1111]": all,
		"http://[64:ff9b::808:808]": all, "http://172.32.0.1": all, "http://localhost.example.com": all,
		"http://localhost:11434/v1": near, "http://LOCALHOST.": near, "http://a.localhost": near, "http://127.0.0.1:8080": near, "http://127.9.9.9": near, "http://[::1]:1": near,
		"http://10.1.2.3": near, "http://172.16.0.1": near, "http://192.168.1.20": near, "http://100.64.0.1": near, "http://[fd12::1]": near, "http://0.0.0.0": near, "http://[::]": near,
		"http://[::ffff:127.0.0.1]": near, "http://[64:ff9b::7f00:1]": near, "http://[2002:7f00:1::]": near, "http://[::10.0.0.1]": near, "http://198.18.0.1": near,
		"http://169.254.169.254/latest": nobody, "http://169.254.1.1": nobody, "http://[fe80::1]": nobody, "http://[fe80::1%25eth0]": nobody, "http://[::ffff:169.254.169.254]": nobody,
		"http://[64:ff9b::a9fe:a9fe]": nobody, "http://[2002:a9fe:a9fe::]": nobody, "http://metadata.google.internal": nobody, "http://Metadata.Google.Internal.": nobody, "http://metadata": nobody,
		"http://instance-data.ec2.internal": nobody, "http://[fd00:ec2::254]": nobody, "http://100.100.100.200": nobody, "http://168.63.129.16": nobody,
		"http://224.0.0.1": nobody, "http://255.255.255.255": nobody, "http://[ff02::1]": nobody,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		for rule, may := range map[guard.Rule]bool{guard.Public: want >= all, guard.Near: want >= near, guard.Any: true} {
			if err := rule.Check(u); (err == nil) != may || err != nil && !errors.Is(err, guard.ErrBarred) {
				t.Errorf("%s under rule %d: got %v, want allowed %t", address, rule, err, may)
			}
		}
	}
	for _, address := range []string{"file:///etc/passwd", "gopher://x", "ftp://x", "http://", "localhost:11434", "//x"} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := guard.Any.Check(u); !errors.Is(err, guard.ErrBarred) {
			t.Errorf("%s: got %v, want it barred", address, err)
		}
	}
}

// TestTheConnectionIsChecked goes to an address that no text in a URL gave away:
// the dialer sees what the name has become.
func TestTheConnectionIsChecked(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	at := strings.TrimPrefix(srv.URL, "http://")
	named := "localhost:" + at[strings.LastIndexByte(at, ':')+1:]
	for _, address := range []string{at, named} {
		if c, err := guard.Dial(t.Context(), guard.Public, address); !errors.Is(err, guard.ErrBarred) {
			t.Errorf("%s under Public: got %v, %v; want it barred", address, c, err)
		}
		c, err := guard.Dial(t.Context(), guard.Near, address)
		if err != nil {
			t.Errorf("%s under Near: %v", address, err)
			continue
		}
		_ = c.Close()
	}
	if c, err := guard.Dial(t.Context(), guard.Near, "169.254.169.254:80"); !errors.Is(err, guard.ErrBarred) {
		t.Errorf("got %v, %v; want it barred", c, err)
	}
}

func TestAClientStaysWhereItIsSent(t *testing.T) {
	t.Parallel()
	seen := make(chan string, 16)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen <- r.Header.Get("Authorization") }))
	defer elsewhere.Close()
	status := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", elsewhere.URL)
		w.WriteHeader(status)
	}))
	defer srv.Close()
	c := guard.Client(guard.Near)
	defer c.CloseIdleConnections()
	for _, status = range []int{301, 302, 303, 307, 308} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer canary")
		if res, err := c.Do(r); !errors.Is(err, guard.ErrMoved) {
			t.Errorf("%d: got %v, %v; want that it moved", status, res, err)
		}
	}
	status = http.StatusOK
	res, err := c.Get(srv.URL)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("got %v, %v", res, err)
	}
	_ = res.Body.Close()
	if _, err := guard.Client(guard.Public).Get(srv.URL); !errors.Is(err, guard.ErrBarred) {
		t.Errorf("got %v, want it barred", err)
	}
	select {
	case key := <-seen:
		t.Errorf("the other address was asked, with %q", key)
	default:
	}
}
