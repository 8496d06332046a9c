package live

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// rank is how far a contact is known to be. It never goes back: events arrive in any order.
// Source: Amazon Connect Administrator Guide, "Contact events data model" (event types and their usual order).
type rank uint8

const (
	unknown rank = iota
	initiated
	connectedToSystem
	queued
	connectedToAgent // from here on nobody waits
	disconnected
	completed
)

// ranks of the event types that are steps of a contact's life; others say nothing about where it is.
var ranks = map[string]rank{
	"INITIATED":           initiated,
	"CONNECTED_TO_SYSTEM": connectedToSystem,
	"QUEUED":              queued,
	"CONNECTED_TO_AGENT":  connectedToAgent,
	"DISCONNECTED":        disconnected,
	"COMPLETED":           completed,
}

// How long a contact is believed to wait when nothing more is heard of it: contact events are best effort, and the one
// that ends the wait may be lost. No call waits longer in practice; chats and the rest follow Amazon Connect's own limits
// (chat duration 24 h by default, tasks and e-mail 7 days, a queued callback 7 days).
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas" and "Set up queued callback".
const (
	voiceWaits    = 4 * time.Hour
	chatWaits     = 24 * time.Hour
	callbackWaits = 7 * 24 * time.Hour
	otherWaits    = 7 * 24 * time.Hour
)

const methodMonitor = "MONITOR"

// contactKey is a contact's identity; ids are unique within an instance only.
type contactKey struct {
	instance string
	id       connect.ContactID
}

// contact is what the facts so far say about one contact. Every field is a maximum, a minimum or a register, so the same
// facts in any order, any number of times, give the same contact.
type contact struct {
	rank      rank
	channel   register[string]
	method    register[string]
	queue     register[string]            // ARN
	previous  register[connect.ContactID] // the contact it grew out of
	enqueued  connect.Millis              // earliest QUEUED
	initiated connect.Millis              // earliest known beginning
	begun     connect.Millis              // earliest fact beyond INITIATED: no longer scheduled
	left      connect.Millis              // earliest moment at which it had left every queue for good
	offered   connect.Millis              // newest moment at which it began to ring at an agent
	returned  connect.Millis              // newest moment at which an agent missed or rejected it
	lastSeen  connect.Millis              // newest fact about it
}

// gone reports whether it has left every queue for good.
func (c *contact) gone() bool { return c.rank >= connectedToAgent }

// inQueue reports whether contact events have it in a queue at the moment now.
func (c *contact) inQueue(now connect.Millis) bool {
	return c.rank == queued && now-c.enqueued <= connect.Millis(c.waits().Milliseconds())
}

// scheduled reports whether it is a callback in its initial delay: announced, not queued yet.
func (c *contact) scheduled(now connect.Millis) bool {
	return c.rank == initiated && connect.IsCallback(c.method.value) &&
		now-c.initiated <= connect.Millis(callbackWaits.Milliseconds())
}

// ringsAtMost is how long a contact is believed to ring at one agent; no event need tell that it stopped.
const ringsAtMost connect.Millis = 120_000

// waitsAt reports whether it was in a queue and not at an agent at a moment of the near past, by all that is known now.
func (c *contact) waitsAt(t connect.Millis) bool {
	if c.enqueued == 0 || t < c.enqueued || (c.gone() && t >= c.left) || t-c.enqueued > connect.Millis(c.waits().Milliseconds()) {
		return false
	}
	rings := c.offered != 0 && c.offered <= t && t-c.offered < ringsAtMost && (c.returned < c.offered || t < c.returned)
	return !rings
}

// scheduledAt reports whether it was a callback in its initial delay at a moment of the near past, by all that is known now.
func (c *contact) scheduledAt(t connect.Millis) bool {
	return connect.IsCallback(c.method.value) && c.initiated != 0 && c.initiated <= t && (c.begun == 0 || t < c.begun) &&
		t-c.initiated <= connect.Millis(callbackWaits.Milliseconds())
}

// goOn notes when a contact got to a rank.
func (c *contact) goOn(to rank, at connect.Millis) {
	if to > initiated {
		c.begun = earlier(c.begun, at)
	}
	if to >= connectedToAgent {
		c.left = earlier(c.left, at)
	}
}

// waits is how long this contact is believed to wait.
func (c *contact) waits() time.Duration {
	switch {
	case connect.IsCallback(c.method.value):
		return callbackWaits
	case c.channel.value == "VOICE":
		return voiceWaits
	case c.channel.value == "CHAT":
		return chatWaits
	}
	return otherWaits
}
