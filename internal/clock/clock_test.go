package clock

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestVirtualTimeRunsAtItsSpeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
		c := Virtual(start, 60)
		time.Sleep(time.Second) // fake time: nothing waits
		if got, want := c.Now(), start.Add(time.Minute); !got.Equal(want) {
			t.Errorf("after a second at speed 60 it is %v, want %v", got, want)
		}
		began := time.Now()
		if err := c.SleepUntil(t.Context(), start.Add(3*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("two virtual minutes took %v, want 2s", took)
		}
	})
}

func TestZeroClockIsRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Clock
		if got := c.Now(); !got.Equal(time.Now()) {
			t.Errorf("the zero clock shows %v, want %v", got, time.Now())
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := c.SleepUntil(ctx, time.Now().Add(time.Hour)); !errors.Is(err, context.Canceled) {
			t.Errorf("a sleep that was cancelled ended with %v", err)
		}
	})
}
