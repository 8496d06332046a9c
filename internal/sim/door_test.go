package sim_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/eventbridge"
	"github.com/ringside/ringside/internal/ingest/firehose"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/store"
)

type oneKey string

func (k oneKey) Allowed(key string) (doors, instances []string, ours bool) {
	return nil, nil, key == string(k)
}

// ledger is a store that remembers which records it was given.
type ledger struct {
	mu    sync.Mutex
	kinds map[connect.Kind]int
	full  chan struct{} // closed when enough of each kind has come
}

func (l *ledger) Append(_ context.Context, b store.Batch) (store.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.enough()
	for _, f := range b.Facts {
		l.kinds[f.Kind]++
	}
	if !before && l.enough() {
		close(l.full)
	}
	return nil, nil
}

func (l *ledger) enough() bool {
	return l.kinds[connect.KindContact] > 30 && l.kinds[connect.KindAgentEvent] > 150 && l.kinds[connect.KindContactEvent] > 100
}

func TestDriverIsUnderstoodAtTheRealDoors(t *testing.T) {
	w := world(t, sim.Options{Seed: 9, Agents: 20, Broken: -1})
	l := &ledger{kinds: map[connect.Kind]int{}, full: make(chan struct{})}
	sink := ingest.New(ingest.Options{Store: l})
	mux := http.NewServeMux()
	mux.Handle("POST /ingest/firehose", firehose.New(firehose.Options{Sink: sink, Keys: oneKey(key)}))
	mux.Handle("POST /ingest/eventbridge", eventbridge.New(eventbridge.Options{Sink: sink, Keys: oneKey(key)}))
	server := httptest.NewServer(mux)
	defer server.Close()
	from := date(w, "2026-11-05")
	driver, err := sim.NewDriver(sim.DriverOptions{
		World: w, BaseURL: server.URL, AccessKey: key, Client: server.Client(), From: from, Clock: clock.Virtual(from, 1200),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- driver.Run(ctx) }()
	select {
	case <-l.full:
	case <-ctx.Done():
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Run ended with %v", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.enough() {
		t.Errorf("not enough has come in a minute: %v", l.kinds)
	}
	if n := l.kinds[connect.KindRejected]; n > 0 {
		t.Errorf("%d records were rejected", n)
	}
	if s := driver.Sent(); s.Retries > 0 || s.Dropped > 0 || s.Records == 0 || s.Events == 0 {
		t.Errorf("the doors refused something: %+v", s)
	}
}
