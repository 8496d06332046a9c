// Package pause waits between tries of what others have to answer.
package pause

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	first   = time.Second
	longest = time.Minute
)

// Pause grows from one of several failures in a row to the next: it doubles, from a second up to a minute. Its zero value is that of
// the first failure. It belongs to one goroutine.
type Pause struct{ last time.Duration }

// Next is how long to wait after one more failure: between half and all of the pause, so that many do not come again at once.
func (p *Pause) Next() time.Duration {
	p.last = min(max(2*p.last, first), longest)
	return p.last/2 + rand.N(p.last/2)
}

// Wait waits that long, or until ctx ends, whose cause it returns then.
func (p *Pause) Wait(ctx context.Context) error { return For(ctx, p.Next()) }

// Reset makes the next pause the first again.
func (p *Pause) Reset() { p.last = 0 }

// For waits so long, or until ctx ends, whose cause it returns then.
func For(ctx context.Context, long time.Duration) error {
	if long <= 0 {
		return context.Cause(ctx)
	}
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
