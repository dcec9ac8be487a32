package guard

import (
	"context"
	"net"
)

// Dial connects as a client under the rule does, whatever the name in a URL.
func Dial(ctx context.Context, r Rule, address string) (net.Conn, error) {
	return dialer(r).DialContext(ctx, "tcp", address)
}
