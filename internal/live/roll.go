package live

import (
	"context"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Roll is who is there, as Amazon Connect itself told when it was asked.
// Source: Amazon Connect API Reference, "GetCurrentUserData".
type Roll struct {
	Instance string // ARN
	// At is the moment that the answer is surely not older than: agents who are not in it, though they belong to one of
	// Profiles, have been offline since then at least.
	At       time.Time
	Profiles []string // ARNs of the routing profiles that were asked about, each to its last page
	Present  []RollEntry
}

// RollEntry is one agent. What the snapshot does not say is what events said before.
type RollEntry struct {
	ARN      string
	At       time.Time // the moment that what is told is surely not older than
	Snapshot connect.AgentSnapshot
}

// RollOutcome counts the agents whose state a roll has told.
type RollOutcome struct {
	Told    int // there, and no event says anything newer
	Missing int // thought to be online, and not there
}

// CallRoll takes in who is there. It tells of each agent what an event of the entry's moment would: a newer event rules, and
// so does each that comes later.
func (b *Board) CallRoll(r Roll) (told RollOutcome) {
	there, served := make(map[string]bool, len(r.Present)), b.servedBy()
	for _, p := range r.Present {
		there[p.ARN] = true
		at := connect.MillisOf(p.At)
		a := b.agents[agentKey(p.ARN)]
		if a != nil && a.newest().at >= at {
			continue
		}
		snapshot := p.Snapshot
		complete(&snapshot, a, served)
		told.Told++
		b.applyAgentEvent(&connect.AgentEvent{
			InstanceARN: r.Instance, AgentARN: p.ARN, EventType: "STATE_CHANGE", Timestamp: at, Current: &snapshot,
		})
	}
	told.Missing = b.missAll(r, there)
	return told
}

// missAll takes those who are not there for offline, and says how many of them were thought to be online. Since when they
// are is not known, but for longer than Amazon Connect goes on listing them.
func (b *Board) missAll(r Roll, there map[string]bool) (missing int) {
	asked := make(map[string]bool, len(r.Profiles))
	for _, arn := range r.Profiles {
		asked[arn] = true
	}
	at := connect.MillisOf(r.At)
	for key, a := range b.agents {
		if there[string(key)] || !asked[a.profile().routing.ARN] || !a.now().online() || a.newest().at >= at {
			continue
		}
		a.miss(at)
		missing++
	}
	return missing
}

// servedBy are the queues of routing profiles, by ARN, as agents' events tell them.
func (b *Board) servedBy() map[string][]string {
	served, newest := map[string][]string{}, map[string]connect.Millis{}
	for _, a := range b.agents {
		p := a.profile()
		if a.shown.at > newest[p.routing.ARN] && len(p.queues) > 0 {
			served[p.routing.ARN], newest[p.routing.ARN] = p.queues, a.shown.at
		}
	}
	return served
}

// complete fills in what Amazon Connect does not tell of an agent and events have told: names, the queues of the routing
// profile, and of a contact that is still in the same state since when that is, and when it was queued.
func complete(s *connect.AgentSnapshot, a *agent, served map[string][]string) {
	if len(s.RoutingProfile.InboundQueues) == 0 {
		for _, arn := range served[s.RoutingProfile.ARN] {
			s.RoutingProfile.InboundQueues = append(s.RoutingProfile.InboundQueues, connect.QueueRef{ARN: arn})
		}
	}
	if a == nil {
		return
	}
	if known := a.profile(); known.login != "" { // names of the newest event
		s.Username, s.FirstName, s.LastName = known.login, known.name, ""
	}
	for i := range s.Contacts {
		c := &s.Contacts[i]
		for _, known := range a.now().contacts {
			if known.key.id != c.ContactID {
				continue
			}
			c.Queued = known.queued
			if known.state == c.State && c.StateStart == 0 {
				c.StateStart = known.since
			}
		}
	}
}

// CallRoll gives the board who is there, as Board.CallRoll. Errors: ErrStopped, and ctx's.
func (h *Hub) CallRoll(ctx context.Context, r Roll) (told RollOutcome, err error) {
	err = h.ask(ctx, func() {
		told = h.board.CallRoll(r)
		h.change()
	})
	return told, err
}
