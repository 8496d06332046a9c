package erasure_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

// slow is an eraser that works until it is told how to end.
type slow struct {
	end     chan error
	preview bool

	unproven []erasure.Proof
}

func (s *slow) Unproven() []erasure.Proof { return s.unproven }

func (s *slow) Proven(ids ...string) error {
	s.unproven = slices.DeleteFunc(s.unproven, func(p erasure.Proof) bool { return slices.Contains(ids, p.ID) })
	return nil
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
		begin := func(preview bool) error { return desk.Begin(store.Erasure{}, preview, erasure.Order{}) }
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

func TestAProofIsKeptOfWhatWasErased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		work := &slow{end: make(chan error)}
		desk := erasure.NewDesk(work, slog.New(slog.DiscardHandler), time.Now)
		var kept []erasure.Proof
		told := 0
		desk.Erased = func(context.Context) error { told++; return nil }
		desk.Prove = func(_ context.Context, p erasure.Proof) error { kept = append(kept, p); return nil }
		desk.By = erasure.Order{Provider: "command line", Who: "root"}
		do := func(what store.Erasure, preview bool, by erasure.Order, end error) erasure.Job {
			t.Helper()
			if err := desk.Begin(what, preview, by); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute) // of the test's own time
			work.end <- end
			synctest.Wait()
			return desk.Job()
		}
		person := store.Erasure{Contacts: []connect.ContactID{"secret-id"}, Customers: []string{"+821012345678", "kim@example.com"}}
		if job := do(person, true, erasure.Order{}, nil); job.Proof != "" || told != 0 {
			t.Errorf("a preview: %+v, told %d times", job, told)
		}
		if job := do(person, false, erasure.Order{}, errors.New("disk on fire")); job.Proof != "" || told != 0 {
			t.Errorf("one that failed: %+v, told %d times", job, told)
		}
		if job := do(store.Erasure{Before: &store.Cutoffs{Contacts: 1}}, false, erasure.Order{}, nil); job.Proof != "" || told != 1 {
			t.Errorf("limits that found nothing: %+v, told %d times", job, told)
		}
		job := do(person, false, erasure.Order{Provider: "idp", Who: "kim", Reason: "asked", Views: 3, Named: 1}, nil)
		if told != 2 || len(kept) != 1 || kept[0].ID != job.Proof || job.Proof == "" {
			t.Fatalf("%+v, told %d times, kept %+v", job, told, kept)
		}
		text, err := json.Marshal(kept[0])
		if err != nil || strings.Contains(string(text), "secret") || strings.Contains(string(text), "1234") || strings.Contains(string(text), "example") {
			t.Errorf("the proof names whom it is about: %s, %v", text, err)
		}
		p := kept[0]
		if p.Who != "kim" || p.Reason != "asked" || p.Kind != erasure.OfPerson || p.Contacts != 1 || p.Numbers != 2 || p.Views != 3 || p.Named != 1 ||
			p.Ended.Sub(p.Begun) != time.Minute || p.Result.Contacts != 5 {
			t.Errorf("%+v", p)
		}
		do(person, false, erasure.Order{}, nil)
		if kept[1].Who != "root" || kept[1].Provider != "command line" || kept[1].ID == p.ID {
			t.Errorf("nobody in particular: %+v", kept[1])
		}
		desk.Close()
	})
}

// TestAProofThatACrashHasLeftIsKept by whatever the desk does next, and once.
func TestAProofThatACrashHasLeftIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		work := &slow{end: make(chan error), unproven: []erasure.Proof{{ID: "left", Who: "kim"}}}
		desk := erasure.NewDesk(work, slog.New(slog.DiscardHandler), time.Now)
		defer desk.Close()
		var kept []string
		forgotten, full := 0, errors.New("disk is full")
		desk.Erased = func(context.Context) error { forgotten++; return nil }
		desk.Prove = func(_ context.Context, p erasure.Proof) error { kept = append(kept, p.ID+" "+p.Who); return full }
		if err := desk.Settle(t.Context()); !errors.Is(err, full) || len(work.unproven) != 1 {
			t.Errorf("%v; a proof that was not kept is %+v", err, work.unproven)
		}
		full = nil
		if err := desk.Begin(store.Erasure{}, true, erasure.Order{}); err != nil {
			t.Fatal(err)
		}
		work.end <- nil
		synctest.Wait()
		if err := desk.Settle(t.Context()); err != nil || len(kept) != 2 || kept[1] != "left kim" || forgotten != 2 || len(work.unproven) != 0 {
			t.Errorf("%v; kept %q, forgotten %d times, left %+v", err, kept, forgotten, work.unproven)
		}
	})
}
