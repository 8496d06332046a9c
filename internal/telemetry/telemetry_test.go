package telemetry

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// statusOnly is a store that only tells its state.
type statusOnly struct {
	store.Store
	status store.Status
	err    error
}

func (s statusOnly) Status(context.Context) (store.Status, error) { return s.status, s.err }

func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("scrape: %d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func wantLines(t *testing.T, got string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("missing line %q", line)
		}
	}
}

func TestStoreIsShownAsItSaysItIs(t *testing.T) {
	m := New("v1", "abc")
	m.WatchStore(statusOnly{status: store.Status{
		Healthy: true, Appended: 12, Projected: 10, Contacts: 7, QuarantineOpen: 1, JournalBytes: 100, ProjectionBytes: 50,
		Sources: []store.SourceStatus{{
			Source: "firehose", Kind: connect.KindContact, Outcome: store.Outcome{Read: 9, Stored: 7, Duplicates: 2},
			LastReceived: time.UnixMilli(1500),
		}},
	}})
	wantLines(t, scrape(t, m),
		`ringside_build_info{commit="abc",version="v1"} 1`,
		`ringside_store_healthy 1`, `ringside_projection_lag_records 2`, `ringside_contacts 7`, `ringside_quarantine_open 1`,
		`ringside_store_bytes{part="journal"} 100`, `ringside_store_bytes{part="projection"} 50`,
		`ringside_ingest_records_total{kind="contact_record",outcome="stored",source="firehose"} 7`,
		`ringside_ingest_records_total{kind="contact_record",outcome="duplicate",source="firehose"} 2`,
		`ringside_ingest_last_received_timestamp_seconds{kind="contact_record",source="firehose"} 1.5`,
	)
}

func TestSilentStoreIsNotHealthy(t *testing.T) {
	m := New("v1", "abc")
	m.WatchStore(statusOnly{err: errors.New("closed")})
	wantLines(t, scrape(t, m), `ringside_store_healthy 0`)
}

func TestMadeUpMethodsShareOneSeries(t *testing.T) {
	m := New("v1", "abc")
	m.Observe("", "FOO", 405, time.Millisecond)
	m.Observe("", "BAR", 405, time.Millisecond)
	m.Counter("ringside_x_total", "X.", func() float64 { return 3 })
	m.Gauge("ringside_y", "Y.", func() float64 { return 4 })
	wantLines(t, scrape(t, m), `ringside_http_request_seconds_count{method="other",route="none",status="405"} 2`,
		`ringside_x_total 3`, `ringside_y 4`)
}
