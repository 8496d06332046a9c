package live

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// WaitingList names contacts that wait.
type WaitingList struct {
	AsOf time.Time `json:"as_of"`
	Waiting
	Named    int64            `json:"named" doc:"How many contacts contact events tell of one by one, also those beyond the limit. Another number than total where Amazon Connect counts contacts of which no event came, or no longer counts some whose end no event told"`
	Counted  *Counted         `json:"counted,omitempty" doc:"What Amazon Connect itself counted; left out where there is no answer of the last ten minutes"`
	Contacts []WaitingContact `json:"contacts" doc:"Oldest first; fewer than named where there are more than asked for"`
}

// Counted is what Amazon Connect itself counted. The figures of now are that and what events have told since.
type Counted struct {
	AsOf time.Time `json:"as_of" doc:"When it counted; of several answers the oldest"`
	Waiting
}

// WaitingContact is one contact that waits.
type WaitingContact struct {
	ContactID        string    `json:"contact_id"`
	Queue            string    `json:"queue" doc:"ARN; of a callback that is not queued yet, that of the contact in which it was asked for"`
	Channel          string    `json:"channel"`
	InitiationMethod string    `json:"initiation_method"`
	Callback         bool      `json:"callback" doc:"Nobody holds the line for it"`
	Scheduled        bool      `json:"scheduled" doc:"A callback in its initial delay, which is not in the queue yet"`
	Since            time.Time `json:"since" doc:"When it was first enqueued; of a scheduled one, when it was asked for"`
}

// place is where a contact waits.
type place uint8

const (
	nowhere place = iota
	atQueue
	inDelay
)

// waits tells where a contact waits; one that is on its way to an agent waits nowhere.
func (n *counting) waits(key contactKey, c *contact) place {
	switch {
	case c.inQueue(n.now) && n.agents.rings[key] == 0:
		return atQueue
	case c.scheduled(n.now):
		return inDelay
	}
	return nowhere
}

// believed tells where a contact waits, also by what Amazon Connect counted in its place, of which it gives the balance; nil
// where there is no reading.
func (n *counting) believed(b *Board, key contactKey, c *contact) (place, *balance) {
	in := n.waits(key, c)
	balance := n.balances[Place{b.queueOf(key, c), c.channel.value}]
	if balance != nil && in == atQueue && balance.rulesOut(c) {
		in = nowhere
	}
	return in, balance
}

// since is when a contact's wait at a place began.
func (c *contact) since(in place) connect.Millis {
	if in == inDelay {
		return c.initiated
	}
	return c.enqueued
}

// addWait keeps the ages of callbacks, whose customers go on with their day, apart from those of people who wait.
func (q *QueueState) addWait(in place, c *contact) {
	since, callback := c.since(in).Time(), connect.IsCallback(c.method.value)
	switch {
	case in == inDelay:
		q.OldestScheduledAt = earliest(q.OldestScheduledAt, since)
		return
	case callback:
		q.CallbacksInQueue++
	default:
		if q.OldestByChannel == nil {
			q.OldestByChannel = map[string]time.Time{}
		}
		if known, is := q.OldestByChannel[c.channel.value]; !is || since.Before(known) {
			q.OldestByChannel[c.channel.value] = since
		}
	}
	q.OldestEnqueuedAt = earliest(q.OldestEnqueuedAt, since)
}

// counted is what Amazon Connect itself counted, of all places of the choice that may be seen; nil where it was not asked.
func (n *counting) counted(scope metric.Scope) *Counted {
	var sum Waiting
	var at connect.Millis
	for place, balance := range n.balances {
		if !scope.SeesInstance(connect.InstanceKey(place.Queue)) {
			continue
		}
		at = earlier(at, balance.at)
		sum.InQueue += balance.InQueue.Value
		sum.Scheduled += balance.Scheduled.Value
	}
	if at == 0 {
		return nil
	}
	sum.Total = sum.InQueue + sum.Scheduled
	return &Counted{AsOf: at.Time(), Waiting: sum}
}

func earliest(known *time.Time, other time.Time) *time.Time {
	if known == nil || other.Before(*known) {
		return &other
	}
	return known
}

// List names the contacts that wait now, may be seen and fit the choice, the oldest first and at most so many; its counts are
// of all such.
func (b *Board) List(now time.Time, staleAfter time.Duration, scope metric.Scope, choice Choice, most int) WaitingList {
	type waiter struct {
		key   contactKey
		in    place
		since connect.Millis
	}
	n := b.count(now, staleAfter, scope, choice)
	var all []waiter
	for key, c := range b.open {
		if in, _ := n.believed(b, key, c); in != nowhere && scope.SeesInstance(key.instance) && !scope.LimitsAgents() && b.fits(key, c, n.choice) {
			all = append(all, waiter{key, in, c.since(in)})
		}
	}
	slices.SortFunc(all, func(x, y waiter) int {
		return cmp.Or(cmp.Compare(x.since, y.since), strings.Compare(string(x.key.id), string(y.key.id)))
	})
	list := WaitingList{
		AsOf: now.UTC(), Waiting: n.snapshot(b, now).within(scope).Totals.Waiting, Named: int64(len(all)), Counted: n.counted(scope),
		Contacts: []WaitingContact{},
	}
	for _, w := range all[:min(len(all), most)] {
		c := b.open[w.key]
		list.Contacts = append(list.Contacts, WaitingContact{
			ContactID: string(w.key.id), Queue: b.queueOf(w.key, c), Channel: c.channel.value, InitiationMethod: c.method.value,
			Callback: connect.IsCallback(c.method.value), Scheduled: w.in == inDelay, Since: w.since.Time(),
		})
	}
	return list
}
