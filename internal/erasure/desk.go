package erasure

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/store"
)

// Phase is what a desk is at.
type Phase = desk.Phase

// The phases.
const (
	Idle    = desk.Idle
	Running = desk.Running
	Done    = desk.Done
	Stopped = desk.Stopped // an erasure that has begun to remove goes on with the next one, or the next start
	Failed  = desk.Failed
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

// Desk does one erasure at a time for whoever asks, and tells how far it is.
type Desk struct {
	store store.Eraser
	log   *slog.Logger
	work  *desk.Desk[progress, store.Erased]
}

// progress is how far a job of a kind is.
type progress struct {
	preview bool
	store.ErasureProgress
}

// NewDesk returns a desk for that store. It starts nothing until Begin is called. Whoever closes the store closes it first.
func NewDesk(s store.Eraser, log *slog.Logger, now func() time.Time) *Desk {
	return &Desk{store: s, log: log, work: desk.New[progress, store.Erased](now)}
}

// Begin begins to erase, or with preview to look for what would be; store.ErrErasing when a job is running.
func (d *Desk) Begin(what store.Erasure, preview bool) error {
	do := d.store.Erase
	if preview {
		do = d.store.FindErasure
	}
	err := d.work.Begin(progress{preview: preview}, func(ctx context.Context, tell func(progress)) (store.Erased, error) {
		result, err := do(ctx, what, func(p store.ErasureProgress) { tell(progress{preview, p}) })
		if err != nil && !errors.Is(err, context.Canceled) {
			d.log.Error("erasure failed", "error", err)
		}
		return result, err
	})
	if errors.Is(err, desk.ErrBusy) {
		return store.ErrErasing
	}
	return err
}

// Job is the newest work.
func (d *Desk) Job() Job {
	j := d.work.Job()
	return Job{
		Phase: j.Phase, Preview: j.Progress.preview, Progress: j.Progress.ErasureProgress, Result: j.Result, Err: j.Err, Begun: j.Begun, Ended: j.Ended,
	}
}

// Stop ends the running job. An erasure that has begun to remove goes on with the next one, or the next start.
func (d *Desk) Stop() { d.work.Stop() }

// Close ends the running job, waits for that, and lets no other begin.
func (d *Desk) Close() { d.work.Close() }
