package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// sane checks an answer to hostile input: no 500, and errors are problems.
func sane(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code < 400 {
		return
	}
	if w.Code >= 500 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("got status %d, %q: %s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	if !json.Valid(w.Body.Bytes()) {
		t.Fatalf("the problem is not JSON: %s", w.Body)
	}
}

func FuzzLastEventID(f *testing.F) {
	for _, seed := range []string{"", "0", "1", "-1", "9223372036854775807", "9223372036854775808", "1e3", "٣", "1\x00", strings.Repeat("9", 400)} {
		f.Add(seed, seed)
	}
	s := open(f)
	f.Fuzz(func(t *testing.T, header, query string) {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/api/products/nobody/events", nil)
		r.Header.Set("Last-Event-ID", header)
		r.URL.RawQuery = "after=" + query
		w := httptest.NewRecorder()
		s.h.ServeHTTP(w, r)
		sane(t, w)
	})
}

func FuzzGenerate(f *testing.F) {
	for _, seed := range []string{goodBrief, `{"brief":"x","sources":[{"name":"a","type":"html","text":"<b>"}]}`, `{"brief":null}`, `{"year":1e309}`, `{"seed":"1"}`, "brief=x&year=2026", "brief=%ff&sources=a&sources=b", "a=1;b=2"} {
		f.Add(seed, "application/json", "k")
		f.Add(seed, "application/x-www-form-urlencoded", "")
	}
	f.Add(goodBrief, "application/json; charset=\"", "\x7f")
	s := open(f)
	f.Fuzz(func(t *testing.T, body, media, key string) {
		before := len(s.accepted())
		r := httptest.NewRequest(http.MethodPost, "http://localhost/api/generate", strings.NewReader(body))
		r.Header.Set("Content-Type", media)
		r.Header.Set("Idempotency-Key", key)
		r.Header.Set("Prefer", "respond-async")
		w := httptest.NewRecorder()
		s.h.ServeHTTP(w, r)
		sane(t, w)
		if w.Code < 400 && len(s.accepted()) != before+1 {
			t.Fatalf("status %d, and %d requests were submitted", w.Code, len(s.accepted())-before)
		}
	})
}
