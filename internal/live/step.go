package live

import (
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// mostSteps bounds the events of one agent within one second; more come from nobody.
const mostSteps = 32

// lookSeed makes looks comparable within this process.
var lookSeed = maphash.MakeSeed()

// lookOf is a fingerprint of what changes from event to event of an agent: statuses and contacts. It is 0 of no snapshot.
func lookOf(s *connect.AgentSnapshot) uint64 {
	if s == nil {
		return 0
	}
	type part struct {
		kind, name, state string
		since             connect.Millis
	}
	look := maphash.Comparable(lookSeed, part{"status", s.Status.ARN, "", s.Status.Start}) +
		maphash.Comparable(lookSeed, part{"next", s.NextStatus.ARN, "", 0})
	for _, c := range s.Contacts { // a sum, because nobody promises an order
		look += maphash.Comparable(lookSeed, part{"contact", string(c.ContactID), c.State, c.StateStart})
	}
	return max(look, 1)
}

// proceed takes in an event that is no heartbeat, and reports whether another one is the newest now. Several may be of one
// moment, and the milliseconds of some senders only repeat the seconds. So of all events of one second that one is the
// newest which no other one names as what was before; if that does not tell, the greatest moment and id do.
func (a *agent) proceed(s sighting) bool {
	const second = 1000
	switch now, then := s.at/second, a.step.at/second; {
	case now < then:
		return false
	case now > then:
		a.step, a.steps = s, nil
		return true
	}
	if a.steps == nil {
		a.steps = []sighting{a.step}
	}
	if slices.ContainsFunc(a.steps, func(known sighting) bool { return known.id == s.id }) || len(a.steps) == mostSteps {
		return false
	}
	a.steps = append(a.steps, s)
	last := slices.DeleteFunc(slices.Clone(a.steps), func(one sighting) bool {
		return one.look != 0 && slices.ContainsFunc(a.steps, func(other sighting) bool {
			return other.id != one.id && other.before == one.look
		})
	})
	if len(last) == 0 { // they went in a circle
		last = a.steps
	}
	before := a.step.id
	a.step = slices.MaxFunc(last, func(s, t sighting) int { return cmp.Or(cmp.Compare(s.at, t.at), cmp.Compare(s.id, t.id)) })
	return a.step.id != before
}
