package erasure

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// Phase is what a desk is at.
type Phase string

// The phases.
const (
	Idle    Phase = "idle" // nothing was asked since the process began
	Running Phase = "running"
	Done    Phase = "done"
	Stopped Phase = "stopped" // by a person, or by the end of the process
	Failed  Phase = "failed"
)

// Job is the newest work of a desk.
type Job struct {
	Phase    Phase
	Preview  bool // nothing is removed: it is only looked for
	Progress store.ErasureProgress
	Result   *store.Erased // of one that is done
	Err      error         // of one that failed
	Begun    time.Time
	Ended    time.Time
}

// Desk does one erasure at a time for whoever asks, and tells how far it is: an erasure takes longer than anybody waits for an
// answer.
type Desk struct {
	store store.Eraser
	log   *slog.Logger
	now   func() time.Time

	mu     sync.Mutex
	job    Job
	stop   context.CancelFunc // of the job that runs
	closed bool
	all    sync.WaitGroup
}

// NewDesk returns a desk for that store. It starts nothing until Begin is called. Whoever closes the store closes it first.
func NewDesk(s store.Eraser, log *slog.Logger, now func() time.Time) *Desk {
	return &Desk{store: s, log: log, now: now, job: Job{Phase: Idle}}
}

// Begin begins to erase, or with preview to look for what would be; store.ErrErasing when a job is running.
func (d *Desk) Begin(what store.Erasure, preview bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.job.Phase == Running {
		return store.ErrErasing
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.job = stop, Job{Phase: Running, Preview: preview, Begun: d.now()}
	d.all.Go(func() {
		defer stop()
		do := d.store.Erase
		if preview {
			do = d.store.FindErasure
		}
		result, err := do(ctx, what, d.tell)
		d.end(result, err)
	})
	return nil
}

func (d *Desk) tell(p store.ErasureProgress) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.job.Progress = p
}

func (d *Desk) end(result store.Erased, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.job.Ended = d.now()
	switch {
	case err == nil:
		d.job.Phase, d.job.Result = Done, &result
	case errors.Is(err, context.Canceled):
		d.job.Phase = Stopped
	default:
		d.job.Phase, d.job.Err = Failed, err
		d.log.Error("erasure failed", "error", err)
	}
}

// Job is the newest work.
func (d *Desk) Job() Job {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.job
}

// Stop ends the running job. An erasure that has begun to remove goes on with the next one, or the next start.
func (d *Desk) Stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stop != nil {
		d.stop()
	}
}

// Close ends the running job, waits for that, and lets no other begin.
func (d *Desk) Close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.Stop()
	d.all.Wait()
}
