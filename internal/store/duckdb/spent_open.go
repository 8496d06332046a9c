package duckdb

import (
	"context"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// open adds what still goes on, until the end of the range or now.
func (a *spentAnswer) open(ctx context.Context) error {
	states, err := a.agentStates(ctx)
	if err != nil {
		return err
	}
	wanted := make([][]string, len(a.question.Where))
	for i, filter := range a.question.Where {
		wanted[i] = a.names.resolve(filter)
	}
	until := min(a.now, connect.Millis(a.question.Edges[len(a.question.Edges)-1]))
	for _, state := range states {
		timeline := state.Open(until)
		o := openTime{&timeline, a.question, wanted}
		if a.question.Source == metric.OfAgentTime {
			for keys, buckets := range activity.SumStretches(timeline.Stretches, a.question.Edges, o.ofStretch) {
				for i := range buckets {
					a.addOpen(spentKey{i, keys}, metric.Sums{Agents: buckets[i]})
				}
			}
			continue
		}
		for keys, buckets := range activity.SumContacts(timeline.Contacts, a.question.Edges, nil, o.ofContact) {
			for i := range buckets {
				a.addOpen(spentKey{i, keys}, metric.Sums{Contacts: buckets[i]})
			}
		}
	}
	return nil
}

// addOpen makes no sums of nothing: most of what goes on does so in the last bucket alone.
func (a *spentAnswer) addOpen(key spentKey, sums metric.Sums) {
	if sums != (metric.Sums{}) {
		a.of(key).Add(&sums)
	}
}

// openTime gives the keys of what still goes on at an agent.
type openTime struct {
	timeline *activity.Timeline
	question metric.Question
	wanted   [][]string // by filter of the question, the values that it means
}

func (o openTime) ofStretch(s *activity.Stretch) (spentKeys, bool) {
	return o.keys(s.Configuration, &activity.Contact{})
}

func (o openTime) ofContact(c *activity.Contact) (spentKeys, bool) { return o.keys(c.Configuration, c) }

func (o openTime) keys(c *activity.Configuration, contact *activity.Contact) (spentKeys, bool) {
	row := metric.Row{
		InstanceARN: o.timeline.Instance, AgentARN: o.timeline.Agent, QueueARN: contact.Queue.ARN, Channel: contact.Channel,
		InitiationMethod: contact.InitiationMethod,
	}
	if c != nil {
		row.RoutingProfileARN, row.Hierarchy = c.RoutingProfile, c.Hierarchy
	}
	var keys spentKeys
	for i, d := range o.question.GroupBy {
		keys[i] = row.Key(d)
	}
	for i, filter := range o.question.Where {
		if slices.Contains(o.wanted[i], row.Key(filter.Dimension)) == filter.Not {
			return keys, false
		}
	}
	return keys, true
}
