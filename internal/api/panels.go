package api

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// panels answers GET /panels.
func (s *server) panels(ctx context.Context, in *RangeInput) (Panels, error) {
	chosen, err := s.selection(ctx, in)
	if err != nil {
		return Panels{}, err
	}
	fresh, err := s.freshness(ctx, chosen.where)
	if err != nil {
		return Panels{}, err
	}
	waiting, err := s.callsInQueue(ctx, chosen)
	if err != nil {
		return Panels{}, err
	}
	questions, err := metric.PanelsQuestions(chosen.panels())
	if err != nil {
		return Panels{}, err
	}
	answers, err := s.Store.Query(ctx, questions...)
	if err != nil {
		return Panels{}, fmt.Errorf("query panels: %w", err)
	}
	p, err := assemblePanels(chosen, questions, answers, waiting, fresh)
	if err != nil {
		return Panels{}, err
	}
	unknown, err := s.unknown(ctx, chosen.where, p.NumberOfCalls == 0)
	p.Notes = append(unknown, fresh.notes(chosen.from, chosen.to, chosen.zone)...)
	return p, err
}

// panels is the selection as metric asks for the panels.
func (c selection) panels() metric.PanelsQuery {
	return metric.PanelsQuery{From: c.from, To: c.to, Zone: c.zone, DayStart: c.days().From, TimeField: c.timeField, Where: c.where, Scope: c.scope}
}

// assemblePanels adds to the figures what the page needs to judge them.
func assemblePanels(c selection, questions []metric.Question, answers [][]metric.Slice, waiting *CallsInQueue, fresh freshness) (Panels, error) {
	p, err := metric.AssemblePanels(c.panels(), questions, answers, nil)
	if err != nil {
		return Panels{}, err
	}
	days := make([]DayCalls, len(p.CallsPerDay))
	for i, day := range p.CallsPerDay {
		days[i] = DayCalls(day)
	}
	return Panels{
		From: c.from, To: c.to, Zone: p.Zone, TimeField: string(p.TimeField), DayStart: dayStart(c.days().From),
		NumberOfCalls: p.NumberOfCalls, CallsPerDay: days,
		AverageAfterContactWork: AverageAfterContactWork(p.AverageACW),
		AverageCallDuration:     AverageDuration(p.AverageCall),
		NumberOfAgents:          p.NumberOfAgents,
		NumberOfAgentsParts:     AgentParts(p.NumberOfAgentsParts),
		CallsInQueue:            some(waiting),
		AsOf:                    fresh.asOf.In(c.zone), FinalUntil: inZone(fresh.finalUntil, c.zone),
		Definitions: definitions(),
	}, nil
}

// definitions says how each panel is counted.
func definitions() map[string]Text {
	texts := map[string]Text{}
	for id, words := range metric.PanelDefinitions() {
		texts[id] = Text(words)
	}
	return texts
}

// callsInQueue is the live panel as far as the selection's filters allow; nil where nobody watches.
func (s *server) callsInQueue(ctx context.Context, c selection) (*CallsInQueue, error) {
	if s.Hub == nil {
		return nil, nil
	}
	now, err := s.Hub.Waiting(ctx, c.scope, s.choice(c.where))
	if err != nil {
		return nil, fmt.Errorf("count waiting contacts: %w", err)
	}
	answer := &CallsInQueue{
		InQueue: now.Totals.InQueue, Scheduled: now.Totals.Scheduled, Total: now.Totals.Total,
		AsOf: now.AsOf.In(c.zone), Source: now.Source,
	}
	if oldest := now.Totals.OldestEnqueuedAt; oldest != nil {
		age := max(0, now.AsOf.Sub(*oldest).Seconds())
		answer.OldestAgeSeconds = &age
	}
	return answer, nil
}

// choice is the filters as the live board knows them. History finds a queue by any name it ever had, so the board is told
// the ARNs too: it only knows the newest.
func (s *server) choice(where []metric.Filter) live.Choice {
	var chosen live.Choice
	for _, filter := range where {
		switch filter.Dimension {
		case metric.Queue:
			chosen.Queues = slices.Concat(filter.Values, s.Store.Resolve(filter))
		case metric.Channel:
			chosen.Channels = filter.Values
		case metric.Instance:
			chosen.Instances = slices.Concat(filter.Values, s.Store.Resolve(filter))
		default: // no other filter narrows panels
		}
	}
	return chosen
}

// freshness is how far history is known.
type freshness struct {
	asOf       time.Time
	finalUntil time.Time // zero: nothing was delivered yet
	projected  uint64
	oldest     time.Time            // initiation of the first contact; zero without contacts
	sources    []store.SourceStatus // of the instances that are chosen
	incomplete []QueryNote          // where figures are on their way
	status     store.Status
}

// freshness asks the store before the figures, with their filters, are asked for, so that these are at least as new.
func (s *server) freshness(ctx context.Context, where []metric.Filter) (freshness, error) {
	status, err := s.Store.Status(ctx)
	if err != nil {
		return freshness{}, fmt.Errorf("ask for freshness: %w", err)
	}
	f := freshness{
		asOf: s.Clock.Now(), projected: status.Projected, oldest: status.OldestInitiation, status: status, incomplete: s.incomplete(status),
	}
	if status.Projected < status.Appended && !status.ProjectedAt.IsZero() {
		f.asOf = status.ProjectedAt
	}
	return s.ofInstances(f, where), nil
}

// ofInstances is how far history is known of the instances that filters choose.
func (s *server) ofInstances(f freshness, where []metric.Filter) freshness {
	f.sources = s.streams(f.status, where)
	f.finalUntil = arrived(f.sources, connect.KindContact)
	if f.finalUntil.After(f.asOf) {
		f.finalUntil = f.asOf
	}
	return f
}

// inZone is a moment in a zone, nil for none.
func inZone(t time.Time, zone *time.Location) *time.Time {
	if t.IsZero() {
		return nil
	}
	local := t.In(zone)
	return &local
}
