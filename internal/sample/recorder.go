package sample

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/ringside/ringside/internal/live"
)

// room is how many moments wait for a disk that is slow or full: an hour of them.
const room = 240

// lastWord is how long the moments that wait may take to be kept when the process ends.
const lastWord = 2 * time.Second

// Recorder carries samples from the board's owner to the store, so that the owner never waits for a disk.
type Recorder struct {
	store *Store
	log   *slog.Logger

	// moments carries samples from the board's owner to Run. Offer sends, nobody closes it.
	moments chan Moment
	begun   atomic.Bool
	dropped atomic.Int64
}

// NewRecorder returns a recorder that takes nothing before Begin. It starts nothing.
func NewRecorder(store *Store, log *slog.Logger) *Recorder {
	return &Recorder{store: store, log: log, moments: make(chan Moment, room)}
}

// Begin has offers taken from now on: the board knows what was before. A board that does not yet would tell of nobody
// waiting where nobody knows.
func (r *Recorder) Begin() { r.begun.Store(true) }

// Offer takes a picture of the board in and returns at once. Without room the sample is dropped, and counted.
func (r *Recorder) Offer(s live.Snapshot) {
	if !r.begun.Load() {
		return
	}
	select {
	case r.moments <- Of(s):
	default:
		r.dropped.Add(1)
	}
}

// Run keeps what is offered until ctx ends, and then what waits still. What the store does not take is offered to it again
// with the next sample, as far as there is room. A dropped sample leaves a hole and ends nothing.
func (r *Recorder) Run(ctx context.Context) error {
	var waiting []Moment
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWord)
			defer cancel()
			r.keep(last, r.all(waiting))
			return nil
		case m := <-r.moments:
			waiting = r.keep(ctx, r.all(append(waiting, m)))
		}
	}
}

// all adds those that wait in the channel, and drops the oldest of too many.
func (r *Recorder) all(waiting []Moment) []Moment {
	for {
		select {
		case m := <-r.moments:
			waiting = append(waiting, m)
			continue
		default:
		}
		if over := len(waiting) - room; over > 0 {
			r.dropped.Add(int64(over))
			waiting = waiting[over:]
		}
		return waiting
	}
}

// keep puts moments into the store and returns those that are still to be kept.
func (r *Recorder) keep(ctx context.Context, waiting []Moment) []Moment {
	if dropped := r.dropped.Swap(0); dropped > 0 {
		r.log.Warn("samples of the live board were dropped: the disk is too slow, or full", "samples", dropped)
	}
	if err := r.store.Put(ctx, waiting...); err != nil {
		r.log.Warn("samples of the live board are not kept yet, and tried again", "samples", len(waiting), "error", err)
		return waiting
	}
	return nil
}
