package kinesis

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	firstPause   = time.Second // as long as Kinesis refuses after its quota was used up
	longestPause = time.Minute
)

// pause grows from one of several failures in a row to the next.
type pause struct{ last time.Duration }

// next is how long to wait: between half and all of a time that doubles.
func (p *pause) next() time.Duration {
	p.last = min(max(2*p.last, firstPause), longestPause)
	return p.last/2 + rand.N(p.last/2)
}

// wait waits that long, or until ctx ends, whose error it returns then.
func (p *pause) wait(ctx context.Context) error { return sleep(ctx, p.next()) }

// sleep waits, or until ctx ends, whose error it returns then.
func sleep(ctx context.Context, long time.Duration) error {
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
