package live

import (
	"maps"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Reading is what Amazon Connect itself counted in queues of one instance at a moment.
// Source: Amazon Connect API Reference, "GetCurrentMetricData".
type Reading struct {
	Instance string // ARN
	At       time.Time
	// Asked are the places that were asked for. One that is missing in Waiting has nobody in it: Amazon Connect leaves out
	// queues in which no contact waits and for which no agent is online.
	Asked   []Place
	Waiting map[Place]WaitingRead
}

// Place is a queue, by ARN, and a channel: what Amazon Connect counts apart.
type Place struct {
	Queue, Channel string
}

// WaitingRead is what Amazon Connect said of one place. A figure that it could not compute is not valid, which is no zero.
type WaitingRead struct {
	InQueue   connect.Int
	Scheduled connect.Int
	Oldest    connect.Int // age of the contact that waits longest, milliseconds
	Estimate  connect.Int // how long a contact that comes now would wait, as Amazon Connect estimates it, seconds
}

// readingHolds is how long a reading is built upon. Beyond, events that were lost since outweigh what it knew.
const readingHolds connect.Millis = 10 * 60_000

// estimateHolds is how long Amazon Connect's estimate of a wait is told. No event corrects it, so that it is worth less
// than a count after the same time; a poller that works asks at least every two minutes.
const estimateHolds connect.Millis = 5 * 60_000

// ageSlack is how far a contact's age by events may lie above the oldest age that was read: contact events are stamped to
// the second.
const ageSlack connect.Millis = 3_000

// placeRead is the newest reading of a place.
type placeRead struct {
	WaitingRead
	at connect.Millis
}

// usable reports whether the figure of a moment may be built upon the reading.
func (r *placeRead) usable(now connect.Millis) bool { return r != nil && now-r.at <= readingHolds }

// Difference is a place for which events alone told another number than Amazon Connect counted at the same moment.
type Difference struct {
	Place
	Told int64 // contacts in queue and scheduled, by the events that had come by then
	Read int64 // likewise, by Amazon Connect
}

// Reconcile takes in what Amazon Connect counted. From then on a place has what was read, and what has happened there
// since. An older reading than the last one of a place changes nothing; equal readings in any order give one board. An
// agent who is silent for longer than staleAfter proves nothing about a queue that was left out.
func (b *Board) Reconcile(r Reading, staleAfter time.Duration) []Difference {
	at := connect.MillisOf(r.At)
	b.meet(r.Instance)
	b.forgetLeft(at - readingHolds)
	told, served, answered := b.toldAt(at), b.served(at-connect.Millis(staleAfter.Milliseconds())), r.queues()
	var differences []Difference
	for _, place := range r.Asked {
		if !answered[place.Queue] && served[place.Queue] {
			continue // Amazon Connect leaves out no queue for which an agent is online: it could not tell
		}
		read, ok := r.of(place)
		if !ok {
			continue
		}
		if known := b.read[place]; known != nil && known.at >= at {
			continue
		}
		if n := read.InQueue.Value + read.Scheduled.Value; n != told[place] {
			differences = append(differences, Difference{Place: place, Told: told[place], Read: n})
		}
		place = Place{Queue: b.texts.intern(place.Queue), Channel: b.texts.intern(place.Channel)}
		b.read[place] = &placeRead{WaitingRead: read, at: at}
	}
	return differences
}

// queues are those of which something was read.
func (r Reading) queues() map[string]bool {
	read := map[string]bool{}
	for place := range r.Waiting {
		read[place.Queue] = true
	}
	return read
}

// served are the queues for which an agent is online who was heard of since a moment.
func (b *Board) served(since connect.Millis) map[string]bool {
	served := map[string]bool{}
	for _, a := range b.agents {
		if a.now().online() && a.heard >= since {
			for _, arn := range a.profile().queues {
				served[arn] = true
			}
		}
	}
	return served
}

// of is what was read of a place; not ok when Amazon Connect could not tell.
func (r Reading) of(place Place) (read WaitingRead, ok bool) {
	read, told := r.Waiting[place]
	if !told { // nobody waits in a place that was left out
		return WaitingRead{InQueue: connect.Int{Valid: true}, Scheduled: connect.Int{Valid: true}}, true
	}
	return read, read.InQueue.Valid && read.Scheduled.Valid
}

// forgetLeft drops from the recent contacts those that had left before every reading that can still be built upon. After
// the board was seeded, those are the contacts of days.
func (b *Board) forgetLeft(before connect.Millis) {
	maps.DeleteFunc(b.recent, func(_ contactKey, c *contact) bool { return c.left < before })
}

// toldAt is how many contacts waited in each place at a moment of the near past, by events alone.
func (b *Board) toldAt(at connect.Millis) map[Place]int64 {
	told := map[Place]int64{}
	for _, contacts := range []map[contactKey]*contact{b.open, b.recent} {
		for key, c := range contacts {
			if n := one(c.waitsAt(at)) + one(c.scheduledAt(at)); n > 0 {
				told[Place{b.queueOf(key, c), c.channel.value}] += n
			}
		}
	}
	return told
}

// balance is a place of which there is a reading, in the making: what was read, and what events say of then and of now.
type balance struct {
	*placeRead
	now       connect.Millis
	inQueue   int64          // of now less of then
	scheduled int64          // likewise
	oldest    connect.Millis // since when the first of known waits in the queue
	gone      bool           // the contact that was read to wait longest has left since
	known     []known        // contacts of now that the reading does not rule out
}

// known is a contact that events tell of, and where it waits.
type known struct {
	in place
	*contact
}

// longest is since when the contact waits that Amazon Connect counted as the oldest; 0 when nobody did.
func (b *balance) longest() connect.Millis {
	if b.InQueue.Value == 0 || !b.Oldest.Valid {
		return 0
	}
	return b.at - connect.Millis(b.Oldest.Value)
}

// see takes one contact of the place in, and where it is believed to wait now.
func (b *balance) see(c *contact, in place) {
	then, now := c.waitsAt(b.at), c.waitsAt(b.now)
	b.inQueue += one(now) - one(then)
	b.scheduled += one(c.scheduledAt(b.now)) - one(c.scheduledAt(b.at))
	if in != nowhere {
		b.known = append(b.known, known{in, c})
	}
	if in == atQueue {
		b.oldest = earlier(b.oldest, c.enqueued)
	}
	if away := c.enqueued - b.longest(); then && !now && max(away, -away) <= ageSlack {
		b.gone = true
	}
}

// rulesOut reports whether the reading proves that the contact has left the queue, of which no event told: it would be
// older than the oldest there.
func (b *balance) rulesOut(c *contact) bool {
	if c.enqueued > b.at {
		return false
	}
	return b.InQueue.Value == 0 || (b.Oldest.Valid && b.at-c.enqueued > connect.Millis(b.Oldest.Value)+ageSlack)
}

// waiting is the figure of now, and since when the contact that waits longest does; 0 when none waits.
func (b *balance) waiting() (w Waiting, oldest connect.Millis) {
	w.InQueue = max(0, b.InQueue.Value+b.inQueue)
	w.Scheduled = max(0, b.Scheduled.Value+b.scheduled)
	w.Total = w.InQueue + w.Scheduled
	if w.InQueue == 0 {
		return w, 0
	}
	if oldest := b.oldest; oldest != 0 && (b.gone || oldest <= b.longest()+ageSlack || b.longest() == 0) {
		return w, oldest
	}
	return w, earlier(b.longest(), b.oldest) // no event told of the one that waits longest
}

// list tells a queue what is known of the contacts that wait, in so far as they are counted.
func (b *balance) list(q *QueueState, channel string, counted Waiting, oldest connect.Millis) {
	for _, c := range b.known {
		if (c.in == atQueue && counted.InQueue > 0) || (c.in == inDelay && counted.Scheduled > 0) {
			q.addWait(c.in, c.contact)
		}
	}
	q.CallbacksInQueue = min(q.CallbacksInQueue, q.InQueue)
	if oldest != 0 && (b.oldest == 0 || oldest < b.oldest) { // nobody told of that contact
		q.addWait(atQueue, &contact{channel: register[string]{value: channel}, enqueued: oldest})
	}
}
