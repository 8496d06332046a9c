package erasure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	Limits   bool // it applies limits by age
	Progress store.ErasureProgress
	Result   *store.Erased // of one that is done
	Err      error         // of one that failed
	Begun    time.Time
	Ended    time.Time
	Proof    string // id of the proof that was kept of it; "" without one
}

// Eraser is a store that remembers an erasure until its proof is kept, also through a crash.
type Eraser interface {
	store.Eraser
	// Unproven are the erasures that have ended and that nobody has said to be proven, each with its Note.
	Unproven() []Proof
	// Proven says that the proofs of these are kept.
	Proven(ids ...string) error
}

// Desk does one erasure at a time for whoever asks, and tells how far it is.
type Desk struct {
	store Eraser
	log   *slog.Logger
	now   func() time.Time
	work  *desk.Desk[progress, store.Erased]

	// Applied is told what limits by age have removed, if it is set before anything begins.
	Applied func(at time.Time, removed store.Erased) error
	// Erased is told that an erasure has ended, so that whoever remembers contacts forgets them. Nil: nobody does.
	Erased func(ctx context.Context) error
	// By is who begins what nobody in particular begins: whoever is at the command line.
	By Order
	// Prove keeps the proof of an erasure. Nil: nobody keeps any.
	Prove func(ctx context.Context, p Proof) error
}

// progress is how far a job of a kind is.
type progress struct {
	preview, limits bool
	proof           string
	store.ErasureProgress
}

// NewDesk returns a desk for that store. It starts nothing until Begin is called. Whoever closes the store closes it first.
func NewDesk(s Eraser, log *slog.Logger, now func() time.Time) *Desk {
	return &Desk{store: s, log: log, now: now, work: desk.New[progress, store.Erased](now)}
}

// Begin begins to erase, or with preview to look for what would be; store.ErrErasing when a job is running. Of an erasure a proof is kept,
// except of limits that have found nothing.
func (d *Desk) Begin(what store.Erasure, preview bool, by Order) error {
	do := d.store.Erase
	if preview {
		do = d.store.FindErasure
	}
	first := progress{preview: preview, limits: what.Before != nil}
	if by.Who == "" {
		by.Provider, by.Who = d.By.Provider, d.By.Who
	}
	proof := begun(what, by, d.now())
	var err error
	if what.Note, err = json.Marshal(proof); err != nil {
		return fmt.Errorf("note an erasure: %w", err)
	}
	err = d.work.Begin(first, func(ctx context.Context, tell func(progress)) (store.Erased, error) {
		now := first
		result, err := do(ctx, what, func(p store.ErasureProgress) {
			now.ErasureProgress = p
			tell(now)
		})
		if err == nil && first.limits && !preview && d.Applied != nil {
			err = d.Applied(d.now(), result)
		}
		if err == nil && !preview {
			proof.Ended, proof.Result = d.now().UTC(), ResultOf(result)
			if now.proof, err = d.ended(context.WithoutCancel(ctx), proof); err == nil {
				tell(now)
			}
		}
		if err == nil {
			err = d.Settle(context.WithoutCancel(ctx)) // of one that went on with this one
		}
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

// ended tells of an erasure that has ended, and has its proof kept.
func (d *Desk) ended(ctx context.Context, p Proof) (id string, err error) {
	if d.Erased != nil {
		err = d.Erased(ctx)
	}
	if d.Prove == nil || p.Kind == OfLimits && p.Result.nothing() {
		return "", err
	}
	if proven := d.Prove(ctx, p); proven != nil {
		return "", errors.Join(err, proven)
	}
	return p.ID, errors.Join(err, d.store.Proven(p.ID))
}

// Settle keeps the proofs of erasures that have ended without: after a crash, the store goes on with one by itself.
func (d *Desk) Settle(ctx context.Context) error {
	left := d.store.Unproven()
	if len(left) == 0 || d.Prove == nil {
		return nil
	}
	if d.Erased != nil {
		if err := d.Erased(ctx); err != nil {
			return err
		}
	}
	for _, p := range left {
		d.log.Info("an erasure that was interrupted has ended", "proof", p.ID)
		if err := d.Prove(ctx, p); err != nil {
			return err
		}
		if err := d.store.Proven(p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Job is the newest work.
func (d *Desk) Job() Job {
	j := d.work.Job()
	return Job{
		Phase: j.Phase, Preview: j.Progress.preview, Limits: j.Progress.limits, Progress: j.Progress.ErasureProgress, Result: j.Result, Err: j.Err, Begun: j.Begun, Ended: j.Ended,
		Proof: j.Progress.proof,
	}
}

// Await returns when the newest job has ended, with its error if it failed.
func (d *Desk) Await(ctx context.Context) error { return d.work.Await(ctx) }

// Stop ends the running job. An erasure that has begun to remove goes on with the next one, or the next start.
func (d *Desk) Stop() { d.work.Stop() }

// Close ends the running job, waits for that, and lets no other begin.
func (d *Desk) Close() { d.work.Close() }
