// Package telemetry is our own process in figures: requests, streams, the store. What it counts are process metrics;
// "metric" alone means a contact centre's figure.
package telemetry

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/ringside/ringside/internal/store"
)

// Metrics is one process's registry.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// New returns a registry with Go's and the process's own figures and what runs.
func New(version, commit string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ringside_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route", "method", "status"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "ringside_build_info", Help: "What runs; always 1.",
		ConstLabels: prometheus.Labels{"version": version, "commit": commit},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Observe counts one HTTP request. Route is the pattern, never the address: addresses are without number.
func (m *Metrics) Observe(route, method string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, methodLabel(method), strconv.Itoa(status)).Observe(took.Seconds())
}

// methodLabel keeps made-up methods from making series without number.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// Gauge shows a value that goes up and down, read when asked for.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Counter shows a value that only grows, read when asked for.
func (m *Metrics) Counter(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, value))
}

// WatchStore shows the pipeline into the store.
func (m *Metrics) WatchStore(s store.Store) { m.registry.MustRegister(&storeCollector{store: s}) }

// Handler answers with all of it in Prometheus' text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second})
}

// What is read from the store's status.
var (
	recordsDesc = prometheus.NewDesc("ringside_ingest_records_total", "Records received.", []string{"source", "kind", "outcome"}, nil)
	lastDesc    = prometheus.NewDesc("ringside_ingest_last_received_timestamp_seconds", "Arrival of the newest delivery.", []string{"source", "kind"}, nil)
	lagDesc     = prometheus.NewDesc("ringside_projection_lag_records", "Records that are durable and not in the figures yet.", nil, nil)
	openDesc    = prometheus.NewDesc("ringside_quarantine_open", "Records that could not be decoded and were not replayed.", nil, nil)
	countDesc   = prometheus.NewDesc("ringside_contacts", "Contacts stored.", nil, nil)
	bytesDesc   = prometheus.NewDesc("ringside_store_bytes", "Size on disk.", []string{"part"}, nil)
	healthyDesc = prometheus.NewDesc("ringside_store_healthy", "1 when the store takes and shows records.", nil, nil)
)

type storeCollector struct{ store store.Store }

// Describe implements prometheus.Collector.
func (c *storeCollector) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{recordsDesc, lastDesc, lagDesc, openDesc, countDesc, bytesDesc, healthyDesc} {
		descs <- d
	}
}

// Collect implements prometheus.Collector. A store that does not answer is not healthy; nothing else is known of it.
func (c *storeCollector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	gauge := func(desc *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}
	status, err := c.store.Status(ctx)
	if err != nil || !status.Healthy {
		gauge(healthyDesc, 0)
	} else {
		gauge(healthyDesc, 1)
	}
	if err != nil {
		return
	}
	gauge(lagDesc, float64(status.Appended-min(status.Projected, status.Appended)))
	if status.QuarantineOpen != store.Unknown {
		gauge(openDesc, float64(status.QuarantineOpen))
	}
	gauge(countDesc, float64(status.Contacts))
	gauge(bytesDesc, float64(status.JournalBytes), "journal")
	gauge(bytesDesc, float64(status.ProjectionBytes), "projection")
	for _, source := range status.Sources {
		kind := source.Kind.String()
		for outcome, n := range map[string]int64{
			"stored": source.Outcome.Stored, "updated": source.Outcome.Updated, "duplicate": source.Outcome.Duplicates,
			"older": source.Outcome.Older, "quarantined": source.Outcome.Quarantined,
		} {
			out <- prometheus.MustNewConstMetric(recordsDesc, prometheus.CounterValue, float64(n), source.Source, kind, outcome)
		}
		gauge(lastDesc, float64(source.LastReceived.UnixMilli())/1000, source.Source, kind)
	}
}
