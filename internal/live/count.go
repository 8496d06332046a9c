package live

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Snapshot counts the board as of now. An agent who is silent for longer than staleAfter stays in the counts, is counted
// as stale as well, and no longer holds the contacts that rang there. Version, Epoch and Sequence are left to the hub.
func (b *Board) Snapshot(now time.Time, staleAfter time.Duration) Snapshot {
	return b.count(now, staleAfter, Choice{}).snapshot(b, now)
}

// Waiting counts the contacts that wait now and fit the choice; the agents of the answer are everybody's.
func (b *Board) Waiting(now time.Time, staleAfter time.Duration, choice Choice) Totals {
	return b.count(now, staleAfter, choice).snapshot(b, now).Totals
}

func (b *Board) count(now time.Time, staleAfter time.Duration, choice Choice) *counting {
	b.catchUp(now)
	count := &counting{
		now:    connect.MillisOf(now),
		queues: map[string]*QueueState{}, channels: map[string]*ChannelState{},
		rings: map[contactKey]bool{},
	}
	for _, a := range b.agents {
		count.agent(a, connect.Millis(staleAfter.Milliseconds()))
	}
	for key, c := range b.open {
		if b.fits(key, c, choice) {
			count.contact(b, key, c)
		}
	}
	return count
}

// fits reports whether a waiting contact is one of the chosen.
func (b *Board) fits(key contactKey, c *contact, choice Choice) bool {
	queue := b.queueOf(key, c)
	if len(choice.Queues) > 0 && !slices.ContainsFunc(choice.Queues, func(value string) bool {
		named := b.names[queue]
		return value == queue || value == connect.ResourceID(queue) || (named != nil && value == named.value)
	}) {
		return false
	}
	if len(choice.Instances) > 0 && !slices.ContainsFunc(choice.Instances, func(value string) bool {
		return instanceID(value) == key.instance
	}) {
		return false
	}
	return len(choice.Channels) == 0 || slices.Contains(choice.Channels, c.channel.value)
}

// counting is a snapshot in the making.
type counting struct {
	now      connect.Millis
	totals   Totals
	oldest   connect.Millis
	queues   map[string]*QueueState
	channels map[string]*ChannelState
	rings    map[contactKey]bool // contacts on their way to an agent
}

func (n *counting) agent(a *agent, staleAfter connect.Millis) {
	state := a.now()
	stale := n.now-a.heard > staleAfter
	for _, arn := range a.serves() {
		n.queue(arn) // a queue that a known agent serves has a row, also while that agent is away
	}
	if !stale {
		for _, c := range state.contacts {
			if c.offered() {
				n.rings[c.key] = true
			}
		}
	}
	online, available, onContact := one(state.online), one(state.available()), one(state.onContact())
	n.totals.AgentsOnline += online
	n.totals.AgentsAvailable += available
	n.totals.AgentsOnContact += onContact
	n.totals.AgentsStale += one(stale && state.online)
	for _, arn := range state.queues {
		q := n.queue(arn)
		q.AgentsOnline += online
		q.AgentsAvailable += available
		q.AgentsOnContact += onContact
	}
}

func (n *counting) contact(b *Board, key contactKey, c *contact) {
	switch {
	case c.inQueue(n.now) && !n.rings[key]:
		q := n.queue(b.queueOf(key, c))
		for _, w := range n.places(q, c) {
			w.InQueue++
			w.Total++
		}
		n.oldest = earlier(n.oldest, c.enqueued)
		if q.OldestEnqueuedAt == nil || c.enqueued.Time().Before(*q.OldestEnqueuedAt) {
			q.OldestEnqueuedAt = moment(c.enqueued)
		}
	case c.scheduled(n.now):
		for _, w := range n.places(n.queue(b.queueOf(key, c)), c) {
			w.Scheduled++
			w.Total++
		}
	}
}

// places is where a waiting contact counts.
func (n *counting) places(q *QueueState, c *contact) []*Waiting {
	channel := n.channels[c.channel.value]
	if channel == nil {
		channel = &ChannelState{}
		n.channels[c.channel.value] = channel
	}
	return []*Waiting{&n.totals.Waiting, &q.Waiting, &channel.Waiting}
}

func (n *counting) queue(arn string) *QueueState {
	q := n.queues[arn]
	if q == nil {
		q = &QueueState{}
		n.queues[arn] = q
	}
	return q
}

func (n *counting) snapshot(b *Board, now time.Time) Snapshot {
	n.totals.OldestEnqueuedAt = moment(n.oldest)
	s := Snapshot{
		AsOf: now.UTC(), Source: "contact_events", Estimated: true, Totals: n.totals,
		Queues: make(map[string]QueueState, len(n.queues)), Channels: make(map[string]ChannelState, len(n.channels)),
	}
	for arn, q := range n.queues {
		q.Name = connect.ResourceID(arn)
		if known := b.names[arn]; known != nil {
			q.Name = known.value
		}
		s.Queues[arn] = *q
	}
	for channel, state := range n.channels {
		s.Channels[channel] = *state
	}
	return s
}

// queueOf is a contact's queue; for a callback that is not queued yet, that of the contact in which it was asked for.
func (b *Board) queueOf(key contactKey, c *contact) string {
	if c.queue.value != "" {
		return c.queue.value
	}
	if before := b.contacts[contactKey{instance: key.instance, id: c.previous.value}]; before != nil {
		return before.queue.value
	}
	return ""
}

func moment(m connect.Millis) *time.Time {
	if m == 0 {
		return nil
	}
	t := m.Time()
	return &t
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
