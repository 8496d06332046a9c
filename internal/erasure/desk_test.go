package erasure_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

// slow is an eraser that works until it is told how to end.
type slow struct {
	end     chan error
	preview bool
}

func (s *slow) FindErasure(ctx context.Context, what store.Erasure, tell func(store.ErasureProgress)) (store.Erased, error) {
	s.preview = true
	return s.Erase(ctx, what, tell)
}

func (s *slow) Erase(ctx context.Context, _ store.Erasure, tell func(store.ErasureProgress)) (store.Erased, error) {
	tell(store.ErasureProgress{Step: store.ErasureChecks, Done: 3, Total: 7})
	select {
	case err := <-s.end:
		return store.Erased{Contacts: 5}, err
	case <-ctx.Done():
		return store.Erased{}, context.Cause(ctx)
	}
}

func TestDeskDoesOneJobAtATimeAndTellsOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		work := &slow{end: make(chan error)}
		desk := erasure.NewDesk(work, slog.New(slog.DiscardHandler), time.Now)
		want := func(phase erasure.Phase) erasure.Job {
			t.Helper()
			synctest.Wait()
			job := desk.Job()
			if job.Phase != phase {
				t.Errorf("%s, want %s: %+v", job.Phase, phase, job)
			}
			return job
		}
		want(erasure.Idle)
		begin := func(preview bool) error { return desk.Begin(store.Erasure{}, preview) }
		if err := begin(true); err != nil {
			t.Fatal(err)
		}
		if job := want(erasure.Running); !job.Preview || job.Progress.Done != 3 {
			t.Errorf("%+v", job)
		}
		if err := begin(false); !errors.Is(err, store.ErrErasing) {
			t.Errorf("a second job: %v", err)
		}
		work.end <- nil
		if job := want(erasure.Done); job.Result == nil || job.Result.Contacts != 5 || !work.preview || job.Ended.IsZero() {
			t.Errorf("%+v", job)
		}
		if err := begin(false); err != nil {
			t.Fatal(err)
		}
		work.end <- errors.New("disk on fire")
		if job := want(erasure.Failed); job.Err == nil || job.Result != nil {
			t.Errorf("%+v", job)
		}
		if err := begin(false); err != nil {
			t.Fatal(err)
		}
		desk.Stop()
		want(erasure.Stopped)
		if err := begin(false); err != nil {
			t.Fatal(err)
		}
		desk.Close()
		want(erasure.Stopped)
		if err := begin(false); err == nil {
			t.Error("a closed desk begins")
		}
	})
}
