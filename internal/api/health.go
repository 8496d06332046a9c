package api

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/telemetry"
)

// healthz answers as long as the process does.
func (s *server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, "ok\n") //nolint:errcheck // a prober that is gone needs no answer
}

// readyz answers 200 when records can be taken and shown. What else is wrong is told by /api/v1/ingest/status: it is no
// reason to send deliveries elsewhere.
func (s *server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	status, err := s.Store.Status(ctx)
	switch {
	case err != nil:
		s.fail(w, r, &fault{kind: unavailable, public: "The store does not tell its state.", cause: err})
	case !status.Ready:
		s.fail(w, r, refuse(unavailable, "Not ready: "+status.Problem))
	default:
		s.healthz(w, r)
	}
}

// processMetrics shows this process's own figures, to this machine only.
func (s *server) processMetrics() http.Handler {
	handler := s.Telemetry.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil || !loopback(address) {
			s.fail(w, r, refuse(forbidden, "Process metrics are for this machine only."))
			return
		}
		handler.ServeHTTP(w, r)
	})
}

// watchHub shows the live streams among the process metrics.
func watchHub(m *telemetry.Metrics, hub *live.Hub) {
	m.Gauge("ringside_live_streams", "Open live streams.", func() float64 { return float64(hub.Stats().Subscribers) })
	m.Counter("ringside_live_deltas_total", "Changes told to live streams.", func() float64 { return float64(hub.Stats().Deltas) })
	m.Counter("ringside_live_dropped_total", "Changes not given to a stream that was too slow; it got a snapshot instead.",
		func() float64 { return float64(hub.Stats().Dropped) })
	m.Counter("ringside_live_ignored_total", "Events that claim to come from the future.",
		func() float64 { return float64(hub.Stats().Ignored) })
}
