package duckdb

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// deliver puts a delivery of that weight and waits for room.
func deliver(ctx context.Context, q *queue, number uint64, weight int64, patience time.Duration) *delivery {
	d := &delivery{
		first: number, last: number, records: make([]record, 1), weight: weight, receipt: &receipt{done: make(chan struct{})},
	}
	q.put(d)
	q.admit(ctx, d, patience)
	return d
}

// weightOf is what the queue weighs now.
func weightOf(q *queue) int64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.weight
}

func TestThoseWhoWaitForRoomDoNotAllGetIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const waiters = 50
		q := newQueue(100, 0)
		deliver(t.Context(), q, 1, 100, time.Second)
		for i := range waiters {
			go deliver(t.Context(), q, uint64(i+2), 60, time.Hour)
		}
		synctest.Wait()
		q.release(q.take(1))
		synctest.Wait()
		if got := weightOf(q); got != 60 {
			t.Errorf("%d bytes wait, want the 60 of one delivery", got)
		}
		time.Sleep(2 * time.Hour) // their patience, on the clock of the bubble
		synctest.Wait()
		if want := int64(60 + (waiters-1)*remainderWeight); weightOf(q) != want {
			t.Errorf("%d bytes wait, want %d: deliveries without records weigh too", weightOf(q), want)
		}
		for i := range waiters {
			q.release(q.take(uint64(i + 2)))
		}
		if q.weight != 0 || q.remainders != 0 || q.records != 0 {
			t.Errorf("%d bytes, %d remainders, %d records are left of nothing", q.weight, q.remainders, q.records)
		}
	})
}

func TestDeliveryThatWaitsForRoomIsTakenWithItsRecords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(100, 0)
		deliver(t.Context(), q, 1, 100, time.Second)
		ended := false
		go func() {
			deliver(t.Context(), q, 2, 60, time.Hour)
			ended = true
		}()
		synctest.Wait()
		d := q.take(2)
		synctest.Wait()
		if d == nil || d.records == nil || q.weight != 160 || !ended {
			t.Errorf("took %+v, %d bytes, the append ended: %v", d, q.weight, ended)
		}
		q.restore(d) // the batch failed
		if again := q.take(2); again != d || q.weight != 160 {
			t.Errorf("took %+v again, %d bytes; want what was put back, weighed once", again, q.weight)
		}
	})
}

func TestQueueThatIsFullOfRemaindersForgetsOutcomes(t *testing.T) {
	q := newQueue(1, 0)
	q.weight, q.remainders = 1, mostRemainders
	d := deliver(t.Context(), q, 7, 1, time.Nanosecond)
	if q.weight != 1 || len(q.byFirst) != 0 || q.records != 0 {
		t.Errorf("%d bytes, %d deliveries, %d records; want only what was there", q.weight, len(q.byFirst), q.records)
	}
	d.receipt.store = &Store{queue: q}
	if _, err := d.receipt.Wait(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("outcome: %v, want %v", err, store.ErrUnavailable)
	}
}
