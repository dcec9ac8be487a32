package server_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gumgenie/gumgenie/internal/server"
)

// BenchmarkNew is what the server adds to a cold start.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		server.New(server.Config{Addr: "127.0.0.1:8080"})
	}
}

// BenchmarkGet asks the handler without a network.
func BenchmarkGet(b *testing.B) {
	s := open(b)
	id := s.submit("x")
	s.finish(id)
	for name, path := range map[string]string{"health": "/api/healthz", "list": "/api/products", "product": "/api/products/" + id, "page": "/p/" + id, "file": "/api/products/" + id + "/files/listing/cover.png"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				s.h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
				if w.Code != 200 {
					b.Fatalf("got status %d", w.Code)
				}
			}
		})
	}
}
