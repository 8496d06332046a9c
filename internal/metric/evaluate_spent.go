package metric

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// spent answers a question about time spent: what follows from all events of each agent, cut at the edges.
func (e *evaluation) spent(facts Facts) []Slice {
	until := connect.Millis(e.question.Edges[len(e.question.Edges)-1])
	if facts.Now != 0 {
		until = min(until, facts.Now)
	}
	sums := map[groupKey]*Sums{}
	for _, events := range activity.ByAgent(pointers(facts.Events)) {
		timeline, state := activity.Derive(activity.State{}, events)
		timeline.Append(state.Open(until))
		e.addSpent(sums, &timeline, facts.Rows)
	}
	return e.spentSlices(sums)
}

func pointers(events []connect.AgentEvent) []*connect.AgentEvent {
	all := make([]*connect.AgentEvent, len(events))
	for i := range events {
		all[i] = &events[i]
	}
	return all
}

type spentKey [MaxGroupBy + 1]string

// addSpent adds what one agent did.
func (e *evaluation) addSpent(sums map[groupKey]*Sums, t *activity.Timeline, records []Row) {
	add := func(key spentKey, bucket int, of Sums) {
		at := groupKey{bucket: bucket, keys: key}
		if sums[at] == nil {
			sums[at] = &Sums{}
		}
		sums[at].Add(&of)
	}
	if e.question.Source == OfAgentTime {
		rows := activity.SumStretches(t.Stretches, e.question.Edges, func(s *activity.Stretch) (spentKey, bool) {
			row := agentRow(t, s.Configuration)
			return e.spentKey(&row), e.passes(&row)
		})
		for key, buckets := range rows {
			for i := range buckets {
				add(key, i, Sums{Agents: buckets[i]})
			}
		}
		return
	}
	gone := func(offer *activity.Contact) bool { return Abandoned(offer, t.Instance, records) }
	rows := activity.SumContacts(t.Contacts, e.question.Edges, gone, func(c *activity.Contact) (spentKey, bool) {
		row := agentRow(t, c.Configuration)
		row.QueueARN, row.Channel, row.InitiationMethod = c.Queue.ARN, c.Channel, c.InitiationMethod
		return e.spentKey(&row), e.passes(&row)
	})
	for key, buckets := range rows {
		for i := range buckets {
			add(key, i, Sums{Contacts: buckets[i]})
		}
	}
}

// agentRow has the dimensions of an agent with a configuration.
func agentRow(t *activity.Timeline, c *activity.Configuration) Row {
	row := Row{InstanceARN: t.Instance, AgentARN: t.Agent}
	if c != nil {
		row.RoutingProfileARN, row.Hierarchy = c.RoutingProfile, c.Hierarchy
	}
	return row
}

func (e *evaluation) spentKey(r *Row) spentKey {
	var key spentKey
	for i, dimension := range e.question.GroupBy {
		key[i] = r.Key(dimension)
	}
	return key
}

// Abandoned is activity.RecordAbandoned by the newest versions of contacts.
func Abandoned(offer *activity.Contact, instance string, records []Row) bool {
	at := slices.IndexFunc(records, func(r Row) bool { return r.ContactID == offer.ContactID && r.InstanceARN == instance })
	if at < 0 {
		return false
	}
	return activity.RecordAbandoned(offer, &connect.Contact{
		Disconnect: connect.Millis(records[at].Int(ColDisconnectMS).Or(0)),
		Agent:      connect.ContactAgent{ConnectedToAgent: connect.Millis(records[at].Int(ColConnectedMS).Or(0))},
	})
}

func (e *evaluation) spentSlices(sums map[groupKey]*Sums) []Slice {
	var result []Slice
	for key, sum := range sums {
		values, some := sum.Values(e.question.Measures)
		if !some {
			continue
		}
		s := Slice{Bucket: key.bucket, Values: values}
		for i, dimension := range e.question.GroupBy {
			s.Keys = append(s.Keys, key.keys[i])
			s.Names = append(s.Names, e.names.Newest(dimension, key.keys[i]))
		}
		result = append(result, s)
	}
	slices.SortFunc(result, func(a, b Slice) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
	return result
}
