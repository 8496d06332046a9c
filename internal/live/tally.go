package live

import (
	"maps"

	"github.com/ringside/ringside/internal/connect"
)

// tally is what the agents add up to. It is kept from one picture to the next: of the thousands on a large floor some dozens
// do something in the tenth of a second between two pictures.
type tally struct {
	totals    map[string]*Totals // of agents alone, by instance
	queues    map[string]*queueTally
	profiles  map[string]*groupCount
	hierarchy map[string]*groupCount
	rings     map[contactKey]int // on how many agents' screens a contact rings
	roster    map[string]*AgentState
	given     bool // a picture has the roster: it is copied before it changes

	limits *limits // nil: all agents are counted
}

// queueTally is a queue with how many shares it is made of.
type queueTally struct {
	AgentCounts
	shares int
}

// groupCount is a group with the agent whose event named it last.
type groupCount struct {
	GroupState
	named register[string]
}

// share is what one agent adds.
type share struct {
	counted bool
	stale   bool
	here    bool          // online, or has a contact: who is silent then is missed
	profile *agentProfile // nil when none was ever seen
	counts  AgentCounts
	held    []agentContact // those that engage the agent in a queue
	rings   []contactKey
	until   connect.Millis // when an offline agent leaves the roster; 0: not by itself
	missing bool           // not there, says a roll: in no roster
	listed  bool           // in the roster
}

func newTally() *tally {
	return &tally{
		totals: map[string]*Totals{}, queues: map[string]*queueTally{}, profiles: map[string]*groupCount{}, hierarchy: map[string]*groupCount{},
		rings: map[contactKey]int{}, roster: map[string]*AgentState{},
	}
}

// tallied is the sum of all agents as of a moment.
func (b *Board) tallied(now, staleAfter connect.Millis) *tally {
	if b.tally == nil {
		b.tally, b.limited = newTally(), nil
		for _, a := range b.agents {
			a.share = share{}
		}
	}
	for key, a := range b.agents {
		stale := now-a.heard > staleAfter
		if a.fresh && a.share.counted && a.share.stale == stale && a.share.listed == a.share.lists(now) {
			continue
		}
		if was := a.share.profile; was != nil && was != a.shown.state.profile {
			b.tally = nil // who has moved may have been the last of a group, and the one to name it
			return b.tallied(now, staleAfter)
		}
		before := a.share
		if before.counted {
			b.tally.add(a, -1)
		}
		a.share = a.shareOf(now, stale)
		b.tally.add(a, 1)
		told := a.roster(now, stale && a.share.here)
		b.tally.list(string(key), told)
		b.limited.follow(string(key), a, before, told)
	}
	return b.tally
}

// lists reports whether the agent is in the roster at a moment.
func (s share) lists(now connect.Millis) bool { return !s.missing && (s.until == 0 || now <= s.until) }

func (a *agent) shareOf(now connect.Millis, stale bool) share {
	state := a.now()
	s := share{counted: true, stale: stale, here: state.here(), profile: a.shown.state.profile, counts: state.counts()}
	if !s.here {
		newest := a.newest()
		s.until, s.missing = newest.at+offlineShown, newest.missing
	}
	s.listed = s.lists(now)
	for _, c := range state.contacts {
		if !stale && c.offered() {
			s.rings = append(s.rings, c.key)
		}
		if c.engages() && c.queue != "" {
			s.held = append(s.held, c)
		}
	}
	return s
}

// add counts an agent's share in, or out when times is -1.
func (t *tally) add(a *agent, times int64) {
	s := &a.share
	counts := s.counts.times(times)
	of := t.totals[a.instance]
	if of == nil {
		of = &Totals{}
		t.totals[a.instance] = of
	}
	of.AgentsStale += times * one(s.stale && s.here)
	of.add(counts)
	profile := s.profile.known()
	t.group(t.profiles, profile.routing, a).add(counts) // what a known agent serves has a row, also while that agent is away
	for _, group := range profile.hierarchy {
		t.group(t.hierarchy, group, a).add(counts)
	}
	counts.AfterContactWork, counts.SlotsActive = 0, 0 // of a queue, these go by the contacts' own
	for _, arn := range profile.queues {
		if t.limits.sees(arn) {
			t.queue(arn, times, counts)
		}
	}
	for _, c := range s.held {
		t.queue(c.queue, times, c.counts().times(times))
	}
	for _, key := range s.rings {
		if t.rings[key] += int(times); t.rings[key] == 0 {
			delete(t.rings, key)
		}
	}
}

// group finds the counts of a group and what its newest event calls it.
func (t *tally) group(of map[string]*groupCount, group Named, a *agent) *AgentCounts {
	if group.ARN == "" {
		return &AgentCounts{}
	}
	g := of[group.ARN]
	if g == nil {
		g = &groupCount{}
		of[group.ARN] = g
	}
	g.named.offer(a.shown.at, group.Name)
	return &g.AgentCounts
}

func (t *tally) queue(arn string, times int64, counts AgentCounts) {
	q := t.queues[arn]
	if q == nil {
		q = &queueTally{}
		t.queues[arn] = q
	}
	q.add(counts)
	if q.shares += int(times); q.shares == 0 {
		delete(t.queues, arn)
	}
}

// list tells the roster of an agent, nil when the agent is not in it.
func (t *tally) list(arn string, told *AgentState) {
	if t.roster[arn] == told {
		return
	}
	if t.given {
		t.roster, t.given = maps.Clone(t.roster), false
	}
	if told == nil {
		delete(t.roster, arn)
	} else {
		t.roster[arn] = told
	}
}
