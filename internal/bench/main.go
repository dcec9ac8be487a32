// Command bench measures what GumGenie promises, on the real binary over
// loopback, and prints tables: the figure, its spread, the aim beside it. It
// never fails for a slow machine; it fails when something does not work.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
)

func main() {
	bin := flag.String("bin", "bin/gumgenie", "the binary to measure")
	rounds := flag.Int("rounds", 3, "runs of each product")
	most := flag.Int("list", 100_000, "products in the long list")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := &bench{bin: *bin, rounds: *rounds, most: *most, ctx: ctx}
	fmt.Printf("%s, %d cores, %s\n", *bin, runtime.NumCPU(), runtime.Version())
	for _, part := range []func() error{b.start, b.products, b.atOnce, b.edit, b.requests, b.lists} {
		if err := part(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

type bench struct {
	bin    string
	rounds int
	most   int
	ctx    context.Context
}

// table prints rows with a head.
func table(title string, head string, rows [][]string) {
	fmt.Printf("\n%s\n", title)
	t := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, head)
	for _, r := range rows {
		for i, c := range r {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, c)
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush()
}

// server is the binary at work on a folder of its own.
type server struct {
	*client.Client
	cmd  *exec.Cmd
	dir  string
	addr string
}

// serve starts the binary and waits for its first answer.
func (b *bench) serve(dir string) (*server, time.Duration, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, 0, err
	}
	began := time.Now()
	cmd := exec.CommandContext(b.ctx, b.bin, "serve", "--addr", addr, "--data", dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, 0, fmt.Errorf("start %s: %w", b.bin, err)
	}
	s := &server{Client: &client.Client{Base: "http://" + addr, HTTP: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 200}}}, cmd: cmd, dir: dir, addr: addr}
	for time.Since(began) < 20*time.Second {
		res, err := http.Get(s.Base + "/api/healthz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return s, time.Since(began), nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return nil, 0, fmt.Errorf("the server did not answer within 20 s")
}

// stop ends the binary and returns when it is gone.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.cmd.Wait()
}

// with runs a part against a server on a fresh folder.
func (b *bench) with(do func(*server) error) error {
	dir, err := os.MkdirTemp("", "gumgenie-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s, _, err := b.serve(dir)
	if err != nil {
		return err
	}
	if err := do(s); err != nil {
		_ = s.stop()
		return err
	}
	return s.stop()
}

// start measures the cold start and the memory of a server that does nothing.
func (b *bench) start() error {
	var first []time.Duration
	var idle []float64
	for range 5 {
		dir, err := os.MkdirTemp("", "gumgenie-bench-")
		if err != nil {
			return err
		}
		for range 2 { // the second start finds its tables made
			s, took, err := b.serve(dir)
			if err != nil {
				return err
			}
			first = append(first, took)
			time.Sleep(time.Second)
			use, err := usage(s.cmd.Process.Pid)
			if err != nil {
				return err
			}
			idle = append(idle, use.rss)
			if err := s.stop(); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	table("Start (5 new folders, 5 used ones)", "measure\tmedian\tmin – max\taim", [][]string{
		{"spawn to first 200", ms(median(first)), spread(first), "≤ 150 ms"},
		{"idle RSS after 1 s", fmt.Sprintf("%.0f MB", medianOf(idle)), fmt.Sprintf("%.0f – %.0f MB", least(idle), most(idle)), "≤ 45 MB"},
	})
	return nil
}

// made is one run as the client saw it.
type made struct {
	id              string
	first, complete time.Duration
}

// run makes a product and times it from the request on.
func (s *server) run(ctx context.Context, req product.Request) (made, error) {
	var m made
	began := time.Now()
	id, err := s.Start(ctx, req, "")
	if err != nil {
		return m, err
	}
	m.id = id
	failed := ""
	err = s.Follow(ctx, id, func(e product.Event) error {
		if m.first == 0 && e.Kind != product.EventQueued {
			m.first = time.Since(began)
		}
		if e.Kind == product.EventFailed || e.Kind == product.EventStopped {
			failed = string(e.Data)
		}
		return nil
	})
	m.complete = time.Since(began)
	if err == nil && failed != "" {
		err = fmt.Errorf("the run failed: %s", failed)
	}
	return m, err
}

// patch changes a product and times the answer.
func (s *server) patch(ctx context.Context, id string, revision int, body any) (time.Duration, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPatch, s.Base+"/api/products/"+id, bytes.NewReader(raw))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/merge-patch+json")
	r.Header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(revision)))
	began := time.Now()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("PATCH answered %s", res.Status)
	}
	return time.Since(began), nil
}
