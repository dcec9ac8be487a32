package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

func config(dir string) app.Config {
	return app.Config{Data: dir, Addr: "127.0.0.1:0", Version: "test", Log: slog.New(slog.DiscardHandler), Now: time.Now}
}

func open(t *testing.T, c app.Config) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return a
}

func mini() product.Request {
	return product.Request{Brief: "Meal and sleep planner for night-shift nurses", Category: product.DigitalPlanners, Tier: product.Mini}
}

// serve runs the server until end is called, which returns what Serve did.
func serve(t *testing.T, a *app.App) (addr string, end func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- a.Serve(ctx, func(addr string) { ready <- addr }) }()
	select {
	case addr = <-ready:
	case err := <-done:
		cancel()
		t.Fatalf("serve: %v", err)
	}
	return addr, func() error {
		cancel()
		return <-done
	}
}

func TestServeAnnouncesItselfAndForgets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := open(t, config(dir))
	if _, err := app.Served(dir); fault.KindOf(err) != fault.Conflict {
		t.Errorf("before: got %v, want a conflict", err)
	}
	addr, end := serve(t, a)
	if got, err := app.Served(dir); err != nil || got != addr {
		t.Errorf("got the address %q, %v; want %q", got, err, addr)
	}
	c := &client.Client{Base: "http://" + addr}
	id, err := c.Start(t.Context(), mini(), "")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	if err := c.Follow(t.Context(), id, func(e product.Event) error { kinds = append(kinds, e.Kind); return nil }); err != nil || kinds[len(kinds)-1] != product.EventComplete {
		t.Errorf("got the events %v, %v", kinds, err)
	}
	if err := end(); err != nil {
		t.Errorf("serve: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "server.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the announcement is left: %v", err)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("somebody still listens")
	}
}

func TestAFolderIsOpenedOnceAndClosedTwice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := open(t, config(dir))
	if _, err := app.Open(t.Context(), config(dir)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second open: got %v, want a conflict", err)
	}
	for n := range 2 {
		if err := a.Close(t.Context()); err != nil {
			t.Errorf("close number %d: %v", n+1, err)
		}
	}
	if err := open(t, config(dir)).Close(t.Context()); err != nil {
		t.Errorf("open again: %v", err)
	}
}

func TestWhatAKilledServerLeftIsTidied(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a[1]*")
	open(t, config(dir)).Close(t.Context())
	half := filepath.Join(dir, ".backup-123")
	err := errors.Join(os.Mkdir(half, 0o755), os.WriteFile(filepath.Join(half, "gumgenie.db"), []byte("x"), 0o600),
		os.WriteFile(filepath.Join(dir, "server.json"), []byte(`{"addr":"127.0.0.1:1","pid":1}`), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	open(t, config(dir))
	if addr, err := app.Served(dir); fault.KindOf(err) != fault.Conflict {
		t.Errorf("got the address %q of a server that is dead, %v", addr, err)
	}
	if _, err := os.Stat(half); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a backup is left: %v", err)
	}
}

func TestAddressesThatCannotBeServed(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	tests := map[string]struct {
		addr string
		kind fault.Kind
	}{
		"all":            {":0", fault.Invalid},
		"all of IPv4":    {"0.0.0.0:0", fault.Invalid},
		"all of IPv6":    {"[::]:0", fault.Invalid},
		"the network":    {"192.168.1.1:8080", fault.Invalid},
		"a name":         {"example.com:80", fault.Invalid},
		"no port":        {"127.0.0.1", fault.Invalid},
		"nothing":        {"", fault.Invalid},
		"a port too far": {"127.0.0.1:99999", fault.Invalid},
		"no number":      {"127.0.0.1:http:", fault.Invalid},
		"in use":         {taken.Addr().String(), fault.Conflict},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t.TempDir())
			c.Addr = tc.addr
			err := open(t, c).Serve(t.Context(), func(string) { t.Error("it is ready") })
			if fault.KindOf(err) != tc.kind {
				t.Errorf("got %v, want the kind %s", err, tc.kind)
			}
			if m := fault.Message(err); !strings.HasSuffix(m, ".") || strings.Contains(m, "syscall") {
				t.Errorf("the sentence is %q", m)
			}
		})
	}
}

func TestAWorkingServerStopsInTheMiddleAndGoesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := open(t, config(dir))
	addr, end := serve(t, a)
	c := &client.Client{Base: "http://" + addr}
	req := mini()
	req.Tier = product.Starter
	id, err := c.Start(t.Context(), req, "")
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("seen enough")
	err = c.Follow(t.Context(), id, func(e product.Event) error {
		if e.Kind == product.EventFile {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Fatalf("got %v", err)
	}
	if err := errors.Join(end(), a.Close(t.Context())); err != nil {
		t.Errorf("shut down: %v", err)
	}
	b := open(t, config(dir))
	in := inside(b)
	seq := int64(0)
	err = in.Follow(t.Context(), id, func(e product.Event) error {
		if e.Seq != seq+1 {
			t.Errorf("event %d follows %d", e.Seq, seq)
		}
		seq = e.Seq
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := in.Product(t.Context(), id); err != nil || p.Status != product.Complete {
		t.Errorf("got %+v, %v", p, err)
	}
}

func inside(a *app.App) *client.Client {
	return &client.Client{Base: "http://127.0.0.1:0", HTTP: &http.Client{Transport: app.Inside{Handler: a.Handler()}}}
}

// TestNothingIsLeftAfterClose opens and closes, with work in between, and
// counts goroutines: each open must give back what it started.
func TestNothingIsLeftAfterClose(t *testing.T) {
	cycle := func() {
		a, err := app.Open(t.Context(), config(t.TempDir()))
		if err != nil {
			t.Fatal(err)
		}
		in := inside(a)
		id, err := in.Start(t.Context(), mini(), "")
		if err != nil {
			t.Fatal(err)
		}
		if err := in.Follow(t.Context(), id, func(product.Event) error { return nil }); err != nil {
			t.Error(err)
		}
		if err := a.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	cycle() // what is made once for the whole process
	before := settled(1 << 20)
	for range 4 {
		cycle()
	}
	if after := settled(before); after > before {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines after four more cycles, %d before:\n%s", after, before, buf[:runtime.Stack(buf, true)])
	}
}

// settled waits until no more than most goroutines are there, or none ends any more.
func settled(most int) int {
	n := runtime.NumGoroutine()
	for range 2000 {
		runtime.Gosched()
		runtime.GC()
		if now := runtime.NumGoroutine(); now <= most && now == n {
			return now
		} else {
			n = now
		}
	}
	return n
}

func call(t *testing.T, ctx context.Context, h http.HandlerFunc) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://inside/x?y=1", strings.NewReader("asked"))
	if err != nil {
		t.Fatal(err)
	}
	return app.Inside{Handler: h}.RoundTrip(r)
}

func TestInsideStreams(t *testing.T) {
	t.Parallel()
	next := make(chan struct{})
	res, err := call(t, t.Context(), func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != "asked" || r.Host != "inside" || r.RequestURI != "/x?y=1" {
			t.Errorf("got the request %q %q %q, %v", body, r.Host, r.RequestURI, err)
		}
		w.Header().Set("X-A", "before")
		w.WriteHeader(http.StatusProcessing)
		w.WriteHeader(http.StatusAccepted)
		w.WriteHeader(http.StatusTeapot)
		w.Header().Set("X-A", "after")
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
		<-next
		_, _ = io.WriteString(w, "said")
	})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusAccepted || res.Status != "202 Accepted" || res.Header.Get("X-A") != "before" {
		t.Errorf("got %q with %q", res.Status, res.Header.Get("X-A"))
	}
	close(next) // the header came although the body had not
	if body, err := io.ReadAll(res.Body); err != nil || string(body) != "said" {
		t.Errorf("got %q, %v", body, err)
	}
}

func TestInsideAnswersAHandlerThatSaysNothing(t *testing.T) {
	t.Parallel()
	res, err := call(t, t.Context(), func(http.ResponseWriter, *http.Request) {})
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("got %+v, %v", res, err)
	}
	if body, err := io.ReadAll(res.Body); err != nil || len(body) != 0 {
		t.Errorf("got %q, %v", body, err)
	}
}

func TestInsideBreaksOffWhenTheHandlerPanics(t *testing.T) {
	t.Parallel()
	if res, err := call(t, t.Context(), func(http.ResponseWriter, *http.Request) { panic("before") }); err == nil {
		t.Errorf("got %q of a handler that panicked before it answered", res.Status)
	}
	res, err := call(t, t.Context(), func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic(http.ErrAbortHandler)
	})
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(res.Body); err == nil {
		t.Errorf("got %q as if it were whole", body)
	}
}

func TestInsideEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go cancel()
	if _, err := call(t, ctx, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done(); close(ended) }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	<-ended
}

func TestInsideEndsAWriterWhoseReaderLeft(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	res, err := call(t, t.Context(), func(w http.ResponseWriter, _ *http.Request) {
		var err error
		for err == nil {
			_, err = io.WriteString(w, "more")
		}
		ended <- err
	})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if err := <-ended; !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func TestServedReadsOnlyWhatAServerWrites(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"nothing": "", "no JSON": "{", "no address": "{}", "another": `["x"]`} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "server.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if addr, err := app.Served(dir); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: got %q, %v; want a conflict", name, addr, err)
		}
	}
	raw, err := json.Marshal(map[string]any{"addr": "127.0.0.1:7", "pid": 1})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "server.json"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if addr, err := app.Served(dir); err != nil || addr != "127.0.0.1:7" {
		t.Errorf("got %q, %v", addr, err)
	}
}
