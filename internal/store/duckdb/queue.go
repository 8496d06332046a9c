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
	weight      int64    // of records, in bytes
	receipt     *receipt
}

// queue hands deliveries from the many that append to the one that projects. It is bounded in bytes: what does not fit
// keeps its place without its records. The journal numbers deliveries, so they are found by number and not by order.
type queue struct {
	limit int64
	// changed is sent to by put and wake, received by the projector. Capacity 1: one signal says it all.
	changed chan struct{}

	mu       sync.Mutex
	byFirst  map[uint64]*delivery
	records  int
	weight   int64
	room     chan struct{} // closed, and replaced, when weight falls
	ticket   uint64        // of the newest Append that began
	inFlight map[uint64]struct{}
	urgent   bool // somebody waits for the projection
}

func newQueue(limit int64) *queue {
	return &queue{
		limit: limit, changed: make(chan struct{}, 1), byFirst: map[uint64]*delivery{}, room: make(chan struct{}),
		inFlight: map[uint64]struct{}{},
	}
}

// begin says that an Append is about to write to the journal; end(ticket) says that it has put its delivery, or failed.
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

// put hands a delivery over. When there is no room for its records it waits for some, but no longer than patience.
func (q *queue) put(ctx context.Context, d *delivery, patience time.Duration) {
	if !q.awaitRoom(ctx, d.weight, patience) {
		d.records, d.weight = nil, 0
	}
	q.mu.Lock()
	q.weight += d.weight
	q.mu.Unlock()
	q.restore(d)
	q.wake()
}

func (q *queue) awaitRoom(ctx context.Context, weight int64, patience time.Duration) bool {
	var timeout <-chan time.Time
	for {
		q.mu.Lock()
		fits, room := q.weight == 0 || q.weight+weight <= q.limit, q.room
		q.mu.Unlock()
		if fits {
			return true
		}
		if timeout == nil {
			timer := time.NewTimer(patience)
			defer timer.Stop()
			timeout = timer.C
		}
		select {
		case <-room:
		case <-timeout:
			return false
		case <-ctx.Done():
			return false
		}
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
	delete(q.byFirst, first)
	q.records -= int(d.last - d.first + 1)
	return d
}

// release gives the memory of a taken delivery back.
func (q *queue) release(d *delivery) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.weight -= d.weight
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
