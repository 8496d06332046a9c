package duckdb

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// receipt follows one Append through the projection.
type receipt struct {
	store   *Store
	last    uint64
	outcome store.Outcome // set before done is closed
	err     error         // why there is no outcome; set before done is closed
	done    chan struct{} // closed by the projector when the records are visible, or by forget
}

// errForgotten says that records are durable but what becomes of them is not counted by delivery. Sending them again is
// safe, as always, and tells it.
var errForgotten = fmt.Errorf("%w: too many deliveries wait to be projected", store.ErrUnavailable)

// forget ends the waiting for an outcome that nobody will tell.
func (r *receipt) forget() {
	r.err = errForgotten
	close(r.done)
}

var _ store.Receipt = (*receipt)(nil)

// Append writes the facts to the journal and hands them to the projector.
func (s *Store) Append(ctx context.Context, batch store.Batch) (store.Receipt, error) {
	entries := make([]journal.Entry, len(batch.Facts))
	records := make([]record, len(batch.Facts))
	rules := &s.erasures.Load().Rules
	for i := range batch.Facts {
		fact, note, refused := admit(rules, &batch.Facts[i], batch.Received)
		if fact == nil {
			kind := batch.Facts[i].Kind
			records[i] = record{kind: kind, gone: refused}
			entries[i] = gone(journal.Entry{Kind: uint8(kind), Source: batch.Source, Received: batch.Received}, refused)
			continue
		}
		records[i] = prepare(fact)
		records[i].noted(note)
		entries[i] = s.entry(&batch, fact, &records[i])
		entries[i].Note += note // one of both is empty
	}
	if batch.Checkpoint != nil {
		entry, err := checkpointEntry(&batch)
		if err != nil {
			return nil, err
		}
		entries, records = append(entries, entry), append(records, record{mark: &streamMark{*batch.Checkpoint, uint64(len(batch.Facts))}})
	}
	return s.append(ctx, entries, delivery{source: batch.Source, received: batch.Received, records: records})
}

// append journals entries and hands over the delivery that was prepared of them.
func (s *Store) append(ctx context.Context, entries []journal.Entry, d delivery) (*receipt, error) {
	r := &receipt{store: s, done: make(chan struct{})}
	if len(entries) == 0 {
		close(r.done)
		return r, nil
	}
	d.receipt = r
	if err := s.write(ctx, entries, &d); err != nil {
		return nil, err
	}
	r.last = d.last
	// Waiting slows senders down under load. Who waited in vain leaves the records to be read from the journal again, at the
	// cost of decoding them once more.
	s.queue.admit(ctx, &d, s.opts.Patience)
	return r, nil
}

// mark journals an entry of our own, which is no record, and returns when the projection is behind it. Replays are the quarantined
// records that it says were replayed.
func (s *Store) mark(ctx context.Context, entry journal.Entry, replays []uint64) error {
	entry.Received = s.opts.Now()
	r, err := s.append(ctx, []journal.Entry{entry}, delivery{
		source: entry.Source, received: entry.Received, records: []record{{replays: replays}},
	})
	if err != nil {
		return err
	}
	_, err = r.Wait(ctx)
	return err
}

// write makes entries durable and puts their delivery into the queue.
func (s *Store) write(ctx context.Context, entries []journal.Entry, d *delivery) error {
	ticket := s.queue.begin()
	defer s.queue.end(ticket)
	first, last, err := s.journal.Append(ctx, entries)
	if errors.Is(err, journal.ErrFull) || errors.Is(err, journal.ErrFailed) {
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	if err != nil {
		return fmt.Errorf("append %d records: %w", len(entries), err)
	}
	d.first, d.last = first, last
	for i := range d.records {
		d.records[i].seq = first + uint64(i)
		d.weight += d.records[i].weight()
	}
	s.queue.put(d)
	return nil
}

// Wait returns when the records are visible. Without Run it projects them itself.
func (r *receipt) Wait(ctx context.Context) (store.Outcome, error) {
	err := r.store.await(ctx, r)
	if err == nil {
		err = r.err
	}
	if err != nil {
		return store.Outcome{}, fmt.Errorf("wait for record %d to be projected: %w", r.last, err)
	}
	return r.outcome, nil
}

func (s *Store) await(ctx context.Context, r *receipt) error {
	if !s.running.Load() {
		select {
		case <-r.done:
			return nil
		default:
		}
		if err := s.projectTo(ctx, r.last); err != nil {
			return err
		}
	}
	s.queue.hurry()
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// decodeEntry makes the record of a journal entry again, as Append did when it came. What was rejected then stays rejected,
// for the reason noted: that it can be read by now is for a replay to find, and bytes on which the decoder failed must not
// meet it here, where every start would.
func decodeEntry(e journal.Entry) record {
	var r record
	switch e.Kind {
	case kindReplayed:
		r = record{replays: parseSeqs(e.Data)}
	case kindErasure:
		r = record{replays: []uint64{}}
	case kindCheckpoint:
		r = record{mark: parseMark(e.Data)}
	case kindErased, kindExpired:
		r = record{gone: e.Kind}
		if len(e.Data) == 1 {
			r.kind = connect.Kind(e.Data[0])
		}
	case kindRepeated:
		r = record{kind: connect.KindRejected, repeated: true}
	case uint8(connect.KindRejected):
		r = prepare(&connect.Fact{Kind: connect.KindRejected, Raw: e.Data, Reason: e.Note})
	default:
		fact := decodeAgain(connect.Decode, e.Data)
		if warning, is := connect.FutureWarning(fact, e.Received); is {
			fact.Warnings = append(fact.Warnings, warning)
		}
		r = prepare(&fact)
		r.noted(e.Note)
	}
	r.seq = e.Seq
	return r
}

// decodeAgain decodes a record that the decoder took once. A later one that panics on it would keep the store from ever
// starting again, so the record goes to quarantine instead, where it shows the fault.
func decodeAgain(decode func([]byte) connect.Fact, raw []byte) (fact connect.Fact) {
	defer func() {
		if recover() != nil {
			fact = connect.Fact{
				Kind: connect.KindRejected, Raw: raw, Reason: "the decoder failed on this record: a fault of Ringside",
			}
		}
	}()
	return decode(raw)
}
