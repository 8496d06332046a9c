package live

import (
	"maps"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// talliedWithin counts the agents whom a scope sees, of all that were counted. Who is limited to queues sees the agents who serve
// one of them or have a contact of one, and of their contacts those of these queues; what such an agent does is seen whole.
func (b *Board) talliedWithin(all *tally, scope metric.Scope) *tally {
	t := newTally()
	for key, a := range b.agents {
		if !a.seen(string(key), scope) {
			continue
		}
		one := *a
		one.share.held = slices.DeleteFunc(slices.Clone(a.share.held), func(c agentContact) bool { return !scope.Sees(metric.Queue, c.queue) })
		t.add(&one, 1)
		t.list(string(key), all.roster[string(key)].within(scope))
	}
	t.rings = all.rings // a contact that rings does not wait, whoever it rings at
	maps.DeleteFunc(t.queues, func(arn string, _ *queueTally) bool { return !scope.Sees(metric.Queue, arn) })
	return t
}

// seen reports whether a scope sees the agent.
func (a *agent) seen(arn string, scope metric.Scope) bool {
	if !scope.SeesInstance(arn) || !scope.Sees(metric.Agent, arn) {
		return false
	}
	profile := a.profile()
	for level, d := range metric.HierarchyDimensions() {
		if !scope.Sees(d, profile.hierarchy[level].ARN) {
			return false
		}
	}
	sees := func(queue string) bool { return scope.Sees(metric.Queue, queue) }
	return !scope.Limits(metric.Queue) || slices.ContainsFunc(profile.queues, sees) ||
		slices.ContainsFunc(a.share.held, func(c agentContact) bool { return sees(c.queue) })
}

// within is the agent with the contacts that a scope sees; nil stays nil.
func (a *AgentState) within(scope metric.Scope) *AgentState {
	if a == nil || !scope.Limits(metric.Queue) {
		return a
	}
	seen := *a
	seen.Contacts = []AgentContact{}
	for _, c := range a.Contacts {
		if scope.Sees(metric.Queue, c.Queue) {
			seen.Contacts = append(seen.Contacts, c)
		}
	}
	seen.Queues = slices.DeleteFunc(slices.Clone(a.Queues), func(arn string) bool { return !scope.Sees(metric.Queue, arn) })
	return &seen
}

// seesQueue says whose waiting contacts are counted: those of the queues that the scope sees or, where it sees some agents alone,
// of the queues that these serve. A waiting contact has no agent, so that without this nobody would wait for them.
func (t *tally) seesQueue(scope metric.Scope) func(queue string) bool {
	if scope.LimitsAgents() {
		return func(queue string) bool { return t.queues[queue] != nil }
	}
	return func(queue string) bool { return scope.Sees(metric.Queue, queue) }
}
