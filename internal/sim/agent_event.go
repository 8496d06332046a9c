package sim

const (
	beat      = 2 * minute // of silence, after which the stream sends a heartbeat
	afterglow = hour       // how long heartbeats go on after LOGOUT
)

// The oddities of agent events: of any event, of one that shows a contact, a task, or a status asked for.
var (
	agentOddities  = []oddity{secondsAsMillis, nextStatusMissing, slotsZero, typeMissing, levelSpelling, newVersion}
	screenOddities = append(agentOddities[:6:6], earlyQueueTime, agentInitialNull)
	taskOddities   = append(screenOddities[:8:8], tasksSpelling)
	askedOddities  = append(screenOddities[:8:8], enqueueSpelling)
)

// seat tells an agent's day: the log, and a heartbeat wherever nothing happened for two minutes.
func (t *teller) seat(s *seat) {
	var sent moment
	for i, e := range s.log {
		sent = t.agentEvent(e, uint64(i)<<16, sent)
		until := e.at + afterglow
		if i+1 < len(s.log) {
			until = s.log[i+1].at
		} else if e.kind != logout {
			continue
		}
		for n, at := uint64(1), e.at+beat; at < until; n, at = n+1, at+beat {
			if e.kind == logout {
				t.d.happened(offlineBeat)
			}
			e := agentEvent{kind: heartbeat, at: at, current: e.current, previous: e.current, user: e.user}
			sent = t.agentEvent(e, uint64(i)<<16|n, sent)
		}
	}
}

// agentEvent delivers one event about a second after it happened, and not before the one before it: the events of one
// agent share a shard and keep their order.
func (t *teller) agentEvent(e agentEvent, number uint64, after moment) moment {
	e.key = hash(t.d.seed, uint64(e.user.index), number)
	doc := &agentDoc{event: e, marks: t.mark(e.key, possible(e)...)}
	switch e.kind {
	case login, logout:
		doc.bare = !t.d.odd(loginSnapshots, e.key)
	case stateChange:
		doc.marks |= t.mark(e.key, previousNull)
	case heartbeat: // shows both snapshots as they are
	}
	at := max(after, e.at+between(hash(e.key, 1), 350, 1800))
	t.deliver(AgentEvents, at, doc)
	t.told.distinct[AgentEvents]++
	if t.d.odd(duplicateEventID, e.key) {
		t.again(AgentEvents, at+between(hash(e.key, 2), 5, 9000), doc)
	}
	return at
}

// possible lists the oddities that can show in this event.
func possible(e agentEvent) []oddity {
	switch s := e.current; {
	case len(s.screen) == 0:
		return agentOddities
	case s.next != offline:
		return askedOddities
	case s.screen[0].contact.channel == task:
		return taskOddities
	default:
		return screenOddities
	}
}
