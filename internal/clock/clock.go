// Package clock is the one source of the present moment: real time, or the demo's virtual time, which may run faster.
package clock

import (
	"context"
	"time"
)

// Clock tells the time and waits in it. The zero Clock is real time.
type Clock struct {
	origin time.Time // real moment at which virtual time starts
	start  time.Time // virtual moment at origin
	speed  float64   // virtual seconds per real second; 0 is real time
}

// Virtual returns a clock that shows start now and runs speed times as fast as real time. Speed must be positive.
func Virtual(start time.Time, speed float64) Clock {
	return Clock{origin: time.Now(), start: start, speed: speed}
}

// Now is the present moment of this clock.
func (c Clock) Now() time.Time {
	if c.speed == 0 {
		return time.Now()
	}
	return c.start.Add(time.Duration(float64(time.Since(c.origin)) * c.speed))
}

// Real converts a span of this clock's time into the real time it takes.
func (c Clock) Real(d time.Duration) time.Duration {
	if c.speed == 0 {
		return d
	}
	return time.Duration(float64(d) / c.speed)
}

// SleepUntil waits until this clock shows t, or until ctx ends and returns its error.
func (c Clock) SleepUntil(ctx context.Context, t time.Time) error {
	wait := c.Real(t.Sub(c.Now()))
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
