package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// Accepted is the answer to a request that is made later.
type Accepted struct {
	ID     string         `json:"id"`
	Status product.Status `json:"status"`
	Events string         `json:"events" doc:"Address of the stream of events."`
}

// postGenerate makes a product. It answers in the way that was asked for: a
// stream of events, 202 at once, 303 to the page for a form, else the product
// when it is complete. The run goes on when the caller leaves.
func (s *server) postGenerate(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Post", typeJSON, typeForm); err != nil {
		return err
	}
	form := mediaType(r) == typeForm
	id, err := s.submit(r, form)
	if err != nil {
		return err
	}
	at := "/api/products/" + id
	h := w.Header()
	if form {
		http.Redirect(w, r, "/p/"+id, http.StatusSeeOther)
		return nil
	}
	h.Set("Location", at)
	h.Set("Link", "<"+at+`/events>; rel="monitor"; type="text/event-stream"`)
	switch {
	case wantsStream(r):
		return s.follow(w, r, id, 0)
	case later(r):
		status, err := s.DB.Status(r.Context(), owner, id)
		if err != nil {
			return err
		}
		h.Set("Preference-Applied", "respond-async")
		return reply(w, http.StatusAccepted, Accepted{ID: id, Status: status, Events: at + "/events"})
	}
	if err := s.wait(r.Context(), id); err != nil {
		return err
	}
	p, _, err := s.DB.Product(r.Context(), owner, id)
	if err != nil {
		return err
	}
	return s.made(w, p)
}

// made answers with a product whose run has ended.
func (s *server) made(w http.ResponseWriter, p *product.Product) error {
	switch p.Status {
	case product.Stopped:
		return fault.New(fault.Conflict, "The making of product %s was stopped.", p.ID)
	case product.Failed:
		return fault.New(fault.Internal, "%s", p.Error)
	}
	w.Header().Set("ETag", tag(p))
	return reply(w, http.StatusOK, whole(p))
}

// submit reads the request and queues it.
func (s *server) submit(r *http.Request, form bool) (string, error) {
	var req product.Request
	var err error
	if form {
		req, err = decodeForm(r)
	} else {
		err = decodeJSON(r, &req)
	}
	if err != nil {
		return "", err
	}
	claim, err := claimOf(r, req)
	if err != nil {
		return "", err
	}
	return s.Runner.Submit(r.Context(), owner, req, claim)
}

// claimOf returns the Idempotency-Key with a hash of what was understood, so
// that white space in the body does not matter.
func claimOf(r *http.Request, req product.Request) (store.Claim, error) {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		return store.Claim{}, nil
	}
	if len(key) > 255 || strings.ContainsFunc(key, func(c rune) bool { return c < 0x20 || c > 0x7e }) {
		return store.Claim{}, fault.Field("Idempotency-Key", "An Idempotency-Key has at most 255 printable ASCII characters.")
	}
	sum := sha256.Sum256(encode(req))
	return store.Claim{Key: key, Request: hex.EncodeToString(sum[:])}, nil
}

// later reports whether the caller would rather not wait (RFC 7240).
func later(r *http.Request) bool {
	for _, part := range strings.Split(strings.Join(r.Header.Values("Prefer"), ","), ",") {
		name, _, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "respond-async") {
			return true
		}
	}
	return false
}

// wait returns when a run has ended, or with the context's error.
func (s *server) wait(ctx context.Context, id string) error {
	signal, stop := s.DB.Watch(id)
	defer stop()
	for {
		status, err := s.DB.Status(ctx, owner, id)
		if err != nil || status.Final() {
			return err
		}
		select {
		case <-signal:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
