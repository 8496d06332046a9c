package api

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

func newAgentDay(from, to, asOf time.Time) AgentDay {
	return AgentDay{
		Agent: AgentInfo{Hierarchy: []HierarchyGroup{}}, From: from, To: to, AsOf: asOf,
		Sessions: []AgentSession{}, Statuses: []AgentStatusSpan{}, Spans: []AgentSpan{}, Contacts: []AgentHandling{},
		Gaps: []TimeSpan{}, StatusTimes: []StatusTime{}, CountedTimes: []CountedTime{},
	}
}

// fill puts intervals, which are in order of their start, into their lists, and adds up.
func (d *AgentDay) fill(intervals []store.AgentInterval, zone *time.Location) {
	for i := range intervals {
		row := &intervals[i]
		span := TimeSpan{Start: row.Start.Time().In(zone), End: row.End.Time().In(zone), Open: row.Open}
		switch row.Kind {
		case store.SessionInterval:
			d.Sessions = append(d.Sessions, AgentSession{TimeSpan: span, LoginSeen: row.Login != 0, LogoutSeen: row.Logout != 0})
		case store.StatusInterval:
			d.Statuses = append(d.Statuses, AgentStatusSpan{
				TimeSpan: span, Name: row.StatusName, Type: row.StatusType, Missing: row.Missing,
			})
			d.configure(row)
		case store.StretchInterval:
			d.Spans = append(d.Spans, AgentSpan{TimeSpan: span, Class: row.Class, Error: row.Error})
		case store.ContactInterval:
			d.Contacts = append(d.Contacts, handling(row, span))
		case store.GapInterval:
			d.Gaps = append(d.Gaps, span)
		}
	}
	d.sum()
}

// configure takes over the routing profile and the hierarchy of a status; the last one of the range stays.
func (d *AgentDay) configure(row *store.AgentInterval) {
	if row.RoutingProfileARN == "" {
		return // logged out
	}
	d.Agent.RoutingProfileName = label(metric.RoutingProfile, row.RoutingProfileARN, row.RoutingProfileName)
	d.Agent.Hierarchy = []HierarchyGroup{}
	for i, group := range row.Hierarchy {
		if group.ARN != "" {
			d.Agent.Hierarchy = append(d.Agent.Hierarchy, HierarchyGroup{Level: i + 1, ARN: group.ARN, Name: group.Name})
		}
	}
}

func handling(row *store.AgentInterval, span TimeSpan) AgentHandling {
	return AgentHandling{
		TimeSpan: span, ContactID: string(row.ContactID), Channel: row.Channel, InitiationMethod: row.InitiationMethod,
		QueueARN: row.QueueARN, QueueName: label(metric.Queue, row.QueueARN, row.QueueName),
		State: row.State, Phase: phase(row), Missing: row.Missing,
	}
}

// phases are the states of a contact that mean the same for every contact.
var phases = map[string]string{
	"CONNECTED": "talk", "CONNECTED_ONHOLD": "hold", "PAUSED": "pause", "ENDED": "acw",
	"MISSED": "missed", "REJECTED": "rejected", "ERROR": "error",
}

// phase is what a contact's state means: CONNECTING rings at the agent, or the customer is being dialled.
func phase(row *store.AgentInterval) string {
	if known, ok := phases[row.State]; ok {
		return known
	}
	c := activity.Contact{State: row.State, InitiationMethod: row.InitiationMethod}
	switch {
	case c.Offer():
		return "ring"
	case c.Engages():
		return "dial"
	}
	return "other"
}

// within is how much of a span lies in the range.
func (d *AgentDay) within(s TimeSpan) time.Duration {
	from, to := s.Start, s.End
	if from.Before(d.From) {
		from = d.From
	}
	if to.After(d.To) {
		to = d.To
	}
	return max(0, to.Sub(from))
}

// sum adds up what the spans spend within the range.
func (d *AgentDay) sum() {
	classes := map[activity.Class]time.Duration{}
	for _, s := range d.Spans {
		classes[activity.Class(s.Class)] += d.within(s.TimeSpan)
	}
	for _, class := range []activity.Class{activity.OnContact, activity.Idle, activity.NonProductive, activity.Offline} {
		d.CountedTimes = append(d.CountedTimes, CountedTime{Class: string(class), Seconds: classes[class].Seconds()})
	}
	online := classes[activity.OnContact] + classes[activity.Idle] + classes[activity.NonProductive]
	d.OnlineSeconds = online.Seconds()
	d.StatusTimes = d.statusTimes()
}

// statusTimes adds up statuses by name and type. A change of routing profile within a status is no new entry.
func (d *AgentDay) statusTimes() []StatusTime {
	type status struct{ name, kind string }
	type stay struct {
		times int
		spent time.Duration
	}
	stays := map[status]stay{}
	var before AgentStatusSpan
	for _, s := range d.Statuses {
		of := stays[status{s.Name, s.Type}]
		of.spent += d.within(s.TimeSpan)
		if s.Name != before.Name || s.Type != before.Type || !s.Start.Equal(before.End) {
			of.times++
		}
		stays[status{s.Name, s.Type}], before = of, s
	}
	times := []StatusTime{}
	for key, of := range stays {
		times = append(times, StatusTime{Name: key.name, Type: key.kind, Seconds: of.spent.Seconds(), Times: of.times})
	}
	slices.SortFunc(times, func(a, b StatusTime) int {
		return cmp.Or(-cmp.Compare(a.Seconds, b.Seconds), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Type, b.Type))
	})
	return times
}
