package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// listen opens the address. One that others can reach is refused without
// accounts, because whoever reaches a server in local mode owns it.
func listen(ctx context.Context, addr string, trust bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The address %q is not host:port, such as 127.0.0.1:8080.", addr)
	}
	if !trust && !loopback(host) {
		return nil, fault.New(fault.Invalid, "The address %s can be reached by others, and there are no accounts yet: whoever reaches it would own it. Listen on 127.0.0.1, or give --trust-network if the network is yours.", addr)
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.Wrap(err, fault.Conflict, "The address %s is in use by another program. Choose another with --addr.", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fault.Wrap(err, fault.Forbidden, "Listening on %s is not allowed for this user. Choose a port above 1023 with --addr.", addr)
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, "The address %s cannot be listened on. Choose another with --addr.", addr)
	}
	return ln, nil
}

// CanListen reports whether a server could listen on an address; a fault says why
// it could not.
func CanListen(ctx context.Context, addr string, trust bool) error {
	ln, err := listen(ctx, addr, trust)
	if err != nil {
		return err
	}
	return ln.Close()
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// served says where the server of a data folder listens.
type served struct {
	Addr string `json:"addr"`
	PID  int    `json:"pid"`
}

const servedName = "server.json"

// announce writes the address into the data folder, so that the command line
// finds the server; forget takes it away.
func announce(dir, addr string) (forget func(), err error) {
	name := filepath.Join(dir, servedName)
	raw, err := json.Marshal(served{Addr: addr, PID: os.Getpid()})
	if err != nil {
		return nil, fmt.Errorf("announce the server: %w", err)
	}
	if err := os.WriteFile(name+".tmp", raw, 0o600); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The data folder %s cannot be written. Check its permissions or choose another with --data.", dir)
	}
	if err := os.Rename(name+".tmp", name); err != nil {
		return nil, fmt.Errorf("announce the server: %w", err)
	}
	return func() { _ = os.Remove(name) }, nil
}

// tidy removes what a killed process left in a folder that is ours now: where
// it served, so that nobody looks for it there, and the snapshot of a backup.
func tidy(dir string) {
	_ = os.Remove(filepath.Join(dir, servedName))
	left, _ := filepath.Glob(filepath.Join(escape(dir), backup.Temp+"*"))
	for _, name := range left {
		_ = os.RemoveAll(name)
	}
}

// escape makes the name of a folder a pattern that matches it alone.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// Served returns the address of the server that holds a data folder. It fails
// with a fault of kind Conflict if whoever holds the folder is no server.
func Served(dir string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, servedName))
	var s served
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil || s.Addr == "" {
		return "", fault.Wrap(err, fault.Conflict, "The data folder %s is in use by another GumGenie. Wait until it has ended, or choose another with --data.", dir)
	}
	return s.Addr, nil
}
