package amazonconnect

import (
	"context"
	"math/rand/v2"
	"time"
)

// Pauses after failures, in real time.
const (
	firstPause   = time.Second
	longestPause = time.Minute
)

// backoff is how long to wait after the next of several failures in a row; 0 is firstPause.
type backoff struct{ next time.Duration }

func (b *backoff) wait(ctx context.Context) {
	pause := max(b.next, firstPause)
	b.next = min(2*pause, longestPause)
	timer := time.NewTimer(pause/2 + rand.N(pause/2))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
