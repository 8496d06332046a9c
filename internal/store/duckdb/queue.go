package duckdb

import (
	"context"
	"sync"
	"time"
)

// delivery is one Append on its way from the journal into the projection.
type delivery struct {
	first, last uint64 // sequence numbers, without holes
	source      string
	received    time.Time
	records     []record // nil when memory was short: to be read from the journal
	weight      int64    // of what is here, in bytes
	weighed     bool     // weight is part of the queue's
	receipt     *receipt
}

const (
	// remainderWeight is roughly what a delivery without its records occupies, in bytes.
	remainderWeight = 256
	// mostRemainders is how many of those wait at most, about 25 MB: the projection may stand still for days.
	mostRemainders = 100_000
)

// queue hands deliveries from the many that append to the one that projects. It is bounded in bytes: what does not fit
// keeps its place without its records or, when too many do that, no place at all: the journal has it. The journal numbers
// deliveries, so they are found by number and not by order.
type queue struct {
	limit int64
	// changed is sent to by put and wake, received by the projector. Capacity 1: one signal says it all.
	changed chan struct{}

	// complete is a number up to which every delivery is here, was taken, or never comes. It is the projector's alone.
	complete uint64

	mu         sync.Mutex
	byFirst    map[uint64]*delivery
	records    int
	weight     int64
	remainders int           // deliveries without records that are part of weight
	room       chan struct{} // closed, and replaced, when somebody who waits for room should look again
	ticket     uint64        // of the newest Append that began
	inFlight   map[uint64]struct{}
	urgent     bool // somebody waits for the projection
}

// newQueue returns a queue for what comes after that number.
func newQueue(limit int64, complete uint64) *queue {
	return &queue{
		limit: limit, changed: make(chan struct{}, 1), complete: complete, byFirst: map[uint64]*delivery{},
		room: make(chan struct{}), inFlight: map[uint64]struct{}{},
	}
}

// begin says that an Append is about to write to the journal; end(ticket) says that it has put its delivery, or failed.
// Nothing in between waits for the projector, which waits for it.
func (q *queue) begin() uint64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ticket++
	q.inFlight[q.ticket] = struct{}{}
	return q.ticket
}

func (q *queue) end(ticket uint64) {
	q.mu.Lock()
	delete(q.inFlight, ticket)
	q.mu.Unlock()
	q.wake()
}

// newest is the ticket of the newest Append that began.
func (q *queue) newest() uint64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.ticket
}

// settled reports whether every Append up to that ticket has ended.
func (q *queue) settled(ticket uint64) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for t := range q.inFlight {
		if t <= ticket {
			return false
		}
	}
	return true
}

// put hands a delivery over. The caller then calls admit.
func (q *queue) put(d *delivery) {
	q.restore(d)
	q.wake()
}

// admit waits until there is room for the records of a delivery that was put, but no longer than patience: then they are
// dropped. Meanwhile the projector may take it, records and all.
func (q *queue) admit(ctx context.Context, d *delivery, patience time.Duration) {
	var timeout <-chan time.Time
	for {
		room, admitted := q.reserve(d)
		if admitted {
			return
		}
		if timeout == nil {
			timer := time.NewTimer(patience)
			defer timer.Stop()
			timeout = timer.C
		}
		select {
		case <-room:
			continue
		case <-timeout:
		case <-ctx.Done():
		}
		q.lighten(d)
		return
	}
}

// reserve weighs the delivery if there is room or the projector has weighed it; if not, room tells when to try again.
func (q *queue) reserve(d *delivery) (room <-chan struct{}, admitted bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !d.weighed && q.weight != 0 && q.weight+d.weight > q.limit {
		return q.room, false
	}
	q.weigh(d)
	return nil, true
}

// weigh counts a delivery once. It needs the lock.
func (q *queue) weigh(d *delivery) {
	if d.weighed {
		return
	}
	d.weighed = true
	q.weight += d.weight
}

// lighten drops the records of a delivery that found no room, or all of it.
func (q *queue) lighten(d *delivery) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case d.weighed: // the projector has it after all
	case q.remainders < mostRemainders:
		d.records, d.weight = nil, remainderWeight
		q.remainders++
		q.weigh(d)
	default:
		q.remove(d)
		d.receipt.forget()
	}
}

// restore puts a delivery into its place, as put does at first and the projector after a failure.
func (q *queue) restore(d *delivery) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.byFirst[d.first] = d
	q.records += int(d.last - d.first + 1)
}

// take removes the delivery that begins with that number; nil when it is not there. Its records still count as waiting
// memory until release.
func (q *queue) take(first uint64) *delivery {
	q.mu.Lock()
	defer q.mu.Unlock()
	d := q.byFirst[first]
	if d == nil {
		return nil
	}
	q.remove(d)
	if !d.weighed {
		q.weigh(d)
		q.lookAgain()
	}
	return d
}

// remove needs the lock.
func (q *queue) remove(d *delivery) {
	delete(q.byFirst, d.first)
	q.records -= int(d.last - d.first + 1)
}

// release gives the memory of a taken delivery back.
func (q *queue) release(d *delivery) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.weight -= d.weight
	if d.records == nil {
		q.remainders--
	}
	q.lookAgain()
}

// lookAgain tells those who wait for room. It needs the lock.
func (q *queue) lookAgain() {
	close(q.room)
	q.room = make(chan struct{})
}

// lowest is the smallest number in the queue that is not below from, 0 when there is none.
func (q *queue) lowest(from uint64) uint64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	var low uint64
	for first := range q.byFirst {
		if first >= from && (low == 0 || first < low) {
			low = first
		}
	}
	return low
}

// received is when the delivery that begins with that number arrived, if it waits.
func (q *queue) received(first uint64) (at time.Time, waits bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	d, waits := q.byFirst[first]
	if !waits {
		return time.Time{}, false
	}
	return d.received, true
}

// waiting is how many records are in the queue.
func (q *queue) waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.records
}

// wake makes the projector look.
func (q *queue) wake() {
	select {
	case q.changed <- struct{}{}:
	default:
	}
}

// hurry makes the projector look now, without waiting for more.
func (q *queue) hurry() {
	q.mu.Lock()
	q.urgent = true
	q.mu.Unlock()
	q.wake()
}

// calm reports whether somebody was in a hurry since it was asked last.
func (q *queue) calm() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	was := q.urgent
	q.urgent = false
	return !was
}
