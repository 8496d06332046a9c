package duckdb

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// kindCheckpoint marks journal entries that say how far a shard of a stream was read. It comes last in its batch: where a
// crash cut the journal off in between, it is not there.
const kindCheckpoint uint8 = 105

// streamMark is the body of such an entry. A power loss may leave the end of a batch whole that nobody was promised and
// damage what comes before, so it says how many entries it vouches for.
type streamMark struct {
	store.Checkpoint
	Entries uint64 // directly before it
}

// shardOf tells one shard of all streams.
type shardOf struct{ stream, shard string }

// checkpointEntry is the entry of a checkpoint.
func checkpointEntry(batch *store.Batch) (journal.Entry, error) {
	data, err := json.Marshal(streamMark{*batch.Checkpoint, uint64(len(batch.Facts))})
	if err != nil {
		return journal.Entry{}, fmt.Errorf("write a checkpoint: %w", err)
	}
	return journal.Entry{Kind: kindCheckpoint, Source: batch.Source, Received: batch.Received, Data: data}, nil
}

// parseMark reads it. What is none says nothing about any shard, and that shard is read again.
func parseMark(data []byte) *streamMark {
	m := &streamMark{}
	if json.Unmarshal(data, m) != nil {
		return &streamMark{}
	}
	return m
}

// reached notes how far a shard was read, if all that the mark vouches for is there.
func (c *change) reached(seq uint64, m *streamMark) {
	for _, d := range c.s.journal.Damage() {
		if d.First < seq && d.Last >= seq-m.Entries && d.Last != 0 {
			return
		}
	}
	c.tallies.shards[shardOf{m.Stream, m.Shard}] = m.Sequence
}

// Checkpoints lists the newest checkpoint of each shard of a stream, in order of the shards, of all that was appended before
// it was called.
func (s *Store) Checkpoints(ctx context.Context, stream string) ([]store.Checkpoint, error) {
	if err := s.CatchUp(ctx); err != nil {
		return nil, err
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.tallies.checkpoints(stream), nil
}

// checkpoints lists those of a stream.
func (t *tallies) checkpoints(stream string) []store.Checkpoint {
	t.mu.Lock()
	defer t.mu.Unlock()
	var found []store.Checkpoint
	for of, sequence := range t.shards {
		if of.stream == stream {
			found = append(found, store.Checkpoint{Stream: stream, Shard: of.shard, Sequence: sequence})
		}
	}
	slices.SortFunc(found, func(a, b store.Checkpoint) int { return cmp.Compare(a.Shard, b.Shard) })
	return found
}

// writeStreamPositions writes all checkpoints anew when one has moved: they are a few rows.
func (c *change) writeStreamPositions(ctx context.Context, sum *tallies) error {
	if len(c.tallies.shards) == 0 {
		return nil
	}
	if err := c.db.run(ctx, "stream_positions_clear"); err != nil {
		return err
	}
	return c.db.appendRows("", "stream_positions", func(add func(...any) error) error {
		for of, sequence := range sum.shards {
			if err := add(of.stream, of.shard, sequence); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m mirror) loadStreamPosition(rows *sql.Rows) error {
	var of shardOf
	var sequence string
	if err := rows.Scan(&of.stream, &of.shard, &sequence); err != nil {
		return err
	}
	m.tallies.shards[of] = sequence
	return nil
}
