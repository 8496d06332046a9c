// Package desk does work that takes longer than anybody waits for an answer: one job at a time, for whoever asks, and tells how far
// it is.
package desk

import (
	"context"
	"errors"
	"sync"
	"time"
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

// ErrBusy says that another job is running, or that the desk is closed.
var ErrBusy = errors.New("another job is running")

// Job is the newest work of a desk: P is how far it is, R what comes of it.
type Job[P, R any] struct {
	Phase    Phase
	Progress P
	Result   *R    // of one that is done
	Err      error // of one that failed
	Begun    time.Time
	Ended    time.Time
}

// Desk does one job at a time.
type Desk[P, R any] struct {
	now func() time.Time

	mu     sync.Mutex
	job    Job[P, R]
	ended  chan struct{}      // closed at the end of the newest job; nil without one
	stop   context.CancelFunc // of the job that runs
	closed bool
	all    sync.WaitGroup
}

// New returns a desk. It starts nothing until Begin is called. Whoever closes what jobs use closes the desk first.
func New[P, R any](now func() time.Time) *Desk[P, R] {
	return &Desk[P, R]{now: now, job: Job[P, R]{Phase: Idle}}
}

// Begin begins a job, which is at first; ErrBusy when another one is running. Do tells how far it is, and ends soon after its context.
func (d *Desk[P, R]) Begin(first P, do func(ctx context.Context, tell func(P)) (R, error)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.job.Phase == Running {
		return ErrBusy
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.ended = stop, make(chan struct{})
	d.job = Job[P, R]{Phase: Running, Progress: first, Begun: d.now()}
	d.all.Go(func() {
		defer stop()
		result, err := do(ctx, d.tell)
		d.end(result, err)
	})
	return nil
}

func (d *Desk[P, R]) tell(p P) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.job.Progress = p
}

func (d *Desk[P, R]) end(result R, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer close(d.ended)
	d.job.Ended = d.now()
	switch {
	case err == nil:
		d.job.Phase, d.job.Result = Done, &result
	case errors.Is(err, context.Canceled):
		d.job.Phase = Stopped
	default:
		d.job.Phase, d.job.Err = Failed, err
	}
}

// Job is the newest work.
func (d *Desk[P, R]) Job() Job[P, R] {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.job
}

// Await returns when the newest job has ended, with its error if it failed.
func (d *Desk[P, R]) Await(ctx context.Context) error {
	d.mu.Lock()
	ended := d.ended
	d.mu.Unlock()
	if ended == nil {
		return nil
	}
	select {
	case <-ended:
		return d.Job().Err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Stop ends the running job.
func (d *Desk[P, R]) Stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stop != nil {
		d.stop()
	}
}

// Close ends the running job, waits for that, and lets no other begin.
func (d *Desk[P, R]) Close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.Stop()
	d.all.Wait()
}
