package api

import (
	"context"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

var errReason = refuse(unanswerable, "This file tells of persons. Say in reason what it is for; the audit log keeps that.")

// reasoned notes for the audit log why something is asked, and refuses what tells of persons where nobody says why. Where nobody
// signs in there is no log, and nothing to say.
func (s *server) reasoned(ctx context.Context, reason string, personal bool) error {
	if s.SignIn == nil {
		return nil
	}
	reason = strings.TrimSpace(reason)
	if reason == "" && personal {
		return errReason
	}
	askerOf(ctx).remark.reason = reason
	return nil
}

// personal reports whether a file tells of persons: of customers contact by contact, or of agents by name. Figures by attribute do
// too, whatever a centre keeps there.
func personal(r ExportRequest) bool {
	if r.Contacts != nil || r.AgentIntervals != nil || r.ChangedSince > 0 {
		return true
	}
	return r.Query != nil && (slices.ContainsFunc(r.Query.By, ofPerson) ||
		slices.ContainsFunc(r.Query.Where, func(f QueryFilter) bool { return ofPerson(f.Dimension) }))
}

func ofPerson(dimension string) bool {
	_, attribute := metric.Dimension(dimension).Attribute()
	return attribute || metric.Dimension(dimension) == metric.Agent
}
