package main

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// A projection that must be rebuilt opens the page before the board can be seeded; what waits is shown when that is done.
func TestBoardLearnsLateWhatAStartCouldNotWaitFor(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	f, err := openFolder(t.Context(), t.TempDir(), duckdb.Options{}, log)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.close() }()
	fact := connect.Decode(fmt.Appendf(nil, `{"id":"e","source":"aws.connect","detail-type":"Amazon Connect Contact Event",
		"time":%q,"detail":{"eventType":"QUEUED","contactId":"c","channel":"VOICE","initiationMethod":"INBOUND",
		"instanceArn":"arn:aws:connect:eu-west-2:111122223333:instance/i"}}`, time.Now().UTC().Format(time.RFC3339)))
	batch := store.Batch{Source: "eventbridge", Received: time.Now(), Facts: []connect.Fact{fact}}
	if _, err := f.store.Append(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	hub := live.NewHub(live.Options{})
	seeded, err := seed(t.Context(), f, hub, -time.Second, log)
	if err != nil || seeded {
		t.Fatalf("seeded %v, %v; want a start that does not wait", seeded, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1) // capacity 1: Run ends without a reader
	go func() { ended <- hub.Run(ctx) }()
	if err := (&parts{folder: f, hub: hub}).seedLate(ctx); err != nil {
		t.Fatal(err)
	}
	now, err := hub.Snapshot(ctx, live.Watch{Scope: metric.Everything()})
	if err != nil || now.Totals.InQueue != 1 {
		t.Errorf("%d in queue, %v; want the one that waits", now.Totals.InQueue, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
}
