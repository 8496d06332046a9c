package duckdb

import (
	"context"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// batch is what one transaction projects: parts in order of the journal.
type batch struct {
	first, last uint64
	parts       []*part
}

// part is a delivery, or a stretch of the journal that came with one.
type part struct {
	source   string
	received time.Time
	records  []record
	delivery *delivery // nil when it was read from the journal without one
	outcome  store.Outcome
}

// errEnough ends a reading of the journal.
var errEnough = errors.New("enough records")

// holePatience is how long a number that no delivery claims is waited for.
const holePatience = 5 * time.Millisecond

// collect puts together the next batch, from the queue as far as its records are there, else from the journal.
func (s *Store) collect(ctx context.Context, next uint64) (*batch, error) {
	b := &batch{first: next, last: next - 1}
	newest := s.newest()
	most := s.opts.batch()
	for size := 0; b.last < newest && size < most; {
		p, last, err := s.nextPart(ctx, b.last+1, newest, most-size)
		b.parts = append(b.parts, p...)
		if err != nil {
			b.giveBack(s.queue)
			return nil, err
		}
		b.last = last
		for _, part := range p {
			size += len(part.records)
		}
	}
	return b, nil
}

// nextPart is what begins with that number, up to last. Deliveries come whole, limit is for holes.
func (s *Store) nextPart(ctx context.Context, from, newest uint64, limit int) (parts []*part, last uint64, err error) {
	d, hole := s.nextDelivery(ctx, from, newest)
	switch {
	case d == nil && hole == 0:
		return nil, 0, context.Cause(ctx)
	case d == nil:
		return s.readJournal(ctx, from, hole, limit)
	}
	whole := &part{source: d.source, received: d.received, records: d.records, delivery: d}
	if d.records == nil {
		read, _, err := s.readJournal(ctx, d.first, d.last, int(d.last-d.first+1))
		if err != nil {
			return []*part{whole}, 0, err
		}
		for _, p := range read {
			whole.records = append(whole.records, p.records...)
		}
	}
	return []*part{whole}, d.last, nil
}

// nextDelivery takes the delivery that begins with that number. When there is none, because a start-up has to read what
// came before it or because there was no place left in the queue, hole is the last number that no delivery claims; it is 0
// when ctx ended.
func (s *Store) nextDelivery(ctx context.Context, from, newest uint64) (d *delivery, hole uint64) {
	if d := s.queue.take(from); d != nil {
		return d, 0
	}
	if from > s.queue.complete {
		// Whoever wrote that number to the journal had begun before now; once they all have ended it is known to be a hole.
		ticket := s.queue.newest()
		for !s.queue.settled(ticket) {
			if ctx.Err() != nil {
				return nil, 0
			}
			pauseOr(ctx, s.queue.changed, holePatience)
		}
		s.queue.complete = newest
		if d := s.queue.take(from); d != nil {
			return d, 0
		}
	}
	if low := s.queue.lowest(from); low != 0 && low <= s.queue.complete {
		return nil, low - 1
	}
	return nil, s.queue.complete
}

// pauseOr waits for a signal, but not long.
func pauseOr(ctx context.Context, signal <-chan struct{}, long time.Duration) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-signal:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// readJournal reads at most limit entries from first to last and says which number it came to.
func (s *Store) readJournal(ctx context.Context, first, last uint64, limit int) (parts []*part, reached uint64, err error) {
	reached = last
	count := 0
	err = s.journal.Read(ctx, first, func(e journal.Entry) error {
		if e.Seq > last {
			return errEnough
		}
		if count == limit {
			reached = e.Seq - 1
			return errEnough
		}
		count++
		var p *part
		if len(parts) > 0 {
			p = parts[len(parts)-1]
		}
		if p == nil || p.source != e.Source || !p.received.Equal(e.Received) {
			p = &part{source: e.Source, received: e.Received}
			parts = append(parts, p)
		}
		p.records = append(p.records, decodeEntry(e))
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return parts, reached, err
}

// giveBack returns the deliveries of a batch that was not projected to the queue.
func (b *batch) giveBack(q *queue) {
	for _, p := range b.parts {
		p.outcome = store.Outcome{}
		if p.delivery != nil {
			q.restore(p.delivery)
		}
	}
}

// done tells those who wait what became of their records, and frees the memory.
func (b *batch) done(q *queue) {
	for _, p := range b.parts {
		if p.delivery == nil {
			continue
		}
		q.release(p.delivery)
		if r := p.delivery.receipt; r != nil {
			r.outcome = p.outcome
			close(r.done)
		}
	}
}
