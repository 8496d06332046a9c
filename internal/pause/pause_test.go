package pause_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/pause"
)

func TestPausesGrowToAMinute(t *testing.T) {
	var p pause.Pause
	most := time.Second
	for range 10 {
		if next := p.Next(); next < most/2 || next > most {
			t.Errorf("pause %v, want between half and all of %v", next, most)
		}
		most = min(2*most, time.Minute)
	}
	p.Reset()
	if next := p.Next(); next > time.Second {
		t.Errorf("first pause after a success: %v", next)
	}
}

func TestAPauseEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		why := errors.New("told to stop")
		ctx, stop := context.WithCancelCause(t.Context())
		time.AfterFunc(100*time.Millisecond, func() { stop(why) })
		begun := time.Now()
		for _, long := range []time.Duration{time.Hour, 0} {
			if err := pause.For(ctx, long); !errors.Is(err, why) || time.Since(begun) != 100*time.Millisecond {
				t.Errorf("waited %v: %v", time.Since(begun), err)
			}
		}
	})
}
