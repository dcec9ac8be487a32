// Package metric counts and times what the program does, for Prometheus. The
// registry and its instruments are values: two programs in one process count
// apart, and nothing is registered by itself.
//
// Names follow the conventions of Prometheus: the unit in the name, seconds for
// times. Histograms have classic buckets, whose bounds hold every time that is
// promised, so that "95 % within 6 s" is a ratio of two counters; and native ones
// beside them, which scrapers get by protobuf only. Label values come from short
// lists or are bounded in number, so that no caller can make ever more series;
// none holds a text of a person's.
package metric

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"math"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/expfmt"
)

// Metrics is a registry with everything that is measured. It is safe for
// concurrent use.
type Metrics struct {
	AI   *AI
	HTTP *HTTP
	Runs *Runs

	registry *prometheus.Registry
}

// New returns metrics that have counted nothing, with those of the Go runtime and
// the process.
func New(version string) *Metrics {
	r := prometheus.NewRegistry()
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "gumgenie_build_info", Help: "1, with the version that runs."}, []string{"version"})
	build.WithLabelValues(clean(version)).Set(1)
	r.MustRegister(build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &Metrics{AI: newAI(r), HTTP: newHTTP(r), Runs: newRuns(r), registry: r}
}

// asking is how long a gauge may take to find its value out.
const asking = time.Second

// Waiting measures how many products wait for a worker, by asking at each scrape.
// What cannot be found out within a second is NaN. It is called once at most.
func (m *Metrics) Waiting(count func(context.Context) (int, error)) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "gumgenie_runs_waiting", Help: "Products that wait for a worker.",
	}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), asking)
		defer cancel()
		n, err := count(ctx)
		if err != nil {
			return math.NaN()
		}
		return float64(n)
	}))
}

// Breakers measures the circuit breakers of models, by asking at each scrape for
// their states by the names of the models: "closed", "half-open" or "open". So one
// that is asked no more has none. It is called once at most.
func (m *Metrics) Breakers(states func() iter.Seq2[string, string]) {
	m.registry.MustRegister(&breakers{states: states, names: m.AI.names, about: prometheus.NewDesc(
		"gumgenie_ai_breaker_state", "State of a model's circuit breaker: 0 closed, 1 half-open, 2 open.", []string{"provider", "model"}, nil)})
}

type breakers struct {
	states func() iter.Seq2[string, string]
	names  func(string) (provider, model string)
	about  *prometheus.Desc
}

// Describe says what there is.
func (b *breakers) Describe(to chan<- *prometheus.Desc) { to <- b.about }

// Collect asks. Of several models that share their labels, the worst counts.
func (b *breakers) Collect(to chan<- prometheus.Metric) {
	worst := map[[2]string]float64{}
	for name, state := range b.states() {
		provider, model := b.names(name)
		at := [2]string{provider, model}
		switch state {
		case "open":
			worst[at] = 2
		case "half-open":
			worst[at] = max(worst[at], 1)
		default:
			worst[at] = max(worst[at], 0)
		}
	}
	for at, value := range worst {
		to <- prometheus.MustNewConstMetric(b.about, prometheus.GaugeValue, value, at[0], at[1])
	}
}

// Expose answers with everything, in the format that the request asks for by
// Accept: the text format of Prometheus, OpenMetrics, or protobuf. After an error
// nothing was written.
func (m *Metrics) Expose(w http.ResponseWriter, r *http.Request) error {
	all, err := m.registry.Gather()
	if err != nil {
		return fmt.Errorf("gather the metrics: %w", err)
	}
	format := expfmt.NegotiateIncludingOpenMetrics(r.Header)
	var body bytes.Buffer
	enc := expfmt.NewEncoder(&body, format)
	for _, family := range all {
		if err := enc.Encode(family); err != nil {
			return fmt.Errorf("encode the metrics: %w", err)
		}
	}
	if end, ok := enc.(io.Closer); ok { // OpenMetrics has an end of its own
		if err := end.Close(); err != nil {
			return fmt.Errorf("encode the metrics: %w", err)
		}
	}
	w.Header().Set("Content-Type", string(format))
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(body.Bytes()) // a reader that went is no error of ours
	return nil
}

// How native histograms are bounded: neighbouring buckets differ by a tenth, and
// a series has no more of them than this.
const (
	nativeFactor = 1.1
	nativeMost   = 120
	nativeReset  = time.Hour
)

// seconds returns a histogram of times, registered.
func seconds(r prometheus.Registerer, name, help string, bounds []float64, labels ...string) *prometheus.HistogramVec {
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: bounds,
		NativeHistogramBucketFactor: nativeFactor, NativeHistogramMaxBucketNumber: nativeMost, NativeHistogramMinResetDuration: nativeReset,
	}, labels)
	r.MustRegister(h)
	return h
}

func counter(r prometheus.Registerer, name, help string, labels ...string) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	r.MustRegister(c)
	return c
}

func gauge(r prometheus.Registerer, name, help string, labels ...string) *prometheus.GaugeVec {
	g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
	r.MustRegister(g)
	return g
}
