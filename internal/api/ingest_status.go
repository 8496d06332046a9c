package api

import (
	"context"
	"fmt"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// kindName is what a kind of record is called.
func kindName(k connect.Kind) string {
	switch k {
	case connect.KindContact:
		return "contact_record"
	case connect.KindAgentEvent:
		return "agent_event"
	case connect.KindContactEvent:
		return "contact_event"
	default:
		return "quarantined"
	}
}

// ingestStatus answers GET /ingest/status.
func (s *server) ingestStatus(ctx context.Context, _ *none) (IngestStatus, error) {
	status, err := s.Store.Status(ctx)
	if err != nil {
		return IngestStatus{}, fmt.Errorf("ask the store for its state: %w", err)
	}
	answer := IngestStatus{
		Sources:  []SourceStatus{},
		Appended: status.Appended, Projected: status.Projected, ProjectionLagSeconds: s.projectionLag(status),
		TiesByHash: status.TiesByHash, Warnings: []FieldWarning{},
		Contacts: status.Contacts, JournalBytes: status.JournalBytes, ProjectionBytes: status.ProjectionBytes,
		OldestInitiation: moment(status.OldestInitiation), NewestInitiation: moment(status.NewestInitiation),
		Healthy: status.Healthy, Problem: status.Problem,
	}
	if status.QuarantineOpen != store.Unknown {
		answer.QuarantineOpen = &status.QuarantineOpen
	}
	for _, source := range status.Sources {
		answer.Sources = append(answer.Sources, sourceStatus(source))
	}
	for _, warning := range status.Warnings {
		answer.Warnings = append(answer.Warnings, FieldWarning(warning))
	}
	answer.AmazonConnect = []AmazonConnectStatus{}
	if s.AmazonConnect != nil {
		answer.AmazonConnect = s.AmazonConnect()
	}
	answer.Streams, answer.Queues = []StreamStatus{}, []QueueStatus{}
	if s.Readers != nil {
		answer.Streams, answer.Queues = s.Readers()
	}
	if s.Import != nil {
		answer.Import = some(s.Import())
	}
	return answer, nil
}

// projectionLag is for how long the figures have not moved although something was received; 0 when they show everything.
func (s *server) projectionLag(status store.Status) float64 {
	if status.Projected >= status.Appended || status.ProjectedAt.IsZero() {
		return 0
	}
	return max(0, s.Clock.Now().Sub(status.ProjectedAt).Seconds())
}

func sourceStatus(s store.SourceStatus) SourceStatus {
	row := SourceStatus{
		Source: s.Source, Kind: kindName(s.Kind),
		Read: s.Outcome.Read, Stored: s.Outcome.Stored, Updated: s.Outcome.Updated,
		Duplicates: s.Outcome.Duplicates, Older: s.Outcome.Older, Quarantined: s.Outcome.Quarantined,
		LastReceived: moment(s.LastReceived), LastEvent: moment(s.LastEvent.Time()),
	}
	if row.LastReceived != nil && row.LastEvent != nil {
		lag := max(0, row.LastReceived.Sub(*row.LastEvent).Seconds())
		row.LagSeconds = &lag
	}
	return row
}
