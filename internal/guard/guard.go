// Package guard asks addresses over HTTP that somebody else has chosen.
//
// A rule says which may be asked. It is checked when a connection is made, on the
// address that it goes to: what a name means may change between a look and a call
// (DNS rebinding). Redirects are never followed, since they would take headers
// along, and with them keys.
package guard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Rule says which addresses may be asked.
type Rule int

// The rules, the strictest first.
const (
	// Public allows what lies in the open internet.
	Public Rule = iota
	// Near also allows this machine and private networks, but no link-local
	// address and none where clouds hand out credentials.
	Near
	// Any allows all: the operator has chosen the address.
	Any
)

// What a client says, inside its error, when it does not go on.
var (
	ErrBarred = errors.New("the address may not be asked from here")
	ErrMoved  = errors.New("the address redirects elsewhere")
)

// How long a connection may take to be made, and how long it is kept when idle.
const (
	dialTime = 4 * time.Second
	idleTime = 90 * time.Second
	mostIdle = 64
)

// Client returns a client that keeps to the rule and follows no redirect. It asks
// through the proxy of the environment, but under Public, where the proxy would
// decide what is reached.
func Client(r Rule) *http.Client {
	t := &http.Transport{
		DialContext: dialer(r).DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: dialTime,
		MaxIdleConnsPerHost: mostIdle, IdleConnTimeout: idleTime,
	}
	if r != Public {
		t.Proxy = http.ProxyFromEnvironment
	}
	return &http.Client{Transport: &still{t, r}}
}

func dialer(r Rule) *net.Dialer {
	return &net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !r.allows(at.Addr()) {
			return fmt.Errorf("dial %s: %w", address, ErrBarred)
		}
		return nil
	}}
}

// still is a transport that stays where it was sent.
type still struct {
	*http.Transport
	rule Rule
}

// RoundTrip fails with ErrBarred or ErrMoved inside its error.
func (s *still) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := s.rule.Check(r.URL); err != nil { // a proxy would not ask the dialer
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, err
	}
	res, err := s.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		_ = res.Body.Close()
		return nil, fmt.Errorf("status %d: %w", res.StatusCode, ErrMoved)
	}
	return res, nil
}

// Check says whether an address may be asked as far as its text shows; the
// connection is checked again. The error wraps ErrBarred.
func (r Rule) Check(u *url.URL) error {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	ip, err := netip.ParseAddr(host)
	switch {
	case u.Scheme != "http" && u.Scheme != "https" || host == "":
		return fmt.Errorf("no HTTP address: %w", ErrBarred)
	case r == Any:
		return nil
	case err == nil && !r.allows(ip):
		return fmt.Errorf("%s: %w", host, ErrBarred)
	case slices.Contains(metadataNames(), host):
		return fmt.Errorf("%s: %w", host, ErrBarred)
	case r == Public && (host == "localhost" || strings.HasSuffix(host, ".localhost")):
		return fmt.Errorf("%s: %w", host, ErrBarred)
	}
	return nil
}

// metadataNames are where clouds hand out credentials to their machines.
func metadataNames() []string {
	return []string{"metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal"}
}

// metadata are the addresses of that kind which are not link-local: of Azure,
// Alibaba, Oracle, and of AWS and Google over IPv6.
func metadata() []string {
	return []string{"168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254"}
}

// inner are networks of one's own which netip does not call private.
func inner() []string {
	return []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "fec0::/10", "64:ff9b:1::/48"}
}

// allows reports whether a connection to the address may be made.
func (r Rule) allows(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if r == Any {
		return ip.IsValid()
	}
	if v4, ok := embedded(ip); ok {
		return r.allows(v4)
	}
	if !ip.IsValid() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || slices.Contains(metadata(), ip.String()) ||
		netip.MustParsePrefix("240.0.0.0/4").Contains(ip) {
		return false
	}
	if r == Near {
		return true
	}
	return !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsUnspecified() &&
		!slices.ContainsFunc(inner(), func(p string) bool { return netip.MustParsePrefix(p).Contains(ip) })
}

// embedded returns the IPv4 address that an IPv6 address stands for on the way:
// NAT64, 6to4, and the old compatible form.
func embedded(ip netip.Addr) (netip.Addr, bool) {
	b := ip.As16()
	switch {
	case ip.Is4() || ip.IsLoopback() || ip.IsUnspecified():
		return ip, false
	case netip.MustParsePrefix("64:ff9b::/96").Contains(ip), netip.MustParsePrefix("::/96").Contains(ip):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(ip):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return ip, false
}
