package erasure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Policy is for how long records are kept, in days by kind; 0 keeps them for ever.
type Policy struct {
	Contacts    int // contact records by the day of their contact, and contact events
	Details     int // what a contact record says beside what figures are made from, by the same day
	AgentEvents int
	Quarantine  int // what could not be decoded, by the day on which it came
}

// LeastDays and MostDays bound a Policy. Less than the least would take from the live floor what it is made of.
const (
	LeastDays = 2
	MostDays  = 3660
)

// ErrPolicy says that nothing can be kept for so many days.
var ErrPolicy = errors.New("cannot be kept for so long")

// Check is an ErrPolicy for numbers that no limit can have.
func (p Policy) Check() error {
	for _, days := range []int{p.Contacts, p.Details, p.AgentEvents, p.Quarantine} {
		if days != 0 && (days < LeastDays || days > MostDays) {
			return fmt.Errorf("%w: %d days; %d to %d are possible, and 0 for ever", ErrPolicy, days, LeastDays, MostDays)
		}
	}
	return nil
}

// Cutoffs are the limits at a moment: midnights of the zone, so that the oldest day that is kept is kept whole.
func (p Policy) Cutoffs(now time.Time, zone *time.Location) store.Cutoffs {
	year, month, day := now.In(zone).Date()
	before := func(days int) connect.Millis {
		if days == 0 {
			return 0
		}
		return connect.MillisOf(time.Date(year, month, day-days, 0, 0, 0, 0, zone))
	}
	return store.Cutoffs{
		Contacts: before(p.Contacts), Details: before(p.Details), AgentEvents: before(p.AgentEvents), Quarantine: before(p.Quarantine),
	}
}

// Retention is what was agreed on, and what came of it.
type Retention struct {
	Policy
	ChangedAt time.Time     // zero: nobody has
	AppliedAt time.Time     // when the limits were applied last; zero: never
	Removed   *store.Erased // by that
}

// Agreement remembers a Retention; the application state does.
type Agreement interface {
	Retention(ctx context.Context) (Retention, error)
	SetRetention(ctx context.Context, p Policy) (Retention, error)
	NoteRetention(ctx context.Context, at time.Time, removed store.Erased) error
}

// Hour is the hour of the night at which limits are applied.
const Hour = 3

// Next is when the limits are applied next; zero when nothing is to do: no limit was agreed on, and none is to be lifted.
func (r Retention) Next(now time.Time, zone *time.Location) time.Time {
	if r.Policy == (Policy{}) && !r.ChangedAt.After(r.AppliedAt) {
		return time.Time{}
	}
	night := nightBefore(now, zone)
	if r.AppliedAt.Before(night) && !r.ChangedAt.After(night) {
		return night // and late
	}
	year, month, day := night.In(zone).Date()
	return time.Date(year, month, day+1, Hour, 0, 0, 0, zone)
}

// nightBefore is the latest Hour of a zone.
func nightBefore(now time.Time, zone *time.Location) time.Time {
	year, month, day := now.In(zone).Date()
	night := time.Date(year, month, day, Hour, 0, 0, 0, zone)
	if night.After(now) {
		return time.Date(year, month, day-1, Hour, 0, 0, 0, zone)
	}
	return night
}
