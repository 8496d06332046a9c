package ingest

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Options of a pipeline.
type Options struct {
	Store   Appender
	Hub     Publisher        // nil when nobody watches
	Now     func() time.Time // nil is time.Now
	Logger  *slog.Logger     // nil logs nothing
	Workers int              // goroutines that decode one batch; 0 is one for each processor
}

// Pipeline is the one way from delivered bytes to durable facts. All methods may be called at once from many goroutines.
type Pipeline struct {
	store   Appender
	hub     Publisher
	now     func() time.Time
	log     *slog.Logger
	workers int
	decode  func(value connect.Value) connect.Fact

	quarantined, future seldom // for the log
}

var _ Sink = (*Pipeline)(nil)

// New returns a pipeline into a store.
func New(o Options) *Pipeline {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return &Pipeline{
		store: o.Store, hub: o.Hub, now: o.Now, log: o.Logger, workers: o.Workers, decode: connect.Value.Fact,
	}
}

// Write makes a delivery durable. Nothing in it is not an error.
func (p *Pipeline) Write(ctx context.Context, batch Batch) error {
	_, err := p.Append(ctx, batch)
	return err
}

// Append is Write for those who want to know what became of the records: Receipt.Wait tells.
func (p *Pipeline) Append(ctx context.Context, batch Batch) (store.Receipt, error) {
	facts := p.decodeRecords(batch.Records)
	Withhold(facts, batch.Only)
	return p.Commit(ctx, store.Batch{Source: batch.Source, Received: batch.Received, Facts: facts, Checkpoint: batch.Checkpoint})
}

// Commit makes decoded facts durable and then publishes them. A batch without facts and checkpoint is done at once.
func (p *Pipeline) Commit(ctx context.Context, batch store.Batch) (store.Receipt, error) {
	if len(batch.Facts) == 0 && batch.Checkpoint == nil {
		return nothing{}, nil
	}
	if batch.Received.IsZero() {
		batch.Received = p.now()
	}
	p.judge(batch)
	receipt, err := p.store.Append(ctx, batch)
	if err != nil {
		return nil, fmt.Errorf("append %d records from %s: %w", len(batch.Facts), batch.Source, err)
	}
	if p.hub != nil {
		p.hub.Publish(batch.Facts)
	}
	return receipt, nil
}

// nothing is the receipt of a delivery without records.
type nothing struct{}

// Wait returns at once.
func (nothing) Wait(context.Context) (store.Outcome, error) { return store.Outcome{}, nil }

// judge adds the warnings that need the time of arrival, and logs what was odd, in numbers only and seldom: Pipeline
// health has every one.
func (p *Pipeline) judge(batch store.Batch) {
	var rejected, future int
	for i := range batch.Facts {
		fact := &batch.Facts[i]
		if fact.Kind == connect.KindRejected {
			rejected++
			continue
		}
		if warning, is := connect.FutureWarning(*fact, batch.Received); is {
			future++
			fact.Warnings = append(fact.Warnings, warning)
		}
	}
	if n := p.quarantined.add(rejected, time.Now()); n > 0 {
		p.log.Warn("records quarantined", "records", n, "last_from", batch.Source)
	}
	if n := p.future.add(future, time.Now()); n > 0 {
		p.log.Warn("records from the future", "records", n, "last_from", batch.Source)
	}
}
