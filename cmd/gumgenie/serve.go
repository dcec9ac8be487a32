package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
)

type serveCmd struct {
	runFlags
	Addr         string `help:"Where to listen." default:"127.0.0.1:8080" env:"GUMGENIE_ADDR" placeholder:"HOST:PORT"`
	TrustNetwork bool   `help:"Listen on an address that others can reach although there are no accounts: whoever reaches it owns it." env:"GUMGENIE_TRUST_NETWORK"`
}

func (c serveCmd) Run(s *shell) error {
	a, err := app.Open(s.ctx, c.config(s))
	if err != nil {
		if fault.KindOf(err) == fault.Conflict {
			if addr, e := app.Served(s.data); e == nil {
				return fault.New(fault.Conflict, "A server works in %s already: http://%s", s.data, addr)
			}
		}
		return err
	}
	err = a.Serve(s.ctx, func(addr string) {
		fmt.Fprintf(s.out, "GumGenie is ready: http://%s\n", addr)
	})
	if closing := a.Close(context.WithoutCancel(s.ctx)); err == nil {
		err = closing
	}
	return err
}

func (c serveCmd) config(s *shell) app.Config {
	return s.config(app.Config{Addr: c.Addr, TrustNetwork: c.TrustNetwork, Providers: c.Providers, Deadline: c.Deadline})
}

// config fills in what every way to open the data folder shares.
func (s *shell) config(c app.Config) app.Config {
	c.Data, c.Version, c.Log, c.Now, c.Getenv = s.data, version, s.log, clock, s.getenv
	c.SpendLimit, c.UnknownPrices, c.Prices = s.spend.SpendLimit, s.spend.UnknownPrices, s.spend.Prices
	return c
}

// open returns a client of the server that holds the data folder, or of one
// inside this process when none does. What is set of c is for the latter.
func (s *shell) open(c app.Config) (*session, error) {
	c.Addr = insideHost
	a, err := app.Open(s.ctx, s.config(c))
	switch {
	case err == nil:
		return inside(a), nil
	case fault.KindOf(err) != fault.Conflict:
		return nil, err
	}
	addr, err := app.Served(s.data)
	if err != nil {
		return nil, err
	}
	slog.New(s.log.Handler()).Info("a server holds the data folder", "addr", addr)
	return outside(addr), nil
}
