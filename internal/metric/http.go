package metric

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// HTTP measures requests.
type HTTP struct {
	took    *prometheus.HistogramVec
	active  prometheus.Gauge
	routes  *bounded
	methods *bounded
}

// mostRoutes is several times what the server has.
const mostRoutes = 200

func newHTTP(r prometheus.Registerer) *HTTP {
	return &HTTP{
		took: seconds(r, "http_server_request_duration_seconds", "From the head of a request to the end of its answer, by the pattern of its route; streams of events last as long as their readers.",
			[]float64{.005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 4, 5, 6, 8, 15, 20, 30}, "route", "method", "code"),
		active: gauge(r, "http_server_active_requests", "Requests that are being answered, streams of events included.").WithLabelValues(),
		routes: most(mostRoutes),
		methods: only(http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
			http.MethodOptions, http.MethodConnect, http.MethodTrace),
	}
}

// Began counts a request in. What it returns counts it out: route is the pattern
// that it had, "" if it was refused before it came to one.
func (h *HTTP) Began(r *http.Request) (_ *http.Request, ended func(route string, status int)) {
	began := time.Now()
	h.active.Inc()
	return r, func(route string, status int) {
		h.active.Dec()
		if route == "" {
			route = "none"
		}
		h.took.WithLabelValues(h.routes.label(route), h.methods.label(r.Method), strconv.Itoa(status)).Observe(time.Since(began).Seconds())
	}
}
