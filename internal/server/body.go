package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Bounds of what a request may carry, in bytes. A request to make something
// holds up to 20 sources of 400 KB, and what JSON adds to them.
const (
	maxBody    = 1 << 20
	maxSources = 9 << 20
)

// maxLarge is how many bodies over maxBody are read at once; their memory is
// taken while a sender sends.
const maxLarge = 8

// upto reads the body of a request, up to a number of bytes, before the handler
// begins: nothing is made while a slow sender holds on.
func upto(most int64, do handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := receive(w, r, most); err != nil {
			return err
		}
		return do(w, r)
	}
}

// large is upto for bodies over maxBody, of which few are read at once.
func (s *server) large(most int64, do handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength >= 0 && r.ContentLength <= maxBody {
			return upto(maxBody, do)(w, r)
		}
		select {
		case s.bodies <- struct{}{}:
		default:
			leave(w, r)
			return fault.New(fault.Limited, "%d large requests are being received already. Try again in some seconds.", cap(s.bodies))
		}
		err := receive(w, r, most)
		<-s.bodies
		if err != nil {
			return err
		}
		return do(w, r)
	}
}

// receive replaces the body of a request by its bytes.
func receive(w http.ResponseWriter, r *http.Request, most int64) error {
	long := refuse(http.StatusRequestEntityTooLarge, fault.Invalid, "", fmt.Sprintf("The request carries more than %d bytes. Shorten it.", most))
	if r.ContentLength > most { // nobody is asked to send what will be refused
		leave(w, r)
		return long
	}
	body, err := io.ReadAll(http.MaxBytesReader(bottom(w), r.Body, most))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return long
	}
	if err != nil {
		return refusal{http.StatusBadRequest, fault.Wrap(err, fault.Invalid, "The request broke off before its end.")}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// leave gives up a body without receiving it: the connection ends after the
// answer, and stays open long enough for the answer to arrive while the other
// side still sends.
func leave(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Expect") == "" { // else the first read would ask for the body
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(200 * time.Millisecond)) // who has sent nothing yet is not waited for
		_, _ = http.MaxBytesReader(bottom(w), r.Body, 0).Read(make([]byte, 1))
	}
}

// bottom returns the writer of the connection itself: only to that one can the
// standard library say that a body was too large, so that it lingers.
func bottom(w http.ResponseWriter) http.ResponseWriter {
	for {
		outer, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return w
		}
		w = outer.Unwrap()
	}
}

// taken returns a body's bytes and forgets them: they are not kept while the
// answer is waited for.
func taken(r *http.Request) ([]byte, error) {
	raw, err := io.ReadAll(r.Body)
	r.Body = http.NoBody
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	return raw, nil
}

// Bounds of a JSON body: far more than the largest product has, far less than
// a megabyte of brackets would make in memory.
const (
	maxNested = 32
	maxValues = 50_000
)

// sound refuses JSON that readers may take differently (an object that names a
// field twice) and JSON that grows out of all proportion when it is decoded.
// raw must be valid.
func sound(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var open []map[string]bool // the names seen in each object that is open; nil = a list
	name := false              // the next text is a name
	for values := 0; ; values++ {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return malformed(err, "The body is not JSON.")
		}
		if values > maxValues {
			return fault.New(fault.Invalid, "The body holds more than %d values.", maxValues)
		}
		switch tok {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if name {
				if err := once(open[len(open)-1], tok.(string)); err != nil {
					return err
				}
				name = false
				continue
			}
		}
		if len(open) > maxNested {
			return fault.New(fault.Invalid, "The body is nested more than %d deep.", maxNested)
		}
		name = len(open) > 0 && open[len(open)-1] != nil
	}
}

// once notes a name of an object. Names that differ only in case are the same
// to the decoder.
func once(seen map[string]bool, name string) error {
	folded := []rune(name)
	for i, c := range folded {
		for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
			folded[i] = min(folded[i], f)
		}
	}
	if seen[string(folded)] {
		return &fault.Fault{Kind: fault.Invalid, Field: short(name), Message: "The body names the field " + strconv.Quote(short(name)) + " twice."}
	}
	seen[string(folded)] = true
	return nil
}
