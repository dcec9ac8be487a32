package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// batch is how many events are read and written at once.
const batch = 256

// patience is how long one write to a stream may take before its reader counts
// as gone.
const patience = 10 * time.Second

// getEvents streams a product's events: those that were, then those that come,
// until the run has ended.
func (s *server) getEvents(w http.ResponseWriter, r *http.Request) error {
	last, err := resumeAt(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if _, err := s.DB.Status(r.Context(), owner, id); err != nil {
		return err
	}
	return s.follow(w, r, id, last)
}

// resumeAt returns the number of the last event that the caller has seen. The
// header, which a browser sends when it reconnects, is newer than the address.
func resumeAt(r *http.Request) (int64, error) {
	if h := r.Header.Get("Last-Event-ID"); h != "" {
		return number("Last-Event-ID", h, 0, 0, math.MaxInt64)
	}
	return number("after", r.URL.Query().Get("after"), 0, 0, math.MaxInt64)
}

// follow writes events after a number as they come. It ends after the last
// event of a finished run, when the product is deleted, or with the context.
func (s *server) follow(w http.ResponseWriter, r *http.Request, id string, last int64) error {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		return fault.New(fault.Unavailable, "There are %d streams of events open already. Close one, or ask again in a moment.", cap(s.streams))
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := stream{w: w, c: http.NewResponseController(w)}
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	defer func() { _ = out.c.SetWriteDeadline(time.Time{}) }() // the connection may serve other requests
	signal, stop := s.DB.Watch(id)
	defer stop()
	if err := out.comment("product " + id); err != nil {
		return gone(r.Context(), err)
	}
	beat := time.NewTicker(s.Beat)
	defer beat.Stop()
	for {
		over, err := s.pour(r.Context(), &out, id, &last)
		if err != nil || over {
			return gone(r.Context(), err)
		}
		for quiet := true; quiet; {
			select {
			case <-signal:
				quiet = false
			case <-beat.C:
				err = out.comment("")
			case <-r.Context().Done():
				return nil
			}
			if err != nil {
				return gone(r.Context(), err)
			}
		}
	}
}

// pour writes what there is after a number, and reports whether the run is over.
// The status is read first: a final one is committed with the run's last event.
func (s *server) pour(ctx context.Context, out *stream, id string, last *int64) (over bool, err error) {
	status, err := s.DB.Status(ctx, owner, id)
	if err != nil {
		return true, err
	}
	for {
		events, err := s.DB.Events(ctx, id, *last, batch)
		if err != nil {
			return true, err
		}
		if len(events) > 0 {
			if err := out.events(events); err != nil {
				return true, err
			}
			*last = events[len(events)-1].Seq
		}
		if len(events) < batch {
			return status.Final(), nil
		}
	}
}

// gone tells a reader that left, or a product deleted while it was followed,
// from trouble of ours.
func gone(ctx context.Context, err error) error {
	if ctx.Err() != nil || fault.KindOf(err) == fault.NotFound {
		return nil
	}
	var lost *lostReader
	if errors.As(err, &lost) {
		return nil
	}
	return err
}

// lostReader is a write that failed: the other side is away.
type lostReader struct{ err error }

// Error says that writing failed, for the log.
func (l *lostReader) Error() string { return "write to the stream: " + l.err.Error() }

// Unwrap returns what the connection said.
func (l *lostReader) Unwrap() error { return l.err }

// stream writes server-sent events, each write within patience.
type stream struct {
	w   http.ResponseWriter
	c   *http.ResponseController
	buf []byte
}

func (o *stream) events(all []product.Event) error {
	o.buf = o.buf[:0]
	for _, e := range all {
		data, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("encode event %d: %w", e.Seq, err)
		}
		o.buf = append(o.buf, "id: "...)
		o.buf = strconv.AppendInt(o.buf, e.Seq, 10)
		o.buf = append(o.buf, "\nevent: "...)
		o.buf = append(o.buf, e.Kind...)
		o.buf = append(o.buf, "\ndata: "...)
		o.buf = append(o.buf, data...)
		o.buf = append(o.buf, "\n\n"...)
	}
	return o.flush()
}

// event writes an event of a stream that cannot be resumed.
func (o *stream) event(kind string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode an event: %w", err)
	}
	o.buf = append(append(append(append(append(o.buf[:0], "event: "...), kind...), "\ndata: "...), data...), "\n\n"...)
	return o.flush()
}

// comment writes a line that readers skip; it keeps the connection alive.
func (o *stream) comment(text string) error {
	o.buf = append(append(append(o.buf[:0], ": "...), text...), "\n\n"...)
	return o.flush()
}

func (o *stream) flush() error {
	_ = o.c.SetWriteDeadline(time.Now().Add(patience)) // a transport without deadlines blocks on its reader alone
	if _, err := o.w.Write(o.buf); err != nil {
		return &lostReader{err}
	}
	if err := o.c.Flush(); err != nil {
		return &lostReader{err}
	}
	return nil
}
