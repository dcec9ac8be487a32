package server

import (
	"net/http"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
)

// postEnhance works on a text. It answers the change, or streams the words as
// they arrive and then the change, when that is asked for.
func (s *server) postEnhance(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Post", typeJSON); err != nil {
		return err
	}
	var req generate.Enhance
	if err := decodeJSON(r, &req); err != nil {
		return err
	}
	if !wantsStream(r) {
		got, err := s.Runner.Enhance(r.Context(), owner, req, func(ai.Progress) {})
		if err != nil {
			return err
		}
		return reply(w, http.StatusOK, got)
	}
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		return fault.New(fault.Unavailable, "There are %d streams of events open already. Close one, or ask again in a moment.", cap(s.streams))
	}
	return s.enhanceStream(w, r, req)
}

// piece is a piece of text as it is streamed.
type piece struct {
	Items []string `json:"items"`
	Text  string   `json:"text"`
	Again bool     `json:"again" doc:"What was told of these items before is void."`
}

// enhanceStream streams "text" events while a model writes, then one "result" or
// one "error" with a problem. What is wrong with the request itself is answered
// before the stream begins.
func (s *server) enhanceStream(w http.ResponseWriter, r *http.Request, req generate.Enhance) error {
	type end struct {
		got generate.Enhanced
		err error
	}
	pieces, done := make(chan piece, 64), make(chan end, 1)
	go func() {
		got, err := s.Runner.Enhance(r.Context(), owner, req, func(p ai.Progress) {
			if p.Item == nil {
				select {
				case pieces <- piece{p.Items, p.Text, p.Again}:
				case <-r.Context().Done():
				}
			}
		})
		done <- end{got, err}
	}()
	out := stream{w: w, c: http.NewResponseController(w)}
	open := false
	begin := func() {
		if !open {
			open = true
			h := w.Header()
			h.Set("Content-Type", "text/event-stream")
			h.Set("Cache-Control", "no-store")
			h.Set("X-Accel-Buffering", "no")
		}
	}
	defer func() { _ = out.c.SetWriteDeadline(time.Time{}) }()
	beat := time.NewTicker(s.Beat)
	defer beat.Stop()
	for {
		select {
		case p := <-pieces:
			begin()
			if err := out.event("text", p); err != nil {
				return gone(r.Context(), err)
			}
		case <-beat.C:
			begin()
			if err := out.comment(""); err != nil {
				return gone(r.Context(), err)
			}
		case e := <-done:
			if e.err != nil && !open {
				return e.err
			}
			begin()
			for len(pieces) > 0 {
				if err := out.event("text", <-pieces); err != nil {
					return gone(r.Context(), err)
				}
			}
			if e.err != nil {
				return gone(r.Context(), out.event("error", map[string]string{"detail": fault.Message(e.err)}))
			}
			return gone(r.Context(), out.event("result", e.got))
		}
	}
}
