package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// encode returns v as JSON. What is not encodable is a defect and panics, which
// answers 500.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // never embedded in HTML: nosniff and the media type see to that
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// write sends a whole body at once.
func write(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever asked is gone: there is nobody to tell
}

// reply answers with JSON that is asked for anew each time.
func reply(w http.ResponseWriter, status int, v any) error {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	write(w, status, encode(v))
	return nil
}

// unchanged answers 304 if the caller has the body with that ETag already.
func unchanged(w http.ResponseWriter, r *http.Request, tag string) bool {
	for _, have := range tags(r.Header.Get("If-None-Match")) {
		if have == "*" || plain(have) == plain(tag) {
			if have == "*" {
				have = tag
			}
			w.Header().Set("ETag", have)
			w.Header().Set("Cache-Control", "no-cache")
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	w.Header().Set("ETag", tag)
	return false
}

// tags splits a list of ETags.
func tags(list string) []string {
	var all []string
	for _, t := range strings.Split(list, ",") {
		if t = strings.TrimSpace(t); t != "" {
			all = append(all, t)
		}
	}
	return all
}

// plain returns what an ETag names, whatever its body was compressed with.
func plain(tag string) string {
	return strings.TrimSuffix(strings.Trim(strings.TrimPrefix(tag, "W/"), `"`), zipped)
}

// accepts reports whether an Accept header names the media type itself.
func accepts(r *http.Request, media string) bool {
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), media) && strings.ReplaceAll(params, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

func wantsStream(r *http.Request) bool { return accepts(r, "text/event-stream") }

// wantsPage reports whether a person with a browser asks, outside the interface.
func wantsPage(r *http.Request) bool {
	return accepts(r, "text/html") && r.URL.Path != "/api" && !strings.HasPrefix(r.URL.Path, "/api/")
}

// list joins names for a sentence.
func list(all []string) string { return strings.Join(all, ", ") }

// number reads a whole number from a parameter or header; absent is the default.
func number(field, text string, absent, least, most int64) (int64, error) {
	if text == "" {
		return absent, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most || text[0] == '+' {
		return 0, fault.Field(field, "%s is a whole number from %d to %d, not %q.", field, least, most, short(text))
	}
	return n, nil
}
