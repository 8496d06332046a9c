package live

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// A limited tally that nobody asked for in that time is dropped, and so is the one that nobody asked for longest where there are more.
const (
	limitedFor  = connect.Millis(60_000)
	mostLimited = 64
)

// limits are what a tally is limited to.
type limits struct {
	metric.Scope
	queues map[string]bool // what the scope says of each queue that was asked about
	used   connect.Millis
}

// sees reports whether the scope sees a queue: of each agent every queue is asked about, and there are few.
func (l *limits) sees(queue string) bool {
	if l == nil {
		return true
	}
	seen, known := l.queues[queue]
	if !known {
		seen = l.Sees(metric.Queue, queue)
		l.queues[queue] = seen
	}
	return seen
}

// limitedTallies count for each scope the agents whom it sees. They follow the tally of all, so that a limited picture costs what a
// whole one does.
type limitedTallies map[metric.Scope]*tally

// talliedWithin counts the agents whom a scope sees, of all that were counted. Who is limited to queues sees the agents who serve
// one of them or have a contact of one, and of their contacts those of these queues; what such an agent does is seen whole.
func (b *Board) talliedWithin(all *tally, scope metric.Scope, now connect.Millis) *tally {
	t := b.limited[scope]
	if t == nil {
		t = newTally()
		t.limits = &limits{Scope: scope, queues: map[string]bool{}}
		for key, a := range b.agents {
			if a.seen(string(key), a.share, t.limits) {
				t.addWithin(a, a.share, 1)
				t.list(string(key), all.roster[string(key)].within(t.limits))
			}
		}
		t.rings = all.rings // a contact that rings does not wait, whoever it rings at
		b.limited.tidy(now)
		if b.limited == nil {
			b.limited = limitedTallies{}
		}
		b.limited[scope] = t
	}
	t.limits.used = now
	return t
}

// tidy makes room for another one.
func (l limitedTallies) tidy(now connect.Millis) {
	maps.DeleteFunc(l, func(_ metric.Scope, t *tally) bool { return now-t.limits.used > limitedFor })
	if len(l) >= mostLimited {
		oldest := slices.MinFunc(slices.Collect(maps.Values(l)), func(a, b *tally) int { return cmp.Compare(a.limits.used, b.limits.used) })
		delete(l, oldest.limits.Scope)
	}
}

// follow takes in that an agent was counted anew. Where an agent goes out of sight the tally is made anew when it is asked for: the agent
// may have been the last of a group.
func (l limitedTallies) follow(arn string, a *agent, before share, told *AgentState) {
	for scope, t := range l {
		was, is := before.counted && a.seen(arn, before, t.limits), a.seen(arn, a.share, t.limits)
		if was && !is {
			delete(l, scope)
			continue
		}
		if was {
			t.addWithin(a, before, -1)
		}
		if is {
			t.addWithin(a, a.share, 1)
			t.list(arn, told.within(t.limits))
		}
	}
}

// addWithin counts in or out what limits let be seen of an agent's share.
func (t *tally) addWithin(a *agent, s share, times int64) {
	one := *a
	one.share = s
	one.share.held = slices.DeleteFunc(slices.Clone(s.held), func(c agentContact) bool { return !t.limits.sees(c.queue) })
	one.share.rings = nil // they are those of all
	t.add(&one, times)
}

// seen reports whether an agent with such a share is within limits.
func (a *agent) seen(arn string, s share, by *limits) bool {
	if !by.SeesInstance(arn) || !by.Sees(metric.Agent, arn) {
		return false
	}
	profile := s.profile.known()
	for level, d := range metric.HierarchyDimensions() {
		if !by.Sees(d, profile.hierarchy[level].ARN) {
			return false
		}
	}
	return !by.Limits(metric.Queue) || slices.ContainsFunc(profile.queues, by.sees) ||
		slices.ContainsFunc(s.held, func(c agentContact) bool { return by.sees(c.queue) })
}

// within is the agent with the contacts that limits let be seen; nil stays nil.
func (a *AgentState) within(by *limits) *AgentState {
	if a == nil || !by.Limits(metric.Queue) {
		return a
	}
	seen := *a
	seen.Contacts = []AgentContact{}
	for _, c := range a.Contacts {
		if by.sees(c.Queue) {
			seen.Contacts = append(seen.Contacts, c)
		}
	}
	seen.Queues = slices.DeleteFunc(slices.Clone(a.Queues), func(arn string) bool { return !by.sees(arn) })
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
