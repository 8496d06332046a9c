package erasure

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// Keeper applies the limits that were agreed on, once a night, and keeps proofs that a crash has left.
type Keeper struct {
	Desk      *Desk
	Agreement Agreement
	Zone      *time.Location
	Now       func() time.Time
	Log       *slog.Logger
}

const (
	lookEvery = time.Minute
	// afterFailure is the pause after limits that could not be applied: the disk may be full.
	afterFailure = time.Hour
)

// Run applies limits when they are due, until ctx ends. It returns nil.
func (k Keeper) Run(ctx context.Context) error {
	timer := time.NewTimer(lookEvery)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		if err := k.Desk.Settle(ctx); err != nil && ctx.Err() == nil {
			k.Log.Error("the proof of an erasure was not kept; it is tried again in a minute", "error", err)
		}
		wait := lookEvery
		if err := k.apply(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrErasing) {
			k.Log.Error("what has passed its limit was not removed; it is tried again in an hour", "error", err)
			wait = afterFailure
		}
		timer.Reset(wait)
	}
}

func (k Keeper) apply(ctx context.Context) error {
	agreed, err := k.Agreement.Retention(ctx)
	if err != nil {
		return err
	}
	now := k.Now()
	if next := agreed.Next(now, k.Zone); next.IsZero() || next.After(now) {
		return nil
	}
	before := agreed.Cutoffs(now, k.Zone)
	if err := k.Desk.Begin(store.Erasure{Before: &before}, false, Order{Provider: "ringside", Who: "ringside"}); err != nil {
		return err
	}
	return k.Desk.Await(ctx)
}
