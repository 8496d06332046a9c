package file

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// maxUnsettled is how many commits may wait to become visible in the store: enough for the projection to work in large
// batches, and few enough that an import does not run away from it.
const maxUnsettled = 4

// progressEvery is how often the progress is told.
const progressEvery = 100 * time.Millisecond

// run is one import from its start to its end or interruption.
type run struct {
	o        Options
	name     string
	only     []string // instances by id; nil: all
	job      string   // "" when nothing is remembered
	inputs   []input
	resumed  int64 // records that an interrupted run has made durable
	problems []error
	chunks   chunks

	outcome store.Outcome // written by settle
}

// portion is what one commit makes durable, and what may be remembered after it.
type portion struct {
	values []connect.Value
	facts  []connect.Fact // set by decode
	bytes  int            // of the values
	chunks [][]byte       // that the values alias, and no later portion does

	marks []state.ImportFile // how far files are read with this portion, in the order of reading
	files int                // read to their end with this portion
	read  int64              // bytes of all files read so far, or skipped
	known int64              // of these, skipped
}

// do runs the stages. Each sends to the next over a channel without room, so three portions are in memory at a time; each
// closes its channel when it has sent the last one.
func (r *run) do(ctx context.Context) (Result, error) {
	started := time.Now()
	read, decoded := make(chan portion), make(chan portion)
	receipts := make(chan store.Receipt, maxUnsettled)
	m := r.meter(started)
	defer m.end()
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { defer close(read); return r.read(gctx, read) })
	g.Go(func() error { defer close(decoded); return r.decode(gctx, read, decoded) })
	g.Go(func() error { defer close(receipts); return r.commit(gctx, m, decoded, receipts) })
	g.Go(func() error { return r.settle(gctx, receipts) })
	err := g.Wait()
	result := Result{Outcome: r.outcome, ResumedRecords: r.resumed}
	if err == nil {
		err = r.finish(ctx)
	}
	result.Seconds = time.Since(started).Seconds()
	if err != nil {
		return result, fmt.Errorf("import %s: %w", r.name, err)
	}
	return result, nil
}

// decode turns values into facts; the sink spreads each portion over all processors.
func (r *run) decode(ctx context.Context, in <-chan portion, out chan<- portion) error {
	for p := range in {
		p.facts = r.o.Sink.Decode(p.values)
		ingest.Withhold(p.facts, r.only)
		p.values = nil
		if err := send(ctx, out, p); err != nil {
			return err
		}
	}
	return nil
}

// commit makes portions durable, in their order.
func (r *run) commit(ctx context.Context, m *meter, in <-chan portion, out chan<- store.Receipt) error {
	for p := range in {
		receipt, err := r.o.Sink.Commit(ctx, store.Batch{Source: store.ImportSource, Received: r.o.Now(), Facts: p.facts})
		if err != nil {
			return err
		}
		if r.job != "" {
			// What is durable is worth remembering even when the import is being stopped.
			if err := r.o.Ledger.SaveImportFiles(context.WithoutCancel(ctx), r.job, p.marks...); err != nil {
				return err
			}
		}
		m.add(p)
		r.chunks.giveBack(p.chunks)
		if err := send(ctx, out, receipt); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// settle waits until what was committed is visible, and adds up what became of it.
func (r *run) settle(ctx context.Context, in <-chan store.Receipt) error {
	for receipt := range in {
		outcome, err := receipt.Wait(ctx)
		if err != nil {
			return fmt.Errorf("wait for the projection: %w", err)
		}
		r.outcome = r.outcome.Add(outcome)
	}
	return nil
}

func send[T any](ctx context.Context, out chan<- T, item T) error {
	select {
	case out <- item:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// meter tells how far the import is.
type meter struct {
	r       *run
	now     Progress
	started time.Time
	told    time.Time
	show    func(Progress)
	end     func()
}

// meter is made before the stages run: reading moves the marks.
func (r *run) meter(started time.Time) *meter {
	m := &meter{r: r, started: started, now: Progress{
		Name: r.name, TotalFiles: len(r.inputs), Records: r.resumed, Resumed: r.resumed,
	}}
	for _, in := range r.inputs {
		m.now.TotalBytes += in.mark.Size
		if in.stream != nil {
			m.now.TotalBytes = 0 // one part unknown, all unknown
			break
		}
	}
	show, hide := r.o.Tracker.begin(m.now)
	m.show = show
	m.end = func() {
		r.o.Progress(m.now)
		hide()
	}
	return m
}

func (m *meter) add(p portion) {
	m.now.Files += p.files
	m.now.Bytes = p.read
	m.now.Records += int64(len(p.facts))
	m.now.Elapsed = time.Since(m.started)
	seconds := max(m.now.Elapsed.Seconds(), 1e-6)
	m.now.RecordsPerSecond = float64(m.now.Records-m.now.Resumed) / seconds
	m.now.BytesPerSecond = float64(p.read-p.known) / seconds
	m.show(m.now)
	if time.Since(m.told) >= progressEvery {
		m.told = time.Now()
		m.r.o.Progress(m.now)
	}
}
