package erasure_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

var seoul = time.FixedZone("KST", 9*3600)

func TestPolicyKeepsWholeDays(t *testing.T) {
	now := time.Date(2026, 3, 10, 0, 30, 0, 0, seoul) // the 9th in UTC
	got := erasure.Policy{Contacts: 2, Quarantine: 30}.Cutoffs(now, seoul)
	want := store.Cutoffs{
		Contacts:   connect.MillisOf(time.Date(2026, 3, 8, 0, 0, 0, 0, seoul)),
		Quarantine: connect.MillisOf(time.Date(2026, 2, 8, 0, 0, 0, 0, seoul)),
	}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	for policy, good := range map[erasure.Policy]bool{
		{}: true, {Contacts: 2, AgentEvents: 3660, Quarantine: 2}: true, {Contacts: 1}: false, {AgentEvents: -2}: false, {Quarantine: 3661}: false,
	} {
		if err := policy.Check(); errors.Is(err, erasure.ErrPolicy) == good {
			t.Errorf("%+v: %v", policy, err)
		}
	}
}

// paper is an agreement, and an eraser that notes what it is told.
type paper struct {
	mu             sync.Mutex
	held           erasure.Retention
	asked          []store.Cutoffs
	fails          int
	erasure.Eraser // nil but for what stands below
}

func (p *paper) Unproven() []erasure.Proof { return nil }

func (p *paper) Proven(...string) error { return nil }

func (p *paper) Retention(context.Context) (erasure.Retention, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held, nil
}

func (p *paper) SetRetention(_ context.Context, policy erasure.Policy) (erasure.Retention, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held.Policy, p.held.ChangedAt = policy, time.Now()
	return p.held, nil
}

func (p *paper) NoteRetention(_ context.Context, at time.Time, _ store.Erased) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held.AppliedAt = at
	return nil
}

func (p *paper) FindErasure(ctx context.Context, what store.Erasure, tell func(store.ErasureProgress)) (store.Erased, error) {
	return p.Erase(ctx, what, tell)
}

func (p *paper) Erase(_ context.Context, what store.Erasure, _ func(store.ErasureProgress)) (store.Erased, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fails > 0 {
		p.fails--
		return store.Erased{}, store.ErrUnavailable
	}
	p.asked = append(p.asked, *what.Before)
	return store.Erased{}, nil
}

func TestLimitsAreAppliedOnceANight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at midnight of UTC, nine in the morning of Seoul
		agreed := &paper{}
		desk := erasure.NewDesk(agreed, slog.New(slog.DiscardHandler), time.Now)
		desk.Applied = func(at time.Time, removed store.Erased) error { return agreed.NoteRetention(t.Context(), at, removed) }
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		keeper := erasure.Keeper{Desk: desk, Agreement: agreed, Zone: seoul, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
		go func() { done <- keeper.Run(ctx) }()
		after := func(wait time.Duration, want int) {
			t.Helper()
			time.Sleep(wait)
			synctest.Wait()
			agreed.mu.Lock()
			defer agreed.mu.Unlock()
			if len(agreed.asked) != want {
				t.Fatalf("%d times by %s, want %d", len(agreed.asked), time.Now().In(seoul), want)
			}
		}
		after(48*time.Hour, 0) // nothing was agreed on
		_, _ = agreed.SetRetention(ctx, erasure.Policy{Contacts: 400})
		after(17*time.Hour+59*time.Minute, 0)
		after(3*time.Minute, 1) // past three
		if want := agreed.held.Cutoffs(time.Now(), seoul); agreed.asked[0] != want {
			t.Errorf("asked for %+v, want %+v", agreed.asked[0], want)
		}
		after(23*time.Hour, 1)
		agreed.mu.Lock()
		agreed.fails = 1
		agreed.mu.Unlock()
		after(time.Hour, 1)
		after(time.Hour, 2) // tried again
		_, _ = agreed.SetRetention(ctx, erasure.Policy{})
		after(24*time.Hour, 3) // the limit is lifted
		if agreed.asked[2] != (store.Cutoffs{}) {
			t.Errorf("lifted: %+v", agreed.asked[2])
		}
		after(72*time.Hour, 3)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
