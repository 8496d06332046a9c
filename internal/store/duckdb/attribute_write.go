package duckdb

import (
	"context"
	"fmt"
	"math"
)

// writeAttributes adds the attributes of the contacts that are written.
func (c *change) writeAttributes(written []*newest) error {
	return c.db.appendRows("", "contact_attributes", func(add func(...any) error) error {
		for _, n := range written {
			for _, a := range n.record.row.Attributes {
				if a.Key == "" || a.Value == "" { // is as if it were not there
					continue
				}
				if err := add(int64(n.seq), c.s.words.id(a.Key), a.Value); err != nil {
					return fmt.Errorf("record %d: %w", n.seq, err)
				}
			}
		}
		return nil
	})
}

// replaceAttributes takes those of the contacts that are about to be deleted, which are in batch_rows, off the counts; see
// migration 0008. The bounds spare DuckDB all parts of the table but those in which the replaced versions are.
func (c *change) replaceAttributes(ctx context.Context, replaced []uint64) error {
	from, to := uint64(math.MaxInt64), uint64(0)
	for _, seq := range replaced {
		from, to = min(from, seq), max(to, seq)
	}
	return c.db.run(ctx, "attributes_replace", int64(from), int64(to))
}
