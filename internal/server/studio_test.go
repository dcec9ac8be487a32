package server_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/server"
	"github.com/gumgenie/gumgenie/internal/store"
)

// studio is a server over a real store and real blobs, whose runs are scripted:
// a test says when a run goes on and how it ends.
type studio struct {
	t     testing.TB
	db    *store.DB
	blobs *blob.Folder
	url   string
	h     http.Handler
	log   *locked

	mu      sync.Mutex
	n       int
	asked   []product.Request
	refuse  error                        // what Submit answers
	script  func(id string)              // called after each acceptance, in a goroutine
	backup  func(w io.Writer) error      // what Backup does
	edit    func(*product.Product) error // what Edit does to the product
	enhance func(context.Context, generate.Enhance, func(ai.Progress)) (generate.Enhanced, error)
	wg      sync.WaitGroup
}

// open returns a studio whose runs wait in the queue for ever.
func open(t testing.TB, change ...func(*server.Config)) *studio {
	t.Helper()
	return hasty(t, time.Minute, change...)
}

// hasty is open with a limit on how long a request may take to be read, which
// long routes must outlive.
func hasty(t testing.TB, limit time.Duration, change ...func(*server.Config)) *studio {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	blobs, err := blob.Open(filepath.Join(dir, "blobs"))
	if err != nil {
		t.Fatalf("open the blobs: %v", err)
	}
	s := &studio{t: t, db: db, blobs: blobs, log: &locked{}}
	c := server.Config{DB: db, Blobs: blobs, Runner: s, Addr: "127.0.0.1:8080", Version: "test", Now: time.Now,
		Log: slog.New(slog.NewJSONHandler(s.log, nil)), Beat: 20 * time.Millisecond}
	for _, fn := range change {
		fn(&c)
	}
	s.h = server.New(c)
	srv := httptest.NewUnstartedServer(s.h)
	srv.Config.ReadTimeout = limit
	srv.Start()
	s.url = srv.URL
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
		s.wg.Wait()
		if err := db.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return s
}

// locked is a log that can be read while requests still write it.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// accepted returns the requests that were submitted so far.
func (s *studio) accepted() []product.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Submit queues a product without making it.
func (s *studio) Submit(ctx context.Context, owner string, req product.Request, c store.Claim) (string, error) {
	s.mu.Lock()
	s.n++
	id := fmt.Sprintf("0199e000-0000-7000-8000-%012d", s.n)
	s.asked = append(s.asked, req)
	refuse, script := s.refuse, s.script
	s.mu.Unlock()
	if refuse != nil {
		return "", refuse
	}
	now := time.Now().UTC()
	p := &product.Product{ID: id, Owner: owner, Status: product.Queued, Category: req.Category, Brief: req.Brief, Title: req.Brief, Request: req, Created: now, Updated: now}
	got, err := s.db.Create(ctx, p, c, func(*sql.Tx) error { return nil }, product.NewEvent(product.EventQueued, "queued", nil))
	if err == nil && got == id && script != nil {
		s.wg.Go(func() { script(id) })
	}
	return got, err
}

// Stop ends a run.
func (s *studio) Stop(ctx context.Context, owner, id string) error {
	_, err := s.db.Stop(ctx, owner, id)
	return err
}

// Edit keeps a product as its next revision.
// Regenerate changes nothing.
func (s *studio) Regenerate(ctx context.Context, owner, id string, revision int, _ generate.Regenerate) (*product.Product, error) {
	return s.Edit(ctx, owner, id, revision, generate.Patch{})
}

// Enhance answers as the test says.
func (s *studio) Enhance(ctx context.Context, _ string, req generate.Enhance, tell func(ai.Progress)) (generate.Enhanced, error) {
	return s.enhance(ctx, req, tell)
}

func (s *studio) Edit(ctx context.Context, owner, id string, revision int, patch generate.Patch) (*product.Product, error) {
	p, _, err := s.db.Product(ctx, owner, id)
	if err != nil {
		return nil, err
	}
	if s.edit != nil {
		if err := s.edit(p); err != nil {
			return nil, err
		}
	}
	if p.Revision != revision || p.Status != product.Complete {
		return nil, fault.New(fault.Conflict, "The product cannot be changed now.")
	}
	if patch.Title != nil {
		p.Title = *patch.Title
	}
	p.Revision++
	return p, s.db.Keep(ctx, p, "check", "title", nil, product.NewEvent(product.EventEdited, "", nil))
}

// Delete forgets a product.
func (s *studio) Delete(ctx context.Context, owner, id string) error {
	return s.db.Delete(ctx, owner, id)
}

// Backup writes what the test says.
func (s *studio) Backup(_ context.Context, w io.Writer) error { return s.backup(w) }

// submit queues a product past HTTP.
func (s *studio) submit(brief string) string {
	s.t.Helper()
	id, err := s.Submit(context.Background(), "local", product.Request{Brief: brief, Category: product.AIPrompts}, store.Claim{})
	if err != nil {
		s.t.Fatalf("submit: %v", err)
	}
	return id
}

func (s *studio) emit(id string, events ...product.Event) {
	s.t.Helper()
	if _, err := s.db.Emit(context.Background(), id, events...); err != nil {
		s.t.Errorf("emit: %v", err)
	}
}

// finish completes a product with what a finished one has.
func (s *studio) finish(id string, change ...func(*product.Product)) {
	s.t.Helper()
	p, _, err := s.db.Product(context.Background(), "local", id)
	if err != nil {
		s.t.Errorf("finish: %v", err)
		return
	}
	s.fill(p)
	for _, fn := range change {
		fn(p)
	}
	if err := s.db.Keep(context.Background(), p, "check", "made", nil, product.NewEvent(product.EventComplete, "end", map[string]any{"score": p.Report.Score})); err != nil {
		s.t.Errorf("finish: %v", err)
	}
}

// fill makes a product look finished, with a hostile text wherever a text goes.
func (s *studio) fill(p *product.Product) {
	evil := `<script>alert("x")</script>`
	p.Files = nil
	p.Status, p.Title, p.Slug = product.Complete, "Calm answers for wedding photographers", "calm-answers"
	p.Selection = product.Selection{Kind: product.Composed, Matched: []string{"photographer"}, Note: "Composed from photography and " + evil}
	p.Sections = []product.Section{{ID: "s1", Title: "Enquiries " + evil, Items: []product.Item{
		{ID: "p1", Kind: product.Prompt, Title: "Answer a late enquiry", Tier: product.Starter, Texts: []product.Text{{Name: "prompt", Value: "Write an answer to [NAME]. " + evil}}},
		{ID: "p2", Kind: product.Prompt, Title: "Say no kindly", Tier: product.Pro, Texts: []product.Text{{Name: "followUp", Value: "Shorter, please."}}},
	}}}
	p.Listing = product.Listing{Title: "Calm answers", Tagline: "Prompts " + evil, Description: "## What is inside\n\n- two prompts\n\n### For whom\n\n" + evil + " [x](javascript:alert(1))",
		Tags: []string{"photography"}, FAQ: []product.Question{{Ask: "May I print it?", Answer: "Yes."}}, Facts: []product.Fact{{Name: "Format", Value: "PDF"}}, CallToAct: "Get it"}
	p.Offers = []product.Offer{
		{Tier: product.Starter, Name: "Starter", Price: 1200, Currency: "USD", Includes: []string{"2 prompts"}, Bundle: "bundles/calm-answers-starter.zip", Bytes: 4},
		{Tier: product.Pro, Name: "Pro", Price: 2950, Currency: "CHF"},
	}
	for name, f := range map[string]struct {
		media string
		data  []byte
	}{
		"listing/cover.png":                {"image/png", picture(s.t)},
		"listing/gallery-1.png":            {"image/png", picture(s.t)},
		"listing/description.html":         {"text/html; charset=utf-8", []byte("<p>" + evil + "</p>")},
		"starter/main/01-prompts.pdf":      {"application/pdf", []byte("%PDF-1.7 0123456789")},
		"starter/main/02 odd ?#%.txt":      {"text/plain; charset=utf-8", []byte("hello")},
		"starter/bonus/mark.svg":           {"image/svg+xml", []byte("<svg/>")},
		"bundles/calm-answers-starter.zip": {"application/zip", []byte("PK\x05\x06")},
	} {
		sha, err := s.blobs.Put(f.data)
		if err != nil {
			s.t.Errorf("put: %v", err)
		}
		p.Files = append(p.Files, product.File{Path: name, Type: f.media, Bytes: int64(len(f.data)), SHA: sha})
	}
	p.Report = product.Report{Score: 83.5, Dimensions: map[string]float64{"conversion": 22, "visual": 20.5},
		Criteria: []product.Criterion{
			{ID: "headline", Dimension: "conversion", Points: 8, Of: 8, Measured: "48 characters"},
			{ID: "pricing", Dimension: "conversion", Points: 14, Of: 17, Measured: "2 tiers", Raise: "Offer a third tier."},
			{ID: "polish", Dimension: "visual", Points: 20.5, Of: 25, Measured: "no widows", Raise: "Use two pictures more."},
		},
		Gates: []product.Gate{{ID: "fonts", Title: "Fonts are embedded", Passed: true, Checks: 12}, {ID: "links", Title: "Links land", Checks: 3, Faults: []string{"starter/main/01-prompts.pdf, page 2: " + evil}}},
		Why:   "These gates are not passed: links."}
}

func picture(t testing.TB) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 16, 9))
	m.SetGray(3, 3, color.Gray{Y: 200})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatalf("encode a picture: %v", err)
	}
	return b.Bytes()
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

// do asks the server; headers come in pairs.
func (s *studio) do(method, path, body string, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}}
	res, err := c.Do(r)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{res, string(data)}
}

func (s *studio) get(path string, headers ...string) answer {
	s.t.Helper()
	return s.do(http.MethodGet, path, "", headers...)
}

// post sends JSON.
func (s *studio) post(path, body string, headers ...string) answer {
	s.t.Helper()
	return s.do(http.MethodPost, path, body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// status fails the test unless the answer has that status.
func (a answer) status(t *testing.T, want int) answer {
	t.Helper()
	if a.StatusCode != want {
		t.Fatalf("%s %s: got status %d, want %d; body %.300s", a.Request.Method, a.Request.URL.Path, a.StatusCode, want, a.body)
	}
	return a
}

// problem fails the test unless the answer is problem+json of that status,
// kind and field, and says nothing of the inside.
func (a answer) problem(t *testing.T, status int, kind, field string) {
	t.Helper()
	a.status(t, status)
	if got, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type")); got != "application/problem+json" {
		t.Fatalf("%s %s: got %q, want application/problem+json; body %.300s", a.Request.Method, a.Request.URL.Path, got, a.body)
	}
	var p struct {
		Type, Title, Detail, Field string
		Status                     int
	}
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("decode the problem %q: %v", a.body, err)
	}
	if p.Type != "/problems/"+kind || p.Status != status || p.Field != field || p.Title == "" {
		t.Errorf("%s %s: got %+v, want type /problems/%s, status %d, field %q", a.Request.Method, a.Request.URL.Path, p, kind, status, field)
	}
	if !strings.HasSuffix(p.Detail, ".") && !strings.HasSuffix(p.Detail, ")") && !strings.Contains(p.Detail, ": ") {
		t.Errorf("the detail %q is no sentence", p.Detail)
	}
	for _, inside := range []string{"goroutine", ".go:", "sql", "json:", "/tmp/", "*product", "fault."} {
		if strings.Contains(a.body, inside) {
			t.Errorf("the problem shows the inside (%q): %s", inside, a.body)
		}
	}
}

// decoded returns the body as a value.
func decoded[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("decode %.200q: %v", a.body, err)
	}
	return v
}
