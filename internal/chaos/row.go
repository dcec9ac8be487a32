package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/script"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/product"
)

// canary is a key for tests only: it opens nothing.
const canary = "canary-key-for-tests-only"

// studio is a server at work in this process, on loopback.
type studio struct {
	*client.Client
	app  *app.App
	stop context.CancelFunc
	done chan error
}

func openStudio(ctx context.Context, dir string) (*studio, error) {
	a, err := app.Open(ctx, app.Config{Data: dir, Addr: "127.0.0.1:0", Version: "chaos", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	s := &studio{app: a, stop: stop, done: make(chan error, 1)}
	ready := make(chan string, 1)
	go func() { s.done <- a.Serve(ctx, func(addr string) { ready <- addr }) }()
	select {
	case addr := <-ready:
		s.Client = &client.Client{Base: "http://" + addr}
		return s, nil
	case err := <-s.done:
		return nil, errors.Join(err, a.Close(context.WithoutCancel(ctx)))
	}
}

func (s *studio) close() {
	s.stop()
	<-s.done
	_ = s.app.Close(context.Background())
}

// row is what came of one fault.
type row struct {
	took          time.Duration // from the worker's start to the end of the run
	score         float64
	model, local  int
	calls         int
	disorder      string // "" = events are in order
	enhanced      time.Duration
	by            string
	enhanceCalls  int
	status        product.Status
	launch        bool
	why           string
	enhanceStatus int
}

// String is the row as the table has it, without its name.
func (r row) String() string {
	order := "in order"
	if r.disorder != "" {
		order = r.disorder
	}
	return fmt.Sprintf("%.1f s\t%.0f\t%d\t%d\t%d\t%s\t%.1f s\t%s\t%d\t", r.took.Seconds(), r.score, r.model, r.local, r.calls, order, r.enhanced.Seconds(), r.by, r.enhanceCalls)
}

// wrong says what is not as it must be, "" if nothing is.
func (r row) wrong() string {
	switch {
	case r.broken() != "":
		return r.broken()
	case r.took > deadline:
		return fmt.Sprintf("the run took %.1f s", r.took.Seconds())
	case r.enhanced > deadline:
		return fmt.Sprintf("enhance took %.1f s", r.enhanced.Seconds())
	}
	return ""
}

// broken is wrong, however long it took.
func (r row) broken() string {
	switch {
	case r.status != product.Complete:
		return "the product is " + string(r.status)
	case r.score < leastScore:
		return fmt.Sprintf("the score is %.0f", r.score)
	case !r.launch:
		return "not ready to launch: " + r.why
	case r.disorder != "":
		return r.disorder
	case r.enhanceStatus != http.StatusOK:
		return fmt.Sprintf("enhance answers %d", r.enhanceStatus)
	}
	return ""
}

// row makes a product and works on a text while a provider has a fault.
func (s *studio) row(ctx context.Context, n int, f fault, between *proxies) (row, error) {
	srv := &aitest.Server{Temper: f.temper, Answer: script.New().Answer}
	base, stop := srv.Start()
	defer stop()
	if len(f.toxics) > 0 {
		u, err := url.Parse(base)
		if err != nil {
			return row{}, err
		}
		at, err := between.before(ctx, fmt.Sprintf("row-%d", n), u.Host, f.toxics)
		if err != nil {
			return row{}, err
		}
		base = "http://" + at + "/"
	}
	kind := "gemini"
	if f.wire != "" {
		kind = f.wire
	}
	forget, err := s.provider(ctx, "first", kind, base)
	if err != nil {
		return row{}, err
	}
	defer forget()
	if f.spare {
		other := &aitest.Server{Answer: script.New().Answer}
		at, end := other.Start()
		defer end()
		forget, err := s.provider(ctx, "second", "openai", at)
		if err != nil {
			return row{}, err
		}
		defer forget()
	}
	r, err := s.generate(ctx, n)
	if err != nil {
		return row{}, err
	}
	r.calls = len(srv.Calls())
	if err := s.enhance(ctx, n, &r); err != nil {
		return row{}, err
	}
	r.enhanceCalls = len(srv.Calls()) - r.calls
	return r, nil
}

// provider sets a provider up until the function that it returns is called.
func (s *studio) provider(ctx context.Context, id, kind, base string) (forget func(), err error) {
	if kind == "openai" {
		base += "v1"
	}
	status, body, err := s.send(ctx, http.MethodPut, "/api/providers/"+id, map[string]any{"kind": kind, "model": "writer-1", "baseURL": base, "key": canary, "enabled": true})
	if err != nil {
		return nil, err
	}
	if status >= http.StatusMultipleChoices {
		return nil, fmt.Errorf("set up the provider: %d %s", status, body)
	}
	return func() { _, _, _ = s.send(context.WithoutCancel(ctx), http.MethodDelete, "/api/providers/"+id, nil) }, nil
}

func (s *studio) send(ctx context.Context, method, path string, body any) (int, string, error) {
	var in io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return 0, "", err
		}
		in = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(ctx, method, s.Base+path, in)
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	return res.StatusCode, string(out), err
}

// generate makes a product and reads its events.
func (s *studio) generate(ctx context.Context, n int) (row, error) {
	briefs := []string{"Prompts for beekeepers with thirty hives", "Prompts for wedding photographers", "Meal and sleep planner for night-shift nurses", "Prompts for sourdough bakers"}
	req := product.Request{Brief: briefs[n%len(briefs)], Tier: product.Starter, Seed: uint64(n + 1)} //nolint:gosec // a row's number
	id, err := s.Start(ctx, req, "")
	if err != nil {
		return row{}, err
	}
	var r row
	var began, ended time.Time
	seq := int64(0)
	stage := 0
	if err := s.Follow(ctx, id, func(e product.Event) error {
		if seq++; e.Seq != seq && r.disorder == "" {
			r.disorder = fmt.Sprintf("event %d comes as number %d", e.Seq, seq)
		}
		switch e.Kind {
		case product.EventStarted:
			began = e.At
		case product.EventStage:
			var d struct{ Number int }
			if json.Unmarshal(e.Data, &d) == nil {
				if d.Number != stage+1 && r.disorder == "" {
					r.disorder = fmt.Sprintf("stage %d follows %d", d.Number, stage)
				}
				stage = d.Number
			}
		case product.EventText, product.EventItem, product.EventWritten:
			if stage != 2 && r.disorder == "" {
				r.disorder = e.Kind + " outside of writing"
			}
		case product.EventComplete, product.EventFailed, product.EventStopped:
			ended = e.At
		}
		return nil
	}); err != nil {
		return row{}, err
	}
	p, err := s.Product(ctx, id)
	if err != nil {
		return row{}, err
	}
	r.took, r.status, r.score, r.launch, r.why = ended.Sub(began), p.Status, p.Report.Score, p.Report.LaunchReady, p.Report.Why
	for _, sec := range p.Sections {
		for _, it := range sec.Items {
			if it.Tier != product.Starter && it.Tier != product.Mini || it.Kind != product.Prompt && it.Kind != product.Page {
				continue
			}
			if it.Writer == "local" {
				r.local++
			} else {
				r.model++
			}
		}
	}
	return r, s.Delete(ctx, id) // the background must not go on under the next fault
}

// enhance works on a text.
func (s *studio) enhance(ctx context.Context, n int, r *row) error {
	began := time.Now()
	status, body, err := s.send(ctx, http.MethodPost, "/api/enhance", map[string]any{
		"action": "shorten", "text": fmt.Sprintf("Hive %d. ", n) + "Write down what the hive looked like (frame by frame). Note the weather. Then say what you will do next week. Keep it short.",
	})
	if err != nil {
		return err
	}
	r.enhanced, r.enhanceStatus = time.Since(began), status
	var got struct{ Writer string }
	if json.Unmarshal([]byte(body), &got) != nil || got.Writer == "" {
		return fmt.Errorf("enhance answers %d %s", status, strings.TrimSpace(body))
	}
	r.by = got.Writer
	return nil
}
