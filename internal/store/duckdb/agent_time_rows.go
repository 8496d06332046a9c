package duckdb

import (
	"encoding/json"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// configurationWords are the numbers of an agent's routing profile and hierarchy.
type configurationWords struct {
	routingProfile int32
	hierarchy      [metric.HierarchyLevels]int32
}

func (w *words) configuration(c *activity.Configuration) configurationWords {
	if c == nil {
		return configurationWords{}
	}
	n := configurationWords{routingProfile: w.id(c.RoutingProfile)}
	for i, group := range c.Hierarchy {
		n.hierarchy[i] = w.id(group.ARN)
	}
	return n
}

// values are the columns routing_profile to hierarchy_level_5.
func (c configurationWords) values() []any {
	h := c.hierarchy
	return []any{c.routingProfile, h[0], h[1], h[2], h[3], h[4]}
}

// appendAgentTime adds the rows of all tables.
func (c *change) appendAgentTime() error {
	for _, table := range []struct {
		name string
		rows func(w *words, t *agentTimeline, add func(...any) error) error
	}{
		{"agent_statuses", statusRows},
		{"agent_handlings", handlingRows},
		{"agent_stretches", stretchRows},
		{"agent_sessions", sessionRows},
		{"agent_gaps", gapRows},
	} {
		err := c.db.appendRows("", table.name, func(add func(...any) error) error {
			for i := range c.agentTime.timelines {
				if err := table.rows(c.s.words, &c.agentTime.timelines[i], add); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return c.appendAgentStates()
}

func (c *change) appendAgentStates() error {
	err := c.db.appendRows("", "agent_days", func(add func(...any) error) error {
		for day, state := range c.agentTime.days {
			if err := add(day.agent, int64(day.start), stateText(state)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.db.appendRows("", "agent_states", func(add func(...any) error) error {
		for agent, state := range c.agentTime.states {
			if err := add(agent, stateText(state)); err != nil {
				return err
			}
		}
		return nil
	})
}

// stateText cannot fail: a state is numbers and texts.
func stateText(s activity.State) string {
	text, _ := json.Marshal(s)
	return string(text)
}

func statusRows(w *words, t *agentTimeline, add func(...any) error) error {
	instance := w.id(t.Instance)
	for i := range t.Statuses {
		s := &t.Statuses[i]
		row := append([]any{instance, t.agent, int64(s.Start), int64(s.End), w.id(s.ARN), w.id(s.Name), w.id(s.Type), flag(s.Gap)},
			w.configuration(s.Configuration).values()...)
		if err := add(append(row, int64(s.By))...); err != nil {
			return err
		}
	}
	return nil
}

func handlingRows(w *words, t *agentTimeline, add func(...any) error) error {
	instance := w.id(t.Instance)
	for i := range t.Contacts {
		s := &t.Contacts[i]
		id, isUUID := identity(string(s.ContactID))
		text := string(s.ContactID)
		if isUUID {
			text = ""
		}
		row := append([]any{
			instance, t.agent, int64(s.Start), int64(s.End), id, textOrNull(text), w.id(s.Channel), w.id(s.InitiationMethod),
			w.id(s.Queue.ARN), w.id(s.State), w.id(s.Next), flag(s.Gap),
		}, w.configuration(s.Configuration).values()...)
		if err := add(append(row, int64(s.By))...); err != nil {
			return err
		}
	}
	return nil
}

func stretchRows(w *words, t *agentTimeline, add func(...any) error) error {
	instance := w.id(t.Instance)
	for i := range t.Stretches {
		s := &t.Stretches[i]
		row := append([]any{instance, t.agent, int64(s.Start), int64(s.End), w.id(string(s.Class)), flag(s.Error)},
			w.configuration(s.Configuration).values()...)
		if err := add(append(row, int64(s.By))...); err != nil {
			return err
		}
	}
	return nil
}

func sessionRows(w *words, t *agentTimeline, add func(...any) error) error {
	for _, s := range t.Sessions {
		err := add(w.id(t.Instance), t.agent, int64(s.Start), int64(s.End), int64(s.Login), int64(s.Logout), int64(s.By))
		if err != nil {
			return err
		}
	}
	return nil
}

func gapRows(w *words, t *agentTimeline, add func(...any) error) error {
	for _, g := range t.Gaps {
		if err := add(w.id(t.Instance), t.agent, int64(g.Start), int64(g.End), int64(g.By)); err != nil {
			return err
		}
	}
	return nil
}

func flag(is bool) int8 {
	if is {
		return 1
	}
	return 0
}

// ofActivity is the part of an agent event that agents' time is derived from, in memory of its own.
func ofActivity(e *connect.AgentEvent) *connect.AgentEvent {
	part := *e
	part.Current, part.Previous = ofSnapshot(e.Current), ofSnapshot(e.Previous)
	return &part
}

func ofSnapshot(s *connect.AgentSnapshot) *connect.AgentSnapshot {
	if s == nil {
		return nil
	}
	part := *s
	part.RoutingProfile.InboundQueues, part.RoutingProfile.Concurrency = nil, nil
	return &part
}
