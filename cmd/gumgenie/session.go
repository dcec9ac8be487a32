package main

import (
	"context"
	"net/http"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
)

// insideHost names the server inside this process; nothing listens there.
const insideHost = "127.0.0.1:0"

// session is a client with the way to end it.
type session struct {
	*client.Client
	served string // address of the server that does the work, "" = this process
	app    *app.App
}

func inside(a *app.App) *session {
	return &session{Client: &client.Client{Base: "http://" + insideHost, HTTP: &http.Client{Transport: app.Inside{Handler: a.Handler()}}}, app: a}
}

func outside(addr string) *session {
	return &session{Client: &client.Client{Base: "http://" + addr}, served: addr}
}

// close ends the work of this process; a run that is under way goes on when the
// data folder is next opened.
func (s *session) close(ctx context.Context) error {
	if s.app == nil {
		return nil
	}
	return s.app.Close(context.WithoutCancel(ctx))
}
