package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"time"
)

// toxic is one disturbance of a proxy of Toxiproxy, on the way back to the client.
type toxic struct {
	Type       string         `json:"type"`
	Stream     string         `json:"stream"`
	Toxicity   float64        `json:"toxicity"`
	Attributes map[string]int `json:"attributes"`
}

// proxies is a Toxiproxy process of our own.
type proxies struct {
	api string
	cmd *exec.Cmd
}

// openProxies starts the program and waits until it answers.
func openProxies(ctx context.Context, program string) (*proxies, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	p := &proxies{api: "http://127.0.0.1:" + port}
	p.cmd = exec.CommandContext(ctx, program, "-host", "127.0.0.1", "-port", port)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start Toxiproxy: %w", err)
	}
	for range 200 {
		if p.post(ctx, "/reset", struct{}{}) == nil {
			return p, nil
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(25 * time.Millisecond):
		}
	}
	p.close()
	return nil, fmt.Errorf("Toxiproxy does not answer at %s", p.api)
}

// close ends the process.
func (p *proxies) close() {
	if p != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}

// before puts a proxy with toxics before an address and returns its own.
func (p *proxies) before(ctx context.Context, name, upstream string, toxics []toxic) (string, error) {
	port, err := freePort()
	if err != nil {
		return "", err
	}
	at := "127.0.0.1:" + port
	if err := p.post(ctx, "/proxies", map[string]any{"name": name, "listen": at, "upstream": upstream, "enabled": true}); err != nil {
		return "", err
	}
	for _, t := range toxics {
		t.Stream, t.Toxicity = "downstream", 1
		if err := p.post(ctx, "/proxies/"+name+"/toxics", t); err != nil {
			return "", err
		}
	}
	return at, nil
}

func (p *proxies) post(ctx context.Context, path string, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.api+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("Toxiproxy answers %s to %s", res.Status, path)
	}
	return nil
}

// freePort returns a port of this machine that nobody listens on now.
func freePort() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	_, port, err := net.SplitHostPort(ln.Addr().String())
	return port, err
}
