package duckdb

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/bits-and-blooms/bloom/v3"
	engine "github.com/duckdb/duckdb-go/v2"
)

const (
	// knownWrong is how many of the ids that are not stored pass for stored ones. Each costs a look at all stored ids: among
	// the records of some minutes there is one. An id takes 3 bytes.
	knownWrong = 1e-5
	// knownLeast is how many ids the first filter has room for; each further one has room for twice as many as the one before.
	knownLeast = 1 << 17
)

// knownIDs says of an id that no stored contact has it, without looking at those that are stored: most records that arrive
// are of new contacts. It may take an id for known that is not, never the reverse.
type knownIDs struct {
	mu      sync.Mutex
	filters []*bloom.BloomFilter // nil: nothing is known
	room    uint                 // ids that the last one still takes
	next    uint                 // room of the one after it
	whole   bool                 // all stored ids are in
}

// begin forgets all ids and makes room for some; whole says that none are stored.
func (k *knownIDs) begin(room uint, whole bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.filters, k.room, k.next, k.whole = []*bloom.BloomFilter{}, 0, max(room, knownLeast), whole
}

// end says that all stored ids are in, or that they could not be read.
func (k *knownIDs) end(whole bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.whole = whole && k.filters != nil; !k.whole {
		k.filters = nil
	}
}

// add takes in ids that are stored, or about to be.
func (k *knownIDs) add(ids ...engine.UUID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.filters == nil {
		return
	}
	for i := range ids {
		if k.room == 0 {
			k.filters = append(k.filters, bloom.NewWithEstimates(k.next, knownWrong))
			k.room, k.next = k.next, 2*k.next
		}
		k.filters[len(k.filters)-1].Add(ids[i][:])
		k.room--
	}
}

// complete reports whether has can tell.
func (k *knownIDs) complete() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.whole
}

// has reports whether a contact of that id may be stored.
func (k *knownIDs) has(id engine.UUID) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.whole || slices.ContainsFunc(k.filters, func(f *bloom.BloomFilter) bool { return f.Test(id[:]) })
}

// loadKnown reads all stored ids, once.
func (s *Store) loadKnown(ctx context.Context) error {
	if s.known.complete() {
		return nil
	}
	started := time.Now()
	s.known.begin(uint(max(0, s.position().contacts*5/4)), false)
	// A transaction that began before that did not add its ids: the snapshot must be one after it.
	select {
	case s.turn <- struct{}{}:
		<-s.turn
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	n, err := s.readKnown(ctx)
	s.known.end(err == nil)
	if err != nil {
		return fmt.Errorf("load ids: %w", interrupted(ctx, err))
	}
	s.log.Info("ids are in memory", "ids", n, "duration", time.Since(started))
	return nil
}

// readKnown adds the ids of all stored contacts.
func (s *Store) readKnown(ctx context.Context) (n int, err error) {
	conn, err := s.db.pool.Conn(ctx)
	if err != nil {
		return 0, err
	}
	err = conn.Raw(func(c any) error {
		rows, err := c.(driver.QueryerContext).QueryContext(ctx, statement("contacts_ids"), nil)
		if err != nil {
			return err
		}
		values := make([]driver.Value, 1)
		ids := make([]engine.UUID, 0, 1000)
		for err = rows.Next(values); err == nil; err = rows.Next(values) {
			var id engine.UUID
			if err = id.Scan(values[0]); err != nil {
				break
			}
			if ids = append(ids, id); len(ids) == cap(ids) {
				s.known.add(ids...)
				n, ids = n+len(ids), ids[:0]
			}
		}
		s.known.add(ids...)
		n += len(ids)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return errors.Join(err, rows.Close())
	})
	return n, errors.Join(err, conn.Close())
}
