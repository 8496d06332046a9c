package live

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Expire forgets what cannot change the picture any more: contacts and agents of whom nothing was heard for longer than
// the board's memory, and, beyond the greatest number, the contacts that have been over for longest. Contacts that are
// too old to wait are left out of snapshots already, so the moment of the call changes no count.
func (b *Board) Expire(now time.Time) {
	b.catchUp(now)
	oldest := connect.MillisOf(now.Add(-memory))
	for key, c := range b.contacts {
		if c.lastSeen < oldest {
			b.forget(key)
		}
	}
	since := connect.MillisOf(now) - readingHolds
	b.forgetLeft(since)
	maps.DeleteFunc(b.read, func(_ Place, r *placeRead) bool { return r.at < since })
	agents := len(b.agents)
	maps.DeleteFunc(b.agents, func(_ agentKey, a *agent) bool { return a.heard < oldest })
	if len(b.agents) < agents {
		b.tally = nil
	}
	b.shrink(mostContacts)
	b.forgetInstances()
	b.shrinkTexts(mostTexts)
}

// Size is how many contacts the board remembers.
func (b *Board) Size() int { return len(b.contacts) }

// shrink leaves at most the given number of contacts, those that wait before those that are over, newest before oldest.
func (b *Board) shrink(most int) {
	surplus := len(b.contacts) - most
	if surplus <= 0 {
		return
	}
	keys := slices.SortedFunc(maps.Keys(b.contacts), func(x, y contactKey) int {
		cx, cy := b.contacts[x], b.contacts[y]
		return cmp.Or(-cmp.Compare(one(cx.gone()), one(cy.gone())), cmp.Compare(cx.lastSeen, cy.lastSeen))
	})
	for _, key := range keys[:surplus] {
		b.forget(key)
	}
}

// shrinkTexts forgets all but a given number of the queues' names, the newest, and the shared texts when there are more:
// what still uses one keeps its own.
func (b *Board) shrinkTexts(most int) {
	if len(b.texts) > most {
		b.texts = texts{}
	}
	surplus := len(b.names) - most
	if surplus <= 0 {
		return
	}
	arns := slices.SortedFunc(maps.Keys(b.names), func(x, y string) int {
		return cmp.Or(cmp.Compare(b.names[x].at, b.names[y].at), strings.Compare(x, y))
	})
	for _, arn := range arns[:surplus] {
		delete(b.names, arn)
	}
}

func (b *Board) forget(key contactKey) {
	delete(b.contacts, key)
	delete(b.open, key)
	delete(b.recent, key)
}

// forgetInstances forgets those of which no contact, agent or reading is left.
func (b *Board) forgetInstances() {
	used := map[string]bool{}
	for key := range b.contacts {
		used[key.instance] = true
	}
	for _, a := range b.agents {
		used[a.instance] = true
	}
	for place := range b.read {
		used[connect.InstanceKey(place.Queue)] = true
	}
	maps.DeleteFunc(b.instances, func(key, _ string) bool { return !used[key] })
}

// tooOld reports whether a fact lies before the board's memory, so that it need not be applied at all. An import of years
// of history passes the board by.
func tooOld(f connect.Fact, now time.Time) bool {
	return connect.FactTime(f) < connect.MillisOf(now.Add(-memory))
}
