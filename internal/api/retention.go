package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// Retention is for how long records are kept, by kind, and what came of it.
type Retention struct {
	ContactsDays    int `json:"contacts_days" doc:"0: for ever. Contact records with all versions, by the day of the contact (its newest InitiationTimestamp), and contact events"`
	DetailsDays     int `json:"details_days" doc:"0: for ever. What contact records say beside what figures are made from: the customer's address, attributes, recordings, references. By the same day, of each version; contact events go too"`
	AgentEventsDays int `json:"agent_events_days" doc:"0: for ever. By EventTimestamp"`
	QuarantineDays  int `json:"quarantine_days" doc:"0: for ever. Records that could not be decoded, by the day on which they came"`

	ContactsFrom    *string `json:"contacts_from" doc:"The oldest day that is kept by these limits today, in zone"`
	DetailsFrom     *string `json:"details_from"`
	AgentEventsFrom *string `json:"agent_events_from"`
	QuarantineFrom  *string `json:"quarantine_from"`

	Zone      string                `json:"zone" doc:"Whose days these are"`
	ChangedAt *time.Time            `json:"changed_at" doc:"null: nobody has changed them"`
	NextAt    *time.Time            `json:"next_at" doc:"When they are applied next; null: there is nothing to apply"`
	AppliedAt *time.Time            `json:"applied_at" doc:"When they were applied last"`
	Removed   nullable[ErasedCount] `json:"removed" doc:"What that removed; afterwards everything was looked through again, and nothing was left"`

	SamplesDays      int `json:"samples_days" doc:"What the live board showed, every 15 seconds: --keep-samples of the server. 0: this process keeps none"`
	QuarterHoursDays int `json:"quarter_hours_days" doc:"The same by quarter hours: --keep-quarter-hours"`
	AuditDays        int `json:"audit_days" doc:"The audit log. A running server drops what is older after midnight of its zone"`
}

// RetentionChange is the limits that shall hold from now on.
type RetentionChange struct {
	ContactsDays    int `json:"contacts_days" minimum:"0" maximum:"3660" doc:"2 to 3660, or 0 for ever"`
	DetailsDays     int `json:"details_days" minimum:"0" maximum:"3660"`
	AgentEventsDays int `json:"agent_events_days" minimum:"0" maximum:"3660"`
	QuarantineDays  int `json:"quarantine_days" minimum:"0" maximum:"3660"`
	AuditDays       int `json:"audit_days,omitempty" minimum:"365" maximum:"3660" doc:"The audit log; as it was unless given"`
}

// Agreement keeps for how long records are kept, and the audit log.
type Agreement interface {
	erasure.Agreement
	AuditKept(ctx context.Context) (days int, err error)
	KeepAudit(ctx context.Context, days int) error
}

var _ Agreement = (*state.DB)(nil)

// KeptDays is for how many days what has flags of its own is kept.
type KeptDays struct{ Samples, QuarterHours int }

// retentionInput is the body of PUT /retention.
type retentionInput struct {
	Body RetentionChange
}

var errNoRetention = refuse(unavailable, "This process keeps no limits; ask the server that holds the data folder.")

// retention answers GET /retention.
func (s *server) retention(ctx context.Context, _ *none) (Retention, error) {
	return s.retentionAnswer(ctx)
}

// changeRetention answers PUT /retention. Nothing is removed by it: that is for the night, or for POST /erasure.
func (s *server) changeRetention(ctx context.Context, in *retentionInput) (Retention, error) {
	if s.Retention == nil {
		return Retention{}, errNoRetention
	}
	policy := erasure.Policy{
		Contacts: in.Body.ContactsDays, Details: in.Body.DetailsDays, AgentEvents: in.Body.AgentEventsDays, Quarantine: in.Body.QuarantineDays,
	}
	if remark := askerOf(ctx).remark; remark != nil {
		remark.about = fmt.Sprintf("contacts=%d details=%d agent_events=%d quarantine=%d", policy.Contacts, policy.Details, policy.AgentEvents, policy.Quarantine)
		if in.Body.AuditDays != 0 {
			remark.about += fmt.Sprintf(" audit=%d", in.Body.AuditDays)
		}
	}
	if err := policy.Check(); errors.Is(err, erasure.ErrPolicy) {
		return Retention{}, refuse(unanswerable, fmt.Sprintf("Records can be kept for %d to %d days, or 0 for ever.", erasure.LeastDays, erasure.MostDays))
	}
	agreed, err := s.Retention.Retention(ctx)
	if err == nil && agreed.Policy != policy { // what is the same is not applied anew
		_, err = s.Retention.SetRetention(ctx, policy)
	}
	if err == nil && in.Body.AuditDays != 0 {
		err = s.Retention.KeepAudit(ctx, in.Body.AuditDays)
	}
	if err != nil {
		return Retention{}, err
	}
	return s.retentionAnswer(ctx)
}

func (s *server) retentionAnswer(ctx context.Context) (Retention, error) {
	now := s.Clock.Now()
	agreed, zone, from, err := s.limits(ctx, now)
	if err != nil {
		return Retention{}, err
	}
	auditDays, err := s.Retention.AuditKept(ctx)
	if err != nil {
		return Retention{}, err
	}
	day := func(at connect.Millis) *string {
		if at == 0 {
			return nil
		}
		return new(at.Time().In(zone).Format(time.DateOnly))
	}
	answer := Retention{
		ContactsDays: agreed.Contacts, DetailsDays: agreed.Details, AgentEventsDays: agreed.AgentEvents, QuarantineDays: agreed.Quarantine,
		ContactsFrom: day(from.Contacts), DetailsFrom: day(from.Details), AgentEventsFrom: day(from.AgentEvents), QuarantineFrom: day(from.Quarantine),
		Zone: s.Zone, ChangedAt: moment(agreed.ChangedAt), AppliedAt: moment(agreed.AppliedAt),
		NextAt:      moment(agreed.Next(now, zone)),
		SamplesDays: s.KeptDays.Samples, QuarterHoursDays: s.KeptDays.QuarterHours,
		AuditDays: auditDays,
	}
	if agreed.Removed != nil {
		answer.Removed = some(erasedCount(agreed.Removed))
	}
	return answer, nil
}

// limits are what was agreed on, in whose days, and the moments that these are at one.
func (s *server) limits(ctx context.Context, now time.Time) (erasure.Retention, *time.Location, store.Cutoffs, error) {
	if s.Retention == nil {
		return erasure.Retention{}, nil, store.Cutoffs{}, errNoRetention
	}
	agreed, err := s.Retention.Retention(ctx)
	if err != nil {
		return erasure.Retention{}, nil, store.Cutoffs{}, err
	}
	zone, err := metric.LoadZone(s.Zone)
	if err != nil {
		return erasure.Retention{}, nil, store.Cutoffs{}, err
	}
	return agreed, zone, agreed.Cutoffs(now, zone), nil
}

// expired is an erasure of what has passed the limits that were agreed on.
func (s *server) expired(ctx context.Context) (store.Erasure, error) {
	_, _, before, err := s.limits(ctx, s.Clock.Now())
	return store.Erasure{Before: &before}, err
}
