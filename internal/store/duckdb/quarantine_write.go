package duckdb

import (
	"context"
	"encoding/json"

	engine "github.com/duckdb/duckdb-go/v2"
)

// writeQuarantine lists the rejected records whose bytes are not listed yet, and marks those that were replayed. Bytes that
// come again are a duplicate also after a replay: what could be read in them was counted then.
func (c *change) writeQuarantine(ctx context.Context) error {
	if err := c.addRejected(ctx); err != nil {
		return err
	}
	for _, seq := range c.replayed {
		if err := c.db.run(ctx, "quarantine_replayed", int64(seq)); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) addRejected(ctx context.Context) error {
	var whole []quarantined
	var keys []eventKey // bytes are the same whenever they come
	for _, q := range c.rejected {
		if q.record.repeated {
			q.tell.Duplicates = 1
			continue
		}
		whole, keys = append(whole, q), append(keys, eventKey{id: q.record.content})
	}
	fresh, err := c.fresh(ctx, "quarantine_match", keys)
	if err != nil || len(keys) == 0 {
		return err
	}
	c.kept = map[engine.UUID]uint64{}
	return c.db.appendRows("", "quarantine", func(add func(...any) error) error {
		for i, q := range whole {
			if !fresh[i] {
				q.tell.Duplicates = 1
				continue
			}
			q.tell.Quarantined = 1
			r, p := q.record, q.part
			c.kept[r.content] = r.seq
			err := add(int64(r.seq), r.content, p.source, p.received.UnixMilli(), r.reason, r.size, false)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// parseSeqs reads the body of a kindReplayed entry; what is not one lists nothing.
func parseSeqs(data []byte) []uint64 {
	seqs := []uint64{}
	if json.Unmarshal(data, &seqs) != nil {
		return []uint64{}
	}
	return seqs
}
