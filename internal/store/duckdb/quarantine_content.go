package duckdb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"maps"
	"strconv"
	"sync"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// kindRepeated marks journal entries that stand for rejected bytes which the journal has already; Data is the number of the
// entry that has them. A sender that delivers the same broken bytes for ever fills no disk.
const kindRepeated uint8 = 101

// contentDigest is the identity of rejected bytes: the first half of their SHA-256.
func contentDigest(raw []byte) (id engine.UUID) {
	sum := sha256.Sum256(raw)
	copy(id[:], sum[:])
	return id
}

// contents remembers which rejected bytes are projected, and so durable: the newest ones, since memory has an end. What it
// forgot is journaled whole once more and folded by the projector all the same.
type contents struct {
	mu   sync.RWMutex
	seqs map[engine.UUID]uint64
}

// mostContents is how many digests are remembered: about 4 MB.
const mostContents = 1 << 16

func newContents() *contents { return &contents{seqs: map[engine.UUID]uint64{}} }

// find is the number of the entry that has these bytes.
func (c *contents) find(id engine.UUID) (seq uint64, known bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	seq, known = c.seqs[id]
	return seq, known
}

// add takes in what a committed transaction quarantined. When there are too many, any others are forgotten.
func (c *contents) add(more map[engine.UUID]uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.Copy(c.seqs, more)
	for id := range c.seqs {
		if len(c.seqs) <= mostContents {
			return
		}
		delete(c.seqs, id)
	}
}

// load replaces everything by what a database that was just opened has.
func (c *contents) load(ctx context.Context, db *database) error {
	seqs := map[engine.UUID]uint64{}
	err := db.each(ctx, "contents_load", func(rows *sql.Rows) error {
		var id engine.UUID
		var seq int64
		err := rows.Scan(&id, &seq)
		seqs[id] = uint64(seq)
		return err
	}, mostContents)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seqs = seqs
	return nil
}

// entry is what the journal gets of a fact: its bytes or, of bytes that are in quarantine already, a reference to them.
func (s *Store) entry(batch *store.Batch, fact *connect.Fact, r *record) journal.Entry {
	e := journal.Entry{
		Kind: uint8(r.kind), Source: batch.Source, Received: batch.Received, Note: r.reason, Data: fact.Raw,
	}
	if r.kind != connect.KindRejected {
		return e
	}
	if first, known := s.contents.find(r.content); known {
		r.repeated = true
		e.Kind, e.Note, e.Data = kindRepeated, "", strconv.AppendUint(nil, first, 10)
	}
	return e
}
